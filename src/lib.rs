//! Errand: see `README.md`.

pub mod admin;
pub mod channel;
pub mod domain;
