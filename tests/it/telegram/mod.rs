//! Conversations that only Telegram has: its groups and buttons, its commands, its troubles. Written from the issue
//! and Telegram's documentation, against a simulated Bot API that is as strict as Telegram's.

mod albums;
mod asking;
mod commands;
mod edits;
mod files;
mod gate;
mod groups;
mod hostile;
mod killed;
mod ordering;
mod pressing;
pub mod receiving;
mod replies;
mod sending;
mod sensitive;
mod trouble;
mod typed_secrets;
mod webhook;

/// Inputs of every kind that Telegram has something of its own for.
const CALL_BACK: &str = include_str!("call-back.toml");
/// Three inputs, a card to confirm, and a command.
const PARCEL: &str = include_str!("parcel.toml");
