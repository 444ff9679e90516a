//! `errand chat`: talk to a store's actions in the terminal, as a customer or as an admin.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use tokio_util::sync::CancellationToken;

use crate::admin::Role;
use crate::app;
use crate::channel::console::{Console, Lines, Look, conversation};
use crate::config::Config;
use crate::domain::conversation::{Channel, User};
use crate::domain::language::Language;
use crate::runtime::{Keyring, Port, pulse};

/// Things on their way to the terminal. A person reads slower than this fills.
const WINDOW: usize = 256;

/// Talk in the terminal, against the store of a configuration.
///
/// Standard input is read line by line, and each line is answered before the next is read. Only what
/// customers would see, and the output of `/action` lines, goes to standard output.
#[derive(Debug, Args)]
pub struct ChatArgs {
    /// The configuration file.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Be an admin: lines that begin with `/action` are commands.
    #[arg(long, conflicts_with = "user")]
    pub admin: bool,
    /// Be this customer; an open conversation of theirs goes on.
    #[arg(long, value_name = "ID")]
    pub user: Option<String>,
    /// Talk this language.
    #[arg(long, value_parser = super::language, value_name = "en|de")]
    pub language: Option<Language>,
}

/// A conversation in the terminal.
pub struct Talk {
    /// Who talks.
    pub person: String,
    /// What they may do.
    pub role: Role,
    /// A language that was asked for explicitly.
    pub language: Option<Language>,
    /// Secrets that come from neither store nor environment.
    pub keyring: Keyring,
    /// Whether it begins with a greeting.
    pub greet: bool,
    /// Whether piped input is shown as it is read.
    pub echo: bool,
}

impl Talk {
    /// Talks until the input ends or a signal asks for the end.
    ///
    /// # Errors
    /// What the store or the terminal said.
    pub async fn run(self, config: &Config) -> anyhow::Result<()> {
        let stop = CancellationToken::new();
        pulse::stop_on_signals(stop.clone()).context("signals cannot be watched")?;
        let (port, outgoing) = Port::conversation(conversation(&self.person), WINDOW);
        let running = app::start(config, self.keyring, vec![port], stop.clone()).await?;
        let (typed, shown) = (io::stdin().is_terminal(), io::stdout().is_terminal());
        let mut console = Console {
            handle: running.handle.clone(),
            outgoing,
            user: User {
                id: self.person.clone(),
                name: self.person,
                language: self.language.unwrap_or(config.language),
                channel: Channel::Console,
            },
            language: self.language,
            role: self.role,
            out: io::stdout(),
            look: Look::new(shown && config.colour, typed && shown),
            echo: self.echo && !typed,
        };
        let talked = async {
            let lines = Lines::stdin()?;
            console.attach().await?;
            if self.greet {
                console.open().await?;
            }
            console.run(lines, &stop).await
        };
        let talked = talked.await;
        running.finish().await?;
        Ok(talked?)
    }
}
