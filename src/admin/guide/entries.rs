//! The entries of the list that a question asks for, one by one: `move 3 1` and `change 2 other words`.

use toml::Value;

use super::form::Form;
use super::step::{Step, Topic};
use super::words::removal;
use super::{Line, Move, describe, inputs, reply};

/// What is to be done with one entry; counted from 0.
pub(super) enum Entry<'a> {
    Move { from: usize, to: usize },
    Change { index: usize, to: &'a str },
}

/// Reads `move 3 1`, `change 2 other words` and the same in German.
pub(super) fn parse(line: &str) -> Option<Entry<'_>> {
    let (word, rest) = line.trim().split_once(char::is_whitespace)?;
    let (number, rest) = rest.trim().split_once(char::is_whitespace)?;
    let index = number.parse::<usize>().ok()?.checked_sub(1)?;
    match word.to_lowercase().as_str() {
        "move" | "verschieben" => {
            let to = rest.trim().parse::<usize>().ok()?.checked_sub(1)?;
            Some(Entry::Move { from: index, to })
        }
        "change" | "ändern" | "aendern" => Some(Entry::Change { index, to: rest.trim() }),
        _ => None,
    }
}

/// What is typed when an entry was picked: its new words, unless it is to be removed.
pub(super) fn instead(index: usize, line: &str) -> Option<Entry<'_>> {
    removal(line).is_none().then(|| Entry::Change { index, to: line.trim() })
}

/// The path of a question's list; inputs are tables and have none.
const fn path(step: &Step) -> Option<&'static [&'static str]> {
    match step {
        Step::Triggers => Some(&["triggers"]),
        Step::Include => Some(&["reply", "include"]),
        Step::Exclude => Some(&["reply", "exclude"]),
        Step::Name
        | Step::Paste { .. }
        | Step::Description
        | Step::Inputs
        | Step::Request { .. }
        | Step::Auth
        | Step::AuthDetail(_)
        | Step::Values
        | Step::Text
        | Step::NotFound
        | Step::Overview => None,
    }
}

/// Whether the question asks for a list whose entries can be moved and changed.
pub(super) const fn has_entries(step: &Step) -> bool {
    matches!(step, Step::Inputs) || path(step).is_some()
}

/// The entries as they read.
pub(super) fn texts(form: &Form, step: &Step) -> Vec<String> {
    match path(step) {
        Some(path) => form.list(path),
        None if matches!(step, Step::Inputs) => {
            inputs::rows(form).into_iter().map(|(name, text)| format!("{name}: {text}")).collect()
        }
        None => Vec::new(),
    }
}

/// What is typed as an entry, on one line.
fn as_entry(step: &Step, typed: &str) -> String {
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    match step {
        Step::Include | Step::Exclude => reply::rooted(&typed),
        Step::Triggers => describe::unmarked(&typed).to_owned(),
        Step::Name
        | Step::Paste { .. }
        | Step::Description
        | Step::Inputs
        | Step::Request { .. }
        | Step::Auth
        | Step::AuthDetail(_)
        | Step::Values
        | Step::Text
        | Step::NotFound
        | Step::Overview => typed,
    }
}

/// Moves or changes an entry. What would be wrong is said and not done.
pub(super) fn apply(form: &mut Form, step: &Step, entry: &Entry<'_>, topic: Topic, say: &mut Vec<Line>) -> Move {
    let count = texts(form, step).len();
    match entry {
        Entry::Move { from, to } if *from < count && *to < count => {
            if let Some(path) = path(step) {
                let mut entries = form.list(path);
                let moved = entries.remove(*from);
                entries.insert(*to, moved);
                form.set_list(path, entries);
            } else {
                let mut inputs = form.inputs();
                let moved = inputs.remove(*from);
                inputs.insert(*to, moved);
                form.set_inputs(inputs);
            }
        }
        Entry::Change { index, to } if *index < count => {
            if let Some(path) = path(step) {
                let mut entries = form.list(path);
                entries[*index] = as_entry(step, to);
                let list = Value::Array(entries.into_iter().map(Value::String).collect());
                if let Err(wrong) = describe::set(form, path, list, &[&path.join(".")]) {
                    say.push(wrong);
                }
            } else {
                say.push(inputs::change(form, *index, to));
            }
        }
        Entry::Move { .. } | Entry::Change { .. } => say.push(Line::NotUnderstood(topic)),
    }
    Move::Stay
}
