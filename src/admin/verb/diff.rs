//! `diff NAME [FROM] [TO]`: what is different between two versions, in words.

use super::{edition, find};
use crate::admin::diff::differences;
use crate::admin::library::{Action, Library};
use crate::admin::{Plan, Refusal, Report};
use crate::domain::version::VersionNumber;

pub(in crate::admin) fn plan(
    typed: &str,
    from: Option<VersionNumber>,
    to: Option<VersionNumber>,
    library: &Library,
) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let to = edition(action, to)?;
    let Some(from) = from.or_else(|| compared_with(action, to.number)) else {
        return Err(Refusal::NothingToCompare { name: action.name().clone(), number: to.number });
    };
    let from = edition(action, Some(from))?;
    let differences = differences(&from.definition, &to.definition);
    Ok(Plan::report(Report::Compared { name: action.name().clone(), from: from.number, to: to.number, differences }))
}

/// What a version is compared with when nobody says: what customers get, else the version before.
pub(in crate::admin) fn compared_with(action: &Action, to: VersionNumber) -> Option<VersionNumber> {
    let published = action.published().map(|edition| edition.number).filter(|number| *number != to);
    let earlier = || action.versions().iter().rev().map(|version| version.number).find(|number| *number < to);
    published.or_else(earlier)
}
