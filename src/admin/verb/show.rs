//! `show NAME [VERSION]`: what a version says; for a draft beside a published version also what is different.

use super::{edition, find};
use crate::admin::diff::differences;
use crate::admin::library::Library;
use crate::admin::report::{ListRow, Shown};
use crate::admin::{Plan, Refusal, Report};
use crate::domain::version::{VersionNumber, VersionState};

pub(in crate::admin) fn plan(typed: &str, version: Option<VersionNumber>, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let shown = edition(action, version)?;
    let differences = match (shown.state, action.published()) {
        (VersionState::Draft, Some(published)) => Some(differences(&published.definition, &shown.definition)),
        (VersionState::Draft, None)
        | (VersionState::Published | VersionState::Superseded | VersionState::Withdrawn, _) => None,
    };
    Ok(Plan::report(Report::Shown(Box::new(Shown {
        row: ListRow::of(action),
        number: shown.number,
        state: shown.state,
        lock: action.version(shown.number).map_or(0, |version| version.lock),
        definition: shown.definition,
        differences,
    }))))
}
