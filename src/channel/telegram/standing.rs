//! What of ours stands in a chat and will have to be changed: live buttons, a placeholder, a keyboard; and how far a
//! delivery of several messages has come.
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
    /// The message that opens a reply, in a group.
    Prompt(i32),
    /// The first messages of a delivery whose others are still to come. They are not said again after a kill.
    Part {
        /// The delivery.
        delivery: i64,
        /// How many.
        said: usize,
        /// The live buttons of before.
        buttons: Option<i32>,
        /// Whether a keyboard of before is in the place of the phone's.
        contact: bool,
    },
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

    /// So many messages of a delivery are said, over what stood there before. A placeholder became the first.
    pub fn part(delivery: i64, said: usize, before: Option<Self>) -> Self {
        let buttons = if let Some(Self::Buttons(message)) = before { Some(message) } else { None };
        Self::Part { delivery, said, buttons, contact: before == Some(Self::Contact) }
    }

    /// How many messages of a delivery are said already, and what stood there before it.
    pub fn resume(standing: Option<Self>, delivery: i64) -> (usize, Option<Self>) {
        match standing {
            Some(Self::Part { delivery: of, said, .. }) => {
                (if of == delivery { said } else { 0 }, Self::whole(standing))
            }
            Some(Self::Buttons(_) | Self::Placeholder(_) | Self::Contact | Self::Prompt(_)) | None => (0, standing),
        }
    }

    /// What stands in a chat beside parts of a delivery.
    pub fn whole(standing: Option<Self>) -> Option<Self> {
        match standing {
            Some(Self::Part { buttons, contact, .. }) => {
                buttons.map(Self::Buttons).or_else(|| contact.then_some(Self::Contact))
            }
            Some(Self::Buttons(_) | Self::Placeholder(_) | Self::Contact | Self::Prompt(_)) | None => standing,
        }
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
