//! What may happen once a batch is durable, and the way of deliveries to their channels.

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use tokio::sync::oneshot;

use super::arrival::Verdict;
use super::core::Core;
use super::port::{Content, Outgoing, Port, Waiting};
use super::staging::Staging;
use crate::domain::conversation::ConversationId;
use crate::engine::Order;
use crate::store::{Delivery, Route, StoreError};

/// Something that may happen once the batch is durable, in this order.
#[derive(Debug)]
pub(super) enum Release {
    Committed(oneshot::Sender<Verdict>, Verdict),
    /// With the way to whom it answers: they may be heard elsewhere before it leaves.
    Deliver {
        id: i64,
        conversation: ConversationId,
        route: Route,
        content: Content,
    },
    Call {
        conversation: ConversationId,
        order: Box<Order>,
    },
    Working(ConversationId),
    Settled(ConversationId),
}

impl Release {
    /// Who gets a delivery.
    pub(super) const fn conversation(&self) -> Option<&ConversationId> {
        match self {
            Self::Deliver { conversation, .. } => Some(conversation),
            Self::Committed(..) | Self::Call { .. } | Self::Working(_) | Self::Settled(_) => None,
        }
    }

    /// The outbox row of a delivery.
    pub(super) const fn delivery(&self) -> Option<i64> {
        match self {
            Self::Deliver { id, .. } => Some(*id),
            Self::Committed(..) | Self::Call { .. } | Self::Working(_) | Self::Settled(_) => None,
        }
    }
}

impl Core {
    pub(super) fn release(&mut self, release: Release) {
        match release {
            // Whoever waited may have gone; it is durable all the same.
            Release::Committed(committed, verdict) => drop(committed.send(verdict)),
            Release::Deliver { id, conversation, route, content } => {
                self.pass(Outgoing::Deliver { id, conversation: conversation.clone(), route, content }, &conversation);
            }
            Release::Call { conversation, order } => self.call(conversation, *order),
            Release::Working(id) => {
                let Some(kept) = self.loaded.get(&id) else { return };
                let (route, language) = (kept.route.clone(), kept.conversation.user.language);
                self.pass(Outgoing::Working { conversation: id.clone(), route, language }, &id);
            }
            Release::Settled(id) => self.pass(Outgoing::Settled(id.clone()), &id),
        }
    }

    /// A delivery that others have overtaken: it waited for an index.
    pub(super) fn release_late(&mut self, release: Release) {
        let Release::Deliver { id, conversation, route, content } = release else { return self.release(release) };
        let outgoing = Outgoing::Deliver { id, conversation: conversation.clone(), route, content };
        if let Some(port) = self.ports.iter_mut().find(|port| port.serves(&conversation)) {
            port.pass_late(outgoing);
        }
    }

    /// How somebody was last heard.
    pub(super) fn route(&mut self, staging: &Staging, id: &ConversationId) -> Route {
        self.kept(staging, id).map(|kept| kept.route.clone()).unwrap_or_default()
    }

    pub(super) fn pass(&mut self, outgoing: Outgoing, conversation: &ConversationId) {
        if let Some(port) = self.ports.iter_mut().find(|port| port.serves(conversation)) {
            port.pass(outgoing);
        }
    }

    /// Reads deliveries that did not fit a port's window, or a place's share of it, now that there is room.
    pub(super) async fn catch_up(&mut self) -> Result<(), StoreError> {
        for index in 0..self.ports.len() {
            let channel = self.ports[index].name();
            while let Some(Waiting { place, after, until, room }) = self.ports[index].next_share() {
                let rows = self.store.pending_in(channel, &place, after..until, limit(room)).await?;
                let rest = rows.last().map(|row| row.id).filter(|_| rows.len() == room);
                let deliveries = self.owed(index, rows).await?;
                self.ports[index].go_on(&place, deliveries, rest);
            }
            // What waits for a place takes no room, so there may be more at once.
            while let Some(after) = self.ports[index].wants_after() {
                let room = self.ports[index].room();
                let rows = self.store.pending(channel, after, limit(room)).await?;
                // Against what was asked for: the channel takes things out meanwhile, and there is more room now.
                let (last, all) = (rows.last().map(|row| row.id), rows.len() < room);
                let deliveries = self.owed(index, rows).await?;
                self.ports[index].caught_up(deliveries, last, all);
            }
        }
        Ok(())
    }

    /// Rows of the outbox that may go out, as deliveries.
    async fn owed(&mut self, port: usize, rows: Vec<Delivery>) -> Result<Vec<Outgoing>, StoreError> {
        let (port, held) = (&self.ports[port], &self.desks.held);
        let rows: Vec<_> =
            rows.into_iter().filter(|row| port.serves(&row.conversation) && !held.contains(&row.id)).collect();
        self.load(rows.iter().map(|row| row.conversation.clone()).collect()).await?;
        Ok(rows.into_iter().filter_map(|row| self.outgoing(row)).collect())
    }

    /// What was owed when Errand stopped goes out first. A terminal asks for its own when somebody sits down.
    pub(super) async fn open_ports(&mut self) -> Result<(), StoreError> {
        for port in &mut self.ports {
            port.owe();
        }
        self.catch_up().await
    }

    /// A row of the outbox as a delivery. One that cannot be read was written by another release; it is left out.
    pub(super) fn outgoing(&mut self, row: Delivery) -> Option<Outgoing> {
        match serde_json::from_str::<Content>(&row.payload) {
            Ok(content) => {
                let route = self.loaded.get(&row.conversation).map(|kept| kept.route.clone()).unwrap_or_default();
                Some(Outgoing::Deliver { id: row.id, conversation: row.conversation, route, content })
            }
            Err(error) => {
                tracing::error!(id = row.id, %error, "a delivery in the outbox cannot be read");
                None
            }
        }
    }
}

/// Waits until one of the channels that are behind has room.
pub(super) async fn room(ports: &[Port]) {
    ports.iter().map(Port::room_again).collect::<FuturesUnordered<_>>().next().await;
}

fn limit(room: usize) -> u32 {
    u32::try_from(room).unwrap_or(u32::MAX)
}
