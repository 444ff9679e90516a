//! Interactions as the gateway brings them.

use std::time::Instant;

use serde_json::{Value as Json, json};
use twilight_model::guild::Permissions;

use crate::world::discord::gateway::session::Event;
use crate::world::discord::nouns::{Deed, Interaction};
use crate::world::discord::state::State;

/// What somebody does.
pub struct Done {
    pub person: u64,
    pub channel: u64,
    pub kind: Deed,
    pub data: Json,
    pub source: Option<u64>,
    /// In words, for whoever has to find out why nobody answered.
    pub what: String,
}

impl State {
    /// Somebody does something, and the bot is told.
    pub fn interact(&mut self, done: Done) -> u64 {
        assert!(self.reads(done.person, &self.channels[&done.channel]), "{} is not there", done.person);
        let id = self.snowflake();
        let token = format!("aW50ZXJhY3Rpb246{}", hex::encode(id.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()));
        let data = self.show_interaction(id, &token, &done);
        let guild = self.channels[&done.channel].guild;
        let interaction = Interaction {
            id,
            token,
            kind: done.kind,
            person: done.person,
            channel: done.channel,
            source: done.source,
            at: self.now(),
            told: Instant::now(),
            took: None,
            answered: None,
            original: None,
            choices: Vec::new(),
            what: done.what,
        };
        self.interactions.insert(id, interaction);
        self.dispatch(&Event { name: "INTERACTION_CREATE", data, bare: None, intent: 0, guild });
        id
    }

    fn show_interaction(&self, id: u64, token: &str, done: &Done) -> Json {
        let channel = &self.channels[&done.channel];
        let locale = &self.users[&done.person].locale;
        let mut shown = json!({
            "id": id.to_string(), "application_id": self.app.to_string(), "type": done.kind.number(), "token": token,
            "version": 1, "data": done.data, "channel_id": channel.id.to_string(), "locale": locale,
            "channel": self.show_channel(channel), "entitlements": [], "attachment_size_limit": 10_485_760,
            "app_permissions": self.permissions(channel).bits().to_string()
        });
        if let Some(guild) = channel.guild.and_then(|id| self.guilds.get(&id)) {
            let mut member = self.show_member(guild, done.person);
            let may = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES | Permissions::USE_SLASH_COMMANDS;
            member["permissions"] = json!(may.bits().to_string());
            shown["member"] = member;
            shown["guild_id"] = json!(guild.id.to_string());
            shown["guild"] = json!({ "id": guild.id.to_string(), "locale": "en-US", "features": [] });
            shown["guild_locale"] = json!("en-US");
            shown["context"] = json!(0);
            shown["authorizing_integration_owners"] = json!({ "0": guild.id.to_string() });
        } else {
            shown["user"] = self.show_user(done.person);
            shown["context"] = json!(1);
            shown["authorizing_integration_owners"] = json!({ "0": "0" });
        }
        if let Some(source) = done.source.and_then(|id| self.messages.get(&id)) {
            shown["message"] = self.show_message(source, true);
        }
        shown
    }
}
