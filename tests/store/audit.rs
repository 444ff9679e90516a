//! The audit: rows are only added, and whoever goes round the schema is found out.

use errand::store::{AuditEntry, AuditVerdict, Batch, Store};
use sqlx::{AssertSqlSafe, Executor};
use tempfile::TempDir;

use crate::sample::{entry, name, raw, store};

async fn with_rows(count: usize) -> (TempDir, Store) {
    let (dir, mut store) = store().await;
    let audit = (0..count).map(|n| AuditEntry { detail: format!("{{\"n\":{n}}}"), ..entry("publish") }).collect();
    store.commit(&Batch { audit, ..Batch::default() }).await.expect("it is written");
    (dir, store)
}

#[tokio::test]
async fn entries_come_back_newest_first() {
    let (_dir, mut store) = with_rows(3).await;
    let other = AuditEntry { action: None, verb: "secret_set".to_owned(), ..entry("x") };
    store.commit(&Batch { audit: vec![other.clone()], ..Batch::default() }).await.expect("it is written");
    let rows = store.audit(None, 2).await.expect("it reads");
    assert_eq!((rows[0].id, &rows[0].entry), (4, &other));
    assert_eq!(rows[1].entry.detail, "{\"n\":2}");
    let of_action = store.audit(Some(&name("order-status")), 10).await.expect("it reads");
    assert_eq!(of_action.iter().map(|row| row.id).collect::<Vec<_>>(), [3, 2, 1]);
}

#[tokio::test]
async fn an_untouched_audit_is_whole() {
    let (_dir, mut store) = store().await;
    assert!(matches!(store.verify_audit().await, Ok(AuditVerdict::Whole { rows: 0, .. })));
    let (_dir, mut store) = with_rows(2_500).await;
    assert!(matches!(store.verify_audit().await, Ok(AuditVerdict::Whole { rows: 2_500, .. })));
}

#[tokio::test]
async fn the_schema_only_lets_rows_be_added() {
    let (dir, _store) = with_rows(3).await;
    let mut raw = raw(dir.path()).await;
    for sql in [
        "UPDATE audit SET who = 'nobody'",
        "DELETE FROM audit WHERE id = 3",
        "INSERT OR REPLACE INTO audit SELECT 2, at, 'nobody', place, verb, action, versions, detail, hash FROM audit WHERE id = 2",
        "INSERT INTO audit SELECT 0, at, who, place, verb, action, versions, detail, hash FROM audit WHERE id = 2",
    ] {
        let refused = raw.execute(sql).await.expect_err(sql);
        assert!(refused.to_string().contains("append-only"), "{sql}: {refused}");
    }
}

#[tokio::test]
async fn tampering_is_found() {
    for (tampering, broken) in [
        ("UPDATE audit SET who = 'nobody' WHERE id = 2", 2),
        ("UPDATE audit SET action = NULL WHERE id = 3", 3),
        ("UPDATE audit SET at = at + 1 WHERE id = 1", 1),
        ("DELETE FROM audit WHERE id = 2", 2),
        ("DELETE FROM audit WHERE id = 1; UPDATE audit SET id = id - 1", 1),
        ("DELETE FROM audit WHERE id = 4", 4),
        ("UPDATE audit SET hash = zeroblob(32) WHERE id = 4", 4),
    ] {
        let (dir, mut store) = with_rows(4).await;
        let sql = format!("DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; {tampering}");
        raw(dir.path()).await.execute(AssertSqlSafe(sql)).await.expect("the triggers are gone");
        let verdict = store.verify_audit().await.expect("it reads");
        assert_eq!(verdict, AuditVerdict::BrokenAt { id: broken }, "{tampering}");
    }
}

#[tokio::test]
async fn a_cut_off_end_is_found_also_after_more_was_written() {
    let (dir, mut store) = with_rows(4).await;
    let sql = "DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE id = 4";
    raw(dir.path()).await.execute(sql).await.expect("the trigger is gone");
    store.commit(&Batch { audit: vec![entry("x")], ..Batch::default() }).await.expect("it is written");
    assert_eq!(store.verify_audit().await.expect("it reads"), AuditVerdict::BrokenAt { id: 4 });
}
