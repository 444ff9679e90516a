//! Which language a phrase is in, and what follows from that: expansions,
//! function words, stemming (Snowball, by the `rust-stemmers` crate).
//!
//! A vote of function words decides. English and German are known; anything
//! else is `Other`: no stemmer, no expansions, the union of all function words.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

use super::normalise::Word;
use super::{words_de, words_en};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, PartialOrd, Ord)]
pub(super) enum Language {
    English,
    German,
    #[default]
    Other,
}

/// How much a word says about the topic, before any catalog is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Function,
    Courtesy,
    Content,
}

struct Lexicon {
    roles: HashMap<&'static str, Role>,
    expansions: HashMap<&'static str, &'static str>,
}

impl Lexicon {
    fn new(function: &'static str, courtesy: &'static str, expansions: &[(&'static str, &'static str)]) -> Lexicon {
        let mut roles: HashMap<_, _> = courtesy.split_whitespace().map(|word| (word, Role::Courtesy)).collect();
        roles.extend(function.split_whitespace().map(|word| (word, Role::Function)));
        Lexicon { roles, expansions: expansions.iter().copied().collect() }
    }

    fn role(&self, word: &str) -> Option<Role> {
        self.roles.get(word).copied()
    }
}

static ENGLISH: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(words_en::FUNCTION, words_en::COURTESY, words_en::EXPANSIONS));
static GERMAN: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::new(words_de::FUNCTION, words_de::COURTESY, words_de::EXPANSIONS));

/// Share of function words from which on a text counts as being in a language.
const SHARE_MIN: f32 = 0.12;

/// Share of phrases from which on the most frequent language is one of the catalog's.
const FIRST_SHARE_MIN: f32 = 0.35;
/// Phrases this long have a function word in them.
const PHRASE_WORDS_MIN: usize = 3;

/// The languages of a catalog, most frequent first; empty when none is known.
#[derive(Debug, Clone, Default)]
pub(super) struct Languages(Vec<Language>);

impl Languages {
    pub(super) fn as_slice(&self) -> &[Language] {
        &self.0
    }

    pub(super) fn of<'a>(phrases: impl Iterator<Item = &'a [Word]>) -> Languages {
        let mut phrases_in = [0_usize; 2];
        let mut count = 0;
        for phrase in phrases {
            let voted = vote(phrase);
            match voted {
                Language::English => phrases_in[0] += 1,
                Language::German => phrases_in[1] += 1,
                Language::Other => {}
            }
            // "order status" has no room for a function word and says nothing.
            count += usize::from(voted != Language::Other || phrase.len() >= PHRASE_WORDS_MIN);
        }
        let mut found: Vec<(usize, Language)> =
            phrases_in.into_iter().zip([Language::English, Language::German]).collect();
        found.retain(|(votes, _)| *votes > 0 && *votes as f32 >= SHARE_MIN * count as f32);
        found.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
        // English titles in Turkish sentences do not make a catalog English.
        if found.first().is_some_and(|(votes, _)| (*votes as f32) < FIRST_SHARE_MIN * count as f32) {
            found.clear();
        }
        Languages(found.into_iter().map(|(_, language)| language).collect())
    }

    /// The language of a text, out of those of the catalog.
    pub(super) fn guess(&self, words: &[Word]) -> Language {
        match self.0.as_slice() {
            [] => Language::Other,
            [only] => *only,
            [first, ..] => match vote(words) {
                Language::Other => *first,
                found @ (Language::English | Language::German) => found,
            },
        }
    }
}

fn vote(words: &[Word]) -> Language {
    let count = |lexicon: &Lexicon| words.iter().filter(|w| lexicon.role(&w.text).is_some()).count();
    let (english, german) = (count(&ENGLISH), count(&GERMAN));
    if english.max(german) as f32 <= SHARE_MIN * words.len() as f32 || english == german {
        Language::Other
    } else if english > german {
        Language::English
    } else {
        Language::German
    }
}

impl Language {
    pub(super) fn role(self, word: &str) -> Role {
        let role = match self {
            Language::English => ENGLISH.role(word),
            Language::German => GERMAN.role(word),
            Language::Other => ENGLISH.role(word).or_else(|| GERMAN.role(word)),
        };
        role.unwrap_or(Role::Content)
    }

    pub(super) fn stem(self, word: &str) -> Cow<'_, str> {
        match self {
            Language::English => Stemmer::create(Algorithm::English).stem(word),
            Language::German => Stemmer::create(Algorithm::German).stem(word),
            Language::Other => Cow::Borrowed(word),
        }
    }

    /// Undoes contractions and chat spelling, splits at what apostrophes are left.
    pub(super) fn expand(self, words: Vec<Word>) -> Vec<Word> {
        let mut out = Vec::with_capacity(words.len() + 4);
        for word in words {
            match self.expansion(&word.text) {
                Some(parts) => out.extend(parts.split(' ').map(|part| Word { text: part.into(), ..word.clone() })),
                None if word.text.contains('\'') => self.split(&word, &mut out),
                None if self == Language::German => {
                    out.push(Word { text: fold_umlauts(&word.text), ..word });
                }
                None => out.push(word),
            }
        }
        out
    }

    fn expansion(self, word: &str) -> Option<&'static str> {
        match self {
            Language::English => ENGLISH.expansions.get(word).copied(),
            Language::German => GERMAN.expansions.get(word).copied(),
            Language::Other => None,
        }
    }

    fn split(self, word: &Word, out: &mut Vec<Word>) {
        let mut push = |text: &str| {
            if !text.is_empty() {
                out.push(Word { text: text.into(), ..word.clone() });
            }
        };
        if self == Language::English {
            if let Some(stem) = word.text.strip_suffix("n't") {
                push(stem);
                return push("not");
            }
            let (stem, ending) = word.text.split_once('\'').unwrap_or((&word.text, ""));
            push(stem);
            return push(match ending {
                "m" => "am",
                "re" => "are",
                "ve" => "have",
                "ll" => "will",
                "d" => "would",
                "s" => "",
                other => other,
            });
        }
        word.text.split('\'').for_each(push);
    }
}

/// `ae`, `oe`, `ue` are how umlauts are typed without a German keyboard; marks
/// are already off, so both spellings meet at the bare vowel. Applied to
/// phrases and messages alike, it does no harm to words that just have these letters.
fn fold_umlauts(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let folded = c == 'e'
            && out.ends_with(['a', 'o', 'u'])
            && !out.ends_with("qu")
            && !out.ends_with("au")
            && !out.ends_with("eu");
        if !folded {
            out.push(c);
        }
    }
    out
}
