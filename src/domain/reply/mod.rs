//! What is answered when the API has answered, as the admin defined it.
//!
//! An answer is [`cut()`] down to what the paths name; what is left is put into the admin's text
//! ([`Composer`]) or, without one, laid out as labelled lines ([`layout()`]). Nothing else of the answer goes on.

mod compose;
mod cut;
mod field;
mod formats;
mod layout;
mod path;
mod tags;
mod text;

pub use compose::{Composer, ReplyFault, Wanted};
pub use cut::{Leaf, cut, leaves};
pub use formats::Formats;
pub use layout::layout;
pub use path::{Path, PathFault};
pub use text::{ReplyText, TextFault};

/// The texts and the fields they may use.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reply {
    /// The only fields that can reach the chat.
    pub include: Vec<Path>,
    /// Fields taken out of them again.
    pub exclude: Vec<Path>,
    /// Said on success; without it the included fields are laid out.
    pub text: Option<ReplyText>,
    /// Said when the API answers 404.
    pub not_found: Option<ReplyText>,
    /// Said when the API refuses (400, 409, 422).
    pub rejected: Option<ReplyText>,
    /// Said when the API cannot be reached.
    pub unavailable: Option<ReplyText>,
    /// The admin's notes on what to say; kept with the action, never sent.
    pub instructions: Option<String>,
}
