//! Statements that run in one go.
//!
//! Each statement would cost a round trip to sqlx's worker thread, and a turn takes a dozen: together they cost one.
//! Deliberately absent: statements that read, or whose parameters are not the rows they are about.

use std::iter;

use serde::Serialize;
use sqlx::sqlite::SqliteArguments;
use sqlx::{Arguments, AssertSqlSafe, SqliteConnection, query_with};

use super::StoreError;
use super::rows::json;

/// Statements, each over all of its rows at once.
#[derive(Default)]
pub struct Script {
    statements: Vec<&'static str>,
    rows: Vec<String>,
}

impl Script {
    /// One more statement, with one parameter: `?`, the rows as [`json`]. Without rows there is nothing to run.
    pub fn add<T: Serialize>(
        &mut self,
        sql: &'static str,
        rows: impl ExactSizeIterator<Item = T>,
    ) -> Result<(), StoreError> {
        if rows.len() > 0 {
            self.statements.push(sql);
            self.rows.push(json(rows)?);
        }
        Ok(())
    }

    /// Runs the statements in order, up to the first that fails.
    pub async fn run(self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        if self.statements.is_empty() {
            return Ok(());
        }
        self.execute("", connection, "").await
    }

    /// Runs them as a transaction. After an error it may be open still.
    pub async fn commit(self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        self.execute("BEGIN IMMEDIATE;", connection, "COMMIT").await
    }

    async fn execute(self, first: &str, connection: &mut SqliteConnection, last: &str) -> Result<(), StoreError> {
        let between = iter::repeat(";\n");
        let statements: String = self.statements.into_iter().zip(between).flat_map(<[&str; 2]>::from).collect();
        let mut values = SqliteArguments::default();
        for rows in self.rows {
            values.add(rows).map_err(sqlx::Error::Encode)?;
        }
        // Made of constants only.
        query_with(AssertSqlSafe([first, &statements, last].concat()), values).execute(connection).await?;
        Ok(())
    }
}
