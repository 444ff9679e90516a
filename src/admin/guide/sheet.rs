//! The dialogue's questions as forms, where a platform has such: which fields a form has, and what is in them.
//!
//! Fields read as the dialogue's answers do, one entry per line. What becomes of a form that is sent back is in
//! `fill`.

use serde::{Deserialize, Serialize};

use super::form::Form;
use super::step::Section;
use super::{auth, inputs, request, values};

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sheet {
    /// A simple action as a whole.
    Whole,
    /// Name, description and phrases.
    Describe,
    /// What is asked.
    Inputs,
    /// The request.
    Api,
    /// The reply.
    Reply,
}

/// A field of a form. In this order they are taken over, since later ones use what earlier ones name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The name; only of an action that is not there yet.
    Name,
    /// The description.
    Description,
    /// Phrases that start it.
    Triggers,
    /// Phrases that must not.
    Not,
    /// `name: instructions`
    Inputs,
    /// Method and URL, or a `curl` command.
    Request,
    /// How the request proves who sent it.
    Auth,
    /// `property: input`
    Values,
    /// The fields that may reach the chat.
    Include,
    /// The fields taken out again.
    Exclude,
    /// What is said on success.
    Text,
    /// What is said when nothing was found.
    NotFound,
}

impl Sheet {
    /// Every form.
    pub const ALL: [Self; 5] = [Self::Whole, Self::Describe, Self::Inputs, Self::Api, Self::Reply];

    /// The form that a part of the definition is on.
    pub const fn of(section: Section) -> Self {
        match section {
            Section::Name | Section::Description | Section::Triggers => Self::Describe,
            Section::Inputs => Self::Inputs,
            Section::Request | Section::Auth | Section::Values => Self::Api,
            Section::Reply => Self::Reply,
        }
    }

    /// Its fields, five at most; an action that exists keeps its name.
    pub const fn fields(self, exists: bool) -> &'static [Field] {
        use Field::{
            Auth, Description, Exclude, Include, Inputs, Name, Not, NotFound, Request, Text, Triggers, Values,
        };
        match self {
            Self::Whole => &[Name, Description, Triggers, Inputs, Request],
            Self::Describe if exists => &[Description, Triggers, Not],
            Self::Describe => &[Name, Description, Triggers, Not],
            Self::Inputs => &[Inputs],
            Self::Api => &[Request, Auth, Values],
            Self::Reply => &[Include, Exclude, Text, NotFound],
        }
    }

    /// Its name in ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Whole => "whole",
            Self::Describe => "describe",
            Self::Inputs => "inputs",
            Self::Api => "api",
            Self::Reply => "reply",
        }
    }

    /// Reads [`Sheet::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.as_str() == text)
    }
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 12] = [
        Self::Name,
        Self::Description,
        Self::Triggers,
        Self::Not,
        Self::Inputs,
        Self::Request,
        Self::Auth,
        Self::Values,
        Self::Include,
        Self::Exclude,
        Self::Text,
        Self::NotFound,
    ];

    /// Its name in ids.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Description => "description",
            Self::Triggers => "triggers",
            Self::Not => "not",
            Self::Inputs => "inputs",
            Self::Request => "request",
            Self::Auth => "auth",
            Self::Values => "values",
            Self::Include => "include",
            Self::Exclude => "exclude",
            Self::Text => "text",
            Self::NotFound => "not-found",
        }
    }

    /// Reads [`Field::as_str`] back.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == text)
    }

    /// Whether it holds one entry per line.
    pub const fn is_list(self) -> bool {
        match self {
            Self::Triggers | Self::Not | Self::Inputs | Self::Values | Self::Include | Self::Exclude => true,
            Self::Name | Self::Description | Self::Request | Self::Auth | Self::Text | Self::NotFound => false,
        }
    }
}

/// What a definition has in a field, as it is typed there.
pub(super) fn shown(form: &Form, field: Field) -> String {
    let text = |path: &[&str]| form.text_at(path).unwrap_or_default().to_owned();
    let list = |path: &[&str]| form.list(path).join("\n");
    match field {
        Field::Name => text(&["name"]),
        Field::Description => text(&["description"]),
        Field::Triggers => list(&["triggers"]),
        Field::Not => list(&["not"]),
        Field::Inputs => inputs::lines(form).join("\n"),
        Field::Request => {
            request::current(form).map(|(method, url)| format!("{} {url}", method.as_str())).unwrap_or_default()
        }
        Field::Auth => auth::typed(form),
        Field::Values => values::lines(form).join("\n"),
        Field::Include => list(&["reply", "include"]),
        Field::Exclude => list(&["reply", "exclude"]),
        Field::Text => text(&["reply", "text"]),
        Field::NotFound => text(&["reply", "not_found"]),
    }
}
