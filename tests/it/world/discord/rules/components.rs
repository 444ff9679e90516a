//! Rows of buttons and menus below a message.

use std::collections::HashSet;

use serde_json::Value as Json;
use twilight_model::channel::message::Component;

use super::shape::{at, keys, list, reads, text, whole};
use crate::world::discord::rest::refusal::Form;

pub fn rows(form: &mut Form, path: &str, body: &Json) {
    let mut ids = HashSet::new();
    for (index, row) in list(form, path, body, "components", 5).iter().enumerate() {
        let place = at(&at(path, "components"), index);
        if row["type"] != 1 {
            form.wrong(&place, "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).");
            continue;
        }
        reads::<Component>(form, &place, row);
        keys(form, &place, row, &["type", "id", "components"]);
        let inside = list(form, &place, row, "components", 5);
        let menus = inside.iter().filter(|one| one["type"] != 2).count();
        if inside.is_empty() || (menus > 0 && inside.len() > 1) {
            let message = "A row holds one to five buttons or one menu.";
            form.wrong(&at(&place, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
        }
        for (index, component) in inside.iter().enumerate() {
            let place = at(&at(&place, "components"), index);
            match component["type"].as_u64() {
                Some(2) => button(form, &place, component),
                Some(3) => menu(form, &place, component),
                _ => form.wrong(&place, "UNION_TYPE_CHOICES", "Buttons and string menus are known here."),
            }
            if let Some(id) = component["custom_id"].as_str()
                && !ids.insert(id)
            {
                let place = at(&place, "custom_id");
                form.wrong(&place, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
            }
        }
    }
}

fn button(form: &mut Form, path: &str, button: &Json) {
    keys(form, path, button, &["type", "id", "style", "label", "emoji", "custom_id", "url", "disabled"]);
    let style = whole(form, path, button, "style", 1..=5, true);
    let label = text(form, path, button, "label", 0..=80, false);
    if label.is_none_or(|label| label.trim().is_empty()) && button["emoji"].is_null() {
        form.wrong(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button has a label or an emoji.");
    }
    if style == Some(5) {
        text(form, path, button, "url", 1..=512, true);
        if !button["custom_id"].is_null() {
            form.wrong(&at(path, "custom_id"), "BUTTON_COMPONENT_CUSTOM_ID_URL", "A link has no custom id.");
        }
        let url = button["url"].as_str().unwrap_or_default();
        if !["http://", "https://", "discord://"].iter().any(|scheme| url.starts_with(scheme)) {
            form.wrong(&at(path, "url"), "URL_TYPE_INVALID_SCHEME", "Not a link.");
        }
    } else {
        text(form, path, button, "custom_id", 1..=100, true);
        if !button["url"].is_null() {
            form.wrong(&at(path, "url"), "BUTTON_COMPONENT_CUSTOM_ID_URL", "Only a link has an address.");
        }
    }
}

fn menu(form: &mut Form, path: &str, menu: &Json) {
    let known =
        ["type", "id", "custom_id", "options", "placeholder", "min_values", "max_values", "disabled", "required"];
    keys(form, path, menu, &known);
    text(form, path, menu, "custom_id", 1..=100, true);
    text(form, path, menu, "placeholder", 0..=150, false);
    let options = list(form, path, menu, "options", 25);
    if options.is_empty() {
        form.wrong(&at(path, "options"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.");
    }
    let least = whole(form, path, menu, "min_values", 0..=25, false).unwrap_or(1);
    let most = whole(form, path, menu, "max_values", 1..=25, false).unwrap_or(1);
    if least > most || usize::try_from(most).is_ok_and(|most| most > options.len()) {
        form.wrong(&at(path, "max_values"), "SELECT_COMPONENT_INVALID_RANGE", "There are not so many options.");
    }
    let mut values = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let place = at(&at(path, "options"), index);
        keys(form, &place, option, &["label", "value", "description", "emoji", "default"]);
        text(form, &place, option, "label", 1..=100, true);
        text(form, &place, option, "description", 0..=100, false);
        if let Some(value) = text(form, &place, option, "value", 1..=100, true)
            && !values.insert(value)
        {
            form.wrong(&at(&place, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "Twice.");
        }
    }
    if options.iter().filter(|option| option["default"] == Json::Bool(true)).count() > 1 && most == 1 {
        form.wrong(&at(path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "One default at most.");
    }
}
