//! Opening: one process at a time, private files, safe settings.

use errand::store::{Batch, Store, StoreError};
use sqlx::{Connection, query, query_scalar};

use crate::sample::{conversation, raw, state, store};

#[tokio::test]
async fn a_second_opener_is_refused_with_the_reason() {
    let (dir, store) = store().await;
    let second = Store::open(dir.path()).await.err().expect("the store is in use");
    assert!(matches!(second, StoreError::InUse { .. }), "{second:?}");
    assert!(second.to_string().contains("another Errand process is using"), "{second}");
    store.close().await.expect("it closes");
    Store::open(dir.path()).await.expect("the lock went with the store");
}

#[tokio::test]
async fn closing_leaves_one_file_with_everything() {
    let (dir, mut store) = store().await;
    let batch = Batch { conversations: vec![state("ann", "{}", None)], ..Batch::default() };
    store.commit(&batch).await.expect("it is written");
    store.close().await.expect("it closes");
    assert!(!dir.path().join("errand.db-wal").exists());
    let mut store = Store::open(dir.path()).await.expect("it opens again");
    let found = store.conversations(&[conversation("ann")]).await.expect("it reads");
    assert_eq!(found.len(), 1);
}

#[tokio::test]
async fn a_store_of_a_later_release_is_left_alone() {
    let (dir, store) = store().await;
    store.close().await.expect("it closes");
    let mut raw = raw(dir.path()).await;
    query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
           VALUES (9999, 'later', true, x'00', 0)",
    )
    .execute(&mut raw)
    .await
    .expect("the table is there");
    raw.close().await.expect("it closes");
    let refused = Store::open(dir.path()).await.err().expect("the schema is unknown");
    assert!(matches!(refused, StoreError::Newer { version: 9999 }), "{refused:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn files_are_for_this_user_only() {
    use std::os::unix::fs::MetadataExt;

    let outer = tempfile::tempdir().expect("there is room for a directory");
    let dir = outer.path().join("data");
    let mut store = Store::open(&dir).await.expect("it is made");
    store.commit(&Batch::default()).await.expect("it is written");
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("it is there").mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    assert_eq!(mode(&dir.join("errand.db")), 0o600);
    assert_eq!(mode(&dir.join("errand.db-wal")), 0o600);
}

#[tokio::test]
async fn the_file_is_whole_and_keeps_its_log() {
    let (dir, _store) = store().await;
    let mut raw = raw(dir.path()).await;
    let mode: String = query_scalar("PRAGMA journal_mode").fetch_one(&mut raw).await.expect("it reads");
    assert_eq!(mode, "wal");
    let whole: String = query_scalar("PRAGMA integrity_check").fetch_one(&mut raw).await.expect("it reads");
    assert_eq!(whole, "ok");
}
