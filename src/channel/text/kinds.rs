//! The words for kinds of inputs: how a value reads, what a kind is called, what fits it, and why an answer
//! does not. All are plain text in one language, to be put into sentences as values.

use rust_decimal::Decimal;

use super::formats::formats;
use super::{Arg, plain};
use crate::domain::input::kind::{DateBound, counted_digits};
use crate::domain::input::{InputKind, Misfit, Value};
use crate::domain::language::Language;
use crate::domain::limits;

/// A value as people read it: `12 March 2026`, `1,234.5`, `yes`; texts as they are. A whole number may be the
/// number of something, so its digits are not grouped.
pub fn shown(value: &Value, language: Language) -> String {
    let formats = formats(language);
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => formats.grouped(number.normalize(), None),
        Value::Boolean(flag) => formats.boolean(*flag).to_owned(),
        Value::Date(date) => formats.date(*date),
    }
}

/// What the kind is called: `e-mail address`.
pub fn kind_name(kind: &InputKind, language: Language) -> String {
    plain(language, &format!("kinds-name-{}", word(kind)), &[])
}

/// What fits the kind: `a date between today and 14 days from today`. Regular expressions are put into words
/// when they only count digits, and are else not shown: customers do not read them.
pub fn expectation(kind: &InputKind, language: Language) -> String {
    let (bounds, args) = match kind {
        InputKind::Text { min_length, max_length } => range(
            Some(min_length).filter(|min| **min > 1).map(|min| Arg::Count(*min)),
            Some(max_length).filter(|max| **max < limits::ANSWER_CHARS).map(|max| Arg::Count(*max)),
        ),
        InputKind::Integer { min, max } => {
            let bound = |number: i64| Arg::Value(formats(language).grouped(number.into(), None));
            range(min.map(bound), max.map(bound))
        }
        InputKind::Number { min, max } => {
            let bound = |number: Decimal| Arg::Value(formats(language).grouped(number.normalize(), None));
            range(min.map(bound), max.map(bound))
        }
        InputKind::Date { min, max } => {
            let bound = |bound: DateBound| Arg::Value(date_bound(bound, language));
            range(min.map(bound), max.map(bound))
        }
        InputKind::Phone { region: Some(region) } => ("region", vec![("region", Arg::Value(region.clone()))]),
        InputKind::Choice { options } => ("none", vec![("options", Arg::Value(options.join(", ")))]),
        InputKind::Pattern { regex } => match counted_digits(regex.as_str()) {
            Some((min, max)) if min == max => ("digits", vec![("min", Arg::Count(min))]),
            Some((min, max)) => ("range", vec![("min", Arg::Count(min)), ("max", Arg::Count(max))]),
            None => ("none", Vec::new()),
        },
        InputKind::Phone { region: None } | InputKind::Email | InputKind::Boolean | InputKind::Url => {
            ("none", Vec::new())
        }
    };
    let args: Vec<(&str, Arg)> = [("bounds", Arg::Word(bounds.to_owned()))].into_iter().chain(args).collect();
    plain(language, &format!("kinds-expect-{}", word(kind)), &args)
}

/// Why an answer does not fit, in one sentence or two.
pub fn misfit(misfit: &Misfit, language: Language) -> String {
    let say = |id: &str, args: &[(&str, Arg)]| plain(language, &format!("kinds-misfit-{id}"), args);
    let number = |name, number: &Decimal| (name, Arg::Value(formats(language).grouped(number.normalize(), None)));
    let day = |name, date| (name, Arg::Value(shown(&Value::Date(date), language)));
    match misfit {
        Misfit::Empty => say("empty", &[]),
        Misfit::TooShort { min, .. } => say("too-short", &[("min", Arg::Count(*min))]),
        Misfit::TooLong { max, got } => say("too-long", &[("max", Arg::Count(*max)), ("got", Arg::Count(*got))]),
        Misfit::Ambiguous { readings } => {
            let readings: Vec<String> = readings.iter().map(|value| shown(value, language)).collect();
            say("ambiguous", &[("readings", Arg::Value(alternatives(&readings, language)))])
        }
        Misfit::NotAnEmail { suggestion } => {
            let meant = suggestion.clone().unwrap_or_default();
            say("email", &[("suggested", flag(suggestion.is_some())), ("suggestion", Arg::Value(meant))])
        }
        Misfit::NotAPhone => say("phone", &[]),
        Misfit::PhoneWithoutCountry => say("phone-country", &[]),
        Misfit::NotANumber => say("number", &[]),
        Misfit::NotWhole => say("whole", &[]),
        Misfit::Below { min } => say("below", &[number("min", min)]),
        Misfit::Above { max } => say("above", &[number("max", max)]),
        Misfit::NotYesOrNo => say("boolean", &[]),
        Misfit::NotADate => say("date", &[]),
        Misfit::NoSuchDay => say("no-such-day", &[]),
        Misfit::Before { min } => say("before", &[day("min", *min)]),
        Misfit::After { max } => say("after", &[day("max", *max)]),
        Misfit::NotAUrl => say("url", &[]),
        Misfit::NotWeb => say("web", &[]),
        Misfit::NotAnOption { close } => {
            let options = Arg::Value(alternatives(close, language));
            say("option", &[("close", flag(!close.is_empty())), ("options", options)])
        }
        Misfit::NotThePattern => say("pattern", &[]),
    }
}

const fn word(kind: &InputKind) -> &'static str {
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

fn flag(flag: bool) -> Arg {
    Arg::Word(if flag { "yes" } else { "no" }.to_owned())
}

/// Which bounds there are, and the bounds.
fn range(min: Option<Arg>, max: Option<Arg>) -> (&'static str, Vec<(&'static str, Arg)>) {
    match (min, max) {
        (None, None) => ("none", Vec::new()),
        (Some(min), None) => ("min", vec![("min", min)]),
        (None, Some(max)) => ("max", vec![("max", max)]),
        (Some(min), Some(max)) => ("both", vec![("min", min), ("max", max)]),
    }
}

fn date_bound(bound: DateBound, language: Language) -> String {
    match bound {
        DateBound::On(date) => shown(&Value::Date(date), language),
        DateBound::Today { plus_days } => {
            let days = usize::try_from(plus_days.unsigned_abs()).unwrap_or(usize::MAX);
            match plus_days.signum() {
                0 => plain(language, "kinds-today", &[]),
                1 => plain(language, "kinds-days-ahead", &[("days", Arg::Count(days))]),
                _ => plain(language, "kinds-days-ago", &[("days", Arg::Count(days))]),
            }
        }
    }
}

/// `a`, `a or b`, `a, b or c`.
fn alternatives(items: &[String], language: Language) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [others @ .., last] => {
            let args = [("list", Arg::Value(others.join(", "))), ("last", Arg::Value(last.clone()))];
            plain(language, "kinds-or", &args)
        }
    }
}

#[cfg(test)]
mod tests;
