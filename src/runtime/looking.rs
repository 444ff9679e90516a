//! What admins' commands look at, read from the store: exactly what the planner asks for.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::core::Core;
use super::keyring::Keyring;
use super::shelf;
use crate::admin::ledger::{
    Considered, Customer, Explained, Ledger, Look, Miss, ROWS, Run, STATS_DAYS, SecretSet, Settled, Tally, Told, Why,
    look,
};
use crate::admin::library::Action;
use crate::admin::{AdminCommand, Library, record};
use crate::domain::call::outcome::OutcomeClass;
use crate::domain::conversation::User;
use crate::domain::id::CallId;
use crate::domain::input::Values;
use crate::domain::input::kind::Reading;
use crate::domain::version::{ActionId, VersionNumber};
use crate::engine::phrase;
use crate::engine::{Catalog, Matter, Notice};
use crate::store::{self, NoticeRow, RunRow, SettledRow, Store, StoreError, TallyRow};

/// Reads what a command looks at. Definitions are supplied to the library itself; what the matcher makes of a text
/// needs a catalog and is left out.
pub(crate) async fn read(
    store: &mut Store,
    library: &mut Library,
    keyring: &Keyring,
    command: &AdminCommand,
    now: Timestamp,
) -> Result<Ledger, StoreError> {
    let mut ledger = Ledger::default();
    match look(command, library) {
        None | Some(Look::Explanation(_)) => {}
        Some(Look::Definitions(versions)) => {
            for (action, number) in versions {
                supply(store, library, action, number).await?;
            }
        }
        Some(Look::Runs(action)) => {
            let rows = store.runs(action.as_ref(), false, ROWS).await?;
            let about = About::calls(store).await?;
            ledger.runs = rows.into_iter().map(|row| run(row, &about)).collect();
        }
        Some(Look::Run(reference)) => {
            let about = About::calls(store).await?;
            if let Some(row) = store.run_of(&reference).await? {
                ledger.runs = vec![opened(store, library, run(row, &about)).await?];
            }
        }
        Some(Look::Unsettled(reference)) => {
            let about = About::calls(store).await?;
            let mut rows = store.runs(None, true, ROWS).await?;
            let one = store.run_of(&reference).await?;
            rows.extend(one.filter(|one| rows.iter().all(|row| row.id != one.id)));
            ledger.runs = rows.into_iter().map(|row| run(row, &about)).collect();
        }
        Some(Look::Misses) => ledger.misses = store.misses(ROWS).await?.into_iter().map(miss).collect(),
        Some(Look::Tallies(action)) => {
            let since = now.saturating_sub(SignedDuration::from_hours(24 * (STATS_DAYS - 1))).unwrap_or(now);
            let rows = store.tallies(action.as_ref(), since.as_millisecond()).await?;
            ledger.tallies = rows.into_iter().filter_map(tally).collect();
        }
        Some(Look::Notices) => {
            ledger.notices = store.unseen_notices(ROWS).await?.into_iter().map(told).collect();
        }
        Some(Look::Secrets) => ledger.secrets = secrets(store, keyring).await?,
    }
    Ok(ledger)
}

/// For so many messages the nearest action is looked for: two pages, while everybody else waits.
const NEAREST: usize = 20;
/// What is less sure than this is near to nothing.
const NEAR: f32 = 0.1;

impl Core {
    /// Everything a command looks at.
    pub(super) async fn look(&mut self, command: &AdminCommand, reading: &Reading) -> Result<Ledger, StoreError> {
        let now = self.clock.now();
        let mut ledger = read(&mut self.store, &mut self.library, &self.keyring, command, now).await?;
        if let Some(Look::Explanation(text)) = look(command, &self.library) {
            ledger.explanation = explain(&self.catalog, text, reading);
        }
        for miss in ledger.misses.iter_mut().take(NEAREST) {
            let explained = explain(&self.catalog, miss.text.clone(), reading);
            let near = |candidate: &Considered| candidate.confidence >= NEAR;
            let first = explained.and_then(|explained| explained.candidates.into_iter().next().filter(near));
            miss.nearest = first.map(|candidate| candidate.name);
        }
        Ok(ledger)
    }
}

/// What the published actions make of a text; nothing when there are none.
pub(crate) fn explain(catalog: &Catalog, text: String, reading: &Reading) -> Option<Explained> {
    let offered = catalog.offered();
    if offered.is_empty() {
        return None;
    }
    let explanation = catalog.explain(&text, reading);
    let considered = |candidate: &crate::matching::Candidate| {
        let offered = offered.get(candidate.entry)?;
        Some(Considered {
            name: offered.definition.name.clone(),
            number: offered.number,
            phrase: offered.definition.triggers.get(candidate.phrase).cloned().unwrap_or_default(),
            confidence: candidate.confidence.value(),
        })
    };
    let words = &explanation.words;
    let corrected = words.iter().filter_map(|word| Some((word.typed.clone(), word.corrected.clone()?)));
    let unknown = words.iter().filter(|word| !word.known && word.corrected.is_none()).map(|word| word.typed.clone());
    Some(Explained {
        steers: phrase::recognise(&text).is_some(),
        verdict: explanation.verdict,
        exact: explanation.exact,
        candidates: explanation.ranked.candidates.iter().filter_map(considered).collect(),
        corrected: corrected.collect(),
        unknown: unknown.collect(),
        act: explanation.thresholds.act,
        ask: explanation.thresholds.ask,
        text,
    })
}

fn at(ms: i64) -> Timestamp {
    Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What is known of calls beside their rows.
struct About {
    /// What admins were told, by call.
    whys: HashMap<CallId, Why>,
    /// What people are called, by their ids.
    names: HashMap<String, String>,
}

impl About {
    async fn calls(store: &mut Store) -> Result<Self, StoreError> {
        Ok(Self { whys: whys(store).await?, names: store.names().await? })
    }
}

fn run(row: RunRow, about: &About) -> Run {
    let settled = |SettledRow { by, how, at_ms }: SettledRow| Settled {
        by: about.names.get(&by).cloned().unwrap_or(by),
        how,
        at: at(at_ms),
    };
    Run {
        why: about.whys.get(&row.id).cloned(),
        id: row.id,
        action: row.action,
        number: row.number,
        preview: row.preview,
        repeatable: row.repeatable,
        unsettled: row.unsettled,
        started: at(row.started_at_ms),
        outcome: row.outcome,
        status: row.status,
        duration_ms: row.duration_ms,
        customer: Customer { channel: row.conversation.channel, who: record::masked(&row.conversation.person) },
        record: row.record.as_deref().and_then(|record| serde_json::from_str(record).ok()),
        open: Vec::new(),
        settled: row.settled.map(settled),
    }
}

/// One call, with its definition, and with what is needed to look it up while it waits to be settled.
async fn opened(store: &mut Store, library: &mut Library, mut run: Run) -> Result<Run, StoreError> {
    let action = run.action.as_ref().and_then(|name| library.get(name)).map(Action::id);
    if let (Some(action), Some(number)) = (action, run.number) {
        supply(store, library, action, number).await?;
    }
    if !run.unsettled {
        return Ok(run);
    }
    let Some(row) = store.calls_unknown().await?.into_iter().find(|row| row.id == run.id) else { return Ok(run) };
    let action = run.action.as_ref().and_then(|name| library.get(name));
    let definition = action.zip(run.number).and_then(|(action, number)| action.definition(number));
    if let Ok(values) = serde_json::from_str::<Values>(&row.inputs) {
        run.open = record::open(definition.map(AsRef::as_ref), &values);
    }
    if let Ok(user) = serde_json::from_str::<User>(&row.user) {
        run.customer.who = user.name.into();
    }
    Ok(run)
}

/// Loads the definition of a version that a command is about.
async fn supply(
    store: &mut Store,
    library: &mut Library,
    action: ActionId,
    number: VersionNumber,
) -> Result<(), StoreError> {
    let Some(stored) = store.definition(action, number).await? else { return Ok(()) };
    let name = library.actions().find(|one| one.id() == action).map(|one| one.name().clone());
    if let (Some(name), Some(definition)) = (name, shelf::read(&stored.definition)) {
        library.supply(&name, number, definition);
    }
    Ok(())
}

fn miss(row: store::MissRow) -> Miss {
    Miss { id: row.id, text: row.text, times: row.times, last: at(row.last_at_ms), nearest: None }
}

fn tally(row: TallyRow) -> Option<Tally> {
    let since = SignedDuration::from_hours(row.day.checked_mul(24)?);
    let day = Timestamp::UNIX_EPOCH.checked_add(since).ok()?.to_zoned(TimeZone::UTC).date();
    Some(Tally { action: row.action, day, happened: row.happened, times: row.times })
}

/// What admins were told of calls, by call.
async fn whys(store: &mut Store) -> Result<HashMap<CallId, Why>, StoreError> {
    let notices = store.latest_notices(ROWS).await?.into_iter();
    let read = notices.filter_map(|row| serde_json::from_str::<Notice>(&row.notice.detail).ok());
    Ok(read.filter_map(|notice| Some((notice.call, why(notice.matter)?))).collect())
}

/// What is worth knowing beside the kind of a notice.
pub(super) fn why(matter: Matter) -> Option<Why> {
    match matter {
        Matter::Reply(fault) => Some(Why::Reply(fault)),
        Matter::Misconfigured(why) => Some(Why::Misconfigured(why)),
        Matter::UnreadableAnswer => Some(Why::Unreadable),
        Matter::OutcomeUnknown => None,
    }
}

/// A notice as admins read it: its particulars are those of a call, or how the latest calls of an action ended.
pub(super) fn told(row: NoticeRow) -> Told {
    let NoticeRow { id, notice } = row;
    let call = serde_json::from_str::<Notice>(&notice.detail).ok();
    let reference = call.as_ref().map(|notice| notice.call.reference());
    let latest = || Failing::read(&notice.detail).and_then(|class| OutcomeClass::parse(&class)).map(Why::Outcome);
    let why = call.map_or_else(latest, |notice| why(notice.matter));
    Told { id, kind: notice.kind, action: notice.action, number: notice.version, reference, why, at: at(notice.at_ms) }
}

/// The particulars of an action that fails.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Failing {
    outcome: String,
}

impl Failing {
    pub(super) fn written(outcome: OutcomeClass) -> String {
        serde_json::to_string(&Self { outcome: outcome.as_str().to_owned() }).unwrap_or_default()
    }

    fn read(detail: &str) -> Option<String> {
        serde_json::from_str::<Self>(detail).ok().map(|failing| failing.outcome)
    }
}

/// Those of the store, and those that only the environment has.
async fn secrets(store: &mut Store, keyring: &Keyring) -> Result<Vec<SecretSet>, StoreError> {
    let names = store.names().await?;
    let mut secrets: Vec<SecretSet> = Vec::new();
    for info in store.secrets().await? {
        let by = names.get(&info.set_by).cloned().unwrap_or(info.set_by);
        secrets.push(SecretSet { name: info.name, set: Some((by, at(info.set_at_ms))) });
    }
    let of_environment = keyring.names().into_iter().filter(|name| secrets.iter().all(|secret| secret.name != *name));
    let of_environment: Vec<_> = of_environment.map(|name| SecretSet { name, set: None }).collect();
    secrets.extend(of_environment);
    secrets.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(secrets)
}
