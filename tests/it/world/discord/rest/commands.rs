//! Application commands: read, and overwritten as a whole.

use serde_json::{Value as Json, json};

use super::refusal::{Answer, Form, Refusal};
use super::request::Request;
use super::{id, nothing_here};
use crate::world::discord::rules::commands;
use crate::world::discord::state::State;

impl State {
    pub(super) fn command_route(&mut self, request: &Request, app: u64, rest: &[&str]) -> Answer {
        if app != self.app {
            return Err(Refusal::unknown(10002, "Unknown Application"));
        }
        let (guild, rest) = match rest {
            ["guilds", guild, "commands", rest @ ..] => (Some(id(guild)?), rest),
            ["commands", rest @ ..] => (None, rest),
            _ => return Err(nothing_here()),
        };
        if guild.is_some_and(|guild| !self.guilds.contains_key(&guild)) {
            return Err(Refusal::new(403, 50001, "Missing Access"));
        }
        match (request.method.as_str(), rest) {
            ("GET", []) => Ok((200, json!(self.commands.get(&guild).cloned().unwrap_or_default()))),
            ("PUT", []) => {
                let mut form = Form::default();
                commands::all(&mut form, &request.body);
                form.done()?;
                let new = request.body.as_array().cloned().unwrap_or_default();
                let new: Vec<Json> = new.into_iter().map(|command| self.registered(command, guild)).collect();
                self.commands.insert(guild, new.clone());
                self.command_writes += 1;
                Ok((200, json!(new)))
            }
            ("POST", []) => {
                let mut form = Form::default();
                commands::one(&mut form, "", &request.body);
                form.done()?;
                let new = self.registered(request.body.clone(), guild);
                let commands = self.commands.entry(guild).or_default();
                let before = commands.len();
                commands.retain(|command| command["name"] != new["name"]);
                let status = if commands.len() == before { 201 } else { 200 };
                commands.push(new.clone());
                self.command_writes += 1;
                Ok((status, new))
            }
            ("DELETE", [command]) => {
                let commands = self.commands.entry(guild).or_default();
                let before = commands.len();
                commands.retain(|one| one["id"] != **command);
                if commands.len() == before {
                    return Err(Refusal::unknown(10063, "Unknown application command"));
                }
                self.command_writes += 1;
                Ok((204, Json::Null))
            }
            _ => Err(nothing_here()),
        }
    }

    /// A command as Discord keeps it: with what was left out.
    fn registered(&mut self, mut command: Json, guild: Option<u64>) -> Json {
        let same = |known: &&Json| known["name"] == command["name"];
        let known = self.commands.get(&guild).and_then(|commands| commands.iter().find(same));
        let id = known.map(|known| known["id"].clone());
        let id = id.unwrap_or_else(|| json!(self.snowflake().to_string()));
        command["id"] = id;
        command["application_id"] = json!(self.app.to_string());
        command["version"] = json!(self.snowflake().to_string());
        let kind = command["type"].as_u64().unwrap_or(1);
        command["type"] = json!(kind);
        for (key, value) in [
            ("default_member_permissions", Json::Null),
            ("nsfw", json!(false)),
            ("name_localizations", Json::Null),
            ("description_localizations", Json::Null),
            ("description", json!("")),
        ] {
            if command[key].is_null() {
                command[key] = value;
            }
        }
        if let Some(guild) = guild {
            command["guild_id"] = json!(guild.to_string());
        }
        command
    }
}
