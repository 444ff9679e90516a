//! Where something stands in a document: its line and its key.

use std::ops::Range;

/// A line, counted from 1, and the dotted path of a key; the path is empty for the document itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The path, such as `inputs[2].kind`; entries of lists are counted from 1.
    pub path: String,
}

impl Default for Place {
    fn default() -> Self {
        Self { line: 1, path: String::new() }
    }
}

impl Place {
    /// The place of a key in the table that stands here. Keys that TOML would quote are quoted.
    pub(super) fn key(&self, key: &str, line: usize) -> Self {
        let bare = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        let key = if bare { key.to_owned() } else { format!("{key:?}") };
        let path = if self.path.is_empty() { key } else { format!("{}.{key}", self.path) };
        Self { line, path }
    }

    /// The place of an entry, counted from 1, of the list that stands here.
    pub(super) fn entry(&self, number: usize, line: usize) -> Self {
        Self { line, path: format!("{}[{number}]", self.path) }
    }
}

/// Where the lines of a text begin, in bytes.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        Self(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    /// The line, counted from 1, that holds the beginning of a span.
    pub(super) fn line(&self, span: &Range<usize>) -> usize {
        self.0.partition_point(|begin| *begin <= span.start)
    }

    /// The bytes of a line, counted from 1, with its line break; empty when there is no such line.
    pub(super) fn span(&self, line: usize, text: &str) -> Range<usize> {
        let begin = self.0.get(line.saturating_sub(1)).copied().unwrap_or(text.len());
        begin..self.0.get(line).copied().unwrap_or(text.len())
    }
}
