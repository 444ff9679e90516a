//! A channel's end of the core loop: what it is to show, in order.
//!
//! The outbox table is the queue, the port is only a window on it: when a channel falls behind, deliveries
//! stay in the table and are read from there once the channel has caught up. So a slow platform costs
//! no memory and holds nobody up.

use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use crate::channel::text::speech::Speech;
use crate::domain::conversation::{Channel, ConversationId};
use crate::domain::language::Language;
use crate::engine::event::MessageId;
use crate::store::Route;

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
}

impl Port {
    /// A port for all conversations of a channel, and its receiving side. Holds at most `window` things.
    pub fn channel(channel: Channel, window: usize) -> (Self, mpsc::Receiver<Outgoing>) {
        let (sender, receiver) = mpsc::channel(window);
        (Self { channel, only: None, open: true, sender, passed: 0, behind: false }, receiver)
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

    /// Passes something on unless the window is full. A delivery that does not fit is read from the outbox later.
    pub(super) fn pass(&mut self, outgoing: Outgoing) {
        let id = match &outgoing {
            Outgoing::Deliver { id, .. } => Some(*id),
            Outgoing::Working { .. } | Outgoing::Settled(_) => None,
        };
        if id.is_some_and(|id| id <= self.passed) || (self.behind && id.is_some()) {
            return;
        }
        match self.sender.try_send(outgoing) {
            Ok(()) => self.passed = id.unwrap_or(self.passed),
            // A closed port belongs to a channel that is shutting down: its deliveries stay in the outbox.
            Err(mpsc::error::TrySendError::Full(_) | mpsc::error::TrySendError::Closed(_)) => {
                self.behind = id.is_some() || self.behind;
            }
        }
    }

    /// Passes on a delivery that later ones have overtaken. When the window is full, everything owed is read from the
    /// outbox again from here on, and channels leave out what they have shown.
    pub(super) fn pass_late(&mut self, outgoing: Outgoing) {
        let Outgoing::Deliver { id, .. } = &outgoing else { return self.pass(outgoing) };
        let id = *id;
        match self.sender.try_send(outgoing) {
            Ok(()) => self.passed = self.passed.max(id),
            Err(mpsc::error::TrySendError::Full(_) | mpsc::error::TrySendError::Closed(_)) => {
                self.behind = true;
                self.passed = self.passed.min(id - 1);
            }
        }
    }

    /// The row after which deliveries must be read from the outbox, once there is room again.
    pub(super) fn wants_after(&self) -> Option<i64> {
        let room = self.sender.capacity() * 2 > self.sender.max_capacity();
        (self.behind && room && !self.sender.is_closed()).then_some(self.passed)
    }

    /// How many deliveries fit now.
    pub(super) fn room(&self) -> usize {
        self.sender.capacity()
    }

    /// Deliveries are read from the outbox from now on; `all` says that none is left there.
    pub(super) fn caught_up(&mut self, deliveries: Vec<Outgoing>, all: bool) {
        self.behind = false;
        for delivery in deliveries {
            self.pass(delivery);
        }
        self.behind |= !all;
    }
}
