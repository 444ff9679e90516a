//! `errand doctor`: looks at everything that an operator sets up, and says what to do.
//!
//! Nothing is changed: hosts of actions are connected to by the same rules as calls, and no request follows; platforms
//! are asked who the bot is.

mod discord;
mod telegram;

use std::collections::BTreeMap;
use std::sync::Arc;

use clap::Args;
use jiff::civil::date;

use super::exit::{Exit, Failure};
use super::opening::{ConfigArgs, Operator};
use super::secret::secrets_in_use;
use super::terminal;
use crate::api::{Api, NotConnected};
use crate::channel::text::problems;
use crate::config::SecretText;
use crate::domain::call::Endpoint;
use crate::domain::call::SecretName;
use crate::domain::language::Language;
use crate::domain::version::VersionState;
use crate::runtime::{Clock, SystemClock, shelf};
use crate::store::{AuditVerdict, SecretKey, Store, StoreError};
use crate::telemetry::chain;

/// Check configuration, store, secrets, clock and the hosts of all actions, and say what to do
#[derive(Debug, Args)]
#[command(after_help = "Prints one line for each check: ok, warning or problem. Exits with 1 when there is a problem.")]
pub struct DoctorArgs {
    #[command(flatten)]
    config: ConfigArgs,
}

/// Runs the subcommand.
///
/// # Errors
/// Why it did not do what was asked.
pub async fn run(args: &DoctorArgs) -> Result<Exit, Failure> {
    examine(&args.config).await
}

/// Prints findings as they are made: hosts take their time.
#[derive(Default)]
struct Findings {
    problems: usize,
}

impl Findings {
    fn ok(what: &str) -> Result<(), Failure> {
        terminal::print(&format!("ok       {what}"))
    }

    fn warn(what: &str, hint: &str) -> Result<(), Failure> {
        terminal::print(&format!("warning  {what}\n         hint: {hint}"))
    }

    fn problem(&mut self, what: &str, hint: &str) -> Result<(), Failure> {
        self.problems += 1;
        terminal::print(&format!("problem  {what}\n         hint: {hint}"))
    }
}

async fn examine(config: &ConfigArgs) -> Result<Exit, Failure> {
    let mut findings = Findings::default();
    let operator = match config.load() {
        Ok(operator) => operator,
        Err(Failure::Configuration(found)) => {
            let report = problems::report_places(&found.0, Language::English);
            findings.problem("the configuration is wrong", "correct what follows; the rest is checked after that")?;
            terminal::print(&report)?;
            return Ok(Exit::Refused);
        }
        Err(other) => return Err(other),
    };
    match &config.config {
        Some(file) => Findings::ok(&format!("configuration {}", file.display()))?,
        None => Findings::ok("configuration: defaults and environment, no --config")?,
    }
    clock(&mut findings, &operator)?;
    channels(&operator)?;
    let bot = match &operator.config.telegram {
        Some(config) => telegram::examine(&mut findings, config).await?,
        None => None,
    };
    let mut published = None;
    if let Some(mut store) = open(&mut findings, &operator).await? {
        published = Some(discord::published(&mut store).await?);
        whole(&mut findings, &mut store).await?;
        secrets(&mut findings, &operator, &mut store).await?;
        hosts(&mut findings, &operator, &mut store).await?;
        if let Some(bot) = bot {
            telegram::links(&mut store, &bot).await?;
        }
        store.close().await?;
    }
    if let Some(config) = &operator.config.discord {
        discord::examine(&mut findings, config, published.as_deref()).await?;
    }
    Ok(if findings.problems == 0 { Exit::Done } else { Exit::Refused })
}

fn clock(findings: &mut Findings, operator: &Operator) -> Result<(), Failure> {
    let now = SystemClock.now().to_zoned(operator.config.time_zone.clone());
    let zone = operator.config.time_zone.iana_name().unwrap_or("of this machine, which has no name");
    let shown = format!("clock {}, time zone {zone}", now.strftime("%Y-%m-%d %H:%M"));
    // This release is from then: an earlier clock is wrong, and signatures made by it are refused.
    if now.date() < date(2026, 1, 1) {
        findings.problem(&shown, "set the clock of this machine; receivers refuse signatures from the past")
    } else {
        Findings::ok(&shown)
    }
}

fn channels(operator: &Operator) -> Result<(), Failure> {
    let config = &operator.config;
    let on = [("telegram", config.telegram.is_some()), ("discord", config.discord.is_some())];
    for (name, _) in on.iter().filter(|(_, on)| *on) {
        Findings::ok(&format!("channel {name} is switched on"))?;
    }
    if on.iter().all(|(_, on)| !on) {
        let hint = "set telegram.token or discord.token; `errand chat` works without";
        Findings::warn("no channel is switched on, so `errand run` has nothing to do", hint)?;
    }
    Ok(())
}

async fn open(findings: &mut Findings, operator: &Operator) -> Result<Option<Store>, Failure> {
    let dir = &operator.config.data_dir;
    if !operator.has_store() {
        Findings::warn(&format!("there is no store in {} yet", dir.display()), "it is made on first use")?;
        return Ok(None);
    }
    match Store::open(dir).await {
        Ok(store) => {
            Findings::ok(&format!("store {}", dir.display()))?;
            Ok(Some(store))
        }
        Err(StoreError::InUse { .. }) => match Store::look(dir).await {
            Ok(store) => {
                Findings::ok(&format!("store {}, in use by a running Errand", dir.display()))?;
                Ok(Some(store))
            }
            Err(error) => {
                let hint = "stop whoever uses it and ask again to have actions, secrets and hosts checked too";
                Findings::warn(&format!("store {} is in use: {}", dir.display(), chain(&error)), hint)?;
                Ok(None)
            }
        },
        Err(error) => {
            let hint = "check who may use the folder and that the disk has room, or restore a backup";
            findings.problem(&format!("store {}: {}", dir.display(), chain(&error)), hint)?;
            Ok(None)
        }
    }
}

async fn whole(findings: &mut Findings, store: &mut Store) -> Result<(), Failure> {
    let damage = store.damage().await?;
    if damage.is_empty() {
        Findings::ok("the database file is whole")?;
    } else {
        findings.problem(&format!("the database file is damaged: {}", damage.join("; ")), "restore a backup")?;
    }
    match store.verify_audit().await? {
        AuditVerdict::Whole { rows, .. } => Findings::ok(&format!("audit: {rows} rows, none changed or missing")),
        AuditVerdict::BrokenAt { id } => findings.problem(
            &format!("audit row {id} was changed or is missing"),
            "somebody wrote into the database; compare it with a backup",
        ),
    }
}

async fn secrets(findings: &mut Findings, operator: &Operator, store: &mut Store) -> Result<(), Failure> {
    let config = &operator.config;
    let infos = store.secrets().await?;
    let mut key = None;
    if !infos.is_empty() {
        match store.unlock(config.secrets_key.as_ref().map(SecretText::expose)).await {
            Ok(unlocked) => key = Some(unlocked),
            Err(error) => findings.problem(&format!("secrets: {}", chain(&error)), "see `errand secret --help`")?,
        }
    }
    let mut users: BTreeMap<SecretName, Vec<String>> = BTreeMap::new();
    for (action, state, secret) in secrets_in_use(store).await? {
        users.entry(secret).or_default().push(format!("{action} ({})", state.as_str()));
    }
    for (name, users) in users {
        let users = users.join(", ");
        let stored = infos.iter().any(|info| info.name == name);
        if config.secrets.get(&name).is_some() {
            Findings::ok(&format!("secret {name} from the environment, for {users}"))?;
        } else if !stored {
            findings.problem(
                &format!("secret {name} has no value; needed by {users}"),
                &format!("errand secret set {name}"),
            )?;
        } else if let Some(key) = &key {
            secret(findings, store, key, &name, &users).await?;
        }
    }
    Ok(())
}

async fn secret(
    findings: &mut Findings,
    store: &mut Store,
    key: &SecretKey,
    name: &SecretName,
    users: &str,
) -> Result<(), Failure> {
    match store.secret(key, name).await {
        Ok(_) => Findings::ok(&format!("secret {name}, for {users}")),
        Err(error) => findings.problem(
            &format!("secret {name}: {}; needed by {users}", chain(&error)),
            &format!("errand secret set {name}"),
        ),
    }
}

async fn hosts(findings: &mut Findings, operator: &Operator, store: &mut Store) -> Result<(), Failure> {
    let mut hosts: BTreeMap<String, (Endpoint, Vec<String>)> = BTreeMap::new();
    for action in store.actions().await? {
        let published = action.versions.iter().find(|version| version.state == VersionState::Published);
        let Some(text) = published.and_then(|version| version.definition.as_deref()) else { continue };
        let Some(definition) = shelf::read(text) else {
            findings
                .problem(&format!("action {} cannot be read", action.name), "export, correct and import it again")?;
            continue;
        };
        let url = definition.call.url.clone();
        hosts.entry(url.origin()).or_insert_with(|| (url, Vec::new())).1.push(action.name.to_string());
    }
    if hosts.is_empty() {
        Findings::warn("no action is published", "errand action import FILE --publish")?;
    }
    let api = Api::new(operator.config.network.clone(), Arc::new(|| SystemClock.now()));
    for (origin, (endpoint, actions)) in hosts {
        let actions = actions.join(", ");
        match api.reach(&endpoint).await {
            Ok(()) => Findings::ok(&format!("{origin} can be reached, for {actions}"))?,
            Err(error) => findings
                .problem(&format!("{origin}: {}; needed by {actions}", chain(&error)), hint(&error, &endpoint))?,
        }
    }
    Ok(())
}

fn hint(error: &NotConnected, endpoint: &Endpoint) -> &'static str {
    match error {
        NotConnected::Refused(_) if !endpoint.https => {
            "use https, or list the host in network.allow_http; private addresses need network.allow_private too"
        }
        NotConnected::Refused(_) => "list the address range in network.allow_private, if calls may go there",
        NotConnected::Resolve(_) => "check the host's name in the action, and this machine's name server",
        NotConnected::Connect(_) | NotConnected::TimedOut => {
            "check that the API is up and that no firewall is in between"
        }
        NotConnected::Tls(_) => "check the host's certificate",
    }
}
