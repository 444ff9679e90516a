//! One shard of the gateway: events are taken one after the other and handed to the core loop in their order.
//!
//! twilight keeps the connection: heartbeats, resuming, identifying within the budget. Added here are what it leaves
//! out: the session is stored with what its events led to, so that a new process resumes it; connections that do not
//! last are taken up with growing pauses; close codes that no attempt can mend end the channel with what to do.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use twilight_gateway::error::ReceiveMessageErrorType;
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Message as GatewayMessage, Session, Shard, ShardId, ShardState,
};

use super::interactions::{self, Led};
use super::payload::{self, Body, Frame, Interaction, Message, Ready};
use super::places::Thread;
use super::session::{Stored, Strikes, Underway};
use super::{Bot, DiscordError, catch_up, private};
use crate::domain::conversation::Channel;
use crate::domain::limits;
use crate::runtime::arrival::{Happening, Received};
use crate::runtime::{Arrival, Incoming};

/// Events without consequence after which the session is stored all the same: so many are sent again at most.
const UNSAVED: u32 = 200;
/// How long the gateway is given to hear that the bot goes.
const FAREWELL: Duration = Duration::from_secs(1);

/// One shard.
pub struct ShardLoop {
    bot: Arc<Bot>,
    number: u32,
    of: u32,
    key: &'static str,
    /// The newest message of an earlier session, which may be lost.
    newest: u64,
    had_session: bool,
    sequence: u64,
    underway: Underway,
    unsaved: u32,
    tasks: JoinSet<Option<u64>>,
    strikes: Strikes,
    close_code: Option<u16>,
}

impl ShardLoop {
    /// A shard that goes on with a stored session, if there is one that fits.
    pub fn new(bot: Arc<Bot>, number: u32, of: u32, key: &'static str, stored: Option<&Stored>) -> Self {
        Self {
            bot,
            number,
            of,
            key,
            newest: stored.map_or(0, |stored| stored.newest),
            had_session: stored.is_some(),
            sequence: stored.map_or(0, |stored| stored.sequence),
            underway: Underway::default(),
            unsaved: 0,
            tasks: JoinSet::new(),
            strikes: Strikes::default(),
            close_code: None,
        }
    }

    /// Receives until `stop`.
    ///
    /// # Errors
    /// [`DiscordError`] when no further attempt can help.
    pub async fn run(
        mut self,
        config: Config<super::identifying::Identifying>,
        stored: Option<Stored>,
        stop: &CancellationToken,
    ) -> Result<(), DiscordError> {
        let mut builder = ConfigBuilder::from(config);
        if let Some(stored) = stored.filter(|stored| stored.fits(self.of, self.bot.intents().bits())) {
            builder = builder.session(Session::new(stored.sequence, stored.id));
            if let Some(url) = stored.resume_url {
                builder = builder.resume_url(url);
            }
        }
        let mut shard = Shard::with_config(ShardId::new(self.number, self.of), builder.build());
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => {
                    self.leave(&mut shard).await;
                    self.finish().await;
                    return Ok(());
                }
                Some(ended) = self.tasks.join_next() => {
                    if let Ok(Some(sequence)) = ended {
                        self.underway.end(sequence);
                        // What was put off has reached the core loop by itself; it need not come again.
                        self.remember(&mut shard, None).await?;
                    }
                    continue;
                }
                item = shard.next() => match item {
                    None => return Err(DiscordError::closed(self.close_code)),
                    Some(Ok(GatewayMessage::Text(text))) => self.frame(&mut shard, &text).await?,
                    Some(Ok(GatewayMessage::Close(frame))) => {
                        self.close_code = frame.as_ref().map(|frame| frame.code);
                        tracing::info!(shard = self.number, code = self.close_code, "the gateway closed the connection");
                    }
                    Some(Err(error)) => {
                        self.report(error.kind());
                        // What twilight cannot read of its own business may be readable for ours.
                        if let ReceiveMessageErrorType::Deserializing { event } = error.kind() {
                            self.frame(&mut shard, event).await?;
                        }
                    }
                }
            }
            if let Some(pause) = self.pause(&shard) {
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(pause) => {}
                }
            }
        }
    }

    /// Whoever has pressed something is still answered: nobody else could do it in time.
    async fn finish(&mut self) {
        let answered = async { while self.tasks.join_next().await.is_some() {} };
        // What takes longer is a look for missed messages, which the next process repeats, or is too late anyway.
        let _ = tokio::time::timeout(limits::DISCORD_ANSWER_PATIENCE, answered).await;
    }

    /// What went wrong; never the event itself, which may hold what people wrote.
    fn report(&self, kind: &ReceiveMessageErrorType) {
        let what = match kind {
            ReceiveMessageErrorType::Compression => "a frame could not be decompressed",
            ReceiveMessageErrorType::Deserializing { .. } => "a frame could not be read",
            ReceiveMessageErrorType::Reconnect => "the gateway could not be reached",
            // twilight may add others.
            _ => "the gateway could not be read",
        };
        tracing::warn!(shard = self.number, "{what}; trying again");
    }

    /// How long to wait before connecting again: not at all after a connection that lasted.
    fn pause(&mut self, shard: &Shard<super::identifying::Identifying>) -> Option<Duration> {
        let now = std::time::Instant::now();
        if matches!(shard.state(), ShardState::Disconnected { .. }) {
            return self.strikes.disconnected(now);
        }
        self.strikes.connected(now);
        None
    }

    /// Says that the session will be resumed, so that Discord keeps what comes meanwhile.
    async fn leave(&mut self, shard: &mut Shard<super::identifying::Identifying>) {
        if !shard.state().is_identified() {
            return;
        }
        shard.close(CloseFrame::RESUME);
        let farewell = async {
            while !matches!(shard.state(), ShardState::Disconnected { .. }) && shard.next().await.is_some() {}
        };
        // Whether it hears it or not, the session is stored.
        let _ = tokio::time::timeout(FAREWELL, farewell).await;
    }

    async fn frame(
        &mut self,
        shard: &mut Shard<super::identifying::Identifying>,
        text: &str,
    ) -> Result<(), DiscordError> {
        const EVENT: u8 = 0;
        let Ok(Frame { op: EVENT, t: Some(name), s: Some(sequence) }) = serde_json::from_str::<Frame>(text) else {
            return Ok(());
        };
        self.sequence = sequence;
        self.strikes.received(&name);
        let handled = match name.as_str() {
            "READY" => self.ready(shard, text).await?,
            "RESUMED" => {
                tracing::info!(shard = self.number, "the gateway session goes on");
                self.had_session = true;
                false
            }
            "MESSAGE_CREATE" | "MESSAGE_UPDATE" => self.message(shard, text, name == "MESSAGE_UPDATE").await?,
            "INTERACTION_CREATE" => self.interaction(shard, text).await?,
            "THREAD_CREATE" | "THREAD_DELETE" | "THREAD_LIST_SYNC" | "GUILD_CREATE" => {
                self.threads(&name, text);
                false
            }
            _ => false,
        };
        self.unsaved = if handled { 0 } else { self.unsaved + 1 };
        if self.unsaved >= UNSAVED || name == "RESUMED" || name == "READY" {
            self.remember(shard, None).await?;
        }
        Ok(())
    }

    async fn ready(
        &mut self,
        shard: &mut Shard<super::identifying::Identifying>,
        text: &str,
    ) -> Result<bool, DiscordError> {
        let Some(ready) = self.read::<Ready>(shard, text).await? else { return Ok(true) };
        self.bot.know_self(ready.user.id, ready.application.map(|application| application.id));
        tracing::info!(shard = self.number, of = self.of, "connected to the gateway");
        if std::mem::replace(&mut self.had_session, true) && self.newest > 0 {
            tracing::warn!(shard = self.number, "the gateway session was lost; looking for missed messages");
            let (bot, newest, shard) = (Arc::clone(&self.bot), self.newest, (self.number, self.of));
            self.tasks.spawn(async move {
                catch_up::missed(&bot, newest, shard).await;
                None
            });
        }
        Ok(false)
    }

    async fn message(
        &mut self,
        shard: &mut Shard<super::identifying::Identifying>,
        text: &str,
        edited: bool,
    ) -> Result<bool, DiscordError> {
        let Some(message) = self.read::<Message>(shard, text).await? else { return Ok(true) };
        self.newest = self.newest.max(message.id);
        self.bot.notice_place(message.channel_id);
        let heard = self.bot.hear(&message, edited);
        let Some(heard) = heard else { return Ok(false) };
        let heard = self.bot.heard_with_roles(heard).await;
        if private::is_command_in_the_open(&heard) {
            self.underway.begin(self.sequence);
            let (bot, sequence) = (Arc::clone(&self.bot), self.sequence);
            self.tasks.spawn(async move {
                private::directly(&bot, heard).await;
                Some(sequence)
            });
            return Ok(false);
        }
        if private::wanted(&self.bot, &heard, message.channel_id) {
            self.underway.begin(self.sequence);
            let (bot, sequence) = (Arc::clone(&self.bot), self.sequence);
            self.tasks.spawn(async move {
                private::said(&bot, heard, message.channel_id).await;
                Some(sequence)
            });
            return Ok(false);
        }
        let incoming = Incoming {
            rights: heard.rights,
            conversation: heard.conversation,
            user: heard.user,
            speaks: None,
            what: Happening::Event(heard.event),
            id: Some(heard.id),
            via: heard.via.to_json(),
            state: self.state(shard),
            committed: None,
        };
        self.bot.handle.send(Arrival::Event(Box::new(incoming))).await?;
        Ok(true)
    }

    async fn interaction(
        &mut self,
        shard: &mut Shard<super::identifying::Identifying>,
        text: &str,
    ) -> Result<bool, DiscordError> {
        let at = Instant::now();
        let Some(interaction) = self.read::<Interaction>(shard, text).await? else { return Ok(true) };
        match interactions::received(&self.bot, interaction, at) {
            Led::Nothing => Ok(false),
            Led::Answer(answering) => {
                self.tasks.spawn(async move {
                    answering.await;
                    None
                });
                Ok(false)
            }
            Led::Event { mut incoming, answering } => {
                incoming.state = self.state(shard);
                // First, so that the answer is not late even when the core loop is.
                self.tasks.spawn(async move {
                    answering.await;
                    None
                });
                self.bot.handle.send(Arrival::Event(incoming)).await?;
                Ok(true)
            }
            Led::Work(work) => {
                let sequence = self.sequence;
                self.underway.begin(sequence);
                self.tasks.spawn(async move {
                    work.await;
                    Some(sequence)
                });
                Ok(false)
            }
        }
    }

    fn threads(&self, name: &str, text: &str) {
        #[derive(serde::Deserialize)]
        struct Many {
            #[serde(default)]
            threads: Vec<Thread>,
        }
        match name {
            "THREAD_CREATE" => {
                if let Ok(Body { d: thread }) = serde_json::from_str::<Body<Thread>>(text) {
                    self.bot.know_threads(&[thread]);
                }
            }
            "THREAD_DELETE" => {
                if let Ok(Body { d: thread }) = serde_json::from_str::<Body<Thread>>(text) {
                    self.bot.forget_thread(thread.place.id);
                }
            }
            _ => {
                if let Ok(Body { d: many }) = serde_json::from_str::<Body<Many>>(text) {
                    self.bot.know_threads(&many.threads);
                }
            }
        }
    }

    /// Reads an event. One that cannot be read is kept for whoever mends the reading, and passed by.
    async fn read<T: DeserializeOwned>(
        &mut self,
        shard: &mut Shard<super::identifying::Identifying>,
        text: &str,
    ) -> Result<Option<T>, DiscordError> {
        match serde_json::from_str::<Body<T>>(text) {
            Ok(body) => Ok(Some(body.d)),
            Err(error) => {
                let id = format!("{}/{}", shard.session().map(Session::id).unwrap_or_default(), self.sequence);
                // serde names fields and positions, and may quote what stands there.
                tracing::error!(id, line = error.line(), column = error.column(), "an event could not be read");
                self.remember(shard, Some((id, payload::without_answers(text)))).await?;
                Ok(None)
            }
        }
    }

    async fn remember(
        &mut self,
        shard: &mut Shard<super::identifying::Identifying>,
        unread: Option<(String, String)>,
    ) -> Result<(), DiscordError> {
        self.unsaved = 0;
        let received = Received { channel: Channel::Discord, state: self.state(shard), unread, committed: None };
        Ok(self.bot.handle.send(Arrival::Received(received)).await?)
    }

    fn state(&self, shard: &Shard<super::identifying::Identifying>) -> Vec<(&'static str, String)> {
        let Some(session) = shard.session() else { return Vec::new() };
        let stored = Stored {
            id: session.id().to_owned(),
            sequence: self.underway.safe(self.sequence),
            resume_url: shard.resume_url().map(str::to_owned),
            shards: self.of,
            intents: Some(self.bot.intents().bits()),
            me: self.bot.me(),
            application: self.bot.application(),
            newest: self.newest,
        };
        vec![(self.key, stored.to_json())]
    }
}

/// How many sessions may be begun, and how fast.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Budget {
    /// In a day.
    #[serde(default = "thousand")]
    pub total: u32,
    /// Now.
    #[serde(default = "thousand")]
    pub remaining: u32,
    /// Until there are `total` again, in ms.
    #[serde(default)]
    pub reset_after: u64,
    /// At the same time.
    #[serde(default = "one")]
    pub max_concurrency: u16,
}

const fn thousand() -> u32 {
    1_000
}

const fn one() -> u16 {
    1
}

/// What the API says of the gateway.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Gateway {
    /// Where it is.
    #[serde(default)]
    pub url: Option<String>,
    /// How many shards this bot needs.
    #[serde(default)]
    pub shards: Option<u32>,
    /// How many sessions it may begin.
    #[serde(default)]
    pub session_start_limit: Option<Budget>,
}

impl Gateway {
    /// How many sessions may be begun; Discord's usual number where the API does not tell.
    pub fn budget(&self) -> Budget {
        self.session_start_limit.clone().unwrap_or(Budget {
            total: thousand(),
            remaining: thousand(),
            reset_after: 0,
            max_concurrency: one(),
        })
    }

    /// The number of shards, by configuration or recommendation.
    pub fn shards(&self, configured: Option<u32>) -> u32 {
        configured.or(self.shards).unwrap_or(1).clamp(1, limits::DISCORD_SHARDS)
    }
}
