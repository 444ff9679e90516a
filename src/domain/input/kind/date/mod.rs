//! Days, as people write them in English and German; both languages are understood whatever the conversation's.
//!
//! - `2026-03-12`, `12.3.2026`, `12.3.26`, `12.3.`: as written; two-digit years reach 20 years ahead.
//! - `3/12/2026`, `3-12-2026`: month first in English unless the operator's region writes the day first (all but
//!   the USA and the Philippines do), day first in German; the other way round when only that is a day.
//! - `12 March`, `March 12th 2027`, `12. März`: without a year the coming one, or the past one when the input's
//!   bounds allow only that.
//! - `today`, `übermorgen`, `in 3 days`, `vor 2 Wochen`, `yesterday`.
//! - `Friday` is the first one after today; so are `nächsten Freitag` and `this Friday`; `next Friday` is the
//!   first one that is not in this week (Monday to Sunday); `übernächsten Freitag` is the second one after today;
//!   `last Friday` is the last one before today.
//! - Nothing is taken from `not Friday`, `before Friday`, `after Friday`.
//!
//! Deliberately absent: times of day, weeks and months as a whole, holidays.

mod phrase;
mod words;

use jiff::civil::Date;

use super::answer::{line, sole};
use super::token::tokens;
use super::{DateBound, Found, Misfit, Reading, Value};
use phrase::{Phrase, Scope};

/// Reads a day, also out of a sentence that holds exactly one.
pub(super) fn read(
    answer: &str,
    min: Option<DateBound>,
    max: Option<DateBound>,
    reading: &Reading,
) -> Result<Value, Misfit> {
    let line = line(answer)?;
    let pieces = tokens(&line);
    let phrases = phrase::phrases(&pieces, reading, Scope::Answer);
    let bounds = Bounds::new(min, max, reading.today);
    let nothing =
        if phrases.iter().any(|phrase| phrase.days.is_empty()) { Misfit::NoSuchDay } else { Misfit::NotADate };
    let found = phrases.iter().filter_map(|phrase| {
        let day = bounds.preferred(phrase)?;
        Some(Found { range: phrase.range(&pieces), value: Value::Date(day) })
    });
    let day = match sole(found.collect(), nothing)? {
        Value::Date(day) => day,
        Value::Text(_) | Value::Integer(_) | Value::Number(_) | Value::Boolean(_) => return Err(Misfit::NotADate),
    };
    bounds.check(day).map(Value::Date)
}

/// The days within the bounds that a message holds. `3/12` without a year is too much like a fraction to count.
pub(super) fn find(message: &str, min: Option<DateBound>, max: Option<DateBound>, reading: &Reading) -> Vec<Found> {
    let pieces = tokens(message);
    let bounds = Bounds::new(min, max, reading.today);
    phrase::phrases(&pieces, reading, Scope::Message)
        .iter()
        .filter_map(|phrase| {
            let day = bounds.check(bounds.preferred(phrase)?).ok()?;
            Some(Found { range: phrase.range(&pieces), value: Value::Date(day) })
        })
        .collect()
}

/// The bounds on the day of the answer.
struct Bounds {
    min: Option<Date>,
    max: Option<Date>,
}

impl Bounds {
    fn new(min: Option<DateBound>, max: Option<DateBound>, today: Date) -> Self {
        Self { min: min.map(|bound| bound.on(today)), max: max.map(|bound| bound.on(today)) }
    }

    fn check(&self, day: Date) -> Result<Date, Misfit> {
        match (self.min, self.max) {
            (Some(min), _) if day < min => Err(Misfit::Before { min }),
            (_, Some(max)) if day > max => Err(Misfit::After { max }),
            _ => Ok(day),
        }
    }

    /// The first day that the phrase can mean within the bounds, or else its first.
    fn preferred(&self, phrase: &Phrase) -> Option<Date> {
        let fitting = phrase.days.iter().find(|day| self.check(**day).is_ok());
        fitting.or(phrase.days.first()).copied()
    }
}
