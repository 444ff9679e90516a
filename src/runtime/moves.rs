//! Places that go by another name from now on: a group that has become another one.
//!
//! The store and the memory of conversations are moved at once. What was under way under the old name (a call, a
//! delivery) comes back under it and is led to the new one. Deliberately absent: moves of before a restart, since
//! nothing of before a restart is under way.

use std::collections::HashMap;

use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::arrival::{Arrival, Verdict};
use super::core::Core;
use super::deliveries::Release;
use super::staging::Staging;
use crate::domain::conversation::{Channel, ConversationId};
use crate::store::{Move, StoreError};

/// Moves remembered; what is under way for longer than that many later ones is lost to its conversation.
const REMEMBERED: usize = 1_000;

/// The new names of places by their old ones.
#[derive(Debug, Default)]
pub(super) struct Moves(HashMap<(Channel, String), String>);

impl Moves {
    fn note(&mut self, place: &Move) {
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert((place.channel, place.from.clone()), place.to.clone());
    }

    /// Leads what comes back from a place that has moved to where it is now.
    pub(super) fn follow(&self, arrival: &mut Arrival) {
        if self.0.is_empty() {
            return;
        }
        match arrival {
            Arrival::Called(called) => self.lead(&mut called.conversation),
            // Telegram has taken it in the new place.
            Arrival::Delivered { stands, posted, .. } => {
                let stands = stands.as_mut().map(|stands| &mut stands.conversation);
                for conversation in stands.into_iter().chain(posted.as_mut().map(|posted| &mut posted.conversation)) {
                    self.lead(conversation);
                }
            }
            Arrival::Stands { stands, .. } => self.lead(&mut stands.conversation),
            // What people did, they did where they were.
            Arrival::Event(_)
            | Arrival::Received(_)
            | Arrival::Moved { .. }
            | Arrival::Attached { .. }
            | Arrival::Admin(_)
            | Arrival::About(_)
            | Arrival::Form(_)
            | Arrival::Indexed { .. }
            | Arrival::Tick => {}
        }
    }

    fn lead(&self, conversation: &mut ConversationId) {
        if let Some(to) = self.0.get(&(conversation.channel, conversation.place.to_string())) {
            conversation.place = to.as_str().into();
        }
    }
}

impl Core {
    /// A place goes by another name from now on, in the store and in memory.
    pub(super) async fn moved(
        &mut self,
        place: Move,
        committed: oneshot::Sender<Verdict>,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        self.moves.note(&place);
        self.ports.iter_mut().for_each(|port| port.moved(&place));
        let mut staging = Staging::default();
        staging.batch.moves.push(place);
        staging.releases.push(Release::Committed(committed, Verdict::Taken));
        self.loaded.clear();
        self.commit(staging, stop).await
    }
}
