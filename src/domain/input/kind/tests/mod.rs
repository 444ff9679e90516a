//! The kinds from outside: what is read, what is found, what is inferred.

mod bounds;
mod dates;
mod found;
mod inferred;
mod numbers;
mod properties;
mod texts;

use jiff::civil::date;
use regex::Regex;

use super::*;
use crate::domain::input::InputName;

/// A Wednesday.
const TODAY: Date = date(2026, 3, 11);

fn english() -> Reading {
    Reading { language: Language::English, today: TODAY, region: None }
}

fn german() -> Reading {
    Reading { language: Language::German, today: TODAY, region: None }
}

fn in_region(reading: &Reading, region: &str) -> Reading {
    Reading { region: Some(region.to_owned()), ..reading.clone() }
}

#[expect(clippy::unnecessary_wraps, reason = "tables mix values and misfits")]
fn text(value: &str) -> Result<Value, Misfit> {
    Ok(Value::Text(value.to_owned()))
}

fn pattern(regex: &str) -> InputKind {
    InputKind::Pattern { regex: Regex::new(regex).expect("a regular expression").into() }
}

fn choice(options: &[&str]) -> InputKind {
    InputKind::Choice { options: options.iter().map(|option| (*option).to_owned()).collect() }
}

const TEXT: InputKind = InputKind::Text { min_length: 1, max_length: limits::ANSWER_CHARS };
const PHONE: InputKind = InputKind::Phone { region: None };
const INTEGER: InputKind = InputKind::Integer { min: None, max: None };
const NUMBER: InputKind = InputKind::Number { min: None, max: None };
const DATE: InputKind = InputKind::Date { min: None, max: None };

/// Reads each answer and compares.
fn check(kind: &InputKind, reading: &Reading, cases: &[(&str, Result<Value, Misfit>)]) {
    for (answer, expected) in cases {
        assert_eq!(kind.read(answer, reading), *expected, "{answer:?} as {kind:?}");
    }
}
