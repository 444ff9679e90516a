//! A Discord on loopback: REST and gateway by Discord's documentation, with guilds, channels and people that a test
//! plays. It knows nothing of Errand's channel and would serve any bot, in this process or another: it lives on a
//! thread of its own until the process ends.
//!
//! It is at least as strict as Discord. A request that no bot should make is answered as Discord would and
//! remembered; [`Discord::finish`] panics with it, and also when an interaction was never answered or when the bot
//! said something that nobody read. Rules of this house are on top: nobody is ever mentioned, every message carries
//! an enforced nonce, nothing unknown is sent.
//!
//! Absent: voice, reactions, polls, audit logs, emojis, everything else that a support bot has no use for; a request
//! for it is a violation.

mod gateway;
pub mod heard;
mod knobs;
pub mod markup;
pub mod nouns;
mod people;
mod proofs;
mod rest;
mod rules;
mod shown;
mod state;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use errand::runtime::{Clock, SystemClock};
use tokio::sync::watch;

pub use self::people::{DiscordGuild, DiscordPerson, Place};
pub use self::rest::throttle::{Scope, Trouble};
use self::state::State;
use crate::api::PATIENCE;

/// A running Discord.
#[derive(Clone)]
pub struct Discord {
    inside: Arc<Inside>,
    rest: SocketAddr,
}

/// What its tasks and its players share.
pub struct Inside {
    state: Mutex<State>,
    bell: watch::Sender<u64>,
}

impl Inside {
    /// A task that panicked has said why; what it left behind is still looked at.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something has changed.
    fn ring(&self) {
        self.bell.send_modify(|count| *count += 1);
    }

    async fn until(&self, mut done: impl FnMut(&State) -> bool) {
        let mut bell = self.bell.subscribe();
        while !done(&self.state()) {
            if bell.changed().await.is_err() {
                return;
            }
        }
    }
}

impl Discord {
    /// One that goes by the system's clock.
    pub fn open() -> Self {
        Self::with_clock(Arc::new(SystemClock))
    }

    /// One that goes by this clock.
    pub fn with_clock(clock: Arc<dyn Clock>) -> Self {
        let bind = || {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
            listener.set_nonblocking(true).expect("a socket");
            (listener.local_addr().expect("an address"), listener)
        };
        let ((rest, rest_listener), (gateway, gateway_listener)) = (bind(), bind());
        let state = Mutex::new(State::new(clock, format!("ws://{gateway}")));
        let inside = Arc::new(Inside { state, bell: watch::Sender::new(0) });
        let serving = Arc::clone(&inside);
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async move {
                let rest = tokio::net::TcpListener::from_std(rest_listener).expect("a listener");
                let gateway = tokio::net::TcpListener::from_std(gateway_listener).expect("a listener");
                tokio::join!(rest::serve(rest, Arc::clone(&serving)), gateway::serve(gateway, serving));
            });
        });
        Self { inside, rest }
    }

    /// `discord.api_url`: `/api/v10` comes after it.
    pub fn rest_url(&self) -> String {
        format!("http://{}", self.rest)
    }

    /// `discord.gateway_url`.
    pub fn gateway_url(&self) -> String {
        self.inside.state().gateway_url.clone()
    }

    pub fn token(&self) -> String {
        self.inside.state().token.clone()
    }

    pub fn application_id(&self) -> u64 {
        self.inside.state().app
    }

    /// A new guild with the bot in it.
    pub fn guild(&self, name: &str) -> DiscordGuild {
        DiscordGuild::found(self, name)
    }

    /// Somebody new who speaks that language (`en-US`, `de`).
    pub fn person(&self, name: &str, locale: &str) -> DiscordPerson {
        DiscordPerson::sign_up(self, name, locale, false)
    }

    /// Another bot.
    pub fn other_bot(&self, name: &str) -> DiscordPerson {
        DiscordPerson::sign_up(self, name, "en-US", true)
    }

    /// Changes something and lets everybody know.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let changed = change(&mut self.inside.state());
        self.inside.ring();
        changed
    }

    /// Waits until there is something to see.
    async fn see<T>(&self, what: &str, mut look: impl FnMut(&mut State) -> Option<T>) -> T {
        let mut bell = self.inside.bell.subscribe();
        let seen = async {
            loop {
                let seen = look(&mut self.inside.state());
                if let Some(seen) = seen {
                    return seen;
                }
                bell.changed().await.expect("the simulator lives as long as its handle");
            }
        };
        match tokio::time::timeout(PATIENCE, seen).await {
            Ok(seen) => seen,
            Err(tokio::time::error::Elapsed { .. }) => {
                let state = self.inside.state();
                let gateway = &state.gateway;
                panic!(
                    "{what}: not in time; {} sessions begun, {} gone on with; violations so far: {:#?}",
                    gateway.identified, gateway.resumed, state.violations
                )
            }
        }
    }

    /// What the bot has done wrong so far, which counts as expected from now on.
    pub fn violations(&self) -> Vec<String> {
        std::mem::take(&mut self.inside.state().violations)
    }

    /// What people did and nobody answered so far, which counts as expected from now on: the bot was killed.
    pub fn unanswered(&self) -> Vec<String> {
        let mut state = self.inside.state();
        let open = state.interactions.values_mut().filter(|interaction| interaction.answered.is_none());
        open.map(|interaction| std::mem::take(&mut interaction.what)).filter(|what| !what.is_empty()).collect()
    }

    /// Waits until nothing is put off that can still be answered.
    pub async fn nothing_put_off(&self) {
        self.see("what was put off is said", |state| state.thinking().is_empty().then_some(())).await;
    }

    /// What the bot said and nobody read.
    pub fn unread(&self) -> Vec<String> {
        self.inside.state().heard.iter().map(heard::Heard::transcript).collect()
    }

    /// Looks whether the bot did anything wrong or left anything open.
    pub fn finish(&self) {
        let state = self.inside.state();
        let open = state.interactions.values().filter(|one| one.answered.is_none() && !one.what.is_empty());
        let open: Vec<String> = open.map(|interaction| interaction.what.clone()).collect();
        let thinking = state.thinking();
        let unread: Vec<String> = state.heard.iter().map(heard::Heard::transcript).collect();
        let violations = state.violations.join("\n");
        drop(state);
        assert!(violations.is_empty(), "the bot did what Discord or this house forbids:\n{violations}");
        assert!(open.is_empty(), "nobody answered: {open:?}");
        assert!(thinking.is_empty(), "an answer was put off and never given: {thinking:?}");
        assert!(unread.is_empty(), "the bot said on Discord, and nobody read it: {unread:#?}");
    }
}
