//! Whether `default` and `example` are answers that would fit.

use jiff::civil::Date;

use super::kind;
use crate::domain::document::Item;
use crate::domain::input::Value;
use crate::domain::input::kind::{DateBound, InputKind, Reading};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::problem::{Fault, Shape};

/// Whether a customer could answer this, in one of the languages. What depends on the day of the answer or on
/// the operator's country cannot be judged here and passes.
pub(super) fn is_example(kind: &InputKind, text: &str) -> bool {
    match kind {
        InputKind::Date { .. } => match text.parse() {
            Ok(DateBound::On(date)) => is_within(kind, &Value::Date(date)),
            Ok(DateBound::Today { .. }) | Err(_) => fits(&InputKind::Date { min: None, max: None }, text).is_some(),
        },
        InputKind::Phone { region: None } if !text.trim().starts_with('+') => true,
        InputKind::Text { .. }
        | InputKind::Email
        | InputKind::Phone { .. }
        | InputKind::Integer { .. }
        | InputKind::Number { .. }
        | InputKind::Boolean
        | InputKind::Url
        | InputKind::Choice { .. }
        | InputKind::Pattern { .. } => fits(kind, text).is_some(),
    }
}

/// The value that a customer's answer would have.
fn fits(kind: &InputKind, text: &str) -> Option<Value> {
    // Any day does: bounds that move with it are not judged.
    let today = Date::constant(2026, 1, 1);
    Language::ALL.into_iter().find_map(|language| kind.read(text, &Reading { language, today, region: None }).ok())
}

/// Reads a default: it has the TOML type of its kind and is what a customer could have answered.
pub(super) fn read_default(kind: &InputKind, item: &Item<'_>) -> Option<Value> {
    let value = match kind {
        InputKind::Integer { .. } => Value::Integer(item.integer()?),
        InputKind::Number { .. } => Value::Number(item.number()?),
        InputKind::Boolean => Value::Boolean(item.flag()?),
        InputKind::Date { .. } => {
            let is_text = item.shape() == Shape::Text;
            let text = if is_text { item.text(limits::ANSWER_CHARS)?.to_owned() } else { item.moment()? };
            match text.parse() {
                Ok(DateBound::On(date)) => Value::Date(date),
                Ok(DateBound::Today { .. }) | Err(_) => return unfit(kind, item, text),
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
