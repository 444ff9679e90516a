//! What is wrong with a signature, told as precisely as a one-way function allows.

use super::{Part, UnusableSecret};

/// Why a request is not verified.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A header of the scheme is not there.
    #[error("the header {header} is missing")]
    HeaderMissing {
        /// Its name.
        header: &'static str,
    },
    /// A header of the scheme cannot be read.
    #[error("the header {header} cannot be read: expected {expected}")]
    HeaderMalformed {
        /// Its name.
        header: &'static str,
        /// What it should hold.
        expected: &'static str,
    },
    /// The signature is of another version.
    #[error("unsupported version `{found}` in the header {header}: expected `{expected}`")]
    VersionUnsupported {
        /// The header that names the version.
        header: &'static str,
        /// The version found.
        found: String,
        /// The version that is verified.
        expected: &'static str,
    },
    /// The signature is made by another algorithm.
    #[error("unsupported algorithm `{found}`: expected `hmac-sha256`")]
    AlgorithmUnsupported {
        /// The algorithm found.
        found: String,
    },
    /// The signature covers something that is not supported here.
    #[error("the signature covers `{component}`, which is not supported here or not in the request")]
    ComponentUnknown {
        /// The component's identifier.
        component: String,
    },
    /// The signature leaves something out that must not change.
    #[error("the signature does not cover `{component}`")]
    NotCovered {
        /// The component's identifier.
        component: &'static str,
    },
    /// The timestamp is older than allowed.
    #[error("the timestamp in {header} is too old: {seconds} s")]
    TooOld {
        /// The header that holds the timestamp.
        header: &'static str,
        /// Its age.
        seconds: i64,
    },
    /// The timestamp is further ahead than allowed.
    #[error("the timestamp in {header} lies {seconds} s in the future")]
    InTheFuture {
        /// The header that holds the timestamp.
        header: &'static str,
        /// How far.
        seconds: i64,
    },
    /// The body is not the one that was digested.
    #[error("the body differs: its digest is not the one in Content-Digest")]
    BodyDiffers,
    /// The signature is not the one expected.
    #[error("the signature in {header} does not match: {}", part_text(*part, covered))]
    Differs {
        /// The header that carries the signature.
        header: &'static str,
        /// The part that differs, when changing it in a common way makes the signature match.
        part: Option<Part>,
        /// What the signature depends on.
        covered: &'static str,
    },
    /// The secret cannot be used with the scheme.
    #[error(transparent)]
    Secret(#[from] UnusableSecret),
}

fn part_text(part: Option<Part>, covered: &str) -> String {
    match part {
        Some(part) => part.to_string(),
        None => format!("one of these differs: {covered}"),
    }
}
