//! The few words that mean the same at every question, in every language we speak.

/// A word that steers the dialogue instead of answering a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Steer {
    /// To the question before.
    Back,
    /// Leave it as it is.
    Skip,
    /// Throw everything away.
    Cancel,
    /// Say more about the question.
    Help,
    /// The list is complete.
    Done,
    /// Keep what there is.
    Save,
}

impl Steer {
    /// Reads a whole line; an answer that merely begins with such a word is an answer.
    pub(super) fn parse(line: &str) -> Option<Self> {
        match line.trim().to_lowercase().as_str() {
            "back" | "zurück" | "zurueck" => Some(Self::Back),
            "skip" | "überspringen" | "ueberspringen" => Some(Self::Skip),
            "cancel" | "close" | "abbrechen" | "schließen" => Some(Self::Cancel),
            "help" | "hilfe" | "?" => Some(Self::Help),
            "done" | "fertig" => Some(Self::Done),
            "save" | "speichern" => Some(Self::Save),
            _ => None,
        }
    }
}

/// What follows `remove` or `entfernen`.
pub(super) fn removal(line: &str) -> Option<&str> {
    let (word, rest) = line.trim().split_once(char::is_whitespace)?;
    matches!(word.to_lowercase().as_str(), "remove" | "entfernen").then(|| rest.trim())
}

/// Whether a word in brackets says that an input may be skipped.
pub(super) fn means_optional(word: &str) -> bool {
    matches!(word, "optional" | "freiwillig")
}

/// Whether a word in brackets says that an input is sensitive.
pub(super) fn means_sensitive(word: &str) -> bool {
    matches!(word, "sensitive" | "vertraulich" | "sensibel")
}

/// What follows `not:` or `nicht:`, a phrase that must never start the action.
pub(super) fn negative(line: &str) -> Option<&str> {
    let (word, rest) = line.split_once(':')?;
    matches!(word.trim().to_lowercase().as_str(), "not" | "nicht").then(|| rest.trim())
}
