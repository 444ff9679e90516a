//! What is different between two versions, a line each.

use toml::{Table, Value};

use super::page::{Page, shortened, value, word};
use crate::admin::diff::{Difference, How, Place};
use crate::channel::text::{Arg, marked};
use crate::domain::language::Language;

/// The most differences that are listed; a file tells the rest.
const LISTED: usize = 20;

pub(super) fn differences(page: &mut Page, differences: &[Difference]) {
    if differences.is_empty() {
        page.say("admin-diff-none", &[]);
    }
    for difference in differences.iter().take(LISTED) {
        one(page, difference);
    }
    if differences.len() > LISTED {
        page.say("admin-diff-more", &[("count", Arg::Count(differences.len() - LISTED))]);
    }
}

fn one(page: &mut Page, Difference { place, how }: &Difference) {
    let (name, input, key) = place_args(place);
    let shown = |text: &str| spoken(page.language, place, text);
    let mut args = vec![("place", word(name)), ("input", value(input)), ("key", value(key))];
    let id = match how {
        How::Added(text) => {
            args.push(("text", shown(text)));
            "admin-diff-added"
        }
        How::Removed(text) => {
            args.push(("text", shown(text)));
            "admin-diff-removed"
        }
        How::Changed { from, to } => {
            args.extend([("from", shown(from)), ("to", shown(to))]);
            "admin-diff-changed"
        }
    };
    let place = marked(page.language, "admin-diff-place", &args);
    args.push(("where", word(place)));
    page.say(id, &args);
}

/// What a file has there, in words where a file would use a table of its own.
fn spoken(language: Language, place: &Place, text: &str) -> Arg {
    let table = || format!("it = {text}").parse::<Table>().ok()?.remove("it");
    match place {
        Place::Key(key) if key == "call.auth" => match table().as_ref().and_then(Value::as_table) {
            Some(auth) => word(auth_words(language, auth)),
            None => value(shortened(text)),
        },
        Place::InputKey { key, .. } if key == "kind" => match table().as_ref().and_then(Value::as_table) {
            Some(kind) => value(shortened(&kind_words(kind))),
            None => value(shortened(text)),
        },
        Place::Trigger
        | Place::Not
        | Place::Input
        | Place::InputOrder
        | Place::InputKey { .. }
        | Place::Include
        | Place::Exclude
        | Place::Key(_) => value(shortened(text)),
    }
}

fn auth_words(language: Language, auth: &Table) -> String {
    let at = |key: &str| auth.get(key).and_then(Value::as_str).unwrap_or_default();
    let (kind, name) = match at("type") {
        "signature" => ("signature", at("scheme")),
        "api_key" => (at("in"), at("name")),
        "basic" => ("basic", at("user")),
        other => (other, ""),
    };
    marked(language, "admin-auth", &[("auth", word(kind)), ("name", value(name)), ("secret", value(at("secret")))])
}

/// `pattern, regex = '^\d{6}$'`
fn kind_words(kind: &Table) -> String {
    let name = kind.get("type").and_then(Value::as_str).map(str::to_owned);
    let bounds = kind.iter().filter(|(key, _)| *key != "type").map(|(key, bound)| format!("{key} = {bound}"));
    name.into_iter().chain(bounds).collect::<Vec<_>>().join(", ")
}

/// The variant of `admin-diff-place`, the input and the key.
fn place_args(place: &Place) -> (&'static str, &str, &str) {
    match place {
        Place::Trigger => ("trigger", "", ""),
        Place::Not => ("not", "", ""),
        Place::Input => ("input", "", ""),
        Place::InputOrder => ("order", "", ""),
        Place::InputKey { input, key } => ("input-key", input, key),
        Place::Include => ("include", "", ""),
        Place::Exclude => ("exclude", "", ""),
        Place::Key(key) => match key.as_str() {
            "description" => ("description", "", ""),
            "call.method" => ("method", "", ""),
            "call.url" => ("url", "", ""),
            "call.auth" => ("auth", "", ""),
            "reply.text" => ("text", "", ""),
            "reply.not_found" => ("not-found", "", ""),
            key => {
                let sent = [("call.query.", "query"), ("call.headers.", "header"), ("call.body.", "body")];
                let sent = sent.into_iter().find_map(|(begin, place)| Some((place, "", key.strip_prefix(begin)?)));
                sent.unwrap_or(("key", "", key))
            }
        },
    }
}
