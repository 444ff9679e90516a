//! A request of the bot: its parameters from wherever Telegram lets them be (query, JSON, urlencoded, multipart),
//! read by frankenstein's types with not one key more or less.

use std::collections::HashMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json, json};
use url::form_urlencoded;

use super::refusal::Refusal;

/// Parameters that are text even when they look like something else.
const TEXTS: [&str; 12] = [
    "text",
    "caption",
    "url",
    "secret_token",
    "callback_query_id",
    "file_id",
    "description",
    "short_description",
    "language_code",
    "parse_mode",
    "action",
    "name",
];

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Params {
    pub values: Map<String, Json>,
    /// Uploaded files by their part's name: the file's name and what is in it.
    pub files: HashMap<String, (String, Vec<u8>)>,
}

impl Params {
    pub fn read(query: Option<&str>, content_type: &str, body: &[u8]) -> Result<Self, Refusal> {
        let mut params = Self::default();
        params.pairs(query.unwrap_or_default().as_bytes());
        if body.is_empty() {
            return Ok(params);
        }
        if content_type.starts_with("application/json") {
            match serde_json::from_slice(body) {
                Ok(Json::Object(object)) => {
                    params.values.extend(object.into_iter().filter(|(_, value)| !value.is_null()));
                }
                _ => return Err(Refusal::violation("can't parse JSON object")),
            }
        } else if content_type.starts_with("application/x-www-form-urlencoded") {
            params.pairs(body);
        } else if let Some(boundary) = content_type.strip_prefix("multipart/form-data; boundary=") {
            params.multipart(boundary.trim_matches('"'), body)?;
        } else {
            return Err(Refusal::violation("the body has no known type"));
        }
        Ok(params)
    }

    fn pairs(&mut self, encoded: &[u8]) {
        for (key, value) in form_urlencoded::parse(encoded) {
            self.put(&key, value.into_owned());
        }
    }

    fn put(&mut self, key: &str, value: String) {
        let read = if TEXTS.contains(&key) { None } else { serde_json::from_str(&value).ok() };
        self.values.insert(key.to_owned(), read.unwrap_or(Json::String(value)));
    }

    fn multipart(&mut self, boundary: &str, body: &[u8]) -> Result<(), Refusal> {
        let wrong = || Refusal::violation("the multipart body is malformed");
        let delimiter = format!("\r\n--{boundary}").into_bytes();
        let mut rest = body.strip_prefix(&delimiter[2..]).ok_or_else(wrong)?;
        while let Some(part) = rest.strip_prefix(b"\r\n") {
            let end = find(part, &delimiter).ok_or_else(wrong)?;
            self.part(&part[..end]).ok_or_else(wrong)?;
            rest = &part[end + delimiter.len()..];
        }
        self.attach();
        if rest.starts_with(b"--") { Ok(()) } else { Err(wrong()) }
    }

    fn part(&mut self, part: &[u8]) -> Option<()> {
        let split = find(part, b"\r\n\r\n")?;
        let head = std::str::from_utf8(&part[..split]).ok()?;
        let content = &part[split + 4..];
        let said = |key: &str| {
            let start = head.find(&format!(" {key}=\""))? + key.len() + 3;
            head[start..].split('"').next()
        };
        let name = said("name")?.to_owned();
        if let Some(file) = said("filename") {
            self.files.insert(name, (file.to_owned(), content.to_vec()));
        } else {
            self.put(&name, std::str::from_utf8(content).ok()?.to_owned());
        }
        Some(())
    }

    /// A file is the parameter that its part is named after, or that says `attach://PART`.
    fn attach(&mut self) {
        for (part, (name, _)) in &self.files {
            let attached = json!(format!("attach://{part}"));
            let file = json!({ "path": name });
            match self.values.values_mut().find(|value| **value == attached) {
                Some(value) => *value = file,
                None => drop(self.values.insert(part.clone(), file)),
            }
        }
    }

    /// The one uploaded file.
    pub fn file(&self) -> Option<&(String, Vec<u8>)> {
        self.files.values().next()
    }

    /// What frankenstein makes of them. Whatever it does not know, or reads as something else, is a violation.
    pub fn typed<P: Serialize + DeserializeOwned>(&self) -> Result<P, Refusal> {
        let sent = without_nulls(Json::Object(self.values.clone()));
        let wrong = |what: String| Refusal::violation(&format!("the parameters are not understood: {what}"));
        let typed: P = serde_json::from_value(sent.clone()).map_err(|error| wrong(error.to_string()))?;
        let understood = serde_json::to_value(&typed).map_err(|error| wrong(error.to_string()))?;
        match difference("", &sent, &without_nulls(understood)) {
            None => Ok(typed),
            Some(place) => Err(wrong(place)),
        }
    }
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

fn without_nulls(value: Json) -> Json {
    match value {
        Json::Object(object) => {
            let kept = object.into_iter().filter(|(_, value)| !value.is_null());
            Json::Object(kept.map(|(key, value)| (key, without_nulls(value))).collect())
        }
        Json::Array(items) => items.into_iter().map(without_nulls).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => value,
    }
}

/// Where two values differ.
fn difference(place: &str, sent: &Json, understood: &Json) -> Option<String> {
    match (sent, understood) {
        (Json::Object(sent), Json::Object(understood)) => {
            let known = sent.iter().find_map(|(key, value)| {
                let place = format!("{place}.{key}");
                understood.get(key).map_or(Some(place.clone()), |other| difference(&place, value, other))
            });
            known.or_else(|| understood.keys().find(|key| !sent.contains_key(*key)).map(|key| format!("{place}.{key}")))
        }
        (Json::Array(sent), Json::Array(understood)) if sent.len() == understood.len() => {
            let mut pairs = sent.iter().zip(understood).enumerate();
            pairs.find_map(|(index, (one, other))| difference(&format!("{place}[{index}]"), one, other))
        }
        _ if sent == understood => None,
        _ => Some(place.to_owned()),
    }
}
