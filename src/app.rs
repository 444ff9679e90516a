//! The composition root: from a configuration to a core loop that runs.

use std::collections::HashMap;
use std::sync::Arc;

use smol_str::SmolStr;
use tokio::sync::{mpsc, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::api::{self, Api, Network, SecretValue};
use crate::channel::discord::{self, Discord, DiscordError};
use crate::channel::telegram::{self, Telegram};
use crate::channel::text::formats::composer;
use crate::config::{self, Config, People, SecretText};
use crate::domain::conversation::{Channel, ConversationId};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::engine::House;
use crate::matching;
use crate::runtime::{
    Clock, Core, Handle, Keyring, Offers, Outgoing, Port, Secrets, Setup, SystemClock, Team, again, claiming, pulse,
};
use crate::store::{Claim, Store, StoreError};
use crate::telemetry::chain;

/// Entries of channels by channel and key.
pub type Memory = HashMap<(Channel, String), String>;

/// A core loop that runs.
pub struct Running {
    /// Sends arrivals to it.
    pub handle: Handle,
    /// Channels hold a token of this for as long as they may report deliveries.
    pub senders: TaskTracker,
    /// What channels remembered when Errand last stopped.
    pub memory: Memory,
    /// Where people talked on Discord, the latest first.
    pub discord_places: Vec<String>,
    /// What stands in groups on Telegram, where something is open.
    pub telegram_standing: Vec<(ConversationId, String)>,
    /// Who was at something of an admin's there.
    pub discord_at_work: Vec<String>,
    /// What is published, now and whenever it changes.
    pub offers: watch::Receiver<Offers>,
    stop: CancellationToken,
    core: JoinHandle<Result<(), StoreError>>,
}

/// Opens the store and starts the core loop, which serves these ports until `stop`.
///
/// # Errors
/// What the store said.
pub async fn start(
    config: &Config,
    keyring: Keyring,
    ports: Vec<Port>,
    stop: CancellationToken,
) -> Result<Running, StoreError> {
    let mut store = Store::open(&config.data_dir).await?;
    let memory = store.channel_states().await?;
    let discord_places = store.places(Channel::Discord, limits::DISCORD_HEARD_PLACES).await?;
    let telegram_standing = store.standing(Channel::Telegram).await?;
    let discord_at_work = store.at_work(Channel::Discord, limits::DISCORD_TEAM).await?;
    let keyring = load_keyring(&mut store, config, keyring).await?;
    let clock = SystemClock;
    let claim = match store.claim().await? {
        Claim::None | Claim::Open => has_no_admin(config).then(|| claiming::code(clock.fresh())),
        Claim::By { .. } => None,
    };
    if let Some(code) = &claim {
        // Whoever reads the log runs the bot.
        tracing::warn!("nobody is an admin yet: write to the bot, in a direct chat, /claim {code}");
    }
    let core = Core::new(Setup {
        store,
        api: Arc::new(Api::new(network(config), Arc::new(move || clock.now()))),
        keyring,
        house: house(config),
        matching: matching(config),
        clock: Arc::new(clock),
        zone: config.time_zone.clone(),
        ports,
        team: team(config, claim),
        secrets: secrets(config),
    })
    .await?;
    Ok(Running { memory, discord_places, telegram_standing, discord_at_work, ..run(core, stop) })
}

/// Starts a core loop's tasks.
#[expect(clippy::disallowed_methods, reason = "the composition root starts the tasks of the whole process")]
fn run(core: Core, stop: CancellationToken) -> Running {
    let handle = core.handle();
    tokio::spawn(pulse::pulse(handle.clone(), stop.clone()));
    let (offers, senders) = (core.offers(), core.senders());
    let core = tokio::spawn(core.run(stop.clone()));
    let (memory, telegram_standing) = (Memory::new(), Vec::new());
    let (discord_places, discord_at_work) = (Vec::new(), Vec::new());
    Running { handle, senders, memory, discord_places, telegram_standing, discord_at_work, offers, stop, core }
}

/// Why the bot ended before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum ChannelEnded {
    /// Telegram cannot be served.
    #[error("{}", chain(.0))]
    Telegram(telegram::Ended),
    /// A bug of ours.
    #[error("a channel has failed; the log says more")]
    Failed,
    /// Discord cannot be served.
    #[error("{}", chain(.0))]
    Discord(DiscordError),
}

/// Serves the configured channels, which send where `sending` leads, until `stop`, or until the last of them cannot go
/// on.
///
/// # Errors
/// What the store said; inside, why the last channel ended.
pub async fn serve(
    config: &Config,
    keyring: Keyring,
    sending: &tokio::runtime::Handle,
    stop: CancellationToken,
) -> Result<Result<(), ChannelEnded>, StoreError> {
    let (telegram_port, telegram_outgoing) = Port::channel(Channel::Telegram, telegram::WINDOW);
    let (discord_port, discord_outgoing) = Port::channel(Channel::Discord, discord::WINDOW);
    let mut running = start(config, keyring, vec![telegram_port, discord_port], stop.clone()).await?;
    let mut channels = JoinSet::new();
    if let Some(settings) = &config.telegram {
        let channel = running.telegram(settings.clone(), config, telegram_outgoing, sending);
        let (stop, token) = (stop.clone(), running.senders.token());
        channels.spawn(async move {
            let _token = token;
            channel.run(stop).await.map_err(ChannelEnded::Telegram)
        });
    }
    if let Some(settings) = &config.discord {
        let channel = running.discord(settings.clone(), config.language, discord_outgoing, sending);
        let (stop, token) = (stop.clone(), running.senders.token());
        channels.spawn(async move {
            let _token = token;
            channel.run(stop).await.map_err(ChannelEnded::Discord)
        });
    }
    let mut last = Ok(());
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            ended = running.ended() => return ended.map(|()| last),
            channel = channels.join_next() => match channel {
                None => break,
                Some(Ok(Ok(()))) => {}
                Some(Ok(Err(ended))) => {
                    tracing::error!(error = %ended, "a channel has ended");
                    last = Err(ended);
                }
                Some(Err(error)) => {
                    tracing::error!(%error, "a channel has failed");
                    last = Err(ChannelEnded::Failed);
                }
            },
        }
    }
    running.finish().await?;
    Ok(last)
}

impl Running {
    fn telegram(
        &self,
        settings: config::Telegram,
        config: &Config,
        outgoing: mpsc::Receiver<Outgoing>,
        sending: &tokio::runtime::Handle,
    ) -> Telegram {
        let of_telegram = |((channel, key), value): (&(Channel, String), &String)| {
            (*channel == Channel::Telegram).then(|| (key.clone(), value.clone()))
        };
        Telegram {
            config: settings,
            language: config.language,
            handle: self.handle.clone(),
            outgoing,
            sending: sending.clone(),
            offers: self.offers.clone(),
            memory: self.memory.iter().filter_map(of_telegram).collect(),
            standing: self.telegram_standing.clone(),
            human: config.human.clone(),
            clock: Arc::new(SystemClock),
            tls: api::system_tls(),
        }
    }

    fn discord(
        &self,
        settings: config::Discord,
        language: Language,
        outgoing: mpsc::Receiver<Outgoing>,
        sending: &tokio::runtime::Handle,
    ) -> Discord {
        let of_discord = |((channel, key), value): (&(Channel, String), &String)| {
            (*channel == Channel::Discord).then(|| (key.clone(), value.clone()))
        };
        Discord {
            settings,
            language,
            handle: self.handle.clone(),
            outgoing,
            sending: sending.clone(),
            offers: self.offers.clone(),
            remembered: discord::Remembered {
                state: self.memory.iter().filter_map(of_discord).collect(),
                places: self.discord_places.clone(),
                at_work: self.discord_at_work.clone(),
            },
            clock: Arc::new(SystemClock),
        }
    }

    /// Ends when the core loop ends by itself, which it only does when the store fails.
    ///
    /// # Errors
    /// What the store said.
    pub async fn ended(&mut self) -> Result<(), StoreError> {
        (&mut self.core).await.unwrap_or_else(again)
    }

    /// Takes in no more, lets calls under way end, and closes the store.
    ///
    /// # Errors
    /// What the store said.
    pub async fn finish(self) -> Result<(), StoreError> {
        self.stop.cancel();
        self.core.await.unwrap_or_else(again)
    }
}

/// Every secret: the store's, and over them those of the environment and the given ones.
pub(crate) async fn load_keyring(
    store: &mut Store,
    config: &Config,
    mut given: Keyring,
) -> Result<Keyring, StoreError> {
    for (name, value) in config.secrets.iter().filter(|(name, _)| given.get(name).is_none()).collect::<Vec<_>>() {
        given.put(name.clone(), value.clone());
    }
    given.restock(store, config.secrets_key.as_ref().map(SecretText::expose)).await?;
    Ok(given)
}

/// Whether a platform is on and the configuration names no admin of it.
fn has_no_admin(config: &Config) -> bool {
    let telegram = config.telegram.as_ref().map(|telegram| &telegram.people);
    let discord = config.discord.as_ref().map(|discord| &discord.people);
    let mut on = telegram.into_iter().chain(discord).peekable();
    on.peek().is_some() && on.all(|people| people.admins.is_empty())
}

/// The operator's settings for admins and moderators.
fn team(config: &Config, claim: Option<String>) -> Team {
    let place = |channel, people: &People| {
        let place = people.private?.to_string();
        Some(ConversationId { channel, place: place.into(), person: SmolStr::default() })
    };
    let telegram = config.telegram.as_ref().and_then(|telegram| place(Channel::Telegram, &telegram.people));
    let discord = config.discord.as_ref().and_then(|discord| place(Channel::Discord, &discord.people));
    let private = telegram.into_iter().chain(discord).collect();
    Team { language: config.language, private, keep_misses: config.keep_misses, claim }
}

/// How secrets are kept.
fn secrets(config: &Config) -> Secrets {
    let key = config.secrets_key.as_ref().map(|key| SecretValue::new(key.expose().trim()));
    Secrets {
        // One that is no key is refused where it is used.
        key: key.and_then(Result::ok),
        of_environment: config.secrets.iter().map(|(name, _)| name.clone()).collect(),
    }
}

pub(crate) fn house(config: &Config) -> House {
    House {
        human: config.human.clone(),
        region: config.region.clone(),
        composers: Language::ALL.map(|language| Arc::clone(composer(language))),
    }
}

/// The operator's settings of the matcher.
pub fn matching(config: &Config) -> matching::Settings {
    matching::Settings { bias: config.matching.bias, act: config.matching.act, ask: config.matching.ask }
}

pub(crate) fn network(config: &Config) -> Network {
    config.network.clone()
}
