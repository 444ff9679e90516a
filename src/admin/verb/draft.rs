//! `draft NAME`: a new draft as a copy of what is published, beside it; or of what was withdrawn.

use serde_json::json;

use super::find;
use crate::admin::library::{Library, Standing};
use crate::admin::{AuditEntry, Plan, Refusal, Report, Verb};
use crate::domain::change::Change;

pub(in crate::admin) fn plan(typed: &str, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let name = action.name().clone();
    let (source, published) = match action.standing() {
        Standing::Draft(draft) | Standing::Published { draft: Some(draft), .. } => {
            return Err(Refusal::DraftExists { name, number: draft.number });
        }
        Standing::Published { published, draft: None } => (published, Some(published.number)),
        Standing::Withdrawn { last } => (last, None),
    };
    let (number, from) = (action.next_number(), source.number);
    let change =
        Change::StartDraft { action: action.id(), number, definition: source.definition.write(), from: Some(from) };
    let audit = AuditEntry::new(Verb::Draft, &name, [number, from], json!({ "from": from.0 }));
    Ok(Plan::edit(change, audit, Report::DraftStarted { name, number, from, published }))
}
