//! From the store's rows to what admins and customers see: the library and the catalog.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;

use super::keyring::Keyring;
use crate::admin::library::{Action, ActionRow, Library, Stamp, VersionRow};
use crate::admin::{self, Plan};
use crate::domain::call::sample::Sample;
use crate::domain::definition::{Definition, Known};
use crate::domain::version::{ActionId, VersionId, VersionNumber};
use crate::engine::{Catalog, House, Offered};
use crate::matching;
use crate::store::{self, ActionRecord, AuditEntry, Edit, Store, StoreError, StoredDefinition, VersionRecord};

/// Definitions that were parsed already, and the ids behind names and numbers.
pub(crate) struct Shelf {
    house: House,
    matching: matching::Settings,
    parsed: HashMap<(VersionId, u32), Arc<Definition>>,
    ids: HashMap<(ActionId, VersionNumber), VersionId>,
}

impl Shelf {
    pub(crate) fn new(house: House, matching: matching::Settings) -> Self {
        Self { house, matching, parsed: HashMap::new(), ids: HashMap::new() }
    }

    /// Every action as admins find it.
    pub(crate) async fn library(&mut self, store: &mut Store, keyring: &Keyring) -> Result<Library, StoreError> {
        let records = store.actions().await?;
        let names = store.names().await?;
        let before = std::mem::take(&mut self.parsed);
        self.ids.clear();
        let mut rows = Vec::with_capacity(records.len());
        for record in records {
            rows.extend(self.row(record, &before, &names));
        }
        let known = Known { secrets: Some(keyring.names()) };
        Library::new(rows, known).map_err(|error| {
            tracing::error!(%error, "the library contradicts its own rules");
            StoreError::Corrupt { place: "version.state" }
        })
    }

    fn row(
        &mut self,
        record: ActionRecord,
        before: &HashMap<(VersionId, u32), Arc<Definition>>,
        names: &HashMap<String, String>,
    ) -> Option<ActionRow> {
        let mut definitions = BTreeMap::new();
        for version in &record.versions {
            self.ids.insert((record.id, version.number), version.id);
            let Some(text) = &version.definition else { continue };
            let key = (version.id, version.lock);
            let definition = before.get(&key).cloned().or_else(|| parse(text, &record, version.number))?;
            self.parsed.insert(key, Arc::clone(&definition));
            definitions.insert(version.number, definition);
        }
        let versions = record.versions.into_iter().map(|version| version_row(version, names)).collect();
        Some(ActionRow { id: record.id, name: record.name, versions, definitions })
    }

    /// What customers get.
    pub(crate) fn offered(&self, library: &Library) -> Vec<Arc<Offered>> {
        let published = |action: &Action| {
            let edition = action.published()?;
            self.offer(action.id(), edition.number, &edition.definition)
        };
        library.actions().filter_map(published).collect()
    }

    /// Indexes what is offered; takes its time.
    pub(crate) fn index(&self, offered: Vec<Arc<Offered>>) -> impl FnOnce() -> Catalog + Send + 'static {
        let (matching, house) = (self.matching, self.house.clone());
        move || Catalog::new(offered, &matching, house, false)
    }

    /// One version by itself, as a preview sees it.
    pub(crate) fn preview(
        &self,
        action: ActionId,
        number: VersionNumber,
        definition: &Arc<Definition>,
        sample: Option<Sample>,
    ) -> Option<Catalog> {
        let offered = self.offer(action, number, definition)?;
        let mut catalog = Catalog::new(vec![offered], &self.matching, self.house.clone(), true);
        catalog.sample = sample;
        Some(catalog)
    }

    fn offer(&self, action: ActionId, number: VersionNumber, definition: &Arc<Definition>) -> Option<Arc<Offered>> {
        let version = *self.ids.get(&(action, number))?;
        Some(Arc::new(Offered { action, version, number, definition: Arc::clone(definition) }))
    }

    /// A version that is not offered any more. `None` when it was deleted with its action.
    pub(crate) async fn version(&self, store: &mut Store, id: VersionId) -> Result<Option<Arc<Offered>>, StoreError> {
        Ok(store.definitions(&[id]).await?.remove(&id).and_then(|stored| {
            let StoredDefinition { id: version, action, number, definition, .. } = stored;
            let definition = read(&definition)?;
            Some(Arc::new(Offered { action, version, number, definition }))
        }))
    }
}

fn parse(text: &str, record: &ActionRecord, number: VersionNumber) -> Option<Arc<Definition>> {
    let definition = read(text);
    if definition.is_none() {
        tracing::error!(action = %record.name, version = %number, "a stored definition cannot be read; the action is left out");
    }
    definition
}

/// A stored definition was valid when it was stored; secrets that went missing since are found when it is called.
pub(crate) fn read(text: &str) -> Option<Arc<Definition>> {
    Definition::stored(text).ok().map(Arc::new)
}

fn version_row(record: VersionRecord, names: &HashMap<String, String>) -> VersionRow {
    let stamp = |stamp: store::Stamp| Stamp {
        at: Timestamp::from_millisecond(stamp.at_ms).unwrap_or(Timestamp::UNIX_EPOCH),
        by: names.get(&stamp.by).cloned().unwrap_or(stamp.by),
    };
    VersionRow {
        number: record.number,
        state: record.state,
        lock: record.lock,
        from: record.copied_from,
        created: stamp(record.created),
        changed: record.changed.map(stamp),
        published: record.published.map(stamp),
        ended: record.ended.map(stamp),
    }
}

/// A plan as the store takes it: with who, where and when.
pub(crate) fn edits(plan: &Plan, place: &str, who: &str, at: Timestamp) -> Vec<Edit> {
    let entry = |entry: &admin::AuditEntry| AuditEntry {
        at_ms: at.as_millisecond(),
        who: who.to_owned(),
        place: place.to_owned(),
        verb: entry.verb.as_str().to_owned(),
        action: entry.action.clone(),
        versions: entry.versions.clone(),
        detail: entry.detail.to_string(),
    };
    let edit = |edit: &admin::Edit| Edit {
        change: edit.change.clone(),
        audit: entry(&edit.audit),
        publish: edit.publish.as_ref().map(entry),
    };
    plan.edits.iter().map(edit).collect()
}
