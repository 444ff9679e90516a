//! Ids that the runtime draws at random and the engine passes on.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One run of one version of an action in one conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SessionId(pub u128);

/// One call of the customer's API, however many attempts it takes. Also the `Idempotency-Key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CallId(pub u128);

impl CallId {
    /// Eight characters that a customer can read out to a moderator, such as `K7QX-2M9D`;
    /// letters and digits that are easily mixed up are left out.
    pub fn reference(self) -> String {
        const ALPHABET: &[u8; 32] = b"ABCDEFGHJKMNPQRSTUVWXYZ023456789";
        let mut code = String::with_capacity(9);
        for position in 0..8_u32 {
            if position == 4 {
                code.push('-');
            }
            let index = (self.0 >> (5 * position)) & 31;
            code.push(char::from(ALPHABET[usize::try_from(index).unwrap_or(0)]));
        }
        code
    }
}

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id is 32 hexadecimal digits")]
pub struct BadId;

macro_rules! as_hex {
    ($name:ident) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:032x}", self.0)
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }
        impl TryFrom<String> for $name {
            type Error = BadId;
            fn try_from(text: String) -> Result<Self, BadId> {
                u128::from_str_radix(&text, 16).map(Self).map_err(|_| BadId)
            }
        }
    };
}
as_hex!(SessionId);
as_hex!(CallId);
