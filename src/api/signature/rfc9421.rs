//! HTTP Message Signatures (RFC 9421) with `hmac-sha256`, and the body's digest by RFC 9530.
//!
//! Signing covers `@method`, `@target-uri` and, with a body, `content-digest`; it has `created`, `alg` and, when the key
//! has a name, `keyid`; the label is `sig1`. Verifying insists on that coverage and understands further header fields.
//! Deliberately absent: component parameters (`;sf`, `;bs`, `;key`, `;req`), multiple header lines of one name, nonces.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use jiff::Timestamp;
use subtle::ConstantTimeEq;

use super::diagnose::diagnose;
use super::{Fault, Freshness, Message, Received, Signed, SignedText, content_digest, hmac_sha256};

const INPUT: &str = "Signature-Input";
const SIGNATURE: &str = "Signature";
const DIGEST: &str = "Content-Digest";
const LABEL: &str = "sig1";
const METHOD: &str = "@method";
const TARGET_URI: &str = "@target-uri";
const CONTENT_DIGEST: &str = "content-digest";

/// Signs.
pub fn sign(message: &Message<'_>, secret: &[u8]) -> Signed {
    let mut components = vec![(METHOD, message.method), (TARGET_URI, message.uri)];
    if let Some(digest) = &message.digest {
        components.push((CONTENT_DIGEST, digest));
    }
    let names: Vec<String> = components.iter().map(|(name, _)| format!("\"{name}\"")).collect();
    let mut params = format!("({});created={}", names.join(" "), message.moment.as_second());
    if let Some(key_id) = message.key_id {
        let _ = write!(params, ";keyid=\"{}\"", key_id.replace('\\', "\\\\").replace('"', "\\\""));
    }
    params.push_str(";alg=\"hmac-sha256\"");

    let base = signature_base(&components, &params);
    let signature = BASE64.encode(hmac_sha256(secret, &[base.as_bytes()]));
    let mut headers = Vec::with_capacity(3);
    if let Some(digest) = &message.digest {
        headers.push((DIGEST, digest.clone()));
    }
    headers.push((INPUT, format!("{LABEL}={params}")));
    headers.push((SIGNATURE, format!("{LABEL}=:{signature}:")));
    Signed { headers, texts: vec![SignedText { header: SIGNATURE, bytes: base.into_bytes() }] }
}

/// The signature base (RFC 9421 §2.5): one line per component, then `@signature-params`.
pub fn signature_base(components: &[(&str, &str)], params: &str) -> String {
    let mut base = String::new();
    for (name, value) in components {
        let _ = writeln!(base, "\"{name}\": {value}");
    }
    let _ = write!(base, "\"@signature-params\": {params}");
    base
}

/// Verifies the signature labelled `sig1`, else the first one.
///
/// # Errors
/// See [`Fault`].
pub fn verify(received: &Received<'_>, secret: &[u8], freshness: Freshness) -> Result<(), Fault> {
    let input_malformed = Fault::HeaderMalformed { header: INPUT, expected: "sig1=(\"@method\" …);created=…" };
    let signature_malformed = Fault::HeaderMalformed { header: SIGNATURE, expected: "sig1=:BASE64:" };
    let inputs = members(received.header(INPUT)?);
    let (label, params) = member(&inputs, LABEL).or(inputs.first().copied()).ok_or(input_malformed.clone())?;
    let input = Input::parse(params).ok_or(input_malformed)?;
    let signatures = members(received.header(SIGNATURE)?);
    let signature =
        member(&signatures, label).and_then(|(_, value)| byte_sequence(value)).ok_or(signature_malformed)?;

    input.check(received, freshness)?;
    if !received.body.is_empty() {
        check_digest(received)?;
    }
    for component in &input.components {
        if component_value(component, received).is_none() {
            return Err(Fault::ComponentUnknown { component: (*component).to_owned() });
        }
    }
    let matches = |received: &Received<'_>, secret: &[u8]| {
        let components: Option<Vec<_>> =
            input.components.iter().map(|name| Some((*name, component_value(name, received)?))).collect();
        components.is_some_and(|components| {
            let base = signature_base(&components, params);
            bool::from(hmac_sha256(secret, &[base.as_bytes()]).as_slice().ct_eq(&signature))
        })
    };
    if matches(received, secret) {
        return Ok(());
    }
    let covered = "the method, the URI, a covered header, the signature's parameters or the secret";
    Err(Fault::Differs { header: SIGNATURE, part: diagnose(received, secret, matches), covered })
}

/// One member of `Signature-Input`, taken apart.
struct Input<'a> {
    components: Vec<&'a str>,
    created: Option<i64>,
    expires: Option<i64>,
    algorithm: Option<&'a str>,
}

impl<'a> Input<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let (list, parameters) = text.strip_prefix('(')?.split_once(')')?;
        let components = list
            .split_ascii_whitespace()
            .map(|name| name.strip_prefix('"').and_then(|name| name.strip_suffix('"')).unwrap_or(name))
            .collect();
        let mut input = Self { components, created: None, expires: None, algorithm: None };
        for parameter in split_outside_quotes(parameters, ';') {
            let Some((key, value)) = parameter.trim().split_once('=') else { continue };
            match key {
                "created" => input.created = Some(value.parse().ok()?),
                "expires" => input.expires = Some(value.parse().ok()?),
                "alg" => input.algorithm = Some(value.strip_prefix('"')?.strip_suffix('"')?),
                _ => {}
            }
        }
        Some(input)
    }

    /// Algorithm, age and coverage.
    fn check(&self, received: &Received<'_>, freshness: Freshness) -> Result<(), Fault> {
        if let Some(found) = self.algorithm.filter(|found| *found != "hmac-sha256") {
            return Err(Fault::AlgorithmUnsupported { found: found.to_owned() });
        }
        let created = self
            .created
            .and_then(|second| Timestamp::from_second(second).ok())
            .ok_or(Fault::HeaderMalformed { header: INPUT, expected: "`created` in seconds since 1970" })?;
        freshness.check(INPUT, created)?;
        if let Some(expired) = self.expires.map(|second| freshness.now.as_second() - second).filter(|age| *age > 0) {
            return Err(Fault::TooOld { header: INPUT, seconds: expired });
        }
        let required = [Some(METHOD), Some(TARGET_URI), (!received.body.is_empty()).then_some(CONTENT_DIGEST)];
        match required.into_iter().flatten().find(|component| !self.components.contains(component)) {
            Some(component) => Err(Fault::NotCovered { component }),
            None => Ok(()),
        }
    }
}

fn component_value<'a>(name: &str, received: &Received<'a>) -> Option<&'a str> {
    match name {
        METHOD => Some(received.method),
        TARGET_URI => Some(received.uri),
        field => received
            .headers
            .iter()
            .find(|(key, _)| key.trim().eq_ignore_ascii_case(field))
            .map(|(_, value)| value.trim()),
    }
}

fn check_digest(received: &Received<'_>) -> Result<(), Fault> {
    let malformed = Fault::HeaderMalformed { header: DIGEST, expected: "sha-256=:BASE64:" };
    let digests = members(received.header(DIGEST)?);
    let (_, found) = member(&digests, "sha-256").ok_or(malformed.clone())?;
    let found = byte_sequence(found).ok_or(malformed)?;
    let computed = content_digest(received.body).unwrap_or_default();
    let computed = members(&computed).first().and_then(|(_, value)| byte_sequence(value)).unwrap_or_default();
    if bool::from(computed.ct_eq(&found)) { Ok(()) } else { Err(Fault::BodyDiffers) }
}

/// A byte sequence of RFC 8941: `:BASE64:`.
fn byte_sequence(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text.strip_prefix(':')?.strip_suffix(':')?).ok()
}

/// The members of a dictionary (RFC 8941), as text.
fn members(text: &str) -> Vec<(&str, &str)> {
    split_outside_quotes(text, ',').filter_map(|one| one.trim().split_once('=')).collect()
}

fn member<'a>(members: &[(&'a str, &'a str)], key: &str) -> Option<(&'a str, &'a str)> {
    members.iter().copied().find(|(name, _)| *name == key)
}

fn split_outside_quotes(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let mut escaped = false;
    text.split(move |character| {
        let was_escaped = std::mem::take(&mut escaped);
        match character {
            '"' if !was_escaped => quoted = !quoted,
            '\\' if quoted && !was_escaped => escaped = true,
            _ => {}
        }
        character == separator && !quoted
    })
}
