//! Commands: names, descriptions, options, choices, languages, 8000 characters each.

use std::collections::HashSet;

use regex::Regex;
use serde_json::{Value as Json, json};
use twilight_model::application::command::{Command, CommandOptionChoice};

use super::shape::{at, keys, list, reads, text};
use crate::world::discord::rest::refusal::Form;

/// Characters of a command with everything in it.
const TOTAL: usize = 8000;
/// Commands of an application, or of a guild.
const COMMANDS: usize = 100;

/// The languages of Discord.
const LOCALES: [&str; 33] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl", "no", "pl", "pt-BR",
    "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko", "he",
];

pub fn all(form: &mut Form, body: &Json) {
    let wrapped = json!({ "commands": body });
    let commands = list(form, "", &wrapped, "commands", usize::MAX).to_vec();
    if commands.len() > COMMANDS {
        form.instead(30032, "Maximum number of application commands reached (100)");
    }
    let mut names = HashSet::new();
    for (index, command) in commands.iter().enumerate() {
        one(form, &index.to_string(), command);
        if !names.insert((command["name"].to_string(), command["type"].as_u64().unwrap_or(1))) {
            let place = at(&index.to_string(), "name");
            form.wrong(&place, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique");
        }
    }
}

pub fn one(form: &mut Form, path: &str, command: &Json) {
    let known = [
        "id",
        "name",
        "name_localizations",
        "description",
        "description_localizations",
        "options",
        "default_member_permissions",
        "dm_permission",
        "integration_types",
        "contexts",
        "type",
        "nsfw",
        "handler",
    ];
    keys(form, path, command, &known);
    let mut as_read = command.clone();
    for (key, value) in [("version", json!("1")), ("type", json!(1)), ("description", json!(""))] {
        if as_read[key].is_null() {
            as_read[key] = value;
        }
    }
    reads::<Command>(form, path, &as_read);
    if command["type"].as_u64().is_some_and(|kind| kind != 1) {
        form.wrong(&at(path, "type"), "HOUSE", "A support bot has slash commands.");
    }
    let mut count = words(form, path, command);
    count += options(form, path, command, 0);
    if count > TOTAL {
        let message = format!("Command exceeds maximum size ({TOTAL})");
        form.wrong(path, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

/// Name and description in every language; counts the longest of each.
fn words(form: &mut Form, path: &str, thing: &Json) -> usize {
    let mut count = 0;
    if let Some(name) = text(form, path, thing, "name", 1..=32, true) {
        named(form, &at(path, "name"), name);
        count += longest(form, path, thing, "name", name, 32);
    }
    if let Some(description) = text(form, path, thing, "description", 1..=100, true) {
        count += longest(form, path, thing, "description", description, 100);
    }
    count
}

fn named(form: &mut Form, path: &str, name: &str) {
    let shape = Regex::new(r"^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$").expect("Discord's pattern");
    if !shape.is_match(name) || name.to_lowercase() != name {
        form.wrong(path, "APPLICATION_COMMAND_INVALID_NAME", format!("Command name is invalid: {name}"));
    }
}

fn longest(form: &mut Form, path: &str, thing: &Json, key: &str, plain: &str, most: usize) -> usize {
    let key = format!("{key}_localizations");
    let mut longest = plain.chars().count();
    for locale in thing[&key].as_object().into_iter().flat_map(serde_json::Map::keys) {
        let place = at(path, &key);
        if !LOCALES.contains(&locale.as_str()) {
            form.wrong(&at(&place, locale), "BASE_TYPE_CHOICES", "Not a language of Discord.");
        }
        if let Some(translated) = text(form, &place, &thing[&key], locale, 1..=most, false) {
            longest = longest.max(translated.chars().count());
            if key == "name_localizations" && most == 32 {
                named(form, &at(&place, locale), translated);
            }
        }
    }
    longest
}

fn options(form: &mut Form, path: &str, thing: &Json, depth: usize) -> usize {
    let (mut count, mut names, mut optional) = (0, HashSet::new(), false);
    let options = list(form, path, thing, "options", 25);
    let nested = options.iter().filter(|option| matches!(option["type"].as_u64(), Some(1 | 2))).count();
    if nested > 0 && nested < options.len() {
        form.wrong(&at(path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands and options.");
    }
    for (index, option) in options.iter().enumerate() {
        let place = at(&at(path, "options"), index);
        let known = [
            "type",
            "name",
            "name_localizations",
            "description",
            "description_localizations",
            "required",
            "choices",
            "options",
            "channel_types",
            "min_value",
            "max_value",
            "min_length",
            "max_length",
            "autocomplete",
        ];
        keys(form, &place, option, &known);
        count += words(form, &place, option);
        if !names.insert(option["name"].as_str().unwrap_or_default()) {
            form.wrong(&at(&place, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATE", "Twice.");
        }
        let required = option["required"] == Json::Bool(true);
        if required && optional {
            let message = "Required options must be placed before non-required options";
            form.wrong(&at(&place, "required"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional |= !required;
        match option["type"].as_u64() {
            Some(1) if depth < 2 => count += options_of(form, &place, option, 2),
            Some(2) if depth == 0 => count += options_of(form, &place, option, 1),
            Some(3..=11) => count += choices(form, &place, option),
            _ => form.wrong(&at(&place, "type"), "BASE_TYPE_CHOICES", "No such option here."),
        }
    }
    count
}

fn options_of(form: &mut Form, path: &str, option: &Json, depth: usize) -> usize {
    for key in ["required", "choices", "autocomplete"] {
        let set = option[key] == Json::Bool(true) || option[key].as_array().is_some_and(|list| !list.is_empty());
        if set {
            form.wrong(&at(path, key), "BASE_TYPE_CHOICES", "Not with a sub-command.");
        }
    }
    options(form, path, option, depth)
}

fn choices(form: &mut Form, path: &str, option: &Json) -> usize {
    let kind = option["type"].as_u64().unwrap_or_default();
    let choices = list(form, path, option, "choices", 25);
    if option["autocomplete"] == Json::Bool(true) && (!choices.is_empty() || !matches!(kind, 3 | 4 | 10)) {
        form.wrong(&at(path, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE", "Not with choices or this type.");
    }
    if !choices.is_empty() && !matches!(kind, 3 | 4 | 10) {
        form.wrong(&at(path, "choices"), "BASE_TYPE_CHOICES", "Not with this type.");
    }
    for (keys, kinds) in [(["min_value", "max_value"], [4, 10]), (["min_length", "max_length"], [3, 3])] {
        let misplaced = keys.iter().any(|key| !option[*key].is_null()) && !kinds.contains(&kind);
        if misplaced {
            form.wrong(&at(path, keys[0]), "BASE_TYPE_CHOICES", "Not with this type.");
        }
    }
    let (least, most) = (&option["min_length"], &option["max_length"]);
    let long = |json: &Json, range: std::ops::RangeInclusive<u64>| {
        json.is_null() || json.as_u64().is_some_and(|length| range.contains(&length))
    };
    if !long(least, 0..=6000) || !long(most, 1..=6000) || (least.as_u64() > most.as_u64() && !most.is_null()) {
        form.wrong(&at(path, "max_length"), "NUMBER_TYPE", "Lengths are from 0 to 6000.");
    }
    listed(form, path, choices, kind)
}

/// Choices with unique names; counts their characters.
fn listed(form: &mut Form, path: &str, choices: &[Json], kind: u64) -> usize {
    let (mut count, mut names) = (0, HashSet::new());
    for (index, choice) in choices.iter().enumerate() {
        let place = at(&at(path, "choices"), index);
        keys(form, &place, choice, &["name", "name_localizations", "value"]);
        reads::<CommandOptionChoice>(form, &place, choice);
        if let Some(name) = text(form, &place, choice, "name", 1..=100, true) {
            count += longest(form, &place, choice, "name", name, 100);
            if !names.insert(name) {
                form.wrong(&at(&place, "name"), "APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE", "Twice.");
            }
        }
        let value = &choice["value"];
        let fits = match kind {
            3 => value.as_str().is_some_and(|value| value.chars().count() <= 100),
            4 => value.is_i64() || value.is_u64(),
            _ => value.is_number(),
        };
        if !fits {
            form.wrong(&at(&place, "value"), "BASE_TYPE_CHOICES", "Not a value of this type.");
        }
        count += value.as_str().map_or(0, |value| value.chars().count());
    }
    count
}

/// What is proposed while somebody types.
pub fn autocomplete(form: &mut Form, path: &str, data: &Json) {
    keys(form, path, data, &["choices"]);
    if data["choices"].is_null() {
        form.wrong(&at(path, "choices"), "BASE_TYPE_REQUIRED", "This field is required");
    }
    let choices = list(form, path, data, "choices", 25);
    let kind = match choices.first().map(|choice| &choice["value"]) {
        Some(Json::Number(number)) if number.is_f64() => 10,
        Some(Json::Number(_)) => 4,
        _ => 3,
    };
    listed(form, path, choices, kind);
}
