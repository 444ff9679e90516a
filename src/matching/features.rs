//! From words to a vector.
//!
//! Three blocks: stems, pairs of neighbouring stems, and character 2- to
//! 4-grams inside words. A feature weighs by the inverse frequency of the
//! actions that have it, and by the role of its word. Every block is scaled to
//! its own share of the whole, so long messages and long words do not shift
//! the balance.
//!
//! What no trigger has still counts in the length of the vector: a message
//! full of other words can never come close to any phrase. That is what keeps
//! the bot silent on what is not its business.

use super::hash::{self, Map};
use super::knob::knob;
use super::language::{Language, Languages, Role};
use super::negatives;
use super::normalise::{self, Word};
use super::speller::Speller;

/// Stems, pairs of stems, grams of characters.
const BLOCKS: usize = 3;
const STEMS: usize = 0;
const PAIRS: usize = 1;
const GRAMS: usize = 2;

/// What a block is worth when all are present.
fn block_share(block: usize) -> f32 {
    match block {
        STEMS => knob("ws", 1.2),
        PAIRS => knob("wp", 0.6),
        _ => knob("wg", 1.0),
    }
}
/// How much of its weight a feature keeps that no trigger has. Most pairs of
/// any message are new, so a new pair says less than a new word.
fn unseen_kept(block: usize) -> f32 {
    match block {
        STEMS => knob("us", 1.0),
        PAIRS => knob("up", 0.5),
        _ => knob("ug", 0.5),
    }
}

/// A sparse vector of at most unit length, by ascending feature. What is
/// missing to unit length is what the catalog does not have.
#[derive(Debug, Clone, Default)]
pub(super) struct Vector {
    pub parts: Vec<(u32, f32)>,
    /// Squared length of the parts: the share of the message that is known.
    pub inside: f32,
}

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
}

impl Space {
    /// `phrases`: the entry each belongs to, and its text taken apart.
    pub(super) fn new(phrases: &[(usize, Vec<Word>)]) -> (Space, Vec<Vec<Seen>>) {
        let mut space = Space {
            languages: Languages::of(phrases.iter().map(|(_, words)| words.as_slice())),
            words: Map::default(),
            spellings: Vec::new(),
            speller: Speller::default(),
            features: Map::default(),
            weights: Vec::new(),
            single: Vec::new(),
            unseen: 0.0,
        };
        let mut word_entries: Vec<(u32, u32)> = Vec::new();
        let mut feature_entries: Vec<(u32, u32)> = Vec::new();
        let mut feature_phrases: Vec<(u32, u32)> = Vec::new();
        let mut read = Vec::with_capacity(phrases.len());
        for (number, (entry, words)) in phrases.iter().enumerate() {
            let seen = space.understand(words.clone());
            for word in &seen {
                word_entries.push((space.learn_word(&word.word.text), *entry as u32));
            }
            each_feature(&seen, |feature| {
                let next = space.features.len() as u32;
                let id = *space.features.entry(feature.hash).or_insert(next);
                feature_entries.push((id, *entry as u32));
                feature_phrases.push((id, number as u32));
            });
            read.push(seen);
        }
        let count = space.features.len();
        let entries = phrases.iter().map(|(entry, _)| entry + 1).max().unwrap_or(0);
        space.weigh(&frequencies(feature_entries, count), entries as f32);
        space.single = frequencies(feature_phrases, count).into_iter().map(|phrases| phrases == 1).collect();
        let word_frequencies = frequencies(word_entries, space.spellings.len());
        let proposals = space.spellings.iter().zip(&word_frequencies).enumerate();
        space.speller = Speller::new(proposals.map(|(id, (text, frequency))| (id as u32, text.as_str(), *frequency)));
        (space, read)
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
    fn weigh(&mut self, frequencies: &[u32], entries: f32) {
        let negatives = negatives::generic(self.languages.as_slice());
        let one = knob("bgn", 40.0) / negatives.len().max(1) as f32;
        let mut elsewhere = vec![0.0_f32; frequencies.len()];
        for text in negatives {
            let mut found: Vec<u32> = Vec::new();
            each_feature(&self.understand(normalise::words(text).words), |feature| {
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
        let weight = |frequency: f32| (1.0 + (entries + knob("bgn", 40.0)) / frequency).ln().powf(knob("idf", 0.55));
        self.weights =
            frequencies.iter().zip(elsewhere).map(|(here, elsewhere)| weight(*here as f32 + elsewhere)).collect();
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
        for word in &mut seen {
            word.known = self.words.contains_key(&word.word.text) || self.features.contains_key(&stem_hash(&word.stem));
            if word.known || word.role != Role::Content {
                continue;
            }
            let Some(found) = self.speller.correct(&word.word.text) else { continue };
            let Some(spelling) = self.spellings.get(found.word as usize) else { continue };
            word.stem = language.stem(spelling).into_owned();
            word.role = language.role(spelling);
            word.corrected = Some(spelling.clone());
        }
        seen
    }

    pub(super) fn vector(&self, seen: &[Seen]) -> Vector {
        let mut parts: Vec<(u32, usize, f32)> = Vec::new();
        let mut squares = [0.0_f32; BLOCKS];
        let mut outside = [0.0_f32; BLOCKS];
        each_feature(seen, |feature| match self.features.get(&feature.hash) {
            Some(id) => {
                let weight = self.weights.get(*id as usize).copied().unwrap_or(0.0);
                parts.push((*id, feature.block, weight * feature.weight));
            }
            None => {
                let weight = self.unseen * unseen_kept(feature.block) * feature.weight;
                outside[feature.block] += weight * weight;
            }
        });
        // Saying a word twice does not make it more so: the strongest counts.
        parts.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.2.total_cmp(&a.2)));
        parts.dedup_by_key(|part| part.0);
        for (_, block, weight) in &parts {
            squares[*block] += weight * weight;
        }
        let mut scales = [0.0_f32; BLOCKS];
        let mut present = 0.0;
        for block in 0..BLOCKS {
            let whole = squares[block] + outside[block];
            if whole > 0.0 {
                present += block_share(block).powi(2);
                scales[block] = block_share(block) / whole.sqrt();
            }
        }
        if present <= 0.0 {
            return Vector::default();
        }
        let scale = present.sqrt().recip();
        let parts: Vec<(u32, f32)> =
            parts.into_iter().map(|(id, block, weight)| (id, weight * scales[block] * scale)).collect();
        Vector { inside: parts.iter().map(|(_, weight)| weight * weight).sum(), parts }
    }

    /// A phrase's vector as if the catalog did not have the phrase.
    pub(super) fn without_own(&self, phrase: &Vector) -> Vector {
        let shared = |part: &&(u32, f32)| !self.single.get(part.0 as usize).copied().unwrap_or(false);
        let parts: Vec<(u32, f32)> = phrase.parts.iter().filter(shared).copied().collect();
        Vector { inside: parts.iter().map(|(_, weight)| weight * weight).sum(), parts }
    }
}

/// In how many different groups each id occurs.
fn frequencies(mut pairs: Vec<(u32, u32)>, ids: usize) -> Vec<u32> {
    pairs.sort_unstable();
    pairs.dedup();
    let mut counts = vec![0; ids];
    for (id, _) in pairs {
        if let Some(count) = counts.get_mut(id as usize) {
            *count += 1;
        }
    }
    counts
}

struct Feature {
    block: usize,
    hash: u64,
    weight: f32,
}

/// Kinds of hashes; grams use their length, 2 to 4.
const KIND_STEM: u64 = 0;
const KIND_PAIR: u64 = 1;
const KIND_TYPED: u64 = 9;

fn stem_hash(stem: &str) -> u64 {
    hash::feature(KIND_STEM, stem.chars())
}

fn role_weight(word: &Seen) -> f32 {
    match word.role {
        Role::Function => knob("fun", 0.85),
        Role::Courtesy => knob("cour", 0.5),
        Role::Content if word.word.digits => knob("dig", 0.6),
        Role::Content => 1.0,
    }
}

fn each_feature(seen: &[Seen], mut give: impl FnMut(Feature)) {
    let mut before: (&str, f32) = ("^", 0.3);
    let mut chars: Vec<char> = Vec::new();
    for word in seen {
        let weight = role_weight(word);
        // A correction is a guess: what is not believed stays unknown.
        let trust = if word.corrected.is_some() { knob("trust", 0.5) } else { 1.0 };
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
        give(Feature { block: PAIRS, hash: hash::feature(KIND_PAIR, pair), weight: (weight + before.1) / 2.0 });
        before = (&word.stem, weight);
        chars.clear();
        chars.push(' ');
        chars.extend(word.corrected.as_ref().unwrap_or(&word.word.text).chars());
        chars.push(' ');
        for length in 2..=4 {
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
