//! A conversation under watch: whatever happens in it, these things always hold.

use std::collections::BTreeSet;

use errand::channel::text::speech::{Speech, speech};
use errand::domain::id::{CallId, SessionId};
use errand::domain::input::Presence;
use errand::domain::input::kind::Reading;
use errand::domain::language::Language;
use errand::domain::tally::Happened;
use errand::engine::event::Pick;
use errand::engine::phrase::{self, Phrase};
use errand::engine::{Catalog, Conversation, Effect, Event, Manner, Message, Moment, Order, Stage, step};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

/// A Monday.
pub const TODAY: Date = date(2026, 11, 23);

/// A conversation, the time, and what happened so far as far as the rules need it.
pub struct Watch {
    pub conversation: Conversation,
    pub now: Timestamp,
    pub under_way: Option<CallId>,
    fresh: u128,
    called: BTreeSet<SessionId>,
    question: u32,
    /// Sessions that began less those that ended, by the numbers.
    counted: i64,
}

impl Watch {
    pub fn new(conversation: Conversation) -> Self {
        let now = "2026-11-23T09:00:00Z".parse().expect("a time");
        Self { conversation, now, under_way: None, fresh: 0, called: BTreeSet::new(), question: 0, counted: 0 }
    }

    pub fn wait(&mut self, minutes: i64) {
        self.now += SignedDuration::from_mins(minutes);
    }

    /// Whether a tick is due.
    pub fn is_due(&self) -> bool {
        self.conversation.wake_at().is_some_and(|at| at <= self.now)
    }

    /// Steps the engine and holds what it does against the rules.
    pub fn step(&mut self, event: &Event, catalog: &Catalog) -> Vec<Effect> {
        self.fresh += 0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF % 0xFFFF_FFFF_FFFF_FFC5;
        let moment = Moment { at: self.now, today: TODAY, fresh: self.fresh };
        let before = self.conversation.clone();
        let made = step(before.clone(), event.clone(), catalog, moment);
        assert_eq!(made, step(before.clone(), event.clone(), catalog, moment), "the same input, another output");
        self.conversation = made.conversation;
        stores(&self.conversation);

        let said = said(&made.effects);
        Self::answers(event, &before, &made.effects, said);
        for language in Language::ALL {
            if let Some(message) = said {
                reads_well(&speech(language, message));
            }
        }
        self.numbers_questions(said);
        if let Event::Finished { call, .. } | Event::Rehearsed { call } = event
            && self.under_way == Some(*call)
        {
            self.under_way = None;
            assert!(said.is_some(), "a call ended and nothing was said");
        }
        for effect in &made.effects {
            if let Effect::Call(order) = effect {
                self.calls(order, &before, event, catalog);
            }
        }
        self.counts(&made.effects);
        let calling = self.conversation.session.as_ref().and_then(|session| match session.stage {
            Stage::Calling { call } => Some(call),
            _ => None,
        });
        assert_eq!(calling, self.under_way, "the session waits for another call than was made");
        assert!(self.conversation.session.is_some() || self.conversation.parked.is_empty(), "a session waits in vain");
        made.effects
    }

    /// What begins ends exactly once in the numbers; previews are in none.
    fn counts(&mut self, effects: &[Effect]) {
        for effect in effects {
            if let Effect::Count { happened, .. } = effect {
                self.counted += match happened {
                    Happened::Started => 1,
                    Happened::Completed | Happened::Failed | Happened::Abandoned { .. } => -1,
                    Happened::HandedOff => 0,
                };
            }
        }
        let Conversation { session, parked, aside, .. } = &self.conversation;
        let open = session.iter().chain(parked).chain(aside);
        let open = open.filter(|session| !session.preview).count();
        assert_eq!(i64::try_from(open), Ok(self.counted), "the numbers do not add up");
    }

    fn answers(event: &Event, before: &Conversation, effects: &[Effect], said: Option<&Message>) {
        let accepted = match event {
            Event::Said { addressed, .. } => *addressed || before.session.is_some(),
            Event::Opened
            | Event::SentOther
            | Event::Picked { .. }
            | Event::Started { .. }
            | Event::Filled { .. }
            | Event::PreviewEnded { told: false } => true,
            // What begins is on the admin's card.
            Event::PreviewStarted
            | Event::PreviewEnded { told: true }
            | Event::Gone
            | Event::Edited { .. }
            | Event::Finished { .. }
            | Event::Rehearsed { .. }
            | Event::Tick => false,
        };
        let calls = effects.iter().filter(|effect| matches!(effect, Effect::Call(_))).count();
        assert!(calls <= 1, "two calls in one step");
        assert!(!accepted || said.is_some() || calls == 1, "{event:?} was not answered");
    }

    fn numbers_questions(&mut self, said: Option<&Message>) {
        let now = self.conversation.question;
        assert!(now == self.question || now == self.question + 1, "questions are counted one by one");
        if let Some(message) = said
            && !message.choices.is_empty()
        {
            assert_eq!((message.question, now), (now, self.question + 1), "choices belong to a new question");
            let picks: BTreeSet<&Pick> = message.choices.iter().map(|choice| &choice.pick).collect();
            assert_eq!(picks.len(), message.choices.len(), "a choice is offered twice");
        }
        self.question = now;
        if let Some(session) = &self.conversation.session {
            let open = !matches!(session.stage, Stage::Calling { .. });
            assert_eq!(open, self.conversation.choices.contains(&Pick::Cancel), "an open session can be cancelled");
        }
    }

    fn calls(&mut self, order: &Order, before: &Conversation, event: &Event, catalog: &Catalog) {
        assert_eq!(self.under_way, None, "two calls at once");
        self.under_way = Some(order.id);
        let session = self.conversation.session.as_ref().expect("a call belongs to a session");
        assert!(self.called.insert(session.id), "a session calls twice");
        let definition = &catalog.version(order.version).expect("the version is known").definition;
        // What a customer wrote in one language must not be read in another; wire values have no language.
        let reading = Reading { language: Language::English, today: TODAY, region: None };
        for input in &definition.inputs {
            match order.values.get(&input.name) {
                Some(value) => {
                    assert_eq!(input.kind.read(&value.wire(), &reading).as_ref(), Ok(value), "{}", input.name);
                }
                None => assert_eq!(input.presence, Presence::Optional, "{} is missing", input.name),
            }
        }
        let stage = before.session.as_ref().map(|session| &session.stage);
        let reads = definition.call.method.only_reads();
        if order.preview && (order.manner != Manner::Send || !reads) {
            assert_eq!(stage, Some(&Stage::Rehearsing), "a preview sends unasked");
            assert!(agreed(event, before, &[Pick::Send, Pick::DryRun, Pick::Sample]));
        } else if definition.call.confirm {
            assert_eq!(stage, Some(&Stage::Confirming), "called without a summary");
            assert!(agreed(event, before, &[Pick::Yes]), "called without a yes: {event:?}");
        }
        assert!(order.preview || order.manner == Manner::Send);
    }
}

/// Whether the event is one of these picks, pressed or typed.
fn agreed(event: &Event, before: &Conversation, picks: &[Pick]) -> bool {
    match event {
        Event::Picked { question, pick } => *question == before.question && picks.contains(pick),
        Event::Said { text, .. } => {
            let number = phrase::position(text).and_then(|number| before.choices.get(number.wrapping_sub(1)));
            matches!(phrase::recognise(text), Some(Phrase::Yes | Phrase::Send | Phrase::DryRun | Phrase::Sample))
                || number.is_some_and(|pick| picks.contains(pick))
        }
        _ => false,
    }
}

fn said(effects: &[Effect]) -> Option<&Message> {
    let mut said = effects.iter().enumerate().filter_map(|(index, effect)| match effect {
        Effect::Say(message) => Some((index, message)),
        Effect::Call(_)
        | Effect::Erase(_)
        | Effect::Notice(_)
        | Effect::Explain(_)
        | Effect::Count { .. }
        | Effect::Missed(_) => None,
    });
    let first = said.next();
    assert!(said.next().is_none(), "two messages in one step");
    let (index, message) = first?;
    let erased = effects.iter().filter(|effect| matches!(effect, Effect::Erase(_))).count();
    assert_eq!(index, erased, "the message comes first, after what is to be deleted");
    assert!(!message.parts.is_empty(), "a message says something");
    Some(message)
}

/// Every conversation comes back from the store as it went in.
fn stores(conversation: &Conversation) {
    let stored = serde_json::to_string(conversation).expect("a conversation is JSON");
    let loaded: Conversation = serde_json::from_str(&stored).expect("what was stored can be read");
    assert_eq!(loaded, *conversation);
}

/// No sentence lacks a value or has a stop too many.
fn reads_well(speech: &Speech) {
    let text = &speech.text.text;
    assert!(!text.trim().is_empty(), "an empty message");
    // A customer may type what looks like our slips, and is quoted as typed.
    let ours = text.replace("{$y}", "");
    for slip in ["{$", "{ $", "?.", "!.", ":.", " .", " ,", "\n\n\n"] {
        assert!(!ours.contains(slip), "{slip:?} in {text:?}");
    }
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let twice = lines.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None, "a line is said twice in a row");
    for label in &speech.choices {
        assert!(!label.text.trim().is_empty() && !label.text.starts_with("pick-"), "{:?}", label.pick);
    }
}
