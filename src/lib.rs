//! Errand: see `README.md`.

pub mod admin;
pub mod api;
pub mod app;
pub mod channel;
pub mod cli;
pub mod config;
pub mod domain;
pub mod engine;
pub mod matching;
pub mod runtime;
pub mod shop;
pub mod store;
pub mod telemetry;
