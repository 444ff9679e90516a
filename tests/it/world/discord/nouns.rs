//! What a Discord consists of, as the simulator keeps it.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde_json::Value as Json;
use twilight_model::guild::Permissions;

/// Somebody with an account: a person, the bot, or another bot.
#[derive(Debug, Clone)]
pub struct User {
    pub id: u64,
    pub name: String,
    pub locale: String,
    pub bot: bool,
    /// Whether the bot may write to them: not everybody takes direct messages.
    pub open: bool,
}

#[derive(Debug, Clone)]
pub struct Guild {
    pub id: u64,
    pub name: String,
    /// What everybody, and with it the bot, may do here.
    pub granted: Permissions,
    pub members: BTreeSet<u64>,
    /// Roles beside everybody's: id, name, who has it.
    pub roles: Vec<(u64, String, BTreeSet<u64>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Direct,
    PublicThread,
    PrivateThread,
    Forum,
}

impl Kind {
    pub const fn number(self) -> u64 {
        match self {
            Self::Text => 0,
            Self::Direct => 1,
            Self::PublicThread => 11,
            Self::PrivateThread => 12,
            Self::Forum => 15,
        }
    }

    pub const fn is_thread(self) -> bool {
        matches!(self, Self::PublicThread | Self::PrivateThread)
    }
}

#[derive(Debug, Clone)]
pub struct Channel {
    pub id: u64,
    pub kind: Kind,
    pub name: String,
    pub guild: Option<u64>,
    pub parent: Option<u64>,
    pub owner: Option<u64>,
    /// Whom a direct chat or a thread consists of.
    pub members: BTreeSet<u64>,
    /// What the bot may not do here although it may in the guild.
    pub denied: Permissions,
    pub archived: bool,
    pub locked: bool,
    /// Minutes without a message after which a thread is put away.
    pub auto_archive: u64,
}

#[derive(Debug, Clone)]
pub struct Message {
    pub id: u64,
    pub channel: u64,
    pub author: u64,
    pub kind: u64,
    pub content: String,
    pub components: Json,
    pub embeds: Json,
    pub attachments: Vec<Json>,
    pub stickers: Vec<Json>,
    pub flags: u64,
    pub nonce: Option<Json>,
    pub reference: Option<u64>,
    pub mentions: Vec<u64>,
    /// The only person who sees it.
    pub ephemeral_to: Option<u64>,
    /// The interaction it answers.
    pub interaction: Option<u64>,
    /// "… is thinking": there is nothing to read yet.
    pub loading: bool,
    pub at: Timestamp,
    pub edited: Option<Timestamp>,
}

/// What somebody did with a command, a component or a form.
#[derive(Debug, Clone)]
pub struct Interaction {
    pub id: u64,
    pub token: String,
    pub kind: Deed,
    pub person: u64,
    pub channel: u64,
    /// The message whose component was used.
    pub source: Option<u64>,
    pub at: Timestamp,
    /// When the bot was told, by the machine's clock.
    pub told: Instant,
    /// How long the first response took.
    pub took: Option<Duration>,
    /// The type of the first response.
    pub answered: Option<u64>,
    /// What `@original` is.
    pub original: Option<u64>,
    pub choices: Vec<(String, Json)>,
    /// What is said when nobody answers.
    pub what: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Command,
    Component,
    Autocomplete,
    Modal,
}

impl Deed {
    pub const fn number(self) -> u64 {
        match self {
            Self::Command => 2,
            Self::Component => 3,
            Self::Autocomplete => 4,
            Self::Modal => 5,
        }
    }
}

/// A form that the bot has opened for somebody.
#[derive(Debug, Clone)]
pub struct Modal {
    pub title: String,
    pub custom_id: String,
    pub fields: Vec<Field>,
    pub channel: u64,
    pub source: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    pub label: String,
    pub custom_id: String,
    pub value: String,
    pub placeholder: String,
    pub required: bool,
    pub lengths: (usize, usize),
}

pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
pub const EPHEMERAL: u64 = 1 << 6;
pub const LOADING: u64 = 1 << 7;
