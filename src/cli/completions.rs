//! `errand completions SHELL`: what the shell needs to complete our arguments.

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::exit::{Exit, Failure, end};
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
pub fn run(args: &CompletionsArgs) -> Exit {
    end(print(args.shell))
}

fn print(shell: Shell) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "errand", &mut script);
    terminal::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
