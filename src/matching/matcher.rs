//! The trained matcher: what is kept of a catalog, and a message's way through it.

use std::ops::Range;

use super::calibrate;
use super::classifier;
use super::explain::{Explanation, PhraseScore, Verdict, WordSeen};
use super::features::Seen;
use super::hash::Map;
use super::index::{Index, NOBODY};
use super::normalise::{self, Word};
use super::score::{self, Evidence, Row, RowKind};
use super::space::Space;
use super::vector::Vector;
use super::{Accepts, Candidate, Confidence, Entry, Match, Ranked, Settings};

pub use super::calibrate::Thresholds;

/// How many candidates a ranking holds.
pub(super) const RANKED_MAX: usize = 5;
/// How many choices "did you mean" offers.
const CHOICES_MAX: usize = 3;
/// A further choice is offered from this share of the first one's confidence.
const CHOICE_SHARE: f32 = 0.5;

/// Recognises what the messages of one catalog ask for. Share it in an `Arc`.
#[derive(Debug, Clone)]
pub struct Matcher {
    pub(super) space: Space,
    pub(super) index: Index,
    pub(super) rows: Vec<Row>,
    pub(super) exact: Map<String, Vec<(usize, RowKind)>>,
    /// How far the phrases are full of names, 0 to 1.
    pub(super) names: f32,
    pub(super) thresholds: Thresholds,
}

/// A phrase's entry and its words.
type Phrase = (usize, Vec<Word>);

/// A message on its way through.
pub(super) struct Reading<'a> {
    pieces: Vec<&'a str>,
    seen: Vec<Seen>,
}

/// What the catalog makes of a message.
pub(super) struct Judgement {
    pub ranked: Vec<Evidence>,
    pub confidences: Vec<f32>,
}

impl Matcher {
    /// Learns the phrases and calibrates the thresholds. Takes milliseconds for a hundred actions, seconds for ten thousand.
    #[must_use]
    pub fn train(entries: &[Entry], settings: &Settings) -> Matcher {
        let (rows, blocks, phrases) = rows_of(entries);
        let words = phrases.iter().map(|(_, words)| words.len()).sum();
        let (space, vectors) = Space::new(phrases);
        let owners = rows.iter().map(|row| if row.kind == RowKind::Not { NOBODY } else { row.entry as u32 });
        let index = Index::new(vectors, owners.collect(), blocks, space.dimensions());
        let triggers = rows.iter().zip(index.rows()).filter(|(row, _)| matches!(row.kind, RowKind::Trigger(_)));
        let foreign: Vec<f32> = triggers.map(|(_, vector)| 1.0 - space.without_own(vector).inside).collect();
        let strange = foreign.iter().sum::<f32>() / foreign.len().max(1) as f32;
        let mut matcher = Matcher {
            space,
            index,
            exact: exact_texts(entries),
            rows,
            names: score::names(strange, words),
            thresholds: Thresholds { act: 1.0, ask: 1.0 },
        };
        let phrases = entries.iter().map(|entry| entry.triggers.len()).sum();
        let actions = entries.iter().filter(|entry| !entry.triggers.is_empty()).count();
        matcher.thresholds = calibrate::thresholds(&matcher.samples(), phrases, actions, settings);
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
        let exact = self.exactly(text);
        // Whatever else the words are near, a trigger's own text means that trigger.
        certain(&triggered(exact))
            .unwrap_or_else(|| self.conclude(exact, &self.judge(&self.read(text), values)).decision)
    }

    /// The best candidates whatever the decision.
    #[must_use]
    pub fn rank(&self, text: &str, values: &dyn Accepts) -> Ranked {
        self.conclude(self.exactly(text), &self.judge(&self.read(text), values))
    }

    /// Why a message is decided as it is.
    #[must_use]
    pub fn explain(&self, text: &str, values: &dyn Accepts) -> Explanation {
        let (reading, exact) = (self.read(text), self.exactly(text));
        let ranked = self.conclude(exact, &self.judge(&reading, values));
        let near = self.index.overlap(&self.space.vector(&reading.seen), None).rows;
        let mut phrases: Vec<PhraseScore> = Vec::new();
        for (row, near) in self.rows.iter().zip(&near) {
            if let RowKind::Trigger(phrase) = row.kind
                && near.cosine > 0.0
            {
                phrases.push(PhraseScore { entry: row.entry, phrase, similarity: near.cosine });
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
            exact: exact.iter().any(|(_, kind)| matches!(kind, RowKind::Trigger(_))),
            verdict: Verdict::of(&ranked.decision),
            phrases,
            margin,
            thresholds: self.thresholds,
            ranked,
        }
    }

    pub(super) fn read<'a>(&self, text: &'a str) -> Reading<'a> {
        let taken = normalise::words(text);
        Reading { pieces: taken.pieces, seen: self.space.read(taken.words) }
    }

    pub(super) fn judge(&self, reading: &Reading<'_>, values: &dyn Accepts) -> Judgement {
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
            if let Some(better) = self.gather(&vector).iter().find(|better| better.entry == found.entry) {
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

    pub(super) fn gather(&self, message: &Vector) -> Vec<Evidence> {
        self.gather_without(message, None, &(0..0))
    }

    /// `left_out` does not count as a phrase, rows `without` do not speak.
    pub(super) fn gather_without(
        &self,
        message: &Vector,
        left_out: Option<usize>,
        without: &Range<usize>,
    ) -> Vec<Evidence> {
        let overlap = self.index.overlap(message, left_out);
        let classes = classifier::scores(&self.index, &overlap, without);
        score::gather(&self.rows, &self.index, &overlap, &classes, without)
    }

    /// What is known of the exact text: entries and kinds of row, by entry.
    fn exactly(&self, text: &str) -> &[(usize, RowKind)] {
        self.exact.get(&normalise::exact_key(text)).map_or(&[], Vec::as_slice)
    }

    fn conclude(&self, exact: &[(usize, RowKind)], judgement: &Judgement) -> Ranked {
        let mut candidates = triggered(exact);
        let certain = certain(&candidates);
        for (found, confidence) in judgement.ranked.iter().zip(&judgement.confidences) {
            let refused = exact.contains(&(found.entry, RowKind::Not));
            if !refused && candidates.iter().all(|other| other.entry != found.entry) {
                candidates.push(Candidate {
                    entry: found.entry,
                    phrase: found.phrase,
                    confidence: Confidence::new(*confidence),
                });
            }
        }
        candidates.truncate(RANKED_MAX);
        let decision = certain.unwrap_or_else(|| self.decision(&candidates));
        Ranked { decision, candidates }
    }

    fn decision(&self, candidates: &[Candidate]) -> Match {
        let Some(first) = candidates.first() else {
            return Match::None;
        };
        let confidence = first.confidence.value();
        if confidence >= self.thresholds.act {
            return Match::Clear(*first);
        }
        if confidence < self.thresholds.ask {
            return Match::None;
        }
        let near = |candidate: &&Candidate| candidate.confidence.value() >= confidence * CHOICE_SHARE;
        Match::Ambiguous(candidates.iter().filter(near).take(CHOICES_MAX).copied().collect())
    }

    /// How many entries it was trained on.
    #[must_use]
    pub fn entries(&self) -> usize {
        self.index.entries()
    }
}

/// The entries that have the exact text as a trigger.
fn triggered(exact: &[(usize, RowKind)]) -> Vec<Candidate> {
    let mut candidates: Vec<Candidate> = Vec::with_capacity(RANKED_MAX);
    for (entry, kind) in exact {
        if let RowKind::Trigger(phrase) = *kind
            && candidates.iter().all(|other| other.entry != *entry)
        {
            candidates.push(Candidate { entry: *entry, phrase, confidence: Confidence::CERTAIN });
        }
    }
    candidates
}

/// What is decided when those are all that counts; `None` when there are none.
fn certain(triggered: &[Candidate]) -> Option<Match> {
    match triggered {
        [] => None,
        [only] => Some(Match::Clear(*only)),
        several => Some(Match::Ambiguous(several.iter().take(CHOICES_MAX).copied().collect())),
    }
}

/// One row per phrase, those of an entry together; where each entry begins; the words.
fn rows_of(entries: &[Entry]) -> (Vec<Row>, Vec<u32>, Vec<Phrase>) {
    let (mut rows, mut blocks, mut phrases) = (Vec::new(), vec![0], Vec::new());
    for (entry, published) in entries.iter().enumerate() {
        let mut add = |kind: RowKind, text: &str| {
            rows.push(Row { entry, kind });
            phrases.push((entry, normalise::words(text).words));
        };
        published.triggers.iter().enumerate().for_each(|(phrase, text)| add(RowKind::Trigger(phrase), text));
        add(RowKind::Name, &normalise::name_as_words(&published.name));
        published.not.iter().for_each(|text| add(RowKind::Not, text));
        blocks.push(rows.len() as u32);
    }
    (rows, blocks, phrases)
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
