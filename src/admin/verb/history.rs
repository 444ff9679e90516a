//! `history NAME`: all versions, the newest first.

use super::find;
use crate::admin::library::Library;
use crate::admin::{Plan, Refusal, Report};

pub(in crate::admin) fn plan(typed: &str, library: &Library) -> Result<Plan, Refusal> {
    let action = find(library, typed)?;
    let versions = action.versions().iter().rev().cloned().collect();
    Ok(Plan::report(Report::History { name: action.name().clone(), versions }))
}
