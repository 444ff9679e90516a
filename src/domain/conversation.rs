//! Who talks with whom, where.

use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::language::Language;

/// A place people write from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A terminal.
    Console,
    /// Discord.
    Discord,
    /// Telegram.
    Telegram,
}

impl Channel {
    /// The channel's name as stored and as sent in `user.channel`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Console => "console",
            Self::Discord => "discord",
            Self::Telegram => "telegram",
        }
    }

    /// Reads [`Channel::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "console" => Some(Self::Console),
            "discord" => Some(Self::Discord),
            "telegram" => Some(Self::Telegram),
            _ => None,
        }
    }
}

/// One person in one place on one channel: the unit that has a session.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConversationId {
    /// The channel.
    pub channel: Channel,
    /// The chat, channel or thread, in the channel's own words; empty on the console.
    pub place: SmolStr,
    /// The person, in the channel's own words.
    pub person: SmolStr,
}

impl fmt::Display for ConversationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.channel.as_str(), self.place, self.person)
    }
}

/// What an action may know of the person: the attributes `{{ user.… }}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// The person's id on the channel.
    pub id: SmolStr,
    /// The person's display name; the id where the channel has none.
    pub name: SmolStr,
    /// The language spoken with the person.
    pub language: Language,
    /// The channel.
    pub channel: Channel,
}

/// One attribute of a [`User`], as a placeholder names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UserAttribute {
    /// `user.id`
    Id,
    /// `user.name`
    Name,
    /// `user.language`
    Language,
    /// `user.channel`
    Channel,
}

impl UserAttribute {
    /// Every attribute.
    pub const ALL: [Self; 4] = [Self::Id, Self::Name, Self::Language, Self::Channel];

    /// The name after `user.`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Name => "name",
            Self::Language => "language",
            Self::Channel => "channel",
        }
    }

    /// Reads the name after `user.`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|attribute| attribute.as_str() == text)
    }

    /// The attribute's value for a person.
    pub fn of(self, user: &User) -> &str {
        match self {
            Self::Id => &user.id,
            Self::Name => &user.name,
            Self::Language => user.language.tag(),
            Self::Channel => user.channel.as_str(),
        }
    }
}
