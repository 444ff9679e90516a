//! What can be said at any point of a conversation: yes, no, cancel, back, skip, help and the like.
//!
//! Whole messages only, in every language at once: somebody who writes `cancel` in a German chat means it.
//! Deliberately absent: guessing. "I don't want to cancel" is not "cancel".

use crate::domain::language::Language;

/// What a whole message means wherever it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phrase {
    /// Go ahead.
    Yes,
    /// Do not.
    No,
    /// End this.
    Cancel,
    /// To the question before.
    Back,
    /// Leave this out.
    Skip,
    /// Why do you ask, what can you do.
    Help,
    /// From the top.
    StartOver,
    /// A person, please.
    Human,
    /// Something is wrong in the summary.
    Change,
    /// Hello.
    Greeting,
    /// Thanks.
    Thanks,
    /// None of what was offered.
    NoneOfThese,
    /// Preview: really send.
    Send,
    /// Preview: only show.
    DryRun,
    /// Talk this language.
    Speak(Language),
}

const PHRASES: &[(Phrase, &[&str])] = &[
    (
        Phrase::Yes,
        &[
            "yes",
            "y",
            "yes please",
            "yep",
            "yeah",
            "yup",
            "sure",
            "ok",
            "okay",
            "correct",
            "confirm",
            "go ahead",
            "yes go ahead",
            "do it",
            "that's right",
            "right",
            "ja",
            "j",
            "ja bitte",
            "jawohl",
            "jep",
            "klar",
            "passt",
            "stimmt",
            "genau",
            "bestätigen",
            "in ordnung",
            "ja absenden",
            "yes switch",
            "ja wechseln",
        ],
    ),
    (
        Phrase::No,
        &[
            "no",
            "n",
            "nope",
            "no thanks",
            "no thank you",
            "nah",
            "don't",
            "nein",
            "nö",
            "nee",
            "nein danke",
            "lieber nicht",
        ],
    ),
    (
        Phrase::Cancel,
        &[
            "cancel",
            "/cancel",
            "stop",
            "abort",
            "quit",
            "exit",
            "never mind",
            "nevermind",
            "forget it",
            "cancel it",
            "cancel that",
            "cancel this",
            "abbrechen",
            "abbruch",
            "stopp",
            "aufhören",
            "vergiss es",
            "vergessen sie es",
            "brich ab",
            "brechen sie ab",
        ],
    ),
    (Phrase::Back, &["back", "/back", "go back", "previous", "zurück", "zurueck", "einen schritt zurück"]),
    (
        Phrase::Skip,
        &[
            "skip",
            "/skip",
            "skip it",
            "skip this",
            "skip that",
            "überspringen",
            "ueberspringen",
            "weglassen",
            "auslassen",
        ],
    ),
    (
        Phrase::Help,
        &[
            "help",
            "/help",
            "?",
            "help me",
            "why",
            "why do you ask",
            "why do you need that",
            "why do you need this",
            "what do you mean",
            "what is that",
            "what can you do",
            "what can i do",
            "what can i say",
            "hilfe",
            "hilf mir",
            "warum",
            "wieso",
            "wozu",
            "warum fragen sie",
            "warum fragst du",
            "wofür brauchen sie das",
            "wozu brauchen sie das",
            "was heißt das",
            "was bedeutet das",
            "was kannst du",
            "was können sie",
            "was kann ich tun",
        ],
    ),
    (
        Phrase::StartOver,
        &[
            "start over",
            "restart",
            "start again",
            "begin again",
            "from the beginning",
            "/restart",
            "von vorn",
            "von vorne",
            "neu anfangen",
            "neu beginnen",
            "nochmal von vorn",
            "noch einmal von vorn",
            "neustart",
        ],
    ),
    (
        Phrase::Human,
        &[
            "human",
            "agent",
            "talk to a human",
            "speak to a human",
            "talk to a person",
            "speak to a person",
            "talk to an agent",
            "speak to an agent",
            "real person",
            "a human please",
            "human please",
            "i want to talk to a human",
            "i want to speak to a human",
            "mensch",
            "mitarbeiter",
            "mit einem menschen sprechen",
            "mit einem mitarbeiter sprechen",
            "ich möchte mit einem menschen sprechen",
            "ich möchte mit einem mitarbeiter sprechen",
            "ich will mit einem menschen sprechen",
            "echter mensch",
        ],
    ),
    (
        Phrase::Change,
        &[
            "change",
            "edit",
            "change something",
            "something is wrong",
            "that's wrong",
            "wrong",
            "not right",
            "ändern",
            "aendern",
            "etwas ändern",
            "falsch",
            "das ist falsch",
            "stimmt nicht",
            "bearbeiten",
        ],
    ),
    (
        Phrase::Greeting,
        &[
            "hello",
            "hi",
            "hey",
            "hi there",
            "hello there",
            "good morning",
            "good afternoon",
            "good evening",
            "/start",
            "hallo",
            "moin",
            "servus",
            "guten tag",
            "guten morgen",
            "guten abend",
            "grüß gott",
            "grüezi",
            "hey du",
        ],
    ),
    (
        Phrase::Thanks,
        &[
            "thanks",
            "thank you",
            "thx",
            "ty",
            "thanks a lot",
            "thank you very much",
            "many thanks",
            "cheers",
            "danke",
            "danke schön",
            "dankeschön",
            "vielen dank",
            "besten dank",
            "merci",
        ],
    ),
    (
        Phrase::NoneOfThese,
        &[
            "none",
            "none of these",
            "none of them",
            "something else",
            "keins",
            "keins davon",
            "nichts davon",
            "etwas anderes",
        ],
    ),
    (Phrase::Send, &["send", "send it", "send for real", "senden", "wirklich senden", "absenden"]),
    (Phrase::DryRun, &["dry run", "dry-run", "dryrun", "just show", "only show", "probelauf", "nur zeigen"]),
    (Phrase::Speak(Language::English), &["english", "english please", "in english", "englisch", "auf englisch"]),
    (
        Phrase::Speak(Language::German),
        &["deutsch", "auf deutsch", "deutsch bitte", "german", "in german", "german please"],
    ),
];

/// What the message means, when it is one of the known phrases and nothing else.
pub fn recognise(message: &str) -> Option<Phrase> {
    let said = plain(message);
    let said = said.strip_suffix(" please").or_else(|| said.strip_suffix(" bitte")).unwrap_or(&said);
    PHRASES.iter().find(|(_, ways)| ways.contains(&said)).map(|(phrase, _)| *phrase)
}

/// Lower case, one space between words, no punctuation at the ends.
fn plain(message: &str) -> String {
    let words: Vec<&str> = message.split_whitespace().collect();
    let joined = words.join(" ").to_lowercase().replace('’', "'").replace(',', "");
    if joined == "?" {
        return joined;
    }
    joined.trim_matches(|character: char| !character.is_alphanumeric() && character != '/').to_owned()
}

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
    let mut splits: Vec<(usize, usize)> = TOWARDS
        .iter()
        .flat_map(|word| lower.match_indices(word).map(|(at, found)| (at, found.len())))
        .collect();
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

/// A bare number such as `2`, `2.` or `#2`, counted from 1.
pub fn position(message: &str) -> Option<usize> {
    let digits = message.trim().trim_start_matches('#').trim_end_matches(['.', ')']);
    if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}
