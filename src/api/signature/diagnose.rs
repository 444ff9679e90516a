//! Which part of a request differs from what was signed?
//!
//! A hash does not tell. But the mistakes that people make are few: a proxy that changed the scheme or the trailing
//! slash, a framework that re-encoded the URI, an editor that added a line break. Each is tried; the one that makes
//! the signature match is the answer.

use std::fmt;

use super::Received;
use crate::domain::call::Method;

/// The part that differs, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Another method was signed.
    Method(Method),
    /// The URI was signed with `http` instead of `https`, or the other way round.
    UriScheme,
    /// The URI was signed with, or without, its trailing slash.
    UriTrailingSlash,
    /// The URI was signed without its query.
    UriQuery,
    /// The URI was signed percent-decoded.
    UriEncoding,
    /// An empty body was signed.
    BodyEmpty,
    /// The body was signed with, or without, its last line break.
    BodyLineBreak,
    /// The secret was used with, or without, a line break or blanks around it.
    SecretBlanks,
    /// The timestamp: the signature that does not cover it matches.
    Timestamp,
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method(method) => write!(f, "the method differs: {} was signed", method.as_str()),
            Self::UriScheme => f.write_str("the URI differs: http and https are mixed up"),
            Self::UriTrailingSlash => f.write_str("the URI differs in its trailing slash"),
            Self::UriQuery => f.write_str("the URI differs: it was signed without its query"),
            Self::UriEncoding => f.write_str("the URI differs: it was signed percent-decoded"),
            Self::BodyEmpty => f.write_str("the body differs: an empty body was signed"),
            Self::BodyLineBreak => f.write_str("the body differs in its last line break"),
            Self::SecretBlanks => f.write_str("the secret differs in blanks or a line break around it"),
            Self::Timestamp => f.write_str("the timestamp differs from the one that was signed"),
        }
    }
}

/// Tries the common mistakes; `matches` says whether the signature fits a request and a secret.
pub(super) fn diagnose(
    received: &Received<'_>,
    secret: &[u8],
    matches: impl Fn(&Received<'_>, &[u8]) -> bool,
) -> Option<Part> {
    let with_uri = |uri: &str| matches(&Received { uri, ..*received }, secret);
    let with_body = |body: &[u8]| matches(&Received { body, ..*received }, secret);

    for method in Method::ALL {
        if matches(&Received { method: method.as_str(), ..*received }, secret) {
            return Some(Part::Method(method));
        }
    }
    if with_uri(&other_scheme(received.uri)) {
        return Some(Part::UriScheme);
    }
    if with_uri(&other_slash(received.uri)) {
        return Some(Part::UriTrailingSlash);
    }
    if with_uri(received.uri.split('?').next().unwrap_or_default()) {
        return Some(Part::UriQuery);
    }
    if with_uri(&percent_encoding::percent_decode_str(received.uri).decode_utf8_lossy()) {
        return Some(Part::UriEncoding);
    }
    if with_body(b"") {
        return Some(Part::BodyEmpty);
    }
    if with_body(received.body.trim_ascii_end()) || with_body(&[received.body, b"\n"].concat()) {
        return Some(Part::BodyLineBreak);
    }
    if matches(received, secret.trim_ascii()) || matches(received, &[secret, b"\n"].concat()) {
        return Some(Part::SecretBlanks);
    }
    None
}

fn other_scheme(uri: &str) -> String {
    match uri.strip_prefix("https:") {
        Some(rest) => format!("http:{rest}"),
        None => uri.replacen("http:", "https:", 1),
    }
}

fn other_slash(uri: &str) -> String {
    let (path, query) = uri.split_once('?').map_or((uri, None), |(path, query)| (path, Some(query)));
    let path = path.strip_suffix('/').map_or_else(|| format!("{path}/"), str::to_owned);
    match query {
        Some(query) => format!("{path}?{query}"),
        None => path,
    }
}
