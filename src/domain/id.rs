//! Ids that the runtime draws at random and the engine passes on.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// One run of one version of an action in one conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct SessionId(pub u128);

/// One call of the customer's API, however many attempts it takes. Also the `Idempotency-Key`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct CallId(pub u128);

/// What references are written in.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKMNPQRSTUVWXYZ023456789";

impl CallId {
    /// Eight characters that a customer can read out to a moderator, such as `K7QX-2M9D`;
    /// letters and digits that are easily mixed up are left out.
    pub fn reference(self) -> String {
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

    /// The last hexadecimal digits of all ids with a reference; `None` for what is none.
    pub fn digits_of(reference: &str) -> Option<String> {
        let mut digits = 0_u64;
        let letters: Vec<u8> = reference.bytes().filter(|byte| *byte != b'-').collect();
        for letter in letters.iter().rev() {
            let index = ALPHABET.iter().position(|known| known == letter)?;
            digits = (digits << 5) | u64::try_from(index).ok()?;
        }
        (letters.len() == 8).then(|| format!("{digits:010x}"))
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
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_tells_the_last_digits() {
        for id in [0, 1, 0xABCD_EF01_2345_6789, u128::MAX] {
            let call = CallId(id);
            let digits = CallId::digits_of(&call.reference()).expect("a reference");
            assert!(call.to_string().ends_with(&digits), "{call} {digits}");
        }
        assert_eq!(CallId::digits_of("1IOL-0000"), None);
        assert_eq!(CallId::digits_of("AAAA"), None);
    }
}
