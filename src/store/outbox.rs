//! Deliveries that are owed to people: written with the turn that led to them, removed when a platform has
//! taken them.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sqlx::{query_as, query_scalar};

use super::rows::{columns, conversation};
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::{Channel, ConversationId};

/// Something to be delivered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delivery {
    /// Its id, above [`Store::max_outbox_id`]; deliveries of a conversation leave in this order.
    pub id: i64,
    /// To whom.
    pub conversation: ConversationId,
    /// What, as JSON that only the runtime and the channels read.
    pub payload: String,
    /// When it was written, in ms since 1970.
    pub created_at_ms: i64,
    /// How often it was tried.
    pub attempts: u32,
}

impl Store {
    /// The highest id that was ever used, also by deliveries that are gone; 0 in a new store.
    pub async fn max_outbox_id(&mut self) -> Result<i64, StoreError> {
        Ok(query_scalar("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'outbox'")
            .fetch_one(self.connection().await?)
            .await?)
    }

    /// What is owed on a channel, in order, beginning after the id `after`, at most `limit`.
    pub async fn pending(&mut self, channel: Channel, after: i64, limit: u32) -> Result<Vec<Delivery>, StoreError> {
        let found: Vec<OutboxRow> = query_as(
            "SELECT id, channel, place, person, payload, created_at, attempts FROM outbox
             WHERE id > ?1 AND channel = ?2 ORDER BY id LIMIT ?3",
        )
        .bind(after)
        .bind(channel.as_str())
        .bind(limit)
        .fetch_all(self.connection().await?)
        .await?;
        found.into_iter().map(delivery).collect()
    }

    /// What is owed in one place, in order: rows after the first id, up to the second, at most `limit`.
    pub async fn pending_in(
        &mut self,
        channel: Channel,
        place: &str,
        rows: Range<i64>,
        limit: u32,
    ) -> Result<Vec<Delivery>, StoreError> {
        let found: Vec<OutboxRow> = query_as(
            "SELECT id, channel, place, person, payload, created_at, attempts FROM outbox
             WHERE id > ?1 AND id <= ?2 AND channel = ?3 AND place = ?4 ORDER BY id LIMIT ?5",
        )
        .bind(rows.start)
        .bind(rows.end)
        .bind(channel.as_str())
        .bind(place)
        .bind(limit)
        .fetch_all(self.connection().await?)
        .await?;
        found.into_iter().map(delivery).collect()
    }

    /// All that is owed to one conversation, in order. Reads the whole outbox, which is short but for outages.
    pub async fn pending_of(&mut self, id: &ConversationId) -> Result<Vec<Delivery>, StoreError> {
        let (channel, place, person) = columns(id);
        let found: Vec<OutboxRow> = query_as(
            "SELECT id, channel, place, person, payload, created_at, attempts FROM outbox
             WHERE channel = ?1 AND place = ?2 AND person = ?3 ORDER BY id",
        )
        .bind(channel)
        .bind(place)
        .bind(person)
        .fetch_all(self.connection().await?)
        .await?;
        found.into_iter().map(delivery).collect()
    }
}

type OutboxRow = (i64, String, String, String, String, i64, u32);

fn delivery(row: OutboxRow) -> Result<Delivery, StoreError> {
    let (id, channel, place, person, payload, created_at_ms, attempts) = row;
    let conversation = conversation((channel.as_str(), place, person), "outbox.channel")?;
    Ok(Delivery { id, conversation, payload, created_at_ms, attempts })
}

pub fn put(script: &mut Script, rows: &[Delivery]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO outbox (id, channel, place, person, payload, created_at, attempts) ?",
        rows.iter().map(|row| {
            let (channel, place, person) = columns(&row.conversation);
            (row.id, channel, place, person, &row.payload, row.created_at_ms, row.attempts)
        }),
    )
}

/// Counts one more attempt of each.
pub fn tried(script: &mut Script, ids: &[i64]) -> Result<(), StoreError> {
    let sql = "UPDATE outbox SET attempts = attempts + 1 WHERE id IN (?)";
    script.add(sql, ids.iter().map(|id| (*id,)))
}

/// Removes what was delivered, or given up. Ids that are gone already do no harm.
pub fn remove(script: &mut Script, ids: &[i64]) -> Result<(), StoreError> {
    script.add("DELETE FROM outbox WHERE id IN (?)", ids.iter().map(|id| (*id,)))
}
