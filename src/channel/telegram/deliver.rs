//! One thing to do in one chat, carried out to its end: said, edited, deleted, or given up for good.
//!
//! What Telegram refuses for a while is tried again, for as long as it takes: it is in the outbox. What it refuses for
//! good is given up, and when the person cannot be reached any more the session ends. Deliberately absent: order among
//! deliveries, which is [`send`](super::send)'s.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use lru::LruCache;
use serde::de::IgnoredAny;
use teloxide_core::ApiError;
use teloxide_core::payloads::{
    DeleteMessage, EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters, SendChatAction,
    SendChatActionSetters, SendMessage, SendMessageSetters,
};
use teloxide_core::types::{
    ChatAction, ChatId, InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ReplyParameters, ThreadId,
};
use tokio::time::{Instant, sleep, sleep_until};

use super::door::moved;
use super::file::with_file;
use super::keyboard::{Around, Under, under};
use super::pace::Pace;
use super::place::Place;
use super::render::{Piece, pieces, pieces_for};
use super::standing::{Standing, Via};
use super::waiting::backoff;
use super::wire::{Ask, Bot, Refusal, is_gone};
use crate::channel::text::rich;
use crate::channel::text::speech::Speech;
use crate::domain::conversation::ConversationId;
use crate::domain::language::Language;
use crate::domain::rich::RichText;
use crate::runtime::{Arrival, Handle, Stands};
use tokio::sync::oneshot;

/// Groups remembered by the id they had before.
const MOVES: usize = 1_000;
/// Messages without buttons that are remembered; others are asked about once more.
const BARE: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();
/// People to be told that a message of theirs stays.
const EXPOSED: usize = 1_000;

/// What Telegram may ask for; beyond that it is asked again.
const LONGEST_REST: Duration = Duration::from_hours(1);

/// What deliveries share.
pub struct Line {
    pub(super) bot: Arc<Bot>,
    pub(super) handle: Handle,
    pace: Mutex<Pace>,
    /// Groups that have another id by now.
    moves: Mutex<HashMap<i64, i64>>,
    /// Messages that lost their buttons.
    bare: Mutex<LruCache<(i64, i32), ()>>,
    /// Who has written something sensitive that could not be deleted, and was not told yet.
    exposed: Mutex<HashSet<ConversationId>>,
}

/// What a request does in its chat.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// Sends a message.
    Send,
    /// Makes another one of a message.
    Edit,
    /// Something beside messages, which counts for nothing.
    Aside,
}

/// How a message was taken.
enum Taken<T> {
    Done(T),
    /// Telegram will never take it like this.
    Refused(ApiError),
    /// Telegram took it and answered what is not understood.
    Odd,
    /// Nobody can be reached there any more.
    Unreachable,
}

/// Something to be said.
#[derive(Clone, Copy)]
pub struct Saying<'s> {
    /// The delivery.
    pub id: i64,
    /// To whom.
    pub to: &'s ConversationId,
    /// Where.
    pub place: Place,
    /// What it answers.
    pub via: Option<Via>,
    /// What.
    pub speech: &'s Speech,
    /// What stands in the chat, as it is kept.
    pub standing: Option<Standing>,
}

/// What came of saying something.
pub struct Said {
    /// What stands in the chat now.
    pub standing: Option<Standing>,
    /// What is kept of it so far.
    pub kept: Option<Standing>,
    /// The last message of it.
    pub message: Option<i32>,
    /// Whether the person can still be reached.
    pub reached: bool,
}

impl Line {
    pub(super) fn new(bot: Arc<Bot>, handle: Handle, pace: Pace) -> Self {
        let bare = Mutex::new(LruCache::new(BARE));
        Self { bot, handle, pace: Mutex::new(pace), moves: Mutex::default(), bare, exposed: Mutex::default() }
    }

    /// Says something, in as many messages as it takes, less those that were said before a restart. A placeholder
    /// becomes the first of them. What is said is reported at once, so that a kill repeats no more than one message.
    pub async fn say(&self, saying: Saying<'_>) -> Said {
        let Saying { id, place, via, speech, .. } = saying;
        let (mut said, before) = Standing::resume(saying.standing, id);
        let mut kept = saying.standing;
        let around = Around { direct: place.is_direct(), contact: before == Some(Standing::Contact) };
        let under = under(speech, around);
        let mut sent = speech.file.is_some() && said > 0;
        if speech.file.is_some() && !sent {
            sent = self.file(place, via, speech).await;
            if sent {
                said += 1;
                kept = self.note(saying, said, before).await;
            }
        }
        // Without its file the words are others; which of them were said is not kept then.
        let is_noted = sent || speech.file.is_none();
        let pieces = self.worded(saying, if sent { speech.text.clone() } else { with_file(speech) });
        if around.contact && matches!(under, Under::Buttons(_)) {
            self.take_keys_away(place, speech.language).await;
        }
        let mut placeholder = if let Some(Standing::Placeholder(message)) = before { Some(message) } else { None };
        let mut last = None;
        for (index, piece) in pieces.iter().enumerate().skip(said - usize::from(sent)) {
            let is_last = index + 1 == pieces.len();
            let below = if is_last { &under } else { &Under::Nothing };
            let taken = match placeholder.take() {
                Some(message) => self.replace(place, via, message, piece, below).await,
                None => self.send(place, via, piece, below).await,
            };
            match taken {
                Taken::Done(message) => last = message,
                Taken::Odd => last = None,
                Taken::Refused(why) => {
                    tracing::error!(error = %why, "Telegram does not take a message; it is given up");
                }
                Taken::Unreachable => return Said { standing: None, kept, message: None, reached: false },
            }
            if is_noted && !is_last {
                said += 1;
                kept = self.note(saying, said, before).await;
            }
        }
        let left = match (&under, last) {
            // It stands for itself, beside what is asked.
            _ if speech.about.is_some() => {
                before.filter(|before| matches!(before, Standing::Buttons(_) | Standing::Contact))
            }
            (Under::Buttons(_), Some(message)) => Some(Standing::Buttons(message)),
            (Under::Contact(_), Some(_)) => Some(Standing::Contact),
            (Under::Remove | Under::Nothing | Under::Reply(_), _) if speech.keeps => {
                before.filter(|before| matches!(before, Standing::Buttons(_)))
            }
            _ => None,
        };
        Said { standing: left, kept, message: last, reached: true }
    }

    /// The message whose step ends with what is said: it loses its buttons.
    pub fn ended(saying: Saying<'_>) -> Option<i32> {
        let Some(Standing::Buttons(message)) = Standing::whole(saying.standing) else { return None };
        let around = Around { direct: saying.place.is_direct(), contact: false };
        let asks = matches!(under(saying.speech, around), Under::Buttons(_) | Under::Contact(_));
        (saying.speech.about.is_none() && (asks || !saying.speech.keeps)).then_some(message)
    }

    /// Has it kept how much of a delivery is said.
    async fn note(&self, saying: Saying<'_>, said: usize, before: Option<Standing>) -> Option<Standing> {
        let part = Standing::part(saying.id, said, before);
        let stands = Stands { conversation: saying.to.clone(), what: Some(part.text()) };
        // When the core loop has stopped, the next start says it again.
        let _ = self.handle.stands(stands).await;
        Some(part)
    }

    /// The messages of a text: by name where they reply to nothing, and first of all what must not be left unsaid.
    fn worded(&self, saying: Saying<'_>, mut text: RichText) -> Vec<Piece> {
        let Saying { to, place, via, speech, .. } = saying;
        if lock(&self.exposed).remove(to) {
            let mut visible = rich(speech.language, "still-visible", &[]);
            visible.push(&RichText::plain("\n\n"));
            visible.push(&text);
            text = visible;
        }
        match (&speech.to, to.person.parse()) {
            (Some(name), Ok(person)) if via.is_none() && !place.is_direct() => pieces_for(name, person, &text),
            (Some(_) | None, _) => pieces(&text),
        }
    }

    /// Puts a message into the chat that becomes the answer of a call.
    pub async fn placeholder(&self, place: Place, via: Option<Via>, language: Language) -> Option<Standing> {
        let text = rich(language, "telegram-one-moment", &[]);
        let piece = pieces(&text).into_iter().next()?;
        match self.send(place, via, &piece, &Under::Nothing).await {
            Taken::Done(message) => message.map(Standing::Placeholder),
            Taken::Refused(_) | Taken::Odd | Taken::Unreachable => None,
        }
    }

    /// Shows that somebody is busy. If that fails, nobody misses it.
    pub async fn typing(&self, place: Place) {
        let mut action = SendChatAction::new(self.chat(place), ChatAction::Typing);
        if let Some(topic) = place.topic {
            action = action.message_thread_id(ThreadId(MessageId(topic)));
        }
        let _ = self.bot.ask(&action).await;
    }

    /// Takes the buttons off a message. Pressing them would only be answered with "that has ended".
    pub async fn strip(&self, place: Place, message: i32) {
        let edit = || EditMessageReplyMarkup::new(self.chat(place), MessageId(message));
        if self.has_moved(place) {
            return;
        }
        if let Taken::Refused(why) = self.until_taken(place, Aim::Aside, |_| edit()).await {
            // Taken off already, or the message is gone.
            tracing::debug!(error = %why, "buttons of an ended step could not be taken off");
        }
        lock(&self.bare).put((place.chat, message), ());
    }

    /// Whether the buttons of a message were taken off.
    pub fn is_bare(&self, place: Place, message: i32) -> bool {
        lock(&self.bare).contains(&(place.chat, message))
    }

    /// Deletes a message of the person. In groups that takes a right that not every bot has: whether it is gone.
    pub async fn erase(&self, place: Place, message: i32) -> bool {
        if self.has_moved(place) {
            return true;
        }
        let delete = || DeleteMessage::new(self.chat(place), MessageId(message));
        match self.until_taken(place, Aim::Aside, |_| delete()).await {
            // The person was faster.
            Taken::Refused(ApiError::MessageToDeleteNotFound | ApiError::MessageIdInvalid) => true,
            Taken::Refused(why) => {
                tracing::warn!(
                    error = %why,
                    "a message with a sensitive value could not be deleted; in groups the bot needs the right to"
                );
                false
            }
            Taken::Done(_) | Taken::Odd | Taken::Unreachable => true,
        }
    }

    /// Whoever is told something next in this conversation is told that their message is still to be seen.
    pub fn exposes(&self, conversation: &ConversationId) {
        let mut exposed = lock(&self.exposed);
        if exposed.len() >= EXPOSED {
            exposed.clear();
        }
        exposed.insert(conversation.clone());
    }

    /// Takes away the keys that are in the place of the phone's, by a message that is gone at once: one with buttons
    /// cannot do it, and one that does it can never get buttons.
    async fn take_keys_away(&self, place: Place, language: Language) {
        let Some(piece) = pieces(&rich(language, "telegram-keys-away", &[])).into_iter().next() else { return };
        if let Taken::Done(Some(message)) = self.send(place, None, &piece, &Under::Remove).await {
            self.erase(place, message).await;
        }
    }

    /// Edits the placeholder into the answer; sends a new message where that cannot be.
    async fn replace(
        &self,
        place: Place,
        via: Option<Via>,
        message: i32,
        piece: &Piece,
        below: &Under,
    ) -> Taken<Option<i32>> {
        let buttons = match below {
            Under::Buttons(buttons) => buttons.clone(),
            Under::Nothing | Under::Remove => InlineKeyboardMarkup::default(),
            // Only a new message can hold these.
            Under::Contact(_) | Under::Reply(_) => {
                self.erase(place, message).await;
                return self.send(place, via, piece, below).await;
            }
        };
        if self.has_moved(place) {
            return self.send(place, via, piece, below).await;
        }
        match self.edit(place, message, piece, &buttons).await {
            // It was edited before a restart already.
            Taken::Done(_) | Taken::Odd | Taken::Refused(ApiError::MessageNotModified) => Taken::Done(Some(message)),
            Taken::Refused(_) => self.send(place, via, piece, below).await,
            Taken::Unreachable => Taken::Unreachable,
        }
    }

    async fn edit(
        &self,
        place: Place,
        message: i32,
        piece: &Piece,
        buttons: &InlineKeyboardMarkup,
    ) -> Taken<IgnoredAny> {
        self.until_taken(place, Aim::Edit, |_| {
            EditMessageText::new(self.chat(place), MessageId(message), piece.text.clone())
                .entities(piece.entities.clone())
                .link_preview_options(no_preview())
                .reply_markup(buttons.clone())
        })
        .await
    }

    /// A message of ours says something else from now on, and cannot be pressed any more.
    pub async fn amend(&self, place: Place, message: i32, speech: &Speech) {
        let Some(piece) = pieces(&speech.text).into_iter().next().filter(|_| !self.has_moved(place)) else { return };
        if let Taken::Refused(why) = self.edit(place, message, &piece, &InlineKeyboardMarkup::default()).await {
            // Changed already, or somebody has deleted it.
            tracing::debug!(error = %why, "a message about a call could not be worded anew");
        }
    }

    async fn send(&self, place: Place, via: Option<Via>, piece: &Piece, below: &Under) -> Taken<Option<i32>> {
        let sent = self.until_taken(place, Aim::Send, |plain| {
            let mut message = SendMessage::new(self.chat(place), piece.text.clone()).link_preview_options(no_preview());
            if let Some(topic) = place.topic {
                message = message.message_thread_id(ThreadId(MessageId(topic)));
            }
            if plain {
                return message;
            }
            if !piece.entities.is_empty() {
                message = message.entities(piece.entities.clone());
            }
            if let (Some(via), false) = (via, place.is_direct() || self.has_moved(place)) {
                let reply = ReplyParameters::new(MessageId(via.message)).allow_sending_without_reply();
                message = message.reply_parameters(reply);
            }
            if let Some(markup) = below.markup() {
                message = message.reply_markup(markup);
            }
            message
        });
        match sent.await {
            Taken::Done(sent) => Taken::Done(Some(sent.message_id)),
            Taken::Refused(why) => Taken::Refused(why),
            Taken::Odd => Taken::Odd,
            Taken::Unreachable => Taken::Unreachable,
        }
    }

    /// Asks until Telegram has taken it or never will. A message that is refused as it is, is tried once more as
    /// plain text: it is better read without its styles than not at all.
    async fn until_taken<A: Ask>(&self, place: Place, aim: Aim, make: impl Fn(bool) -> A) -> Taken<A::Answer> {
        let is_message = aim != Aim::Aside;
        let (mut failures, mut plain) = (0_u32, false);
        loop {
            if is_message {
                self.turn(place).await;
            }
            let refusal = match self.bot.ask(&make(plain)).await {
                Ok(answer) => return Taken::Done(answer),
                Err(refusal) => refusal,
            };
            let passes = refusal.passes();
            match refusal {
                Refusal::Api { moved_to: Some(to), what, .. } => {
                    self.moved(place, to).await;
                    if aim != Aim::Send {
                        return Taken::Refused(what);
                    }
                }
                Refusal::Api { retry_after: Some(pause), .. } => self.rest(place, pause).await,
                // It must not be said twice.
                Refusal::Odd => return Taken::Odd,
                Refusal::Api { code, what, .. } if code == 403 || is_gone(&what) => return Taken::Unreachable,
                Refusal::Api { what, .. } if !passes && (plain || !is_message) => return Taken::Refused(what),
                Refusal::Api { what: ApiError::MessageNotModified, .. } => {
                    return Taken::Refused(ApiError::MessageNotModified);
                }
                Refusal::Api { what, .. } if !passes => {
                    tracing::warn!(error = %what, "Telegram refuses a message as it is; it is sent as plain text");
                    plain = true;
                }
                Refusal::Api { .. } | Refusal::Unreachable(_) => {
                    let pause = backoff(failures);
                    tracing::warn!(error = %refusal, pause_ms = pause.as_millis(), "a message could not be sent yet");
                    failures += 1;
                    sleep(pause.max(Duration::from_millis(1))).await;
                }
            }
        }
    }

    /// Waits until a message to this chat may leave.
    pub(super) async fn turn(&self, place: Place) {
        let take = || lock(&self.pace).take(self.chat(place).0, Instant::now());
        loop {
            match take() {
                Ok(at) => return sleep_until(at).await,
                Err(at) => sleep_until(at).await,
            }
        }
    }

    /// Telegram wants nothing in this chat for a while, whoever it is for.
    pub(super) async fn rest(&self, place: Place, pause: Duration) {
        let until = Instant::now() + pause.min(LONGEST_REST);
        lock(&self.pace).rest(self.chat(place).0, until);
        sleep_until(until).await;
    }

    /// The chat as it is called now.
    pub(super) fn chat(&self, place: Place) -> ChatId {
        let moves = lock(&self.moves);
        ChatId(moves.get(&place.chat).copied().unwrap_or(place.chat))
    }

    /// Whether the chat has another id by now. Messages have other ids there too: what is known of them is of no use.
    pub(super) fn has_moved(&self, place: Place) -> bool {
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

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

const fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// A conversation's place, unless an earlier release wrote it otherwise.
pub fn place(conversation: &ConversationId) -> Option<Place> {
    Place::parse(&conversation.place)
}
