//! Text with light markup, independent of any platform: plain text plus styled spans.

pub mod markup;

use serde::{Deserialize, Serialize};

/// Plain text and the spans of it that look different. Spans never overlap except by nesting,
/// lie on character boundaries and are sorted by their start.
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
}
