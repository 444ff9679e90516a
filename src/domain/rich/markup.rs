//! The light markup of reply texts and of our own words: `**bold**`, `*italic*`, `` `code` ``,
//! `[label](https://…)` and lines that begin with `- `.
//!
//! Values are wrapped by [`literal`] before they are put into a text, so that nothing a customer or an API
//! says can become markup. The wrapping uses two private-use characters, which are taken out of values first.

use super::RichText;

const OPEN: char = '\u{E000}';
const CLOSE: char = '\u{E001}';

/// Wraps a value so that [`parse`] takes it as plain text.
pub fn literal(value: &str) -> String {
    let mut text = String::with_capacity(value.len() + 6);
    text.push(OPEN);
    text.extend(value.chars().filter(|character| !matches!(*character, OPEN | CLOSE)));
    text.push(CLOSE);
    text
}

/// Parses marked-up text. Marks that do not pair up are plain text.
pub fn parse(marked: &str) -> RichText {
    RichText::plain(marked.replace([OPEN, CLOSE], ""))
}
