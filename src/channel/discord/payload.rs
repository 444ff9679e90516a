//! What of the gateway's events is read: only the fields that matter here, each as forgiving as it can be.
//!
//! serenity's and twilight's models fail on a field that is missing or new; a bot must not fall silent because Discord
//! adds something, or because a server of one's own leaves something out.

use std::collections::HashMap;

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A frame of the gateway that carries an event.
#[derive(Debug, Deserialize)]
pub struct Frame {
    /// Opcode; 0 for events.
    pub op: u8,
    /// The event's name.
    #[serde(default)]
    pub t: Option<String>,
    /// Its number within the session.
    #[serde(default)]
    pub s: Option<u64>,
}

/// The body of a frame.
#[derive(Debug, Deserialize)]
pub struct Body<T> {
    /// The event.
    pub d: T,
}

/// `READY`.
#[derive(Debug, Deserialize)]
pub struct Ready {
    /// The bot.
    pub user: Person,
    /// The application the bot belongs to.
    #[serde(default)]
    pub application: Option<Entity>,
}

/// Anything that has an id.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Entity {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub id: u64,
}

/// A user.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// Who.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    /// The unique name.
    #[serde(default)]
    pub username: String,
    /// The name that is shown.
    #[serde(default)]
    pub global_name: Option<String>,
    /// Whether it is a program.
    #[serde(default)]
    pub bot: Option<bool>,
}

/// A member of a guild, as events carry it beside or around a user.
#[derive(Debug, Clone, Deserialize)]
pub struct Member {
    /// Who; missing beside messages, which have an author.
    #[serde(default)]
    pub user: Option<Person>,
    /// The name in this guild.
    #[serde(default)]
    pub nick: Option<String>,
    /// Roles in this guild.
    #[serde(default, deserialize_with = "ids")]
    pub roles: Vec<u64>,
}

/// A message.
#[derive(Debug, Clone, Deserialize)]
pub struct Message {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    /// Where it stands.
    #[serde(deserialize_with = "id")]
    pub channel_id: u64,
    /// The guild; none in direct messages.
    #[serde(default, deserialize_with = "maybe_id")]
    pub guild_id: Option<u64>,
    /// Who wrote it; missing in some edits.
    #[serde(default)]
    pub author: Option<Person>,
    /// The author in the guild.
    #[serde(default)]
    pub member: Option<Member>,
    /// The words; empty without the intent, where they are not the bot's business.
    #[serde(default)]
    pub content: Option<String>,
    /// Who is mentioned.
    #[serde(default)]
    pub mentions: Vec<Person>,
    /// Files.
    #[serde(default)]
    pub attachments: Vec<Value>,
    /// Stickers.
    #[serde(default)]
    pub sticker_items: Vec<Value>,
    /// Set when a webhook wrote it.
    #[serde(default)]
    pub webhook_id: Option<Value>,
    /// 0 is a message, 19 a reply, all others are the system's.
    #[serde(default, rename = "type")]
    pub kind: u8,
    /// The message that is answered.
    #[serde(default, rename = "referenced_message")]
    pub answers: Option<Box<Referenced>>,
    /// When it was changed.
    #[serde(default)]
    pub edited_timestamp: Option<String>,
    /// Buttons and menus, as they came.
    #[serde(default)]
    pub components: Vec<Value>,
    /// Among others, whether only one person sees it.
    #[serde(default)]
    pub flags: u64,
}

/// The message that another one answers.
#[derive(Debug, Clone, Deserialize)]
pub struct Referenced {
    /// Who wrote it.
    #[serde(default)]
    pub author: Option<Person>,
}

/// An interaction: a command, a press, a form, or a suggestion that is asked for.
#[derive(Debug, Clone, Deserialize)]
pub struct Interaction {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    /// The application.
    #[serde(deserialize_with = "id")]
    pub application_id: u64,
    /// 2 command, 3 component, 4 autocomplete, 5 modal.
    #[serde(rename = "type")]
    pub kind: u8,
    /// What was chosen.
    #[serde(default)]
    pub data: Option<Data>,
    /// The guild; none in direct messages.
    #[serde(default, deserialize_with = "maybe_id")]
    pub guild_id: Option<u64>,
    /// Where.
    #[serde(default, deserialize_with = "maybe_id")]
    pub channel_id: Option<u64>,
    /// More of the channel.
    #[serde(default)]
    pub channel: Option<Place>,
    /// Who, in a guild.
    #[serde(default)]
    pub member: Option<Member>,
    /// Who, in direct messages.
    #[serde(default)]
    pub user: Option<Person>,
    /// Answers are made with it.
    pub token: String,
    /// The message the component stands on.
    #[serde(default)]
    pub message: Option<Box<Message>>,
    /// The person's language.
    #[serde(default)]
    pub locale: Option<String>,
}

impl Interaction {
    /// Who did it.
    pub fn person(&self) -> Option<&Person> {
        self.member.as_ref().and_then(|member| member.user.as_ref()).or(self.user.as_ref())
    }

    /// Where it was done.
    pub fn place(&self) -> Option<u64> {
        self.channel_id.or_else(|| self.channel.as_ref().map(|channel| channel.id))
    }
}

/// A channel, thread or direct message.
#[derive(Debug, Clone, Deserialize)]
pub struct Place {
    /// Its id.
    #[serde(deserialize_with = "id")]
    pub id: u64,
    /// What it is: 1 direct messages, 10 to 12 threads.
    #[serde(default, rename = "type")]
    pub kind: u8,
    /// The channel of a thread.
    #[serde(default, deserialize_with = "maybe_id")]
    pub parent_id: Option<u64>,
    /// The guild.
    #[serde(default, deserialize_with = "maybe_id")]
    pub guild_id: Option<u64>,
    /// The newest message.
    #[serde(default, deserialize_with = "maybe_id")]
    pub last_message_id: Option<u64>,
}

/// What was chosen in an interaction.
#[derive(Debug, Clone, Deserialize)]
pub struct Data {
    /// A command's name.
    #[serde(default)]
    pub name: String,
    /// A command's options.
    #[serde(default)]
    pub options: Vec<Chosen>,
    /// A component's or a form's id.
    #[serde(default)]
    pub custom_id: String,
    /// What was chosen in a menu.
    #[serde(default)]
    pub values: Vec<String>,
    /// A form's rows.
    #[serde(default)]
    pub components: Vec<Value>,
    /// What a command's options name.
    #[serde(default)]
    pub resolved: Option<Resolved>,
}

/// What options name by their ids.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Resolved {
    /// Files.
    #[serde(default)]
    pub attachments: HashMap<String, Attached>,
}

/// A file that came with a command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Attached {
    /// Its name.
    #[serde(default)]
    pub filename: String,
    /// Where it can be had.
    #[serde(default)]
    pub url: String,
}

/// One option of a command.
#[derive(Debug, Clone, Deserialize)]
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// What was given.
    #[serde(default)]
    pub value: Option<Value>,
    /// Whether this one is being typed.
    #[serde(default)]
    pub focused: bool,
    /// What was given to a sub-command.
    #[serde(default)]
    pub options: Vec<Chosen>,
}

impl Chosen {
    /// What was given, as text.
    pub fn text(&self) -> Option<String> {
        match self.value.as_ref()? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

/// Ids come as text; some servers send numbers.
fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    maybe_id(deserializer)?.ok_or_else(|| serde::de::Error::custom("no id"))
}

fn maybe_id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    let id = match Option::<Value>::deserialize(deserializer)? {
        Some(Value::String(text)) => text.parse().ok(),
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => None,
    };
    // Nothing has the id 0, and serenity's ids cannot be it.
    Ok(id.filter(|id| *id != 0))
}

/// A list of ids; what is none is left out.
fn ids<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u64>, D::Error> {
    let ids = Option::<Vec<Value>>::deserialize(deserializer)?.unwrap_or_default();
    let id = |id: &Value| id.as_str().and_then(|id| id.parse().ok()).or_else(|| id.as_u64());
    Ok(ids.iter().filter_map(id).collect())
}

/// An event without what was typed into a form, which may be the value of a secret.
pub fn without_answers(event: &str) -> String {
    let Ok(mut event) = serde_json::from_str::<Value>(event) else { return String::new() };
    if let Some(Value::Object(data)) = event.pointer_mut("/d/data") {
        data.remove("components");
    }
    event.to_string()
}

/// The fields of a submitted form: ids and what was written, however deep they lie.
pub fn fields(components: &[Value]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for component in components {
        let text = |key: &str| component.get(key).and_then(Value::as_str).map(str::to_owned);
        if let (Some(id), Some(value)) = (text("custom_id"), text("value")) {
            found.push((id, value));
        }
        if let Some(Value::Array(inner)) = component.get("components") {
            found.extend(fields(inner));
        }
        if let Some(inner) = component.get("component") {
            found.extend(fields(std::slice::from_ref(inner)));
        }
    }
    found
}
