//! Slash commands as a client offers them: only registered ones, with options that fit.

use serde_json::{Value as Json, json};

use super::DiscordPerson;
use super::deeds::Done;
use crate::world::discord::nouns::Deed;
use crate::world::discord::state::State;

impl DiscordPerson {
    /// Uses a command here: `/ask`, or `/action create` for a sub-command.
    pub fn slash(&self, line: &str, options: &[(&str, Json)]) -> u64 {
        let (person, channel) = (self.id, self.place.id);
        let what = format!("{person} used {line}");
        self.discord.change(|state| {
            let data = state.typed(self, line, options, None);
            state.interact(Done { person, channel, kind: Deed::Command, data, source: None, what })
        })
    }

    /// A file for an option of a command.
    pub fn attaches(&self, name: &str, text: &str) -> Json {
        self.attaches_from(&self.discord.rest_url(), name, text)
    }

    /// A file that is said to be somewhere else than where Discord keeps files.
    pub fn attaches_from(&self, host: &str, name: &str, text: &str) -> Json {
        self.discord.change(|state| {
            let id = state.snowflake();
            let url = format!("{host}/attachments/{id}/{name}?ex=1&hm=2");
            let shown = json!({ "id": id.to_string(), "filename": name, "size": text.len(), "url": url, "proxy_url": url,
                "ephemeral": true, "content_type": "application/toml" });
            state.files.insert(id, (shown, text.to_owned()));
            json!(id.to_string())
        })
    }

    /// Types into an option of a command; returns what is proposed: name and value.
    pub async fn autocompletes(&self, line: &str, option: &str, typed: &str) -> Vec<(String, Json)> {
        self.autocompletes_after(line, &[], option, typed).await
    }

    /// The same with other options given already.
    pub async fn autocompletes_after(
        &self,
        line: &str,
        given: &[(&str, Json)],
        option: &str,
        typed: &str,
    ) -> Vec<(String, Json)> {
        let (person, channel) = (self.id, self.place.id);
        let what = format!("{person} typed {typed:?} into {option} of {line}");
        let options: Vec<(&str, Json)> = given.iter().cloned().chain([(option, json!(typed))]).collect();
        let id = self.discord.change(|state| {
            let data = state.typed(self, line, &options, Some(option));
            state.interact(Done { person, channel, kind: Deed::Autocomplete, data, source: None, what })
        });
        self.discord
            .see("choices", |state| {
                let interaction = state.interactions.get(&id)?;
                interaction.answered.map(|_| interaction.choices.clone())
            })
            .await
    }
}

impl State {
    fn typed(&self, who: &DiscordPerson, line: &str, typed: &[(&str, Json)], focused: Option<&str>) -> Json {
        let mut words = line.trim_start_matches('/').split(' ');
        let name = words.next().unwrap_or_default();
        let guild = self.channels[&who.place.id].guild;
        let locale = &self.users[&who.id].locale;
        let mut known = [guild, None].into_iter().filter_map(|scope| self.commands.get(&scope)).flatten();
        let command = known.find(|command| called(command, name, locale));
        let Some(command) = command else { panic!("there is no command /{name}: {:#?}", self.commands) };
        let direct = command["contexts"].as_array().is_none_or(|contexts| contexts.contains(&json!(1)));
        assert!(guild.is_some() || (direct && command["dm_permission"] != false), "/{name} is not for direct messages");
        let mut data = json!({ "id": command["id"], "name": command["name"], "type": 1 });
        if let Some(guild) = command.get("guild_id") {
            data["guild_id"] = guild.clone();
        }
        // Sub-commands are options of options.
        let (mut at, mut path) = (command, Vec::new());
        for word in words {
            let inside = at["options"].as_array().into_iter().flatten();
            let inside = inside.filter(|option| matches!(option["type"].as_u64(), Some(1 | 2)));
            at =
                inside.clone().find(|option| called(option, word, locale)).unwrap_or_else(|| panic!("{line}: {word}?"));
            path.push(json!({ "name": at["name"], "type": at["type"] }));
        }
        let mut options = chosen(at, line, typed, focused, locale);
        let files = options.as_array().into_iter().flatten().filter(|option| option["type"] == 11);
        let files = files.filter_map(|option| {
            let id = option["value"].as_str()?;
            Some((id.to_owned(), self.files.get(&id.parse().ok()?)?.0.clone()))
        });
        let files: serde_json::Map<String, Json> = files.collect();
        if !files.is_empty() {
            data["resolved"] = json!({ "attachments": files });
        }
        for mut step in path.into_iter().rev() {
            step["options"] = options;
            options = json!([step]);
        }
        if options.as_array().is_some_and(|options| !options.is_empty()) {
            data["options"] = options;
        }
        data
    }
}

/// By its name, or by its name in the person's language.
fn called(thing: &Json, name: &str, locale: &str) -> bool {
    thing["name"] == name || thing["name_localizations"][locale] == name
}

fn chosen(command: &Json, line: &str, typed: &[(&str, Json)], focused: Option<&str>, locale: &str) -> Json {
    let known: Vec<&Json> = command["options"].as_array().into_iter().flatten().collect();
    let given = typed.iter().map(|(name, value)| {
        let option = known.iter().find(|option| called(option, name, locale));
        let option = option.unwrap_or_else(|| panic!("{line} has no option {name}: {known:#?}"));
        let mut shown = json!({ "name": option["name"], "type": option["type"], "value": value });
        if focused == Some(*name) {
            assert_eq!(option["autocomplete"], true, "{name} of {line} proposes nothing");
            shown["focused"] = json!(true);
        } else {
            fits(line, option, value);
        }
        shown
    });
    let given: Vec<Json> = given.collect();
    let missing = known
        .iter()
        .find(|option| option["required"] == true && !given.iter().any(|given| given["name"] == option["name"]));
    if let (Some(missing), None) = (missing, focused) {
        panic!("a client would not send {line} without {}", missing["name"]);
    }
    json!(given)
}

/// A client refuses what does not fit.
fn fits(line: &str, option: &Json, value: &Json) {
    let right = match option["type"].as_u64() {
        Some(3) => value.as_str().is_some_and(|text| {
            let count = text.chars().count() as u64;
            count >= option["min_length"].as_u64().unwrap_or(1)
                && count <= option["max_length"].as_u64().unwrap_or(6000)
        }),
        Some(4) => value.is_i64(),
        Some(5) => value.is_boolean(),
        Some(10) => value.is_number(),
        _ => value.is_string(),
    };
    let number = |json: &Json| json.as_f64();
    let small = number(value).zip(number(&option["min_value"])).is_some_and(|(value, least)| value < least);
    let large = number(value).zip(number(&option["max_value"])).is_some_and(|(value, most)| value > most);
    let choices = option["choices"].as_array().filter(|choices| !choices.is_empty());
    let listed = choices.is_none_or(|choices| choices.iter().any(|choice| choice["value"] == *value));
    assert!(right && !small && !large && listed, "a client would not send {line} with {value} as {option:#}");
}
