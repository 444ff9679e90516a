//! `rollback NAME VERSION`: a draft as a copy of an old version. Never publishes, never overwrites a draft.

use serde_json::json;

use super::{edition, find, unmoved};
use crate::admin::command::Seen;
use crate::admin::diff::differences;
use crate::admin::library::Library;
use crate::admin::{AuditEntry, Plan, Refusal, Report, Verb};
use crate::domain::change::Change;
use crate::domain::version::VersionNumber;

pub(in crate::admin) fn plan(
    typed: &str,
    wanted: VersionNumber,
    seen: Option<Seen>,
    library: &Library,
) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let name = action.name().clone();
    let source = edition(action, Some(wanted))?;
    let published = action.published().map(|edition| edition.number);
    if let Some(draft) = action.draft() {
        return Err(if draft.number == wanted {
            Refusal::RollbackToDraft { name, number: wanted }
        } else {
            Refusal::RollbackOverDraft { name, draft: draft.number, wanted, published: published.is_some() }
        });
    }
    unmoved(action, seen)?;
    let number = action.next_number();
    let current = action.newest();
    let change =
        Change::StartDraft { action: action.id(), number, definition: source.definition.write(), from: Some(wanted) };
    let audit = AuditEntry::new(Verb::Rollback, &name, [number, wanted], json!({ "from": wanted.0 }));
    let differences = differences(&current.definition, &source.definition);
    Ok(Plan::edit(change, audit, Report::RolledBack { name, number, from: wanted, published, differences }))
}
