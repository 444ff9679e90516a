//! What is wrong with actions' phrases before they are published.
//!
//! All actions join in one trained matcher, and each phrase that is judged is
//! then a message of which its action does not have the phrase: so would a
//! customer's wording of it be. Exact texts are compared as well; only these
//! can make a phrase useless, because a trigger's exact text always acts.

use super::hash::Map;
use super::normalise::{self, Substance};
use super::{Entry, Matcher, Settings};
use crate::domain::limits;

/// One thing that is wrong with one phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseProblem {
    /// Index into the triggers.
    pub phrase: usize,
    /// What it is.
    pub finding: Finding,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The phrase is useless: publishing is refused.
    Problem,
    /// It works, but not well.
    Warning,
}

/// What is wrong with a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The same as an earlier trigger of this action.
    Repeated {
        /// Index of the earlier one.
        earlier: usize,
    },
    /// The same as a trigger of another action.
    TakenBy {
        /// The other action's name.
        action: String,
    },
    /// Also among the action's own `not` phrases.
    Refused,
    /// Not a letter in it: a bare number is an answer to a question, not a wish.
    NoLetter,
    /// Put a little differently, the other action would answer it.
    AnsweredBy {
        /// The other action's name.
        action: String,
    },
    /// Put a little differently, the other action would be offered first.
    AskedAgainst {
        /// The other action's name.
        action: String,
    },
    /// Hardly a letter to go by: only the exact text will act.
    TooShort,
    /// Nothing but words that are in every other message: only the exact text will act.
    TooCommon,
}

impl Finding {
    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Finding::TakenBy { .. } | Finding::Refused | Finding::NoLetter => Severity::Problem,
            Finding::Repeated { .. }
            | Finding::AnsweredBy { .. }
            | Finding::AskedAgainst { .. }
            | Finding::TooShort
            | Finding::TooCommon => Severity::Warning,
        }
    }
}

/// Checks the triggers of `candidate` against the `others` that are published;
/// an older version of it among them is passed over.
#[must_use]
pub fn gate(candidate: &Entry, others: &[Entry]) -> Vec<PhraseProblem> {
    let mut entries: Vec<Entry> = others.iter().filter(|other| other.name != candidate.name).cloned().collect();
    let own = entries.len();
    entries.push(candidate.clone());
    gate_all(&entries, &[own]).into_iter().map(|(_, found)| found).collect()
}

/// Checks the triggers of those `entries` whose indices are `candidates`, as if all entries were published. Gives
/// the index of the entry with each finding, in the order of the candidates and their triggers. Trains once; among
/// more than [`limits::JUDGED_PHRASES`] phrases only exact texts are compared.
#[must_use]
pub fn gate_all(entries: &[Entry], candidates: &[usize]) -> Vec<(usize, PhraseProblem)> {
    let judged = candidates.iter().filter_map(|own| entries.get(*own).map(|candidate| (*own, candidate)));
    let judged: Vec<(usize, &Entry)> = judged.collect();
    let phrases: usize = entries.iter().map(|entry| entry.triggers.len() + entry.not.len()).sum();
    let few = phrases <= limits::JUDGED_PHRASES && !judged.is_empty();
    let matcher = few.then(|| Matcher::train(entries, &Settings::default()));
    let owners = owners(entries);
    let mut out = Vec::new();
    for (own, candidate) in judged {
        for (phrase, text) in candidate.triggers.iter().enumerate() {
            let mut add = |finding| out.push((own, PhraseProblem { phrase, finding }));
            if let Some(finding) = exact_finding(candidate, entries, &owners, own, phrase) {
                add(finding);
                continue;
            }
            match normalise::substance(text) {
                Substance::Nothing => add(Finding::TooShort),
                Substance::Common => add(Finding::TooCommon),
                Substance::Enough => {}
            }
            if let Some(rival) = matcher.as_ref().and_then(|matcher| matcher.rival(own, phrase)) {
                let action = name(entries, rival.entry);
                add(if rival.acts { Finding::AnsweredBy { action } } else { Finding::AskedAgainst { action } });
            }
        }
    }
    out
}

/// Which entries have a trigger of that exact text, in their order.
fn owners(entries: &[Entry]) -> Map<String, Vec<usize>> {
    let mut owners: Map<String, Vec<usize>> = Map::default();
    for (index, entry) in entries.iter().enumerate() {
        for text in &entry.triggers {
            owners.entry(normalise::exact_key(text)).or_default().push(index);
        }
    }
    owners
}

/// What is wrong with a phrase by its exact text alone.
fn exact_finding(
    candidate: &Entry,
    entries: &[Entry],
    owners: &Map<String, Vec<usize>>,
    own: usize,
    phrase: usize,
) -> Option<Finding> {
    let text = candidate.triggers.get(phrase)?;
    if !text.chars().any(char::is_alphabetic) {
        return Some(Finding::NoLetter);
    }
    let key = normalise::exact_key(text);
    let same = |other: &String| normalise::exact_key(other) == key;
    if candidate.not.iter().any(same) {
        return Some(Finding::Refused);
    }
    if let Some(other) = owners.get(&key).and_then(|owners| owners.iter().find(|other| **other != own)) {
        return Some(Finding::TakenBy { action: name(entries, *other) });
    }
    let earlier = candidate.triggers.iter().take(phrase).position(same)?;
    Some(Finding::Repeated { earlier })
}

fn name(entries: &[Entry], entry: usize) -> String {
    entries.get(entry).map(|entry| entry.name.clone()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, triggers: &[&str], not: &[&str]) -> Entry {
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Entry { name: name.to_owned(), triggers: owned(triggers), not: owned(not) }
    }

    #[test]
    fn each_finding_has_its_case() {
        let others = [
            entry("track", &["where is my order", "track my parcel"], &[]),
            entry("refund", &["I want a refund", "money back please"], &[]),
        ];
        let new = entry(
            "cancel",
            &[
                "cancel my order",
                "Track my parcel!",
                "cancel, my order",
                "the order where is my",
                "?",
                "how do i",
                "stop it",
                "x",
            ],
            &["stop it"],
        );
        let found = gate(&new, &others);
        let of = |phrase: usize| {
            found
                .iter()
                .find(|found| found.phrase == phrase)
                .map(|found| (found.finding.severity(), found.finding.clone()))
        };
        let taken = Finding::TakenBy { action: "track".into() };
        let answered = Finding::AnsweredBy { action: "track".into() };
        assert_eq!(of(0), None);
        assert_eq!(of(1), Some((Severity::Problem, taken)));
        assert_eq!(of(2), Some((Severity::Warning, Finding::Repeated { earlier: 0 })));
        assert_eq!(of(3), Some((Severity::Warning, answered)));
        assert_eq!(of(4), Some((Severity::Problem, Finding::NoLetter)));
        assert_eq!(of(5), Some((Severity::Warning, Finding::TooCommon)));
        assert_eq!(of(6), Some((Severity::Problem, Finding::Refused)));
        assert_eq!(of(7), Some((Severity::Warning, Finding::TooShort)));
    }

    #[test]
    fn candidates_are_judged_against_each_other() {
        let entries = [
            entry("track", &["where is my order"], &[]),
            entry("one", &["run test 1", "say hello"], &[]),
            entry("two", &["run test 2", "Say: hello!"], &[]),
        ];
        let found = gate_all(&entries, &[1, 2]);
        let problems: Vec<_> =
            found.iter().filter(|(_, found)| found.finding.severity() == Severity::Problem).collect();
        let taken = |action: &str| PhraseProblem { phrase: 1, finding: Finding::TakenBy { action: action.into() } };
        assert_eq!(problems, [&(1, taken("two")), &(2, taken("one"))]);
        assert_eq!(gate_all(&entries, &[0]), []);
    }

    #[test]
    fn of_very_many_phrases_only_exact_texts_are_compared() {
        let number = limits::JUDGED_PHRASES + 1;
        let mut entries: Vec<Entry> =
            (0..number).map(|index| entry(&format!("a{index}"), &[&format!("say word{index}")], &[])).collect();
        entries.push(entry("late", &["Say word7", "parcel word7 delivered"], &[]));
        let found = gate_all(&entries, &[number]);
        let taken = Finding::TakenBy { action: "a7".into() };
        assert_eq!(found, [(number, PhraseProblem { phrase: 0, finding: taken })]);
    }
}
