//! Where admins stand in their dialogues, so that a restart loses no answer.

use std::collections::HashMap;

use sqlx::{query_as, query_scalar};

use super::rows::{columns, conversation};
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::{Channel, ConversationId};

/// Where somebody stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskRow {
    /// Who, where.
    pub conversation: ConversationId,
    /// As JSON; `None` when nothing is open any more.
    pub state: Option<String>,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

impl Store {
    /// Everybody's, by conversation. There are as many as admins are at work.
    pub async fn desks(&mut self) -> Result<HashMap<ConversationId, String>, StoreError> {
        let found: Vec<(String, String, String, String)> =
            query_as("SELECT channel, place, person, state FROM desk").fetch_all(self.connection().await?).await?;
        let desk = |(channel, place, person, state): (String, String, String, String)| {
            Ok((conversation((channel.as_str(), place, person), "desk.channel")?, state))
        };
        found.into_iter().map(desk).collect()
    }

    /// Who has an open desk on a channel, the latest first, at most `limit`.
    pub async fn at_work(&mut self, channel: Channel, limit: usize) -> Result<Vec<String>, StoreError> {
        Ok(query_scalar("SELECT person FROM desk WHERE channel = ?1 GROUP BY person ORDER BY max(at) DESC LIMIT ?2")
            .bind(channel.as_str())
            .bind(u32::try_from(limit).unwrap_or(u32::MAX))
            .fetch_all(self.connection().await?)
            .await?)
    }
}

pub fn put(script: &mut Script, rows: &[DeskRow]) -> Result<(), StoreError> {
    let closed: Vec<_> = rows.iter().filter(|row| row.state.is_none()).map(|row| columns(&row.conversation)).collect();
    script.add("DELETE FROM desk WHERE (channel, place, person) IN (?)", closed.into_iter())?;
    let open: Vec<_> = rows.iter().filter_map(|row| Some((row, row.state.as_ref()?))).collect();
    script.add(
        "INSERT INTO desk (channel, place, person, state, at) ?
         ON CONFLICT (channel, place, person) DO UPDATE SET state = excluded.state, at = excluded.at",
        open.iter().map(|(row, state)| {
            let (channel, place, person) = columns(&row.conversation);
            (channel, place, person, *state, row.at_ms)
        }),
    )
}
