//! What went over the wire, for people to look at: previews, refusals, support.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::domain::call::Method;

/// A request as it was sent, with every secret and sensitive value masked; of several attempts, the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wire {
    /// The method.
    pub method: Method,
    /// The full URI, byte for byte but for what is masked.
    pub uri: String,
    /// The headers in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<String>,
    /// What was signed, once per signature; never the key.
    pub signed: Vec<Signature>,
    /// How many times it was sent, or tried to be; 0 for a dry run and for what was refused before.
    pub attempts: u32,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// The time it took in all, waiting and retries included.
    pub duration: Duration,
}

/// A signature and what it covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The header that carries the signature.
    pub header: String,
    /// The text that was signed.
    pub text: String,
}

impl Wire {
    /// `POST https://shop.example.com/api/orders`
    pub fn request_line(&self) -> String {
        format!("{} {}", self.method.as_str(), self.uri)
    }

    /// A header's value, as shown.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}
