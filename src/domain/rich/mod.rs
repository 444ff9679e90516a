//! Text with light markup, independent of any platform: plain text plus styled spans.
//!
//! Deliberately absent: how a style looks anywhere; each channel knows that of itself.

pub mod markup;

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Plain text and the spans of it that look different. Spans never overlap except by nesting, are not empty,
/// lie on character boundaries and are sorted by their start, an outer one before those inside it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RichText {
    /// What is read when no style can be shown.
    pub text: String,
    /// The styled pieces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
}

/// A styled piece of a [`RichText`], in bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// How it looks.
    pub style: Style,
}

/// How a piece of text looks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Style {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Monospaced.
    Code,
    /// A link to a literal http(s) address; addresses never come from values.
    Link(String),
    /// A command as it is typed, monospaced; with its words, for channels that spell commands in a way of their own.
    Command(Vec<String>),
}

impl RichText {
    /// Text without any style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), spans: Vec::new() }
    }

    /// Whether there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Appends other text, keeping its styles.
    pub fn push(&mut self, other: &Self) {
        let offset = self.text.len();
        self.text.push_str(&other.text);
        self.spans.extend(other.spans.iter().map(|span| Span {
            start: span.start + offset,
            end: span.end + offset,
            style: span.style.clone(),
        }));
    }

    /// Appends text in one style. Nothing is appended for an empty text.
    pub fn push_styled(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        self.text.push_str(text);
        if !text.is_empty() {
            self.spans.push(Span { start, end: self.text.len(), style });
        }
    }

    /// The texts one after the other with `separator` between them.
    pub fn join(texts: &[Self], separator: &str) -> Self {
        let mut joined = Self::default();
        for (position, text) in texts.iter().enumerate() {
            if position > 0 {
                joined.text.push_str(separator);
            }
            joined.push(text);
        }
        joined
    }

    /// The lines without their breaks; a style that spans several lines is in each of them.
    pub fn lines(&self) -> Vec<Self> {
        let mut start = 0;
        self.text
            .split('\n')
            .map(|line| {
                let range = start..start + line.len();
                start = range.end + 1;
                self.slice(range)
            })
            .collect()
    }

    /// The piece in a range of bytes that lies on character boundaries, with the styles it has there.
    ///
    /// # Panics
    /// When the range does not lie on character boundaries of the text, as slicing a `str` does.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        self.without(&[0..range.start, range.end..self.text.len()])
    }

    /// The text without white space around it.
    #[must_use]
    pub fn trim(&self) -> Self {
        self.slice(self.trimmed(0..self.text.len()))
    }

    /// A range of bytes without the white space at its ends.
    ///
    /// # Panics
    /// As [`RichText::slice`].
    pub fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let inside = self.text[range.clone()].trim_start();
        let start = range.end - inside.len();
        start..start + inside.trim_end().len()
    }

    /// The text as one message: without white space around it and with at most one blank line in a row.
    #[must_use]
    pub fn tidy(&self) -> Self {
        const BREAKS: usize = 2;
        let mut cuts = Vec::new();
        let mut breaks = 0;
        for (at, character) in self.text.char_indices() {
            breaks = if character == '\n' { breaks + 1 } else { 0 };
            if breaks > BREAKS {
                cuts.push(at..at + 1);
            }
        }
        self.without(&cuts).trim()
    }

    /// The text without some ranges, which are sorted and do not overlap.
    fn without(&self, cuts: &[Range<usize>]) -> Self {
        let mut text = String::with_capacity(self.text.len());
        let mut from = 0;
        for cut in cuts {
            text.push_str(&self.text[from..cut.start]);
            from = cut.end;
        }
        text.push_str(&self.text[from..]);
        let moved = |position: usize| {
            let before = |cut: &Range<usize>| cut.end.min(position).saturating_sub(cut.start);
            position - cuts.iter().map(before).sum::<usize>()
        };
        let spans = self.spans.iter().map(|span| Span {
            start: moved(span.start),
            end: moved(span.end),
            style: span.style.clone(),
        });
        Self { text, spans: spans.filter(|span| span.start < span.end).collect() }
    }
}

#[cfg(test)]
mod tests;
