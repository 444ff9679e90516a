//! `settle REFERENCE done|not-done|again|tell [WORDS]`: what becomes of a call whose outcome nobody saw.

use serde_json::json;

use crate::admin::command::Settlement;
use crate::admin::ledger::Ledger;
use crate::admin::{AuditEntry, Deed, Plan, Refusal, Report, Verb};

pub(in crate::admin) fn plan(reference: &str, how: &Settlement, ledger: &Ledger) -> Result<Plan, Refusal> {
    let waiting = || ledger.runs.iter().filter(|run| run.unsettled);
    let Some(run) = waiting().find(|run| run.id.reference() == reference) else {
        let settled =
            ledger.runs.iter().find(|run| run.id.reference() == reference).and_then(|run| run.settled.clone());
        let waiting = waiting().map(|run| run.id.reference()).collect();
        return Err(Refusal::NothingToSettle { reference: reference.to_owned(), settled, waiting });
    };
    // Whoever looks at a call that is gone cannot know what it would do.
    if *how == Settlement::Again && run.action.is_none() {
        return Err(Refusal::CannotRunAgain { reference: reference.to_owned() });
    }
    let audit = AuditEntry {
        verb: Verb::Settle,
        action: run.action.clone(),
        versions: run.number.into_iter().collect(),
        detail: json!({ "call": reference, "how": how.as_str() }),
    };
    let deed = Deed::Settle { call: run.id, how: how.clone(), audit };
    let (action, repeatable) = (run.action.clone(), run.repeatable);
    let report = Report::Settled { reference: reference.to_owned(), action, how: how.clone(), repeatable };
    Ok(Plan { deeds: vec![deed], ..Plan::report(report) })
}
