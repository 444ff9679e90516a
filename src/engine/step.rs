//! The one function: what happened goes to whoever is open for it.

use super::catalog::Catalog;
use super::conversation::{Conversation, Session, Stage};
use super::effect::{Effect, Manner};
use super::event::{Event, MessageId, Moment, Pick};
use super::phrase::{self, Phrase};
use super::turn::Turn;
use super::utterance::Utterance;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::tally::Happened;

/// What a step gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The conversation from now on.
    pub conversation: Conversation,
    /// What is to be done once it is committed, in this order: what is to be deleted, then a message when there is
    /// one, then the rest.
    pub effects: Vec<Effect>,
}

/// One event of one conversation.
pub fn step(conversation: Conversation, event: Event, catalog: &Catalog, moment: Moment) -> Step {
    let mut turn = Turn::new(conversation, catalog, moment);
    match event {
        Event::Opened => turn.opened(),
        Event::Said { text, message, addressed } => turn.said(&text, message, addressed),
        Event::Edited { message, text } => turn.edited(&message, &text),
        Event::SentOther => turn.sent_other(),
        Event::Picked { question, pick } => turn.picked(question, pick),
        Event::Started { action, answers, text, message } => turn.started(action, &answers, text.trim(), message),
        Event::Filled { answers } => turn.filled(&answers),
        Event::Gone => turn.lost(),
        Event::Finished { call, outcome } => turn.finished(call, &outcome),
        Event::Rehearsed { call } => turn.rehearsed(call),
        Event::PreviewStarted => turn.preview_started(),
        Event::PreviewEnded { told } => turn.preview_ended(told),
        Event::Tick => {
            turn.expire();
        }
    }
    let (conversation, effects) = turn.finish();
    Step { conversation, effects }
}

impl Turn<'_> {
    pub(super) fn said(&mut self, text: &str, message: Option<MessageId>, addressed: bool) {
        let text = text.trim();
        self.expire();
        if !addressed && self.conversation.session.is_none() {
            return self.overheard(text, message);
        }
        self.conversation.last_heard = self.moment.at;
        self.conversation.missed = None;
        if text.is_empty() {
            return self.sent_other();
        }
        if text.chars().count() > limits::ANSWER_CHARS {
            return self.asks_for_words(Utterance::TooLong { max: limits::ANSWER_CHARS });
        }
        match self.conversation.session.take() {
            None => self.said_idle(text, message),
            Some(session) => self.said_in(session, text, message),
        }
    }

    fn sent_other(&mut self) {
        self.expire();
        self.conversation.last_heard = self.moment.at;
        if !self.expired {
            self.asks_for_words(Utterance::PleaseWrite);
        }
    }

    /// What came cannot be read. The open question is asked again, in the way that it is best answered.
    fn asks_for_words(&mut self, why: Utterance) {
        match self.conversation.session.take() {
            Some(session) if matches!(session.stage, Stage::Calling { .. }) => {
                self.say(why);
                self.conversation.session = Some(session);
            }
            Some(session) if self.offered(&session).is_none() => self.gone(&session),
            Some(session) => {
                self.say(why);
                self.ask_again(session);
            }
            None => self.say(why),
        }
    }

    /// Somebody wrote while a session was open.
    fn said_in(&mut self, session: Session, text: &str, message: Option<MessageId>) {
        let phrase = phrase::recognise(text);
        if let Stage::Calling { .. } = session.stage {
            let late = matches!(phrase, Some(Phrase::Cancel | Phrase::No | Phrase::Back));
            self.say(if late { Utterance::TooLateToCancel } else { Utterance::StillWorking });
            self.conversation.session = Some(session);
            return;
        }
        if self.offered(&session).is_none() {
            return self.gone(&session);
        }
        if !self.answers_choice(&session, text) {
            match phrase {
                Some(Phrase::Cancel) => return self.cancel(session),
                Some(Phrase::Human) => return self.human(session),
                Some(Phrase::StartOver) => return self.start_over(session),
                Some(Phrase::Settings) if !self.answers(&session, text) => {
                    self.conversation.session = Some(session);
                    return self.settings();
                }
                Some(Phrase::Speak(language)) if !self.answers(&session, text) => {
                    self.speak(language);
                    return self.ask_again(session);
                }
                _ => {}
            }
        }
        match session.stage {
            Stage::Asking { .. } => self.said_asking(session, text, message),
            Stage::Confirming => self.said_confirming(session, text, message.as_ref()),
            Stage::Changing => self.said_changing(session, text, message),
            Stage::Switching { .. } => self.said_switching(session, text, message),
            Stage::Rehearsing => self.said_rehearsing(session, text),
            Stage::Calling { .. } => self.conversation.session = Some(session),
        }
    }

    fn picked(&mut self, question: u32, pick: Pick) {
        self.expire();
        self.conversation.last_heard = self.moment.at;
        let fresh = self.conversation.is_asked(question, &pick);
        match self.conversation.session.take() {
            None if fresh => self.picked_idle(&pick),
            None => self.picked_late(&pick),
            Some(session) if matches!(session.stage, Stage::Calling { .. }) => self.ask_again(session),
            Some(session) if self.offered(&session).is_none() => self.gone(&session),
            Some(session) if fresh => self.pick_in(session, pick),
            Some(session) => self.picked_stale(session, &pick),
        }
    }

    /// A choice of an earlier question. Only an action can still be meant: it is the start of something else.
    fn picked_stale(&mut self, session: Session, pick: &Pick) {
        let mut session = session.leave_switching();
        if let Pick::Action(to) = pick
            && *to != session.action
            && self.catalog.action(*to).is_some()
        {
            let back = Box::new(session.stage);
            session.stage = Stage::Switching { to: *to, text: String::new(), back };
            return self.offer_switch(session);
        }
        self.say(Utterance::Stale);
        self.ask_again(session);
    }

    /// A choice that belongs to the open session, pressed or typed.
    pub(super) fn pick_in(&mut self, session: Session, pick: Pick) {
        match pick {
            Pick::Cancel => self.cancel(session),
            Pick::Human => self.human(session),
            Pick::Skip => self.skip(session),
            Pick::Back => self.back(session),
            Pick::Change => self.what_to_change(session),
            Pick::Edit(input) => self.ask_for(session, &input),
            Pick::Option(option) => self.said_asking(session, &option, None),
            Pick::Yes => self.yes(session),
            Pick::No => self.no(session),
            Pick::Send => self.send(session, Manner::Send),
            Pick::DryRun => self.send(session, Manner::DryRun),
            Pick::Sample => self.send(session, Manner::Sample),
            Pick::Speak(language) => {
                self.speak(language);
                self.ask_again(session);
            }
            Pick::Action(_) | Pick::NoneOfThese => {
                self.say(Utterance::Stale);
                self.conversation.session = Some(session);
            }
        }
    }

    fn yes(&mut self, session: Session) {
        match session.stage.clone() {
            Stage::Asking { .. } => self.said_asking(session, "yes", None),
            Stage::Confirming => self.confirmed(session),
            Stage::Switching { to, text, .. } => self.switch(session, to, &text),
            Stage::Changing | Stage::Rehearsing | Stage::Calling { .. } => self.ask_again(session),
        }
    }

    fn no(&mut self, session: Session) {
        match session.stage {
            Stage::Asking { .. } => self.said_asking(session, "no", None),
            Stage::Confirming => self.not_confirmed(session),
            Stage::Switching { .. } => self.stay(session),
            Stage::Changing | Stage::Rehearsing | Stage::Calling { .. } => self.ask_again(session),
        }
    }

    /// The same question once more, in short.
    pub(super) fn ask_again(&mut self, session: Session) {
        match session.stage {
            Stage::Asking { .. } => self.prompt_again(session),
            Stage::Confirming => self.summarise(session),
            Stage::Changing => self.what_to_change(session),
            Stage::Switching { .. } => self.offer_switch(session),
            Stage::Rehearsing => self.gate(session),
            Stage::Calling { .. } => {
                self.say(Utterance::StillWorking);
                self.conversation.session = Some(session);
            }
        }
    }

    pub(super) fn cancel(&mut self, session: Session) {
        let title = self.title(&session).unwrap_or_default();
        self.say(Utterance::Cancelled { title });
        self.count_abandoned(&session);
        self.end(session);
    }

    fn human(&mut self, session: Session) {
        self.count(&session, Happened::HandedOff);
        self.say(Utterance::Human(self.catalog.house.human.clone()));
        self.ask_again(session);
    }

    fn start_over(&mut self, mut session: Session) {
        session.forget();
        self.say(Utterance::StartedOver);
        self.proceed(session);
    }

    /// Which language is spoken. An open question stays open, and is asked again once the language is chosen.
    pub(super) fn settings(&mut self) {
        self.say(Utterance::WhichLanguage);
        let mut choices = Language::ALL.map(Pick::Speak).to_vec();
        if self.conversation.session.is_some() {
            choices.push(Pick::Cancel);
        }
        self.offer(choices);
    }

    /// From now on in this language.
    pub(super) fn speak(&mut self, language: Language) {
        self.conversation.user.language = language;
        self.conversation.chose_language = true;
        self.say(Utterance::SpeakingNow(language));
    }

    /// The action was withdrawn while the session waited.
    pub(super) fn gone(&mut self, session: &Session) {
        self.say(Utterance::ActionGone { title: self.title(session) });
        self.count_abandoned(session);
        self.conversation.choices.clear();
        self.resume_parked();
    }

    /// A session has ended; one that waited goes on.
    pub(super) fn end(&mut self, session: Session) {
        drop(session);
        self.conversation.choices.clear();
        self.resume_parked();
    }

    /// Ends the open session when nobody has written for too long. Says so once.
    pub(super) fn expire(&mut self) {
        if !self.conversation.is_stale(self.moment.at) {
            return;
        }
        if let Some(session) = self.conversation.session.take() {
            let title = self.title(&session).unwrap_or_default();
            self.say(Utterance::Expired { title });
            self.count_abandoned(&session);
            self.expired = true;
        }
        // What waited behind it is older still, and nobody remembers what was offered.
        for parked in std::mem::take(&mut self.conversation.parked) {
            self.count_abandoned(&parked);
        }
        self.conversation.choices.clear();
        self.conversation.unclear = None;
        self.conversation.turned_down = None;
        self.conversation.missed = None;
        self.conversation.sent.clear();
        self.conversation.misses = 0;
    }
}
