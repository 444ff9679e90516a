//! Conversations: the engine's state of each, as JSON that only the engine reads, and when to wake it.

use std::collections::HashMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sqlx::{SqliteConnection, query, query_as, query_scalar};

use super::rows::{columns, conversation, json};
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::{Channel, ConversationId};

/// Conversations whose standing messages are told at once.
const STANDING: u32 = 8_192;

/// What becomes of a conversation. A batch holds at most one row of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationRow {
    /// Which.
    pub id: ConversationId,
    /// Its state from now on; `None` forgets the conversation.
    pub state: Option<Arc<str>>,
    /// When it is due without a new event, in ms since 1970.
    pub wake_at_ms: Option<i64>,
    /// How its channel reaches the person.
    pub route: Route,
}

/// How a channel reaches the person of a conversation, in the channel's own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// How the person was last heard: a message to answer, an interaction's token.
    pub via: Option<String>,
    /// The message that still holds live buttons, or stands for an answer that is on its way.
    pub standing: Option<String>,
}

/// A conversation as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredConversation {
    /// The engine's state.
    pub state: Arc<str>,
    /// How its channel reaches the person.
    pub route: Route,
}

/// A place that goes by another name from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// The channel.
    pub channel: Channel,
    /// Its name so far.
    pub from: String,
    /// Its name from now on.
    pub to: String,
}

impl Store {
    /// The states of those conversations that exist.
    pub async fn conversations(
        &mut self,
        ids: &[ConversationId],
    ) -> Result<HashMap<ConversationId, StoredConversation>, StoreError> {
        let (mut stored, mut asked) = (HashMap::new(), Vec::new());
        for id in ids {
            match self.backlog.conversation(id) {
                Some(row) => stored.extend(Option::from(row).map(|conversation| (id.clone(), conversation))),
                None => asked.push(id),
            }
        }
        if asked.is_empty() {
            return Ok(stored);
        }
        // CROSS JOIN keeps SQLite from reading all conversations first.
        let found: Vec<(u32, String, Option<String>, Option<String>)> = query_as(
            "SELECT wanted.key, state, via, standing FROM json_each(?1) AS wanted CROSS JOIN conversation
             WHERE channel = wanted.value ->> 0 AND place = wanted.value ->> 1 AND person = wanted.value ->> 2",
        )
        .bind(json(asked.iter().map(|id| columns(id)))?)
        .fetch_all(self.idle().await)
        .await?;
        stored.extend(found.into_iter().filter_map(|(index, state, via, standing)| {
            let route = Route { via, standing };
            let id = *asked.get(usize::try_from(index).ok()?)?;
            Some((id.clone(), StoredConversation { state: state.into(), route }))
        }));
        Ok(stored)
    }

    /// What stands in a channel's places of several people, where something is open: of the latest conversations.
    pub async fn standing(&mut self, channel: Channel) -> Result<Vec<(ConversationId, String)>, StoreError> {
        let found: Vec<(String, String, String)> = query_as(
            "SELECT place, person, standing FROM conversation
             WHERE wake_at IS NOT NULL AND standing IS NOT NULL AND channel = ?1 AND place <> person
             ORDER BY wake_at DESC LIMIT ?2",
        )
        .bind(channel.as_str())
        .bind(STANDING)
        .fetch_all(self.connection().await?)
        .await?;
        let of = |(place, person, standing): (String, String, _)| {
            (ConversationId { channel, place: place.into(), person: person.into() }, standing)
        };
        Ok(found.into_iter().map(of).collect())
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

    /// The places of a channel's conversations, those that began last first, at most `limit`.
    pub async fn places(&mut self, channel: Channel, limit: usize) -> Result<Vec<String>, StoreError> {
        Ok(query_scalar(
            "SELECT place FROM conversation WHERE channel = ?1 GROUP BY place ORDER BY max(id) DESC LIMIT ?2",
        )
        .bind(channel.as_str())
        .bind(u32::try_from(limit).unwrap_or(u32::MAX))
        .fetch_all(self.connection().await?)
        .await?)
    }

    /// When the next conversation is due, in ms since 1970.
    pub async fn next_wake(&mut self) -> Result<Option<i64>, StoreError> {
        Ok(query_scalar("SELECT min(wake_at) FROM conversation WHERE wake_at IS NOT NULL")
            .fetch_one(self.connection().await?)
            .await?)
    }
}

/// A place has a new name: everything of it moves along. A conversation that is there already under the new name
/// is the later one, and stays.
pub async fn rename(connection: &mut SqliteConnection, moves: &[Move]) -> Result<(), StoreError> {
    const TABLES: [&str; 5] = [
        // Messages have other ids in the new place.
        "UPDATE OR IGNORE conversation SET place = ?3, via = NULL, standing = NULL WHERE channel = ?1 AND place = ?2",
        "UPDATE outbox SET place = ?3 WHERE channel = ?1 AND place = ?2",
        "UPDATE button SET place = ?3 WHERE channel = ?1 AND place = ?2",
        "UPDATE posted SET place = ?3 WHERE channel = ?1 AND place = ?2",
        "UPDATE call SET place = ?3 WHERE channel = ?1 AND place = ?2 AND state <> 'done'",
    ];
    for Move { channel, from, to } in moves {
        for sql in TABLES {
            query(sql).bind(channel.as_str()).bind(from).bind(to).execute(&mut *connection).await?;
        }
    }
    Ok(())
}

pub fn put(script: &mut Script, rows: &[ConversationRow]) -> Result<(), StoreError> {
    let forgotten: Vec<_> = rows.iter().filter(|row| row.state.is_none()).map(|row| columns(&row.id)).collect();
    script.add(
        "DELETE FROM conversation WHERE id IN (
             SELECT conversation.id FROM (?) AS gone CROSS JOIN conversation
             WHERE channel = gone.column1 AND place = gone.column2 AND person = gone.column3)",
        forgotten.into_iter(),
    )?;
    let kept: Vec<_> = rows
        .iter()
        .filter_map(|row| {
            let (channel, place, person) = columns(&row.id);
            let Route { via, standing } = &row.route;
            Some((channel, place, person, row.state.as_ref()?, row.wake_at_ms, via.as_deref(), standing.as_deref()))
        })
        .collect();
    script.add(
        "INSERT INTO conversation (channel, place, person, state, wake_at, via, standing) ?
         ON CONFLICT (channel, place, person) DO UPDATE
         SET state = excluded.state, wake_at = excluded.wake_at, via = excluded.via, standing = excluded.standing",
        kept.into_iter(),
    )
}
