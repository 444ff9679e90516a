//! The customer's API: an [`Order`] goes out as a request, a [`CallOutcome`](crate::domain::call::CallOutcome) comes back.
//!
//! The way of a call: `request` fills in the values (`fill`, `encode`, `body`) and signs (`signature`); `guard` judges
//! where it may go; `connect` resolves and connects; [`exchange`](crate::exchange) sends and reads; `attempt` and `answer` say what that
//! means; `echo` masks a secret that comes back; `client` holds it together with `hosts` (places, breaker), `lines` (idle
//! connections) and retries; `wire` is what people may see of it.
//!
//! Invariants: what is signed is what is on the wire, byte for byte. Before a connection stands, nothing was sent;
//! after that, silence of a call that writes is [`Unknown`](crate::domain::call::CallOutcome::Unknown) and it is not
//! repeated unless it is declared idempotent. Failure is a value. No secret and no value reaches a log.
//!
//! Deliberately absent: reqwest (its `Url` rewrites queries after they were signed), redirects, proxies, cookies,
//! HTTP/2. See each file's head for why.

mod answer;
mod attempt;
mod body;
mod client;
mod connect;
mod echo;
mod encode;
mod fill;
pub mod guard;
mod hosts;
mod lines;
mod request;
pub mod secret_value;
pub mod signature;
mod wire;

pub use answer::sampled;
pub use client::{Api, Clock, Performed};
pub use connect::{NotConnected, Resolver, system_tls};
pub use guard::Network;
pub use request::Order;
pub use secret_value::{BadSecret, SecretValue};
pub use wire::{Signature, Wire};

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;
