//! `help [VERB]`: what the person may type.

use crate::admin::access::{Role, allows};
use crate::admin::{Plan, Report, Verb};

pub(in crate::admin) fn plan(topic: Option<Verb>, role: Role) -> Plan {
    let verbs = match topic {
        Some(verb) => vec![verb],
        None => Verb::ALL.into_iter().filter(|verb| allows(role, *verb)).collect(),
    };
    Plan::report(Report::Help { verbs, one: topic.is_some(), role })
}
