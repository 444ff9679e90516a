//! Fields and inputs as a template sees them, and how a printed one reads.
//!
//! - Null is missing: `{% if eta %}` is false, and printing it is a fault instead of a hole in a sentence.
//! - A blank text or an empty list is a value that says that there is nothing: false as well, and printed as a dash.
//! - Objects and lists can be looked into and looped over. Wherever the engine would write one as text (`~`,
//!   filters), it writes a mark instead that is found when the result is printed.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use jiff::civil::Date;
use minijinja::Value;
use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, ValueKind};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::Formats;
use crate::domain::input;
use crate::domain::rich::markup;

/// Stands for an object or list inside a text. [`markup::clean`] takes both marks out of every value.
const NESTED: char = '\u{E002}';
/// Stands for a missing element of a list inside a text.
const MISSING: char = '\u{E003}';

/// Stands where the API says that there is nothing.
pub(super) const NOTHING: &str = "–";

/// What a template wanted of a field that the field is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// One value, or a list of values; found an object or a list of such.
    Value,
    /// A number; found something else.
    Number,
    /// An ISO 8601 day; found something else.
    Date,
    /// A currency's three letters (ISO 4217); found something else.
    Currency,
}

/// Why a value cannot be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Misfit {
    #[error("there is nothing to print")]
    Missing,
    #[error("the field has another type")]
    Wanted(Wanted),
}

/// A field of the answer.
pub(super) fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::UNDEFINED,
        Json::Bool(flag) => Value::from(*flag),
        Json::Number(number) => number_value(number),
        Json::String(text) if text.trim().is_empty() => Value::from_object(Gap::Blank),
        Json::String(text) => Value::from(markup::clean(text)),
        Json::Array(elements) => Container::of(elements.iter().map(element).collect::<Vec<_>>().into()),
        Json::Object(members) => {
            Container::of(Value::from_pairs(members.iter().map(|(name, member)| (name.as_str(), value(member)))))
        }
    }
}

/// Elements keep their positions, so one that is missing is there as a gap.
fn element(json: &Json) -> Value {
    let value = value(json);
    if value.is_undefined() { Value::from_object(Gap::Missing) } else { value }
}

fn number_value(number: &serde_json::Number) -> Value {
    let whole = number.as_i64().map(Value::from).or_else(|| number.as_u64().map(Value::from));
    let float = || number.as_f64().filter(|_| !is_inexact(number)).map(Value::from);
    whole.or_else(float).unwrap_or(Value::UNDEFINED)
}

/// Whether digits were lost when the answer was read: from 2^53 on, not every whole number has a float of its own,
/// and an id with wrong digits is worse than none.
pub(super) fn is_inexact(number: &serde_json::Number) -> bool {
    const EXACT_BELOW: f64 = 9_007_199_254_740_992.0;
    number.is_f64() && number.as_f64().is_none_or(|float| float.abs() >= EXACT_BELOW)
}

/// An input: typed for comparisons, printed in the customer's language. One that was skipped prints as nothing.
pub(super) fn input(input: Option<&input::Value>, formats: &Formats) -> Value {
    match input {
        None => Value::from_object(Gap::Skipped),
        Some(input::Value::Date(date)) => Value::from_object(Day { date: *date, shown: formats.date(*date) }),
        Some(other) => value(&other.json()),
    }
}

/// Whether a value counts as left out, for `default`.
pub(super) fn is_left_out(value: &Value) -> bool {
    value.is_undefined() || value.is_none() || value.downcast_object_ref::<Gap>().is_some()
}

/// Whether the API sent an empty text.
pub(super) fn is_blank(value: &Value) -> bool {
    value.downcast_object_ref::<Gap>().is_some_and(|gap| matches!(gap, Gap::Blank))
}

/// The text that a value reads as.
pub(super) fn spoken(value: &Value, formats: &Formats) -> Result<String, Misfit> {
    match value.kind() {
        // Only what the template itself leaves empty comes here: `{{ a if b }}`.
        ValueKind::Undefined => Ok(String::new()),
        ValueKind::None => Err(Misfit::Missing),
        ValueKind::Bool => Ok(formats.boolean(value.is_true()).to_owned()),
        ValueKind::Number => Ok(formats.ungrouped(&plain_number(value))),
        ValueKind::Seq | ValueKind::Iterable => {
            let items = value.try_iter().map_err(|_| Misfit::Wanted(Wanted::Value))?;
            let items: Vec<_> = items.map(|item| item_spoken(&item, formats)).collect::<Result<_, _>>()?;
            if items.is_empty() { Ok(NOTHING.to_owned()) } else { Ok(formats.list(&items)) }
        }
        ValueKind::Map => Err(Misfit::Wanted(Wanted::Value)),
        ValueKind::String | ValueKind::Plain | ValueKind::Bytes | ValueKind::Invalid | _ => unmarked(value.to_string()),
    }
}

fn item_spoken(item: &Value, formats: &Formats) -> Result<String, Misfit> {
    if matches!(item.kind(), ValueKind::Seq | ValueKind::Iterable) {
        Err(Misfit::Wanted(Wanted::Value))
    } else {
        spoken(item, formats)
    }
}

fn unmarked(text: String) -> Result<String, Misfit> {
    if text.contains(NESTED) {
        Err(Misfit::Wanted(Wanted::Value))
    } else if text.contains(MISSING) {
        Err(Misfit::Missing)
    } else {
        Ok(text)
    }
}

/// A number in plain digits; whole floats without a fraction.
fn plain_number(value: &Value) -> String {
    if value.is_integer() { value.to_string() } else { f64::try_from(value.clone()).unwrap_or_default().to_string() }
}

/// A number, also one that an API sends as text.
pub(super) fn decimal(value: &Value) -> Result<Decimal, Misfit> {
    if is_left_out(value) {
        return Err(Misfit::Missing);
    }
    let plain =
        if value.is_number() { plain_number(value) } else { value.as_str().unwrap_or_default().trim().to_owned() };
    plain.parse().map_err(|_| Misfit::Wanted(Wanted::Number))
}

/// A day, or with `time` a day and perhaps its time.
pub(super) fn day(value: &Value, formats: &Formats, time: bool) -> Result<String, Misfit> {
    if is_blank(value) {
        return Ok(NOTHING.to_owned());
    }
    if is_left_out(value) {
        return Err(Misfit::Missing);
    }
    if let Some(day) = value.downcast_object_ref::<Day>() {
        return Ok(day.shown.clone());
    }
    let text = value.as_str().unwrap_or_default();
    let shown = if time { formats.iso_date_time(text) } else { formats.iso_date(text) };
    shown.ok_or(Misfit::Wanted(Wanted::Date))
}

/// An object or list that never becomes text by itself.
#[derive(Debug)]
struct Container(DynObject);

impl Container {
    fn of(value: Value) -> Value {
        match value.as_object() {
            Some(object) => Value::from_object(Self(object.clone())),
            None => value,
        }
    }
}

impl Object for Container {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        self.0.repr()
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.0.get_value(key)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        self.0.enumerate()
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{NESTED}")
    }
}

/// Nothing, where the engine's own nothing would not do.
#[derive(Debug)]
enum Gap {
    /// An element that the API left empty.
    Missing,
    /// A text that is there and has nothing in it.
    Blank,
    /// An input that the customer skipped, as they may.
    Skipped,
}

impl Object for Gap {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        false
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match **self {
            Self::Missing => write!(f, "{MISSING}"),
            Self::Blank => f.write_str(NOTHING),
            Self::Skipped => Ok(()),
        }
    }
}

/// A day that a customer gave.
#[derive(Debug)]
struct Day {
    date: Date,
    shown: String,
}

impl Object for Day {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        Some(self.date.cmp(&other.downcast_ref::<Self>()?.date))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}
