//! Whether the database file is whole, for `errand doctor`.

use sqlx::query_scalar;

use super::{Store, StoreError};

impl Store {
    /// What SQLite finds wrong with its own file, at most ten findings; nothing when it is whole.
    /// Reads the whole file: <https://www.sqlite.org/pragma.html#pragma_quick_check>.
    ///
    /// # Errors
    /// When the check itself cannot be made.
    pub async fn damage(&mut self) -> Result<Vec<String>, StoreError> {
        // Ten tell enough: one damaged page leads to many.
        let found: Vec<String> = query_scalar("PRAGMA quick_check(10)").fetch_all(self.connection().await?).await?;
        Ok(found.into_iter().filter(|finding| finding != "ok").collect())
    }
}
