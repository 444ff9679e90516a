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
use crate::domain::call::secret::holds_key;
use crate::domain::document::{self, Item, Table};
use crate::domain::limits;
use crate::domain::problem::{Fault, Note, Problem};
use crate::domain::slash;
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
        let read = document::read(text, limits::DEFINITION_BYTES, |root| read(root, known, false, &mut notes));
        without_keys(text, read).map(|definition| (definition, notes))
    }

    /// Reads one that was stored. It was judged then; what was accepted before values of secrets were recognised is
    /// still what customers get.
    ///
    /// # Errors
    /// Every [`Problem`], by line.
    pub fn stored(text: &str) -> Result<Self, Vec<Problem>> {
        let mut notes = Vec::new();
        document::read(text, limits::DEFINITION_BYTES, |root| read(root, &Known::default(), true, &mut notes))
    }
}

/// Wherever else in a definition a key stands, in a text or a remark: its line is named by what begins it.
fn without_keys(text: &str, read: Result<Definition, Vec<Problem>>) -> Result<Definition, Vec<Problem>> {
    let found = read.as_ref().err().map(Vec::as_slice).unwrap_or_default();
    let is_found = |line| found.iter().any(|problem| problem.line == line && problem.fault.exposes());
    let mut keys: Vec<Problem> = (1..)
        .zip(text.lines().take(limits::DEFINITION_BYTES))
        .filter(|(line, text)| holds_key(text) && !is_found(*line))
        .map(|(line, text)| {
            let path = text.split_once('=').map_or("", |(key, _)| key.trim());
            let path = if holds_key(path) { String::new() } else { path.to_owned() };
            Problem { line, path, fault: Fault::SecretLiteral }
        })
        .collect();
    if keys.is_empty() {
        return read;
    }
    keys.extend(read.err().into_iter().flatten());
    keys.sort_by_key(|problem| problem.line);
    Err(keys)
}

fn read(root: &Table<'_>, known: &Known, takes_secrets: bool, notes: &mut Vec<Note>) -> Option<Definition> {
    let mut scope = Scope::new(takes_secrets);
    let name = root.need("name").and_then(|item| read_name(&item));
    let description = root.need("description").and_then(|item| item.text(limits::DESCRIPTION_CHARS));
    let (triggers, not) = phrases::read(root);
    let own_command = root.get("command");
    let command = own_command.as_ref().map_or(Some(false), Item::flag);
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
    let definition = Definition {
        name: name?,
        description: description?.to_owned(),
        triggers: triggers?,
        not: not?,
        command: command?,
        inputs: inputs?,
        call: call?,
        reply: reply?,
    };
    if let (Some(item), Some(fault)) = (own_command, slash::fault(&definition)) {
        item.report(fault);
    }
    Some(definition)
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
