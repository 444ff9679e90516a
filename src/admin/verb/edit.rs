//! `edit NAME`: a guided dialogue over the draft. What is published cannot be edited; a draft beside it can.

use super::find;
use crate::admin::guide::{Guide, Target};
use crate::admin::library::{Library, Standing};
use crate::admin::{Follow, Plan, Refusal, Report};

pub(in crate::admin) fn plan(typed: &str, library: &Library) -> Result<Plan, Refusal> {
    let guide = begin(typed, library)?;
    Ok(Plan { follow: Some(Follow::Guide(Box::new(guide))), ..Plan::report(Report::Guiding) })
}

/// The dialogue as it begins.
pub(in crate::admin) fn begin(typed: &str, library: &Library) -> Result<Guide, Refusal> {
    let action = find(library, typed)?;
    let name = action.name().clone();
    let (target, definition) = match action.standing() {
        Standing::Published { published, draft: None } => {
            return Err(Refusal::EditPublished { name, number: published.number });
        }
        Standing::Draft(draft) | Standing::Published { draft: Some(draft), .. } => {
            (Target::Draft { name, number: draft.number, lock: draft.lock }, &draft.definition)
        }
        Standing::Withdrawn { last } => (Target::Revival { name, from: last.number }, &last.definition),
    };
    Ok(Guide::edit(target, definition))
}
