//! What admins read in answer to `/action`: reports, refusals and the guided dialogue.
//!
//! Says what the planner decided. Deliberately absent: deciding, and definitions' problems, whose words are in
//! [`super::problems`].

mod asking;
mod card;
mod chart;
mod diff;
mod guide;
mod kind;
mod ledger;
mod page;
mod phrases;
mod refusal;
mod report;
mod show;
#[cfg(test)]
mod tests;
mod unfiled;

pub use card::{card, explained, label, notice, tried};
use guide::section_word;
pub use guide::{cancelled, field_label, guide};
pub use ledger::{closed, told};
pub use phrases::lines as phrase_lines;
pub use refusal::{file_refusal, not_allowed, refusal};
pub use report::report;
