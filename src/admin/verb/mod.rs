//! What can be done with actions: one verb per file.

pub(super) mod create;
pub(super) mod delete;
pub(super) mod diff;
pub(super) mod draft;
pub(super) mod edit;
pub(super) mod export;
pub(super) mod help;
pub(super) mod history;
pub(super) mod import;
pub(super) mod list;
pub(super) mod misses;
pub(super) mod notices;
pub(super) mod pin;
pub(super) mod preview;
pub(super) mod publish;
pub(super) mod rollback;
pub(super) mod runs;
pub(super) mod save;
pub(super) mod secret;
pub(super) mod settle;
pub(super) mod show;
pub(super) mod stats;
pub(super) mod unpublish;
pub(super) mod why;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::command::Seen;
use super::library::{Action, Edition, Library, VersionRow};
use super::refusal::Refusal;
use crate::domain::version::VersionNumber;

/// A verb of `/action`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    /// Make an action, guided.
    Create,
    /// Take definitions from files.
    Import,
    /// Give a definition as a file.
    Export,
    /// All actions.
    List,
    /// One action.
    Show,
    /// Change an action, guided.
    Edit,
    /// Start a draft beside what is published.
    Draft,
    /// Try an action.
    Preview,
    /// Give the draft to customers.
    Publish,
    /// Take an action away from customers.
    Unpublish,
    /// Remove an action with all its versions.
    Delete,
    /// All versions of an action.
    History,
    /// Start a draft as a copy of an old version.
    Rollback,
    /// What is different between two versions.
    Diff,
    /// What the matcher makes of a text.
    Why,
    /// The latest calls.
    Runs,
    /// What nothing matched.
    Misses,
    /// Say what became of a call whose outcome is unknown.
    Settle,
    /// Numbers.
    Stats,
    /// What admins should know.
    Notices,
    /// Pin a sample response.
    Pin,
    /// Names of secrets.
    Secret,
    /// Explain.
    Help,
}

impl Verb {
    /// Every verb, in the order in which help lists them.
    pub const ALL: [Self; 23] = [
        Self::List,
        Self::Create,
        Self::Edit,
        Self::Show,
        Self::Preview,
        Self::Publish,
        Self::Unpublish,
        Self::Draft,
        Self::Delete,
        Self::History,
        Self::Diff,
        Self::Rollback,
        Self::Import,
        Self::Export,
        Self::Pin,
        Self::Why,
        Self::Misses,
        Self::Runs,
        Self::Settle,
        Self::Stats,
        Self::Notices,
        Self::Secret,
        Self::Help,
    ];

    /// The verb as typed and as audit rows have it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Import => "import",
            Self::Export => "export",
            Self::List => "list",
            Self::Show => "show",
            Self::Edit => "edit",
            Self::Draft => "draft",
            Self::Preview => "preview",
            Self::Publish => "publish",
            Self::Unpublish => "unpublish",
            Self::Delete => "delete",
            Self::History => "history",
            Self::Rollback => "rollback",
            Self::Diff => "diff",
            Self::Why => "why",
            Self::Runs => "runs",
            Self::Misses => "misses",
            Self::Settle => "settle",
            Self::Stats => "stats",
            Self::Notices => "notices",
            Self::Pin => "pin",
            Self::Secret => "secret",
            Self::Help => "help",
        }
    }

    /// Reads [`Verb::as_str`] back, in any case.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verb| verb.as_str().eq_ignore_ascii_case(text))
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The action somebody named.
fn find<'a>(library: &'a Library, typed: &str) -> Result<&'a Action, Refusal> {
    library.find(typed).ok_or_else(|| Refusal::NoSuchAction { typed: typed.to_owned(), close: library.close(typed) })
}

/// The row of a version somebody asked for.
fn row(action: &Action, number: VersionNumber) -> Result<&VersionRow, Refusal> {
    action.version(number).ok_or_else(|| Refusal::NoSuchVersion {
        name: action.name().clone(),
        number,
        versions: action.versions().iter().map(|version| version.number).collect(),
    })
}

/// A version somebody asked for, else the newest.
fn edition(action: &Action, version: Option<VersionNumber>) -> Result<Edition, Refusal> {
    let Some(number) = version else { return Ok(action.newest()) };
    let row = row(action, number)?;
    match action.definition(number) {
        Some(definition) => Ok(Edition { number, state: row.state, definition: Arc::clone(definition) }),
        None => Err(Refusal::VersionUnreadable { name: action.name().clone(), number }),
    }
}

/// Refuses when the highest version is not the one that was seen before deciding.
fn unmoved(action: &Action, seen: Option<Seen>) -> Result<(), Refusal> {
    let Some(seen) = seen else { return Ok(()) };
    let Some(last) = action.versions().last() else { return Ok(()) };
    if last.number == seen.number && seen.lock.is_none_or(|lock| lock == last.lock) {
        return Ok(());
    }
    let now = action.draft().map(|draft| draft.number);
    let (name, by) = (action.name().clone(), Some(last.written().clone()));
    Err(Refusal::DraftMoved { name, seen, now, by, differences: Vec::new() })
}
