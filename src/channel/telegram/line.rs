//! The way into chats: a request is asked until Telegram has taken it or never will, in the chat as it is called now and
//! no faster than Telegram wants.
//!
//! What Telegram refuses for a while is tried again, for as long as it takes: it is in the outbox.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use teloxide_core::ApiError;
use teloxide_core::types::ChatId;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep, sleep_until};

use super::asked::Asked;
use super::door::moved;
use super::lately::Lately;
use super::names::Names;
use super::pace::Pace;
use super::place::Place;
use super::waiting::{patiently, pause_after};
use super::wire::{Ask, Bot, Refusal, is_gone};
use crate::domain::conversation::ConversationId;
use crate::runtime::{Arrival, Handle};

/// Groups remembered by the id they had before.
const MOVES: usize = 1_000;
/// Messages without buttons that are remembered; others are asked about once more.
const BARE: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();
/// What Telegram may ask for; beyond that it is asked again.
const LONGEST_REST: Duration = Duration::from_hours(1);

/// What deliveries share.
pub struct Line {
    pub(super) bot: Arc<Bot>,
    pub(super) handle: Handle,
    /// Whom questions in groups are for.
    pub(super) asked: Arc<Asked>,
    /// Presses that are owed an answer.
    pub(super) lately: Arc<Lately>,
    /// Names that may be named.
    pub(super) names: Names,
    /// Messages that lost their buttons.
    pub(super) bare: Mutex<LruCache<(i64, i32), ()>>,
    /// Who has written something sensitive that could not be deleted, and was not told yet.
    pub(super) exposed: Mutex<HashSet<ConversationId>>,
    pace: Mutex<Pace>,
    /// Groups that have another id by now.
    moves: Mutex<HashMap<i64, i64>>,
}

/// What a request does in its chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Aim {
    /// Sends a message.
    Send,
    /// Makes another one of a message.
    Edit,
}

/// How a message was taken.
pub enum Taken<T> {
    /// It was.
    Done(T),
    /// Telegram will never take it like this.
    Refused(ApiError),
    /// Telegram took it and answered what is not understood.
    Odd,
    /// Nobody can be reached there any more.
    Unreachable,
}

impl Line {
    /// A line that is as fast as its pace allows.
    pub fn new(bot: Arc<Bot>, handle: Handle, pace: Pace, memory: (Arc<Asked>, Arc<Lately>), names: Names) -> Self {
        let ((asked, lately), bare) = (memory, Mutex::new(LruCache::new(BARE)));
        let (pace, moves, exposed) = (Mutex::new(pace), Mutex::default(), Mutex::default());
        Self { bot, handle, asked, lately, names, bare, exposed, pace, moves }
    }

    /// Asks until Telegram has taken it or never will. A message that is refused as it is, is tried once more as
    /// plain text: it is better read without its styles than not at all.
    pub async fn until_taken<A: Ask>(&self, place: Place, aim: Aim, make: impl Fn(bool) -> A) -> Taken<A::Answer> {
        let (mut failures, mut plain) = (0_u32, false);
        loop {
            self.turn(place).await;
            let refusal = match self.bot.ask(&make(plain)).await {
                Ok(answer) => return Taken::Done(answer),
                Err(refusal) => refusal,
            };
            let pause = pause_after(&refusal, failures);
            match refusal {
                Refusal::Api { moved_to: Some(to), what, .. } if to != self.chat(place).0 => {
                    self.moved(place, to).await;
                    if aim != Aim::Send {
                        return Taken::Refused(what);
                    }
                }
                Refusal::Api { retry_after: Some(pause), .. } => self.rest(place, pause).await,
                // Not every server can; the message can still be sent.
                Refusal::Api { code: 404, what, .. } if aim == Aim::Edit => return Taken::Refused(what),
                // It must not be said twice.
                Refusal::Odd => return Taken::Odd,
                Refusal::Api { code, what, .. } if code == 403 || is_gone(&what) => return Taken::Unreachable,
                Refusal::Api { what, .. } if pause.is_none() && plain => return Taken::Refused(what),
                Refusal::Api { what: ApiError::MessageNotModified, .. } => {
                    return Taken::Refused(ApiError::MessageNotModified);
                }
                Refusal::Api { .. } | Refusal::Unreachable(_) => match pause {
                    Some(pause) => {
                        tracing::warn!(error = %refusal, pause_ms = pause.as_millis(), "a message could not be sent yet");
                        failures += 1;
                        sleep(pause).await;
                    }
                    None => {
                        tracing::warn!(error = %refusal, "Telegram refuses a message as it is; it is sent as plain text");
                        plain = true;
                    }
                },
            }
        }
    }

    /// Asks for something beside messages: for a while only, since what is said next in the conversation may wait for it.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn aside<A: Ask>(&self, place: Place, asked: &A, patience: Duration) -> Result<(), Refusal> {
        let done = patiently(&self.bot, asked, patience).await;
        if let Err(Refusal::Api { moved_to: Some(to), .. }) = done {
            self.moved(place, to).await;
        }
        done.map(drop)
    }

    /// Waits until a message to this chat may leave.
    pub async fn turn(&self, place: Place) {
        loop {
            let now = Instant::now();
            let taken = lock(&self.pace).take(self.chat(place).0, now);
            match taken {
                // A timer takes a millisecond even for what is due.
                Ok(at) if at <= now => return,
                Ok(at) => return sleep_until(at).await,
                Err(at) => sleep_until(at).await,
            }
        }
    }

    /// Telegram wants nothing in this chat for a while, whoever it is for.
    pub async fn rest(&self, place: Place, pause: Duration) {
        let until = Instant::now() + pause.min(LONGEST_REST);
        lock(&self.pace).rest(self.chat(place).0, until);
        sleep_until(until).await;
    }

    /// The chat as it is called now.
    pub fn chat(&self, place: Place) -> ChatId {
        let moves = lock(&self.moves);
        ChatId(moves.get(&place.chat).copied().unwrap_or(place.chat))
    }

    /// Whether the chat has another id by now. Messages have other ids there too: what is known of them is of no use.
    pub fn has_moved(&self, place: Place) -> bool {
        self.chat(place).0 != place.chat
    }

    async fn moved(&self, place: Place, to: i64) {
        {
            let mut moves = lock(&self.moves);
            if moves.len() >= MOVES {
                moves.clear();
            }
            moves.insert(place.chat, to);
        }
        let (committed, _durable) = oneshot::channel();
        // When the core loop has stopped, the next start is told again.
        let _ = self.handle.send(Arrival::Moved { place: moved(place.chat, to), committed }).await;
    }
}

/// What is shared, also after a panic.
pub fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
