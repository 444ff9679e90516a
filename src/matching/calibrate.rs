//! Thresholds for one catalog, from the catalog itself.
//!
//! Every phrase plays a message twice. Left out of its action's phrases it is a
//! request that should be understood; with its whole action left out it is a
//! request of the same kind of business that nobody here serves. Generic
//! negatives stand for everything else.
//!
//! How often the catalog takes its own phrases for another action's says how
//! alike the requests of its business are, and so how near those come that
//! nobody here serves: the more, the surer one must be to act.

use super::Settings;

/// Confidence from which on to act, and to ask.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// From here on the action is started.
    pub act: f32,
    /// From here on it is asked which is meant.
    pub ask: f32,
}

/// Confidences measured on the catalog's own phrases and on the negatives.
#[derive(Debug, Clone, Default)]
pub(super) struct Samples {
    /// Of phrases left out, when the right action still came first.
    pub right: Vec<f32>,
    /// Of phrases left out, when a wrong action came first.
    pub wrong: Vec<f32>,
    /// Of phrases whose action was left out.
    pub orphans: Vec<f32>,
    /// Of generic negatives.
    pub generic: Vec<f32>,
}

/// Acting starts here in a catalog that never mistakes its own phrases, of
/// [`PHRASES_USUAL`] to an action.
const ACT_BASE: f32 = 0.217;
/// So much more is asked of one that mistakes all of them.
const MISTAKES_EXTRA: f32 = 0.6;
/// A small catalog knows few words, so strangers come closer; so much more is
/// asked of one that is all but empty, ...
const SMALL_EXTRA: f32 = 0.09;
/// ... and half of it with so many phrases.
const SMALL_PHRASES: f32 = 25.0;
/// Before anything is measured, one phrase in five is mistaken, ...
const MISTAKES_USUAL: f32 = 0.2;
/// ... and that is believed as much as so many phrases.
const MISTAKES_PRIOR: f32 = 30.0;
/// Phrases of an action that [`ACT_BASE`] goes with.
const PHRASES_USUAL: f32 = 5.0;
/// With twice as many phrases some phrase is closer to anything, by so much.
const PHRASES_EXTRA: f32 = 0.06;
/// Whatever the phrases are like, no more than this is asked: where they differ
/// much from each other they are mistaken for lack of words, not for likeness.
const ACT_MAX: f32 = 0.44;
/// More phrases to an action than this change nothing.
const PHRASES_MAX: f32 = 40.0;
/// With so many near misses the generic negatives have half of their say.
const NEAR_MISSES_HALF: f32 = 15.0;
/// Acting on, and asking about, one in twenty generic negatives is the most one may.
const GENERIC_KEPT: f32 = 0.95;
/// Asking starts at this share of the confidence that acts.
const ASK_SHARE: f32 = 0.65;
/// How far the operator's bias moves the threshold at either end.
const BIAS_SPAN: f32 = 0.15;

/// `phrases` of all `actions`.
pub(super) fn thresholds(samples: &Samples, phrases: usize, actions: usize, settings: &Settings) -> Thresholds {
    let (right, wrong) = (samples.right.len() as f32, samples.wrong.len() as f32);
    let mistakes = (wrong + MISTAKES_USUAL * MISTAKES_PRIOR) / (right + wrong + MISTAKES_PRIOR);
    let each = phrases as f32 / actions.max(1) as f32;
    let doublings = (each.clamp(1.0, PHRASES_MAX) / PHRASES_USUAL).log2();
    let small = SMALL_PHRASES / (phrases as f32 + SMALL_PHRASES);
    let own = ACT_BASE + MISTAKES_EXTRA * mistakes + PHRASES_EXTRA * doublings + SMALL_EXTRA * small;
    let own = own.min(ACT_MAX);
    // What the catalog cannot say about itself yet, the generic negatives say.
    let misses = wrong + samples.orphans.len() as f32;
    let silence = NEAR_MISSES_HALF / (misses + NEAR_MISSES_HALF);
    let generic = quantile(samples.generic.clone(), GENERIC_KEPT).unwrap_or(0.0);
    let at_least = |threshold: f32| threshold + silence * (generic - threshold).max(0.0);
    let bias = if settings.bias.is_nan() { 0.0 } else { settings.bias.clamp(-1.0, 1.0) } * BIAS_SPAN;
    let calibrated = at_least(own) + bias;
    let act = settings.act.filter(|act| !act.is_nan()).unwrap_or(calibrated.clamp(0.05, 0.95));
    let ask = settings.ask.filter(|ask| !ask.is_nan()).unwrap_or_else(|| at_least(act * ASK_SHARE));
    Thresholds { act, ask: ask.min(act) }
}

fn quantile(mut sorted: Vec<f32>, share: f32) -> Option<f32> {
    sorted.sort_unstable_by(f32::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    sorted.get((share * last as f32).round() as usize).copied()
}
