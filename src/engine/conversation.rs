//! What is remembered of a conversation between two turns, as the store keeps it.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::event::{MessageId, Pick};
use crate::domain::conversation::User;
use crate::domain::id::{CallId, SessionId};
use crate::domain::input::{InputName, Values};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::version::{ActionId, VersionId};

/// One conversation. Small, because there may be a hundred thousand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// Who.
    pub user: User,
    /// Whether they have chosen the language themselves.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chose_language: bool,
    /// The number of the last question; choices of earlier ones are stale.
    #[serde(default)]
    pub question: u32,
    /// What the last question offered, so that a typed number picks it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Pick>,
    /// The open session.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<Session>,
    /// Sessions that wait until the open one has ended, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parked: Vec<Session>,
    /// Their own sessions, which wait while they try something, the latest last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aside: Vec<Session>,
    /// What was said before "did you mean", to be read again for the action that is picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unclear: Option<String>,
    /// The last session, when the API turned its values down: a correction opens it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turned_down: Option<Session>,
    /// The last message, when it was not understood: edited, it is read again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missed: Option<MessageId>,
    /// The messages whose answers the last call sent: edited, they come too late.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sent: Vec<MessageId>,
    /// Messages in a row that nothing matched.
    #[serde(default)]
    pub misses: u8,
    /// When the person last wrote.
    #[serde(default)]
    pub last_heard: Timestamp,
    /// The last thing that the person did, when it was to press a button.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pressed: Option<Press>,
}

/// A press on a button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Press {
    /// The button's id.
    pub button: String,
    /// When.
    pub at: Timestamp,
}

/// One run of one version of an action.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// The action.
    pub action: ActionId,
    /// The version; it stays to the end.
    pub version: VersionId,
    /// The values so far.
    #[serde(default)]
    pub values: Values,
    /// Inputs that were skipped.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub skipped: BTreeSet<InputName>,
    /// Inputs in the order they were answered, with the message that did.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answered: Vec<Answered>,
    /// The message that began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opening: Option<MessageId>,
    /// Whether it is a preview.
    #[serde(default)]
    pub preview: bool,
    /// In a preview: what of the action the first message was closest to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matched: Option<Matched>,
    /// Where it stands.
    pub stage: Stage,
}

/// What a message was closest to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matched {
    /// The trigger.
    pub phrase: String,
    /// How sure that is, in whole percents; only a trigger's own text has 100.
    pub percent: u8,
}

/// An input and the message that answered it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// The input.
    pub input: InputName,
    /// The message, where the platform has ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<MessageId>,
}

/// Where a session stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// An input is asked for.
    Asking {
        /// Which.
        input: InputName,
        /// Answers that did not fit.
        tries: u8,
    },
    /// The summary waits for a yes.
    Confirming,
    /// The summary was turned down: which input is wrong?
    Changing,
    /// Another action may be meant.
    Switching {
        /// Which.
        to: ActionId,
        /// What was said.
        text: String,
        /// Where to go on if it is not.
        back: Box<Stage>,
    },
    /// A preview asks whether to send for real.
    Rehearsing,
    /// A call is under way.
    Calling {
        /// Which.
        call: CallId,
    },
}

impl Conversation {
    /// A conversation in which nothing has been said.
    pub const fn new(user: User) -> Self {
        Self {
            user,
            chose_language: false,
            question: 0,
            choices: Vec::new(),
            session: None,
            parked: Vec::new(),
            aside: Vec::new(),
            unclear: None,
            turned_down: None,
            missed: None,
            sent: Vec::new(),
            misses: 0,
            last_heard: Timestamp::UNIX_EPOCH,
            pressed: None,
        }
    }

    /// Whether this is a choice of the question that was asked last.
    pub fn is_asked(&self, question: u32, pick: &Pick) -> bool {
        question == self.question && self.choices.contains(pick)
    }

    /// Whether the person's last press was on the same button, and only just now.
    pub fn has_just_pressed(&self, button: &str, now: Timestamp) -> bool {
        let is_slip =
            |press: &Press| press.button == button && now.duration_since(press.at).unsigned_abs() <= limits::SLIP;
        self.pressed.as_ref().is_some_and(is_slip)
    }

    /// Whether a message was heard that an edit may still correct.
    pub fn knows(&self, message: &MessageId) -> bool {
        let mut sessions = self.session.iter().chain(&self.parked).chain(&self.aside).chain(&self.turned_down);
        self.missed.as_ref() == Some(message)
            || self.sent.contains(message)
            || sessions.any(|session| session.messages().any(|one| one == message))
    }

    /// The platform tells what they speak. What they have chosen themselves counts more.
    pub fn speaks(&mut self, language: Option<Language>) {
        if let Some(language) = language.filter(|_| !self.chose_language) {
            self.user.language = language;
        }
    }

    /// When the engine wants a [`Tick`](super::Event::Tick): the open session expires then, and values that
    /// were kept for a correction are forgotten.
    pub fn wake_at(&self) -> Option<Timestamp> {
        let holds_values = self.session.is_some() || self.turned_down.is_some() || self.unclear.is_some();
        if holds_values { self.forgotten_at() } else { None }
    }

    /// Whether what was open is too old to go on with.
    pub(super) fn is_stale(&self, now: Timestamp) -> bool {
        self.forgotten_at().is_some_and(|at| at <= now)
    }

    /// When what is open is forgotten. A session with a call under way waits for the call, which always ends.
    fn forgotten_at(&self) -> Option<Timestamp> {
        let idle = match &self.session {
            Some(Session { stage: Stage::Calling { .. }, .. }) => return None,
            Some(session) if session.preview => limits::PREVIEW_IDLE,
            Some(_) | None => limits::SESSION_IDLE,
        };
        let idle = SignedDuration::try_from(idle).unwrap_or(SignedDuration::ZERO);
        Some(self.last_heard.saturating_add(idle).unwrap_or(Timestamp::MAX))
    }

    /// Every version that an open or waiting session is pinned to.
    pub fn versions(&self) -> impl Iterator<Item = VersionId> {
        self.session
            .iter()
            .chain(&self.parked)
            .chain(&self.aside)
            .chain(&self.turned_down)
            .map(|session| session.version)
    }
}

impl Session {
    /// The input that is asked for, also behind the question whether another action is meant.
    pub fn asked_for(&self) -> Option<&InputName> {
        let mut stage = &self.stage;
        while let Stage::Switching { back, .. } = stage {
            stage = back;
        }
        if let Stage::Asking { input, .. } = stage { Some(input) } else { None }
    }

    /// The messages that its answers came from.
    pub fn messages(&self) -> impl Iterator<Item = &MessageId> {
        self.opening.iter().chain(self.answered.iter().filter_map(|answered| answered.message.as_ref()))
    }

    /// The stage without the question whether another action is meant.
    #[must_use]
    pub fn leave_switching(mut self) -> Self {
        while let Stage::Switching { back, .. } = self.stage {
            self.stage = *back;
        }
        self
    }

    /// Forgets the answers.
    pub fn forget(&mut self) {
        self.values.clear();
        self.skipped.clear();
        self.answered.clear();
    }

    /// Whether the input has been dealt with.
    pub fn is_settled(&self, input: &InputName) -> bool {
        self.values.contains_key(input) || self.skipped.contains(input)
    }
}
