//! From a misspelt word to the word of the catalog that was meant.
//!
//! Optimal string alignment distance (a transposition counts once): 1, or 2
//! for words of eight letters and more. Only words of the triggers are ever
//! proposed, and only for words that are neither known, nor short, nor common,
//! nor hold digits. Candidates are bucketed by length and filtered by the set
//! of their letters before any distance is computed.
//!
//! Deliberately absent: keyboard layouts and sound, which differ by country.

use super::normalise::WORD_CHARS_MAX;

/// Shorter words have too many neighbours to guess between.
const CHARS_MIN: usize = 4;
/// From this length on two slips are forgiven.
const TWO_SLIPS_CHARS_MIN: usize = 8;

#[derive(Debug, Clone)]
struct Known {
    word: u32,
    letters: u64,
    chars: Vec<char>,
    /// In how many actions: the more, the likelier it was meant.
    frequency: u32,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Speller {
    by_length: Vec<Vec<Known>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Correction {
    pub word: u32,
    pub distance: usize,
}

impl Speller {
    /// `words`: number, text and frequency of each word that may be proposed.
    pub(super) fn new<'a>(words: impl Iterator<Item = (u32, &'a str, u32)>) -> Speller {
        let mut by_length: Vec<Vec<Known>> = Vec::new();
        for (word, text, frequency) in words {
            let chars: Vec<char> = text.chars().collect();
            if chars.len() < CHARS_MIN || text.contains('#') {
                continue;
            }
            if by_length.len() <= chars.len() {
                by_length.resize_with(chars.len() + 1, Vec::new);
            }
            if let Some(bucket) = by_length.get_mut(chars.len()) {
                bucket.push(Known { word, letters: letters(&chars), chars, frequency });
            }
        }
        Speller { by_length }
    }

    pub(super) fn correct(&self, text: &str) -> Option<Correction> {
        let chars: Vec<char> = text.chars().collect();
        if chars.len() < CHARS_MIN || text.contains(['#', '@']) {
            return None;
        }
        let slips = if chars.len() >= TWO_SLIPS_CHARS_MIN { 2 } else { 1 };
        let signature = letters(&chars);
        let mut best: Option<(usize, bool, std::cmp::Reverse<u32>, u32)> = None;
        for length in chars.len().saturating_sub(slips)..=chars.len() + slips {
            for known in self.by_length.get(length).into_iter().flatten() {
                if (known.letters ^ signature).count_ones() as usize > 2 * slips {
                    continue;
                }
                let Some(distance) = distance(&chars, &known.chars, slips) else {
                    continue;
                };
                let other_start = known.chars.first() != chars.first();
                let rank = (distance, other_start, std::cmp::Reverse(known.frequency), known.word);
                if best.is_none_or(|best| rank < best) {
                    best = Some(rank);
                }
            }
        }
        best.map(|(distance, _, _, word)| Correction { word, distance })
    }
}

/// Which letters occur at all: words `n` slips apart differ in at most `2n` of these bits.
fn letters(chars: &[char]) -> u64 {
    chars.iter().fold(0, |set, c| set | 1 << (u32::from(*c) % 64))
}

/// Optimal string alignment distance, if at most `limit`; of words no longer than [`WORD_CHARS_MAX`].
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    type Line = [u8; WORD_CHARS_MAX + 1];
    if a.len().abs_diff(b.len()) > limit || b.len() > WORD_CHARS_MAX {
        return None;
    }
    let at = |line: &Line, column: usize| line.get(column).copied().unwrap_or(u8::MAX);
    let (mut before, mut line): (Line, Line) = ([0; WORD_CHARS_MAX + 1], std::array::from_fn(|column| column as u8));
    let mut last_a = None;
    for (i, &ca) in a.iter().enumerate() {
        let mut next: Line = [0; WORD_CHARS_MAX + 1];
        let mut left = (i + 1).min(usize::from(u8::MAX - 1)) as u8;
        let mut least = left;
        let mut last_b = None;
        if let Some(first) = next.first_mut() {
            *first = left;
        }
        for (j, (&cb, slot)) in b.iter().zip(next.iter_mut().skip(1)).enumerate() {
            let other = at(&line, j).saturating_add(u8::from(ca != cb));
            let mut cost = other.min(at(&line, j + 1).saturating_add(1)).min(left.saturating_add(1));
            if last_a == Some(cb) && last_b == Some(ca) && j > 0 {
                cost = cost.min(at(&before, j - 1).saturating_add(1));
            }
            *slot = cost;
            (left, least, last_b) = (cost, least.min(cost), Some(cb));
        }
        if usize::from(least) > limit {
            return None;
        }
        (before, line) = (line, next);
        last_a = Some(ca);
    }
    Some(usize::from(at(&line, b.len()))).filter(|distance| *distance <= limit)
}
