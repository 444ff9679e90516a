//! The words for kinds of inputs: how a value reads, what a kind is called, what fits it, and why an answer
//! does not. All are plain text in one language, to be put into sentences as values.

use std::fmt::Display;

use rust_decimal::Decimal;

use super::{Arg, plain};
use crate::domain::input::kind::{DateBound, counted_digits};
use crate::domain::input::{InputKind, Misfit, Value};
use crate::domain::language::Language;
use crate::domain::limits;

/// A value as people read it: `12 March 2026`, `1,234.5`, `yes`; texts as they are.
pub fn shown(value: &Value, language: Language) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => grouped(number, language),
        Value::Number(number) => grouped(&number.normalize(), language),
        Value::Boolean(true) => plain(language, "kinds-yes", &[]),
        Value::Boolean(false) => plain(language, "kinds-no", &[]),
        Value::Date(date) => {
            let month = Arg::Count(usize::from(date.month().unsigned_abs()));
            let month = plain(language, "kinds-month", &[("month", month)]);
            let args = [
                ("day", Arg::Value(date.day().to_string())),
                ("month", Arg::Value(month)),
                ("year", Arg::Value(date.year().to_string())),
            ];
            plain(language, "kinds-date", &args)
        }
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
            let bound = |number: i64| Arg::Value(grouped(&number, language));
            range(min.map(bound), max.map(bound))
        }
        InputKind::Number { min, max } => {
            let bound = |number: Decimal| Arg::Value(grouped(&number.normalize(), language));
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
    let number = |name, number: &Decimal| (name, Arg::Value(grouped(&number.normalize(), language)));
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

/// A plainly written number with its digits in groups of three and the language's marks.
fn grouped(number: &impl Display, language: Language) -> String {
    let marks = plain(language, "kinds-number-marks", &[]);
    let mut marks = marks.chars();
    let (group_mark, decimal_mark) = (marks.next().unwrap_or(' '), marks.next().unwrap_or('.'));
    let plain_digits = number.to_string();
    let (sign, digits) = plain_digits.strip_prefix('-').map_or(("", plain_digits.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = sign.to_owned();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(group_mark);
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push(decimal_mark);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests;
