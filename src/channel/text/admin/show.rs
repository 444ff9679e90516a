//! One version of an action, as a card.

use super::diff::differences;
use super::kind::kind;
use super::page::{Page, flag, quoted, shortened, value, word};
use super::report::states;
use crate::admin::report::Shown;
use crate::channel::text::{Arg, marked};
use crate::domain::call::{Auth, Body, BodyFormat, Call, KeyPlace, Leaf, Node};
use crate::domain::input::{Input, Presence};
use crate::domain::language::Language;
use crate::domain::reply::Reply;
use crate::domain::version::VersionState;

pub(super) fn shown(page: &mut Page, shown: &Shown) {
    let definition = &shown.definition;
    page.say(
        "admin-list-row",
        &[
            ("name", value(&shown.row.name)),
            ("state", word(states(page.language, &shown.row))),
            ("text", value(&definition.description)),
        ],
    );
    page.say("admin-show-version", &[("number", value(shown.number)), ("state", word(shown.state.as_str()))]);
    let language = page.language;
    page.say("admin-show-triggers", &[("list", word(quoted(language, &definition.triggers)))]);
    if !definition.not.is_empty() {
        page.say("admin-show-not", &[("list", word(quoted(language, &definition.not)))]);
    }
    if definition.command {
        page.say("admin-show-command", &[]);
    }
    page.say("admin-show-inputs", &[("count", Arg::Count(definition.inputs.len()))]);
    for each in &definition.inputs {
        input(page, each);
    }
    call(page, &definition.call);
    reply(page, &definition.reply);
    if let Some(found) = &shown.differences {
        let published = shown.row.published.map(|number| number.to_string()).unwrap_or_default();
        page.say("admin-show-differences", &[("number", value(published))]);
        differences(page, found);
    }
    next(page, shown);
}

fn next(page: &mut Page, shown: &Shown) {
    let name = [("name", value(&shown.row.name))];
    match shown.state {
        VersionState::Draft => page.say("admin-next-steps", &name),
        VersionState::Published => page.say("admin-show-next-published", &name),
        VersionState::Superseded | VersionState::Withdrawn => {
            page.say("admin-show-next-old", &[("name", value(&shown.row.name)), ("number", value(shown.number))]);
        }
    }
}

fn input(page: &mut Page, input: &Input) {
    let (presence, default) = match &input.presence {
        Presence::Required => ("required", String::new()),
        Presence::Optional => ("optional", String::new()),
        Presence::Default(default) => ("default", default.wire()),
    };
    let kind = kind(page.language, &input.kind);
    page.say(
        "admin-show-input",
        &[
            ("name", value(&input.name)),
            ("kind", value(kind)),
            ("text", value(shortened(&input.instructions))),
            ("presence", word(presence)),
            ("default", value(default)),
            ("sensitive", flag(input.sensitive)),
        ],
    );
}

fn call(page: &mut Page, call: &Call) {
    page.say("admin-show-call", &[("method", value(call.method.as_str())), ("url", value(call.url.text()))]);
    for (property, leaf) in &call.query {
        sent(page, "query", property, leaf);
    }
    for (header, leaf) in &call.headers {
        sent(page, "header", header, leaf);
    }
    if let Some(Body { format, properties }) = &call.body {
        let place = match format {
            BodyFormat::Json => "json",
            BodyFormat::Form => "form",
        };
        for (property, node) in properties {
            body(page, place, property, node);
        }
    }
    page.say("admin-show-auth", &[("text", word(auth(page.language, &call.auth)))]);
    if call.confirm {
        page.say("admin-show-confirm", &[]);
    }
}

/// How the API knows us; marked up.
pub(super) fn auth(language: Language, auth: &Auth) -> String {
    let (auth, name, secret) = match auth {
        Auth::None => ("none", "", None),
        Auth::Signature { scheme, secret } => ("signature", scheme.as_str(), Some(secret)),
        Auth::ApiKey { place: KeyPlace::Header, name, secret } => ("header", name.as_str(), Some(secret)),
        Auth::ApiKey { place: KeyPlace::Query, name, secret } => ("query", name.as_str(), Some(secret)),
        Auth::Bearer { secret } => ("bearer", "", Some(secret)),
        Auth::Basic { user, secret } => ("basic", user.as_str(), Some(secret)),
    };
    let secret = secret.map(ToString::to_string).unwrap_or_default();
    marked(language, "admin-auth", &[("auth", word(auth)), ("name", value(name)), ("secret", value(secret))])
}

/// What is sent beside the URL, by property: query, headers, body.
pub(super) fn sent_properties(call: &Call) -> Vec<(String, String)> {
    let flat = call.query.iter().chain(&call.headers).map(|(property, leaf)| (property.clone(), leaf_text(leaf)));
    let mut properties: Vec<(String, String)> = flat.collect();
    for (property, node) in call.body.iter().flat_map(|body| &body.properties) {
        leaves(&mut properties, property.clone(), node);
    }
    properties
}

fn leaves(found: &mut Vec<(String, String)>, property: String, node: &Node) {
    match node {
        Node::Leaf(leaf) => found.push((property, leaf_text(leaf))),
        Node::Object(properties) => {
            for (inner, node) in properties {
                leaves(found, format!("{property}.{inner}"), node);
            }
        }
        Node::Array(nodes) => {
            for (index, node) in nodes.iter().enumerate() {
                leaves(found, format!("{property}[{index}]"), node);
            }
        }
    }
}

fn leaf_text(leaf: &Leaf) -> String {
    match leaf {
        Leaf::Template(template) => template.text(),
        Leaf::Number(number) => number.to_string(),
        Leaf::Boolean(flag) => flag.to_string(),
    }
}

fn sent(page: &mut Page, place: &str, property: &str, leaf: &Leaf) {
    let text = leaf_text(leaf);
    let args = [("place", word(place)), ("property", value(property)), ("text", value(shortened(&text)))];
    page.say("admin-show-sent", &args);
}

fn body(page: &mut Page, place: &str, property: &str, node: &Node) {
    match node {
        Node::Leaf(leaf) => sent(page, place, property, leaf),
        Node::Object(properties) => {
            for (inner, node) in properties {
                body(page, place, &format!("{property}.{inner}"), node);
            }
        }
        Node::Array(nodes) => {
            for (index, node) in nodes.iter().enumerate() {
                body(page, place, &format!("{property}[{index}]"), node);
            }
        }
    }
}

fn reply(page: &mut Page, reply: &Reply) {
    let paths = |paths: &[crate::domain::reply::Path]| {
        paths.iter().map(|path| path.text().to_owned()).collect::<Vec<_>>().join(", ")
    };
    if !reply.include.is_empty() {
        page.say("admin-show-include", &[("list", value(paths(&reply.include)))]);
    }
    if !reply.exclude.is_empty() {
        page.say("admin-show-exclude", &[("list", value(paths(&reply.exclude)))]);
    }
    let texts = [
        ("text", &reply.text),
        ("not-found", &reply.not_found),
        ("rejected", &reply.rejected),
        ("unavailable", &reply.unavailable),
    ];
    for (which, text) in texts {
        if let Some(text) = text {
            page.say("admin-show-text", &[("which", word(which)), ("text", value(text.source()))]);
        }
    }
    if let Some(instructions) = &reply.instructions {
        page.say("admin-show-text", &[("which", word("instructions")), ("text", value(instructions))]);
    }
}
