//! What is wrong with an action's phrases before it is published.
//!
//! Each phrase is sent as a message to the other actions and to its own
//! action with the phrase left out.

use super::normalise;
use super::{Entry, Match, Matcher, NoValues, Settings};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseProblem {
    /// Index into the triggers.
    pub phrase: usize,
    pub severity: Severity,
    pub finding: Finding,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The phrase is useless: publishing is refused.
    Problem,
    Warning,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The same as an earlier trigger of this action.
    Repeated { earlier: usize },
    /// The same as a trigger of another action.
    TakenBy { action: String },
    /// Also among the action's own `not` phrases.
    Refused,
    /// Without this action, the other would have answered it.
    AnsweredBy { action: String },
    /// Without this action, the other would have been offered for it.
    AskedAgainst { action: String },
    /// No letters or digits to go by.
    TooShort,
    /// Nothing but words that are in every other message.
    TooCommon,
}

/// Checks the triggers of `candidate` against the `others` that are published.
#[must_use]
pub fn gate(candidate: &Entry, others: &[Entry]) -> Vec<PhraseProblem> {
    let others: Vec<Entry> = others.iter().filter(|other| other.name != candidate.name).cloned().collect();
    let matcher = Matcher::train(&others, &Settings::default());
    let mut out = Vec::new();
    for (phrase, text) in candidate.triggers.iter().enumerate() {
        let mut add = |severity, finding| out.push(PhraseProblem { phrase, severity, finding });
        let key = normalise::exact_key(text);
        let same = |other: &String| normalise::exact_key(other) == key;
        if let Some(earlier) = candidate.triggers.iter().take(phrase).position(same) {
            add(Severity::Warning, Finding::Repeated { earlier });
            continue;
        }
        if candidate.not.iter().any(same) {
            add(Severity::Problem, Finding::Refused);
        }
        if let Some(other) = others.iter().find(|other| other.triggers.iter().any(same)) {
            add(Severity::Problem, Finding::TakenBy { action: other.name.clone() });
            continue;
        }
        match normalise::substance(text) {
            normalise::Substance::Nothing => add(Severity::Problem, Finding::TooShort),
            normalise::Substance::Common => add(Severity::Warning, Finding::TooCommon),
            normalise::Substance::Enough => {}
        }
        let name = |entry: usize| others.get(entry).map(|other| other.name.clone()).unwrap_or_default();
        match matcher.decide(text, &NoValues) {
            Match::Clear(found) => add(Severity::Warning, Finding::AnsweredBy { action: name(found.entry) }),
            Match::Ambiguous(found) => {
                if let Some(first) = found.first() {
                    add(Severity::Warning, Finding::AskedAgainst { action: name(first.entry) });
                }
            }
            Match::None => {}
        }
    }
    out
}
