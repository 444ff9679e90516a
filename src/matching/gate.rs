//! What is wrong with an action's phrases before it is published.
//!
//! The action joins the others in one trained matcher, and each of its phrases
//! is then judged as a message of which the action does not have the phrase:
//! so would a customer's wording of it be. Exact texts are compared as well.

use super::normalise::{self, Substance};
use super::{Entry, Matcher, Settings};

/// From this similarity on two phrases are the same words.
const SAME_WORDS: f32 = 0.92;

/// One thing that is wrong with one phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseProblem {
    /// Index into the triggers.
    pub phrase: usize,
    /// How bad it is.
    pub severity: Severity,
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
    /// Put a little differently, the other action would answer it. A problem
    /// when the other has the same words, else a warning.
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

/// Checks the triggers of `candidate` against the `others` that are published;
/// an older version of it among them is passed over.
#[must_use]
pub fn gate(candidate: &Entry, others: &[Entry]) -> Vec<PhraseProblem> {
    let mut entries: Vec<Entry> = others.iter().filter(|other| other.name != candidate.name).cloned().collect();
    let own = entries.len();
    entries.push(candidate.clone());
    let matcher = Matcher::train(&entries, &Settings::default());
    let mut out = Vec::new();
    for (phrase, text) in candidate.triggers.iter().enumerate() {
        let mut add = |severity, finding| {
            out.push(PhraseProblem { phrase, severity, finding });
        };
        if let Some((severity, finding)) = exact_problem(candidate, &entries, own, phrase, text) {
            add(severity, finding);
            continue;
        }
        match normalise::substance(text) {
            Substance::Nothing => add(Severity::Warning, Finding::TooShort),
            Substance::Common => add(Severity::Warning, Finding::TooCommon),
            Substance::Enough => {}
        }
        let Some(rival) = matcher.rival(own, phrase) else {
            continue;
        };
        let action = entries.get(rival.entry).map(|entry| entry.name.clone()).unwrap_or_default();
        if !rival.acts {
            add(Severity::Warning, Finding::AskedAgainst { action });
        } else if rival.similarity >= SAME_WORDS {
            add(Severity::Problem, Finding::AnsweredBy { action });
        } else {
            add(Severity::Warning, Finding::AnsweredBy { action });
        }
    }
    out
}

/// What is wrong with a phrase by its exact text alone.
fn exact_problem(
    candidate: &Entry,
    entries: &[Entry],
    own: usize,
    phrase: usize,
    text: &str,
) -> Option<(Severity, Finding)> {
    let key = normalise::exact_key(text);
    let same = |other: &String| normalise::exact_key(other) == key;
    if key.is_empty() {
        return Some((Severity::Problem, Finding::TooShort));
    }
    if let Some(earlier) = candidate.triggers.iter().take(phrase).position(same) {
        return Some((Severity::Warning, Finding::Repeated { earlier }));
    }
    if candidate.not.iter().any(same) {
        return Some((Severity::Problem, Finding::Refused));
    }
    let taken = entries.iter().take(own).find(|other| other.triggers.iter().any(same))?;
    Some((Severity::Problem, Finding::TakenBy { action: taken.name.clone() }))
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
            ],
            &["stop it"],
        );
        let found = gate(&new, &others);
        let of = |phrase: usize| {
            found.iter().find(|found| found.phrase == phrase).map(|found| (found.severity, found.finding.clone()))
        };
        let taken = Finding::TakenBy { action: "track".into() };
        let answered = Finding::AnsweredBy { action: "track".into() };
        assert_eq!(of(0), None);
        assert_eq!(of(1), Some((Severity::Problem, taken)));
        assert_eq!(of(2), Some((Severity::Warning, Finding::Repeated { earlier: 0 })));
        assert_eq!(of(3), Some((Severity::Warning, answered)));
        assert_eq!(of(4), Some((Severity::Warning, Finding::TooShort)));
        assert_eq!(of(5), Some((Severity::Warning, Finding::TooCommon)));
        assert_eq!(of(6), Some((Severity::Problem, Finding::Refused)));
    }
}
