//! A validated answer: it fitted its input's kind when it was read.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// A value as it is kept, sent and shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Value {
    /// Texts, e-mail addresses, phone numbers (E.164), URLs, choices (the option as defined), patterns.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A decimal number.
    Number(Decimal),
    /// Yes or no.
    Boolean(bool),
    /// A day.
    Date(Date),
}

impl Value {
    /// The value in URLs, forms and mixed texts: ISO 8601 dates, numbers without grouping, `true`/`false`.
    pub fn wire(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.normalize().to_string(),
            Self::Boolean(flag) => flag.to_string(),
            Self::Date(date) => date.to_string(),
        }
    }

    /// The value as a JSON leaf: numbers and booleans keep their type, the rest are strings.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Self::Integer(number) => (*number).into(),
            Self::Number(number) => decimal_json(*number),
            Self::Boolean(flag) => (*flag).into(),
            Self::Text(_) | Self::Date(_) => self.wire().into(),
        }
    }
}

/// A whole decimal becomes a JSON integer, so that `250` is not sent as `250.0`.
fn decimal_json(number: Decimal) -> serde_json::Value {
    let whole = if number.fract().is_zero() { number.to_i64() } else { None };
    whole.map_or_else(|| number.to_f64().map_or(serde_json::Value::Null, Into::into), Into::into)
}
