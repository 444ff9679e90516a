//! What admins should know: a response lost a field, an action is misconfigured, an outcome is unknown.

use sqlx::query_as;

use super::script::Script;
use super::{Store, StoreError};
use crate::domain::action::ActionName;
use crate::domain::version::VersionNumber;

/// Something an admin should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// What kind of thing, in the program's words.
    pub kind: String,
    /// The action it is about.
    pub action: Option<ActionName>,
    /// The version it is about.
    pub version: Option<VersionNumber>,
    /// The particulars as JSON; holds nothing of a customer's.
    pub detail: String,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

/// A notice as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Its id; later ones are higher.
    pub id: i64,
    /// What it says.
    pub notice: Notice,
}

type Columns = (i64, String, Option<String>, Option<u32>, String, i64);

impl Store {
    /// Notices that nobody has seen yet, and those of calls that still wait to be settled, oldest first, at most
    /// `limit`.
    pub async fn unseen_notices(&mut self, limit: u32) -> Result<Vec<NoticeRow>, StoreError> {
        let found: Vec<Columns> = query_as(
            "SELECT id, kind, action, number, detail, at FROM notice
             WHERE seen = 0 OR id IN (
                 SELECT notice.id FROM call CROSS JOIN notice ON notice.call = call.id
                 WHERE call.state = 'unknown' AND notice.kind = 'outcome_unknown')
             ORDER BY id LIMIT ?1",
        )
        .bind(limit)
        .fetch_all(self.connection().await?)
        .await?;
        found.into_iter().map(row).collect()
    }

    /// The latest notices, seen or not, newest first, at most `limit`.
    pub async fn latest_notices(&mut self, limit: u32) -> Result<Vec<NoticeRow>, StoreError> {
        let found: Vec<Columns> =
            query_as("SELECT id, kind, action, number, detail, at FROM notice ORDER BY id DESC LIMIT ?1")
                .bind(limit)
                .fetch_all(self.connection().await?)
                .await?;
        found.into_iter().map(row).collect()
    }
}

fn row((id, kind, action, number, detail, at_ms): Columns) -> Result<NoticeRow, StoreError> {
    let action = action.map(ActionName::try_from).transpose();
    let action = action.map_err(|_| StoreError::Corrupt { place: "notice.action" })?;
    let version = number.map(VersionNumber);
    Ok(NoticeRow { id, notice: Notice { kind, action, version, detail, at_ms } })
}

pub fn put(script: &mut Script, rows: &[Notice]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO notice (kind, action, number, detail, at) ?",
        rows.iter().map(|row| {
            (
                &row.kind,
                row.action.as_ref().map(ActionName::as_str),
                row.version.map(|number| number.0),
                &row.detail,
                row.at_ms,
            )
        }),
    )
}

pub fn mark_seen(script: &mut Script, ids: &[i64]) -> Result<(), StoreError> {
    let sql = "UPDATE notice SET seen = 1 WHERE id IN (?)";
    script.add(sql, ids.iter().map(|id| (*id,)))
}
