//! The guided dialogue in words.

use super::diff;
use super::page::{Page, flag, quoted, shortened, value, who, word};
use super::unfiled::in_dialogue;
use crate::admin::guide::{AuthKind, Field, Line, Overview, Place, Question, Section, Topic};
use crate::channel::text::kinds::kind_name;
use crate::channel::text::surface::Surface;
use crate::channel::text::{Arg, marked};
use crate::domain::call::Method;
use crate::domain::input::{Input, InputKind};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::problem::{Fault, Problem};
use crate::domain::rich::RichText;

/// One line of the dialogue in words.
pub fn guide(language: Language, line: &Line) -> RichText {
    let mut page = Page::new(language, Surface::Chat);
    say(&mut page, line);
    page.finish()
}

/// Said when an admin cancels the dialogue.
pub fn cancelled(language: Language) -> RichText {
    let mut page = Page::new(language, Surface::Chat);
    page.say("guide-cancelled", &[]);
    page.finish()
}

fn say(page: &mut Page, line: &Line) {
    match line {
        Line::Ask(question) => ask(page, question),
        Line::Help(topic) => {
            let max = Arg::Count(limits::DESCRIPTION_CHARS);
            page.say("guide-help", &[("topic", word(topic_word(*topic))), ("max", max)]);
            page.say("guide-help-words", &[]);
        }
        Line::NotUnderstood(topic) => page.say("guide-not-understood", &[("topic", word(topic_word(*topic)))]),
        Line::Wrong(found) | Line::PasteHasProblems(found) => wrong(page, found),
        Line::NotAName { max } => page.say("guide-not-a-name", &[("max", Arg::Count(*max))]),
        Line::NameTaken(name) => page.say("guide-name-taken", &[("name", value(name))]),
        Line::Named(name) => page.say("guide-named", &[("name", value(name))]),
        Line::NameFixed(name) => page.say("guide-name-fixed", &[("name", value(name))]),
        Line::PasteBegins => page.say("guide-paste-begins", &[]),
        Line::PasteTooLong { max } => page.say("guide-paste-too-long", &[("max", Arg::Count(*max))]),
        Line::TriggersNoted { count } => page.say("guide-triggers-noted", &[("count", Arg::Count(*count))]),
        Line::NotPhrasesNoted { count } => page.say("guide-not-noted", &[("count", Arg::Count(*count))]),
        Line::Removed(what) => page.say("guide-removed", &[("what", value(shortened(what)))]),
        Line::NothingToRemove(what) => page.say("guide-nothing-to-remove", &[("what", value(shortened(what)))]),
        Line::InputNoted(input) => noted(page, input),
        Line::RequestNoted { method, url } => {
            page.say("guide-request-noted", &[("method", value(method.as_str())), ("url", value(url))]);
        }
        Line::SecretsLeftOut { names, in_form } => {
            page.say("guide-secrets-left-out", &[("names", value(names.join(", "))), ("form", flag(*in_form))]);
        }
        Line::CurlIgnored(options) => page.say("guide-curl-ignored", &[("options", value(options.join(", ")))]),
        Line::SecretTyped { in_form } => page.say("guide-secret-typed", &[("form", flag(*in_form))]),
        Line::SecretNeeded { name } => page.say("guide-secret-needed", &[("name", value(name))]),
        Line::PropertyNoted { property, value: text } => {
            let is_fixed = flag(!text.contains("{{"));
            let args = [("property", value(property)), ("text", value(shortened(text))), ("fixed", is_fixed)];
            page.say("guide-property-noted", &args);
        }
        Line::FieldsNoted { count } => page.say("guide-fields-noted", &[("count", Arg::Count(*count))]),
        Line::NoWayBack => page.say("guide-no-way-back", &[]),
        Line::NeedsAnswer(topic) => page.say("guide-needs-answer", &[("topic", word(topic_word(*topic)))]),
        Line::NotYet => page.say("guide-not-yet", &[]),
        Line::NotAuth => page.say_with_hint("guide-not-auth", &[]),
        Line::Left { field, text, why } => {
            let given =
                [("given", flag(text.is_some())), ("text", value(shortened(text.as_deref().unwrap_or_default())))];
            page.say("guide-left", &with_field(page.language, *field, given));
            say(page, why);
        }
        Line::Clash { field, text } => {
            page.say("guide-clash", &with_field(page.language, *field, [("text", value(shortened(text)))]));
        }
        Line::Moved { by, differences } => {
            page.say("guide-moved", &[("by", who(page.language, by)), ("known", flag(!differences.is_empty()))]);
            if !differences.is_empty() {
                diff::differences(page, differences);
            }
        }
    }
}

fn with_field<const N: usize>(
    language: Language,
    field: Field,
    more: [(&'static str, Arg); N],
) -> Vec<(&'static str, Arg)> {
    [("field", word(field_label(language, field)))].into_iter().chain(more).collect()
}

/// What a field of a form is called; marked up.
pub fn field_label(language: Language, field: Field) -> String {
    marked(language, "guide-field", &[("field", word(field.as_str()))])
}

/// Problems without file and line: the admin sees the question they belong to.
fn wrong(page: &mut Page, found: &[Problem]) {
    let mut said =
        found.iter().map(|problem| in_dialogue(page.language, problem)).collect::<Vec<_>>().into_iter().peekable();
    while let Some((what, hint)) = said.next() {
        page.say("guide-problem", &[("text", value(what))]);
        // What holds for several in a row is said once, below them.
        if let Some(hint) = hint.filter(|hint| said.peek().is_none_or(|(_, next)| next.as_ref() != Some(hint))) {
            page.hint(&hint);
        }
    }
}

fn noted(page: &mut Page, input: &Input) {
    // Text is what remains when nothing else fits; that needs no explanation.
    let is_text = matches!(input.kind, InputKind::Text { .. });
    let args = [
        ("name", value(&input.name)),
        ("kind", value(noted_kind(page.language, &input.kind))),
        ("inferred", flag(input.kind_inferred && !is_text)),
        ("optional", flag(input.can_skip())),
        ("sensitive", flag(input.sensitive)),
    ];
    page.say("guide-input-noted", &args);
}

/// A pattern is shown where the action is shown; who has just written what to ask for need not read it.
fn noted_kind(language: Language, kind: &InputKind) -> String {
    match kind {
        InputKind::Pattern { .. } => kind_name(kind, language),
        InputKind::Text { .. }
        | InputKind::Email
        | InputKind::Phone { .. }
        | InputKind::Integer { .. }
        | InputKind::Number { .. }
        | InputKind::Boolean
        | InputKind::Date { .. }
        | InputKind::Url
        | InputKind::Choice { .. } => super::kind::kind(language, kind),
    }
}

fn ask(page: &mut Page, question: &Question) {
    match question {
        Question::Name { current } => now(page, "guide-ask-name", current.as_deref()),
        Question::Paste => page.say("guide-ask-paste", &[]),
        Question::Description { current } => now(page, "guide-ask-description", current.as_deref()),
        Question::Triggers { current, not } => {
            page.say("guide-ask-triggers", &[("some", flag(!current.is_empty()))]);
            numbered(page, current.iter().map(String::as_str));
            if !not.is_empty() {
                let list = word(quoted(page.language, not));
                page.say("admin-show-not", &[("list", list)]);
            }
        }
        Question::Inputs { current } => {
            page.say("guide-ask-inputs", &[("some", flag(!current.is_empty()))]);
            let rows: Vec<String> = current.iter().map(|(name, text)| format!("{name}: {}", shortened(text))).collect();
            numbered(page, rows.iter().map(String::as_str));
        }
        Question::Request { current, inputs } => {
            let example = inputs.first().map_or("order_number", String::as_str);
            let filled: Vec<String> = inputs.iter().map(|input| format!("{{{{ {input} }}}}")).collect();
            let args =
                [("some", flag(!inputs.is_empty())), ("inputs", value(filled.join(", "))), ("example", value(example))];
            page.say("guide-ask-request", &args);
            let current = current.as_ref().map(|(method, url)| format!("{} {url}", method.as_str()));
            current_line(page, current.as_deref());
        }
        Question::RestOfCurl => page.say("guide-ask-rest-of-curl", &[]),
        Question::Auth { current } => auth(page, *current),
        Question::AuthDetail(kind) => page.say("guide-ask-auth-detail", &[("kind", word(kind.as_str()))]),
        Question::Values { place, current } => {
            let place = match place {
                Place::Query => "query",
                Place::Body => "body",
            };
            page.say("guide-ask-values", &[("place", word(place)), ("some", flag(!current.is_empty()))]);
            for (property, text) in current {
                page.say("guide-value", &[("property", value(property)), ("text", value(shortened(text)))]);
            }
        }
        Question::Include { current } => fields(page, "guide-ask-include", current),
        Question::Exclude { current } => fields(page, "guide-ask-exclude", current),
        Question::Text { current, variables } => {
            let example = variables.first().map(|name| format!("{{{{ {name} }}}}")).unwrap_or_default();
            let variables = [
                ("some", flag(!variables.is_empty())),
                ("variables", value(variables.join(", "))),
                ("example", value(example)),
            ];
            page.say("guide-ask-text", &variables);
            current_line(page, current.as_deref());
        }
        Question::NotFound { current } => now(page, "guide-ask-not-found", current.as_deref()),
        Question::Overview(overview) => card(page, overview),
    }
}

/// A question and what the answer is so far.
fn now(page: &mut Page, id: &str, current: Option<&str>) {
    page.say(id, &[]);
    current_line(page, current);
}

fn current_line(page: &mut Page, current: Option<&str>) {
    if let Some(current) = current {
        page.say("guide-current", &[("text", value(shortened(current)))]);
    }
}

fn fields(page: &mut Page, id: &str, current: &[String]) {
    page.say(id, &[("some", flag(!current.is_empty()))]);
    numbered(page, current.iter().map(String::as_str));
}

fn numbered<'a>(page: &mut Page, entries: impl Iterator<Item = &'a str>) {
    for (index, entry) in entries.enumerate() {
        page.say("guide-entry", &[("number", Arg::Count(index + 1)), ("text", value(entry))]);
    }
}

fn auth(page: &mut Page, current: Option<AuthKind>) {
    page.say("guide-ask-auth", &[]);
    for (index, kind) in AuthKind::ALL.into_iter().enumerate() {
        let text = marked(page.language, "guide-auth", &[("kind", word(kind.as_str()))]);
        page.say("guide-entry", &[("number", Arg::Count(index + 1)), ("text", word(text))]);
    }
    if let Some(kind) = current {
        let text = marked(page.language, "guide-auth", &[("kind", word(kind.as_str()))]);
        page.say("guide-current", &[("text", word(text))]);
    }
}

fn card(page: &mut Page, overview: &Overview) {
    page.say("guide-overview", &[]);
    for (index, section) in Section::ALL.into_iter().enumerate() {
        let label = marked(page.language, "guide-section", &[("section", word(section_word(section)))]);
        let text = section_text(page.language, overview, section);
        let args = [("number", Arg::Count(index + 1)), ("label", word(label)), ("text", word(text))];
        page.say("guide-overview-row", &args);
    }
    for (section, problem) in &overview.problems {
        let label = marked(page.language, "guide-section", &[("section", word(section_word(*section)))]);
        let label = ("label", word(label));
        if matches!(problem.fault, Fault::Missing { .. }) {
            page.say("guide-overview-missing", &[label]);
        } else {
            let (what, hint) = in_dialogue(page.language, problem);
            page.say("guide-overview-problem", &[label, ("text", value(what))]);
            if let Some(hint) = hint {
                page.hint(&hint);
            }
        }
    }
    if let Some(secret) = &overview.secret_missing {
        page.say("guide-secret-needed", &[("name", value(secret))]);
    }
    for line in &overview.waiting {
        say(page, line);
    }
    match &overview.kept {
        Some((_, seen)) => page.say("guide-overview-kept", &[("number", value(seen.number))]),
        None => page.say("guide-overview-end", &[("ready", flag(overview.problems.is_empty()))]),
    }
}

/// What a section holds; marked up.
fn section_text(language: Language, overview: &Overview, section: Section) -> String {
    let request = |(method, url): &(Method, String)| format!("{} {url}", method.as_str());
    let given = match section {
        Section::Name => overview.name.clone(),
        Section::Description => overview.description.clone(),
        Section::Triggers if overview.triggers.is_empty() => None,
        Section::Triggers => return some_of(language, &overview.triggers),
        Section::Inputs => joined(&overview.inputs),
        Section::Request => overview.request.as_ref().map(request),
        Section::Auth => return marked(language, "guide-auth", &[("kind", word(overview.auth.as_str()))]),
        Section::Values => {
            let values: Vec<String> =
                overview.values.iter().map(|(property, text)| format!("{property} = {text}")).collect();
            joined(&values)
        }
        Section::Reply => overview.text.clone().or_else(|| joined(&overview.include)),
    };
    match given {
        Some(text) => marked(language, "guide-given", &[("text", value(shortened(&text)))]),
        None if section == Section::Reply => marked(language, "guide-own-words", &[]),
        None => marked(language, "guide-nothing", &[]),
    }
}

/// As many phrases as can be taken in at once, and how many there are when there are more.
fn some_of(language: Language, phrases: &[String]) -> String {
    const SHOWN: usize = 12;
    let shown = quoted(language, &phrases[..phrases.len().min(SHOWN)]);
    if phrases.len() > SHOWN { format!("{shown} … ({})", phrases.len()) } else { shown }
}

fn joined(texts: &[String]) -> Option<String> {
    (!texts.is_empty()).then(|| texts.join(", "))
}

pub(super) const fn section_word(section: Section) -> &'static str {
    match section {
        Section::Name => "name",
        Section::Description => "description",
        Section::Triggers => "triggers",
        Section::Inputs => "inputs",
        Section::Request => "request",
        Section::Auth => "auth",
        Section::Values => "values",
        Section::Reply => "reply",
    }
}

const fn topic_word(topic: Topic) -> &'static str {
    match topic {
        Topic::Name => "name",
        Topic::Paste => "paste",
        Topic::Description => "description",
        Topic::Triggers => "triggers",
        Topic::Inputs => "inputs",
        Topic::Request => "request",
        Topic::Auth => "auth",
        Topic::AuthDetail(kind) => kind.as_str(),
        Topic::Values => "values",
        Topic::Include => "include",
        Topic::Exclude => "exclude",
        Topic::Text => "text",
        Topic::NotFound => "not-found",
        Topic::Overview => "overview",
    }
}
