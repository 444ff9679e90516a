//! What a step leads to. The runtime commits it with the new state, then performs it.

use serde::{Deserialize, Serialize};

use super::event::Pick;
use super::utterance::Utterance;
use crate::domain::call::outcome::Misconfigured;
use crate::domain::conversation::User;
use crate::domain::id::CallId;
use crate::domain::input::Values;
use crate::domain::reply::ReplyFault;
use crate::domain::tally::Happened;
use crate::domain::version::VersionId;

/// One effect.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Tell the person something. At most one in a step.
    Say(Message),
    /// Call the customer's API. At most one in a step, and none while one is under way.
    Call(Order),
    /// Tell the admins something.
    Notice(Notice),
    /// Count something. Nothing of a preview is counted.
    Count {
        /// The version it happened to.
        version: VersionId,
        /// What.
        happened: Happened,
    },
    /// Nothing on offer matched what a customer said to us.
    Missed(String),
}

/// One message of the bot.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Message {
    /// What is said, in order.
    pub parts: Vec<Utterance>,
    /// What can be picked.
    pub choices: Vec<Choice>,
    /// The question's number, when choices belong to it.
    pub question: u32,
}

/// One thing that can be picked.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// What it stands for.
    pub pick: Pick,
    /// The action's title, for a choice of an action; empty for all others, which have words of ours.
    pub title: String,
}

/// A call that is to be made.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// Its id.
    pub id: CallId,
    /// The version that defines it.
    pub version: VersionId,
    /// The values it sends.
    pub values: Values,
    /// Who it is for.
    pub user: User,
    /// Whether it belongs to a preview: the wire is shown afterwards.
    pub preview: bool,
    /// Whether it is really sent.
    #[serde(default)]
    pub manner: Manner,
}

/// What becomes of a call. All but the first are for previews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// It is sent.
    #[default]
    Send,
    /// It is only built and shown.
    DryRun,
    /// It is built and shown, and answered by the sample response that is pinned to the version.
    Sample,
}

/// Something that admins or moderators should know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    /// The version it is about.
    pub version: VersionId,
    /// The call it came from.
    pub call: CallId,
    /// What happened.
    pub matter: Matter,
}

/// What a [`Notice`] is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// The reply could not be made from the answer.
    Reply(ReplyFault),
    /// The answer's body could not be read as JSON although the reply needs it.
    UnreadableAnswer,
    /// The call cannot work as it is set up.
    Misconfigured(Misconfigured),
    /// It is not known whether the call was done.
    OutcomeUnknown,
}
