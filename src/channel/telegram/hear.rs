//! From an update to what happened: who said what, where, and whether it was said to us.
//!
//! Pure: what has been read in, what it means out. Deliberately absent: channels, other bots and, but for being told
//! why, anonymous admins: none of them is a person that could be asked something.

use smol_str::{ToSmolStr, format_smolstr};
use std::borrow::Cow;
use std::sync::Arc;

use crate::admin::access::{self, Trick};
use crate::admin::{Rights, Role, Typed, is_command, parse};
use crate::config::People;
use crate::domain::conversation::{Channel, ConversationId, User};
use crate::domain::language::Language;
use crate::engine::event::MessageId;
use crate::engine::{Event, Offered};
use crate::runtime::{Happening, Incoming, Offers};

use super::asked::Asked;
use super::commands;
use super::link;
use super::marks::marks;
use super::place::Place;
use super::press::Query;
use super::standing::Via;
use super::update::{CallbackQuery, ChatKind, Entity, MemberChange, Message, Update, User as From};
use super::wire::Me;

/// Who the bot is, and whom it listens to.
#[derive(Debug, Clone)]
pub struct Ears {
    /// The bot.
    pub me: Me,
    /// The only chats that are listened to; empty for all.
    pub allowed_chats: Vec<i64>,
    /// Spoken with people whose own language is not known.
    pub language: Language,
    /// Who may administer actions.
    pub people: People,
    /// Whom questions in groups are for.
    pub asked: Arc<Asked>,
}

/// What an update means.
#[derive(Debug)]
pub enum Heard {
    /// Something that concerns a conversation.
    Event(Box<Incoming>),
    /// A press, whose button spins until it is answered.
    Press {
        /// What it is.
        incoming: Box<Incoming>,
        /// What its answer needs.
        query: Query,
    },
    /// What may be a definition for an import, which is to be fetched then.
    Import(Box<Sent>),
    /// A group has become a supergroup, with another id.
    Moved {
        /// From this chat.
        from: i64,
        /// To that one.
        to: i64,
    },
    /// The bot is no longer in a group: what it has asked there is over.
    Left(Vec<Incoming>),
    /// A press that stands for nothing, on a button of a game or of somebody else's message. It spins all the same.
    Stray(Query),
    /// Nothing for us.
    Nothing,
}

impl Heard {
    /// Whose it is, when something is said or pressed.
    pub fn conversation(&self) -> Option<&ConversationId> {
        match self {
            Self::Event(incoming) | Self::Press { incoming, .. } => Some(&incoming.conversation),
            Self::Import(sent) => Some(&sent.incoming.conversation),
            Self::Moved { .. } | Self::Left(_) | Self::Stray(_) | Self::Nothing => None,
        }
    }
}

/// A file that was sent with a command, or after one.
#[derive(Debug)]
pub struct Sent {
    /// Who sent it; what happened is known once it is here.
    pub incoming: Box<Incoming>,
    /// By which it can be had.
    pub file_id: String,
    /// Its name.
    pub file: String,
    /// Whether what it defines is published at once; `None` when nothing was said, and it may be no definition at all.
    pub publish: Option<bool>,
    /// Whether it came with others as one.
    pub together: bool,
    /// The message that it is in.
    pub message: MessageId,
}

impl Ears {
    /// What an update means.
    pub fn hear(&self, update: Update, offers: &Offers) -> Heard {
        let id = update.update_id.to_string();
        if let Some(message) = update.message {
            return self.message(message, id, offers);
        }
        if let Some(message) = update.edited_message {
            return self.edited(message, id, offers);
        }
        if let Some(query) = update.callback_query {
            return self.pressed(query, id);
        }
        update.my_chat_member.map_or(Heard::Nothing, |change| self.changed(change, id))
    }

    pub(super) fn message(&self, message: Message, id: String, offers: &Offers) -> Heard {
        if let Some(to) = message.migrate_to_chat_id {
            return Heard::Moved { from: message.chat.id, to };
        }
        if let Some(from) = message.migrate_from_chat_id {
            return Heard::Moved { from, to: message.chat.id };
        }
        if let Some(command) = self.anonymous(&message) {
            return command;
        }
        let Some((conversation, user)) = self.person(&message) else { return Heard::Nothing };
        let direct = message.chat.kind == ChatKind::Private;
        let Text { read, whole, named } = self.text(&message);
        let number = number(&message);
        // The parts of an album come one by one: those without words are answered once, and so are its words.
        let album = message.media_group_id.as_ref().map(|album| {
            let words = if whole.trim().is_empty() { "" } else { " words" };
            format!("album {}/{album}{words}", message.chat.id)
        });
        let answers = self.answers(&message);
        let addressed = direct || named || answers == Answers::Us;
        let sent_for = |document| match imports(&whole) {
            Some(publish) => Some((document, Some(publish))),
            None => (addressed && whole.trim().is_empty()).then_some((document, None)),
        };
        if let Some((document, publish)) = message.document.as_ref().and_then(sent_for) {
            let (file_id, via) = (document.file_id.clone(), via(&message));
            let file = document.file_name.clone().unwrap_or_else(|| "file".to_owned());
            let rights = self.rights(&conversation, direct, &message);
            let together = album.is_some();
            let id = album.unwrap_or(id);
            let incoming = incoming(conversation, user, Happening::Event(Event::SentOther), id, via);
            let incoming = Box::new(Incoming { rights, speaks: speaks(message.from.as_ref()), ..incoming });
            return Heard::Import(Box::new(Sent { incoming, file_id, file, publish, together, message: number }));
        }
        let event = match read {
            Read::Command { name, .. } if commands::ADMINS.contains(&name.as_str()) => {
                Event::Said { text: whole.into(), message: Some(number), addressed: true }
            }
            Read::Command { name, rest } => match command(&name, &rest, number, offers) {
                Some(event) => event,
                None if addressed => {
                    Event::Said { text: whole.into(), message: Some(self::number(&message)), addressed }
                }
                // In a room every bot is given every command.
                None => return Heard::Nothing,
            },
            Read::Words(_) | Read::Other if answers == Answers::Another && !addressed => return Heard::Nothing,
            Read::Words(words) if words.is_empty() && addressed && named => Event::Opened,
            Read::Words(words) if words.is_empty() => return Heard::Nothing,
            Read::Words(words) => Event::Said { text: words, message: Some(number), addressed },
            Read::Foreign => return Heard::Nothing,
            Read::Other if addressed => Event::SentOther,
            Read::Other | Read::Note => return Heard::Nothing,
        };
        let (via, rights) = (via(&message), self.rights(&conversation, direct, &message));
        let is_overheard = matches!(event, Event::Said { addressed: false, .. });
        // What is said to the bot in a group is known by its message: changed ones may be said to it too.
        let by_message =
            (!direct && !is_overheard).then(|| format!("message {}/{}", message.chat.id, message.message_id));
        let id = album.or(by_message).unwrap_or(id);
        let incoming = incoming(conversation, user, Happening::Event(event), id, via);
        Heard::Event(Box::new(Incoming { rights, speaks: speaks(message.from.as_ref()), ..incoming }))
    }

    /// An anonymous admin's command. It counts for nobody, and the reason is given once in each group: as an event it
    /// is the same one each time.
    fn anonymous(&self, message: &Message) -> Option<Heard> {
        let chat = message.sender_chat.as_ref()?.id;
        // A channel's post is signed by nobody.
        let from = message.from.as_ref().filter(|_| chat == message.chat.id && self.listens_to(chat))?;
        let whole = self.text(message).whole;
        if !is_command(&whole) {
            return None;
        }
        let topic = topic(message.message_thread_id, message.is_topic_message);
        let event = Event::Said { text: whole.into(), message: None, addressed: true };
        let (id, via) = (format!("anonymous {chat}"), via(message));
        let conversation = conversation(Place { chat, topic }, from.id);
        let incoming = incoming(conversation, self.user(from), Happening::Event(event), id, via);
        let rights = Rights { trick: Some(Trick::Anonymous), ..Rights::NONE };
        Some(Heard::Event(Box::new(Incoming { rights, ..incoming })))
    }

    /// What a person may do here, should it be an admin's. Only their own words count.
    fn rights(&self, conversation: &ConversationId, direct: bool, message: &Message) -> Rights {
        let trick = if message.forward_origin.is_some() {
            Some(Trick::Forwarded)
        } else {
            message.via_bot.is_some().then_some(Trick::ViaBot)
        };
        Rights { trick, ..self.rights_in(conversation, direct) }
    }

    pub(super) fn rights_in(&self, conversation: &ConversationId, direct: bool) -> Rights {
        let holds = |ids: &[u64]| conversation.person.parse().is_ok_and(|id: u64| ids.contains(&id));
        let role = if holds(&self.people.admins) {
            Role::Admin
        } else if holds(&self.people.moderators) {
            Role::Moderator
        } else {
            Role::Nobody
        };
        // Whoever reads one topic of a group reads all.
        let private = self.people.private;
        let is_named = private.is_some() && private == Place::parse(&conversation.place).map(|place| place.chat);
        let place = if direct || is_named {
            access::Place::Private
        } else {
            access::Place::Public { private_named: private.is_some() }
        };
        Rights { role, place, trick: None }
    }

    fn pressed(&self, query: CallbackQuery, id: String) -> Heard {
        let (Some(message), Some(button)) = (query.message, query.data) else {
            let language = speaks(Some(&query.from)).unwrap_or(self.language);
            return Heard::Stray(Query { id: query.id, language, spent: None });
        };
        if query.from.is_bot || !self.listens_to(message.chat.id) {
            return Heard::Nothing;
        }
        let topic = topic(message.message_thread_id, message.is_topic_message);
        let conversation = conversation(Place { chat: message.chat.id, topic }, query.from.id);
        let user = self.user(&query.from);
        let language = user.language;
        let rights = self.rights_in(&conversation, message.chat.kind == ChatKind::Private);
        let customers = rights.role == Role::Nobody && self.people.private != Some(message.chat.id);
        let spent = i32::try_from(message.message_id).ok().filter(|_| customers);
        let spent = spent.map(|message| (conversation.clone(), message));
        let incoming = incoming(conversation, user, Happening::Pressed { button }, id, None);
        let incoming = Box::new(Incoming { rights, speaks: speaks(Some(&query.from)), ..incoming });
        Heard::Press { incoming, query: Query { id: query.id, language, spent } }
    }

    /// A person who blocks the bot ends what is open, and so does who throws it out of a group. What is not known to be
    /// asked there ends when something is sent.
    fn changed(&self, change: MemberChange, id: String) -> Heard {
        let is_gone = matches!(change.new_chat_member.status.as_str(), "kicked" | "left");
        if !is_gone || !self.listens_to(change.chat.id) {
            return Heard::Nothing;
        }
        if change.chat.kind != ChatKind::Private {
            let asked = self.asked.all_in(change.chat.id).into_iter();
            return Heard::Left(
                asked.map(|whom| gone(&whom, Some(format!("{id} {}/{}", whom.place, whom.person)))).collect(),
            );
        }
        let conversation = conversation(Place { chat: change.chat.id, topic: None }, change.from.id);
        let user = self.user(&change.from);
        Heard::Event(Box::new(incoming(conversation, user, Happening::Event(Event::Gone), id, None)))
    }

    /// The conversation that a message belongs to, when a person wrote it in a chat that is listened to.
    pub(super) fn person(&self, message: &Message) -> Option<(ConversationId, User)> {
        let from = message.from.as_ref()?;
        let talks = match message.chat.kind {
            ChatKind::Private | ChatKind::Group | ChatKind::Supergroup => true,
            ChatKind::Channel | ChatKind::Other => false,
        };
        if !talks || from.is_bot || message.sender_chat.is_some() || !self.listens_to(message.chat.id) {
            return None;
        }
        // Replies have threads too; only a topic is a place of its own.
        let topic = topic(message.message_thread_id, message.is_topic_message);
        Some((conversation(Place { chat: message.chat.id, topic }, from.id), self.user(from)))
    }

    fn user(&self, from: &From) -> User {
        let id = from.id.to_smolstr();
        let name = match (from.first_name.as_str(), from.last_name.as_deref().unwrap_or_default()) {
            ("", "") => id.clone(),
            (name, "") | ("", name) => name.into(),
            (first, last) => format_smolstr!("{first} {last}"),
        };
        User { name, id, language: speaks(Some(from)).unwrap_or(self.language), channel: Channel::Telegram }
    }

    fn listens_to(&self, chat: i64) -> bool {
        self.allowed_chats.is_empty() || self.allowed_chats.contains(&chat)
    }

    /// Whom a reply in a group is for. What the bot asks somebody is answered by them; what others reply to it is for
    /// them, or for nobody.
    fn answers(&self, message: &Message) -> Answers {
        let Some(answered) = message.reply_to_message.as_ref() else { return Answers::Nobody };
        if answered.from.as_ref().is_none_or(|from| from.id != self.me.id) {
            return Answers::Nobody;
        }
        let asked = self.asked.whom(message.chat.id, answered.message_id);
        let by = message.from.as_ref().map(|from| from.id);
        if asked.is_none_or(|asked| Some(asked) == by) { Answers::Us } else { Answers::Another }
    }

    pub(super) fn text<'m>(&self, message: &'m Message) -> Text<'m> {
        let (text, entities) = match (&message.text, &message.caption) {
            (Some(text), _) => (text, &message.entities),
            (None, Some(caption)) => (caption, &message.caption_entities),
            (None, None) => {
                let read = match &message.contact {
                    Some(contact) => Read::Words(phone(&contact.phone_number)),
                    None if message.other.is_note => Read::Note,
                    None => Read::Other,
                };
                return Text { read, whole: Cow::default(), named: false };
            }
        };
        let found = if entities.is_empty() { marks(text, &self.me.username) } else { Vec::new() };
        let entities = if entities.is_empty() { &found } else { entities };
        if entities.is_empty() {
            return Text { read: Read::Words(text.trim().to_owned()), whole: text.into(), named: false };
        }
        let units: Vec<u16> = text.encode_utf16().collect();
        let (mut named, mut kept, mut from) = (false, String::new(), 0);
        for entity in entities.iter().filter(|entity| self.names_us(entity, &units)) {
            named = true;
            kept.push_str(&piece(&units, from, entity.offset));
            // Entities are where Telegram says they are, which may be anywhere.
            from = from.max(entity.offset.saturating_add(entity.length));
        }
        kept.push_str(&piece(&units, from, units.len()));
        let words = kept.trim().to_owned();
        let mut commands = entities.iter().filter(|entity| entity.kind == "bot_command");
        let first = commands.clone().any(|entity| entity.offset == 0);
        // "@bot /order": the name of the bot stands before the command and not behind it.
        let later = named && words.starts_with('/') && commands.next().is_some();
        let text = match (first, later) {
            (true, _) => text,
            (false, true) => &words,
            (false, false) => return Text { read: Read::Words(words), whole: text.into(), named },
        };
        let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let (name, of) = first.split_once('@').map_or((first, None), |(name, of)| (name, Some(plain_name(of))));
        let room = message.chat.kind != ChatKind::Private;
        if room && of.is_some_and(|of| !of.eq_ignore_ascii_case(&self.me.username)) {
            return Text { read: Read::Foreign, whole: Cow::default(), named: false };
        }
        let whole = format!("{name} {rest}").trim().to_owned().into();
        let name = plain_name(name.trim_start_matches('/')).to_ascii_lowercase();
        Text { read: Read::Command { name, rest: rest.trim().to_owned() }, whole, named: named || of.is_some() }
    }

    fn names_us(&self, entity: &Entity, units: &[u16]) -> bool {
        match entity.kind.as_str() {
            "mention" => {
                let name = piece(units, entity.offset, entity.offset.saturating_add(entity.length));
                name.trim_start_matches('@').eq_ignore_ascii_case(&self.me.username)
            }
            "text_mention" => entity.user.as_ref().is_some_and(|user| user.id == self.me.id),
            _ => false,
        }
    }
}

/// Whether a caption imports the file above it, and then whether to publish it. The file has a name of its own.
fn imports(caption: &str) -> Option<bool> {
    match is_command(caption).then(|| parse(&format!("{caption} file")))? {
        Ok(Typed::ImportFiles { publish, .. }) => Some(publish),
        Ok(Typed::Command(_)) | Err(_) => None,
    }
}

/// Whom a reply is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answers {
    /// It is no reply, or one to somebody's words.
    Nobody,
    /// The bot.
    Us,
    /// Whom the bot asked: somebody else than who replies.
    Another,
}

/// What a message says.
pub(super) struct Text<'m> {
    pub(super) read: Read,
    /// All of it, without the bot's name behind a command.
    pub(super) whole: Cow<'m, str>,
    /// Whether the bot is named in it.
    pub(super) named: bool,
}

pub(super) enum Read {
    Words(String),
    Command {
        /// In lower case, without the slash.
        name: String,
        rest: String,
    },
    /// A command for another bot.
    Foreign,
    /// A sticker, a picture and the like, also of kinds that came later.
    Other,
    /// A note of Telegram's about the chat.
    Note,
}

/// What a command stands for. `None` for one that we do not have.
fn command(name: &str, rest: &str, message: MessageId, offers: &Offers) -> Option<Event> {
    if name == "start" {
        let linked = offers.iter().find(|offered| !rest.is_empty() && link::id(offered.action) == rest);
        return Some(linked.map_or(Event::Opened, |offered| started(offered, "", message)));
    }
    if commands::OURS.contains(&name) {
        return Some(Event::Said { text: format!("/{name}"), message: Some(message), addressed: true });
    }
    own(name, offers).map(|offered| started(offered, rest, message))
}

/// The action that has this command of its own.
pub(super) fn own<'o>(name: &str, offers: &'o Offers) -> Option<&'o Offered> {
    let own = offers.iter().find(|offered| commands::of(offered).is_some_and(|own| own == name));
    own.map(AsRef::as_ref)
}

/// An action with what was written behind its command.
fn started(offered: &Offered, rest: &str, message: MessageId) -> Event {
    Event::Started { action: offered.action, answers: Vec::new(), text: rest.to_owned(), message: Some(message) }
}

/// The language of a person's app, when it is one of ours.
pub(super) fn speaks(from: Option<&From>) -> Option<Language> {
    from?.language_code.as_deref().and_then(Language::from_tag)
}

fn conversation(place: Place, person: u64) -> ConversationId {
    ConversationId { channel: Channel::Telegram, place: place.to_smolstr(), person: person.to_smolstr() }
}

/// The topic that a message is in. Replies have threads too.
fn topic(thread: Option<i64>, is_topic: bool) -> Option<i32> {
    thread.filter(|_| is_topic).and_then(|thread| i32::try_from(thread).ok())
}

/// The message as what is answered, when its id is one that can be.
pub(super) fn via(message: &Message) -> Option<String> {
    i32::try_from(message.message_id).ok().map(|message| Via { message }.text())
}

pub(super) fn incoming(
    conversation: ConversationId,
    user: User,
    what: Happening,
    id: String,
    via: Option<String>,
) -> Incoming {
    let rights = Rights::NONE;
    Incoming { conversation, user, speaks: None, rights, what, id: Some(id), via, state: Vec::new(), committed: None }
}

/// Somebody cannot be reached any more. They are known, if anything is open.
pub fn gone(whom: &ConversationId, id: Option<String>) -> Incoming {
    let (conversation, channel, language) = (whom.clone(), whom.channel, Language::default());
    let user = User { id: whom.person.clone(), name: whom.person.clone(), language, channel };
    let what = Happening::Event(Event::Gone);
    let (rights, via, state) = (Rights::NONE, None, Vec::new());
    Incoming { conversation, user, speaks: None, rights, what, id, via, state, committed: None }
}

/// Groups may become supergroups, in which messages are numbered anew: there the chat belongs to a message's id.
pub(super) fn number(message: &Message) -> MessageId {
    match message.chat.kind {
        ChatKind::Group => MessageId(format_smolstr!("{}/{}", message.chat.id, message.message_id)),
        ChatKind::Private | ChatKind::Supergroup | ChatKind::Channel | ChatKind::Other => {
            MessageId(message.message_id.to_smolstr())
        }
    }
}

/// A message of a place by the id that `number` made; `None` for one of a group that is no more.
pub fn message_in(place: Place, id: &MessageId) -> Option<i32> {
    match id.0.split_once('/') {
        Some((chat, id)) => id.parse().ok().filter(|_| chat == place.chat.to_string()),
        None => id.0.parse().ok(),
    }
}

/// A name without what may be written right behind it: `/cancel!`.
fn plain_name(text: &str) -> &str {
    let end = text.find(|one: char| !one.is_ascii_alphanumeric() && one != '_').unwrap_or(text.len());
    &text[..end]
}

/// The text between two UTF-16 positions, wherever they are.
fn piece(units: &[u16], from: usize, to: usize) -> String {
    let to = to.min(units.len());
    String::from_utf16_lossy(units.get(from.min(to)..to).unwrap_or_default())
}

/// Telegram leaves the `+` out.
fn phone(number: &str) -> String {
    if number.starts_with(|first: char| first.is_ascii_digit()) { format!("+{number}") } else { number.to_owned() }
}
