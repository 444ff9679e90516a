//! How commands are typed: `/action VERB …`.
//!
//! Deliberately absent: reading files. `import FILE` is parsed to paths; the edge reads them.

use super::command::{AdminCommand, RunsOf, SecretCommand, Seen, Settlement};
use super::refusal::{Refusal, Unclear};
use super::verb::Verb;
use super::{nearby, shell};
use crate::domain::call::SecretName;
use crate::domain::call::secret::{holds_key, looks_like_value};
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

/// Whether a line is an admin command at all: its first word is `/action` (or `/action@bot`, as Telegram sends it),
/// however it is spelled: phones begin with a capital.
pub fn is_command(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    first.split('@').next().is_some_and(|command| command.eq_ignore_ascii_case("/action"))
}

/// Reads a line for which [`is_command`] holds.
///
/// # Errors
/// A [`Refusal`] that says what is missing or too much.
pub fn parse(line: &str) -> Result<Typed, Refusal> {
    match exposed(line) {
        Some(refusal) => Err(refusal),
        None => Ok(read(line)?),
    }
}

/// Whether a line is about secrets as nothing but a command for them begins: what follows may be a value, and is
/// nobody's message.
pub fn is_about_secrets(line: &str) -> bool {
    let first = line.split_whitespace().next().unwrap_or_default();
    first == "/secret" || first.starts_with("/secret@")
}

/// What holds the value of a secret is refused, whatever it is.
fn exposed(line: &str) -> Option<Refusal> {
    let words: Vec<&str> = line.split_whitespace().skip(1).collect();
    let is = |index: usize, word: &str| words.get(index).is_some_and(|typed| typed.eq_ignore_ascii_case(word));
    if is(0, Verb::Secret.as_str()) && is(1, "set") && words.len() > 3 {
        let name = words.get(2).filter(|name| !looks_like_value(name)).and_then(|name| SecretName::parse(name));
        return Some(Refusal::SecretTyped { name });
    }
    // A sample is an answer of the API; what it holds is the customer's.
    let is_exposed = holds_key(line) && !is(0, Verb::Pin.as_str());
    is_exposed.then_some(Refusal::SecretTyped { name: None })
}

fn read(line: &str) -> Result<Typed, Unclear> {
    // What follows these is a text of its own, whatever quotes and spaces it holds.
    if let Some(command) = verbatim(line)? {
        return Ok(Typed::Command(command));
    }
    let words = shell::split(line).map_err(|shell::Unclosed| Unclear::UnclosedQuote)?;
    let mut words = words.into_iter().skip(1);
    let Some(typed) = words.next() else {
        // On its own it opens the list, which is where everything else begins.
        return Ok(Typed::Command(AdminCommand::List));
    };
    let verb = parse_verb(&typed)?;
    let mut rest = Arguments { verb, words: words.collect::<Vec<_>>().into_iter() };
    let command = match verb {
        Verb::Import => return rest.import(),
        Verb::Why | Verb::Pin => return Err(Unclear::MissingName { verb }),
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
        Verb::Unpublish => AdminCommand::Unpublish { name: rest.name()?, seen: None },
        Verb::Delete => AdminCommand::Delete { name: rest.name()?, seen: None },
        Verb::History => AdminCommand::History { name: rest.name()? },
        Verb::Rollback => {
            let name = rest.name()?;
            AdminCommand::Rollback {
                number: rest.version()?.ok_or(Unclear::MissingVersion { name: name.clone() })?,
                name,
                seen: None,
            }
        }
        Verb::Diff => AdminCommand::Diff { name: rest.name()?, from: rest.version()?, to: rest.version()? },
        Verb::Runs => AdminCommand::Runs(rest.runs()),
        Verb::Misses => rest.misses()?,
        Verb::Settle => return rest.settle(),
        Verb::Stats => AdminCommand::Stats { name: rest.words.next() },
        Verb::Notices => AdminCommand::Notices,
        Verb::Secret => AdminCommand::Secret(rest.secret()?),
        Verb::Help => AdminCommand::Help { topic: rest.words.next().map(|word| parse_verb(&word)).transpose()? },
    };
    rest.end()?;
    Ok(Typed::Command(command))
}

/// `why TEXT`, `pin NAME RESPONSE` and `settle REFERENCE tell WORDS`.
fn verbatim(line: &str) -> Result<Option<AdminCommand>, Unclear> {
    let Some((verb, rest)) = after(line, 1).map(first_word) else { return Ok(None) };
    match Verb::parse(verb) {
        Some(Verb::Why) if rest.is_empty() => Err(Unclear::MissingText),
        Some(Verb::Why) => Ok(Some(AdminCommand::Why { text: rest.to_owned() })),
        Some(Verb::Pin) => match first_word(rest) {
            ("", _) => Err(Unclear::MissingName { verb: Verb::Pin }),
            (_, "") => Err(Unclear::MissingResponse),
            (name, "off") => Ok(Some(AdminCommand::Pin { name: name.to_owned(), response: None })),
            (name, response) => {
                Ok(Some(AdminCommand::Pin { name: name.to_owned(), response: Some(response.to_owned()) }))
            }
        },
        Some(Verb::Settle) => {
            let (reference, rest) = first_word(rest);
            let (how, words) = first_word(rest);
            let words = (!words.is_empty()).then(|| words.to_owned());
            let told = AdminCommand::Settle { reference: reference.to_uppercase(), how: Settlement::Tell { words } };
            Ok(how.eq_ignore_ascii_case("tell").then_some(told))
        }
        Some(_) | None => Ok(None),
    }
}

/// The first word, and what follows it.
fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim();
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    (word, rest.trim())
}

/// What follows so many words, when there is anything.
fn after(line: &str, words: usize) -> Option<&str> {
    let rest = (0..words).fold(line.trim(), |rest, _| first_word(rest).1);
    (!rest.is_empty()).then_some(rest)
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

    fn runs(&mut self) -> RunsOf {
        self.words.next().map_or(RunsOf::Everything, |word| RunsOf::of(&word))
    }

    /// `misses`, or `misses add NUMBER NAME`.
    fn misses(&mut self) -> Result<AdminCommand, Unclear> {
        match self.words.next() {
            None => Ok(AdminCommand::Misses),
            Some(word) if word.eq_ignore_ascii_case("add") => {
                let number = self.words.next().ok_or(Unclear::MissingMiss)?;
                let miss = number.parse().map_err(|_| Unclear::NotAMiss { typed: number })?;
                Ok(AdminCommand::AddPhrase { miss, name: self.name()? })
            }
            Some(extra) => Err(Unclear::TooMuch { verb: Verb::Misses, extra }),
        }
    }

    /// `settle REFERENCE done`, `not-done`, `again` or `tell [WORDS]`.
    fn settle(mut self) -> Result<Typed, Unclear> {
        let reference = self.words.next().ok_or(Unclear::MissingReference)?.to_uppercase();
        let word = self.words.next().ok_or_else(|| Unclear::MissingSettlement { reference: reference.clone() })?;
        let how = match word.to_lowercase().as_str() {
            "done" => Settlement::Done,
            "again" => Settlement::Again,
            "not-done" => Settlement::NotDone,
            _ => return Err(Unclear::MissingSettlement { reference }),
        };
        self.end()?;
        Ok(Typed::Command(AdminCommand::Settle { reference, how }))
    }

    fn secret(&mut self) -> Result<SecretCommand, Unclear> {
        let word = self.words.next().map(|word| word.to_lowercase());
        match word.as_deref() {
            None | Some("list") => Ok(SecretCommand::List),
            Some("set") => {
                Ok(SecretCommand::Set { name: self.words.next().ok_or(Unclear::MissingSecret { set: true })? })
            }
            Some("delete") => {
                Ok(SecretCommand::Delete { name: self.words.next().ok_or(Unclear::MissingSecret { set: false })? })
            }
            Some(extra) => Err(Unclear::TooMuch { verb: Verb::Secret, extra: extra.to_owned() }),
        }
    }

    fn end(mut self) -> Result<(), Unclear> {
        match self.words.next() {
            Some(extra) => Err(Unclear::TooMuch { verb: self.verb, extra }),
            None => Ok(()),
        }
    }
}
