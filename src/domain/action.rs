//! The name of an action: what admins type, what files and URLs may hold.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::limits;

/// A lower-case name such as `order-status`: a letter, then letters, digits, `-` or `_`,
/// at most [`limits::ACTION_NAME_CHARS`] characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "SmolStr")]
pub struct ActionName(SmolStr);

/// Why a text is not a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a name is a lower-case letter, then letters, digits, `-` or `_`, at most {max} characters")]
pub struct BadName {
    /// The most characters a name may have.
    pub max: usize,
}

impl ActionName {
    /// Parses a name.
    ///
    /// # Errors
    /// [`BadName`] when the text has another form.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        if is_name(text, limits::ACTION_NAME_CHARS, true) {
            Ok(Self(text.into()))
        } else {
            Err(BadName { max: limits::ACTION_NAME_CHARS })
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The form shared by all names: ASCII, lower case, beginning with a letter.
pub(crate) fn is_name(text: &str, max_chars: usize, hyphens: bool) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_lowercase())
        && text.len() <= max_chars
        && bytes
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || (hyphens && byte == b'-'))
}

impl fmt::Display for ActionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for ActionName {
    type Error = BadName;

    fn try_from(text: String) -> Result<Self, BadName> {
        Self::parse(&text)
    }
}

impl From<ActionName> for SmolStr {
    fn from(name: ActionName) -> Self {
        name.0
    }
}
