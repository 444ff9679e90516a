//! Rows on their way to SQLite and back: many as one JSON text, and the columns that several tables share.

use serde::Serialize;

use super::StoreError;
use crate::domain::conversation::{Channel, ConversationId};

/// Writes rows as one JSON array, for `json_each(?)`; each row is a tuple, read as `value ->> 0` and so on.
pub fn json<T: Serialize>(rows: impl IntoIterator<Item = T>) -> Result<String, StoreError> {
    let mut text = Vec::with_capacity(4_096);
    let mut serializer = serde_json::Serializer::new(&mut text);
    serde::Serializer::collect_seq(&mut serializer, rows).map_err(|error| sqlx::Error::Encode(error.into()))?;
    String::from_utf8(text).map_err(|error| sqlx::Error::Encode(error.into()).into())
}

/// A conversation's id as the first three columns of a row.
pub fn columns(id: &ConversationId) -> (&'static str, &str, &str) {
    (id.channel.as_str(), &id.place, &id.person)
}

/// Reads a channel's name.
pub fn channel(name: &str, place: &'static str) -> Result<Channel, StoreError> {
    Channel::parse(name).ok_or(StoreError::Corrupt { place })
}

/// Reads a conversation's id from its three columns.
pub fn conversation(
    (name, chat, person): (&str, String, String),
    place: &'static str,
) -> Result<ConversationId, StoreError> {
    Ok(ConversationId { channel: channel(name, place)?, place: chat.into(), person: person.into() })
}
