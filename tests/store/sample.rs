//! Rows to write, and a second look at the file from outside the store.

use std::path::Path;

use errand::domain::action::ActionName;
use errand::domain::change::Change;
use errand::domain::conversation::{Channel, ConversationId};
use errand::domain::id::CallId;
use errand::domain::version::{ActionId, VersionId, VersionNumber};
use errand::store::{AuditEntry, Batch, CallStart, ConversationRow, Delivery, Edit, Route, Seen, Store};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use tempfile::TempDir;

pub async fn store() -> (TempDir, Store) {
    let dir = tempfile::tempdir().expect("there is room for a directory");
    let store = Store::open(dir.path()).await.expect("a new store opens");
    (dir, store)
}

pub async fn reopened(dir: &TempDir, store: Store) -> Store {
    drop(store);
    // sqlx closes the file on a thread of its own; until then the lock is free but the log may be in use.
    Store::open(dir.path()).await.expect("the store opens again")
}

/// The database beside the store, as a shell on the same machine sees it.
pub async fn raw(dir: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(dir.join("errand.db")).foreign_keys(true);
    options.connect().await.expect("the file opens")
}

pub fn conversation(person: &str) -> ConversationId {
    ConversationId { channel: Channel::Telegram, place: "-100/7".into(), person: person.into() }
}

pub fn state(person: &str, state: &str, wake_at_ms: Option<i64>) -> ConversationRow {
    ConversationRow { id: conversation(person), state: Some(state.into()), wake_at_ms, route: Route::default() }
}

pub fn seen(event: &str, at_ms: i64) -> Seen {
    Seen { channel: Channel::Telegram, event: event.to_owned(), at_ms }
}

pub fn delivery(id: i64, person: &str) -> Delivery {
    let payload = format!(r#"{{"text":"answer {id}"}}"#);
    Delivery { id, conversation: conversation(person), payload, created_at_ms: 1_000 + id, attempts: 0 }
}

pub fn call(id: u128, version: VersionId) -> CallStart {
    CallStart {
        id: CallId(id),
        conversation: conversation("ann"),
        version,
        inputs: r#"{"order_number":"104233"}"#.to_owned(),
        user: r#"{"id":"ann"}"#.to_owned(),
        preview: false,
        repeatable: true,
        started_at_ms: 5_000,
    }
}

pub fn entry(verb: &str) -> AuditEntry {
    AuditEntry {
        at_ms: 1_700_000_000_000,
        who: "admin 7".to_owned(),
        place: "telegram/-100".to_owned(),
        verb: verb.to_owned(),
        action: Some(name("order-status")),
        versions: vec![VersionNumber(1)],
        detail: "{}".to_owned(),
    }
}

pub fn name(text: &str) -> ActionName {
    ActionName::parse(text).expect("it is a name")
}

pub fn edit(change: Change) -> Edit {
    Edit { change, audit: entry("change"), publish: None }
}

pub fn create(action: &str, definition: &str) -> Edit {
    edit(Change::Create { name: name(action), definition: definition.to_owned() })
}

pub fn published(edit: Edit) -> Edit {
    Edit { publish: Some(entry("publish")), ..edit }
}

/// Applies one change that is expected to go through.
pub async fn applied(store: &mut Store, edit: Edit) -> (ActionId, Option<VersionId>) {
    let applied = store.apply(&[edit], &Batch::default()).await.expect("the change fits the library");
    (applied[0].action, applied[0].version.map(|(id, _)| id))
}
