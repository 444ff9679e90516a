//! Whom the bot's questions in groups are for, by the message that asks. A reply to one says something to its author
//! and to whom it asks, and nothing to the bot when somebody else writes it.
//!
//! Bounded: the questions of longest ago are forgotten, and after a restart only those that are open are known.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::sync::Mutex;

use lru::LruCache;

use super::deliver::place;
use super::line::lock;
use super::standing::Standing;
use crate::channel::text::speech::Speech;
use crate::domain::conversation::ConversationId;
use crate::engine::Pick;

/// Questions that are remembered.
const QUESTIONS: NonZeroUsize = NonZeroUsize::new(8_192).unwrap();

/// Who was asked by which message of which chat.
#[derive(Debug)]
pub struct Asked(Mutex<LruCache<(i64, i64), ConversationId>>);

impl Asked {
    /// With what stood in chats when Errand last stopped.
    pub fn new(standing: &[(ConversationId, String)]) -> Self {
        let asked = Self(Mutex::new(LruCache::new(QUESTIONS)));
        for (conversation, text) in standing {
            let (Some(place), Some(standing)) = (place(conversation), Standing::parse(Some(text))) else { continue };
            match standing {
                Standing::Buttons(message) | Standing::Prompt(message) => {
                    asked.by(place.chat, message.into(), conversation);
                }
                Standing::Placeholder(_) | Standing::Contact | Standing::Part { .. } => {}
            }
        }
        asked
    }

    /// Somebody is asked by this message.
    pub fn by(&self, chat: i64, message: i64, whom: &ConversationId) {
        lock(&self.0).put((chat, message), whom.clone());
    }

    /// Whom a message asks, as far as is known.
    pub fn whom(&self, chat: i64, message: i64) -> Option<u64> {
        lock(&self.0).get(&(chat, message))?.person.parse().ok()
    }

    /// Who was asked something in a chat, as far as is known.
    pub fn all_in(&self, chat: i64) -> BTreeSet<ConversationId> {
        let asked = lock(&self.0);
        asked.iter().filter(|((place, _), _)| *place == chat).map(|(_, whom)| whom.clone()).collect()
    }
}

/// Whether somebody is asked something. A list of actions is there for everybody.
pub fn is_question(speech: &Speech) -> bool {
    let picks_more = || speech.choices.iter().any(|choice| !matches!(choice.pick, Pick::Action(_)));
    speech.ask.is_some() || !speech.card.is_empty() || picks_more()
}
