//! Whether the phrases of definitions can do their work beside those of what is published.
//!
//! Only what is about to reach customers is judged: drafts may say what they like. Deliberately absent: judging
//! itself, which is the matcher's ([`crate::matching::gate_all`]), and the operator's thresholds, which phrases do
//! not depend on.

use std::collections::BTreeSet;

use super::library::{Action, Library};
use crate::domain::action::ActionName;
use crate::domain::definition::{Definition, trigger_lines};
use crate::matching::{Entry, gate_all};

pub use crate::matching::{Finding, Severity};

/// What is to be said of one trigger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseRemark {
    /// The action it is to start.
    pub action: ActionName,
    /// The trigger.
    pub phrase: String,
    /// Its place among the action's triggers, from 0.
    pub index: usize,
    /// What was found.
    pub finding: Finding,
}

/// What is to be said of all triggers judged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judged {
    /// Triggers that would be useless, or would spoil another action's.
    pub problems: Vec<PhraseRemark>,
    /// Triggers that work, but not well.
    pub warnings: Vec<PhraseRemark>,
}

/// Judges the triggers of `definitions`, whose names are different, as if they were published together: each takes
/// the place of what is published under its name.
pub fn judge(definitions: &[&Definition], library: &Library) -> Judged {
    let names: BTreeSet<&ActionName> = definitions.iter().map(|definition| &definition.name).collect();
    let stays = |action: &&Action| !names.contains(action.name());
    let published = library.actions().filter(stays).filter_map(|action| action.published());
    let mut entries: Vec<Entry> = definitions.iter().map(|definition| entry(definition)).collect();
    let candidates: Vec<usize> = (0..entries.len()).collect();
    entries.extend(published.map(|edition| entry(&edition.definition)));
    let mut judged = Judged::default();
    for (index, found) in gate_all(&entries, &candidates) {
        let Some(definition) = definitions.get(index) else { continue };
        let remark = PhraseRemark {
            action: definition.name.clone(),
            phrase: definition.triggers.get(found.phrase).cloned().unwrap_or_default(),
            index: found.phrase,
            finding: found.finding,
        };
        match remark.finding.severity() {
            Severity::Problem => judged.problems.push(remark),
            Severity::Warning => judged.warnings.push(remark),
        }
    }
    judged
}

/// Those of the remarks that are about the action of a file, each with the line of its trigger, from 1.
pub fn in_file(toml: &str, action: &ActionName, remarks: &[PhraseRemark]) -> Vec<(usize, PhraseRemark)> {
    let own = remarks.iter().filter(|remark| remark.action == *action);
    let lines = trigger_lines(toml);
    own.map(|remark| (lines.get(remark.index).copied().unwrap_or(1), remark.clone())).collect()
}

fn entry(definition: &Definition) -> Entry {
    Entry {
        name: definition.name.as_str().to_owned(),
        triggers: definition.triggers.clone(),
        not: definition.not.clone(),
    }
}
