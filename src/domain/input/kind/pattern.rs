//! Texts that the admin's regular expression matches. Anchors are the admin's: `\d{6}` fits any answer that
//! holds six digits, `^\d{6}$` only six digits.
//!
//! What does not match as typed is tried without inner spaces and hyphens, and in capitals; then its fragments as
//! typed, then those so altered: exactly one may match, from end to end. So `my number is 104 233` answers `^\d{6}$`.

use std::ops::Range;

use regex::Regex;

use super::answer::{line, sole};
use super::token::tokens;
use super::{Found, Misfit, Value, widest};
use crate::domain::limits;

/// Words that one fragment may have: an IBAN in groups of four has six.
const FRAGMENT_WORDS: usize = 6;
/// Bytes that one fragment may have; codes are shorter, and it bounds the work.
const FRAGMENT_BYTES: usize = 100;

/// Reads a text that matches.
pub(super) fn read(answer: &str, regex: &Regex) -> Result<Value, Misfit> {
    let line = line(answer)?;
    if regex.is_match(&line) {
        return Ok(Value::Text(line));
    }
    if let Some(fitting) = spellings(&line).into_iter().find(|text| matches_whole(regex, text)) {
        return Ok(Value::Text(fitting));
    }
    let fragments = fragments(&line);
    let mut found = Vec::new();
    for altered in [false, true] {
        if found.is_empty() {
            found.extend(fragments.iter().filter_map(|range| {
                let spellings = spellings(&line[range.clone()]);
                let mut tried = spellings.into_iter().take(if altered { usize::MAX } else { 1 });
                let fitting = tried.find(|text| matches_whole(regex, text))?;
                Some(Found { range: range.clone(), value: Value::Text(fitting) })
            }));
        }
    }
    let found = widest(found);
    let are_words = found.iter().any(|piece| !line[piece.range.clone()].chars().any(char::is_numeric));
    match sole(found, Misfit::NotThePattern) {
        // An expression that fits words fits most of a sentence: nothing to ask back about.
        Err(Misfit::Ambiguous { .. }) if are_words => Err(Misfit::NotThePattern),
        read => read,
    }
}

/// The fragments of a message that match from end to end as they stand. A fragment needs a digit: expressions
/// for names and words match half of every sentence.
pub(super) fn find(message: &str, regex: &Regex) -> Vec<Found> {
    let has_digit = |text: &str| text.chars().any(char::is_numeric);
    if !has_digit(message) {
        return Vec::new();
    }
    let found = fragments(message)
        .into_iter()
        .filter(|range| has_digit(&message[range.clone()]))
        .filter_map(|range| {
            let text = line(&message[range.clone()]).ok()?;
            matches_whole(regex, &text).then_some(Found { range, value: Value::Text(text) })
        })
        .collect();
    widest(found)
}

/// The text as typed, without inner spaces and hyphens, in capitals, and both.
fn spellings(text: &str) -> [String; 4] {
    let joined: String = text.chars().filter(|character| !matches!(character, ' ' | '-' | '–')).collect();
    let capitals = text.to_uppercase();
    let joined_capitals = joined.to_uppercase();
    [text.to_owned(), joined, capitals, joined_capitals]
}

fn matches_whole(regex: &Regex, text: &str) -> bool {
    !text.is_empty() && regex.find(text).is_some_and(|found| found.range() == (0..text.len()))
}

/// Runs of a few words, each with and without a leading `#`.
fn fragments(text: &str) -> Vec<Range<usize>> {
    let words = tokens(text);
    let mut ranges = Vec::new();
    for (index, first) in words.iter().take(limits::PATTERN_WORDS).enumerate() {
        for last in words.iter().skip(index).take(FRAGMENT_WORDS) {
            if last.end() - first.start > FRAGMENT_BYTES {
                break;
            }
            ranges.push(first.start..last.end());
            if first.bare.len() > 1 && first.bare.starts_with('#') {
                ranges.push(first.start + 1..last.end());
            }
        }
    }
    ranges
}

/// How many digits `^\d{6}$` or `^[0-9]{4,6}$` asks for, when that is all the expression says.
pub fn counted_digits(regex: &str) -> Option<(usize, usize)> {
    let inner = regex.strip_prefix('^')?.strip_suffix('$')?;
    let counts = inner.strip_prefix(r"\d").or_else(|| inner.strip_prefix("[0-9]"))?;
    if counts.is_empty() {
        return Some((1, 1));
    }
    let counts = counts.strip_prefix('{')?.strip_suffix('}')?;
    let (min, max) = counts.split_once(',').unwrap_or((counts, counts));
    Some((min.parse().ok()?, max.parse().ok()?))
}
