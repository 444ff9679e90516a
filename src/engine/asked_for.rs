//! An action is asked for by name, several answers come at once, or the person is out of reach.
//!
//! Triggered by commands, links, menus and forms of a platform. Outcome: the same as if it had been said, one
//! message at a time.

use super::conversation::{Session, Stage};
use super::event::MessageId;
use super::turn::Turn;
use super::utterance::Utterance;
use crate::domain::input::{Input, InputName, Values, prefill};
use crate::domain::version::ActionId;

impl Turn<'_> {
    pub(super) fn started(
        &mut self,
        to: ActionId,
        answers: &[(InputName, String)],
        text: &str,
        message: Option<MessageId>,
    ) {
        self.expire();
        self.conversation.last_heard = self.moment.at;
        self.conversation.missed = None;
        self.conversation.unclear = None;
        let Some(offered) = self.catalog.action(to).cloned() else {
            self.say(Utterance::ActionGone { title: None });
            if let Some(session) = self.conversation.session.take() {
                self.ask_again(session);
            }
            return;
        };
        match self.conversation.session.take() {
            Some(session) if matches!(session.stage, Stage::Calling { .. }) => return self.ask_again(session),
            Some(session) if session.action == to && answers.is_empty() && text.is_empty() => {
                return self.ask_again(session);
            }
            // Whoever names an action wants it now; what was open waits, unless it is the same from the top.
            Some(session) if session.action != to => self.park(session, to),
            Some(session) => self.count_abandoned(&session),
            None => {}
        }
        let inputs = &offered.definition.inputs;
        let values = self.written_along(inputs, text);
        if !values.is_empty() {
            return self.begin_with(&offered, values, message);
        }
        let first = inputs.first().filter(|_| !text.is_empty()).map(|first| (first.name.clone(), text.to_owned()));
        let answers: Vec<_> = answers.iter().cloned().chain(first).collect();
        let mut session = self.opened_with(&offered, Values::new(), message.clone());
        let misfit = self.take_answers(&mut session, inputs, &answers, message.as_ref());
        self.go_on(session, misfit);
    }

    /// What a text behind a command holds of the inputs. Nothing when it is the answer to the only one as it stands,
    /// or fits none: then it answers the first question, and is explained there if it does not fit.
    fn written_along(&self, inputs: &[Input], text: &str) -> Values {
        match inputs {
            [only] if only.kind.read(text, &self.reading()).is_ok() => Values::new(),
            _ => prefill(inputs, text, &self.reading(), None),
        }
    }

    pub(super) fn filled(&mut self, answers: &[(InputName, String)]) {
        self.expire();
        self.conversation.last_heard = self.moment.at;
        let Some(session) = self.conversation.session.take() else {
            if !self.expired {
                self.say(Utterance::Outdated);
            }
            return;
        };
        if let Stage::Calling { .. } = session.stage {
            return self.ask_again(session);
        }
        let Some(offered) = self.offered(&session) else { return self.gone(&session) };
        let mut session = session.leave_switching();
        let misfit = self.take_answers(&mut session, &offered.definition.inputs, answers, None);
        self.go_on(session, misfit);
    }

    /// The first answer that does not fit is explained and asked for again; else the session goes on.
    fn go_on(&mut self, session: Session, misfit: Option<(Input, String)>) {
        match misfit {
            None => self.proceed(session),
            Some((input, text)) => {
                // It does not fit, so nothing comes back but the question.
                if let Some(session) = self.reread(session, &input, &text, None) {
                    self.proceed(session);
                }
            }
        }
    }

    /// Keeps the answers that fit, and gives the first that does not. An empty one leaves its input open.
    fn take_answers(
        &mut self,
        session: &mut Session,
        inputs: &[Input],
        answers: &[(InputName, String)],
        message: Option<&MessageId>,
    ) -> Option<(Input, String)> {
        let mut misfit = None;
        for (name, text) in answers {
            let Some(input) = inputs.iter().find(|input| input.name == *name) else { continue };
            if text.trim().is_empty() {
                continue;
            }
            self.hide(input, message);
            match input.kind.read(text, &self.reading()) {
                Ok(value) => super::asking::settle(session, input, Some(value), message.cloned()),
                Err(_) if misfit.is_none() => misfit = Some((input.clone(), text.clone())),
                Err(_) => {}
            }
        }
        misfit
    }

    /// Nobody reads what is said any more: what is open ends without a word. A call under way still ends by itself.
    pub(super) fn lost(&mut self) {
        let given_up = self.conversation.session.take_if(|session| !matches!(session.stage, Stage::Calling { .. }));
        let parked = std::mem::take(&mut self.conversation.parked);
        let aside = std::mem::take(&mut self.conversation.aside);
        for session in given_up.iter().chain(&parked).chain(&aside) {
            self.count_abandoned(session);
        }
        self.conversation.choices.clear();
        self.conversation.unclear = None;
        self.conversation.turned_down = None;
        self.conversation.missed = None;
    }
}
