//! A store of any earlier release opens, and what was in it can still be read.
//!
//! Every migration has rows of its time in `tests/migrations/NNNN_sample.sql`; they never change either.

use std::path::Path;

use errand::domain::conversation::Channel;
use errand::domain::version::VersionState;
use errand::store::{AuditVerdict, Store};
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Executor};

use crate::sample::{conversation, name};

async fn files() -> Migrator {
    Migrator::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").as_path()).await.expect("they read")
}

/// A store as the release with migrations up to `last` left it.
async fn store_of(dir: &Path, last: i64) {
    let options = SqliteConnectOptions::new().filename(dir.join("errand.db")).create_if_missing(true);
    let mut raw = options.journal_mode(SqliteJournalMode::Wal).connect().await.expect("it is made");
    for migration in 1..=last {
        files().await.run_to(migration, &mut raw).await.expect("it applies");
        let sample = format!("{}/tests/migrations/{migration:04}_sample.sql", env!("CARGO_MANIFEST_DIR"));
        let sample = std::fs::read_to_string(&sample).expect("every migration has its sample");
        raw.execute(AssertSqlSafe(sample)).await.expect("the sample fits the schema of its time");
    }
    raw.close().await.expect("it closes");
}

#[tokio::test]
async fn every_earlier_store_opens_with_its_rows() {
    let migrations = files().await;
    let newest = migrations.iter().map(|migration| migration.version).max().expect("there is one");
    for last in 1..=newest {
        let dir = tempfile::tempdir().expect("there is room for a directory");
        store_of(dir.path(), last).await;
        let mut store = Store::open(dir.path()).await.expect("it migrates");
        reads_the_first_sample(&mut store).await;
        reads_what_was_in_the_journal(&mut store, last).await;
        store.close().await.expect("it closes");
        Store::open(dir.path()).await.expect("it opens again");
    }
}

async fn reads_the_first_sample(store: &mut Store) {
    let actions = store.actions().await.expect("it reads");
    let states: Vec<_> = actions[0].versions.iter().map(|version| version.state).collect();
    assert_eq!(actions[0].name, name("order-status"));
    assert_eq!(states, [VersionState::Superseded, VersionState::Published, VersionState::Draft]);
    assert_eq!(actions[1].versions[0].state, VersionState::Withdrawn);
    let old = actions[0].versions[0].id;
    assert_eq!(store.definitions(&[old]).await.expect("it reads")[&old].definition, "name = \"order-status\"");

    let found = store.conversations(&[conversation("ann")]).await.expect("it reads");
    assert_eq!(&*found[&conversation("ann")].state, r#"{"session":null}"#);
    assert_eq!(store.next_wake().await.expect("it reads"), Some(1_700_000_900_000));
    let asked = [(Channel::Telegram, "812".to_owned())];
    assert_eq!(store.seen_among(&asked).await.expect("it reads").len(), 1);
    assert_eq!(store.channel_state(Channel::Telegram, "offset").await.expect("it reads").as_deref(), Some("813"));
    assert_eq!(store.max_outbox_id().await.expect("it reads"), 5);
    assert_eq!(store.pending(Channel::Telegram, 0, 10).await.expect("it reads").len(), 1);
    assert_eq!(store.buttons(&["k3J9"]).await.expect("it reads").len(), 1);
    assert_eq!(store.calls_in_flight().await.expect("it reads").len(), 1);
    assert_eq!(store.calls_unknown().await.expect("it reads").len(), 1);
    assert_eq!(store.unseen_notices(10).await.expect("it reads").len(), 1);
    assert_eq!(store.secrets().await.expect("it reads").len(), 1);
    assert_eq!(store.audit(None, 10).await.expect("it reads").len(), 2);
    assert!(matches!(store.verify_audit().await.expect("it reads"), AuditVerdict::Whole { rows: 2, .. }));
}

/// Releases with schema 5 and 6 wrote JSON, which one with schema 7 may find beside its own rows.
async fn reads_what_was_in_the_journal(store: &mut Store, last: i64) {
    let asked = [(5, "900"), (7, "901")].map(|(since, event)| (since, (Channel::Telegram, event.to_owned())));
    let expected = asked.iter().filter(|(since, _)| *since <= last).map(|(_, event)| event.clone()).collect();
    let found = store.seen_among(&asked.map(|(_, event)| event)).await.expect("it reads");
    assert_eq!(found, expected, "schema {last}");
}
