//! What a channel must know to go on receiving after a restart: Telegram's offset, Discord's session.
//! It moves in the same transaction as what the events led to.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use sqlx::{query_as, query_scalar};

use super::rows::channel;
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::Channel;

/// One entry. A batch holds at most one of each key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChannelState {
    /// The channel.
    pub channel: Channel,
    /// What it is.
    pub key: String,
    /// Its value from now on; `None` forgets it.
    pub value: Option<String>,
}

impl Store {
    /// All entries of all channels.
    pub async fn channel_states(&mut self) -> Result<HashMap<(Channel, String), String>, StoreError> {
        let found: Vec<(String, String, String)> =
            query_as("SELECT channel, key, value FROM channel_state").fetch_all(self.connection().await?).await?;
        let entry =
            |(name, key, value): (String, String, String)| Ok(((channel(&name, "channel_state.channel")?, key), value));
        found.into_iter().map(entry).collect()
    }

    /// The value of an entry.
    pub async fn channel_state(&mut self, channel: Channel, key: &str) -> Result<Option<String>, StoreError> {
        Ok(query_scalar("SELECT value FROM channel_state WHERE channel = ?1 AND key = ?2")
            .bind(channel.as_str())
            .bind(key)
            .fetch_optional(self.connection().await?)
            .await?)
    }
}

pub fn put(script: &mut Script, rows: &[ChannelState]) -> Result<(), StoreError> {
    let forgotten: Vec<_> =
        rows.iter().filter(|row| row.value.is_none()).map(|row| (row.channel.as_str(), &row.key)).collect();
    script.add("DELETE FROM channel_state WHERE (channel, key) IN (?)", forgotten.into_iter())?;
    let kept: Vec<_> =
        rows.iter().filter_map(|row| Some((row.channel.as_str(), &row.key, row.value.as_ref()?))).collect();
    script.add(
        "INSERT INTO channel_state (channel, key, value) ?
         ON CONFLICT (channel, key) DO UPDATE SET value = excluded.value",
        kept.into_iter(),
    )
}
