//! Where an admin reads, and so how a command is typed there: `COMMAND($surface, "publish", $name)` in the Fluent
//! files; `SLASH("ask", "/ask")` is a command that only Discord has.
//!
//! In a chat a command is a span of its own, so that a channel may spell it in its way.

use fluent_bundle::{FluentArgs, FluentValue};

use crate::admin::Verb;
use crate::domain::rich::markup;

/// What every command of admins begins with.
const ADMIN: &str = "action";

/// Where an admin reads what is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surface {
    /// In a conversation with the bot: `/action publish NAME`.
    Chat,
    /// In an operator's shell: `errand action publish NAME`. What a shell cannot do is done in `errand chat --admin`.
    Shell,
}

impl Surface {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Chat => "chat",
            Self::Shell => "shell",
        }
    }
}

/// Whether `errand action` has the verb: those that need no conversation, and that no other subcommand does better.
pub const fn in_shell(verb: Verb) -> bool {
    match verb {
        Verb::Import
        | Verb::Export
        | Verb::List
        | Verb::Show
        | Verb::Publish
        | Verb::Unpublish
        | Verb::Delete
        | Verb::History
        | Verb::Diff
        | Verb::Runs
        | Verb::Misses
        | Verb::Stats
        | Verb::Notices
        | Verb::Help => true,
        Verb::Create
        | Verb::Edit
        | Verb::Draft
        | Verb::Preview
        | Verb::Rollback
        | Verb::Why
        | Verb::Settle
        | Verb::Pin
        | Verb::Secret => false,
    }
}

/// The Fluent function: surface, verb, then the verb's arguments.
pub(super) fn command<'a>(positional: &[FluentValue<'a>], _named: &FluentArgs<'_>) -> FluentValue<'a> {
    let words: Vec<String> = positional.iter().filter_map(text).map(markup::clean).collect();
    let [surface, verb, ..] = words.as_slice() else { return FluentValue::Error };
    let Some(known) = Verb::parse(verb) else { return FluentValue::Error };
    let command = words[1..].join(" ");
    FluentValue::from(if surface != Surface::Shell.as_str() {
        let words: Vec<&str> = std::iter::once(ADMIN).chain(words[1..].iter().map(String::as_str)).collect();
        markup::command(&words, &format!("/{ADMIN} {command}"))
    } else if in_shell(known) {
        format!("`errand action {command}`")
    } else {
        format!("`/action {command}` (in `errand chat --admin`)")
    })
}

/// The Fluent function: a command's name, and how it reads in the language.
pub(super) fn slash<'a>(positional: &[FluentValue<'a>], _named: &FluentArgs<'_>) -> FluentValue<'a> {
    let words: Vec<&str> = positional.iter().filter_map(text).collect();
    let [name, line] = words.as_slice() else { return FluentValue::Error };
    FluentValue::from(markup::command(&[name], line))
}

/// A verb with all that it takes, as it is typed in a chat. What may be left out is only to be read.
pub(super) fn usage(verb: Verb, typed: &str) -> String {
    markup::command(&[ADMIN, verb.as_str()], typed)
}

fn text<'v>(value: &'v FluentValue<'_>) -> Option<&'v str> {
    match value {
        FluentValue::String(text) => Some(text),
        FluentValue::Number(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }
}
