//! The schema's history. A migration that was released never changes; sqlx refuses to go on when one did.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{SqlSafeStr, SqliteConnection, query_scalar};

use super::StoreError;

const MIGRATIONS: &[(&str, &str)] = &[
    ("ledger and library", include_str!("../../migrations/0001_ledger_and_library.sql")),
    ("platforms", include_str!("../../migrations/0002_platforms.sql")),
    ("desk", include_str!("../../migrations/0003_desk.sql")),
    ("person", include_str!("../../migrations/0004_person.sql")),
    ("journal", include_str!("../../migrations/0005_journal.sql")),
    ("settling", include_str!("../../migrations/0006_settling.sql")),
    ("journal in rounds", include_str!("../../migrations/0007_journal.sql")),
];

/// Applies what is missing, each migration in a transaction of its own.
pub async fn migrate(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    match migrator().run_direct(None, connection, false).await {
        Ok(()) => Ok(()),
        Err(MigrateError::VersionMissing(version)) => Err(StoreError::Newer { version }),
        Err(MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) => Err(error.into()),
        Err(error) => Err(StoreError::Migration(error)),
    }
}

/// Refuses a schema that is not this release's, without changing it.
pub async fn check(connection: &mut SqliteConnection) -> Result<(), StoreError> {
    let ours = i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX);
    let applied = "SELECT coalesce(max(version), 0) FROM _sqlx_migrations WHERE success";
    match query_scalar::<_, i64>(applied).fetch_one(connection).await? {
        version if version > ours => Err(StoreError::Newer { version }),
        version if version < ours => Err(StoreError::Older { version }),
        _ => Ok(()),
    }
}

fn migrator() -> Migrator {
    let migrations = (1..).zip(MIGRATIONS).map(|(version, (description, sql))| {
        Migration::new(version, (*description).into(), MigrationType::Simple, sql.into_sql_str(), false)
    });
    Migrator::with_migrations(migrations.collect())
}
