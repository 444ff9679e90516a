//! The definition while it is being made: a TOML document that may still be incomplete or wrong.
//!
//! It is a document and not a struct of answers so that editing keeps every key the dialogue does not ask for.

use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use crate::domain::call::Method;
use crate::domain::call::secret::holds_key;
use crate::domain::definition::{Definition, Known};
use crate::domain::input::Input;
use crate::domain::problem::{Fault, Problem};

/// A definition in the making.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub(super) struct Form(Table);

impl Form {
    /// The form of a valid definition.
    pub(super) fn of(definition: &Definition) -> Self {
        Self(definition.write().parse().unwrap_or_default())
    }

    /// The form that a text is, when it is TOML.
    pub(super) fn parse(text: &str) -> Option<Self> {
        text.parse().ok().map(Self)
    }

    /// The document.
    pub(super) fn text(&self) -> String {
        self.0.to_string()
    }

    /// Everything that is wrong with it, but for secrets without a value: a draft may wait for those.
    pub(super) fn read(&self) -> Result<Definition, Vec<Problem>> {
        Definition::read(&self.text(), &Known { secrets: None }).map(|(definition, _)| definition)
    }

    /// What is wrong at these keys, as far as it can be told before the rest is there.
    pub(super) fn problems_at(&self, paths: &[&str]) -> Vec<Problem> {
        let concerns = |problem: &Problem| {
            // Inputs are used by what comes after them.
            let is_unused = matches!(problem.fault, Fault::UnusedInput { .. });
            !is_unused
                && paths.iter().any(|path| {
                    problem.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
                })
        };
        let problems = self.completed().read().err().unwrap_or_default();
        problems.into_iter().filter(concerns).collect()
    }

    /// The form with stand-ins for what must be there and is not, so that its absence hides no other problem.
    fn completed(&self) -> Self {
        let mut form = self.clone();
        for (path, value) in [
            (&["name"][..], Value::from("name")),
            (&["description"], Value::from("a")),
            (&["triggers"], Value::Array(vec![Value::from("a")])),
            (&["call", "method"], Value::from("GET")),
            (&["call", "url"], Value::from("https://example.com/")),
        ] {
            if form.at(path).is_none() {
                form.set(path, value);
            }
        }
        form
    }

    /// Whether a value, at that path, is a secret's.
    pub(super) fn exposes(path: &[&str], value: &Value) -> bool {
        let mut form = Self::default();
        form.set(path, value.clone());
        form.completed().read().is_err_and(|problems| problems.iter().any(|problem| problem.fault.exposes()))
    }

    /// Takes out every text that holds a key, wherever it is. Whether there was any.
    pub(super) fn forget_keys(&mut self) -> bool {
        fn is_key(value: &Value) -> bool {
            value.as_str().is_some_and(holds_key)
        }
        fn within(table: &mut Table) -> bool {
            let before = table.len();
            table.retain(|name, value| !holds_key(name) && !is_key(value));
            let any = table.len() < before;
            table.iter_mut().fold(any, |any, (_, value)| beneath(value) || any)
        }
        fn beneath(value: &mut Value) -> bool {
            match value {
                Value::Table(table) => within(table),
                Value::Array(list) => {
                    let before = list.len();
                    list.retain(|value| !is_key(value));
                    let any = list.len() < before;
                    list.iter_mut().fold(any, |any, value| beneath(value) || any)
                }
                Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {
                    false
                }
            }
        }
        within(&mut self.0)
    }

    /// The value at a path of keys.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Value> {
        let (last, tables) = path.split_last()?;
        let mut table = &self.0;
        for key in tables {
            table = table.get(*key)?.as_table()?;
        }
        table.get(*last)
    }

    /// The text at a path of keys.
    pub(super) fn text_at(&self, path: &[&str]) -> Option<&str> {
        self.at(path)?.as_str()
    }

    /// Sets the value at a path of keys; whatever is no table on the way is replaced by one.
    pub(super) fn set(&mut self, path: &[&str], value: Value) {
        let Some((last, tables)) = path.split_last() else { return };
        let mut table = &mut self.0;
        for key in tables {
            let entry = table.entry(*key).or_insert_with(|| Value::Table(Table::new()));
            if !entry.is_table() {
                *entry = Value::Table(Table::new());
            }
            let Value::Table(inner) = entry else { return };
            table = inner;
        }
        table.insert((*last).to_owned(), value);
    }

    /// Removes the value at a path of keys, and the tables that it leaves empty. Whether it was there.
    pub(super) fn remove(&mut self, path: &[&str]) -> bool {
        fn remove(table: &mut Table, path: &[&str]) -> bool {
            match path {
                [] => false,
                [last] => table.remove(*last).is_some(),
                [key, rest @ ..] => {
                    let Some(Value::Table(inner)) = table.get_mut(*key) else { return false };
                    let removed = remove(inner, rest);
                    if removed && inner.is_empty() {
                        table.remove(*key);
                    }
                    removed
                }
            }
        }
        remove(&mut self.0, path)
    }

    /// The texts of a list.
    pub(super) fn list(&self, path: &[&str]) -> Vec<String> {
        let list = self.at(path).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// Sets a list of texts; an empty one goes.
    pub(super) fn set_list(&mut self, path: &[&str], entries: Vec<String>) {
        if entries.is_empty() {
            self.remove(path);
        } else {
            self.set(path, Value::Array(entries.into_iter().map(Value::String).collect()));
        }
    }

    /// The tables of the inputs, in order.
    pub(super) fn inputs(&self) -> Vec<Table> {
        let list = self.at(&["inputs"]).and_then(Value::as_array);
        list.into_iter().flatten().filter_map(Value::as_table).cloned().collect()
    }

    /// Sets the tables of the inputs.
    pub(super) fn set_inputs(&mut self, inputs: Vec<Table>) {
        if inputs.is_empty() {
            self.remove(&["inputs"]);
        } else {
            self.set(&["inputs"], Value::Array(inputs.into_iter().map(Value::Table).collect()));
        }
    }

    /// The names of the inputs, in order.
    pub(super) fn input_names(&self) -> Vec<String> {
        self.inputs().iter().filter_map(|input| Some(input.get("name")?.as_str()?.to_owned())).collect()
    }

    /// The method; GET until one is said.
    pub(super) fn method(&self) -> Method {
        self.text_at(&["call", "method"]).and_then(Method::parse).unwrap_or(Method::Get)
    }
}

/// One input read by itself: as it will be understood, or what is wrong with it.
pub(super) fn read_input(table: &Table) -> Result<Input, Vec<Problem>> {
    let name = table.get("name").and_then(Value::as_str).unwrap_or_default();
    let mut form = Form::default();
    form.set_inputs(vec![table.clone()]);
    let mut form = form.completed();
    form.set(&["call", "query", "value"], Value::from(format!("{{{{ {name} }}}}")));
    let mut definition = form.read()?;
    definition.inputs.pop().ok_or_else(Vec::new)
}

impl From<Form> for String {
    fn from(form: Form) -> Self {
        form.text()
    }
}

impl TryFrom<String> for Form {
    type Error = toml::de::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}
