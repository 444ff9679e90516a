//! `why TEXT`: what the matcher makes of a message, and why.

use crate::admin::ledger::Ledger;
use crate::admin::{Plan, Report};

pub(in crate::admin) fn plan(ledger: &Ledger) -> Plan {
    Plan::report(Report::Explained(ledger.explanation.clone().map(Box::new)))
}
