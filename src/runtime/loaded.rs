//! Conversations kept in memory between turns: those that spoke last, so that a turn seldom reads the store.

use std::num::NonZeroUsize;

use lru::LruCache;

use crate::domain::conversation::ConversationId;
use crate::engine::Conversation;

/// Conversations kept. One takes about a kilobyte.
const KEPT: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();

/// The conversations in memory, as they are in the store.
#[derive(Debug)]
pub(super) struct Loaded(LruCache<ConversationId, Conversation>);

impl Loaded {
    pub(super) fn new() -> Self {
        Self(LruCache::new(KEPT))
    }

    pub(super) fn has(&self, id: &ConversationId) -> bool {
        self.0.contains(id)
    }

    pub(super) fn get(&mut self, id: &ConversationId) -> Option<&Conversation> {
        self.0.get(id)
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn keep(&mut self, id: ConversationId, conversation: Conversation) {
        self.0.put(id, conversation);
    }
}
