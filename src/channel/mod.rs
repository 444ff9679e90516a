//! Where people read and write: the words they read, and the platforms they use.

pub mod console;
pub mod telegram;
pub mod text;
