//! What one batch of arrivals leads to, before it is committed: rows to write, and what may happen after.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::admin::record::Record;
use crate::channel::text::speech::{Speech, speech};
use crate::domain::call::CallOutcome;
use crate::domain::call::outcome::OutcomeClass;
use crate::domain::conversation::{Channel, ConversationId};
use crate::domain::limits;
use crate::domain::tally::Happened;
use crate::domain::version::VersionId;
use crate::engine::{Conversation, Effect, Event, Matter, Notice, Order, Stage, Step, Utterance};
use crate::store::{Batch, Button, CallEnd, CallStart, ChannelState, ConversationRow, Counted, Delivery, Seen, Unread};

use super::arrival::{Arrival, Called, Happening, Incoming, Received, Stands, Verdict};
use super::clock::ordered;
use super::core::Core;
use super::deliveries::Release;
use super::loaded::Kept;
use super::port::Content;
use super::pressing::{ADMIN_BUTTON, Pressed, STAYING_BUTTON};
use super::ways::{button_life, points_at};
use crate::engine::conversation::Press;
use crate::engine::effect::{Manner, Message};

/// A batch in the making.
#[derive(Debug, Default)]
pub(super) struct Staging {
    pub(super) batch: Batch,
    pub(super) states: HashMap<ConversationId, Kept>,
    pub(super) releases: Vec<Release>,
    /// Events of this batch that were handled before, or earlier in this batch.
    seen: HashSet<(Channel, String)>,
    /// The buttons that are pressed in this batch.
    buttons: HashMap<String, Button>,
}

impl Staging {
    pub(super) fn new(seen: HashSet<(Channel, String)>, buttons: HashMap<String, Button>) -> Self {
        Self { seen, buttons, ..Self::default() }
    }

    /// What a channel must know to go on receiving; the last value of a key counts.
    pub(super) fn remember(&mut self, channel: Channel, state: Vec<(&'static str, String)>) {
        for (key, value) in state {
            self.batch.channel_state.retain(|row| row.channel != channel || row.key != key);
            self.batch.channel_state.push(ChannelState { channel, key: key.to_owned(), value: Some(value) });
        }
    }

    /// Puts down that an event is handled. Says whether it was not before.
    fn sees(&mut self, channel: Channel, event: String, at: jiff::Timestamp) -> bool {
        let is_new = self.seen.insert((channel, event.clone()));
        if is_new {
            self.batch.seen.push(Seen { channel, event, at_ms: at.as_millisecond() });
        }
        is_new
    }

    /// What remains of an event when the store refuses the change it asked for: that it was received.
    pub(super) fn refused(self) -> Self {
        let Self { batch: Batch { seen, channel_state, .. }, states, mut releases, .. } = self;
        releases.retain(|release| matches!(release, Release::Committed(..)));
        Self { batch: Batch { seen, channel_state, ..Batch::default() }, states, releases, ..Self::default() }
    }

    /// Whoever waits is told once it is durable.
    fn tell(&mut self, committed: Option<oneshot::Sender<Verdict>>) {
        self.releases.extend(committed.map(|committed| Release::Committed(committed, Verdict::Taken)));
    }

    /// Whoever said something is told whether it is answered or being worked on.
    pub(super) fn show_standing(&mut self, id: ConversationId) {
        let session = self.states.get(&id).and_then(|kept| kept.conversation.session.as_ref());
        let calling = session.is_some_and(|session| matches!(session.stage, Stage::Calling { .. }));
        self.releases.push(if calling { Release::Working(id) } else { Release::Settled(id) });
    }

    /// Turns the states into rows; what is left is to commit and to release.
    pub(super) fn close(&mut self) {
        self.batch.conversations = self
            .states
            .iter()
            .map(|(id, Kept { conversation, route })| ConversationRow {
                id: id.clone(),
                state: conversation.state(),
                wake_at_ms: conversation.wake_at().map(jiff::Timestamp::as_millisecond),
                route: route.clone(),
            })
            .collect();
    }
}

impl Core {
    pub(super) fn stage(&mut self, staging: &mut Staging, arrival: Arrival) {
        match arrival {
            Arrival::Event(incoming) => self.stage_incoming(staging, *incoming),
            Arrival::Called(called) => {
                let conversation = called.conversation.clone();
                self.stage_called(staging, *called);
                staging.show_standing(conversation);
            }
            Arrival::Delivered { id, stands, posted, committed } => {
                staging.batch.delivered.push(id);
                self.stage_posted(staging, posted);
                if let Some(stands) = stands {
                    self.stage_stands(staging, stands);
                }
                staging.tell(committed);
            }
            Arrival::Stands { stands, committed } => {
                self.stage_stands(staging, stands);
                staging.tell(committed);
            }
            Arrival::Received(received) => self.stage_received(staging, received),
            // These do not share a batch; `Core::take` sees to them.
            Arrival::Attached { .. }
            | Arrival::Admin(_)
            | Arrival::About(_)
            | Arrival::Form(_)
            | Arrival::Indexed { .. }
            | Arrival::Moved { .. }
            | Arrival::Tick => {}
        }
    }

    fn stage_incoming(&mut self, staging: &mut Staging, incoming: Incoming) {
        let Incoming { conversation, user, speaks, rights, what, id, via, state, committed } = incoming;
        let (is_of_team, at) = (self.is_of_team(&conversation, &user, rights), self.clock.now());
        staging.remember(conversation.channel, state);
        if id.is_some_and(|event_id| !staging.sees(conversation.channel, event_id, at)) {
            staging.releases.extend(committed.map(|committed| Release::Committed(committed, Verdict::Repeated)));
            return;
        }
        let pressed = what.pressed().map(str::to_owned);
        let event = match what {
            Happening::Event(event) => Ok((conversation, event)),
            Happening::Reworded { id, message, said, edited } => {
                let is_known = self.kept(staging, &conversation).is_some_and(|kept| kept.conversation.knows(&message));
                let is_new = staging.sees(conversation.channel, id, at) && !is_known;
                Ok((conversation, if is_new { said } else { edited }))
            }
            // An admin's that turned out to be nothing.
            Happening::Wish { .. } => {
                staging.show_standing(conversation);
                Err(Verdict::Taken)
            }
            Happening::Pressed { button } => {
                self.pressed(staging.buttons.get(&button), &conversation).and_then(|pressed| {
                    let Pressed { conversation, question, pick } = pressed;
                    let is_slip = self.is_slip(staging, &conversation, &button);
                    if is_slip { Err(Verdict::Repeated) } else { Ok((conversation, Event::Picked { question, pick })) }
                })
            }
            Happening::Changed { button, answers } => {
                self.pressed(staging.buttons.get(&button), &conversation).map(|pressed| {
                    let Pressed { conversation, question, pick } = pressed;
                    let kept = self.kept(staging, &conversation);
                    let event = if kept.is_some_and(|kept| kept.conversation.is_asked(question, &pick)) {
                        Event::Filled { answers }
                    } else {
                        // The question was closed while the form was open, and that is said.
                        Event::Picked { question, pick }
                    };
                    (conversation, event)
                })
            }
        };
        let verdict = match event {
            Ok((conversation, event)) => {
                let mut kept = self.state(staging, &conversation).unwrap_or_else(|| Kept::new(user));
                kept.conversation.speaks(speaks);
                kept.conversation.pressed = pressed.map(|button| Press { button, at });
                kept.route.via = via.or(kept.route.via);
                let missed = staging.batch.missed.len();
                self.stage_event(staging, conversation.clone(), kept, event);
                if is_of_team {
                    // What nobody but the team has said teaches nothing of customers.
                    staging.batch.missed.truncate(missed);
                }
                staging.show_standing(conversation);
                Verdict::Taken
            }
            Err(verdict) => verdict,
        };
        staging.releases.extend(committed.map(|committed| Release::Committed(committed, verdict)));
    }

    fn stage_stands(&mut self, staging: &mut Staging, stands: Stands) {
        if let Some(mut kept) = self.state(staging, &stands.conversation) {
            kept.route.standing = stands.what;
            staging.states.insert(stands.conversation, kept);
        }
    }

    fn stage_received(&self, staging: &mut Staging, received: Received) {
        let Received { channel, state, unread, committed } = received;
        staging.remember(channel, state);
        let at_ms = self.clock.now().as_millisecond();
        staging.batch.unread.extend(unread.map(|(event, body)| Unread { channel, event, body, at_ms }));
        staging.tell(committed);
    }

    fn stage_called(&mut self, staging: &mut Staging, called: Called) {
        let Called { conversation: id, order, outcome, status, duration, wire } = called;
        let Some(kept) = self.state(staging, &id) else { return };
        if let (true, Some(wire)) = (order.preview, &wire) {
            let shown = self.inspected(&kept, &order, wire, outcome.as_ref());
            self.stage_delivery(staging, id.clone(), Content::Say(Box::new(shown)));
        }
        let event = match outcome {
            None => Event::Rehearsed { call: order.id },
            // A sample answered, and no call was on record.
            Some(outcome) if order.manner == Manner::Sample => Event::Finished { call: order.id, outcome },
            Some(outcome) => {
                self.stage_ended(staging, &id, &kept, &order, &outcome);
                let known = self.version(order.version).map(|of| Record::of(&of.definition, &order.values, &outcome));
                staging.batch.calls_ended.push(CallEnd {
                    id: order.id,
                    outcome: OutcomeClass::of(&outcome),
                    status,
                    duration_ms: i64::try_from(duration.as_millis()).unwrap_or(i64::MAX),
                    ended_at_ms: self.clock.now().as_millisecond(),
                    record: known.and_then(|record| serde_json::to_string(&record).ok()),
                });
                Event::Finished { call: order.id, outcome }
            }
        };
        self.stage_event(staging, id.clone(), kept, event);
        let over = self.kept(staging, &id).filter(|kept| order.preview && kept.conversation.session.is_none());
        if let Some(language) = over.map(|kept| kept.conversation.user.language) {
            self.offer_more(staging, &id, language);
        }
    }

    /// A customer's call has ended: whether its action fails, and whether nobody but the customer waits for it.
    fn stage_ended(
        &mut self,
        staging: &mut Staging,
        id: &ConversationId,
        kept: &Kept,
        order: &Order,
        outcome: &CallOutcome,
    ) {
        if order.preview {
            return;
        }
        if let Some(name) = self.version(order.version).map(|offered| offered.definition.name.clone()) {
            self.stage_failure(staging, name, OutcomeClass::of(outcome));
        }
        let stage = kept.conversation.session.as_ref().map(|session| &session.stage);
        let is_awaited = stage == Some(&Stage::Calling { call: order.id });
        match outcome {
            CallOutcome::Succeeded(_) if !is_awaited => {
                self.tell_done(staging, id, &kept.conversation.user, order.id);
            }
            CallOutcome::Unknown { .. } if !is_awaited => {
                let (version, matter) = (order.version, Matter::OutcomeUnknown);
                self.stage_notice(staging, &Notice { version, call: order.id, matter });
            }
            CallOutcome::Succeeded(_)
            | CallOutcome::NotFound(_)
            | CallOutcome::Rejected(_)
            | CallOutcome::Unavailable { .. }
            | CallOutcome::Misconfigured { .. }
            | CallOutcome::Unknown { .. } => {}
        }
    }

    /// What has become of a conversation so far.
    pub(super) fn kept<'k>(&'k mut self, staging: &'k Staging, id: &ConversationId) -> Option<&'k Kept> {
        staging.states.get(id).or_else(|| self.loaded.get(id))
    }

    pub(super) fn state(&mut self, staging: &Staging, id: &ConversationId) -> Option<Kept> {
        self.kept(staging, id).cloned()
    }

    /// Steps the engine. A step that panics is a bug of ours: the customer is told, the state stays as it was.
    pub(super) fn stage_event(&mut self, staging: &mut Staging, id: ConversationId, kept: Kept, event: Event) {
        let Kept { conversation: before, mut route } = kept;
        let before = before.into_own();
        let user = before.user.clone();
        let catalog = self.catalog_of(&id);
        let stepping = std::panic::AssertUnwindSafe(|| crate::engine::step(before, event, catalog, self.moment()));
        let stepped = std::panic::catch_unwind(stepping);
        let as_it_was = self.kept(staging, &id).map(|kept| &*kept.conversation);
        let Step { conversation, effects } = stepped.unwrap_or_else(|_| {
            tracing::error!(channel = id.channel.as_str(), "a step panicked; the conversation stays as it was");
            let conversation = as_it_was.cloned().unwrap_or_else(|| Conversation::new(user.clone()));
            Step { conversation, effects: vec![Effect::Say(failed())] }
        });
        // Most of what is overheard in a room is not for us, and leaves no trace.
        if effects.is_empty()
            && as_it_was.map_or_else(|| conversation == Conversation::new(user), |it| *it == conversation)
        {
            return;
        }
        let language = conversation.user.language;
        if points_at(id.channel) && effects.iter().any(|effect| matches!(effect, Effect::Erase(_))) {
            route.via = None;
        }
        let by_name = points_at(id.channel) && route.via.is_none();
        let to = by_name.then(|| conversation.user.name.clone());
        staging.states.insert(id.clone(), Kept { conversation: conversation.into(), route });
        for effect in effects {
            match effect {
                Effect::Say(message) => {
                    let speech = Speech { to: to.clone(), ..speech(language, &message) };
                    self.stage_delivery(staging, id.clone(), Content::Say(Box::new(speech)));
                }
                Effect::Erase(message) => self.stage_delivery(staging, id.clone(), Content::Erase(message)),
                // Nothing is sent, so nothing is waited for: a kill finds it done or not begun.
                Effect::Call(order) if order.manner != Manner::Send => {
                    let called = self.rehearse(id.clone(), order);
                    self.stage_called(staging, called);
                }
                Effect::Call(order) => self.stage_call(staging, id.clone(), order),
                Effect::Notice(notice) => self.stage_notice(staging, &notice),
                Effect::Explain(matter) => self.stage_why(staging, &id, language, matter),
                Effect::Count { version, happened } => self.stage_count(staging, version, &happened),
                Effect::Missed(text) => self.stage_miss(staging, &text),
            }
        }
    }

    pub(super) fn stage_delivery(&mut self, staging: &mut Staging, conversation: ConversationId, mut content: Content) {
        let id = self.next_outbox_id();
        let created_at = self.clock.now();
        // Buttons of one message end in one moment: it is what tells that they belong together.
        let until = |life: Duration| created_at.saturating_add(life).unwrap_or(jiff::Timestamp::MAX);
        if let (Content::Say(speech), Some(life)) = (&mut content, button_life(conversation.channel)) {
            let of_admins = if speech.about.is_some() { STAYING_BUTTON } else { ADMIN_BUTTON };
            for button in speech.card.iter_mut().flatten() {
                let means = (of_admins.to_owned(), serde_json::to_string(&button.press).unwrap_or_default());
                button.id = self.stage_button(staging, &conversation, means, until(limits::ADMIN_BUTTON_LIFE));
            }
            for label in &mut speech.choices {
                let means = (speech.question.to_string(), serde_json::to_string(&label.pick).unwrap_or_default());
                label.id = self.stage_button(staging, &conversation, means, until(life));
            }
        }
        // It is made of texts and numbers: there is nothing in it that JSON cannot say.
        let payload = serde_json::to_string(&content).unwrap_or_default();
        staging.batch.outbox.push(Delivery {
            id,
            conversation: conversation.clone(),
            payload,
            created_at_ms: created_at.as_millisecond(),
            attempts: 0,
        });
        let route = self.route(staging, &conversation);
        staging.releases.push(Release::Deliver { id, conversation, route, content });
    }

    /// A button that may be pressed until then: its question and what it stands for. Gives its id.
    fn stage_button(
        &self,
        staging: &mut Staging,
        conversation: &ConversationId,
        (question, payload): (String, String),
        until: jiff::Timestamp,
    ) -> String {
        let id = hex::encode(ordered(&*self.clock).to_be_bytes());
        let (conversation, expires_at_ms) = (conversation.clone(), until.as_millisecond());
        staging.batch.buttons.push(Button { id: id.clone(), conversation, question, payload, expires_at_ms });
        id
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
}

/// What is said when a bug of ours keeps it from being done.
pub(super) fn failed() -> Message {
    Message { parts: vec![Utterance::Failed], ..Message::default() }
}
