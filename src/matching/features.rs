//! What a message is recognised by: stems, pairs of neighbouring stems, and
//! character 3- and 4-grams inside words, each with the weight of its word.
//!
//! Grams stay inside words: across them they would only repeat the pairs. They
//! are what compounds, endings and languages without a stemmer are matched by.
//!
//! Deliberately absent: word lists of synonyms and anything longer than a pair.

use super::hash;
use super::language::Role;
use super::normalise::Word;

/// Stems, pairs of stems, grams of characters.
pub(super) const BLOCKS: usize = 3;
const STEMS: usize = 0;
const PAIRS: usize = 1;
const GRAMS: usize = 2;

/// What words weigh by their role in a large catalog and in an empty one;
/// content is 1. With many rivals "how much" and "how long" tell actions
/// apart; with one action they only make strangers look alike.
const FUNCTION_WEIGHT: (f32, f32) = (0.9, 0.3);
const COURTESY_WEIGHT: (f32, f32) = (0.5, 0.2);
const DIGITS_WEIGHT: f32 = 0.8;
/// How far a correction is believed.
const CORRECTION_TRUST: f32 = 0.6;

/// A word as the catalog understands it.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    pub word: Word,
    pub stem: String,
    pub role: Role,
    /// The spelling the catalog has, where it is not the one typed.
    pub corrected: Option<String>,
    /// Some phrase has it, in this or another form.
    pub known: bool,
}

/// One occurrence of a feature.
pub(super) struct Feature {
    pub block: usize,
    pub hash: u64,
    pub weight: f32,
}

/// Kinds of hashes; grams use their length, 2 to 4.
const KIND_STEM: u64 = 0;
const KIND_PAIR: u64 = 1;
const KIND_TYPED: u64 = 9;

pub(super) fn stem_hash(stem: &str) -> u64 {
    hash::feature(KIND_STEM, stem.chars())
}

fn role_weight(word: &Seen, size: f32) -> f32 {
    let between = |(large, empty): (f32, f32)| empty + size * (large - empty);
    match word.role {
        Role::Function => between(FUNCTION_WEIGHT),
        Role::Courtesy => between(COURTESY_WEIGHT),
        Role::Content if word.word.digits => DIGITS_WEIGHT,
        Role::Content => 1.0,
    }
}

/// `size`: how large the catalog is, from 0 to 1.
pub(super) fn each_feature(seen: &[Seen], size: f32, mut give: impl FnMut(Feature)) {
    let mut before: (&str, f32) = ("^", 0.3);
    let mut chars: Vec<char> = Vec::new();
    for word in seen {
        let weight = role_weight(word, size);
        // A correction is a guess: what is not believed stays unknown.
        let trust = if word.corrected.is_some() { CORRECTION_TRUST } else { 1.0 };
        give(Feature { block: STEMS, hash: stem_hash(&word.stem), weight: weight * trust });
        if trust < 1.0 {
            let doubt = (1.0 - trust * trust).sqrt();
            give(Feature {
                block: STEMS,
                hash: hash::feature(KIND_TYPED, word.word.text.chars()),
                weight: weight * doubt,
            });
        }
        let pair = before.0.chars().chain(std::iter::once(' ')).chain(word.stem.chars());
        give(Feature { block: PAIRS, hash: hash::feature(KIND_PAIR, pair), weight: f32::midpoint(weight, before.1) });
        before = (&word.stem, weight);
        chars.clear();
        chars.push(' ');
        chars.extend(word.corrected.as_ref().unwrap_or(&word.word.text).chars());
        chars.push(' ');
        for length in 3..=4 {
            for gram in chars.windows(length) {
                give(Feature {
                    block: GRAMS,
                    hash: hash::feature(length as u64, gram.iter().copied()),
                    weight: weight * trust,
                });
            }
        }
    }
}
