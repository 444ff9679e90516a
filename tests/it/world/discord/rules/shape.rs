//! The plain parts of every body: keys, texts, numbers, lists.

use std::ops::RangeInclusive;

use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use crate::world::discord::rest::refusal::Form;

/// A path one step further in.
pub fn at(path: &str, step: impl std::fmt::Display) -> String {
    if path.is_empty() { step.to_string() } else { format!("{path}.{step}") }
}

/// An object with no other keys. Discord overlooks others; here they are mistakes.
pub fn keys(form: &mut Form, path: &str, object: &Json, known: &[&str]) {
    match object {
        Json::Object(fields) => {
            for key in fields.keys().filter(|key| !known.contains(&key.as_str())) {
                form.wrong(&at(path, key), "UNKNOWN_KEY", "Discord does not know this.");
            }
        }
        Json::Null if known.is_empty() => {}
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
            form.wrong(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used.");
        }
    }
}

/// A text of so many characters.
pub fn text<'a>(
    form: &mut Form,
    path: &str,
    object: &'a Json,
    key: &str,
    length: RangeInclusive<usize>,
    required: bool,
) -> Option<&'a str> {
    let place = at(path, key);
    match &object[key] {
        Json::Null if required => form.wrong(&place, "BASE_TYPE_REQUIRED", "This field is required"),
        Json::Null => {}
        Json::String(text) => {
            let count = text.chars().count();
            if !length.contains(&count) {
                let (least, most) = (length.start(), length.end());
                form.wrong(&place, "BASE_TYPE_BAD_LENGTH", format!("Must be between {least} and {most} in length."));
            }
            return Some(text);
        }
        Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => {
            form.wrong(&place, "STRING_TYPE_CONVERT", "Could not interpret as string.");
        }
    }
    None
}

/// A whole number.
pub fn whole(
    form: &mut Form,
    path: &str,
    object: &Json,
    key: &str,
    range: RangeInclusive<i64>,
    required: bool,
) -> Option<i64> {
    let place = at(path, key);
    let value = &object[key];
    if value.is_null() {
        if required {
            form.wrong(&place, "BASE_TYPE_REQUIRED", "This field is required");
        }
        return None;
    }
    let number = value.as_i64();
    if !number.is_some_and(|number| range.contains(&number)) {
        let (least, most) = (range.start(), range.end());
        form.wrong(&place, "NUMBER_TYPE", format!("int value should be between {least} and {most}."));
    }
    number
}

/// A list of so many things.
pub fn list<'a>(form: &mut Form, path: &str, object: &'a Json, key: &str, most: usize) -> &'a [Json] {
    match &object[key] {
        Json::Null => &[],
        Json::Array(list) => {
            if list.len() > most {
                form.wrong(&at(path, key), "BASE_TYPE_BAD_LENGTH", format!("Must be {most} or fewer in length."));
            }
            list
        }
        Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Object(_) => {
            form.wrong(&at(path, key), "LIST_TYPE_CONVERT", "Only iterables may be used.");
            &[]
        }
    }
}

/// Something that twilight's models can read.
pub fn reads<T: DeserializeOwned>(form: &mut Form, path: &str, value: &Json) {
    if let Err(error) = serde_json::from_value::<T>(value.clone()) {
        form.wrong(path, "MODEL", format!("twilight-model: {error}"));
    }
}
