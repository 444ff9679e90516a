//! Problems and notes in words, for terminals and chats alike.

#[cfg(test)]
mod tests;

use std::fmt::Write;

use super::{Arg, attribute, plain, settings};
use crate::domain::call::endpoint::EndpointFault;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::problem::{Fault, Note, Problem, Remark, Shape};
use crate::domain::template::TemplateFault;

/// What is wrong and what was expected, and what to do about it.
pub fn problem(language: Language, problem: &Problem) -> (String, Option<String>) {
    say(language, message(&problem.fault), &problem.path, args(&problem.fault))
}

/// What is worth knowing, and what can be done about it.
pub fn note(language: Language, note: &Note) -> (String, Option<String>) {
    let (id, args) = match &note.remark {
        Remark::KindInferred { input, kind } => {
            ("note-kind-inferred", vec![value("input", input), value("kind", kind)])
        }
        Remark::SecretMissing { name } => ("note-secret-missing", vec![value("name", name.as_str())]),
        Remark::PlainHttp { host } => ("note-plain-http", vec![value("host", host)]),
    };
    say(language, id, &note.path, args)
}

/// Every problem of a file by line: `FILE:LINE: what` and, below it, `  hint: …`.
pub fn report(file: &str, problems: &[Problem], language: Language) -> String {
    let entries = problems.iter().map(|found| (found.line, problem(language, found)));
    lines(file, entries.collect(), language)
}

/// Every problem with the place it is in, such as `errand.toml:3` or `ERRAND_TELEGRAM__TOKEN`, in the form of [`report`].
pub fn report_places(problems: &[(String, Problem)], language: Language) -> String {
    let mut report = String::new();
    for (place, found) in problems {
        entry(&mut report, place, problem(language, found), language);
    }
    report
}

/// Every note of a file in the form of [`report`].
pub fn notes(file: &str, notes: &[Note], language: Language) -> String {
    let entries = notes.iter().map(|found| (found.line, note(language, found)));
    lines(file, entries.collect(), language)
}

/// Sentences with their hints by line, in the form of [`report`].
pub(super) fn lines(file: &str, mut entries: Vec<(usize, (String, Option<String>))>, language: Language) -> String {
    entries.sort_by_key(|(line, _)| *line);
    let mut report = String::new();
    for (line, said) in entries {
        entry(&mut report, &format!("{file}:{line}"), said, language);
    }
    report
}

fn entry(report: &mut String, place: &str, (what, hint): (String, Option<String>), language: Language) {
    // Writing to a string cannot fail.
    let _ = writeln!(report, "{place}: {what}");
    if let Some(hint) = hint {
        let label = plain(language, "problem-hint-label", &[]);
        let _ = writeln!(report, "  {label} {hint}");
    }
}

pub(super) type Args = Vec<(&'static str, Arg)>;

fn say(language: Language, id: &str, path: &str, mut args: Args) -> (String, Option<String>) {
    args.push(value("path", path));
    (plain(language, id, &args), attribute(language, id, "hint", &args))
}

/// The message of a fault.
const fn message(fault: &Fault) -> &'static str {
    match fault {
        Fault::TooLarge { .. } => "problem-too-large",
        Fault::Syntax { .. } => "problem-syntax",
        Fault::UnknownKey { .. } => "problem-unknown-key",
        Fault::Missing { .. } => "problem-missing",
        Fault::WrongType { .. } => "problem-wrong-type",
        Fault::NotOneOf { .. } => "problem-not-one-of",
        Fault::Empty => "problem-empty",
        Fault::TooLong { .. } => "problem-too-long",
        Fault::TooMany { .. } => "problem-too-many",
        Fault::OutOfRange { .. } => "problem-out-of-range",
        Fault::NotADuration { .. } => "problem-not-a-duration",
        Fault::NotANumber { .. } => "problem-not-a-number",
        Fault::BadActionName { .. } => "problem-bad-action-name",
        Fault::BadInputName { .. } => "problem-bad-input-name",
        Fault::CommandTaken { .. } => "problem-command-taken",
        Fault::ManyChoices { .. } => "problem-command-choices",
        Fault::CommandTooLarge { .. } => "problem-command-too-large",
        Fault::ReservedInputName => "problem-reserved-input-name",
        Fault::BadSecretName { .. } => "problem-bad-secret-name",
        Fault::SecretLiteral => "problem-secret-literal",
        Fault::UnknownSecret { .. } => "problem-unknown-secret",
        Fault::WordlessPhrase { .. } => "problem-wordless-phrase",
        Fault::DuplicatePhrase { .. } => "problem-duplicate-phrase",
        Fault::TriggerIsNot { .. } => "problem-trigger-is-not",
        Fault::DuplicateInput { .. } => "problem-duplicate-input",
        Fault::UnusedInput { .. } => "problem-unused-input",
        Fault::BadRegex { .. } => "problem-bad-regex",
        Fault::RegexTooLarge { .. } => "problem-regex-too-large",
        Fault::MinAboveMax { .. } => "problem-min-above-max",
        Fault::BadDateBound { .. } => "problem-bad-date-bound",
        Fault::BadRegion { .. } => "problem-bad-region",
        Fault::DuplicateOption { .. } => "problem-duplicate-option",
        Fault::DefaultUnfit { .. } => "problem-default-unfit",
        Fault::ExampleUnfit { .. } => "problem-example-unfit",
        Fault::UnclosedPlaceholder => "problem-unclosed-placeholder",
        Fault::NotAPlaceholder { .. } => "problem-not-a-placeholder",
        Fault::UnknownInput { .. } => "problem-unknown-input",
        Fault::Url(fault) => url_message(fault),
        Fault::OptionalInPath { .. } => "problem-optional-in-path",
        Fault::GetIsIdempotent => "problem-get-is-idempotent",
        Fault::BodyOnGet => "problem-body-on-get",
        Fault::NestedForm => "problem-nested-form",
        Fault::BodyTooDeep { .. } => "problem-body-too-deep",
        Fault::BadHeaderName { .. } => "problem-bad-header-name",
        Fault::TransportHeader { .. } => "problem-transport-header",
        Fault::OwnHeader { .. } => "problem-own-header",
        Fault::DuplicateHeader { .. } => "problem-duplicate-header",
        Fault::BadHeaderValue => "problem-bad-header-value",
        Fault::KeyClash { .. } => "problem-key-clash",
        Fault::BadUser => "problem-bad-user",
        Fault::BadPath { .. } => "problem-bad-path",
        Fault::PathTooCostly => "problem-path-too-costly",
        Fault::UnknownFilter { .. } => "problem-unknown-filter",
        Fault::UnknownTest { .. } => "problem-unknown-test",
        Fault::BadReplyText { .. } => "problem-bad-reply-text",
        Fault::UnknownVariable { .. } => "problem-unknown-variable",
        Fault::NothingIncluded { .. } => "problem-nothing-included",
        Fault::NoAnswerToQuote { .. } => "problem-no-answer-to-quote",
        Fault::SensitiveInReply { .. } => "problem-sensitive-in-reply",
        Fault::Setting(fault) => settings::message(fault),
    }
}

const fn url_message(fault: &EndpointFault) -> &'static str {
    match fault {
        EndpointFault::Template(TemplateFault::Unclosed) => "problem-unclosed-placeholder",
        EndpointFault::Template(TemplateFault::NotAPlaceholder(_)) => "problem-not-a-placeholder",
        EndpointFault::SchemeNotHttp => "problem-url-scheme",
        EndpointFault::PlaceholderInOrigin => "problem-url-placeholder-in-origin",
        EndpointFault::UserInfo => "problem-url-user-info",
        EndpointFault::BadHost { .. } => "problem-url-host",
        EndpointFault::BadPort { .. } => "problem-url-port",
        EndpointFault::Fragment => "problem-url-fragment",
        EndpointFault::BadEscape { .. } => "problem-url-escape",
        EndpointFault::DotSegment => "problem-url-dots",
        EndpointFault::SingleBrace => "problem-url-brace",
        EndpointFault::BadCharacter { .. } => "problem-url-character",
        EndpointFault::PlaceholderInQueryName => "problem-url-query-name",
    }
}

/// What the message of a fault is told.
fn args(fault: &Fault) -> Args {
    match fault {
        Fault::Empty
        | Fault::ReservedInputName
        | Fault::SecretLiteral
        | Fault::UnclosedPlaceholder
        | Fault::GetIsIdempotent
        | Fault::BodyOnGet
        | Fault::NestedForm
        | Fault::BadHeaderValue
        | Fault::BadUser
        | Fault::PathTooCostly => Vec::new(),
        Fault::TooLarge { max }
        | Fault::RegexTooLarge { max }
        | Fault::BodyTooDeep { max }
        | Fault::BadSecretName { max } => vec![count("max", *max)],
        Fault::Syntax { detail } | Fault::BadRegex { detail } => vec![value("detail", detail)],
        Fault::BadReplyText { line, detail } => vec![count("line", *line), value("detail", detail)],
        Fault::BadPath { position } => vec![count("position", *position)],
        Fault::UnknownKey { key: _, meant, known } => suggesting(meant.as_deref(), list("known", known)),
        Fault::Missing { key } => vec![value("key", key)],
        Fault::WrongType { expected, got } => vec![word("expected", shape(*expected)), word("got", shape(*got))],
        Fault::NotOneOf { got, meant, words } => {
            let mut args = suggesting(meant.as_deref(), value("got", got));
            args.push(list("words", words));
            args
        }
        Fault::TooLong { chars, max } => vec![count("chars", *chars), count("max", *max)],
        Fault::TooMany { count: entries, max } => vec![count("count", *entries), count("max", *max)],
        Fault::OutOfRange { got, min, max } => vec![value("got", got), value("min", min), value("max", max)],
        Fault::NotADuration { got }
        | Fault::NotANumber { got }
        | Fault::BadDateBound { got }
        | Fault::BadRegion { got }
        | Fault::BadHeaderName { got } => vec![value("got", got)],
        Fault::BadActionName { got, max } | Fault::BadInputName { got, max } => {
            vec![value("got", got), count("max", *max)]
        }
        Fault::ManyChoices { input, got, max } => vec![value("input", input), count("got", *got), count("max", *max)],
        Fault::CommandTooLarge { chars, max, input } => {
            vec![count("chars", *chars), count("max", *max), value("input", input)]
        }
        Fault::WordlessPhrase { phrase } => vec![value("phrase", phrase)],
        Fault::DuplicatePhrase { phrase, first_line } | Fault::TriggerIsNot { phrase, first_line } => {
            vec![value("phrase", phrase), count("line", *first_line)]
        }
        Fault::DuplicateInput { name, first_line } => vec![value("name", name), count("line", *first_line)],
        Fault::DuplicateOption { option, first_line } => vec![value("option", option), count("line", *first_line)],
        Fault::MinAboveMax { min, max } => vec![value("min", min), value("max", max)],
        Fault::DefaultUnfit { got, kind } | Fault::ExampleUnfit { got, kind } => {
            vec![value("got", got), value("kind", kind)]
        }
        Fault::NotAPlaceholder { got, meant } => suggesting(meant.as_deref(), value("got", got)),
        Fault::UnknownSecret { name, meant }
        | Fault::UnknownInput { name, meant }
        | Fault::UnknownVariable { name, meant } => suggesting(meant.as_deref(), value("name", name)),
        Fault::Url(fault) => url_args(fault),
        Fault::Setting(fault) => settings::args(fault),
        Fault::CommandTaken { name }
        | Fault::UnusedInput { name }
        | Fault::OptionalInPath { name }
        | Fault::TransportHeader { name }
        | Fault::OwnHeader { name }
        | Fault::DuplicateHeader { name }
        | Fault::KeyClash { name }
        | Fault::UnknownFilter { name }
        | Fault::UnknownTest { name }
        | Fault::NothingIncluded { name }
        | Fault::NoAnswerToQuote { name }
        | Fault::SensitiveInReply { name } => vec![value("name", name)],
    }
}

fn url_args(fault: &EndpointFault) -> Args {
    match fault {
        EndpointFault::Template(TemplateFault::NotAPlaceholder(got)) => suggesting(None, value("got", got)),
        EndpointFault::BadHost { got } | EndpointFault::BadPort { got } | EndpointFault::BadEscape { got } => {
            vec![value("got", got)]
        }
        EndpointFault::BadCharacter { got } => vec![value("got", &got.escape_debug().to_string())],
        EndpointFault::Template(TemplateFault::Unclosed)
        | EndpointFault::SchemeNotHttp
        | EndpointFault::PlaceholderInOrigin
        | EndpointFault::UserInfo
        | EndpointFault::Fragment
        | EndpointFault::DotSegment
        | EndpointFault::SingleBrace
        | EndpointFault::PlaceholderInQueryName => Vec::new(),
    }
}

/// `$suggested` says whether there is a `$meant`.
pub(super) fn suggesting(meant: Option<&str>, arg: (&'static str, Arg)) -> Args {
    let suggested = if meant.is_some() { "yes" } else { "no" };
    vec![arg, word("suggested", suggested), value("meant", meant.unwrap_or_default())]
}

/// The variant of a sentence for a type.
const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Integer => "integer",
        Shape::Float => "float",
        Shape::Boolean => "boolean",
        Shape::Date => "date",
        Shape::List => "list",
        Shape::Table => "table",
        Shape::Number => "number",
        Shape::Scalar => "scalar",
        Shape::TextOrTable => "text-or-table",
    }
}

/// What an author wrote: on one line, and not so long that it hides the sentence.
pub(super) fn value(name: &'static str, text: &str) -> (&'static str, Arg) {
    let mut shown = on_one_line(&text.chars().take(limits::PROBLEM_VALUE_CHARS).collect::<String>());
    if text.chars().count() > limits::PROBLEM_VALUE_CHARS {
        shown.push('…');
    }
    (name, Arg::Value(shown))
}

/// Every word of a list of ours.
fn list(name: &'static str, words: &[String]) -> (&'static str, Arg) {
    (name, Arg::Value(words.join(", ")))
}

/// Control characters as escapes: reports are read in terminals, which obey them.
fn on_one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_control() {
            line.extend(character.escape_default());
        } else {
            line.push(character);
        }
    }
    line
}

fn count(name: &'static str, number: usize) -> (&'static str, Arg) {
    (name, Arg::Count(number))
}

fn word(name: &'static str, text: &str) -> (&'static str, Arg) {
    (name, Arg::Word(text.to_owned()))
}
