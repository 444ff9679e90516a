//! The pieces of a message between spaces, without the punctuation around them.

use std::ops::Range;

use super::answer::fold;

/// A piece of a text between spaces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::domain::input) struct Token<'a> {
    /// First byte in the text, after leading punctuation.
    pub start: usize,
    /// The piece without the punctuation around it; never empty.
    pub bare: &'a str,
    /// Whether a full stop follows directly, which matters in `12.` and `12.3.`.
    pub dotted: bool,
}

impl Token<'_> {
    /// One past the last byte of [`Token::bare`].
    pub(in crate::domain::input) const fn end(&self) -> usize {
        self.start + self.bare.len()
    }

    /// Where [`Token::bare`] stands in the text.
    pub(in crate::domain::input) const fn range(&self) -> Range<usize> {
        self.start..self.end()
    }

    /// The piece without case and marks.
    pub(in crate::domain::input) fn folded(&self) -> String {
        fold(self.bare)
    }
}

/// The pieces in order. Pieces that are nothing but punctuation are left out.
pub(in crate::domain::input) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut offset = 0;
    for piece in text.split(char::is_whitespace) {
        let opened = piece.trim_start_matches(opens);
        let bare = opened.trim_end_matches(closes);
        if !bare.is_empty() {
            let start = offset + piece.len() - opened.len();
            found.push(Token { start, bare, dotted: opened[bare.len()..].starts_with('.') });
        }
        offset += piece.len() + text[offset + piece.len()..].chars().next().map_or(0, char::len_utf8);
    }
    found
}

fn opens(character: char) -> bool {
    is_quote(character) || matches!(character, '(' | '[' | '{' | '<' | '¿' | '¡' | '…' | '.' | ',' | ';' | ':')
}

fn closes(character: char) -> bool {
    is_quote(character)
        || matches!(character, ')' | ']' | '}' | '>' | ',' | ';' | ':' | '!' | '?' | '.' | '…' | '。' | '！' | '？')
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '`' | '*' | '_' | '~' | '„' | '“' | '”' | '‚' | '‘' | '’' | '«' | '»' | '‹' | '›')
}
