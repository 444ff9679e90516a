//! Calls of customers' APIs: on record before the first byte leaves, so that after a crash it is known
//! which ones may have been done.
//!
//! sending → done, or sending → unknown → done. The customer's values are kept until a call is done,
//! because until then it may have to be sent again; after that only that it happened stays on record.

use serde::{Deserialize, Serialize};
use sqlx::query_as;

use super::rows::{columns, conversation};
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::call::outcome::OutcomeClass;
use crate::domain::conversation::ConversationId;
use crate::domain::id::CallId;
use crate::domain::version::VersionId;

/// A call that is about to be sent, or was found open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallStart {
    /// Which.
    pub id: CallId,
    /// Who asked for it, and where.
    pub conversation: ConversationId,
    /// What defines it. The version may be gone when the call is read again.
    pub version: VersionId,
    /// The input values as JSON.
    pub inputs: String,
    /// The person's attributes as JSON.
    pub user: String,
    /// Whether a moderator or admin tries it out.
    pub preview: bool,
    /// Whether sending it twice does no harm: it only reads, or is declared idempotent.
    pub repeatable: bool,
    /// When it was sent, in ms since 1970.
    pub started_at_ms: i64,
}

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallEnd {
    /// Which.
    pub id: CallId,
    /// In which way.
    pub outcome: OutcomeClass,
    /// The HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// How long it took, all attempts together.
    pub duration_ms: i64,
    /// When, in ms since 1970.
    pub ended_at_ms: i64,
    /// What stays known of it as JSON; holds nothing of the customer's in the open.
    pub record: Option<String>,
}

impl Store {
    /// Calls that were being sent when the process ended, oldest first.
    pub async fn calls_in_flight(&mut self) -> Result<Vec<CallStart>, StoreError> {
        self.open_calls("sending").await
    }

    /// Calls whose outcome is unknown until a moderator settles them, oldest first.
    pub async fn calls_unknown(&mut self) -> Result<Vec<CallStart>, StoreError> {
        self.open_calls("unknown").await
    }

    async fn open_calls(&mut self, state: &'static str) -> Result<Vec<CallStart>, StoreError> {
        let found: Vec<CallRow> = query_as(
            "SELECT id, channel, place, person, version_id, inputs, customer, preview, repeatable, started_at
             FROM call WHERE state = ?1 AND state <> 'done' ORDER BY started_at, rowid",
        )
        .bind(state)
        .fetch_all(self.connection().await?)
        .await?;
        found.into_iter().map(call).collect()
    }
}

type CallRow = (String, String, String, String, i64, String, String, bool, bool, i64);

fn call(row: CallRow) -> Result<CallStart, StoreError> {
    let (id, channel, place, person, version, inputs, user, preview, repeatable, started_at_ms) = row;
    Ok(CallStart {
        id: CallId::try_from(id).map_err(|_| StoreError::Corrupt { place: "call.id" })?,
        conversation: conversation((channel.as_str(), place, person), "call.channel")?,
        version: VersionId(version),
        inputs,
        user,
        preview,
        repeatable,
        started_at_ms,
    })
}

/// Puts calls on record as being sent. An id that is on record already fails the batch: no call is sent twice.
pub fn start(script: &mut Script, rows: &[CallStart]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO call (id, channel, place, person, version_id, inputs, customer, preview, repeatable, started_at,
                           action, number)
         SELECT column1, column2, column3, column4, column5, column6, column7,
                column8, column9, column10, action.name, version.number
         FROM (?) LEFT JOIN version ON version.id = column5 LEFT JOIN action ON action.id = version.action_id",
        rows.iter().map(|row| {
            let (channel, place, person) = columns(&row.conversation);
            let id = row.id.to_string();
            let (inputs, user) = (&row.inputs, &row.user);
            (id, channel, place, person, row.version.0, inputs, user, row.preview, row.repeatable, row.started_at_ms)
        }),
    )
}

/// Records how calls ended. What is done already stays as it is.
pub fn end(script: &mut Script, rows: &[CallEnd]) -> Result<(), StoreError> {
    script.add(
        "UPDATE call SET
             state = iif(ended.column2 = 'unknown', 'unknown', 'done'),
             inputs = iif(ended.column2 = 'unknown', inputs, NULL),
             customer = iif(ended.column2 = 'unknown', customer, NULL),
             outcome = ended.column2, status = ended.column3,
             duration_ms = ended.column4, ended_at = ended.column5, record = ended.column6
         FROM (?) AS ended
         WHERE call.id = ended.column1 AND call.state <> 'done'",
        rows.iter().map(|row| {
            (
                row.id.to_string(),
                row.outcome.as_str(),
                row.status,
                row.duration_ms,
                row.ended_at_ms,
                row.record.as_deref(),
            )
        }),
    )
}
