//! The questions of the dialogue and their order.

use serde::{Deserialize, Serialize};

use super::form::Form;

/// The question that is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Step {
    Name,
    /// A definition file that is pasted line by line.
    Paste {
        text: String,
    },
    Description,
    Triggers,
    Inputs,
    /// Method and URL, or a `curl` command of which some lines have come.
    Request {
        curl: String,
    },
    Auth,
    AuthDetail(AuthKind),
    Values,
    Include,
    Exclude,
    Text,
    NotFound,
    Overview,
}

/// What a question is about; help and objections are chosen by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The name.
    Name,
    /// A pasted file.
    Paste,
    /// The description.
    Description,
    /// The triggers.
    Triggers,
    /// The inputs.
    Inputs,
    /// Method and URL.
    Request,
    /// The kind of authentication.
    Auth,
    /// Its details.
    AuthDetail(AuthKind),
    /// What is sent beside the URL.
    Values,
    /// The fields that may reach the chat.
    Include,
    /// The fields taken out again.
    Exclude,
    /// What is said on success.
    Text,
    /// What is said when nothing was found.
    NotFound,
    /// Everything.
    Overview,
}

/// How a request proves who sent it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AuthKind {
    /// It does not.
    None,
    /// A key in a header or query property.
    ApiKey,
    /// A signature.
    Signature,
    /// A bearer token.
    Bearer,
    /// User and password.
    Basic,
}

impl AuthKind {
    /// Every kind, in the order of their numbers from 1.
    pub const ALL: [Self; 5] = [Self::None, Self::ApiKey, Self::Signature, Self::Bearer, Self::Basic];

    /// The kind's word in a definition.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ApiKey => "api_key",
            Self::Signature => "signature",
            Self::Bearer => "bearer",
            Self::Basic => "basic",
        }
    }
}

/// A part of the definition that the overview lets one change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Section {
    /// Name.
    Name,
    /// Description.
    Description,
    /// Triggers.
    Triggers,
    /// Inputs.
    Inputs,
    /// Method and URL.
    Request,
    /// Authentication.
    Auth,
    /// What is sent beside the URL.
    Values,
    /// The reply.
    Reply,
}

impl Section {
    /// Every section, in the order of their numbers from 1.
    pub const ALL: [Self; 8] = [
        Self::Name,
        Self::Description,
        Self::Triggers,
        Self::Inputs,
        Self::Request,
        Self::Auth,
        Self::Values,
        Self::Reply,
    ];

    /// The section's number, from 1.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|other| *other == self).map_or(0, |index| index + 1)
    }

    /// The section of a number as typed, from 1.
    pub(super) fn of_number(typed: &str) -> Option<Self> {
        let number: usize = typed.trim().trim_end_matches('.').parse().ok()?;
        Self::ALL.get(number.checked_sub(1)?).copied()
    }

    /// The section where the key of a problem can be changed.
    pub fn of_path(path: &str) -> Self {
        let begins =
            |with: &str| path.strip_prefix(with).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
        if begins("name") {
            Self::Name
        } else if begins("description") {
            Self::Description
        } else if begins("triggers") || begins("not") {
            Self::Triggers
        } else if begins("inputs") {
            Self::Inputs
        } else if begins("call.auth") {
            Self::Auth
        } else if begins("call.query") || begins("call.headers") || begins("call.body") {
            Self::Values
        } else if begins("reply") {
            Self::Reply
        } else {
            Self::Request
        }
    }

    /// The section's first question.
    pub(super) const fn first(self) -> Step {
        match self {
            Self::Name => Step::Name,
            Self::Description => Step::Description,
            Self::Triggers => Step::Triggers,
            Self::Inputs => Step::Inputs,
            Self::Request => Step::Request { curl: String::new() },
            Self::Auth => Step::Auth,
            Self::Values => Step::Values,
            Self::Reply => Step::Include,
        }
    }
}

/// The questions in order.
static ORDER: [Step; 12] = [
    Step::Name,
    Step::Description,
    Step::Triggers,
    Step::Inputs,
    Step::Request { curl: String::new() },
    Step::Auth,
    Step::Values,
    Step::Include,
    Step::Exclude,
    Step::Text,
    Step::NotFound,
    Step::Overview,
];

impl Step {
    /// What the question is about.
    pub(super) const fn topic(&self) -> Topic {
        match self {
            Self::Name => Topic::Name,
            Self::Paste { .. } => Topic::Paste,
            Self::Description => Topic::Description,
            Self::Triggers => Topic::Triggers,
            Self::Inputs => Topic::Inputs,
            Self::Request { .. } => Topic::Request,
            Self::Auth => Topic::Auth,
            Self::AuthDetail(kind) => Topic::AuthDetail(*kind),
            Self::Values => Topic::Values,
            Self::Include => Topic::Include,
            Self::Exclude => Topic::Exclude,
            Self::Text => Topic::Text,
            Self::NotFound => Topic::NotFound,
            Self::Overview => Topic::Overview,
        }
    }

    /// The section that the question belongs to; the overview belongs to none.
    const fn section(&self) -> Option<Section> {
        match self {
            Self::Name | Self::Paste { .. } => Some(Section::Name),
            Self::Description => Some(Section::Description),
            Self::Triggers => Some(Section::Triggers),
            Self::Inputs => Some(Section::Inputs),
            Self::Request { .. } => Some(Section::Request),
            Self::Auth | Self::AuthDetail(_) => Some(Section::Auth),
            Self::Values => Some(Section::Values),
            Self::Include | Self::Exclude | Self::Text | Self::NotFound => Some(Section::Reply),
            Self::Overview => None,
        }
    }

    /// The question after this one: on the first tour the next that applies, later only within the section.
    pub(super) fn next(&self, form: &Form, touring: bool) -> Self {
        let after = ORDER[self.position() + 1..].iter().find(|step| step.applies(form));
        after.filter(|step| touring || step.section() == self.section()).cloned().unwrap_or(Self::Overview)
    }

    /// The question before this one.
    pub(super) fn previous(&self, form: &Form, touring: bool) -> Option<Self> {
        match self {
            Self::AuthDetail(_) => return Some(Self::Auth),
            Self::Paste { .. } => return Some(Self::Name),
            Self::Request { curl } if !curl.is_empty() => return Some(Self::Request { curl: String::new() }),
            Self::Overview if !touring => return None,
            Self::Name
            | Self::Description
            | Self::Triggers
            | Self::Inputs
            | Self::Request { .. }
            | Self::Auth
            | Self::Values
            | Self::Include
            | Self::Exclude
            | Self::Text
            | Self::NotFound
            | Self::Overview => {}
        }
        let before = ORDER[..self.position()].iter().rev().find(|step| step.applies(form));
        if touring {
            before.cloned()
        } else {
            before.filter(|step| step.section() == self.section()).cloned().or(Some(Self::Overview))
        }
    }

    /// Whether the question is worth asking.
    fn applies(&self, form: &Form) -> bool {
        match self {
            Self::Values => ["query", "headers", "body"].iter().any(|place| form.at(&["call", place]).is_some()),
            Self::Exclude => form.at(&["reply", "include"]).is_some(),
            Self::Name
            | Self::Paste { .. }
            | Self::Description
            | Self::Triggers
            | Self::Inputs
            | Self::Request { .. }
            | Self::Auth
            | Self::AuthDetail(_)
            | Self::Include
            | Self::Text
            | Self::NotFound
            | Self::Overview => true,
        }
    }

    const fn position(&self) -> usize {
        match self {
            Self::Name | Self::Paste { .. } => 0,
            Self::Description => 1,
            Self::Triggers => 2,
            Self::Inputs => 3,
            Self::Request { .. } => 4,
            Self::Auth | Self::AuthDetail(_) => 5,
            Self::Values => 6,
            Self::Include => 7,
            Self::Exclude => 8,
            Self::Text => 9,
            Self::NotFound => 10,
            Self::Overview => 11,
        }
    }
}
