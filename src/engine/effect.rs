//! What a step leads to. The runtime commits it with the new state, then performs it.

use serde::{Deserialize, Serialize};

use super::event::{MessageId, Pick};
use super::utterance::{Prompt, Utterance};
use crate::domain::call::outcome::Misconfigured;
use crate::domain::conversation::User;
use crate::domain::id::CallId;
use crate::domain::input::{Input, InputKind, InputName, Values};
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
    /// Delete a message of the person where the platform allows it: it held something sensitive.
    Erase(MessageId),
    /// Tell the admins something.
    Notice(Notice),
    /// In a preview: tell who tries it what else would be a notice, or told nobody.
    Explain(Matter),
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
    /// Whether an earlier question with choices is still open after this message.
    pub keeps: bool,
    /// What is to be answered in words, when an input is asked for.
    pub ask: Option<Ask>,
    /// Whether it belongs to a preview, and must not be taken for what a customer gets.
    pub preview: bool,
}

/// An input that is asked for, as a channel must know it to offer the right way of answering.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ask {
    /// The input.
    pub input: InputName,
    /// The input as people read it.
    pub label: String,
    /// An answer that would fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub example: Option<String>,
    /// In which way it is answered.
    pub form: AskForm,
    /// Whether it may be left out.
    #[serde(default)]
    pub can_skip: bool,
    /// Whether the answer must not be seen by others.
    #[serde(default)]
    pub sensitive: bool,
    /// The version that asks, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<VersionId>,
}

/// In which way an input is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskForm {
    /// By one of the choices.
    Choice,
    /// In a few words.
    Line,
    /// In as many words as it takes.
    Text,
    /// By a phone number.
    Phone,
}

impl Ask {
    pub(super) fn of(input: &Input, prompt: &Prompt) -> Self {
        let form = match &input.kind {
            InputKind::Choice { .. } | InputKind::Boolean => AskForm::Choice,
            InputKind::Phone { .. } => AskForm::Phone,
            InputKind::Text { .. } => AskForm::Text,
            InputKind::Email
            | InputKind::Integer { .. }
            | InputKind::Number { .. }
            | InputKind::Date { .. }
            | InputKind::Url
            | InputKind::Pattern { .. } => AskForm::Line,
        };
        Self {
            input: input.name.clone(),
            label: prompt.input.clone(),
            example: input.example.clone(),
            form,
            can_skip: prompt.can_skip,
            sensitive: input.sensitive,
            version: None,
        }
    }
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
