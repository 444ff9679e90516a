//! An input is asked for.
//!
//! Triggered by an answer, skip, back or a question of the customer. Outcome: the next question, the same
//! one with more help, the summary, or the call.

use super::catalog::{Found, Offered};
use super::conversation::{Answered, Session, Stage};
use super::effect::Ask;
use super::event::{MessageId, Pick};
use super::phrase::{self, Phrase};
use super::turn::{Turn, shown};
use super::utterance::{Prompt, Utterance};
use crate::domain::input::Misfit;
use crate::domain::input::kind::counted_digits;
use crate::domain::input::{Input, InputKind, InputName, Presence, Value};
use crate::domain::limits;

impl<'a> Turn<'a> {
    /// Goes on with a session: asks for the first input that is not settled, shows the summary, or calls.
    pub(super) fn proceed(&mut self, session: Session) {
        let Some(offered) = self.offered(&session) else { return };
        let open = offered.definition.inputs.iter().find(|input| !session.is_settled(&input.name));
        match open {
            Some(input) => self.ask_for(session, &input.name.clone()),
            None if offered.definition.call.confirm => self.summarise(session),
            None => self.confirmed(session),
        }
    }

    /// Asks for one input, whether or not it has a value already.
    pub(super) fn ask_for(&mut self, mut session: Session, input: &InputName) {
        session.stage = Stage::Asking { input: input.clone(), tries: 0 };
        self.prompt(session, Utterance::Prompt, false);
    }

    pub(super) fn prompt_again(&mut self, session: Session) {
        self.prompt(session, Utterance::PromptAgain, false);
    }

    fn prompt(&mut self, session: Session, how: fn(Prompt) -> Utterance, way_out: bool) {
        if let Some((offered, input)) = self.asked(&session) {
            let prompt = describe(offered, input);
            self.ask(Ask { version: Some(session.version), ..Ask::of(input, &prompt) });
            self.say(how(prompt));
            let can_go_back = session.is_settled(&input.name) || previous(offered, &session, &input.name).is_some();
            self.offer(choices(input, can_go_back, way_out && self.has_human()));
            self.conversation.session = Some(session);
        }
    }

    /// The input that the session asks for.
    fn asked(&self, session: &Session) -> Option<(&'a Offered, &'a Input)> {
        let Stage::Asking { input, .. } = &session.stage else { return None };
        let offered = self.offered(session)?;
        Some((offered, offered.definition.input(input)?))
    }

    /// Whether the text fits the input that is asked for.
    pub(super) fn answers(&self, session: &Session, text: &str) -> bool {
        self.asked(session).is_some_and(|(_, input)| input.kind.read(text, &self.reading()).is_ok())
    }

    /// Whether the text is an option of the choice that is asked for; then it is an answer, whatever else it may mean.
    pub(super) fn answers_choice(&self, session: &Session, text: &str) -> bool {
        self.asked(session).is_some_and(|(_, input)| match &input.kind {
            InputKind::Choice { options } => options.iter().any(|option| option.to_lowercase() == text.to_lowercase()),
            InputKind::Text { .. }
            | InputKind::Email
            | InputKind::Phone { .. }
            | InputKind::Integer { .. }
            | InputKind::Number { .. }
            | InputKind::Boolean
            | InputKind::Date { .. }
            | InputKind::Url
            | InputKind::Pattern { .. } => false,
        })
    }

    pub(super) fn said_asking(&mut self, session: Session, text: &str, message: Option<MessageId>) {
        let Some((offered, input)) = self.asked(&session) else { return };
        if !self.answers_choice(&session, text) {
            match phrase::recognise(text) {
                Some(Phrase::Skip) => return self.skip(session),
                Some(Phrase::Back) => return self.back(session),
                Some(Phrase::Help) => return self.why(session, offered, input),
                Some(Phrase::No) if input.can_skip() && !matches!(input.kind, InputKind::Boolean) => {
                    return self.skip(session);
                }
                _ => {}
            }
            if let Some(session) = self.correct(session, text, message.as_ref()) {
                return self.answer(session, input, text, message);
            }
            return;
        }
        self.answer(session, input, text, message);
    }

    fn answer(&mut self, mut session: Session, input: &Input, text: &str, message: Option<MessageId>) {
        self.hide(input, message.as_ref());
        let misfit = match input.kind.read(text, &self.reading()) {
            Ok(value) => {
                settle(&mut session, input, Some(value), message);
                return self.proceed(session);
            }
            Err(misfit) => misfit,
        };
        if let Some(pick) = self.typed_choice(text) {
            return self.pick_in(session, pick);
        }
        match phrase::recognise(text) {
            Some(Phrase::Thanks) => {
                self.say(Utterance::Welcome);
                return self.prompt_again(session);
            }
            // Politeness is no wrong answer.
            Some(Phrase::Greeting | Phrase::Yes) => return self.prompt_again(session),
            _ => {}
        }
        if let Found::One(other, trigger) = self.catalog.find(text, &self.reading()) {
            if other.action != session.action {
                let back = Box::new(session.stage.clone());
                session.stage = Stage::Switching { to: other.action, text: text.to_owned(), back };
                return self.offer_switch(session);
            }
            // The wish once more, word for word: we are at it.
            if trigger.to_lowercase() == text.to_lowercase() {
                return self.prompt_again(session);
            }
        }
        self.conversation.missed = message;
        self.misfit(session, input, misfit);
    }

    /// Explains, saying more with every try, and shows the way out in the end.
    fn misfit(&mut self, mut session: Session, input: &Input, misfit: Misfit) {
        let tries = match &mut session.stage {
            Stage::Asking { tries, .. } => {
                *tries = tries.saturating_add(1);
                *tries
            }
            Stage::Confirming
            | Stage::Changing
            | Stage::Switching { .. }
            | Stage::Rehearsing
            | Stage::Calling { .. } => 1,
        };
        let says_what_fits = input.error.is_some() || misfit.says_what_fits();
        self.say(Utterance::Misfit { misfit, own: input.error.clone() });
        if is_telling(&input.kind) && (tries >= 2 || !says_what_fits) {
            self.say(Utterance::Expectation(input.kind.clone()));
        }
        if let (Some(example), true) = (&input.example, tries >= 2) {
            self.say(Utterance::Example(example.clone()));
        }
        let way_out = tries >= limits::TRIES_PER_INPUT;
        if way_out {
            self.say(Utterance::WayOut { can_skip: input.can_skip(), human: self.has_human() });
        }
        self.prompt(session, Utterance::PromptAgain, way_out);
    }

    /// Reads a new value for an input that is not the one being asked for, and asks for it when it does not fit.
    pub(super) fn reread(
        &mut self,
        mut session: Session,
        input: &Input,
        text: &str,
        message: Option<MessageId>,
    ) -> Option<Session> {
        self.hide(input, message.as_ref());
        match input.kind.read(text, &self.reading()) {
            Ok(value) => {
                settle(&mut session, input, Some(value), message);
                Some(session)
            }
            Err(misfit) => {
                session.stage = Stage::Asking { input: input.name.clone(), tries: 0 };
                self.misfit(session, input, misfit);
                None
            }
        }
    }

    pub(super) fn skip(&mut self, mut session: Session) {
        let Some((_, input)) = self.asked(&session) else {
            return self.ask_again(session);
        };
        let value = match &input.presence {
            // It is being changed, and better stays as it was.
            Presence::Required if session.is_settled(&input.name) => return self.back(session),
            Presence::Required => {
                self.say(Utterance::CannotSkip { input: input.name.shown() });
                return self.prompt_again(session);
            }
            Presence::Optional => None,
            Presence::Default(value) => Some(value.clone()),
        };
        settle(&mut session, input, value, None);
        self.proceed(session);
    }

    pub(super) fn back(&mut self, session: Session) {
        let Some(offered) = self.offered(&session) else { return };
        let target = match &session.stage {
            // It is being changed: back is where the wish to change it came from, and it stays as it was.
            Stage::Asking { input, .. } if session.is_settled(input) => return self.keep(session, offered),
            Stage::Asking { input, .. } => previous(offered, &session, input),
            Stage::Confirming | Stage::Changing | Stage::Rehearsing => {
                session.answered.last().map(|answered| answered.input.clone())
            }
            Stage::Switching { .. } => return self.stay(session),
            Stage::Calling { .. } => None,
        };
        let Some(input) = target else {
            self.say(Utterance::NothingBefore);
            return self.ask_again(session);
        };
        let mut session = session;
        session.values.remove(&input);
        session.skipped.remove(&input);
        session.answered.retain(|answered| answered.input != input);
        self.ask_for(session, &input);
    }

    /// Goes on without having changed anything.
    fn keep(&mut self, session: Session, offered: &Offered) {
        let is_complete = offered.definition.inputs.iter().all(|input| session.is_settled(&input.name));
        match (is_complete, offered.definition.call.confirm) {
            (false, _) | (true, true) => self.proceed(session),
            (true, false) => self.what_to_change(session),
        }
    }

    fn why(&mut self, session: Session, offered: &Offered, input: &Input) {
        self.say(Utterance::Why { description: offered.definition.description.clone() });
        if is_telling(&input.kind) {
            self.say(Utterance::Expectation(input.kind.clone()));
        }
        self.say(Utterance::WayOut { can_skip: input.can_skip(), human: self.has_human() });
        self.prompt_again(session);
    }
}

/// Whether it helps to hear what fits, beyond what the kind is called.
fn is_telling(kind: &InputKind) -> bool {
    match kind {
        InputKind::Choice { .. } | InputKind::Boolean => true,
        InputKind::Text { min_length, max_length } => *min_length > 1 || *max_length < limits::ANSWER_CHARS,
        InputKind::Integer { min, max } => min.is_some() || max.is_some(),
        InputKind::Number { min, max } => min.is_some() || max.is_some(),
        InputKind::Date { min, max } => min.is_some() || max.is_some(),
        InputKind::Phone { region } => region.is_some(),
        InputKind::Pattern { regex } => counted_digits(regex.as_str()).is_some(),
        InputKind::Email | InputKind::Url => false,
    }
}

/// The input answered before this one.
fn previous(offered: &Offered, session: &Session, asked: &InputName) -> Option<InputName> {
    let mut others = session.answered.iter().rev().filter(|answered| answered.input != *asked);
    others.next().map(|answered| answered.input.clone()).filter(|name| offered.definition.input(name).is_some())
}

/// Keeps a value, or that there is none.
pub(super) fn settle(session: &mut Session, input: &Input, value: Option<Value>, message: Option<MessageId>) {
    session.skipped.remove(&input.name);
    session.answered.retain(|answered| answered.input != input.name);
    session.answered.push(Answered { input: input.name.clone(), message });
    if let Some(value) = value {
        session.values.insert(input.name.clone(), value);
    } else {
        session.values.remove(&input.name);
        session.skipped.insert(input.name.clone());
    }
}

pub(super) fn describe(offered: &Offered, input: &Input) -> Prompt {
    let position = offered.definition.inputs.iter().position(|one| one.name == input.name).unwrap_or(0);
    let example = input.example.clone().filter(|example| !input.instructions.contains(example.as_str()));
    let default = match &input.presence {
        Presence::Default(value) => Some(shown(input, Some(value))),
        Presence::Required | Presence::Optional => None,
    };
    Prompt {
        input: input.name.shown(),
        instructions: input.instructions.clone(),
        kind: input.kind.clone(),
        example,
        position: position + 1,
        count: offered.definition.inputs.len(),
        can_skip: input.can_skip(),
        default,
    }
}

fn choices(input: &Input, can_go_back: bool, human: bool) -> Vec<Pick> {
    let mut choices = match &input.kind {
        InputKind::Choice { options } => options.iter().cloned().map(Pick::Option).collect(),
        InputKind::Boolean => vec![Pick::Yes, Pick::No],
        InputKind::Text { .. }
        | InputKind::Email
        | InputKind::Phone { .. }
        | InputKind::Integer { .. }
        | InputKind::Number { .. }
        | InputKind::Date { .. }
        | InputKind::Url
        | InputKind::Pattern { .. } => Vec::new(),
    };
    if input.can_skip() {
        choices.push(Pick::Skip);
    }
    if can_go_back {
        choices.push(Pick::Back);
    }
    if human {
        choices.push(Pick::Human);
    }
    choices.push(Pick::Cancel);
    choices
}
