//! Which action a customer's message asks for, without a language model.
//!
//! A [`Matcher`] is trained when a catalog is loaded and never changes. A
//! message goes: `normalise` → `language` (expansions, stems) → `speller` →
//! `features` → `space` (one vector) → `index` (how close to which phrases) →
//! `classifier` (which of the near actions) → `score` (one confidence) →
//! thresholds from `calibrate` → [`Match`].
//!
//! Pure and deterministic: the same catalog and message give the same answer
//! on every run. Nothing here waits, reads a clock or a file, logs,
//! or draws lots. An answer never depends on earlier messages.
//!
//! Deliberately absent: learning from traffic, embeddings, synonym lists and
//! per-customer state.

mod calibrate;
mod classifier;
pub mod evaluate;
mod explain;
mod features;
mod gate;
mod hash;
mod index;
mod language;
mod left_out;
mod matcher;
mod negatives;
mod normalise;
mod ridge;
mod score;
mod space;
mod speller;
mod vector;
mod words_de;
mod words_en;

pub use explain::{Explanation, PhraseScore, Verdict, WordSeen};
pub use gate::{Finding, PhraseProblem, Severity, gate, gate_all};
pub use matcher::{Matcher, Thresholds};

/// The phrases of one published action.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The action's name; it counts as one soft phrase more.
    pub name: String,
    /// Phrases that start the action.
    pub triggers: Vec<String>,
    /// Phrases that must not start the action.
    pub not: Vec<String>,
}

/// What the operator may set. The default leaves all to calibration.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Settings {
    /// From -1 (eager: acts and asks sooner) to 1 (careful).
    pub bias: f32,
    /// Confidence from which on to act, instead of the calibrated one.
    pub act: Option<f32>,
    /// Confidence from which on to ask, instead of the calibrated one.
    pub ask: Option<f32>,
}

/// Says which pieces of a message are values rather than words.
pub trait Accepts {
    /// Whether an input of the entry would take `piece` (no white space, no
    /// outer punctuation). Only for inputs that recognise their values: a free
    /// text takes anything, and would make every unknown word count for nothing.
    fn accepts(&self, entry: usize, piece: &str) -> bool;
}

/// No action has an input.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoValues;

impl Accepts for NoValues {
    fn accepts(&self, _entry: usize, _piece: &str) -> bool {
        false
    }
}

/// How sure a match is: 0 is not at all, 1 is a trigger's exact text.
#[derive(Debug, Clone, Copy, Default, PartialEq, PartialOrd)]
pub struct Confidence(f32);

impl Confidence {
    /// A trigger's exact text.
    pub const CERTAIN: Confidence = Confidence(1.0);

    /// Clamps into 0..=1; what is not a number is no confidence.
    #[must_use]
    pub fn new(value: f32) -> Confidence {
        if value.is_nan() { Confidence(0.0) } else { Confidence(value.clamp(0.0, 1.0)) }
    }

    /// The confidence as a number from 0 to 1.
    #[must_use]
    pub fn value(self) -> f32 {
        self.0
    }
}

/// An action that a message may ask for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Which of the entries the matcher was trained on.
    pub entry: usize,
    /// The closest of its triggers.
    pub phrase: usize,
    /// How sure it is.
    pub confidence: Confidence,
}

/// What to do about a message.
#[derive(Debug, Clone, PartialEq)]
pub enum Match {
    /// Start this action.
    Clear(Candidate),
    /// Ask "did you mean": one to three choices, best first.
    Ambiguous(Vec<Candidate>),
    /// Not for any action.
    None,
}

/// The best candidates whatever the decision, best first, at most five.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// What to do about the message.
    pub decision: Match,
    /// The candidates, best first.
    pub candidates: Vec<Candidate>,
}
