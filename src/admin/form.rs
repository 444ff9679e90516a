//! Forms that a platform shows: what one holds when it is opened, and what comes back.
//!
//! A form is opened without changing anything. What comes back names the draft that it was opened with, so that a
//! change in between is noticed.

use super::access::{Rights, may};
use super::command::{AdminCommand, SecretCommand, Seen};
use super::guide::{Field, Guide, Section, Sheet};
use super::library::Library;
use super::press::AdminPress;
use super::verb::{self, Verb};
use crate::domain::action::ActionName;
use crate::domain::call::SecretName;

/// What somebody wishes to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// A new action.
    New,
    /// What a button leads to.
    Press(AdminPress),
    /// The value of a secret.
    Secret(String),
    /// Definition files.
    Files,
    /// A definition file that was asked for.
    AwaitedFile,
}

/// A form that opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opened {
    /// A part of a definition.
    Sheet(Page),
    /// The value of a secret.
    Secret(SecretName),
    /// One entry of the list that the open dialogue asks for.
    Entry {
        /// The number of the question.
        turn: u32,
        /// Which, from 0.
        index: usize,
        /// What it says.
        text: String,
    },
    /// Nothing to fill in: files may be sent.
    Files,
}

/// A form about a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Which.
    pub sheet: Sheet,
    /// The action; none for one that is not there yet.
    pub of: Option<ActionName>,
    /// Its draft.
    pub seen: Option<Seen>,
    /// What the fields hold.
    pub fields: Vec<(Field, String)>,
}

/// What a wish opens for somebody whose open dialogue is `open`. `None` when it is no form, or none they may have: then
/// the wish goes the way of all others, and is answered there.
pub fn open(open: Option<&Guide>, wanted: &Wanted, rights: Rights, library: &Library) -> Option<Opened> {
    match wanted {
        Wanted::New | Wanted::Press(AdminPress::Command(AdminCommand::Create)) => {
            may(rights, Verb::Create).ok()?;
            let begun = open.filter(|guide| guide.is_over(None)).cloned();
            Some(page(&begun.unwrap_or_else(Guide::blank), Sheet::Whole))
        }
        Wanted::Files | Wanted::AwaitedFile => may(rights, Verb::Import).ok().map(|()| Opened::Files),
        Wanted::Press(AdminPress::Section { section, of, .. }) => {
            may(rights, Verb::Edit).ok()?;
            section_of(open, *section, of.as_ref(), library)
        }
        Wanted::Press(AdminPress::Command(AdminCommand::Secret(SecretCommand::Set { name })))
        | Wanted::Secret(name) => {
            // Nobody else sees the form, nor what it is answered.
            may(rights.alone(), Verb::Secret).ok()?;
            SecretName::parse(name).filter(|_| !verb::secret::is_value(name, library)).map(Opened::Secret)
        }
        Wanted::Press(
            AdminPress::Command(_)
            | AdminPress::Confirmed(_)
            | AdminPress::Leave
            | AdminPress::Page { .. }
            | AdminPress::Dialogue { .. }
            | AdminPress::Entry { .. }
            | AdminPress::Entries { .. }
            | AdminPress::Say { .. }
            | AdminPress::EndPreview
            | AdminPress::PreviewAgain(_),
        ) => None,
    }
}

fn section_of(open: Option<&Guide>, section: Section, of: Option<&ActionName>, library: &Library) -> Option<Opened> {
    let sheet = Sheet::of(section);
    if let Some(guide) = open.filter(|guide| guide.is_over(of)) {
        return Some(page(guide, sheet));
    }
    Some(page(&verb::edit::begin(of?.as_str(), library).ok()?, sheet))
}

fn page(guide: &Guide, sheet: Sheet) -> Opened {
    let (of, seen) = (guide.over().cloned(), guide.draft());
    Opened::Sheet(Page { sheet, of, seen, fields: guide.sheet(sheet) })
}
