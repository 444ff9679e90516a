//! From what was typed to plain words.
//!
//! NFKD, combining marks off, lower case, a few letters that do not decompose
//! (`ß`, `ø`, `ı`), digits by shape (`104233` → `#`, `rx7` → `rx#`), then
//! Unicode word boundaries (UAX 29). Each word remembers the piece of the
//! message it came from, so that an input can claim that piece as its value.
//!
//! Deliberately absent: language. Expansions and stems need one and are made
//! in `language`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::language::{Language, Role};

/// Longest message that is looked at, in characters: no request needs more,
/// and a pasted log file must not cost a thousand times a question.
pub(super) const MESSAGE_CHARS_MAX: usize = 2_000;

/// Longest word that is looked at, in characters.
pub(super) const WORD_CHARS_MAX: usize = 40;

/// One word of a message, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub text: String,
    /// Which of [`Words::pieces`] it is part of.
    pub piece: usize,
    /// Holds digits, so is more likely a value than a word.
    pub digits: bool,
    /// Typed with a capital inside a sentence that otherwise has small letters.
    pub capital: bool,
}

/// A message taken apart.
#[derive(Debug, Default)]
pub(super) struct Words<'a> {
    /// What stood between white space, outer punctuation removed.
    pub pieces: Vec<&'a str>,
    pub words: Vec<Word>,
}

pub(super) fn words(text: &str) -> Words<'_> {
    let text = clip(text, MESSAGE_CHARS_MAX);
    let mut out = Words::default();
    let mut folded = String::new();
    for raw in text.split_whitespace() {
        let piece = raw.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
        if piece.is_empty() {
            continue;
        }
        let index = out.pieces.len();
        out.pieces.push(piece);
        folded.clear();
        if is_address(piece) {
            // An e-mail address or a link is one value, whatever it spells.
            out.words.push(Word { text: "@".into(), piece: index, digits: true, capital: false });
            continue;
        }
        let capital = piece.starts_with(char::is_uppercase);
        fold_into(piece, &mut folded);
        for word in folded.unicode_words() {
            let shaped = shape(word);
            let digits = shaped.contains('#');
            out.words.push(Word { text: shaped, piece: index, digits, capital });
        }
    }
    out
}

/// The form in which two texts are "exactly" the same: case, punctuation,
/// spaces and Unicode form do not count. Text without any letter or digit
/// (an emoji, `???`) stands for itself.
pub(super) fn exact_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_mark(*c)).flat_map(char::to_lowercase).filter(|c| !is_mark(*c)) {
        match c {
            'ß' => key.push_str("ss"),
            // Apostrophes vanish: "can't" and "cant" are typed alike.
            '\'' | '’' | '‘' | '`' | '´' => {}
            c if c.is_alphanumeric() || is_combining_mark(c) => key.push(c),
            _ if key.ends_with(' ') || key.is_empty() => {}
            _ => key.push(' '),
        }
    }
    key.truncate(key.trim_end().len());
    if key.is_empty() { text.split_whitespace().collect::<Vec<_>>().join(" ") } else { key }
}

fn clip(text: &str, chars: usize) -> &str {
    text.char_indices().nth(chars).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}

fn is_address(piece: &str) -> bool {
    piece.contains("://")
        || piece.starts_with("www.")
        || piece.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}

fn is_mark(c: char) -> bool {
    // Only the diacritics of alphabets: the vowel signs of Indic scripts are letters to their readers.
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Folds one piece; apostrophes are kept for the contractions, every other
/// joint between letters becomes a space.
fn fold_into(piece: &str, out: &mut String) {
    if piece.is_ascii() {
        out.extend(piece.chars().map(|c| joint(c.to_ascii_lowercase())));
        return;
    }
    for c in piece.nfkd().filter(|c| !is_mark(*c)) {
        match c {
            'ß' | 'ẞ' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'ø' | 'Ø' => out.push('o'),
            'ł' | 'Ł' => out.push('l'),
            'đ' | 'Đ' => out.push('d'),
            'ı' => out.push('i'),
            '’' | '‘' | '`' | '´' | 'ʼ' => out.push('\''),
            c => out.extend(c.to_lowercase().filter(|c| !is_mark(*c)).map(joint)),
        }
    }
}

fn joint(c: char) -> char {
    match c {
        '.' | ':' | '_' | '/' | '-' => ' ',
        '`' => '\'',
        c => c,
    }
}

/// Runs of digits become one `#`; over-long words are cut; letters drawn out
/// for emphasis ("soooo") are drawn in to two.
fn shape(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut run = 0;
    let mut before = '\0';
    for c in word.chars().take(WORD_CHARS_MAX) {
        let c = if c.is_numeric() && !is_han_number(c) { '#' } else { c };
        run = if c == before { run + 1 } else { 1 };
        before = c;
        let separator = matches!(c, ',' | '.') && out.ends_with('#');
        if separator || (c == '#' && out.ends_with('#')) || run > 2 {
            continue;
        }
        out.push(c);
    }
    out
}

fn is_han_number(c: char) -> bool {
    // 一二三 count as numeric but are ordinary characters of ordinary words.
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

/// Whether a text has anything to recognise it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Substance {
    Nothing,
    Common,
    Enough,
}

pub(super) fn substance(text: &str) -> Substance {
    let words = words(text).words;
    // One Han character is a word, one Latin letter is not: bytes tell them apart.
    let letters = |word: &Word| word.text.chars().filter(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    if words.iter().map(letters).sum::<usize>() < 2 {
        return Substance::Nothing;
    }
    let common = words.iter().all(|word| word.digits || Language::Other.role(&word.text) != Role::Content);
    if common { Substance::Common } else { Substance::Enough }
}

/// `order-status`, `AddToPlaylist`, `alarm/cancel_alarm`: the words a name is made of.
pub(super) fn name_as_words(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    let mut after_small = false;
    for c in name.chars() {
        if c.is_uppercase() && after_small {
            out.push(' ');
        }
        after_small = c.is_lowercase();
        out.push(if c.is_alphanumeric() { c } else { ' ' });
    }
    out
}
