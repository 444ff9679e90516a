//! The guided dialogue behind `/action create` and `/action edit NAME`: one question at a time, at the end a
//! definition.
//!
//! A state machine without I/O that can be stored between two messages. Every answer is judged by the rules of
//! [`Definition::read`] at once, so that what the dialogue accepts is what a file may say. Deliberately absent:
//! commands (a line that begins with `/action` never gets here; the question stays open) and words.

mod auth;
mod curl;
mod describe;
mod entries;
mod exposed;
mod fill;
mod form;
mod inputs;
pub mod line;
mod overview;
mod reply;
mod request;
pub mod sheet;
mod step;
mod values;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::command::AdminCommand;
use super::library::Library;
use super::verb::Verb;
use crate::domain::action::ActionName;
use crate::domain::definition::Definition;
use crate::domain::version::VersionNumber;
use form::Form;
pub use line::{Line, Overview, Place, Question};
pub use sheet::{Field, Sheet};
use step::Step;
pub use step::{AuthKind, Section, Topic};
use words::Steer;

/// A guided dialogue that is open.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Guide {
    target: Target,
    form: Form,
    step: Step,
    /// Whether the questions are asked one after the other; later the overview leads to each.
    touring: bool,
    /// What the draft said when the dialogue began, or was kept last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<Form>,
    /// What was typed into forms and could not be taken over.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    left: BTreeMap<Field, String>,
    /// What was typed into forms where somebody else has written something else meanwhile.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    clash: BTreeMap<Field, String>,
    /// The entry of the list that is asked for of which the next answer takes the place, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    picked: Option<usize>,
}

/// What the dialogue's result becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// A new action.
    New,
    /// The draft, provided nobody else has changed it meanwhile.
    Draft {
        /// The action.
        name: ActionName,
        /// The draft.
        number: VersionNumber,
        /// Its lock number when the dialogue began.
        lock: u32,
    },
    /// A new draft of an action that was withdrawn.
    Revival {
        /// The action.
        name: ActionName,
        /// The version that the dialogue began with.
        from: VersionNumber,
    },
}

impl Target {
    /// The action that is there already.
    pub const fn action(&self) -> Option<&ActionName> {
        match self {
            Self::New => None,
            Self::Draft { name, .. } | Self::Revival { name, .. } => Some(name),
        }
    }
}

/// The result of a dialogue, to be kept by the planner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Save {
    /// What it becomes.
    pub target: Target,
    /// The definition as TOML.
    pub definition: String,
}

impl Save {
    /// The verb that began the dialogue.
    pub const fn verb(&self) -> Verb {
        match self.target {
            Target::New => Verb::Create,
            Target::Draft { .. } | Target::Revival { .. } => Verb::Edit,
        }
    }
}

/// What an answer led to.
#[derive(Debug, Clone, PartialEq)]
pub struct GuideStep {
    /// What is said, in order; the next question comes last. Nothing while a file is pasted line by line.
    pub say: Vec<Line>,
    /// How it goes on.
    pub next: Next,
}

/// How it goes on.
#[derive(Debug, Clone, PartialEq)]
pub enum Next {
    /// The dialogue waits for the next answer.
    Ask(Box<Guide>),
    /// The dialogue is complete: the command is to be planned and its report shown.
    Run {
        /// The command.
        command: Box<AdminCommand>,
        /// The dialogue as it goes on when the command is refused.
        guide: Box<Guide>,
    },
    /// The admin cancelled; nothing is kept.
    Cancelled,
}

/// Where an answer leads within the dialogue.
enum Move {
    /// The same question again.
    Stay,
    /// The question stays open and need not be asked again: what was said invites to go on.
    Open,
    /// The next question.
    Next,
    /// That question.
    To(Step),
    /// Out of the dialogue, with a command.
    Run(Box<AdminCommand>),
}

impl Guide {
    /// A dialogue for a new action.
    pub fn create() -> Self {
        Self {
            target: Target::New,
            form: Form::default(),
            step: Step::Name,
            touring: true,
            base: None,
            left: BTreeMap::new(),
            clash: BTreeMap::new(),
            picked: None,
        }
    }

    /// A dialogue over a definition that exists; it begins with the overview.
    pub fn edit(target: Target, definition: &Definition) -> Self {
        let form = Form::of(definition);
        Self { target, base: Some(form.clone()), form, step: Step::Overview, touring: false, ..Self::create() }
    }

    /// What the dialogue becomes.
    pub const fn target(&self) -> &Target {
        &self.target
    }

    /// The entries of the list that the open question asks for.
    pub fn entries(&self) -> Vec<String> {
        entries::texts(&self.form, &self.step)
    }

    /// The next answer takes the place of this entry.
    pub const fn pick(&mut self, index: usize) {
        self.picked = Some(index);
    }

    /// The open question.
    pub fn ask(&self, library: &Library) -> Line {
        Line::Ask(self.question(library))
    }

    /// Takes an answer.
    pub fn step(mut self, line: &str, library: &Library) -> GuideStep {
        let mut say = Vec::new();
        let before = self.beside();
        let picked = self.picked.take();
        let went = match Steer::parse(line) {
            Some(Steer::Cancel) => return GuideStep { say, next: Next::Cancelled },
            Some(Steer::Help) => {
                say.push(Line::Help(self.step.topic()));
                Move::Stay
            }
            Some(Steer::Back) if picked.is_some() => Move::Stay,
            Some(Steer::Back) => self.back(&mut say),
            Some(Steer::Save) => self.save(library, &mut say),
            Some(Steer::Done) => self.done(library, &mut say),
            Some(Steer::Skip) => self.leave(&mut say),
            None if line.trim().is_empty() => self.empty(line, &mut say),
            None => self.answer(line, picked, library, &mut say),
        };
        self.drop_answered(before);
        let section = matches!(self.step, Step::Inputs | Step::Request { .. });
        match went {
            Move::Stay => {}
            Move::Open => return GuideStep { say, next: Next::Ask(Box::new(self)) },
            Move::To(step) => self.step = step,
            Move::Next => {
                if section {
                    values::settle(&mut self.form);
                }
                self.step = self.step.next(&self.form, self.touring);
            }
            Move::Run(command) => return GuideStep { say, next: Next::Run { command, guide: Box::new(self) } },
        }
        if self.step == Step::Overview {
            self.touring = false;
        }
        say.push(self.ask(library));
        GuideStep { say, next: Next::Ask(Box::new(self)) }
    }

    /// Whether a line says where to go on, rather than anything else.
    pub fn steers(&self, line: &str) -> bool {
        self.step != Step::Overview || Steer::parse(line).is_some() || Section::of_number(line).is_some()
    }

    /// `back`: the question before.
    fn back(&self, say: &mut Vec<Line>) -> Move {
        if let Some(step) = self.step.previous(&self.form, self.touring) {
            Move::To(step)
        } else {
            say.push(Line::NoWayBack);
            Move::Stay
        }
    }

    /// An answer that is no word to steer by.
    fn answer(&mut self, line: &str, picked: Option<usize>, library: &Library, say: &mut Vec<Line>) -> Move {
        if exposed::in_answer(&self.step, line) {
            say.push(Line::SecretTyped { in_form: false });
            return Move::Stay;
        }
        let form = &mut self.form;
        let entry = entries::parse(line).or_else(|| entries::instead(picked?, line));
        if let Some(entry) = entry.filter(|_| entries::has_entries(&self.step)) {
            return entries::apply(form, &self.step, &entry, self.step.topic(), say);
        }
        match &mut self.step {
            Step::Name => describe::name(form, line, library, say),
            Step::Paste { text } => describe::paste(text, line, say),
            Step::Description => describe::description(form, line, say),
            Step::Triggers => describe::triggers(form, line, say),
            Step::Inputs => inputs::answer(form, line, say),
            Step::Request { curl } => request::answer(form, curl, line, say),
            Step::Auth => auth::choice(form, line, say),
            Step::AuthDetail(kind) => auth::detail(form, *kind, line, library, say),
            Step::Values => values::answer(form, line, say),
            Step::Include => reply::fields(form, "include", Topic::Include, line, say),
            Step::Exclude => reply::fields(form, "exclude", Topic::Exclude, line, say),
            Step::Text => reply::text(form, "text", line, say),
            Step::NotFound => reply::text(form, "not_found", line, say),
            Step::Overview => overview::answer(&self.target, line, say),
        }
    }

    /// `done`: the list, the pasted file or everything is complete.
    fn done(&mut self, library: &Library, say: &mut Vec<Line>) -> Move {
        match &mut self.step {
            Step::Paste { text } => {
                let text = std::mem::take(text);
                describe::pasted(&mut self.form, &text, say)
            }
            Step::Overview => self.save(library, say),
            Step::Name
            | Step::Description
            | Step::Triggers
            | Step::Inputs
            | Step::Request { .. }
            | Step::Auth
            | Step::AuthDetail(_)
            | Step::Values
            | Step::Include
            | Step::Exclude
            | Step::Text
            | Step::NotFound => self.leave(say),
        }
    }

    /// An empty line ends a list like `done`, but saves nothing and is part of a pasted file.
    fn empty(&mut self, line: &str, say: &mut Vec<Line>) -> Move {
        match &mut self.step {
            Step::Paste { text } => describe::paste(text, line, say),
            Step::Overview => Move::Stay,
            Step::Name
            | Step::Description
            | Step::Triggers
            | Step::Inputs
            | Step::Request { .. }
            | Step::Auth
            | Step::AuthDetail(_)
            | Step::Values
            | Step::Include
            | Step::Exclude
            | Step::Text
            | Step::NotFound => self.leave(say),
        }
    }

    /// `skip`: what is there stays as it is, provided that it is enough.
    fn leave(&self, say: &mut Vec<Line>) -> Move {
        let form = &self.form;
        let enough = match &self.step {
            Step::Name => form.text_at(&["name"]).is_some(),
            Step::Description => form.text_at(&["description"]).is_some(),
            Step::Triggers => form.at(&["triggers"]).is_some(),
            Step::Request { .. } => form.text_at(&["call", "url"]).is_some(),
            Step::Paste { .. } | Step::AuthDetail(_) | Step::Overview => false,
            Step::Inputs | Step::Auth | Step::Values | Step::Include | Step::Exclude | Step::Text | Step::NotFound => {
                true
            }
        };
        if enough {
            Move::Next
        } else {
            say.push(Line::NeedsAnswer(self.step.topic()));
            Move::Stay
        }
    }

    /// `save`: out of the dialogue when the definition is valid. Else the questions go on, or the overview says
    /// what is wrong.
    fn save(&mut self, library: &Library, say: &mut Vec<Line>) -> Move {
        if let Some(moved) = self.catch_up(library) {
            say.push(moved);
            if !self.clash.is_empty() {
                // What others have written instead is to be seen before it is kept.
                return Move::To(Step::Overview);
            }
        }
        if self.form.read().is_ok() {
            let save = Save { target: self.target.clone(), definition: self.form.text() };
            return Move::Run(Box::new(AdminCommand::Save(save)));
        }
        say.push(Line::NotYet);
        if self.touring { Move::Stay } else { Move::To(Step::Overview) }
    }

    /// The open question, with what there is already.
    pub fn question(&self, library: &Library) -> Question {
        let form = &self.form;
        let text = |path: &[&str]| form.text_at(path).map(str::to_owned);
        match &self.step {
            Step::Name => Question::Name { current: text(&["name"]) },
            Step::Paste { .. } => Question::Paste,
            Step::Description => Question::Description { current: text(&["description"]) },
            Step::Triggers => Question::Triggers { current: form.list(&["triggers"]), not: form.list(&["not"]) },
            Step::Inputs => Question::Inputs { current: inputs::rows(form) },
            Step::Request { curl } if !curl.is_empty() => Question::RestOfCurl,
            Step::Request { .. } => Question::Request { current: request::current(form), inputs: form.input_names() },
            Step::Auth => Question::Auth { current: auth::current(form) },
            Step::AuthDetail(kind) => Question::AuthDetail(*kind),
            Step::Values => Question::Values { place: values::place(form), current: values::rows(form) },
            Step::Include => Question::Include { current: form.list(&["reply", "include"]) },
            Step::Exclude => Question::Exclude { current: form.list(&["reply", "exclude"]) },
            Step::Text => Question::Text { current: text(&["reply", "text"]), variables: reply::variables(form) },
            Step::NotFound => Question::NotFound { current: text(&["reply", "not_found"]) },
            Step::Overview => Question::Overview(Box::new(overview::of(self, library))),
        }
    }
}
