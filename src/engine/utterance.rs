//! Everything the bot says, as meaning. Words come late, in `channel::text`, in the customer's language.

use crate::domain::input::Misfit;
use crate::domain::input::{InputKind, Value};
use crate::domain::language::Language;
use crate::domain::rich::RichText;

/// One thing the bot says.
#[derive(Debug, Clone, PartialEq)]
pub enum Utterance {
    /// Hello, and what can be done.
    Greeting,
    /// Hello in the middle of something.
    GreetingAgain {
        /// The title of the action that is open.
        title: String,
    },
    /// What can be done, when asked.
    Offer,
    /// One action of a list.
    OfferedAction {
        /// Its title.
        title: String,
        /// What it does.
        description: String,
    },
    /// So many more actions than are listed.
    MoreActions {
        /// How many.
        count: usize,
        /// Whether they are listed when asked for help.
        by_help: bool,
    },
    /// Nothing is published yet.
    NothingOffered,
    /// Not understood; a list of what can be done follows.
    NoMatch,
    /// Not understood again: a person may help.
    NoMatchAgain {
        /// Whether there is one to be reached.
        human: bool,
    },
    /// Not understood for sure: one of these?
    Clarify {
        /// How many there are to choose from.
        count: usize,
    },
    /// None of those: say it in other words.
    SayItDifferently,
    /// You are welcome.
    Welcome,
    /// From now on this language.
    SpeakingNow(Language),
    /// Which language is wanted?
    WhichLanguage,

    /// What the first message already held.
    Noted {
        /// The inputs.
        rows: Vec<Row>,
    },
    /// A question.
    Prompt(Prompt),
    /// The same question again, in short.
    PromptAgain(Prompt),
    /// The answer did not fit.
    Misfit {
        /// Why.
        misfit: Misfit,
        /// The input's own error text instead of ours.
        own: Option<String>,
    },
    /// What would fit.
    Expectation(InputKind),
    /// An answer that would fit.
    Example(String),
    /// What can be written instead of an answer.
    WayOut {
        /// Whether the input can be skipped.
        can_skip: bool,
        /// Whether there is a person to be reached.
        human: bool,
    },
    /// Why the question is asked.
    Why {
        /// What the action does.
        description: String,
    },
    /// This input is needed.
    CannotSkip {
        /// The input, as people read it.
        input: String,
    },
    /// There is no question before this one.
    NothingBefore,
    /// All answers are forgotten, from the top.
    StartedOver,
    /// An answer was changed.
    Corrected(Row),
    /// Which answer is wrong?
    WhatToChange,
    /// Nothing was sent.
    NothingSent,
    /// That answer was already sent.
    AlreadySent,

    /// This sounds like another action; do that first and come back?
    OfferSwitch {
        /// The action that is open.
        current: String,
        /// The action it sounds like.
        other: String,
    },
    /// The open action was dropped for another.
    Dropped {
        /// Its title.
        title: String,
    },
    /// Back to the action that waited.
    Resuming {
        /// Its title.
        title: String,
    },

    /// What will be sent.
    Summary {
        /// What the action does.
        description: String,
        /// The inputs.
        rows: Vec<Row>,
    },
    /// Shall it be sent?
    Confirm,
    /// Please answer with one of the choices.
    PleasePick {
        /// Whether there is anything to change.
        can_change: bool,
    },
    /// Ended as wished.
    Cancelled {
        /// Its title.
        title: String,
    },
    /// There is nothing to cancel, skip or confirm.
    NothingOpen,
    /// Nothing is wanted for now.
    AtYourService,
    /// The call is under way.
    StillWorking,
    /// The call is under way and cannot be taken back.
    TooLateToCancel,

    /// The admin's text, or the fields laid out.
    Reply(RichText),
    /// Done, and there is nothing to add.
    Done,
    /// Looked up, and there is nothing to show.
    NothingToShow,
    /// Done, but the answer cannot be shown.
    DoneUnreadable,
    /// An answer came that cannot be shown.
    Unreadable,
    /// The API does not know it.
    NotFound,
    /// The API refused.
    Rejected,
    /// The API cannot be reached.
    Unavailable,
    /// It cannot be done, for a reason the team must mend.
    Failed,
    /// It may or may not have been done.
    Unknown {
        /// What to tell a person of the team.
        reference: String,
    },

    /// Too long without an answer.
    Expired {
        /// The action's title.
        title: String,
    },
    /// The action is no longer offered.
    ActionGone {
        /// Its title, while it is known.
        title: Option<String>,
    },
    /// How to reach a person: the operator's text, or ours.
    Human(Option<String>),
    /// The choice belongs to an earlier question; the open one follows.
    Stale,
    /// The choice belongs to something that has ended.
    Outdated,
    /// Only text can be read.
    PleaseWrite,
    /// The message is too long.
    TooLong {
        /// The most characters.
        max: usize,
    },

    /// The preview is over.
    PreviewEnded,
    /// Send it for real, or only show it?
    PreviewGate,
    /// Shown, not sent.
    Rehearsed,
}

/// A question for an input.
#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    /// The input, as people read it.
    pub input: String,
    /// The admin's instructions.
    pub instructions: String,
    /// What fits.
    pub kind: InputKind,
    /// An answer that would fit, when the instructions do not show it already.
    pub example: Option<String>,
    /// Which question this is, from 1.
    pub position: usize,
    /// How many there are.
    pub count: usize,
    /// Whether it may be skipped.
    pub can_skip: bool,
    /// What skipping takes.
    pub default: Option<Shown>,
}

/// An input and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The input, as people read it.
    pub input: String,
    /// The value.
    pub value: Shown,
}

/// A value as it may be shown.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// In the open.
    Open(Value),
    /// Sensitive: masked.
    Masked,
    /// Skipped.
    LeftOut,
}
