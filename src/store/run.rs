//! Calls as admins look at them: when, how they ended; nothing of the customer's.

use sqlx::{AssertSqlSafe, query_as};

use super::rows::conversation;
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::action::ActionName;
use crate::domain::call::outcome::OutcomeClass;
use crate::domain::conversation::ConversationId;
use crate::domain::id::CallId;
use crate::domain::version::VersionNumber;

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunRow {
    /// Which.
    pub id: CallId,
    /// Whose.
    pub conversation: ConversationId,
    /// The action's name then.
    pub action: Option<ActionName>,
    /// The version's number.
    pub number: Option<VersionNumber>,
    /// Whether it was a preview.
    pub preview: bool,
    /// Whether sending it twice does no harm.
    pub repeatable: bool,
    /// Whether it waits for somebody to settle it.
    pub unsettled: bool,
    /// When it was sent, in ms since 1970.
    pub started_at_ms: i64,
    /// How it ended; `None` while it is under way.
    pub outcome: Option<OutcomeClass>,
    /// The HTTP status, when there was an answer.
    pub status: Option<u16>,
    /// How long it took, in ms.
    pub duration_ms: Option<i64>,
    /// What stays known of it, as JSON.
    pub record: Option<String>,
    /// What somebody has done about it.
    pub settled: Option<SettledRow>,
}

/// That somebody has settled a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettledRow {
    /// Who, by their id.
    pub by: String,
    /// How, in the program's words.
    pub how: String,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

/// What becomes of a call whose outcome is unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Which.
    pub id: CallId,
    /// Whether it is sent once more; else it is done with.
    pub again: bool,
    /// Who has settled it, how and when.
    pub settled: SettledRow,
}

type Columns = (
    (String, String, String, String),
    (Option<String>, Option<u32>, bool, bool, String),
    (i64, Option<String>, Option<u16>, Option<i64>),
    (Option<String>, Option<String>),
);

/// What of a call is read; in the order of [`Flat`].
const COLUMNS: &str = "id, channel, place, person, action, number, preview, repeatable, state, started_at, outcome,
    status, duration_ms, record,
    iif(settled_at IS NULL, NULL, json_array(settled_by, settled_how, settled_at))";

impl Store {
    /// The latest calls, newest first, at most `limit`; of all actions or of one, all or only unsettled ones.
    pub async fn runs(
        &mut self,
        action: Option<&ActionName>,
        unsettled: bool,
        limit: u32,
    ) -> Result<Vec<RunRow>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM call WHERE (?1 IS NULL OR action = ?1) AND (?2 = 0 OR state = 'unknown')
             ORDER BY started_at DESC, rowid DESC LIMIT ?3"
        );
        let found: Vec<Flat> = query_as(AssertSqlSafe(sql))
            .bind(action.map(ActionName::as_str))
            .bind(unsettled)
            .bind(limit)
            .fetch_all(self.connection().await?)
            .await?;
        found.into_iter().map(|flat| run(nested(flat))).collect()
    }

    /// The latest call that people know by a reference.
    pub async fn run_of(&mut self, reference: &str) -> Result<Option<RunRow>, StoreError> {
        let Some(digits) = CallId::digits_of(reference) else { return Ok(None) };
        let sql = format!(
            "SELECT {COLUMNS} FROM call WHERE substr(id, -length(?1)) = ?1 ORDER BY started_at DESC, rowid DESC LIMIT 1"
        );
        let found: Option<Flat> =
            query_as(AssertSqlSafe(sql)).bind(digits).fetch_optional(self.connection().await?).await?;
        found.map(|flat| run(nested(flat))).transpose()
    }
}

type Flat = (
    String,
    String,
    String,
    String,
    Option<String>,
    Option<u32>,
    bool,
    bool,
    String,
    i64,
    Option<String>,
    Option<u16>,
    Option<i64>,
    Option<String>,
    Option<String>,
);

fn nested(
    (
        id,
        channel,
        place,
        person,
        action,
        number,
        preview,
        repeatable,
        state,
        started,
        outcome,
        status,
        took,
        record,
        settled,
    ): Flat,
) -> Columns {
    let how = (started, outcome, status, took);
    ((id, channel, place, person), (action, number, preview, repeatable, state), how, (record, settled))
}

fn run((who, what, how, known): Columns) -> Result<RunRow, StoreError> {
    let (id, channel, place, person) = who;
    let (action, number, preview, repeatable, state) = what;
    let (started_at_ms, outcome, status, duration_ms) = how;
    let (record, settled) = known;
    let action = action.map(ActionName::try_from).transpose();
    let settled = settled.as_deref().and_then(|row| serde_json::from_str::<(String, String, i64)>(row).ok());
    Ok(RunRow {
        id: CallId::try_from(id).map_err(|_| StoreError::Corrupt { place: "call.id" })?,
        conversation: conversation((channel.as_str(), place, person), "call.channel")?,
        action: action.map_err(|_| StoreError::Corrupt { place: "call.action" })?,
        number: number.map(VersionNumber),
        preview,
        repeatable,
        unsettled: state == "unknown",
        started_at_ms,
        outcome: outcome.as_deref().and_then(OutcomeClass::parse),
        status,
        duration_ms,
        record,
        settled: settled.map(|(by, how, at_ms)| SettledRow { by, how, at_ms }),
    })
}

/// Calls that were settled by hand leave `unknown`, once. Their values go when they are done with.
pub fn settle(script: &mut Script, rows: &[Settled]) -> Result<(), StoreError> {
    script.add(
        "UPDATE call SET
             state = iif(settled.column2, 'sending', 'done'),
             inputs = iif(settled.column2, inputs, NULL),
             customer = iif(settled.column2, customer, NULL),
             outcome = iif(settled.column2, NULL, outcome),
             ended_at = iif(settled.column2, NULL, ended_at),
             settled_by = settled.column3, settled_how = settled.column4, settled_at = settled.column5
         FROM (?) AS settled
         WHERE call.id = settled.column1 AND call.state = 'unknown'",
        rows.iter()
            .map(|Settled { id, again, settled }| (id.to_string(), *again, &settled.by, &settled.how, settled.at_ms)),
    )
}
