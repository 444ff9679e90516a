//! Parses TOML as far as it goes, and judges what can still be said of the rest when it is broken.
//!
//! The parser goes on after a mistake, but an open bracket makes it take everything below for a list. So the
//! lines with mistakes are blanked out and the text is parsed again: when that works, the mistakes were confined
//! to their lines and the rest means what it says; when not, only what stands above the first one is trusted.

use toml::Spanned;
use toml::de::DeTable;

use super::place::Lines;
use crate::domain::problem::{Fault, Problem};

/// A document, and the mistakes in its form.
pub(super) struct Parsed<'t> {
    root: Spanned<DeTable<'t>>,
    /// At most one for each line.
    pub(super) problems: Vec<Problem>,
    confined: bool,
}

pub(super) fn parse(text: &str) -> Parsed<'_> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let lines = Lines::of(text);
    let mut problems: Vec<Problem> = errors
        .iter()
        .map(|error| {
            let line = error.span().map_or(1, |span| lines.line(&span));
            let fault = Fault::Syntax { detail: error.message().to_owned() };
            Problem { line, path: String::new(), fault }
        })
        .collect();
    problems.sort_by_key(|problem| problem.line);
    problems.dedup_by_key(|problem| problem.line);
    let confined = problems.iter().all(|problem| is_entry(&text[lines.span(problem.line, text)]))
        && DeTable::parse(&without(text, &lines, &problems)).is_ok();
    if !confined {
        keep_first_of_runs(text, &lines, &mut problems);
    }
    Parsed { root, problems, confined }
}

impl<'t> Parsed<'t> {
    pub(super) const fn root(&self) -> &Spanned<DeTable<'t>> {
        &self.root
    }

    /// Whether something said about the recovered document is true of what the author wrote.
    pub(super) fn trusts(&self, problem: &Problem) -> bool {
        let Some(first) = self.problems.first() else { return true };
        let broken = self.problems.iter().any(|syntax| syntax.line == problem.line);
        !broken && !problem.fault.depends_on_the_rest() && (self.confined || problem.line < first.line)
    }
}

/// Whether a line gives one key its value: a broken table header would move the lines below it elsewhere.
fn is_entry(line: &str) -> bool {
    let line = line.trim_start();
    !line.starts_with('[') && line.contains('=')
}

/// The text with the lines of the problems emptied; all other lines keep their numbers.
fn without(text: &str, lines: &Lines, problems: &[Problem]) -> String {
    let mut kept = text.to_owned();
    for problem in problems.iter().rev() {
        let span = lines.span(problem.line, text);
        kept.replace_range(span, "\n");
    }
    kept
}

/// Of mistakes on lines that follow each other, the later ones come from the first.
fn keep_first_of_runs(text: &str, lines: &Lines, problems: &mut Vec<Problem>) {
    let mut previous = None;
    problems.retain(|problem| {
        let follows = previous.is_some_and(|previous: usize| {
            (previous + 1..problem.line).all(|between| {
                let line = text[lines.span(between, text)].trim_start();
                line.is_empty() || line.starts_with('#')
            })
        });
        previous = Some(problem.line);
        !follows
    });
}
