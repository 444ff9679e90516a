//! `create`: a guided dialogue for a new action. Nothing changes before it ends.

use crate::admin::guide::Guide;
use crate::admin::{Follow, Plan, Report};

pub(in crate::admin) fn plan() -> Plan {
    Plan { follow: Some(Follow::Guide(Box::new(Guide::create()))), ..Plan::report(Report::Guiding) }
}
