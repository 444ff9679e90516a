//! The fourth section: the fields that may reach the chat, and the texts.

use toml::Value;

use super::describe::{append, not_taken, remove, set};
use super::form::Form;
use super::step::Topic;
use super::words::removal;
use super::{Field, Line, Move};

/// Paths, one per line or between commas; `status` means `$.status`.
pub(super) fn fields(form: &mut Form, key: &str, topic: Topic, line: &str, say: &mut Vec<Line>) -> Move {
    let path = ["reply", key];
    if let Some(which) = removal(line) {
        say.push(match remove(form, &path, which).or_else(|| remove(form, &path, &rooted(which))) {
            Some(gone) => Line::Removed(gone),
            None => Line::NothingToRemove(which.to_owned()),
        });
        return Move::Stay;
    }
    let there = form.list(&path);
    let typed = paths(line);
    let alone = typed.len() < 2;
    let more: Vec<String> = typed.into_iter().filter(|path| !there.contains(path)).collect();
    if there.is_empty() && more.is_empty() {
        say.push(Line::NotUnderstood(topic));
        return Move::Stay;
    }
    let field = if key == "include" { Field::Include } else { Field::Exclude };
    let wrong = append(form, &path, more, &[&path.join(".")]);
    if wrong.is_empty() {
        say.push(Line::FieldsNoted { count: form.list(&path).len() });
        return Move::Open;
    }
    say.extend(not_taken(field, wrong, alone));
    Move::Stay
}

/// The paths of a field of a form.
pub(super) fn paths(text: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for path in split(text).iter().map(|path| rooted(path)) {
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
    paths
}

/// Commas within brackets belong to a path.
fn split(line: &str) -> Vec<String> {
    let mut paths = vec![String::new()];
    let mut depth = 0_usize;
    for character in line.chars() {
        match character {
            '[' | '(' => depth += 1,
            ']' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match paths.last_mut() {
            Some(last) if depth > 0 || !matches!(character, ',' | '\n' | ';') => last.push(character),
            Some(_) | None => paths.push(String::new()),
        }
    }
    paths.into_iter().map(|path| path.trim().to_owned()).filter(|path| !path.is_empty()).collect()
}

pub(super) fn rooted(path: &str) -> String {
    if path.starts_with('$') {
        path.to_owned()
    } else if path.starts_with('[') || path.starts_with('.') {
        format!("${path}")
    } else {
        format!("$.{path}")
    }
}

/// A text; a typed `\n` breaks the line where a message cannot.
pub(super) fn text(form: &mut Form, key: &str, line: &str, say: &mut Vec<Line>) -> Move {
    let text = line.trim().replace("\\n", "\n");
    match set(form, &["reply", key], Value::from(text), &[&format!("reply.{key}")]) {
        Ok(()) => Move::Next,
        Err(wrong) => {
            say.push(wrong);
            Move::Stay
        }
    }
}

/// What a text may use: included fields that a plain name reaches, and inputs.
pub(super) fn variables(form: &Form) -> Vec<String> {
    let fields = form.list(&["reply", "include"]).into_iter().filter_map(|path| {
        let name = path.strip_prefix("$.")?.to_owned();
        name.chars()
            .all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '.'))
            .then_some(name)
    });
    let is_sensitive = |input: &toml::Table| input.get("sensitive").and_then(Value::as_bool) == Some(true);
    let inputs = form.inputs().into_iter().filter(|input| !is_sensitive(input));
    fields.chain(inputs.filter_map(|input| Some(input.get("name")?.as_str()?.to_owned()))).collect()
}
