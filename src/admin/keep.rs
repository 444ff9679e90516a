//! Keeping a definition: as a new action, over its draft, or as a draft beside what is published.

use std::sync::Arc;

use super::diff::differences;
use super::library::{Action, Draft, Standing};
use super::report::{Keeping, Kept, Replaced};
use super::{AuditEntry, Verb};
use crate::domain::change::Change;
use crate::domain::definition::Definition;
use crate::domain::problem::Note;
use crate::domain::version::{VersionNumber, VersionState};

/// What keeping a definition takes.
pub(super) struct Keep {
    pub(super) changes: Vec<Change>,
    pub(super) audit: Vec<AuditEntry>,
    pub(super) kept: Kept,
}

/// Plans to keep a definition as `action`, which has its name, or as a new action.
pub(super) fn keep(
    verb: Verb,
    definition: Definition,
    notes: Vec<Note>,
    action: Option<&Action>,
    publish: bool,
) -> Keep {
    let Some(action) = action else { return create(verb, definition, notes, publish) };
    let replaced = Replaced(action.published().map(|edition| edition.number));
    let (number, how, mut changes) = match action.standing() {
        Standing::Published { published, draft } if *published.definition == definition => {
            let draft = draft.as_ref().map(|draft| draft.number);
            let how = Keeping::Unchanged { state: VersionState::Published, draft };
            return unchanged(definition, notes, published.number, how);
        }
        Standing::Draft(draft) | Standing::Published { draft: Some(draft), .. } => redraft(action, draft, &definition),
        Standing::Published { published, draft: None } => {
            let how = Keeping::Beside { published: published.number };
            (action.next_number(), how, vec![start(action, &definition)])
        }
        Standing::Withdrawn { .. } => (action.next_number(), Keeping::Revived, vec![start(action, &definition)]),
    };
    if publish {
        changes.push(Change::Publish { action: action.id(), number, lock: lock_after(action, &changes) });
    }
    if changes.is_empty() {
        return unchanged(definition, notes, number, how);
    }
    let before = action.newest();
    let kept = Kept {
        name: definition.name.clone(),
        number,
        how,
        published: publish.then_some(replaced),
        differences: differences(&before.definition, &definition),
        notes,
    };
    let audit = audit(verb, &kept);
    Keep { changes, audit, kept }
}

fn create(verb: Verb, definition: Definition, notes: Vec<Note>, publish: bool) -> Keep {
    let changes = vec![Change::Create { name: definition.name.clone(), definition: definition.write(), publish }];
    let kept = Kept {
        name: definition.name,
        number: VersionNumber(1),
        how: Keeping::Created,
        published: publish.then_some(Replaced(None)),
        differences: Vec::new(),
        notes,
    };
    let audit = audit(verb, &kept);
    Keep { changes, audit, kept }
}

fn redraft(action: &Action, draft: &Draft, definition: &Definition) -> (VersionNumber, Keeping, Vec<Change>) {
    if Arc::as_ref(&draft.definition) == definition {
        return (draft.number, Keeping::Unchanged { state: VersionState::Draft, draft: None }, Vec::new());
    }
    let change = Change::Redraft {
        action: action.id(),
        number: draft.number,
        lock: draft.lock,
        definition: definition.write(),
    };
    let how = Keeping::Redrafted { published: action.published().map(|edition| edition.number) };
    (draft.number, how, vec![change])
}

fn start(action: &Action, definition: &Definition) -> Change {
    Change::StartDraft {
        action: action.id(),
        number: action.next_number(),
        definition: definition.write(),
        from: None,
    }
}

/// The draft's lock number once the changes are made.
fn lock_after(action: &Action, changes: &[Change]) -> u32 {
    match (action.draft(), changes) {
        (Some(draft), []) => draft.lock,
        (Some(draft), _) => draft.lock + 1,
        (None, _) => Change::FIRST_LOCK,
    }
}

fn unchanged(definition: Definition, notes: Vec<Note>, number: VersionNumber, how: Keeping) -> Keep {
    let kept =
        Kept { name: definition.name, number, how, published: None, differences: Vec::new(), notes };
    Keep { changes: Vec::new(), audit: Vec::new(), kept }
}

fn audit(verb: Verb, kept: &Kept) -> Vec<AuditEntry> {
    let wrote = match kept.how {
        Keeping::Created => Some("created"),
        Keeping::Redrafted { .. } => Some("redrafted"),
        Keeping::Beside { .. } | Keeping::Revived => Some("new draft"),
        Keeping::Unchanged { .. } => None,
    };
    let mut audit = Vec::new();
    if let Some(detail) = wrote {
        audit.push(AuditEntry {
            verb,
            action: kept.name.clone(),
            versions: vec![kept.number],
            detail: detail.to_owned(),
        });
    }
    if let Some(Replaced(replaced)) = kept.published {
        audit.push(AuditEntry {
            verb: Verb::Publish,
            action: kept.name.clone(),
            versions: std::iter::once(kept.number).chain(replaced).collect(),
            detail: replaced.map(|number| format!("replaced {number}")).unwrap_or_default(),
        });
    }
    audit
}
