//! Keeping a definition: as a new action, over its draft, or as a draft beside what is published.

use serde_json::json;

use super::diff::differences;
use super::library::{Action, Standing};
use super::report::{Keeping, Kept, Replaced};
use super::{AuditEntry, Edit, Verb};
use crate::domain::change::Change;
use crate::domain::definition::Definition;
use crate::domain::problem::Note;
use crate::domain::version::VersionNumber;

/// Plans to keep a definition as `action`, which has its name, or as a new action.
/// A definition that is kept already changes nothing.
pub(super) fn keep(
    verb: Verb,
    definition: &Definition,
    notes: Vec<Note>,
    action: Option<&Action>,
    publish: bool,
) -> (Option<Edit>, Kept) {
    let Placed { number, how, change } = match action {
        None => Placed {
            number: VersionNumber(1),
            how: Keeping::Created,
            change: Some(Change::Create { name: definition.name.clone(), definition: definition.write() }),
        },
        Some(action) => place(verb, action, definition, publish),
    };
    let publish_now = publish && change.is_some();
    let published = action.and_then(Action::published);
    let replaced = published.map(|edition| edition.number);
    let before = if publish_now { published.cloned() } else { action.map(Action::newest) };
    let edit = change.map(|change| edit(verb, change, definition, number, publish_now.then_some(Replaced(replaced))));
    let kept = Kept {
        name: definition.name.clone(),
        number,
        how,
        published: publish_now.then_some(Replaced(replaced)),
        differences: before.map(|before| differences(&before.definition, definition)).unwrap_or_default(),
        notes,
        phrases: Vec::new(),
    };
    (edit, kept)
}

/// Where a definition goes, and the change that puts it there.
struct Placed {
    number: VersionNumber,
    how: Keeping,
    change: Option<Change>,
}

fn place(verb: Verb, action: &Action, definition: &Definition, publish: bool) -> Placed {
    // As written: a stored version no longer knows which kinds were inferred, and that makes no difference.
    let text = definition.write();
    let start = || Change::StartDraft {
        action: action.id(),
        number: action.next_number(),
        definition: text.clone(),
        from: None,
    };
    match action.standing() {
        // What is imported may be what is there already; what is saved is the draft, whatever it says.
        Standing::Published { published, draft } if verb == Verb::Import && published.definition.write() == text => {
            let draft = draft.as_ref().map(|draft| draft.number);
            let how = Keeping::SameAsPublished { draft };
            Placed { number: published.number, how, change: None }
        }
        Standing::Draft(draft) | Standing::Published { draft: Some(draft), .. } => {
            let (action_id, number, lock) = (action.id(), draft.number, draft.lock);
            if draft.definition.write() == text {
                let how = Keeping::SameAsDraft;
                let change = publish.then_some(Change::Publish { action: action_id, number, lock });
                return Placed { number, how, change };
            }
            let change = Change::Redraft { action: action_id, number, lock, definition: text };
            let how = Keeping::Redrafted { published: action.published().map(|edition| edition.number) };
            Placed { number, how, change: Some(change) }
        }
        Standing::Published { published, draft: None } => {
            let how = Keeping::Beside { published: published.number };
            Placed { number: action.next_number(), how, change: Some(start()) }
        }
        Standing::Withdrawn { .. } => {
            Placed { number: action.next_number(), how: Keeping::Revived, change: Some(start()) }
        }
    }
}

/// The change with its audit; `replaced` when it is published in the same breath.
fn edit(
    verb: Verb,
    change: Change,
    definition: &Definition,
    number: VersionNumber,
    replaced: Option<Replaced>,
) -> Edit {
    let published = replaced.map(|Replaced(replaced)| AuditEntry::published(&definition.name, number, replaced));
    let wrote = |what: &str| AuditEntry::new(verb, &definition.name, [number], json!({ "wrote": what }));
    match &change {
        Change::Create { .. } => Edit { change, audit: wrote("action"), publish: published },
        Change::StartDraft { .. } => Edit { change, audit: wrote("new draft"), publish: published },
        Change::Redraft { .. } => Edit { change, audit: wrote("draft"), publish: published },
        Change::Publish { .. } | Change::Unpublish { .. } | Change::Delete { .. } => {
            let audit = published.unwrap_or_else(|| wrote("nothing"));
            Edit { change, audit, publish: None }
        }
    }
}
