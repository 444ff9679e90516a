//! The conversation: a pure function from what happened to what follows.
//!
//! [`step`] takes a [`Conversation`], an [`Event`], the [`Catalog`] and the [`Moment`], and gives the next
//! conversation and the [`Effect`]s. Same input, same output. Deliberately absent: awaiting, the clock,
//! randomness, storage, logs, and words (an [`Utterance`] is meaning; `channel::text` finds the words).

mod answering;
mod asked_for;
mod asking;
pub mod catalog;
mod confirming;
pub mod conversation;
mod correcting;
pub mod effect;
pub mod event;
mod opening;
pub mod phrase;
mod step;
mod switching;
mod turn;
pub mod utterance;
mod wish;

pub use catalog::{Catalog, House, Offered};
pub use conversation::{Conversation, Session, Stage};
pub use correcting::{Editing, editing};
pub use effect::{Effect, Manner, Matter, Message, Notice, Order};
pub use event::{Event, MessageId, Moment, Pick};
pub use step::{Step, step};
pub use utterance::Utterance;
