//! Errand: a self-hosted bot that runs a support team's actions. `README.md` is for those who use it; this page
//! is the map for those who change it.
//!
//! # The layers
//!
//! Each layer knows only those above it in this list; `tests/tidy.rs` holds the edges.
//!
//! | layer | what it is |
//! |---|---|
//! | [`domain`] | the nouns: action, version, definition, input, call, reply, conversation, limits |
//! | [`matching`] | which action a message means |
//! | [`engine`] | `step(conversation, event, catalog, moment) -> (conversation, effects)` |
//! | [`admin`] | `plan(role, command, ledger) -> plan or refusal`; the desk: commands, dialogues, presses and cards of every channel |
//! | [`store`] | one SQLite file; no SQL elsewhere |
//! | [`exchange`] | HTTP over one connection, driven by whoever asks |
//! | [`api`] | the customer's API: requests, guard, signatures, outcomes |
//! | [`channel::text`] | every word that people read, per language |
//! | [`runtime`] | the core loop: the only tasks and the only time |
//! | [`channel`] | where people read and write: the console, Telegram, Discord |
//! | [`config`], [`app`], [`cli`] | settings, composition, the program |
//!
//! domain, matching, engine and admin are pure: no I/O, no clock, no randomness, no logs.
//!
//! # The journey of one message
//!
//! A channel sends an [`Arrival`](runtime::Arrival) to the core loop ([`runtime`]). The loop takes up to 256 at
//! once, loads what they need, and runs [`engine::step`] for each in order. What follows (new states, deliveries,
//! calls, notices) is written in **one** transaction. Only then it is performed: the platform is acknowledged,
//! deliveries go to the channel's [`Port`](runtime::Port), calls are sent by [`api`]. A call's outcome comes back as
//! another arrival, and so do receipts of deliveries, which wait a moment for something else to be written with. All of
//! this shares one thread, but for what channels send, which has [its own](runtime::SendingThread).
//!
//! # Promises, and what holds them
//!
//! - Nothing is acknowledged before it is durable; what was acknowledged is handled once across `kill -9`
//!   (`tests/it`, crash tests).
//! - A call's row is committed before its first byte leaves. One found open after a crash is repeated only when that
//!   does no harm; otherwise it may or may not have been done, and that is what is said.
//! - Conversations do not wait for one another: whatever waits for a network runs outside the loop.
//! - Editing an action never changes a running session, and what was previewed is what is published: versions are
//!   immutable by triggers in the schema (`migrations/`).
//! - What is signed is what is on the wire; only included fields reach a reply; values never become markup.
//!
//! # Deliberately absent
//!
//! Locks, per-chat tasks, storage traits with one implementation, a plug-in system, and any language model. reqwest is
//! not used for the customer's API, since its URLs are re-encoded after they were signed (see [`api`]).

pub mod admin;
pub mod api;
pub mod app;
pub mod channel;
pub mod cli;
pub mod config;
pub mod domain;
pub mod engine;
pub mod exchange;
pub mod matching;
pub mod runtime;
pub mod shop;
pub mod store;
pub mod telemetry;
