//! Request bodies: JSON with the admin's property order, or a form.

use serde_json::{Map, Value as Json};

use super::encode;
use super::fill::{Fill, encoded};
use crate::domain::call::{Body, BodyFormat, Node};

/// A form cannot hold objects and lists.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotFlat;

/// The `Content-Type` of a body.
pub(super) const fn content_type(format: BodyFormat) -> &'static str {
    match format {
        BodyFormat::Json => "application/json",
        BodyFormat::Form => "application/x-www-form-urlencoded",
    }
}

/// Writes a body; empty for a form that has nothing left to say.
pub(super) fn write(body: &Body, fill: Fill<'_>) -> Result<String, NotFlat> {
    match body.format {
        BodyFormat::Json => Ok(Json::Object(object(&body.properties, fill)).to_string()),
        BodyFormat::Form => form(&body.properties, fill),
    }
}

fn object(properties: &[(String, Node)], fill: Fill<'_>) -> Map<String, Json> {
    properties.iter().filter_map(|(name, node)| Some((name.clone(), value(node, fill)?))).collect()
}

fn value(node: &Node, fill: Fill<'_>) -> Option<Json> {
    match node {
        Node::Leaf(leaf) => fill.json(leaf),
        Node::Object(properties) => Some(Json::Object(object(properties, fill))),
        Node::Array(entries) => Some(entries.iter().filter_map(|entry| value(entry, fill)).collect()),
    }
}

fn form(properties: &[(String, Node)], fill: Fill<'_>) -> Result<String, NotFlat> {
    let mut pairs = Vec::with_capacity(properties.len());
    for (name, node) in properties {
        match node {
            Node::Leaf(leaf) => {
                if let Some(pieces) = fill.leaf(leaf) {
                    pairs.push(format!("{}={}", encode::form(name), encoded(&pieces, encode::form)));
                }
            }
            Node::Object(_) | Node::Array(_) => return Err(NotFlat),
        }
    }
    Ok(pairs.join("&"))
}
