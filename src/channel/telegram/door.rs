//! The one door through which updates come in, asked for or brought: read, handed to the core loop, durable.
//!
//! An update that cannot be read is kept in the store and passed by: it must not come again and again, and must not
//! be lost. Nothing is confirmed here; whoever brought the update does that once it is [settled](Door::settled).

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::future::join_all;
use serde_json::value::RawValue;
use sha2::Digest;
use tokio::sync::{Mutex, mpsc, oneshot, watch};

use super::album;
use super::hear::{Ears, Heard, Sent};
use super::lately::Lately;
use super::place::Place;
use super::press::{Press, Query};
use super::update::{Numbered, Update};
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

    /// Takes an update in that came after those in `before`. `None` when nothing follows from it.
    ///
    /// # Errors
    /// [`Stopped`] when nobody takes anything in any more.
    pub async fn take(&self, raw: &RawValue, before: &[Taken]) -> Result<Option<Taken>, Stopped> {
        if self.is_spoken_for(raw) {
            return Ok(None);
        }
        let update: Update = match serde_json::from_str(raw.get()) {
            Ok(update) => update,
            // serde's words may hold a value; where it stands in the update is enough to find it in the store.
            Err(error) => return self.unreadable(raw.get(), &format!("column {}", error.column())).await.map(Some),
        };
        let offers = Offers::clone(&self.offers.borrow());
        // A panic is a bug of ours; it must not end what everybody else is answered by.
        let heard = std::panic::catch_unwind(AssertUnwindSafe(|| self.ears.hear(update, &offers)));
        let Ok(heard) = heard else { return self.unreadable(raw.get(), "a panic").await.map(Some) };
        let (incoming, press) = match heard {
            Heard::Nothing => return Ok(None),
            Heard::Event(incoming) => (incoming, None),
            Heard::Press { incoming, query } => {
                self.lately.pressed(&query.id);
                (incoming, Some(query))
            }
            Heard::Import(sent) => return Ok(Some(Taken { pending: Pending::File(sent), press: None })),
            Heard::Moved { from, to } => {
                if !self.ears.allowed_chats.is_empty() {
                    tracing::warn!(from, to, "a group has another id from now on; telegram.allowed_chats may need it");
                }
                return self.moved(from, to).await.map(Some);
            }
        };
        let pending = if before.iter().filter_map(Taken::holds).any(|held| *held == incoming.conversation) {
            Pending::Behind(incoming)
        } else {
            Pending::Durable(self.hand_over(*incoming).await?)
        };
        Ok(Some(Taken { pending, press }))
    }

    /// Whether it is a part of an album whose words have come.
    fn is_spoken_for(&self, raw: &RawValue) -> bool {
        let Some(part) = album::part(raw) else { return false };
        if part.has_words {
            self.lately.hears_words(part.of);
            return false;
        }
        self.lately.has_heard(&part.of)
    }

    async fn hand_over(&self, mut incoming: Incoming) -> Result<oneshot::Receiver<Verdict>, Stopped> {
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
        for Taken { pending, press } in taken {
            let durable = match pending {
                Pending::Durable(durable) => durable,
                Pending::Behind(incoming) => self.hand_over(*incoming).await?,
                Pending::File(sent) => self.hand_over(*sent.incoming).await?,
            };
            handed.push((durable, press));
        }
        for (durable, press) in handed {
            let verdict = durable.await.map_err(|_| Stopped)?;
            if let Some(query) = press {
                // Nobody answers presses any more only when everything stops.
                let _ = self.presses.send(Press { query, verdict }).await;
            }
        }
        Ok(())
    }

    async fn fetched(&self, taken: Taken) -> Taken {
        let Taken { pending, press } = taken;
        let pending = match pending {
            Pending::File(sent) => Pending::Behind(Box::new(self.import(*sent).await)),
            ready @ (Pending::Durable(_) | Pending::Behind(_)) => ready,
        };
        Taken { pending, press }
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
        let (committed, durable) = oneshot::channel();
        let received = Received {
            channel: Channel::Telegram,
            state: Vec::new(),
            unread: Some((id, body)),
            committed: Some(committed),
        };
        self.handle.send(Arrival::Received(received)).await?;
        Ok(Taken { pending: Pending::Durable(durable), press: None })
    }

    async fn moved(&self, from: i64, to: i64) -> Result<Taken, Stopped> {
        let (committed, durable) = oneshot::channel();
        self.handle.send(Arrival::Moved { place: moved(from, to), committed }).await?;
        Ok(Taken { pending: Pending::Durable(durable), press: None })
    }
}

/// A group that has become a supergroup. Topics came later, so only the group itself has conversations.
pub(super) fn moved(from: i64, to: i64) -> Move {
    let place = |chat| Place { chat, topic: None }.to_string();
    Move { channel: Channel::Telegram, from: place(from), to: place(to) }
}
