//! The third section begins: method and URL, or a pasted `curl` command.

use toml::Value;

use super::curl::{self, Curl, CurlFault};
use super::describe::slug;
use super::exposed::masked;
use super::form::Form;
use super::step::{Step, Topic};
use super::{Line, Move, values};
use crate::domain::call::Method;
use crate::domain::limits;

pub(super) fn current(form: &Form) -> Option<(Method, String)> {
    form.text_at(&["call", "url"]).map(|url| (form.method(), url.to_owned()))
}

/// `begun` holds the lines so far of a `curl` command that goes on.
pub(super) fn answer(form: &mut Form, begun: &mut String, line: &str, say: &mut Vec<Line>) -> Move {
    let text = format!("{begun}{line}");
    if text.trim_start().starts_with("curl ") || !begun.is_empty() {
        return pasted(form, &text, say);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let (method, url) = match words.as_slice() {
        [method, rest @ ..] if Method::parse(method).is_some() && !rest.is_empty() => {
            (Method::parse(method).unwrap_or(Method::Get), rest.join(" "))
        }
        [first, ..] if first.contains("://") => (form.method(), words.join(" ")),
        _ => {
            say.push(Line::NotUnderstood(Topic::Request));
            return Move::Stay;
        }
    };
    let mut changed = form.clone();
    // What was fixed for another API, or in a query that is now in the URL, is not sent along with it.
    if url.contains('?') || form.text_at(&["call", "url"]).is_some_and(|before| origin(before) != origin(&url)) {
        values::forget_fixed(&mut changed, "query");
    }
    set(&mut changed, method, &url);
    accept(form, changed, say)
}

/// Puts what is typed into a form in its place. Gives what is worth knowing of it.
pub(super) fn replace(form: &mut Form, text: &str) -> Result<Vec<Line>, Line> {
    if text.is_empty() {
        form.remove(&["call", "method"]);
        form.remove(&["call", "url"]);
        return Ok(Vec::new());
    }
    let mut say = Vec::new();
    answer(form, &mut String::new(), text, &mut say);
    match say.pop() {
        Some(Line::RequestNoted { .. }) => Ok(say.into_iter().map(in_form).collect()),
        Some(wrong) => Err(wrong),
        // A `curl` command that goes on is not understood either: a form is sent as a whole.
        None => Err(Line::NotUnderstood(Topic::Request)),
    }
}

fn in_form(line: Line) -> Line {
    if let Line::SecretsLeftOut { names, .. } = line { Line::SecretsLeftOut { names, in_form: true } } else { line }
}

fn set(form: &mut Form, method: Method, url: &str) {
    form.set(&["call", "method"], Value::from(method.as_str()));
    form.set(&["call", "url"], Value::from(url));
    if method == Method::Get {
        values::body_to_query(form);
    }
}

/// Scheme, host and port.
fn origin(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(host..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(url.len(), |at| host + at);
    url.get(..end).unwrap_or(url)
}

fn accept(form: &mut Form, changed: Form, say: &mut Vec<Line>) -> Move {
    let problems = changed.problems_at(&["call.method", "call.url", "call.query", "call.headers", "call.body"]);
    if !problems.is_empty() {
        say.push(Line::Wrong(problems));
        return Move::Stay;
    }
    *form = changed;
    if let Some((method, url)) = current(form) {
        say.push(Line::RequestNoted { method, url });
    }
    Move::Next
}

/// A `curl` command, of which more lines may follow.
fn pasted(form: &mut Form, text: &str, say: &mut Vec<Line>) -> Move {
    if text.len() > limits::DEFINITION_BYTES {
        say.push(Line::PasteTooLong { max: limits::DEFINITION_BYTES });
        return Move::To(Step::Request { curl: String::new() });
    }
    let Curl { method, url, query, headers, body, form_body, secrets, ignored } =
        match curl::parse(text, &form.input_names()) {
            Ok(curl) => curl,
            Err(CurlFault::Unfinished) => {
                let (curl, names) = masked(&format!("{text}\n"));
                if !names.is_empty() {
                    say.push(Line::SecretsLeftOut { names, in_form: false });
                }
                return Move::To(Step::Request { curl });
            }
            Err(CurlFault::Unfit) => {
                say.push(Line::NotUnderstood(Topic::Request));
                return Move::To(Step::Request { curl: String::new() });
            }
        };
    let mut changed = form.clone();
    for place in ["query", "headers", "body", "body_format"] {
        changed.remove(&["call", place]);
    }
    let names = changed.input_names();
    let filled = |property: &str, value: Value| {
        let name = slug(property, '_');
        if names.contains(&name) { Value::from(format!("{{{{ {name} }}}}")) } else { value }
    };
    for (property, value) in query {
        changed.set(&["call", "query", &property], filled(&property, Value::from(value)));
    }
    for (header, value) in headers {
        changed.set(&["call", "headers", &header], Value::from(value));
    }
    for (property, value) in body {
        changed.set(&["call", "body", &property], fill_leaves(&property, value, &filled));
    }
    if form_body {
        changed.set(&["call", "body_format"], Value::from("form"));
    }
    set(&mut changed, method, &url);
    if !secrets.is_empty() {
        say.push(Line::SecretsLeftOut { names: secrets, in_form: false });
    }
    if !ignored.is_empty() {
        say.push(Line::CurlIgnored(ignored));
    }
    match accept(form, changed, say) {
        Move::Stay => Move::To(Step::Request { curl: String::new() }),
        went @ (Move::Open | Move::Next | Move::To(_) | Move::Run(_)) => went,
    }
}

/// Puts inputs where a property has their name, also in nested objects.
fn fill_leaves(property: &str, value: Value, filled: &impl Fn(&str, Value) -> Value) -> Value {
    match value {
        Value::Table(table) => Value::Table(
            table
                .into_iter()
                .map(|(key, value)| {
                    let value = fill_leaves(&key, value, filled);
                    (key, value)
                })
                .collect(),
        ),
        Value::Array(list) => Value::Array(list),
        leaf @ (Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_)) => {
            filled(property, leaf)
        }
    }
}
