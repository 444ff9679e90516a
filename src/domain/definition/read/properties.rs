//! Reads the mappings of a call: `query`, `headers`, `body`.

use super::all;
use super::scope::Scope;
use crate::domain::call::{Leaf, Node};
use crate::domain::document::{Item, Table};
use crate::domain::limits;
use crate::domain::problem::{Fault, Shape};
use crate::domain::template::{Piece, Template};

/// Headers that belong to the connection or to how a body is carried.
const TRANSPORT_HEADERS: [&str; 14] = [
    "host",
    "content-length",
    "content-encoding",
    "connection",
    "transfer-encoding",
    "accept-encoding",
    "te",
    "trailer",
    "upgrade",
    "keep-alive",
    "expect",
    "proxy-connection",
    "proxy-authorization",
    "proxy-authenticate",
];

/// Reads properties of a query.
pub(super) fn query(item: &Item<'_>, scope: &Scope<'_>) -> Option<Vec<(String, Leaf)>> {
    properties(&item.table()?, item, |name, entry| carried(leaf(entry, scope), name, entry, scope))
}

/// The header of calls that change something; it is the same in every attempt.
const IDEMPOTENCY_HEADER: &str = "idempotency-key";

/// Reads headers. Those in `own` (lower case) and `Idempotency-Key` are set by Errand itself.
pub(super) fn headers(item: &Item<'_>, own: &[&str], scope: &Scope<'_>) -> Option<Vec<(String, Leaf)>> {
    let table = item.table()?;
    let mut seen: Vec<String> = Vec::new();
    for (name, entry) in table.entries().take(limits::PROPERTIES) {
        let lower = name.to_ascii_lowercase();
        if !is_header_name(name) {
            entry.report(Fault::BadHeaderName { got: name.to_owned() });
        } else if is_transport_header(name) {
            entry.report(Fault::TransportHeader { name: name.to_owned() });
        } else if own.contains(&lower.as_str()) || lower == IDEMPOTENCY_HEADER {
            entry.report(Fault::OwnHeader { name: name.to_owned() });
        } else if seen.contains(&lower) {
            entry.report(Fault::DuplicateHeader { name: name.to_owned() });
        }
        seen.push(lower);
    }
    properties(&table, item, |name, entry| carried(header_value(entry, scope), name, entry, scope))
}

/// Reads a body of JSON, or of a form, which has no levels.
pub(super) fn body(item: &Item<'_>, nested: bool, scope: &Scope<'_>) -> Option<Vec<(String, Node)>> {
    let mut leaves = 0;
    let properties = properties(&item.table()?, item, |_, entry| node(entry, nested, 1, &mut leaves, scope));
    if leaves > limits::PROPERTIES {
        item.report(Fault::TooMany { count: leaves, max: limits::PROPERTIES });
    }
    properties
}

/// Whether a text can be a header's name (RFC 9110 `token`).
pub(super) fn is_header_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// Whether a header belongs to the connection.
pub(super) fn is_transport_header(name: &str) -> bool {
    TRANSPORT_HEADERS.iter().any(|transport| transport.eq_ignore_ascii_case(name))
}

/// Whether a header can carry a text: visible ASCII, spaces and tabs (RFC 9110 without the obsolete bytes).
fn is_header_text(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'\t' | b' '..=b'~'))
}

fn properties<'d, T>(
    table: &Table<'d>,
    item: &Item<'d>,
    mut read: impl FnMut(&str, &Item<'d>) -> Option<T>,
) -> Option<Vec<(String, T)>> {
    if table.len() > limits::PROPERTIES {
        item.report(Fault::TooMany { count: table.len(), max: limits::PROPERTIES });
    }
    all(table.entries().take(limits::PROPERTIES).map(|(name, entry)| {
        let value = read(name, &entry);
        if name.is_empty() {
            entry.report(Fault::Empty);
            return None;
        }
        entry.check_length(name, limits::PROPERTY_NAME_CHARS).then_some((name.to_owned(), value?))
    }))
}

/// A value that is no secret's.
fn carried(leaf: Option<Leaf>, name: &str, item: &Item<'_>, scope: &Scope<'_>) -> Option<Leaf> {
    if let Some(Leaf::Template(template)) = &leaf {
        scope.report_secret(item, name, template);
    }
    leaf
}

fn leaf(item: &Item<'_>, scope: &Scope<'_>) -> Option<Leaf> {
    match item.shape() {
        Shape::Text => {
            let text = item.any_text(limits::PROPERTY_VALUE_CHARS)?;
            scope.template(item, text).map(Leaf::Template)
        }
        Shape::Date => {
            let text = item.moment()?;
            Some(Leaf::Template(Template::from_pieces([Piece::Literal(text)])))
        }
        Shape::Integer => item.integer().map(|number| Leaf::Number(number.into())),
        Shape::Float => item.float().and_then(serde_json::Number::from_f64).map(Leaf::Number),
        Shape::Boolean => item.flag().map(Leaf::Boolean),
        Shape::List | Shape::Table | Shape::Number | Shape::Scalar | Shape::TextOrTable => {
            item.report_type(Shape::Scalar)
        }
    }
}

fn header_value(item: &Item<'_>, scope: &Scope<'_>) -> Option<Leaf> {
    let leaf = leaf(item, scope)?;
    if let Leaf::Template(template) = &leaf {
        let fits = template.pieces().iter().all(|piece| match piece {
            Piece::Literal(text) => is_header_text(text),
            Piece::Placeholder(_) => true,
        });
        if !fits {
            item.report(Fault::BadHeaderValue);
        }
    }
    Some(leaf)
}

fn node(item: &Item<'_>, nested: bool, depth: usize, leaves: &mut usize, scope: &Scope<'_>) -> Option<Node> {
    let shape = item.shape();
    if !matches!(shape, Shape::List | Shape::Table) {
        *leaves += 1;
        return leaf(item, scope).map(Node::Leaf);
    }
    if !nested {
        item.report(Fault::NestedForm);
        return None;
    }
    if depth >= limits::BODY_DEPTH {
        item.report(Fault::BodyTooDeep { max: limits::BODY_DEPTH });
        return None;
    }
    if shape == Shape::List {
        let entries = item.list(limits::PROPERTIES)?;
        all(entries.iter().map(|entry| node(entry, nested, depth + 1, leaves, scope))).map(Node::Array)
    } else {
        properties(&item.table()?, item, |_, entry| node(entry, nested, depth + 1, leaves, scope)).map(Node::Object)
    }
}
