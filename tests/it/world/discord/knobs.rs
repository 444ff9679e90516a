//! Trouble on demand, and what can be counted.

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use super::state::State;
use super::{Discord, Trouble};

impl Discord {
    // -- time

    /// This Discord's clock goes forward.
    pub fn pass(&self, time: Duration) {
        self.change(|state| state.ahead += time);
    }

    // -- gateway

    /// Switches the privileged intent for message content on.
    pub fn grant_message_content(&self) {
        self.change(|state| state.gateway.privileged |= 1 << 15);
    }

    pub fn heartbeat_every(&self, interval: Duration) {
        self.change(|state| state.gateway.heartbeat = interval);
    }

    /// Heartbeats are acknowledged, or not.
    pub fn acknowledge_heartbeats(&self, acking: bool) {
        self.change(|state| state.gateway.acking = acking);
    }

    /// Every event comes twice from now on, under two numbers.
    pub fn deliver_twice(&self, twice: bool) {
        self.change(|state| state.gateway.twice = twice);
    }

    /// How many sessions may still be started today.
    pub fn session_starts_left(&self, left: u64) {
        self.change(|state| state.gateway.starts_left = left);
    }

    /// In so much time there are all of them again.
    pub fn session_starts_renewed_in(&self, time: Duration) {
        self.change(|state| state.gateway.starts_renewed = Some(Instant::now() + time));
    }

    /// How many shards the bot should have, and how many may identify at a time.
    pub fn wants_shards(&self, shards: u64, max_concurrency: u64) {
        self.change(|state| (state.gateway.shards, state.gateway.max_concurrency) = (shards, max_concurrency));
    }

    /// How long after one identify the next may come (Discord: five seconds); an earlier one is refused by op 9.
    pub fn identify_every(&self, pause: Duration) {
        self.change(|state| state.gateway.identify_every = pause);
    }

    /// Connections are taken, or ended at once.
    pub fn takes_connections(&self, taking: bool) {
        self.change(|state| state.gateway.refusing = !taking);
    }

    /// Waits until the gateway has been called so often.
    pub async fn connected(&self, count: usize) {
        self.see("the bot calls the gateway", |state| (state.gateway.attempts >= count).then_some(())).await;
    }

    /// Every connection is asked to reconnect (op 7).
    pub fn ask_to_reconnect(&self) {
        self.to_every_connection(&json!({ "op": 7, "d": null, "s": null, "t": null }));
    }

    /// Every session is said to be invalid (op 9); without a way back it is gone.
    pub fn invalidate_sessions(&self, resumable: bool) {
        self.to_every_connection(&json!({ "op": 9, "d": resumable, "s": null, "t": null }));
        if !resumable {
            self.forget_sessions();
        }
    }

    /// Sessions are forgotten without a word: the next resume fails.
    pub fn forget_sessions(&self) {
        self.change(|state| {
            state.gateway.sessions.clear();
            state.gateway.connections.values_mut().for_each(|connection| connection.session = None);
        });
    }

    /// A heartbeat is asked for at once (op 1).
    pub fn ask_for_heartbeat(&self) {
        self.to_every_connection(&json!({ "op": 1, "d": null, "s": null, "t": null }));
    }

    /// Closes every connection with this code.
    pub fn close_gateway(&self, code: u16) {
        self.change(|state| {
            let ids: Vec<u64> = state.gateway.connections.keys().copied().collect();
            for id in ids {
                state.close(id, code, "As the test says.");
            }
        });
    }

    /// Cuts every connection.
    pub fn cut_gateway(&self) {
        self.change(|state| state.gateway.connections.values_mut().for_each(super::gateway::session::Connection::cut));
    }

    fn to_every_connection(&self, frame: &Json) {
        self.change(|state| {
            let ids: Vec<u64> = state.gateway.connections.keys().copied().collect();
            for id in ids {
                state.send(id, frame);
            }
        });
    }

    /// Waits until so many sessions have been started.
    pub async fn identified(&self, count: usize) {
        self.see("the bot identifies", |state| (state.gateway.identified >= count).then_some(())).await;
    }

    /// Waits until sessions have been resumed so often.
    pub async fn resumed(&self, count: usize) {
        self.see("the bot resumes", |state| (state.gateway.resumed >= count).then_some(())).await;
    }

    /// How often the bot has come so far, for a new session or an old one.
    pub fn arrivals(&self) -> usize {
        let state = self.inside.state();
        state.gateway.identified + state.gateway.resumed
    }

    /// Waits until the bot has come so often.
    pub async fn arrived(&self, count: usize) {
        let often = |state: &State| state.gateway.identified + state.gateway.resumed >= count;
        self.see("the bot comes", |state| often(state).then_some(())).await;
    }

    /// Waits until so many heartbeats have come.
    pub async fn heartbeats(&self, count: usize) {
        self.see("heartbeats", |state| (state.gateway.heartbeats >= count).then_some(())).await;
    }

    /// Waits until nobody is connected.
    pub async fn nobody_connected(&self) {
        self.see("the bot leaves", |state| state.gateway.connections.is_empty().then_some(())).await;
    }

    /// The transports that were asked for: `plain`, `zstd-stream`.
    pub fn transports(&self) -> Vec<String> {
        self.inside.state().gateway.transports.clone()
    }

    // -- REST

    /// The next request whose `METHOD /path` (below `/api/v10`) contains this meets trouble.
    pub fn trouble(&self, request: &str, trouble: Trouble) {
        self.change(|state| state.throttle.plan(request, trouble));
    }

    /// Requests like this are limited from now on.
    pub fn limit(&self, request: &str, count: usize, window: Duration) {
        self.change(|state| state.throttle.hold_limit(request, count, window));
    }

    /// Requests whose `METHOD /path` contains this wait until they are released.
    pub fn hold(&self, request: &str) {
        self.change(|state| state.throttle.held = Some(request.to_owned()));
    }

    pub fn release(&self) {
        self.change(|state| state.throttle.held = None);
    }

    /// `METHOD /path` of every request so far.
    pub fn requests(&self) -> Vec<String> {
        self.inside.state().requests.clone()
    }

    /// Waits until so many requests contain this.
    pub async fn requested(&self, request: &str, count: usize) {
        let enough = |state: &mut State| {
            let found = state.requests.iter().filter(|one| one.contains(request)).count();
            (found >= count).then_some(())
        };
        self.see(request, enough).await;
    }

    /// How long each first response took, of the interactions that have one.
    pub fn acknowledged_after(&self) -> Vec<Duration> {
        self.inside.state().interactions.values().filter_map(|interaction| interaction.took).collect()
    }

    /// Answers with 401, 403 and 429 so far.
    pub fn invalid_requests(&self) -> usize {
        self.inside.state().throttle.invalid
    }

    /// Requests that came although the bot had been told to wait.
    pub fn impatient_requests(&self) -> usize {
        self.inside.state().throttle.impatient
    }

    /// The registered commands of the application, or of a guild.
    pub fn commands(&self, guild: Option<u64>) -> Vec<Json> {
        self.inside.state().commands.get(&guild).cloned().unwrap_or_default()
    }

    /// Waits until commands have been written so often.
    pub async fn commands_written(&self, count: usize) {
        self.see("commands", |state| (state.command_writes >= count).then_some(())).await;
    }

    /// How often commands have been written.
    pub fn command_writes(&self) -> usize {
        self.inside.state().command_writes
    }
}
