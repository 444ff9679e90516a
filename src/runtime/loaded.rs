//! Conversations kept in memory between turns: those that spoke last, so that a turn seldom reads the store.

use std::num::NonZeroUsize;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, OnceLock};

use lru::LruCache;

use crate::domain::conversation::ConversationId;
use crate::domain::conversation::User;
use crate::engine::Conversation;
use crate::store::Route;

/// Conversations kept. One takes about two kilobytes.
const KEPT: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();

/// Bytes that the JSON of most has room in.
const STATE_BYTES: usize = 1_024;

/// A conversation, and how its channel reaches the person.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub(super) conversation: Shared,
    pub(super) route: Route,
}

/// A conversation as it is between two turns, and as the store has it. Much of what happens only looks at it, or is
/// about its route: that copies nothing and writes no JSON. Whoever changes it has one of their own.
#[derive(Debug, Clone)]
pub(super) struct Shared(Arc<(Conversation, Stored)>);

/// The JSON of a conversation, once somebody has asked for it.
type Stored = OnceLock<Option<Arc<str>>>;

impl Shared {
    /// Reads what is stored.
    ///
    /// # Errors
    /// Why it is no conversation.
    pub(super) fn read(state: Arc<str>) -> serde_json::Result<Self> {
        Ok(Self(Arc::new((serde_json::from_str(&state)?, Stored::from(Some(state))))))
    }

    /// As it is stored.
    pub(super) fn state(&self) -> Option<Arc<str>> {
        let (conversation, state) = &*self.0;
        state.get_or_init(|| written(conversation)).clone()
    }

    /// For whoever makes another of it.
    pub(super) fn into_own(self) -> Conversation {
        Arc::unwrap_or_clone(self.0).0
    }
}

fn written(conversation: &Conversation) -> Option<Arc<str>> {
    let mut text = Vec::with_capacity(STATE_BYTES);
    serde_json::to_writer(&mut text, conversation).ok()?;
    std::str::from_utf8(&text).ok().map(Arc::from)
}

impl From<Conversation> for Shared {
    fn from(conversation: Conversation) -> Self {
        Self(Arc::new((conversation, Stored::new())))
    }
}

impl Deref for Shared {
    type Target = Conversation;
    fn deref(&self) -> &Conversation {
        &self.0.0
    }
}

impl DerefMut for Shared {
    fn deref_mut(&mut self) -> &mut Conversation {
        let (conversation, state) = Arc::make_mut(&mut self.0);
        *state = Stored::new();
        conversation
    }
}

impl Kept {
    /// A conversation in which nothing has been said.
    pub(super) fn new(user: User) -> Self {
        Self { conversation: Conversation::new(user).into(), route: Route::default() }
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
