//! The kinds of inputs: what fits, how an answer is read, where a message already holds one.

use jiff::civil::Date;
use regex::Regex;
use rust_decimal::Decimal;

use crate::domain::language::Language;

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
        regex: Regex,
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
