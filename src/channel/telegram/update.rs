//! What Telegram brings, as far as it matters here. Fields and kinds that are not named are passed over, so that new
//! ones disturb nothing; one that is named and has another form makes the update unreadable.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// The kinds that are asked for.
pub const KINDS: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// One update.
#[derive(Debug, Deserialize)]
pub struct Update {
    /// A unique number.
    pub update_id: i64,
    /// Somebody wrote.
    pub message: Option<Message>,
    /// Somebody changed what they wrote.
    pub edited_message: Option<Message>,
    /// Somebody pressed a button.
    pub callback_query: Option<CallbackQuery>,
    /// The bot was blocked, unblocked, added or thrown out.
    pub my_chat_member: Option<MemberChange>,
}

/// Only the number, for updates that cannot be read.
#[derive(Debug, Deserialize)]
pub struct Numbered {
    /// A unique number.
    pub update_id: i64,
}

/// Only the press, of an update that cannot be read: its button spins all the same.
#[derive(Debug, Deserialize)]
pub struct Spinning {
    /// Somebody pressed a button.
    pub callback_query: Spins,
}

/// Only the id of a press.
#[derive(Debug, Deserialize)]
pub struct Spins {
    /// The id that the answer needs.
    pub id: String,
}

/// A chat on whose behalf something was written.
#[derive(Debug, Deserialize)]
pub struct SenderChat {
    /// Which.
    pub id: i64,
}

/// A message.
#[derive(Debug, Deserialize)]
pub struct Message {
    /// Its id in its chat.
    pub message_id: i64,
    /// The topic, or the thread of replies.
    pub message_thread_id: Option<i64>,
    /// Whether the thread is a topic.
    #[serde(default)]
    pub is_topic_message: bool,
    /// Who; absent in channels.
    pub from: Option<User>,
    /// A chat on whose behalf it was written: a channel, or a group with its anonymous admins.
    pub sender_chat: Option<SenderChat>,
    /// Whose words it repeats.
    pub forward_origin: Option<IgnoredAny>,
    /// The bot it was made with.
    pub via_bot: Option<IgnoredAny>,
    /// Where.
    pub chat: Chat,
    /// What it answers.
    pub reply_to_message: Option<Box<Answered>>,
    /// What.
    pub text: Option<String>,
    /// Where in the text commands and mentions are.
    #[serde(default)]
    pub entities: Vec<Entity>,
    /// What is written under a picture or a file.
    pub caption: Option<String>,
    /// Where in the caption mentions are.
    #[serde(default)]
    pub caption_entities: Vec<Entity>,
    /// A contact from the address book, or the person's own.
    pub contact: Option<Contact>,
    /// A file.
    pub document: Option<Document>,
    /// The album that it is part of.
    pub media_group_id: Option<String>,
    /// The id of the supergroup that the group has become.
    pub migrate_to_chat_id: Option<i64>,
    /// The id of the group that has become the supergroup.
    pub migrate_from_chat_id: Option<i64>,
    /// What is not named here.
    #[serde(flatten)]
    pub other: Other,
}

/// What else is in a message.
#[derive(Debug, Default)]
pub struct Other {
    /// Whether it is a note of Telegram's about the chat, rather than something that a person sent.
    pub is_note: bool,
}

/// What makes a message a note. Whatever is neither that nor text is something that cannot be read, also when its
/// kind came later.
const NOTES: [&str; 45] = [
    "boost_added",
    "channel_chat_created",
    "chat_background_set",
    "chat_shared",
    "checklist_tasks_added",
    "checklist_tasks_done",
    "connected_website",
    "delete_chat_photo",
    "direct_message_price_changed",
    "forum_topic_closed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "gift",
    "gift_upgrade_sent",
    "giveaway_completed",
    "giveaway_created",
    "group_chat_created",
    "left_chat_member",
    "message_auto_delete_timer_changed",
    "new_chat_member",
    "new_chat_members",
    "new_chat_photo",
    "new_chat_title",
    "paid_message_price_changed",
    "passport_data",
    "pinned_message",
    "proximity_alert_triggered",
    "refunded_payment",
    "successful_payment",
    "suggested_post_approval_failed",
    "suggested_post_approved",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "supergroup_chat_created",
    "unique_gift",
    "users_shared",
    "video_chat_ended",
    "video_chat_participants_invited",
    "video_chat_scheduled",
    "video_chat_started",
    "write_access_allowed",
];

impl<'de> Deserialize<'de> for Other {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Keys;
        impl<'de> Visitor<'de> for Keys {
            type Value = Other;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("the fields of a message")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut fields: M) -> Result<Other, M::Error> {
                let mut other = Other::default();
                while let Some((key, IgnoredAny)) = fields.next_entry::<String, IgnoredAny>()? {
                    other.is_note |= NOTES.contains(&key.as_str());
                }
                Ok(other)
            }
        }
        deserializer.deserialize_map(Keys)
    }
}

/// A person or a bot.
#[derive(Debug, Deserialize)]
pub struct User {
    /// The id.
    pub id: u64,
    /// Whether it is a bot.
    #[serde(default)]
    pub is_bot: bool,
    /// The first name.
    #[serde(default)]
    pub first_name: String,
    /// The last name.
    pub last_name: Option<String>,
    /// The language of the person's app (BCP 47).
    pub language_code: Option<String>,
}

/// A chat.
#[derive(Debug, Deserialize)]
pub struct Chat {
    /// The id: positive for direct chats, and then the person's.
    pub id: i64,
    /// Its kind.
    #[serde(rename = "type")]
    pub kind: ChatKind,
}

/// The kind of a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChatKind {
    /// A direct chat.
    Private,
    /// A small group.
    Group,
    /// A group of any size, perhaps with topics.
    Supergroup,
    /// Where only its owners write.
    Channel,
    /// A kind that came later.
    #[serde(other)]
    Other,
}

/// A message that was answered.
#[derive(Debug, Deserialize)]
pub struct Answered {
    /// Its id in its chat.
    #[serde(default)]
    pub message_id: i64,
    /// Whose.
    pub from: Option<User>,
}

/// A special place in a text.
#[derive(Debug, Deserialize)]
pub struct Entity {
    /// What it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// The first UTF-16 unit.
    pub offset: usize,
    /// UTF-16 units.
    pub length: usize,
    /// Who is mentioned without a name.
    pub user: Option<User>,
}

/// A file.
#[derive(Debug, Deserialize)]
pub struct Document {
    /// By which it can be had.
    pub file_id: String,
    /// Its name, where it was sent.
    pub file_name: Option<String>,
}

/// A contact.
#[derive(Debug, Deserialize)]
pub struct Contact {
    /// The phone number, with or without a `+`.
    pub phone_number: String,
}

/// A press on a button.
#[derive(Debug, Deserialize)]
pub struct CallbackQuery {
    /// The id that the answer needs.
    pub id: String,
    /// Who.
    pub from: User,
    /// The message with the button.
    pub message: Option<Pressed>,
    /// What the button carries.
    pub data: Option<String>,
}

/// A message with a button. When it is old, Telegram tells no more than this of it.
#[derive(Debug, Deserialize)]
pub struct Pressed {
    /// Its id in its chat.
    pub message_id: i64,
    /// Where.
    pub chat: Chat,
    /// The topic, or the thread of replies.
    pub message_thread_id: Option<i64>,
    /// Whether the thread is a topic.
    #[serde(default)]
    pub is_topic_message: bool,
}

/// A change of what the bot is in a chat.
#[derive(Debug, Deserialize)]
pub struct MemberChange {
    /// Where.
    pub chat: Chat,
    /// By whom.
    pub from: User,
    /// What it is from now on.
    pub new_chat_member: Member,
}

/// What somebody is in a chat.
#[derive(Debug, Deserialize)]
pub struct Member {
    /// `member`, `administrator`, `kicked`, `left` and so on.
    pub status: String,
}
