//! Messages about a call that is not settled: where they are, so that they can be worded anew once it is.

use sqlx::query_as;

use super::rows::{columns, conversation};
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::ConversationId;
use crate::domain::id::CallId;

/// A message about a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Posted {
    /// The call.
    pub call: CallId,
    /// Where the message is.
    pub conversation: ConversationId,
    /// Which it is, in the channel's own words.
    pub message: String,
}

impl Store {
    /// The messages about a call, the first one first.
    pub async fn posted(&mut self, call: CallId) -> Result<Vec<Posted>, StoreError> {
        let found: Vec<(String, String, String, String)> =
            query_as("SELECT channel, place, person, message FROM posted WHERE call = ?1 ORDER BY id")
                .bind(call.to_string())
                .fetch_all(self.connection().await?)
                .await?;
        let posted = found.into_iter().map(|(channel, place, person, message)| {
            let conversation = conversation((channel.as_str(), place, person), "posted.channel")?;
            Ok(Posted { call, conversation, message })
        });
        posted.collect()
    }
}

/// A message about a call that somebody has settled meanwhile is not kept: nobody would word it anew.
pub fn put(script: &mut Script, rows: &[Posted]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO posted (call, channel, place, person, message)
         SELECT call.id, column2, column3, column4, column5
         FROM (?) CROSS JOIN call ON call.id = column1 AND call.state = 'unknown'",
        rows.iter().map(|row| {
            let (channel, place, person) = columns(&row.conversation);
            (row.call.to_string(), channel, place, person, &row.message)
        }),
    )
}

/// What was settled is worded anew once.
pub fn forget<'c>(script: &mut Script, calls: impl ExactSizeIterator<Item = &'c CallId>) -> Result<(), StoreError> {
    let sql = "DELETE FROM posted WHERE call IN (?)";
    script.add(sql, calls.map(|call| (call.to_string(),)))
}
