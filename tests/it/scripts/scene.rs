//! What is there to be looked at, written into the store between two processes: `! run …`, `! miss …`, `! tally …`,
//! `! notice …`, `! secret …`, as `tests/admin/scene.rs` sets it up for the pure desk.

use errand::domain::action::ActionName;
use errand::domain::call::SecretName;
use errand::domain::call::outcome::OutcomeClass;
use errand::domain::conversation::{Channel, ConversationId, User};
use errand::domain::id::CallId;
use errand::domain::input::{Value, Values};
use errand::domain::language::Language;
use errand::domain::reply::ReplyFault;
use errand::domain::tally::Happened;
use errand::domain::version::{VersionId, VersionNumber};
use errand::engine::{Matter, Notice as Found};
use errand::store::{AuditEntry, Batch, CallEnd, CallStart, Counted, Missed, Notice, PersonName, Store};
use jiff::Timestamp;
use serde_json::json;

use super::called::{self, CUSTOMER};

/// When what is looked at has happened.
const THEN: &str = "2026-03-02T08:30:00Z";

/// What has changed since the last step.
#[derive(Default)]
pub struct Scene {
    /// Who may what.
    pub rights: bool,
    /// Secrets that the operator's environment has.
    pub of_environment: Vec<String>,
    rows: Vec<(String, String)>,
}

impl Scene {
    /// Takes a line, and says whether it is known.
    pub fn set(&mut self, what: &str, row: &str) -> bool {
        match what {
            "secret" if !row.contains(' ') => self.of_environment.push(row.to_owned()),
            "run" | "miss" | "tally" | "notice" | "secret" => self.rows.push((what.to_owned(), row.to_owned())),
            // Here is a matcher.
            "matched" => {}
            _ => return false,
        }
        true
    }

    /// Whether there is something that only the next process knows.
    pub fn writes(&self) -> bool {
        !(self.rows.is_empty() && self.of_environment.is_empty())
    }

    /// Writes it. The customer of all calls is known by id and place, people by names and ids.
    pub async fn write(
        &self,
        store: &mut Store,
        channel: Channel,
        (customer, place): &(String, String),
        people: &[(String, String)],
    ) {
        let (mut batch, mut again) = (Batch::default(), Batch::default());
        for (what, row) in &self.rows {
            let words: Vec<&str> = row.split(' ').collect();
            match what.as_str() {
                "run" => {
                    let conversation =
                        ConversationId { channel, place: place.clone().into(), person: customer.clone().into() };
                    let (start, end) = run(store, conversation, &words).await;
                    batch.calls_started.push(start);
                    batch.calls_ended.push(end);
                }
                // Once first, since the store counts those that come again, too, when it numbers them.
                "miss" => {
                    let mut missed = missed(&words);
                    batch.missed.extend(missed.pop());
                    again.missed.extend(missed);
                }
                "tally" => batch.counted.extend(counted(&words)),
                "notice" => batch.notices.push(notice(&words)),
                _ => {
                    let (name, by) = row.split_once(' ').expect("a secret, and who set it");
                    let id = people.iter().find(|(name, _)| name == by).map_or(by, |(_, id)| id);
                    let named = (id != by).then(|| PersonName { channel, id: id.to_owned(), name: by.to_owned() });
                    batch.people.extend(named);
                    secret(store, name, id).await;
                }
            }
        }
        for batch in [batch, again] {
            store.commit(&batch).await.expect("it is written");
        }
        let kept = store.misses(50).await.expect("rows");
        for (_, row) in self.rows.iter().filter(|(what, _)| what == "miss") {
            let number: i64 = row.split(' ').next().and_then(|id| id.parse().ok()).expect("a number");
            assert!(kept.iter().any(|miss| miss.id == number), "the store numbers messages otherwise: {kept:?}");
        }
    }
}

fn then() -> i64 {
    THEN.parse::<Timestamp>().expect("a time").as_millisecond()
}

fn name(word: &str) -> ActionName {
    ActionName::parse(word).expect("an action's name")
}

/// `ID ACTION NUMBER OUTCOME STATUS`; `?` as the outcome waits to be settled, an action that is gone is `-`.
async fn run(store: &mut Store, conversation: ConversationId, words: &[&str]) -> (CallStart, CallEnd) {
    let [id, action, number, outcome, status] = words else { panic!("a run has five words: {words:?}") };
    let id = CallId(id.parse().expect("a number"));
    let actions = store.actions().await.expect("rows");
    let versions = actions.iter().filter(|one| one.name.as_str() == *action).flat_map(|one| &one.versions);
    let version = versions.into_iter().find(|one| one.number.0.to_string() == **number).map(|one| one.id);
    let user = User {
        id: conversation.person.clone(),
        name: CUSTOMER.into(),
        language: Language::English,
        channel: conversation.channel,
    };
    let inputs = called::given().map(|(name, text)| (name, Value::Text(text.unwrap_or("1234").to_owned())));
    let inputs: Values = inputs.into_iter().collect();
    let start = CallStart {
        id,
        conversation,
        version: version.unwrap_or(VersionId(i64::from(u32::MAX))),
        inputs: serde_json::to_string(&inputs).expect("JSON"),
        user: serde_json::to_string(&user).expect("JSON"),
        preview: false,
        repeatable: false,
        started_at_ms: then(),
    };
    let outcome =
        if *outcome == "?" { OutcomeClass::Unknown } else { OutcomeClass::parse(outcome).expect("an outcome") };
    let record = called::record(outcome).map(|record| serde_json::to_string(&record).expect("JSON"));
    let status = status.parse().ok();
    let end = CallEnd { id, outcome, status, duration_ms: 120, ended_at_ms: then() + 120, record };
    (start, end)
}

/// `ID TIMES TEXT`
fn missed(words: &[&str]) -> Vec<Missed> {
    let [_, times, text @ ..] = words else { panic!("a miss has three words: {words:?}") };
    vec![Missed { text: text.join(" "), at_ms: then() }; times.parse().expect("a number")]
}

/// `DAY ACTION HAPPENED [INPUT] TIMES`
fn counted(words: &[&str]) -> Vec<Counted> {
    let [day, action, happened, input @ .., times] = words else { panic!("a tally has four words: {words:?}") };
    let happened = Happened::parse(happened, input.first().unwrap_or(&"")).expect("something that happens");
    let at_ms = format!("{day}T08:30:00Z").parse::<Timestamp>().expect("a day").as_millisecond();
    vec![Counted { action: name(action), happened, at_ms }; times.parse().expect("a number")]
}

/// `KIND ACTION NUMBER`
fn notice(words: &[&str]) -> Notice {
    let [kind, action, number] = words else { panic!("a notice has three words: {words:?}") };
    let of_call = |matter| {
        let found = Found { version: VersionId(1), call: CallId(7), matter };
        serde_json::to_string(&found).expect("JSON")
    };
    let detail = match *kind {
        "failing" => json!({ "outcome": OutcomeClass::Unavailable.as_str() }).to_string(),
        "reply" => of_call(Matter::Reply(ReplyFault::Missing { field: "eta".to_owned() })),
        _ => of_call(Matter::OutcomeUnknown),
    };
    let version = number.parse().ok().map(VersionNumber);
    Notice { kind: (*kind).to_owned(), action: Some(name(action)), version, detail, at_ms: then() }
}

async fn secret(store: &mut Store, name: &str, by: &str) {
    let entry = AuditEntry {
        at_ms: then(),
        who: by.to_owned(),
        place: "scene".to_owned(),
        verb: "secret".to_owned(),
        action: None,
        versions: Vec::new(),
        detail: json!({ "secret": name, "what": "set" }).to_string(),
    };
    let key = store.unlock(None).await.expect("a key");
    let name = SecretName::parse(name).expect("a secret's name");
    store.set_secret(&key, &name, b"a value of the scene", &entry).await.expect("it is set");
}
