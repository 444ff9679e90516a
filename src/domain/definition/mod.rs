//! An action as it is defined: the one type behind files, chat forms and exports.

mod read;
mod write;

use super::action::ActionName;
use super::call::Call;
use super::input::{Input, InputName};
use super::reply::Reply;
pub use read::{Known, trigger_lines};

/// A complete, valid definition of an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// The name.
    pub name: ActionName,
    /// What the action does, in a sentence.
    pub description: String,
    /// Phrases that start it; at least one.
    pub triggers: Vec<String>,
    /// Phrases that must never start it.
    pub not: Vec<String>,
    /// Whether it is offered as a command of its own where the platform has such: `/order-status`.
    pub command: bool,
    /// What is asked, in order.
    pub inputs: Vec<Input>,
    /// What is called.
    pub call: Call,
    /// What is answered.
    pub reply: Reply,
}

impl Definition {
    /// The input of that name.
    pub fn input(&self, name: &InputName) -> Option<&Input> {
        self.inputs.iter().find(|input| input.name == *name)
    }
}
