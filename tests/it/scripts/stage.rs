//! A surface with people on it: what each of the three can do with its own means.

use errand::admin::access::Trick;
use errand::admin::{Role, Typed, is_command, parse};
use errand::domain::language::Language;

use super::answer::Said;
use super::surface::{Means, Surface};
use crate::world::World;

/// Where somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Alone with the bot.
    Direct,
    /// Where admins and moderators work, as the operator has named it.
    Team,
    /// A thread or a topic there.
    Thread,
    /// Where everybody reads.
    Public,
}

/// Somebody who does something.
#[derive(Debug, Clone)]
pub struct Doer {
    pub name: String,
    pub spot: Spot,
    pub trick: Option<Trick>,
    pub language: Language,
}

/// A definition's file: its name, and what is in it.
pub type File = (String, String);

/// What is done.
#[derive(Debug, PartialEq, Eq)]
pub enum Deed {
    /// A command or an answer, by the means of the platform.
    Line(String),
    /// The same, as a message in any case.
    Message(String),
    /// A button of the last card that has it.
    Press(String),
    /// Files are imported.
    Import { files: Vec<File>, publish: bool },
    /// A form is opened, and sent when something is filled in.
    Form { sheet: String, of: String, fields: Vec<(String, String)> },
    /// A form that is open is sent.
    Send(Vec<(String, String)>),
}

impl Deed {
    /// Reads a step of a script; `file` has what a file of that name holds.
    pub fn read(done: &str, means: Means, file: impl Fn(&str) -> String) -> Self {
        if let Some(label) = done.strip_prefix('<').and_then(|done| done.strip_suffix('>')) {
            return Self::Press(label.to_owned());
        }
        if done.starts_with('{') {
            return Self::form(done);
        }
        if let (true, Ok(Typed::ImportFiles { paths, publish })) = (is_command(done), parse(done)) {
            let files = paths.into_iter().map(|name| (name.clone(), file(&name))).collect();
            return Self::Import { files, publish };
        }
        match means {
            Means::Usual => Self::Line(done.to_owned()),
            Means::Message => Self::Message(done.to_owned()),
        }
    }

    fn form(done: &str) -> Self {
        let mut lines = done.lines();
        let which = lines.next().unwrap_or_default().trim_matches(['{', '}']);
        let (sheet, of) = which.split_once(' ').unwrap_or((which, ""));
        let field = |line: &str| {
            let (field, text) = line.split_once(" =").expect("a field");
            (field.to_owned(), text.trim().replace('⏎', "\n"))
        };
        let fields = lines.map(field).collect();
        if sheet.is_empty() {
            return Self::Send(fields);
        }
        Self::Form { sheet: sheet.to_owned(), of: of.to_owned(), fields }
    }
}

/// Who may what.
pub type Roles = Vec<(String, Role)>;

/// One surface of a world.
pub trait Stage: Sized {
    const SURFACE: Surface;

    /// The surface with these people, and the bot on it.
    async fn open(world: &mut World, roles: &Roles) -> Self;

    /// The operator changes who may what; the next process knows.
    fn configure(&mut self, world: &mut World, roles: &Roles);

    /// Another process has begun.
    async fn begins_anew(&mut self, world: &mut World, roles: &Roles);

    /// Somebody speaks another language from now on. Whether that takes another process.
    async fn speaks(&mut self, world: &World, doer: &Doer) -> bool;

    /// Somebody does something, and the bot has taken it. What is seen of a form.
    async fn does(&mut self, world: &mut World, doer: &Doer, deed: &Deed) -> Vec<String>;

    /// All that somebody was told and has not read.
    fn reads(&mut self, doer: &Doer) -> Vec<Said>;

    /// How the bot knows somebody.
    fn id(&self, name: &str) -> String;

    /// Where somebody is, as a conversation has it.
    fn place(&self, doer: &Doer) -> String;
}
