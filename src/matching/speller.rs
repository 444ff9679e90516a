//! From a misspelt word to the word of the catalog that was meant.
//!
//! Optimal string alignment distance (a transposition counts once): 1, or 2
//! for words of eight letters and more. Only words of the triggers are ever
//! proposed, and only for words that are neither known, nor short, nor common,
//! nor hold digits. Candidates are bucketed by length and filtered by the set
//! of their letters before any distance is computed.
//!
//! Deliberately absent: keyboard layouts and sound, which differ by country.

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

/// Optimal string alignment distance, if at most `limit`.
fn distance(a: &[char], b: &[char], limit: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut last_a = None;
    for (i, &ca) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(b.len() + 1);
        next.push(i + 1);
        let mut last_b = None;
        for (j, &cb) in b.iter().enumerate() {
            let at = |row: &[usize], column: usize| row.get(column).copied().unwrap_or(usize::MAX / 2);
            let mut cost = (at(&row, j) + usize::from(ca != cb)).min(at(&row, j + 1) + 1).min(at(&next, j) + 1);
            if last_a == Some(cb) && last_b == Some(ca) && j > 0 {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            next.push(cost);
            last_b = Some(cb);
        }
        if next.iter().all(|cost| *cost > limit) {
            return None;
        }
        before = std::mem::replace(&mut row, next);
        last_a = Some(ca);
    }
    row.last().copied().filter(|distance| *distance <= limit)
}
