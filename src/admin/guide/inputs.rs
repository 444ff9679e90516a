//! The second section: what must be asked of customers, `name: instructions`, one per line.

use toml::{Table, Value};

use super::describe::{each, slug};
use super::form::{Form, read_input};
use super::step::Topic;
use super::words::{means_optional, means_sensitive, removal};
use super::{Field, Line, Move, values};
use crate::domain::input::Input;
use crate::domain::problem::Problem;

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
    each(line, Field::Inputs, say, |line| add(form, line))
}

/// Puts another input, `name: instructions`, or other instructions in the place of one.
pub(super) fn change(form: &mut Form, index: usize, to: &str) -> Line {
    let Some(name) = form.input_names().into_iter().nth(index) else { return Line::NotUnderstood(Topic::Inputs) };
    let is_named = to.split_once(':').is_some_and(|(before, _)| slug(before, '_') == name);
    let line = if is_named { to.to_owned() } else { format!("{name}: {to}") };
    add(form, &line).unwrap_or_else(|wrong| wrong)
}

fn add(form: &mut Form, line: &str) -> Result<Line, Line> {
    let (name, instructions) = named(line).ok_or(Line::NotUnderstood(Topic::Inputs))?;
    let mut inputs = form.inputs();
    let index = inputs.iter().position(|input| name_of(input) == name);
    let before = index.map(|index| inputs[index].clone()).unwrap_or_default();
    let (input, read) = understood(before, name, instructions)?;
    match index {
        Some(index) => inputs[index] = input,
        None => inputs.push(input),
    }
    *form = fitting(form, inputs)?;
    Ok(Line::InputNoted(Box::new(read)))
}

/// Puts these inputs, one per line, in the place of those there are. What a line does not say of one stays, such as its
/// example; and what was there stays until it is understood what is to take its place. Gives the lines that are no
/// inputs, each with why.
pub(super) fn replace(form: &mut Form, text: &str) -> Vec<(String, Line)> {
    let old = form.inputs();
    let mut wrong = Vec::new();
    let mut changed = form.clone();
    changed.set_inputs(Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let said = named(line);
        let before = said.as_ref().and_then(|(name, _)| old.iter().find(|input| name_of(input) == name));
        let input = match (before, said) {
            (Some(before), _) if typed(before) == line => Ok(before.clone()),
            (_, None) => Err(Line::NotUnderstood(Topic::Inputs)),
            (before, Some((name, instructions))) => {
                understood(before.map(bare).unwrap_or_default(), name, instructions).map(|(input, _)| input)
            }
        };
        let with = |input| fitting(&changed, changed.inputs().into_iter().chain([input]).collect());
        match input.and_then(with) {
            Ok(more) => changed = more,
            Err(why) => {
                let there = before.filter(|before| changed.inputs().iter().all(|one| name_of(one) != name_of(before)));
                if let Some(more) = there.and_then(|before| with(before.clone()).ok()) {
                    changed = more;
                }
                wrong.push((line.to_owned(), why));
            }
        }
    }
    let names = changed.input_names();
    for gone in form.input_names().iter().filter(|name| !names.contains(name)) {
        values::forget(&mut changed, gone);
    }
    *form = changed;
    wrong
}

/// The inputs as they are typed: `name: instructions (optional)`.
pub(super) fn lines(form: &Form) -> Vec<String> {
    form.inputs().iter().map(typed).collect()
}

fn typed(input: &Table) -> String {
    let text = |key: &str| input.get(key).and_then(Value::as_str).unwrap_or_default();
    let is = |key: &str| input.get(key).and_then(Value::as_bool) == Some(true);
    let mut line = format!("{}: {}", text("name"), text("instructions").replace('\n', " "));
    let marks = kind_mark(input).into_iter();
    let marks = marks.chain(is("optional").then(|| "optional".to_owned()));
    for mark in marks.chain(is("sensitive").then(|| "sensitive".to_owned())) {
        line.extend([" (", &mark, ")"]);
    }
    line
}

/// The kind, when it can be said in brackets and is another than would be concluded.
fn kind_mark(input: &Table) -> Option<String> {
    if concludes_kind(input) {
        return None;
    }
    let kind = input.get("kind")?;
    let table = kind.as_table();
    let word = kind.as_str().or_else(|| table?.get("type")?.as_str())?;
    match table.map_or(1, Table::len) {
        1 if KINDS.contains(&word) => Some(word.to_owned()),
        2 if word == "choice" => {
            let options = table?.get("options")?.as_array()?.iter().map(Value::as_str).collect::<Option<Vec<_>>>()?;
            let plain = |option: &&str| !option.contains(['|', '(', ')', '\n']) && option.trim() == *option;
            options.iter().all(plain).then(|| format!("choice: {}", options.join(" | ")))
        }
        _ => None,
    }
}

/// Whether the kind is the one that name and instructions lead to.
fn concludes_kind(input: &Table) -> bool {
    let mut silent = input.clone();
    silent.remove("kind");
    let kind = |input| read_input(input).ok().map(|read| read.kind);
    let concluded = kind(&silent);
    concluded.is_some() && concluded == kind(input)
}

/// An input without what its line says of it.
fn bare(input: &Table) -> Table {
    let mut bare = input.clone();
    if concludes_kind(input) || kind_mark(input).is_some() {
        bare.remove("kind");
    }
    bare.remove("optional");
    bare.remove("sensitive");
    bare
}

fn name_of(input: &Table) -> &str {
    input.get("name").and_then(Value::as_str).unwrap_or_default()
}

/// The name and the instructions of a line.
fn named(line: &str) -> Option<(String, &str)> {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let (name, instructions) = line.split_once(':')?;
    let (name, instructions) = (slug(name, '_'), instructions.trim());
    // `GET https://…` is the answer to another question.
    let is_one = !name.is_empty() && !instructions.is_empty() && !instructions.starts_with("//");
    is_one.then_some((name, instructions))
}

/// An input with that name and these instructions, and how it is understood.
fn understood(mut input: Table, name: String, instructions: &str) -> Result<(Table, Input), Line> {
    input.insert("name".to_owned(), Value::from(name));
    let instructions = take_marks(&mut input, instructions);
    input.insert("instructions".to_owned(), Value::from(instructions));
    let read = read_input(&input).map_err(|problems| {
        // It has no number yet.
        let unnumbered = |problem: Problem| Problem { path: problem.path.replacen("inputs[1]", "input", 1), ..problem };
        Line::Wrong(problems.into_iter().map(unnumbered).collect())
    })?;
    Ok((input, read))
}

/// The form with these inputs, when they fit it.
fn fitting(form: &Form, inputs: Vec<Table>) -> Result<Form, Line> {
    let mut changed = form.clone();
    changed.set_inputs(inputs);
    let problems = changed.problems_at(&["inputs"]);
    if problems.is_empty() { Ok(changed) } else { Err(Line::Wrong(problems)) }
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

/// Kinds that can be said in brackets.
const KINDS: [&str; 8] = ["text", "email", "phone", "integer", "number", "boolean", "date", "url"];

fn take_mark(input: &mut Table, mark: &str) -> bool {
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
