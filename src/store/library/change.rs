//! Changing the library: each change looks, inside its transaction, whether the library still is as it was
//! when the change was planned, and is refused otherwise.

use sqlx::{SqliteConnection, query, query_as, query_scalar};

use crate::domain::change::Change;
use crate::domain::version::{ActionId, VersionId, VersionNumber};
use crate::store::audit::{self, AuditEntry};
use crate::store::{Batch, Conflict, Store, StoreError};

/// A change with its entry in the audit, which also says who and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is to change.
    pub change: Change,
    /// Who changes it.
    pub audit: AuditEntry,
    /// Publishes the draft that the change has made, in the same transaction; with its own audit entry.
    /// Nothing to publish comes of `Publish`, `Unpublish` and `Delete`.
    pub publish: Option<AuditEntry>,
}

/// What a change has led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// The action.
    pub action: ActionId,
    /// The version that was made, changed, published or withdrawn; none when the action was deleted.
    pub version: Option<(VersionId, VersionNumber)>,
    /// The version that customers got before and do not get any more.
    pub ended: Option<VersionId>,
}

impl Store {
    /// Applies changes in order, together with what else belongs to them (the event that asked for them, the
    /// answer that is owed): all of it, or nothing.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the library has moved on since the changes were planned.
    pub async fn apply(&mut self, edits: &[Edit], batch: &Batch) -> Result<Vec<Applied>, StoreError> {
        self.greatest.note(&batch.seen);
        let connection = self.begin().await?;
        let applied = apply_all(connection, edits, batch).await;
        self.end(applied).await
    }
}

async fn apply_all(
    connection: &mut SqliteConnection,
    edits: &[Edit],
    batch: &Batch,
) -> Result<Vec<Applied>, StoreError> {
    let mut all = Vec::with_capacity(edits.len());
    for edit in edits {
        let mut applied = apply(connection, &edit.change, &edit.audit).await?;
        audit::append(connection, std::slice::from_ref(&edit.audit)).await?;
        if let (Some(entry), Some((_, number))) = (&edit.publish, applied.version) {
            applied = publish(connection, applied.action, number, None, entry).await?;
            audit::append(connection, std::slice::from_ref(entry)).await?;
        }
        all.push(applied);
    }
    batch.write(connection).await?;
    Ok(all)
}

async fn apply(connection: &mut SqliteConnection, change: &Change, by: &AuditEntry) -> Result<Applied, StoreError> {
    match change {
        Change::Create { name, definition } => {
            let action: Option<i64> = query_scalar(
                "INSERT INTO action (name, created_at, created_by) VALUES (?1, ?2, ?3)
                 ON CONFLICT (name) DO NOTHING RETURNING id",
            )
            .bind(name.as_str())
            .bind(by.at_ms)
            .bind(&by.who)
            .fetch_optional(&mut *connection)
            .await?;
            let action = ActionId(action.ok_or(Conflict::NameTaken)?);
            insert_draft(connection, action, VersionNumber(1), definition, None, by).await
        }
        Change::StartDraft { action, number, definition, from } => {
            start_draft(connection, *action, *number, definition, *from, by).await
        }
        Change::Redraft { action, number, lock, definition } => {
            redraft(connection, (*action, *number, *lock), definition, by).await
        }
        Change::Publish { action, number, lock } => publish(connection, *action, *number, Some(*lock), by).await,
        Change::Unpublish { action, number } => unpublish(connection, *action, *number, by).await,
        Change::Delete { action } => delete(connection, *action).await,
    }
}

async fn start_draft(
    connection: &mut SqliteConnection,
    action: ActionId,
    number: VersionNumber,
    definition: &str,
    from: Option<VersionNumber>,
    by: &AuditEntry,
) -> Result<Applied, StoreError> {
    let (highest, drafts): (u32, u32) = query_as(
        "SELECT coalesce(max(number), 0), coalesce(sum(state = 'draft'), 0) FROM version WHERE action_id = ?1",
    )
    .bind(action.0)
    .fetch_one(&mut *connection)
    .await?;
    if highest == 0 {
        return Err(Conflict::Gone.into());
    }
    if drafts > 0 {
        return Err(Conflict::DraftExists.into());
    }
    if number.0 != highest + 1 {
        return Err(Conflict::OutOfOrder.into());
    }
    insert_draft(connection, action, number, definition, from, by).await
}

async fn insert_draft(
    connection: &mut SqliteConnection,
    action: ActionId,
    number: VersionNumber,
    definition: &str,
    from: Option<VersionNumber>,
    by: &AuditEntry,
) -> Result<Applied, StoreError> {
    let id: i64 = query_scalar(
        "INSERT INTO version (action_id, number, definition, copied_from, created_at, created_by)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6) RETURNING id",
    )
    .bind(action.0)
    .bind(number.0)
    .bind(definition)
    .bind(from.map(|from| from.0))
    .bind(by.at_ms)
    .bind(&by.who)
    .fetch_one(connection)
    .await?;
    Ok(Applied { action, version: Some((VersionId(id), number)), ended: None })
}

async fn redraft(
    connection: &mut SqliteConnection,
    (action, number, lock): (ActionId, VersionNumber, u32),
    definition: &str,
    by: &AuditEntry,
) -> Result<Applied, StoreError> {
    let id = draft(connection, action, number, Some(lock)).await?;
    query("UPDATE version SET definition = ?2, lock = lock + 1, changed_at = ?3, changed_by = ?4 WHERE id = ?1")
        .bind(id.0)
        .bind(definition)
        .bind(by.at_ms)
        .bind(&by.who)
        .execute(connection)
        .await?;
    Ok(Applied { action, version: Some((id, number)), ended: None })
}

/// Without a lock number, the draft is one that this transaction has made.
async fn publish(
    connection: &mut SqliteConnection,
    action: ActionId,
    number: VersionNumber,
    lock: Option<u32>,
    by: &AuditEntry,
) -> Result<Applied, StoreError> {
    let id = draft(connection, action, number, lock).await?;
    let ended: Option<i64> = query_scalar(
        "UPDATE version SET state = 'superseded', ended_at = ?2, ended_by = ?3
         WHERE action_id = ?1 AND state = 'published' RETURNING id",
    )
    .bind(action.0)
    .bind(by.at_ms)
    .bind(&by.who)
    .fetch_optional(&mut *connection)
    .await?;
    query("UPDATE version SET state = 'published', published_at = ?2, published_by = ?3 WHERE id = ?1")
        .bind(id.0)
        .bind(by.at_ms)
        .bind(&by.who)
        .execute(connection)
        .await?;
    Ok(Applied { action, version: Some((id, number)), ended: ended.map(VersionId) })
}

async fn unpublish(
    connection: &mut SqliteConnection,
    action: ActionId,
    number: VersionNumber,
    by: &AuditEntry,
) -> Result<Applied, StoreError> {
    let id: Option<i64> = query_scalar(
        "UPDATE version SET state = 'withdrawn', ended_at = ?3, ended_by = ?4
         WHERE action_id = ?1 AND number = ?2 AND state = 'published' RETURNING id",
    )
    .bind(action.0)
    .bind(number.0)
    .bind(by.at_ms)
    .bind(&by.who)
    .fetch_optional(connection)
    .await?;
    let id = VersionId(id.ok_or(Conflict::NotPublished)?);
    Ok(Applied { action, version: Some((id, number)), ended: Some(id) })
}

async fn delete(connection: &mut SqliteConnection, action: ActionId) -> Result<Applied, StoreError> {
    let published: bool =
        query_scalar("SELECT EXISTS (SELECT 1 FROM version WHERE action_id = ?1 AND state = 'published')")
            .bind(action.0)
            .fetch_one(&mut *connection)
            .await?;
    if published {
        return Err(Conflict::StillPublished.into());
    }
    let deleted = query("DELETE FROM action WHERE id = ?1").bind(action.0).execute(connection).await?;
    if deleted.rows_affected() == 0 {
        return Err(Conflict::Gone.into());
    }
    Ok(Applied { action, version: None, ended: None })
}

/// The draft, when it still is one and nobody has changed it since `lock` was shown.
async fn draft(
    connection: &mut SqliteConnection,
    action: ActionId,
    number: VersionNumber,
    lock: Option<u32>,
) -> Result<VersionId, StoreError> {
    let found: Option<(i64, bool, u32)> =
        query_as("SELECT id, state = 'draft', lock FROM version WHERE action_id = ?1 AND number = ?2")
            .bind(action.0)
            .bind(number.0)
            .fetch_optional(connection)
            .await?;
    let (id, is_draft, current) = found.ok_or(Conflict::Gone)?;
    if !is_draft {
        return Err(Conflict::NotDraft.into());
    }
    if lock.is_some_and(|shown| shown != current) {
        return Err(Conflict::Changed.into());
    }
    Ok(VersionId(id))
}
