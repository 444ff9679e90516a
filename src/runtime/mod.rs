//! The only tasks and the only time: one core loop owns the store's writer and every conversation.
//!
//! What arrives (messages, presses, admin commands, call outcomes, receipts, ticks) goes through
//! [`Arrival`]s into the [`Core`], is stepped in order, committed in one transaction, and only then
//! performed: acknowledged, delivered, called. Whatever waits for the network runs outside and comes back
//! as another arrival. Deliberately absent: locks, per-chat tasks, and any decision about what to say.

#[cfg(panic = "abort")]
compile_error!("a step that panics must not end the process: build with panic = \"unwind\"");

mod about;
mod administering;
pub mod arrival;
mod calls;
pub(crate) mod claiming;
pub mod clock;
mod core;
mod deeds;
mod deliveries;
mod desking;
mod ended;
pub mod forms;
mod keyring;
mod loaded;
pub(crate) mod looking;
mod moves;
mod needs;
mod port;
mod pressing;
pub mod pulse;
mod sending;
mod share;
pub(crate) mod shelf;
mod staging;
mod trying;
mod ways;

pub use crate::store::{Move, Posted, Route};
pub use arrival::{About, AdminAnswer, Arrival, Handle, Happening, Incoming, Stands, Verdict};
pub use clock::{Clock, SystemClock};
pub use core::{Core, Offers, Secrets, Setup, Team};
pub use ended::again;
pub use keyring::Keyring;
pub use port::{Content, Outgoing, Port};
pub use sending::SendingThread;
