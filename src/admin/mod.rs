//! Administering actions: a command and the library of actions give a [`Plan`] or a typed [`Refusal`].
//!
//! Pure: the runtime builds the [`Library`], writes the plan's changes and audit rows in one transaction, and
//! shows the report. The store's constraints refuse what a plan could have missed. Deliberately absent: words
//! (`channel::text::admin`), files, the clock.

pub mod access;
mod asking;
pub mod card;
pub mod command;
pub mod commands;
pub mod desk;
pub mod diff;
pub mod form;
pub mod general;
pub mod guide;
mod heard;
mod keep;
pub mod ledger;
pub mod library;
mod nearby;
mod ongoing;
mod paging;
pub mod phrases;
pub mod press;
pub mod record;
pub mod refusal;
pub mod report;
mod shell;
pub mod trial;
mod typed;
pub mod verb;

use std::sync::Arc;

use serde_json::{Value as Json, json};

use crate::domain::action::ActionName;
use crate::domain::call::SecretName;
use crate::domain::call::sample::Sample;
use crate::domain::change::Change;
use crate::domain::definition::Definition;
use crate::domain::id::CallId;
use crate::domain::version::{ActionId, VersionNumber};

pub use access::{Denied, Rights, Role, allows, may};
pub use command::{AdminCommand, RunsOf, SecretCommand, Seen, Settlement, SourceFile};
pub use desk::{Desk, Filled, Said, Wish};
pub use guide::Guide;
pub use ledger::{Ledger, Look, look};
pub use library::Library;
pub use press::AdminPress;
pub use refusal::Refusal;
pub use report::{Report, list_json};
pub use trial::Trial;
pub use typed::{Typed, is_about_secrets, is_command, parse};
pub use verb::Verb;

/// What is to be done, and what to say when it is done.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Written in order, all or none.
    pub edits: Vec<Edit>,
    /// What is done beside changes of actions, in the same transaction.
    pub deeds: Vec<Deed>,
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
    pub action: Option<ActionName>,
    /// The versions concerned, the one that was made or changed first.
    pub versions: Vec<VersionNumber>,
    /// The particulars as a JSON object: `from`, `replaced`, `wrote`.
    pub detail: Json,
}

/// Something that is done beside changes of actions.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// A call whose outcome was unknown is settled.
    Settle {
        /// Which.
        call: CallId,
        /// What becomes of it.
        how: Settlement,
        /// What the audit says.
        audit: AuditEntry,
    },
    /// A message that nothing matched was dealt with.
    ForgetMiss(i64),
    /// Notices were shown.
    NoticesSeen(Vec<i64>),
    /// A sample response is pinned to a version, or taken off.
    Pin {
        /// The action.
        action: ActionId,
        /// The version.
        number: VersionNumber,
        /// The response; `None` takes it off.
        sample: Option<Sample>,
        /// What the audit says.
        audit: AuditEntry,
    },
    /// A secret is deleted.
    DeleteSecret {
        /// Which.
        name: SecretName,
        /// What the audit says.
        audit: AuditEntry,
    },
}

impl Deed {
    /// What the audit says of it. Looking at something leaves no trace.
    pub const fn audit(&self) -> Option<&AuditEntry> {
        match self {
            Self::Settle { audit, .. } | Self::Pin { audit, .. } | Self::DeleteSecret { audit, .. } => Some(audit),
            Self::ForgetMiss(_) | Self::NoticesSeen(_) => None,
        }
    }
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
        Self { edits: Vec::new(), deeds: Vec::new(), report, follow: None }
    }

    /// A plan of one change.
    fn edit(change: Change, audit: AuditEntry, report: Report) -> Self {
        Self { edits: vec![Edit { change, audit, publish: None }], ..Self::report(report) }
    }
}

impl AuditEntry {
    fn new(verb: Verb, action: &ActionName, versions: impl IntoIterator<Item = VersionNumber>, detail: Json) -> Self {
        Self { verb, action: Some(action.clone()), versions: versions.into_iter().collect(), detail }
    }

    /// The entry of a draft that is published.
    fn published(action: &ActionName, number: VersionNumber, replaced: Option<VersionNumber>) -> Self {
        let detail = json!({ "replaced": replaced.map(|number| number.0) });
        Self::new(Verb::Publish, action, [number].into_iter().chain(replaced), detail)
    }
}

/// Plans a command for somebody with that role.
///
/// # Errors
/// A [`Refusal`] that says why not and what to do instead.
pub fn plan(role: Role, command: &AdminCommand, library: &Library, ledger: &Ledger) -> Result<Plan, Refusal> {
    let verb = command.verb();
    if !allows(role, verb) {
        return Err(Refusal::NotAllowed { verb, role });
    }
    match command {
        AdminCommand::Create => Ok(verb::create::plan()),
        AdminCommand::Import { files, publish, seen } => verb::import::plan(files, *publish, seen, library),
        AdminCommand::Export { name, version } => verb::export::plan(name, *version, library),
        AdminCommand::List => Ok(verb::list::plan(library)),
        AdminCommand::Show { name, version } => verb::show::plan(name, *version, library),
        AdminCommand::Edit { name } => verb::edit::plan(name, library),
        AdminCommand::Draft { name } => verb::draft::plan(name, library),
        AdminCommand::Preview { name } => verb::preview::plan(name, library),
        AdminCommand::Publish { name, seen } => verb::publish::plan(name, *seen, library),
        AdminCommand::Unpublish { name, seen } => verb::unpublish::plan(name, *seen, library),
        AdminCommand::Delete { name, seen } => verb::delete::plan(name, *seen, library),
        AdminCommand::History { name } => verb::history::plan(name, library),
        AdminCommand::Rollback { name, number, seen } => verb::rollback::plan(name, *number, *seen, library),
        AdminCommand::Diff { name, from, to } => verb::diff::plan(name, *from, *to, library),
        AdminCommand::Why { .. } => Ok(verb::why::plan(ledger)),
        AdminCommand::Runs(of) => verb::runs::plan(of, library, ledger),
        AdminCommand::Misses => Ok(verb::misses::list(ledger)),
        AdminCommand::PlaceMiss { miss } => verb::misses::place(*miss, library, ledger),
        AdminCommand::AddPhrase { miss, name } => verb::misses::add(*miss, name, library, ledger),
        AdminCommand::Settle { reference, how } => verb::settle::plan(reference, how, ledger),
        AdminCommand::Stats { name } => verb::stats::plan(name.as_deref(), library, ledger),
        AdminCommand::Notices => Ok(verb::notices::plan(ledger)),
        AdminCommand::Pin { name, response } => verb::pin::plan(name, response.as_deref(), library),
        AdminCommand::Secret(command) => verb::secret::plan(command, library, ledger),
        AdminCommand::Help { topic } => Ok(verb::help::plan(*topic, role)),
        AdminCommand::Save(save) => verb::save::plan(save, library),
    }
}
