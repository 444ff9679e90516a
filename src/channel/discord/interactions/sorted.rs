//! What an interaction is: a command, a press, a form that came back, or something being typed.

use crate::admin::{AdminPress, Filled};
use crate::channel::discord::components::{Pressed, changed};
use crate::channel::discord::modal::{self, Opener};
use crate::channel::discord::payload::{Attached, Chosen, Data, Interaction, fields};
use crate::channel::discord::roles::Stake;
use crate::channel::discord::subcommands::Typing;
use crate::channel::discord::{commands, sheets, subcommands};
use crate::domain::call::SecretName;
use crate::domain::input::InputName;
use crate::runtime::forms::Leads;

/// What an interaction is.
#[derive(Debug, PartialEq)]
pub(super) enum Sorted {
    /// `/ask`, with the name of an action.
    Ask(String),
    Actions,
    Cancel,
    /// An action's own command.
    Own(String, Vec<(InputName, String)>),
    /// A button or an option, by its random id.
    Press(String),
    /// The same on an admin's card.
    Card(String),
    /// A button that turns to the page that begins with this id.
    Turn(String),
    /// A choice that changes an answer.
    Change(String),
    /// The button that opens the form of a question.
    Open(String),
    /// A form that answers the open question.
    Filled(Vec<(InputName, String)>),
    /// A form that changes an answer, by the random id of the choice that opened it.
    Changed(String, Vec<(InputName, String)>),
    /// A form that begins an action.
    Begun(String, Vec<(InputName, String)>),
    /// A name is being typed after `/ask`.
    Typing(String),
    /// `/action`, as the line it stands for.
    Admin(String),
    /// An admin's command or button that leads to a form, and what it is when there is none.
    Form(Leads, String),
    /// A form about a definition.
    Sent(Filled),
    /// A form about one entry of a list.
    Entered(AdminPress),
    /// A form with the value of a secret.
    Secret(SecretName),
    /// Something is being typed into `/action`; `None` when nothing is suggested for it.
    Naming(Option<Typing>),
    /// Definitions for an import, and whether they are published at once.
    Import(Vec<Attached>, bool),
    Unknown,
}

impl Sorted {
    /// What hangs on it whether somebody has a role.
    pub(super) const fn stake(&self) -> Stake {
        match self {
            Self::Admin(_)
            | Self::Form(..)
            | Self::Card(_)
            | Self::Sent(_)
            | Self::Entered(_)
            | Self::Secret(_)
            | Self::Import(..) => Stake::Admins,
            Self::Naming(_) => Stake::Looking,
            Self::Ask(_)
            | Self::Actions
            | Self::Cancel
            | Self::Own(..)
            | Self::Press(_)
            | Self::Turn(_)
            | Self::Change(_)
            | Self::Open(_)
            | Self::Filled(_)
            | Self::Changed(..)
            | Self::Begun(..)
            | Self::Typing(_)
            | Self::Unknown => Stake::Anybodys,
        }
    }
}

pub(super) fn sort(interaction: &Interaction) -> Sorted {
    let Some(data) = &interaction.data else { return Sorted::Unknown };
    match interaction.kind {
        2 => command(data),
        3 if sheets::opener(&data.custom_id).is_some() => {
            let button = sheets::opener(&data.custom_id).unwrap_or_default().to_owned();
            Sorted::Form(Leads::Button(button.clone()), button)
        }
        3 if Opener::parse(&data.custom_id).is_some() => Sorted::Open(data.custom_id.clone()),
        3 => match Pressed::parse(data.values.first().unwrap_or(&data.custom_id)) {
            Pressed::Choice(id) => Sorted::Press(id.to_owned()),
            Pressed::Card(id) => Sorted::Card(id.to_owned()),
            Pressed::Page(id) => Sorted::Turn(id.to_owned()),
            Pressed::Change(id) => Sorted::Change(id.to_owned()),
        },
        4 if data.name == commands::ADMIN => Sorted::Naming(subcommands::typing(&data.options)),
        4 => Sorted::Typing(data.options.iter().find(|one| one.focused).and_then(Chosen::text).unwrap_or_default()),
        5 if modal::is_answer(&data.custom_id) => Sorted::Filled(answers(fields(&data.components))),
        5 => sent(data),
        _ => Sorted::Unknown,
    }
}

fn sent(data: &Data) -> Sorted {
    if let Some(action) = modal::begun(&data.custom_id) {
        return Sorted::Begun(action.to_owned(), answers(fields(&data.components)));
    }
    if let Some(button) = changed(&data.custom_id) {
        return Sorted::Changed(button.to_owned(), answers(fields(&data.components)));
    }
    let filled = sheets::filled(&data.custom_id, &data.components).map(Sorted::Sent);
    let filled = filled.or_else(|| sheets::entered(&data.custom_id, &data.components).map(Sorted::Entered));
    filled.or_else(|| sheets::secret(&data.custom_id).map(Sorted::Secret)).unwrap_or(Sorted::Unknown)
}

fn command(data: &Data) -> Sorted {
    let given = || data.options.iter().filter_map(|option| Some((option.name.clone(), option.text()?)));
    match data.name.as_str() {
        commands::ASK => Sorted::Ask(given().find(|(name, _)| name == commands::ASKED).unwrap_or_default().1),
        commands::ACTIONS => Sorted::Actions,
        commands::CANCEL => Sorted::Cancel,
        commands::ADMIN if subcommands::files(data).is_some() => {
            let (files, publish) = subcommands::files(data).unwrap_or_default();
            Sorted::Import(files, publish)
        }
        commands::ADMIN => {
            let line = subcommands::line(&data.options);
            match subcommands::leads(&data.options) {
                Some(leads) => Sorted::Form(leads, line),
                None => Sorted::Admin(line),
            }
        }
        own => Sorted::Own(own.to_owned(), answers(given().collect())),
    }
}

fn answers(given: Vec<(String, String)>) -> Vec<(InputName, String)> {
    given.into_iter().filter_map(|(name, text)| Some((InputName::parse(&name).ok()?, text))).collect()
}
