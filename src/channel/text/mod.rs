//! All words that people read, in one place per language: the Fluent files beside this one.
//!
//! Each file is one area (`problems`, `engine`, `admin`, …) and exists once per language with the same
//! messages. Deliberately absent: any decision about what to say; that is made before words are chosen.

pub mod admin;
pub mod formats;
pub mod inspector;
pub mod kinds;
pub mod problems;
mod settings;
pub mod speech;
pub mod surface;

use std::borrow::Cow;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::types::FluentNumber;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::domain::language::Language;
use crate::domain::rich::{RichText, markup};

const ENGLISH: &[&str] = &[
    include_str!("en/admin.ftl"),
    include_str!("en/console.ftl"),
    include_str!("en/desk.ftl"),
    include_str!("en/discord.ftl"),
    include_str!("en/engine.ftl"),
    include_str!("en/inspector.ftl"),
    include_str!("en/kinds.ftl"),
    include_str!("en/problems.ftl"),
    include_str!("en/reply.ftl"),
    include_str!("en/settings.ftl"),
    include_str!("en/telegram.ftl"),
];
const GERMAN: &[&str] = &[
    include_str!("de/admin.ftl"),
    include_str!("de/console.ftl"),
    include_str!("de/desk.ftl"),
    include_str!("de/discord.ftl"),
    include_str!("de/engine.ftl"),
    include_str!("de/inspector.ftl"),
    include_str!("de/kinds.ftl"),
    include_str!("de/problems.ftl"),
    include_str!("de/reply.ftl"),
    include_str!("de/settings.ftl"),
    include_str!("de/telegram.ftl"),
];

static WORDS: LazyLock<[FluentBundle<FluentResource>; 2]> =
    LazyLock::new(|| [bundle(Language::English, ENGLISH), bundle(Language::German, GERMAN)]);

/// A value put into a sentence.
#[derive(Debug, Clone)]
pub enum Arg {
    /// Something a customer, an admin or an API wrote: never markup.
    Value(String),
    /// A number, which also chooses the plural form.
    Count(usize),
    /// A word that chooses between variants of a sentence, or a text of our own that may hold markup.
    Word(String),
}

/// A message with its values as marked-up text. A message that does not exist reads as its id, so that
/// nothing is ever silent; the tests see to it that it cannot happen.
pub fn marked(language: Language, id: &str, args: &[(&str, Arg)]) -> String {
    format(language, id, None, args).map_or_else(|| id.to_owned(), Cow::into_owned)
}

/// A message as [`RichText`].
pub fn rich(language: Language, id: &str, args: &[(&str, Arg)]) -> RichText {
    markup::parse(&format(language, id, None, args).unwrap_or(Cow::Borrowed(id)))
}

/// A message without any style, for terminals and log lines.
pub fn plain(language: Language, id: &str, args: &[(&str, Arg)]) -> String {
    rich(language, id, args).text
}

/// An attribute of a message (`.hint`), when it has one, without any style.
pub fn attribute(language: Language, id: &str, attribute: &str, args: &[(&str, Arg)]) -> Option<String> {
    marked_attribute(language, id, attribute, args).map(|marked| markup::parse(&marked).text)
}

/// An attribute of a message, when it has one, as marked-up text.
fn marked_attribute(language: Language, id: &str, attribute: &str, args: &[(&str, Arg)]) -> Option<String> {
    format(language, id, Some(attribute), args).map(Cow::into_owned)
}

fn format(language: Language, id: &str, attribute: Option<&str>, args: &[(&str, Arg)]) -> Option<Cow<'static, str>> {
    let bundle = match language {
        Language::English => &WORDS[0],
        Language::German => &WORDS[1],
    };
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(name) => message.get_attribute(name)?.value(),
        None => message.value()?,
    };
    let mut values = FluentArgs::new();
    for (name, arg) in args {
        values.set(*name, fluent_value(arg));
    }
    Some(bundle.format_pattern(pattern, Some(&values), &mut Vec::new()))
}

fn fluent_value(arg: &Arg) -> FluentValue<'static> {
    match arg {
        Arg::Value(text) => FluentValue::from(markup::literal(text)),
        Arg::Word(text) => FluentValue::from(text.clone()),
        Arg::Count(number) => FluentValue::Number(FluentNumber::from(*number)),
    }
}

fn bundle(language: Language, files: &[&str]) -> FluentBundle<FluentResource> {
    let mut bundle =
        FluentBundle::new_concurrent(vec![language.tag().parse::<LanguageIdentifier>().unwrap_or_default()]);
    bundle.set_use_isolating(false);
    // It fails only for a name that is taken, and the bundle is new.
    let _ = bundle.add_function("COMMAND", surface::command);
    let _ = bundle.add_function("SLASH", surface::slash);
    for file in files {
        // A file that does not parse still gives the messages that do; `tests` refuse it.
        let resource = match FluentResource::try_new((*file).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}
