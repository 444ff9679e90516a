//! Why an answer does not fit: a typed reason with what a good sentence needs.
//!
//! Deliberately absent: the sentences, which are in `channel::text::kinds`. A misfit may hold pieces of
//! what the customer wrote (suggestions, readings), so it is kept out of logs like the answer itself.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Value;

/// Why an answer does not fit its input's kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "misfit")]
pub enum Misfit {
    /// Nothing that can be read: empty, or only invisible characters.
    Empty,
    /// Fewer characters than asked for.
    TooShort {
        /// Fewest characters.
        min: usize,
        /// Characters of the answer.
        got: usize,
    },
    /// More characters than taken.
    TooLong {
        /// Most characters.
        max: usize,
        /// Characters of the answer.
        got: usize,
    },
    /// It can be read in more than one way.
    Ambiguous {
        /// The ways, at most [`READINGS_SHOWN`](crate::domain::limits::READINGS_SHOWN).
        readings: Vec<Value>,
    },
    /// Not an e-mail address, or one that cannot exist.
    NotAnEmail {
        /// The address that was probably meant.
        suggestion: Option<String>,
    },
    /// Not a phone number of any country, or not one of the country.
    NotAPhone,
    /// Perhaps a phone number, but without a country code and with no country to assume.
    PhoneWithoutCountry,
    /// Not a number.
    NotANumber,
    /// A number with decimals where a whole one is asked for.
    NotWhole,
    /// A number below the smallest.
    Below {
        /// The smallest.
        min: Decimal,
    },
    /// A number above the largest.
    Above {
        /// The largest.
        max: Decimal,
    },
    /// Neither yes nor no.
    NotYesOrNo,
    /// Not a day.
    NotADate,
    /// A day that the calendar does not have, such as 31 February.
    NoSuchDay,
    /// A day before the earliest.
    Before {
        /// The earliest.
        min: Date,
    },
    /// A day after the latest.
    After {
        /// The latest.
        max: Date,
    },
    /// Not a web address.
    NotAUrl,
    /// An address of another kind than http and https.
    NotWeb,
    /// None of the options.
    NotAnOption {
        /// Options that come close, the closest first.
        close: Vec<String>,
    },
    /// The regular expression does not match.
    NotThePattern,
}

impl Misfit {
    /// Whether the reason by itself says what would fit, because it names a bound or what was probably meant.
    pub const fn says_what_fits(&self) -> bool {
        match self {
            Self::TooShort { .. }
            | Self::TooLong { .. }
            | Self::Ambiguous { .. }
            | Self::NotAnEmail { suggestion: Some(_) }
            | Self::PhoneWithoutCountry
            | Self::Below { .. }
            | Self::Above { .. }
            | Self::NotYesOrNo
            | Self::NoSuchDay
            | Self::Before { .. }
            | Self::After { .. } => true,
            Self::Empty
            | Self::NotAnEmail { suggestion: None }
            | Self::NotAPhone
            | Self::NotANumber
            | Self::NotWhole
            | Self::NotADate
            | Self::NotAUrl
            | Self::NotWeb
            | Self::NotAnOption { .. }
            | Self::NotThePattern => false,
        }
    }
}
