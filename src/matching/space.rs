//! All features of a catalog, and from words to a vector of them.
//!
//! A feature weighs by the inverse frequency of the actions that have it, and
//! by the role of its word. Every block (stems, pairs, grams) is scaled to its
//! own share of the whole, so long messages and long words do not shift the
//! balance.
//!
//! What no trigger has still counts in the length of the vector: a message
//! full of other words can never come close to any phrase. That is what keeps
//! the bot silent on what is not its business.

use super::features::{BLOCKS, Seen, each_feature, stem_hash};
use super::hash::Map;
use super::language::{Language, Languages, Role};
use super::negatives;
use super::normalise::{self, Word};
use super::speller::Speller;
use super::vector::Vector;

/// What each block is worth when all are present.
const SHARES: [f32; BLOCKS] = [1.05, 0.6, 1.1];
/// Where no stemmer is known, grams have to do its work too.
const GRAMS_WITHOUT_STEMMER: f32 = 1.5;
/// How much of its weight a feature keeps that no trigger has. Most pairs of
/// any message are new, so a new pair says less than a new word.
const UNSEEN_KEPT: [f32; BLOCKS] = [1.15, 0.45, 0.5];
/// The number of phrases at which a weight is halfway between the two.
const PHRASES_HALF: f32 = 20.0;
/// The generic negatives count as so many actions when words are weighed.
const ELSEWHERE_ACTIONS: f32 = 32.0;
/// Tames the inverse frequency: rare is telling, but not in proportion.
const RARITY_POWER: f32 = 0.7;
/// How many unknown words of a message are looked up by the speller.
const CORRECTIONS_MAX: usize = 24;

/// All features of a catalog and what they weigh.
#[derive(Debug, Clone)]
pub(super) struct Space {
    languages: Languages,
    words: Map<String, u32>,
    spellings: Vec<String>,
    speller: Speller,
    features: Map<u64, u32>,
    weights: Vec<f32>,
    /// Features that a single phrase has.
    single: Vec<bool>,
    unseen: f32,
    size: f32,
}

/// Shorter ends are more often an ending or a verb than what a compound is a kind of.
const COMPOUND_LAST_CHARS_MIN: usize = 6;
/// And shorter beginnings a prefix ("vor-", "ver-") that changes the meaning.
const COMPOUND_FIRST_CHARS_MIN: usize = 4;

/// Features of one phrase before it is known what they weigh.
type Draft = Vec<(u32, u8, f32)>;

/// How often a feature occurs, counted as phrases come, entry by entry.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    phrases: u32,
    entries: u32,
    last_entry: u32,
}

impl Count {
    fn add(&mut self, entry: u32) {
        self.phrases += 1;
        if self.entries == 0 || self.last_entry != entry {
            self.entries += 1;
            self.last_entry = entry;
        }
    }
}

impl Space {
    /// `phrases`: the entry each belongs to, and its text taken apart; those of
    /// an entry together. Gives the vector of each as well.
    pub(super) fn new(phrases: Vec<(usize, Vec<Word>)>) -> (Space, Vec<Vector>) {
        let mut space = Space {
            languages: Languages::of(phrases.iter().map(|(_, words)| words.as_slice())),
            words: Map::default(),
            spellings: Vec::new(),
            speller: Speller::default(),
            features: Map::default(),
            weights: Vec::new(),
            single: Vec::new(),
            unseen: 0.0,
            size: phrases.len() as f32 / (phrases.len() as f32 + PHRASES_HALF),
        };
        let mut words: Vec<Count> = Vec::new();
        let mut features: Vec<Count> = Vec::new();
        let mut drafts: Vec<Draft> = Vec::with_capacity(phrases.len());
        let mut entries = 0;
        for (entry, taken) in phrases {
            entries = entries.max(entry + 1);
            let seen = space.understand(taken);
            for word in &seen {
                let id = space.learn_word(&word.word.text);
                count(&mut words, id, entry as u32);
            }
            let mut draft = space.draft(&seen);
            strongest(&mut draft);
            for (id, _, _) in &draft {
                count(&mut features, *id, entry as u32);
            }
            drafts.push(draft);
        }
        space.weigh(&features, entries as f32);
        space.single = features.iter().map(|count| count.phrases == 1).collect();
        let proposals = space.spellings.iter().zip(&words).enumerate();
        space.speller = Speller::new(proposals.map(|(id, (text, count))| (id as u32, text.as_str(), count.entries)));
        let vectors = drafts.into_iter().map(|draft| space.scale(draft, [0.0; BLOCKS])).collect();
        (space, vectors)
    }

    fn draft(&mut self, seen: &[Seen]) -> Draft {
        let mut draft = Vec::with_capacity(seen.len() * 20);
        each_feature(seen, self.size, |feature| {
            let next = self.features.len() as u32;
            let id = *self.features.entry(feature.hash).or_insert(next);
            draft.push((id, feature.block as u8, feature.weight));
        });
        draft
    }

    fn learn_word(&mut self, text: &str) -> u32 {
        if let Some(id) = self.words.get(text) {
            return *id;
        }
        let id = self.spellings.len() as u32;
        self.spellings.push(text.to_owned());
        self.words.insert(text.to_owned(), id);
        id
    }

    /// Inverse action frequency. The generic negatives stand in as so many more
    /// actions: in a catalog of three phrases they alone know which words are common.
    fn weigh(&mut self, counts: &[Count], entries: f32) {
        let negatives = negatives::generic(self.languages.as_slice());
        let one = ELSEWHERE_ACTIONS / negatives.len().max(1) as f32;
        let mut elsewhere = vec![0.0_f32; counts.len()];
        for text in negatives {
            let mut found: Vec<u32> = Vec::new();
            each_feature(&self.understand(normalise::words(text).words), self.size, |feature| {
                found.extend(self.features.get(&feature.hash));
            });
            found.sort_unstable();
            found.dedup();
            for id in found {
                if let Some(count) = elsewhere.get_mut(id as usize) {
                    *count += one;
                }
            }
        }
        let weight = |frequency: f32| (1.0 + (entries + ELSEWHERE_ACTIONS) / frequency).ln().powf(RARITY_POWER);
        self.weights =
            counts.iter().zip(elsewhere).map(|(here, elsewhere)| weight(here.entries as f32 + elsewhere)).collect();
        self.unseen = weight(1.0);
    }

    pub(super) fn languages(&self) -> &[Language] {
        self.languages.as_slice()
    }

    pub(super) fn dimensions(&self) -> usize {
        self.weights.len()
    }

    fn understand(&self, words: Vec<Word>) -> Vec<Seen> {
        let language = self.languages.guess(&words);
        let understood = |word: Word| Seen {
            stem: language.stem(&word.text).into_owned(),
            role: language.role(&word.text),
            corrected: None,
            known: true,
            word,
        };
        language.expand(words).into_iter().map(understood).collect()
    }

    /// Understands a message: unknown words are corrected to those of the catalog.
    pub(super) fn read(&self, words: Vec<Word>) -> Vec<Seen> {
        let language = self.languages.guess(&words);
        let mut seen = self.understand(words);
        let mut tries = CORRECTIONS_MAX;
        for word in &mut seen {
            word.known = self.words.contains_key(&word.word.text) || self.features.contains_key(&stem_hash(&word.stem));
            if word.known || word.role != Role::Content || tries == 0 {
                continue;
            }
            tries -= 1;
            let found = self.speller.correct(&word.word.text).map(|found| found.word as usize);
            let spelling = found.and_then(|found| self.spellings.get(found)).map(String::as_str);
            let Some(spelling) = spelling.or_else(|| self.compound_of(language, &word.word.text)) else {
                continue;
            };
            word.stem = language.stem(spelling).into_owned();
            word.role = language.role(spelling);
            word.corrected = Some(spelling.to_owned());
        }
        seen
    }

    /// The known word that a German compound is a kind of: its longest known end.
    fn compound_of<'a>(&self, language: Language, word: &'a str) -> Option<&'a str> {
        if language != Language::German {
            return None;
        }
        let ends = word.char_indices().skip(COMPOUND_FIRST_CHARS_MIN).filter_map(|(at, _)| word.get(at..));
        let ends = ends.take_while(|end| end.chars().nth(COMPOUND_LAST_CHARS_MIN - 1).is_some());
        let known = |end: &&str| self.words.contains_key(*end) && language.role(end) == Role::Content;
        ends.into_iter().find(known)
    }

    pub(super) fn vector(&self, seen: &[Seen]) -> Vector {
        let mut draft: Draft = Vec::with_capacity(seen.len() * 20);
        let mut outside = [0.0_f32; BLOCKS];
        each_feature(seen, self.size, |feature| match self.features.get(&feature.hash) {
            Some(id) => draft.push((*id, feature.block as u8, feature.weight)),
            None => {
                if let (Some(outside), Some(kept)) = (outside.get_mut(feature.block), UNSEEN_KEPT.get(feature.block)) {
                    *outside += (self.unseen * kept * feature.weight).powi(2);
                }
            }
        });
        strongest(&mut draft);
        self.scale(draft, outside)
    }

    fn shares(&self) -> [f32; BLOCKS] {
        let [stems, pairs, grams] = SHARES;
        [stems, pairs, if self.languages().is_empty() { GRAMS_WITHOUT_STEMMER } else { grams }]
    }

    /// Weighs the features and gives every block its share. `outside`: per
    /// block, the squared weight of what the catalog does not have.
    fn scale(&self, draft: Draft, outside: [f32; BLOCKS]) -> Vector {
        let mut squares = outside;
        let weight = |id: u32, weight: f32| self.weights.get(id as usize).copied().unwrap_or(0.0) * weight;
        for (id, block, own) in &draft {
            if let Some(square) = squares.get_mut(usize::from(*block)) {
                *square += weight(*id, *own).powi(2);
            }
        }
        let shares = self.shares();
        let present: f32 =
            shares.iter().zip(squares).filter(|(_, square)| *square > 0.0).map(|(share, _)| share * share).sum();
        let mut scales = [0.0_f32; BLOCKS];
        for ((scale, square), share) in scales.iter_mut().zip(squares).zip(shares) {
            if square > 0.0 {
                *scale = share / (square * present).sqrt();
            }
        }
        let weighed = |(id, block, own): (u32, u8, f32)| {
            (id, weight(id, own) * scales.get(usize::from(block)).copied().unwrap_or(0.0))
        };
        Vector::new(draft.into_iter().map(weighed).collect())
    }

    /// A phrase's vector as if the catalog did not have the phrase.
    pub(super) fn without_own(&self, phrase: &Vector) -> Vector {
        let shared = |part: &&(u32, f32)| !self.single.get(part.0 as usize).copied().unwrap_or(false);
        Vector::new(phrase.parts.iter().filter(shared).copied().collect())
    }
}

/// Saying a word twice does not make it more so: the strongest counts.
fn strongest(draft: &mut Draft) {
    draft.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)));
    draft.dedup_by_key(|part| part.0);
}

fn count(counts: &mut Vec<Count>, id: u32, entry: u32) {
    let id = id as usize;
    if counts.len() <= id {
        counts.resize(id + 1, Count::default());
    }
    if let Some(count) = counts.get_mut(id) {
        count.add(entry);
    }
}
