//! Users, guilds, channels and messages as Discord writes them.

use jiff::Timestamp;
use serde_json::{Value as Json, json};
use twilight_model::guild::Permissions;

use super::nouns::{Channel, Guild, Kind, LOADING, Message, SUPPRESS_EMBEDS};
use super::state::State;

/// When everybody joined; nothing depends on it.
const LONG_AGO: &str = "2020-01-01T00:00:00.000000+00:00";

/// A time as Discord writes it; libraries read nothing else.
fn written(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string()
}

fn id(id: u64) -> String {
    id.to_string()
}

impl State {
    pub fn show_user(&self, user: u64) -> Json {
        let user = &self.users[&user];
        let mut shown = json!({
            "id": id(user.id), "username": user.name, "global_name": user.name, "discriminator": "0", "avatar": null,
            "public_flags": 0, "bot": user.bot
        });
        if user.id == self.app {
            for (key, value) in [("mfa_enabled", json!(true)), ("verified", json!(true)), ("email", Json::Null)] {
                shown[key] = value;
            }
        }
        shown
    }

    pub fn show_application(&self) -> Json {
        // GATEWAY_MESSAGE_CONTENT and its siblings are set when the privileged intents are switched on.
        let flag = |intent: u64, flag: u64| if self.gateway.privileged & intent == 0 { 0 } else { flag };
        let flags = flag(1 << 15, 1 << 19) | flag(1 << 1, 1 << 15) | flag(1 << 8, 1 << 13);
        json!({
            "id": id(self.app), "name": "errand", "icon": null, "description": "", "bot_public": true,
            "bot_require_code_grant": false, "verify_key": "00", "team": null, "flags": flags,
            "approximate_guild_count": self.guilds.len(), "owner": null
        })
    }

    /// A member of a guild, with or without the user.
    pub fn show_member(&self, guild: &Guild, user: u64) -> Json {
        let roles = guild.roles.iter().filter(|(_, _, members)| members.contains(&user));
        json!({
            "user": self.show_user(user), "nick": null, "avatar": null, "banner": null,
            "roles": roles.map(|(role, _, _)| id(*role)).collect::<Vec<_>>(), "joined_at": LONG_AGO,
            "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
            "communication_disabled_until": null
        })
    }

    pub fn show_roles(guild: &Guild) -> Json {
        let role = |role: u64, name: &str, permissions: Permissions| {
            json!({
                "id": id(role), "name": name, "color": 0, "hoist": false, "position": 0, "managed": false,
                "colors": { "primary_color": 0, "secondary_color": null, "tertiary_color": null },
                "mentionable": false, "permissions": permissions.bits().to_string(), "flags": 0
            })
        };
        let everybody = role(guild.id, "@everyone", guild.granted);
        let others = guild.roles.iter().map(|(id, name, _)| role(*id, name, Permissions::empty()));
        Json::Array(std::iter::once(everybody).chain(others).collect())
    }

    /// A guild without its channels, as REST answers.
    pub fn show_guild(&self, guild: &Guild) -> Json {
        json!({
            "id": id(guild.id), "name": guild.name, "icon": null, "splash": null, "discovery_splash": null,
            "owner_id": id(self.app), "afk_channel_id": null, "afk_timeout": 300, "widget_enabled": false,
            "verification_level": 0, "default_message_notifications": 1, "explicit_content_filter": 0,
            "roles": Self::show_roles(guild), "emojis": [], "features": [], "mfa_level": 0, "application_id": null,
            "system_channel_id": null, "system_channel_flags": 0, "rules_channel_id": null, "vanity_url_code": null,
            "description": null, "banner": null, "premium_tier": 0, "preferred_locale": "en-US",
            "public_updates_channel_id": null, "nsfw_level": 0, "premium_progress_bar_enabled": false,
            "stickers": [], "safety_alerts_channel_id": null
        })
    }

    /// A guild as `GUILD_CREATE` brings it.
    pub fn show_whole_guild(&self, guild: &Guild) -> Json {
        let inside = |thread: bool| {
            let channels = self.channels.values().filter(move |channel| channel.guild == Some(guild.id));
            let visible = channels.filter(move |channel| channel.kind.is_thread() == thread);
            let visible = visible.filter(|channel| self.permissions(channel).contains(Permissions::VIEW_CHANNEL));
            visible.map(|channel| self.show_channel(channel)).collect::<Vec<_>>()
        };
        let mut shown = self.show_guild(guild);
        for (key, value) in [
            ("joined_at", json!(LONG_AGO)),
            ("large", json!(false)),
            ("unavailable", json!(false)),
            ("member_count", json!(guild.members.len())),
            ("members", json!([self.show_member(guild, self.app)])),
            ("channels", json!(inside(false))),
            ("threads", json!(inside(true))),
            ("presences", json!([])),
            ("voice_states", json!([])),
            ("stage_instances", json!([])),
            ("guild_scheduled_events", json!([])),
            ("soundboard_sounds", json!([])),
        ] {
            shown[key] = value;
        }
        shown
    }

    pub fn show_channel(&self, channel: &Channel) -> Json {
        let of_channel = |message: &&Message| message.channel == channel.id && message.ephemeral_to.is_none();
        let last = self.messages.values().rev().find(of_channel).map(|message| id(message.id));
        let mut shown =
            json!({ "id": id(channel.id), "type": channel.kind.number(), "flags": 0, "last_message_id": last });
        let Some(guild) = channel.guild else {
            shown["recipients"] = channel.members.iter().map(|member| self.show_user(*member)).collect();
            return shown;
        };
        shown["guild_id"] = json!(id(guild));
        shown["name"] = json!(channel.name);
        shown["parent_id"] = json!(channel.parent.map(id));
        shown["rate_limit_per_user"] = json!(0);
        if !channel.kind.is_thread() {
            let denied = channel.denied.bits().to_string();
            shown["permission_overwrites"] = if channel.denied.is_empty() {
                json!([])
            } else {
                json!([{ "id": id(self.app), "type": 1, "allow": "0", "deny": denied }])
            };
            shown["position"] = json!(0);
            shown["nsfw"] = json!(false);
            shown["topic"] = Json::Null;
            if channel.kind == Kind::Forum {
                shown["available_tags"] = json!([]);
            }
            return shown;
        }
        shown["owner_id"] = json!(id(channel.owner.unwrap_or(self.app)));
        shown["message_count"] = json!(self.messages.values().filter(|message| message.channel == channel.id).count());
        shown["member_count"] = json!(channel.members.len());
        shown["thread_metadata"] = json!({
            "archived": channel.archived, "locked": channel.locked, "auto_archive_duration": channel.auto_archive,
            "archive_timestamp": LONG_AGO, "create_timestamp": LONG_AGO
        });
        if channel.kind == Kind::PrivateThread {
            shown["thread_metadata"]["invitable"] = json!(false);
        }
        if channel.members.contains(&self.app) {
            shown["member"] = json!({ "flags": 1, "join_timestamp": LONG_AGO, "id": id(channel.id),
                "user_id": id(self.app) });
        }
        shown
    }

    /// A message; without its content for a bot that is not meant to read it.
    pub fn show_message(&self, message: &Message, readable: bool) -> Json {
        let mut shown = json!({
            "id": id(message.id), "channel_id": id(message.channel), "type": message.kind,
            "author": self.show_user(message.author), "content": "", "components": [], "embeds": [],
            "attachments": [], "timestamp": written(message.at),
            "edited_timestamp": message.edited.map(written), "tts": false, "mention_everyone": false,
            "mentions": message.mentions.iter().map(|one| self.show_user(*one)).collect::<Vec<_>>(),
            "mention_roles": [], "pinned": false,
            "flags": message.flags | if message.loading { LOADING } else { 0 }
        });
        if readable {
            shown["content"] = json!(message.content);
            shown["components"] = with_ids(&message.components);
            shown["attachments"] = json!(message.attachments);
            if message.flags & SUPPRESS_EMBEDS == 0 {
                shown["embeds"] = message.embeds.clone();
            }
        }
        if !message.stickers.is_empty() {
            shown["sticker_items"] = json!(message.stickers);
        }
        if let Some(nonce) = &message.nonce {
            shown["nonce"] = nonce.clone();
        }
        if let Some(reference) = message.reference {
            shown["message_reference"] = json!({ "type": 0, "message_id": id(reference),
                "channel_id": id(message.channel) });
            shown["referenced_message"] =
                self.messages.get(&reference).map_or(Json::Null, |old| self.show_message(old, readable));
        }
        if message.interaction.is_some() {
            shown["application_id"] = json!(id(self.app));
            shown["webhook_id"] = json!(id(self.app));
        }
        shown
    }

    /// Whether the bot may read it: a direct message, its own, one that names it, or with the intent.
    pub fn readable(&self, message: &Message, content_intent: bool) -> bool {
        content_intent
            || message.author == self.app
            || message.mentions.contains(&self.app)
            || self.channels.get(&message.channel).is_some_and(|channel| channel.kind == Kind::Direct)
    }
}

/// Discord numbers the components it was given.
fn with_ids(components: &Json) -> Json {
    fn number(component: &mut Json, next: &mut i32) {
        if component["id"].is_null() {
            component["id"] = json!(*next);
        }
        *next += 1;
        for inner in component.get_mut("components").and_then(Json::as_array_mut).into_iter().flatten() {
            number(inner, next);
        }
    }
    let (mut components, mut next) = (components.clone(), 1);
    for component in components.as_array_mut().into_iter().flatten() {
        number(component, &mut next);
    }
    components
}
