//! Wishes to change one answer: `change my email to x@example.com`, `ändere das Datum auf morgen`.
//!
//! Both languages at once, like all that is said to the bot. Deliberately absent: knowing which inputs there are.

/// A wish to change one answer: `change my email to x@example.com`, `ändere das Datum auf morgen`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// What is said to be changed, in lower case.
    pub what: String,
    /// The new answer, as it was written.
    pub to: Option<String>,
}

impl Correction {
    /// Whether it is about what was said last: `change it to …`.
    pub fn names_nothing(&self) -> bool {
        matches!(self.what.as_str(), "" | "it" | "that" | "this" | "es" | "dies")
    }
}

const BEGINNINGS: &[&str] = &[
    "please ",
    "bitte ",
    "can you ",
    "could you ",
    "i want to ",
    "i'd like to ",
    "i would like to ",
    "können sie ",
    "ich möchte ",
    "ich will ",
];
const CHANGE_VERBS: &[&str] = &[
    "change ",
    "correct ",
    "edit ",
    "update ",
    "ändere ",
    "ändern sie ",
    "korrigiere ",
    "korrigieren sie ",
    "ändern ",
    "korrigieren ",
];
/// What a wish may end with when the verb does not come first.
const ENDINGS: &[&str] = &[
    " ändern",
    " korrigieren",
    " is wrong",
    " was wrong",
    " is not right",
    " ist falsch",
    " war falsch",
    " stimmt nicht",
    " ist nicht richtig",
];
const ARTICLES: &[&str] =
    &["my", "the", "mein", "meine", "meinen", "meiner", "den", "die", "das", "der", "bitte", "please"];
const TOWARDS: &[&str] = &[" to ", " into ", " auf ", " zu ", " in "];
const SHOULD_BE: &[&str] = &[" should be ", " should have been ", " soll ", " sollte "];

/// Reads a wish to change one answer, in every way it can be taken apart, the longest name first. Whether there
/// is such an input is for the caller to see.
pub fn corrections(message: &str) -> Vec<Correction> {
    let trimmed = message.trim().trim_end_matches(['.', '!']);
    let lower = trimmed.to_lowercase();
    if lower.len() != trimmed.len() {
        return Vec::new(); // positions would not agree; so rare that asking again is fine
    }
    let start = BEGINNINGS.iter().find(|beginning| lower.starts_with(**beginning)).map_or(0, |found| found.len());
    let (trimmed, lower) = (&trimmed[start..], &lower[start..]);
    if let Some(verb) = CHANGE_VERBS.iter().find(|verb| lower.starts_with(**verb)) {
        return parts(&trimmed[verb.len()..], &lower[verb.len()..]);
    }
    if let Some(ending) = ENDINGS.iter().find(|ending| lower.ends_with(**ending)) {
        let end = lower.len() - ending.len();
        return parts(&trimmed[..end], &lower[..end]);
    }
    let Some((at, word)) = SHOULD_BE.iter().filter_map(|word| lower.find(word).map(|at| (at, *word))).min() else {
        return Vec::new();
    };
    let mut value = trimmed[at + word.len()..].trim();
    if word.starts_with(" soll") {
        value = value.strip_suffix(" sein").unwrap_or(value);
    }
    vec![Correction { what: without_articles(&lower[..at]), to: Some(value.to_owned()) }]
}

/// `email to x`: a name and a value. The name may itself hold such a word: `check in date to tomorrow`.
fn parts(written: &str, lower: &str) -> Vec<Correction> {
    let mut splits: Vec<(usize, usize)> =
        TOWARDS.iter().flat_map(|word| lower.match_indices(word).map(|(at, found)| (at, found.len()))).collect();
    splits.sort_unstable_by(|one, other| other.cmp(one));
    let mut ways = vec![Correction { what: without_articles(lower), to: None }];
    ways.extend(splits.into_iter().map(|(at, length)| Correction {
        what: without_articles(&lower[..at]),
        to: Some(written[at + length..].trim().to_owned()),
    }));
    ways
}

fn without_articles(text: &str) -> String {
    text.split_whitespace().filter(|word| !ARTICLES.contains(word)).collect::<Vec<_>>().join(" ")
}
