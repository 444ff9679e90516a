//! The one door through which updates come in, asked for or brought: read, handed to the core loop, durable.
//!
//! An update that cannot be read is kept in the store and passed by: it must not come again and again, and must not
//! be lost. Nothing is confirmed here; whoever brought the update does that once it is [settled](Door::settled). Pictures
//! whose words may still come are kept, and asked about when none have come for a moment (see `album`).

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::future::join_all;
use serde_json::value::RawValue;
use sha2::Digest;
use tokio::sync::{Mutex, mpsc, oneshot, watch};

use super::album::{self, Parted};
use super::hear::{Ears, Heard, Sent};
use super::lately::{Lately, Silent};
use super::place::Place;
use super::press::{Press, Query};
use super::update::{Numbered, Spinning, Spins, Update};
use super::wire::Bot;
use crate::admin::form::Opened;
use crate::admin::{AdminCommand, SourceFile, Wish};
use crate::domain::conversation::{Channel, ConversationId};
use crate::domain::limits;
use crate::runtime::arrival::{Received, Stopped};
use crate::runtime::forms::{By, Leads};
use crate::runtime::{Arrival, Handle, Happening, Incoming, Move, Offers, Verdict};

/// The door.
pub struct Door {
    /// What updates mean.
    pub ears: Ears,
    /// Where files are had from.
    pub bot: Arc<Bot>,
    /// The core loop.
    pub handle: Handle,
    /// What is published.
    pub offers: watch::Receiver<Offers>,
    presses: mpsc::Sender<Press>,
    lately: Arc<Lately>,
    /// Whose event is handed over: what it leaves to be remembered holds all that was left before.
    turn: Mutex<()>,
}

/// An update that was handed over.
#[derive(Debug)]
pub struct Taken {
    pending: Pending,
    press: Option<Query>,
    /// The album that waits no more once this is durable.
    album: Option<String>,
}

/// What an update waits for.
#[derive(Debug)]
enum Pending {
    /// To be durable.
    Durable(oneshot::Receiver<Verdict>),
    /// To have its file fetched first, while the others of its batch go on.
    File(Box<Sent>),
    /// To be handed over once a file is that the same conversation has sent before.
    Behind(Box<Incoming>),
}

impl Taken {
    const fn durable(durable: oneshot::Receiver<Verdict>) -> Self {
        Self { pending: Pending::Durable(durable), press: None, album: None }
    }

    /// The conversation whose later updates wait for this one.
    pub fn holds(&self) -> Option<&ConversationId> {
        match &self.pending {
            Pending::File(sent) => Some(&sent.incoming.conversation),
            Pending::Durable(_) | Pending::Behind(_) => None,
        }
    }
}

impl Door {
    /// A door to a core loop. Presses are answered where `presses` leads to.
    pub fn new(
        ears: Ears,
        bot: Arc<Bot>,
        handle: Handle,
        offers: watch::Receiver<Offers>,
        presses: mpsc::Sender<Press>,
        lately: Arc<Lately>,
    ) -> Self {
        Self { ears, bot, handle, offers, presses, lately, turn: Mutex::new(()) }
    }

    /// Takes an update in that came after those that were `taken`, and adds what follows from it, if anything.
    ///
    /// # Errors
    /// [`Stopped`] when nobody takes anything in any more.
    pub async fn take(&self, raw: &RawValue, taken: &mut Vec<Taken>) -> Result<(), Stopped> {
        let part = album::part(raw);
        if part.as_ref().is_some_and(|part| self.is_spoken_for(part)) {
            return Ok(());
        }
        let heard = match self.hear(raw.get()) {
            Ok(heard) => heard,
            Err(because) => {
                taken.push(self.unreadable(raw.get(), &because).await?);
                return Ok(());
            }
        };
        if let Some(by) = heard.conversation() {
            if let Some(Parted { of, has_words: false }) = part
                && self.lately.waits(Silent::new(of, by.clone(), raw.get().to_owned()))
            {
                taken.push(self.remembered().await?);
                return Ok(());
            }
            // Whoever goes on has said all there was to say.
            for silent in self.lately.silent_of(by) {
                self.speak_for(silent, taken).await?;
            }
        }
        self.hold(heard, None, taken).await
    }

    /// Asks about albums whose words do not come, until nobody takes anything in any more.
    pub async fn wait_for_words(&self) -> Stopped {
        loop {
            let (silent, mut taken) = (self.lately.silent().await, Vec::new());
            if self.speak_for(silent, &mut taken).await.is_err() || self.settled(taken).await.is_err() {
                return Stopped;
            }
        }
    }

    /// An album has no words, and is what it is.
    async fn speak_for(&self, silent: Silent, taken: &mut Vec<Taken>) -> Result<(), Stopped> {
        let Silent { of, update, .. } = silent;
        // It could be read when it came.
        let heard = self.hear(&update).unwrap_or(Heard::Nothing);
        if heard.conversation().is_none() {
            self.lately.is_over(&of);
        }
        self.hold(heard, Some(of), taken).await
    }

    /// What an update means, or why it cannot be read.
    fn hear(&self, raw: &str) -> Result<Heard, String> {
        // serde's words may hold a value; where it stands in the update is enough to find it in the store.
        let update: Update = serde_json::from_str(raw).map_err(|error| format!("column {}", error.column()))?;
        let offers = Offers::clone(&self.offers.borrow());
        // A panic is a bug of ours; it must not end what everybody else is answered by.
        let heard = std::panic::catch_unwind(AssertUnwindSafe(|| self.ears.hear(update, &offers)));
        heard.map_err(|_| "a panic".to_owned())
    }

    /// Hands over what was heard, unless it has to wait for something that was `taken`.
    async fn hold(&self, heard: Heard, album: Option<String>, taken: &mut Vec<Taken>) -> Result<(), Stopped> {
        let (incoming, press) = match heard {
            Heard::Nothing => return Ok(()),
            Heard::Event(incoming) => (incoming, None),
            Heard::Press { incoming, query } => {
                self.lately.pressed(&query.id);
                (incoming, Some(query))
            }
            Heard::Left(all) => {
                for incoming in all {
                    taken.push(Taken::durable(self.hand_over(Box::new(incoming)).await?));
                }
                return Ok(());
            }
            Heard::Stray(query) => {
                self.answer(Press { query, verdict: Verdict::Ended }).await;
                return Ok(());
            }
            Heard::Import(sent) => {
                taken.push(Taken { pending: Pending::File(sent), press: None, album });
                return Ok(());
            }
            Heard::Moved { from, to } => {
                if !self.ears.allowed_chats.is_empty() {
                    tracing::warn!(from, to, "a group has another id from now on; telegram.allowed_chats may need it");
                }
                taken.push(self.moved(from, to).await?);
                return Ok(());
            }
        };
        let pending = if taken.iter().filter_map(Taken::holds).any(|held| *held == incoming.conversation) {
            Pending::Behind(incoming)
        } else {
            Pending::Durable(self.hand_over(incoming).await?)
        };
        taken.push(Taken { pending, press, album });
        Ok(())
    }

    /// Whether it is a part of an album that another part speaks for.
    fn is_spoken_for(&self, part: &Parted) -> bool {
        if part.has_words {
            self.lately.hears_words(part.of.clone());
            return false;
        }
        self.lately.has_heard(&part.of) || self.lately.is_waiting(&part.of)
    }

    /// Has kept what is to be remembered, without an event.
    async fn remembered(&self) -> Result<Taken, Stopped> {
        let _turn = self.turn.lock().await;
        self.received(self.lately.news().into_iter().collect(), None).await
    }

    async fn received(
        &self,
        state: Vec<(&'static str, String)>,
        unread: Option<(String, String)>,
    ) -> Result<Taken, Stopped> {
        let (committed, durable) = oneshot::channel();
        let received = Received { channel: Channel::Telegram, state, unread, committed: Some(committed) };
        self.handle.send(Arrival::Received(received)).await?;
        Ok(Taken::durable(durable))
    }

    async fn answer(&self, press: Press) {
        // Nobody answers presses any more only when everything stops.
        let _ = self.presses.send(press).await;
    }

    async fn hand_over(&self, mut incoming: Box<Incoming>) -> Result<oneshot::Receiver<Verdict>, Stopped> {
        let _turn = self.turn.lock().await;
        incoming.state.extend(self.lately.news());
        self.handle.submit(incoming).await
    }

    /// Waits until updates and what follows from them is durable, and has presses answered. Files are fetched all at
    /// once, last of all: what needs none does not wait for them.
    ///
    /// # Errors
    /// [`Stopped`] when it will not be.
    pub async fn settled(&self, taken: Vec<Taken>) -> Result<(), Stopped> {
        let (ready, waiting): (Vec<_>, Vec<_>) =
            taken.into_iter().partition(|one| matches!(one.pending, Pending::Durable(_)));
        self.durable(ready).await?;
        let fetched = join_all(waiting.into_iter().map(|one| self.fetched(one))).await;
        self.durable(fetched).await
    }

    /// Hands over what was not yet, in order, and waits.
    async fn durable(&self, taken: Vec<Taken>) -> Result<(), Stopped> {
        let mut handed = Vec::with_capacity(taken.len());
        for Taken { pending, press, album } in taken {
            let durable = match pending {
                Pending::Durable(durable) => durable,
                Pending::Behind(incoming) => self.hand_over(incoming).await?,
                Pending::File(sent) => self.hand_over(sent.incoming).await?,
            };
            handed.push((durable, press, album));
        }
        for (durable, press, album) in handed {
            let verdict = durable.await.map_err(|_| Stopped)?;
            if let Some(query) = press {
                self.answer(Press { query, verdict }).await;
            }
            if let Some(album) = album {
                self.lately.is_over(&album);
            }
        }
        Ok(())
    }

    async fn fetched(&self, taken: Taken) -> Taken {
        let Taken { pending, press, album } = taken;
        let pending = match pending {
            Pending::File(sent) => Pending::Behind(Box::new(self.import(*sent).await)),
            ready @ (Pending::Durable(_) | Pending::Behind(_)) => ready,
        };
        Taken { pending, press, album }
    }

    /// What a file was sent for. When it cannot be had, whoever sent it is told.
    async fn import(&self, sent: Sent) -> Incoming {
        let Sent { incoming, file_id, file, publish, together, message } = sent;
        let import = |files, publish| Wish::Command(AdminCommand::Import { files, publish, seen: Vec::new() });
        match (self.may_import(&incoming, publish.is_some()).await, publish) {
            (false, Some(publish)) => {
                return Incoming { what: Happening::wish(import(Vec::new(), publish)), ..*incoming };
            }
            // It is whatever customers send.
            (false, None) => return *incoming,
            (true, _) if together => return Incoming { what: Happening::wish(Wish::FilesTogether), ..*incoming },
            (true, _) => {}
        }
        let wish = match self.bot.fetch(&file_id).await {
            Ok(bytes) => {
                let toml = String::from_utf8_lossy(&bytes).into_owned();
                let file = SourceFile { file, toml };
                match publish {
                    Some(publish) => import(vec![file], publish),
                    None => Wish::File(file),
                }
            }
            Err(refusal) => {
                tracing::warn!(error = %refusal, "a file that was sent for an import could not be fetched");
                Wish::FileLost { file }
            }
        };
        Incoming { what: Happening::Wish { wish: Box::new(wish), message: Some(message) }, ..*incoming }
    }

    /// Nothing is fetched, and so nobody waits for it, when whoever sent it may not import.
    async fn may_import(&self, incoming: &Incoming, is_said: bool) -> bool {
        let Incoming { conversation, user, rights, .. } = incoming;
        let by = By { conversation: conversation.clone(), user: user.clone(), rights: *rights };
        let leads = if is_said { Leads::Files } else { Leads::AwaitedFile };
        matches!(self.handle.open_form(by, leads).await, Ok(Some(Opened::Files)))
    }

    /// Keeps what cannot be read.
    ///
    /// # Errors
    /// [`Stopped`] when nobody takes anything in any more.
    pub async fn unreadable(&self, raw: &str, because: &str) -> Result<Taken, Stopped> {
        let id = serde_json::from_str::<Numbered>(raw).map_or_else(
            |_| format!("unnumbered {}", hex::encode(&sha2::Sha256::digest(raw)[..8])),
            |numbered| numbered.update_id.to_string(),
        );
        tracing::error!(update = id, because, "an update could not be read; it is kept in the store");
        let mut body = raw.to_owned();
        let mut end = limits::UNREAD_BYTES.min(body.len());
        while !body.is_char_boundary(end) {
            end -= 1;
        }
        body.truncate(end);
        if let Ok(Spinning { callback_query: Spins { id } }) = serde_json::from_str(raw) {
            let query = Query { id, language: self.ears.language, spent: None };
            self.answer(Press { query, verdict: Verdict::Ended }).await;
        }
        self.received(Vec::new(), Some((id, body))).await
    }

    async fn moved(&self, from: i64, to: i64) -> Result<Taken, Stopped> {
        let (committed, durable) = oneshot::channel();
        self.handle.send(Arrival::Moved { place: moved(from, to), committed }).await?;
        Ok(Taken::durable(durable))
    }
}

/// A group that has become a supergroup. Topics came later, so only the group itself has conversations.
pub(super) fn moved(from: i64, to: i64) -> Move {
    let place = |chat| Place { chat, topic: None }.to_string();
    Move { channel: Channel::Telegram, from: place(from), to: place(to) }
}
