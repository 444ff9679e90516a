//! Guilds, their roles, channels and members; the users behind them.

use serde_json::{Value as Json, json};
use twilight_model::guild::Permissions;

use super::refusal::{Answer, Refusal};
use super::{id, nothing_here};
use crate::world::discord::state::State;

impl State {
    pub(super) fn guild_route(&self, method: &str, steps: &[&str]) -> Answer {
        if method != "GET" {
            return Err(nothing_here());
        }
        match steps {
            ["users", "@me", "guilds"] => {
                let brief = |guild: &super::super::nouns::Guild| {
                    json!({ "id": guild.id.to_string(), "name": guild.name, "icon": null, "owner": false,
                        "permissions": guild.granted.bits().to_string(), "features": [] })
                };
                Ok((200, self.guilds.values().map(brief).collect()))
            }
            ["users", user] => {
                let user = self.users.get(&id(user)?).ok_or_else(|| Refusal::unknown(10013, "Unknown User"))?;
                Ok((200, self.show_user(user.id)))
            }
            ["guilds", guild, rest @ ..] => {
                let unknown = || Refusal::unknown(10004, "Unknown Guild");
                let guild = self.guilds.get(&id(guild)?).ok_or_else(unknown)?;
                let channels = |thread: bool| -> Vec<Json> {
                    let here = self.channels.values().filter(|channel| channel.guild == Some(guild.id));
                    let here = here.filter(|channel| channel.kind.is_thread() == thread && !channel.archived);
                    let seen = here.filter(|one| self.permissions(one).contains(Permissions::VIEW_CHANNEL));
                    seen.map(|channel| self.show_channel(channel)).collect()
                };
                match rest {
                    [] => Ok((200, self.show_guild(guild))),
                    ["roles"] => Ok((200, Self::show_roles(guild))),
                    ["channels"] => Ok((200, json!(channels(false)))),
                    ["threads", "active"] => Ok((200, json!({ "threads": channels(true), "members": [] }))),
                    ["members", "@me"] => Ok((200, self.show_member(guild, self.app))),
                    ["members", user] => {
                        let user = id(user)?;
                        if !guild.members.contains(&user) {
                            return Err(Refusal::unknown(10007, "Unknown Member"));
                        }
                        Ok((200, self.show_member(guild, user)))
                    }
                    _ => Err(nothing_here()),
                }
            }
            _ => Err(nothing_here()),
        }
    }
}
