//! Whether the database file is whole, for `errand doctor`.

use sqlx::query_scalar;

use super::{Store, StoreError};

/// Findings that are told; one damaged page leads to many.
const FINDINGS: u32 = 10;

impl Store {
    /// What SQLite finds wrong with its own file, at most ten findings; nothing when it is whole.
    /// Reads the whole file: <https://www.sqlite.org/pragma.html#pragma_quick_check>.
    ///
    /// # Errors
    /// When the check itself cannot be made.
    pub async fn damage(&mut self) -> Result<Vec<String>, StoreError> {
        let found: Vec<String> = query_scalar("SELECT quick_check FROM pragma_quick_check(?1)")
            .bind(FINDINGS)
            .fetch_all(self.connection().await?)
            .await?;
        Ok(found.into_iter().filter(|finding| finding != "ok").collect())
    }
}
