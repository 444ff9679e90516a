//! What the operator decides: a TOML file, variables of the environment, defaults, in this order of weakness.
//!
//! This is the only reader of the environment. Everything is checked here, all problems at once, each with
//! `FILE:LINE` or the name of its variable; what comes out cannot be wrong. `config/default.toml` explains every
//! key. Deliberately absent: reloading; a changed configuration counts from the next start.

mod discord;
mod environment;
mod keys;
mod layer;
mod problem;
mod secret_text;
pub mod telegram;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use tracing_subscriber::filter::{LevelFilter, Targets};
use url::Url;

use crate::api::guard::Network;
use crate::domain::language::Language;
use crate::matching;
pub use environment::{Environment, EnvironmentSecrets};
pub use keys::{KEYS, variable};
use layer::{ChannelLayer, Layer};
pub use problem::ConfigProblems;
pub use secret_text::SecretText;

/// Everything the operator decides.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder of the store.
    pub data_dir: PathBuf,
    /// Spoken with people whose own language is not known.
    pub language: Language,
    /// The customers' time zone: what "today" means, and how times are written.
    pub time_zone: TimeZone,
    /// The country (ISO 3166-1 alpha-2) of phone numbers without a country code.
    pub region: Option<String>,
    /// What is said to who wants to talk to a human; our own sentence without it.
    pub human: Option<String>,
    /// Whether terminals may be written to in colour: not when `NO_COLOR` is set (<https://no-color.org>).
    pub colour: bool,
    /// What is logged.
    pub log: Log,
    /// Where calls may go beyond public addresses and https.
    pub network: Network,
    /// When a message starts an action.
    pub matching: matching::Settings,
    /// Whether messages that nothing matched are remembered for a while.
    pub keep_misses: bool,
    /// The key of the secrets; without it a key file in the data folder, made on first use.
    pub secrets_key: Option<SecretText>,
    /// Secrets of the environment; they win over those in the store.
    pub secrets: EnvironmentSecrets,
    /// Telegram, when it is switched on.
    pub telegram: Option<Telegram>,
    /// Discord, when it is switched on.
    pub discord: Option<Discord>,
}

/// The operator's log, on standard error.
#[derive(Debug, Clone)]
pub struct Log {
    /// What is logged.
    pub filter: Targets,
    /// In which form.
    pub format: LogFormat,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// A line for people.
    Text,
    /// A JSON object on each line.
    Json,
}

/// Telegram.
#[derive(Debug, Clone)]
pub struct Telegram {
    /// The bot's token.
    pub token: SecretText,
    /// The Bot API server.
    pub api_url: Url,
    /// How updates come.
    pub mode: telegram::Mode,
    /// The only chats that are answered; empty for all.
    pub allowed_chats: Vec<i64>,
    /// How fast messages are sent; `None` for as fast as they come.
    pub pacing: Option<telegram::Pacing>,
    /// Who may do what.
    pub people: People,
}

/// Discord.
#[derive(Debug, Clone)]
pub struct Discord {
    /// The bot's token.
    pub token: SecretText,
    /// The REST API's server.
    pub api_url: Url,
    /// The gateway; `None` asks the API for it.
    pub gateway_url: Option<Url>,
    /// The application; `None` takes the one that the gateway names.
    pub application_id: Option<u64>,
    /// The guilds that get the commands; empty for all.
    pub guilds: Vec<u64>,
    /// Where the bot listens without being spoken to.
    pub support_channels: Vec<u64>,
    /// Whether the intent for message content is asked for.
    pub message_content: bool,
    /// Whether each request in a guild gets a private thread.
    pub private_threads: bool,
    /// Connections to the gateway; `None` for as many as Discord recommends.
    pub shards: Option<u32>,
    /// Who may do what.
    pub people: People,
}

/// The platform's ids of those with rights.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// May create, change, publish and delete actions.
    pub admins: Vec<u64>,
    /// May look, preview and settle calls.
    pub moderators: Vec<u64>,
    /// The chat or channel where they work: previews and notices are there. Without it, previews are possible only in
    /// a direct chat with the bot.
    pub private: Option<i64>,
}

const TELEGRAM_API: &str = "https://api.telegram.org";
const DISCORD_API: &str = "https://discord.com";

impl Default for Config {
    fn default() -> Self {
        Self::from_layer(Layer::default(), EnvironmentSecrets::default())
    }
}

impl Config {
    /// Reads the file, if one is named, and the environment.
    ///
    /// # Errors
    /// Every problem of both.
    pub fn load(file: Option<&Path>, environment: &Environment) -> Result<Self, ConfigProblems> {
        let mut problems = ConfigProblems::default();
        let below = file.map(|path| layer::of_file(path, &mut problems)).unwrap_or_default();
        let above = environment.layer(&mut problems);
        let secrets = environment.secrets(&mut problems);
        let layer = above.over(below);
        layer.report_missing_tokens(&mut problems);
        problems.into_result()?;
        Ok(Self { colour: environment.colour(), ..Self::from_layer(layer, secrets) })
    }

    fn from_layer(layer: Layer, secrets: EnvironmentSecrets) -> Self {
        let on = |channel: &ChannelLayer| channel.is_on().then(|| channel.token.clone().text()).flatten();
        let people = |channel: &ChannelLayer| People {
            admins: channel.admins.clone().unwrap_or_default(),
            moderators: channel.moderators.clone().unwrap_or_default(),
            private: channel.private,
        };
        let telegram = on(&layer.telegram).map(|token| Telegram {
            token,
            api_url: layer.telegram.api_url.clone().unwrap_or_else(|| our_url(TELEGRAM_API)),
            mode: layer.telegram_own.mode(),
            allowed_chats: layer.telegram_own.allowed_chats(),
            pacing: layer.telegram_own.pacing(),
            people: people(&layer.telegram),
        });
        let discord = on(&layer.discord).map(|token| Discord {
            token,
            api_url: layer.discord.api_url.clone().unwrap_or_else(|| our_url(DISCORD_API)),
            gateway_url: layer.discord_own.gateway_url.clone(),
            application_id: layer.discord_own.application_id,
            guilds: layer.discord_own.guilds.clone().unwrap_or_default(),
            support_channels: layer.discord_own.support_channels.clone().unwrap_or_default(),
            message_content: layer.discord_own.message_content.unwrap_or(false),
            private_threads: layer.discord_own.private_threads.unwrap_or(false),
            shards: layer.discord_own.shards,
            people: people(&layer.discord),
        });
        Self {
            data_dir: layer.data_dir.unwrap_or_else(|| "errand-data".into()),
            language: layer.language.unwrap_or_default(),
            time_zone: layer.time_zone.unwrap_or_else(TimeZone::system),
            region: layer.region,
            human: layer.human,
            colour: true,
            log: Log {
                filter: layer.log.unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO)),
                format: layer.log_format.unwrap_or(LogFormat::Text),
            },
            network: Network {
                allow_http: layer.allow_http.unwrap_or_default(),
                allow_private: layer.allow_private.unwrap_or_default(),
            },
            matching: matching::Settings { bias: layer.bias.unwrap_or(0.0), act: layer.act, ask: layer.ask },
            keep_misses: layer.keep_misses.unwrap_or(true),
            secrets_key: layer.secrets_key.text(),
            secrets,
            telegram,
            discord,
        }
    }
}

fn our_url(text: &str) -> Url {
    Url::parse(text).expect("the addresses in this file are valid")
}
