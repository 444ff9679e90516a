//! Phone numbers by libphonenumber's rules (the `phonenumber` crate), kept as E.164 (ITU-T).
//!
//! A number with a country code need only have a shape that the country's plan allows, because new ranges
//! open faster than the rules are updated; a number without one must be known to exist, because the country
//! is then our guess. Deliberately absent: extensions, which E.164 cannot carry, and numbers in letters.
//!
//! The rules cost some 18 MB of memory and 80 ms once, when the first phone number is read, and up to 10 ms for the
//! first number of each country; then a number takes some 50 µs (measured in a release build on two shared cores).

use phonenumber::country::Id;
use phonenumber::metadata::DATABASE;
use phonenumber::{Mode, PhoneNumber};

use super::answer::{line, sole};
use super::{Found, Misfit, Reading, Value};
use crate::domain::language::Language;

/// Digits of the shortest number that is taken; shorter ones are emergency and service numbers.
const DIGITS_MIN: usize = 6;
/// Digits of the longest number, country code included (E.164, 6.2.1).
const E164_DIGITS_MAX: usize = 15;
/// The same with the international prefix `00` before it.
const DIGITS_MAX: usize = E164_DIGITS_MAX + 2;
/// Digits from which a number without `+` is tried as one with its country code, when no country is known.
const INTERNATIONAL_DIGITS_MIN: usize = 11;

/// Reads a number, also out of a sentence that holds exactly one.
pub(super) fn read(answer: &str, region: Option<&str>, reading: &Reading) -> Result<Value, Misfit> {
    let line = line(answer)?;
    let country = country(region, reading);
    let runs = runs(&line);
    let found = runs.iter().filter_map(|run| Some(found(run, &parse(&run.digits, country)?))).collect();
    let without_country = country.is_none() && runs.iter().any(|run| !run.digits.starts_with(['+', '0']));
    let nothing = if without_country || (country.is_none() && runs.iter().any(Run::is_national)) {
        Misfit::PhoneWithoutCountry
    } else {
        Misfit::NotAPhone
    };
    sole(found, nothing)
}

/// The numbers in a message: only those that exist and look like phone numbers, which a bare
/// row of digits does not.
pub(super) fn find(message: &str, region: Option<&str>, reading: &Reading) -> Vec<Found> {
    let country = country(region, reading);
    runs(message)
        .iter()
        .filter(|run| run.punctuated || run.digits.starts_with(['+', '0']))
        .filter_map(|run| Some(found(run, &parse(&run.digits, country).filter(PhoneNumber::is_valid)?)))
        .collect()
}

fn found(run: &Run, number: &PhoneNumber) -> Found {
    Found { range: run.start..run.end, value: Value::Text(number.format().mode(Mode::E164).to_string()) }
}

/// The country of numbers without a country code: the input's, the operator's, or the language's.
/// English is spoken in too many countries to assume one.
fn country(region: Option<&str>, reading: &Reading) -> Option<Id> {
    region.or(reading.region.as_deref()).and_then(|code| code.to_ascii_uppercase().parse().ok()).or({
        match reading.language {
            Language::German => Some(Id::DE),
            Language::English => None,
        }
    })
}

/// Parses `+` and digits, or digits alone.
fn parse(digits: &str, country: Option<Id>) -> Option<PhoneNumber> {
    let international = digits.strip_prefix('+').or_else(|| digits.strip_prefix("00"));
    if let Some(number) = international {
        return with_country_code(number).filter(|number| number.is_valid() || has_shape_of_plan(number));
    }
    match country {
        Some(country) => phonenumber::parse(Some(country), digits).ok().filter(PhoneNumber::is_valid),
        None if digits.len() >= INTERNATIONAL_DIGITS_MIN => with_country_code(digits).filter(PhoneNumber::is_valid),
        None => None,
    }
}

fn with_country_code(digits: &str) -> Option<PhoneNumber> {
    // The rules of some countries allow more than can be dialled from abroad.
    if digits.len() > E164_DIGITS_MAX {
        return None;
    }
    phonenumber::parse(None, format!("+{digits}")).ok()
}

/// Whether a country with the number's code has a numbering plan that allows it.
fn has_shape_of_plan(number: &PhoneNumber) -> bool {
    let national = number.national().to_string();
    DATABASE
        .by_code(&number.country().code())
        .is_some_and(|countries| countries.iter().any(|country| country.descriptors().general().is_match(&national)))
}

/// A row of digits with the punctuation of phone numbers between them.
struct Run {
    start: usize,
    end: usize,
    /// An optional `+`, then digits.
    digits: String,
    /// Whether something other than digits stands between them.
    punctuated: bool,
}

impl Run {
    fn is_national(&self) -> bool {
        self.digits.starts_with('0') && !self.digits.starts_with("00")
    }
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open: Option<Run> = None;
    let mut previous = ' ';
    for (at, character) in text.char_indices() {
        let digit = character.is_ascii_digit();
        match &mut open {
            Some(run) if digit => {
                run.punctuated |= run.end < at;
                run.digits.push(character);
                run.end = at + 1;
            }
            Some(_) if is_filler(character) => {}
            Some(run) => {
                // Letters right behind the digits make it a code such as `104233A`.
                let part_of_word = character.is_alphanumeric() && run.end == at;
                runs.extend(open.take().filter(|_| !part_of_word));
                if character == '+' {
                    open = Some(Run { start: at, end: at + 1, digits: "+".to_owned(), punctuated: false });
                }
            }
            None if (digit || character == '+') && !previous.is_alphanumeric() => {
                open = Some(Run { start: at, end: at + 1, digits: character.to_string(), punctuated: false });
            }
            None => {}
        }
        previous = character;
    }
    runs.extend(open);
    for run in &mut runs {
        drop_trunk_zero(run, &text[run.start..run.end]);
    }
    runs.retain(|run| (DIGITS_MIN..=DIGITS_MAX).contains(&run.digits.trim_start_matches('+').len()));
    runs
}

/// `+49 (0)151 …`: the zero in brackets is dialled only inside the country.
fn drop_trunk_zero(run: &mut Run, written: &str) {
    let international = run.digits.starts_with('+') || run.digits.starts_with("00");
    if let (true, Some((before, after))) = (international, written.split_once("(0)")) {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let plus = if run.digits.starts_with('+') { "+" } else { "" };
        run.digits = format!("{plus}{}{}", digits(before), digits(after));
    }
}

fn is_filler(character: char) -> bool {
    matches!(character, ' ' | '\u{A0}' | '\u{202F}' | '(' | ')' | '-' | '/' | '.' | '‐' | '‑' | '–')
}
