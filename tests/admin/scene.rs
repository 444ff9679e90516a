//! What admins look at beside actions, set up line by line: `! run …`, `! miss …`, `! tally …`, `! notice …`,
//! `! secret …`, `! matched …` (only for the pure desk: everywhere else there is a matcher).

use errand::admin::Deed;
use errand::admin::ledger::{Considered, Customer, Explained, Ledger, Miss, Run, SecretSet, Settled, Tally, Told, Why};
use errand::admin::library::Stamp;
use errand::domain::action::ActionName;
use errand::domain::call::SecretName;
use errand::domain::call::outcome::OutcomeClass;
use errand::domain::conversation::Channel;
use errand::domain::id::CallId;
use errand::domain::reply::ReplyFault;
use errand::domain::tally::Happened;
use errand::domain::version::VersionNumber;
use errand::matching::Verdict;
use jiff::Timestamp;

use crate::called;

/// Sets something up, and says whether it is known what.
pub fn set(ledger: &mut Ledger, what: &str, row: &str) -> bool {
    let words: Vec<&str> = row.split(' ').collect();
    match what {
        "run" => ledger.runs.insert(0, run(&words)),
        "miss" => ledger.misses.push(miss(&words)),
        "tally" => ledger.tallies.push(tally(&words)),
        "notice" => ledger.notices.push(notice(&words, ledger.notices.len())),
        "matched" => ledger.explanation = Some(explained(row)),
        _ => return false,
    }
    true
}

/// What the store would do.
pub fn done(ledger: &mut Ledger, deed: &Deed, by: &Stamp) {
    match deed {
        Deed::Settle { call, how, .. } => {
            let settled = Settled { by: by.by.clone(), how: how.as_str().to_owned(), at: by.at };
            ledger.runs.iter_mut().filter(|run| run.id == *call).for_each(|run| {
                run.unsettled = false;
                run.open.clear();
                called::MASKED.clone_into(&mut run.customer.who);
                run.settled = Some(settled.clone());
            });
        }
        Deed::ForgetMiss(id) => ledger.misses.retain(|miss| miss.id != *id),
        Deed::NoticesSeen(ids) => ledger.notices.retain(|notice| !ids.contains(&notice.id)),
        Deed::Pin { .. } => {}
        Deed::DeleteSecret { name, .. } => ledger.secrets.retain(|secret| secret.name != *name),
    }
}

fn name(word: &str) -> ActionName {
    ActionName::parse(word).expect("an action's name")
}

fn time() -> Timestamp {
    "2026-03-02T08:30:00Z".parse().expect("a time")
}

/// `ID ACTION NUMBER OUTCOME STATUS`; `?` as the outcome waits to be settled.
fn run(words: &[&str]) -> Run {
    let [id, action, number, outcome, status] = words else { panic!("a run has five words: {words:?}") };
    let unsettled = *outcome == "?";
    let outcome = if unsettled { OutcomeClass::Unknown } else { OutcomeClass::parse(outcome).expect("an outcome") };
    Run {
        id: CallId(id.parse().expect("a number")),
        action: ActionName::parse(action).ok(),
        number: number.parse().ok().map(VersionNumber),
        preview: false,
        repeatable: false,
        unsettled,
        started: time(),
        outcome: Some(outcome),
        status: status.parse().ok(),
        duration_ms: Some(120),
        why: None,
        customer: Customer {
            channel: Channel::Telegram,
            who: if unsettled { called::CUSTOMER } else { called::MASKED }.to_owned(),
        },
        record: called::record(outcome),
        open: if unsettled {
            called::given().map(|(name, text)| (name, text.map(str::to_owned))).to_vec()
        } else {
            Vec::new()
        },
        settled: None,
    }
}

/// `ID TIMES TEXT`
fn miss(words: &[&str]) -> Miss {
    let [id, times, text @ ..] = words else { panic!("a miss has three words: {words:?}") };
    let (id, times) = (id.parse().expect("a number"), times.parse().expect("a number"));
    Miss { id, times, text: text.join(" "), last: time(), nearest: None }
}

/// `DAY ACTION HAPPENED [INPUT] TIMES`
fn tally(words: &[&str]) -> Tally {
    let [day, action, happened, input @ .., times] = words else { panic!("a tally has four words: {words:?}") };
    let happened = Happened::parse(happened, input.first().unwrap_or(&"")).expect("something that happens");
    let day = day.parse().expect("a day");
    Tally { action: name(action), day, happened, times: times.parse().expect("a number") }
}

/// `KIND ACTION NUMBER`
fn notice(words: &[&str], before: usize) -> Told {
    let [kind, action, number] = words else { panic!("a notice has three words: {words:?}") };
    let number = number.parse().ok().map(VersionNumber);
    let id = i64::try_from(before).expect("few") + 1;
    let (reference, why) = match *kind {
        "failing" => (None, Some(Why::Outcome(OutcomeClass::Unavailable))),
        "reply" => (Some(CallId(7).reference()), Some(Why::Reply(ReplyFault::Missing { field: "eta".to_owned() }))),
        _ => (Some(CallId(7).reference()), None),
    };
    Told { id, kind: (*kind).to_owned(), action: Some(name(action)), number, reference, why, at: time() }
}

/// `NAME BY`, or `NAME` for one of the environment: it has a value from here on.
pub fn secret(ledger: &mut Ledger, row: &str) -> SecretName {
    let (name, by) = row.split_once(' ').map_or((row, None), |(name, by)| (name, Some(by)));
    let name = SecretName::parse(name).expect("a secret's name");
    ledger.secrets.push(SecretSet { name: name.clone(), set: by.map(|by| (by.to_owned(), time())) });
    ledger.secrets.sort_by(|one, other| one.name.cmp(&other.name));
    name
}

/// `TEXT: PHRASE of ACTION`
fn explained(row: &str) -> Explained {
    let (text, rest) = row.split_once(": ").expect("a text and what it matched");
    let (phrase, action) = rest.split_once(" of ").expect("a phrase and its action");
    let best =
        Considered { name: name(action), number: VersionNumber(1), phrase: phrase.to_owned(), confidence: 0.875 };
    Explained {
        text: text.to_owned(),
        steers: false,
        verdict: Verdict::Acts,
        exact: false,
        candidates: vec![best],
        corrected: vec![("parcle".to_owned(), "parcel".to_owned())],
        unknown: vec!["dude".to_owned()],
        act: 0.625,
        ask: 0.25,
    }
}
