//! Where a conversation is: a chat, perhaps a topic of it, as the text that [`ConversationId::place`] holds.
//!
//! [`ConversationId::place`]: crate::domain::conversation::ConversationId

use std::fmt;

/// A chat, or a topic of a forum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The chat's id: positive for direct chats.
    pub chat: i64,
    /// The topic.
    pub topic: Option<i32>,
}

impl Place {
    /// Whether it is a chat with one person.
    pub const fn is_direct(self) -> bool {
        self.chat > 0
    }

    /// Reads what was written by its `Display`.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some((chat, topic)) => Some(Self { chat: chat.parse().ok()?, topic: Some(topic.parse().ok()?) }),
            None => Some(Self { chat: text.parse().ok()?, topic: None }),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.topic {
            Some(topic) => write!(f, "{}/{topic}", self.chat),
            None => write!(f, "{}", self.chat),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_read_back() {
        for (text, direct) in [("42", true), ("-100123", false), ("-100123/7", false)] {
            let place = Place::parse(text).expect("a place");
            assert_eq!((place.to_string().as_str(), place.is_direct()), (text, direct));
        }
        for text in ["", "a", "1/", "1/b", "1/2/3"] {
            assert_eq!(Place::parse(text), None, "{text:?}");
        }
    }
}
