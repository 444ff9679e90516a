//! Which phrases share a feature with a message: an inverted index in one flat
//! array (compressed sparse rows). One pass gives the cosine with every row and
//! how much of the message every entry covers.
//!
//! In a very large catalog the features of ordinary words are in thousands of
//! rows. There the rare features pick the candidates, and only these are
//! compared in full.

use super::vector::Vector;

/// Up to so many postings are read per message; about a tenth of a millisecond.
const POSTINGS_MAX: usize = 120_000;
/// How many entries are compared in full when there are more.
const CANDIDATES_MAX: usize = 48;
/// How many of the nearest entries are worth weighing up.
const NEAREST_MAX: usize = 16;

/// Up to so many rows the cosines between them are kept: 8 MB at most.
const KNOWN_ROWS_MAX: usize = 2_000;

/// The owner of rows that speak against their entry.
pub(super) const NOBODY: u32 = u32::MAX;

#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    starts: Vec<u32>,
    postings: Vec<(u32, f32)>,
    rows: Vec<Vector>,
    /// The entry each row speaks for.
    owners: Vec<u32>,
    /// Where the rows of each entry begin; one more for the end. Those that
    /// speak against the entry come last.
    blocks: Vec<u32>,
    /// Cosines between rows, lower triangle; empty in catalogs too large for it.
    known: Vec<Vec<f32>>,
}

/// What a message has in common with a catalog.
#[derive(Debug, Default)]
pub(super) struct Overlap {
    /// The nearest entries, ascending.
    pub entries: Vec<u32>,
    /// Cosine with each row of theirs.
    pub similarities: Vec<f32>,
    /// Per entry, the share of the message that some phrase of it has.
    pub covered: Vec<f32>,
}

impl Overlap {
    pub(super) fn of(&self, row: usize) -> f32 {
        self.similarities.get(row).copied().unwrap_or(0.0)
    }
}

impl Index {
    /// `owners` per row, `blocks` as in the field.
    pub(super) fn new(rows: Vec<Vector>, owners: Vec<u32>, blocks: Vec<u32>, dimensions: usize) -> Index {
        let mut starts = vec![0_u32; dimensions + 1];
        for (feature, _) in rows.iter().flat_map(|row| &row.parts) {
            if let Some(count) = starts.get_mut(*feature as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut postings = vec![(0, 0.0); sum as usize];
        for (row, vector) in rows.iter().enumerate() {
            for (feature, weight) in &vector.parts {
                let Some(at) = next.get_mut(*feature as usize) else {
                    continue;
                };
                if let Some(slot) = postings.get_mut(*at as usize) {
                    *slot = (row as u32, *weight);
                }
                *at += 1;
            }
        }
        let mut index = Index { starts, postings, rows, owners, blocks, known: Vec::new() };
        if index.rows.len() <= KNOWN_ROWS_MAX {
            let line = |(i, row): (usize, &Vector)| {
                let mut line = index.compare_all(row, NOBODY).similarities;
                line.truncate(i + 1);
                line
            };
            index.known = index.rows.iter().enumerate().map(line).collect();
        }
        index
    }

    pub(super) fn rows(&self) -> &[Vector] {
        &self.rows
    }

    /// The cosines of a row with others that come before it, and with itself.
    pub(super) fn cosines(&self, row: usize, others: &[(usize, u32)]) -> Vec<f32> {
        let Some(vector) = self.rows.get(row) else {
            return vec![0.0; others.len()];
        };
        if let Some(line) = self.known.get(row) {
            let known = |(other, _): &(usize, u32)| line.get(*other).copied().unwrap_or(0.0);
            return others.iter().map(known).collect();
        }
        let cosine = |other: &Vector| vector.cosine(other, |_| ());
        others.iter().map(|(other, _)| self.rows.get(*other).map_or(0.0, cosine)).collect()
    }

    pub(super) fn entries(&self) -> usize {
        self.blocks.len().saturating_sub(1)
    }

    /// The rows of an entry, those that speak against it at the end.
    pub(super) fn rows_of(&self, entry: u32) -> std::ops::Range<usize> {
        let at = |entry: u32| self.blocks.get(entry as usize).copied().unwrap_or(0) as usize;
        at(entry)..at(entry.saturating_add(1))
    }

    /// The rows that speak for an entry.
    pub(super) fn own_rows(&self, entry: u32) -> std::ops::Range<usize> {
        let rows = self.rows_of(entry);
        let mut end = rows.end;
        while end > rows.start && self.owners.get(end - 1) != Some(&entry) {
            end -= 1;
        }
        rows.start..end
    }

    /// `left_out`: a row that is to be ignored.
    pub(super) fn overlap(&self, message: &Vector, left_out: Option<usize>) -> Overlap {
        let left_out = left_out.map_or(NOBODY, |row| row as u32);
        let postings: usize = message.parts.iter().map(|(feature, _)| self.postings_of(*feature).len()).sum();
        if postings <= POSTINGS_MAX {
            self.compare_all(message, left_out)
        } else {
            self.compare_candidates(message, left_out)
        }
    }

    fn compare_all(&self, message: &Vector, left_out: u32) -> Overlap {
        let mut similarities = vec![0.0; self.rows.len()];
        let mut covered = vec![0.0; self.entries()];
        for (feature, weight) in &message.parts {
            let mut last = NOBODY;
            for (row, other) in self.postings_of(*feature) {
                if *row == left_out {
                    continue;
                }
                let (Some(sum), Some(owner)) = (similarities.get_mut(*row as usize), self.owners.get(*row as usize))
                else {
                    continue;
                };
                *sum += weight * other;
                if *owner != last {
                    last = *owner;
                    if let Some(covered) = covered.get_mut(*owner as usize) {
                        *covered += weight * weight;
                    }
                }
            }
        }
        let entries = self.nearest(&similarities, NEAREST_MAX);
        Overlap { entries, similarities, covered }
    }

    fn compare_candidates(&self, message: &Vector, left_out: u32) -> Overlap {
        let mut overlap = Overlap {
            entries: self.candidates(message, left_out),
            similarities: vec![0.0; self.rows.len()],
            covered: vec![0.0; self.entries()],
        };
        let mut shared = vec![false; message.parts.len()];
        for entry in &overlap.entries {
            shared.fill(false);
            for row in self.rows_of(*entry).filter(|row| *row as u32 != left_out) {
                let (Some(vector), Some(sum)) = (self.rows.get(row), overlap.similarities.get_mut(row)) else {
                    continue;
                };
                let counts = self.owners.get(row) == Some(entry);
                *sum = message.cosine(vector, |place| {
                    if let Some(shared) = shared.get_mut(place) {
                        *shared |= counts;
                    }
                });
            }
            if let Some(covered) = overlap.covered.get_mut(*entry as usize) {
                let parts = message.parts.iter().zip(&shared).filter(|(_, shared)| **shared);
                *covered = parts.map(|((_, weight), _)| weight * weight).sum();
            }
        }
        overlap.entries = self.nearest(&overlap.similarities, NEAREST_MAX);
        overlap
    }

    /// The entries that share most with the message, judged by rare features.
    fn candidates(&self, message: &Vector, left_out: u32) -> Vec<u32> {
        let mut features: Vec<(usize, u32, f32)> = message
            .parts
            .iter()
            .map(|(feature, weight)| (self.postings_of(*feature).len(), *feature, *weight))
            .collect();
        features.sort_unstable_by_key(|(postings, feature, _)| (*postings, *feature));
        let mut sums = vec![0.0_f32; self.rows.len()];
        let mut read = 0;
        for (postings, feature, weight) in features {
            read += postings;
            if read > POSTINGS_MAX {
                break;
            }
            for (row, other) in self.postings_of(feature) {
                if let Some(sum) = sums.get_mut(*row as usize) {
                    *sum += weight * other;
                }
            }
        }
        if let Some(sum) = sums.get_mut(left_out as usize) {
            *sum = 0.0;
        }
        self.nearest(&sums, CANDIDATES_MAX)
    }

    /// The entries with the most similar rows, ascending.
    fn nearest(&self, similarities: &[f32], count: usize) -> Vec<u32> {
        let mut best: Vec<(f32, u32)> = Vec::new();
        for entry in 0..self.entries() as u32 {
            let own = similarities.get(self.own_rows(entry)).unwrap_or_default();
            let top = own.iter().fold(0.0_f32, |top, near| top.max(*near));
            if top > 0.0 {
                best.push((top, entry));
            }
        }
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if best.len() > count {
            best.select_nth_unstable_by(count, order);
            best.truncate(count);
        }
        let mut entries: Vec<u32> = best.into_iter().map(|(_, entry)| entry).collect();
        entries.sort_unstable();
        entries
    }

    fn postings_of(&self, feature: u32) -> &[(u32, f32)] {
        let feature = feature as usize;
        let range = self.starts.get(feature).zip(self.starts.get(feature + 1));
        range.and_then(|(from, to)| self.postings.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}
