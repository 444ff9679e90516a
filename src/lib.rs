//! Errand: see `README.md`.

pub mod channel;
pub mod domain;
pub mod store;
