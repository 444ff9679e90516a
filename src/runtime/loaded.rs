//! Conversations kept in memory between turns: those that spoke last, so that a turn seldom reads the store.

use std::num::NonZeroUsize;

use lru::LruCache;

use crate::domain::conversation::ConversationId;
use crate::domain::conversation::User;
use crate::engine::Conversation;
use crate::store::Route;

/// Conversations kept. One takes about a kilobyte.
const KEPT: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();

/// A conversation, and how its channel reaches the person.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kept {
    pub(super) conversation: Conversation,
    pub(super) route: Route,
}

impl Kept {
    /// A conversation in which nothing has been said.
    pub(super) fn new(user: User) -> Self {
        Self { conversation: Conversation::new(user), route: Route::default() }
    }
}

/// The conversations in memory, as they are in the store.
#[derive(Debug)]
pub(super) struct Loaded(LruCache<ConversationId, Kept>);

impl Loaded {
    pub(super) fn new() -> Self {
        Self(LruCache::new(KEPT))
    }

    pub(super) fn has(&self, id: &ConversationId) -> bool {
        self.0.contains(id)
    }

    pub(super) fn get(&mut self, id: &ConversationId) -> Option<&Kept> {
        self.0.get(id)
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn keep(&mut self, id: ConversationId, kept: Kept) {
        self.0.put(id, kept);
    }
}
