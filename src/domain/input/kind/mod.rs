//! The kinds of inputs: what fits, how an answer is read, where a message already holds one.

mod answer;
mod boolean;
mod bound;
mod choice;
mod date;
mod email;
mod infer;
mod number;
mod pattern;
mod phone;
mod text;
mod token;
mod url;

#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use regex::Regex;
use rust_decimal::Decimal;

use super::misfit::Misfit;
use super::value::Value;
use crate::domain::language::Language;
use crate::domain::limits;
pub(super) use answer::fold;
pub use bound::BadDateBound;
pub(super) use choice::denies;
pub use infer::infer;
pub use pattern::counted_digits;
pub(super) use token::{Token, tokens};

/// What answers fit an input.
#[derive(Debug, Clone)]
pub enum InputKind {
    /// Any text; lengths in characters.
    Text {
        /// Fewest characters.
        min_length: usize,
        /// Most characters.
        max_length: usize,
    },
    /// An e-mail address.
    Email,
    /// A phone number, kept as E.164.
    Phone {
        /// The country (ISO 3166-1 alpha-2) of numbers written without a country code.
        region: Option<String>,
    },
    /// A whole number, bounds included.
    Integer {
        /// Smallest.
        min: Option<i64>,
        /// Largest.
        max: Option<i64>,
    },
    /// A decimal number, bounds included.
    Number {
        /// Smallest.
        min: Option<Decimal>,
        /// Largest.
        max: Option<Decimal>,
    },
    /// Yes or no.
    Boolean,
    /// A day, bounds included.
    Date {
        /// Earliest.
        min: Option<DateBound>,
        /// Latest.
        max: Option<DateBound>,
    },
    /// An http or https address.
    Url,
    /// One of the options, which are distinct when case is ignored.
    Choice {
        /// The options as shown and sent.
        options: Vec<String>,
    },
    /// A text that the regular expression matches.
    Pattern {
        /// The expression as the admin wrote it.
        regex: Arc<Regex>,
    },
}

/// A bound of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateBound {
    /// A fixed day.
    On(Date),
    /// So many days from the day of the answer: `today`, `today+14`, `today-1`.
    Today {
        /// Days to add.
        plus_days: i32,
    },
}

/// How an answer is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The customer's language: month names, `1.234,5` or `1,234.5`, day or month first.
    pub language: Language,
    /// The customer's day, for "tomorrow".
    pub today: Date,
    /// The operator's country (ISO 3166-1 alpha-2), for phone numbers without a country code.
    pub region: Option<String>,
}

/// A piece of a message that is a value of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands in the message, in bytes, on character boundaries.
    pub range: Range<usize>,
    /// What it says.
    pub value: Value,
}

impl InputKind {
    /// Reads a customer's answer to the question for this kind. Forgives what people type around a value; never
    /// guesses between two.
    ///
    /// # Errors
    /// The [`Misfit`] that says best why it does not fit.
    pub fn read(&self, answer: &str, reading: &Reading) -> Result<Value, Misfit> {
        match self {
            Self::Text { min_length, max_length } => text::read(answer, *min_length, *max_length),
            Self::Email => email::read(answer),
            Self::Phone { region } => phone::read(answer, region.as_deref(), reading),
            Self::Integer { min, max } => number::read_integer(answer, *min, *max, reading),
            Self::Number { min, max } => number::read_number(answer, *min, *max, reading),
            Self::Boolean => boolean::read(answer),
            Self::Date { min, max } => date::read(answer, *min, *max, reading),
            Self::Url => url::read(answer),
            Self::Choice { options } => choice::read(answer, options),
            Self::Pattern { regex } => pattern::read(answer, regex),
        }
    }

    /// The pieces of a message that are evidently values of this kind, in any order. Never one for text, which
    /// would be everything, or for boolean, where `no` is too small a word to mean an answer. Nothing is looked for
    /// in a message of more than [`limits::ANSWER_CHARS`] characters.
    pub fn find(&self, message: &str, reading: &Reading) -> Vec<Found> {
        if message.chars().count() > limits::ANSWER_CHARS {
            return Vec::new();
        }
        match self {
            Self::Text { .. } | Self::Boolean => Vec::new(),
            Self::Email => email::find(message),
            Self::Phone { region } => phone::find(message, region.as_deref(), reading),
            Self::Integer { min, max } => number::find_integer(message, *min, *max, reading),
            Self::Number { min, max } => number::find_number(message, *min, *max, reading),
            Self::Date { min, max } => date::find(message, *min, *max, reading),
            Self::Url => url::find(message),
            Self::Choice { options } => choice::find(message, options),
            Self::Pattern { regex } => pattern::find(message, regex),
        }
    }
}

/// Without the pieces that lie inside a wider one.
fn widest(found: Vec<Found>) -> Vec<Found> {
    let inside = |inner: &Range<usize>, outer: &Range<usize>| {
        outer.start <= inner.start && inner.end <= outer.end && outer.len() > inner.len()
    };
    let keep: Vec<bool> =
        found.iter().map(|piece| !found.iter().any(|other| inside(&piece.range, &other.range))).collect();
    found.into_iter().zip(keep).filter_map(|(piece, keep)| keep.then_some(piece)).collect()
}

impl PartialEq for InputKind {
    /// Regular expressions are equal when their texts are.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text { min_length: a, max_length: b }, Self::Text { min_length: c, max_length: d }) => {
                a == c && b == d
            }
            (Self::Email, Self::Email) | (Self::Boolean, Self::Boolean) | (Self::Url, Self::Url) => true,
            (Self::Phone { region: a }, Self::Phone { region: b }) => a == b,
            (Self::Integer { min: a, max: b }, Self::Integer { min: c, max: d }) => a == c && b == d,
            (Self::Number { min: a, max: b }, Self::Number { min: c, max: d }) => a == c && b == d,
            (Self::Date { min: a, max: b }, Self::Date { min: c, max: d }) => a == c && b == d,
            (Self::Choice { options: a }, Self::Choice { options: b }) => a == b,
            (Self::Pattern { regex: a }, Self::Pattern { regex: b }) => a.as_str() == b.as_str(),
            (
                Self::Text { .. }
                | Self::Email
                | Self::Phone { .. }
                | Self::Integer { .. }
                | Self::Number { .. }
                | Self::Boolean
                | Self::Date { .. }
                | Self::Url
                | Self::Choice { .. }
                | Self::Pattern { .. },
                _,
            ) => false,
        }
    }
}
