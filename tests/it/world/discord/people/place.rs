//! Guilds and the places in which people and the bot talk.

use serde_json::{Value as Json, json};
use twilight_model::guild::Permissions;

use super::DiscordPerson;
use crate::world::discord::Discord;
use crate::world::discord::gateway::session::{DIRECT_TYPING, Event, GUILD_TYPING, GUILDS};
use crate::world::discord::heard::Heard;
use crate::world::discord::nouns::Kind;
use crate::world::discord::state::State;

/// A guild.
#[derive(Clone)]
pub struct DiscordGuild {
    discord: Discord,
    pub id: u64,
}

/// A channel, a thread, a forum or a direct chat.
#[derive(Clone)]
pub struct Place {
    pub(super) discord: Discord,
    pub id: u64,
}

impl DiscordGuild {
    pub(in crate::world::discord) fn found(discord: &Discord, name: &str) -> Self {
        let id = discord.change(|state| {
            let id = state.guild(name);
            let data = state.show_whole_guild(&state.guilds[&id]);
            state.dispatch(&Event { name: "GUILD_CREATE", data, bare: None, intent: GUILDS, guild: Some(id) });
            id
        });
        Self { discord: discord.clone(), id }
    }

    /// A new text channel.
    pub fn channel(&self, name: &str) -> Place {
        self.place(Kind::Text, name)
    }

    /// A new forum.
    pub fn forum(&self, name: &str) -> Place {
        self.place(Kind::Forum, name)
    }

    fn place(&self, kind: Kind, name: &str) -> Place {
        let id = self.discord.change(|state| {
            let id = state.channel(kind, name, Some(self.id), None);
            state.tell_of_channel("CHANNEL_CREATE", id);
            id
        });
        Place { discord: self.discord.clone(), id }
    }

    /// A role and who has it; returns its id.
    pub fn role(&self, name: &str, members: &[&DiscordPerson]) -> u64 {
        for member in members {
            self.welcome(member);
        }
        self.discord.change(|state| {
            let id = state.snowflake();
            let members = members.iter().map(|member| member.id).collect();
            state.guilds.entry(self.id).and_modify(|guild| guild.roles.push((id, name.to_owned(), members)));
            id
        })
    }

    /// Somebody has none of the roles any more.
    pub fn dismiss(&self, person: &DiscordPerson) {
        self.discord.change(|state| {
            state.guilds.entry(self.id).and_modify(|guild| {
                for (_, _, members) in &mut guild.roles {
                    members.remove(&person.id);
                }
            });
        });
    }

    /// Somebody joins the guild.
    pub fn welcome(&self, person: &DiscordPerson) {
        self.discord.change(|state| {
            state.guilds.entry(self.id).and_modify(|guild| {
                guild.members.insert(person.id);
            });
        });
    }

    /// Takes something from the bot, or gives it.
    pub fn bot_may(&self, permissions: Permissions, granted: bool) {
        self.discord.change(|state| {
            state.guilds.entry(self.id).and_modify(|guild| guild.granted.set(permissions, granted));
        });
    }
}

impl Place {
    pub(super) fn at(discord: &Discord, id: u64) -> Self {
        Self { discord: discord.clone(), id }
    }

    /// The bot may not do this here, whatever it may in the guild.
    pub fn denies(&self, permissions: Permissions) {
        self.discord.change(|state| {
            state.channels.entry(self.id).and_modify(|channel| channel.denied |= permissions);
            state.tell_of_channel("CHANNEL_UPDATE", self.id);
        });
    }

    /// Somebody writes; returns the message.
    pub fn says(&self, person: &DiscordPerson, text: &str) -> u64 {
        self.writes(person, text, &json!({}))
    }

    /// Somebody writes to the bot by name.
    pub fn mentions(&self, person: &DiscordPerson, text: &str) -> u64 {
        self.says(person, &format!("<@{}> {text}", self.discord.application_id()))
    }

    /// Somebody replies to a message, as clients do: whoever wrote it is mentioned.
    pub fn replies(&self, person: &DiscordPerson, to: u64, text: &str) -> u64 {
        self.writes(person, text, &json!({ "reference": to }))
    }

    /// Somebody sends a file.
    pub fn sends_file(&self, person: &DiscordPerson, text: &str, name: &str) -> u64 {
        let file = json!({ "id": "1", "filename": name, "size": 3, "url": format!("https://cdn.invalid/{name}"),
            "proxy_url": format!("https://media.invalid/{name}") });
        self.writes(person, text, &json!({ "attachments": [file] }))
    }

    /// Somebody sends a sticker.
    pub fn sends_sticker(&self, person: &DiscordPerson, name: &str) -> u64 {
        self.writes(person, "", &json!({ "stickers": [{ "id": "1", "name": name, "format_type": 1 }] }))
    }

    /// Discord itself writes, for example that somebody joined (7).
    pub fn system_says(&self, person: &DiscordPerson, kind: u64) -> u64 {
        self.writes(person, "", &json!({ "kind": kind }))
    }

    fn writes(&self, person: &DiscordPerson, text: &str, more: &Json) -> u64 {
        let list = |key: &str| more[key].as_array().cloned().unwrap_or_default();
        self.discord.change(|state| {
            enter(state, person.id, self.id);
            let mut message = state.message(self.id, person.id);
            text.clone_into(&mut message.content);
            message.kind = more["kind"].as_u64().unwrap_or_default();
            message.attachments = list("attachments");
            message.stickers = list("stickers");
            message.mentions = mentioned(state, text);
            if let Some(reference) = more["reference"].as_u64() {
                message.kind = 19;
                message.reference = Some(reference);
                message.mentions.extend(state.messages.get(&reference).map(|old| old.author));
            }
            let id = message.id;
            state.post(message);
            id
        })
    }

    /// Somebody changes what they wrote.
    pub fn edits(&self, message: u64, text: &str) {
        self.discord.change(|state| {
            let (now, mentions) = (state.now(), mentioned(state, text));
            state.messages.entry(message).and_modify(|message| {
                text.clone_into(&mut message.content);
                message.edited = Some(now);
                message.mentions = mentions;
            });
            state.tell_of_message("MESSAGE_UPDATE", message);
        });
    }

    /// Somebody takes a message away.
    pub fn deletes(&self, message: u64) {
        self.discord.change(|state| state.remove_message(message));
    }

    /// Somebody is typing.
    pub fn types(&self, person: &DiscordPerson) {
        self.discord.change(|state| {
            let guild = state.channels[&self.id].guild;
            let data = json!({ "channel_id": self.id.to_string(), "user_id": person.id.to_string(),
                "timestamp": state.now().as_second() });
            let intent = if guild.is_some() { GUILD_TYPING } else { DIRECT_TYPING };
            state.dispatch(&Event { name: "TYPING_START", data, bare: None, intent, guild });
        });
    }

    /// Somebody starts a thread here, public or private; in a forum, a post with its first message.
    pub fn opens_thread(&self, person: &DiscordPerson, name: &str, private: bool) -> Self {
        let kind = if private { Kind::PrivateThread } else { Kind::PublicThread };
        let id = self.discord.change(|state| {
            enter(state, person.id, self.id);
            let guild = state.channels[&self.id].guild;
            let id = state.channel(kind, name, guild, Some(self.id));
            state.channels.entry(id).and_modify(|thread| {
                thread.owner = Some(person.id);
                thread.members.insert(person.id);
            });
            state.tell_of_channel("THREAD_CREATE", id);
            id
        });
        Self::at(&self.discord, id)
    }

    /// Somebody adds the bot to a private thread.
    pub fn invites_bot(&self) {
        self.discord.change(|state| {
            let app = state.app;
            state.channels.entry(self.id).and_modify(|thread| {
                thread.members.insert(app);
            });
            state.tell_of_channel("THREAD_CREATE", self.id);
        });
    }

    /// The next message of the bot's here that was not read yet, or that has new words.
    pub async fn hears(&self) -> Heard {
        let next = |state: &mut State| {
            let index = state.heard.iter().position(|heard| heard.channel == self.id)?;
            state.heard.remove(index)
        };
        self.discord.see("the bot says something", next).await
    }

    /// The next message here whose components changed and whose words did not.
    pub async fn sees_edit(&self) -> Heard {
        let next = |state: &mut State| {
            let index = state.edits.iter().position(|heard| heard.channel == self.id)?;
            state.edits.remove(index)
        };
        self.discord.see("the bot edits something", next).await
    }

    /// Waits until the bot has taken a message away here.
    pub async fn sees_deleted(&self, message: u64) {
        self.discord.see("a message goes", |state| state.deleted.contains(&message).then_some(())).await;
    }

    /// Waits until the bot types here.
    pub async fn sees_typing(&self) {
        self.discord.see("the bot types", |state| state.typing.contains(&self.id).then_some(())).await;
    }

    /// A thread below this place that the bot has opened.
    pub async fn thread(&self) -> Self {
        let opened = |state: &mut State| {
            let app = Some(state.app);
            let mut threads = state.channels.values().rev();
            threads.find(|one| one.parent == Some(self.id) && one.owner == app).map(|thread| thread.id)
        };
        Self::at(&self.discord, self.discord.see("the bot opens a thread", opened).await)
    }

    /// Whether somebody was added to this thread.
    pub fn has_member(&self, person: &DiscordPerson) -> bool {
        self.discord.inside.state().channels[&self.id].members.contains(&person.id)
    }
}

/// Whoever writes in a guild is in it.
fn enter(state: &mut State, person: u64, channel: u64) {
    let Some(guild) = state.channels.get(&channel).and_then(|channel| channel.guild) else { return };
    state.guilds.entry(guild).and_modify(|guild| {
        guild.members.insert(person);
    });
}

fn mentioned(state: &State, text: &str) -> Vec<u64> {
    let named = |id: &&u64| text.contains(&format!("<@{id}>")) || text.contains(&format!("<@!{id}>"));
    state.users.keys().filter(named).copied().collect()
}
