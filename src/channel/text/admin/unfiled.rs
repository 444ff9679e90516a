//! What is wrong with a definition, for people who have no file before them: by the names that the dialogue has for its
//! parts, and without lines.

use super::guide::section_word;
use super::page::{value, word};
use crate::admin::guide::Section;
use crate::channel::text::{Arg, marked, plain, problems};
use crate::domain::language::Language;
use crate::domain::problem::{Fault, Problem};
use crate::domain::rich::markup;

/// A problem with its hint; where that would speak of keys in a file, it speaks of questions instead.
pub(super) fn in_dialogue(language: Language, problem: &Problem) -> (String, Option<String>) {
    let (what, hint) = problems::problem(language, &unfiled(language, problem));
    if let Fault::NothingIncluded { name } | Fault::UnknownVariable { name, meant: None } = &problem.fault {
        return (what, Some(plain(language, "guide-hint-field", &[("name", value(name))])));
    }
    if let Fault::UnknownInput { name, meant: None } = &problem.fault {
        return (what, Some(plain(language, "guide-hint-input", &[("name", value(name))])));
    }
    if problem.fault == Fault::SecretLiteral {
        return (what, Some(plain(language, "guide-hint-secret", &[])));
    }
    (what, hint)
}

fn unfiled(language: Language, problem: &Problem) -> Problem {
    let mut seen = problem.clone();
    if let Fault::DuplicatePhrase { first_line, .. }
    | Fault::TriggerIsNot { first_line, .. }
    | Fault::DuplicateInput { first_line, .. }
    | Fault::DuplicateOption { first_line, .. } = &mut seen.fault
    {
        *first_line = 0;
    }
    // These are about the keys themselves.
    if !matches!(problem.fault, Fault::UnknownKey { .. } | Fault::Missing { .. }) {
        seen.path = part(language, &problem.path);
    }
    seen
}

/// What the part is called that a key belongs to.
fn part(language: Language, path: &str) -> String {
    let named = |part: &str, arg: (&'static str, Arg)| plain(language, "guide-part", &[("part", word(part)), arg]);
    for list in ["triggers", "not", "inputs", "reply.include", "reply.exclude"] {
        let entry = path.strip_prefix(list).and_then(|rest| rest.strip_prefix('[')?.split(']').next());
        if let Some(number) = entry {
            return named(list.trim_start_matches("reply."), ("number", value(number)));
        }
    }
    if path.strip_prefix("input").is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) {
        return plain(language, "guide-part", &[("part", word("input"))]);
    }
    for place in ["call.query.", "call.headers.", "call.body."] {
        if let Some(name) = path.strip_prefix(place) {
            return named("value", ("name", value(name)));
        }
    }
    let section = [("section", word(section_word(Section::of_path(path))))];
    markup::parse(&marked(language, "guide-section", &section)).text
}
