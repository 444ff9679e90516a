//! Reads `triggers` and `not`.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::all;
use crate::domain::document::{self, Item, Table};
use crate::domain::limits;
use crate::domain::problem::Fault;

/// A phrase that was read: its normal form, where it is, and the phrase.
type Seen = BTreeMap<String, usize>;

/// The line, counted from 1, of each trigger of a valid definition; none of what is not one.
pub fn trigger_lines(text: &str) -> Vec<usize> {
    let lines = |root: &Table<'_>| {
        let entries = root.get("triggers")?.list(limits::TRIGGERS)?;
        Some(entries.iter().map(|item| item.place().line).collect())
    };
    document::read(text, limits::DEFINITION_BYTES, lines).unwrap_or_default()
}

pub(super) fn read(root: &Table<'_>) -> (Option<Vec<String>>, Option<Vec<String>>) {
    let mut triggers_seen = Seen::new();
    let triggers = root.need("triggers").and_then(|list| {
        let entries = list.list(limits::TRIGGERS)?;
        if entries.is_empty() {
            list.report(Fault::Empty);
        }
        all(entries.iter().map(|item| phrase(item, &mut triggers_seen)))
    });
    let not = match root.get("not") {
        Some(list) => list.list(limits::NOT_PHRASES).and_then(|entries| not_phrases(&entries, &triggers_seen)),
        None => Some(Vec::new()),
    };
    (triggers, not)
}

fn not_phrases(entries: &[Item<'_>], triggers: &Seen) -> Option<Vec<String>> {
    let mut seen = Seen::new();
    all(entries.iter().map(|item| {
        let phrase = phrase(item, &mut seen)?;
        if let Some(first_line) = triggers.get(&normal(&phrase)).copied() {
            item.report(Fault::TriggerIsNot { phrase, first_line });
            return None;
        }
        Some(phrase)
    }))
}

fn phrase(item: &Item<'_>, seen: &mut Seen) -> Option<String> {
    let phrase = item.text(limits::PHRASE_CHARS)?.to_owned();
    let normal = normal(&phrase);
    if normal.is_empty() {
        item.report(Fault::WordlessPhrase { phrase });
        return None;
    }
    if let Some(first_line) = seen.get(&normal).copied() {
        item.report(Fault::DuplicatePhrase { phrase, first_line });
        return None;
    }
    seen.insert(normal, item.place().line);
    Some(phrase)
}

/// A phrase without case, punctuation, runs of spaces and differences of Unicode form.
fn normal(phrase: &str) -> String {
    let folded: String = phrase.nfkc().flat_map(char::to_lowercase).collect();
    let words: Vec<&str> =
        folded.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}
