//! What came of a command, as values; `channel::text::admin` finds the words.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use serde_json::{Value as Json, json};

use super::access::Role;
use super::command::{AdminCommand, Settlement};
use super::diff::Difference;
use super::ledger::{Explained, Miss, Run, SecretSet, Told};
use super::library::{Library, Standing, VersionRow};
use super::phrases::PhraseRemark;
use super::verb::Verb;
use crate::domain::action::ActionName;
use crate::domain::call::SecretName;
use crate::domain::definition::Definition;
use crate::domain::input::InputName;
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
        /// Its lock number.
        lock: u32,
        /// What a customer may write.
        triggers: Vec<String>,
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
    /// What is different between two versions.
    Compared {
        /// The action.
        name: ActionName,
        /// The earlier version.
        from: VersionNumber,
        /// The later one.
        to: VersionNumber,
        /// What is different.
        differences: Vec<Difference>,
    },
    /// What the matcher makes of a text; nothing while no action is published.
    Explained(Option<Box<Explained>>),
    /// The latest calls, newest first.
    Runs {
        /// Whose; of all actions otherwise.
        name: Option<ActionName>,
        /// The calls.
        runs: Vec<Run>,
    },
    /// One call.
    Ran {
        /// The call.
        run: Box<Run>,
        /// What defined it, as far as it is at hand.
        definition: Option<Arc<Definition>>,
    },
    /// What nothing matched, the most frequent first.
    Misses(Vec<Miss>),
    /// Which action is it for?
    WhichAction {
        /// The message's number.
        miss: i64,
        /// What was said.
        text: String,
        /// The actions.
        names: Vec<ActionName>,
    },
    /// What a command would do, before it does it.
    Asking {
        /// The command, for exactly the versions that are shown.
        command: AdminCommand,
        /// What would come of it.
        would: Box<Report>,
    },
    /// Something that nothing matched is a trigger of a draft now.
    PhraseAdded {
        /// The trigger.
        phrase: String,
        /// How the draft was kept.
        kept: Kept,
    },
    /// A call is settled.
    Settled {
        /// The call.
        reference: String,
        /// The action.
        action: Option<ActionName>,
        /// What becomes of it.
        how: Settlement,
        /// Whether sending it twice does no harm.
        repeatable: bool,
    },
    /// How actions fare.
    Stats {
        /// Which; all otherwise.
        name: Option<ActionName>,
        /// By action, in the order of their names.
        actions: Vec<(ActionName, Fared)>,
        /// By day, the first one first; days on which nothing happened are left out.
        days: Vec<Day>,
    },
    /// What admins should know, oldest first.
    Notices(Vec<Told>),
    /// A sample response is pinned, or taken off.
    Pinned {
        /// The action.
        name: ActionName,
        /// The version.
        number: VersionNumber,
        /// Its status; none when it was taken off.
        status: Option<u16>,
    },
    /// The secrets and which actions use them.
    Secrets(Vec<(SecretSet, Vec<ActionName>)>),
    /// A secret is gone.
    SecretDeleted {
        /// Its name.
        name: SecretName,
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

impl Report {
    /// Whether the command shows this, what it would change, and waits for a yes.
    pub(super) fn asks_first(&self) -> bool {
        match self {
            Self::Published { .. } | Self::Unpublished { .. } | Self::Deleted { .. } | Self::RolledBack { .. } => true,
            // What was done already may be done twice.
            Self::Settled { how, repeatable, .. } => matches!(how, Settlement::Again) && !*repeatable,
            // A draft may be looked at first.
            Self::Imported(kept) => kept.iter().any(|kept| kept.published.is_some()),
            Self::Guiding
            | Self::Exported { .. }
            | Self::Listed(_)
            | Self::Shown(_)
            | Self::DraftStarted { .. }
            | Self::Previewing { .. }
            | Self::History { .. }
            | Self::Compared { .. }
            | Self::Explained(_)
            | Self::Runs { .. }
            | Self::Ran { .. }
            | Self::Misses(_)
            | Self::WhichAction { .. }
            | Self::PhraseAdded { .. }
            | Self::Stats { .. }
            | Self::Notices(_)
            | Self::Pinned { .. }
            | Self::Secrets(_)
            | Self::SecretDeleted { .. }
            | Self::Help { .. }
            | Self::Saved(_)
            | Self::Asking { .. } => false,
        }
    }
}

/// How an action fared with customers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fared {
    /// Began.
    pub started: u32,
    /// Were answered by the API.
    pub completed: u32,
    /// Were cancelled or left.
    pub abandoned: u32,
    /// Of these, at which input.
    pub at: BTreeMap<InputName, u32>,
    /// Were refused by the API, could not be done, or nobody knows.
    pub failed: u32,
    /// Times that a customer asked for a person.
    pub handed_off: u32,
}

/// One day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// In UTC.
    pub day: Date,
    /// Began.
    pub started: u32,
    /// Were answered by the API.
    pub completed: u32,
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
    /// Its lock number.
    pub lock: u32,
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
