//! Sample responses: pinned to a version, they answer its previews instead of the API.

use sqlx::query_as;

use super::script::Script;
use super::{Store, StoreError};
use crate::domain::call::sample::Sample;
use crate::domain::version::{ActionId, VersionNumber};

/// A sample response that is to be pinned, or taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinned {
    /// The action.
    pub action: ActionId,
    /// The version.
    pub number: VersionNumber,
    /// The response; `None` takes it off.
    pub sample: Option<Sample>,
    /// Who pins it.
    pub who: String,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

impl Store {
    /// The sample response of a version.
    pub async fn sample(&mut self, action: ActionId, number: VersionNumber) -> Result<Option<Sample>, StoreError> {
        let found: Option<(u16, String)> = query_as(
            "SELECT sample.status, sample.body FROM sample JOIN version ON version.id = sample.version_id
             WHERE version.action_id = ?1 AND version.number = ?2",
        )
        .bind(action.0)
        .bind(number.0)
        .fetch_optional(self.connection().await?)
        .await?;
        Ok(found.map(|(status, body)| Sample { status, body }))
    }
}

pub fn put(script: &mut Script, rows: &[Pinned]) -> Result<(), StoreError> {
    script.add(
        "DELETE FROM sample WHERE version_id IN (
             SELECT version.id FROM (?) CROSS JOIN version
             ON version.action_id = column1 AND version.number = column2)",
        rows.iter().map(|row| (row.action.0, row.number.0)),
    )?;
    let pinned: Vec<_> = rows.iter().filter_map(|row| row.sample.as_ref().map(|sample| (row, sample))).collect();
    script.add(
        "INSERT INTO sample (version_id, status, body, set_at, set_by)
         SELECT version.id, column3, column4, column5, column6 FROM (?) CROSS JOIN version
         ON version.action_id = column1 AND version.number = column2",
        pinned
            .iter()
            .map(|(row, sample)| (row.action.0, row.number.0, sample.status, &sample.body, row.at_ms, &row.who)),
    )
}
