//! Errand: see `README.md`.

pub mod api;
pub mod channel;
pub mod cli;
pub mod domain;
