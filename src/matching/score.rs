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

use std::ops::Range;

use super::index::{Index, Overlap};

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

/// How much closeness has to say in the order, beside the classifier.
const CLOSENESS_IN_RANK: f32 = 0.25;
/// What each further phrase of an action adds, of what the one before did.
const DECAY: f32 = 0.25;
/// A name is chosen for admins: nearly as good as a phrase, not quite.
const NAME_WORTH: f32 = 0.85;
/// Phrases beyond this many add nothing that the decay has left over.
const PHRASES_COUNTED: usize = 3;

/// Gathers the evidence for the entries that were compared, in their order.
///
/// `without`: rows that are to be ignored, for leave-one-out.
pub(super) fn gather(
    rows: &[Row],
    index: &Index,
    overlap: &Overlap,
    classes: &[(u32, f32)],
    without: &Range<usize>,
) -> Vec<Evidence> {
    let class_of = |entry: u32| classes.iter().find(|(class, _)| *class == entry).map_or(0.0, |(_, score)| *score);
    let mut evidence = Vec::with_capacity(overlap.entries.len());
    for entry in &overlap.entries {
        let mut found = Evidence {
            entry: *entry as usize,
            class: class_of(*entry),
            covered: overlap.covered.get(*entry as usize).copied().unwrap_or(0.0),
            ..Evidence::default()
        };
        let mut top = [0.0_f32; PHRASES_COUNTED];
        let (mut phrases, mut against) = (0, 0.0_f32);
        for row in index.rows_of(*entry).filter(|row| !without.contains(row)) {
            let similarity = overlap.of(row);
            match rows.get(row).map(|row| row.kind) {
                Some(RowKind::Trigger(phrase)) => {
                    phrases += 1;
                    if similarity > found.best {
                        found.best = similarity;
                        found.phrase = phrase;
                    }
                    insert(&mut top, similarity);
                }
                Some(RowKind::Name) => insert(&mut top, similarity * NAME_WORTH),
                Some(RowKind::Not) => against = against.max(similarity),
                None => {}
            }
        }
        found.closeness = aggregate(top, phrases);
        repel(&mut found, against);
        found.rank = CLOSENESS_IN_RANK * found.closeness + (1.0 - CLOSENESS_IN_RANK) * found.class;
        evidence.push(found);
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

fn aggregate(top: [f32; PHRASES_COUNTED], phrases: usize) -> f32 {
    let (mut sum, mut whole, mut weight) = (0.0, 0.0, 1.0);
    for (place, value) in top.iter().enumerate() {
        sum += weight * value;
        // One or two phrases are judged by what they have, not by what is missing.
        if place == 0 || place < phrases {
            whole += weight;
        }
        weight *= DECAY;
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
        let plain = inside.max(0.0).sqrt()
            * weighted([(found.closeness, 1.0), (found.class, 0.5), (found.covered, 0.3), (margin, 0.4)]);
        let covered = if inside > 0.0 { found.covered / inside } else { 0.0 };
        let by_lead = weighted([(margin, 1.0), (covered, 0.5), (found.class, 0.3)]);
        let confidence = names * by_lead + (1.0 - names) * plain;
        ceiling = ceiling.min(confidence.max(0.0));
        out.push(ceiling);
    }
    out
}

/// The mean of values by their weights.
fn weighted<const N: usize>(values: [(f32, f32); N]) -> f32 {
    let (sum, whole) =
        values.iter().fold((0.0, 0.0), |(sum, whole), (value, weight)| (sum + value * weight, whole + weight));
    sum / whole
}

/// From this share of single-use features on, phrases begin to look like names.
const NAMES_FROM: f32 = 0.32;
/// And from here on they are.
const NAMES_FULL: f32 = 0.42;
/// Among few words nothing repeats yet, names or not: below this many the
/// share says nothing, with twice as many all.
const NAMES_WORDS: f32 = 100.0;

/// How far phrases are names rather than words, 0 to 1.
///
/// `strange`: the mean share of a phrase that no other phrase has.
pub(super) fn names(strange: f32, words: usize) -> f32 {
    let strange = ((strange - NAMES_FROM) / (NAMES_FULL - NAMES_FROM)).clamp(0.0, 1.0);
    strange * (words as f32 / NAMES_WORDS - 1.0).clamp(0.0, 1.0)
}
