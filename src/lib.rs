//! Errand: see `README.md`.

pub mod api;
pub mod channel;
pub mod config;
pub mod domain;
pub mod store;
