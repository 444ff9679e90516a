//! Why a message was decided as it was, as data: the words for it are the
//! business of whoever shows it.

use super::{Match, Ranked, Thresholds};

/// Everything that led to a decision.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// The words of the message.
    pub words: Vec<WordSeen>,
    /// The text is a trigger, letter by letter.
    pub exact: bool,
    /// What was decided.
    pub verdict: Verdict,
    /// The decision and the candidates.
    pub ranked: Ranked,
    /// The closest phrases of all actions, best first.
    pub phrases: Vec<PhraseScore>,
    /// How far the first candidate's confidence is ahead of the second's.
    pub margin: f32,
    /// The thresholds of the catalog.
    pub thresholds: Thresholds,
}

/// One word as the matcher saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSeen {
    /// The piece of the message it was part of.
    pub typed: String,
    /// The word after normalising.
    pub word: String,
    /// Its stem.
    pub stem: String,
    /// The word of the catalog it was taken for.
    pub corrected: Option<String>,
    /// Some trigger has it, in this or another form.
    pub known: bool,
}

/// A phrase and how close it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhraseScore {
    /// The entry it belongs to.
    pub entry: usize,
    /// Which of its triggers.
    pub phrase: usize,
    /// From 0 to 1.
    pub similarity: f32,
}

/// A decision without its candidates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Starts the action.
    Acts,
    /// Asks which action is meant.
    Asks,
    /// Does nothing.
    Silent,
}

impl Verdict {
    pub(super) fn of(decision: &Match) -> Verdict {
        match decision {
            Match::Clear(_) => Verdict::Acts,
            Match::Ambiguous(_) => Verdict::Asks,
            Match::None => Verdict::Silent,
        }
    }
}
