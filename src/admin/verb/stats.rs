//! `stats [NAME]`: how actions fare with customers, of late.

use std::collections::BTreeMap;

use super::find;
use crate::admin::ledger::{Ledger, Tally};
use crate::admin::library::Library;
use crate::admin::report::{Day, Fared};
use crate::admin::{Plan, Refusal, Report};
use crate::domain::action::ActionName;
use crate::domain::tally::Happened;

pub(in crate::admin) fn plan(typed: Option<&str>, library: &Library, ledger: &Ledger) -> Result<Plan, Refusal> {
    let name = typed.map(|typed| find(library, typed)).transpose()?.map(|action| action.name().clone());
    let mut actions: BTreeMap<ActionName, Fared> = BTreeMap::new();
    let mut days: BTreeMap<jiff::civil::Date, Day> = BTreeMap::new();
    for tally in &ledger.tallies {
        add(actions.entry(tally.action.clone()).or_default(), tally);
        let day = days.entry(tally.day).or_insert_with(|| Day { day: tally.day, started: 0, completed: 0 });
        match tally.happened {
            Happened::Started => day.started += tally.times,
            Happened::Completed => day.completed += tally.times,
            Happened::Abandoned { .. } | Happened::Failed | Happened::HandedOff => {}
        }
    }
    let actions = actions.into_iter().collect();
    Ok(Plan::report(Report::Stats { name, actions, days: days.into_values().collect() }))
}

fn add(fared: &mut Fared, tally: &Tally) {
    match &tally.happened {
        Happened::Started => fared.started += tally.times,
        Happened::Completed => fared.completed += tally.times,
        Happened::Failed => fared.failed += tally.times,
        Happened::HandedOff => fared.handed_off += tally.times,
        Happened::Abandoned { at } => {
            fared.abandoned += tally.times;
            if let Some(at) = at {
                *fared.at.entry(at.clone()).or_default() += tally.times;
            }
        }
    }
}
