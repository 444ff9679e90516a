//! `unpublish NAME`: the published version is withdrawn; a draft beside it stays.

use serde_json::json;

use super::find;
use crate::admin::library::Library;
use crate::admin::{AuditEntry, Plan, Refusal, Report, Verb};
use crate::domain::change::Change;
use crate::domain::version::VersionNumber;

pub(in crate::admin) fn plan(typed: &str, seen: Option<VersionNumber>, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let name = action.name().clone();
    let draft = action.draft().map(|draft| draft.number);
    let Some(published) = action.published() else { return Err(Refusal::NotPublished { name, draft }) };
    let number = published.number;
    if let Some(seen) = seen.filter(|seen| *seen != number) {
        let by = action.version(number).and_then(|version| version.published.clone());
        return Err(Refusal::PublishedMoved { name, seen, now: Some(number), by });
    }
    let audit = AuditEntry::new(Verb::Unpublish, &name, [number], json!({}));
    let change = Change::Unpublish { action: action.id(), number };
    Ok(Plan::edit(change, audit, Report::Unpublished { name, number, draft }))
}
