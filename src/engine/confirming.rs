//! Everything is collected: show it, and call once the customer has agreed.

use super::catalog::{Found, Offered};
use super::conversation::{Session, Stage};
use super::effect::{Effect, Manner, Order};
use super::event::{MessageId, Pick};
use super::phrase::{self, Phrase};
use super::turn::{Turn, rows};
use super::utterance::Utterance;
use crate::domain::id::CallId;
use crate::domain::limits;

impl Turn<'_> {
    pub(super) fn summarise(&mut self, mut session: Session) {
        let Some(offered) = self.offered(&session) else { return };
        session.stage = Stage::Confirming;
        let description = offered.definition.description.clone();
        self.say(Utterance::Summary { description, rows: rows(offered, &session) });
        self.say(Utterance::Confirm);
        self.offer(summary_choices(offered));
        self.conversation.session = Some(session);
    }

    /// Says how to answer, without the summary again: it is still to be seen.
    fn please_pick(&mut self, session: Session) {
        let Some(offered) = self.offered(&session) else { return };
        self.say(Utterance::PleasePick { can_change: !offered.definition.inputs.is_empty() });
        self.offer(summary_choices(offered));
        self.conversation.session = Some(session);
    }

    pub(super) fn said_confirming(&mut self, session: Session, text: &str, message: Option<&MessageId>) {
        match phrase::recognise(text) {
            Some(Phrase::Yes | Phrase::Send) => return self.confirmed(session),
            Some(Phrase::No) => return self.not_confirmed(session),
            Some(Phrase::Change) => return self.what_to_change(session),
            Some(Phrase::Back) => return self.back(session),
            Some(Phrase::Thanks | Phrase::Greeting | Phrase::Help) => return self.please_pick(session),
            _ => {}
        }
        if let Some(pick) = self.typed_choice(text) {
            return self.pick_in(session, pick);
        }
        let Some(mut session) = self.correct(session, text, message) else { return };
        if let Found::One(other, _) = self.catalog.find(text, &self.reading())
            && other.action != session.action
        {
            session.stage =
                Stage::Switching { to: other.action, text: text.to_owned(), back: Box::new(Stage::Confirming) };
            return self.offer_switch(session);
        }
        self.please_pick(session);
    }

    /// The customer said no to the summary: nothing is sent, and something may be wrong with it.
    pub(super) fn not_confirmed(&mut self, session: Session) {
        if self.offered(&session).is_some_and(|offered| offered.definition.inputs.is_empty()) {
            return self.cancel(session);
        }
        self.say(Utterance::NothingSent);
        self.what_to_change(session);
    }

    /// Asks which input is wrong; with none, there is nothing left but to end.
    pub(super) fn what_to_change(&mut self, mut session: Session) {
        let Some(offered) = self.offered(&session) else { return };
        let mut choices: Vec<Pick> =
            offered.definition.inputs.iter().map(|input| Pick::Edit(input.name.clone())).collect();
        if choices.is_empty() {
            return self.cancel(session);
        }
        session.stage = Stage::Changing;
        choices.push(Pick::Cancel);
        self.say(Utterance::WhatToChange);
        self.offer(choices);
        self.conversation.session = Some(session);
    }

    pub(super) fn said_changing(&mut self, session: Session, text: &str, message: Option<MessageId>) {
        match phrase::recognise(text) {
            // All is well after all. It is looked at once more before anything is sent.
            Some(Phrase::Yes | Phrase::Back | Phrase::Skip) => return self.summarise(session),
            Some(Phrase::No) => return self.cancel(session),
            _ => {}
        }
        if let Some(pick) = self.typed_choice(text) {
            return self.pick_in(session, pick);
        }
        if let Some(input) = self.named_input(&session, text) {
            return self.ask_for(session, &input);
        }
        let Some(session) = self.correct(session, text, message.as_ref()) else { return };
        if let Found::One(other, trigger) = self.catalog.find(text, &self.reading()) {
            // Nothing was sent and the customer has turned it down: the new wish wins.
            self.say(Utterance::Dropped { title: self.title(&session).unwrap_or_default() });
            self.count_abandoned(&session);
            return self.begin(&other, text, Some(&trigger), message);
        }
        self.what_to_change(session);
    }

    /// The customer agreed, or is not asked. In a preview, anything that may change something asks once more.
    pub(super) fn confirmed(&mut self, session: Session) {
        let Some(offered) = self.offered(&session) else { return };
        if session.preview && !offered.definition.call.method.only_reads() {
            return self.gate(session);
        }
        self.call(session, Manner::Send);
    }

    pub(super) fn gate(&mut self, mut session: Session) {
        session.stage = Stage::Rehearsing;
        self.say(Utterance::PreviewGate);
        let mut choices = vec![Pick::Send, Pick::DryRun];
        if self.catalog.sample.is_some() {
            choices.push(Pick::Sample);
        }
        choices.push(Pick::Cancel);
        self.offer(choices);
        self.conversation.session = Some(session);
    }

    pub(super) fn said_rehearsing(&mut self, session: Session, text: &str) {
        match phrase::recognise(text) {
            Some(Phrase::Send) => return self.call(session, Manner::Send),
            Some(Phrase::DryRun) => return self.call(session, Manner::DryRun),
            Some(Phrase::Sample) if self.catalog.sample.is_some() => return self.call(session, Manner::Sample),
            Some(Phrase::Back) => return self.summarise(session),
            Some(Phrase::No) => return self.cancel(session),
            _ => {}
        }
        match self.typed_choice(text) {
            Some(pick) => self.pick_in(session, pick),
            None => self.gate(session),
        }
    }

    /// Send, dry run or sample, as picked; only a preview that asked for it can be answered so.
    pub(super) fn send(&mut self, session: Session, manner: Manner) {
        match session.stage {
            Stage::Rehearsing => self.call(session, manner),
            Stage::Asking { .. }
            | Stage::Confirming
            | Stage::Changing
            | Stage::Switching { .. }
            | Stage::Calling { .. } => {
                self.ask_again(session);
            }
        }
    }

    fn call(&mut self, mut session: Session, manner: Manner) {
        let id = CallId(self.moment.fresh);
        self.effect(Effect::Call(Order {
            id,
            version: session.version,
            values: session.values.clone(),
            user: self.conversation.user.clone(),
            preview: session.preview,
            manner,
        }));
        session.stage = Stage::Calling { call: id };
        // From here no earlier question can be answered any more.
        self.offer(Vec::new());
        self.conversation.session = Some(session);
    }
}

/// Few inputs can be changed from the card itself; of many, which one is asked first.
fn summary_choices(offered: &Offered) -> Vec<Pick> {
    let inputs = &offered.definition.inputs;
    let changes = if inputs.len() <= limits::CARD_EDITS {
        inputs.iter().map(|input| Pick::Edit(input.name.clone())).collect()
    } else {
        vec![Pick::Change]
    };
    std::iter::once(Pick::Yes).chain(changes).chain([Pick::Cancel]).collect()
}
