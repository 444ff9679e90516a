//! `publish NAME [VERSION]`: exactly the draft that was seen becomes what customers get.

use super::find;
use crate::admin::command::Seen;
use crate::admin::diff::differences;
use crate::admin::library::{Action, Draft, Library, Standing};
use crate::admin::{AuditEntry, Plan, Refusal, Report, Verb};
use crate::domain::change::Change;
use crate::domain::definition::Known;

pub(in crate::admin) fn plan(typed: &str, seen: Option<Seen>, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let draft = draft(action, seen)?;
    secrets_set(action, draft, library.known())?;
    let replaced = action.published();
    let name = action.name().clone();
    Ok(Plan {
        changes: vec![Change::Publish { action: action.id(), number: draft.number, lock: draft.lock }],
        audit: vec![AuditEntry {
            verb: Verb::Publish,
            action: name.clone(),
            versions: std::iter::once(draft.number).chain(replaced.map(|edition| edition.number)).collect(),
            detail: replaced.map(|edition| format!("replaced {}", edition.number)).unwrap_or_default(),
        }],
        report: Report::Published {
            name,
            number: draft.number,
            replaced: replaced.map(|edition| edition.number),
            differences: replaced
                .map(|edition| differences(&edition.definition, &draft.definition))
                .unwrap_or_default(),
        },
        follow: None,
    })
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
        Some(seen) if seen.number != draft.number || seen.lock.is_some_and(|lock| lock != draft.lock) => {
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
        Some(secret) if !set.contains(secret.as_str()) => Err(Refusal::SecretsMissing {
            name: action.name().clone(),
            number: draft.number,
            secrets: vec![secret.clone()],
        }),
        Some(_) | None => Ok(()),
    }
}
