//! The channels that serve a world's platforms: the real ones, in this process.

use std::collections::HashMap;

use errand::api::system_tls;
use errand::app::Memory;
use errand::channel::telegram::{Ended, Telegram};
use errand::config::{Config, Environment};
use errand::domain::conversation::{Channel, ConversationId};
use errand::domain::language::Language;
use errand::runtime::{Clock, Core, Offers};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_util::task::TaskTracker;

use super::World;

/// Channels that run, and what they need of the core loop.
#[derive(Default)]
pub struct Channels {
    running: JoinSet<Result<(), Ended>>,
    offers: Option<watch::Receiver<Offers>>,
    senders: TaskTracker,
    memory: Memory,
    standing: Vec<(ConversationId, String)>,
    /// Settings of `[telegram]` that a test has beside the usual ones, by the variable's name.
    settings: Vec<(String, String)>,
}

impl Channels {
    /// A core loop has started.
    pub fn meet(&mut self, core: &Core, memory: Memory, standing: Vec<(ConversationId, String)>) {
        (self.offers, self.senders) = (Some(core.offers()), core.senders());
        (self.memory, self.standing) = (memory, standing);
    }

    pub async fn crash(&mut self) {
        self.running.shutdown().await;
    }

    /// Channels end with the core loop.
    pub async fn finish(&mut self) {
        while let Some(ended) = self.running.join_next().await {
            ended.expect("a channel does not panic").expect("a channel does not give up");
        }
    }
}

impl World {
    /// Settings of `[telegram]`, before it is served: `("ALLOWED_CHATS", "5")`.
    pub fn sets_telegram(&mut self, settings: &[(&str, &str)]) {
        let variable = |(name, value): &(&str, &str)| (format!("ERRAND_TELEGRAM__{name}"), (*value).to_owned());
        self.channels.settings.extend(settings.iter().map(variable));
    }

    pub(super) fn serve_telegram(&mut self) {
        let telegram = self.telegram.as_ref().expect("there is a Telegram");
        let usual = [
            ("ERRAND_TELEGRAM__TOKEN".to_owned(), telegram.token().to_owned()),
            ("ERRAND_TELEGRAM__API_URL".to_owned(), telegram.url().to_owned()),
            ("ERRAND_TELEGRAM__PACING__ENABLED".to_owned(), "false".to_owned()),
        ];
        let variables: HashMap<String, String> =
            usual.into_iter().chain(self.channels.settings.iter().cloned()).collect();
        let environment = Environment::new(variables);
        let config = Config::load(None, &environment).expect("settings").telegram.expect("it is on");
        let memory: HashMap<String, String> = self
            .channels
            .memory
            .iter()
            .filter(|((channel, _), _)| *channel == Channel::Telegram)
            .map(|((_, key), value)| (key.clone(), value.clone()))
            .collect();
        let channel = Telegram {
            config,
            language: Language::English,
            handle: self.handle.clone(),
            outgoing: self.port("platform"),
            sending: tokio::runtime::Handle::current(),
            offers: self.channels.offers.clone().expect("the core loop has started"),
            memory,
            standing: self.channels.standing.clone(),
            human: None,
            clock: std::sync::Arc::clone(&self.clock) as std::sync::Arc<dyn Clock>,
            tls: system_tls(),
        };
        let (stop, sending) = (self.stop.clone(), self.channels.senders.token());
        self.channels.running.spawn(async move {
            let _sending = sending;
            channel.run(stop).await
        });
    }
}
