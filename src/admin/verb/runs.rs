//! `runs [NAME or REFERENCE]`: the latest calls, or one of them. What customers gave is in neither.

use std::sync::Arc;

use super::find;
use crate::admin::command::RunsOf;
use crate::admin::ledger::{Ledger, Run};
use crate::admin::library::Library;
use crate::admin::{Plan, Refusal, Report};
use crate::domain::definition::Definition;

pub(in crate::admin) fn plan(of: &RunsOf, library: &Library, ledger: &Ledger) -> Result<Plan, Refusal> {
    let name = match of {
        RunsOf::Everything => None,
        RunsOf::Action(typed) => Some(find(library, typed)?.name().clone()),
        RunsOf::One(reference) => {
            let run = ledger.runs.iter().find(|run| run.id.reference() == *reference);
            let run = run.ok_or_else(|| Refusal::NoSuchRun { reference: reference.clone() })?;
            let definition = definition(run, library);
            return Ok(Plan::report(Report::Ran { run: Box::new(run.clone()), definition }));
        }
    };
    Ok(Plan::report(Report::Runs { name, runs: ledger.runs.clone() }))
}

/// What the call was defined by, as far as it is at hand.
fn definition(run: &Run, library: &Library) -> Option<Arc<Definition>> {
    let action = library.get(run.action.as_ref()?)?;
    action.definition(run.number?).cloned()
}
