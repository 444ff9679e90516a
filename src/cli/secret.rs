//! `errand secret set|list|delete`: values go in, and never come out.

use std::io::{self, IsTerminal, Read};

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;
use zeroize::Zeroizing;

use super::exit::{Exit, Failure};
use super::opening::ConfigArgs;
use super::terminal;
use crate::api::SecretValue;
use crate::api::secret_value::MASK;
use crate::config::SecretText;
use crate::domain::call::SecretName;
use crate::domain::limits;
use crate::domain::version::VersionState;
use crate::runtime::shelf;
use crate::store::Store;

/// Set, list and delete the secrets that actions use
#[derive(Debug, Args)]
#[command(after_help = "\
Values are encrypted in the store and never shown. Set and list also work while the bot runs, which uses a new value \
within seconds. The key is the file secret.key in data_dir, made on first use, \
or secrets.key of the configuration; keep a copy of it. A variable ERRAND_SECRET_SHOP_KEY gives the secret shop_key \
without the store, and wins over it.

Examples:
  errand secret set shop_key --config errand.toml            (asks, without showing what you type)
  errand secret set shop_key --config errand.toml < key.txt  (one line break at the end is dropped)
  errand secret list --config errand.toml")]
pub struct SecretArgs {
    #[command(flatten)]
    config: ConfigArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Set a secret, from standard input or at a hidden prompt
    Set {
        /// Letters, digits, `_`, `-` and `.`, a letter first; as actions name it
        #[arg(value_parser = parse_name)]
        name: SecretName,
    },
    /// List names, who set them and when; values are never shown
    List,
    /// Delete a secret; refused while an action uses it
    Delete {
        /// The secret
        #[arg(value_parser = parse_name)]
        name: SecretName,
        /// Delete it even though actions use it; their calls will fail
        #[arg(long)]
        force: bool,
    },
}

fn parse_name(text: &str) -> Result<SecretName, String> {
    let expected = "use letters, digits, `_`, `-` and `.`, a letter first, at most";
    SecretName::parse(text).ok_or_else(|| format!("{expected} {} characters", limits::SECRET_NAME_CHARS))
}

/// Runs the subcommand.
///
/// # Errors
/// Why it did not do what was asked.
pub async fn run(args: SecretArgs) -> Result<Exit, Failure> {
    let SecretArgs { config, command } = args;
    match command {
        Command::Set { name } => set(&config, &name).await,
        Command::List => list(&config).await,
        Command::Delete { name, force } => delete(&config, &name, force).await,
    }
}

async fn set(config: &ConfigArgs, name: &SecretName) -> Result<Exit, Failure> {
    let operator = config.load()?;
    // The store first: nobody types a value to learn then that it cannot be kept.
    let mut store = operator.store_or_beside().await?;
    let key = store.unlock(operator.config.secrets_key.as_ref().map(SecretText::expose)).await?;
    let value = read_value(name)?;
    let entry = operator.audit("secret set", json!({ "secret": name.as_str() }).to_string());
    store.set_secret(&key, name, value.expose(), &entry).await?;
    let used = if store.is_shared() { " The running Errand uses it within seconds." } else { "" };
    store.close().await?;
    terminal::report(&format!("Secret {name} is set.{used}"));
    if operator.config.secrets.get(name).is_some() {
        terminal::report("warning: the environment also gives this secret, and its value is the one that is used");
    }
    Ok(Exit::Done)
}

fn read_value(name: &SecretName) -> Result<SecretValue, Failure> {
    let unreadable = |error: io::Error| Failure::Refused(format!("error: the value cannot be read: {error}"));
    let mut bytes = Zeroizing::new(Vec::new());
    if io::stdin().is_terminal() {
        let typed = rpassword::prompt_password(format!("Value of {name} (not shown): ")).map_err(unreadable)?;
        bytes.extend_from_slice(Zeroizing::new(typed).as_bytes());
    } else {
        // Room for the line break and for one byte too many, which is then refused.
        let most = u64::try_from(limits::SECRET_BYTES).unwrap_or(u64::MAX).saturating_add(3);
        io::stdin().lock().take(most).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.pop_if(|last| *last == b'\n').is_some() {
            bytes.pop_if(|last| *last == b'\r');
        }
    }
    SecretValue::new(std::mem::take(&mut *bytes)).map_err(|bad| Failure::Refused(format!("error: {bad}")))
}

async fn list(config: &ConfigArgs) -> Result<Exit, Failure> {
    let operator = config.load()?;
    let mut store = operator.store_to_read().await?;
    let mut rows: Vec<(String, String)> = Vec::new();
    for info in store.secrets().await? {
        let at = Timestamp::from_millisecond(info.set_at_ms).unwrap_or_default();
        let at = at.to_zoned(operator.config.time_zone.clone()).strftime("%Y-%m-%d %H:%M");
        let hidden = if operator.config.secrets.get(&info.name).is_some() { ", hidden by the environment" } else { "" };
        rows.push((info.name.to_string(), format!("set by {} on {at}{hidden}", info.set_by)));
    }
    rows.extend(operator.config.secrets.iter().map(|(name, _)| (name.to_string(), "from the environment".to_owned())));
    rows.sort();
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, whence) in &rows {
        terminal::print(&format!("{name:width$}  {MASK}  {whence}"))?;
    }
    if rows.is_empty() {
        terminal::report("There are no secrets. Set one with: errand secret set NAME");
    }
    store.close().await?;
    Ok(Exit::Done)
}

async fn delete(config: &ConfigArgs, name: &SecretName, force: bool) -> Result<Exit, Failure> {
    let operator = config.load()?;
    let mut store = operator.store().await?;
    if !store.secrets().await?.iter().any(|info| info.name == *name) {
        let hint = if operator.config.secrets.get(name).is_some() {
            "it comes from the environment; unset its variable there"
        } else {
            "errand secret list shows those there are"
        };
        return Err(Failure::Refused(format!("error: the store has no secret {name}\n  hint: {hint}")));
    }
    let users = users(&mut store, name).await?;
    if !users.is_empty() && !force {
        let users = users.join(", ");
        return Err(Failure::Refused(format!(
            "error: secret {name} is used by {users}\n  hint: change these actions first, or say --force; their calls then fail"
        )));
    }
    let entry = operator.audit("secret delete", json!({ "secret": name.as_str() }).to_string());
    // The store is this process's alone, so the secret is still there.
    store.delete_secret(name, &entry).await?;
    store.close().await?;
    terminal::report(&format!("Secret {name} is deleted."));
    Ok(Exit::Done)
}

/// The actions whose draft or published version uses a secret, as `order-status (published)`.
async fn users(store: &mut Store, name: &SecretName) -> Result<Vec<String>, Failure> {
    let mut users = Vec::new();
    for (action, state, secret) in secrets_in_use(store).await? {
        if secret == *name {
            users.push(format!("{action} ({})", state.as_str()));
        }
    }
    Ok(users)
}

/// Every secret that a draft or published version names: the action, the version's state, the secret.
pub(super) async fn secrets_in_use(store: &mut Store) -> Result<Vec<(String, VersionState, SecretName)>, Failure> {
    let mut found = Vec::new();
    for action in store.actions().await? {
        let live = |state| matches!(state, VersionState::Draft | VersionState::Published);
        for version in action.versions.iter().filter(|version| live(version.state)) {
            let definition = version.definition.as_deref().and_then(shelf::read);
            if let Some(secret) = definition.as_ref().and_then(|definition| definition.call.auth.secret()) {
                found.push((action.name.to_string(), version.state, secret.clone()));
            }
        }
    }
    Ok(found)
}
