//! Where an admin reads, and so how a command is typed there: `COMMAND($surface, "publish", $name)` in the Fluent
//! files.
//!
//! What is only ever read in a chat (help, the guided dialogue, lines that cannot be understood) names `/action`
//! itself.

use fluent_bundle::{FluentArgs, FluentValue};

use crate::admin::Verb;

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
    let words: Vec<&str> = positional.iter().filter_map(text).collect();
    let [surface, verb, ..] = words.as_slice() else { return FluentValue::Error };
    let Some(known) = Verb::parse(verb) else { return FluentValue::Error };
    let command = words[1..].join(" ");
    FluentValue::from(if *surface != Surface::Shell.as_str() {
        format!("`/action {command}`")
    } else if in_shell(known) {
        format!("`errand action {command}`")
    } else {
        format!("`/action {command}` (in `errand chat --admin`)")
    })
}

fn text<'v>(value: &'v FluentValue<'_>) -> Option<&'v str> {
    match value {
        FluentValue::String(text) => Some(text),
        FluentValue::Number(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
    }
}
