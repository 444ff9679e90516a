//! Embeds: texts in frames, 6000 characters altogether.

use serde_json::Value as Json;
use twilight_model::channel::message::Embed;

use super::shape::{at, keys, list, reads, text, whole};
use crate::world::discord::rest::refusal::Form;

/// Characters of all embeds of a message.
const TOTAL: usize = 6000;

pub fn all(form: &mut Form, path: &str, body: &Json) {
    let mut total = 0;
    for (index, embed) in list(form, path, body, "embeds", 10).iter().enumerate() {
        let place = at(&at(path, "embeds"), index);
        total += one(form, &place, embed);
    }
    if total > TOTAL {
        let message = "Embed size exceeds maximum size of 6000";
        form.wrong(&at(path, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", message);
    }
}

/// Checks an embed and counts its characters.
fn one(form: &mut Form, path: &str, embed: &Json) -> usize {
    let known = [
        "title",
        "type",
        "description",
        "url",
        "timestamp",
        "color",
        "footer",
        "image",
        "thumbnail",
        "author",
        "fields",
    ];
    keys(form, path, embed, &known);
    let mut as_read = embed.clone();
    // What is read back has a type and says of every field whether it stands in a line.
    if as_read["type"].is_null() {
        as_read["type"] = Json::from("rich");
    }
    for field in as_read.get_mut("fields").and_then(Json::as_array_mut).into_iter().flatten() {
        if field["inline"].is_null() {
            field["inline"] = Json::Bool(false);
        }
    }
    if as_read.get("fields").is_none() {
        as_read["fields"] = Json::Array(Vec::new());
    }
    reads::<Embed>(form, path, &as_read);
    let mut count = 0;
    let mut part = |form: &mut Form, path: &str, object: &Json, key: &str, most: usize, required: bool| {
        let least = usize::from(required);
        count += text(form, path, object, key, least..=most, required).map_or(0, |text| text.chars().count());
    };
    part(form, path, embed, "title", 256, false);
    part(form, path, embed, "description", 4096, false);
    whole(form, path, embed, "color", 0..=0xff_ffff, false);
    if !embed["footer"].is_null() {
        part(form, &at(path, "footer"), &embed["footer"], "text", 2048, true);
    }
    if !embed["author"].is_null() {
        part(form, &at(path, "author"), &embed["author"], "name", 256, true);
    }
    for (index, field) in list(form, path, embed, "fields", 25).iter().enumerate() {
        let place = at(&at(path, "fields"), index);
        keys(form, &place, field, &["name", "value", "inline"]);
        part(form, &place, field, "name", 256, true);
        part(form, &place, field, "value", 1024, true);
    }
    count
}
