//! What of ours stands in a chat and will have to be changed: live buttons, a placeholder, a keyboard.
//!
//! Kept with the conversation, so that ended steps lose their buttons and placeholders their emptiness also after a
//! restart.

use serde::{Deserialize, Serialize};

/// What stands in a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The message with live buttons.
    Buttons(i32),
    /// The message that becomes the answer of a call.
    Placeholder(i32),
    /// A keyboard in the place of the phone's.
    Contact,
}

impl Standing {
    /// Reads what [`Standing::text`] wrote. What an earlier release wrote otherwise is forgotten.
    pub fn parse(text: Option<&str>) -> Option<Self> {
        serde_json::from_str(text?).ok()
    }

    /// As it is kept.
    pub fn text(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}

/// The message that brought a person's last turn, which is answered in a room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Via {
    /// Its id in its chat.
    pub message: i32,
}

impl Via {
    /// Reads what [`Via::text`] wrote.
    pub fn parse(text: Option<&str>) -> Option<Self> {
        serde_json::from_str(text?).ok()
    }

    /// As it is kept.
    pub fn text(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
}
