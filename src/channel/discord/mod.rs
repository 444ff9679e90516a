//! Discord: one bot, its shards, and everything it says.
//!
//! | file | what it is |
//! |---|---|
//! | `gateway`, `session`, `identifying` | receiving, in order, across restarts; `payload` is what is read of events |
//! | `hear`, `places`, `private`, `catch_up` | messages: whose they are and where, threads, what was missed |
//! | `interactions`, `answers`, `respond` | commands, presses and forms, and their first answer within three seconds |
//! | `send`, `say`, `attach`, `alone` | deliveries; `render`, `split`, `components`, `modal` are how they look |
//! | `commands`, `subcommands`, `autocomplete`, `register` | slash commands and names while they are typed |
//! | `rights`, `roles`, `sheets` | who may administer actions, and where; roles in direct messages; their forms |
//! | `rest`, `buckets`, `fetch` | requests, their limits and failures; files that were attached |
//! | `examine` | what `errand doctor` looks at, and the link that invites the bot |
//!
//! Events wait in the core loop's queue and deliveries in the outbox, so nothing here keeps anything that must not be
//! lost. Deliberately absent: a cache of guilds, members or messages; nothing needs it.

mod alone;
mod answers;
mod attach;
mod autocomplete;
mod bot;
mod buckets;
mod catch_up;
mod commands;
mod components;
mod examine;
mod fetch;
mod gateway;
mod hear;
mod identifying;
mod interactions;
mod mention;
mod modal;
mod payload;
mod places;
mod private;
mod register;
mod render;
mod respond;
mod rest;
mod rights;
mod roles;
mod say;
mod send;
mod session;
mod sheets;
mod split;
mod subcommands;

use std::sync::Arc;
use std::time::Duration;

use serenity::http::Route;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use twilight_gateway::{Config as ShardConfig, ConfigBuilder, Intents};
use url::Url;

pub use examine::{Finding, examine, invite_link};
pub use rest::RestError;

use bot::Bot;
use gateway::{Gateway, ShardLoop};
use identifying::{Identifying, Starts};
use payload::Person;
use rest::{Call, Rest};
use send::Sender;
use session::Stored;

use crate::config;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::runtime::arrival::Stopped;
use crate::runtime::{Clock, Handle, Offers, Outgoing, again};

/// Deliveries that wait in memory; more wait in the outbox.
pub const WINDOW: usize = limits::DISCORD_WINDOW;

/// What an earlier process has stored.
#[derive(Debug, Clone, Default)]
pub struct Remembered {
    /// The channel's state: keys and values.
    pub state: Vec<(String, String)>,
    /// Places of conversations, the latest first.
    pub places: Vec<String>,
    /// Who was at something of an admin's.
    pub at_work: Vec<String>,
}

/// Everything the channel is made of.
pub struct Discord {
    /// What the operator decides.
    pub settings: config::Discord,
    /// Spoken with people whose language is not known.
    pub language: Language,
    /// The way to the core loop.
    pub handle: Handle,
    /// What the core loop wants said.
    pub outgoing: mpsc::Receiver<Outgoing>,
    /// Where it is said from: what is received need not wait for that.
    pub sending: tokio::runtime::Handle,
    /// What is published.
    pub offers: watch::Receiver<Offers>,
    /// What an earlier process has stored.
    pub remembered: Remembered,
    /// The time.
    pub clock: Arc<dyn Clock>,
}

/// Why the channel ended.
#[derive(Debug, thiserror::Error)]
pub enum DiscordError {
    /// The core loop has stopped.
    #[error(transparent)]
    Stopped(#[from] Stopped),
    /// The HTTP client could not be made.
    #[error("the connection to Discord could not be set up")]
    Client(#[source] reqwest::Error),
    /// The token is wrong.
    #[error("Discord does not know the token; make a new one in the developer portal and set discord.token")]
    Token,
    /// The gateway will not have the bot.
    #[error("Discord's gateway refused the bot (close code {code}): {hint}")]
    Refused {
        /// The close code.
        code: u16,
        /// What to do.
        hint: &'static str,
    },
    /// The gateway ended the session for good without saying why.
    #[error("Discord's gateway ended the connection for good")]
    Ended,
}

impl DiscordError {
    fn closed(code: Option<u16>) -> Self {
        let hint = match code {
            None => return Self::Ended,
            Some(4004) => return Self::Token,
            Some(4010) => "discord.shards does not fit; leave it out to take what Discord recommends",
            Some(4011) => "the bot is in too many guilds for so few shards; raise discord.shards or leave it out",
            Some(4012) => "this release speaks a version of the gateway that is no longer served; update Errand",
            Some(4013) => "an intent is not known to this gateway; update Errand",
            Some(4014) => {
                "switch on the message content intent for the bot in the developer portal, or set \
                 discord.message_content = false"
            }
            Some(_) => "see Discord's list of gateway close codes",
        };
        Self::Refused { code: code.unwrap_or_default(), hint }
    }
}

impl Discord {
    /// Receives and delivers until `stop`.
    ///
    /// # Errors
    /// [`DiscordError`] when the channel cannot go on.
    pub async fn run(self, stop: CancellationToken) -> Result<(), DiscordError> {
        let Self { settings, language, handle, mut outgoing, sending, offers, remembered, clock } = self;
        let rest = Rest::new(settings.api_url.as_str(), settings.token.expose()).map_err(DiscordError::Client)?;
        let sessions: Vec<(u32, Stored)> = sessions(&remembered);
        let bot = Arc::new(Bot::new((settings, language), rest, (handle, offers, clock), &remembered, &sessions));
        let (stop, failed) = (stop.child_token(), CancellationToken::new());
        let gateway = bot.find_gateway(&stop).await?;
        bot.introduce().await?;
        let mut parts = JoinSet::new();
        let identifying = Identifying::default();
        bot.start_shards(&gateway, &identifying, &sessions, &stop, &mut parts);
        {
            let (bot, stop, starts) = (Arc::clone(&bot), stop.clone(), Starts::of(&remembered));
            parts.spawn(async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = identifying.grant(&bot, gateway.budget(), starts) => {}
                }
                Ok(())
            });
        }
        {
            let (bot, failed) = (Arc::clone(&bot), failed.clone());
            let said = async move {
                // What was heard is still answered when it is time to stop.
                Sender::new(bot).run(&mut outgoing, &failed).await;
                Ok(())
            };
            parts.spawn_on(said, &sending);
        }
        {
            let (bot, stop) = (Arc::clone(&bot), stop.clone());
            parts.spawn(async move {
                tokio::select! {
                    () = stop.cancelled() => {}
                    ((), ()) = async { tokio::join!(register::keep(&bot), places::look_around(&bot)) } => {}
                }
                Ok(())
            });
        }
        let mut ended = Ok(());
        loop {
            let part = tokio::select! {
                () = bot.refused.cancelled(), if ended.is_ok() => Some(Err(DiscordError::Token)),
                part = parts.join_next() => part.map(|part| part.unwrap_or_else(again)),
            };
            match part {
                None => return ended,
                Some(Ok(())) => {}
                // The first error is the reason; what follows from stopping is not.
                Some(Err(error)) => {
                    stop.cancel();
                    failed.cancel();
                    ended = ended.and(Err(error));
                }
            }
        }
    }
}

fn sessions(remembered: &Remembered) -> Vec<(u32, Stored)> {
    let session = |(key, value): &(String, String)| {
        let shard = (0..limits::DISCORD_SHARDS).find(|shard| session::key(*shard) == *key)?;
        Some((shard, Stored::from_json(value)?))
    };
    remembered.state.iter().filter_map(session).collect()
}

impl Bot {
    /// Asks for the gateway and the budget until there is an answer. A gateway that is configured is used without one.
    async fn find_gateway(&self, stop: &CancellationToken) -> Result<Gateway, DiscordError> {
        const PAUSE: Duration = Duration::from_secs(5);
        let known = || Gateway { url: None, shards: None, session_start_limit: None };
        loop {
            let asked = tokio::select! {
                () = stop.cancelled() => return Ok(known()),
                asked = self.rest.read::<Gateway>(Call::get(Route::GatewayBot)) => asked,
            };
            match asked {
                Ok(gateway) => return Ok(gateway),
                Err(RestError::Unauthorized) => return Err(DiscordError::Token),
                Err(error) if self.settings.gateway_url.is_some() => {
                    tracing::warn!(%error, "the API does not tell of the gateway; the configured one is used");
                    return Ok(known());
                }
                Err(error) => {
                    tracing::warn!(%error, "the gateway is not known yet; asking again");
                    tokio::select! {
                        () = stop.cancelled() => return Ok(known()),
                        () = tokio::time::sleep(PAUSE) => {}
                    }
                }
            }
        }
    }

    /// Asks who the bot is, unless an earlier process knew. The gateway says it too; not every server does so in full.
    async fn introduce(&self) -> Result<(), DiscordError> {
        if self.me() != 0 {
            return Ok(());
        }
        match self.rest.read::<Person>(Call::get(Route::UserMe).patience(limits::DISCORD_ANSWER_PATIENCE)).await {
            Ok(me) => self.know_self(me.id, None),
            Err(RestError::Unauthorized) => return Err(DiscordError::Token),
            Err(error) => tracing::debug!(%error, "the API does not tell who the bot is"),
        }
        Ok(())
    }

    fn start_shards(
        self: &Arc<Self>,
        gateway: &Gateway,
        identifying: &Identifying,
        sessions: &[(u32, Stored)],
        stop: &CancellationToken,
        parts: &mut JoinSet<Result<(), DiscordError>>,
    ) {
        let of = gateway.shards(self.settings.shards);
        let config = self.shard_config(gateway, identifying);
        for number in 0..of {
            let stored = sessions.iter().find(|(shard, _)| *shard == number).map(|(_, stored)| stored.clone());
            // Once for each shard of a process, which has few.
            let key: &'static str = Box::leak(session::key(number).into_boxed_str());
            let shard = ShardLoop::new(Arc::clone(self), number, of, key, stored.as_ref());
            let (config, stop) = (config.clone(), stop.clone());
            parts.spawn(async move { shard.run(config, stored, &stop).await });
        }
    }

    /// What the gateway is asked to tell.
    fn intents(&self) -> Intents {
        let always = Intents::GUILDS.union(Intents::GUILD_MESSAGES).union(Intents::DIRECT_MESSAGES);
        if self.settings.message_content { always.union(Intents::MESSAGE_CONTENT) } else { always }
    }

    fn shard_config(&self, gateway: &Gateway, identifying: &Identifying) -> ShardConfig<Identifying> {
        let token = self.settings.token.expose().trim().to_owned();
        let builder = ConfigBuilder::new(token, self.intents()).queue(identifying.clone());
        match self.settings.gateway_url.as_ref().map(Url::as_str).or(gateway.url.as_deref()) {
            Some(url) => builder.proxy_url(url.trim_end_matches('/').to_owned()).build(),
            None => builder.build(),
        }
    }
}
