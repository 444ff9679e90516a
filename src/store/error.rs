//! How the store fails, told apart by code and type, never by text.

use std::io;
use std::path::PathBuf;

use sqlx::migrate::MigrateError;

/// Why the store did not do what was asked. Nothing of the request was written then.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Another process has the store open.
    #[error(
        "another Errand process is using {}; stop it first, or make changes inside `errand chat --admin`",
        path.display()
    )]
    InUse {
        /// The lock file.
        path: PathBuf,
    },
    /// The store was written by a later release.
    #[error(
        "the store was written by a later release of Errand (schema {version}); run that release or restore a backup"
    )]
    Newer {
        /// The schema's version.
        version: i64,
    },
    /// The store is that of an earlier release, which has it open.
    #[error("the store is used by an earlier release of Errand (schema {version}); stop that, or use its own program")]
    Older {
        /// The schema's version.
        version: i64,
    },
    /// SQLite is older than what is safe.
    #[error("SQLite {found} has a bug that can corrupt the store; {needed} or later is needed")]
    OldSqlite {
        /// What is linked.
        found: String,
        /// What is needed.
        needed: &'static str,
    },
    /// The schema could not be brought up to date.
    #[error("the store's schema could not be brought up to date")]
    Migration(#[source] MigrateError),
    /// The library of actions has moved on since the change was planned.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// The key of the secrets cannot be used.
    #[error(transparent)]
    Key(#[from] KeyProblem),
    /// What was read cannot have been written by this program.
    #[error("the store holds something unreadable in {place}")]
    Corrupt {
        /// Table and column.
        place: &'static str,
    },
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    Random(#[source] getrandom::Error),
    /// A file or directory.
    #[error("{}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        #[source]
        source: io::Error,
    },
    /// SQLite.
    #[error("the database did not do what was asked")]
    Database(#[from] sqlx::Error),
}

/// What has changed since a change was planned. Plan again from the library as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// The name belongs to another action.
    #[error("an action of that name exists")]
    NameTaken,
    /// The action or the version is gone.
    #[error("the action is gone")]
    Gone,
    /// The action has a draft already.
    #[error("the action has a draft already")]
    DraftExists,
    /// The number is not the next one.
    #[error("the action has got other versions meanwhile")]
    OutOfOrder,
    /// Somebody changed the draft: its lock number is another.
    #[error("the draft was changed meanwhile")]
    Changed,
    /// The version is not a draft any more.
    #[error("the version is not a draft any more")]
    NotDraft,
    /// The version is not the published one any more.
    #[error("the version is not published any more")]
    NotPublished,
    /// The action has a published version.
    #[error("the action is published")]
    StillPublished,
}

/// Why the key of the secrets cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyProblem {
    /// The given text is not a key.
    #[error("the key of the secrets must be 32 bytes, written as 64 hexadecimal digits or in base64")]
    Malformed,
    /// The key file holds something else.
    #[error("{} does not hold a key; restore it from a backup, or delete it and set all secrets again", path.display())]
    MalformedFile {
        /// The key file.
        path: PathBuf,
    },
    /// Others can read or change the key file.
    #[error("{path} can be used by others (mode {mode:03o}); run `chmod 600 {path}`", path = path.display())]
    Exposed {
        /// The key file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// There are secrets but no key.
    #[error("the store holds secrets, but their key {} is missing; restore it, or delete the secrets and set them again", path.display())]
    Missing {
        /// Where the key file should be.
        path: PathBuf,
    },
    /// The key is not the one that the secrets were encrypted with.
    #[error("the key does not open secret `{name}`; use the key it was set with, or delete it and set it again")]
    Wrong {
        /// A secret that it does not open.
        name: String,
    },
    /// A secret's value is too long.
    #[error("a secret has at most {max} bytes")]
    TooLong {
        /// The most bytes it may have.
        max: usize,
    },
}

/// SQLite's primary result codes that are told apart; <https://www.sqlite.org/rescode.html>.
/// Somebody else, such as a backup, holds the file for longer than we wait.
const SQLITE_BUSY: u32 = 5;
const SQLITE_IOERR: u32 = 10;
const SQLITE_FULL: u32 = 13;

impl StoreError {
    /// Whether there is no room left on the disk.
    pub fn is_out_of_space(&self) -> bool {
        match self {
            Self::File { source, .. } => {
                matches!(source.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
            }
            Self::Database(error) => sqlite_code(error) == Some(SQLITE_FULL),
            Self::InUse { .. }
            | Self::Newer { .. }
            | Self::Older { .. }
            | Self::OldSqlite { .. }
            | Self::Migration(_)
            | Self::Conflict(_)
            | Self::Key(_)
            | Self::Corrupt { .. }
            | Self::Random(_) => false,
        }
    }

    /// Whether the disk failed or is full: trying later may help, and until then nothing can be promised.
    pub fn is_disk_trouble(&self) -> bool {
        match self {
            Self::File { .. } => true,
            Self::Database(error) => {
                matches!(sqlite_code(error), Some(SQLITE_FULL | SQLITE_IOERR | SQLITE_BUSY))
            }
            Self::InUse { .. }
            | Self::Newer { .. }
            | Self::Older { .. }
            | Self::OldSqlite { .. }
            | Self::Migration(_)
            | Self::Conflict(_)
            | Self::Key(_)
            | Self::Corrupt { .. }
            | Self::Random(_) => false,
        }
    }
}

/// The primary part of SQLite's result code.
fn sqlite_code(error: &sqlx::Error) -> Option<u32> {
    let code = error.as_database_error()?.code()?;
    code.parse::<u32>().ok().map(|extended| extended & 0xff)
}
