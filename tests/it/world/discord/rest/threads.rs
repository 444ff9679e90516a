//! Threads: private ones, ones that hang on a message, posts of a forum.

use serde_json::{Value as Json, json};
use twilight_model::guild::Permissions;

use super::refusal::{Answer, Form, Refusal};
use super::request::Request;
use crate::world::discord::nouns::{Channel, Kind};
use crate::world::discord::rules::{message, shape};
use crate::world::discord::state::State;

/// How long threads may stay without a message, in minutes.
const DURATIONS: [u64; 4] = [60, 1440, 4320, 10080];

fn named(form: &mut Form, body: &Json) {
    shape::text(form, "", body, "name", 1..=100, true);
    let duration = &body["auto_archive_duration"];
    if !duration.is_null() && !duration.as_u64().is_some_and(|minutes| DURATIONS.contains(&minutes)) {
        form.wrong("auto_archive_duration", "BASE_TYPE_CHOICES", "Value must be one of {60, 1440, 4320, 10080}.");
    }
}

impl State {
    pub(super) fn create_thread(&mut self, request: &Request, channel: u64) -> Answer {
        let body = &request.body;
        let parent = self.seen(channel)?.clone();
        let mut form = Form::default();
        named(&mut form, body);
        match parent.kind {
            Kind::Forum => {
                let known = ["name", "auto_archive_duration", "rate_limit_per_user", "message", "applied_tags"];
                shape::keys(&mut form, "", body, &known);
                message::body(&mut form, "message", &body["message"], &request.files, message::Use::Post);
                form.done()?;
                self.allowed(channel, Permissions::SEND_MESSAGES)?;
                Ok((201, self.make_thread(Kind::PublicThread, request, &parent, None)))
            }
            Kind::Text => {
                let known = ["name", "auto_archive_duration", "type", "invitable", "rate_limit_per_user"];
                shape::keys(&mut form, "", body, &known);
                form.done()?;
                // Without a type Discord makes a private thread, which it says will change: be plain.
                let (kind, needed) = match body["type"].as_u64() {
                    Some(11) => (Kind::PublicThread, Permissions::CREATE_PUBLIC_THREADS),
                    Some(12) => (Kind::PrivateThread, Permissions::CREATE_PRIVATE_THREADS),
                    _ => return Err(Refusal::violation(400, 50035, "Invalid Form Body: the type of a thread")),
                };
                self.allowed(channel, needed)?;
                Ok((201, self.make_thread(kind, request, &parent, None)))
            }
            Kind::Direct | Kind::PublicThread | Kind::PrivateThread => {
                Err(Refusal::violation(400, 50024, "Cannot execute action on this channel type"))
            }
        }
    }

    pub(super) fn thread_from_message(&mut self, request: &Request, channel: u64, message: u64) -> Answer {
        let mut form = Form::default();
        shape::keys(&mut form, "", &request.body, &["name", "auto_archive_duration", "rate_limit_per_user"]);
        named(&mut form, &request.body);
        form.done()?;
        let parent = self.allowed(channel, Permissions::CREATE_PUBLIC_THREADS)?.clone();
        if parent.kind != Kind::Text {
            return Err(Refusal::violation(400, 50024, "Cannot execute action on this channel type"));
        }
        if self.channels.contains_key(&message) {
            return Err(Refusal::new(400, 160_004, "A thread has already been created for this message"));
        }
        match self.messages.get(&message) {
            Some(found) if found.channel == channel && found.ephemeral_to.is_none() => {
                Ok((201, self.make_thread(Kind::PublicThread, request, &parent, Some(message))))
            }
            _ => Err(Refusal::unknown(10008, "Unknown Message")),
        }
    }

    fn make_thread(&mut self, kind: Kind, request: &Request, parent: &Channel, message: Option<u64>) -> Json {
        let name = request.body["name"].as_str().unwrap_or_default().to_owned();
        let made = self.channel(kind, &name, parent.guild, Some(parent.id));
        // A thread from a message has the message's id; so has a forum post and its first message.
        let id = message.unwrap_or(made);
        if let Some(mut thread) = self.channels.remove(&made) {
            thread.id = id;
            thread.owner = Some(self.app);
            thread.members.insert(self.app);
            thread.auto_archive = request.body["auto_archive_duration"].as_u64().unwrap_or(4320);
            self.channels.insert(id, thread);
        }
        let mut shown = self.show_channel(&self.channels[&id]);
        self.tell_of_channel("THREAD_CREATE", id);
        if parent.kind == Kind::Forum {
            let mut first = self.message(id, self.app);
            first.id = id;
            self.fill(&mut first, &request.body["message"], &request.files);
            shown["message"] = self.post(first);
        } else if let Some(message) = message {
            shown["id"] = json!(message.to_string());
        }
        shown
    }
}
