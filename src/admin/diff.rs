//! What is different between two definitions of an action.
//!
//! Compares their canonical files key by key, so that a key which definitions gain one day is compared at once.

use toml::{Table, Value};

use crate::domain::definition::Definition;

/// One thing that is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub place: Place,
    /// How.
    pub how: How,
}

/// Where something is different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A trigger.
    Trigger,
    /// A phrase that must never start the action.
    Not,
    /// A whole input.
    Input,
    /// The order of the inputs.
    InputOrder,
    /// A key of an input.
    InputKey {
        /// The input.
        input: String,
        /// The key.
        key: String,
    },
    /// A field that can reach the chat.
    Include,
    /// A field that is taken out again.
    Exclude,
    /// Any other key, dotted as in the file: `call.url`.
    Key(String),
}

/// How it is different. Values are as in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// It is new.
    Added(String),
    /// It is gone.
    Removed(String),
    /// It is another.
    Changed {
        /// What it was.
        from: String,
        /// What it is.
        to: String,
    },
}

/// Everything that is different in `after`, in the order of the file.
pub fn differences(before: &Definition, after: &Definition) -> Vec<Difference> {
    let [before, after] = [before, after].map(|definition| definition.write().parse::<Table>().unwrap_or_default());
    let mut found = Vec::new();
    keys(&mut found, &before, &after, "");
    found
}

/// Compares two tables whose keys begin with `prefix`.
fn keys(found: &mut Vec<Difference>, before: &Table, after: &Table, prefix: &str) {
    let gone = before.keys().filter(|key| !after.contains_key(*key));
    for key in after.keys().chain(gone) {
        let path = format!("{prefix}{key}");
        let (old, new) = (before.get(key), after.get(key));
        match path.as_str() {
            "triggers" => entries(found, old, new, &Place::Trigger),
            "not" => entries(found, old, new, &Place::Not),
            "reply.include" => entries(found, old, new, &Place::Include),
            "reply.exclude" => entries(found, old, new, &Place::Exclude),
            "inputs" => inputs(found, old, new),
            // One sentence says more than its parts.
            "call.auth" => value(found, old, new, Place::Key(path)),
            _ => match (old, new) {
                (Some(Value::Table(old)), Some(Value::Table(new))) => keys(found, old, new, &format!("{path}.")),
                (Some(Value::Table(old)), None) => keys(found, old, &Table::new(), &format!("{path}.")),
                (None, Some(Value::Table(new))) => keys(found, &Table::new(), new, &format!("{path}.")),
                (old, new) => value(found, old, new, Place::Key(path)),
            },
        }
    }
}

fn value(found: &mut Vec<Difference>, old: Option<&Value>, new: Option<&Value>, place: Place) {
    let how = match (old.map(text), new.map(text)) {
        (None, Some(new)) => How::Added(new),
        (Some(old), None) => How::Removed(old),
        (Some(from), Some(to)) if from != to => How::Changed { from, to },
        (Some(_), Some(_)) | (None, None) => return,
    };
    found.push(Difference { place, how });
}

/// Compares two lists whose order says nothing.
fn entries(found: &mut Vec<Difference>, old: Option<&Value>, new: Option<&Value>, place: &Place) {
    let [old, new] = [old, new].map(|list| {
        let list = list.and_then(Value::as_array);
        list.map(|list| list.iter().map(text).collect::<Vec<_>>()).unwrap_or_default()
    });
    let added = new.iter().filter(|entry| !old.contains(entry)).cloned().map(How::Added);
    let removed = old.iter().filter(|entry| !new.contains(entry)).cloned().map(How::Removed);
    found.extend(added.chain(removed).map(|how| Difference { place: place.clone(), how }));
}

fn inputs(found: &mut Vec<Difference>, old: Option<&Value>, new: Option<&Value>) {
    let [old, new] = [old, new].map(named);
    let find = |list: &[(String, Table)], name: &str| list.iter().find(|(other, _)| other == name).cloned();
    for (name, table) in &new {
        match find(&old, name) {
            None => found.push(Difference { place: Place::Input, how: How::Added(name.clone()) }),
            Some((_, before)) => {
                let gone = before.keys().filter(|key| !table.contains_key(*key));
                for key in table.keys().chain(gone) {
                    let place = Place::InputKey { input: name.clone(), key: key.clone() };
                    value(found, before.get(key), table.get(key), place);
                }
            }
        }
    }
    for (name, _) in &old {
        if find(&new, name).is_none() {
            found.push(Difference { place: Place::Input, how: How::Removed(name.clone()) });
        }
    }
    let order = |list: &[(String, Table)], other: &[(String, Table)]| -> Vec<String> {
        list.iter().filter(|(name, _)| find(other, name).is_some()).map(|(name, _)| name.clone()).collect()
    };
    let (from, to) = (order(&old, &new), order(&new, &old));
    if from != to {
        let how = How::Changed { from: from.join(", "), to: to.join(", ") };
        found.push(Difference { place: Place::InputOrder, how });
    }
}

fn named(inputs: Option<&Value>) -> Vec<(String, Table)> {
    let inputs = inputs.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_table);
    inputs
        .filter_map(|table| {
            let mut table = table.clone();
            let name = table.remove("name")?.as_str()?.to_owned();
            Some((name, table))
        })
        .collect()
}

/// A text as it is; anything else as TOML writes it.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
