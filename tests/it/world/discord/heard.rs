//! What the bot was heard saying, as a person sees it.

use serde_json::Value as Json;

use super::markup::{self, Seen};
use super::nouns::Message;
use super::state::State;

/// A message as it was when it came or changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Heard {
    pub id: u64,
    pub channel: u64,
    pub text: String,
    pub rows: Vec<Vec<Control>>,
    /// The message it replies to.
    pub reference: Option<u64>,
    pub flags: u64,
    /// The only person who sees it.
    pub ephemeral_to: Option<u64>,
    pub nonce: Option<String>,
    pub files: Vec<String>,
    /// Whether a message that was there before says this now.
    pub edited: bool,
}

/// A button, or an option of a menu.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    pub label: String,
    pub custom_id: String,
    /// The value of an option; buttons have none.
    pub value: Option<String>,
    pub disabled: bool,
}

impl Heard {
    pub fn of(message: &Message, edited: bool) -> Self {
        let file = |file: &Json| file["filename"].as_str().unwrap_or_default().to_owned();
        Self {
            id: message.id,
            channel: message.channel,
            text: message.content.clone(),
            rows: rows(&message.components),
            reference: message.reference,
            flags: message.flags,
            ephemeral_to: message.ephemeral_to,
            nonce: message.nonce.as_ref().map(|nonce| nonce.as_str().map_or(nonce.to_string(), str::to_owned)),
            files: message.attachments.iter().map(file).collect(),
            edited,
        }
    }

    /// What can be pressed or chosen.
    pub fn labels(&self) -> Vec<String> {
        self.rows.iter().flatten().filter(|control| !control.disabled).map(|control| control.label.clone()).collect()
    }

    /// What a client makes of the text.
    pub fn seen(&self) -> Seen {
        markup::seen(&self.text)
    }

    /// As a chat reads in a test: the text as it is seen, then what can be chosen.
    pub fn transcript(&self) -> String {
        let text = self.seen().text;
        let labels = self.labels();
        let numbered = labels.iter().enumerate().map(|(index, label)| format!("[{}] {label}", index + 1));
        let choices = numbered.collect::<Vec<_>>().join("  ");
        if choices.is_empty() { text } else { format!("{text}\n  {choices}") }
    }
}

/// Rows of buttons and options.
pub fn rows(components: &Json) -> Vec<Vec<Control>> {
    let rows = components.as_array().map(Vec::as_slice).unwrap_or_default();
    rows.iter().map(|row| row["components"].as_array().into_iter().flatten().flat_map(controls).collect()).collect()
}

fn controls(component: &Json) -> Vec<Control> {
    let disabled = component["disabled"] == Json::Bool(true);
    let custom_id = component["custom_id"].as_str().unwrap_or_default();
    let control = |label: &Json, value: Option<&Json>| Control {
        label: label.as_str().unwrap_or_default().to_owned(),
        custom_id: custom_id.to_owned(),
        value: value.and_then(Json::as_str).map(str::to_owned),
        disabled,
    };
    match component["options"].as_array() {
        Some(options) => options.iter().map(|option| control(&option["label"], Some(&option["value"]))).collect(),
        None => vec![control(&component["label"], None)],
    }
}

impl State {
    /// The bot has said something.
    pub fn hear(&mut self, id: u64) {
        let Some(message) = self.messages.get(&id).filter(|message| !message.loading) else { return };
        self.heard.push_back(Heard::of(message, false));
    }

    /// The bot has changed what it had said: new words are read like a message, the rest is seen in passing.
    pub fn hear_edit(&mut self, before: &Message) {
        let Some(after) = self.messages.get(&before.id) else { return };
        if before.loading {
            if !after.loading {
                self.heard.push_back(Heard::of(after, false));
            }
        } else if before.content == after.content {
            self.edits.push_back(Heard::of(after, true));
        } else {
            self.heard.push_back(Heard::of(after, true));
        }
    }
}
