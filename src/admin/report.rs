//! What came of a command, as values; `channel::text::admin` finds the words.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::access::Role;
use super::diff::Difference;
use super::library::{Library, Standing, VersionRow};
use super::phrases::PhraseRemark;
use super::verb::Verb;
use crate::domain::action::ActionName;
use crate::domain::definition::Definition;
use crate::domain::problem::Note;
use crate::domain::version::{VersionNumber, VersionState};

/// What came of a command.
#[derive(Debug, Clone, PartialEq)]
pub enum Report {
    /// All actions, in the order of their names.
    Listed(Vec<ListRow>),
    /// One version of an action.
    Shown(Box<Shown>),
    /// A definition file.
    Exported {
        /// The action.
        name: ActionName,
        /// The version.
        number: VersionNumber,
        /// The canonical definition.
        toml: String,
    },
    /// What files brought.
    Imported(Vec<Kept>),
    /// What the guided dialogue brought.
    Saved(Kept),
    /// The guided dialogue begins.
    Guiding,
    /// A draft beside what is published, or after what was withdrawn.
    DraftStarted {
        /// The action.
        name: ActionName,
        /// The draft.
        number: VersionNumber,
        /// The version it is a copy of.
        from: VersionNumber,
        /// What customers go on getting.
        published: Option<VersionNumber>,
    },
    /// The preview begins.
    Previewing {
        /// The action.
        name: ActionName,
        /// The version.
        number: VersionNumber,
        /// Where it stands.
        state: VersionState,
    },
    /// Customers get the draft from now on.
    Published {
        /// The action.
        name: ActionName,
        /// The version.
        number: VersionNumber,
        /// What they got before.
        replaced: Option<VersionNumber>,
        /// What is different from then.
        differences: Vec<Difference>,
        /// Triggers that work, but not well.
        phrases: Vec<PhraseRemark>,
    },
    /// Customers no longer get it.
    Unpublished {
        /// The action.
        name: ActionName,
        /// What they got.
        number: VersionNumber,
        /// The draft that is left.
        draft: Option<VersionNumber>,
    },
    /// It is gone.
    Deleted {
        /// The action.
        name: ActionName,
        /// How many versions it had.
        versions: usize,
    },
    /// All versions, the newest first.
    History {
        /// The action.
        name: ActionName,
        /// The versions.
        versions: Vec<VersionRow>,
    },
    /// A draft as an old version was.
    RolledBack {
        /// The action.
        name: ActionName,
        /// The draft.
        number: VersionNumber,
        /// The version it is a copy of.
        from: VersionNumber,
        /// What customers go on getting.
        published: Option<VersionNumber>,
        /// What is different from what customers get, or got last.
        differences: Vec<Difference>,
    },
    /// What one can type.
    Help {
        /// The verbs the person may use, or the one that was asked about.
        verbs: Vec<Verb>,
        /// Whether one verb was asked about.
        one: bool,
        /// Who asks.
        role: Role,
    },
}

/// One action in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListRow {
    /// Its name.
    pub name: ActionName,
    /// What customers get.
    pub published: Option<VersionNumber>,
    /// What is being written.
    pub draft: Option<VersionNumber>,
    /// What they got last, when there is neither.
    pub withdrawn: Option<VersionNumber>,
    /// What it does, as far as customers know; else as the newest version says.
    pub description: String,
    /// How many phrases start it.
    pub triggers: usize,
}

/// One version of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Where the action stands.
    pub row: ListRow,
    /// The version shown.
    pub number: VersionNumber,
    /// Where it stands.
    pub state: VersionState,
    /// What it says.
    pub definition: Arc<Definition>,
    /// For a draft beside a published version: what publishing it would change.
    pub differences: Option<Vec<Difference>>,
}

/// A definition that was kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// The action.
    pub name: ActionName,
    /// The version that says it.
    pub number: VersionNumber,
    /// How it was kept.
    pub how: Keeping,
    /// When it was published in the same breath: what it replaced.
    pub published: Option<Replaced>,
    /// What is different: when it was published, from what customers got; else from what an admin worked on before.
    pub differences: Vec<Difference>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// When it was published in the same breath: triggers that work, but not well.
    pub phrases: Vec<PhraseRemark>,
}

/// How a definition was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeping {
    /// As a new action.
    Created,
    /// In place of the draft that was there.
    Redrafted {
        /// What customers go on getting.
        published: Option<VersionNumber>,
    },
    /// As a draft beside what is published.
    Beside {
        /// What customers go on getting.
        published: VersionNumber,
    },
    /// As a draft of an action that had been withdrawn.
    Revived,
    /// Not at all: the draft says exactly this already.
    SameAsDraft,
    /// Not at all: what customers get says exactly this already.
    SameAsPublished {
        /// The draft beside it, which says something else and stays.
        draft: Option<VersionNumber>,
    },
}

/// What a published version replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replaced(pub Option<VersionNumber>);

/// The rows of a list.
pub(super) fn rows(library: &Library) -> Vec<ListRow> {
    library.actions().map(ListRow::of).collect()
}

impl ListRow {
    /// The row of an action.
    pub(super) fn of(action: &super::library::Action) -> Self {
        let described = match action.standing() {
            Standing::Published { published, .. } => Arc::clone(&published.definition),
            Standing::Draft(_) | Standing::Withdrawn { .. } => action.newest().definition,
        };
        let withdrawn = match action.standing() {
            Standing::Withdrawn { last } => Some(last.number),
            Standing::Draft(_) | Standing::Published { .. } => None,
        };
        Self {
            name: action.name().clone(),
            published: action.published().map(|edition| edition.number),
            draft: action.draft().map(|draft| draft.number),
            withdrawn,
            description: described.description.clone(),
            triggers: described.triggers.len(),
        }
    }
}

/// All actions for programs: a list of objects with the stable fields `name`, `state` (`published`, `draft` or
/// `withdrawn`), `published` and `draft` (version numbers or null), `description`, `triggers` (how many).
pub fn list_json(library: &Library) -> Json {
    let row = |row: ListRow| {
        let state = match (row.published, row.draft) {
            (Some(_), _) => "published",
            (None, Some(_)) => "draft",
            (None, None) => "withdrawn",
        };
        json!({
            "name": row.name.as_str(),
            "state": state,
            "published": row.published.map(|number| number.0),
            "draft": row.draft.map(|number| number.0),
            "description": row.description,
            "triggers": row.triggers,
        })
    };
    rows(library).into_iter().map(row).collect()
}
