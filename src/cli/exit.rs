//! How a subcommand ends: the exit code, and what is said when it did not do what was asked.

use std::io;
use std::process::ExitCode;

use super::terminal;
use crate::channel::text::problems;
use crate::config::ConfigProblems;
use crate::domain::language::Language;
use crate::store::{KeyProblem, StoreError};
use crate::telemetry::chain;

/// Every exit code, as `errand --help` lists them.
pub const CODES: &str = "\
Exit codes:
  0  done
  1  refused, or a check found problems
  2  wrong arguments
  3  the configuration is wrong
  4  the store cannot be used: another process has it open, the disk failed, or its key is wrong";

/// How the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Refused, or a check found problems.
    Refused,
    /// Wrong arguments; clap ends with the same code.
    Usage,
    /// The configuration is wrong.
    Configuration,
    /// The store cannot be used.
    Store,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Refused => 1,
            Exit::Usage => 2,
            Exit::Configuration => 3,
            Exit::Store => 4,
        })
    }
}

/// Why a subcommand did not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// The configuration is wrong.
    Configuration(ConfigProblems),
    /// The store did not do it.
    Store(StoreError),
    /// It was refused; with the words for it.
    Refused(String),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<ConfigProblems> for Failure {
    fn from(problems: ConfigProblems) -> Self {
        Self::Configuration(problems)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Failure {
    /// Says on standard error what went wrong, and gives the exit code for it.
    pub fn report(&self) -> Exit {
        match self {
            Self::Configuration(found) => {
                terminal::report(&problems::report_places(&found.0, Language::English));
                Exit::Configuration
            }
            Self::Store(error) => {
                terminal::report(&format!("error: {}", chain(error)));
                match error {
                    StoreError::Conflict(_) | StoreError::Key(KeyProblem::TooLong { .. }) => Exit::Refused,
                    StoreError::InUse { .. }
                    | StoreError::Newer { .. }
                    | StoreError::Older { .. }
                    | StoreError::OldSqlite { .. }
                    | StoreError::Migration(_)
                    | StoreError::Key(_)
                    | StoreError::Corrupt { .. }
                    | StoreError::Random(_)
                    | StoreError::File { .. }
                    | StoreError::Database(_) => Exit::Store,
                }
            }
            Self::Refused(words) => {
                terminal::report(words);
                Exit::Refused
            }
            // Whoever read it has seen enough, as `head` does.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Output(error) => {
                terminal::report(&format!("error: the output cannot be written: {error}"));
                Exit::Refused
            }
        }
    }
}
