//! Requests against the Bot API's official schema, where it lies beside the repository: names, types, what is
//! required, and no key that it does not know. Its README says what it misses; `rules.rs` has that.

use std::path::Path;
use std::sync::OnceLock;

use serde_json::{Map, Value as Json};

const PLACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/schemas/telegram-bot-api.json");

fn schema() -> Option<&'static Json> {
    static SCHEMA: OnceLock<Option<Json>> = OnceLock::new();
    let read = || {
        let text = std::fs::read_to_string(Path::new(PLACE)).ok()?;
        Some(serde_json::from_str(&text).expect("the schema is JSON"))
    };
    SCHEMA.get_or_init(read).as_ref()
}

/// Whether the schema is here.
pub fn present() -> bool {
    schema().is_some()
}

/// What is wrong with a request, or nothing.
pub fn check(method: &str, values: &Map<String, Json>) -> Result<(), String> {
    let Some(schema) = schema() else { return Ok(()) };
    let methods = schema["methods"].as_object().expect("methods");
    let (_, known) = methods
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(method))
        .ok_or_else(|| format!("there is no method {method}"))?;
    fields(schema, known, values, method)
}

fn fields(schema: &Json, known: &Json, values: &Map<String, Json>, place: &str) -> Result<(), String> {
    let none = Vec::new();
    let fields = known["fields"].as_array().unwrap_or(&none);
    let name = |field: &Json| field["name"].as_str().unwrap_or_default().to_owned();
    if let Some(key) = values.keys().find(|key| !fields.iter().any(|field| name(field) == **key)) {
        return Err(format!("{place} has no {key}"));
    }
    for field in fields {
        let (name, required) = (name(field), field["required"] == Json::Bool(true));
        let place = format!("{place}.{name}");
        match values.get(&name) {
            None | Some(Json::Null) if required => return Err(format!("{place} is missing")),
            None | Some(Json::Null) => {}
            Some(value) => {
                let types = field["types"].as_array().expect("types");
                let mut tried =
                    types.iter().map(|one| of_type(schema, one.as_str().unwrap_or_default(), value, &place));
                let first = tried.next().expect("a type");
                if first.is_err() && !tried.any(|one| one.is_ok()) {
                    return first;
                }
            }
        }
    }
    Ok(())
}

fn of_type(schema: &Json, name: &str, value: &Json, place: &str) -> Result<(), String> {
    let wrong = Err(format!("{place} is no {name}"));
    if let Some(inner) = name.strip_prefix("Array of ") {
        let Some(items) = value.as_array() else { return wrong };
        return items.iter().try_for_each(|item| of_type(schema, inner, item, place));
    }
    let fits = match name {
        "Integer" => value.is_i64(),
        "Float" => value.is_number(),
        "String" => value.is_string(),
        "Boolean" => value.is_boolean(),
        "True" => *value == Json::Bool(true),
        "InputFile" => value.get("path").is_some(),
        _ => return of_object(schema, name, value, place),
    };
    if fits { Ok(()) } else { wrong }
}

fn of_object(schema: &Json, name: &str, value: &Json, place: &str) -> Result<(), String> {
    let (known, Some(values)) = (&schema["types"][name], value.as_object()) else {
        return Err(format!("{place} is no {name}"));
    };
    if let Some(kinds) = known["subtypes"].as_array() {
        let mut tried = kinds.iter().filter_map(Json::as_str).map(|kind| of_object(schema, kind, value, place));
        return if tried.any(|one| one.is_ok()) { Ok(()) } else { Err(format!("{place} is no {name}")) };
    }
    fields(schema, known, values, place)
}
