//! A reply text: a template in minijinja's language, known to parse.
//!
//! Deliberately absent from that language: includes, imports, inheritance and access to anything but the fields
//! that the paths keep, the inputs and `user`.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Error, Template};

use super::tags::{self, Word};
use super::{Path, compose};
use crate::domain::conversation::UserAttribute;
use crate::domain::input::InputName;
use crate::domain::limits;

/// The variable that is the whole of what the paths leave, for lists, single values and names that a template
/// cannot write (`answer["order-id"]`).
pub(super) const ANSWER: &str = "answer";
/// The variable with the person's attributes.
pub(super) const USER: &str = "user";

/// A reply text that is known to parse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyText {
    source: String,
    template: String,
    variables: Vec<String>,
}

/// Why a text is not a reply text. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextFault {
    /// It is longer than this many characters.
    TooLong {
        /// The most.
        max: usize,
    },
    /// It does not parse.
    Syntax {
        /// The line.
        line: usize,
        /// Why, in the parser's words.
        reason: String,
    },
    /// It uses a filter that does not exist.
    UnknownFilter {
        /// The line.
        line: usize,
        /// The filter.
        name: String,
    },
    /// It uses a test that does not exist.
    UnknownTest {
        /// The line.
        line: usize,
        /// The test.
        name: String,
    },
}

impl ReplyText {
    /// Parses a text.
    ///
    /// # Errors
    /// The first [`TextFault`].
    pub fn parse(source: &str) -> Result<Self, TextFault> {
        if source.chars().count() > limits::REPLY_TEXT_CHARS {
            return Err(TextFault::TooLong { max: limits::REPLY_TEXT_CHARS });
        }
        let template = tags::with_whole_lines(source);
        let environment = environment();
        let parsed = environment
            .template_from_str(&template)
            .map_err(|error| TextFault::Syntax { line: error.line().unwrap_or(1), reason: reason(&error) })?;
        for (line, word) in tags::known_words(source) {
            match word {
                Word::Filter(name) if !compose::knows_filter(name) => {
                    return Err(TextFault::UnknownFilter { line, name: name.to_owned() });
                }
                Word::Test(name) if !compose::knows_test(name) => {
                    return Err(TextFault::UnknownTest { line, name: name.to_owned() });
                }
                Word::Filter(_) | Word::Test(_) => {}
            }
        }
        let variables = variables(source, &environment, &parsed);
        Ok(Self { source: source.to_owned(), template, variables })
    }

    /// The text as written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The text as the engine takes it; its lines are those of [`ReplyText::source`].
    pub(super) fn template(&self) -> &str {
        &self.template
    }

    /// The variables that the text takes from outside, as dotted names, sorted. What the engine brings itself
    /// (`range`, `loop`) is not among them.
    pub fn variables(&self) -> &[String] {
        &self.variables
    }

    /// The variables that neither the paths, the inputs nor the person provide: they would always be missing.
    pub fn unprovided(&self, include: &[Path], inputs: &[InputName]) -> Vec<String> {
        let mut names = self.variables.clone();
        names.retain(|name| {
            let (root, rest) = name.split_once('.').map_or((name.as_str(), None), |(root, rest)| (root, Some(rest)));
            let of_person = root == USER && rest.is_some_and(|rest| UserAttribute::parse(rest).is_some());
            let of_answer = root == ANSWER && rest.is_none_or(|rest| include.iter().any(|path| path.provides(rest)));
            !of_person
                && !of_answer
                && !inputs.iter().any(|input| input.as_str() == root)
                && !include.iter().any(|path| path.provides(name))
        });
        names
    }
}

fn variables(source: &str, environment: &Environment<'_>, template: &Template<'_, '_>) -> Vec<String> {
    let mut names: Vec<_> = template.undeclared_variables(true).into_iter().collect();
    // The engine takes a `set` inside `if` for one that is not seen outside; it is.
    let assigned = tags::assigned(source);
    let root = |name: &str| name.split('.').next().map(str::to_owned);
    names.retain(|name| !environment.globals().any(|(known, _)| known == name));
    names.retain(|name| root(name).is_none_or(|root| !assigned.contains(&root.as_str())));
    names.sort();
    names
}

/// An engine with the language's shape and limits, without the filters that need a language.
pub(super) fn environment<'source>() -> Environment<'source> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().unwrap_or_default());
    environment.set_fuel(Some(limits::TEMPLATE_FUEL));
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::SemiStrict);
    // They tell a template about the engine, or claim that a value is safe.
    environment.remove_global("debug");
    for filter in ["safe", "escape", "e", "pprint"] {
        environment.remove_filter(filter);
    }
    environment
}

fn reason(error: &Error) -> String {
    error.detail().map_or_else(|| error.kind().to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> ReplyText {
        ReplyText::parse(source).unwrap_or_else(|fault| panic!("{source}: {fault:?}"))
    }

    #[test]
    fn faults_name_their_line() {
        assert!(matches!(ReplyText::parse("a\n{{ b"), Err(TextFault::Syntax { line: 2, .. })));
        assert!(
            matches!(ReplyText::parse("a\n\n{% if b %}"), Err(TextFault::Syntax { line: 3, reason }) if !reason.is_empty())
        );
        let unknown = TextFault::UnknownFilter { line: 2, name: "mony".to_owned() };
        assert_eq!(ReplyText::parse("a\n{{ b | mony }}"), Err(unknown));
        let unknown = TextFault::UnknownTest { line: 1, name: "definde".to_owned() };
        assert_eq!(ReplyText::parse("{% if b is definde %}{% endif %}"), Err(unknown));
        let long = "a".repeat(limits::REPLY_TEXT_CHARS + 1);
        assert_eq!(ReplyText::parse(&long), Err(TextFault::TooLong { max: limits::REPLY_TEXT_CHARS }));
    }

    #[test]
    fn other_templates_are_out_of_reach() {
        for source in [
            "{% include 'a' %}",
            "{% extends 'a' %}",
            "{% import 'a' as b %}",
            "{{ a | safe }}",
            "{% block a %}{% endblock %}",
        ] {
            assert!(ReplyText::parse(source).is_err(), "{source}");
        }
    }

    #[test]
    fn our_filters_are_known() {
        text("{{ a | number(2) }} {{ a | money('EUR') }} {{ a | date }} {{ a | datetime }} {{ a | default('x') }}");
    }

    #[test]
    fn variables_are_those_from_outside() {
        let text = text(
            "{{ a.b.c }} {% for i in items if i.on %}{{ i.name }} {{ loop.index }}{% endfor %}{{ range(3) }}{% if d %}{% set x = d %}{% endif %}{{ x }}",
        );
        assert_eq!(text.variables(), ["a.b.c", "d", "items"]);
    }

    #[test]
    fn variables_that_nothing_provides() {
        let include: Vec<_> =
            ["$.order.status", "$.items[*].name"].map(|path| Path::parse(path).expect("a path")).into();
        let inputs = [InputName::parse("number").expect("a name")];
        let text = text(
            "{{ order.status }} {{ order.eta }} {{ number }} {{ user.name }} {{ user.email }} {{ eta }} {{ answer }} {{ answer.order.status }} \
             {{ answer.eta }} {% for i in items %}{{ i.price }}{% endfor %}",
        );
        assert_eq!(text.unprovided(&include, &inputs), ["answer.eta", "eta", "order.eta", "user.email"]);
    }

    #[test]
    fn keeps_its_source() {
        let source = "  {% if a %}b{% endif %}\n";
        assert_eq!(text(source).source(), source);
    }
}
