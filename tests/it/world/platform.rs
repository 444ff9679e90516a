//! A platform in its barest form: events with ids go in, deliveries come out of a small window. It stands for
//! what every channel with ids and receipts promises, without one platform's particulars.

use errand::domain::conversation::{Channel, ConversationId, User};
use errand::domain::language::Language;
use errand::engine::Event;
use errand::runtime::{Arrival, Content, Handle, Happening, Incoming, Outgoing};
use tokio::sync::mpsc;

use crate::api::PATIENCE;

/// Deliveries that fit the window of the platform's port.
pub const WINDOW: usize = 4;

pub struct Platform {
    pub handle: Handle,
    pub outgoing: mpsc::Receiver<Outgoing>,
}

pub fn chat(person: &str) -> ConversationId {
    ConversationId { channel: Channel::Telegram, place: "room".into(), person: person.into() }
}

impl Platform {
    /// An update of that id; returns when it is durable.
    pub async fn update(&self, id: &str, person: &str, text: &str) {
        let event = Event::Said { text: text.to_owned(), message: None, addressed: true };
        self.event(Some(id), person, event).await;
    }

    pub async fn event(&self, id: Option<&str>, person: &str, event: Event) {
        let user =
            User { id: person.into(), name: person.into(), language: Language::English, channel: Channel::Telegram };
        let id = id.map(str::to_owned);
        let incoming = Incoming {
            rights: errand::admin::Rights::NONE,
            conversation: chat(person),
            user,
            speaks: None,
            what: Happening::Event(event),
            id,
            via: None,
            state: Vec::new(),
            committed: None,
        };
        self.handle.commit(incoming).await.expect("the core loop runs");
    }

    /// The next delivery: its id, to whom, what.
    pub async fn next(&mut self) -> (i64, String, String) {
        let delivery = async {
            loop {
                match self.outgoing.recv().await.expect("the core loop runs") {
                    Outgoing::Deliver { id, conversation, content: Content::Say(speech), .. } => {
                        return (id, conversation.person.to_string(), speech.text.text);
                    }
                    Outgoing::Deliver { content: Content::Erase(_) | Content::Amend { .. }, .. }
                    | Outgoing::Working { .. }
                    // There is more room now. A process notices with the next second's tick; this world has none.
                    | Outgoing::Settled(_) => self.handle.send(Arrival::Tick).await.expect("the core loop runs"),
                }
            }
        };
        tokio::time::timeout(PATIENCE, delivery).await.expect("a delivery comes")
    }

    /// Takes the next delivery and confirms it.
    pub async fn takes(&mut self) -> (String, String) {
        let (id, person, text) = self.next().await;
        self.handle
            .send(Arrival::Delivered { id, stands: None, posted: None, committed: None })
            .await
            .expect("the core loop runs");
        (person, text)
    }
}
