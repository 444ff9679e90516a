//! Request signatures: who sent this, and was it changed on the way?
//!
//! Pure functions, one file per scheme, used by outgoing calls and by `errand signature`. What is signed is given as the
//! exact bytes of the request; nothing here encodes, normalises or guesses. Verifying compares in constant time.

mod diagnose;
mod fault;
pub mod hubspot;
pub mod rfc9421;
pub mod standard_webhooks;

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};

pub use diagnose::Part;
pub use fault::Fault;

use super::secret_value::MASK;
use crate::domain::call::Scheme;

/// The request that is signed.
#[derive(Debug, Clone)]
pub struct Message<'a> {
    /// The method, in upper case.
    pub method: &'a str,
    /// The full URI exactly as on the wire: scheme, host, path and query.
    pub uri: &'a str,
    /// The body's bytes; empty when there is none.
    pub body: &'a [u8],
    /// The `Content-Digest` of the body; `None` without one. See [`content_digest`].
    pub digest: Option<String>,
    /// When it is signed.
    pub moment: Timestamp,
    /// The message's id, stable over retries (`standard-webhooks` only).
    pub id: &'a str,
    /// The key's name (`rfc9421` only).
    pub key_id: Option<&'a str>,
}

/// The result of signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The headers to send.
    pub headers: Vec<(&'static str, String)>,
    /// What was signed, once per signature. The key is never in it.
    pub texts: Vec<SignedText>,
}

/// What one signature was made over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedText {
    /// The header that carries the signature.
    pub header: &'static str,
    /// The exact bytes; where the scheme itself hashes the key along, a mask stands in its place.
    pub bytes: Vec<u8>,
}

impl SignedText {
    /// The bytes as text, for people.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }
}

/// The secret cannot be used with the scheme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret must be base64, as in `whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw`")]
pub struct UnusableSecret;

/// A request as it was received.
#[derive(Debug, Clone, Copy)]
pub struct Received<'a> {
    /// The method.
    pub method: &'a str,
    /// The full URI exactly as on the wire.
    pub uri: &'a str,
    /// The body's bytes.
    pub body: &'a [u8],
    /// All headers that matter, names in any case.
    pub headers: &'a [(String, String)],
}

/// How strict the check of the timestamp is.
#[derive(Debug, Clone, Copy)]
pub struct Freshness {
    /// The time of the check.
    pub now: Timestamp,
    /// How far the signature's time may be from it, either way.
    pub max_age: SignedDuration,
}

/// Signs a request.
///
/// # Errors
/// [`UnusableSecret`] when the scheme wants base64 and gets something else.
pub fn sign(scheme: Scheme, message: &Message<'_>, secret: &[u8]) -> Result<Signed, UnusableSecret> {
    match scheme {
        Scheme::HubspotV3 => Ok(hubspot::sign_v3(message, secret)),
        Scheme::HubspotV2 => Ok(hubspot::sign_v2_and_v3(message, secret)),
        Scheme::StandardWebhooks => standard_webhooks::sign(message, secret),
        Scheme::Rfc9421 => Ok(rfc9421::sign(message, secret)),
    }
}

/// Verifies a request.
///
/// # Errors
/// The first [`Fault`] found: headers, then age, then body digest, then the signature itself.
pub fn verify(scheme: Scheme, received: &Received<'_>, secret: &[u8], freshness: Freshness) -> Result<(), Fault> {
    match scheme {
        Scheme::HubspotV3 => hubspot::verify_v3(received, secret, freshness),
        Scheme::HubspotV2 => hubspot::verify_v2(received, secret, freshness),
        Scheme::StandardWebhooks => standard_webhooks::verify(received, secret, freshness),
        Scheme::Rfc9421 => rfc9421::verify(received, secret, freshness),
    }
}

/// The value of `Content-Digest` for a body (RFC 9530, sha-256); `None` when the body is empty.
pub fn content_digest(body: &[u8]) -> Option<String> {
    (!body.is_empty()).then(|| format!("sha-256=:{}:", BASE64.encode(Sha256::digest(body))))
}

impl Received<'_> {
    /// A header's value without surrounding blanks.
    pub fn header(&self, name: &'static str) -> Result<&str, Fault> {
        self.optional_header(name).ok_or(Fault::HeaderMissing { header: name })
    }

    fn optional_header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

impl Freshness {
    fn check(self, header: &'static str, signed_at: Timestamp) -> Result<(), Fault> {
        let age = self.now.duration_since(signed_at);
        if age > self.max_age {
            Err(Fault::TooOld { header, seconds: age.as_secs() })
        } else if -age > self.max_age {
            Err(Fault::InTheFuture { header, seconds: -age.as_secs() })
        } else {
            Ok(())
        }
    }
}

/// HMAC-SHA-256 (RFC 2104) over the parts in order.
fn hmac_sha256(secret: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of every length");
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn concat(parts: &[&[u8]]) -> Vec<u8> {
    parts.concat()
}

#[cfg(test)]
mod tests;
