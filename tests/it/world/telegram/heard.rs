//! What people see of a message: its text, its buttons, how it asks to be answered.

use std::fmt;

use serde_json::Value as Json;

use super::room::Message;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    pub id: i32,
    pub text: String,
    pub entities: Vec<Mark>,
    /// Labels of inline buttons, row by row.
    pub buttons: Vec<Vec<String>>,
    pub asks: Asks,
    pub reply_to: Option<i32>,
    pub thread: Option<i32>,
    /// The text before the edit that this is; also when only its buttons were edited.
    pub was: Option<String>,
    pub deleted: bool,
    pub edited: bool,
    /// The id of a document or picture that it is.
    pub file: Option<String>,
}

/// What a message does to the place where its reader types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    Nothing,
    /// The reader's client opens a reply to it.
    Reply,
    /// There is a button that shares one's phone number.
    Contact(String),
    /// There are keys, but none that shares a phone number.
    Keys,
    /// Keys that were there are taken away.
    NoKeys,
}

impl Asks {
    fn of(markup: &Json) -> Self {
        let keys = markup["keyboard"].as_array().into_iter().flatten().filter_map(Json::as_array).flatten();
        let contact = keys.into_iter().find(|key| key["request_contact"] == Json::Bool(true));
        if let Some(label) = contact.and_then(|key| key["text"].as_str()) {
            return Self::Contact(label.to_owned());
        }
        match ["keyboard", "force_reply", "remove_keyboard"].map(|key| markup.get(key).is_some()) {
            [true, _, _] => Self::Keys,
            [_, true, _] => Self::Reply,
            [_, _, true] => Self::NoKeys,
            [false, false, false] => Self::Nothing,
        }
    }
}

/// A marked piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    pub kind: String,
    pub text: String,
    pub url: Option<String>,
}

impl Heard {
    pub fn of(message: &Message) -> Self {
        let json = &message.json;
        let text = json["text"].as_str().or(json["caption"].as_str()).unwrap_or_default().to_owned();
        let number = |value: &Json| value.as_i64().and_then(|id| i32::try_from(id).ok());
        Self {
            id: number(&json["message_id"]).unwrap_or_default(),
            entities: marks(&text, &json["entities"]),
            text,
            buttons: message
                .buttons()
                .into_iter()
                .map(|row| row.into_iter().map(|(label, _)| label).collect())
                .collect(),
            asks: message.other_markup.as_ref().map_or(Asks::Nothing, Asks::of),
            reply_to: number(&json["reply_to_message"]["message_id"]),
            thread: number(&json["message_thread_id"]),
            was: None,
            deleted: message.deleted,
            edited: message.edits > 0,
            file: json["document"]["file_id"].as_str().or(json["photo"][0]["file_id"].as_str()).map(str::to_owned),
        }
    }

    /// All labels, without their rows.
    pub fn labels(&self) -> Vec<&str> {
        self.buttons.iter().flatten().map(String::as_str).collect()
    }
}

fn marks(text: &str, entities: &Json) -> Vec<Mark> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let number = |value: &Json| usize::try_from(value.as_u64().unwrap_or_default()).unwrap_or_default();
    let mark = |entity: &Json| {
        let from = number(&entity["offset"]);
        let piece = units.get(from..from + number(&entity["length"])).unwrap_or_default();
        Mark {
            kind: entity["type"].as_str().unwrap_or_default().to_owned(),
            text: String::from_utf16_lossy(piece),
            url: entity["url"].as_str().map(str::to_owned),
        }
    };
    entities.as_array().into_iter().flatten().map(mark).collect()
}

/// As the console shows it, so that the same journeys read both: the text, addresses of links, numbered choices.
impl fmt::Display for Heard {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.file.is_some() {
            out.write_str("(file)")?;
        }
        out.write_str(&self.text)?;
        for mark in &self.entities {
            if let Some(url) = &mark.url {
                write!(out, "\n  {url}")?;
            }
        }
        let numbered: Vec<String> =
            self.labels().iter().enumerate().map(|(index, label)| format!("[{}] {label}", index + 1)).collect();
        if !numbered.is_empty() {
            write!(out, "\n  {}", numbered.join("  "))?;
        }
        Ok(())
    }
}
