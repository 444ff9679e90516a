//! One thing to do in one chat, carried out to its end: said, edited, deleted, or given up for good.
//!
//! What Telegram refuses for good is given up, and when the person cannot be reached any more the session ends.
//! Deliberately absent: what it refuses for a while, which is [`line`](super::line)'s, and order among deliveries, which
//! is [`send`](super::send)'s.

use std::borrow::Cow;
use std::time::Duration;

use serde::de::IgnoredAny;
use teloxide_core::ApiError;
use teloxide_core::payloads::{
    DeleteMessage, EditMessageReplyMarkup, EditMessageText, EditMessageTextSetters, SendChatAction,
    SendChatActionSetters, SendMessage, SendMessageSetters,
};
use teloxide_core::types::{
    ChatAction, InlineKeyboardMarkup, LinkPreviewOptions, MessageId, ReplyParameters, ThreadId,
};

use super::asked::is_question;
use super::file::with_file;
use super::keyboard::{Around, Under, under};
use super::line::{Aim, Line, Taken, lock};
use super::place::Place;
use super::render::{Piece, pieces, pieces_for};
use super::standing::{Standing, Via};
use super::wire::{Refusal, is_gone};
use crate::channel::text::rich;
use crate::channel::text::speech::Speech;
use crate::domain::conversation::ConversationId;
use crate::domain::language::Language;
use crate::domain::rich::RichText;
use crate::runtime::Stands;

/// Buttons of an ended step may be pressed, which is answered; that is no reason to wait for long.
const STRIP_PATIENCE: Duration = Duration::from_secs(5);
/// What must not be seen is to be gone before it is answered; if it cannot be, the person is told.
const ERASE_PATIENCE: Duration = Duration::from_mins(1);
/// People to be told that a message of theirs stays.
const EXPOSED: usize = 1_000;

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
            // What is rare is boxed: every message would have to make room for it.
            sent = Box::pin(self.file(place, via, speech)).await;
            if sent {
                said += 1;
                kept = self.note(saying, said, before).await;
            }
        }
        // Without its file the words are others; which of them were said is not kept then.
        let is_noted = sent || speech.file.is_none();
        let pieces = self.worded(saying, if sent { Cow::Borrowed(&speech.text) } else { with_file(speech) });
        if around.contact && matches!(under, Under::Buttons(_)) {
            Box::pin(self.take_keys_away(place, speech.language)).await;
        }
        let mut placeholder = if let Some(Standing::Placeholder(message)) = before { Some(message) } else { None };
        let mut last = None;
        for (index, piece) in pieces.iter().enumerate().skip(said - usize::from(sent)) {
            let is_last = index + 1 == pieces.len();
            let below = if is_last { &under } else { &Under::Nothing };
            let taken = match placeholder.take() {
                Some(message) => Box::pin(self.replace(place, via, message, piece, below)).await,
                None => self.send(place, via, piece, below).await,
            };
            match taken {
                Taken::Done(message) => {
                    last = message;
                    self.remember(saying, message);
                }
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
        let still = before.filter(|_| speech.keeps);
        let left = match (&under, last, still) {
            // It stands for itself, beside what is asked.
            _ if speech.about.is_some() => {
                before.filter(|before| matches!(before, Standing::Buttons(_) | Standing::Contact | Standing::Prompt(_)))
            }
            (Under::Buttons(_), Some(message), _) => Some(Standing::Buttons(message)),
            (Under::Contact(_), Some(_), _) => Some(Standing::Contact),
            (Under::Remove | Under::Nothing | Under::Reply(_), _, Some(Standing::Buttons(_))) => still,
            (Under::Reply(_), Some(message), _) => Some(Standing::Prompt(message)),
            (Under::Nothing, _, Some(Standing::Prompt(_))) => still,
            _ => None,
        };
        Said { standing: left, kept, message: last, reached: true }
    }

    /// In a group, a reply to a question may be somebody else's.
    fn remember(&self, saying: Saying<'_>, message: Option<i32>) {
        let Saying { to, place, speech, .. } = saying;
        if let (Some(message), false, true) = (message, place.is_direct(), is_question(speech)) {
            self.asked.by(self.chat(place).0, message.into(), to);
        }
    }

    /// The message whose step ends with what is said: it loses its buttons.
    pub fn ended(saying: Saying<'_>) -> Option<i32> {
        let Some(Standing::Buttons(message)) = Standing::whole(saying.standing) else { return None };
        let around = Around { direct: saying.place.is_direct(), contact: false };
        let asks = || matches!(under(saying.speech, around), Under::Buttons(_) | Under::Contact(_));
        (saying.speech.about.is_none() && (!saying.speech.keeps || asks())).then_some(message)
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
    fn worded(&self, saying: Saying<'_>, mut text: Cow<'_, RichText>) -> Vec<Piece> {
        let Saying { to, place, via, speech, .. } = saying;
        if lock(&self.exposed).remove(to) {
            let mut visible = rich(speech.language, "still-visible", &[]);
            visible.push(&RichText::plain("\n\n"));
            visible.push(&text);
            text = Cow::Owned(visible);
        }
        if !place.is_direct() {
            text = Cow::Owned(self.names.quiet(&text).into_owned());
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
        if self.has_moved(place) {
            return;
        }
        lock(&self.bare).put((place.chat, message), ());
        let edit = EditMessageReplyMarkup::new(self.chat(place), MessageId(message));
        if let Err(why) = self.aside(place, &edit, STRIP_PATIENCE).await {
            // Taken off already, or the message is gone.
            tracing::debug!(error = %why, "buttons of an ended step could not be taken off");
        }
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
        let delete = DeleteMessage::new(self.chat(place), MessageId(message));
        match self.aside(place, &delete, ERASE_PATIENCE).await {
            Ok(()) | Err(Refusal::Odd) => true,
            // The person was faster, or nobody can read there any more.
            Err(Refusal::Api { what: ApiError::MessageToDeleteNotFound | ApiError::MessageIdInvalid, .. }) => true,
            Err(Refusal::Api { code, what, .. }) if code == 403 || is_gone(&what) => true,
            Err(why) => {
                tracing::warn!(
                    error = %why,
                    "a message with a sensitive value could not be deleted; in groups the bot needs the right to"
                );
                false
            }
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
        let make = |plain| {
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
        };
        match self.until_taken(place, Aim::Send, make).await {
            Taken::Done(sent) => Taken::Done(Some(sent.message_id)),
            Taken::Refused(why) => Taken::Refused(why),
            Taken::Odd => Taken::Odd,
            Taken::Unreachable => Taken::Unreachable,
        }
    }
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
