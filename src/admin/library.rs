//! All actions as an admin finds them: what stands where, which versions there are.
//!
//! Built by the runtime from the store's rows, whole, whenever a command is planned. An old version's definition
//! is only here when the runtime has loaded it for a command that is about it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::nearby;
use crate::domain::action::ActionName;
use crate::domain::definition::{Definition, Known};
use crate::domain::version::{ActionId, VersionNumber, VersionState};

/// Every action, by name.
#[derive(Debug, Clone)]
pub struct Library {
    actions: BTreeMap<ActionName, Action>,
    known: Known,
}

/// One action.
#[derive(Debug, Clone)]
pub struct Action {
    id: ActionId,
    name: ActionName,
    standing: Standing,
    versions: Vec<VersionRow>,
    definitions: BTreeMap<VersionNumber, Arc<Definition>>,
}

/// Where an action stands. Two drafts or two published versions cannot be said.
#[derive(Debug, Clone)]
pub enum Standing {
    /// Customers do not see it; there is a draft.
    Draft(Draft),
    /// Customers get it, perhaps with a draft beside it.
    Published {
        /// What they get.
        published: Edition,
        /// What may come next.
        draft: Option<Draft>,
    },
    /// Customers no longer see it, and there is no draft.
    Withdrawn {
        /// The highest version.
        last: Edition,
    },
}

/// A version that can still change.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its number.
    pub number: VersionNumber,
    /// Rises with every change of the draft.
    pub lock: u32,
    /// What it says.
    pub definition: Arc<Definition>,
}

/// A version and what it says.
#[derive(Debug, Clone)]
pub struct Edition {
    /// Its number.
    pub number: VersionNumber,
    /// Where it stands.
    pub state: VersionState,
    /// What it says.
    pub definition: Arc<Definition>,
}

/// An action as the store has it.
#[derive(Debug, Clone)]
pub struct ActionRow {
    /// The store's id.
    pub id: ActionId,
    /// Its name.
    pub name: ActionName,
    /// Its versions, in any order.
    pub versions: Vec<VersionRow>,
    /// At least the definitions of the draft and the published version; without these, of the highest version.
    pub definitions: BTreeMap<VersionNumber, Arc<Definition>>,
}

/// What the store knows of a version, without its definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// Its number.
    pub number: VersionNumber,
    /// Where it stands.
    pub state: VersionState,
    /// Rises with every change while it is a draft.
    pub lock: u32,
    /// The version it was copied from, when it was.
    pub from: Option<VersionNumber>,
    /// Made.
    pub created: Stamp,
    /// Changed last, while it was a draft.
    pub changed: Option<Stamp>,
    /// Published.
    pub published: Option<Stamp>,
    /// Superseded or withdrawn.
    pub ended: Option<Stamp>,
}

impl VersionRow {
    /// When what it says was written, and by whom.
    pub fn written(&self) -> &Stamp {
        self.changed.as_ref().unwrap_or(&self.created)
    }
}

/// When something was done, and by whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// When.
    pub at: Timestamp,
    /// The person by their name, or as audit rows name people where none is known.
    pub by: String,
}

/// Rows that contradict the store's own constraints.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadLibrary {
    /// More than one version in a state that allows one.
    #[error("action {name} has more than one {} version", .state.as_str())]
    Twice {
        /// The action.
        name: ActionName,
        /// Draft or published.
        state: VersionState,
    },
    /// No version at all.
    #[error("action {name} has no version")]
    NoVersion {
        /// The action.
        name: ActionName,
    },
    /// A definition that must be there is not.
    #[error("action {name} comes without the definition of version {number}")]
    NoDefinition {
        /// The action.
        name: ActionName,
        /// The version.
        number: VersionNumber,
    },
}

impl Library {
    /// Builds the library from the store's rows and from what definitions may refer to.
    ///
    /// # Errors
    /// [`BadLibrary`] when the rows contradict the store's constraints.
    pub fn new(rows: impl IntoIterator<Item = ActionRow>, known: Known) -> Result<Self, BadLibrary> {
        let mut actions = BTreeMap::new();
        for row in rows {
            let action = Action::new(row)?;
            actions.insert(action.name.clone(), action);
        }
        Ok(Self { actions, known })
    }

    /// Without any action.
    pub const fn empty(known: Known) -> Self {
        Self { actions: BTreeMap::new(), known }
    }

    /// All actions in the order of their names.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.actions.values()
    }

    /// How many actions there are.
    pub fn len(&self) -> usize {
        self.actions.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.actions.is_empty()
    }

    /// The action of that name.
    pub fn get(&self, name: &ActionName) -> Option<&Action> {
        self.actions.get(name)
    }

    /// The action whose name somebody typed, in any case.
    pub fn find(&self, typed: &str) -> Option<&Action> {
        self.get(&ActionName::parse(&typed.to_lowercase()).ok()?)
    }

    /// Names that somebody may have meant, best first.
    pub fn close(&self, typed: &str) -> Vec<ActionName> {
        nearby::closest(typed, self.actions.keys(), ActionName::as_str).into_iter().cloned().collect()
    }

    /// What definitions may refer to.
    pub const fn known(&self) -> &Known {
        &self.known
    }

    /// Adds the definition of an old version that a command is about.
    pub fn supply(&mut self, name: &ActionName, number: VersionNumber, definition: Arc<Definition>) {
        if let Some(action) = self.actions.get_mut(name) {
            action.definitions.insert(number, definition);
        }
    }
}

impl Action {
    fn new(row: ActionRow) -> Result<Self, BadLibrary> {
        let ActionRow { id, name, mut versions, definitions } = row;
        versions.sort_by_key(|version| version.number);
        let edition = |version: &VersionRow| {
            let definition = definitions.get(&version.number).cloned();
            definition
                .map(|definition| Edition { number: version.number, state: version.state, definition })
                .ok_or_else(|| BadLibrary::NoDefinition { name: name.clone(), number: version.number })
        };
        let draft = match only(&name, &versions, VersionState::Draft)? {
            Some(version) => {
                let Edition { number, definition, .. } = edition(version)?;
                Some(Draft { number, lock: version.lock, definition })
            }
            None => None,
        };
        let published = only(&name, &versions, VersionState::Published)?.map(edition).transpose()?;
        let standing = match (published, draft) {
            (Some(published), draft) => Standing::Published { published, draft },
            (None, Some(draft)) => Standing::Draft(draft),
            (None, None) => {
                let last = versions.last().ok_or_else(|| BadLibrary::NoVersion { name: name.clone() })?;
                Standing::Withdrawn { last: edition(last)? }
            }
        };
        Ok(Self { id, name, standing, versions, definitions })
    }

    /// The store's id.
    pub const fn id(&self) -> ActionId {
        self.id
    }

    /// The name.
    pub const fn name(&self) -> &ActionName {
        &self.name
    }

    /// Where it stands.
    pub const fn standing(&self) -> &Standing {
        &self.standing
    }

    /// The draft.
    pub const fn draft(&self) -> Option<&Draft> {
        match &self.standing {
            Standing::Draft(draft) | Standing::Published { draft: Some(draft), .. } => Some(draft),
            Standing::Published { draft: None, .. } | Standing::Withdrawn { .. } => None,
        }
    }

    /// What customers get.
    pub const fn published(&self) -> Option<&Edition> {
        match &self.standing {
            Standing::Published { published, .. } => Some(published),
            Standing::Draft(_) | Standing::Withdrawn { .. } => None,
        }
    }

    /// What an admin works on: the draft, else what is published, else what was last.
    pub fn newest(&self) -> Edition {
        match &self.standing {
            Standing::Draft(draft) | Standing::Published { draft: Some(draft), .. } => {
                Edition { number: draft.number, state: VersionState::Draft, definition: Arc::clone(&draft.definition) }
            }
            Standing::Published { published: edition, draft: None } | Standing::Withdrawn { last: edition } => {
                edition.clone()
            }
        }
    }

    /// All versions, the first one first.
    pub fn versions(&self) -> &[VersionRow] {
        &self.versions
    }

    /// The version of that number.
    pub fn version(&self, number: VersionNumber) -> Option<&VersionRow> {
        self.versions.iter().find(|version| version.number == number)
    }

    /// What a version says, as far as it is loaded.
    pub fn definition(&self, number: VersionNumber) -> Option<&Arc<Definition>> {
        self.definitions.get(&number)
    }

    /// The number that the next draft gets.
    pub fn next_number(&self) -> VersionNumber {
        VersionNumber(self.versions.last().map_or(1, |last| last.number.0 + 1))
    }
}

/// The one version in that state.
fn only<'a>(
    name: &ActionName,
    versions: &'a [VersionRow],
    state: VersionState,
) -> Result<Option<&'a VersionRow>, BadLibrary> {
    let mut found = versions.iter().filter(|version| version.state == state);
    let first = found.next();
    match found.next() {
        Some(_) => Err(BadLibrary::Twice { name: name.clone(), state }),
        None => Ok(first),
    }
}
