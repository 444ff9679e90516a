//! What one batch of arrivals leads to, before it is committed: rows to write, and what may happen after.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::admin::general::general;
use crate::channel::text::inspector;
use crate::channel::text::speech::{Speech, speech};
use crate::domain::call::outcome::OutcomeClass;
use crate::domain::conversation::{Channel, ConversationId};
use crate::domain::tally::Happened;
use crate::domain::version::VersionId;
use crate::engine::{Conversation, Effect, Event, Notice, Order, Stage, Step, Utterance};
use crate::store::{Batch, CallEnd, CallStart, ConversationRow, Counted, Delivery, Missed, Seen};

use super::arrival::{Arrival, Called, Incoming};
use super::core::Core;
use crate::engine::effect::{Manner, Matter, Message};

/// Something that may happen once the batch is durable, in this order.
#[derive(Debug)]
pub(super) enum Release {
    Committed(oneshot::Sender<()>),
    Deliver { id: i64, conversation: ConversationId, speech: Speech },
    Call { conversation: ConversationId, order: Box<Order> },
    Working(ConversationId),
    Settled(ConversationId),
}

/// A batch in the making.
#[derive(Debug, Default)]
pub(super) struct Staging {
    pub(super) batch: Batch,
    pub(super) states: HashMap<ConversationId, Conversation>,
    pub(super) releases: Vec<Release>,
    /// Events of this batch that were handled before, or earlier in this batch.
    seen: HashSet<(Channel, String)>,
}

impl Staging {
    pub(super) fn new(seen: HashSet<(Channel, String)>) -> Self {
        Self { seen, ..Self::default() }
    }

    /// Whoever said something is told whether it is answered or being worked on.
    pub(super) fn show_standing(&mut self, id: ConversationId) {
        let session = self.states.get(&id).and_then(|conversation| conversation.session.as_ref());
        let calling = session.is_some_and(|session| matches!(session.stage, Stage::Calling { .. }));
        self.releases.push(if calling { Release::Working(id) } else { Release::Settled(id) });
    }

    /// Turns the states into rows; what is left is to commit and to release.
    pub(super) fn close(&mut self) {
        self.batch.conversations = self
            .states
            .iter()
            .map(|(id, conversation)| ConversationRow {
                id: id.clone(),
                state: serde_json::to_string(conversation).ok(),
                wake_at_ms: conversation.wake_at().map(jiff::Timestamp::as_millisecond),
            })
            .collect();
    }
}

impl Core {
    pub(super) fn stage(&mut self, staging: &mut Staging, arrival: Arrival) {
        match arrival {
            Arrival::Event(incoming) => self.stage_incoming(staging, incoming),
            Arrival::Called(called) => {
                let conversation = called.conversation.clone();
                self.stage_called(staging, *called);
                staging.show_standing(conversation);
            }
            Arrival::Delivered(id) => staging.batch.delivered.push(id),
            // These do not share a batch; `Core::take` sees to them.
            Arrival::Attached { .. } | Arrival::Admin(_) | Arrival::Indexed { .. } | Arrival::Tick => {}
        }
    }

    fn stage_incoming(&mut self, staging: &mut Staging, incoming: Incoming) {
        let Incoming { conversation, user, event, id, committed } = incoming;
        if let Some(event_id) = id {
            let key = (conversation.channel, event_id);
            if !staging.seen.insert(key.clone()) {
                staging.releases.extend(committed.map(Release::Committed));
                return;
            }
            let at_ms = self.clock.now().as_millisecond();
            staging.batch.seen.push(Seen { channel: key.0, event: key.1, at_ms });
        }
        let state = self.state(staging, &conversation).unwrap_or_else(|| Conversation::new(user));
        self.stage_event(staging, conversation.clone(), state, event);
        staging.show_standing(conversation);
        staging.releases.extend(committed.map(Release::Committed));
    }

    fn stage_called(&mut self, staging: &mut Staging, called: Called) {
        let Called { conversation: id, order, outcome, wire } = called;
        let Some(state) = self.state(staging, &id) else { return };
        if let (true, Some(wire)) = (order.preview, &wire) {
            let shown = inspector::inspect(state.user.language, wire, outcome.as_ref());
            self.stage_delivery(staging, id.clone(), Speech::words(shown));
        }
        let event = match outcome {
            None => Event::Rehearsed { call: order.id },
            Some(outcome) => {
                let duration = wire.as_ref().map_or(Duration::ZERO, |wire| wire.duration);
                staging.batch.calls_ended.push(CallEnd {
                    id: order.id,
                    outcome: OutcomeClass::of(&outcome),
                    status: wire.as_ref().and_then(|wire| wire.status),
                    duration_ms: i64::try_from(duration.as_millis()).unwrap_or(i64::MAX),
                    ended_at_ms: self.clock.now().as_millisecond(),
                });
                Event::Finished { call: order.id, outcome }
            }
        };
        self.stage_event(staging, id, state, event);
    }

    pub(super) fn state(&mut self, staging: &Staging, id: &ConversationId) -> Option<Conversation> {
        staging.states.get(id).or_else(|| self.loaded.get(id)).cloned()
    }

    /// Steps the engine. A step that panics is a bug of ours: the customer is told, the state stays as it was.
    pub(super) fn stage_event(&mut self, staging: &mut Staging, id: ConversationId, state: Conversation, event: Event) {
        let moment = self.moment();
        let catalog = self.catalog_of(&id);
        let stepping = std::panic::AssertUnwindSafe(|| crate::engine::step(state.clone(), event, catalog, moment));
        let Step { conversation, effects } = std::panic::catch_unwind(stepping).unwrap_or_else(|_| {
            tracing::error!(channel = id.channel.as_str(), "a step panicked; the conversation stays as it was");
            let message = Message { parts: vec![Utterance::Failed], ..Message::default() };
            Step { conversation: state, effects: vec![Effect::Say(message)] }
        });
        let language = conversation.user.language;
        staging.states.insert(id.clone(), conversation);
        for effect in effects {
            match effect {
                Effect::Say(message) => self.stage_delivery(staging, id.clone(), speech(language, &message)),
                // Nothing is sent, so nothing is waited for: a kill finds it done or not begun.
                Effect::Call(order) if order.manner != Manner::Send => {
                    let called = self.rehearse(id.clone(), order);
                    self.stage_called(staging, called);
                }
                Effect::Call(order) => self.stage_call(staging, id.clone(), order),
                Effect::Notice(notice) => self.stage_notice(staging, &notice),
                Effect::Count { version, happened } => self.stage_count(staging, version, &happened),
                Effect::Missed(text) => self.stage_miss(staging, &text),
            }
        }
    }

    pub(super) fn stage_delivery(&mut self, staging: &mut Staging, conversation: ConversationId, speech: Speech) {
        let id = self.next_outbox_id();
        // A `Speech` is made of texts and numbers: there is nothing in it that JSON cannot say.
        let payload = serde_json::to_string(&speech).unwrap_or_default();
        let created_at_ms = self.clock.now().as_millisecond();
        staging.batch.outbox.push(Delivery {
            id,
            conversation: conversation.clone(),
            payload,
            created_at_ms,
            attempts: 0,
        });
        staging.releases.push(Release::Deliver { id, conversation, speech });
    }

    fn stage_call(&self, staging: &mut Staging, conversation: ConversationId, order: Order) {
        let call = self.version(order.version).map(|offered| &offered.definition.call);
        staging.batch.calls_started.push(CallStart {
            id: order.id,
            conversation: conversation.clone(),
            version: order.version,
            inputs: serde_json::to_string(&order.values).unwrap_or_default(),
            user: serde_json::to_string(&order.user).unwrap_or_default(),
            preview: order.preview,
            repeatable: call.is_some_and(|call| call.idempotent || call.method.only_reads()),
            started_at_ms: self.clock.now().as_millisecond(),
        });
        staging.releases.push(Release::Call { conversation, order: Box::new(order) });
    }

    /// In the transaction of the turn that is counted, so that a kill loses and doubles nothing.
    fn stage_count(&self, staging: &mut Staging, version: VersionId, happened: &Happened) {
        // A version that is gone has no name to be counted under.
        let Some(offered) = self.version(version) else { return };
        staging.batch.counted.push(Counted {
            action: offered.definition.name.clone(),
            happened: happened.clone(),
            at_ms: self.clock.now().as_millisecond(),
        });
    }

    fn stage_miss(&self, staging: &mut Staging, said: &str) {
        if !self.keep_misses {
            return;
        }
        let at_ms = self.clock.now().as_millisecond();
        staging.batch.missed.extend(general(said).map(|text| Missed { text, at_ms }));
    }

    fn stage_notice(&self, staging: &mut Staging, notice: &Notice) {
        let about = self.version(notice.version);
        let kind = match &notice.matter {
            Matter::Reply(_) => "reply",
            Matter::UnreadableAnswer => "unreadable_answer",
            Matter::Misconfigured(_) => "misconfigured",
            Matter::OutcomeUnknown => "outcome_unknown",
        };
        let action = about.map(|offered| offered.definition.name.clone());
        let detail = serde_json::to_string(notice).unwrap_or_default();
        tracing::warn!(
            kind,
            action = action.as_ref().map(tracing::field::display),
            reference = notice.call.reference(),
            detail,
            "an admin should know"
        );
        staging.batch.notices.push(crate::store::Notice {
            kind: kind.to_owned(),
            action,
            version: about.map(|offered| offered.number),
            detail,
            at_ms: self.clock.now().as_millisecond(),
        });
    }
}
