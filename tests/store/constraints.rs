//! Rules that the schema itself holds, whoever writes to the file.

use errand::domain::version::VersionState;
use sqlx::{AssertSqlSafe, Executor, SqliteConnection};
use tempfile::TempDir;

use crate::sample::{raw, store};

/// Action 1 has a version in every state but draft, and a draft; action 2 has only a draft.
const SAMPLE: &str = "
    INSERT INTO action (id, name, created_at, created_by) VALUES (1, 'a', 1, 'x'), (2, 'b', 1, 'x');
    INSERT INTO version (id, action_id, number, definition, created_at, created_by) VALUES (11, 1, 1, 'd', 1, 'x');
    UPDATE version SET state = 'published', published_at = 2, published_by = 'x' WHERE id = 11;
    UPDATE version SET state = 'superseded', ended_at = 3, ended_by = 'x' WHERE id = 11;
    INSERT INTO version (id, action_id, number, definition, created_at, created_by) VALUES (12, 1, 2, 'd', 1, 'x');
    UPDATE version SET state = 'published', published_at = 2, published_by = 'x' WHERE id = 12;
    UPDATE version SET state = 'withdrawn', ended_at = 3, ended_by = 'x' WHERE id = 12;
    INSERT INTO version (id, action_id, number, definition, created_at, created_by) VALUES (13, 1, 3, 'd', 1, 'x');
    UPDATE version SET state = 'published', published_at = 2, published_by = 'x' WHERE id = 13;
    INSERT INTO version (id, action_id, number, definition, created_at, created_by) VALUES (14, 1, 4, 'd', 1, 'x');
    INSERT INTO version (id, action_id, number, definition, created_at, created_by) VALUES (21, 2, 1, 'd', 1, 'x');
    INSERT INTO call (id, channel, place, person, version_id, preview, repeatable, inputs, customer, started_at)
        VALUES ('c1', 'console', '', 'ann', 13, 0, 1, '{}', '{}', 1), ('c2', 'console', '', 'ann', 13, 0, 1, '{}', '{}', 1);
    UPDATE call SET state = 'done', inputs = NULL, customer = NULL, outcome = 'succeeded', ended_at = 2 WHERE id = 'c2';
";

async fn sample() -> (TempDir, SqliteConnection) {
    let (dir, store) = store().await;
    store.close().await.expect("it closes");
    let mut raw = raw(dir.path()).await;
    raw.execute(SAMPLE).await.expect("the sample keeps every rule");
    (dir, raw)
}

async fn refusal(raw: &mut SqliteConnection, sql: String) -> Option<String> {
    raw.execute("SAVEPOINT attempt").await.expect("it begins");
    let result = raw.execute(AssertSqlSafe(sql)).await;
    raw.execute("ROLLBACK TO attempt; RELEASE attempt").await.expect("it ends");
    result.err().map(|error| error.to_string())
}

#[tokio::test]
async fn forbidden_changes_are_refused() {
    let (_dir, mut raw) = sample().await;
    let draft = "INSERT INTO version (action_id, number, definition, created_at, created_by)";
    let forbidden = [
        ("UNIQUE", "INSERT INTO action (name, created_at, created_by) VALUES ('a', 1, 'x')".to_owned()),
        ("UNIQUE", format!("{draft} VALUES (1, 5, 'd', 1, 'x')")), // a second draft
        ("numbered", format!("{draft} VALUES (1, 4, 'd', 1, 'x')")),
        ("numbered", format!("{draft} VALUES (1, 9, 'd', 1, 'x')")),
        ("numbered", format!("{draft} VALUES (2, 0, 'd', 1, 'x')")),
        ("FOREIGN KEY", format!("{draft} VALUES (99, 1, 'd', 1, 'x')")),
        ("begins as a draft", draft.replace("created_by)", "created_by, state, published_at, published_by)")
            + " VALUES (2, 2, 'd', 1, 'x', 'published', 2, 'x')"),
        ("UNIQUE", "UPDATE version SET state = 'published', published_at = 5, published_by = 'x' WHERE id = 14".to_owned()),
        ("only a draft can", "UPDATE version SET definition = 'other' WHERE id = 11".to_owned()),
        ("only a draft can", "UPDATE version SET definition = 'other' WHERE id = 12".to_owned()),
        ("only a draft can", "UPDATE version SET definition = 'other' WHERE id = 13".to_owned()),
        ("only a draft can", "UPDATE version SET definition = 'other', lock = lock + 1, state = 'published', published_at = 5, published_by = 'x' WHERE id = 21".to_owned()),
        ("only a draft can", "UPDATE version SET definition = 'other' WHERE id = 14".to_owned()),
        ("only a draft can", "UPDATE version SET definition = 'other', lock = lock + 2 WHERE id = 14".to_owned()),
        ("only a draft can", "UPDATE version SET lock = lock + 1 WHERE id = 13".to_owned()),
        ("keeps its action", "UPDATE version SET number = 7 WHERE id = 14".to_owned()),
        ("keeps its action", "UPDATE version SET action_id = 2 WHERE id = 11".to_owned()),
        ("keeps its action", "UPDATE version SET id = 77 WHERE id = 14".to_owned()),
        ("keeps its action", "UPDATE version SET created_by = 'y' WHERE id = 14".to_owned()),
        ("stays on record", "UPDATE version SET published_by = 'y' WHERE id = 13".to_owned()),
        ("stays on record", "UPDATE version SET ended_at = 9 WHERE id = 12".to_owned()),
        ("keeps its id", "UPDATE action SET id = 7 WHERE id = 2".to_owned()),
        ("CHECK", "UPDATE version SET state = 'withdrawn' WHERE id = 13".to_owned()), // by whom?
        ("CHECK", "UPDATE version SET state = 'published' WHERE id = 21".to_owned()),
        ("cannot be deleted", "DELETE FROM version WHERE id = 11".to_owned()),
        ("cannot be deleted", "DELETE FROM version WHERE id = 12".to_owned()),
        ("cannot be deleted", "DELETE FROM version WHERE id = 13".to_owned()),
        ("cannot be deleted", "DELETE FROM action WHERE id = 1".to_owned()),
        ("begins as sending", "INSERT INTO call (id, channel, place, person, version_id, preview, repeatable, state, started_at, ended_at, outcome) SELECT 'c3', channel, place, person, version_id, preview, repeatable, state, started_at, ended_at, outcome FROM call WHERE id = 'c2'".to_owned()),
        ("UNIQUE", "INSERT INTO call SELECT * FROM call WHERE id = 'c1'".to_owned()),
        ("done does not change", "UPDATE call SET state = 'sending', inputs = '{}', customer = '{}', outcome = NULL, ended_at = NULL WHERE id = 'c2'".to_owned()),
        ("being sent", "DELETE FROM call WHERE id = 'c1'".to_owned()),
        ("CHECK", "UPDATE call SET state = 'done', outcome = 'succeeded', ended_at = 2 WHERE id = 'c1'".to_owned()), // values stay
        ("CHECK", "UPDATE call SET inputs = NULL WHERE id = 'c1'".to_owned()),
        ("CHECK", "UPDATE call SET state = 'lost' WHERE id = 'c1'".to_owned()),
    ];
    for (reason, sql) in forbidden {
        let refused = refusal(&mut raw, sql.clone()).await;
        let refused = refused.unwrap_or_else(|| panic!("allowed: {sql}"));
        assert!(refused.contains(reason), "{sql}: {refused}");
    }
}

#[tokio::test]
async fn allowed_changes_go_through() {
    let (_dir, mut raw) = sample().await;
    for sql in [
        "UPDATE version SET definition = 'other', lock = lock + 1 WHERE id = 14",
        "UPDATE version SET lock = lock + 1 WHERE id = 14",
        "DELETE FROM version WHERE id = 14",
        "DELETE FROM action WHERE id = 2",
        "UPDATE version SET state = 'withdrawn', ended_at = 9, ended_by = 'x' WHERE id = 13; DELETE FROM action WHERE id = 1",
        "UPDATE action SET name = 'c' WHERE id = 1",
        "UPDATE call SET state = 'unknown', outcome = 'unknown', ended_at = 2 WHERE id = 'c1'; DELETE FROM call",
    ] {
        assert_eq!(refusal(&mut raw, sql.to_owned()).await, None, "{sql}");
    }
}

#[tokio::test]
async fn only_three_transitions_exist() {
    let (_dir, mut raw) = sample().await;
    let (draft, published) = (VersionState::Draft, VersionState::Published);
    let (superseded, withdrawn) = (VersionState::Superseded, VersionState::Withdrawn);
    for (from, id) in [(superseded, 11), (withdrawn, 12), (published, 13), (draft, 21)] {
        for to in VersionState::ALL {
            if from == to {
                continue;
            }
            let was_published = if to == draft { "NULL" } else { "coalesce(published_at, 5)" };
            let has_ended = if to == superseded || to == withdrawn { "coalesce(ended_at, 6)" } else { "NULL" };
            let sql = format!(
                "UPDATE version SET state = '{}', published_at = {was_published}, ended_at = {has_ended},
                     published_by = iif({was_published} IS NULL, NULL, 'x'), ended_by = iif({has_ended} IS NULL, NULL, 'x')
                 WHERE id = {id}",
                to.as_str()
            );
            let refused = refusal(&mut raw, sql).await;
            let allowed = matches!(
                (from, to),
                (VersionState::Draft, VersionState::Published)
                    | (VersionState::Published, VersionState::Superseded | VersionState::Withdrawn)
            );
            assert_eq!(refused.is_none(), allowed, "{from:?} to {to:?}: {refused:?}");
        }
    }
}
