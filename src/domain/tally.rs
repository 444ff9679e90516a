//! What is counted of an action, so that an admin sees how it fares with customers.

use serde::{Deserialize, Serialize};

use super::input::InputName;

/// One thing that happened to a session. Previews are never counted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It began.
    Started,
    /// The API answered it: what was wished is done, or is not there.
    Completed,
    /// The customer cancelled, went away or was sent away.
    Abandoned {
        /// The input that was asked for then; none at the summary and between questions.
        at: Option<InputName>,
    },
    /// The API refused it, could not do it, or nobody knows.
    Failed,
    /// The customer asked for a person.
    HandedOff,
}

impl Happened {
    /// Its name as stored.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Completed => "completed",
            Self::Abandoned { .. } => "abandoned",
            Self::Failed => "failed",
            Self::HandedOff => "handed_off",
        }
    }

    /// The input it happened at; empty for none.
    pub fn input(&self) -> &str {
        match self {
            Self::Abandoned { at } => at.as_ref().map(InputName::as_str).unwrap_or_default(),
            Self::Started | Self::Completed | Self::Failed | Self::HandedOff => "",
        }
    }

    /// Reads [`Happened::as_str`] and [`Happened::input`] back.
    pub fn parse(text: &str, input: &str) -> Option<Self> {
        match text {
            "started" => Some(Self::Started),
            "completed" => Some(Self::Completed),
            "abandoned" => Some(Self::Abandoned { at: InputName::parse(input).ok() }),
            "failed" => Some(Self::Failed),
            "handed_off" => Some(Self::HandedOff),
            _ => None,
        }
    }
}
