//! `errand audit verify|list`: who changed what, and whether anybody tampered with the record of it.
//!
//! Nothing is written, and no store is made where there is none.

use std::collections::HashMap;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::exit::{Exit, Failure};
use super::opening::{ConfigArgs, Operator};
use super::terminal;
use crate::store::{AuditRow, AuditVerdict, Store};

/// Rows that are listed when no number is said: what an admin has done in a few days.
const LISTED: u32 = 50;
/// Rows that may be asked for. A row with its particulars has a few hundred bytes.
const LISTED_MOST: i64 = 100_000;

/// Check and list what people did: who, what, where and when
#[derive(Debug, Args)]
#[command(after_help = "\
Each row holds a hash of the row before. Note the last hash elsewhere: whoever can write the store's file can also \
compute all hashes anew, and then only yours tells.

Examples:
  errand audit verify --config errand.toml
  errand audit list --json --last 1000 --config errand.toml")]
pub struct AuditArgs {
    #[command(flatten)]
    config: ConfigArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check that no row was changed or is missing; exit code 1 when one was
    Verify,
    /// List the latest rows, the latest last
    List {
        /// Print JSON: id, at, who, place, verb, action, versions, detail
        #[arg(long)]
        json: bool,
        /// How many rows
        #[arg(long, value_name = "ROWS", default_value_t = LISTED, value_parser = clap::value_parser!(u32).range(1..=LISTED_MOST))]
        last: u32,
    },
}

/// Runs the subcommand.
///
/// # Errors
/// Why it did not do what was asked.
pub async fn run(args: AuditArgs) -> Result<Exit, Failure> {
    let AuditArgs { config, command } = args;
    let operator = config.load()?;
    if !operator.has_store() {
        let dir = operator.config.data_dir.display();
        return Err(Failure::Refused(format!(
            "error: there is no store in {dir}\n  hint: say which with --config FILE; data_dir there names the folder"
        )));
    }
    let store = operator.store_to_read().await?;
    match command {
        Command::Verify => verify(store).await,
        Command::List { json, last } => list(&operator, store, json, last).await,
    }
}

async fn verify(mut store: Store) -> Result<Exit, Failure> {
    let verdict = store.verify_audit().await?;
    store.close().await?;
    match verdict {
        AuditVerdict::Whole { rows, hash } => {
            terminal::print(&format!("{rows} rows, none changed or missing"))?;
            terminal::print(&format!("last hash: {hash}"))?;
            Ok(Exit::Done)
        }
        AuditVerdict::BrokenAt { id } => Err(Failure::Refused(format!(
            "error: audit row {id} was changed or is missing\n  hint: somebody wrote to the store's file by hand; rows \
             before {id} are as they were written; compare with a backup"
        ))),
    }
}

async fn list(operator: &Operator, mut store: Store, as_json: bool, last: u32) -> Result<Exit, Failure> {
    let mut rows = store.audit(None, last).await?;
    let names = store.names().await?;
    store.close().await?;
    rows.reverse();
    if as_json {
        terminal::print(&Json::Array(rows.iter().map(row_json).collect()).to_string())?;
        return Ok(Exit::Done);
    }
    for row in &rows {
        terminal::print(&line(operator, &names, row))?;
    }
    if rows.is_empty() {
        terminal::report("Nobody has done anything yet.");
    }
    Ok(Exit::Done)
}

fn row_json(AuditRow { id, entry }: &AuditRow) -> Json {
    json!({
        "id": id,
        "at": time(entry.at_ms).to_string(),
        "who": entry.who,
        "place": entry.place,
        "verb": entry.verb,
        "action": entry.action,
        "versions": entry.versions,
        // As JSON, which it is; the text itself should it be none.
        "detail": serde_json::from_str(&entry.detail).unwrap_or_else(|_| Json::String(entry.detail.clone())),
    })
}

/// Names change and can be taken by others; the id beside one says who it was.
fn line(operator: &Operator, names: &HashMap<String, String>, AuditRow { id, entry }: &AuditRow) -> String {
    let who = match names.get(&entry.who) {
        Some(name) => format!("{name} ({})", entry.who),
        None => entry.who.clone(),
    };
    let at = time(entry.at_ms).to_zoned(operator.config.time_zone.clone()).strftime("%Y-%m-%d %H:%M");
    let done = format!("{id}  {at}  {who} in {}: {}", entry.place, entry.verb);
    let action = entry.action.iter().map(ToString::to_string);
    let versions = entry.versions.iter().map(|version| format!("v{version}"));
    std::iter::once(done).chain(action).chain(versions).collect::<Vec<_>>().join(" ")
}

fn time(at_ms: i64) -> Timestamp {
    Timestamp::from_millisecond(at_ms).unwrap_or_default()
}
