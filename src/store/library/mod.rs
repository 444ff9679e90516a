//! The library: all actions with their versions, as admins see them and as customers get them.
//!
//! Definitions are kept as the canonical TOML that `domain::definition` writes; nothing is parsed here.

mod change;

use std::collections::HashMap;

use sqlx::sqlite::SqliteRow;
use sqlx::{Row, query, query_as};

pub use change::{Applied, Edit};

use super::rows::json;
use super::{Store, StoreError};
use crate::domain::action::ActionName;
use crate::domain::version::{ActionId, VersionId, VersionNumber, VersionState};

/// An action with its whole history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionRecord {
    /// Its id.
    pub id: ActionId,
    /// Its name.
    pub name: ActionName,
    /// Its versions, oldest first.
    pub versions: Vec<VersionRecord>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRecord {
    /// Its id.
    pub id: VersionId,
    /// Its place in the action's history.
    pub number: VersionNumber,
    /// Where it stands.
    pub state: VersionState,
    /// Counts changes of the draft, from 1.
    pub lock: u32,
    /// The version it was copied from, when it was.
    pub copied_from: Option<VersionNumber>,
    /// Who made it, and when.
    pub created: Stamp,
    /// Who last changed it as a draft, and when.
    pub changed: Option<Stamp>,
    /// Who published it, and when.
    pub published: Option<Stamp>,
    /// Who superseded or withdrew it, and when.
    pub ended: Option<Stamp>,
    /// The definition of a draft, of a published version, and of the action's highest version; the others' are
    /// read by [`Store::definitions`].
    pub definition: Option<String>,
}

/// Who, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Who, in the channel's own words.
    pub by: String,
    /// When, in ms since 1970.
    pub at_ms: i64,
}

/// A definition with what it belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDefinition {
    /// The version.
    pub id: VersionId,
    /// Its action.
    pub action: ActionId,
    /// Its place in the action's history.
    pub number: VersionNumber,
    /// Where it stands.
    pub state: VersionState,
    /// The definition as canonical TOML.
    pub definition: String,
}

impl Store {
    /// Every action by name.
    pub async fn actions(&mut self) -> Result<Vec<ActionRecord>, StoreError> {
        let connection = self.connection().await?;
        let actions: Vec<(i64, String)> =
            query_as("SELECT id, name FROM action ORDER BY name").fetch_all(&mut *connection).await?;
        let mut versions: HashMap<i64, Vec<VersionRecord>> = HashMap::new();
        let rows = query(
            "SELECT action_id, id, number, state, lock, copied_from, created_by, created_at, changed_by, changed_at,
                    published_by, published_at, ended_by, ended_at,
                    iif(state IN ('draft', 'published') OR number = max(number) OVER (PARTITION BY action_id),
                        definition, NULL) AS newest_definition
             FROM version ORDER BY action_id, number",
        )
        .fetch_all(connection)
        .await?;
        for row in &rows {
            versions.entry(row.try_get("action_id")?).or_default().push(version(row)?);
        }
        let record = |(id, name): (i64, String)| {
            let name = ActionName::parse(&name).map_err(|_| StoreError::Corrupt { place: "action.name" })?;
            Ok(ActionRecord { id: ActionId(id), name, versions: versions.remove(&id).unwrap_or_default() })
        };
        actions.into_iter().map(record).collect()
    }

    /// Those of the versions that exist: what sessions are pinned to may have been deleted with its action.
    pub async fn definitions(
        &mut self,
        versions: &[VersionId],
    ) -> Result<HashMap<VersionId, StoredDefinition>, StoreError> {
        let found: Vec<DefinitionRow> = query_as(
            "SELECT id, action_id, number, state, definition FROM version
             WHERE id IN (SELECT value FROM json_each(?1))",
        )
        .bind(json(versions)?)
        .fetch_all(self.connection().await?)
        .await?;
        let keyed = |row| definition(row).map(|found: StoredDefinition| (found.id, found));
        found.into_iter().map(keyed).collect()
    }

    /// One version of an action.
    pub async fn definition(
        &mut self,
        action: ActionId,
        number: VersionNumber,
    ) -> Result<Option<StoredDefinition>, StoreError> {
        let found: Option<DefinitionRow> = query_as(
            "SELECT id, action_id, number, state, definition FROM version WHERE action_id = ?1 AND number = ?2",
        )
        .bind(action.0)
        .bind(number.0)
        .fetch_optional(self.connection().await?)
        .await?;
        found.map(definition).transpose()
    }
}

type DefinitionRow = (i64, i64, u32, String, String);

fn definition((id, action, number, state, definition): DefinitionRow) -> Result<StoredDefinition, StoreError> {
    Ok(StoredDefinition {
        id: VersionId(id),
        action: ActionId(action),
        number: VersionNumber(number),
        state: read_state(&state)?,
        definition,
    })
}

fn version(row: &SqliteRow) -> Result<VersionRecord, StoreError> {
    let stamp = |by: &str, at: &str| -> Result<_, sqlx::Error> {
        let (by, at_ms): (Option<String>, Option<i64>) = (row.try_get(by)?, row.try_get(at)?);
        Ok(by.zip(at_ms).map(|(by, at_ms)| Stamp { by, at_ms }))
    };
    Ok(VersionRecord {
        id: VersionId(row.try_get("id")?),
        number: VersionNumber(row.try_get("number")?),
        state: read_state(row.try_get("state")?)?,
        lock: row.try_get("lock")?,
        copied_from: row.try_get::<Option<_>, _>("copied_from")?.map(VersionNumber),
        created: Stamp { by: row.try_get("created_by")?, at_ms: row.try_get("created_at")? },
        changed: stamp("changed_by", "changed_at")?,
        published: stamp("published_by", "published_at")?,
        ended: stamp("ended_by", "ended_at")?,
        definition: row.try_get("newest_definition")?,
    })
}

fn read_state(name: &str) -> Result<VersionState, StoreError> {
    VersionState::parse(name).ok_or(StoreError::Corrupt { place: "version.state" })
}
