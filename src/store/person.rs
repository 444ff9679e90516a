//! What those are called who have changed something. Audit rows name people by their ids, which stay.

use std::collections::HashMap;

use sqlx::query_as;

use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::Channel;

/// What somebody is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonName {
    /// Where.
    pub channel: Channel,
    /// The platform's id of them.
    pub id: String,
    /// The name.
    pub name: String,
}

impl Store {
    /// Names by ids.
    pub async fn names(&mut self) -> Result<HashMap<String, String>, StoreError> {
        let found: Vec<(String, String)> =
            query_as("SELECT id, name FROM person").fetch_all(self.connection().await?).await?;
        Ok(found.into_iter().collect())
    }
}

pub fn put(script: &mut Script, rows: &[PersonName]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO person (channel, id, name) ?
         ON CONFLICT (channel, id) DO UPDATE SET name = excluded.name",
        rows.iter().map(|row| (row.channel.as_str(), &row.id, &row.name)),
    )
}
