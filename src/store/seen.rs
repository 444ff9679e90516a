//! Platform events that were handled. Each is remembered by its own id, never as "all up to here":
//! platforms may number anew, jump, and deliver again.

use std::collections::HashSet;

use sqlx::query_scalar;

use super::rows::json;
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::Channel;

/// An event that is handled by the batch it stands in. One that was handled before makes the batch fail.
#[derive(Debug, Clone, PartialEq, Eq)]
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
        if events.is_empty() {
            return Ok(HashSet::new());
        }
        let found: Vec<u32> = query_scalar(
            "SELECT asked.key FROM json_each(?1) AS asked CROSS JOIN seen
             WHERE channel = asked.value ->> 0 AND event = asked.value ->> 1",
        )
        .bind(json(events.iter().map(|(channel, event)| (channel.as_str(), event)))?)
        .fetch_all(self.connection().await?)
        .await?;
        Ok(found.into_iter().filter_map(|index| events.get(usize::try_from(index).ok()?).cloned()).collect())
    }
}

pub fn put(script: &mut Script, rows: &[Seen]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO seen (channel, event, at) SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)",
        rows.iter().map(|row| (row.channel.as_str(), &row.event, row.at_ms)),
    )
}
