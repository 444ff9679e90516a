//! What is wrong with a configuration, and where.

use crate::domain::problem::{Fault, Problem};

/// Every problem with its place: `errand.toml:3`, `errand.toml`, or the name of a variable.
/// `channel::text::problems::report_places` puts them in words.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ConfigProblems(pub Vec<(String, Problem)>);

impl ConfigProblems {
    pub(super) fn add(&mut self, place: impl Into<String>, path: impl Into<String>, fault: Fault) {
        self.0.push((place.into(), Problem { line: 1, path: path.into(), fault }));
    }

    pub(super) fn add_all(&mut self, problems: Vec<Problem>, place: impl Fn(usize) -> String) {
        self.0.extend(problems.into_iter().map(|problem| (place(problem.line), problem)));
    }

    /// Whether something could not be read at all, so that nothing can be said to be missing.
    pub(super) fn is_partial(&self) -> bool {
        self.0.iter().any(|(_, problem)| matches!(problem.fault, Fault::Syntax { .. } | Fault::TooLarge { .. }))
    }

    pub(super) fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}
