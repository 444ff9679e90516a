//! Channels: looking, typing, direct chats; threads and messages have files of their own.

use serde_json::{Value as Json, json};
use twilight_model::guild::Permissions;

use super::refusal::{Answer, Form, Refusal};
use super::request::Request;
use super::{id, nothing_here};
use crate::world::discord::nouns::Kind;
use crate::world::discord::rules::shape;
use crate::world::discord::state::State;

impl State {
    pub(super) fn channel_route(&mut self, request: &Request, channel: u64, rest: &[&str]) -> Answer {
        match (request.method.as_str(), rest) {
            ("GET", []) => self.seen(channel).map(|channel| (200, self.show_channel(channel))),
            ("PATCH", []) => self.change_thread(request, channel),
            ("GET", ["messages"]) => self.list_messages(request, channel),
            ("POST", ["messages"]) => self.create_message(request, channel),
            ("GET", ["messages", message]) => self.get_message(channel, id(message)?),
            ("PATCH", ["messages", message]) => self.edit_message(request, channel, id(message)?),
            ("DELETE", ["messages", message]) => self.delete_message(channel, id(message)?),
            ("POST", ["messages", message, "threads"]) => self.thread_from_message(request, channel, id(message)?),
            ("POST", ["threads"]) => self.create_thread(request, channel),
            ("PUT" | "DELETE", ["thread-members", member]) => self.thread_member(request, channel, member),
            ("POST", ["typing"]) => {
                let needed = self.speaking(channel);
                self.allowed(channel, needed)?;
                self.typing.push(channel);
                Ok((204, Json::Null))
            }
            _ => Err(nothing_here()),
        }
    }

    /// What it takes to say something there.
    pub(super) fn speaking(&self, channel: u64) -> Permissions {
        let thread = self.channels.get(&channel).is_some_and(|channel| channel.kind.is_thread());
        if thread { Permissions::SEND_MESSAGES_IN_THREADS } else { Permissions::SEND_MESSAGES }
    }

    pub(super) fn open_direct(&mut self, request: &Request) -> Answer {
        let mut form = Form::default();
        shape::keys(&mut form, "", &request.body, &["recipient_id"]);
        form.done()?;
        let recipient = request.body["recipient_id"].as_str().and_then(|id| id.parse().ok());
        let recipient = recipient.or_else(|| request.body["recipient_id"].as_u64()).unwrap_or_default();
        match self.users.get(&recipient) {
            Some(user) if !user.bot => {
                let channel = self.direct(recipient);
                Ok((200, self.show_channel(&self.channels[&channel])))
            }
            Some(_) => Err(Refusal::new(400, 50007, "Cannot send messages to this user")),
            None => Err(Refusal::unknown(10013, "Unknown User")),
        }
    }

    /// Whether a direct chat is with somebody who takes messages.
    pub(super) fn takes_messages(&self, channel: u64) -> Result<(), Refusal> {
        let Some(channel) = self.channels.get(&channel) else { return Ok(()) };
        let closed = |member: &u64| self.users.get(member).is_some_and(|user| !user.open);
        if channel.kind == Kind::Direct && channel.members.iter().any(closed) {
            return Err(Refusal::new(403, 50007, "Cannot send messages to this user"));
        }
        if channel.kind == Kind::Forum {
            return Err(Refusal::new(400, 50008, "Cannot send messages in a non-text channel"));
        }
        if channel.locked && !self.permissions(channel).contains(Permissions::MANAGE_THREADS) {
            return Err(Refusal::new(400, 50083, "Thread is archived"));
        }
        Ok(())
    }

    fn thread_member(&mut self, request: &Request, channel: u64, member: &str) -> Answer {
        let seen = self.seen(channel)?;
        if !seen.kind.is_thread() {
            return Err(Refusal::violation(400, 50024, "Cannot execute action on this channel type"));
        }
        let needed = Permissions::SEND_MESSAGES_IN_THREADS;
        self.allowed(channel, needed)?;
        let member = if member == "@me" { self.app } else { id(member)? };
        let guild = self.channels[&channel].guild.and_then(|guild| self.guilds.get(&guild));
        if !guild.is_some_and(|guild| guild.members.contains(&member)) {
            return Err(Refusal::unknown(10007, "Unknown Member"));
        }
        let joins = request.method == "PUT";
        self.channels.entry(channel).and_modify(|thread| {
            if joins {
                thread.members.insert(member);
            } else {
                thread.members.remove(&member);
            }
        });
        Ok((204, Json::Null))
    }

    fn change_thread(&mut self, request: &Request, channel: u64) -> Answer {
        let seen = self.seen(channel)?;
        if !seen.kind.is_thread() {
            self.allowed(channel, Permissions::MANAGE_CHANNELS)?;
            return Err(nothing_here());
        }
        if seen.owner != Some(self.app) {
            self.allowed(channel, Permissions::MANAGE_THREADS)?;
        }
        let mut form = Form::default();
        let body = &request.body;
        shape::keys(&mut form, "", body, &["name", "archived", "locked", "auto_archive_duration", "invitable"]);
        shape::text(&mut form, "", body, "name", 1..=100, false);
        form.done()?;
        self.channels.entry(channel).and_modify(|thread| {
            thread.archived = body["archived"].as_bool().unwrap_or(thread.archived);
            thread.locked = body["locked"].as_bool().unwrap_or(thread.locked);
            if let Some(name) = body["name"].as_str() {
                name.clone_into(&mut thread.name);
            }
        });
        let shown = self.show_channel(&self.channels[&channel]);
        self.tell_of_channel("THREAD_UPDATE", channel);
        Ok((200, shown))
    }

    /// Tells the bot of a channel.
    pub fn tell_of_channel(&mut self, name: &'static str, channel: u64) {
        let Some(channel) = self.channels.get(&channel) else { return };
        if !self.permissions(channel).contains(Permissions::VIEW_CHANNEL) {
            return;
        }
        let mut data = self.show_channel(channel);
        if name == "THREAD_CREATE" {
            data["newly_created"] = json!(true);
        }
        let guild = channel.guild;
        self.dispatch(&crate::world::discord::gateway::session::Event {
            name,
            data,
            bare: None,
            intent: crate::world::discord::gateway::session::GUILDS,
            guild,
        });
    }
}
