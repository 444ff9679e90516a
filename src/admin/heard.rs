//! What a desk hears, what that is, and what is said back: values, which the runtime performs and channels put into
//! words.

use super::Plan;
use super::access::{Denied, Rights};
use super::card::Page;
use super::command::{AdminCommand, Seen, SourceFile};
use super::guide::{Field, Line, Question};
use super::press::AdminPress;
use super::refusal::Refusal;
use super::report::Report;
use super::trial::Ended;
use super::verb::Verb;
use crate::domain::action::ActionName;
use crate::domain::version::VersionNumber;

/// What an admin wishes.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    /// They wrote.
    Line(String),
    /// A command that needs no parsing.
    Command(AdminCommand),
    /// They pressed a button.
    Press(AdminPress),
    /// They sent a form back.
    Filled(Filled),
    /// The open dialogue's question is to be shown as it is now.
    Again,
    /// They sent a file without a word, as they were asked to.
    File(SourceFile),
    /// They sent files to be imported, several as one.
    FilesTogether,
    /// They sent a file to be imported, and the platform does not give it.
    FileLost {
        /// Its name.
        file: String,
    },
}

/// A form about a definition, as it came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The action; none for one that is not there yet.
    pub of: Option<ActionName>,
    /// Its draft when the form was opened.
    pub seen: Option<Seen>,
    /// What the fields hold.
    pub fields: Vec<(Field, String)>,
}

impl Filled {
    /// What it asks for that somebody may not.
    pub fn denied(&self, rights: Rights) -> Option<Denied> {
        Denied::of(rights, if self.of.is_some() { Verb::Edit } else { Verb::Create })
    }
}

/// What a wish is.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    /// Nothing for the desk: what was written is a customer's.
    Nothing,
    /// As a customer, this was said.
    Say(String),
    /// The preview is over.
    EndPreview,
    /// To be looked up, then planned with [`Desk::plan`](super::desk::Desk::plan).
    Command(Ordered),
    /// It is answered already.
    Said(Vec<Said>),
}

/// A command with what is known of how it was given.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered {
    /// The command.
    pub command: AdminCommand,
    /// Whether the admin has seen what it changes and said yes.
    pub(super) confirmed: bool,
    /// Which page of what it lists.
    pub(super) page: usize,
    /// What becomes of the open dialogue.
    pub(super) dialogue: Dialogue,
    /// What is said before what comes of it.
    pub(super) before: Vec<Said>,
    /// Whether something is tried meanwhile.
    pub(super) in_preview: bool,
}

/// What becomes of the open dialogue when a command is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialogue {
    /// It has nothing to do with it.
    Apart,
    /// It has led to it, and ends.
    Ends,
    /// It has led to it, and goes on with what was kept.
    GoesOn,
}

/// What came of a command.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// What is said, in order.
    pub said: Vec<Said>,
    /// What is to be done. What is said counts only when it was.
    pub plan: Option<Plan>,
}

/// One thing that is said.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// What came of a command.
    Report {
        /// What.
        report: Box<Report>,
        /// Which page of it.
        page: Page,
        /// The command that gives other pages.
        again: Option<AdminCommand>,
    },
    /// Why nothing came of it.
    Refused(Box<Refusal>),
    /// The dialogue asks.
    Asked {
        /// What.
        question: Box<Question>,
        /// The question's number.
        turn: u32,
    },
    /// The dialogue's question stays open, and need not be repeated.
    StillAsked {
        /// What.
        question: Box<Question>,
        /// The question's number.
        turn: u32,
    },
    /// The dialogue says something else.
    Line(Box<Line>),
    /// One entry of the dialogue's list.
    Entry {
        /// The question's number.
        turn: u32,
        /// Which entry, from 0.
        index: usize,
        /// How many there are.
        count: usize,
        /// What it says.
        text: String,
    },
    /// A page of the entries of the dialogue's list.
    Entries {
        /// The question's number.
        turn: u32,
        /// Which page, from 0.
        page: usize,
        /// How many entries there are.
        count: usize,
    },
    /// The dialogue was cancelled.
    Cancelled,
    /// The dialogue has ended, and everything of it is kept.
    Closed {
        /// The action.
        name: ActionName,
        /// The draft.
        number: VersionNumber,
    },
    /// What was asked first is left as it is.
    Left,
    /// The button belongs to an earlier question.
    NotLatest,
    /// The preview is over: what follows asks something else, and the last question asked is the one that is answered.
    PreviewEnded,
    /// The preview is over, and its person has not ended it.
    PreviewOver {
        /// What was tried.
        name: ActionName,
        /// What ended it.
        ended: Ended,
        /// Whether something was said or pressed in it that was not taken for a customer's.
        kept_back: bool,
    },
    /// How the one-time code is used.
    HowToClaim {
        /// Whether one was written where others read it.
        was_seen: bool,
    },
    /// The one-time code: whether it was right.
    Claimed(bool),
}

impl Said {
    /// Whether it was found out by reading a secret's value: what was written is not to stay where it was written.
    pub fn exposes(&self) -> bool {
        match self {
            Self::Refused(refusal) => refusal.exposes(),
            Self::Line(line) => line.exposes(),
            Self::Report { .. }
            | Self::Asked { .. }
            | Self::StillAsked { .. }
            | Self::Entry { .. }
            | Self::Entries { .. }
            | Self::Cancelled
            | Self::Closed { .. }
            | Self::Left
            | Self::NotLatest
            | Self::PreviewEnded
            | Self::PreviewOver { .. }
            | Self::HowToClaim { .. }
            | Self::Claimed(_) => false,
        }
    }

    /// Whether what is tried ends with it.
    pub const fn ends_preview(&self) -> bool {
        match self {
            Self::PreviewEnded | Self::PreviewOver { .. } => true,
            Self::Report { .. }
            | Self::Refused(_)
            | Self::Asked { .. }
            | Self::StillAsked { .. }
            | Self::Line(_)
            | Self::Entry { .. }
            | Self::Entries { .. }
            | Self::Cancelled
            | Self::Closed { .. }
            | Self::Left
            | Self::NotLatest
            | Self::HowToClaim { .. }
            | Self::Claimed(_) => false,
        }
    }
}

impl Ordered {
    pub(super) const fn new(command: AdminCommand, confirmed: bool) -> Self {
        Self { command, confirmed, page: 0, dialogue: Dialogue::Apart, before: Vec::new(), in_preview: false }
    }
}
