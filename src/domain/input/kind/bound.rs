//! Bounds of dates, as definitions write them.

use std::fmt;
use std::str::FromStr;

use jiff::Span;
use jiff::civil::Date;

use super::DateBound;
use crate::domain::limits;

/// Why a text is no bound of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a date bound is a day such as 2027-12-31, or today, today+14, today-1 (at most {max_days} days away)")]
pub struct BadDateBound {
    /// The most days from today.
    pub max_days: u32,
}

impl DateBound {
    /// The day that the bound means when the answer is given on `today`. At the ends of the calendar
    /// (years -9999 and 9999) it stays at the end.
    pub fn on(self, today: Date) -> Date {
        match self {
            Self::On(date) => date,
            Self::Today { plus_days } => Span::new()
                .try_days(plus_days)
                .map_or(if plus_days < 0 { Date::MIN } else { Date::MAX }, |days| today.saturating_add(days)),
        }
    }
}

impl FromStr for DateBound {
    type Err = BadDateBound;

    /// Reads `2027-12-31`, `today`, `today+14`, `today-1`; spaces around the sign are fine.
    fn from_str(text: &str) -> Result<Self, BadDateBound> {
        let bad = BadDateBound { max_days: limits::DATE_BOUND_DAYS };
        let text = text.trim();
        let Some(offset) = text.strip_prefix("today") else {
            return iso(text).map(Self::On).ok_or(bad);
        };
        let offset = offset.trim();
        if offset.is_empty() {
            return Ok(Self::Today { plus_days: 0 });
        }
        let (sign, digits) = match offset.split_at_checked(1) {
            Some(("+", digits)) => (1, digits.trim_start()),
            Some(("-", digits)) => (-1, digits.trim_start()),
            _ => return Err(bad),
        };
        let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        match digits.parse::<i32>() {
            Ok(days) if all_digits && days.unsigned_abs() <= limits::DATE_BOUND_DAYS => {
                Ok(Self::Today { plus_days: sign * days })
            }
            _ => Err(bad),
        }
    }
}

/// An ISO 8601 calendar date with a four-digit year, and nothing else.
pub(super) fn iso(text: &str) -> Option<Date> {
    let shape = text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if shape { text.parse().ok() } else { None }
}

impl fmt::Display for DateBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::On(date) => date.fmt(f),
            Self::Today { plus_days: 0 } => f.write_str("today"),
            Self::Today { plus_days } => write!(f, "today{plus_days:+}"),
        }
    }
}
