//! The second section: what must be asked of customers, `name: instructions`, one per line.

use toml::{Table, Value};

use super::describe::slug;
use super::form::{Form, read_input};
use super::step::Topic;
use super::words::{means_optional, means_sensitive, removal};
use super::{Line, Move, values};

pub(super) fn rows(form: &Form) -> Vec<(String, String)> {
    let text = |input: &Table, key: &str| input.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    form.inputs().iter().map(|input| (text(input, "name"), text(input, "instructions"))).collect()
}

pub(super) fn answer(form: &mut Form, line: &str, say: &mut Vec<Line>) -> Move {
    if let Some(which) = removal(line) {
        say.push(match remove(form, which) {
            Some(gone) => Line::Removed(gone),
            None => Line::NothingToRemove(which.to_owned()),
        });
        return Move::Stay;
    }
    for line in line.lines().map(str::trim).filter(|line| !line.is_empty()) {
        say.push(add(form, line));
    }
    match say.last() {
        Some(Line::InputNoted(_)) => Move::Open,
        Some(_) | None => Move::Stay,
    }
}

/// Puts another input, `name: instructions`, or other instructions in the place of one.
pub(super) fn change(form: &mut Form, index: usize, to: &str) -> Line {
    let Some(name) = form.input_names().into_iter().nth(index) else { return Line::NotUnderstood(Topic::Inputs) };
    let is_named = to.split_once(':').is_some_and(|(before, _)| slug(before, '_') == name);
    add(form, &if is_named { to.to_owned() } else { format!("{name}: {to}") })
}

fn add(form: &mut Form, line: &str) -> Line {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let Some((name, instructions)) = line.split_once(':') else { return Line::NotUnderstood(Topic::Inputs) };
    let (name, instructions) = (slug(name, '_'), instructions.trim());
    // `GET https://…` is the answer to another question.
    if name.is_empty() || instructions.is_empty() || instructions.starts_with("//") {
        return Line::NotUnderstood(Topic::Inputs);
    }
    let mut inputs = form.inputs();
    let is_named = |input: &Table| input.get("name").and_then(Value::as_str) == Some(name.as_str());
    let index = inputs.iter().position(is_named);
    let mut input = index.map(|index| inputs[index].clone()).unwrap_or_default();
    input.insert("name".to_owned(), Value::from(name));
    let instructions = take_marks(&mut input, instructions);
    input.insert("instructions".to_owned(), Value::from(instructions));
    let read = match read_input(&input) {
        Ok(read) => read,
        Err(problems) => return Line::Wrong(problems),
    };
    match index {
        Some(index) => inputs[index] = input,
        None => inputs.push(input),
    }
    let mut changed = form.clone();
    changed.set_inputs(inputs);
    let problems = changed.problems_at(&["inputs"]);
    if problems.is_empty() {
        *form = changed;
        Line::InputNoted(Box::new(read))
    } else {
        Line::Wrong(problems)
    }
}

/// Takes `(optional)`, `(sensitive)`, `(email)`, `(choice: a | b)` off the end of the instructions.
/// Brackets that say something else are part of the instructions.
fn take_marks<'a>(input: &mut Table, instructions: &'a str) -> &'a str {
    let mut rest = instructions;
    while let Some((before, mark)) = rest.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        if !take_mark(input, mark.trim()) {
            break;
        }
        rest = before.trim_end();
    }
    rest
}

fn take_mark(input: &mut Table, mark: &str) -> bool {
    const KINDS: [&str; 8] = ["text", "email", "phone", "integer", "number", "boolean", "date", "url"];
    let word = mark.to_lowercase();
    let mut set = |key: &str, value: Value| {
        input.insert(key.to_owned(), value);
        true
    };
    if means_optional(&word) {
        set("optional", Value::Boolean(true))
    } else if means_sensitive(&word) {
        set("sensitive", Value::Boolean(true))
    } else if KINDS.contains(&word.as_str()) {
        set("kind", Value::Table(Table::from_iter([("type".to_owned(), Value::from(word))])))
    } else if let Some((choice, options)) = mark.split_once(':')
        && matches!(choice.trim().to_lowercase().as_str(), "choice" | "auswahl")
    {
        let separator = if options.contains('|') { '|' } else { ',' };
        let options = options.split(separator).map(str::trim).filter(|option| !option.is_empty());
        let options = Value::Array(options.map(Value::from).collect());
        let kind = [("type".to_owned(), Value::from("choice")), ("options".to_owned(), options)];
        set("kind", Value::Table(Table::from_iter(kind)))
    } else {
        false
    }
}

/// Removes an input by its number from 1 or its name, and the values that sent nothing but it.
fn remove(form: &mut Form, which: &str) -> Option<String> {
    let mut inputs = form.inputs();
    let names = form.input_names();
    let name = slug(which, '_');
    let by_name = names.iter().position(|other| *other == name);
    let by_number = || which.parse::<usize>().ok()?.checked_sub(1).filter(|index| *index < inputs.len());
    let index = by_name.or_else(by_number)?;
    inputs.remove(index);
    form.set_inputs(inputs);
    let gone = names.get(index)?.clone();
    values::forget(form, &gone);
    Some(gone)
}
