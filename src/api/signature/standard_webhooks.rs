//! Standard Webhooks signatures, version 1 (symmetric).
//!
//! Source: <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>.
//! base64 of HMAC-SHA-256 over `id.timestamp.body`, timestamp in seconds. The key is what the base64 after `whsec_` says;
//! like the reference libraries, the prefix may be left out. Method and URI are not covered by the scheme.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD as BASE64};
use jiff::Timestamp;
use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroizing;

use super::diagnose::diagnose;
use super::{Fault, Freshness, Message, Received, Signed, SignedText, UnusableSecret, concat, hmac_sha256};

const ID: &str = "webhook-id";
const TIMESTAMP: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

/// Secrets are typed by people, who lose the padding.
const ANY_PADDING: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Signs.
///
/// # Errors
/// [`UnusableSecret`] when what follows `whsec_` is not base64.
pub fn sign(message: &Message<'_>, secret: &[u8]) -> Result<Signed, UnusableSecret> {
    let key = key(secret)?;
    let timestamp = message.moment.as_second().to_string();
    let parts = [message.id.as_bytes(), b".", timestamp.as_bytes(), b".", message.body];
    let signature = format!("v1,{}", BASE64.encode(hmac_sha256(&key, &parts)));
    let bytes = concat(&parts);
    Ok(Signed {
        headers: vec![(ID, message.id.to_owned()), (TIMESTAMP, timestamp), (SIGNATURE, signature)],
        texts: vec![SignedText { header: SIGNATURE, bytes }],
    })
}

/// Verifies. Several signatures may stand side by side, separated by spaces (keys are changed that way): one must match.
///
/// # Errors
/// See [`Fault`].
pub fn verify(received: &Received<'_>, secret: &[u8], freshness: Freshness) -> Result<(), Fault> {
    let id = received.header(ID)?;
    let timestamp = received.header(TIMESTAMP)?;
    let signatures = signatures(received.header(SIGNATURE)?)?;
    let moment = timestamp
        .parse()
        .ok()
        .and_then(|number| Timestamp::from_second(number).ok())
        .ok_or(Fault::HeaderMalformed { header: TIMESTAMP, expected: "seconds since 1970" })?;
    freshness.check(TIMESTAMP, moment)?;
    let _usable = key(secret)?;

    let matches = |received: &Received<'_>, secret: &[u8]| {
        let Ok(key) = key(secret) else { return false };
        let parts = [id.as_bytes(), b".", timestamp.as_bytes(), b".", received.body];
        let expected = hmac_sha256(&key, &parts);
        let any = signatures.iter().fold(Choice::from(0), |any, one| any | expected.as_slice().ct_eq(one));
        bool::from(any)
    };
    if matches(received, secret) {
        return Ok(());
    }
    let covered = "the body, webhook-id, webhook-timestamp or the secret";
    Err(Fault::Differs { header: SIGNATURE, part: diagnose(received, secret, matches), covered })
}

fn key(secret: &[u8]) -> Result<Zeroizing<Vec<u8>>, UnusableSecret> {
    let encoded = secret.strip_prefix(b"whsec_").unwrap_or(secret);
    match ANY_PADDING.decode(encoded) {
        Ok(key) if !key.is_empty() => Ok(Zeroizing::new(key)),
        Ok(_) | Err(_) => Err(UnusableSecret),
    }
}

/// The signatures of version 1; others (`v1a` is asymmetric) are passed over.
fn signatures(header: &str) -> Result<Vec<Vec<u8>>, Fault> {
    let malformed = Fault::HeaderMalformed { header: SIGNATURE, expected: "`v1,` and base64" };
    let mut found = Vec::new();
    let mut other = None;
    for one in header.split_ascii_whitespace() {
        let (version, encoded) = one.split_once(',').ok_or_else(|| malformed.clone())?;
        if version == "v1" {
            found.push(BASE64.decode(encoded).map_err(|_| malformed.clone())?);
        } else {
            other = Some(version.to_owned());
        }
    }
    match other {
        _ if !found.is_empty() => Ok(found),
        Some(found) => Err(Fault::VersionUnsupported { header: SIGNATURE, found, expected: "v1" }),
        None => Err(malformed),
    }
}
