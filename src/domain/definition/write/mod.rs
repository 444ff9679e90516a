//! Writes a definition as TOML, the one way that exports and the store share: keys in a fixed order, what is
//! as by default left out. Reading it gives the same definition.
//!
//! Two things are lost: comments, which the definition does not keep; and that a kind was inferred. The kind
//! is always written out, so that a stored version means the same after we learn to infer better.

#[cfg(test)]
mod tests;
mod toml;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use self::toml::{Block, inline, inline_string, list};
use super::Definition;
use super::read::{MIN_LENGTH, kind_word};
use crate::domain::call::{Auth, Body, BodyFormat, Call, KeyPlace, Leaf, Node};
use crate::domain::document::duration_text;
use crate::domain::input::kind::{DateBound, InputKind};
use crate::domain::input::{Input, Presence, Value};
use crate::domain::limits;
use crate::domain::reply::{Path, Reply, ReplyText};

impl Definition {
    /// The definition as TOML.
    pub fn write(&self) -> String {
        let mut root = Block::default();
        root.string("name", self.name.as_str());
        root.string("description", &self.description);
        root.strings("triggers", &self.triggers);
        if !self.not.is_empty() {
            root.strings("not", &self.not);
        }
        if self.command {
            root.value("command", "true");
        }
        let mut blocks = vec![root];
        blocks.extend(self.inputs.iter().map(input));
        blocks.extend(call(&self.call));
        if self.reply != Reply::default() {
            blocks.push(reply(&self.reply));
        }
        blocks.iter().map(Block::text).collect::<Vec<_>>().join("\n")
    }
}

fn input(input: &Input) -> Block {
    let mut block = Block::headed("[[inputs]]");
    block.string("name", input.name.as_str());
    block.string("instructions", &input.instructions);
    block.value("kind", &kind(&input.kind));
    if let Some(example) = &input.example {
        block.string("example", example);
    }
    if let Some(error) = &input.error {
        block.string("error", error);
    }
    match &input.presence {
        Presence::Required => {}
        Presence::Optional => block.value("optional", "true"),
        Presence::Default(value) => block.value("default", &default(value)),
    }
    if input.sensitive {
        block.value("sensitive", "true");
    }
    block
}

/// The kind's word when it has no bounds, a table otherwise.
fn kind(kind: &InputKind) -> String {
    let word = inline_string(kind_word(kind));
    let bounds: Vec<(&str, Option<String>)> = match kind {
        InputKind::Text { min_length, max_length } => vec![
            ("min_length", (*min_length != MIN_LENGTH).then(|| min_length.to_string())),
            ("max_length", (*max_length != limits::ANSWER_CHARS).then(|| max_length.to_string())),
        ],
        InputKind::Phone { region } => vec![("region", region.as_deref().map(inline_string))],
        InputKind::Integer { min, max } => {
            vec![("min", min.map(|min| min.to_string())), ("max", max.map(|max| max.to_string()))]
        }
        InputKind::Number { min, max } => vec![("min", min.map(decimal)), ("max", max.map(decimal))],
        InputKind::Date { min, max } => {
            vec![("min", min.map(date_bound)), ("max", max.map(date_bound))]
        }
        InputKind::Choice { options } => {
            vec![("options", Some(list(options.iter().map(|option| inline_string(option)))))]
        }
        InputKind::Pattern { regex } => vec![("regex", Some(inline_string(regex.as_str())))],
        InputKind::Email | InputKind::Boolean | InputKind::Url => Vec::new(),
    };
    let bounds: Vec<(&str, String)> = bounds.into_iter().filter_map(|(key, text)| Some((key, text?))).collect();
    if bounds.is_empty() { word } else { inline(std::iter::once(("type", word)).chain(bounds)) }
}

fn date_bound(bound: DateBound) -> String {
    match bound {
        DateBound::On(date) => date.to_string(),
        DateBound::Today { .. } => inline_string(&bound.to_string()),
    }
}

fn default(value: &Value) -> String {
    match value {
        Value::Text(text) => inline_string(text),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => decimal(*number),
        Value::Boolean(flag) => flag.to_string(),
        Value::Date(date) => date.to_string(),
    }
}

/// A decimal exactly. What TOML's integers cannot hold is written as a float, whose digits the reader keeps.
fn decimal(number: Decimal) -> String {
    let text = number.to_string();
    if text.contains('.') || number.to_i64().is_some() { text } else { format!("{text}e0") }
}

fn call(call: &Call) -> Vec<Block> {
    let mut block = Block::headed("[call]");
    block.string("method", call.method.as_str());
    block.string("url", &call.url.text());
    if let Some(auth) = auth(&call.auth) {
        block.value("auth", &auth);
    }
    if call.timeout != limits::CALL_TIMEOUT {
        block.string("timeout", &duration_text(call.timeout));
    }
    if call.idempotent != call.method.only_reads() {
        block.value("idempotent", &call.idempotent.to_string());
    }
    if call.confirm == call.method.only_reads() {
        block.value("confirm", &call.confirm.to_string());
    }
    let form = call.body.as_ref().is_some_and(|body| body.format == BodyFormat::Form);
    if form {
        block.string("body_format", "form");
    }
    let mut blocks = vec![block];
    blocks.extend(leaves("[call.query]", &call.query));
    blocks.extend(leaves("[call.headers]", &call.headers));
    blocks.extend(call.body.as_ref().map(body));
    blocks
}

fn leaves(header: &'static str, properties: &[(String, Leaf)]) -> Option<Block> {
    let mut block = Block::headed(header);
    for (name, value) in properties {
        block.value(name, &leaf(value));
    }
    (!properties.is_empty()).then_some(block)
}

fn body(body: &Body) -> Block {
    let mut block = Block::headed("[call.body]");
    for (name, value) in &body.properties {
        block.value(name, &node(value));
    }
    block
}

fn leaf(leaf: &Leaf) -> String {
    match leaf {
        Leaf::Template(template) => inline_string(&template.text()),
        Leaf::Number(number) => number.to_string(),
        Leaf::Boolean(flag) => flag.to_string(),
    }
}

fn node(value: &Node) -> String {
    match value {
        Node::Leaf(value) => leaf(value),
        Node::Object(properties) => inline(properties.iter().map(|(name, value)| (name.as_str(), node(value)))),
        Node::Array(entries) => list(entries.iter().map(node)),
    }
}

fn auth(auth: &Auth) -> Option<String> {
    let (kind, rest) = match auth {
        Auth::None => return None,
        Auth::Signature { scheme, .. } => ("signature", vec![("scheme", scheme.as_str())]),
        Auth::ApiKey { place, name, .. } => {
            let place = match place {
                KeyPlace::Header => "header",
                KeyPlace::Query => "query",
            };
            ("api_key", vec![("in", place), ("name", name)])
        }
        Auth::Bearer { .. } => ("bearer", Vec::new()),
        Auth::Basic { user, .. } => ("basic", vec![("user", user.as_str())]),
    };
    let secret = auth.secret().map(|secret| ("secret", secret.as_str()));
    let keys = std::iter::once(("type", kind)).chain(rest).chain(secret);
    Some(inline(keys.map(|(key, text)| (key, inline_string(text)))))
}

fn reply(reply: &Reply) -> Block {
    let mut block = Block::headed("[reply]");
    for (key, paths) in [("include", &reply.include), ("exclude", &reply.exclude)] {
        if !paths.is_empty() {
            block.value(key, &list(paths.iter().map(Path::text).map(inline_string)));
        }
    }
    let texts = [
        ("text", &reply.text),
        ("not_found", &reply.not_found),
        ("rejected", &reply.rejected),
        ("unavailable", &reply.unavailable),
    ];
    for (key, text) in texts {
        if let Some(text) = text.as_ref().map(ReplyText::source) {
            block.string(key, text);
        }
    }
    if let Some(instructions) = &reply.instructions {
        block.string("instructions", instructions);
    }
    block
}
