//! The console: one person at a terminal, or a script through a pipe.
//!
//! A line is read, what it leads to is shown, then the next line is read; a call that is under way is waited
//! for. Deliberately absent: line editing and history, which terminals and `rlwrap` have.

mod administer;
mod lines;
mod render;

use std::io::{self, Write};

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub use lines::Lines;
pub use render::Look;
use smol_str::SmolStr;

use crate::admin::{Rights, Role};
use crate::domain::conversation::{Channel, ConversationId, User};
use crate::domain::language::Language;
use crate::engine::Event;
use crate::runtime::{Arrival, Content, Handle, Happening, Incoming, Outgoing};

/// Everything a console is made of.
pub struct Console<W> {
    /// The way to the core loop.
    pub handle: Handle,
    /// What the core loop wants shown.
    pub outgoing: mpsc::Receiver<Outgoing>,
    /// Who sits there.
    pub user: User,
    /// A language that was asked for explicitly.
    pub language: Option<Language>,
    /// What they may do.
    pub role: Role,
    /// Where it is shown.
    pub out: W,
    /// How it is shown.
    pub look: Look,
    /// Whether lines are shown as they are read, because nobody typed them here.
    pub echo: bool,
}

/// Why a console ended before its input did.
#[derive(Debug, thiserror::Error)]
pub enum ConsoleError {
    /// The core loop has stopped.
    #[error(transparent)]
    Stopped(#[from] crate::runtime::arrival::Stopped),
    /// Nobody reads what is written.
    #[error("the output cannot be written")]
    Output(#[from] io::Error),
}

/// The conversation of a person at a terminal.
pub fn conversation(person: &str) -> ConversationId {
    ConversationId { channel: Channel::Console, place: SmolStr::default(), person: person.into() }
}

impl<W: Write> Console<W> {
    /// Shows what is still owed from earlier, then talks until the input ends or `stop`.
    ///
    /// # Errors
    /// [`ConsoleError`] when the core loop or the output has gone.
    pub async fn talk(&mut self, mut lines: Lines, greet: bool, stop: &CancellationToken) -> Result<(), ConsoleError> {
        let (conversation, user, language) = (conversation(&self.user.id), self.user.clone(), self.language);
        self.handle.send(Arrival::Attached { conversation, user, language }).await?;
        self.until_settled(stop).await?;
        if greet {
            self.happen(Happening::Event(Event::Opened), stop).await?;
        }
        while let Some(line) = self.next_line(&mut lines, stop).await? {
            if self.echo {
                self.look.echo(&mut self.out, &line)?;
            }
            self.take(line, stop).await?;
        }
        Ok(())
    }

    /// The next line; what happens meanwhile, such as the end of an old session, is shown.
    async fn next_line(&mut self, lines: &mut Lines, stop: &CancellationToken) -> Result<Option<String>, ConsoleError> {
        self.look.prompt(&mut self.out)?;
        loop {
            tokio::select! {
                () = stop.cancelled() => return Ok(None),
                Some(outgoing) = self.outgoing.recv() => { self.show(outgoing).await?; }
                line = lines.next() => return Ok(line),
            }
        }
    }

    async fn take(&mut self, line: String, stop: &CancellationToken) -> Result<(), ConsoleError> {
        match self.heard(line)? {
            Some(what) => self.happen(what, stop).await,
            None => Ok(()),
        }
    }

    async fn happen(&mut self, what: Happening, stop: &CancellationToken) -> Result<(), ConsoleError> {
        let conversation = conversation(&self.user.id);
        let incoming = Incoming {
            conversation,
            user: self.user.clone(),
            speaks: None,
            rights: Rights { role: self.role, ..Rights::CONSOLE },
            what,
            id: None,
            via: None,
            state: Vec::new(),
            committed: None,
        };
        self.handle.commit(incoming).await?;
        self.until_settled(stop).await
    }

    async fn until_settled(&mut self, stop: &CancellationToken) -> Result<(), ConsoleError> {
        loop {
            tokio::select! {
                biased;
                outgoing = self.outgoing.recv() => match outgoing {
                    Some(outgoing) => {
                        if self.show(outgoing).await? {
                            return Ok(());
                        }
                    }
                    None => return Ok(()),
                },
                () = stop.cancelled() => return Ok(()),
            }
        }
    }

    /// Shows one thing, and says whether everything is answered.
    async fn show(&mut self, outgoing: Outgoing) -> Result<bool, ConsoleError> {
        match outgoing {
            Outgoing::Deliver { id, content, .. } => {
                match content {
                    Content::Say(speech) => self.look.speech(&mut self.out, &speech)?,
                    // What was typed at a terminal stays there.
                    Content::Erase(_) | Content::Amend { .. } => {}
                }
                self.handle.send(Arrival::Delivered { id, stands: None, posted: None, committed: None }).await?;
                Ok(false)
            }
            Outgoing::Working { .. } => {
                self.look.working(&mut self.out)?;
                Ok(false)
            }
            Outgoing::Settled(_) => Ok(true),
        }
    }
}
