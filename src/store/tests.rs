//! What only the store's inside can bring about: a full disk, a dropped future, an old state of affairs.

use std::future::Future;
use std::task::{Context, Waker};

use sqlx::{Executor, query_scalar};

use super::{Batch, ConversationRow, Route, Seen, Store, StoreError};
use crate::domain::conversation::{Channel, ConversationId};

fn id(person: &str) -> ConversationId {
    ConversationId { channel: Channel::Console, place: "".into(), person: person.into() }
}

fn batch(person: &str, bytes: usize) -> Batch {
    let state = Some("x".repeat(bytes).into());
    Batch {
        conversations: vec![ConversationRow { id: id(person), state, wake_at_ms: None, route: Route::default() }],
        ..Batch::default()
    }
}

async fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().expect("there is room for a directory");
    let store = Store::open(dir.path()).await.expect("a new store opens");
    (dir, store)
}

/// Rows go in pieces of 1, 8, 64 and 256, filled up.
#[tokio::test]
async fn any_number_of_rows_is_written_and_no_more() {
    let (_dir, mut store) = store().await;
    let mut all = 0;
    for number in [0, 1, 2, 7, 8, 9, 63, 64, 65, 72, 73, 128, 200, 255, 256, 257, 330] {
        let row = |row| Seen { channel: Channel::Telegram, event: format!("{number}/{row}"), at_ms: 1 };
        let seen: Vec<_> = (0..number).map(row).collect();
        let delivered = (0..i64::from(number)).collect();
        store.commit(&Batch { seen, delivered, ..Batch::default() }).await.expect("it is written");
        all += number;
        let found: i32 =
            query_scalar("SELECT count(*) FROM seen").fetch_one(&mut store.connection).await.expect("it reads");
        assert_eq!(found, all, "{number} more");
    }
}

#[tokio::test]
async fn a_full_disk_is_told_apart_and_survived() {
    let (_dir, mut store) = store().await;
    store.connection.execute("PRAGMA max_page_count = 70").await.expect("it is set");
    let full = store.commit(&batch("ann", 1_000_000)).await.expect_err("there are only 70 pages");
    assert!(full.is_out_of_space() && full.is_disk_trouble(), "{full:?}");
    store.commit(&batch("bob", 10)).await.expect("there is room for this");
    store.connection.execute("PRAGMA max_page_count = 1000000").await.expect("it is set");
    store.commit(&batch("ann", 1_000_000)).await.expect("there is room now");
    assert_eq!(store.conversations(&[id("ann"), id("bob")]).await.expect("it reads").len(), 2);
}

#[tokio::test]
async fn a_commit_that_was_dropped_half_way_is_undone() {
    let (_dir, mut store) = store().await;
    // Dropped after one, two, three … of the points where a commit waits.
    for polls in 1..200 {
        let person = polls.to_string();
        let batch = batch(&person, 10);
        let mut commit = Box::pin(store.commit(&batch));
        let finished = (0..polls).any(|_| {
            let ready = commit.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready();
            std::thread::yield_now();
            ready
        });
        drop(commit);
        store.commit(&self::batch("other", 10)).await.expect("the store can be used on");
        let there = store.conversations(&[id(&person)]).await.expect("it reads").len();
        assert!(there == 1 || !finished, "what was confirmed is there");
    }
}

#[tokio::test]
async fn the_connection_is_set_up_for_safety() {
    let (_dir, mut store) = store().await;
    for (pragma, expected) in [
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("secure_delete", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("wal_autocheckpoint", 4_000),
        ("busy_timeout", 5_000),
    ] {
        let sql = sqlx::AssertSqlSafe(format!("PRAGMA {pragma}"));
        let found: i64 = query_scalar(sql).fetch_one(&mut store.connection).await.expect("it reads");
        assert_eq!(found, expected, "{pragma}");
    }
}

#[tokio::test]
async fn a_directory_that_cannot_be_made_is_named() {
    let (dir, _store) = store().await;
    let below_a_file = dir.path().join("errand.db").join("data");
    let refused = Store::open(&below_a_file).await.err().expect("a file is no directory");
    assert!(matches!(&refused, StoreError::File { path, .. } if *path == below_a_file), "{refused:?}");
}
