//! Answers that instructions list: `yes or no`, `one of: red, blue`, `Which size (small, medium, large)`.

use super::super::answer::fold;
use crate::domain::limits;

/// What announces a list of options. Each is followed by the options themselves.
const ANNOUNCEMENTS: [&str; 10] = [
    "one of:",
    "one of the following:",
    "choose from:",
    "choose between:",
    "options:",
    "eine von:",
    "eines von:",
    "einer von:",
    "auswahl:",
    "optionen:",
];
/// Words that make a list in brackets one of options; without them it may be parts, as in `Address (street, city)`.
const CUES: [&str; 31] = [
    "which",
    "choose",
    "pick",
    "select",
    "option",
    "options",
    "size",
    "colour",
    "color",
    "type",
    "kind",
    "reason",
    "category",
    "plan",
    "priority",
    "department",
    "either",
    "welche",
    "welcher",
    "welches",
    "welchen",
    "wahlen",
    "auswahl",
    "grosse",
    "farbe",
    "art",
    "grund",
    "kategorie",
    "tarif",
    "prioritat",
    "abteilung",
];
/// Words that make a list one of examples or parts.
const EXAMPLES: [&str; 14] = [
    "e.g",
    "eg",
    "for example",
    "for instance",
    "z.b",
    "z. b",
    "zum beispiel",
    "such as",
    "like ",
    "etc",
    "...",
    "…",
    "usw",
    "including",
];

/// Whether the instructions ask for yes or no in so many words.
pub(super) fn boolean(instructions: &str) -> bool {
    let folded = fold(instructions);
    ["yes or no", "yes/no", "yes / no", "ja oder nein", "ja/nein", "ja / nein", "(y/n)", "(j/n)"]
        .iter()
        .any(|phrase| folded.contains(phrase))
}

/// The options when the instructions list them all.
pub(super) fn options(instructions: &str) -> Option<Vec<String>> {
    announced(instructions).or_else(|| bracketed(instructions))
}

fn announced(instructions: &str) -> Option<Vec<String>> {
    let lower = instructions.to_ascii_lowercase();
    let start = ANNOUNCEMENTS.iter().find_map(|phrase| lower.find(phrase).map(|at| at + phrase.len()))?;
    let list = instructions[start..].split(['.', ')', ';', '\n']).next()?;
    split(list, 2)
}

fn bracketed(instructions: &str) -> Option<Vec<String>> {
    let (before, rest) = instructions.split_once('(')?;
    let (list, after) = rest.split_once(')')?;
    if after.contains('(') {
        return None;
    }
    let folded = fold(&format!("{before} {after}"));
    let cue = folded.split(|character: char| !character.is_alphanumeric()).any(|word| CUES.contains(&word));
    let alternatives = [" or ", " oder "].iter().any(|word| fold(list).contains(word));
    if cue || alternatives { split(list, if alternatives { 2 } else { 3 }) } else { None }
}

/// The items of a list, when they look like options: short, distinct, and complete.
fn split(list: &str, fewest: usize) -> Option<Vec<String>> {
    let folded = fold(list);
    if EXAMPLES.iter().any(|word| folded.contains(word)) {
        return None;
    }
    let list = list.replace(" or ", ", ").replace(" oder ", ", ");
    let mark = if list.contains(',') { ',' } else { '/' };
    let quotes = |character: char| character.is_whitespace() || matches!(character, '"' | '“' | '”' | '„' | '\'' | '`');
    let items: Vec<String> =
        list.split(mark).map(|item| item.trim_matches(quotes).to_owned()).filter(|item| !item.is_empty()).collect();
    let short =
        items.iter().all(|item| item.split_whitespace().count() <= 4 && item.chars().count() <= limits::OPTION_CHARS);
    let mut keys: Vec<String> = items.iter().map(|item| fold(item)).collect();
    keys.sort_unstable();
    keys.dedup();
    let fits = short && keys.len() == items.len() && (fewest..=limits::OPTIONS).contains(&items.len());
    fits.then_some(items)
}
