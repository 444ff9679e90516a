//! A response that stands in for the API's while an action is tried.

use serde::{Deserialize, Serialize};

/// A sample response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// The HTTP status, 100 to 599.
    pub status: u16,
    /// The body; at most [`limits::SAMPLE_BYTES`](crate::domain::limits::SAMPLE_BYTES).
    pub body: String,
}
