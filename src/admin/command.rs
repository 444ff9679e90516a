//! What an admin can ask for. How it is typed is in `typed`.

use serde::{Deserialize, Serialize};

use super::guide::Save;
use super::verb::Verb;
use crate::domain::version::VersionNumber;

/// What an admin asks for. Names are as typed: only the library knows which exist.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdminCommand {
    /// Make an action, guided.
    Create,
    /// Take definitions from files, all or none.
    Import {
        /// The files.
        files: Vec<SourceFile>,
        /// Whether what they define is published at once.
        publish: bool,
        /// Where the action of each file stood when the admin saw what would become of it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        seen: Vec<Stood>,
    },
    /// Give a definition as a file.
    Export {
        /// The action.
        name: String,
        /// Which version; else the newest.
        version: Option<VersionNumber>,
    },
    /// All actions.
    List,
    /// One action.
    Show {
        /// The action.
        name: String,
        /// Which version; else the newest.
        version: Option<VersionNumber>,
    },
    /// Change an action, guided.
    Edit {
        /// The action.
        name: String,
    },
    /// Start a draft beside what is published.
    Draft {
        /// The action.
        name: String,
    },
    /// Try an action.
    Preview {
        /// The action.
        name: String,
    },
    /// Give the draft to customers.
    Publish {
        /// The action.
        name: String,
        /// The draft that the admin saw; else the draft as it stands.
        seen: Option<Seen>,
    },
    /// Take an action away from customers.
    Unpublish {
        /// The action.
        name: String,
        /// The published version that the admin saw; else whatever is published.
        seen: Option<VersionNumber>,
    },
    /// Remove an action with all its versions.
    Delete {
        /// The action.
        name: String,
        /// The highest version that the admin saw; else whatever there is.
        seen: Option<Seen>,
    },
    /// All versions of an action.
    History {
        /// The action.
        name: String,
    },
    /// Start a draft as a copy of an old version.
    Rollback {
        /// The action.
        name: String,
        /// The version to copy.
        number: VersionNumber,
        /// The highest version that the admin saw; else whatever there is.
        seen: Option<Seen>,
    },
    /// What is different between two versions.
    Diff {
        /// The action.
        name: String,
        /// The earlier one; else what customers get, or what came before.
        from: Option<VersionNumber>,
        /// The later one; else the newest.
        to: Option<VersionNumber>,
    },
    /// What the matcher makes of a text.
    Why {
        /// The text.
        text: String,
    },
    /// The latest calls.
    Runs(RunsOf),
    /// What nothing matched.
    Misses,
    /// Which action is something that nothing matched for?
    PlaceMiss {
        /// Its number among the misses.
        miss: i64,
    },
    /// Make something that nothing matched a trigger of an action's draft.
    AddPhrase {
        /// Its number among the misses.
        miss: i64,
        /// The action.
        name: String,
    },
    /// Say what became of a call whose outcome is unknown.
    Settle {
        /// The call, as customers know it.
        reference: String,
        /// What becomes of it.
        how: Settlement,
    },
    /// Numbers.
    Stats {
        /// One action; else all.
        name: Option<String>,
    },
    /// What admins should know and nobody has been told yet.
    Notices,
    /// Pin a sample response to the newest version.
    Pin {
        /// The action.
        name: String,
        /// The response as typed: a body, perhaps after a status; none takes the pinned one off.
        response: Option<String>,
    },
    /// Secrets: their names, never their values.
    Secret(SecretCommand),
    /// Explain.
    Help {
        /// One verb; else all.
        topic: Option<Verb>,
    },
    /// Keep what the guided dialogue made. Never typed.
    Save(Save),
}

/// Whose calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunsOf {
    /// All actions'.
    Everything,
    /// One action's.
    Action(String),
    /// One call, by its reference.
    One(String),
}

impl RunsOf {
    /// Whose, by a word as typed. References are in capitals, names of actions are not.
    pub fn of(word: &str) -> Self {
        let is_reference = word.len() == 9
            && word.bytes().enumerate().all(|(index, byte)| {
                if index == 4 { byte == b'-' } else { byte.is_ascii_uppercase() || byte.is_ascii_digit() }
            });
        if is_reference { Self::One(word.to_owned()) } else { Self::Action(word.to_owned()) }
    }
}

/// What becomes of a call whose outcome is unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// It was looked after; the customer is not told anything.
    Done,
    /// It is sent once more, under the same key.
    Again,
    /// The customer is told that it was not done.
    NotDone,
    /// The customer is told.
    Tell {
        /// In whose words; else in ours: it was done.
        words: Option<String>,
    },
}

impl Settlement {
    /// As it is stored, and as audit rows have it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Again => "again",
            Self::NotDone => "not-done",
            Self::Tell { .. } => "tell",
        }
    }
}

/// What is to be done with secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretCommand {
    /// Which there are.
    List,
    /// Give one a value. The value is never part of a command.
    Set {
        /// Its name.
        name: String,
    },
    /// Delete one.
    Delete {
        /// Its name.
        name: String,
    },
}

/// A definition file and its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The file as the admin named it.
    pub file: String,
    /// Its text.
    pub toml: String,
}

/// The version that an admin saw before deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The version.
    pub number: VersionNumber,
    /// The lock number, where the surface carries it (buttons do, typed commands do not).
    pub lock: Option<u32>,
}

/// Where an action stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stood {
    /// Its highest version; none when it was not there.
    pub last: Option<Seen>,
    /// What customers got.
    pub published: Option<VersionNumber>,
}

impl AdminCommand {
    /// The verb, for rights and audit rows.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Create => Verb::Create,
            Self::Import { .. } => Verb::Import,
            Self::Export { .. } => Verb::Export,
            Self::List => Verb::List,
            Self::Show { .. } => Verb::Show,
            Self::Edit { .. } => Verb::Edit,
            Self::Draft { .. } => Verb::Draft,
            Self::Preview { .. } => Verb::Preview,
            Self::Publish { .. } => Verb::Publish,
            Self::Unpublish { .. } => Verb::Unpublish,
            Self::Delete { .. } => Verb::Delete,
            Self::History { .. } => Verb::History,
            Self::Rollback { .. } => Verb::Rollback,
            Self::Diff { .. } => Verb::Diff,
            Self::Why { .. } => Verb::Why,
            Self::Runs(_) => Verb::Runs,
            Self::Misses | Self::PlaceMiss { .. } => Verb::Misses,
            // It changes a draft, and so it needs the same right and leaves the same trace.
            Self::AddPhrase { .. } => Verb::Edit,
            Self::Settle { .. } => Verb::Settle,
            Self::Stats { .. } => Verb::Stats,
            Self::Notices => Verb::Notices,
            Self::Pin { .. } => Verb::Pin,
            Self::Secret(_) => Verb::Secret,
            Self::Help { .. } => Verb::Help,
            Self::Save(save) => save.verb(),
        }
    }
}
