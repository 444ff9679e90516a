//! From similarities to one confidence per action.
//!
//! The classifier says which action; whether it is one at all is said by how
//! close the action's phrases are (the best plus a decaying share of the rest),
//! how much of the message the action covers, how much of a phrase the message
//! says, and how much of the message the catalog knows. Never a softmax: that
//! is sure of the best even where nothing fits.
//!
//! What the phrases of an action repeat and no other says is its topic. It
//! counts for the classifier, and so much less here: a question nobody serves
//! about the same thing ("what is a gift card") shares just that with "cancel
//! my gift card", while a customer who wants it shares other words as well.
//!
//! Where the catalog's own phrases are full of names, closeness is mostly
//! noise, for titles and cities are never the same twice. There the lead over
//! the next action and what the action alone says decide, both as shares of
//! what the catalog knows of the message.

use std::ops::Range;

use super::index::{Coverage, Index, Overlap};

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
    /// How far its phrases cover the message.
    pub coverage: Coverage,
    /// The share of a phrase that the message has, of the one it has most of.
    pub said: f32,
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
            coverage: overlap.coverage.get(*entry as usize).copied().unwrap_or_default(),
            ..Evidence::default()
        };
        let mut top = [0.0_f32; PHRASES_COUNTED];
        let (mut phrases, mut against) = (0, 0.0_f32);
        for row in index.rows_of(*entry).filter(|row| !without.contains(row)) {
            let near = overlap.of(row);
            let similarity = near.cosine;
            match rows.get(row).map(|row| row.kind) {
                Some(RowKind::Trigger(phrase)) => {
                    phrases += 1;
                    found.said = found.said.max(near.said);
                    if similarity > found.best {
                        found.best = similarity;
                        found.phrase = phrase;
                    }
                    insert(&mut top, similarity);
                }
                Some(RowKind::Name) => {
                    found.said = found.said.max(near.said);
                    insert(&mut top, similarity * NAME_WORTH);
                }
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
    found.coverage.covered *= kept;
    found.coverage.owned *= kept;
    found.coverage.topic *= kept;
    found.said *= kept;
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
        let by_closeness = inside.max(0.0).sqrt() * by_closeness(found, margin);
        let by_lead = by_lead(found, margin) / inside.max(KNOWN_MIN);
        let confidence = names * by_lead + (1.0 - names) * by_closeness;
        ceiling = ceiling.min(confidence.max(0.0));
        out.push(ceiling);
    }
    out
}

/// Of a message known less than this, the known part does not count for all of it.
const KNOWN_MIN: f32 = 0.55;

/// Sums to at most 1. The weights were found by leaving out one labelled set at
/// a time; they are flat around the optimum.
fn by_closeness(found: &Evidence, margin: f32) -> f32 {
    0.28 * found.closeness + 0.34 * found.class + 0.13 * found.coverage.covered + 0.14 * found.said + 0.08 * margin
        - 0.5 * found.coverage.topic
}

/// Scaled to be as much as `by_closeness` where a message is as likely out of scope.
fn by_lead(found: &Evidence, margin: f32) -> f32 {
    0.22 * margin + 0.31 * found.coverage.owned + 0.15 * found.class
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
