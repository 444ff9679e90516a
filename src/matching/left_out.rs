//! The matcher judging its own catalog: a phrase as a message, with the phrase
//! or its whole action left out. Calibration and the publish gate ask for it.

use std::ops::Range;

use super::calibrate::Samples;
use super::matcher::{Matcher, RANKED_MAX};
use super::score::{self, RowKind};
use super::vector::Vector;
use super::{NoValues, negatives};

/// A generic negative this close to a phrase is no negative in this catalog.
const SERVED_FROM: f32 = 0.6;
/// How many phrases calibration looks at: beyond this it learns nothing new.
const CALIBRATION_PHRASES_MAX: usize = 400;

/// Another entry that stands in the way of a phrase.
pub(super) struct Rival {
    pub entry: usize,
    pub acts: bool,
}

impl Matcher {
    /// What calibration measures; see there.
    pub(super) fn samples(&self) -> Samples {
        let mut samples = Samples::default();
        let stride = self.rows.len().div_ceil(CALIBRATION_PHRASES_MAX).max(1);
        for (index, (vector, row)) in self.index.rows().iter().zip(&self.rows).enumerate().step_by(stride) {
            if !matches!(row.kind, RowKind::Trigger(_)) {
                continue;
            }
            let vector = &self.space.without_own(vector);
            let (first, confidence) = self.judge_left_out(vector, index, &(index..index + 1));
            match first {
                Some(first) if first == row.entry => samples.right.push(confidence),
                Some(_) => samples.wrong.push(confidence),
                None => {}
            }
            let (first, confidence) = self.judge_left_out(vector, index, &self.index.rows_of(row.entry as u32));
            if first.is_some_and(|first| first != row.entry) {
                samples.orphans.push(confidence);
            }
        }
        for text in negatives::generic(self.space.languages()) {
            let judgement = self.judge(&self.read(text), &NoValues);
            if judgement.ranked.first().is_none_or(|found| found.best < SERVED_FROM) {
                samples.generic.push(judgement.confidences.first().copied().unwrap_or(0.0));
            }
        }
        samples
    }

    /// Which other entry would answer or be offered first for a phrase, if its own
    /// entry did not have it.
    pub(super) fn rival(&self, entry: usize, phrase: usize) -> Option<Rival> {
        let mut own = self.index.rows_of(entry as u32);
        let row = own.find(|row| self.rows.get(*row).is_some_and(|row| row.kind == RowKind::Trigger(phrase)))?;
        let vector = self.index.rows().get(row)?;
        let ranked = score::best(self.gather_without(vector, Some(row), &(row..row + 1)), RANKED_MAX);
        let confidence = score::confidences(&ranked, vector.inside, self.names).first().copied()?;
        let first = ranked.first().filter(|first| first.entry != entry && confidence >= self.thresholds.ask)?;
        Some(Rival { entry: first.entry, acts: confidence >= self.thresholds.act })
    }

    /// The winner and its confidence for a row of the catalog's own, with some rows ignored.
    fn judge_left_out(&self, vector: &Vector, row: usize, without: &Range<usize>) -> (Option<usize>, f32) {
        let mut evidence = self.gather_without(vector, Some(row), without);
        // An entry whose phrases are all left out still covers the message by them.
        evidence.retain(|found| found.closeness > 0.0);
        let ranked = score::best(evidence, RANKED_MAX);
        let confidence = score::confidences(&ranked, vector.inside, self.names).first().copied().unwrap_or(0.0);
        (ranked.first().map(|first| first.entry), confidence)
    }
}
