//! The store: one SQLite file that holds everything Errand must not forget.
//!
//! One connection, owned by the core loop, reads and writes. What has happened in conversations goes in
//! through [`Store::commit`] or, by way of the journal, [`Store::enter`], many turns in one transaction; actions
//! change through [`Store::apply`]. A
//! small batch is one round trip to sqlx's worker thread: its statements run as one script.
//!
//! Deliberately absent: decisions, the clock, and the meaning of the JSON texts that are kept here for
//! the engine and the channels. Rules that must hold are in the schema (`migrations/`), not in this code.

mod audit;
mod batch;
mod button;
mod call;
mod channel_state;
mod check;
mod claim;
mod conversation;
mod desk;
mod entry;
mod error;
mod journal;
mod library;
mod migration;
mod miss;
mod notice;
mod opening;
mod outbox;
mod person;
mod posted;
mod prune;
mod rows;
mod run;
mod sample;
mod script;
mod secret;
mod seen;
mod tally;
#[cfg(test)]
mod tests;
mod unread;

use std::fs::File;
use std::path::{Path, PathBuf};

use sqlx::{Connection, SqliteConnection, query, query_scalar};

use self::journal::Backlog;
use self::script::Script;
use self::seen::Greatest;

pub use audit::{AuditEntry, AuditRow, AuditVerdict};
pub use batch::Batch;
pub use button::Button;
pub use call::{CallEnd, CallStart};
pub use channel_state::ChannelState;
pub use claim::Claim;
pub use conversation::{ConversationRow, Move, Route, StoredConversation};
pub use desk::DeskRow;
pub use error::{Conflict, KeyProblem, StoreError};
pub use library::{ActionRecord, Applied, Edit, Stamp, StoredDefinition, VersionRecord};
pub use miss::{MissRow, Missed};
pub use notice::{Notice, NoticeRow};
pub use outbox::Delivery;
pub use person::PersonName;
pub use posted::Posted;
pub use run::{RunRow, Settled, SettledRow};
pub use sample::Pinned;
pub use secret::{SecretInfo, SecretKey};
pub use seen::Seen;
pub use tally::{Counted, TallyRow};
pub use unread::Unread;

/// The store, opened by this process and no other, but for a look and for [`Store::beside`].
pub struct Store {
    connection: SqliteConnection,
    /// Set while a transaction is open. A future that was dropped half-way leaves it set, and the next
    /// use of the connection rolls back first.
    in_transaction: bool,
    /// What is durable and not yet in the tables.
    backlog: Backlog,
    greatest: Greatest,
    dir: PathBuf,
    /// What SQLite counts when somebody else writes, as it was when it was asked last.
    written_elsewhere: Option<i64>,
    /// Held until the store is dropped; `None` for a store that another process has.
    lock: Option<File>,
}

impl Store {
    /// Opens the store in `dir`, makes it when it is not there, and brings its schema up to date.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process has it open, [`StoreError::Newer`] when a later Errand wrote
    /// it, otherwise what the file system or SQLite said.
    pub async fn open(dir: &Path) -> Result<Self, StoreError> {
        opening::make_private_dir(dir)?;
        let lock = opening::lock(dir)?;
        let mut connection = opening::connect(dir).await?;
        migration::migrate(&mut connection).await?;
        let mut store = Self::new(connection, dir, Some(lock));
        store.replay().await?;
        Ok(store)
    }

    /// Opens a store to look at it, also while another process has it open: nothing can be written.
    ///
    /// # Errors
    /// What SQLite said, also when the store is of another release.
    pub async fn look(dir: &Path) -> Result<Self, StoreError> {
        Ok(Self::new(opening::look(dir).await?, dir, None))
    }

    /// Opens a store to set a secret in it while another process has it open, which notices
    /// ([`Store::was_written_elsewhere`]). Whatever else that process keeps in memory is not to be written by anybody
    /// else.
    ///
    /// # Errors
    /// What SQLite said; also when the store is of another release.
    pub async fn beside(dir: &Path) -> Result<Self, StoreError> {
        let mut connection = opening::connect(dir).await?;
        migration::check(&mut connection).await?;
        Ok(Self::new(connection, dir, None))
    }

    fn new(connection: SqliteConnection, dir: &Path, lock: Option<File>) -> Self {
        let (backlog, greatest, dir) = (Backlog::default(), Greatest::default(), dir.to_owned());
        Self { connection, in_transaction: false, backlog, greatest, dir, written_elsewhere: None, lock }
    }

    /// Whether another process has it open.
    pub const fn is_shared(&self) -> bool {
        self.lock.is_none()
    }

    /// Whether somebody else has written since this was asked last. The first time nobody knows, and so it may be.
    ///
    /// # Errors
    /// What SQLite said.
    pub async fn was_written_elsewhere(&mut self) -> Result<bool, StoreError> {
        let version = query_scalar("PRAGMA data_version").fetch_one(self.idle().await).await?;
        Ok(self.written_elsewhere.replace(version) != Some(version))
    }

    /// Moves everything into the one database file and closes it.
    ///
    /// # Errors
    /// What SQLite said. Nothing that was committed is lost then: it is still in the write-ahead log.
    pub async fn close(mut self) -> Result<(), StoreError> {
        if self.lock.is_some() {
            query("PRAGMA wal_checkpoint(TRUNCATE)").execute(self.connection().await?).await?;
        }
        self.connection.close().await?;
        Ok(())
    }

    /// The connection, with nothing left in the journal and outside any transaction.
    async fn connection(&mut self) -> Result<&mut SqliteConnection, StoreError> {
        self.settle().await?;
        Ok(self.idle().await)
    }

    /// The connection, outside any transaction. What is in the journal is not in the tables yet.
    async fn idle(&mut self) -> &mut SqliteConnection {
        if self.in_transaction {
            self.roll_back().await;
        }
        &mut self.connection
    }

    // sqlx's own transactions are not used: when SQLite has rolled back by itself, as it does when the disk
    // is full, sqlx 0.9 still counts the transaction as open and refuses every later one.
    async fn begin(&mut self) -> Result<&mut SqliteConnection, StoreError> {
        self.connection().await?;
        self.in_transaction = true; // before the wait, which may be the last of this future
        query("BEGIN IMMEDIATE").execute(&mut self.connection).await?;
        Ok(&mut self.connection)
    }

    /// Runs a script as a transaction of its own.
    async fn run(&mut self, script: Script) -> Result<(), StoreError> {
        self.idle().await;
        self.in_transaction = true;
        let done = script.commit(&mut self.connection).await;
        match &done {
            Ok(()) => self.in_transaction = false,
            Err(_) => self.roll_back().await,
        }
        done
    }

    /// Commits when all went well, and rolls back otherwise.
    async fn end<T>(&mut self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        let result = match result {
            Ok(value) => query("COMMIT").execute(&mut self.connection).await.map(|_| value).map_err(StoreError::from),
            Err(error) => Err(error),
        };
        match result {
            Ok(value) => {
                self.in_transaction = false;
                Ok(value)
            }
            Err(error) => {
                self.roll_back().await;
                Err(error)
            }
        }
    }

    /// An error here means that SQLite has rolled back by itself already.
    async fn roll_back(&mut self) {
        let _ = query("ROLLBACK").execute(&mut self.connection).await;
        self.in_transaction = false;
    }
}
