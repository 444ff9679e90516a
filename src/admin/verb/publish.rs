//! `publish NAME [VERSION]`: exactly the draft that was seen becomes what customers get. Without a draft, what was
//! unpublished last comes back.

use serde_json::json;

use super::{find, row};
use crate::admin::command::Seen;
use crate::admin::commands::without_room;
use crate::admin::diff::differences;
use crate::admin::library::{Action, Draft, Edition, Library, Standing};
use crate::admin::phrases::{Judged, PhraseRemark, judge};
use crate::admin::{AuditEntry, Plan, Refusal, Report, Verb};
use crate::domain::change::Change;
use crate::domain::definition::{Definition, Known};
use crate::domain::limits;
use crate::domain::version::VersionNumber;

pub(in crate::admin) fn plan(typed: &str, seen: Option<Seen>, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    if let (Standing::Withdrawn { last }, None) = (action.standing(), seen) {
        return again(action, last, library);
    }
    let draft = draft(action, seen)?;
    secrets_set(action, draft.number, &draft.definition, library.known())?;
    commands_fit(&draft.definition, library)?;
    let phrases = phrases_fit(action, &draft.definition, library)?;
    let name = action.name().clone();
    let replaced = action.published();
    let differences = replaced.map(|edition| differences(&edition.definition, &draft.definition)).unwrap_or_default();
    let (number, replaced) = (draft.number, replaced.map(|edition| edition.number));
    let change = Change::Publish { action: action.id(), number, lock: draft.lock };
    let audit = AuditEntry::published(&name, number, replaced);
    Ok(Plan::edit(change, audit, Report::Published { name, number, replaced, differences, phrases }))
}

/// What was unpublished is published again: as the next version, because the one that was withdrawn stays so.
fn again(action: &Action, last: &Edition, library: &Library) -> Result<Plan, Refusal> {
    let (name, number) = (action.name().clone(), action.next_number());
    secrets_set(action, number, &last.definition, library.known())?;
    commands_fit(&last.definition, library)?;
    let phrases = phrases_fit(action, &last.definition, library)?;
    let change = Change::StartDraft {
        action: action.id(),
        number,
        definition: last.definition.write(),
        from: Some(last.number),
    };
    let audit = AuditEntry::new(Verb::Draft, &name, [number], json!({ "from": last.number }));
    let published = AuditEntry::published(&name, number, None);
    let report = Report::Published { name, number, replaced: None, differences: Vec::new(), phrases };
    let mut plan = Plan::edit(change, audit, report);
    for edit in &mut plan.edits {
        edit.publish = Some(published.clone());
    }
    Ok(plan)
}

/// The draft, when it is the one that was seen.
fn draft(action: &Action, seen: Option<Seen>) -> Result<&Draft, Refusal> {
    let name = action.name().clone();
    let draft = match action.standing() {
        Standing::Draft(draft) | Standing::Published { draft: Some(draft), .. } => draft,
        Standing::Published { published, draft: None } => {
            let number = published.number;
            let by = action.version(number).and_then(|version| version.published.clone());
            return Err(Refusal::AlreadyPublished { name, number, by, differences: Vec::new() });
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
            let by = action.version(draft.number).map(|version| version.written().clone());
            Err(Refusal::DraftMoved { name, seen, now: Some(draft.number), by, differences: Vec::new() })
        }
        Some(_) | None => Ok(draft),
    }
}

/// Platforms take so many commands of a bot and no more.
fn commands_fit(definition: &Definition, library: &Library) -> Result<(), Refusal> {
    match without_room(&[definition], library).first() {
        Some(without) => Err(Refusal::TooManyCommands { name: without.name.clone(), max: limits::OWN_COMMANDS }),
        None => Ok(()),
    }
}

/// What is worth knowing of the triggers, when none of them would be useless.
fn phrases_fit(action: &Action, definition: &Definition, library: &Library) -> Result<Vec<PhraseRemark>, Refusal> {
    let Judged { problems, warnings } = judge(&[definition], library);
    if problems.is_empty() { Ok(warnings) } else { Err(Refusal::Phrases { name: action.name().clone(), problems }) }
}

/// An action whose secret has no value would fail at its first call.
fn secrets_set(action: &Action, number: VersionNumber, definition: &Definition, known: &Known) -> Result<(), Refusal> {
    let Some(set) = &known.secrets else { return Ok(()) };
    match definition.call.auth.secret() {
        Some(secret) if !set.contains(secret) => {
            Err(Refusal::SecretsMissing { name: action.name().clone(), number, secrets: vec![secret.clone()] })
        }
        Some(_) | None => Ok(()),
    }
}
