//! Conversations: the engine's state of each, as JSON that only the engine reads, and when to wake it.

use std::collections::HashMap;

use sqlx::{SqliteConnection, query_as, query_scalar};

use super::rows::{columns, conversation, json, write};
use super::{Store, StoreError};
use crate::domain::conversation::ConversationId;

/// What becomes of a conversation. A batch holds at most one row of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConversationRow {
    /// Which.
    pub id: ConversationId,
    /// Its state from now on; `None` forgets the conversation.
    pub state: Option<String>,
    /// When it is due without a new event, in ms since 1970.
    pub wake_at_ms: Option<i64>,
}

impl Store {
    /// The states of those conversations that exist.
    pub async fn conversations(
        &mut self,
        ids: &[ConversationId],
    ) -> Result<HashMap<ConversationId, String>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        // CROSS JOIN keeps SQLite from reading all conversations first.
        let found: Vec<(u32, String)> = query_as(
            "SELECT wanted.key, state FROM json_each(?1) AS wanted CROSS JOIN conversation
             WHERE channel = wanted.value ->> 0 AND place = wanted.value ->> 1 AND person = wanted.value ->> 2",
        )
        .bind(json(ids.iter().map(columns))?)
        .fetch_all(self.connection().await?)
        .await?;
        let state_of = |(index, state)| Some((ids.get(usize::try_from(index).ok()?)?.clone(), state));
        Ok(found.into_iter().filter_map(state_of).collect())
    }

    /// Conversations that are due at `now_ms`, longest waiting first, at most `limit`.
    pub async fn due(&mut self, now_ms: i64, limit: u32) -> Result<Vec<ConversationId>, StoreError> {
        let found: Vec<(String, String, String)> = query_as(
            "SELECT channel, place, person FROM conversation WHERE wake_at <= ?1 ORDER BY wake_at, id LIMIT ?2",
        )
        .bind(now_ms)
        .bind(limit)
        .fetch_all(self.connection().await?)
        .await?;
        let id = |(channel, place, person): (String, _, _)| {
            conversation((channel.as_str(), place, person), "conversation.channel")
        };
        found.into_iter().map(id).collect()
    }

    /// When the next conversation is due, in ms since 1970.
    pub async fn next_wake(&mut self) -> Result<Option<i64>, StoreError> {
        Ok(query_scalar("SELECT min(wake_at) FROM conversation WHERE wake_at IS NOT NULL")
            .fetch_one(self.connection().await?)
            .await?)
    }
}

pub async fn put(connection: &mut SqliteConnection, rows: &[ConversationRow]) -> Result<(), StoreError> {
    let forgotten: Vec<_> = rows.iter().filter(|row| row.state.is_none()).map(|row| columns(&row.id)).collect();
    write(
        connection,
        "DELETE FROM conversation WHERE id IN (
             SELECT conversation.id FROM json_each(?1) AS gone CROSS JOIN conversation
             WHERE channel = gone.value ->> 0 AND place = gone.value ->> 1 AND person = gone.value ->> 2)",
        forgotten.iter(),
    )
    .await?;
    let kept: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            let (channel, place, person) = columns(&row.id);
            Some((channel, place, person, row.state.as_deref()?, row.wake_at_ms))
        })
        .collect();
    write(
        connection,
        "INSERT INTO conversation (channel, place, person, state, wake_at)
         SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?1) WHERE true
         ON CONFLICT (channel, place, person) DO UPDATE SET state = excluded.state, wake_at = excluded.wake_at",
        kept.iter(),
    )
    .await?;
    Ok(())
}
