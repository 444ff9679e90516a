//! Whole and decimal numbers as people write them: `1.234,56 €`, `$1,234.56`, `1 000`, `two`.
//!
//! Separators: when both occur, the later one is the decimal mark; one that occurs twice groups; one that
//! is followed by other than three digits is the decimal mark; what is left (`1.234`, `1,234`) is read in the
//! customer's language. Deliberately absent: `3k`, `1/2`, ranges, percentages as fractions, Roman numerals.

use std::ops::Range;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::answer::{fold, line, sole};
use super::token::{Token, tokens};
use super::{Found, Misfit, Reading, Value};
use crate::domain::language::Language;

const CURRENCIES: [&str; 18] = [
    "€", "$", "£", "¥", "eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pound", "pounds", "pfund", "chf",
    "franken", "us$", "fr",
];
/// What may follow a number without a space.
const UNITS: [&str; 24] = [
    "€", "$", "£", "¥", "%", "eur", "euro", "euros", "usd", "gbp", "chf", "fr", "x", "×", "kg", "km", "cm", "mm", "ml",
    "pcs", "stk", "st", "mal", "stuck",
];
const WORDS: [(&str, i64); 34] = [
    ("zero", 0),
    ("null", 0),
    ("one", 1),
    ("ein", 1),
    ("eins", 1),
    ("eine", 1),
    ("einen", 1),
    ("two", 2),
    ("zwei", 2),
    ("zwo", 2),
    ("three", 3),
    ("drei", 3),
    ("four", 4),
    ("vier", 4),
    ("five", 5),
    ("funf", 5),
    ("fuenf", 5),
    ("six", 6),
    ("sechs", 6),
    ("seven", 7),
    ("sieben", 7),
    ("eight", 8),
    ("acht", 8),
    ("nine", 9),
    ("neun", 9),
    ("ten", 10),
    ("zehn", 10),
    ("eleven", 11),
    ("elf", 11),
    ("twelve", 12),
    ("zwolf", 12),
    ("zwoelf", 12),
    ("twenty", 20),
    ("zwanzig", 20),
];
/// Words that change the number beside them. What they make of it is not worked out: the answer is asked for in digits.
const MULTIPLIERS: [&str; 20] = [
    "hundred",
    "hundert",
    "thousand",
    "tausend",
    "million",
    "millions",
    "millionen",
    "mio",
    "billion",
    "milliarde",
    "milliarden",
    "dozen",
    "dutzend",
    "half",
    "halb",
    "halbe",
    "quarter",
    "point",
    "komma",
    "k",
];
/// Number words that are articles more often than not: they count only as the whole answer.
const ARTICLES: [&str; 4] = ["one", "ein", "eine", "einen"];

/// Reads a decimal number, also out of a sentence that holds exactly one.
pub(super) fn read_number(
    answer: &str,
    min: Option<Decimal>,
    max: Option<Decimal>,
    reading: &Reading,
) -> Result<Value, Misfit> {
    let line = line(answer)?;
    let found = written(&line, reading.language, Scope::Answer);
    let values = found.into_iter().map(|written| Found { range: written.range, value: Value::Number(written.number) });
    match sole(values.collect(), Misfit::NotANumber)? {
        Value::Number(number) => bounded(number, min, max).map(Value::Number),
        Value::Text(_) | Value::Integer(_) | Value::Boolean(_) | Value::Date(_) => Err(Misfit::NotANumber),
    }
}

/// Reads a whole number, also out of a sentence that holds exactly one.
pub(super) fn read_integer(
    answer: &str,
    min: Option<i64>,
    max: Option<i64>,
    reading: &Reading,
) -> Result<Value, Misfit> {
    let line = line(answer)?;
    let mut values = Vec::new();
    for written in written(&line, reading.language, Scope::Answer) {
        let mut readings = written.whole_readings();
        if readings.is_empty() {
            readings.push(written.number);
        }
        values
            .extend(readings.into_iter().map(|number| Found { range: written.range.clone(), value: integer(number) }));
    }
    let number = match sole(values, Misfit::NotANumber)? {
        Value::Integer(number) => number.into(),
        Value::Number(number) if number.fract().is_zero() => number,
        Value::Number(_) => return Err(Misfit::NotWhole),
        Value::Text(_) | Value::Boolean(_) | Value::Date(_) => return Err(Misfit::NotANumber),
    };
    let (min, max) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
    let number = bounded(number, Some(min.into()), Some(max.into()))?;
    number.to_i64().map(Value::Integer).ok_or(Misfit::NotANumber)
}

/// The number as a whole one, when it is one that fits 64 bits.
fn integer(number: Decimal) -> Value {
    let whole = if number.fract().is_zero() { number.to_i64() } else { None };
    whole.map_or(Value::Number(number), Value::Integer)
}

/// The decimal numbers within the bounds that a message holds, written in digits.
pub(super) fn find_number(message: &str, min: Option<Decimal>, max: Option<Decimal>, reading: &Reading) -> Vec<Found> {
    written(message, reading.language, Scope::Message)
        .into_iter()
        .filter(|written| bounded(written.number, min, max).is_ok())
        .map(|written| Found { range: written.range, value: Value::Number(written.number) })
        .collect()
}

/// The whole numbers within the bounds that a message holds, written in digits and not open to doubt.
pub(super) fn find_integer(message: &str, min: Option<i64>, max: Option<i64>, reading: &Reading) -> Vec<Found> {
    let (min, max) = (min.unwrap_or(i64::MIN), max.unwrap_or(i64::MAX));
    written(message, reading.language, Scope::Message)
        .into_iter()
        .filter_map(|written| match written.whole_readings().as_slice() {
            [number] => {
                let number = number.to_i64().filter(|number| (min..=max).contains(number))?;
                Some(Found { range: written.range, value: Value::Integer(number) })
            }
            _ => None,
        })
        .collect()
}

fn bounded(number: Decimal, min: Option<Decimal>, max: Option<Decimal>) -> Result<Decimal, Misfit> {
    match (min, max) {
        (Some(min), _) if number < min => Err(Misfit::Below { min }),
        (_, Some(max)) if number > max => Err(Misfit::Above { max }),
        _ => Ok(number),
    }
}

/// Where numbers are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// In an answer to the question for a number: words and groups parted by spaces count too.
    Answer,
    /// In any message: digits only.
    Message,
}

/// A number as it stands in a text.
struct Written {
    range: Range<usize>,
    /// In the customer's language.
    number: Decimal,
    /// With `.` and `,` swapped, when that is another number.
    swapped: Option<Decimal>,
}

impl Written {
    /// The whole numbers that it can mean.
    fn whole_readings(&self) -> Vec<Decimal> {
        let both = [Some(self.number), self.swapped].into_iter().flatten();
        let mut readings: Vec<Decimal> =
            both.filter(|number| number.fract().is_zero()).map(|number| number.normalize()).collect();
        // `1,234` to an English reader is 1234 and nothing else; only a decimal part of zeros leaves doubt.
        if self.number.fract().is_zero() && self.number.scale() == 0 {
            readings.truncate(1);
        }
        readings
    }
}

fn written(text: &str, language: Language, scope: Scope) -> Vec<Written> {
    let pieces = tokens(text);
    if pieces.iter().any(|piece| MULTIPLIERS.contains(&piece.folded().as_str())) {
        return Vec::new();
    }
    if scope == Scope::Answer
        && let Some(grouped) = grouped_by_spaces(&pieces, language)
    {
        return vec![grouped];
    }
    let mut found = Vec::new();
    let mut previous: Option<&Token<'_>> = None;
    for piece in &pieces {
        if let Some(mut written) = token_number(&text[..piece.start], piece, language) {
            if let Some(sign) = previous.filter(|token| matches!(token.folded().as_str(), "minus" | "-")) {
                written.range.start = sign.start;
                written.number.set_sign_negative(true);
                written.swapped = written.swapped.map(|number| -number.abs());
            }
            found.push(written);
        }
        previous = Some(piece);
    }
    if found.is_empty() && scope == Scope::Answer {
        found = word_numbers(&pieces);
    }
    found
}

/// Numbers in words. Two of them side by side (`twenty one`) are one number that is not understood.
fn word_numbers(pieces: &[Token<'_>]) -> Vec<Written> {
    let words: Vec<Option<i64>> = pieces.iter().map(|piece| word_number(&piece.folded())).collect();
    if words.windows(2).any(|pair| pair.iter().all(Option::is_some)) {
        return Vec::new();
    }
    let counts = |piece: &Token<'_>| pieces.len() == 1 || !ARTICLES.contains(&piece.folded().as_str());
    let numbers = pieces.iter().zip(words).filter(|(piece, _)| counts(piece));
    numbers
        .filter_map(|(piece, word)| Some(Written { range: piece.range(), number: word?.into(), swapped: None }))
        .collect()
}

fn word_number(word: &str) -> Option<i64> {
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
}

/// `1 234,56 €`: an answer of nothing but groups of three digits, with or without a currency.
fn grouped_by_spaces(pieces: &[Token<'_>], language: Language) -> Option<Written> {
    let digits: Vec<&Token<'_>> =
        pieces.iter().filter(|piece| !CURRENCIES.contains(&piece.folded().as_str())).collect();
    let (first, rest) = digits.split_first()?;
    let leads = (1..=3).contains(&first.bare.len()) && first.bare.bytes().all(|byte| byte.is_ascii_digit());
    let (last, middle) = rest.split_last()?;
    let groups = middle.iter().all(|group| is_group(group.bare));
    let split = last.bare.find([',', '.']).unwrap_or(last.bare.len());
    if !leads || !groups || !is_group(&last.bare[..split]) || digits.len() < 2 {
        return None;
    }
    let joined: String = digits.iter().map(|piece| piece.bare).collect();
    let range = first.start..last.end();
    let (number, _) = amount(&joined, language)?;
    Some(Written { range, number, swapped: None })
}

fn is_group(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn token_number(before: &str, piece: &Token<'_>, language: Language) -> Option<Written> {
    let narrowed = line(piece.bare).ok()?;
    let (sign, unsigned) = match narrowed.split_at_checked(1) {
        Some(("-", rest)) => (-Decimal::ONE, rest),
        Some(("#", rest)) => (Decimal::ONE, rest),
        _ => (Decimal::ONE, narrowed.as_str()),
    };
    let digits_at = unsigned.find(|character: char| character.is_ascii_digit())?;
    let digits_end = unsigned.rfind(|character: char| character.is_ascii_digit())? + 1;
    let leading = if digits_at == 0 && unsigned.len() == piece.bare.len() { before } else { &unsigned[..digits_at] };
    let prefix = unsigned[..digits_at].trim_end_matches(['.', ',']);
    let (sign, prefix) = prefix.strip_suffix('-').map_or((sign, prefix), |prefix| (-Decimal::ONE, prefix));
    let suffix = &unsigned[digits_end..];
    let suffix = suffix.strip_prefix(",-").or_else(|| suffix.strip_prefix(",–")).unwrap_or(suffix);
    let fits = (prefix.is_empty() || CURRENCIES.contains(&fold(prefix).as_str()))
        && (suffix.is_empty() || UNITS.contains(&fold(suffix).as_str()));
    if !fits {
        return None;
    }
    let digits = &unsigned[digits_at..digits_end];
    let (number, swapped) =
        if begins_fraction(leading) { amount(&format!("0.{digits}"), language)? } else { amount(digits, language)? };
    Some(Written { range: piece.range(), number: sign * number, swapped: swapped.map(|number| sign * number) })
}

/// Whether what stands before digits makes them decimals, as in `.5` and `$.50`. The full stop of `Fr.50` is that of
/// an abbreviation.
fn begins_fraction(leading: &str) -> bool {
    let Some(before) = leading.strip_suffix(['.', ',']) else { return false };
    !before.ends_with(|character: char| character.is_alphanumeric() || matches!(character, '.' | ','))
}

/// The number that digits and separators write in a language, and in the other one when that differs.
fn amount(text: &str, language: Language) -> Option<(Decimal, Option<Decimal>)> {
    let text = text.replace(['\'', '’', '\u{A0}', '\u{202F}', '_'], "");
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return None;
    }
    let count = |mark: char| text.matches(mark).count();
    let (points, commas) = (count('.'), count(','));
    let last = if text.rfind('.') > text.rfind(',') { '.' } else { ',' };
    let decimal_mark = match (points, commas) {
        (0, 1) | (1, 0) => {
            let (before, after) = text.split_once(last)?;
            if after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0') {
                let local = if language == Language::German { ',' } else { '.' };
                let number = decimal(&text, Some(local));
                let swapped = decimal(&text, Some(if local == ',' { '.' } else { ',' }));
                return Some((number?, swapped));
            }
            Some(last)
        }
        (0, _) | (_, 0) => None,
        _ => Some(last),
    };
    decimal(&text, decimal_mark).map(|number| (number, None))
}

/// Digits with one decimal mark; the other mark must part groups of three.
fn decimal(text: &str, mark: Option<char>) -> Option<Decimal> {
    let (whole, fraction) = match mark.and_then(|mark| text.split_once(mark)) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    if fraction.is_some_and(|digits| digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let mut groups = whole.split(['.', ',']);
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let well_grouped = rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|group| is_group(group)));
    if !well_grouped {
        return None;
    }
    let digits = whole.replace(['.', ','], "");
    let plain = fraction.map_or_else(|| digits.clone(), |fraction| format!("{digits}.{fraction}"));
    Decimal::from_str_exact(&plain).ok()
}
