//! A request as Discord reads it: path, query, a body in JSON or in parts.

use std::collections::HashMap;

use axum::http::{HeaderMap, Method, Uri};
use serde_json::Value as Json;

use super::refusal::Refusal;

/// A file of a multipart body: field, name, content.
pub type File = (String, String, Vec<u8>);
pub type Files = [File];

#[derive(Debug, Clone)]
pub struct Request {
    pub method: Method,
    /// Below `/api/v10/`.
    pub path: String,
    pub query: HashMap<String, String>,
    pub authorization: Option<String>,
    pub body: Json,
    /// Files of a multipart body.
    pub files: Vec<File>,
}

impl Request {
    pub fn read(method: Method, uri: &Uri, headers: &HeaderMap, bytes: &[u8]) -> Result<Self, Refusal> {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let path = uri.path().strip_prefix("/api").unwrap_or(uri.path());
        let Some(path) = path.strip_prefix("/v10/") else {
            return Err(Refusal::violation(404, 0, "404: Not Found"));
        };
        let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
        let mut request = Self {
            method,
            path: path.to_owned(),
            query: pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            authorization: text("authorization"),
            body: Json::Null,
            files: Vec::new(),
        };
        if bytes.is_empty() {
            return Ok(request);
        }
        let kind = text("content-type").unwrap_or_default();
        let json = if let Some((_, boundary)) = kind.split_once("boundary=") {
            request.parts(boundary.trim_matches('"'), bytes)
        } else if kind.starts_with("application/json") {
            Some(bytes.to_vec())
        } else {
            return Err(Refusal::violation(400, 50035, "Expected \"Content-Type\" header to be application/json"));
        };
        let body = json.and_then(|json| serde_json::from_slice(&json).ok());
        request.body = body.ok_or_else(|| Refusal::violation(400, 50109, "The request body contains invalid JSON."))?;
        Ok(request)
    }

    /// Reads a multipart body; its JSON is in the part `payload_json`.
    fn parts(&mut self, boundary: &str, bytes: &[u8]) -> Option<Vec<u8>> {
        let mut json = None;
        for part in split(bytes, format!("--{boundary}").as_bytes()) {
            let Some(end) = find(part, b"\r\n\r\n") else { continue };
            let head = String::from_utf8_lossy(&part[..end]).into_owned();
            let content = part[end + 4..].strip_suffix(b"\r\n").unwrap_or_default();
            let field = quoted(&head, "name=\"")?;
            if field == "payload_json" {
                json = Some(content.to_vec());
            } else {
                self.files.push((field, quoted(&head, "filename=\"")?, content.to_vec()));
            }
        }
        json
    }

    pub fn number(&self, key: &str) -> Option<u64> {
        self.query.get(key)?.parse().ok()
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn split<'a>(mut bytes: &'a [u8], separator: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    while let Some(at) = find(bytes, separator) {
        pieces.push(&bytes[..at]);
        bytes = &bytes[at + separator.len()..];
    }
    pieces
}

fn quoted(head: &str, before: &str) -> Option<String> {
    // `name="` is also the end of `filename="`, which comes later.
    let start = head.find(before)? + before.len();
    head[start..].split('"').next().map(str::to_owned)
}
