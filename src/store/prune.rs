//! Forgetting what is no longer needed, in steps so small that no turn waits for them.

use std::time::Duration;

use sqlx::query;

use super::{Store, StoreError};
use crate::domain::limits;

/// Each removes at most ?2 rows that are older than ?1.
const STEPS: [(&str, Duration); 8] = [
    (
        "DELETE FROM seen WHERE (channel, event) IN (
             SELECT channel, event FROM seen WHERE at < ?1 ORDER BY at LIMIT ?2)",
        limits::SEEN_KEPT,
    ),
    (
        "DELETE FROM unread WHERE (channel, event) IN (
             SELECT channel, event FROM unread WHERE at < ?1 ORDER BY at LIMIT ?2)",
        limits::UNREAD_KEPT,
    ),
    (
        "DELETE FROM button WHERE id IN (
             SELECT id FROM button WHERE expires_at < ?1 ORDER BY expires_at LIMIT ?2)",
        Duration::ZERO,
    ),
    (
        "DELETE FROM call WHERE rowid IN (
             SELECT rowid FROM call WHERE ended_at < ?1 ORDER BY ended_at LIMIT ?2)",
        limits::CALLS_KEPT,
    ),
    (
        "DELETE FROM notice WHERE id IN (
             SELECT id FROM (SELECT id, at FROM notice ORDER BY id LIMIT ?2) WHERE at < ?1)",
        limits::NOTICES_KEPT,
    ),
    (
        "DELETE FROM miss WHERE id IN (SELECT id FROM miss WHERE last_at < ?1 ORDER BY last_at LIMIT ?2)",
        limits::MISSES_KEPT,
    ),
    (
        "DELETE FROM tally WHERE (action, day, happened, input) IN (
             SELECT action, day, happened, input FROM tally WHERE day < ?1 / 86400000 ORDER BY day LIMIT ?2)",
        limits::TALLIES_KEPT,
    ),
    (
        "DELETE FROM desk WHERE (channel, place, person) IN (
             SELECT channel, place, person FROM desk WHERE at < ?1 ORDER BY at LIMIT ?2)",
        limits::DESK_KEPT,
    ),
];

impl Store {
    /// Removes what has outlived its time, at most [`limits::PRUNE_ROWS`] of each kind, and says how many rows
    /// went. When that is not 0 there may be more.
    pub async fn prune(&mut self, now_ms: i64) -> Result<u64, StoreError> {
        let mut removed = 0;
        for (sql, kept) in STEPS {
            let before_ms = now_ms.saturating_sub(i64::try_from(kept.as_millis()).unwrap_or(i64::MAX));
            let statement = query(sql).bind(before_ms).bind(limits::PRUNE_ROWS);
            removed += statement.execute(self.connection().await?).await?.rows_affected();
        }
        Ok(removed)
    }
}
