//! `errand match --config FILE`: the matcher against what is published, and `errand match` otherwise.

use std::io;
use std::path::PathBuf;

use clap::Args;

use super::exit::{Exit, Failure};
use super::match_messages::{self, Against, MatchArgs, Source};
use super::opening::ConfigArgs;
use crate::app;
use crate::domain::input::kind::Reading;
use crate::engine::catalog::{Values, entry};
use crate::runtime::shelf::Shelf;
use crate::runtime::{Clock, Keyring, SystemClock};

/// Show what the matcher makes of messages
///
/// Messages are read from standard input, one per line, or given as arguments. --explain says why: the words as they
/// were understood, corrections, the closest phrases, the candidates, the thresholds, and the catalog: the file, or
/// with --config the published version of each candidate.
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
    let config = &operator.config;
    let mut store = operator.store().await?;
    let mut shelf = Shelf::new(app::house(config), config.matching);
    let keyring = app::load_keyring(&mut store, config, Keyring::default()).await?;
    let offered = shelf.library(&mut store, &keyring).await.map(|library| shelf.offered(&library))?;
    store.close().await?;
    let entries: Vec<_> = offered.iter().map(|offered| entry(&offered.definition)).collect();
    let versions: Vec<_> = offered.iter().map(|offered| offered.number).collect();
    let today = SystemClock.now().to_zoned(config.time_zone.clone()).date();
    let reading = Reading { language: config.language, today, region: config.region.clone() };
    let values = Values { offered: &offered, reading: &reading };
    let (mut stdin, mut stdout) = (io::stdin().lock(), io::stdout().lock());
    let source = Source::Published(&versions);
    let against = Against { entries: &entries, source, settings: &config.matching, values: &values };
    match_messages::run_entries(args, against, &mut stdin, &mut stdout)
        .map(|()| Exit::Done)
        .map_err(|error| Failure::Refused(format!("error: {error}")))
}
