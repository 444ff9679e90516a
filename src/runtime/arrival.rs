//! What reaches the core loop, and the handle that sends it.

use std::time::Duration;

use tokio::sync::{mpsc, oneshot};

use super::forms::FormRequest;
use crate::admin::{AdminCommand, Denied, Refusal, Report, Rights, Role, Wish};
use crate::api::Wire;
use crate::channel::text::speech::Label;
use crate::domain::call::CallOutcome;
use crate::domain::conversation::{Channel, ConversationId, User};
use crate::domain::input::InputName;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::engine::effect::Ask;
use crate::engine::event::MessageId;
use crate::engine::{Catalog, Event, Order};
use crate::store::{Move, Posted};

/// One thing that has happened.
#[derive(Debug)]
pub enum Arrival {
    /// Something on a platform.
    Event(Box<Incoming>),
    /// A call has ended.
    Called(Box<Called>),
    /// A delivery was taken by the platform, or shown, or given up.
    Delivered {
        /// The outbox row.
        id: i64,
        /// What stands in the chat now, when that has changed.
        stands: Option<Stands>,
        /// The message that it has become, when it is about a call.
        posted: Option<Posted>,
        /// Told once it is durable.
        committed: Option<oneshot::Sender<Verdict>>,
    },
    /// A channel has put a placeholder into the chat, or taken it away, or has said a part of something.
    Stands {
        /// What stands where.
        stands: Stands,
        /// Told once it is durable.
        committed: Option<oneshot::Sender<Verdict>>,
    },
    /// Something to remember that belongs to no conversation.
    Received(Received),
    /// A place goes by another name from now on.
    Moved {
        /// From what to what.
        place: Move,
        /// Told once it is durable.
        committed: oneshot::Sender<Verdict>,
    },
    /// Somebody is at a terminal: what is still owed comes first, then
    /// [`Outgoing::Settled`](super::Outgoing::Settled).
    Attached {
        /// Which conversation.
        conversation: ConversationId,
        /// Who; `language` counts only for a new conversation.
        user: User,
        /// A language that was asked for explicitly.
        language: Option<Language>,
    },
    /// The program itself wants something.
    Admin(Box<AdminRequest>),
    /// A channel wants to know something of a button. Nothing changes by it.
    About(Box<AboutRequest>),
    /// Somebody wants something of a form.
    Form(Box<FormRequest>),
    /// A catalog has been indexed.
    Indexed {
        /// The change it belongs to.
        generation: u64,
        /// The catalog.
        catalog: Box<Catalog>,
    },
    /// Time went by.
    Tick,
}

impl Arrival {
    /// Whether it only tells what was done: nobody is answered when it is written.
    const fn is_receipt(&self) -> bool {
        matches!(self, Self::Delivered { .. } | Self::Stands { .. })
    }
}

/// Nobody is in a hurry for receipts: where there is nothing else, they wait a moment for something that is to be
/// written anyway.
pub(super) async fn gather(from: &mut mpsc::Receiver<Arrival>, arrivals: &mut Vec<Arrival>) {
    let patience = tokio::time::sleep(limits::RECEIPTS_WAIT);
    tokio::pin!(patience);
    let mut looked = 0;
    while arrivals.len() < limits::BATCH_EVENTS && arrivals[looked..].iter().all(Arrival::is_receipt) {
        looked = arrivals.len();
        tokio::select! {
            biased;
            more = from.recv_many(arrivals, limits::BATCH_EVENTS - looked) => if more == 0 { return },
            () = &mut patience => return,
        }
    }
}

/// A call that has ended, or a dry run that was built.
#[derive(Debug)]
pub struct Called {
    /// Whose.
    pub conversation: ConversationId,
    /// What was to be sent.
    pub order: Order,
    /// How it ended; `None` for a dry run.
    pub outcome: Option<CallOutcome>,
    /// The status of the answer, when there was one.
    pub status: Option<u16>,
    /// The time it took.
    pub duration: Duration,
    /// What went over the wire, or would have, when it is inspected.
    pub wire: Option<Wire>,
}

/// An event of one conversation.
#[derive(Debug)]
pub struct Incoming {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Who; counts when the conversation is new.
    pub user: User,
    /// What the platform says that they speak, where it says so; also counts later, until they choose themselves.
    pub speaks: Option<Language>,
    /// What they may do, should it be an admin's.
    pub rights: Rights,
    /// What happened.
    pub what: Happening,
    /// The platform's id of the event, so that it is handled once however often it comes.
    pub id: Option<String>,
    /// How to answer, in the channel's own words; `None` leaves it as it was.
    pub via: Option<String>,
    /// What the channel must know to go on receiving after this event: keys and values.
    pub state: Vec<(&'static str, String)>,
    /// Told once everything that follows from it is durable.
    pub committed: Option<oneshot::Sender<Verdict>>,
}

/// What happened on a platform.
#[derive(Debug, Clone)]
pub enum Happening {
    /// Something the engine understands.
    Event(Event),
    /// An admin wishes something that is neither written nor a button: a command of a menu, a file.
    Wish {
        /// What.
        wish: Box<Wish>,
        /// The message that it came with, where it came with one.
        message: Option<MessageId>,
    },
    /// A message was changed into one that is said to the bot: it is heard like a new one, unless it was heard before.
    Reworded {
        /// The id that the message has as an event, when it is heard.
        id: String,
        /// Which message.
        message: MessageId,
        /// What it is as a new one.
        said: Event,
        /// What it is as a change.
        edited: Event,
    },
    /// A button was pressed. What it stands for is looked up in the store.
    Pressed {
        /// The button's random id.
        button: String,
    },
    /// The form that a button opens was sent. It counts as long as the button does.
    Changed {
        /// The button's random id.
        button: String,
        /// Inputs and what was answered.
        answers: Vec<(InputName, String)>,
    },
}

impl Happening {
    /// What an admin wishes without a message.
    pub fn wish(wish: Wish) -> Self {
        Self::Wish { wish: Box::new(wish), message: None }
    }

    /// The message that it came with.
    pub const fn message(&self) -> Option<&MessageId> {
        match self {
            Self::Event(Event::Said { message, .. }) | Self::Wish { message, .. } => message.as_ref(),
            Self::Event(_) | Self::Reworded { .. } | Self::Pressed { .. } | Self::Changed { .. } => None,
        }
    }

    /// The button that was pressed.
    pub fn pressed(&self) -> Option<&str> {
        match self {
            Self::Pressed { button } => Some(button),
            Self::Event(_) | Self::Wish { .. } | Self::Reworded { .. } | Self::Changed { .. } => None,
        }
    }
}

/// What is asked about a button that somebody pressed, when the press itself decides nothing yet.
#[derive(Debug)]
pub struct AboutRequest {
    /// The button's random id.
    pub button: String,
    /// Who pressed it, and where.
    pub by: ConversationId,
    /// Where the answer goes; a button that is not theirs, or whose question is over, has a verdict instead.
    pub answer: oneshot::Sender<Result<About, Verdict>>,
}

/// What can be told of a button.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    /// Everything that can be chosen on its message, in order, with the ids.
    pub choices: Vec<Label>,
    /// The question of a form, and what is to stand in its field, when the button changes an answer in words.
    pub form: Option<(Ask, Option<String>)>,
    /// The language of both.
    pub language: Language,
}

/// What became of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was handled.
    Taken,
    /// It was handled, and its message keeps its buttons: others may have to press there still.
    Stays,
    /// It was handled before.
    Repeated,
    /// The button belongs to somebody else.
    NotTheirs,
    /// The button is an admin's, and who pressed it is none any more.
    NoRole,
    /// It is something that who pressed it may not use, or not here.
    NotAllowed(Denied),
    /// The button is too old, or was never there.
    Ended,
}

/// What a channel has left in a chat, in its own words: a message with live buttons, or a placeholder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// Where.
    pub conversation: ConversationId,
    /// What; `None` when nothing stands there any more.
    pub what: Option<String>,
}

/// What a channel wants remembered.
#[derive(Debug)]
pub struct Received {
    /// The channel.
    pub channel: Channel,
    /// What it must know to go on receiving: keys and values.
    pub state: Vec<(&'static str, String)>,
    /// An event that could not be read: its id and what came.
    pub unread: Option<(String, String)>,
    /// Told once it is durable.
    pub committed: Option<oneshot::Sender<Verdict>>,
}

/// A command that the program gives, in somebody's name.
#[derive(Debug)]
pub struct AdminRequest {
    /// Where it was given.
    pub conversation: ConversationId,
    /// Who: for rights, audit and previews.
    pub user: User,
    /// What the operator's configuration makes of them.
    pub role: Role,
    /// What they want.
    pub command: AdminCommand,
    /// Where the answer goes.
    pub answer: oneshot::Sender<AdminAnswer>,
}

/// What an admin is told.
#[derive(Debug, PartialEq)]
pub enum AdminAnswer {
    /// It was done.
    Done {
        /// What came of it.
        report: Box<Report>,
    },
    /// It was not.
    Refused(Box<Refusal>),
    /// The library of actions had moved on, or the store failed; the text is for the log.
    Failed(String),
}

/// Sends arrivals to the core loop.
#[derive(Debug, Clone)]
pub struct Handle(pub(super) mpsc::Sender<Arrival>);

/// The core loop has stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the core loop has stopped")]
pub struct Stopped;

impl Handle {
    /// A handle and the receiving side. At most [`limits::QUEUE_EVENTS`] arrivals wait; senders wait then.
    pub fn new() -> (Self, mpsc::Receiver<Arrival>) {
        let (sender, receiver) = mpsc::channel(limits::QUEUE_EVENTS);
        (Self(sender), receiver)
    }

    /// Whether so much waits that more should come later.
    pub fn is_full(&self) -> bool {
        self.0.capacity() == 0
    }

    /// Sends an arrival, waiting while the queue is full.
    ///
    /// # Errors
    /// [`Stopped`] when nobody will ever read it.
    pub async fn send(&self, arrival: Arrival) -> Result<(), Stopped> {
        self.0.send(arrival).await.map_err(|_| Stopped)
    }

    /// Sends an event and waits until it and what follows from it is durable.
    ///
    /// # Errors
    /// [`Stopped`] when it will not be.
    pub async fn commit(&self, incoming: Incoming) -> Result<Verdict, Stopped> {
        self.submit(Box::new(incoming)).await?.await.map_err(|_| Stopped)
    }

    /// Sends an event, and gives what will tell once it and what follows from it is durable. Events that are
    /// submitted one after the other become durable in that order.
    ///
    /// # Errors
    /// [`Stopped`] when nobody will ever read it.
    pub async fn submit(&self, mut incoming: Box<Incoming>) -> Result<oneshot::Receiver<Verdict>, Stopped> {
        let (committed, durable) = oneshot::channel();
        incoming.committed = Some(committed);
        self.send(Arrival::Event(incoming)).await?;
        Ok(durable)
    }

    /// Asks about a button, without pressing it.
    ///
    /// # Errors
    /// [`Stopped`] when nobody will ever answer.
    pub async fn about(&self, by: ConversationId, button: String) -> Result<Result<About, Verdict>, Stopped> {
        let (answer, told) = oneshot::channel();
        self.send(Arrival::About(Box::new(AboutRequest { button, by, answer }))).await?;
        told.await.map_err(|_| Stopped)
    }

    /// Reports a delivery, and waits until that is durable: what follows it in its conversation would be said again with
    /// it after a kill.
    ///
    /// # Errors
    /// [`Stopped`] when it will not be. The delivery is still in the outbox.
    pub async fn delivered(&self, id: i64, stands: Option<Stands>, posted: Option<Posted>) -> Result<Verdict, Stopped> {
        let (committed, durable) = oneshot::channel();
        self.send(Arrival::Delivered { id, stands, posted, committed: Some(committed) }).await?;
        durable.await.map_err(|_| Stopped)
    }

    /// Reports what stands in a chat, and waits until that is durable.
    ///
    /// # Errors
    /// [`Stopped`] when it will not be.
    pub async fn stands(&self, stands: Stands) -> Result<Verdict, Stopped> {
        let (committed, durable) = oneshot::channel();
        self.send(Arrival::Stands { stands, committed: Some(committed) }).await?;
        durable.await.map_err(|_| Stopped)
    }

    /// Carries out a command for the program itself, asking nothing first.
    ///
    /// # Errors
    /// [`Stopped`] when it will not be.
    pub async fn administer(
        &self,
        conversation: ConversationId,
        user: User,
        role: Role,
        command: AdminCommand,
    ) -> Result<AdminAnswer, Stopped> {
        let (answer, told) = oneshot::channel();
        let request = AdminRequest { conversation, user, role, command, answer };
        self.send(Arrival::Admin(Box::new(request))).await?;
        told.await.map_err(|_| Stopped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn receipt(id: i64) -> Arrival {
        Arrival::Delivered { id, stands: None, posted: None, committed: None }
    }

    #[tokio::test]
    async fn receipts_wait_for_something_else_and_not_for_long() {
        let (sender, mut from) = mpsc::channel(8);
        let mut arrivals = vec![receipt(1)];
        for arrival in [receipt(2), Arrival::Tick, receipt(3)] {
            sender.send(arrival).await.expect("there is room");
        }
        gather(&mut from, &mut arrivals).await;
        assert!(matches!(arrivals[..], [_, _, Arrival::Tick, _]), "{arrivals:?}");

        sender.send(receipt(4)).await.expect("there is room");
        gather(&mut from, &mut arrivals).await;
        assert_eq!(arrivals.len(), 4, "what is not a receipt waits for nothing");

        let mut arrivals = vec![receipt(5)];
        gather(&mut from, &mut arrivals).await;
        assert!(arrivals.len() == 2 && arrivals.iter().all(Arrival::is_receipt), "they go by themselves in the end");
    }
}
