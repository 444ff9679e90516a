//! Admin commands at a terminal: lines that begin with `/action`, and the guided dialogue they may open.

use std::fs::File;
use std::io::{self, Read, Write};

use super::{Console, ConsoleError, conversation};
use crate::admin::guide::Line;
use crate::admin::{AdminCommand, Refusal, SourceFile, Typed, is_command, parse};
use crate::channel::text::speech::Speech;
use crate::channel::text::surface::Surface;
use crate::channel::text::{self, Arg};
use crate::domain::limits;
use crate::domain::rich::RichText;
use crate::runtime::AdminAnswer;
use crate::runtime::arrival::Wish;

impl<W: Write> Console<W> {
    /// Carries a line out when it is an admin's, and says whether it was.
    pub(super) async fn administered(&mut self, line: &str) -> Result<bool, ConsoleError> {
        let wish = if is_command(line) {
            match read(line) {
                Ok(wish) => wish,
                Err(Unread::Refused(refusal)) => {
                    self.refuse(&refusal)?;
                    return Ok(true);
                }
                Err(Unread::File { path, cause }) => {
                    let args = [("path", Arg::Value(path)), ("cause", Arg::Value(cause.to_string()))];
                    self.tell(text::rich(self.user.language, "file-unreadable", &args))?;
                    return Ok(true);
                }
            }
        } else {
            Wish::Line(line.to_owned())
        };
        let conversation = conversation(&self.user.id);
        let answer = self.handle.administer(conversation, self.user.clone(), self.role, wish).await?;
        let language = self.user.language;
        match answer {
            AdminAnswer::NoGuide => return Ok(false),
            AdminAnswer::Done { report, question } => {
                self.tell(text::admin::report(language, Surface::Chat, &report))?;
                self.ask(&question.into_iter().collect::<Vec<_>>())?;
            }
            AdminAnswer::Refused(refusal) => self.refuse(&refusal)?,
            AdminAnswer::Guide(lines) => self.ask(&lines)?,
            AdminAnswer::GuideCancelled => self.tell(text::admin::cancelled(language))?,
            AdminAnswer::PreviewEnded => {}
            AdminAnswer::Failed(cause) => {
                tracing::error!(cause, "an admin command failed");
                self.tell(text::rich(language, "admin-failed", &[]))?;
            }
        }
        self.show_waiting().await?;
        Ok(true)
    }

    /// What the command itself led to, such as the first words of a preview.
    async fn show_waiting(&mut self) -> Result<(), ConsoleError> {
        while let Ok(outgoing) = self.outgoing.try_recv() {
            self.show(outgoing).await?;
        }
        Ok(())
    }

    fn refuse(&mut self, refusal: &Refusal) -> Result<(), ConsoleError> {
        self.tell(text::admin::refusal(self.user.language, Surface::Chat, refusal))
    }

    fn ask(&mut self, lines: &[Line]) -> Result<(), ConsoleError> {
        lines.iter().try_for_each(|line| self.tell(text::admin::guide(self.user.language, line)))
    }

    fn tell(&mut self, words: RichText) -> Result<(), ConsoleError> {
        if words.is_empty() {
            return Ok(());
        }
        Ok(self.look.speech(&mut self.out, &Speech::words(self.user.language, words))?)
    }
}

/// Why a line is no wish.
enum Unread {
    Refused(Box<Refusal>),
    File { path: String, cause: io::Error },
}

fn read(line: &str) -> Result<Wish, Unread> {
    Ok(match parse(line).map_err(|refusal| Unread::Refused(Box::new(refusal)))? {
        Typed::Command(AdminCommand::Preview { name }) if name == "off" => Wish::EndPreview,
        Typed::Command(command) => Wish::Command(command),
        Typed::ImportFiles { paths, publish } => {
            let files = paths.into_iter().map(read_file).collect::<Result<_, _>>()?;
            Wish::Command(AdminCommand::Import { files, publish })
        }
    })
}

/// A definition file, read no further than a definition may be long.
fn read_file(path: String) -> Result<SourceFile, Unread> {
    let most = u64::try_from(limits::DEFINITION_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    match File::open(&path).and_then(|file| file.take(most).read_to_end(&mut bytes)) {
        Ok(_) => Ok(SourceFile { file: path, toml: String::from_utf8_lossy(&bytes).into_owned() }),
        Err(cause) => Err(Unread::File { path, cause }),
    }
}
