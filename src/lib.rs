//! Errand: see `README.md`.

pub mod api;
pub mod channel;
pub mod domain;
pub mod store;
