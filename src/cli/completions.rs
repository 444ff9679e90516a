//! `errand completions SHELL`: what the shell needs to complete our arguments.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::exit::{Exit, Failure};
use super::{Cli, terminal};

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  errand completions bash > ~/.local/share/bash-completion/completions/errand
  errand completions fish > ~/.config/fish/completions/errand.fish")]
pub struct CompletionsArgs {
    /// The shell
    shell: Shell,
}

/// Runs the subcommand.
///
/// # Errors
/// When the output cannot be written.
pub fn run(args: &CompletionsArgs) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "errand", &mut script);
    terminal::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
