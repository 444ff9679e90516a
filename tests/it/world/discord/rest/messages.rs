//! Messages in channels: listed, made, changed, taken away.

use std::time::Duration;

use serde_json::{Value as Json, json};
use twilight_model::guild::Permissions;

use super::refusal::{Answer, Form, Refusal};
use super::request::{Files, Request};
use crate::world::discord::gateway::session::{DIRECT_MESSAGES, Event, GUILD_MESSAGES, MESSAGE_CONTENT};
use crate::world::discord::nouns::{EPHEMERAL, Message, SUPPRESS_EMBEDS};
use crate::world::discord::rules::message::{self, Use};
use crate::world::discord::state::State;

/// How long a nonce is remembered: "the past few minutes".
const NONCE_MEMORY: Duration = Duration::from_mins(5);

impl State {
    pub(super) fn list_messages(&self, request: &Request, channel: u64) -> Answer {
        self.seen(channel)?;
        let limit = request.number("limit").unwrap_or(50);
        let positions = ["before", "after", "around"].iter().filter(|key| request.query.contains_key(**key)).count();
        let known = request.query.keys().all(|key| ["before", "after", "around", "limit"].contains(&key.as_str()));
        if !(1..=100).contains(&limit) || positions > 1 || !known || request.query.contains_key("around") {
            return Err(Refusal::violation(400, 50035, "Invalid Form Body: limit, before, after"));
        }
        if !self.permissions(&self.channels[&channel]).contains(Permissions::READ_MESSAGE_HISTORY) {
            return Ok((200, json!([])));
        }
        let here = |message: &&Message| message.channel == channel && message.ephemeral_to.is_none();
        let readable = |message: &Message| {
            self.show_message(message, self.readable(message, self.gateway.privileged & MESSAGE_CONTENT != 0))
        };
        let limit = usize::try_from(limit).unwrap_or(100);
        let before = request.number("before").unwrap_or(u64::MAX);
        let after = request.number("after").unwrap_or_default();
        let mut found: Vec<&Message> =
            self.messages.values().filter(here).filter(|one| one.id > after && one.id < before).collect();
        // After a message the oldest come, otherwise the newest; newest first either way.
        if request.query.contains_key("after") {
            found.truncate(limit);
        } else {
            found.drain(..found.len().saturating_sub(limit));
        }
        Ok((200, found.into_iter().rev().map(readable).collect()))
    }

    fn found(&self, channel: u64, id: u64) -> Result<&Message, Refusal> {
        let message = self.messages.get(&id).filter(|one| one.channel == channel && one.ephemeral_to.is_none());
        message.ok_or_else(|| Refusal::unknown(10008, "Unknown Message"))
    }

    pub(super) fn get_message(&self, channel: u64, id: u64) -> Answer {
        self.allowed(channel, Permissions::READ_MESSAGE_HISTORY)?;
        let message = self.found(channel, id)?;
        let readable = self.readable(message, self.gateway.privileged & MESSAGE_CONTENT != 0);
        Ok((200, self.show_message(message, readable)))
    }

    pub(super) fn create_message(&mut self, request: &Request, channel: u64) -> Answer {
        let body = &request.body;
        let mut form = Form::default();
        message::body(&mut form, "", body, &request.files, Use::Create);
        form.done()?;
        let mut needed = self.speaking(channel);
        if body["embeds"].as_array().is_some_and(|embeds| !embeds.is_empty()) {
            needed |= Permissions::EMBED_LINKS;
        }
        if !request.files.is_empty() {
            needed |= Permissions::ATTACH_FILES;
        }
        self.allowed(channel, needed)?;
        self.takes_messages(channel)?;
        let nonce = body["nonce"].as_str().map_or(body["nonce"].to_string(), str::to_owned);
        let now = self.now();
        self.nonces.retain(|_, (_, at)| now.duration_since(*at).unsigned_abs() < NONCE_MEMORY);
        let earlier = self.nonces.get(&(channel, nonce.clone())).and_then(|(earlier, _)| self.messages.get(earlier));
        if let Some(earlier) = earlier {
            return Ok((200, self.show_message(earlier, true)));
        }
        // A message wakes a thread that was put away.
        self.channels.entry(channel).and_modify(|thread| thread.archived = false);
        let mut message = self.message(channel, self.app);
        self.reference(&mut message, body)?;
        self.fill(&mut message, body, &request.files);
        message.nonce = Some(body["nonce"].clone());
        self.nonces.insert((channel, nonce), (message.id, now));
        Ok((200, self.post(message)))
    }

    /// The message that is replied to must be there, unless the bot says that it need not.
    fn reference(&self, message: &mut Message, body: &Json) -> Result<(), Refusal> {
        let reference = &body["message_reference"];
        if reference.is_null() {
            return Ok(());
        }
        let id = reference["message_id"].as_str().and_then(|id| id.parse().ok());
        let id = id.or_else(|| reference["message_id"].as_u64()).unwrap_or_default();
        if self.found(message.channel, id).is_ok() {
            self.allowed(message.channel, Permissions::READ_MESSAGE_HISTORY)
                .map_err(|_| Refusal::new(400, 160_002, "Cannot reply without permission to read message history"))?;
            message.reference = Some(id);
            message.kind = 19;
            return Ok(());
        }
        if reference["fail_if_not_exists"] == Json::Bool(false) {
            return Ok(());
        }
        let mut form = Form::default();
        form.wrong("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message");
        form.done().map_err(|refusal| Refusal { violation: false, ..refusal })
    }

    /// What a body says a message is.
    pub(super) fn fill(&mut self, message: &mut Message, body: &Json, files: &Files) {
        if let Some(content) = body["content"].as_str() {
            content.trim().clone_into(&mut message.content);
        } else if body.get("content").is_some_and(Json::is_null) {
            message.content.clear();
        }
        for (key, part) in [("components", &mut message.components), ("embeds", &mut message.embeds)] {
            if let Some(list) = body.get(key) {
                *part = if list.is_null() { json!([]) } else { list.clone() };
            }
        }
        if let Some(flags) = body["flags"].as_u64() {
            message.flags = flags & (SUPPRESS_EMBEDS | EPHEMERAL) | message.flags & EPHEMERAL;
        }
        for (_, name, content) in files {
            let number = self.snowflake();
            let id = number.to_string();
            let shown = json!({ "id": id, "filename": name, "size": content.len(),
                "url": format!("https://cdn.invalid/{id}/{name}"),
                "proxy_url": format!("https://media.invalid/{id}/{name}") });
            self.files.insert(number, (shown.clone(), String::from_utf8_lossy(content).into_owned()));
            message.attachments.push(shown);
        }
    }

    /// A message is there: bots are told, and what the bot says is heard.
    pub fn post(&mut self, message: Message) -> Json {
        let id = message.id;
        let mine = message.author == self.app;
        let shown = self.show_message(&message, true);
        self.messages.insert(id, message);
        self.tell_of_message("MESSAGE_CREATE", id);
        if mine {
            self.hear(id);
        }
        shown
    }

    pub fn tell_of_message(&mut self, name: &'static str, id: u64) {
        let Some(message) = self.messages.get(&id).filter(|message| message.ephemeral_to.is_none()) else { return };
        let Some(channel) = self.channels.get(&message.channel) else { return };
        if !self.permissions(channel).contains(Permissions::VIEW_CHANNEL) {
            return;
        }
        let guild = channel.guild.and_then(|guild| self.guilds.get(&guild));
        let render = |readable: bool| {
            let mut data = self.show_message(message, readable);
            if let Some(guild) = guild {
                data["guild_id"] = json!(guild.id.to_string());
                let mut member = self.show_member(guild, message.author);
                member.as_object_mut().and_then(|member| member.shift_remove("user"));
                data["member"] = member;
            } else {
                data["channel_type"] = json!(1);
            }
            data
        };
        let event = Event {
            name,
            data: render(true),
            bare: Some(render(self.readable(message, false))),
            intent: if guild.is_some() { GUILD_MESSAGES } else { DIRECT_MESSAGES },
            guild: guild.map(|guild| guild.id),
        };
        self.dispatch(&event);
    }

    pub(super) fn edit_message(&mut self, request: &Request, channel: u64, id: u64) -> Answer {
        let mut form = Form::default();
        message::body(&mut form, "", &request.body, &request.files, Use::Edit);
        form.done()?;
        self.seen(channel)?;
        let before = self.found(channel, id)?.clone();
        if before.author != self.app {
            return Err(Refusal::new(403, 50005, "Cannot edit a message authored by another user"));
        }
        Ok((200, self.change(&before, request)?))
    }

    /// Changes a message of the bot's.
    pub(super) fn change(&mut self, before: &Message, request: &Request) -> Result<Json, Refusal> {
        let mut after = before.clone();
        self.fill(&mut after, &request.body, &request.files);
        message::not_empty(&after)?;
        if before.loading && !after.content.is_empty() && after.flags & SUPPRESS_EMBEDS == 0 {
            self.violation(format!("links unfold in an answer that was put off: {}", after.content));
        }
        after.loading = false;
        after.edited = Some(self.now());
        let shown = self.show_message(&after, true);
        self.messages.insert(after.id, after);
        self.hear_edit(before);
        self.tell_of_message("MESSAGE_UPDATE", before.id);
        Ok(shown)
    }

    pub(super) fn delete_message(&mut self, channel: u64, id: u64) -> Answer {
        let direct = self.seen(channel)?.guild.is_none();
        if self.found(channel, id)?.author != self.app {
            if direct {
                return Err(Refusal::new(403, 50003, "Cannot execute action on a DM channel"));
            }
            self.allowed(channel, Permissions::MANAGE_MESSAGES)?;
        }
        self.remove_message(id);
        self.deleted.push(id);
        Ok((204, Json::Null))
    }

    pub fn remove_message(&mut self, id: u64) {
        let Some(message) = self.messages.remove(&id).filter(|message| message.ephemeral_to.is_none()) else { return };
        let Some(channel) = self.channels.get(&message.channel) else { return };
        let guild = channel.guild;
        let mut data = json!({ "id": id.to_string(), "channel_id": message.channel.to_string() });
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild.to_string());
        }
        let intent = if guild.is_some() { GUILD_MESSAGES } else { DIRECT_MESSAGES };
        self.dispatch(&Event { name: "MESSAGE_DELETE", data, bare: None, intent, guild });
    }
}
