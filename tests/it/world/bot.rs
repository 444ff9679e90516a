//! The bot on the Discord of a world: the real channel, against the simulated platform.

use std::sync::Arc;
use std::time::Duration;

use errand::channel::discord::{Discord as DiscordChannel, DiscordError, Remembered};
use errand::config::{self, Config, Environment};
use errand::domain::conversation::Channel;
use errand::domain::language::Language;
use errand::runtime::{Clock, Core, Offers};
use errand::store::Store;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::task::TaskTracker;

use super::World;
use super::discord::Discord;
use crate::api::PATIENCE;

/// Deliveries that fit the window of Discord's port: few, so that the outbox is read too.
pub const WINDOW: usize = 8;

/// The bot, and what it is made of.
#[derive(Default)]
pub struct Bot {
    /// What is published; known once the core loop runs.
    offers: Option<watch::Receiver<Offers>>,
    remembered: Remembered,
    settings: Option<config::Discord>,
    running: JoinSet<Result<(), DiscordError>>,
    senders: TaskTracker,
}

impl Bot {
    /// What an earlier process has stored, as `errand run` reads it.
    pub async fn remember(&mut self, store: &mut Store) {
        let states = store.channel_states().await.expect("rows");
        let state = states.into_iter().filter(|((channel, _), _)| *channel == Channel::Discord);
        self.remembered = Remembered {
            state: state.map(|((_, key), value)| (key, value)).collect(),
            places: store.places(Channel::Discord, 100).await.expect("rows"),
            at_work: store.at_work(Channel::Discord, 100).await.expect("rows"),
        };
    }

    /// A core loop has started.
    pub fn meet(&mut self, core: &Core) {
        (self.offers, self.senders) = (Some(core.offers()), core.senders());
    }

    /// It is gone at once, as in a crash.
    pub async fn killed(&mut self) {
        self.running.shutdown().await;
    }

    /// It was asked to stop, and does so.
    pub async fn leaves(&mut self) {
        while let Some(ended) = self.ended().await {
            ended.expect("the channel ends well");
        }
    }

    /// How the channel ended.
    pub async fn ended(&mut self) -> Option<Result<(), DiscordError>> {
        let ended = tokio::time::timeout(PATIENCE, self.running.join_next()).await.expect("the channel ends in time");
        ended.map(|ended| ended.expect("the channel does not panic"))
    }
}

/// As an operator would set it up for a simulated Discord.
pub fn settings(discord: &Discord) -> config::Discord {
    let variables =
        [("TOKEN", discord.token()), ("API_URL", discord.rest_url()), ("GATEWAY_URL", discord.gateway_url())];
    let variables = variables.map(|(name, value)| (format!("ERRAND_DISCORD__{name}"), value));
    let environment = Environment::new(variables);
    Config::load(None, &environment).expect("settings").discord.expect("it is on")
}

impl World {
    /// Connects the bot to this world's Discord, once, and waits until it listens.
    pub async fn on_discord(&mut self) -> Discord {
        let discord = self.discord();
        if self.bot.settings.is_none() {
            self.connect(settings(&discord)).await;
        }
        discord
    }

    /// Connects the bot with settings of one's own, and waits until it listens.
    pub async fn connect(&mut self, settings: config::Discord) {
        let discord = self.discord();
        discord.identify_every(Duration::ZERO);
        self.bot.settings = Some(settings);
        self.bot_again();
        discord.identified(1).await;
        discord.commands_written(1).await;
    }

    /// The bot is set up otherwise from the next start on.
    pub fn set_up(&mut self, settings: config::Discord) {
        self.bot.settings = Some(settings);
    }

    /// Starts the bot, when there was one.
    pub(super) fn bot_again(&mut self) {
        let Some(settings) = self.bot.settings.clone() else { return };
        let channel = DiscordChannel {
            settings,
            language: Language::English,
            handle: self.handle.clone(),
            outgoing: self.port("discord"),
            sending: tokio::runtime::Handle::current(),
            offers: self.bot.offers.clone().expect("the core loop runs"),
            remembered: self.bot.remembered.clone(),
            clock: Arc::clone(&self.clock) as Arc<dyn Clock>,
        };
        let (stop, sending) = (self.stop.clone(), self.bot.senders.token());
        self.bot.running.spawn(async move {
            let _sending = sending;
            channel.run(stop).await
        });
    }

    /// The process is asked to end, and does so in order. Nothing runs until [`World::restart`].
    pub async fn ends(&mut self) {
        self.end_core().await;
        self.bot.leaves().await;
        self.ports.clear();
    }

    /// How the channel ended by itself.
    pub async fn discord_ended(&mut self) -> Result<(), DiscordError> {
        self.bot.ended().await.expect("there was a channel")
    }
}
