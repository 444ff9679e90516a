//! Which phrases share a feature with a message: an inverted index in one flat
//! array (compressed sparse rows). One pass gives the cosine with every row and
//! how much of the message every entry covers.

use super::features::Vector;

#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    starts: Vec<u32>,
    postings: Vec<(u32, f32)>,
    /// The entry each row speaks for; [`NOBODY`] for rows that speak against one.
    owners: Vec<u32>,
    entries: usize,
}

pub(super) const NOBODY: u32 = u32::MAX;

/// What a message has in common with a catalog.
#[derive(Debug, Default)]
pub(super) struct Overlap {
    /// Cosine with each row.
    pub similarities: Vec<f32>,
    /// Per entry, the share of the message that some phrase of it has.
    pub covered: Vec<f32>,
}

impl Index {
    /// Rows of one owner must be neighbours for `covered` to count once per entry.
    pub(super) fn new(rows: &[Vector], owners: Vec<u32>, entries: usize, dimensions: usize) -> Index {
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
                let Some(at) = next.get_mut(*feature as usize) else { continue };
                if let Some(slot) = postings.get_mut(*at as usize) {
                    *slot = (row as u32, *weight);
                }
                *at += 1;
            }
        }
        Index { starts, postings, owners, entries }
    }

    /// `left_out`: a row that is to be ignored.
    pub(super) fn overlap(&self, message: &Vector, left_out: Option<usize>) -> Overlap {
        let left_out = left_out.map_or(NOBODY, |row| row as u32);
        let mut similarities = vec![0.0; self.owners.len()];
        let mut covered = vec![0.0; self.entries];
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
        Overlap { similarities, covered }
    }

    fn postings_of(&self, feature: u32) -> &[(u32, f32)] {
        let feature = feature as usize;
        let range = self.starts.get(feature).zip(self.starts.get(feature + 1));
        range.and_then(|(from, to)| self.postings.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}
