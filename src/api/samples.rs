//! Sample calls and orders for the tests of this module.

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use super::request::Order;
use super::secret_value::SecretValue;
use crate::domain::action::ActionName;
use crate::domain::call::{Auth, Body, BodyFormat, Call, Endpoint, Leaf, Method, Node, Scheme, SecretName};
use crate::domain::conversation::{Channel, User};
use crate::domain::definition::Definition;
use crate::domain::id::CallId;
use crate::domain::input::{Input, InputKind, InputName, Presence, Value};
use crate::domain::language::Language;
use crate::domain::reply::Reply;
use crate::domain::template::Template;

pub(super) fn template(text: &str) -> Template {
    Template::parse(text).expect("a valid template")
}

pub(super) fn leaf(text: &str) -> Leaf {
    Leaf::Template(template(text))
}

pub(super) fn node(text: &str) -> Node {
    Node::Leaf(leaf(text))
}

pub(super) fn secret_name() -> SecretName {
    SecretName::parse("shop_key").expect("a valid name")
}

pub(super) fn secret(text: &str) -> SecretValue {
    SecretValue::new(text).expect("a valid secret")
}

pub(super) fn signature(scheme: Scheme) -> Auth {
    Auth::Signature { scheme, secret: secret_name() }
}

/// `url` up to its path is literal; segments may be templates without `/` in them.
pub(super) fn call(method: Method, url: &str) -> Call {
    let (origin, path) = url.split_at(url[8..].find('/').map_or(url.len(), |at| at + 8));
    let parsed = Url::parse(origin).expect("a valid origin");
    let host = parsed.host_str().expect("a host").to_owned();
    let path = path.split('/').skip(1).map(template).collect();
    let https = parsed.scheme() == "https";
    Call {
        method,
        url: Endpoint { https, host, port: parsed.port(), path, query: vec![] },
        query: vec![],
        headers: vec![],
        body: None,
        auth: Auth::None,
        timeout: Duration::from_secs(20),
        idempotent: false,
        confirm: false,
    }
}

pub(super) fn body(format: BodyFormat, properties: Vec<(&str, Node)>) -> Body {
    let properties = properties.into_iter().map(|(name, node)| (name.to_owned(), node)).collect();
    Body { format, properties }
}

pub(super) fn name(text: &str) -> InputName {
    InputName::parse(text).expect("a valid name")
}

/// An order with the inputs that have values; inputs named `secret_…` are sensitive.
pub(super) fn order(call: Call, values: &[(&str, Value)]) -> Order {
    let input = |text: &str| Input {
        name: name(text),
        instructions: "Please tell.".to_owned(),
        kind: InputKind::Boolean,
        kind_inferred: false,
        example: None,
        error: None,
        presence: Presence::Optional,
        sensitive: text.starts_with("secret_"),
    };
    let definition = Definition {
        name: ActionName::parse("sample").expect("a valid name"),
        description: String::new(),
        triggers: vec![],
        not: vec![],
        command: false,
        inputs: values.iter().map(|(text, _)| input(text)).collect(),
        call,
        reply: Reply::default(),
    };
    Order {
        is_inspected: true,
        id: CallId(0x0123_4567_89ab_cdef),
        definition: Arc::new(definition),
        values: values.iter().map(|(text, value)| (name(text), value.clone())).collect(),
        user: User { id: "42".into(), name: "Ada & Co".into(), language: Language::German, channel: Channel::Telegram },
    }
}

pub(super) fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}
