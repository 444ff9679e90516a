//! What the bot has said to one person and the person has not yet read.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

use crate::api::PATIENCE;

#[derive(Clone, Default)]
pub struct Inbox(Arc<Inside>);

#[derive(Default)]
struct Inside {
    unread: Mutex<VecDeque<String>>,
    arrived: Notify,
}

impl Inbox {
    pub fn put(&self, message: String) {
        self.0.unread.lock().unwrap_or_else(PoisonError::into_inner).push_back(message);
        self.0.arrived.notify_one();
    }

    pub fn take(&self) -> Option<String> {
        self.0.unread.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// The next message, however long it takes within reason.
    pub async fn next(&self, reader: &str) -> String {
        let next = async {
            loop {
                if let Some(message) = self.take() {
                    return message;
                }
                self.0.arrived.notified().await;
            }
        };
        tokio::time::timeout(PATIENCE, next).await.unwrap_or_else(|_| panic!("{reader} was told nothing"))
    }
}
