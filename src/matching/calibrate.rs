//! Thresholds for one catalog, from the catalog itself.
//!
//! Every phrase plays a message twice. Left out of its action's phrases it is a
//! request that should be understood; with its whole action left out it is a
//! request of the same kind of business that nobody here serves. Generic
//! negatives stand for everything else. Where a catalog is too small to say
//! much, the defaults keep most of the say.

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

/// What works across catalogs that have nothing else in common.
const ACT_DEFAULT: f32 = 0.38;
/// Confidence that rests on the lead alone runs higher; so much more is asked
/// of a catalog whose phrases are all names.
const NAMES_EXTRA: f32 = 0.06;
/// A small catalog knows few words, so strangers come closer; so much more is
/// asked of one that is all but empty.
const SMALL_EXTRA: f32 = 0.07;
/// Acting on one in ten of the catalog's own near misses is the most one may.
const NEAR_MISSES_KEPT: f32 = 0.9;
/// Most of what nobody here serves is stranger than the catalog's own orphans,
/// so what they say is believed at most this far.
const MEASURED_SHARE: f32 = 0.5;
/// With so many near misses they have half of that say.
const NEAR_MISSES_HALF: f32 = 15.0;
/// A small catalog's near misses are few and tame; below this they are not believed.
const ACT_FLOOR: f32 = 0.365;
/// Asking starts at this share of the confidence that acts.
const ASK_SHARE: f32 = 0.65;
/// How far the operator's bias moves the threshold at either end.
const BIAS_SPAN: f32 = 0.15;

pub(super) fn thresholds(samples: &Samples, names: f32, settings: &Settings) -> Thresholds {
    let misses: Vec<f32> = samples.wrong.iter().chain(&samples.orphans).copied().collect();
    let count = misses.len() as f32;
    let say = count / (count + NEAR_MISSES_HALF);
    let extra = NAMES_EXTRA * names + SMALL_EXTRA * (1.0 - say);
    let default = ACT_DEFAULT + extra;
    let measured = quantile(misses, NEAR_MISSES_KEPT).unwrap_or(default);
    // What the catalog cannot say about itself yet, the generic negatives say.
    let at_least = |threshold: f32, share: f32| {
        let generic = quantile(samples.generic.clone(), share).unwrap_or(0.0);
        threshold + (1.0 - say) * (generic - threshold).max(0.0)
    };
    let bias = if settings.bias.is_nan() { 0.0 } else { settings.bias.clamp(-1.0, 1.0) } * BIAS_SPAN;
    let inside = (default + MEASURED_SHARE * say * (measured - default)).max(ACT_FLOOR + extra);
    let calibrated = at_least(inside, 0.98) + bias;
    let act = settings.act.filter(|act| !act.is_nan()).unwrap_or(calibrated.clamp(0.05, 0.95));
    let ask = settings.ask.filter(|ask| !ask.is_nan()).unwrap_or_else(|| at_least(act * ASK_SHARE, 0.95));
    Thresholds { act, ask: ask.min(act) }
}

fn quantile(mut sorted: Vec<f32>, share: f32) -> Option<f32> {
    sorted.sort_unstable_by(f32::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    sorted.get((share * last as f32).round() as usize).copied()
}
