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
    pub act: f32,
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

const ACT_DEFAULT: f32 = 0.42;
const ASK_OF_ACT: f32 = 0.6;
/// How many samples the default counts for.
const DEFAULT_WORTH: f32 = 12.0;
const BIAS_SPAN: f32 = 0.15;

pub(super) fn thresholds(samples: &Samples, settings: &Settings) -> Thresholds {
    let near = quantile(&samples.orphans, 0.85);
    let far = quantile(&samples.generic, 0.99);
    let measured = match (near, far) {
        (Some(near), Some(far)) => near.max(far),
        (Some(one), None) | (None, Some(one)) => one.max(ACT_DEFAULT),
        (None, None) => ACT_DEFAULT,
    };
    let weight = samples.orphans.len() as f32 / (samples.orphans.len() as f32 + DEFAULT_WORTH);
    let act = weight * measured + (1.0 - weight) * ACT_DEFAULT;
    let bias = if settings.bias.is_nan() { 0.0 } else { settings.bias.clamp(-1.0, 1.0) } * BIAS_SPAN;
    let act = settings.act.unwrap_or((act + bias).clamp(0.05, 0.95));
    let ask = settings.ask.unwrap_or(act * ASK_OF_ACT).min(act);
    Thresholds { act, ask }
}

fn quantile(values: &[f32], share: f32) -> Option<f32> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f32::total_cmp);
    let last = sorted.len().checked_sub(1)?;
    sorted.get((share * last as f32).round() as usize).copied()
}
