//! Discord's own schema, where somebody has put it beside the repository. It is read once per process, and every
//! operation's body is compiled when it is first needed.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use jsonschema::Validator;
use serde_json::{Value as Json, json};

use crate::world::discord::rest::refusal::{Form, Refusal};
use crate::world::discord::rest::request::Request;

/// Nothing where the file is absent.
static SCHEMA: LazyLock<Option<Json>> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/schemas/discord-openapi.json");
    serde_json::from_slice(&fs::read(file).ok()?).ok()
});

static COMPILED: LazyLock<Mutex<HashMap<String, Option<Arc<Validator>>>>> = LazyLock::new(Mutex::default);

/// Whether the schema is at hand.
pub fn is_there() -> bool {
    SCHEMA.is_some()
}

/// Holds a request against the schema.
pub fn conform(request: &Request) -> Result<(), Refusal> {
    let Some(schema) = SCHEMA.as_ref() else { return Ok(()) };
    let Some(operation) = operation(schema, request) else { return Ok(()) };
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let validator = compiled.entry(operation.clone()).or_insert_with(|| compile(schema, &operation)).clone();
    drop(compiled);
    let Some(validator) = validator else { return Ok(()) };
    let mut form = Form::default();
    for error in validator.iter_errors(&spelled_out(&request.body)) {
        let place = error.instance_path().to_string().trim_start_matches('/').replace('/', ".");
        form.wrong(&place, "SCHEMA", format!("Discord's schema: {error}"));
    }
    form.done()
}

/// The schema wants the numbers of files as text; Discord takes them as numbers too, which is how serenity sends them.
fn spelled_out(body: &Json) -> Json {
    let mut body = body.clone();
    for pointer in ["/attachments", "/data/attachments", "/message/attachments"] {
        let attachments = body.pointer_mut(pointer).and_then(Json::as_array_mut);
        for attachment in attachments.into_iter().flatten().filter(|attachment| attachment["id"].is_u64()) {
            attachment["id"] = json!(attachment["id"].to_string());
        }
    }
    body
}

/// The pointer to the schema of a request's body.
fn operation(schema: &Json, request: &Request) -> Option<String> {
    let steps: Vec<&str> = request.path.split('/').collect();
    let fits = |path: &str| {
        let wanted: Vec<&str> = path.trim_start_matches('/').split('/').collect();
        wanted.len() == steps.len()
            && wanted.iter().zip(&steps).all(|(wanted, step)| wanted.starts_with('{') || wanted == step)
    };
    let mut paths: Vec<&String> = schema["paths"].as_object()?.keys().filter(|path| fits(path)).collect();
    // The one with the fewest placeholders is meant.
    paths.sort_by_key(|path| path.matches('{').count());
    let path = paths.first()?.replace('/', "~1");
    let method = request.method.as_str().to_lowercase();
    let pointer = format!("/paths/{path}/{method}/requestBody/content/application~1json/schema");
    schema.pointer(&pointer).is_some().then_some(pointer)
}

fn compile(schema: &Json, pointer: &str) -> Option<Arc<Validator>> {
    let mut body = schema.pointer(pointer)?.clone();
    let root = json!({ "components": schema["components"] });
    body.as_object_mut()?.insert("components".to_owned(), root["components"].clone());
    let validator = jsonschema::draft202012::new(&body);
    Some(Arc::new(validator.expect("Discord's schema is a schema")))
}
