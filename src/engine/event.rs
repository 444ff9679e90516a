//! What can happen to a conversation.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::domain::call::CallOutcome;
use crate::domain::id::CallId;
use crate::domain::input::InputName;
use crate::domain::language::Language;
use crate::domain::version::ActionId;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The person opened the chat without saying anything (`/start`).
    Opened,
    /// The person wrote.
    Said {
        /// What.
        text: String,
        /// The platform's id of the message, so that editing it can correct the answer.
        message: Option<MessageId>,
        /// Whether it was said to the bot: always in a direct chat, in a room only by mention, command or reply.
        addressed: bool,
    },
    /// The person changed an earlier message.
    Edited {
        /// Which.
        message: MessageId,
        /// What it says now.
        text: String,
    },
    /// The person sent something that is not text.
    SentOther,
    /// The person chose one of the choices of a question.
    Picked {
        /// The question's number.
        question: u32,
        /// The choice.
        pick: Pick,
    },
    /// The person asked for this action by name: a command, a link, a menu. What was answered along with it is
    /// read like any answer; the rest is asked.
    Started {
        /// The action.
        action: ActionId,
        /// Inputs and what was answered.
        answers: Vec<(InputName, String)>,
        /// What was written along with it, for whichever inputs it fits.
        text: String,
        /// The platform's id of the message.
        message: Option<MessageId>,
    },
    /// The person answered several questions of the open session at once, in a form.
    Filled {
        /// Inputs and what was answered.
        answers: Vec<(InputName, String)>,
    },
    /// The person cannot be reached any more: the bot was blocked, or is no longer in the place.
    Gone,
    /// A call ended.
    Finished {
        /// Which.
        call: CallId,
        /// How.
        outcome: CallOutcome,
    },
    /// A dry run was shown; nothing was sent.
    Rehearsed {
        /// Which.
        call: CallId,
    },
    /// An admin wants to try a version here, as a customer would.
    PreviewStarted,
    /// The preview here is over: an admin ended it, or what was tried has changed.
    PreviewEnded {
        /// Whether they are told so elsewhere.
        told: bool,
    },
    /// Time went by.
    Tick,
}

/// A platform's id of a message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub SmolStr);

/// What a choice stands for. Typed answers lead to the same picks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pick {
    /// Go ahead.
    Yes,
    /// Do not.
    No,
    /// Something in the summary is wrong.
    Change,
    /// This input is wrong.
    Edit(InputName),
    /// This option of a choice, as defined.
    Option(String),
    /// This action is meant.
    Action(ActionId),
    /// None of the offered actions is meant.
    NoneOfThese,
    /// Leave the input out.
    Skip,
    /// To the question before.
    Back,
    /// End the session.
    Cancel,
    /// Get a person.
    Human,
    /// From now on this language.
    Speak(Language),
    /// In a preview: really send the request.
    Send,
    /// In a preview: only show the request.
    DryRun,
    /// In a preview: only show the request, and answer it with the pinned sample response.
    Sample,
}

impl Pick {
    /// Controls are answers to any question; they are not counted when choices are numbered, so that a
    /// typed number is never taken for one.
    pub const fn is_control(&self) -> bool {
        match self {
            Self::Skip | Self::Back | Self::Cancel | Self::Human => true,
            Self::Yes
            | Self::No
            | Self::Change
            | Self::Edit(_)
            | Self::Option(_)
            | Self::Action(_)
            | Self::NoneOfThese
            | Self::Speak(_)
            | Self::Send
            | Self::DryRun
            | Self::Sample => false,
        }
    }
}

/// When a step happens, and the chance it may use. The engine has neither clock nor randomness of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Now.
    pub at: Timestamp,
    /// The day it is for customers.
    pub today: Date,
    /// A random number that no other moment has: the id of what begins in this step.
    pub fresh: u128,
}
