//! `preview NAME`: try the newest version in one conversation.

use super::find;
use crate::admin::library::Library;
use crate::admin::{Follow, Plan, Refusal, Report};

pub(in crate::admin) fn plan(typed: &str, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let edition = action.newest();
    let report = Report::Previewing {
        name: action.name().clone(),
        number: edition.number,
        state: edition.state,
        lock: action.version(edition.number).map_or(0, |version| version.lock),
        triggers: edition.definition.triggers.clone(),
    };
    let follow = Follow::Preview { action: action.id(), number: edition.number, definition: edition.definition };
    Ok(Plan { follow: Some(follow), ..Plan::report(report) })
}
