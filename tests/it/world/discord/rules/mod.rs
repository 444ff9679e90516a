//! What bodies must look like, by three independent readers: rules written from Discord's documentation,
//! twilight's models, and Discord's own schema where it is at hand.

pub mod commands;
pub mod components;
pub mod embeds;
pub mod message;
pub mod modal;
pub mod schema;
pub mod shape;
