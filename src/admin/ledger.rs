//! What commands look at beside the library: calls, numbers, notices, messages that nothing matched.
//!
//! A command says with [`look`] what it needs; the runtime reads exactly that and hands it to the planner.
//! Deliberately absent: anything a customer gave. A call is known by its reference, a message only in general.

use jiff::Timestamp;
use jiff::civil::Date;

use super::command::{AdminCommand, RunsOf, SecretCommand};
use super::library::Library;
use super::record::Record;
use super::verb::diff::compared_with;
use crate::domain::action::ActionName;
use crate::domain::call::SecretName;
use crate::domain::call::outcome::{Misconfigured, OutcomeClass};
use crate::domain::conversation::Channel;
use crate::domain::id::CallId;
use crate::domain::input::InputName;
use crate::domain::reply::ReplyFault;
use crate::domain::tally::Happened;
use crate::domain::version::{ActionId, VersionNumber};
pub use crate::matching::Verdict;

/// Rows of the ledger that one command reads at most.
pub const ROWS: u32 = 200;
/// Days that numbers go back.
pub const STATS_DAYS: i64 = 30;

/// What a command must look at before it is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Look {
    /// Definitions of old versions, to be supplied to the library.
    Definitions(Vec<(ActionId, VersionNumber)>),
    /// The latest calls, of one action or of all.
    Runs(Option<ActionName>),
    /// One call, by its reference.
    Run(String),
    /// Calls whose outcome is unknown, and the one with this reference.
    Unsettled(String),
    /// What the matcher makes of a text.
    Explanation(String),
    /// What nothing matched.
    Misses,
    /// Numbers of one action, or of all.
    Tallies(Option<ActionName>),
    /// What nobody has been told yet.
    Notices,
    /// Which secrets there are.
    Secrets,
}

/// What was found. Only what was asked for is filled in.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// Newest first.
    pub runs: Vec<Run>,
    /// What the matcher makes of a text.
    pub explanation: Option<Explained>,
    /// The most frequent first.
    pub misses: Vec<Miss>,
    /// Oldest first.
    pub tallies: Vec<Tally>,
    /// Oldest first.
    pub notices: Vec<Told>,
    /// By name.
    pub secrets: Vec<SecretSet>,
}

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which.
    pub id: CallId,
    /// The action's name then.
    pub action: Option<ActionName>,
    /// The version's number.
    pub number: Option<VersionNumber>,
    /// Whether it was a preview.
    pub preview: bool,
    /// Whether sending it twice does no harm.
    pub repeatable: bool,
    /// Whether it waits for somebody to settle it.
    pub unsettled: bool,
    /// When it was sent.
    pub started: Timestamp,
    /// How it ended; `None` while it is under way.
    pub outcome: Option<OutcomeClass>,
    /// The HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// How long it took, in ms.
    pub duration_ms: Option<i64>,
    /// What admins were told of it.
    pub why: Option<Why>,
    /// For whom it was made.
    pub customer: Customer,
    /// What stays known of it.
    pub record: Option<Record>,
    /// What was given, while it waits to be settled; without a text what is sensitive.
    pub open: Vec<(InputName, Option<String>)>,
    /// Who has settled it, of several times the last.
    pub settled: Option<Settled>,
}

/// For whom a call was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Where they wrote.
    pub channel: Channel,
    /// Their name while the call waits to be settled; else their id, masked.
    pub who: String,
}

/// That somebody has settled a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Who: by their name, or as audit rows name people where none is known.
    pub by: String,
    /// How, as [`Settlement::as_str`](super::command::Settlement::as_str) says it.
    pub how: String,
    /// When.
    pub at: Timestamp,
}

/// What went wrong. Fields and secrets are named; nothing of a customer's is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// The reply could not be made from the answer.
    Reply(ReplyFault),
    /// The answer is no JSON, though the reply needs it.
    Unreadable,
    /// The call cannot work as it is set up.
    Misconfigured(Misconfigured),
    /// How the latest calls ended.
    Outcome(OutcomeClass),
}

/// What the matcher makes of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// What was asked about.
    pub text: String,
    /// Whether it is one of the words that steer every conversation, such as "cancel".
    pub steers: bool,
    /// What is done.
    pub verdict: Verdict,
    /// Whether it is a trigger, letter by letter.
    pub exact: bool,
    /// Best first, at most five.
    pub candidates: Vec<Considered>,
    /// Words that were read as others.
    pub corrected: Vec<(String, String)>,
    /// Words that no trigger has.
    pub unknown: Vec<String>,
    /// The confidence from which on an action starts.
    pub act: f32,
    /// The confidence from which on it is asked.
    pub ask: f32,
}

/// An action that a text may mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Considered {
    /// The action.
    pub name: ActionName,
    /// Its published version.
    pub number: VersionNumber,
    /// The closest of its triggers.
    pub phrase: String,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Something that nothing matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// Its number, which stays while it is kept.
    pub id: i64,
    /// What was said, in general.
    pub text: String,
    /// How often.
    pub times: u32,
    /// When last.
    pub last: Timestamp,
    /// The published action that comes nearest to it, where that was looked for.
    pub nearest: Option<ActionName>,
}

/// How often something happened on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The action.
    pub action: ActionName,
    /// The day in UTC.
    pub day: Date,
    /// What.
    pub happened: Happened,
    /// How often.
    pub times: u32,
}

/// Something that admins should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its id.
    pub id: i64,
    /// What happened, in the program's words: `reply`, `unreadable_answer`, `misconfigured`, `outcome_unknown`,
    /// `failing`.
    pub kind: String,
    /// The action.
    pub action: Option<ActionName>,
    /// The version.
    pub number: Option<VersionNumber>,
    /// The call it came from.
    pub reference: Option<String>,
    /// What went wrong, where more is known than the kind says.
    pub why: Option<Why>,
    /// When.
    pub at: Timestamp,
}

/// A secret that has a value. The value itself never gets here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretSet {
    /// Its name.
    pub name: SecretName,
    /// Who set it, and when; `None` when it comes from the operator's environment.
    pub set: Option<(String, Timestamp)>,
}

/// What a command must look at before it is planned; `None` when the library is enough.
pub fn look(command: &AdminCommand, library: &Library) -> Option<Look> {
    let named = |name: &str| library.find(name).map(|action| action.name().clone());
    match command {
        AdminCommand::Rollback { name, number, .. } => definitions(library, name, &[*number]),
        AdminCommand::Show { name, version: Some(number) } | AdminCommand::Export { name, version: Some(number) } => {
            definitions(library, name, &[*number])
        }
        AdminCommand::Diff { name, from, to } => {
            let action = library.find(name)?;
            let to = to.unwrap_or_else(|| action.newest().number);
            let from = from.or_else(|| compared_with(action, to));
            definitions(library, name, &from.into_iter().chain([to]).collect::<Vec<_>>())
        }
        AdminCommand::Runs(RunsOf::Everything) => Some(Look::Runs(None)),
        AdminCommand::Runs(RunsOf::One(reference)) => Some(Look::Run(reference.clone())),
        AdminCommand::Runs(RunsOf::Action(name)) => named(name).map(|name| Look::Runs(Some(name))),
        AdminCommand::Settle { reference, .. } => Some(Look::Unsettled(reference.clone())),
        AdminCommand::Why { text } => Some(Look::Explanation(text.clone())),
        AdminCommand::Misses | AdminCommand::PlaceMiss { .. } | AdminCommand::AddPhrase { .. } => Some(Look::Misses),
        AdminCommand::Stats { name: None } => Some(Look::Tallies(None)),
        AdminCommand::Stats { name: Some(name) } => named(name).map(|name| Look::Tallies(Some(name))),
        AdminCommand::Notices => Some(Look::Notices),
        AdminCommand::Secret(SecretCommand::List | SecretCommand::Delete { .. }) => Some(Look::Secrets),
        AdminCommand::Secret(SecretCommand::Set { .. })
        | AdminCommand::Show { version: None, .. }
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
        | AdminCommand::Pin { .. }
        | AdminCommand::Help { .. }
        | AdminCommand::Save(_) => None,
    }
}

/// Those of an action's versions that are there but not loaded.
fn definitions(library: &Library, name: &str, numbers: &[VersionNumber]) -> Option<Look> {
    let action = library.find(name)?;
    let absent = |number: &VersionNumber| action.version(*number).is_some() && action.definition(*number).is_none();
    let absent: Vec<_> = numbers.iter().copied().filter(absent).map(|number| (action.id(), number)).collect();
    (!absent.is_empty()).then_some(Look::Definitions(absent))
}
