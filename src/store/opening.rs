//! Directory, lock file and connection of the store.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::path::Path;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection, query_scalar};

use super::StoreError;
use crate::domain::limits;

/// Earlier ones can corrupt the database when a write-ahead log is reset: <https://sqlite.org/wal.html#walresetbug>.
const SQLITE_NEEDED: &str = "3.51.3";

/// Makes the directory when it is not there, for this user only. One that exists keeps its permissions.
pub fn make_private_dir(dir: &Path) -> Result<(), StoreError> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|source| StoreError::File { path: dir.to_owned(), source })
}

/// Takes the lock that keeps a second process out. The system drops it with the process, however that ends.
pub fn lock(dir: &Path) -> Result<File, StoreError> {
    let path = dir.join("errand.lock");
    let file = match open_private(&path) {
        Ok(file) => file,
        Err(source) => return Err(StoreError::File { path, source }),
    };
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse { path }),
        Err(TryLockError::Error(source)) => Err(StoreError::File { path, source }),
    }
}

/// Opens the database file, and makes it when it is not there.
pub async fn connect(dir: &Path) -> Result<SqliteConnection, StoreError> {
    let path = dir.join("errand.db");
    // Made here so that customers' data is private whatever the umask; SQLite gives the log the same mode.
    open_private(&path).map_err(|source| StoreError::File { path: path.clone(), source })?;
    let mut connection = SqliteConnectOptions::new()
        .filename(&path)
        .page_size(limits::DATABASE_PAGE)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(limits::DATABASE_BUSY)
        .pragma("secure_delete", "ON")
        .pragma("recursive_triggers", "ON") // so that REPLACE asks the triggers that guard deletion
        .pragma("trusted_schema", "OFF")
        .pragma("wal_autocheckpoint", limits::WAL_PAGES.to_string())
        .pragma("journal_size_limit", limits::WAL_BYTES.to_string())
        .pragma("temp_store", "MEMORY") // what a statement may have to undo; else it goes to a file of its own
        .pragma("cache_size", format!("-{}", limits::DATABASE_CACHE_KIB))
        .row_buffer_size(limits::BATCH_EVENTS)
        .disable_statement_logging()
        .connect()
        .await?;
    let found: String = query_scalar("SELECT sqlite_version()").fetch_one(&mut connection).await?;
    if version_parts(&found) < version_parts(SQLITE_NEEDED) {
        return Err(StoreError::OldSqlite { found, needed: SQLITE_NEEDED });
    }
    Ok(connection)
}

/// Opens the database file for reading. The log of whoever writes it meanwhile is read along.
pub async fn look(dir: &Path) -> Result<SqliteConnection, StoreError> {
    let options = SqliteConnectOptions::new()
        .filename(dir.join("errand.db"))
        .read_only(true)
        .busy_timeout(limits::DATABASE_BUSY)
        .pragma("trusted_schema", "OFF")
        .disable_statement_logging();
    Ok(options.connect().await?)
}

fn version_parts(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap_or(0)).collect()
}

fn open_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::version_parts;

    #[test]
    fn versions_compare_by_number() {
        assert!(version_parts("3.9.0") < version_parts("3.51.3"));
        assert!(version_parts("3.51.3") <= version_parts("3.51.3"));
        assert!(version_parts("3.51.2") < version_parts("3.51.3"));
        assert!(version_parts("4.0") > version_parts("3.51.3"));
    }
}
