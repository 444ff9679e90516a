//! `list`: all actions.

use crate::admin::library::Library;
use crate::admin::report::rows;
use crate::admin::{Plan, Report};

pub(in crate::admin) fn plan(library: &Library) -> Plan {
    Plan::report(Report::Listed(rows(library)))
}
