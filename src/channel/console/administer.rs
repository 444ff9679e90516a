//! What an admin at a terminal has and nobody else: files that are imported by their names.
//!
//! Everything else they type is an event like any other; the core loop knows whether it is a command.

use std::fs::File;
use std::io::{self, Read, Write};

use super::{Console, ConsoleError};
use crate::admin::{AdminCommand, Role, SourceFile, Typed, Wish, is_command, parse};
use crate::channel::text::speech::Speech;
use crate::channel::text::{self, Arg};
use crate::domain::limits;
use crate::engine::Event;
use crate::runtime::Happening;

impl<W: Write> Console<W> {
    /// What a typed line is; nothing when a file could not be read, which is said, or when there is nothing.
    pub(super) fn heard(&mut self, line: String) -> Result<Option<Happening>, ConsoleError> {
        let is_empty = line.trim().is_empty();
        match self.role {
            Role::Nobody if is_empty => return Ok(None),
            Role::Nobody => {}
            // In a dialogue an empty line ends a list; anywhere else it is nothing.
            Role::Admin | Role::Moderator if is_empty => return Ok(Some(Happening::wish(Wish::Line(line)))),
            Role::Admin | Role::Moderator => {
                if let Some((paths, publish)) = files(&line) {
                    return match paths.into_iter().map(read_file).collect::<Result<_, _>>() {
                        Ok(files) => Ok(Some(Happening::wish(Wish::Command(AdminCommand::Import {
                            files,
                            publish,
                            seen: Vec::new(),
                        })))),
                        Err(Unread { path, cause }) => {
                            let args = [("path", Arg::Value(path)), ("cause", Arg::Value(cause.to_string()))];
                            let words = text::rich(self.user.language, "file-unreadable", &args);
                            self.look.speech(&mut self.out, &Speech::words(self.user.language, words))?;
                            Ok(None)
                        }
                    };
                }
            }
        }
        Ok(Some(Happening::Event(Event::Said { text: line, message: None, addressed: true })))
    }
}

/// The files that an import names.
fn files(line: &str) -> Option<(Vec<String>, bool)> {
    if !is_command(line) {
        return None;
    }
    match parse(line) {
        Ok(Typed::ImportFiles { paths, publish }) => Some((paths, publish)),
        Ok(Typed::Command(_)) | Err(_) => None,
    }
}

/// Why a file is not imported.
struct Unread {
    path: String,
    cause: io::Error,
}

/// A definition file, read no further than a definition may be long.
fn read_file(path: String) -> Result<SourceFile, Unread> {
    let most = u64::try_from(limits::DEFINITION_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    match File::open(&path).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
        Ok(_) => Ok(SourceFile { file: path, toml: String::from_utf8_lossy(&bytes).into_owned() }),
        Err(cause) => Err(Unread { path, cause }),
    }
}
