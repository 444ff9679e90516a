//! What a batch of arrivals needs from the store, all of it asked for at once.

use super::arrival::{Arrival, Happening};
use crate::domain::conversation::{Channel, ConversationId};

/// What a batch of arrivals needs from the store.
#[derive(Debug, Default)]
pub(super) struct Needs {
    pub(super) conversations: Vec<ConversationId>,
    pub(super) events: Vec<(Channel, String)>,
    pub(super) buttons: Vec<String>,
}

impl Needs {
    pub(super) fn add(&mut self, arrival: &Arrival) {
        match arrival {
            Arrival::Event(incoming) => {
                self.conversations.push(incoming.conversation.clone());
                self.events.extend(incoming.id.clone().map(|id| (incoming.conversation.channel, id)));
                match &incoming.what {
                    Happening::Event(_) | Happening::Wish { .. } => {}
                    Happening::Reworded { id, .. } => {
                        self.events.push((incoming.conversation.channel, id.clone()));
                    }
                    Happening::Pressed { button } | Happening::Changed { button, .. } => {
                        self.buttons.push(button.clone());
                    }
                }
            }
            Arrival::Called(called) => self.conversations.push(called.conversation.clone()),
            Arrival::Delivered { stands, .. } => {
                self.conversations.extend(stands.as_ref().map(|stands| stands.conversation.clone()));
            }
            Arrival::Stands { stands, .. } => self.conversations.push(stands.conversation.clone()),
            Arrival::Received(_)
            | Arrival::Moved { .. }
            | Arrival::Attached { .. }
            | Arrival::Admin(_)
            | Arrival::About(_)
            | Arrival::Form(_)
            | Arrival::Indexed { .. }
            | Arrival::Tick => {}
        }
    }
}
