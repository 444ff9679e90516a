//! The store, opened by a test.

use std::path::Path;
use std::time::{Duration, Instant};

use errand::store::{Store, StoreError};

use crate::api::PATIENCE;

/// Opens the store. A program that another test is just starting has, for a moment, a copy of every lock of
/// this process.
pub async fn open(dir: &Path) -> Store {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match Store::open(dir).await {
            Ok(store) => return store,
            Err(StoreError::InUse { .. }) if Instant::now() < deadline => {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            Err(error) => panic!("the store opens: {error}"),
        }
    }
}
