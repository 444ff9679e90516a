//! `unpublish NAME`: the published version is withdrawn; a draft beside it stays.

use serde_json::json;

use super::find;
use crate::admin::library::Library;
use crate::admin::{AuditEntry, Plan, Refusal, Report, Verb};
use crate::domain::change::Change;

pub(in crate::admin) fn plan(typed: &str, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let name = action.name().clone();
    let draft = action.draft().map(|draft| draft.number);
    let Some(published) = action.published() else { return Err(Refusal::NotPublished { name, draft }) };
    let number = published.number;
    let audit = AuditEntry::new(Verb::Unpublish, &name, [number], json!({}));
    let change = Change::Unpublish { action: action.id(), number };
    Ok(Plan::edit(change, audit, Report::Unpublished { name, number, draft }))
}
