//! `errand action …`: what admins do in chats, for scripts and files in git.
//!
//! Planned by the same planner as in chats; the store is opened by this process alone.

mod check;

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::exit::{Exit, Failure};
use super::opening::{ConfigArgs, Operator, PLACE};
use super::terminal;
use crate::admin::{self, AdminCommand, Deed, Library, Role, RunsOf, SourceFile, list_json};
use crate::app;
use crate::channel::text;
use crate::channel::text::surface::Surface;
use crate::domain::limits;
use crate::domain::version::VersionNumber;
use crate::runtime::looking;
use crate::runtime::shelf::{self, Shelf};
use crate::runtime::{Clock, Keyring, SystemClock};
use crate::store::{Batch, Store};

/// Check, import, export, list, show, publish, unpublish and delete actions, and see how they fare
#[derive(Debug, Args)]
#[command(after_help = "\
While another process uses the store (`errand run`, `errand chat`), everything but `check` is refused; use the \
`/action` commands there.

Examples:
  errand action check config/actions/*.toml
  errand action import config/actions/*.toml --publish --config errand.toml
  errand action export order-status --config errand.toml > order-status.toml")]
pub struct ActionArgs {
    #[command(flatten)]
    config: ConfigArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check definition files, and report every problem at once
    ///
    /// Problems go to standard error as `FILE:LINE: …`, what was concluded and what is worth knowing to
    /// standard output. Phrases are compared among the files. With --config, and when no other process uses its store,
    /// secrets are checked and phrases are compared with those of the published actions too.
    Check {
        /// Definition files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Take definitions from files: all of them, or none when one has a problem
    ///
    /// An action that is not published gets its draft replaced; beside a published one a draft is made.
    Import {
        /// Definition files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Publish what was imported
        #[arg(long)]
        publish: bool,
    },
    /// Print an action's newest version as a definition file
    Export(Named),
    /// List all actions and where they stand
    List {
        /// Print JSON: name, state, published, draft, description, triggers
        #[arg(long)]
        json: bool,
    },
    /// Show one action
    Show(Named),
    /// Give the draft to customers
    Publish(Named),
    /// Take an action away from customers; open conversations end
    Unpublish(Named),
    /// Delete an action with all its versions; refused while it is published
    Delete(Named),
    /// List all versions of an action
    History(Named),
    /// Show what is different between two versions
    Diff {
        /// The action's name
        name: String,
        /// The earlier version; left out, what customers get
        from: Option<u32>,
        /// The later version; left out, the newest
        to: Option<u32>,
    },
    /// List the latest calls, or show one
    ///
    /// What customers gave is not kept.
    Runs {
        /// An action's name, or the reference of a call
        of: Option<String>,
    },
    /// List what customers wrote and no action matched
    Misses,
    /// Show how actions fare with customers
    Stats {
        /// The action's name; left out, all
        name: Option<String>,
    },
    /// Show what admins should know, once
    Notices,
}

#[derive(Debug, Args)]
struct Named {
    /// The action's name
    name: String,
}

/// Runs the subcommand.
///
/// # Errors
/// Why it did not do what was asked.
pub async fn run(args: ActionArgs) -> Result<Exit, Failure> {
    let ActionArgs { config, command } = args;
    let command = match command {
        Command::Check { files } => return check::check(&config, &files).await,
        Command::List { json: true } => return print_json(&config).await,
        Command::List { json: false } => AdminCommand::List,
        Command::Import { files, publish } => {
            let files = files.iter().map(|file| read_file(file)).collect::<Result<_, _>>()?;
            AdminCommand::Import { files, publish, seen: Vec::new() }
        }
        Command::Export(Named { name }) => AdminCommand::Export { name, version: None },
        Command::Show(Named { name }) => AdminCommand::Show { name, version: None },
        Command::Publish(Named { name }) => AdminCommand::Publish { name, seen: None },
        Command::Unpublish(Named { name }) => AdminCommand::Unpublish { name, seen: None },
        Command::Delete(Named { name }) => AdminCommand::Delete { name, seen: None },
        Command::History(Named { name }) => AdminCommand::History { name },
        Command::Diff { name, from, to } => {
            AdminCommand::Diff { name, from: from.map(VersionNumber), to: to.map(VersionNumber) }
        }
        Command::Runs { of } => AdminCommand::Runs(of.map_or(RunsOf::Everything, |word| RunsOf::of(&word))),
        Command::Misses => AdminCommand::Misses,
        Command::Stats { name } => AdminCommand::Stats { name },
        Command::Notices => AdminCommand::Notices,
    };
    carry_out(&config, command).await
}

/// The store and what is in it.
struct Opened {
    operator: Operator,
    store: Store,
    library: Library,
    keyring: Keyring,
}

async fn open(config: &ConfigArgs) -> Result<Opened, Failure> {
    let operator = config.load()?;
    let mut store = operator.store().await?;
    let keyring = app::load_keyring(&mut store, &operator.config, Keyring::default()).await?;
    let library =
        Shelf::new(app::house(&operator.config), operator.config.matching).library(&mut store, &keyring).await?;
    Ok(Opened { operator, store, library, keyring })
}

async fn print_json(config: &ConfigArgs) -> Result<Exit, Failure> {
    let opened = open(config).await?;
    terminal::print(&list_json(&opened.library).to_string())?;
    opened.store.close().await?;
    Ok(Exit::Done)
}

/// Plans, writes, reports.
async fn carry_out(config: &ConfigArgs, command: AdminCommand) -> Result<Exit, Failure> {
    let Opened { operator, mut store, mut library, keyring } = open(config).await?;
    let language = operator.config.language;
    let now = SystemClock.now();
    let ledger = looking::read(&mut store, &mut library, &keyring, &command, now).await?;
    let plan = admin::plan(Role::Admin, &command, &library, &ledger)
        .map_err(|refusal| Failure::Refused(text::admin::refusal(language, Surface::Shell, &refusal).text))?;
    let notices_seen = plan.deeds.iter().flat_map(|deed| match deed {
        Deed::NoticesSeen(ids) => ids.clone(),
        // What needs a conversation or a call is done in chats.
        Deed::Settle { .. } | Deed::ForgetMiss(_) | Deed::Pin { .. } | Deed::DeleteSecret { .. } => Vec::new(),
    });
    let batch = Batch { notices_seen: notices_seen.collect(), ..Batch::default() };
    if !plan.edits.is_empty() || !plan.deeds.is_empty() {
        store.apply(&shelf::edits(&plan, PLACE, &operator.who, now), &batch).await?;
    }
    store.close().await?;
    terminal::print(&text::admin::report(language, Surface::Shell, &plan.report).text)?;
    Ok(Exit::Done)
}

/// A definition file, read no further than a definition may be long.
fn read_file(path: &Path) -> Result<SourceFile, Failure> {
    let file = path.display().to_string();
    let unreadable = |error: io::Error| Failure::Refused(format!("{file}: cannot be read: {error}"));
    let most = u64::try_from(limits::DEFINITION_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut toml = String::new();
    File::open(path).map_err(unreadable)?.take(most).read_to_string(&mut toml).map_err(unreadable)?;
    Ok(SourceFile { file, toml })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::Subcommand;

    use super::Command;
    use crate::admin::Verb;
    use crate::channel::text::surface::in_shell;

    #[test]
    fn the_hints_name_the_verbs_that_the_shell_has() {
        let command = Command::augment_subcommands(clap::Command::new("action"));
        let mut has: BTreeSet<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
        has.remove("check");
        // clap adds it.
        has.insert("help");
        assert_eq!(
            Verb::ALL.into_iter().filter(|verb| in_shell(*verb)).map(Verb::as_str).collect::<BTreeSet<_>>(),
            has
        );
    }
}
