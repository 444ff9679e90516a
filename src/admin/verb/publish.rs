//! `publish NAME [VERSION]`: exactly the draft that was seen becomes what customers get.

use super::{find, row};
use crate::admin::command::Seen;
use crate::admin::diff::differences;
use crate::admin::library::{Action, Draft, Library, Standing};
use crate::admin::{AuditEntry, Plan, Refusal, Report};
use crate::domain::change::Change;
use crate::domain::definition::Known;

pub(in crate::admin) fn plan(typed: &str, seen: Option<Seen>, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let draft = draft(action, seen)?;
    secrets_set(action, draft, library.known())?;
    let name = action.name().clone();
    let replaced = action.published();
    let differences = replaced.map(|edition| differences(&edition.definition, &draft.definition)).unwrap_or_default();
    let (number, replaced) = (draft.number, replaced.map(|edition| edition.number));
    let change = Change::Publish { action: action.id(), number, lock: draft.lock };
    let audit = AuditEntry::published(&name, number, replaced);
    Ok(Plan::edit(change, audit, Report::Published { name, number, replaced, differences }))
}

/// The draft, when it is the one that was seen.
fn draft(action: &Action, seen: Option<Seen>) -> Result<&Draft, Refusal> {
    let name = action.name().clone();
    let draft = match action.standing() {
        Standing::Draft(draft) | Standing::Published { draft: Some(draft), .. } => draft,
        Standing::Published { published, draft: None } => {
            return Err(Refusal::AlreadyPublished { name, number: published.number });
        }
        Standing::Withdrawn { last } => {
            return Err(Refusal::NothingToPublish { name, last: last.number, state: last.state });
        }
    };
    match seen {
        Some(Seen { number, .. }) if number != draft.number => {
            row(action, number)?;
            Err(Refusal::NotTheDraft { name, number, draft: draft.number })
        }
        Some(seen) if seen.lock.is_some_and(|lock| lock != draft.lock) => {
            let by = action.version(draft.number).map(|version| version.written().by.clone());
            Err(Refusal::DraftMoved { name, seen, now: Some(draft.number), by })
        }
        Some(_) | None => Ok(draft),
    }
}

/// An action whose secret has no value would fail at its first call.
fn secrets_set(action: &Action, draft: &Draft, known: &Known) -> Result<(), Refusal> {
    let Some(set) = &known.secrets else { return Ok(()) };
    match draft.definition.call.auth.secret() {
        Some(secret) if !set.contains(secret) => Err(Refusal::SecretsMissing {
            name: action.name().clone(),
            number: draft.number,
            secrets: vec![secret.clone()],
        }),
        Some(_) | None => Ok(()),
    }
}
