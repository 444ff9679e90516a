//! One chat: who is in it, what was written, and what people have not yet read of what the bot said.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Value as Json, json};

use super::heard::Heard;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Private,
    Group,
    Supergroup { forum: bool },
    Channel,
}

/// What the bot is in a chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A person who has never written to it.
    Unknown,
    Member,
    Admin {
        can_delete: bool,
    },
    /// Blocked by the person, or thrown out of the group.
    Kicked,
    Left,
}

pub struct Room {
    pub id: i64,
    pub kind: Kind,
    pub title: String,
    pub members: Vec<i64>,
    pub bot: Standing,
    pub messages: BTreeMap<i32, Message>,
    pub topics: Vec<i32>,
    /// Topics in which only admins may write.
    pub closed: Vec<i32>,
    pub upgraded_to: Option<i64>,
    /// How often the bot was seen typing.
    pub typing: usize,
    /// Whether keys of the bot's are in the place of the phone's.
    pub keys: bool,
    /// Whether another bot spoke last; plain commands are then meant for that one.
    pub other_bot_spoke: bool,
    pub events: VecDeque<Event>,
    last_id: i32,
}

/// Something of the bot's that people see happen.
#[derive(Debug, Clone)]
pub enum Event {
    Sent(Heard),
    Edited(Heard),
}

/// Whose a message is, as far as the bot is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Bot,
    /// A message of the chat itself: somebody came, a topic was opened.
    Service,
    /// Somebody's, and the bot was told.
    Told,
    /// Somebody's, and the bot was not told.
    Untold,
}

pub struct Message {
    /// As updates show it.
    pub json: Json,
    /// A keyboard that is not inline: such a message cannot be edited.
    pub other_markup: Option<Json>,
    /// All inline buttons that it ever had: label and data. A client may still show what is gone.
    pub buttons_ever: Vec<(String, String)>,
    pub origin: Origin,
    pub deleted: bool,
    pub edits: usize,
}

impl Room {
    pub fn new(id: i64, kind: Kind, title: &str, members: Vec<i64>) -> Self {
        let bot = if kind == Kind::Private { Standing::Unknown } else { Standing::Left };
        Self {
            id,
            kind,
            title: title.to_owned(),
            members,
            bot,
            messages: BTreeMap::new(),
            topics: Vec::new(),
            closed: Vec::new(),
            upgraded_to: None,
            typing: 0,
            keys: false,
            other_bot_spoke: false,
            events: VecDeque::new(),
            last_id: 0,
        }
    }

    pub fn has_own_ids(&self) -> bool {
        matches!(self.kind, Kind::Supergroup { .. } | Kind::Channel)
    }

    pub fn next_id(&mut self) -> i32 {
        self.last_id += 1;
        self.last_id
    }

    /// The id that the next message will have, where they are the chat's own.
    pub fn upcoming_id(&self) -> i32 {
        self.last_id + 1
    }

    pub fn is_private(&self) -> bool {
        self.kind == Kind::Private
    }

    pub fn is_group(&self) -> bool {
        matches!(self.kind, Kind::Group | Kind::Supergroup { .. })
    }

    pub fn is_forum(&self) -> bool {
        self.kind == Kind::Supergroup { forum: true }
    }

    /// As updates name the chat.
    pub fn json(&self) -> Json {
        match self.kind {
            Kind::Private => json!({
                "id": self.id, "type": "private", "first_name": self.title,
                "username": format!("{}_tester", self.title),
            }),
            Kind::Group => json!({
                "id": self.id, "type": "group", "title": self.title, "all_members_are_administrators": false,
            }),
            Kind::Supergroup { forum: false } => json!({ "id": self.id, "type": "supergroup", "title": self.title }),
            Kind::Supergroup { forum: true } => {
                json!({ "id": self.id, "type": "supergroup", "title": self.title, "is_forum": true })
            }
            Kind::Channel => json!({ "id": self.id, "type": "channel", "title": self.title }),
        }
    }

    /// A message that is still there.
    pub fn message(&self, id: i32) -> Option<&Message> {
        self.messages.get(&id).filter(|message| !message.deleted)
    }

    pub fn heard(&self, id: i32) -> Heard {
        Heard::of(&self.messages[&id])
    }

    /// The next thing that the bot said here. What stands in for something else is passed over, and heard when it
    /// is edited into what is meant.
    pub fn hear(&mut self, placeholders: &[String]) -> Option<Heard> {
        let place = self.events.iter().position(|event| is_said(event, placeholders))?;
        match self.events.remove(place)? {
            Event::Sent(heard) | Event::Edited(heard) => Some(heard),
        }
    }

    /// The next edit.
    pub fn see_edit(&mut self) -> Option<Heard> {
        let place = self.events.iter().position(|event| matches!(event, Event::Edited(_)))?;
        match self.events.remove(place)? {
            Event::Sent(heard) | Event::Edited(heard) => Some(heard),
        }
    }

    pub fn unheard(&self, placeholders: &[String]) -> VecDeque<String> {
        let said = self.events.iter().filter(|event| is_said(event, placeholders));
        said.map(|event| match event {
            Event::Sent(heard) | Event::Edited(heard) => heard.to_string(),
        })
        .collect()
    }

    /// Everything that can be read here, a paragraph each.
    pub fn transcript(&self) -> String {
        let shown = self.messages.values().map(|message| {
            let heard = Heard::of(message);
            let gone = if message.deleted { " (deleted)" } else { "" };
            let edited = if message.edits > 0 { " (edited)" } else { "" };
            format!("{}{edited}{gone}: {heard}", message.author())
        });
        shown.collect::<Vec<_>>().join("\n")
    }
}

fn is_said(event: &Event, placeholders: &[String]) -> bool {
    match event {
        Event::Sent(heard) => !placeholders.contains(&heard.text),
        Event::Edited(heard) => heard.was.as_ref().is_some_and(|was| placeholders.contains(was)),
    }
}

impl Message {
    pub fn new(json: Json, origin: Origin) -> Self {
        let mut message = Self { json, other_markup: None, buttons_ever: Vec::new(), origin, deleted: false, edits: 0 };
        message.remember_buttons();
        message
    }

    /// Label and data of each inline button, row by row.
    pub fn buttons(&self) -> Vec<Vec<(String, String)>> {
        let rows = self.json["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let button = |button: &Json| (text(&button["text"]), text(&button["callback_data"]));
        rows.iter().map(|row| row.as_array().into_iter().flatten().map(button).collect()).collect()
    }

    pub fn remember_buttons(&mut self) {
        let now = self.buttons().into_iter().flatten().filter(|(_, data)| !data.is_empty());
        self.buttons_ever.extend(now);
    }

    fn author(&self) -> &str {
        if self.origin == Origin::Service {
            "(service)"
        } else {
            self.json["from"]["first_name"].as_str().unwrap_or("(channel)")
        }
    }
}
