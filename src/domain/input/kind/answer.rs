//! Cleaning what people type before it is read, and folding words so that spellings compare.
//!
//! Deliberately absent: compatibility normalisation (NFKC). It would turn `5²` into `52`; only full-width
//! forms, which Asian keyboards produce, become their ASCII twins.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::misfit::Misfit;
use super::{Found, Value};
use crate::domain::limits;

/// An answer of one line: visible characters only, spaces collapsed, full-width forms narrowed, NFC.
/// Applying it twice changes nothing.
///
/// # Errors
/// [`Misfit::TooLong`] over [`limits::ANSWER_CHARS`]; [`Misfit::Empty`] when nothing is left.
pub(super) fn line(answer: &str) -> Result<String, Misfit> {
    bounded(answer)?;
    let mut line = String::with_capacity(answer.len());
    for character in answer.chars().map(narrow) {
        if character.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !is_invisible(character) && !matches!(character, '\u{200C}' | '\u{200D}') {
            line.push(character);
        }
    }
    let line: String = line.trim_end().nfc().collect();
    if line.is_empty() { Err(Misfit::Empty) } else { Ok(line) }
}

/// An answer that may have several lines: like [`line`], but line breaks, runs of spaces, full-width forms
/// and the joiners of emoji and scripts stay.
pub(super) fn lines(answer: &str) -> Result<String, Misfit> {
    bounded(answer)?;
    let visible: String = answer
        .replace("\r\n", "\n")
        .chars()
        .map(|character| match character {
            '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' | '\u{B}' | '\u{C}' => ' ',
            other => other,
        })
        .filter(|character| *character == '\n' || !is_invisible(*character))
        .nfc()
        .collect();
    let text = visible.trim();
    if text.is_empty() { Err(Misfit::Empty) } else { Ok(text.to_owned()) }
}

fn bounded(answer: &str) -> Result<(), Misfit> {
    let got = answer.chars().count();
    if got > limits::ANSWER_CHARS { Err(Misfit::TooLong { max: limits::ANSWER_CHARS, got }) } else { Ok(()) }
}

/// Control characters, and format characters that change how text looks but not what it says:
/// zero-width and soft hyphens, direction marks and overrides, byte order marks, and the private-use
/// characters that `rich::markup` reserves.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}' | '\u{E000}' | '\u{E001}')
}

/// The ASCII twin of a full-width character.
fn narrow(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{2212}' | '\u{2010}' | '\u{2011}' => '-',
        other => other,
    }
}

/// A word without case and marks: `Größe` and `GROSSE` are both `grosse`.
pub(in crate::domain::input) fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for character in word.chars().map(narrow).nfd().filter(|character| !is_combining_mark(*character)) {
        match character {
            'ß' | 'ẞ' => folded.push_str("ss"),
            '’' | '‘' | '`' | '´' => folded.push('\''),
            other => folded.extend(other.to_lowercase()),
        }
    }
    folded
}

/// Like [`fold`], with German umlauts written out: `Größe` is `groesse`, as people without umlauts type it.
pub(super) fn fold_written_out(word: &str) -> String {
    let mut written = String::with_capacity(word.len() + 4);
    for character in word.nfc() {
        match character {
            'ä' | 'Ä' => written.push_str("ae"),
            'ö' | 'Ö' => written.push_str("oe"),
            'ü' | 'Ü' => written.push_str("ue"),
            other => written.push(other),
        }
    }
    fold(&written)
}

/// The value when the fragments agree on one.
///
/// # Errors
/// `nothing` when there is none; [`Misfit::Ambiguous`] when they differ.
pub(super) fn sole(found: Vec<Found>, nothing: Misfit) -> Result<Value, Misfit> {
    let mut readings: Vec<Value> = Vec::new();
    for fragment in found {
        if !readings.contains(&fragment.value) && readings.len() < limits::READINGS_SHOWN {
            readings.push(fragment.value);
        }
    }
    match readings.len() {
        0 => Err(nothing),
        1 => readings.pop().ok_or(nothing),
        _ => Err(Misfit::Ambiguous { readings }),
    }
}
