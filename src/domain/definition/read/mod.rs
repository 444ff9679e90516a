//! Reads a definition from its TOML form, and finds everything that is wrong with it at once.
//!
//! One file for each part of a definition; `scope` holds what call and reply need to know of the inputs.

mod answer;
mod auth;
mod call;
mod input;
mod kind;
mod phrases;
mod properties;
mod reply;
mod scope;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::Definition;
use crate::domain::action::ActionName;
use crate::domain::call::SecretName;
use crate::domain::document::{self, Item, Table};
use crate::domain::limits;
use crate::domain::problem::{Fault, Note, Problem};
pub(super) use kind::{MIN_LENGTH, word as kind_word};
pub use phrases::trigger_lines;
use scope::Scope;

/// What is known outside of the definition.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The secrets that have a value; `None` when that is not known, as without a store.
    pub secrets: Option<BTreeSet<SecretName>>,
}

impl Definition {
    /// Reads a definition of at most [`limits::DEFINITION_BYTES`]. The notes say what was concluded.
    ///
    /// # Errors
    /// Every [`Problem`], by line.
    pub fn read(text: &str, known: &Known) -> Result<(Self, Vec<Note>), Vec<Problem>> {
        let mut notes = Vec::new();
        let definition = document::read(text, limits::DEFINITION_BYTES, |root| read(root, known, &mut notes))?;
        Ok((definition, notes))
    }
}

fn read(root: &Table<'_>, known: &Known, notes: &mut Vec<Note>) -> Option<Definition> {
    let name = root.need("name").and_then(|item| read_name(&item));
    let description = root.need("description").and_then(|item| item.text(limits::DESCRIPTION_CHARS));
    let (triggers, not) = phrases::read(root);
    let command = root.get("command").map_or(Some(false), |item| item.flag());
    let mut scope = Scope::default();
    let inputs = match root.get("inputs") {
        Some(list) => input::read_all(&list, &mut scope, notes),
        None => Some(Vec::new()),
    };
    let call = root.need("call").and_then(|item| item.table());
    let has_call = call.is_some();
    let call = call.and_then(|table| call::read(&table, &scope, known, notes));
    let reply = match root.get("reply") {
        Some(item) => item.table().and_then(|table| reply::read(&table, &scope)),
        None => Some(super::Reply::default()),
    };
    root.finish();
    // Without a call most inputs would be unused, for no fault of their own.
    if has_call {
        scope.report_unused();
    }
    Some(Definition {
        name: name?,
        description: description?.to_owned(),
        triggers: triggers?,
        not: not?,
        command: command?,
        inputs: inputs?,
        call: call?,
        reply: reply?,
    })
}

fn read_name(item: &Item<'_>) -> Option<ActionName> {
    let text = item.text(usize::MAX)?;
    ActionName::parse(text)
        .inspect_err(|bad| item.report(Fault::BadActionName { got: text.to_owned(), max: bad.max }))
        .ok()
}

/// Reads every entry; `None` when one of them does not fit.
fn all<T>(entries: impl IntoIterator<Item = Option<T>>) -> Option<Vec<T>> {
    // Collected first, so that the entries after a bad one are read and reported too.
    entries.into_iter().collect::<Vec<_>>().into_iter().collect()
}
