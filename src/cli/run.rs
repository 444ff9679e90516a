//! `errand run`: the bot itself, on the configured channels, until a signal asks for the end.

use clap::Args;

use super::exit::{Exit, Failure};
use super::opening::ConfigArgs;

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

/// Said of a channel that this release does not have yet.
const NOT_BUILT: &str = "error: this release cannot serve Telegram or Discord yet\n  \
    hint: use `errand chat` meanwhile; see CHANGELOG.md for what each release can do";

/// Runs the configured channels.
///
/// # Errors
/// What the configuration said.
pub fn run(args: &RunArgs) -> Result<Exit, Failure> {
    let config = args.config.load()?.config;
    let configured = config.telegram.is_some() || config.discord.is_some();
    Err(Failure::Refused(if configured { NOT_BUILT } else { NO_CHANNEL }.to_owned()))
}
