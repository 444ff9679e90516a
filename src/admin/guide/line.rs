//! What the guided dialogue says, as values; `channel::text::admin` finds the words.

use crate::admin::command::{Seen, SourceFile};
use crate::admin::diff::Difference;
use crate::domain::action::ActionName;
use crate::domain::call::Method;
use crate::domain::input::Input;
use crate::domain::problem::Problem;

use super::sheet::Field;
use super::step::{AuthKind, Section, Topic};

/// One thing said.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// A question.
    Ask(Question),
    /// More about a question, and the words that always work.
    Help(Topic),
    /// The answer does not fit the question at all.
    NotUnderstood(Topic),
    /// The answer was understood and would be wrong in a definition.
    Wrong(Vec<Problem>),
    /// A name could not be made of the answer.
    NotAName {
        /// The most characters.
        max: usize,
    },
    /// Another action has the name.
    NameTaken(ActionName),
    /// The action will be called so; said when it is not what was typed.
    Named(ActionName),
    /// The name of an action that exists cannot be changed.
    NameFixed(ActionName),
    /// A definition file is being pasted line by line.
    PasteBegins,
    /// The pasted file is too long.
    PasteTooLong {
        /// The most bytes.
        max: usize,
    },
    /// The pasted file is not valid; what could be read of it is in the form.
    PasteHasProblems(Vec<Problem>),
    /// Triggers were added; so many there are now.
    TriggersNoted {
        /// How many in all.
        count: usize,
    },
    /// `not` phrases were added; so many there are now.
    NotPhrasesNoted {
        /// How many in all.
        count: usize,
    },
    /// An entry was removed.
    Removed(String),
    /// There is no such entry to remove.
    NothingToRemove(String),
    /// An input was noted, and is understood so.
    InputNoted(Box<Input>),
    /// The request was noted.
    RequestNoted {
        /// The method.
        method: Method,
        /// The URL.
        url: String,
    },
    /// Parts of a pasted `curl` command that hold secret values; they were left out.
    SecretsLeftOut {
        /// What they are called there.
        names: Vec<String>,
        /// Whether only the bot has read it; else it has been in a chat.
        in_form: bool,
    },
    /// Parts of a pasted `curl` command that cannot be taken over.
    CurlIgnored(Vec<String>),
    /// The answer holds the value of a secret. It is not kept.
    SecretTyped {
        /// Whether only the bot has read it; else it has been in a chat.
        in_form: bool,
    },
    /// How to give a secret its value.
    SecretNeeded {
        /// Its name.
        name: String,
    },
    /// A value that is sent was noted.
    PropertyNoted {
        /// The property.
        property: String,
        /// Its value as in the file.
        value: String,
    },
    /// Fields were added; so many there are now.
    FieldsNoted {
        /// How many in all.
        count: usize,
    },
    /// There is nothing before this question.
    NoWayBack,
    /// This question needs an answer.
    NeedsAnswer(Topic),
    /// `save` before everything fits.
    NotYet,
    /// What was typed into a form as authentication is none.
    NotAuth,
    /// Something that was typed into a form could not be taken over.
    Left {
        /// Into which field.
        field: Field,
        /// What, unless it may hold a secret.
        text: Option<String>,
        /// Why.
        why: Box<Line>,
    },
    /// Somebody else has changed a field that was filled in too; theirs stands, and this waits.
    Clash {
        /// Which.
        field: Field,
        /// What was typed.
        text: String,
    },
    /// Somebody else has changed the draft meanwhile.
    Moved {
        /// Who.
        by: String,
        /// What they have changed, as far as it is known.
        differences: Vec<Difference>,
    },
}

impl Line {
    /// Whether it was found out by reading a secret's value: what was written is not to be kept.
    pub fn exposes(&self) -> bool {
        match self {
            Self::SecretTyped { .. } | Self::SecretsLeftOut { .. } => true,
            Self::Wrong(problems) | Self::PasteHasProblems(problems) => {
                problems.iter().any(|problem| problem.fault.exposes())
            }
            Self::Left { why, .. } => why.exposes(),
            Self::Ask(_)
            | Self::Help(_)
            | Self::NotUnderstood(_)
            | Self::NotAName { .. }
            | Self::NameTaken(_)
            | Self::Named(_)
            | Self::NameFixed(_)
            | Self::PasteBegins
            | Self::PasteTooLong { .. }
            | Self::TriggersNoted { .. }
            | Self::NotPhrasesNoted { .. }
            | Self::Removed(_)
            | Self::NothingToRemove(_)
            | Self::InputNoted(_)
            | Self::RequestNoted { .. }
            | Self::CurlIgnored(_)
            | Self::SecretNeeded { .. }
            | Self::PropertyNoted { .. }
            | Self::FieldsNoted { .. }
            | Self::NoWayBack
            | Self::NeedsAnswer(_)
            | Self::NotYet
            | Self::NotAuth
            | Self::Clash { .. }
            | Self::Moved { .. } => false,
        }
    }
}

/// A question, with what there is already.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// What the action is called.
    Name {
        /// The name so far.
        current: Option<String>,
    },
    /// The rest of a pasted file.
    Paste,
    /// What it does.
    Description {
        /// The description so far.
        current: Option<String>,
    },
    /// What customers say.
    Triggers {
        /// The triggers so far.
        current: Vec<String>,
        /// The phrases that must not start it.
        not: Vec<String>,
    },
    /// What must be asked of them.
    Inputs {
        /// Names and instructions so far.
        current: Vec<(String, String)>,
    },
    /// Method and URL.
    Request {
        /// The request so far.
        current: Option<(Method, String)>,
        /// The inputs that the URL may use.
        inputs: Vec<String>,
    },
    /// The rest of a `curl` command that goes on.
    RestOfCurl,
    /// How the request proves who sent it.
    Auth {
        /// The kind so far.
        current: Option<AuthKind>,
    },
    /// The details of a kind of authentication.
    AuthDetail(AuthKind),
    /// What is sent beside the URL.
    Values {
        /// Where values go when nothing else is said.
        place: Place,
        /// Every value: property, as it is typed here, and value as in the file.
        current: Vec<(String, String)>,
    },
    /// The fields that may reach the chat.
    Include {
        /// The paths so far.
        current: Vec<String>,
    },
    /// The fields taken out again.
    Exclude {
        /// The paths so far.
        current: Vec<String>,
    },
    /// What is said on success.
    Text {
        /// The text so far.
        current: Option<String>,
        /// What a text may use.
        variables: Vec<String>,
    },
    /// What is said when the API answers 404.
    NotFound {
        /// The text so far.
        current: Option<String>,
    },
    /// Everything, to be saved or changed.
    Overview(Box<Overview>),
}

/// Where the values of a request go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Into the query.
    Query,
    /// Into the body.
    Body,
}

/// The definition so far.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// The name.
    pub name: Option<String>,
    /// The description.
    pub description: Option<String>,
    /// The triggers.
    pub triggers: Vec<String>,
    /// The inputs' names.
    pub inputs: Vec<String>,
    /// The request.
    pub request: Option<(Method, String)>,
    /// The kind of authentication.
    pub auth: AuthKind,
    /// What is sent beside the URL.
    pub values: Vec<(String, String)>,
    /// The fields that may reach the chat.
    pub include: Vec<String>,
    /// What is said on success.
    pub text: Option<String>,
    /// What is wrong, each with the section where it can be changed.
    pub problems: Vec<(Section, Problem)>,
    /// The secret that has no value yet.
    pub secret_missing: Option<String>,
    /// The action, when it is there already.
    pub of: Option<ActionName>,
    /// The draft that says exactly this.
    pub kept: Option<(ActionName, Seen)>,
    /// What was typed into forms and is not in it, with why.
    pub waiting: Vec<Line>,
}

/// What the dialogue calls a pasted definition.
pub(super) fn pasted(toml: String) -> SourceFile {
    SourceFile { file: "action.toml".to_owned(), toml }
}
