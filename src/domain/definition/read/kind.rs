//! Reads an input's `kind`: a word, or a table with `type` and what bounds that type.

use regex::{Regex, RegexBuilder};

use super::all;
use crate::domain::document::{Item, Table};
use crate::domain::input::kind::{DateBound, InputKind};
use crate::domain::limits;
use crate::domain::problem::{Fault, Shape};

/// The kinds without their bounds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Email,
    Phone,
    Integer,
    Number,
    Boolean,
    Date,
    Url,
    Choice,
    Pattern,
}

const WORDS: [(&str, Kind); 10] = [
    ("text", Kind::Text),
    ("email", Kind::Email),
    ("phone", Kind::Phone),
    ("integer", Kind::Integer),
    ("number", Kind::Number),
    ("boolean", Kind::Boolean),
    ("date", Kind::Date),
    ("url", Kind::Url),
    ("choice", Kind::Choice),
    ("pattern", Kind::Pattern),
];

/// The kind's word in definitions.
pub(in crate::domain::definition) const fn word(kind: &InputKind) -> &'static str {
    match kind {
        InputKind::Text { .. } => "text",
        InputKind::Email => "email",
        InputKind::Phone { .. } => "phone",
        InputKind::Integer { .. } => "integer",
        InputKind::Number { .. } => "number",
        InputKind::Boolean => "boolean",
        InputKind::Date { .. } => "date",
        InputKind::Url => "url",
        InputKind::Choice { .. } => "choice",
        InputKind::Pattern { .. } => "pattern",
    }
}

pub(super) fn read(item: &Item<'_>) -> Option<InputKind> {
    if item.shape() == Shape::Text {
        return unbounded(item);
    }
    if item.shape() != Shape::Table {
        return item.report_type(Shape::TextOrTable);
    }
    let table = item.table()?;
    // Which keys are known depends on the type, so without one none is called unknown.
    let kind = table.need("type")?.word(&WORDS)?;
    let kind = bounded(kind, &table);
    table.finish();
    kind
}

/// `kind = "email"`: a kind whose bounds may all be left out.
fn unbounded(item: &Item<'_>) -> Option<InputKind> {
    let missing = |key: &str| {
        item.report_missing(key);
        None
    };
    Some(match item.word(&WORDS)? {
        Kind::Text => InputKind::Text { min_length: MIN_LENGTH, max_length: limits::ANSWER_CHARS },
        Kind::Email => InputKind::Email,
        Kind::Phone => InputKind::Phone { region: None },
        Kind::Integer => InputKind::Integer { min: None, max: None },
        Kind::Number => InputKind::Number { min: None, max: None },
        Kind::Boolean => InputKind::Boolean,
        Kind::Date => InputKind::Date { min: None, max: None },
        Kind::Url => InputKind::Url,
        Kind::Choice => return missing("options"),
        Kind::Pattern => return missing("regex"),
    })
}

fn bounded(kind: Kind, table: &Table<'_>) -> Option<InputKind> {
    Some(match kind {
        Kind::Text => text(table),
        Kind::Email => InputKind::Email,
        Kind::Phone => InputKind::Phone { region: table.get("region").and_then(|item| region(&item)) },
        Kind::Integer => {
            let (min, max) = bounds(table, ["min", "max"], Item::integer, ToString::to_string, |min, max| min > max);
            InputKind::Integer { min, max }
        }
        Kind::Number => {
            let (min, max) = bounds(table, ["min", "max"], Item::number, ToString::to_string, |min, max| min > max);
            InputKind::Number { min, max }
        }
        Kind::Boolean => InputKind::Boolean,
        Kind::Date => {
            let (min, max) =
                bounds(table, ["min", "max"], date_bound, ToString::to_string, |min, max| is_later(*min, *max));
            InputKind::Date { min, max }
        }
        Kind::Url => InputKind::Url,
        Kind::Choice => InputKind::Choice { options: options(&table.need("options")?)? },
        Kind::Pattern => InputKind::Pattern { regex: regex(&table.need("regex")?)?.into() },
    })
}

/// The fewest characters of a text, when the definition does not say.
pub(in crate::domain::definition) const MIN_LENGTH: usize = 1;

fn text(table: &Table<'_>) -> InputKind {
    let length = |item: &Item<'_>| {
        let most = i64::try_from(limits::ANSWER_CHARS).unwrap_or(i64::MAX);
        item.integer_within(&(1..=most)).and_then(|length| usize::try_from(length).ok())
    };
    let keys = ["min_length", "max_length"];
    let (min, max) = bounds(table, keys, length, ToString::to_string, |min, max| min > max);
    InputKind::Text { min_length: min.unwrap_or(MIN_LENGTH), max_length: max.unwrap_or(limits::ANSWER_CHARS) }
}

/// Reads the bounds under two keys and reports when nothing fits between them.
fn bounds<'d, T>(
    table: &Table<'d>,
    [min, max]: [&'static str; 2],
    read: impl Fn(&Item<'d>) -> Option<T>,
    text: impl Fn(&T) -> String,
    is_above: impl Fn(&T, &T) -> bool,
) -> (Option<T>, Option<T>) {
    let min_item = table.get(min);
    let min = min_item.as_ref().and_then(&read);
    let max = table.get(max).and_then(|item| read(&item));
    if let (Some(item), Some(low), Some(high)) = (min_item, &min, &max)
        && is_above(low, high)
    {
        item.report(Fault::MinAboveMax { min: text(low), max: text(high) });
    }
    (min, max)
}

fn date_bound(item: &Item<'_>) -> Option<DateBound> {
    let is_text = item.shape() == Shape::Text;
    let text = if is_text { item.text(limits::EXAMPLE_CHARS)?.to_owned() } else { item.moment()? };
    text.parse().inspect_err(|_| item.report(Fault::BadDateBound { got: text.clone() })).ok()
}

/// Whether one bound is later than another on every day; a fixed day and a moving one cannot be compared.
fn is_later(min: DateBound, max: DateBound) -> bool {
    match (min, max) {
        (DateBound::On(min), DateBound::On(max)) => min > max,
        (DateBound::Today { plus_days: min }, DateBound::Today { plus_days: max }) => min > max,
        (DateBound::On(_), DateBound::Today { .. }) | (DateBound::Today { .. }, DateBound::On(_)) => false,
    }
}

fn region(item: &Item<'_>) -> Option<String> {
    let text = item.text(limits::EXAMPLE_CHARS)?;
    let region = text.to_ascii_uppercase();
    if region.parse::<phonenumber::country::Id>().is_err() {
        item.report(Fault::BadRegion { got: text.to_owned() });
        return None;
    }
    Some(region)
}

fn options(item: &Item<'_>) -> Option<Vec<String>> {
    let entries = item.list(limits::OPTIONS)?;
    if entries.is_empty() {
        item.report(Fault::Empty);
    }
    let mut seen: Vec<(String, usize)> = Vec::new();
    all(entries.iter().map(|entry| {
        let option = entry.text(limits::OPTION_CHARS)?;
        let folded = option.trim().to_lowercase();
        if let Some((_, first_line)) = seen.iter().find(|(other, _)| *other == folded) {
            entry.report(Fault::DuplicateOption { option: option.to_owned(), first_line: *first_line });
            return None;
        }
        seen.push((folded, entry.place().line));
        Some(option.to_owned())
    }))
}

fn regex(item: &Item<'_>) -> Option<Regex> {
    let source = item.text(limits::REGEX_CHARS)?;
    RegexBuilder::new(source)
        .size_limit(limits::REGEX_COMPILED_BYTES)
        .build()
        .inspect_err(|error| {
            item.report(if let regex::Error::CompiledTooBig(max) = error {
                Fault::RegexTooLarge { max: *max }
            } else {
                Fault::BadRegex { detail: last_line(&error.to_string()) }
            });
        })
        .ok()
}

/// The regex parser draws the expression above its sentence; only the sentence fits a message.
fn last_line(drawn: &str) -> String {
    let line = drawn.lines().next_back().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}
