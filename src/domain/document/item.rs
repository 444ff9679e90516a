//! A value of a document, asked for by the type it should have.

use std::ops::RangeInclusive;
use std::time::Duration;

use rust_decimal::Decimal;
use toml::de::DeValue;

use super::suggest::closest;
use super::{Place, Sink, Table};
use crate::domain::problem::{Fault, Shape};

/// A value and where it stands. Every method that reads it reports what does not fit and then gives `None`.
pub struct Item<'d> {
    value: &'d DeValue<'d>,
    place: Place,
    sink: &'d Sink,
}

impl<'d> Item<'d> {
    pub(super) const fn new(value: &'d DeValue<'d>, place: Place, sink: &'d Sink) -> Self {
        Self { value, place, sink }
    }

    /// Where it stands.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Reports something wrong with it.
    pub fn report(&self, fault: Fault) {
        self.sink.report(&self.place, fault);
    }

    /// Reports that it lacks a key, when it is a short form that leaves no room for one.
    pub fn report_missing(&self, key: &str) {
        let place = self.place.key(key, self.place.line);
        self.sink.report(&place, Fault::Missing { key: key.to_owned() });
    }

    /// The type it has.
    pub const fn shape(&self) -> Shape {
        match self.value {
            DeValue::String(_) => Shape::Text,
            DeValue::Integer(_) => Shape::Integer,
            DeValue::Float(_) => Shape::Float,
            DeValue::Boolean(_) => Shape::Boolean,
            DeValue::Datetime(_) => Shape::Date,
            DeValue::Array(_) => Shape::List,
            DeValue::Table(_) => Shape::Table,
        }
    }

    /// Reports that another type is needed.
    pub fn report_type<T>(&self, expected: Shape) -> Option<T> {
        self.report(Fault::WrongType { expected, got: self.shape() });
        None
    }

    /// A text with something to see in it and at most so many characters.
    pub fn text(&self, max_chars: usize) -> Option<&'d str> {
        let text = self.any_text(max_chars)?;
        if text.trim().is_empty() {
            self.report(Fault::Empty);
            return None;
        }
        Some(text)
    }

    /// A text, which may be empty, with at most so many characters.
    pub fn any_text(&self, max_chars: usize) -> Option<&'d str> {
        let DeValue::String(text) = self.value else { return self.report_type(Shape::Text) };
        self.check_length(text, max_chars).then_some(text.as_ref())
    }

    /// Reports a text with more characters than that.
    pub fn check_length(&self, text: &str, max: usize) -> bool {
        let chars = text.chars().count();
        if chars > max {
            self.report(Fault::TooLong { chars, max });
        }
        chars <= max
    }

    /// A text, or a number, date or `true`/`false` as it is written.
    pub fn scalar_text(&self, max_chars: usize) -> Option<String> {
        match self.value {
            DeValue::Integer(_) | DeValue::Float(_) => self.number().map(|number| number.to_string()),
            DeValue::Boolean(flag) => Some(flag.to_string()),
            DeValue::Datetime(moment) => Some(moment.to_string()),
            DeValue::String(_) | DeValue::Array(_) | DeValue::Table(_) => self.text(max_chars).map(ToOwned::to_owned),
        }
    }

    /// `true` or `false`.
    pub fn flag(&self) -> Option<bool> {
        let DeValue::Boolean(flag) = self.value else { return self.report_type(Shape::Boolean) };
        Some(*flag)
    }

    /// A whole number.
    pub fn integer(&self) -> Option<i64> {
        let DeValue::Integer(digits) = self.value else { return self.report_type(Shape::Integer) };
        let number = i64::from_str_radix(digits.as_str(), digits.radix()).ok();
        if number.is_none() {
            self.report_range(digits.to_string(), &(i64::MIN..=i64::MAX), ToString::to_string);
        }
        number
    }

    /// A whole number within bounds.
    pub fn integer_within(&self, range: &RangeInclusive<i64>) -> Option<i64> {
        let number = self.integer()?;
        if !range.contains(&number) {
            self.report_range(number.to_string(), range, ToString::to_string);
            return None;
        }
        Some(number)
    }

    /// A number, exactly as it is written: no binary rounding.
    pub fn number(&self) -> Option<Decimal> {
        if self.shape() == Shape::Integer {
            return self.integer().map(Decimal::from);
        }
        let DeValue::Float(float) = self.value else { return self.report_type(Shape::Number) };
        let written = float.as_str();
        let number = Decimal::from_str_exact(written).or_else(|_| Decimal::from_scientific(written)).ok();
        if number.is_none() {
            self.report(Fault::NotANumber { got: written.to_owned() });
        }
        number
    }

    /// A number as computers round it, finite.
    pub fn float(&self) -> Option<f64> {
        let DeValue::Float(written) = self.value else { return self.report_type(Shape::Float) };
        let number = written.as_str().parse().ok().filter(|number: &f64| number.is_finite());
        if number.is_none() {
            self.report(Fault::NotANumber { got: written.as_str().to_owned() });
        }
        number
    }

    /// A date, a time or both, as ISO 8601 has them.
    pub fn moment(&self) -> Option<String> {
        let DeValue::Datetime(moment) = self.value else { return self.report_type(Shape::Date) };
        Some(moment.to_string())
    }

    /// A duration within bounds, written as a whole number and `ms`, `s`, `m` or `h`.
    pub fn duration(&self, range: &RangeInclusive<Duration>) -> Option<Duration> {
        let DeValue::String(text) = self.value else { return self.report_type(Shape::Text) };
        let Some(duration) = parse_duration(text) else {
            self.report(Fault::NotADuration { got: text.to_string() });
            return None;
        };
        if !range.contains(&duration) {
            self.report_range(text.to_string(), range, |bound| duration_text(*bound));
            return None;
        }
        Some(duration)
    }

    /// One of some words; gives what the word stands for.
    pub fn word<T: Clone>(&self, words: &[(&'static str, T)]) -> Option<T> {
        let DeValue::String(text) = self.value else { return self.report_type(Shape::Text) };
        let found = words.iter().find(|(word, _)| word == text);
        if found.is_none() {
            self.report(Fault::NotOneOf {
                got: text.to_string(),
                meant: closest(text, words.iter().map(|(word, _)| *word)),
                words: words.iter().map(|(word, _)| (*word).to_owned()).collect(),
            });
        }
        found.map(|(_, meaning)| meaning.clone())
    }

    /// A list of at most so many entries. What is too many is reported, and reading goes on with the others.
    pub fn list(&self, max: usize) -> Option<Vec<Self>> {
        let DeValue::Array(entries) = self.value else { return self.report_type(Shape::List) };
        if entries.len() > max {
            self.report(Fault::TooMany { count: entries.len(), max });
        }
        let entry = |(index, value): (usize, &'d toml::Spanned<DeValue<'d>>)| {
            let place = self.place.entry(index + 1, self.sink.lines.line(&value.span()));
            Self::new(value.get_ref(), place, self.sink)
        };
        Some(entries.iter().take(max).enumerate().map(entry).collect())
    }

    /// A table.
    pub fn table(&self) -> Option<Table<'d>> {
        let DeValue::Table(entries) = self.value else { return self.report_type(Shape::Table) };
        Some(Table::new(entries, self.place.clone(), self.sink))
    }

    fn report_range<B>(&self, got: String, range: &RangeInclusive<B>, text: impl Fn(&B) -> String) {
        self.report(Fault::OutOfRange { got, min: text(range.start()), max: text(range.end()) });
    }
}

/// Units of durations, longest first, in milliseconds.
const UNITS: [(&str, u64); 4] = [("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];

/// Reads a duration such as `500ms`, `2s`, `1m` or `1h`.
fn parse_duration(text: &str) -> Option<Duration> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let (_, millis) = UNITS.into_iter().find(|(name, _)| *name == unit)?;
    number.parse::<u64>().ok()?.checked_mul(millis).map(Duration::from_millis)
}

/// A duration as [`Item::duration`] reads it, in the largest unit that needs no fraction.
pub fn duration_text(duration: Duration) -> String {
    let total = u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let (unit, millis) =
        UNITS.into_iter().find(|(_, millis)| total.is_multiple_of(*millis) && total > 0).unwrap_or(("s", 1_000));
    format!("{}{unit}", total / millis)
}
