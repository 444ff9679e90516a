//! Who did what, to which version, where and when. The schema lets rows only be added.
//!
//! Each row carries SHA-256 over the hash of the row before and its own columns as one JSON array, so that
//! a row that was changed, removed or put between others by hand is found by [`Store::verify_audit`]. Against
//! somebody who can write the file and computes the whole chain anew, only a hash noted elsewhere helps.

use sha2::{Digest, Sha256};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection, query, query_scalar};

use super::rows::json;
use super::{Store, StoreError};
use crate::domain::action::ActionName;
use crate::domain::version::VersionNumber;

/// Something that a person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When, in ms since 1970.
    pub at_ms: i64,
    /// Who, in the channel's own words.
    pub who: String,
    /// Where: channel and place, or the command line.
    pub place: String,
    /// What, in the program's words.
    pub verb: String,
    /// The action it was done to.
    pub action: Option<ActionName>,
    /// The versions it touched.
    pub versions: Vec<VersionNumber>,
    /// The particulars as JSON; never a secret's value.
    pub detail: String,
}

/// An entry as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its place in the chain, from 1.
    pub id: i64,
    /// What it says.
    pub entry: AuditEntry,
}

/// Whether the audit is as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditVerdict {
    /// It is.
    Whole {
        /// How many rows it has.
        rows: u64,
        /// The hash of the last one in hexadecimal, to be noted elsewhere.
        hash: String,
    },
    /// The row of this id is not what was written, or is missing.
    BrokenAt {
        /// The first such id.
        id: i64,
    },
}

type Hash = [u8; 32];

/// The columns of a row after its id, as stored.
type Columns = (i64, String, String, String, Option<String>, String, String);

/// Rows that one step of the verification reads.
const VERIFY_ROWS: u32 = 1_000;

impl Store {
    /// The latest entries, newest first, at most `limit`; all actions, or one.
    pub async fn audit(&mut self, action: Option<&ActionName>, limit: u32) -> Result<Vec<AuditRow>, StoreError> {
        let rows = query(
            "SELECT id, at, who, place, verb, action, versions, detail FROM audit
             WHERE ?1 IS NULL OR action = ?1 ORDER BY id DESC LIMIT ?2",
        )
        .bind(action.map(ActionName::as_str))
        .bind(limit)
        .fetch_all(self.connection().await?)
        .await?;
        rows.iter().map(|row| Ok(AuditRow { id: row.try_get("id")?, entry: entry(read(row)?)? })).collect()
    }

    /// Computes the chain again from the first row.
    pub async fn verify_audit(&mut self) -> Result<AuditVerdict, StoreError> {
        let last_used = last_used_id(self.connection().await?).await?;
        let mut hash = Hash::default();
        let mut id = 0;
        loop {
            let rows = query(
                "SELECT id, at, who, place, verb, action, versions, detail, hash FROM audit
                 WHERE id > ?1 ORDER BY id LIMIT ?2",
            )
            .bind(id)
            .bind(VERIFY_ROWS)
            .fetch_all(self.connection().await?)
            .await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                id += 1;
                hash = chained(&hash, id, &read(row)?)?;
                let (found, stored): (i64, &[u8]) = (row.try_get("id")?, row.try_get("hash")?);
                if found != id || stored != hash {
                    return Ok(AuditVerdict::BrokenAt { id });
                }
            }
        }
        if id < last_used {
            return Ok(AuditVerdict::BrokenAt { id: id + 1 });
        }
        Ok(AuditVerdict::Whole { rows: u64::try_from(id).unwrap_or(0), hash: hex::encode(hash) })
    }
}

/// Adds entries in order, inside the transaction of what they tell of.
pub async fn append(connection: &mut SqliteConnection, entries: &[AuditEntry]) -> Result<(), StoreError> {
    if entries.is_empty() {
        return Ok(());
    }
    let mut id = last_used_id(connection).await?;
    let last: Option<Vec<u8>> =
        query_scalar("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").fetch_optional(&mut *connection).await?;
    let mut hash = match last {
        Some(hash) => Hash::try_from(hash).map_err(|_| StoreError::Corrupt { place: "audit.hash" })?,
        None => Hash::default(),
    };
    for entry in entries {
        id += 1;
        let columns = columns(entry)?;
        hash = chained(&hash, id, &columns)?;
        let (at, who, place, verb, action, versions, detail) = columns;
        query(
            "INSERT INTO audit (id, at, who, place, verb, action, versions, detail, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )
        .bind(id)
        .bind(at)
        .bind(who)
        .bind(place)
        .bind(verb)
        .bind(action)
        .bind(versions)
        .bind(detail)
        .bind(hash.to_vec())
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Counts rows that are gone too, so that a removed end of the chain leaves a gap.
async fn last_used_id(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    Ok(query_scalar("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'audit'")
        .fetch_one(connection)
        .await?)
}

fn chained(previous: &Hash, id: i64, columns: &Columns) -> Result<Hash, StoreError> {
    let mut hasher = Sha256::new();
    hasher.update(previous);
    hasher.update(json([(id, columns)])?);
    Ok(hasher.finalize().into())
}

fn columns(entry: &AuditEntry) -> Result<Columns, StoreError> {
    Ok((
        entry.at_ms,
        entry.who.clone(),
        entry.place.clone(),
        entry.verb.clone(),
        entry.action.as_ref().map(ToString::to_string),
        json(&entry.versions)?,
        entry.detail.clone(),
    ))
}

fn read(row: &SqliteRow) -> Result<Columns, sqlx::Error> {
    Ok((
        row.try_get("at")?,
        row.try_get("who")?,
        row.try_get("place")?,
        row.try_get("verb")?,
        row.try_get("action")?,
        row.try_get("versions")?,
        row.try_get("detail")?,
    ))
}

fn entry((at_ms, who, place, verb, action, versions, detail): Columns) -> Result<AuditEntry, StoreError> {
    let action = action.map(ActionName::try_from).transpose();
    Ok(AuditEntry {
        at_ms,
        who,
        place,
        verb,
        action: action.map_err(|_| StoreError::Corrupt { place: "audit.action" })?,
        versions: serde_json::from_str(&versions).map_err(|_| StoreError::Corrupt { place: "audit.versions" })?,
        detail,
    })
}
