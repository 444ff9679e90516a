//! Telegram: updates come in through `door`, asked for by `poll` or brought to `webhook`; what they mean is in
//! `hear`; what the core loop wants said goes out by `send`, one delivery after the other in each conversation.
//!
//! Nothing is confirmed to Telegram before it is durable. teloxide gives the typed requests; receiving and sending are
//! our own, since its dispatcher confirms updates before they are handled, lets one slow chat hold up all others, and
//! ends with the first handler that panics.
//!
//! Deliberately absent: parse modes (see `render`), inline mode, payments, anything that a person who writes or
//! presses does not need.

mod album;
mod asked;
mod commands;
mod deliver;
pub mod door;
mod edited;
pub mod file;
pub mod hear;
mod keyboard;
mod lately;
mod line;
pub mod link;
mod marks;
mod names;
pub mod pace;
pub mod place;
mod poll;
mod pool;
pub mod press;
pub mod render;
mod send;
mod standing;
pub mod update;
mod waiting;
mod webhook;
pub mod wire;

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use rustls::ClientConfig;
use teloxide_core::payloads::GetMe;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::AbortOnDropHandle;

use self::asked::Asked;
use self::door::Door;
use self::hear::Ears;
use self::lately::Lately;
use self::line::Line;
use self::names::Names;
use self::pace::Pace;
use self::press::{Press, Query};
use self::send::Sender;
use self::waiting::Waiting;
use self::wire::{Bot, Me, Refusal};
use crate::config;
use crate::config::telegram::Mode;
use crate::domain::conversation::ConversationId;
use crate::domain::language::Language;
use crate::runtime::arrival::Stopped;
use crate::runtime::{Clock, Handle, Offers, Outgoing, Verdict, again};

/// Deliveries that wait in memory; more wait in the outbox.
pub const WINDOW: usize = 1_024;
/// Presses that wait to be answered.
const PRESSES: usize = 256;

/// Everything the channel is made of.
pub struct Telegram {
    /// The operator's settings.
    pub config: config::Telegram,
    /// Spoken with people whose own language is not known.
    pub language: Language,
    /// The way to the core loop.
    pub handle: Handle,
    /// What the core loop wants done.
    pub outgoing: mpsc::Receiver<Outgoing>,
    /// Where it is sent from: what is received need not wait for that.
    pub sending: tokio::runtime::Handle,
    /// What is published.
    pub offers: watch::Receiver<Offers>,
    /// What was remembered when Errand last stopped.
    pub memory: HashMap<String, String>,
    /// What stands in places of several people, where something is open.
    pub standing: Vec<(ConversationId, String)>,
    /// What the operator says to who wants to talk to a person.
    pub human: Option<String>,
    /// Time and chance.
    pub clock: Arc<dyn Clock>,
    /// How to encrypt.
    pub tls: Arc<ClientConfig>,
}

/// Why the channel ended before it was told to.
#[derive(Debug, thiserror::Error)]
pub enum Ended {
    /// The token is wrong or was revoked.
    #[error("Telegram refuses the bot's token (telegram.token)")]
    TokenRefused,
    /// The webhook cannot be listened for.
    #[error("{0} cannot be listened on for Telegram (telegram.webhook_listen)")]
    Listen(SocketAddr, #[source] io::Error),
    /// The core loop has stopped.
    #[error("the core loop has stopped")]
    Stopped,
}

impl Telegram {
    /// Serves the channel until `stop`.
    ///
    /// # Errors
    /// [`Ended`] when going on is of no use.
    pub async fn run(self, stop: CancellationToken) -> Result<(), Ended> {
        let Self { config, language, handle, outgoing, sending, mut offers, mut memory, standing, human, clock, tls } =
            self;
        let bot = Arc::new(Bot::new(&config.api_url, &config.token, &tls));
        let Some(me) = introduce(&bot, &stop).await? else { return Ok(()) };
        tracing::info!(bot = me.username, "Telegram is served");
        let (presses, pressed) = mpsc::channel(PRESSES);
        let asked = Arc::new(Asked::new(&standing));
        let lately = Arc::new(Lately::new(Arc::clone(&clock), memory.get(lately::MEMORY).map(String::as_str)));
        for id in lately.owed() {
            let query = Query { id, language, spent: None };
            // There is room for all of them.
            let _ = presses.try_send(Press { query, verdict: Verdict::Repeated });
        }
        let memories = (Arc::clone(&asked), Arc::clone(&lately));
        let names = Names::new(offers.clone(), human);
        // Connections stay on the thread that has made them.
        let speaker = Arc::new(Bot::new(&config.api_url, &config.token, &tls));
        let line = Line::new(speaker, handle.clone(), Pace::new(config.pacing), memories, names);
        let ears = Ears { me, allowed_chats: config.allowed_chats, language, people: config.people, asked };
        let door = Arc::new(Door::new(ears, Arc::clone(&bot), handle.clone(), offers.clone(), presses, lately));
        let sender = Sender::new(line);
        let asked = async {
            match &config.mode {
                Mode::Polling => poll::poll(&bot, &door, &clock, &stop).await,
                Mode::Webhook(webhook) => webhook::serve(&bot, Arc::clone(&door), webhook, &clock, &stop).await,
            }
        };
        // Rare, and large.
        let silent = Box::pin(door.wait_for_words());
        let receiving = async {
            tokio::select! {
                received = asked => received,
                Stopped = silent => Err(Ended::Stopped),
            }
        };
        let menus = async {
            commands::keep(&bot, &handle, &mut offers, memory.remove(commands::MEMORY), language).await;
            std::future::pending::<()>().await;
        };
        let mut sending = AbortOnDropHandle::new(sending.spawn(sender.run(outgoing, pressed)));
        tokio::select! {
            () = menus => Ok(()),
            sent = &mut sending => sent.or_else(again),
            received = receiving => {
                // What was heard is still answered.
                received?;
                sending.await.or_else(again)
            }
        }
    }
}

/// Asks who the bot is, until Telegram says so. `None` when it is time to stop.
async fn introduce(bot: &Bot, stop: &CancellationToken) -> Result<Option<Me>, Ended> {
    let mut waiting = Waiting::default();
    let question = GetMe::new();
    loop {
        let asked = tokio::select! {
            () = stop.cancelled() => return Ok(None),
            me = bot.ask(&question) => me,
        };
        match asked {
            Ok(me) => return Ok(Some(me)),
            // A token of another form. Who was told once who the bot is knows that the token is none.
            Err(Refusal::Api { code: 404, .. }) => return Err(Ended::TokenRefused),
            Err(refusal) => waiting.after(&refusal, "Telegram does not say who the bot is", stop).await?,
        }
    }
}
