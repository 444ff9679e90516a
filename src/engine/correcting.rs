//! An earlier answer is changed: "change my email to …", a press on Edit, an edited message, or a new
//! value after the API turned the old one down.

use super::asking::describe;
use super::catalog::Catalog;
use super::conversation::{Conversation, Session, Stage};
use super::effect::{Ask, AskForm};
use super::event::MessageId;
use super::turn::{Turn, shown};
use super::utterance::{Row, Utterance};
use super::wish::{Correction, corrections};
use crate::domain::id::SessionId;
use crate::domain::input::{Input, InputKind, InputName, Value, prefill};
use crate::domain::limits;
use crate::domain::tally::Happened;

/// What an answer is changed by: the question it answers, and what it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Editing {
    /// The question.
    pub ask: Ask,
    /// The answer so far; `None` when there is none, or when nobody is to see it.
    pub value: Option<Value>,
}

/// What a form asks that changes this input of the open session. `None` when it is better asked in the chat: it is
/// answered by a choice, or the session knows no such input.
pub fn editing(conversation: &Conversation, catalog: &Catalog, input: &InputName) -> Option<Editing> {
    let session = conversation.session.as_ref()?;
    let offered = catalog.version(session.version)?;
    let input = offered.definition.input(input)?;
    let ask = Ask::of(input, &describe(offered, input));
    let value = session.values.get(&input.name).filter(|_| !input.sensitive).cloned();
    (ask.form != AskForm::Choice).then_some(Editing { ask, value })
}

impl Turn<'_> {
    /// Carries out "change X to Y". Gives the session back when the text is no such wish.
    pub(super) fn correct(&mut self, session: Session, text: &str, message: Option<&MessageId>) -> Option<Session> {
        let Some((input, to)) = self.correction(&session, text) else { return Some(session) };
        let Some(to) = to else {
            self.ask_for(session, &input.name);
            return None;
        };
        let goes_on = session.stage.clone();
        if let Some(mut session) = self.reread(session, &input, &to, message.cloned()) {
            self.say(Utterance::Corrected(row(&input, &session)));
            match goes_on {
                Stage::Asking { input: asked, .. } if asked != input.name => {
                    session.stage = goes_on_asking(asked);
                    self.prompt_again(session);
                }
                Stage::Asking { .. }
                | Stage::Confirming
                | Stage::Changing
                | Stage::Switching { .. }
                | Stage::Rehearsing
                | Stage::Calling { .. } => self.proceed(session),
            }
        }
        None
    }

    fn correction(&self, session: &Session, text: &str) -> Option<(Input, Option<String>)> {
        let offered = self.offered(session)?;
        let named = |wish: Correction| {
            let last = session.answered.last().filter(|_| wish.names_nothing()).map(|answered| answered.input.clone());
            last.or_else(|| self.named_input(session, &wish.what)).map(|name| (name, wish))
        };
        let (name, wish) = corrections(text).into_iter().find_map(named)?;
        let input = offered.definition.input(&name)?;
        // An input that was not reached yet is answered in its turn, unless the answer comes along.
        (session.is_settled(&name) || wish.to.is_some()).then(|| (input.clone(), wish.to))
    }

    /// The input that people mean by a name: its own name, a word of it that no other has, or its kind.
    pub(super) fn named_input(&self, session: &Session, text: &str) -> Option<InputName> {
        let offered = self.offered(session)?;
        let inputs = &offered.definition.inputs;
        let said = text.trim().to_lowercase().replace(['-', '_'], " ");
        let said = said.trim_matches(|character: char| !character.is_alphanumeric());
        if said.is_empty() {
            return None;
        }
        if let Some(input) = inputs.iter().find(|input| input.name.shown() == said) {
            return Some(input.name.clone());
        }
        let one = |fits: &dyn Fn(&Input) -> bool| {
            let mut fitting = inputs.iter().filter(|input| fits(input));
            fitting.next().filter(|_| fitting.next().is_none()).map(|input| input.name.clone())
        };
        one(&|input| input.name.shown().split(' ').any(|word| word == said))
            .or_else(|| one(&|input| kind_words(&input.kind).contains(&said)))
    }

    /// The person edited an earlier message.
    pub(super) fn edited(&mut self, message: &MessageId, text: &str) {
        self.expire();
        if self.conversation.missed.as_ref() == Some(message) {
            return self.said(text, Some(message.clone()), true);
        }
        if text.trim().is_empty() || text.chars().count() > limits::ANSWER_CHARS {
            return;
        }
        let Some(session) = self.conversation.session.take() else { return self.edited_idle(message, text) };
        let Some(offered) = self.offered(&session) else {
            self.conversation.session = Some(session);
            return;
        };
        let answered = session.answered.iter().find(|answered| answered.message.as_ref() == Some(message));
        let input = answered.and_then(|answered| offered.definition.input(&answered.input)).cloned();
        let is_opening = session.opening.as_ref() == Some(message);
        if input.is_none() && !is_opening {
            self.conversation.session = Some(session);
            return;
        }
        self.conversation.last_heard = self.moment.at;
        if let Stage::Calling { .. } = session.stage {
            self.say(Utterance::AlreadySent);
            self.conversation.session = Some(session);
            return;
        }
        match input {
            Some(input) => self.correct_edited(session, &input, text, message),
            None => self.reopen_first(session, text, message),
        }
    }

    /// A message whose session has ended: another value after a refusal, or too late.
    fn edited_idle(&mut self, message: &MessageId, text: &str) {
        let turned_down = self.conversation.turned_down.as_ref();
        let offered = turned_down.and_then(|session| self.offered(session));
        if let (Some(session), Some(offered)) = (turned_down.cloned(), offered) {
            let answered = session.answered.iter().find(|answered| answered.message.as_ref() == Some(message));
            let input = answered.and_then(|answered| offered.definition.input(&answered.input)).cloned();
            match input {
                Some(input) => {
                    self.conversation.last_heard = self.moment.at;
                    let session = self.again(session);
                    if let Some(session) = self.reread(session, &input, text, Some(message.clone())) {
                        self.proceed(session);
                    }
                }
                None if session.opening.as_ref() == Some(message) && self.mend(text, Some(message)) => {
                    self.conversation.last_heard = self.moment.at;
                }
                None => {}
            }
        } else if self.conversation.sent.contains(message) {
            self.conversation.last_heard = self.moment.at;
            self.say(Utterance::AlreadySent);
        }
    }

    fn correct_edited(&mut self, session: Session, input: &Input, text: &str, message: &MessageId) {
        let before = session.values.get(&input.name).cloned();
        let stage = session.stage.clone();
        if let Some(mut session) = self.reread(session, input, text, Some(message.clone())) {
            session.stage = stage;
            if session.values.get(&input.name) == before.as_ref() {
                self.conversation.session = Some(session);
                return;
            }
            self.say(Utterance::Corrected(row(input, &session)));
            match &session.stage {
                Stage::Asking { input: asked, .. } if *asked == input.name => self.proceed(session),
                Stage::Asking { .. }
                | Stage::Confirming
                | Stage::Changing
                | Stage::Switching { .. }
                | Stage::Rehearsing
                | Stage::Calling { .. } => self.ask_again(session),
            }
        }
    }

    /// The first message was edited: what it holds now counts for the answers it gave.
    fn reopen_first(&mut self, mut session: Session, text: &str, message: &MessageId) {
        let Some(offered) = self.offered(&session) else { return };
        let values = prefill(&offered.definition.inputs, text, &self.reading(), None);
        let mut changed = Vec::new();
        for input in &offered.definition.inputs {
            let by_answer =
                session.answered.iter().any(|answered| answered.input == input.name && answered.message.is_some());
            let Some(value) = values.get(&input.name).filter(|_| !by_answer) else { continue };
            if session.values.get(&input.name) != Some(value) {
                super::asking::settle(&mut session, input, Some(value.clone()), None);
                changed.push(row(input, &session));
            }
        }
        session.opening = Some(message.clone());
        if changed.is_empty() {
            self.conversation.session = Some(session);
            return;
        }
        for row in changed {
            self.say(Utterance::Corrected(row));
        }
        match &session.stage {
            Stage::Asking { input, .. } if session.is_settled(input) => self.proceed(session),
            Stage::Asking { .. }
            | Stage::Confirming
            | Stage::Changing
            | Stage::Switching { .. }
            | Stage::Rehearsing
            | Stage::Calling { .. } => self.ask_again(session),
        }
    }

    /// After the API turned the values down: a correction, or a message that holds a new value, tries again.
    /// Says whether it was one.
    pub(super) fn mend(&mut self, text: &str, message: Option<&MessageId>) -> bool {
        let Some(session) = self.conversation.turned_down.clone() else { return false };
        let Some(offered) = self.offered(&session) else { return false };
        if self.correction(&session, text).is_some() {
            let session = self.again(session);
            return self.correct(session, text, message).is_none();
        }
        let values = prefill(&offered.definition.inputs, text, &self.reading(), None);
        let changed: Vec<&Input> = offered
            .definition
            .inputs
            .iter()
            .filter(|input| values.get(&input.name).is_some_and(|value| session.values.get(&input.name) != Some(value)))
            .collect();
        if changed.is_empty() {
            return false;
        }
        let mut session = self.again(session);
        for input in changed {
            super::asking::settle(&mut session, input, values.get(&input.name).cloned(), message.cloned());
            self.say(Utterance::Corrected(row(input, &session)));
        }
        self.proceed(session);
        true
    }

    /// Whether the message is a value of the session that was turned down, and nothing else.
    pub(super) fn is_bare_value(&self, text: &str) -> bool {
        let offered = self.conversation.turned_down.as_ref().and_then(|session| self.offered(session));
        offered.is_some_and(|offered| {
            let mut found = offered.definition.inputs.iter().flat_map(|input| input.kind.find(text, &self.reading()));
            found.any(|found| found.range == (0..text.len()))
        })
    }

    /// After the API turned the values down: asks which is wrong.
    pub(super) fn reopen(&mut self) {
        let Some(session) = self.conversation.turned_down.clone() else { return self.say(Utterance::Outdated) };
        let Some(offered) = self.offered(&session) else {
            // It has ended, and was counted as such, when it was turned down.
            self.conversation.turned_down = None;
            return self.say(Utterance::ActionGone { title: self.title(&session) });
        };
        let mut session = self.again(session);
        match offered.definition.inputs.as_slice() {
            [only] => {
                session.forget();
                self.ask_for(session, &only.name);
            }
            _ => self.what_to_change(session),
        }
    }

    /// The session that was turned down as a new one with the same values.
    fn again(&mut self, mut session: Session) -> Session {
        self.conversation.turned_down = None;
        session.id = SessionId(self.moment.fresh);
        session.stage = Stage::Changing;
        self.count(&session, Happened::Started);
        session
    }
}

const fn goes_on_asking(input: InputName) -> Stage {
    Stage::Asking { input, tries: 0 }
}

fn row(input: &Input, session: &Session) -> Row {
    Row { input: input.name.shown(), value: shown(input, session.values.get(&input.name)) }
}

/// What people call a value of this kind, whatever the admin named the input.
const fn kind_words(kind: &InputKind) -> &'static [&'static str] {
    match kind {
        InputKind::Email => &["email", "e mail", "mail", "email address", "e mail adresse", "mailadresse"],
        InputKind::Phone { .. } => &["phone", "phone number", "telefon", "telefonnummer", "nummer", "handynummer"],
        InputKind::Integer { .. } | InputKind::Number { .. } => &["number", "amount", "zahl", "anzahl", "betrag"],
        InputKind::Date { .. } => &["date", "day", "datum", "tag", "termin"],
        InputKind::Url => &["link", "url", "address", "website", "webseite"],
        InputKind::Text { .. } | InputKind::Boolean | InputKind::Choice { .. } | InputKind::Pattern { .. } => &[],
    }
}
