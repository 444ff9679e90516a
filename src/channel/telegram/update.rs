//! What Telegram brings, as far as it matters here. Fields and kinds that are not named are passed over, so that new
//! ones disturb nothing; one that is named and has another form makes the update unreadable.

use serde::Deserialize;
use serde::de::IgnoredAny;

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
    pub message_id: i32,
    /// The topic, or the thread of replies.
    pub message_thread_id: Option<i32>,
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
    /// What is no text, by kind.
    #[serde(flatten)]
    pub other: Other,
}

/// The kinds of messages that are no text but meant for us.
#[derive(Debug, Default, Deserialize)]
pub struct Other {
    animation: Option<IgnoredAny>,
    audio: Option<IgnoredAny>,
    checklist: Option<IgnoredAny>,
    dice: Option<IgnoredAny>,
    game: Option<IgnoredAny>,
    location: Option<IgnoredAny>,
    paid_media: Option<IgnoredAny>,
    photo: Option<IgnoredAny>,
    poll: Option<IgnoredAny>,
    sticker: Option<IgnoredAny>,
    story: Option<IgnoredAny>,
    venue: Option<IgnoredAny>,
    video: Option<IgnoredAny>,
    video_note: Option<IgnoredAny>,
    voice: Option<IgnoredAny>,
}

impl Other {
    /// Whether the message is one of these, rather than a note of Telegram's about the chat.
    pub const fn is_one(&self) -> bool {
        self.animation.is_some()
            || self.audio.is_some()
            || self.checklist.is_some()
            || self.dice.is_some()
            || self.game.is_some()
            || self.location.is_some()
            || self.paid_media.is_some()
            || self.photo.is_some()
            || self.poll.is_some()
            || self.sticker.is_some()
            || self.story.is_some()
            || self.venue.is_some()
            || self.video.is_some()
            || self.video_note.is_some()
            || self.voice.is_some()
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
    /// Where.
    pub chat: Chat,
    /// The topic, or the thread of replies.
    pub message_thread_id: Option<i32>,
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
