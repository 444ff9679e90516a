//! A simulated Bot API on loopback, written from Telegram's documentation and not from our channel: what it lets
//! through Telegram lets through, and what it refuses Telegram refuses with the same words. It serves tests in this
//! process and programs outside alike.
//!
//! People act and read: `let ann = telegram.person("ann", "en").private(); ann.says("/start"); ann.hears().await`,
//! `ann.presses("Yes").await`, `group.says(&ann, "/order")`; [`Telegram::finish`] at the end. What goes wrong is asked
//! for with [`Telegram::fails`], [`Telegram::holds`], [`Telegram::intruder`] and the people's own acts.
//!
//! A request that no correct bot ever sends is a violation: it is refused, and [`Telegram::check`] fails the test.
//! Deliberately absent: methods that Errand does not use, channels beyond their posts, business accounts, payments.

mod fault;
mod group;
mod heard;
mod incoming;
mod methods;
mod pacing;
mod people;
mod person;
mod polling;
mod queue;
mod refusal;
mod request;
mod room;
mod rules;
mod schema;
mod sending;
mod server;
mod state;
mod tests;
mod webhook;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Map, Value as Json};
use tokio::sync::watch;

pub use self::fault::Fault;
pub use self::group::Group;
pub use self::heard::{Asks, Heard};
pub use self::people::{Chat, Private, Someone};
pub use self::person::TelegramPerson;
pub use self::rules::Rules;
pub use self::state::{BOT_NAME, Notice};

use self::state::State;
use crate::api::PATIENCE;

/// The simulation, from outside. Clones are the same one.
#[derive(Clone)]
pub struct Telegram {
    url: String,
    inside: Arc<Inside>,
}

pub struct Inside {
    token: String,
    state: Mutex<State>,
    changed: watch::Sender<u64>,
}

impl Inside {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.state());
        self.changed.send_modify(|count| *count = count.wrapping_add(1));
        result
    }

    fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Waits while the test holds such requests back.
    async fn while_held(&self, method: &str, values: &Map<String, Json>) {
        let mut changed = self.changes();
        while self.state().faults.holds(method, values) {
            if changed.changed().await.is_err() {
                return;
            }
        }
    }

    /// Waits while the test holds the answers to such requests back.
    async fn while_late(&self, method: &str) {
        let mut changed = self.changes();
        while self.state().faults.is_late(method) {
            if changed.changed().await.is_err() {
                return;
            }
        }
    }

    /// Waits for something, for as long as is reasonable.
    async fn until<T>(&self, what: &str, mut look: impl FnMut(&mut State) -> Option<T>) -> T {
        let mut changed = self.changes();
        let found = async {
            loop {
                if let Some(found) = look(&mut self.state()) {
                    return found;
                }
                changed.changed().await.expect("the simulation is here");
            }
        };
        let found = tokio::time::timeout(PATIENCE, found).await;
        found.unwrap_or_else(|_| panic!("no {what} in time. {}", self.account()))
    }

    /// All that is known, for tests that fail.
    fn account(&self) -> String {
        let state = self.state();
        let rooms = state.rooms.values().map(|room| format!("# {}\n{}", room.title, room.transcript()));
        format!("Violations: {:?}\n{}", state.violations, rooms.collect::<Vec<_>>().join("\n"))
    }
}

impl Telegram {
    pub fn open() -> Self {
        let seed = i64::from(getrandom::u32().expect("chance") % 50_000_000);
        let token = format!("{}:AAtest-{seed}_token", State::bot_id());
        let (changed, _) = watch::channel(0);
        let inside = Arc::new(Inside { token, state: Mutex::new(State::new(seed)), changed });
        let address = server::start(&inside);
        Self { url: format!("http://{address}"), inside }
    }

    /// What stands before `/bot<TOKEN>/<method>`.
    pub fn url(&self) -> &str {
        &self.url
    }

    pub fn token(&self) -> &str {
        &self.inside.token
    }

    /// Time goes by.
    pub fn pass(&self, time: Duration) {
        self.inside.change(|state| state.pass(time));
    }

    pub fn rules(&self, change: impl FnOnce(&mut Rules)) {
        self.inside.change(|state| change(&mut state.rules));
    }

    /// Whether the bot sees only what is meant for it in groups. It is on from the start.
    pub fn privacy(&self, on: bool) {
        self.inside.change(|state| state.privacy = on);
    }

    /// A text that only stands in for what it is edited into. [`Chat::hears`] passes it over.
    pub fn stands_in(&self, text: &str) {
        self.inside.change(|state| state.placeholders.push(text.to_owned()));
    }

    /// The next requests of this kind (`*` for all) go wrong.
    pub fn fails(&self, method: &str, fault: Fault, times: usize) {
        self.inside.change(|state| state.faults.put(method, fault, times));
    }

    /// Whatever was still to go wrong does not.
    pub fn recovers(&self) {
        self.inside.change(|state| state.faults.clear());
    }

    /// From now on such requests wait, in one chat or in all.
    pub fn holds(&self, method: &str, chat: Option<&Chat>) {
        self.inside.change(|state| state.faults.hold(method, chat.map(Chat::id)));
    }

    /// From now on such requests are done at once, and their answers wait.
    pub fn holds_answers(&self, method: &str) {
        self.inside.change(|state| state.faults.hold_answers(method));
    }

    /// Whoever waits goes on.
    pub fn releases(&self) {
        self.inside.change(|state| state.faults.release());
    }

    /// Somebody else fetches updates with the same token, for as long as this is on.
    pub fn intruder(&self, on: bool) {
        self.inside.change(|state| state.faults.intruder = on);
    }

    /// As after a quiet week: the next update has any id. Nothing may be waiting.
    pub fn jumps(&self, to: i64) {
        self.inside.change(|state| state.queue.jump(to));
    }

    /// From now on the updates of a batch are in no order, as some servers have it.
    pub fn brings_backwards(&self) {
        self.inside.change(|state| state.queue.backwards = true);
    }

    /// From now on commands and mentions come without the marks that Telegram puts there.
    pub fn marks_nothing(&self) {
        self.inside.change(|state| state.faults.unmarked = true);
    }

    /// From now on asking for updates is answered at once, whether there are some or not.
    pub fn waits_for_nothing(&self) {
        self.inside.change(|state| state.queue.waits = false);
    }

    /// The id that the next update will have.
    pub fn next_update_id(&self) -> i64 {
        self.inside.state().queue.next_id()
    }

    /// An update of whatever kind and form, wanted or not; its id is added.
    pub fn sends_raw(&self, update: Json) -> i64 {
        self.inside.change(|state| {
            let now = state.now();
            state.queue.put_raw(now, update)
        })
    }

    /// Updates that the bot has not confirmed.
    pub fn unconfirmed(&self) -> usize {
        self.inside.state().queue.len()
    }

    /// Waits until the bot has confirmed everything.
    pub async fn all_confirmed(&self) {
        self.inside.until("confirmation", |state| (state.queue.len() == 0).then_some(())).await;
    }

    /// Waits until the bot waits for updates.
    pub async fn polled(&self) {
        self.inside.until("poll", |state| (state.polling > 0).then_some(())).await;
    }

    /// Waits until nobody waits for updates.
    pub async fn not_polled(&self) {
        self.inside.until("end of the poll", |state| (state.polling == 0).then_some(())).await;
    }

    /// What the bot has asked of this method.
    pub fn requests(&self, method: &str) -> Vec<Json> {
        let state = self.inside.state();
        let of_method = state.requests.iter().filter(|(name, _)| name.eq_ignore_ascii_case(method));
        of_method.map(|(_, values)| values.clone()).collect()
    }

    /// What is in a file.
    pub fn file(&self, id: &str) -> Vec<u8> {
        self.inside.state().files.get(id).map(|(_, bytes)| bytes.clone()).unwrap_or_default()
    }

    /// Waits until the bot has asked this so often.
    pub async fn asked(&self, method: &str, count: usize) {
        let often = |state: &mut State| {
            let asked = state.requests.iter().filter(|(name, _)| name.eq_ignore_ascii_case(method)).count();
            (asked >= count).then_some(())
        };
        self.inside.until(&format!("{count} of {method}"), often).await;
    }

    /// Waits until something holds that the bot leads to.
    pub async fn until(&self, what: &str, holds: impl Fn() -> bool) {
        let mut changed = self.inside.changes();
        let waiting = async {
            while !holds() {
                changed.changed().await.expect("the simulation is here");
            }
        };
        let waited = tokio::time::timeout(PATIENCE, waiting).await;
        waited.unwrap_or_else(|_| panic!("no {what} in time. {}", self.inside.account()));
    }

    /// The bot's commands of a scope (as JSON) and language, by name and description.
    pub fn commands(&self, scope: &Json, language: &str) -> Vec<(String, String)> {
        let state = self.inside.state();
        let listed = state.commands.iter().find(|((key, code), _)| {
            code == language && serde_json::from_str::<Json>(key).is_ok_and(|key| key == *scope)
        });
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let commands = listed.and_then(|(_, commands)| commands.as_array()).into_iter().flatten();
        commands.map(|one| (text(&one["command"]), text(&one["description"]))).collect()
    }

    /// What the bot's messages have shown of the messages that they reply to.
    pub fn quoted(&self) -> Vec<String> {
        let state = self.inside.state();
        let messages = state.rooms.values().flat_map(|room| room.messages.values());
        let of_bot = messages.filter(|message| message.origin == room::Origin::Bot);
        of_bot.filter_map(|message| message.json["reply_to_message"]["text"].as_str().map(str::to_owned)).collect()
    }

    /// What the bot said and nobody read.
    pub fn unread(&self) -> Vec<String> {
        self.inside.state().unread()
    }

    /// What the bot did wrong, for tests of the simulation itself.
    pub fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut self.inside.state().violations)
    }

    /// Fails when the bot asked for something that no correct bot asks for.
    pub fn check(&self) {
        let state = self.inside.state();
        assert!(state.violations.is_empty(), "the bot broke rules:\n{}", state.violations.join("\n"));
    }

    /// Fails as [`Telegram::check`] does, and when something was not read or a button spins for ever.
    pub fn finish(&self) {
        self.check();
        assert_eq!(self.unread(), Vec::<String>::new(), "the bot said something that nobody read");
        assert_eq!(self.inside.state().unanswered(), 0, "buttons spin for ever");
    }
}
