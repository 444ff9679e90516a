//! What can be said at any point of a conversation: yes, no, cancel, back, skip, help and the like.
//!
//! Whole messages only, in every language at once: somebody who writes `cancel` in a German chat means it.
//! Deliberately absent: guessing. "I don't want to cancel" is not "cancel".

use std::collections::HashMap;
use std::sync::LazyLock;

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
    /// Preview: answer with the sample.
    Sample,
    /// Talk this language.
    Speak(Language),
    /// What can be set.
    Settings,
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
    (
        Phrase::Sample,
        &["use sample response", "sample", "sample response", "beispielantwort", "beispielantwort nutzen"],
    ),
    (Phrase::Settings, &["/settings", "settings", "change language", "einstellungen", "sprache ändern"]),
    (Phrase::Speak(Language::English), &["english", "english please", "in english", "englisch", "auf englisch"]),
    (
        Phrase::Speak(Language::German),
        &["deutsch", "auf deutsch", "deutsch bitte", "german", "in german", "german please"],
    ),
];

static KNOWN: LazyLock<HashMap<&str, Phrase>> =
    LazyLock::new(|| PHRASES.iter().flat_map(|(phrase, ways)| ways.iter().map(|way| (*way, *phrase))).collect());

/// What the message means, when it is one of the known phrases and nothing else.
pub fn recognise(message: &str) -> Option<Phrase> {
    let said = plain(message);
    let said = said.strip_suffix(" please").or_else(|| said.strip_suffix(" bitte")).unwrap_or(&said);
    KNOWN.get(said).copied()
}

/// Lower case, one space between words, no punctuation at the ends.
fn plain(message: &str) -> String {
    let mut joined = String::with_capacity(message.len());
    for word in message.split_whitespace() {
        if !joined.is_empty() {
            joined.push(' ');
        }
        let letters = word.chars().filter(|letter| *letter != ',').flat_map(char::to_lowercase);
        joined.extend(letters.map(|letter| if letter == '’' { '\'' } else { letter }));
    }
    if joined == "?" {
        return joined;
    }
    let is_mark = |character: char| !character.is_alphanumeric() && character != '/';
    joined.truncate(joined.trim_end_matches(is_mark).len());
    joined.drain(..joined.len() - joined.trim_start_matches(is_mark).len());
    joined
}

/// A bare number such as `2`, `2.` or `#2`, counted from 1.
pub fn position(message: &str) -> Option<usize> {
    let digits = message.trim().trim_start_matches('#').trim_end_matches(['.', ')']);
    if digits.is_empty() || digits.len() > 3 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}
