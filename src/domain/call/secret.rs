//! Secrets by name, and what is rather the value of one.
//!
//! Values do not belong where names are asked, nor in a definition. Nobody can tell every value from a name; what
//! issuers mark as theirs is recognised wherever it stands, anything else only where a name was asked for.

#[cfg(test)]
mod tests;

use std::fmt;

use crate::domain::limits;

/// The name of a secret; its value lives in the store or the environment and is never shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SecretName(String);

impl SecretName {
    /// Parses a name: an ASCII letter, then letters, digits, `_`, `-` or `.`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = text.bytes();
        let fits = bytes.next().is_some_and(|first| first.is_ascii_alphabetic())
            && text.len() <= limits::SECRET_NAME_CHARS
            && bytes.all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
        fits.then(|| Self(text.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How keys begin that issuers hand out, and how many characters follow at least.
const MARKS: [(&str, usize); 24] = [
    ("sk_live_", 4),
    ("sk_test_", 4),
    ("rk_live_", 4),
    ("rk_test_", 4),
    ("pk_live_", 4),
    ("pk_test_", 4),
    ("whsec_", 8),
    ("sk-ant-", 8),
    ("sk-proj-", 8),
    ("ghp_", 8),
    ("gho_", 8),
    ("ghu_", 8),
    ("ghs_", 8),
    ("ghr_", 8),
    ("github_pat_", 8),
    ("glpat-", 8),
    ("xoxa-", 8),
    ("xoxb-", 8),
    ("xoxp-", 8),
    ("xoxs-", 8),
    ("xapp-", 8),
    ("shpat_", 8),
    ("AIza", 30),
    ("ya29.", 20),
];
/// Amazon's key ids: these, then capitals and digits.
const AMAZON: [&str; 2] = ["AKIA", "ASIA"];
const AMAZON_CHARS: usize = 20;
/// A JSON Web Token has three parts, the first of which is a JSON object.
const TOKEN: &str = "eyJ";
const TOKEN_CHARS: usize = 30;
/// Pieces of a name, between `_`, `-` and `.`, are shorter.
const PIECE_CHARS: usize = 20;
/// From this length on, capitals, small letters and several digits among them are no piece of a name.
const MIXED_CHARS: usize = 12;
/// From this length on, letters and that many digits are no piece of a name.
const RANDOM_CHARS: usize = 16;
const RANDOM_DIGITS: usize = 4;
/// Names are shorter, unless they are made of words.
const NAME_CHARS: usize = 32;
/// From this length on, signs that no name has are no slip.
const SIGNS_CHARS: usize = 8;

/// Whether a text holds a key that its issuer has marked as one.
pub fn holds_key(text: &str) -> bool {
    text.split(|one: char| !(one.is_ascii_alphanumeric() || matches!(one, '_' | '-' | '.'))).any(is_key)
}

fn is_key(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let follows = |(mark, least): &(&str, usize)| word.strip_prefix(mark).is_some_and(|rest| rest.len() >= *least);
    let is_capital = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    MARKS.iter().any(follows)
        || (AMAZON.iter().any(|mark| word.starts_with(mark))
            && word.len() == AMAZON_CHARS
            && word.bytes().all(is_capital))
        || (word.starts_with(TOKEN) && word.len() >= TOKEN_CHARS && word.matches('.').count() == 2)
}

/// Whether a word is rather the value of a secret than the name of one.
pub fn looks_like_value(word: &str) -> bool {
    let word = word.trim_matches(['"', '\'', '`', ',', ';']);
    let chars = word.chars().count();
    let has_digit = |text: &str| text.contains(|one: char| one.is_ascii_digit());
    let has_signs = word.chars().any(|one| one.is_ascii_punctuation() && !matches!(one, '_' | '-' | '.'));
    let begins = |mark: &str| word.strip_prefix(mark).is_some_and(has_digit);
    holds_key(word)
        || ["sk_", "pk_", "rk_", "sk-", "xox", "eyJ", "AKIA"].into_iter().any(begins)
        || word.split(['_', '-', '.']).any(is_random)
        || (chars > NAME_CHARS && has_digit(word))
        || (chars >= SIGNS_CHARS && has_signs)
}

/// Whether a piece between separators is no word.
fn is_random(piece: &str) -> bool {
    let count = |is: fn(&char) -> bool| piece.chars().filter(is).count();
    let (chars, digits) = (piece.chars().count(), count(char::is_ascii_digit));
    let is_mixed = count(char::is_ascii_uppercase) > 0 && count(char::is_ascii_lowercase) > 0;
    // A year or a number at the end is no part of a word's letters.
    let is_strewn = piece.trim_end_matches(|one: char| one.is_ascii_digit()).contains(|one: char| one.is_ascii_digit());
    (chars > PIECE_CHARS && digits > 0)
        || (chars > NAME_CHARS)
        || (is_mixed && is_strewn && digits > 1 && chars >= MIXED_CHARS)
        || (is_strewn && digits >= RANDOM_DIGITS && chars >= RANDOM_CHARS)
}

/// Whether what a header or property of that name carries can only be a secret.
pub fn is_named_secret(name: &str) -> bool {
    const WHOLE: [&str; 9] =
        ["authorization", "cookie", "password", "passwd", "secret", "token", "apikey", "accesstoken", "authtoken"];
    const PAIRS: [(&str, &str); 4] = [("api", "key"), ("auth", "key"), ("access", "key"), ("subscription", "key")];
    let words = words(name);
    let pairs = words.windows(2).any(|pair| PAIRS.iter().any(|(one, other)| pair[0] == *one && pair[1] == *other));
    pairs || words.iter().any(|word| WHOLE.contains(&word.as_str()))
}

/// The words of `X-Api-Key`, `api_key` and `apiKey`, in small letters.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for one in name.chars() {
        let begins = one.is_ascii_uppercase() && was_small;
        was_small = one.is_ascii_lowercase() || one.is_ascii_digit();
        match words.last_mut() {
            Some(word) if one.is_ascii_alphanumeric() && !begins => word.push(one.to_ascii_lowercase()),
            Some(_) | None if one.is_ascii_alphanumeric() => words.push(one.to_ascii_lowercase().to_string()),
            Some(_) | None => words.push(String::new()),
        }
    }
    words
}
