//! Administering actions: a command and the library of actions give a [`Plan`] or a typed [`Refusal`].
//!
//! Pure: the runtime builds the [`Library`], writes the plan's changes and audit rows in one transaction, and
//! shows the report. The store's constraints refuse what a plan could have missed. Deliberately absent: words
//! (`channel::text::admin`), files, the clock.

pub mod access;
pub mod command;
pub mod diff;
pub mod general;
pub mod guide;
mod keep;
pub mod library;
mod nearby;
pub mod phrases;
pub mod refusal;
pub mod report;
mod shell;
pub mod verb;

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::domain::action::ActionName;
use crate::domain::change::Change;
use crate::domain::definition::Definition;
use crate::domain::version::{ActionId, VersionNumber};

pub use access::{Role, allows};
pub use command::{AdminCommand, Seen, SourceFile, Typed, is_command, parse};
pub use guide::Guide;
pub use library::Library;
pub use refusal::Refusal;
pub use report::{Report, list_json};
pub use verb::Verb;

/// What is to be done, and what to say when it is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Written in order, all or none.
    pub edits: Vec<Edit>,
    /// What came of it.
    pub report: Report,
    /// What begins when it is done.
    pub follow: Option<Follow>,
}

/// A change with what the audit says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// The change.
    pub change: Change,
    /// What the audit says of it.
    pub audit: AuditEntry,
    /// Whether the draft that the change makes is published in the same breath, and what the audit says of that.
    /// Only a change that makes a draft has it.
    pub publish: Option<AuditEntry>,
}

/// What an audit row says beside who, where and when, which the runtime knows.
#[derive(Debug, Clone, PartialEq)]
pub struct AuditEntry {
    /// What was done.
    pub verb: Verb,
    /// To which action.
    pub action: ActionName,
    /// The versions concerned, the one that was made or changed first.
    pub versions: Vec<VersionNumber>,
    /// The particulars as a JSON object: `from`, `replaced`, `wrote`.
    pub detail: Json,
}

/// What begins when a plan is done.
#[derive(Debug, Clone, PartialEq)]
pub enum Follow {
    /// A preview in the admin's conversation.
    Preview {
        /// The action.
        action: ActionId,
        /// The version.
        number: VersionNumber,
        /// What it says.
        definition: Arc<Definition>,
    },
    /// A guided dialogue in the admin's conversation. What it asks first is [`Guide::ask`].
    Guide(Box<Guide>),
}

impl Plan {
    /// A plan that changes nothing.
    fn report(report: Report) -> Self {
        Self { edits: Vec::new(), report, follow: None }
    }

    /// A plan of one change.
    fn edit(change: Change, audit: AuditEntry, report: Report) -> Self {
        Self { edits: vec![Edit { change, audit, publish: None }], ..Self::report(report) }
    }
}

impl AuditEntry {
    fn new(verb: Verb, action: &ActionName, versions: impl IntoIterator<Item = VersionNumber>, detail: Json) -> Self {
        Self { verb, action: action.clone(), versions: versions.into_iter().collect(), detail }
    }

    /// The entry of a draft that is published.
    fn published(action: &ActionName, number: VersionNumber, replaced: Option<VersionNumber>) -> Self {
        let detail = json!({ "replaced": replaced.map(|number| number.0) });
        Self::new(Verb::Publish, action, [number].into_iter().chain(replaced), detail)
    }
}

/// The old version whose definition must be in the library before the command is planned.
pub fn needs(command: &AdminCommand, library: &Library) -> Option<(ActionId, VersionNumber)> {
    let (name, number) = match command {
        AdminCommand::Rollback { name, number } => (name, *number),
        AdminCommand::Show { name, version: Some(number) } | AdminCommand::Export { name, version: Some(number) } => {
            (name, *number)
        }
        AdminCommand::Show { version: None, .. }
        | AdminCommand::Export { version: None, .. }
        | AdminCommand::Create
        | AdminCommand::Import { .. }
        | AdminCommand::List
        | AdminCommand::Edit { .. }
        | AdminCommand::Draft { .. }
        | AdminCommand::Preview { .. }
        | AdminCommand::Publish { .. }
        | AdminCommand::Unpublish { .. }
        | AdminCommand::Delete { .. }
        | AdminCommand::History { .. }
        | AdminCommand::Help { .. }
        | AdminCommand::Save(_) => return None,
    };
    let action = library.find(name)?;
    let wanted = action.version(number).is_some() && action.definition(number).is_none();
    wanted.then_some((action.id(), number))
}

/// Plans a command for somebody with that role.
///
/// # Errors
/// A [`Refusal`] that says why not and what to do instead.
pub fn plan(role: Role, command: &AdminCommand, library: &Library) -> Result<Plan, Refusal> {
    let verb = command.verb();
    if !allows(role, verb) {
        return Err(Refusal::NotAllowed { verb, role });
    }
    match command {
        AdminCommand::Create => Ok(verb::create::plan()),
        AdminCommand::Import { files, publish } => verb::import::plan(files, *publish, library),
        AdminCommand::Export { name, version } => verb::export::plan(name, *version, library),
        AdminCommand::List => Ok(verb::list::plan(library)),
        AdminCommand::Show { name, version } => verb::show::plan(name, *version, library),
        AdminCommand::Edit { name } => verb::edit::plan(name, library),
        AdminCommand::Draft { name } => verb::draft::plan(name, library),
        AdminCommand::Preview { name } => verb::preview::plan(name, library),
        AdminCommand::Publish { name, seen } => verb::publish::plan(name, *seen, library),
        AdminCommand::Unpublish { name } => verb::unpublish::plan(name, library),
        AdminCommand::Delete { name } => verb::delete::plan(name, library),
        AdminCommand::History { name } => verb::history::plan(name, library),
        AdminCommand::Rollback { name, number } => verb::rollback::plan(name, *number, library),
        AdminCommand::Help { topic } => Ok(verb::help::plan(*topic, role)),
        AdminCommand::Save(save) => verb::save::plan(save, library),
    }
}
