//! Yes and no, in both languages whatever the conversation's: people mix them.
//!
//! An answer counts when every word of it says the same or nothing at all; `yes, but …` and `not sure` do not.

use super::answer::line;
use super::token::tokens;
use super::{Misfit, Value};

const YES: [&str; 41] = [
    "yes",
    "y",
    "yep",
    "yeah",
    "yea",
    "yup",
    "ya",
    "aye",
    "sure",
    "ok",
    "okay",
    "true",
    "correct",
    "right",
    "exactly",
    "absolutely",
    "definitely",
    "certainly",
    "indeed",
    "ja",
    "j",
    "jo",
    "jep",
    "jup",
    "jap",
    "jawohl",
    "klar",
    "genau",
    "richtig",
    "stimmt",
    "gerne",
    "gern",
    "naturlich",
    "natuerlich",
    "sicher",
    "wahr",
    "unbedingt",
    "selbstverstandlich",
    "korrekt",
    "👍",
    "✅",
];
const NO: [&str; 19] = [
    "no",
    "n",
    "nope",
    "nah",
    "nay",
    "never",
    "false",
    "incorrect",
    "wrong",
    "nein",
    "ne",
    "nee",
    "dont",
    "falsch",
    "niemals",
    "nie",
    "keinesfalls",
    "👎",
    "❌",
];
const PHRASES: [(&str, bool); 11] = [
    ("of course", true),
    ("of course not", false),
    ("no way", false),
    ("not at all", false),
    ("auf jeden fall", true),
    ("auf keinen fall", false),
    ("na klar", true),
    ("klar doch", true),
    ("aber ja", true),
    ("passt so", true),
    ("naturlich nicht", false),
];
/// Words that go with a yes or no and change nothing.
const POLITE: [&str; 36] = [
    "please", "thanks", "thank", "you", "i", "we", "do", "am", "it", "is", "that", "thats", "its", "the", "thing",
    "bitte", "danke", "schon", "das", "ist", "es", "so", "doch", "ich", "mochte", "will", "would", "like", "to", "sir",
    "madam", "vielen", "dank", "sehr", "oh", "well",
];

/// Reads yes or no.
pub(super) fn read(answer: &str) -> Result<Value, Misfit> {
    let line = line(answer)?;
    let words: Vec<String> = tokens(&line).iter().map(|token| token.folded().replace('\'', "")).collect();
    meaning(&words).map(Value::Boolean).ok_or(Misfit::NotYesOrNo)
}

/// What folded words say when they say one thing.
fn meaning(words: &[String]) -> Option<bool> {
    let said = words.join(" ");
    if let Some((_, flag)) = PHRASES.iter().find(|(phrase, _)| *phrase == said) {
        return Some(*flag);
    }
    let mut meaning = None;
    for word in words {
        match word_meaning(word) {
            Some(flag) if meaning.is_some_and(|earlier| earlier != flag) => return None,
            Some(flag) => meaning = Some(flag),
            None if POLITE.contains(&word.as_str()) => {}
            None => return None,
        }
    }
    meaning
}

/// What a single folded word says.
pub(super) fn word_meaning(word: &str) -> Option<bool> {
    if YES.contains(&word) {
        Some(true)
    } else if NO.contains(&word) {
        Some(false)
    } else {
        None
    }
}
