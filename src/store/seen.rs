//! Platform events that were handled. Each is remembered by its own id, never as "all up to here":
//! platforms may number anew, jump, and deliver again.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use sqlx::query_scalar;

use super::rows::json;
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::Channel;

/// An event that is handled by the batch it stands in. One that was handled before makes the batch fail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The channel it came from.
    pub channel: Channel,
    /// Its id in the channel's own words.
    pub event: String,
    /// When it was handled, in ms since 1970.
    pub at_ms: i64,
}

impl Store {
    /// Those of the events that were handled before.
    pub async fn seen_among(&mut self, events: &[(Channel, String)]) -> Result<HashSet<(Channel, String)>, StoreError> {
        let (recent, asked): (Vec<_>, Vec<_>) = events.iter().cloned().partition(|event| self.backlog.has_seen(event));
        let mut seen = HashSet::from_iter(recent);
        if asked.is_empty() {
            return Ok(seen);
        }
        let found: Vec<u32> = query_scalar(
            "SELECT asked.key FROM json_each(?1) AS asked CROSS JOIN seen
             WHERE channel = asked.value ->> 0 AND event = asked.value ->> 1",
        )
        .bind(json(asked.iter().map(|(channel, event)| (channel.as_str(), event)))?)
        .fetch_all(self.idle().await)
        .await?;
        seen.extend(found.into_iter().filter_map(|index| asked.get(usize::try_from(index).ok()?).cloned()));
        Ok(seen)
    }
}

pub fn put(script: &mut Script, rows: &[Seen]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO seen (channel, event, at) ?",
        rows.iter().map(|row| (row.channel.as_str(), &row.event, row.at_ms)),
    )
}
