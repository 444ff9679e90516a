//! `export NAME [VERSION]`: the definition as the file that `import` takes; the newest when no version is named.

use super::{edition, find};
use crate::admin::library::Library;
use crate::admin::{Plan, Refusal, Report};
use crate::domain::version::VersionNumber;

pub(in crate::admin) fn plan(typed: &str, version: Option<VersionNumber>, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let edition = edition(action, version)?;
    Ok(Plan::report(Report::Exported {
        name: action.name().clone(),
        number: edition.number,
        toml: edition.definition.write(),
    }))
}
