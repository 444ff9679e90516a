//! The trained matcher: what is kept of a catalog, and a message's way through it.

use super::calibrate::{self, Samples};
use super::classifier::{Classifier, LeftOut};
use super::explain::{Explanation, PhraseScore, Verdict, WordSeen};
use super::features::{Seen, Space, Vector};
use super::hash::Map;
use super::index::{Index, NOBODY};
use super::knob::knob;
use super::normalise::{self, Word};
use super::score::{self, Evidence, Row, RowKind};
use super::{Accepts, Candidate, Confidence, Entry, Match, NoValues, Ranked, Settings, negatives};

pub use super::calibrate::Thresholds;

/// How many candidates a ranking holds.
const RANKED_MAX: usize = 5;
/// How many choices "did you mean" offers.
const CHOICES_MAX: usize = 3;
/// How many phrases calibration looks at: beyond this it learns nothing new.
const CALIBRATION_PHRASES_MAX: usize = 600;

/// Recognises what the messages of one catalog ask for. Share it in an `Arc`.
#[derive(Debug, Clone)]
pub struct Matcher {
    space: Space,
    index: Index,
    classifier: Classifier,
    rows: Vec<Row>,
    entries: usize,
    exact: Map<String, Vec<(usize, RowKind)>>,
    /// How far the phrases are full of names, 0 to 1.
    names: f32,
    thresholds: Thresholds,
}

/// A message on its way through.
struct Reading<'a> {
    pieces: Vec<&'a str>,
    seen: Vec<Seen>,
}

/// What the catalog makes of a message.
struct Judgement {
    ranked: Vec<Evidence>,
    confidences: Vec<f32>,
}

impl Matcher {
    #[must_use]
    pub fn train(entries: &[Entry], settings: &Settings) -> Matcher {
        let (rows, phrases) = rows_of(entries);
        let (space, seen) = Space::new(&phrases);
        let vectors: Vec<Vector> = seen.iter().map(|seen| space.vector(seen)).collect();
        let owners: Vec<u32> =
            rows.iter().map(|row| if row.kind == RowKind::Not { NOBODY } else { row.entry as u32 }).collect();
        let index = Index::new(&vectors, owners.clone(), entries.len(), space.dimensions());
        let (classifier, left_out) = Classifier::train(&vectors, &owners, entries.len(), space.dimensions(), &index);
        let shared: Vec<Vector> = vectors.iter().map(|vector| space.without_own(vector)).collect();
        let strange = shared.iter().map(|vector| 1.0 - vector.inside).sum::<f32>() / shared.len().max(1) as f32;
        let mut matcher = Matcher {
            space,
            index,
            classifier,
            exact: exact_texts(entries),
            entries: rows.iter().map(|row| row.entry + 1).max().unwrap_or(0),
            rows,
            names: score::names(strange),
            thresholds: Thresholds { act: 1.0, ask: 1.0 },
        };
        matcher.thresholds = calibrate::thresholds(&matcher.samples(&shared, &left_out), settings);
        matcher
    }

    /// The thresholds in force.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        self.thresholds
    }

    /// What to do about a message.
    #[must_use]
    pub fn decide(&self, text: &str, values: &dyn Accepts) -> Match {
        self.rank(text, values).decision
    }

    /// The best candidates whatever the decision.
    #[must_use]
    pub fn rank(&self, text: &str, values: &dyn Accepts) -> Ranked {
        let reading = self.read(text);
        self.conclude(text, &self.judge(&reading, values))
    }

    /// Why a message is decided as it is.
    #[must_use]
    pub fn explain(&self, text: &str, values: &dyn Accepts) -> Explanation {
        let reading = self.read(text);
        let ranked = self.conclude(text, &self.judge(&reading, values));
        let similarities = self.index.overlap(&self.space.vector(&reading.seen), None).similarities;
        let mut phrases: Vec<PhraseScore> = Vec::new();
        for (row, similarity) in self.rows.iter().zip(&similarities) {
            if let RowKind::Trigger(phrase) = row.kind
                && *similarity > 0.0
            {
                phrases.push(PhraseScore { entry: row.entry, phrase, similarity: *similarity });
            }
        }
        phrases
            .sort_by(|a, b| b.similarity.total_cmp(&a.similarity).then((a.entry, a.phrase).cmp(&(b.entry, b.phrase))));
        phrases.truncate(RANKED_MAX);
        let margin = match ranked.candidates.as_slice() {
            [first, second, ..] => first.confidence.value() - second.confidence.value(),
            [first] => first.confidence.value(),
            [] => 0.0,
        };
        Explanation {
            words: reading.seen.iter().map(|seen| word_seen(seen, &reading.pieces)).collect(),
            exact: !self.exact_entries(text).is_empty(),
            verdict: Verdict::of(&ranked.decision),
            phrases,
            margin,
            thresholds: self.thresholds,
            ranked,
        }
    }

    fn read<'a>(&self, text: &'a str) -> Reading<'a> {
        let taken = normalise::words(text);
        Reading { pieces: taken.pieces, seen: self.space.read(taken.words) }
    }

    fn judge(&self, reading: &Reading<'_>, values: &dyn Accepts) -> Judgement {
        let vector = self.space.vector(&reading.seen);
        let mut ranked = score::best(self.gather(&vector), RANKED_MAX);
        let mut inside = vector.inside;
        let mut changed = false;
        for (place, found) in ranked.iter_mut().enumerate() {
            let is_value = |seen: &Seen| {
                let piece = reading.pieces.get(seen.word.piece).copied().unwrap_or_default();
                (!seen.known || seen.word.digits) && values.accepts(found.entry, piece)
            };
            let kept: Vec<Seen> = reading.seen.iter().filter(|seen| !is_value(seen)).cloned().collect();
            if kept.is_empty() || kept.len() == reading.seen.len() {
                continue;
            }
            let vector = self.space.vector(&kept);
            if let Some(better) = self.gather(&vector).get(found.entry) {
                *found = *better;
                changed = true;
                if place == 0 {
                    inside = vector.inside;
                }
            }
        }
        if changed {
            ranked = score::best(ranked, RANKED_MAX);
        }
        let confidences = score::confidences(&ranked, inside, self.names);
        Judgement { ranked, confidences }
    }

    fn gather(&self, message: &Vector) -> Vec<Evidence> {
        let overlap = self.index.overlap(message, None);
        let everyone = |_| false;
        let classes = self.classifier.scores(message, &overlap, &everyone);
        score::gather(&self.rows, &overlap, &classes, &everyone)
    }

    /// Entries of which the text is a trigger, in order, with the phrase.
    fn exact_entries(&self, text: &str) -> Vec<(usize, usize)> {
        let mut out: Vec<(usize, usize)> = Vec::new();
        for (entry, kind) in self.exact.get(&normalise::exact_key(text)).into_iter().flatten() {
            if let RowKind::Trigger(phrase) = kind
                && out.last().is_none_or(|last| last.0 != *entry)
            {
                out.push((*entry, *phrase));
            }
        }
        out
    }

    fn conclude(&self, text: &str, judgement: &Judgement) -> Ranked {
        let exact = self.exact_entries(text);
        let mut candidates: Vec<Candidate> = Vec::with_capacity(RANKED_MAX);
        candidates.extend(exact.iter().map(|(entry, phrase)| Candidate {
            entry: *entry,
            phrase: *phrase,
            confidence: Confidence::CERTAIN,
        }));
        for (found, confidence) in judgement.ranked.iter().zip(&judgement.confidences) {
            if candidates.iter().all(|candidate| candidate.entry != found.entry) && !self.is_refused(text, found.entry)
            {
                candidates.push(Candidate {
                    entry: found.entry,
                    phrase: found.phrase,
                    confidence: Confidence::new(*confidence),
                });
            }
        }
        candidates.truncate(RANKED_MAX);
        let decision = match exact.len() {
            0 => self.decision(&candidates),
            1 => candidates.first().map_or(Match::None, |only| Match::Clear(*only)),
            several => Match::Ambiguous(candidates.iter().take(several.min(CHOICES_MAX)).copied().collect()),
        };
        Ranked { decision, candidates }
    }

    fn is_refused(&self, text: &str, entry: usize) -> bool {
        self.exact.get(&normalise::exact_key(text)).is_some_and(|found| found.contains(&(entry, RowKind::Not)))
    }

    fn decision(&self, candidates: &[Candidate]) -> Match {
        let Some(first) = candidates.first() else { return Match::None };
        let confidence = first.confidence.value();
        if confidence >= self.thresholds.act {
            return Match::Clear(*first);
        }
        if confidence < self.thresholds.ask {
            return Match::None;
        }
        let near = |candidate: &&Candidate| candidate.confidence.value() >= confidence * knob("near", 0.5);
        Match::Ambiguous(candidates.iter().filter(near).take(CHOICES_MAX).copied().collect())
    }

    /// What calibration measures; see there. `shared`: the vectors of the rows
    /// as if the catalog did not have them.
    fn samples(&self, shared: &[Vector], left_out: &LeftOut) -> Samples {
        let mut samples = Samples::default();
        let stride = shared.len().div_ceil(CALIBRATION_PHRASES_MAX).max(1);
        for (index, (vector, row)) in shared.iter().zip(&self.rows).enumerate().step_by(stride) {
            if !matches!(row.kind, RowKind::Trigger(_)) {
                continue;
            }
            let alone = |other: usize| other == index;
            let (first, confidence) = self.judge_left_out(vector, index, &alone, left_out.alone.get(index));
            match first {
                Some(first) if first == row.entry => samples.right.push(confidence),
                Some(_) => samples.wrong.push(confidence),
                None => {}
            }
            let whole = |other: usize| self.rows.get(other).is_some_and(|other| other.entry == row.entry);
            let (first, confidence) = self.judge_left_out(vector, index, &whole, left_out.with_entry.get(index));
            if first.is_some_and(|first| first != row.entry) {
                samples.orphans.push(confidence);
            }
        }
        for text in negatives::generic(self.space.languages()) {
            let judgement = self.judge(&self.read(text), &NoValues);
            let covered = judgement.ranked.first().is_some_and(|found| found.best > knob("neg_drop", 0.7));
            if !covered {
                samples.generic.extend(judgement.confidences.first());
            }
        }
        samples
    }

    /// The winner and its confidence for a row of the catalog's own, with some rows ignored.
    fn judge_left_out(
        &self,
        vector: &Vector,
        row: usize,
        without: &dyn Fn(usize) -> bool,
        scores: Option<&Vec<f32>>,
    ) -> (Option<usize>, f32) {
        let overlap = self.index.overlap(vector, Some(row));
        let classes = scores.cloned().unwrap_or_else(|| self.classifier.scores(vector, &overlap, without));
        let mut evidence = score::gather(&self.rows, &overlap, &classes, without);
        // An entry that is left out as a whole must not win by its class score alone.
        evidence.retain(|found| {
            found.best > 0.0 || !without(row) || self.rows.get(row).is_some_and(|row| row.entry != found.entry)
        });
        let ranked = score::best(evidence, RANKED_MAX);
        let confidence = score::confidences(&ranked, vector.inside, self.names).first().copied().unwrap_or(0.0);
        (ranked.first().map(|first| first.entry), confidence)
    }

    /// How many entries it was trained on.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.entries
    }
}

/// One row per phrase, those of an entry together, `not` phrases at the end.
fn rows_of(entries: &[Entry]) -> (Vec<Row>, Vec<(usize, Vec<Word>)>) {
    let mut rows = Vec::new();
    let mut phrases = Vec::new();
    let mut add = |entry: usize, kind: RowKind, text: &str| {
        rows.push(Row { entry, kind });
        phrases.push((entry, normalise::words(text).words));
    };
    for (entry, published) in entries.iter().enumerate() {
        for (phrase, text) in published.triggers.iter().enumerate() {
            add(entry, RowKind::Trigger(phrase), text);
        }
        add(entry, RowKind::Name, &normalise::name_as_words(&published.name));
    }
    for (entry, published) in entries.iter().enumerate() {
        published.not.iter().for_each(|text| add(entry, RowKind::Not, text));
    }
    (rows, phrases)
}

fn exact_texts(entries: &[Entry]) -> Map<String, Vec<(usize, RowKind)>> {
    let mut exact: Map<String, Vec<(usize, RowKind)>> = Map::default();
    for (entry, published) in entries.iter().enumerate() {
        let triggers = published.triggers.iter().enumerate().map(|(phrase, text)| (RowKind::Trigger(phrase), text));
        for (kind, text) in triggers.chain(published.not.iter().map(|text| (RowKind::Not, text))) {
            let key = normalise::exact_key(text);
            if !key.is_empty() {
                exact.entry(key).or_default().push((entry, kind));
            }
        }
    }
    exact
}

fn word_seen(seen: &Seen, pieces: &[&str]) -> WordSeen {
    WordSeen {
        typed: pieces.get(seen.word.piece).copied().unwrap_or_default().to_owned(),
        word: seen.word.text.clone(),
        stem: seen.stem.clone(),
        corrected: seen.corrected.clone(),
        known: seen.known,
    }
}
