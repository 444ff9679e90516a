//! `errand chat`: talk to a store's actions in the terminal, as a customer or as an admin.

use std::io::{self, IsTerminal};

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::exit::{Exit, Failure};
use super::opening::ConfigArgs;
use crate::admin::Role;
use crate::app;
use crate::channel::console::{Console, ConsoleError, Lines, Look, conversation};
use crate::config::Config;
use crate::domain::conversation::{Channel, User};
use crate::domain::language::Language;
use crate::runtime::{Keyring, Port, pulse};

/// Talk in the terminal, against the store of a configuration
///
/// Standard input is read line by line, and each line is answered before the next is read. Only what
/// customers see, and the output of /action lines, goes to standard output.
#[derive(Debug, Args)]
pub struct ChatArgs {
    #[command(flatten)]
    config: ConfigArgs,
    /// Be an admin: lines that begin with /action are commands; try `/action help`
    #[arg(long)]
    admin: bool,
    /// Be this customer; an open conversation of theirs goes on
    #[arg(long, value_name = "ID", conflicts_with = "admin")]
    user: Option<String>,
    /// Talk this language
    #[arg(long, value_parser = super::language, value_name = "en|de")]
    language: Option<Language>,
}

/// Talks until the input ends.
///
/// # Errors
/// What the configuration, the store or the output said.
pub async fn run(args: ChatArgs) -> Result<Exit, Failure> {
    let operator = args.config.load()?;
    let talk = Talk {
        person: args.user.unwrap_or(operator.who),
        role: if args.admin { Role::Admin } else { Role::Nobody },
        language: args.language,
        keyring: Keyring::default(),
        greet: false,
        echo: false,
    };
    talk.run(&operator.config).await
}

/// Things on their way to the terminal. A person reads slower than this fills.
const WINDOW: usize = 256;

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
    /// What the store or the output said.
    pub async fn run(self, config: &Config) -> Result<Exit, Failure> {
        let stop = CancellationToken::new();
        pulse::stop_on_signals(stop.clone()).map_err(Failure::Output)?;
        let (port, outgoing) = Port::conversation(conversation(&self.person), WINDOW);
        let running = app::start(config, self.keyring, vec![port], stop.clone()).await?;
        let (typed, shown) = (io::stdin().is_terminal(), io::stdout().is_terminal());
        let mut console = Console {
            handle: running.handle.clone(),
            outgoing,
            user: User {
                id: self.person.as_str().into(),
                name: self.person.into(),
                language: self.language.unwrap_or(config.language),
                channel: Channel::Console,
            },
            language: self.language,
            role: self.role,
            out: io::stdout(),
            look: Look::new(shown && config.colour, typed && shown),
            echo: self.echo && !typed,
        };
        let talked = console.talk(Lines::stdin().map_err(Failure::Output)?, self.greet, &stop).await;
        running.finish().await?;
        match talked {
            // The core loop only stops by itself when the store fails, and then `finish` has said so.
            Ok(()) | Err(ConsoleError::Stopped(_)) => Ok(Exit::Done),
            Err(ConsoleError::Output(error)) => Err(Failure::Output(error)),
        }
    }
}
