//! Messages: what may be in them, and what this house wants to be in every one of them.

use serde_json::Value as Json;
use twilight_model::channel::message::AllowedMentions;

use super::shape::{at, keys, list, reads, text, whole};
use super::{components, embeds};
use crate::world::discord::nouns::{EPHEMERAL, Message, SUPPRESS_EMBEDS};
use crate::world::discord::rest::refusal::{Form, Refusal};
use crate::world::discord::rest::request::Files;

/// Characters of a message.
const CONTENT: usize = 2000;
/// Characters of a nonce.
const NONCE: usize = 25;
/// Bytes of one file.
const FILE: usize = 10 << 20;

/// Where a body comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Create,
    Edit,
    /// The first message of a forum post.
    Post,
    /// A first response.
    Response,
    /// A first response that changes the message.
    Update,
    Followup,
}

impl Use {
    const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Create => &[
                "content",
                "nonce",
                "enforce_nonce",
                "tts",
                "embeds",
                "allowed_mentions",
                "message_reference",
                "components",
                "sticker_ids",
                "attachments",
                "flags",
                "poll",
            ],
            Self::Edit => &["content", "embeds", "flags", "allowed_mentions", "components", "attachments"],
            // serenity writes every message in the same way, with `tts` and `enforce_nonce`.
            Self::Post => &[
                "content",
                "embeds",
                "allowed_mentions",
                "components",
                "sticker_ids",
                "attachments",
                "flags",
                "tts",
                "enforce_nonce",
            ],
            Self::Response | Self::Update | Self::Followup => {
                &["tts", "content", "embeds", "allowed_mentions", "flags", "components", "attachments", "poll"]
            }
        }
    }

    const fn changes(self) -> bool {
        matches!(self, Self::Edit | Self::Update)
    }
}

pub fn body(form: &mut Form, path: &str, body: &Json, files: &Files, kind: Use) {
    keys(form, path, body, kind.keys());
    text(form, path, body, "content", 0..=CONTENT, false);
    mentions(form, path, body);
    if kind == Use::Create {
        nonce(form, path, body);
        reference(form, path, body);
    }
    let flags = whole(form, path, body, "flags", 0..=i64::MAX, false).unwrap_or_default().unsigned_abs();
    let known = match kind {
        Use::Create | Use::Edit | Use::Post | Use::Update => SUPPRESS_EMBEDS | 1 << 12,
        Use::Response | Use::Followup => SUPPRESS_EMBEDS | EPHEMERAL | 1 << 12,
    };
    if flags & !known != 0 {
        form.wrong(&at(path, "flags"), "BASE_TYPE_CHOICES", "These flags cannot be set here.");
    }
    components::rows(form, path, body);
    embeds::all(form, path, body);
    attached(form, path, body, files);
    for key in ["poll", "sticker_ids"] {
        if body[key].as_array().map_or(!body[key].is_null(), |list| !list.is_empty()) {
            form.wrong(&at(path, key), "HOUSE", "A support bot sends no polls and stickers.");
        }
    }
    let blank = body["content"].as_str().is_none_or(|content| content.trim().is_empty());
    let holds = |key: &str| body[key].as_array().is_some_and(|list| !list.is_empty());
    if !kind.changes() && blank && !holds("embeds") && !holds("components") && files.is_empty() {
        form.instead(50006, "Cannot send an empty message");
    }
}

/// After a change something must be left.
pub fn not_empty(message: &Message) -> Result<(), Refusal> {
    let holds = |list: &Json| list.as_array().is_some_and(|list| !list.is_empty());
    let left = !message.content.is_empty()
        || holds(&message.embeds)
        || holds(&message.components)
        || !message.attachments.is_empty();
    if left { Ok(()) } else { Err(Refusal::violation(400, 50006, "Cannot send an empty message")) }
}

/// Nothing that is said may call anybody.
fn mentions(form: &mut Form, path: &str, body: &Json) {
    let (place, mentions) = (at(path, "allowed_mentions"), &body["allowed_mentions"]);
    if mentions.is_null() {
        return form.wrong(&place, "HOUSE", "allowed_mentions must be with every message.");
    }
    keys(form, &place, mentions, &["parse", "users", "roles", "replied_user"]);
    reads::<AllowedMentions>(form, &place, mentions);
    let empty = |key: &str| mentions[key].is_null() || mentions[key].as_array().is_some_and(Vec::is_empty);
    if !mentions["parse"].is_array() || !empty("parse") || !empty("users") || !empty("roles") {
        form.wrong(&place, "HOUSE", "Nobody may be mentioned: parse must be there and empty.");
    }
    if mentions["replied_user"] == Json::Bool(true) {
        form.wrong(&place, "HOUSE", "A reply mentions nobody.");
    }
}

fn nonce(form: &mut Form, path: &str, body: &Json) {
    let fits = match &body["nonce"] {
        Json::String(nonce) => (1..=NONCE).contains(&nonce.chars().count()),
        Json::Number(nonce) => nonce.is_i64() || nonce.is_u64(),
        Json::Null | Json::Bool(_) | Json::Array(_) | Json::Object(_) => false,
    };
    if !fits {
        form.wrong(&at(path, "nonce"), "HOUSE", "Every message has a nonce of at most 25 characters.");
    }
    if body["enforce_nonce"] != Json::Bool(true) {
        form.wrong(&at(path, "enforce_nonce"), "HOUSE", "The nonce must be enforced.");
    }
}

fn reference(form: &mut Form, path: &str, body: &Json) {
    let (place, reference) = (at(path, "message_reference"), &body["message_reference"]);
    if reference.is_null() {
        return;
    }
    keys(form, &place, reference, &["type", "message_id", "channel_id", "guild_id", "fail_if_not_exists"]);
    if !reference["type"].is_null() && reference["type"] != 0 {
        form.wrong(&at(&place, "type"), "HOUSE", "A support bot forwards nothing.");
    }
    if reference["message_id"].is_null() {
        form.wrong(&at(&place, "message_id"), "BASE_TYPE_REQUIRED", "This field is required");
    }
}

fn attached(form: &mut Form, path: &str, body: &Json, files: &Files) {
    let named = list(form, path, body, "attachments", 10);
    for (index, attachment) in named.iter().enumerate() {
        let place = at(&at(path, "attachments"), index);
        keys(form, &place, attachment, &["id", "filename", "description", "title", "is_spoiler"]);
        let id = attachment["id"].as_str().map_or(attachment["id"].to_string(), str::to_owned);
        let there = id.len() > 15 || files.iter().any(|(field, _, _)| *field == format!("files[{id}]"));
        if !there {
            form.wrong(&place, "ATTACHMENT_NOT_FOUND", "There is no such file.");
        }
        text(form, &place, attachment, "description", 0..=1024, false);
    }
    if files.len() > 10 {
        form.wrong(&at(path, "attachments"), "BASE_TYPE_BAD_LENGTH", "Must be 10 or fewer in length.");
    }
    if files.iter().any(|(_, _, content)| content.len() > FILE) {
        form.instead(40005, "Request entity too large");
    }
}
