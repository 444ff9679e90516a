//! Platform events that could not be read: passed by, and kept for whoever mends the reading.
//!
//! They may hold what customers wrote, so they are few and do not stay long.

use sqlx::query_as;

use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::Channel;

/// An event that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The channel it came from.
    pub channel: Channel,
    /// Its id in the channel's own words.
    pub event: String,
    /// What came.
    pub body: String,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

impl Store {
    /// The events of a channel that could not be read, oldest first, at most `limit`: their ids and bodies.
    pub async fn unread(&mut self, channel: Channel, limit: u32) -> Result<Vec<(String, String)>, StoreError> {
        Ok(query_as("SELECT event, body FROM unread WHERE channel = ?1 ORDER BY at, event LIMIT ?2")
            .bind(channel.as_str())
            .bind(limit)
            .fetch_all(self.connection().await?)
            .await?)
    }
}

/// Keeps them; one that came before is kept as it came first.
pub fn put(script: &mut Script, rows: &[Unread]) -> Result<(), StoreError> {
    script.add(
        "INSERT OR IGNORE INTO unread (channel, event, body, at) ?",
        rows.iter().map(|row| (row.channel.as_str(), &row.event, &row.body, row.at_ms)),
    )
}
