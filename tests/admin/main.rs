//! Administering actions, seen from outside: scripts that read as chats, and random sequences of commands.

#![expect(clippy::disallowed_methods, reason = "UPDATE=1 rewrites expectations")]

mod called;
mod commands;
mod file;
mod fits;
mod library;
mod list;
mod properties;
mod scene;
mod script;
