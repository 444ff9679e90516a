//! What an admin can ask for, and how it is typed: `/action VERB …`.
//!
//! Deliberately absent: reading files. `import FILE` is parsed to paths; the edge reads them.

use super::guide::Save;
use super::refusal::{Refusal, Unclear};
use super::verb::Verb;
use super::{nearby, shell};
use crate::domain::version::VersionNumber;

/// What a typed line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A command that can be planned as it is.
    Command(AdminCommand),
    /// Files to be read first; then it is [`AdminCommand::Import`].
    ImportFiles {
        /// The paths as typed.
        paths: Vec<String>,
        /// Whether what they define is published at once.
        publish: bool,
    },
}

/// What an admin asks for. Names are as typed: only the library knows which exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdminCommand {
    /// Make an action, guided.
    Create,
    /// Take definitions from files, all or none.
    Import {
        /// The files.
        files: Vec<SourceFile>,
        /// Whether what they define is published at once.
        publish: bool,
    },
    /// Give a definition as a file.
    Export {
        /// The action.
        name: String,
        /// Which version; else the newest.
        version: Option<VersionNumber>,
    },
    /// All actions.
    List,
    /// One action.
    Show {
        /// The action.
        name: String,
        /// Which version; else the newest.
        version: Option<VersionNumber>,
    },
    /// Change an action, guided.
    Edit {
        /// The action.
        name: String,
    },
    /// Start a draft beside what is published.
    Draft {
        /// The action.
        name: String,
    },
    /// Try an action.
    Preview {
        /// The action.
        name: String,
    },
    /// Give the draft to customers.
    Publish {
        /// The action.
        name: String,
        /// The draft that the admin saw; else the draft as it stands.
        seen: Option<Seen>,
    },
    /// Take an action away from customers.
    Unpublish {
        /// The action.
        name: String,
    },
    /// Remove an action with all its versions.
    Delete {
        /// The action.
        name: String,
    },
    /// All versions of an action.
    History {
        /// The action.
        name: String,
    },
    /// Start a draft as a copy of an old version.
    Rollback {
        /// The action.
        name: String,
        /// The version to copy.
        number: VersionNumber,
    },
    /// Explain.
    Help {
        /// One verb; else all.
        topic: Option<Verb>,
    },
    /// Keep what the guided dialogue made. Never typed.
    Save(Save),
}

/// A definition file and its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The file as the admin named it.
    pub file: String,
    /// Its text.
    pub toml: String,
}

/// The draft that an admin saw before deciding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen {
    /// The version.
    pub number: VersionNumber,
    /// The lock number, where the surface carries it (buttons do, typed commands do not).
    pub lock: Option<u32>,
}

impl AdminCommand {
    /// The verb, for rights and audit rows.
    pub const fn verb(&self) -> Verb {
        match self {
            Self::Create => Verb::Create,
            Self::Import { .. } => Verb::Import,
            Self::Export { .. } => Verb::Export,
            Self::List => Verb::List,
            Self::Show { .. } => Verb::Show,
            Self::Edit { .. } => Verb::Edit,
            Self::Draft { .. } => Verb::Draft,
            Self::Preview { .. } => Verb::Preview,
            Self::Publish { .. } => Verb::Publish,
            Self::Unpublish { .. } => Verb::Unpublish,
            Self::Delete { .. } => Verb::Delete,
            Self::History { .. } => Verb::History,
            Self::Rollback { .. } => Verb::Rollback,
            Self::Help { .. } => Verb::Help,
            Self::Save(save) => save.verb(),
        }
    }
}

/// Whether a line is an admin command at all: its first word is `/action` (or `/action@bot`, as Telegram sends it).
pub fn is_command(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    first == "/action" || first.starts_with("/action@")
}

/// Reads a line for which [`is_command`] holds.
///
/// # Errors
/// A [`Refusal`] that says what is missing or too much.
pub fn parse(line: &str) -> Result<Typed, Refusal> {
    Ok(read(line)?)
}

fn read(line: &str) -> Result<Typed, Unclear> {
    let words = shell::split(line).map_err(|shell::Unclosed| Unclear::UnclosedQuote)?;
    let mut words = words.into_iter().skip(1);
    let Some(typed) = words.next() else {
        return Ok(Typed::Command(AdminCommand::Help { topic: None }));
    };
    let verb = parse_verb(&typed)?;
    let mut rest = Arguments { verb, words: words.collect::<Vec<_>>().into_iter() };
    let command = match verb {
        Verb::Import => return rest.import(),
        Verb::Create => AdminCommand::Create,
        Verb::List => AdminCommand::List,
        Verb::Export => AdminCommand::Export { name: rest.name()?, version: rest.version()? },
        Verb::Show => AdminCommand::Show { name: rest.name()?, version: rest.version()? },
        Verb::Edit => AdminCommand::Edit { name: rest.name()? },
        Verb::Draft => AdminCommand::Draft { name: rest.name()? },
        Verb::Preview => AdminCommand::Preview { name: rest.name()? },
        Verb::Publish => {
            let name = rest.name()?;
            AdminCommand::Publish { name, seen: rest.version()?.map(|number| Seen { number, lock: None }) }
        }
        Verb::Unpublish => AdminCommand::Unpublish { name: rest.name()? },
        Verb::Delete => AdminCommand::Delete { name: rest.name()? },
        Verb::History => AdminCommand::History { name: rest.name()? },
        Verb::Rollback => {
            let name = rest.name()?;
            AdminCommand::Rollback {
                number: rest.version()?.ok_or(Unclear::MissingVersion { name: name.clone() })?,
                name,
            }
        }
        Verb::Help => AdminCommand::Help { topic: rest.words.next().map(|word| parse_verb(&word)).transpose()? },
    };
    rest.end()?;
    Ok(Typed::Command(command))
}

fn parse_verb(typed: &str) -> Result<Verb, Unclear> {
    Verb::parse(typed).ok_or_else(|| Unclear::UnknownVerb {
        typed: typed.to_owned(),
        close: nearby::closest(typed, &Verb::ALL, |verb| verb.as_str()).into_iter().copied().collect(),
    })
}

/// The words after the verb.
struct Arguments {
    verb: Verb,
    words: std::vec::IntoIter<String>,
}

impl Arguments {
    fn name(&mut self) -> Result<String, Unclear> {
        self.words.next().ok_or(Unclear::MissingName { verb: self.verb })
    }

    fn version(&mut self) -> Result<Option<VersionNumber>, Unclear> {
        let Some(typed) = self.words.next() else { return Ok(None) };
        let digits = typed.strip_prefix(['v', 'V']).unwrap_or(&typed);
        match digits.parse() {
            Ok(number) if number > 0 => Ok(Some(VersionNumber(number))),
            Ok(_) | Err(_) => Err(Unclear::NotAVersion { verb: self.verb, typed }),
        }
    }

    fn import(self) -> Result<Typed, Unclear> {
        let mut publish = false;
        let mut paths = Vec::new();
        for word in self.words {
            match word.as_str() {
                "--publish" => publish = true,
                option if option.starts_with("--") => {
                    return Err(Unclear::TooMuch { verb: Verb::Import, extra: option.to_owned() });
                }
                _ => paths.push(word),
            }
        }
        if paths.is_empty() { Err(Unclear::MissingFile) } else { Ok(Typed::ImportFiles { paths, publish }) }
    }

    fn end(mut self) -> Result<(), Unclear> {
        match self.words.next() {
            Some(extra) => Err(Unclear::TooMuch { verb: self.verb, extra }),
            None => Ok(()),
        }
    }
}
