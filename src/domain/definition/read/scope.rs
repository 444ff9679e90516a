//! What call and reply may refer to: the inputs, and which of them were referred to.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::domain::call::secret::{holds_key, is_named_secret, looks_like_value};
use crate::domain::conversation::UserAttribute;
use crate::domain::document::Item;
use crate::domain::document::suggest::closest;
use crate::domain::input::InputName;
use crate::domain::problem::Fault;
use crate::domain::template::{Piece, Source, Template};

/// The inputs of a definition while it is read.
#[derive(Default)]
pub(super) struct Scope<'d> {
    /// Whether values of secrets are taken as any others.
    pub(super) takes_secrets: bool,
    inputs: Vec<Seen<'d>>,
    /// Names that are none. They were reported once; their placeholders are not reported again.
    misnamed: Vec<String>,
    used: RefCell<BTreeSet<InputName>>,
}

/// What is known of an input, even when something else about it does not fit.
pub(super) struct Seen<'d> {
    pub(super) name: InputName,
    /// Where the name stands.
    pub(super) item: Item<'d>,
    /// Whether there may be no value at all.
    pub(super) may_be_absent: bool,
    pub(super) sensitive: bool,
}

impl<'d> Scope<'d> {
    pub(super) fn new(takes_secrets: bool) -> Self {
        Self { takes_secrets, ..Self::default() }
    }

    /// Adds an input; a second one of the same name is reported.
    pub(super) fn add(&mut self, seen: Seen<'d>) {
        match self.find(seen.name.as_str()) {
            Some(first) => seen.item.report(Fault::DuplicateInput {
                name: seen.name.as_str().to_owned(),
                first_line: first.item.place().line,
            }),
            None => self.inputs.push(seen),
        }
    }

    pub(super) fn add_misnamed(&mut self, name: &str) {
        self.misnamed.push(name.to_owned());
    }

    pub(super) fn find(&self, name: &str) -> Option<&Seen<'d>> {
        self.inputs.iter().find(|seen| seen.name.as_str() == name)
    }

    pub(super) fn input_names(&self) -> impl Iterator<Item = &InputName> {
        self.inputs.iter().map(|seen| &seen.name)
    }

    pub(super) fn mark_used(&self, name: &InputName) {
        self.used.borrow_mut().insert(name.clone());
    }

    /// Reports a text of a header or property that has the value of a secret. What an input fills in is none.
    pub(super) fn report_secret(&self, item: &Item<'_>, name: &str, template: &Template) {
        let literals = || {
            template.pieces().iter().filter_map(|piece| match piece {
                Piece::Literal(text) => Some(text.as_str()),
                Piece::Placeholder(_) => None,
            })
        };
        let is_filled = template.sources().next().is_some();
        let is_named = is_named_secret(name) && !is_filled && literals().any(|text| !text.trim().is_empty());
        let is_value = || {
            let is_keys = name.to_lowercase().contains("key") || is_named_secret(name);
            literals().any(|text| holds_key(text) || (is_keys && text.split_whitespace().any(looks_like_value)))
        };
        if !self.takes_secrets && (is_named || is_value()) {
            item.report(Fault::SecretLiteral);
        }
    }

    /// Marks every input whose name is a word of a text that cannot be read more exactly.
    pub(super) fn mark_words(&self, text: &str) {
        for word in text.split(|character: char| !character.is_ascii_alphanumeric() && character != '_') {
            if let Some(seen) = self.find(word) {
                self.mark_used(&seen.name);
            }
        }
    }

    /// Reads a text with placeholders and reports every one that does not fit.
    pub(super) fn template(&self, item: &Item<'_>, text: &str) -> Option<Template> {
        let mut fits = true;
        let mut rest = text;
        while let Some(open) = rest.find("{{") {
            let inside = &rest[open + 2..];
            let Some(close) = inside.find("}}") else {
                item.report(Fault::UnclosedPlaceholder);
                self.mark_words(inside);
                return None;
            };
            fits &= self.placeholder(item, inside[..close].trim());
            rest = &inside[close + 2..];
        }
        if fits { Template::parse(text).ok() } else { None }
    }

    fn placeholder(&self, item: &Item<'_>, inside: &str) -> bool {
        match Source::parse(inside) {
            Ok(Source::User(_)) => true,
            Ok(Source::Input(name)) if self.find(name.as_str()).is_some() => {
                self.mark_used(&name);
                true
            }
            Ok(Source::Input(name)) => {
                let meant = closest(name.as_str(), self.input_names().map(InputName::as_str));
                item.report(Fault::UnknownInput { name: name.as_str().to_owned(), meant });
                false
            }
            Err(_) => {
                self.mark_words(inside);
                if !self.misnamed.iter().any(|name| name.trim() == inside) {
                    let attributes = UserAttribute::ALL.map(|attribute| format!("user.{}", attribute.as_str()));
                    let meant = closest(
                        inside,
                        self.input_names().map(InputName::as_str).chain(attributes.iter().map(String::as_str)),
                    );
                    item.report(Fault::NotAPlaceholder { got: inside.to_owned(), meant });
                }
                false
            }
        }
    }

    /// Reports the inputs that nothing refers to.
    pub(super) fn report_unused(&self) {
        let used = self.used.borrow();
        for seen in self.inputs.iter().filter(|seen| !used.contains(&seen.name)) {
            seen.item.report(Fault::UnusedInput { name: seen.name.as_str().to_owned() });
        }
    }
}
