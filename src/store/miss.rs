//! Messages that nothing matched, made general, and how often they came. Customers' words: few, and soon forgotten.

use serde::{Deserialize, Serialize};
use sqlx::query_as;

use super::script::Script;
use super::{Store, StoreError};

/// A message that nothing matched, already made general.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missed {
    /// What was said; at most 200 characters.
    pub text: String,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

/// How often something was said that nothing matched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissRow {
    /// Its id; stays while it is kept.
    pub id: i64,
    /// What was said.
    pub text: String,
    /// How often.
    pub times: u32,
    /// When last, in ms since 1970.
    pub last_at_ms: i64,
}

impl Store {
    /// The most frequent ones first, at most `limit`.
    pub async fn misses(&mut self, limit: u32) -> Result<Vec<MissRow>, StoreError> {
        let found: Vec<(i64, String, u32, i64)> =
            query_as("SELECT id, text, times, last_at FROM miss ORDER BY times DESC, last_at DESC, id LIMIT ?1")
                .bind(limit)
                .fetch_all(self.connection().await?)
                .await?;
        Ok(found.into_iter().map(|(id, text, times, last_at_ms)| MissRow { id, text, times, last_at_ms }).collect())
    }
}

pub fn put(script: &mut Script, rows: &[Missed]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO miss (text, first_at, last_at)
         SELECT column1, column2, column2 FROM (?) WHERE true
         ON CONFLICT (text) DO UPDATE SET times = times + 1, last_at = excluded.last_at",
        rows.iter().map(|row| (&row.text, row.at_ms)),
    )
}

/// Forgets those that were dealt with.
pub fn forget(script: &mut Script, ids: &[i64]) -> Result<(), StoreError> {
    let sql = "DELETE FROM miss WHERE id IN (?)";
    script.add(sql, ids.iter().map(|id| (*id,)))
}
