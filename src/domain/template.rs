//! Text with `{{ placeholders }}`, as used by the call: URL, query, headers, body.
//!
//! Nothing but substitution: no filters, no expressions (reply texts have a real template language).

use serde::{Deserialize, Serialize};

use super::conversation::UserAttribute;
use super::input::InputName;

/// Text and placeholders in order. No two literals stand side by side and none is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

/// One piece of a [`Template`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it stands.
    Literal(String),
    /// A value filled in.
    Placeholder(Source),
}

/// Where a placeholder's value comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// `{{ name }}`: an input.
    Input(InputName),
    /// `{{ user.name }}`: the person.
    User(UserAttribute),
}

/// Why a text is not a template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TemplateFault {
    /// `{{` without `}}`.
    Unclosed,
    /// What stands between the braces is neither an input's name nor `user.` and an attribute.
    NotAPlaceholder(String),
}

impl Template {
    /// Parses a text.
    ///
    /// # Errors
    /// The first [`TemplateFault`].
    pub fn parse(text: &str) -> Result<Self, TemplateFault> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find("{{") {
            if open > 0 {
                pieces.push(Piece::Literal(rest[..open].to_owned()));
            }
            let inside = &rest[open + 2..];
            let close = inside.find("}}").ok_or(TemplateFault::Unclosed)?;
            pieces.push(Piece::Placeholder(Source::parse(inside[..close].trim())?));
            rest = &inside[close + 2..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Literal(rest.to_owned()));
        }
        Ok(Self { pieces })
    }

    /// A template of pieces: neighbouring literals become one, empty ones go.
    pub fn from_pieces(parts: impl IntoIterator<Item = Piece>) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        for part in parts {
            match (pieces.last_mut(), part) {
                (_, Piece::Literal(text)) if text.is_empty() => {}
                (Some(Piece::Literal(last)), Piece::Literal(text)) => last.push_str(&text),
                (_, part) => pieces.push(part),
            }
        }
        Self { pieces }
    }

    /// The pieces in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The source when the template is exactly one placeholder, so that its value keeps its type.
    pub fn sole(&self) -> Option<&Source> {
        match self.pieces.as_slice() {
            [Piece::Placeholder(source)] => Some(source),
            _ => None,
        }
    }

    /// Every source named.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Placeholder(source) => Some(source),
            Piece::Literal(_) => None,
        })
    }

    /// The text that parses to this template.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Literal(literal) => text.push_str(literal),
                Piece::Placeholder(source) => {
                    text.push_str("{{ ");
                    text.push_str(&source.text());
                    text.push_str(" }}");
                }
            }
        }
        text
    }
}

impl Source {
    /// Reads what stands between the braces, without spaces around it.
    ///
    /// # Errors
    /// [`TemplateFault::NotAPlaceholder`].
    pub fn parse(text: &str) -> Result<Self, TemplateFault> {
        let fault = || TemplateFault::NotAPlaceholder(text.to_owned());
        match text.strip_prefix("user.") {
            Some(attribute) => UserAttribute::parse(attribute).map(Self::User).ok_or_else(fault),
            None => InputName::parse(text).map(Self::Input).map_err(|_| fault()),
        }
    }

    /// What stands between the braces.
    pub fn text(&self) -> String {
        match self {
            Self::Input(name) => name.as_str().to_owned(),
            Self::User(attribute) => format!("user.{}", attribute.as_str()),
        }
    }
}
