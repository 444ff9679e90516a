//! `notices`: what admins should know. Once shown they are seen.

use crate::admin::ledger::Ledger;
use crate::admin::{Deed, Plan, Report};

pub(in crate::admin) fn plan(ledger: &Ledger) -> Plan {
    let seen: Vec<i64> = ledger.notices.iter().map(|notice| notice.id).collect();
    let deeds = if seen.is_empty() { Vec::new() } else { vec![Deed::NoticesSeen(seen)] };
    Plan { deeds, ..Plan::report(Report::Notices(ledger.notices.clone())) }
}
