//! Another action is wished while one is open: do it first and come back, or stay.

use super::conversation::{Session, Stage};
use super::event::{MessageId, Pick};
use super::phrase::{self, Phrase};
use super::turn::Turn;
use super::utterance::Utterance;
use crate::domain::version::ActionId;

/// Sessions that may wait behind the open one. Nobody remembers more.
const PARKED: usize = 2;

impl Turn<'_> {
    pub(super) fn offer_switch(&mut self, session: Session) {
        let Stage::Switching { to, .. } = &session.stage else {
            return self.ask_again(session);
        };
        let (current, other) = (self.offered(&session), self.catalog.action(*to).cloned());
        match (current, other) {
            (Some(current), Some(other)) => {
                self.say(Utterance::OfferSwitch { current: current.title(), other: other.title() });
                self.offer(vec![Pick::Yes, Pick::No, Pick::Cancel]);
                self.conversation.session = Some(session);
            }
            _ => self.stay(session),
        }
    }

    pub(super) fn said_switching(&mut self, session: Session, text: &str, message: Option<MessageId>) {
        match phrase::recognise(text) {
            Some(Phrase::Yes) => {
                if let Stage::Switching { to, text, .. } = session.stage.clone() {
                    self.switch(session, to, &text);
                }
            }
            Some(Phrase::No | Phrase::Back | Phrase::Skip) => self.stay(session),
            _ => match phrase::position(text) {
                Some(1) => self.pick_in(session, Pick::Yes),
                Some(2) => self.pick_in(session, Pick::No),
                // Anything else is taken as an answer to the question before.
                Some(_) | None => {
                    let session = session.leave_switching();
                    match session.stage {
                        Stage::Asking { .. } => self.said_asking(session, text, message),
                        // What would be sent is not what they see last.
                        Stage::Confirming if phrase::recognise(text) == Some(Phrase::Send) => self.ask_again(session),
                        Stage::Confirming => self.said_confirming(session, text, message.as_ref()),
                        Stage::Changing | Stage::Switching { .. } | Stage::Rehearsing | Stage::Calling { .. } => {
                            self.ask_again(session);
                        }
                    }
                }
            },
        }
    }

    /// Begins the other action; this one waits.
    pub(super) fn switch(&mut self, session: Session, to: ActionId, text: &str) {
        let Some(other) = self.catalog.action(to).cloned() else {
            self.say(Utterance::ActionGone { title: None });
            return self.stay(session);
        };
        self.park(session, to);
        self.begin(&other, text, None, None);
    }

    /// Sets a session aside while another action is done.
    pub(super) fn park(&mut self, session: Session, to: ActionId) {
        // Nobody waits for the same thing twice.
        let (same, parked): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.conversation.parked).into_iter().partition(|parked| parked.action == to);
        for session in &same {
            self.count_abandoned(session);
        }
        self.conversation.parked = parked;
        if self.conversation.parked.len() >= PARKED {
            let dropped = self.conversation.parked.remove(0);
            self.say(Utterance::Dropped { title: self.title(&dropped).unwrap_or_default() });
            self.count_abandoned(&dropped);
        }
        self.conversation.parked.push(session.leave_switching());
    }

    /// Goes on with the question that was open.
    pub(super) fn stay(&mut self, session: Session) {
        self.ask_again(session.leave_switching());
    }

    /// Goes on with the session that was left last, once the open one has ended.
    pub(super) fn resume_parked(&mut self) {
        while let Some(session) = self.conversation.parked.pop() {
            if let Some(offered) = self.offered(&session) {
                self.conversation.last_heard = self.moment.at;
                self.say(Utterance::Resuming { title: offered.title() });
                return self.ask_again(session);
            }
            self.say(Utterance::ActionGone { title: self.title(&session) });
            self.count_abandoned(&session);
        }
    }
}
