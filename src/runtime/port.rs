//! A channel's end of the core loop: what it is to show, in order.
//!
//! The outbox table is the queue, the port is only a window on it: when a channel falls behind, deliveries
//! stay in the table and are read from there once the channel has caught up. So a slow platform costs
//! no memory and holds nobody up.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use tokio::sync::mpsc;

use super::share::Shares;
use crate::channel::text::speech::Speech;
use crate::domain::conversation::{Channel, ConversationId};
use crate::domain::language::Language;
use crate::engine::event::MessageId;
use crate::store::{Move, Route};

/// One thing for a channel to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Outgoing {
    /// Do this, then report [`Arrival::Delivered`](super::Arrival::Delivered).
    Deliver {
        /// The outbox row.
        id: i64,
        /// To whom.
        conversation: ConversationId,
        /// How the channel reaches them.
        route: Route,
        /// What.
        content: Content,
    },
    /// A call is under way for this conversation: show that somebody is busy.
    Working {
        /// For whom.
        conversation: ConversationId,
        /// How the channel reaches them.
        route: Route,
        /// What they speak.
        language: Language,
    },
    /// Everything that was said in this conversation has been answered. Comes once for each thing that was
    /// said, and once for whoever was attached.
    Settled(ConversationId),
}

/// What a delivery holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Words and choices to show.
    Say(Box<Speech>),
    /// A message of the person that held something sensitive: it is to be deleted where the platform allows it.
    Erase(MessageId),
    /// A message of ours, in the channel's own words, says something else from now on and has no buttons any more.
    Amend {
        /// Which.
        message: String,
        /// What it says.
        speech: Box<Speech>,
    },
}

/// Deliveries of a place that wait in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Waiting {
    /// Where they go.
    pub(super) place: SmolStr,
    /// The row after which they begin.
    pub(super) after: i64,
    /// The last row that was looked at.
    pub(super) until: i64,
    /// How many may go on.
    pub(super) room: usize,
}

/// The sending side of a port.
#[derive(Debug)]
pub struct Port {
    channel: Channel,
    /// A port that serves one conversation only: a terminal.
    only: Option<ConversationId>,
    /// Whether somebody is there. Nothing goes through before, so that what is owed comes first.
    open: bool,
    sender: mpsc::Sender<Outgoing>,
    /// The last outbox row that went through.
    passed: i64,
    behind: bool,
    /// What each place has of the window. A terminal has all of it.
    shares: Shares,
}

impl Port {
    /// A port for all conversations of a channel, and its receiving side. Holds at most `window` things.
    pub fn channel(channel: Channel, window: usize) -> (Self, mpsc::Receiver<Outgoing>) {
        let (sender, receiver) = mpsc::channel(window);
        (
            Self { channel, only: None, open: true, sender, passed: 0, behind: false, shares: Shares::default() },
            receiver,
        )
    }

    /// A port for one conversation, and its receiving side. It is closed until somebody is
    /// [attached](super::Arrival::Attached).
    pub fn conversation(id: ConversationId, window: usize) -> (Self, mpsc::Receiver<Outgoing>) {
        let (port, receiver) = Self::channel(id.channel, window);
        (Self { only: Some(id), open: false, ..port }, receiver)
    }

    /// Whether what concerns this conversation goes through here.
    pub(super) fn serves(&self, id: &ConversationId) -> bool {
        self.open && self.channel == id.channel && self.only.as_ref().is_none_or(|only| only == id)
    }

    /// Somebody has come to take part in this conversation.
    pub(super) fn attach(&mut self, id: &ConversationId) {
        self.open |= self.only.as_ref() == Some(id);
    }

    /// The channel.
    pub(super) const fn name(&self) -> Channel {
        self.channel
    }

    /// There may be deliveries in the outbox from an earlier run.
    pub(super) const fn owe(&mut self) {
        self.behind = self.only.is_none();
    }

    /// Passes something on unless the window is full, or its place has its share of it. A delivery that does not fit is
    /// read from the outbox later.
    pub(super) fn pass(&mut self, outgoing: Outgoing) {
        match &outgoing {
            Outgoing::Deliver { id, .. } if *id <= self.passed || self.behind => {}
            Outgoing::Deliver { id, .. } => {
                let id = *id;
                if self.send(outgoing) {
                    self.passed = id;
                } else {
                    self.behind = true;
                }
            }
            // It would overtake what is said before it.
            Outgoing::Working { conversation, .. } if self.shares.waits(&conversation.place) => {}
            // A hint, or somebody who is gone: nobody misses it.
            Outgoing::Working { .. } | Outgoing::Settled(_) => drop(self.sender.try_send(outgoing)),
        }
    }

    /// Passes on a delivery that later ones have overtaken. When the window is full, everything owed is read from the
    /// outbox again from here on.
    pub(super) fn pass_late(&mut self, outgoing: Outgoing) {
        let Outgoing::Deliver { id, .. } = &outgoing else { return self.pass(outgoing) };
        let id = *id;
        if self.send(outgoing) {
            self.passed = self.passed.max(id);
        } else {
            self.behind = true;
            self.passed = self.passed.min(id - 1);
        }
    }

    /// Whether the window had room for a delivery. One that its place has no share for any more, or that went through
    /// already, takes none.
    fn send(&mut self, outgoing: Outgoing) -> bool {
        let Outgoing::Deliver { id, conversation, .. } = &outgoing else { return true };
        let (id, place) = (*id, conversation.place.clone());
        let is_shared = self.only.is_none();
        if is_shared && (self.shares.has(id) || !self.shares.admits(id, &place)) {
            return true;
        }
        // A closed port belongs to a channel that is shutting down: its deliveries stay in the outbox.
        let fits = self.sender.try_send(outgoing).is_ok();
        if fits && is_shared {
            self.shares.took(id, &place);
        }
        fits
    }

    /// Deliveries are done with, here or elsewhere.
    pub(super) fn reported(&mut self, ids: &[i64]) {
        for id in ids {
            self.shares.reported(*id);
        }
    }

    /// A place goes by another name.
    pub(super) fn moved(&mut self, place: &Move) {
        if place.channel == self.channel {
            self.shares.moved(&place.from, &place.to);
        }
    }

    /// A place that has room again for what waits for it in the outbox.
    pub(super) fn next_share(&self) -> Option<Waiting> {
        let (place, after, room) = self.shares.next()?;
        let room = room.min(self.sender.capacity());
        let until = self.passed;
        (room > 0 && !self.sender.is_closed()).then_some(Waiting { place, after, until, room })
    }

    /// What waited for a place goes on; `rest` is the row after which more of it is left.
    pub(super) fn go_on(&mut self, place: &SmolStr, deliveries: Vec<Outgoing>, rest: Option<i64>) {
        self.shares.resume(place);
        for delivery in deliveries {
            let Outgoing::Deliver { id, .. } = &delivery else { continue };
            let before = *id - 1;
            if !self.send(delivery) {
                self.shares.wait(place, before);
                return;
            }
        }
        if let Some(rest) = rest {
            self.shares.wait(place, rest);
        }
    }

    /// The row after which deliveries must be read from the outbox, once there is room again.
    pub(super) fn wants_after(&self) -> Option<i64> {
        let room = self.sender.capacity() * 2 > self.sender.max_capacity();
        (self.behind && room && !self.sender.is_closed()).then_some(self.passed)
    }

    /// Whether the outbox must be read.
    pub(super) fn wants_more(&self) -> bool {
        self.wants_after().is_some() || self.next_share().is_some()
    }

    /// How many deliveries fit now.
    pub(super) fn room(&self) -> usize {
        self.sender.capacity()
    }

    /// Waits until a channel that is behind has room.
    pub(super) async fn room_again(&self) {
        let half = self.sender.max_capacity() / 2 + 1;
        if !self.behind || self.sender.reserve_many(half).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// Deliveries are read from the outbox from now on, up to the row `last`; `all` says that none is left there.
    pub(super) fn caught_up(&mut self, deliveries: Vec<Outgoing>, last: Option<i64>, all: bool) {
        self.behind = false;
        for delivery in deliveries {
            self.pass(delivery);
        }
        if !self.behind {
            // What is held back comes by itself.
            self.passed = self.passed.max(last.unwrap_or_default());
            self.behind = !all;
        }
    }
}
