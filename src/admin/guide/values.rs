//! What is sent beside the URL: each input that the URL does not hold goes into the body or the query
//! under its own name, until the admin says otherwise.

use serde_json::Value as Json;
use toml::{Table, Value};

use super::describe::each;
use super::form::Form;
use super::line::Place;
use super::step::Topic;
use super::words::removal;
use super::{Field, Line, Move};
use crate::domain::call::Method;
use crate::domain::conversation::UserAttribute;
use crate::domain::template::{Source, Template};

const PLACES: [&str; 3] = ["query", "headers", "body"];

/// Where values go when nothing else is said.
pub(super) fn place(form: &Form) -> Place {
    match form.method() {
        Method::Get | Method::Delete => Place::Query,
        Method::Post | Method::Put | Method::Patch => Place::Body,
    }
}

const fn key(place: Place) -> &'static str {
    match place {
        Place::Query => "query",
        Place::Body => "body",
    }
}

/// Sends every input that nothing uses yet under its own name.
pub(super) fn settle(form: &mut Form) {
    if form.text_at(&["call", "url"]).is_none() {
        return;
    }
    let place = key(place(form));
    for name in form.input_names() {
        if !is_used(form, &name) {
            form.set(&["call", place, &name], Value::from(placeholder(&name)));
        }
    }
}

fn placeholder(name: &str) -> String {
    format!("{{{{ {name} }}}}")
}

fn is_placeholder(value: &Value, name: &str) -> bool {
    let template = value.as_str().and_then(|text| Template::parse(text).ok());
    template.as_ref().and_then(Template::sole).is_some_and(|source| source.text() == name)
}

fn is_used(form: &Form, name: &str) -> bool {
    let fills_call = |text: &str| {
        Template::parse(text).is_ok_and(|template| {
            template.sources().any(|source| matches!(source, Source::Input(input) if input.as_str() == name))
        })
    };
    // Reply texts are programs; a word of that name between braces is taken as a use.
    let in_reply = |text: &str| text.contains('{') && words(text).any(|word| word == name);
    let call = form.at(&["call"]).is_some_and(|call| any_text(call, &fills_call));
    call || form.at(&["reply"]).is_some_and(|reply| any_text(reply, &in_reply))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_')
}

fn any_text(value: &Value, holds: &impl Fn(&str) -> bool) -> bool {
    match value {
        Value::String(text) => holds(text),
        Value::Array(list) => list.iter().any(|value| any_text(value, holds)),
        Value::Table(table) => table.values().any(|value| any_text(value, holds)),
        Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => false,
    }
}

/// Removes the values that send nothing but an input.
pub(super) fn forget(form: &mut Form, name: &str) {
    fn prune(table: &mut Table, name: &str) {
        for (_, value) in table.iter_mut() {
            if let Value::Table(inner) = value {
                prune(inner, name);
            }
        }
        table.retain(|_, value| !is_placeholder(value, name) && value.as_table().is_none_or(|table| !table.is_empty()));
    }
    for place in PLACES {
        if let Some(Value::Table(table)) = form.at(&["call", place]) {
            let mut table = table.clone();
            prune(&mut table, name);
            if table.is_empty() {
                form.remove(&["call", place]);
            } else {
                form.set(&["call", place], Value::Table(table));
            }
        }
    }
}

/// Removes the values of a place that are the same for everybody.
pub(super) fn forget_fixed(form: &mut Form, place: &str) {
    let Some(Value::Table(table)) = form.at(&["call", place]).cloned() else { return };
    for (name, value) in table {
        if !value.as_str().is_some_and(|text| text.contains("{{")) {
            form.remove(&["call", place, &name]);
        }
    }
}

/// A GET has no body: what was in it goes into the query, as far as it is not nested.
pub(super) fn body_to_query(form: &mut Form) {
    if let Some(Value::Table(body)) = form.at(&["call", "body"]).cloned() {
        for (property, value) in body {
            if !value.is_table() && !value.is_array() {
                form.set(&["call", "query", &property], value);
            }
        }
    }
    form.remove(&["call", "body"]);
    form.remove(&["call", "body_format"]);
}

/// Every value: its property as it is typed here, and what is sent as in the file.
pub(super) fn rows(form: &Form) -> Vec<(String, String)> {
    let text = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    leaves(form).into_iter().map(|(property, value)| (property, text(value))).collect()
}

/// Every value as it is typed: `property: input`.
pub(super) fn lines(form: &Form) -> Vec<String> {
    leaves(form).iter().map(|(property, value)| line(form, property, value)).collect()
}

fn line(form: &Form, property: &str, value: &Value) -> String {
    let Some(text) = value.as_str() else { return format!("{property}: {value}") };
    let source = Template::parse(text).ok().and_then(|template| Some(template.sole()?.text()));
    let plain = source.unwrap_or_else(|| text.to_owned());
    if read_value(form, &plain) == *value && plain.trim() == plain && !plain.contains('\n') && !plain.is_empty() {
        format!("{property}: {plain}")
    } else {
        // What JSON escapes, TOML reads back.
        format!("{property}: {}", Json::from(text))
    }
}

fn leaves(form: &Form) -> Vec<(String, Value)> {
    fn flatten(rows: &mut Vec<(String, Value)>, prefix: &str, table: &Table) {
        for (property, value) in table {
            match value {
                Value::Table(inner) => flatten(rows, &format!("{prefix}{property}."), inner),
                Value::String(_)
                | Value::Integer(_)
                | Value::Float(_)
                | Value::Boolean(_)
                | Value::Datetime(_)
                | Value::Array(_) => rows.push((format!("{prefix}{property}"), value.clone())),
            }
        }
    }
    let default = key(place(form));
    let mut rows = Vec::new();
    for place in PLACES {
        if let Some(Value::Table(table)) = form.at(&["call", place]) {
            let prefix = match place {
                place if place == default => String::new(),
                "headers" => "header.".to_owned(),
                other => format!("{other}."),
            };
            flatten(&mut rows, &prefix, table);
        }
    }
    rows
}

/// Puts these values, one per line, in the place of those there are. Gives the lines that are none, each with why.
pub(super) fn replace(form: &mut Form, text: &str) -> Vec<(String, Line)> {
    let old: Vec<(String, String)> =
        leaves(form).iter().map(|(property, value)| (property.clone(), line(form, property, value))).collect();
    let (mut named, mut wrong) = (Vec::new(), Vec::new());
    let mut changed = form.clone();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((property, typed)) = parted(line) else {
            wrong.push((line.to_owned(), Line::NotUnderstood(Topic::Values)));
            continue;
        };
        named.push(property);
        // What cannot be typed, such as a list, stays what it is.
        if old.iter().any(|(_, before)| before == line) {
            continue;
        }
        let path = path(form, property);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let mut with = changed.clone();
        with.set(&path, read_value(form, typed));
        let problems = with.problems_at(&[&path.join(".")]);
        if problems.is_empty() {
            changed = with;
        } else {
            wrong.push((line.to_owned(), Line::Wrong(problems)));
        }
    }
    for (property, _) in old.iter().filter(|(property, _)| !named.contains(&property.as_str())) {
        let path = path(form, property);
        changed.remove(&path.iter().map(String::as_str).collect::<Vec<_>>());
    }
    *form = changed;
    wrong
}

/// `property = value` or `property: value`
fn parted(line: &str) -> Option<(&str, &str)> {
    let (property, value) = line.split_once(['=', ':'])?;
    let (property, value) = (property.trim(), value.trim());
    (!property.is_empty() && !value.is_empty()).then_some((property, value))
}

pub(super) fn answer(form: &mut Form, line: &str, say: &mut Vec<Line>) -> Move {
    if let Some(which) = removal(line) {
        let path = path(form, which);
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        say.push(if form.remove(&path) {
            Line::Removed(which.to_owned())
        } else {
            Line::NothingToRemove(which.to_owned())
        });
        return Move::Stay;
    }
    each(line, Field::Values, say, |line| assign(form, line))
}

fn assign(form: &mut Form, line: &str) -> Result<Line, Line> {
    let (property, value) = parted(line).ok_or(Line::NotUnderstood(Topic::Values))?;
    let mut changed = form.clone();
    let value = read_value(form, value);
    // The input moves to the property that is named for it.
    for name in form.input_names() {
        if is_placeholder(&value, &name) {
            forget(&mut changed, &name);
        }
    }
    let path = path(form, property);
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    changed.set(&path, value.clone());
    let problems = changed.problems_at(&["call.query", "call.headers", "call.body"]);
    if !problems.is_empty() {
        return Err(Line::Wrong(problems));
    }
    *form = changed;
    let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    Ok(Line::PropertyNoted { property: property.to_owned(), value })
}

/// An input, an attribute of the user, a number, `true` or `false`; anything else is fixed text.
fn read_value(form: &Form, typed: &str) -> Value {
    let attribute = typed.strip_prefix("user.").and_then(UserAttribute::parse);
    if attribute.is_some() || form.input_names().iter().any(|name| name == typed) {
        return Value::from(placeholder(typed));
    }
    let literal = format!("value = {typed}").parse::<Table>().ok().and_then(|mut table| table.remove("value"));
    match literal {
        Some(literal @ (Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::String(_))) => literal,
        Some(Value::Datetime(_) | Value::Array(_) | Value::Table(_)) | None => Value::from(typed),
    }
}

/// The keys of a property as typed: `email`, `customer.email` in a body, `header.X-Tenant`.
fn path(form: &Form, property: &str) -> Vec<String> {
    let (place, rest) = match property.split_once('.') {
        Some(("query", rest)) => ("query", rest),
        Some(("header" | "headers", rest)) => ("headers", rest),
        Some(("body", rest)) => ("body", rest),
        Some(_) | None => (key(place(form)), property),
    };
    let mut path = vec!["call".to_owned(), place.to_owned()];
    if place == "body" {
        path.extend(rest.split('.').map(str::to_owned));
    } else {
        path.push(rest.to_owned());
    }
    path
}
