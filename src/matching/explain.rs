//! Why a message was decided as it was, as data: the words for it are the
//! business of whoever shows it.

use super::{Match, Ranked, Thresholds};

#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    pub words: Vec<WordSeen>,
    /// The text is a trigger, letter by letter.
    pub exact: bool,
    pub verdict: Verdict,
    pub ranked: Ranked,
    /// The closest phrases of all actions, best first.
    pub phrases: Vec<PhraseScore>,
    /// How far the first candidate's confidence is ahead of the second's.
    pub margin: f32,
    pub thresholds: Thresholds,
}

/// One word as the matcher saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSeen {
    /// The piece of the message it was part of.
    pub typed: String,
    pub word: String,
    pub stem: String,
    /// The word of the catalog it was taken for.
    pub corrected: Option<String>,
    /// Some trigger has it, in this or another form.
    pub known: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhraseScore {
    pub entry: usize,
    pub phrase: usize,
    pub similarity: f32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Acts,
    Asks,
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
