//! The operator's log, on standard error: what is logged and in which form is configuration.
//!
//! What must never be logged (messages, answers, values, tokens, bodies) is kept out where it would be logged;
//! nothing here can filter it. Deliberately absent: files and rotation, which service managers do better.

use std::io;

use tracing_subscriber::Layer;
use tracing_subscriber::fmt::layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::{Log, LogFormat};

/// Starts the log. A second start changes nothing.
pub fn start(log: &Log) {
    let lines = match log.format {
        LogFormat::Text => {
            layer().with_writer(io::stderr).with_ansi(io::IsTerminal::is_terminal(&io::stderr())).boxed()
        }
        LogFormat::Json => layer().json().with_writer(io::stderr).boxed(),
    };
    // It fails only when there is a log already.
    let _ = tracing_subscriber::registry().with(lines.with_filter(log.filter.clone())).try_init();
}

/// An error with all its causes on one line, as an operator reads it.
pub fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}
