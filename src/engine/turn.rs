//! One turn in the making: the conversation, what is said, what is to be done.
//!
//! A session is moved out of the conversation while it is worked on and moved back where it goes on,
//! so a session that nobody puts back has ended.

use std::sync::Arc;

use super::catalog::{Catalog, Offered};
use super::conversation::{Conversation, Session};
use super::effect::{Ask, Choice, Effect, Matter, Message, Notice};
use super::event::{MessageId, Moment, Pick};
use super::utterance::{Row, Shown, Utterance};
use crate::domain::id::CallId;
use crate::domain::input::kind::Reading;
use crate::domain::input::{Input, Value};
use crate::domain::tally::Happened;

pub(super) struct Turn<'a> {
    pub(super) conversation: Conversation,
    pub(super) catalog: &'a Catalog,
    pub(super) moment: Moment,
    parts: Vec<Utterance>,
    choices: Vec<Pick>,
    asked: bool,
    ask: Option<Ask>,
    /// Whether a session expired in this step: what follows belongs to nothing any more.
    pub(super) expired: bool,
    /// Whether what is said belongs to a preview.
    pub(super) preview: bool,
    effects: Vec<Effect>,
}

impl<'a> Turn<'a> {
    pub(super) fn new(conversation: Conversation, catalog: &'a Catalog, moment: Moment) -> Self {
        // A call that is under way when its preview ends still belongs to it.
        let preview = catalog.preview || conversation.session.as_ref().is_some_and(|session| session.preview);
        Self {
            conversation,
            catalog,
            moment,
            parts: Vec::new(),
            choices: Vec::new(),
            asked: false,
            ask: None,
            expired: false,
            preview,
            effects: Vec::new(),
        }
    }

    pub(super) fn say(&mut self, utterance: Utterance) {
        self.parts.push(utterance);
    }

    /// Puts the choices of a question under the message. The question before is closed by it.
    pub(super) fn offer(&mut self, choices: Vec<Pick>) {
        self.choices = choices;
        self.asked = true;
    }

    /// What is to be answered in words.
    pub(super) fn ask(&mut self, ask: Ask) {
        self.ask = Some(ask);
    }

    /// A message that was meant for this input is not to stay in the chat when the input is sensitive.
    pub(super) fn hide(&mut self, input: &Input, message: Option<&MessageId>) {
        let erase = message.filter(|_| input.sensitive).cloned().map(Effect::Erase);
        if let Some(erase) = erase.filter(|erase| !self.effects.contains(erase)) {
            self.effect(erase);
        }
    }

    pub(super) fn effect(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    pub(super) fn notice(&mut self, session: &Session, call: CallId, matter: Matter) {
        let told_here = match matter {
            // Really sent: somebody has to find out what became of it.
            Matter::OutcomeUnknown => false,
            Matter::Reply(_) | Matter::UnreadableAnswer | Matter::Misconfigured(_) => session.preview,
        };
        self.effect(if told_here {
            Effect::Explain(matter)
        } else {
            Effect::Notice(Notice { version: session.version, call, matter })
        });
    }

    /// Counts what happened to a session, unless somebody only tries it.
    pub(super) fn count(&mut self, session: &Session, happened: Happened) {
        if !session.preview {
            self.effect(Effect::Count { version: session.version, happened });
        }
    }

    /// Counts a session that ends without a call.
    pub(super) fn count_abandoned(&mut self, session: &Session) {
        let at = session.asked_for().cloned();
        self.count(session, Happened::Abandoned { at });
    }

    /// The version a session runs. `None` when its action was withdrawn or deleted meanwhile.
    pub(super) fn offered(&self, session: &Session) -> Option<&'a Arc<Offered>> {
        let offered = self.catalog.version(session.version)?;
        (session.preview || self.catalog.action(session.action).is_some()).then_some(offered)
    }

    /// What customers call the action of a session; it may have been withdrawn, or deleted.
    pub(super) fn title(&self, session: &Session) -> Option<String> {
        self.catalog.version(session.version).map(|offered| offered.title())
    }

    /// Whether the operator said how a person is reached.
    pub(super) fn has_human(&self) -> bool {
        self.catalog.house.human.is_some()
    }

    pub(super) fn reading(&self) -> Reading {
        Reading {
            language: self.conversation.user.language,
            today: self.moment.today,
            region: self.catalog.house.region.clone(),
        }
    }

    /// Gives the conversation and the effects. What is to be deleted is gone before it is answered: an answer may show
    /// again what it answers.
    pub(super) fn finish(mut self) -> (Conversation, Vec<Effect>) {
        if self.asked {
            self.conversation.question += 1;
            self.conversation.choices = self.choices.clone();
        }
        if !self.parts.is_empty() {
            let choices =
                self.choices.into_iter().map(|pick| Choice { title: self.catalog.title(&pick), pick }).collect();
            let question = self.conversation.question;
            let keeps = !self.asked && !self.conversation.choices.is_empty();
            let (ask, preview) = (self.ask, self.preview);
            let message = Message { parts: self.parts, choices, question, keeps, ask, preview };
            self.effects.sort_by_key(|effect| !matches!(effect, Effect::Erase(_)));
            let erased = self.effects.iter().filter(|effect| matches!(effect, Effect::Erase(_))).count();
            self.effects.insert(erased, Effect::Say(message));
        }
        (self.conversation, self.effects)
    }
}

/// A value as it may be shown for this input.
pub(super) fn shown(input: &Input, value: Option<&Value>) -> Shown {
    match value {
        None => Shown::LeftOut,
        Some(_) if input.sensitive => Shown::Masked,
        Some(value) => Shown::Open(value.clone()),
    }
}

/// The inputs of a session that have been dealt with, in the action's order.
pub(super) fn rows(offered: &Offered, session: &Session) -> Vec<Row> {
    let settled = offered.definition.inputs.iter().filter(|input| session.is_settled(&input.name));
    settled
        .map(|input| Row { input: input.name.shown(), value: shown(input, session.values.get(&input.name)) })
        .collect()
}
