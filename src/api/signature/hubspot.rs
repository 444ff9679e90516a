//! HubSpot's request signatures, version 3 and version 2.
//!
//! Source: <https://developers.hubspot.com/docs/api/webhooks/validating-requests>.
//! v3: base64 of HMAC-SHA-256, keyed with the secret's UTF-8 bytes, over method + URI + body + timestamp (milliseconds).
//! v2: hex of SHA-256 over secret + method + URI + body; it knows no time, so the v3 pair is always sent beside it.
//!
//! HubSpot asks verifiers to decode `%3A %2F %3F %40 %21 %24 %27 %28 %29 %2A %2C %3B` in the URI first. What is signed
//! here is the URI on the wire; `encode.rs` leaves these characters literal wherever they cannot change the URI's meaning,
//! so that verifiers that decode and those that do not agree. A `/` or `?` inside a path segment must stay encoded and is
//! the one case in which they differ; verifying accepts either form.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::diagnose::diagnose;
use super::{Fault, Freshness, MASK, Message, Part, Received, Signed, SignedText, concat, hmac_sha256};

const SIGNATURE_V3: &str = "X-HubSpot-Signature-v3";
const TIMESTAMP: &str = "X-HubSpot-Request-Timestamp";
const SIGNATURE: &str = "X-HubSpot-Signature";
const VERSION: &str = "X-HubSpot-Signature-Version";

/// Signs by version 3.
pub fn sign_v3(message: &Message<'_>, secret: &[u8]) -> Signed {
    let timestamp = message.moment.as_millisecond().to_string();
    let parts = [message.method.as_bytes(), message.uri.as_bytes(), message.body, timestamp.as_bytes()];
    let signature = BASE64.encode(hmac_sha256(secret, &parts));
    let bytes = concat(&parts);
    Signed {
        headers: vec![(SIGNATURE_V3, signature), (TIMESTAMP, timestamp)],
        texts: vec![SignedText { header: SIGNATURE_V3, bytes }],
    }
}

/// Signs by version 2, with the headers of version 3 beside it.
pub fn sign_v2_and_v3(message: &Message<'_>, secret: &[u8]) -> Signed {
    let rest = [message.method.as_bytes(), message.uri.as_bytes(), message.body];
    let signature = hex::encode(v2_hash(secret, &rest));
    let shown = concat(&[MASK.as_bytes(), rest[0], rest[1], rest[2]]);
    let v3 = sign_v3(message, secret);

    let mut headers = vec![(SIGNATURE, signature), (VERSION, "v2".to_owned())];
    headers.extend(v3.headers);
    let mut texts = vec![SignedText { header: SIGNATURE, bytes: shown }];
    texts.extend(v3.texts);
    Signed { headers, texts }
}

/// Verifies version 3.
///
/// # Errors
/// See [`Fault`].
pub fn verify_v3(received: &Received<'_>, secret: &[u8], freshness: Freshness) -> Result<(), Fault> {
    let expected = "base64 of 32 bytes";
    let signature = BASE64
        .decode(received.header(SIGNATURE_V3)?)
        .map_err(|_| Fault::HeaderMalformed { header: SIGNATURE_V3, expected })?;
    let timestamp = received.header(TIMESTAMP)?;
    freshness.check(TIMESTAMP, milliseconds(timestamp)?)?;

    let matches = |received: &Received<'_>, secret: &[u8]| {
        let parts = [received.method.as_bytes(), received.uri.as_bytes(), received.body, timestamp.as_bytes()];
        bool::from(hmac_sha256(secret, &parts).as_slice().ct_eq(&signature))
    };
    let covered = "the method, the URI, the body, the timestamp or the secret";
    check(received, secret, SIGNATURE_V3, covered, matches)
}

/// Verifies version 2, and version 3 where its headers are there.
///
/// # Errors
/// See [`Fault`].
pub fn verify_v2(received: &Received<'_>, secret: &[u8], freshness: Freshness) -> Result<(), Fault> {
    let signature = received.header(SIGNATURE)?;
    let version = received.header(VERSION)?;
    if version != "v2" {
        return Err(Fault::VersionUnsupported { header: VERSION, found: version.to_owned(), expected: "v2" });
    }
    let expected = "64 hexadecimal digits";
    let signature = hex::decode(signature).map_err(|_| Fault::HeaderMalformed { header: SIGNATURE, expected })?;
    let matches = |received: &Received<'_>, secret: &[u8]| {
        let rest = [received.method.as_bytes(), received.uri.as_bytes(), received.body];
        bool::from(v2_hash(secret, &rest).as_slice().ct_eq(&signature))
    };
    let covered = "the method, the URI, the body or the secret";
    check(received, secret, SIGNATURE, covered, matches)?;

    if received.optional_header(SIGNATURE_V3).is_none() {
        return Ok(());
    }
    verify_v3(received, secret, freshness).map_err(|fault| match fault {
        // Version 2 matched, so that all that both cover is as it was signed.
        Fault::Differs { header, covered, .. } => Fault::Differs { header, part: Some(Part::Timestamp), covered },
        other @ (Fault::HeaderMissing { .. }
        | Fault::HeaderMalformed { .. }
        | Fault::VersionUnsupported { .. }
        | Fault::AlgorithmUnsupported { .. }
        | Fault::ComponentUnknown { .. }
        | Fault::NotCovered { .. }
        | Fault::TooOld { .. }
        | Fault::InTheFuture { .. }
        | Fault::BodyDiffers
        | Fault::Secret(_)) => other,
    })
}

fn check(
    received: &Received<'_>,
    secret: &[u8],
    header: &'static str,
    covered: &'static str,
    matches: impl Fn(&Received<'_>, &[u8]) -> bool,
) -> Result<(), Fault> {
    let decoded = decode_uri(received.uri);
    if matches(received, secret) || matches(&Received { uri: &decoded, ..*received }, secret) {
        return Ok(());
    }
    Err(Fault::Differs { header, part: diagnose(received, secret, matches), covered })
}

fn v2_hash(secret: &[u8], rest: &[&[u8]; 3]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(secret);
    for part in rest {
        hash.update(part);
    }
    hash.finalize().into()
}

fn milliseconds(text: &str) -> Result<Timestamp, Fault> {
    text.parse()
        .ok()
        .and_then(|number| Timestamp::from_millisecond(number).ok())
        .ok_or(Fault::HeaderMalformed { header: TIMESTAMP, expected: "milliseconds since 1970" })
}

/// Decodes what HubSpot's table names, and nothing else.
pub fn decode_uri(uri: &str) -> String {
    const TABLE: [(&str, &str); 12] = [
        ("%3A", ":"),
        ("%2F", "/"),
        ("%3F", "?"),
        ("%40", "@"),
        ("%21", "!"),
        ("%24", "$"),
        ("%27", "'"),
        ("%28", "("),
        ("%29", ")"),
        ("%2A", "*"),
        ("%2C", ","),
        ("%3B", ";"),
    ];
    let mut decoded = uri.to_owned();
    for (encoded, character) in TABLE {
        decoded = decoded.replace(encoded, character).replace(&encoded.to_ascii_lowercase(), character);
    }
    decoded
}
