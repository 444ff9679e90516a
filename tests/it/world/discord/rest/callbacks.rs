//! First responses to interactions: one, within three seconds.

use std::time::Duration;

use serde_json::{Value as Json, json};
use twilight_model::http::interaction::InteractionResponse;

use super::refusal::{Answer, Form, Refusal};
use super::request::Request;
use crate::world::discord::nouns::{Deed, EPHEMERAL, Field, Interaction, Modal};
use crate::world::discord::rules::message::{self, Use};
use crate::world::discord::rules::{commands, modal, shape};
use crate::world::discord::state::State;

/// How long Discord waits for the first response.
pub const FIRST_RESPONSE: Duration = Duration::from_secs(3);

impl State {
    pub(super) fn callback(&mut self, request: &Request, id: u64, token: &str) -> Answer {
        let body = &request.body;
        let mut form = Form::default();
        shape::keys(&mut form, "", body, &["type", "data"]);
        let known = self.interactions.get(&id).filter(|interaction| interaction.token == token).cloned();
        let kind = body["type"].as_u64().unwrap_or_default();
        if let Some(interaction) = &known {
            check(&mut form, request, kind, interaction);
        }
        form.done()?;
        let Some(interaction) = known else { return Err(Refusal::unknown(10062, "Unknown interaction")) };
        if interaction.answered.is_some() {
            return Err(Refusal::new(400, 40060, "Interaction has already been acknowledged."));
        }
        if self.now().duration_since(interaction.at).unsigned_abs() >= FIRST_RESPONSE {
            return Err(Refusal::unknown(10062, "Unknown interaction"));
        }
        self.interactions.entry(id).and_modify(|interaction| {
            interaction.answered = Some(kind);
            interaction.took = Some(interaction.told.elapsed());
        });
        let message = self.respond(request, kind, &interaction)?;
        if request.query.get("with_response").is_some_and(|value| value == "true") {
            let mut answer = json!({ "interaction": { "id": id.to_string(), "type": interaction.kind.number(),
                "response_message_ephemeral": false } });
            if let Some(shown) = message.and_then(|id| self.messages.get(&id)) {
                answer["interaction"]["response_message_id"] = json!(shown.id.to_string());
                answer["interaction"]["response_message_ephemeral"] = json!(shown.ephemeral_to.is_some());
                answer["resource"] = json!({ "type": kind, "message": self.show_message(shown, true) });
            }
            return Ok((200, answer));
        }
        Ok((204, Json::Null))
    }

    /// Does what a first response asks for; returns the message it is about.
    fn respond(&mut self, request: &Request, kind: u64, to: &Interaction) -> Result<Option<u64>, Refusal> {
        let data = &request.body["data"];
        let original = match kind {
            4 | 5 => {
                let mut message = self.message(to.channel, self.app);
                message.kind = if to.kind == Deed::Command { 20 } else { 0 };
                message.interaction = Some(to.id);
                message.loading = kind == 5;
                message.flags = data["flags"].as_u64().unwrap_or_default();
                message.ephemeral_to = (message.flags & EPHEMERAL != 0).then_some(to.person);
                self.fill(&mut message, data, &request.files);
                let id = message.id;
                self.post(message);
                Some(id)
            }
            6 => to.source,
            7 => {
                let source = to.source.and_then(|id| self.messages.get(&id)).cloned();
                let source = source.ok_or_else(|| Refusal::unknown(10008, "Unknown Message"))?;
                let inner = Request { body: data.clone(), ..request.clone() };
                self.change(&source, &inner)?;
                Some(source.id)
            }
            8 => {
                let choices = data["choices"].as_array().into_iter().flatten();
                let choices =
                    choices.map(|one| (one["name"].as_str().unwrap_or_default().to_owned(), one["value"].clone()));
                let choices = choices.collect();
                self.interactions.entry(to.id).and_modify(|interaction| interaction.choices = choices);
                None
            }
            _ => {
                let modal = read_modal(data, to);
                self.modals.entry(to.person).or_default().push_back(modal);
                None
            }
        };
        self.interactions.entry(to.id).and_modify(|interaction| interaction.original = original);
        Ok(original)
    }
}

fn check(form: &mut Form, request: &Request, kind: u64, to: &Interaction) {
    let data = &request.body["data"];
    let mut as_read = request.body.clone();
    // Files are described in another way than they are read back.
    if let Some(attachments) = as_read.pointer_mut("/data/attachments") {
        *attachments = json!([]);
    }
    shape::reads::<InteractionResponse>(form, "", &as_read);
    let fits = match kind {
        4 | 5 => to.kind != Deed::Autocomplete,
        6 | 7 => matches!(to.kind, Deed::Component | Deed::Modal) && to.source.is_some(),
        8 => to.kind == Deed::Autocomplete,
        9 => matches!(to.kind, Deed::Component | Deed::Command),
        _ => false,
    };
    if !fits {
        form.wrong("type", "BASE_TYPE_CHOICES", "This interaction cannot be answered in that way.");
        return;
    }
    match kind {
        4 => message::body(form, "data", data, &request.files, Use::Response),
        7 => message::body(form, "data", data, &request.files, Use::Update),
        5 => {
            // serenity sends an empty list of files with everything.
            shape::keys(form, "data", data, &["flags", "tts", "allowed_mentions", "attachments"]);
            shape::list(form, "data", data, "attachments", 0);
            if data["flags"].as_u64().is_some_and(|flags| flags & !EPHEMERAL != 0) {
                form.wrong("data.flags", "BASE_TYPE_CHOICES", "Only EPHEMERAL can be set.");
            }
        }
        6 => shape::keys(form, "data", data, &[]),
        8 => commands::autocomplete(form, "data", data),
        _ => modal::modal(form, "data", data),
    }
}

fn read_modal(data: &Json, to: &Interaction) -> Modal {
    let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
    let length = |json: &Json, default: u64| usize::try_from(json.as_u64().unwrap_or(default)).unwrap_or(4000);
    let inputs = data["components"].as_array().into_iter().flatten().map(|row| &row["components"][0]);
    let field = |input: &Json| Field {
        label: text(&input["label"]),
        custom_id: text(&input["custom_id"]),
        value: text(&input["value"]),
        placeholder: text(&input["placeholder"]),
        required: input["required"].as_bool().unwrap_or(true),
        lengths: (length(&input["min_length"], 0), length(&input["max_length"], 4000)),
    };
    Modal {
        title: text(&data["title"]),
        custom_id: text(&data["custom_id"]),
        fields: inputs.map(field).collect(),
        channel: to.channel,
        source: to.source,
    }
}
