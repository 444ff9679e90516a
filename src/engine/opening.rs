//! No session is open: recognise what is wanted, or say what can be done.
//!
//! Triggered by a message, a press or `/start`. Outcome: a session begins, a choice is offered, or words only.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::catalog::{Found, Offered};
use super::conversation::{Answered, Matched, Session, Stage};
use super::effect::Effect;
use super::event::{MessageId, Pick};
use super::phrase::{self, Phrase};
use super::turn::{Turn, rows};
use super::utterance::Utterance;
use crate::domain::id::SessionId;
use crate::domain::input::{Values, prefill};
use crate::domain::limits;
use crate::domain::tally::Happened;

impl Turn<'_> {
    pub(super) fn opened(&mut self) {
        self.expire();
        self.conversation.last_heard = self.moment.at;
        match self.conversation.session.take() {
            Some(session) if matches!(session.stage, Stage::Calling { .. }) => self.ask_again(session),
            Some(session) if self.offered(&session).is_none() => self.gone(&session),
            Some(session) => {
                let title = self.title(&session).unwrap_or_default();
                self.say(Utterance::GreetingAgain { title });
                self.ask_again(session);
            }
            None => self.greet(),
        }
    }

    /// In a room, what was not said to us is ours only when it plainly is: an answer to "did you mean", a wish,
    /// or another value after the API turned one down.
    pub(super) fn overheard(&mut self, text: &str, message: Option<MessageId>) {
        if text.is_empty() || text.chars().count() > limits::ANSWER_CHARS {
            return;
        }
        let pick = if self.conversation.unclear.is_some() { self.typed_choice(text) } else { None };
        if let Some(pick) = pick {
            self.picked_idle(&pick);
        } else if phrase::recognise(text).is_some() {
            return;
        } else if self.is_bare_value(text) {
            if !self.mend(text, message.as_ref()) {
                return;
            }
        } else if let Found::One(offered, trigger) = self.catalog.find(text, &self.reading()) {
            self.begin(&offered, text, Some(&trigger), message);
        } else if !self.mend(text, message.as_ref()) {
            return;
        }
        self.conversation.last_heard = self.moment.at;
    }

    pub(super) fn said_idle(&mut self, text: &str, message: Option<MessageId>) {
        if let Some(pick) = self.typed_choice(text) {
            // After a refusal a bare number is rather another value than the first choice.
            if pick == Pick::Change && self.mend(text, message.as_ref()) {
                return;
            }
            return self.picked_idle(&pick);
        }
        if self.is_bare_value(text) && self.mend(text, message.as_ref()) {
            return;
        }
        self.conversation.unclear = None;
        let reading = self.reading();
        let known = phrase::recognise(text);
        let found = self.catalog.find(text, &reading);
        if let Some(phrase) = known {
            return match found {
                // The admin's trigger is such a phrase itself, and has a better answer to it than we.
                Found::One(offered, trigger) if phrase::recognise(&trigger) == known && phrase != Phrase::Yes => {
                    self.begin(&offered, text, Some(&trigger), message);
                }
                Found::One(..) | Found::Few(_) | Found::Nothing => self.small_talk(phrase),
            };
        }
        match found {
            Found::One(offered, trigger) => self.begin(&offered, text, Some(&trigger), message),
            Found::Few(_) | Found::Nothing if self.mend(text, message.as_ref()) => {}
            Found::Few(few) => {
                self.conversation.missed = message;
                self.clarify(&few, text);
            }
            Found::Nothing => {
                self.conversation.missed = message;
                self.no_match(text);
            }
        }
    }

    /// A choice of something that has ended. An action is still a wish, wherever its button stands.
    pub(super) fn picked_late(&mut self, pick: &Pick) {
        let offered = if let Pick::Action(action) = pick { self.catalog.action(*action).cloned() } else { None };
        match offered {
            Some(offered) => self.begin(&offered, "", None, None),
            None if self.expired => {}
            None if matches!(pick, Pick::Speak(_)) => self.picked_idle(pick),
            None => self.say(Utterance::Outdated),
        }
    }

    pub(super) fn picked_idle(&mut self, pick: &Pick) {
        let unclear = self.conversation.unclear.take();
        match pick {
            Pick::Action(action) => match self.catalog.action(*action).cloned() {
                // What was said before may already hold answers.
                Some(offered) => self.begin(&offered, &unclear.unwrap_or_default(), None, None),
                None => self.say(Utterance::ActionGone { title: None }),
            },
            Pick::NoneOfThese => {
                self.conversation.choices.clear();
                self.say(Utterance::SayItDifferently);
            }
            Pick::Human => self.say(Utterance::Human(self.catalog.house.human.clone())),
            Pick::Change => self.reopen(),
            Pick::Speak(language) => self.speak(*language),
            Pick::Yes
            | Pick::No
            | Pick::Edit(_)
            | Pick::Option(_)
            | Pick::Skip
            | Pick::Back
            | Pick::Cancel
            | Pick::Send
            | Pick::DryRun
            | Pick::Sample => self.say(Utterance::Outdated),
        }
    }

    /// The choice that a typed number or phrase stands for, among those last offered.
    pub(super) fn typed_choice(&self, text: &str) -> Option<Pick> {
        let choices = &self.conversation.choices;
        let pick = match phrase::recognise(text) {
            Some(Phrase::Change) => Pick::Change,
            // "Is the number right?" – "No."
            Some(Phrase::No) if self.conversation.turned_down.is_some() => Pick::Change,
            Some(Phrase::NoneOfThese | Phrase::No) => Pick::NoneOfThese,
            Some(Phrase::Yes) => {
                // "Did you mean this one?" with one candidate can be answered with a yes.
                let mut actions = choices.iter().filter(|pick| matches!(pick, Pick::Action(_)));
                let only = actions.next().filter(|_| actions.next().is_none());
                return only.filter(|_| self.conversation.unclear.is_some()).cloned();
            }
            _ => {
                let Some(position) = phrase::position(text) else { return self.titled_choice(text) };
                return choices.iter().filter(|pick| !pick.is_control()).nth(position.checked_sub(1)?).cloned();
            }
        };
        choices.contains(&pick).then_some(pick)
    }

    /// The action among those last offered whose title this is.
    fn titled_choice(&self, text: &str) -> Option<Pick> {
        let said = text.to_lowercase();
        let action_of = |pick: &Pick| if let Pick::Action(action) = pick { self.catalog.action(*action) } else { None };
        let is_it = |pick: &&Pick| action_of(pick).is_some_and(|offered| offered.title().to_lowercase() == said);
        self.conversation.choices.iter().find(is_it).cloned()
    }

    fn small_talk(&mut self, phrase: Phrase) {
        self.conversation.misses = 0;
        match phrase {
            Phrase::Greeting | Phrase::StartOver => self.greet(),
            Phrase::Help => self.list_most(Utterance::Offer, limits::ACTIONS_LISTED),
            Phrase::Thanks => self.say(Utterance::Welcome),
            Phrase::Human => self.say(Utterance::Human(self.catalog.house.human.clone())),
            Phrase::Speak(language) => self.speak(language),
            Phrase::Settings => self.settings(),
            Phrase::No => self.say(Utterance::AtYourService),
            Phrase::Yes
            | Phrase::Cancel
            | Phrase::Back
            | Phrase::Skip
            | Phrase::Change
            | Phrase::NoneOfThese
            | Phrase::Send
            | Phrase::DryRun
            | Phrase::Sample => self.say(Utterance::NothingOpen),
        }
    }

    fn greet(&mut self) {
        self.list(Utterance::Greeting);
    }

    fn no_match(&mut self, text: &str) {
        if self.expired {
            // It was an answer to a question that has just been closed, and no riddle.
            return self.list(Utterance::Offer);
        }
        if !self.catalog.preview && !self.catalog.offered().is_empty() {
            self.effect(Effect::Missed(text.to_owned()));
        }
        self.conversation.misses = self.conversation.misses.saturating_add(1);
        let again = self.conversation.misses > 1;
        self.list(if again { Utterance::NoMatchAgain { human: self.has_human() } } else { Utterance::NoMatch });
    }

    /// Says something and lists the first of what is on offer, as choices too.
    pub(super) fn list(&mut self, first: Utterance) {
        self.list_most(first, limits::ACTIONS_OFFERED);
    }

    /// Says something and lists what is on offer, up to so many; the first few are choices too.
    fn list_most(&mut self, first: Utterance, most: usize) {
        let offered = self.catalog.offered();
        if offered.is_empty() {
            return self.say(Utterance::NothingOffered);
        }
        self.say(first);
        let listed = &offered[..offered.len().min(most)];
        self.list_actions(listed);
        if offered.len() > listed.len() {
            let by_help = most < limits::ACTIONS_LISTED;
            self.say(Utterance::MoreActions { count: offered.len() - listed.len(), by_help });
        }
        let choices = listed.iter().take(limits::ACTIONS_OFFERED);
        self.offer(choices.map(|offered| Pick::Action(offered.action)).collect());
    }

    fn list_actions(&mut self, offered: &[Arc<Offered>]) {
        for one in offered {
            self.say(Utterance::OfferedAction { title: one.title(), description: one.definition.description.clone() });
        }
    }

    fn clarify(&mut self, few: &[Arc<Offered>], text: &str) {
        let few = &few[..few.len().min(limits::CLARIFY_CHOICES)];
        self.say(Utterance::Clarify { count: few.len() });
        self.list_actions(few);
        let mut choices: Vec<Pick> = few.iter().map(|offered| Pick::Action(offered.action)).collect();
        choices.push(Pick::NoneOfThese);
        self.offer(choices);
        self.conversation.unclear = Some(text.to_owned());
    }

    /// Begins a session: what the first message already holds is taken, the rest is asked.
    pub(super) fn begin(
        &mut self,
        offered: &Arc<Offered>,
        text: &str,
        trigger: Option<&str>,
        message: Option<MessageId>,
    ) {
        let values = prefill(&offered.definition.inputs, text, &self.reading(), trigger);
        let mut session = self.opened_with(offered, values, message);
        if let Some(phrase) = trigger.filter(|_| session.preview) {
            let percent = self.catalog.percent(offered.action, text, &self.reading());
            session.matched = Some(Matched { phrase: phrase.to_owned(), percent });
        }
        self.begin_session(offered, session);
    }

    /// Begins a session with what is known already; the rest is asked.
    pub(super) fn begin_with(&mut self, offered: &Arc<Offered>, values: Values, message: Option<MessageId>) {
        let session = self.opened_with(offered, values, message);
        self.begin_session(offered, session);
    }

    fn begin_session(&mut self, offered: &Arc<Offered>, session: Session) {
        // What follows a complete message shows the values anyway: the summary, or the reply.
        let complete = offered.definition.inputs.iter().all(|input| session.is_settled(&input.name));
        if !session.values.is_empty() && !complete {
            self.say(Utterance::Noted { rows: rows(offered, &session) });
        }
        self.proceed(session);
    }

    /// A new session that holds these values already.
    pub(super) fn opened_with(
        &mut self,
        offered: &Arc<Offered>,
        values: Values,
        message: Option<MessageId>,
    ) -> Session {
        self.conversation.misses = 0;
        self.conversation.turned_down = None;
        self.conversation.sent.clear();
        if let Some(input) =
            offered.definition.inputs.iter().find(|one| one.sensitive && values.contains_key(&one.name))
        {
            self.hide(input, message.as_ref());
        }
        let answered = offered
            .definition
            .inputs
            .iter()
            .filter(|input| values.contains_key(&input.name))
            .map(|input| Answered { input: input.name.clone(), message: None })
            .collect();
        let session = Session {
            id: SessionId(self.moment.fresh),
            action: offered.action,
            version: offered.version,
            values,
            skipped: BTreeSet::new(),
            answered,
            opening: message,
            preview: self.catalog.preview,
            matched: None,
            stage: Stage::Confirming,
        };
        self.count(&session, Happened::Started);
        session
    }

    /// A new customer begins; what they themselves were at waits until they have tried enough. What can be tried is on
    /// the admin's card.
    pub(super) fn preview_started(&mut self) {
        // A call under way still ends, and its outcome is told.
        let open = self.conversation.session.take_if(|session| !matches!(session.stage, Stage::Calling { .. }));
        let parked = std::mem::take(&mut self.conversation.parked);
        let own = parked.into_iter().chain(open).filter(|session| !session.preview);
        self.conversation.aside.extend(own.map(Session::leave_switching));
        self.conversation.unclear = None;
        self.conversation.turned_down = None;
        self.conversation.choices.clear();
        self.conversation.last_heard = self.moment.at;
    }

    /// What was tried ends with its preview, but for a call that is under way: its end is still shown. What they
    /// themselves were at goes on.
    pub(super) fn preview_ended(&mut self, told: bool) {
        self.conversation.parked.retain(|session| !session.preview);
        self.conversation.turned_down = None;
        self.conversation.unclear = None;
        self.conversation.choices.clear();
        self.conversation.session.take_if(|session| session.preview && !matches!(session.stage, Stage::Calling { .. }));
        self.preview = false;
        if !told {
            self.say(Utterance::PreviewEnded);
        }
        self.conversation.parked.splice(..0, std::mem::take(&mut self.conversation.aside));
        if self.conversation.session.is_none() {
            self.resume_parked();
        }
    }
}
