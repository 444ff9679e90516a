//! How actions fare with customers: counted by day, in the transaction of the turn that is counted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sqlx::query_as;

use super::script::Script;
use super::{Store, StoreError};
use crate::domain::action::ActionName;
use crate::domain::tally::Happened;

/// Milliseconds of a day without leap seconds, as Unix time counts.
const DAY_MS: i64 = 86_400_000;

/// Something that happened to a session of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The action.
    pub action: ActionName,
    /// What.
    pub happened: Happened,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

/// How often something happened on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyRow {
    /// The action.
    pub action: ActionName,
    /// The day, counted from 1970 UTC.
    pub day: i64,
    /// What.
    pub happened: Happened,
    /// How often.
    pub times: u32,
}

impl Store {
    /// All numbers since a moment's day, oldest first; of all actions, or of one.
    pub async fn tallies(&mut self, action: Option<&ActionName>, since_ms: i64) -> Result<Vec<TallyRow>, StoreError> {
        let found: Vec<(String, i64, String, String, u32)> = query_as(
            "SELECT action, day, happened, input, times FROM tally
             WHERE day >= ?2 AND (?1 IS NULL OR action = ?1) ORDER BY day, action, happened, input",
        )
        .bind(action.map(ActionName::as_str))
        .bind(since_ms.div_euclid(DAY_MS))
        .fetch_all(self.connection().await?)
        .await?;
        let row = |(action, day, happened, input, times): (String, i64, String, String, u32)| {
            let action = ActionName::parse(&action).map_err(|_| StoreError::Corrupt { place: "tally.action" })?;
            let happened = Happened::parse(&happened, &input).ok_or(StoreError::Corrupt { place: "tally.happened" })?;
            Ok(TallyRow { action, day, happened, times })
        };
        found.into_iter().map(row).collect()
    }
}

/// The same thing that happened often is one row.
pub fn put(script: &mut Script, rows: &[Counted]) -> Result<(), StoreError> {
    let mut times = BTreeMap::<_, u32>::new();
    for Counted { action, happened, at_ms } in rows {
        *times.entry((action, at_ms.div_euclid(DAY_MS), happened)).or_default() += 1;
    }
    script.add(
        "INSERT INTO tally (action, day, happened, input, times) ?
         ON CONFLICT (action, day, happened, input) DO UPDATE SET times = times + excluded.times",
        times
            .into_iter()
            .map(|((action, day, happened), times)| (action.as_str(), day, happened.as_str(), happened.input(), times)),
    )
}
