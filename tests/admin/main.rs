//! Administering actions, seen from outside: scripts that read as chats, and random sequences of commands.

mod library;
mod list;
mod properties;
mod script;
