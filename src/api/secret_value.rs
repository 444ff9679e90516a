//! The value of a secret, kept so that it is hard to leak.
//!
//! Deliberately absent: `Display`, `Serialize`, `PartialEq`. Whoever needs the bytes says [`SecretValue::expose`].

use std::fmt;

use zeroize::Zeroizing;

use crate::domain::limits;

/// What stands in for a secret, or for a sensitive value, wherever a request is shown.
pub const MASK: &str = "••••";

/// A secret's bytes: at least one, at most [`limits::SECRET_BYTES`]; wiped from memory when dropped.
#[derive(Clone)]
pub struct SecretValue(Zeroizing<Vec<u8>>);

/// Why bytes are not a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadSecret {
    /// Nothing: signing with an empty key proves nothing.
    #[error("a secret must not be empty")]
    Empty,
    /// Longer than [`limits::SECRET_BYTES`].
    #[error("a secret has at most {} bytes", limits::SECRET_BYTES)]
    TooLong,
}

impl SecretValue {
    /// Takes the bytes over.
    ///
    /// # Errors
    /// [`BadSecret`] when there are none or too many.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Result<Self, BadSecret> {
        let bytes = Zeroizing::new(bytes.into());
        if bytes.is_empty() {
            Err(BadSecret::Empty)
        } else if bytes.len() > limits::SECRET_BYTES {
            Err(BadSecret::TooLong)
        } else {
            Ok(Self(bytes))
        }
    }

    /// The bytes as text, when they are one.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The bytes themselves.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SecretValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretValue({MASK})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_output_hides_the_value() {
        let secret = SecretValue::new("hunter2").expect("not empty");
        assert_eq!(format!("{secret:?}"), "SecretValue(••••)");
        assert_eq!(secret.expose(), b"hunter2");
    }

    #[test]
    fn bounds() {
        assert_eq!(SecretValue::new("").map(|_| ()), Err(BadSecret::Empty));
        assert!(SecretValue::new(vec![b'a'; limits::SECRET_BYTES]).is_ok());
        assert_eq!(SecretValue::new(vec![b'a'; limits::SECRET_BYTES + 1]).map(|_| ()), Err(BadSecret::TooLong));
    }
}
