//! The program's arguments: one file for each subcommand.
//!
//! Each `run` does one thing from start to end, says on standard error what went wrong, and gives an [`Exit`].
//! Deliberately absent: decisions that chats make too; they are planned by `admin` and made by the core loop.

mod action;
mod audit;
pub mod chat;
mod completions;
pub mod demo;
mod doctor;
pub mod exit;
mod match_evaluate;
pub mod match_messages;
mod match_published;
pub mod opening;
pub mod run;
mod secret;
pub mod signature;
pub mod terminal;

use std::io;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::domain::language::Language;
use crate::runtime::{Clock, SystemClock};
use exit::{Exit, Failure};

/// A self-hosted bot that runs a support team's actions on Discord, Telegram and in a terminal
///
/// An action says what customers write, what must be asked of them, which API does the work, and what to answer.
/// Errand does the talking.
#[derive(Debug, Parser)]
#[command(name = "errand", version, after_help = after_help())]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::DemoArgs),
    Chat(chat::ChatArgs),
    Run(run::RunArgs),
    Action(action::ActionArgs),
    Secret(secret::SecretArgs),
    Audit(audit::AuditArgs),
    Match(match_published::MatchCommand),
    Signature(signature::SignatureArgs),
    Doctor(doctor::DoctorArgs),
    Completions(completions::CompletionsArgs),
}

fn after_help() -> String {
    format!(
        "Start with `errand demo`: it needs no configuration.\n\n\
         Settings come from --config FILE and from variables ERRAND_…, which win: `telegram.token` is \
         ERRAND_TELEGRAM__TOKEN. config/default.toml explains every one.\n\n{}",
        exit::CODES
    )
}

/// Parses the arguments of the process and does what they say.
pub fn main() -> ExitCode {
    let command = Cli::parse().command;
    // One thread: all that is done in a turn belongs together, and going between threads costs more than it gains. The
    // store, what is sent and what takes long (indexing) have threads of their own.
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            terminal::report(&no_threads(&error));
            return Exit::Refused.into();
        }
    };
    let exit = runtime.block_on(dispatch(command)).unwrap_or_else(|failure| failure.report());
    // A thread that waits for input that never comes must not hold up the end.
    runtime.shutdown_background();
    exit.into()
}

fn no_threads(error: &io::Error) -> String {
    format!("error: the system gives no threads: {error}")
}

async fn dispatch(command: Command) -> Result<Exit, Failure> {
    match command {
        Command::Demo(args) => demo::run(args).await,
        Command::Chat(args) => chat::run(args).await,
        Command::Run(args) => run::run(&args).await,
        Command::Action(args) => action::run(args).await,
        Command::Secret(args) => secret::run(args).await,
        Command::Audit(args) => audit::run(args).await,
        Command::Match(args) => match_published::run(args).await,
        Command::Signature(args) => sign_or_verify(&args),
        Command::Doctor(args) => doctor::run(&args).await,
        Command::Completions(args) => completions::run(&args),
    }
}

fn sign_or_verify(args: &signature::SignatureArgs) -> Result<Exit, Failure> {
    let (mut stdin, mut stdout, mut stderr) = (io::stdin().lock(), io::stdout().lock(), io::stderr().lock());
    let code =
        signature::run(args, SystemClock.now(), &mut stdin, &mut stdout, &mut stderr).map_err(Failure::Output)?;
    Ok(match code {
        0 => Exit::Done,
        1 => Exit::Refused,
        _ => Exit::Usage,
    })
}

/// Reads a language argument.
///
/// # Errors
/// The words that are known.
pub fn language(text: &str) -> Result<Language, String> {
    Language::ALL.into_iter().find(|language| language.tag() == text).ok_or_else(|| "use `en` or `de`".to_owned())
}
