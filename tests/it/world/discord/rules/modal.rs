//! Forms: one to five rows of one text field each.

use std::collections::HashSet;

use serde_json::Value as Json;
use twilight_model::channel::message::Component;

use super::shape::{at, keys, list, reads, text, whole};
use crate::world::discord::rest::refusal::Form;

pub fn modal(form: &mut Form, path: &str, data: &Json) {
    keys(form, path, data, &["custom_id", "title", "components"]);
    text(form, path, data, "custom_id", 1..=100, true);
    text(form, path, data, "title", 1..=45, true);
    let rows = list(form, path, data, "components", 5);
    if rows.is_empty() {
        form.wrong(&at(path, "components"), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.");
    }
    let mut ids = HashSet::new();
    for (index, row) in rows.iter().enumerate() {
        let place = at(&at(path, "components"), index);
        keys(form, &place, row, &["type", "id", "components"]);
        reads::<Component>(form, &place, row);
        let inside = list(form, &place, row, "components", 1);
        let Some(input) = inside.first().filter(|input| row["type"] == 1 && input["type"] == 4) else {
            form.wrong(&place, "UNION_TYPE_CHOICES", "A row of a form holds one text field.");
            continue;
        };
        let place = at(&at(&place, "components"), 0);
        field(form, &place, input);
        if let Some(id) = input["custom_id"].as_str()
            && !ids.insert(id)
        {
            let place = at(&place, "custom_id");
            form.wrong(&place, "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated");
        }
    }
}

fn field(form: &mut Form, path: &str, input: &Json) {
    let known =
        ["type", "id", "custom_id", "style", "label", "min_length", "max_length", "required", "value", "placeholder"];
    keys(form, path, input, &known);
    text(form, path, input, "custom_id", 1..=100, true);
    text(form, path, input, "label", 1..=45, true);
    whole(form, path, input, "style", 1..=2, true);
    let least = whole(form, path, input, "min_length", 0..=4000, false).unwrap_or(0);
    let most = whole(form, path, input, "max_length", 1..=4000, false).unwrap_or(4000);
    if least > most {
        form.wrong(&at(path, "min_length"), "TEXT_INPUT_INVALID_RANGE", "The least is more than the most.");
    }
    text(form, path, input, "placeholder", 0..=100, false);
    let most = usize::try_from(most).unwrap_or(4000);
    text(form, path, input, "value", 0..=most, false);
    if !input["required"].is_null() && !input["required"].is_boolean() {
        form.wrong(&at(path, "required"), "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
    }
}
