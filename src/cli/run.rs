//! `errand run`: the bot itself, on the configured channels, until a signal asks for the end.

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::exit::{Exit, Failure};
use super::opening::ConfigArgs;
use crate::app;
use crate::runtime::{Keyring, SendingThread, pulse};

/// Run the bot on the configured channels until SIGTERM
#[derive(Debug, Args)]
pub struct RunArgs {
    #[command(flatten)]
    config: ConfigArgs,
}

/// Said when there is nothing to run.
const NO_CHANNEL: &str = "error: no channel is configured, so there is nothing to run\n  \
    hint: set `token` (or `token_file`) under [telegram] or [discord] in the configuration, or ERRAND_TELEGRAM__TOKEN \
    in the environment; to try actions without a platform, use `errand chat` or `errand demo`";

/// Runs the configured channels.
///
/// # Errors
/// What the configuration, the store or a channel said.
pub async fn run(args: &RunArgs) -> Result<Exit, Failure> {
    let config = args.config.load()?.config;
    if config.telegram.is_none() && config.discord.is_none() {
        return Err(Failure::Refused(NO_CHANNEL.to_owned()));
    }
    let stop = CancellationToken::new();
    pulse::stop_on_signals(stop.clone()).map_err(Failure::Output)?;
    let (_thread, sending) = SendingThread::start().map_err(|error| Failure::Refused(super::no_threads(&error)))?;
    match app::serve(&config, Keyring::default(), &sending, stop).await? {
        Ok(()) => Ok(Exit::Done),
        Err(ended) => Err(Failure::Refused(format!("error: {ended}"))),
    }
}
