//! What the buttons of an admin's card stand for.
//!
//! A platform carries only a random id; what it stands for is kept in the store. So a press can hold exactly what
//! was shown: the version and lock number of a draft, the question of a dialogue.

use serde::{Deserialize, Serialize};

use super::access::{Denied, Rights};
use super::command::AdminCommand;
use super::guide::Section;
use super::verb::Verb;
use crate::domain::action::ActionName;

/// What a button stands for. Rights are checked when it is pressed, not when it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdminPress {
    /// As if the command was typed; what changes something asks first.
    Command(AdminCommand),
    /// The command that asked first: go ahead, if everything still is as it was shown.
    Confirmed(AdminCommand),
    /// Nothing is changed.
    Leave,
    /// Another page of what a command lists.
    Page {
        /// The command.
        command: AdminCommand,
        /// Which page, from 0.
        page: usize,
    },
    /// As if it was typed in the open dialogue. Counts only while its question is the one that was shown.
    Dialogue {
        /// The number of the question.
        turn: u32,
        /// The line.
        line: String,
    },
    /// Change a part of the definition in the open dialogue: as a form where there are forms.
    Section {
        /// The number of the question.
        turn: u32,
        /// Which part.
        section: Section,
        /// Of which action, when it is there already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        of: Option<ActionName>,
    },
    /// One entry of the list that the open dialogue asks for.
    Entry {
        /// The number of the question.
        turn: u32,
        /// Which, from 0.
        index: usize,
    },
    /// Another page of the entries of that list.
    Entries {
        /// The number of the question.
        turn: u32,
        /// Which page, from 0.
        page: usize,
    },
    /// In a preview: as if a customer wrote it.
    Say {
        /// The action that is tried.
        of: ActionName,
        /// What they wrote.
        text: String,
    },
    /// The preview is over.
    EndPreview,
    /// The same preview again, of what the action is now.
    PreviewAgain(ActionName),
}

impl AdminPress {
    /// What it asks for that somebody may not; the card is then left to whoever may.
    pub fn denied(&self, rights: Rights) -> Option<Denied> {
        match self {
            // It leads to nothing but a change of a draft.
            Self::Command(AdminCommand::PlaceMiss { .. }) if Denied::of(rights, Verb::Edit).is_some() => {
                Denied::of(rights, Verb::Edit)
            }
            Self::Command(command) | Self::Confirmed(command) | Self::Page { command, .. } => {
                Denied::of(rights, command.verb())
            }
            Self::Section { of: None, .. } => Denied::of(rights, Verb::Create),
            Self::Section { of: Some(_), .. } | Self::Dialogue { .. } | Self::Entry { .. } | Self::Entries { .. } => {
                Denied::of(rights, Verb::Edit)
            }
            Self::PreviewAgain(_) => Denied::of(rights, Verb::Preview),
            Self::Leave | Self::Say { .. } | Self::EndPreview => None,
        }
    }

    /// Whether it goes on with something that is between the bot and the person whose card it is.
    pub const fn is_personal(&self) -> bool {
        match self {
            // The parts of a draft are changed by whoever may: its lock tells two of them apart.
            Self::Command(_) | Self::Page { .. } | Self::Section { .. } => false,
            // A question is decided by whom it asks; who else may decide it can ask for the same.
            Self::Confirmed(_)
            | Self::Leave
            | Self::Dialogue { .. }
            | Self::Entry { .. }
            | Self::Entries { .. }
            | Self::Say { .. }
            | Self::EndPreview
            | Self::PreviewAgain(_) => true,
        }
    }
}
