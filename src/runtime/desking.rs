//! What admins write and press on a channel: an event like any other, handled once, answered from the outbox.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::administering::place;
use super::arrival::{Arrival, Happening, Incoming, Verdict};
use super::claiming::claim;
use super::core::Core;
use super::deliveries::Release;
use super::loaded::Kept;
use super::port::Content;
use super::pressing::{is_admins, stays};
use super::shelf;
use super::staging::{Staging, failed};
use super::trying::Changer;
use super::ways::points_at;
use crate::admin::access::Trick;
use crate::admin::desk::{Heard, Ordered, Outcome};
use crate::admin::{self, AdminPress, Desk, Refusal, Rights, Role, Said, Wish};
use crate::channel::text::admin as words;
use crate::channel::text::speech::{Speech, speech};
use crate::domain::call::secret::holds_key;
use crate::domain::conversation::{Channel, ConversationId, User};
use crate::engine::Event;
use crate::engine::conversation::Press;
use crate::engine::event::MessageId;
use crate::store::{DeskRow, PersonName, Seen, StoreError};

/// One admin at work.
struct At {
    conversation: ConversationId,
    user: User,
    rights: Rights,
    /// What they wrote, where it can be taken away.
    message: Option<MessageId>,
}

/// An admin's button that was pressed.
pub(super) struct Pressed {
    /// What it stands for.
    pub(super) press: AdminPress,
    /// Whether whoever pressed it is asked, or anybody with the right.
    pub(super) theirs: bool,
    /// Whether its message keeps its buttons.
    stays: bool,
}

impl Core {
    /// Whether an event may be an admin's; such events go one by one.
    pub(super) fn may_be_admins(&self, incoming: &Incoming) -> bool {
        let Rights { role, trick, .. } = self.rights(&incoming.conversation, &incoming.user, incoming.rights);
        // Whose roles cannot be seen may have some, and is told so.
        let has_role = role != Role::Nobody || trick == Some(Trick::RolesUnseen);
        match &incoming.what {
            Happening::Wish { .. } => true,
            Happening::Pressed { .. } => has_role,
            Happening::Changed { .. } | Happening::Reworded { .. } => false,
            Happening::Event(Event::Said { text, addressed, .. }) => {
                (admin::is_command(text) && *addressed)
                    || claim(text).is_some()
                    || (has_role && *addressed && (admin::is_about_secrets(text) || holds_key(text)))
                    || (has_role
                        && self
                            .desks
                            .open
                            .get(&incoming.conversation)
                            .is_some_and(|desk| desk.listens() || desk.was_interrupted()))
            }
            Happening::Event(_) => false,
        }
    }

    /// What the channel found out, and who has used the one-time code is an admin.
    pub(super) fn rights(&self, conversation: &ConversationId, user: &User, found: Rights) -> Rights {
        let claimed = self.desks.claimed.as_ref();
        let is_claimed =
            claimed.is_some_and(|(channel, person)| *channel == conversation.channel && *person == user.id);
        if is_claimed { Rights { role: Role::Admin, ..found } } else { found }
    }

    /// Whether somebody is no customer. At a terminal the operator plays one.
    pub(super) fn is_of_team(&self, conversation: &ConversationId, user: &User, found: Rights) -> bool {
        let Rights { role, trick, .. } = self.rights(conversation, user, found);
        conversation.channel != Channel::Console && (role != Role::Nobody || trick == Some(Trick::RolesUnseen))
    }

    /// One event that may be an admin's. A panic is a bug of ours: whoever wrote is told, and everything else goes on.
    pub(super) async fn by_admin(
        &mut self,
        mut incoming: Incoming,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        let told = incoming.committed.take();
        let (committed, mut durable) = oneshot::channel();
        let again = Incoming {
            conversation: incoming.conversation.clone(),
            user: incoming.user.clone(),
            what: incoming.what.clone(),
            id: incoming.id.clone(),
            via: incoming.via.clone(),
            state: incoming.state.clone(),
            committed: told,
            ..incoming
        };
        incoming.committed = Some(committed);
        match AssertUnwindSafe(Box::pin(self.of_admin(incoming, stop))).catch_unwind().await {
            Ok(done) => {
                done?;
                if let (Some(told), Ok(verdict)) = (again.committed, durable.try_recv()) {
                    // Whoever waited may have gone.
                    let _ = told.send(verdict);
                }
                Ok(())
            }
            Err(_) => self.failed_for_admin(again, stop).await,
        }
    }

    async fn failed_for_admin(&mut self, incoming: Incoming, stop: &CancellationToken) -> Result<(), StoreError> {
        let channel = incoming.conversation.channel.as_str();
        tracing::error!(channel, "a command of an admin panicked");
        if self.was_seen(&incoming).await? {
            // It panicked when it was done.
            return self.turn(vec![Arrival::Event(Box::new(incoming))], stop).await;
        }
        let (conversation, user) = (incoming.conversation.clone(), incoming.user.clone());
        self.load(vec![conversation.clone()]).await?;
        let mut staging = Staging::default();
        self.stage_received_by_admin(&mut staging, incoming, Verdict::Taken);
        let words = speech(self.language_of(&staging, &conversation, &user), &failed());
        self.stage_delivery(&mut staging, conversation.clone(), Content::Say(Box::new(words)));
        staging.show_standing(conversation);
        self.commit(staging, stop).await
    }

    /// What is no admin's goes the way of all others.
    async fn of_admin(&mut self, incoming: Incoming, stop: &CancellationToken) -> Result<(), StoreError> {
        if self.was_seen(&incoming).await? {
            return self.turn(vec![Arrival::Event(Box::new(incoming))], stop).await;
        }
        let rights = self.rights(&incoming.conversation, &incoming.user, incoming.rights);
        let mut verdict = Verdict::Taken;
        let (wish, code) = match &incoming.what {
            Happening::Wish { wish, .. } => {
                if let Wish::Filled(filled) = &**wish
                    && let Some(denied) = filled.denied(rights)
                {
                    return self.acknowledge(incoming, Verdict::NotAllowed(denied), stop).await;
                }
                (Wish::clone(wish), None)
            }
            Happening::Event(Event::Said { text, .. }) => (Wish::Line(text.clone()), claim(text)),
            Happening::Event(_) | Happening::Changed { .. } | Happening::Reworded { .. } => {
                return self.turn(vec![Arrival::Event(Box::new(incoming))], stop).await;
            }
            Happening::Pressed { button } => match self.admin_press(&incoming.conversation, button).await? {
                Ok(Some(Pressed { press, theirs, stays })) => match press.denied(rights) {
                    None if !theirs => return self.acknowledge(incoming, Verdict::NotTheirs, stop).await,
                    None if self.has_just_pressed(&incoming.conversation, button).await? => {
                        return self.acknowledge(incoming, Verdict::Repeated, stop).await;
                    }
                    None => {
                        verdict = if stays { Verdict::Stays } else { Verdict::Taken };
                        (Wish::Press(press), None)
                    }
                    Some(denied) => return self.acknowledge(incoming, Verdict::NotAllowed(denied), stop).await,
                },
                Ok(None) => return self.turn(vec![Arrival::Event(Box::new(incoming))], stop).await,
                Err(verdict) => return self.acknowledge(incoming, verdict, stop).await,
            },
        };
        let mut desk = self.desks.open.get(&incoming.conversation).cloned().unwrap_or_default();
        let in_preview = self.previews.contains_key(&incoming.conversation);
        let heard = match code {
            Some(code) => Heard::Said(vec![self.claimed(&incoming, code).await?]),
            None => desk.hear(wish, rights, in_preview, &self.library),
        };
        // Who has just used the code is an admin from here on.
        let rights = self.rights(&incoming.conversation, &incoming.user, rights);
        if heard == Heard::Nothing {
            // A number or a yes that was not typed in time is a customer's like everything else.
            self.desks.open.insert(incoming.conversation.clone(), desk);
            return self.turn(vec![Arrival::Event(Box::new(incoming))], stop).await;
        }
        self.answer((incoming, verdict), rights, desk, heard, stop).await
    }

    async fn was_seen(&mut self, incoming: &Incoming) -> Result<bool, StoreError> {
        let Some(id) = &incoming.id else { return Ok(false) };
        let key = [(incoming.conversation.channel, id.clone())];
        Ok(!self.store.seen_among(&key).await?.is_empty())
    }

    /// What an admin's button stands for; `None` for a customer's. On a card of a shared place anybody with a role
    /// may press a command: what they may do is checked for each. What goes on with a question is for whom was asked.
    pub(super) async fn admin_press(
        &mut self,
        by: &ConversationId,
        id: &str,
    ) -> Result<Result<Option<Pressed>, Verdict>, StoreError> {
        let Some(button) = self.store.buttons(&[id]).await?.remove(id) else { return Ok(Ok(None)) };
        if !is_admins(&button) {
            return Ok(Ok(None));
        }
        if (button.conversation.channel, &button.conversation.place) != (by.channel, &by.place) {
            return Ok(Err(if button.is_of(by) { Verdict::Ended } else { Verdict::NotTheirs }));
        }
        if button.expires_at_ms <= self.clock.now().as_millisecond() {
            return Ok(Err(Verdict::Ended));
        }
        let Ok(press) = serde_json::from_str::<AdminPress>(&button.payload) else { return Ok(Err(Verdict::Ended)) };
        let theirs = !press.is_personal() || button.conversation == *by;
        Ok(Ok(Some(Pressed { press, theirs, stays: stays(&button) })))
    }

    async fn has_just_pressed(&mut self, by: &ConversationId, button: &str) -> Result<bool, StoreError> {
        self.load(vec![by.clone()]).await?;
        Ok(self.is_slip(&Staging::default(), by, button))
    }

    /// Nothing follows but that it was received.
    async fn acknowledge(
        &mut self,
        incoming: Incoming,
        verdict: Verdict,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        let mut staging = Staging::default();
        self.stage_received_by_admin(&mut staging, incoming, verdict);
        self.commit(staging, stop).await
    }

    /// Puts down that an event was received, how its channel reaches the person, and what those who may do something
    /// are called.
    fn stage_received_by_admin(&mut self, staging: &mut Staging, incoming: Incoming, verdict: Verdict) {
        if self.rights(&incoming.conversation, &incoming.user, incoming.rights).role != Role::Nobody {
            staging.batch.people.extend(called(&incoming.user));
        }
        let Incoming { conversation, user, speaks, what, id, via, state, committed, .. } = incoming;
        staging.remember(conversation.channel, state);
        let (channel, at) = (conversation.channel, self.clock.now());
        staging.batch.seen.extend(id.map(|event| Seen { channel, event, at_ms: at.as_millisecond() }));
        let mut kept = self.state(staging, &conversation).unwrap_or_else(|| Kept::new(user));
        kept.conversation.speaks(speaks);
        if let Verdict::Taken | Verdict::Stays = verdict {
            kept.conversation.pressed = what.pressed().map(|button| Press { button: button.to_owned(), at });
        }
        kept.route.via = via.or(kept.route.via);
        staging.states.insert(conversation, kept);
        staging.releases.extend(committed.map(|committed| Release::Committed(committed, verdict)));
    }

    async fn answer(
        &mut self,
        (incoming, verdict): (Incoming, Verdict),
        rights: Rights,
        mut desk: Desk,
        heard: Heard,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        let (conversation, user) = (incoming.conversation.clone(), incoming.user.clone());
        let at = At { conversation, user, rights, message: incoming.what.message().cloned() };
        self.load(vec![at.conversation.clone()]).await?;
        let mut staging = Staging::default();
        self.stage_received_by_admin(&mut staging, incoming, verdict);
        match heard {
            Heard::Nothing => {}
            Heard::Said(said) => self.say(&mut staging, &at, &mut desk, &said),
            Heard::Say(text) => {
                self.stage_kept(&mut staging, &at, Event::Said { text, message: None, addressed: true });
            }
            Heard::EndPreview => {
                self.previews.remove(&at.conversation);
                desk.tries(None);
                let open = desk.open_question(&self.library);
                self.stage_kept(&mut staging, &at, Event::PreviewEnded { told: false });
                self.say(&mut staging, &at, &mut desk, &open.into_iter().collect::<Vec<_>>());
            }
            Heard::Command(ordered) => return self.command(staging, at, desk, ordered, stop).await,
        }
        self.keep_desk(&mut staging, &at.conversation, desk);
        staging.show_standing(at.conversation);
        self.commit(staging, stop).await
    }

    async fn command(
        &mut self,
        mut staging: Staging,
        at: At,
        mut desk: Desk,
        ordered: Ordered,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        let before = desk.clone();
        let reading = self.reading(&at.user);
        let ledger = self.look(&ordered.command, &reading).await?;
        let Outcome { said, plan } = desk.plan(at.rights, ordered, &self.library, &ledger);
        self.say(&mut staging, &at, &mut desk, &said);
        let Some(plan) = plan else {
            self.keep_desk(&mut staging, &at.conversation, desk);
            staging.show_standing(at.conversation);
            return self.commit(staging, stop).await;
        };
        if let Some(trial) = self.try_out(&at.conversation, at.rights.role, &plan).await? {
            desk.tries(Some(trial));
            self.stage_kept(&mut staging, &at, Event::PreviewStarted);
        }
        self.stage_deeds(&mut staging, &plan, &at.conversation, &at.user).await?;
        self.desks.await_again(&plan, &at.conversation);
        self.keep_desk(&mut staging, &at.conversation, desk);
        staging.show_standing(at.conversation.clone());
        let edits = shelf::edits(&plan, &place(&at.conversation), &at.user.id, self.clock.now());
        match self.write(&mut staging, &edits, stop).await {
            Ok(()) => {
                let by = Changer { conversation: &at.conversation, user: &at.user };
                self.release_plan(staging, &plan, by, stop).await
            }
            Err(StoreError::Conflict(conflict)) => {
                tracing::warn!(error = %conflict, "an admin command came too late");
                let (mut staging, mut desk) = (staging.refused(), before);
                // Nothing came of it: the same press again is meant.
                staging.states.values_mut().for_each(|kept| kept.conversation.pressed = None);
                self.say(&mut staging, &at, &mut desk, &[Said::Refused(Box::new(Refusal::StoreMoved))]);
                self.keep_desk(&mut staging, &at.conversation, desk);
                staging.show_standing(at.conversation);
                self.commit(staging, stop).await
            }
            Err(error) => Err(error),
        }
    }

    /// One message with everything that is said, and its buttons.
    fn say(&mut self, staging: &mut Staging, at: &At, desk: &mut Desk, said: &[Said]) {
        if said.iter().any(Said::ends_preview) {
            self.previews.remove(&at.conversation);
            desk.tries(None);
            self.stage_kept(staging, at, Event::PreviewEnded { told: true });
        }
        let language = self.language_of(staging, &at.conversation, &at.user);
        if let Some(message) = at.message.clone().filter(|_| said.iter().any(Said::exposes)) {
            self.stage_erased(staging, &at.conversation, message);
        }
        // Where others read, and nothing shows whom it answers, it does so by name.
        let to = points_at(at.conversation.channel).then(|| at.user.name.clone());
        let speech = Speech { to, ..words::card(language, at.rights, said) };
        // At a terminal a button is picked by its number.
        if at.conversation.channel == Channel::Console {
            desk.offer(speech.card.iter().flatten().map(|button| button.press.clone()).collect());
        }
        if !(speech.text.is_empty() && speech.card.is_empty() && speech.file.is_none()) {
            self.stage_delivery(staging, at.conversation.clone(), Content::Say(Box::new(speech)));
        }
    }

    /// What somebody wrote is taken away, and what they are told points at it no more.
    fn stage_erased(&mut self, staging: &mut Staging, id: &ConversationId, message: MessageId) {
        if points_at(id.channel)
            && let Some(mut kept) = self.state(staging, id)
        {
            kept.route.via = None;
            staging.states.insert(id.clone(), kept);
        }
        self.stage_delivery(staging, id.clone(), Content::Erase(message));
    }

    fn stage_kept(&mut self, staging: &mut Staging, at: &At, event: Event) {
        let kept = self.state(staging, &at.conversation).unwrap_or_else(|| Kept::new(at.user.clone()));
        self.stage_event(staging, at.conversation.clone(), kept, event);
    }

    pub(super) fn keep_desk(&mut self, staging: &mut Staging, id: &ConversationId, desk: Desk) {
        let state = (!desk.is_clear()).then(|| serde_json::to_string(&desk).unwrap_or_default());
        let at_ms = self.clock.now().as_millisecond();
        staging.batch.desks.push(DeskRow { conversation: id.clone(), state, at_ms });
        if desk.is_clear() {
            self.desks.open.remove(id);
        } else {
            self.desks.open.insert(id.clone(), desk);
        }
    }
}

/// What somebody is called, when that is known.
pub(super) fn called(user: &User) -> Option<PersonName> {
    let User { id, name, channel, .. } = user.clone();
    (name != id).then_some(PersonName { channel, id: id.into(), name: name.into() })
}
