//! Reads a TOML document that a person wrote, and reports everything that is wrong with it at once,
//! each with line and key. Definitions and the configuration are both read through this.
//!
//! A reader asks a [`Table`] for its keys one after the other and [`Table::finish`]es it; keys that were not
//! asked for are then reported as unknown. Whatever does not fit is reported where it is found and reads as
//! `None`, so that reading goes on. Deliberately absent: serde, which stops at the first problem.

mod item;
mod place;
pub mod suggest;
mod syntax;
mod table;
#[cfg(test)]
mod tests;

use std::cell::RefCell;

pub use item::{Item, duration_text};
pub use place::Place;
pub use table::Table;

use super::problem::{Fault, Problem};
use place::Lines;

/// Where the items of one document report to.
struct Sink {
    lines: Lines,
    problems: RefCell<Vec<Problem>>,
}

impl Sink {
    fn report(&self, place: &Place, fault: Fault) {
        self.problems.borrow_mut().push(Problem { line: place.line, path: place.path.clone(), fault });
    }
}

/// Reads a document of at most `max_bytes` by `take`, which asks the root table for what it needs and gives
/// `None` when something it cannot do without was not there or did not fit.
///
/// # Errors
/// Every [`Problem`], by line.
pub fn read<T>(text: &str, max_bytes: usize, take: impl FnOnce(&Table<'_>) -> Option<T>) -> Result<T, Vec<Problem>> {
    if text.len() > max_bytes {
        let fault = Fault::TooLarge { max: max_bytes };
        return Err(vec![Problem { line: 1, path: String::new(), fault }]);
    }
    let parsed = syntax::parse(text);
    let sink = Sink { lines: Lines::of(text), problems: RefCell::default() };
    let root = parsed.root();
    let taken = take(&Table::new(root.get_ref(), Place::default(), &sink));
    let mut problems = sink.problems.into_inner();
    problems.retain(|problem| parsed.trusts(problem));
    problems.extend(parsed.problems);
    problems.sort_by_key(|problem| problem.line);
    match taken {
        Some(taken) if problems.is_empty() => Ok(taken),
        Some(_) | None => Err(problems),
    }
}
