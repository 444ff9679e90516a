//! How a call ended. Failure is a value: the conversation goes on whatever happens.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// How a call ended.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum CallOutcome {
    /// 2xx.
    Succeeded(Answer),
    /// 404.
    NotFound(Answer),
    /// 400, 409, 422: the API understood and said no.
    Rejected(Answer),
    /// Nothing was done, and it is nobody's fault here: trying later may help.
    Unavailable {
        /// Why.
        why: Unavailable,
    },
    /// Nothing was done, and it will not get better by itself: an admin must act.
    Misconfigured {
        /// Why.
        why: Misconfigured,
    },
    /// The request left, and no answer came or none that says it: it may or may not have been done.
    Unknown {
        /// Why.
        why: Unknown,
    },
}

/// What the API said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: AnswerBody,
}

/// The body of an answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerBody {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Json),
    /// Not JSON, too large, nested too deep, or cut off.
    Unreadable,
}

/// Why nothing could be done for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unavailable {
    /// The name could not be resolved, or no connection came about (TLS included).
    Unreachable,
    /// A call that only reads took too long, or broke off.
    TimedOut,
    /// 5xx in answer to a call that only reads.
    ServerError {
        /// The status.
        status: u16,
    },
    /// 429.
    Busy,
    /// The host failed many times in a row; it was not asked again.
    Paused,
    /// Too many calls to the host are under way.
    Crowded,
}

/// Why it will not get better by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Misconfigured {
    /// 401 or 403.
    Forbidden {
        /// The status.
        status: u16,
    },
    /// 3xx in answer to a call that only reads: redirects are not followed.
    Redirected {
        /// The status.
        status: u16,
    },
    /// Any other status.
    UnexpectedStatus {
        /// The status.
        status: u16,
    },
    /// The operator's rules forbid the address or plain http.
    AddressRefused,
    /// The secret has no value, or one that the scheme cannot use.
    SecretUnusable {
        /// The secret's name.
        name: String,
    },
    /// The values make a request that cannot be sent: too long, or a path segment of dots.
    Unsendable,
}

/// Why it is not known whether the call was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// No answer in time.
    TimedOut,
    /// The connection broke after the request had left.
    BrokenOff,
    /// Errand was stopped while the call was under way.
    Interrupted,
    /// The API had the request, and its answer (5xx, 3xx) leaves open how far the work got.
    Unclear {
        /// The status.
        status: u16,
    },
}

/// [`CallOutcome`] without its details.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeClass {
    /// 2xx.
    Succeeded,
    /// 404.
    NotFound,
    /// The API said no.
    Rejected,
    /// Nothing was done; later it may work.
    Unavailable,
    /// Nothing was done; an admin must act.
    Misconfigured,
    /// It may or may not have been done: the call stays open for a moderator.
    Unknown,
}

impl OutcomeClass {
    /// The class of an outcome.
    pub const fn of(outcome: &CallOutcome) -> Self {
        match outcome {
            CallOutcome::Succeeded(_) => Self::Succeeded,
            CallOutcome::NotFound(_) => Self::NotFound,
            CallOutcome::Rejected(_) => Self::Rejected,
            CallOutcome::Unavailable { .. } => Self::Unavailable,
            CallOutcome::Misconfigured { .. } => Self::Misconfigured,
            CallOutcome::Unknown { .. } => Self::Unknown,
        }
    }

    /// The class's name as stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::NotFound => "not_found",
            Self::Rejected => "rejected",
            Self::Unavailable => "unavailable",
            Self::Misconfigured => "misconfigured",
            Self::Unknown => "unknown",
        }
    }

    /// Every class.
    pub const ALL: [Self; 6] =
        [Self::Succeeded, Self::NotFound, Self::Rejected, Self::Unavailable, Self::Misconfigured, Self::Unknown];

    /// Reads [`OutcomeClass::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == text)
    }
}
