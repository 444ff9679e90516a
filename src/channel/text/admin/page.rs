//! Several lines, each a message of the Fluent files or a text of the admin's own.

use crate::channel::text::surface::Surface;
use crate::channel::text::{Arg, marked, marked_attribute};
use crate::domain::language::Language;
use crate::domain::rich::{RichText, markup};

/// Lines that are collected and then read as one text.
pub(super) struct Page {
    pub(super) language: Language,
    surface: Surface,
    lines: Vec<String>,
}

impl Page {
    pub(super) const fn new(language: Language, surface: Surface) -> Self {
        Self { language, surface, lines: Vec::new() }
    }

    /// Adds a message.
    pub(super) fn say(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.lines.push(marked(self.language, id, &self.with_surface(args)));
    }

    /// Adds a message and below it its hint, when it has one.
    pub(super) fn say_with_hint(&mut self, id: &str, args: &[(&str, Arg)]) {
        self.say(id, args);
        self.hint_of(id, args);
    }

    /// Adds the hint of a message, when it has one.
    pub(super) fn hint_of(&mut self, id: &str, args: &[(&str, Arg)]) {
        if let Some(hint) = marked_attribute(self.language, id, "hint", &self.with_surface(args)) {
            self.say("admin-hint", &[("text", word(hint))]);
        }
    }

    /// Every message can name commands as they are typed where it is read.
    fn with_surface<'a>(&self, args: &[(&'a str, Arg)]) -> Vec<(&'a str, Arg)> {
        args.iter().cloned().chain([("surface", word(self.surface.as_str()))]).collect()
    }

    /// Adds what to do instead.
    pub(super) fn hint(&mut self, hint: &str) {
        self.say("admin-hint", &[("text", value(hint))]);
    }

    /// Adds a text as it is, without any markup in it.
    pub(super) fn plain(&mut self, text: &str) {
        self.lines.push(markup::literal(text));
    }

    pub(super) fn finish(self) -> RichText {
        markup::parse(&self.lines.join("\n"))
    }
}

#[expect(clippy::needless_pass_by_value, reason = "numbers and references alike, without `&` at every use")]
pub(super) fn value(text: impl ToString) -> Arg {
    Arg::Value(text.to_string())
}

pub(super) fn word(text: impl Into<String>) -> Arg {
    Arg::Word(text.into())
}

/// Somebody by their name, or by what is known of them.
pub(super) fn who(language: Language, by: &str) -> Arg {
    let named =
        |what: &str, name: &str| word(marked(language, "admin-who", &[("what", word(what)), ("name", value(name))]));
    match by.split_once(':') {
        Some(("cli", "unknown")) => named("operator", ""),
        Some(("cli", name)) => named("account", name),
        _ if by.parse::<i64>().is_ok() => named("number", by),
        _ => value(by),
    }
}

/// Yes or no, for the variants of a message.
pub(super) fn flag(flag: bool) -> Arg {
    word(if flag { "yes" } else { "no" })
}

/// Texts as a list within a sentence: “one”, “two”.
pub(super) fn quoted(language: Language, texts: &[String]) -> String {
    let texts: Vec<String> =
        texts.iter().map(|text| marked(language, "admin-quoted", &[("text", value(text))])).collect();
    texts.join(", ")
}

/// The most characters of an admin's text within a sentence of ours.
const SHOWN_CHARS: usize = 120;

/// A text in one line, shortened.
pub(super) fn shortened(text: &str) -> String {
    let line = text.split('\n').collect::<Vec<_>>().join(" ⏎ ");
    match line.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
