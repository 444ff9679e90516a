//! Which phrases share a feature with a message: an inverted index in one flat
//! array (compressed sparse rows). One pass gives the cosine with every row and
//! how much of the message every entry covers.
//!
//! In a very large catalog the features of ordinary words are in thousands of
//! rows. There the rare features pick the candidates, and only these are
//! compared in full.

use super::vector::Vector;

/// Up to so many postings are read per message; about a tenth of a millisecond.
const POSTINGS_MAX: usize = 60_000;
/// How many entries are compared in full when there are more.
const CANDIDATES_MAX: usize = 32;
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
    /// How near each row of theirs is.
    pub rows: Vec<Nearness>,
    /// Per entry, how far it covers the message.
    pub coverage: Vec<Coverage>,
}

/// How near a phrase is to a message.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Nearness {
    pub cosine: f32,
    /// The share of the phrase that the message has.
    pub said: f32,
}

/// How far an entry covers a message.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Coverage {
    /// The share of the message that some phrase of the entry has.
    pub covered: f32,
    /// The same, each feature counting by the share of its phrases that are the
    /// entry's: what others say as well is owned by nobody.
    pub owned: f32,
    /// Of what is owned, what the entry's phrases repeat: its topic.
    pub topic: f32,
}

impl Coverage {
    /// Takes in a feature of a message: its squared weight, and how many of its
    /// phrases are the entry's.
    fn add(&mut self, square: f32, own: u32, all: f32) {
        self.covered += square;
        self.owned += square * own as f32 / all;
        self.topic += square * own.saturating_sub(1) as f32 / all;
    }
}

impl Overlap {
    pub(super) fn of(&self, row: usize) -> Nearness {
        self.rows.get(row).copied().unwrap_or_default()
    }

    pub(super) fn cosine(&self, row: usize) -> f32 {
        self.of(row).cosine
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
                index.compare_all(row, NOBODY).rows.iter().take(i + 1).map(|near| near.cosine).collect()
            };
            index.known = index.rows.iter().enumerate().map(line).collect();
        }
        index
    }

    pub(super) fn rows(&self) -> &[Vector] {
        &self.rows
    }

    /// The cosine of two rows, the later first.
    pub(super) fn cosine(&self, row: usize, other: usize) -> f32 {
        if let Some(line) = self.known.get(row) {
            return line.get(other).copied().unwrap_or(0.0);
        }
        let rows = self.rows.get(row).zip(self.rows.get(other));
        rows.map_or(0.0, |(row, other)| row.cosine(other, |_, _| ()))
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
        let mut rows = vec![Nearness::default(); self.rows.len()];
        let mut coverage = vec![Coverage::default(); self.entries()];
        for (feature, weight) in &message.parts {
            let (square, all) = (weight * weight, self.phrases_with(*feature, left_out));
            let mut cover = |owner: u32, own: u32| {
                if let Some(coverage) = coverage.get_mut(owner as usize) {
                    coverage.add(square, own, all);
                }
            };
            // The phrases of an entry follow each other.
            let (mut owner, mut own) = (NOBODY, 0);
            for (row, other) in self.postings_of(*feature).iter().filter(|(row, _)| *row != left_out) {
                if let Some(near) = rows.get_mut(*row as usize) {
                    near.cosine += weight * other;
                    near.said += other * other;
                }
                let found = self.owners.get(*row as usize).copied().unwrap_or(NOBODY);
                if found != owner {
                    cover(owner, own);
                    (owner, own) = (found, 0);
                }
                own += 1;
            }
            cover(owner, own);
        }
        let entries = self.nearest(rows.iter().map(|near| near.cosine), NEAREST_MAX);
        Overlap { entries, rows, coverage }
    }

    fn compare_candidates(&self, message: &Vector, left_out: u32) -> Overlap {
        let mut overlap = Overlap {
            entries: self.candidates(message, left_out),
            rows: vec![Nearness::default(); self.rows.len()],
            coverage: vec![Coverage::default(); self.entries()],
        };
        let mut shared = vec![0_u32; message.parts.len()];
        for entry in &overlap.entries {
            shared.fill(0);
            for row in self.rows_of(*entry).filter(|row| *row as u32 != left_out) {
                let (Some(vector), Some(near)) = (self.rows.get(row), overlap.rows.get_mut(row)) else {
                    continue;
                };
                let counts = u32::from(self.owners.get(row) == Some(entry));
                near.cosine = message.cosine(vector, |place, other| {
                    near.said += other * other;
                    if let Some(shared) = shared.get_mut(place) {
                        *shared += counts;
                    }
                });
            }
            if let Some(coverage) = overlap.coverage.get_mut(*entry as usize) {
                let parts = message.parts.iter().zip(&shared).filter(|(_, shared)| **shared > 0);
                for ((feature, weight), shared) in parts {
                    coverage.add(weight * weight, *shared, self.phrases_with(*feature, left_out));
                }
            }
        }
        overlap.entries = self.nearest(overlap.rows.iter().map(|near| near.cosine), NEAREST_MAX);
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
        self.nearest(sums.into_iter(), CANDIDATES_MAX)
    }

    /// The entries with the most similar rows, ascending. `similarities` by row.
    fn nearest(&self, similarities: impl Iterator<Item = f32>, count: usize) -> Vec<u32> {
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        let mut best: Vec<(f32, u32)> = Vec::with_capacity(2 * count);
        // What is not above it cannot be among the best any more.
        let mut bound = 0.0;
        for (row, similarity) in similarities.enumerate() {
            if similarity <= bound {
                continue;
            }
            let owner = self.owners.get(row).copied().unwrap_or(NOBODY);
            match best.last_mut() {
                _ if owner == NOBODY => {}
                Some((top, entry)) if *entry == owner => *top = top.max(similarity),
                Some(_) | None => {
                    if best.len() == 2 * count {
                        best.select_nth_unstable_by(count - 1, order);
                        best.truncate(count);
                        bound = best.last().map_or(bound, |(least, _)| *least);
                    }
                    if similarity > bound {
                        best.push((similarity, owner));
                    }
                }
            }
        }
        if best.len() > count {
            best.select_nth_unstable_by(count, order);
            best.truncate(count);
        }
        let mut entries: Vec<u32> = best.into_iter().map(|(_, entry)| entry).collect();
        entries.sort_unstable();
        entries
    }

    /// How many phrases have a feature, at least 1; the one left out is not among them.
    fn phrases_with(&self, feature: u32, left_out: u32) -> f32 {
        let has = |row: &Vector| row.parts.binary_search_by_key(&feature, |(feature, _)| *feature).is_ok();
        let without = usize::from(self.rows.get(left_out as usize).is_some_and(has));
        self.postings_of(feature).len().saturating_sub(without).max(1) as f32
    }

    fn postings_of(&self, feature: u32) -> &[(u32, f32)] {
        let feature = feature as usize;
        let range = self.starts.get(feature).zip(self.starts.get(feature + 1));
        range.and_then(|(from, to)| self.postings.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}
