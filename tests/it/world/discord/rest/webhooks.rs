//! What follows a first response: the original and further messages, for fifteen minutes.

use std::time::Duration;

use serde_json::Value as Json;

use super::refusal::{Answer, Form, Refusal};
use super::request::Request;
use super::{id, nothing_here};
use crate::world::discord::nouns::{EPHEMERAL, Interaction, Message};
use crate::world::discord::rules::message::{self, Use};
use crate::world::discord::state::State;

/// How long the token of an interaction lives.
const TOKEN: Duration = Duration::from_mins(15);

impl State {
    pub(super) fn webhook_route(&mut self, request: &Request, app: u64, token: &str, rest: &[&str]) -> Answer {
        let method = request.method.as_str();
        let kind = match (method, rest) {
            ("POST", []) => Some(Use::Followup),
            ("PATCH", ["messages", _]) => Some(Use::Edit),
            ("GET" | "DELETE", ["messages", _]) => None,
            _ => return Err(nothing_here()),
        };
        if let Some(kind) = kind {
            let mut form = Form::default();
            message::body(&mut form, "", &request.body, &request.files, kind);
            form.done()?;
        }
        let interaction = self.interactions.values().find(|one| one.token == token).cloned();
        let Some(interaction) = interaction.filter(|_| app == self.app) else {
            return Err(Refusal::unknown(10015, "Unknown Webhook"));
        };
        if self.now().duration_since(interaction.at).unsigned_abs() >= TOKEN {
            return Err(Refusal::new(401, 50027, "Invalid Webhook Token"));
        }
        if interaction.answered.is_none() {
            return Err(Refusal::unknown(10015, "Unknown Webhook"));
        }
        match (method, rest) {
            ("POST", []) => self.follow_up(request, &interaction),
            (_, ["messages", which]) => {
                let message = self.of_interaction(&interaction, which)?;
                match method {
                    "GET" => Ok((200, self.show_message(&message, true))),
                    "PATCH" => Ok((200, self.change(&message, request)?)),
                    _ => {
                        self.remove_message(message.id);
                        self.deleted.push(message.id);
                        Ok((204, Json::Null))
                    }
                }
            }
            _ => Err(nothing_here()),
        }
    }

    /// Answers that were put off and can still be given.
    pub fn thinking(&self) -> Vec<String> {
        let alive = |one: &&Interaction| self.now().duration_since(one.at).unsigned_abs() < TOKEN;
        let is_loading = |one: &&Interaction| {
            one.original.and_then(|id| self.messages.get(&id)).is_some_and(|message| message.loading)
        };
        self.interactions.values().filter(alive).filter(is_loading).map(|one| one.what.clone()).collect()
    }

    fn of_interaction(&self, interaction: &Interaction, which: &str) -> Result<Message, Refusal> {
        let wanted = match which {
            "@original" => interaction.original,
            which => Some(id(which)?),
        };
        let mine = |message: &&Message| {
            message.interaction == Some(interaction.id) || interaction.original == Some(message.id)
        };
        let message = wanted.and_then(|id| self.messages.get(&id)).filter(mine);
        message.cloned().ok_or_else(|| Refusal::unknown(10008, "Unknown Message"))
    }

    fn follow_up(&mut self, request: &Request, interaction: &Interaction) -> Answer {
        // The first message after "is thinking" takes its place.
        let waiting = interaction.original.and_then(|id| self.messages.get(&id)).filter(|message| message.loading);
        if let Some(waiting) = waiting.cloned() {
            return Ok((200, self.change(&waiting, request)?));
        }
        let mut message = self.message(interaction.channel, self.app);
        message.interaction = Some(interaction.id);
        message.flags = request.body["flags"].as_u64().unwrap_or_default();
        message.ephemeral_to = (message.flags & EPHEMERAL != 0).then_some(interaction.person);
        message.reference = interaction.original;
        self.fill(&mut message, &request.body, &request.files);
        Ok((200, self.post(message)))
    }
}
