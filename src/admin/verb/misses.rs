//! `misses`: what nothing matched. `misses add NUMBER NAME`: one of these becomes a trigger of an action's draft.

use super::find;
use crate::admin::general::phrase;
use crate::admin::keep::keep;
use crate::admin::ledger::Ledger;
use crate::admin::library::Library;
use crate::admin::{Deed, Plan, Refusal, Report, Verb};
use crate::domain::definition::{Definition, Known};

pub(in crate::admin) fn list(ledger: &Ledger) -> Plan {
    Plan::report(Report::Misses(ledger.misses.clone()))
}

/// The actions that it could belong to.
pub(in crate::admin) fn place(miss: i64, library: &Library, ledger: &Ledger) -> Result<Plan, Refusal> {
    let found = ledger.misses.iter().find(|one| one.id == miss).ok_or(Refusal::NoSuchMiss { miss })?;
    let names = library.actions().map(|action| action.name().clone()).collect();
    Ok(Plan::report(Report::WhichAction { miss, text: found.text.clone(), names }))
}

/// Customers get the phrase when the draft is published, and not before.
pub(in crate::admin) fn add(miss: i64, typed: &str, library: &Library, ledger: &Ledger) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let found = ledger.misses.iter().find(|one| one.id == miss).ok_or(Refusal::NoSuchMiss { miss })?;
    let phrase = phrase(&found.text);
    let name = action.name().clone();
    let mut definition = Definition::clone(&action.newest().definition);
    let said = |trigger: &String| trigger.to_lowercase() == phrase;
    if definition.triggers.iter().any(said) {
        return Err(Refusal::PhraseThere { name, phrase });
    }
    definition.triggers.push(phrase.clone());
    let (definition, _) = Definition::read(&definition.write(), &Known { secrets: None })
        .map_err(|problems| Refusal::PhraseUnusable { name, phrase: phrase.clone(), problems })?;
    let (edit, kept) = keep(Verb::Edit, &definition, Vec::new(), Some(action), false);
    Ok(Plan {
        edits: edit.into_iter().collect(),
        deeds: vec![Deed::ForgetMiss(miss)],
        ..Plan::report(Report::PhraseAdded { phrase, kept })
    })
}
