//! `errand match --config FILE`: the matcher against what is published, and `errand match` otherwise.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::match_messages::{self, MatchArgs};
use super::opening::ConfigArgs;
use crate::domain::version::VersionState;
use crate::matching::Entry;
use crate::runtime::shelf;

/// Show what the matcher makes of messages
///
/// Messages are read from standard input, one per line, or given as arguments.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  echo 'where is my parcle' | errand match --triggers triggers.tsv
  errand match --config errand.toml --explain 'where is my parcle'
  errand match --triggers triggers.tsv --format jsonl < messages.txt")]
pub struct MatchCommand {
    #[command(flatten)]
    args: MatchArgs,
    /// Match against the published actions of this configuration's store
    #[arg(long, value_name = "FILE", conflicts_with_all = ["triggers", "evaluate"])]
    config: Option<PathBuf>,
}

/// Runs the subcommand.
///
/// # Errors
/// Why it did not do what was asked.
pub async fn run(command: MatchCommand) -> Result<Exit, Failure> {
    let MatchCommand { args, config } = command;
    if config.is_some() {
        return published(&args, &ConfigArgs { config }).await;
    }
    let (mut stdin, mut stdout, mut stderr) = (io::stdin().lock(), io::stdout().lock(), io::stderr().lock());
    Ok(match match_messages::run(&args, &mut stdin, &mut stdout, &mut stderr) {
        0 => Exit::Done,
        _ => Exit::Refused,
    })
}

async fn published(args: &MatchArgs, config: &ConfigArgs) -> Result<Exit, Failure> {
    let operator = config.load()?;
    let mut store = operator.store().await?;
    let mut entries = Vec::new();
    for action in store.actions().await? {
        let published = action.versions.iter().find(|version| version.state == VersionState::Published);
        let definition = published.and_then(|version| version.definition.as_deref()).and_then(shelf::read);
        entries.extend(definition.map(|definition| Entry {
            name: action.name.to_string(),
            triggers: definition.triggers.iter().map(ToString::to_string).collect(),
            not: definition.not.iter().map(ToString::to_string).collect(),
        }));
    }
    store.close().await?;
    match_messages::run_entries(args, &entries, &mut io::stdin().lock(), &mut io::stdout().lock())
        .map(|()| Exit::Done)
        .map_err(|error| Failure::Refused(format!("error: {error}")))
}
