//! Whether `default` and `example` are answers that would fit.

use jiff::civil::Date;

use super::kind;
use crate::domain::document::Item;
use crate::domain::input::kind::{DateBound, InputKind};
use crate::domain::input::{InputName, Value};
use crate::domain::limits;
use crate::domain::problem::{Fault, Shape};

/// Whether a customer could answer this, in one of the languages.
pub(super) fn is_example(kind: &InputKind, text: &str) -> bool {
    fits(kind, text).is_some()
}

/// Reads a default: it has the TOML type of its kind and is what a customer could have answered.
pub(super) fn read_default(kind: &InputKind, item: &Item<'_>) -> Option<Value> {
    let value = match kind {
        InputKind::Integer { .. } => Value::Integer(item.integer()?),
        InputKind::Number { .. } => Value::Number(item.number()?),
        InputKind::Boolean => Value::Boolean(item.flag()?),
        InputKind::Date { .. } => {
            let text = match item.shape() {
                Shape::Text => item.text(limits::ANSWER_CHARS)?.to_owned(),
                _ => item.moment()?,
            };
            match fixed(date_bound(&text)) {
                Some(date) => Value::Date(date),
                None => return unfit(kind, item, text),
            }
        }
        InputKind::Text { .. }
        | InputKind::Email
        | InputKind::Phone { .. }
        | InputKind::Url
        | InputKind::Choice { .. }
        | InputKind::Pattern { .. } => {
            let text = item.text(limits::ANSWER_CHARS)?;
            match fits(kind, text) {
                Some(value) => value,
                None => return unfit(kind, item, text.to_owned()),
            }
        }
    };
    if is_within(kind, &value) { Some(value) } else { unfit(kind, item, value.wire()) }
}

fn unfit<T>(kind: &InputKind, item: &Item<'_>, got: String) -> Option<T> {
    item.report(Fault::DefaultUnfit { got, kind: kind::word(kind) });
    None
}

/// Whether a number or date is within its bounds. Bounds that move with the day are not known yet.
fn is_within(kind: &InputKind, value: &Value) -> bool {
    match (kind, value) {
        (InputKind::Integer { min, max }, Value::Integer(value)) => {
            min.is_none_or(|min| min <= *value) && max.is_none_or(|max| *value <= max)
        }
        (InputKind::Number { min, max }, Value::Number(value)) => {
            min.is_none_or(|min| min <= *value) && max.is_none_or(|max| *value <= max)
        }
        (InputKind::Date { min, max }, Value::Date(value)) => {
            fixed(*min).is_none_or(|min| min <= *value) && fixed(*max).is_none_or(|max| *value <= max)
        }
        _ => true,
    }
}

fn fixed(bound: Option<DateBound>) -> Option<Date> {
    match bound? {
        DateBound::On(date) => Some(date),
        DateBound::Today { .. } => None,
    }
}

// -- until `domain::input::kind` has its own: `InputKind::read`, `infer`, `DateBound: FromStr + Display`

fn fits(kind: &InputKind, text: &str) -> Option<Value> {
    let as_text = |fits: bool| fits.then(|| Value::Text(text.to_owned()));
    let value = match kind {
        InputKind::Text { min_length, max_length } => {
            as_text((*min_length..=*max_length).contains(&text.chars().count()))
        }
        InputKind::Email => as_text(email_address::EmailAddress::is_valid(text)),
        InputKind::Phone { .. } => as_text(text.bytes().filter(u8::is_ascii_digit).count() >= 3),
        InputKind::Integer { .. } => text.parse().ok().map(Value::Integer),
        InputKind::Number { .. } => text.parse().ok().map(Value::Number),
        InputKind::Boolean => text.parse().ok().map(Value::Boolean),
        InputKind::Date { .. } => text.parse().ok().map(Value::Date),
        InputKind::Url => as_text(text.starts_with("http://") || text.starts_with("https://")),
        InputKind::Choice { options } => as_text(options.iter().any(|option| option == text)),
        InputKind::Pattern { regex } => as_text(regex.is_match(text)),
    };
    value.filter(|value| is_within(kind, value))
}

pub(super) fn infer(_: &InputName, instructions: &str) -> InputKind {
    if instructions.to_lowercase().contains("email") {
        InputKind::Email
    } else {
        InputKind::Text { min_length: kind::MIN_LENGTH, max_length: limits::ANSWER_CHARS }
    }
}

pub(super) fn date_bound(text: &str) -> Option<DateBound> {
    match text.strip_prefix("today") {
        Some("") => Some(DateBound::Today { plus_days: 0 }),
        Some(days) => days.parse().ok().map(|plus_days| DateBound::Today { plus_days }),
        None => text.parse().ok().map(DateBound::On),
    }
}

pub(in crate::domain::definition) fn date_bound_text(bound: &DateBound) -> String {
    match bound {
        DateBound::On(date) => date.to_string(),
        DateBound::Today { plus_days: 0 } => "today".to_owned(),
        DateBound::Today { plus_days } => format!("today{plus_days:+}"),
    }
}
