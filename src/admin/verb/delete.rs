//! `delete NAME`: the action with all its versions; refused while it is published.

use serde_json::json;

use super::{find, unmoved};
use crate::admin::command::Seen;
use crate::admin::library::Library;
use crate::admin::{AuditEntry, Plan, Refusal, Report, Verb};
use crate::domain::change::Change;

pub(in crate::admin) fn plan(typed: &str, seen: Option<Seen>, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let name = action.name().clone();
    if let Some(published) = action.published() {
        return Err(Refusal::DeletePublished { name, number: published.number });
    }
    unmoved(action, seen)?;
    let versions = action.versions().iter().rev().map(|version| version.number);
    let audit = AuditEntry::new(Verb::Delete, &name, versions, json!({}));
    let report = Report::Deleted { name, versions: action.versions().len() };
    Ok(Plan::edit(Change::Delete { action: action.id() }, audit, report))
}
