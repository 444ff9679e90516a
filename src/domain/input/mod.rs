//! Inputs: what is asked of a customer, and the kinds of answers that fit.

pub mod kind;
pub mod misfit;
mod prefill;
pub mod value;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::action::{BadName, is_name};
use super::limits;
pub use kind::InputKind;
pub use misfit::Misfit;
pub use prefill::prefill;
pub use value::Value;

/// One piece of information that an action collects.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// The name that placeholders use.
    pub name: InputName,
    /// What the customer is asked, in the admin's words.
    pub instructions: String,
    /// What fits.
    pub kind: InputKind,
    /// Whether the kind was inferred because the definition left it out.
    pub kind_inferred: bool,
    /// An answer that would fit, shown when asking.
    pub example: Option<String>,
    /// Said instead of our own sentence when an answer does not fit.
    pub error: Option<String>,
    /// Whether an answer is needed.
    pub presence: Presence,
    /// The value is masked wherever it would be shown.
    pub sensitive: bool,
}

/// Whether an input must be answered.
#[derive(Debug, Clone, PartialEq)]
pub enum Presence {
    /// There is no going on without it.
    Required,
    /// May be skipped; its property is then left out.
    Optional,
    /// May be skipped; skipping takes this value.
    Default(Value),
}

impl Input {
    /// Whether `skip` is an answer.
    pub const fn can_skip(&self) -> bool {
        match self.presence {
            Presence::Required => false,
            Presence::Optional | Presence::Default(_) => true,
        }
    }
}

/// The values collected so far, by input. An input that was skipped has no entry.
pub type Values = BTreeMap<InputName, Value>;

/// A name that placeholders use: a lower-case letter, then letters, digits or `_`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "SmolStr")]
pub struct InputName(SmolStr);

impl InputName {
    /// Parses a name.
    ///
    /// # Errors
    /// [`BadName`] when the text has another form, or is the word `user`, which placeholders reserve.
    pub fn parse(text: &str) -> Result<Self, BadName> {
        if is_name(text, limits::INPUT_NAME_CHARS, false) && text != "user" {
            Ok(Self(text.into()))
        } else {
            Err(BadName { max: limits::INPUT_NAME_CHARS })
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as people read it: `order_number` is "order number".
    pub fn shown(&self) -> String {
        self.0.replace('_', " ")
    }
}

impl fmt::Display for InputName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for InputName {
    type Error = BadName;

    fn try_from(text: String) -> Result<Self, BadName> {
        Self::parse(&text)
    }
}

impl From<InputName> for SmolStr {
    fn from(name: InputName) -> Self {
        name.0
    }
}
