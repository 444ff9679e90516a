//! The first section: name, description, triggers; or a whole definition that is pasted.

use toml::Value;

use super::form::Form;
use super::line::pasted as source;
use super::step::{Step, Topic};
use super::words::{negative, removal};
use super::{Field, Line, Move};
use crate::admin::command::AdminCommand;
use crate::admin::library::Library;
use crate::domain::action::ActionName;
use crate::domain::limits;

/// The name of a new action; one that exists keeps its name.
pub(super) fn name(form: &mut Form, line: &str, library: &Library, say: &mut Vec<Line>) -> Move {
    if line.trim_end().contains('\n') && looks_like_toml(line) {
        return pasted(form, line, say);
    }
    if looks_like_toml(line) {
        say.push(Line::PasteBegins);
        return Move::To(Step::Paste { text: format!("{line}\n") });
    }
    match named(form, line, library) {
        Ok(name) => {
            if name.as_str() != line.trim() {
                say.push(Line::Named(name));
            }
            Move::Next
        }
        Err(wrong) => {
            say.push(wrong);
            Move::Stay
        }
    }
}

/// Names a new action.
pub(super) fn named(form: &mut Form, typed: &str, library: &Library) -> Result<ActionName, Line> {
    let name = ActionName::parse(&slug(typed, '-')).map_err(|_| Line::NotAName { max: limits::ACTION_NAME_CHARS })?;
    if library.get(&name).is_some() {
        return Err(Line::NameTaken(name));
    }
    form.set(&["name"], Value::from(name.as_str()));
    Ok(name)
}

/// A name never holds these.
fn looks_like_toml(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['[', '#']) || text.contains('=')
}

/// One more line of a pasted file.
pub(super) fn paste(text: &mut String, line: &str, say: &mut Vec<Line>) -> Move {
    if text.len() + line.len() >= limits::DEFINITION_BYTES {
        say.push(Line::PasteTooLong { max: limits::DEFINITION_BYTES });
        return Move::To(Step::Name);
    }
    text.push_str(line);
    text.push('\n');
    Move::Open
}

/// A pasted file that is complete. A valid one is imported; of any other TOML the dialogue keeps what it can.
pub(super) fn pasted(form: &mut Form, text: &str, say: &mut Vec<Line>) -> Move {
    let Some(mut read) = Form::parse(text) else {
        say.push(Line::PasteHasProblems(problems(text)));
        return Move::To(Step::Name);
    };
    match read.read() {
        Ok(_) => {
            let files = vec![source(text.to_owned())];
            Move::Run(Box::new(AdminCommand::Import { files, publish: false, seen: Vec::new() }))
        }
        Err(problems) => {
            read.forget_secrets();
            *form = read;
            say.push(Line::PasteHasProblems(problems));
            Move::To(Step::Overview)
        }
    }
}

fn problems(text: &str) -> Vec<crate::domain::problem::Problem> {
    let known = crate::domain::definition::Known { secrets: None };
    crate::domain::definition::Definition::read(text, &known).err().unwrap_or_default()
}

pub(super) fn description(form: &mut Form, line: &str, say: &mut Vec<Line>) -> Move {
    match set(form, &["description"], Value::from(line.trim()), &["description"]) {
        Ok(()) => Move::Next,
        Err(line) => {
            say.push(line);
            Move::Stay
        }
    }
}

/// Sets a value unless that makes problems at the given keys.
pub(super) fn set(form: &mut Form, path: &[&str], value: Value, keys: &[&str]) -> Result<(), Line> {
    let mut changed = form.clone();
    changed.set(path, value);
    let problems = changed.problems_at(keys);
    if problems.is_empty() {
        *form = changed;
        Ok(())
    } else {
        Err(Line::Wrong(problems))
    }
}

/// Phrases, one per line or between semicolons; `not: phrase` for one that must never start the action.
pub(super) fn triggers(form: &mut Form, line: &str, say: &mut Vec<Line>) -> Move {
    if let Some(which) = removal(line) {
        say.push(match remove(form, &["triggers"], which).or_else(|| remove(form, &["not"], which)) {
            Some(gone) => Line::Removed(gone),
            None => Line::NothingToRemove(which.to_owned()),
        });
        return Move::Stay;
    }
    let (mut triggers, mut not) = (Vec::new(), Vec::new());
    for phrase in line.split(['\n', ';']).map(unmarked).filter(|phrase| !phrase.is_empty()) {
        match negative(phrase) {
            Some(phrase) => not.push(phrase.to_owned()),
            None => triggers.push(phrase.to_owned()),
        }
    }
    let (count, not_count) = (triggers.len(), not.len());
    if count + not_count == 0 {
        say.push(Line::NotUnderstood(Topic::Triggers));
        return Move::Stay;
    }
    let keys = ["triggers", "not"];
    let wrong = [
        (Field::Triggers, append(form, &["triggers"], triggers, &keys)),
        (Field::Not, append(form, &["not"], not, &keys)),
    ];
    let alone = count + not_count == 1;
    let wrong = wrong.into_iter().flat_map(|(field, wrong)| not_taken(field, wrong, alone)).collect::<Vec<_>>();
    if !wrong.is_empty() {
        say.extend(wrong);
        return Move::Stay;
    }
    if count > 0 {
        say.push(Line::TriggersNoted { count: form.list(&["triggers"]).len() });
    }
    if not_count > 0 {
        say.push(Line::NotPhrasesNoted { count: form.list(&["not"]).len() });
    }
    Move::Open
}

/// Takes what is typed line by line: one that is wrong takes no other with it.
pub(super) fn each(
    typed: &str,
    field: Field,
    say: &mut Vec<Line>,
    mut take: impl FnMut(&str) -> Result<Line, Line>,
) -> Move {
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut went = Move::Open;
    for line in &lines {
        match take(line) {
            Ok(noted) => say.push(noted),
            Err(why) => {
                say.extend(not_taken(field, vec![((*line).to_owned(), why)], lines.len() == 1));
                went = Move::Stay;
            }
        }
    }
    went
}

/// Says what is not taken over, and why: by itself when nothing else was typed with it.
pub(super) fn not_taken(field: Field, wrong: Vec<(String, Line)>, alone: bool) -> impl Iterator<Item = Line> {
    wrong.into_iter().map(
        move |(text, why)| {
            if alone { why } else { Line::Left { field, text: Some(text), why: Box::new(why) } }
        },
    )
}

/// Puts these entries in the place of those of a list. Gives those that cannot be, each with why.
pub(super) fn replace(form: &mut Form, path: &[&str], entries: Vec<String>) -> Vec<(String, Line)> {
    form.set_list(path, Vec::new());
    append(form, path, entries, &[&path.join(".")])
}

/// Puts these entries behind those of a list, as far as that makes no problems at the given keys. Gives the others, each
/// with why.
pub(super) fn append(form: &mut Form, path: &[&str], entries: Vec<String>, keys: &[&str]) -> Vec<(String, Line)> {
    let mut kept = form.list(path);
    let fitting = |form: &Form, entries: Vec<String>| {
        let mut changed = form.clone();
        changed.set_list(path, entries);
        let problems = changed.problems_at(keys);
        if problems.is_empty() { Ok(changed) } else { Err(Line::Wrong(problems)) }
    };
    if let Ok(changed) = fitting(form, kept.iter().chain(&entries).cloned().collect()) {
        *form = changed;
        return Vec::new();
    }
    let mut wrong = Vec::new();
    for entry in entries {
        kept.push(entry);
        if let Err(why) = fitting(form, kept.clone()) {
            wrong.extend(kept.pop().map(|entry| (entry, why)));
        }
    }
    form.set_list(path, kept);
    wrong
}

/// The phrases of a field, one per line.
pub(super) fn phrases(text: &str) -> Vec<String> {
    text.lines().map(unmarked).filter(|phrase| !phrase.is_empty()).map(str::to_owned).collect()
}

/// A phrase without the bullet or the quotes that people put around it.
pub(super) fn unmarked(phrase: &str) -> &str {
    let phrase = phrase.trim();
    let phrase = phrase.strip_prefix("- ").or_else(|| phrase.strip_prefix("• ")).unwrap_or(phrase).trim();
    let quoted = phrase.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    quoted.unwrap_or(phrase).trim()
}

/// Removes an entry of a list by its number from 1 or by its text.
pub(super) fn remove(form: &mut Form, path: &[&str], which: &str) -> Option<String> {
    let mut entries = form.list(path);
    let by_text = entries.iter().position(|entry| entry.eq_ignore_ascii_case(which));
    let by_number = || which.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < entries.len());
    let gone = entries.remove(by_text.or_else(by_number)?);
    form.set_list(path, entries);
    Some(gone)
}

/// A name made of what people type: lower case, other characters become the separator.
pub(super) fn slug(text: &str, separator: char) -> String {
    let mut name = String::new();
    for character in text.trim().to_lowercase().chars() {
        match character {
            'ä' => name.push_str("ae"),
            'ö' => name.push_str("oe"),
            'ü' => name.push_str("ue"),
            'ß' => name.push_str("ss"),
            '-' | '_' if separator == '-' => name.push(character),
            letter if letter.is_ascii_alphanumeric() => name.push(letter),
            _ if name.ends_with(separator) || name.is_empty() => {}
            _ => name.push(separator),
        }
    }
    name.trim_end_matches(separator).to_owned()
}
