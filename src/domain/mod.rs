//! The nouns: what an action is, what a conversation is, what a call and its answer are.
//!
//! Everything here is parsed once and cannot be wrong afterwards. Deliberately absent: I/O, the clock,
//! randomness, the environment, and every word that a person reads (those are in `channel::text`).

pub mod action;
pub mod call;
pub mod change;
pub mod conversation;
pub mod definition;
pub mod document;
pub mod id;
pub mod input;
pub mod language;
pub mod limits;
pub mod problem;
pub mod reply;
pub mod rich;
pub mod setting;
pub mod slash;
pub mod tally;
pub mod template;
pub mod version;
