//! Placeholders become values.
//!
//! A request is filled twice by the same code: once as it is sent, once as it may be shown, with sensitive values masked.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::request::Order;
use super::secret_value::MASK;
use crate::domain::call::Leaf;
use crate::domain::input::{InputName, Value};
use crate::domain::template::{Piece, Source, Template};

/// Who sees the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sight {
    /// The API: everything.
    Sent,
    /// People who look at the request: sensitive values and secrets are masked.
    Shown,
}

/// Fills templates for one order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fill<'a> {
    pub(super) order: &'a Order,
    pub(super) sight: Sight,
}

/// A piece of a filled template.
pub(super) enum Filled<'a> {
    /// The admin's own text.
    Literal(Cow<'a, str>),
    /// A value; it gets no say in the structure around it.
    Value(Cow<'a, str>),
    /// A value that is not shown. Never encoded.
    Masked,
}

impl<'a> Fill<'a> {
    /// The pieces of a template. `None` when it has placeholders and every one was skipped: the property is left out.
    /// A skipped input beside others is empty text.
    pub(super) fn pieces(&self, template: &'a Template) -> Option<Vec<Filled<'a>>> {
        let mut sources = template.sources().peekable();
        if sources.peek().is_some() && sources.all(|source| self.value(source).is_none()) {
            return None;
        }
        let fill = |piece: &'a Piece| match piece {
            Piece::Literal(text) => Some(Filled::Literal(text.into())),
            Piece::Placeholder(source) if self.masks(source) => self.value(source).map(|_| Filled::Masked),
            Piece::Placeholder(source) => self.value(source).map(Filled::Value),
        };
        Some(template.pieces().iter().filter_map(fill).collect())
    }

    /// The pieces of a property where everything is text: queries, headers, forms.
    pub(super) fn leaf(&self, leaf: &'a Leaf) -> Option<Vec<Filled<'a>>> {
        match leaf {
            Leaf::Template(template) => self.pieces(template),
            Leaf::Number(number) => Some(vec![Filled::Literal(number.to_string().into())]),
            Leaf::Boolean(flag) => Some(vec![Filled::Literal(flag.to_string().into())]),
        }
    }

    /// A property in JSON. Exactly one placeholder keeps its type, anything else is text.
    pub(super) fn json(&self, leaf: &'a Leaf) -> Option<Json> {
        match leaf {
            Leaf::Number(number) => Some(Json::Number(number.clone())),
            Leaf::Boolean(flag) => Some(Json::Bool(*flag)),
            Leaf::Template(template) => match template.sole() {
                Some(source @ Source::Input(name)) if !self.masks(source) => {
                    self.order.values.get(name).map(Value::json)
                }
                Some(_) | None => self.pieces(template).map(|pieces| plain(&pieces).into()),
            },
        }
    }

    fn value(&self, source: &'a Source) -> Option<Cow<'a, str>> {
        match source {
            Source::Input(name) => self.order.values.get(name).map(|value| value.wire().into()),
            Source::User(attribute) => Some(attribute.of(&self.order.user).into()),
        }
    }

    fn masks(&self, source: &Source) -> bool {
        let sensitive = |name: &InputName| self.order.definition.input(name).is_some_and(|input| input.sensitive);
        match (self.sight, source) {
            (Sight::Shown, Source::Input(name)) => sensitive(name),
            (Sight::Shown, Source::User(_)) | (Sight::Sent, _) => false,
        }
    }
}

/// The pieces as they are.
pub(super) fn plain(pieces: &[Filled<'_>]) -> String {
    encoded(pieces, str::to_owned)
}

/// The pieces, each encoded for its place.
pub(super) fn encoded<T: std::fmt::Display>(pieces: &[Filled<'_>], encode: impl Fn(&str) -> T) -> String {
    let one = |piece: &Filled<'_>| match piece {
        Filled::Literal(text) | Filled::Value(text) => encode(text).to_string(),
        Filled::Masked => MASK.to_owned(),
    };
    pieces.iter().map(one).collect()
}
