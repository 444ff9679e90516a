//! From similarities to one confidence per action.
//!
//! The classifier says which action; whether it is one at all is said by how
//! close the action's phrases are (the best plus a decaying share of the rest),
//! how much of the message the action covers, and how much of it the catalog
//! knows. Never a softmax: that is sure of the best even where nothing fits.
//!
//! Where the catalog's own phrases are full of names, closeness is mostly
//! noise, for titles and cities are never the same twice. There the lead over
//! the next action and the coverage of the known words decide.

use super::index::Overlap;
use super::knob::knob;

/// A row of the index: a phrase of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    pub entry: usize,
    pub kind: RowKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    Trigger(usize),
    /// The entry's name, read as words: never an exact match, never shown.
    Name,
    Not,
}

/// What speaks for one entry.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Evidence {
    pub entry: usize,
    /// Its closest trigger, and how close.
    pub phrase: usize,
    pub best: f32,
    /// The aggregate over its phrases, less what its `not` phrases take.
    pub closeness: f32,
    /// The share of the message that some phrase of it has.
    pub covered: f32,
    pub class: f32,
    /// What the entries are ordered by.
    pub rank: f32,
}

/// Phrases beyond this many add nothing that the decay has left over.
const PHRASES_COUNTED: usize = 3;

/// What all phrases of one entry add up to.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    top: [f32; PHRASES_COUNTED],
    phrases: u32,
    not: f32,
}

/// Gathers the evidence for all entries, in their order.
///
/// `without`: rows that are to be ignored, for leave-one-out.
pub(super) fn gather(
    rows: &[Row],
    overlap: &Overlap,
    classes: &[f32],
    without: &dyn Fn(usize) -> bool,
) -> Vec<Evidence> {
    let mut tallies = vec![Tally::default(); classes.len()];
    let start = |(entry, (class, covered)): (usize, (&f32, &f32))| Evidence {
        entry,
        class: *class,
        covered: *covered,
        ..Evidence::default()
    };
    let mut evidence: Vec<Evidence> = classes.iter().zip(&overlap.covered).enumerate().map(start).collect();
    for (index, (row, similarity)) in rows.iter().zip(&overlap.similarities).enumerate() {
        let (Some(tally), Some(found)) = (tallies.get_mut(row.entry), evidence.get_mut(row.entry)) else { continue };
        if without(index) {
            continue;
        }
        match row.kind {
            RowKind::Trigger(phrase) => {
                tally.phrases += 1;
                if *similarity > found.best {
                    found.best = *similarity;
                    found.phrase = phrase;
                }
                insert(&mut tally.top, *similarity);
            }
            RowKind::Name => insert(&mut tally.top, *similarity * knob("name_s", 0.85)),
            RowKind::Not => tally.not = tally.not.max(*similarity),
        }
    }
    for (found, tally) in evidence.iter_mut().zip(&tallies) {
        found.closeness = aggregate(tally);
        repel(found, tally.not);
        let mix = knob("mix", 0.2);
        found.rank = mix * found.closeness + (1.0 - mix) * found.class;
    }
    evidence
}

fn insert(top: &mut [f32], value: f32) {
    let mut value = value;
    for slot in top {
        if value > *slot {
            std::mem::swap(slot, &mut value);
        }
    }
}

fn aggregate(tally: &Tally) -> f32 {
    let decay = knob("decay", 0.2);
    let (mut sum, mut whole, mut weight) = (0.0, 0.0, 1.0);
    for (place, value) in tally.top.iter().enumerate() {
        sum += weight * value;
        // One or two phrases are judged by what they have, not by what is missing.
        if place == 0 || place < tally.phrases as usize {
            whole += weight;
        }
        weight *= decay;
    }
    sum / whole
}

/// A `not` phrase that is closer than every trigger takes nearly everything.
fn repel(found: &mut Evidence, not: f32) {
    if not <= 0.0 {
        return;
    }
    let kept = if not >= found.best { 0.2 } else { 1.0 - 0.6 * (not / found.best).powi(2) };
    found.closeness *= kept;
    found.covered *= kept;
    found.class = found.class.min(found.class * kept);
}

/// Best first; ties by entry, so that order never depends on chance.
pub(super) fn best(mut evidence: Vec<Evidence>, count: usize) -> Vec<Evidence> {
    let order = |a: &Evidence, b: &Evidence| b.rank.total_cmp(&a.rank).then(a.entry.cmp(&b.entry));
    if evidence.len() > count {
        evidence.select_nth_unstable_by(count, order);
        evidence.truncate(count);
    }
    evidence.sort_unstable_by(order);
    evidence
}

/// How sure the best of `ranked` is, and what each of the others would get.
///
/// `inside`: the share of the message the catalog knows. `names`: how far the
/// catalog's phrases are names rather than words, 0 to 1.
pub(super) fn confidences(ranked: &[Evidence], inside: f32, names: f32) -> Vec<f32> {
    let mut ceiling = 0.999_f32;
    let mut out = Vec::with_capacity(ranked.len());
    for (place, found) in ranked.iter().enumerate() {
        let rival = ranked.get(usize::from(place == 0)).map_or(0.0, |rival| rival.rank);
        let margin = found.rank - rival;
        let (a, b, c) = (knob("c_cl", 0.5), knob("c_cov", 0.3), knob("c_m", 0.2));
        let plain = (found.closeness + a * found.class + b * found.covered + c * margin) / (1.0 + a + b + c)
            * inside.max(0.0).powf(knob("c_in", 0.5));
        let covered = if inside > 0.0 { found.covered / inside } else { 0.0 };
        let (d, e) = (knob("n_cov", 0.5), knob("n_cl", 0.15));
        let named = (margin + d * covered + e * found.class) / (1.0 + d + e);
        let confidence = names * named + (1.0 - names) * plain;
        ceiling = ceiling.min(confidence.max(0.0));
        out.push(ceiling);
    }
    out
}

/// From this share of single-use features on, phrases begin to look like names.
const NAMES_FROM: f32 = 0.35;
/// And from here on they are.
const NAMES_FULL: f32 = 0.5;

/// `strange`: the mean share of a phrase that no other phrase has.
pub(super) fn names(strange: f32) -> f32 {
    ((strange - knob("nf", NAMES_FROM)) / (knob("nt", NAMES_FULL) - knob("nf", NAMES_FROM))).clamp(0.0, 1.0)
}
