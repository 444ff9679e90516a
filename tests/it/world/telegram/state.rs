//! What Telegram knows: people, chats, messages, presses, files, and what the bot has set.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::fault::Faults;
use super::pacing::Pacing;
use super::queue::Queue;
use super::room::Room;
use super::rules::Rules;

/// The date of the first message: when the clock of a world starts.
const EPOCH: u64 = 1_780_304_400;
const BOT_ID: i64 = 7_001_002_003;
pub const BOT_NAME: &str = "errand_test_bot";

pub struct State {
    pub people: HashMap<i64, Person>,
    pub rooms: HashMap<i64, Room>,
    pub queue: Queue,
    pub presses: HashMap<String, Press>,
    /// By scope and language, as JSON.
    pub commands: BTreeMap<(String, String), Json>,
    pub files: HashMap<String, (String, Vec<u8>)>,
    pub webhook: Option<Webhook>,
    pub privacy: bool,
    pub rules: Rules,
    pub faults: Faults,
    pub pacing: Pacing,
    /// What the bot asked for, in order: the method in lower case and its parameters.
    pub requests: Vec<(String, Json)>,
    pub violations: Vec<String>,
    /// Texts that only stand in until they are edited into what is meant.
    pub placeholders: Vec<String>,
    /// Counts the polls: a newer one ends the older.
    pub polls: u64,
    /// Whether a poll is open at this moment.
    pub polling: usize,
    numbers: i64,
    /// Private chats and basic groups share one sequence of message ids.
    shared_message_ids: i32,
    since_start: std::time::Instant,
    passed: Duration,
}

#[derive(Debug, Clone)]
pub struct Person {
    pub name: String,
    pub language: String,
}

/// A button that somebody pressed; it spins until it is answered.
pub struct Press {
    pub by: i64,
    pub at: Duration,
    pub answer: Option<Notice>,
}

/// What the person sees when the button has stopped spinning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub text: Option<String>,
    pub alert: bool,
}

pub struct Webhook {
    pub url: String,
    pub secret: Option<String>,
    pub last_error: Option<String>,
}

impl State {
    pub fn new(seed: i64) -> Self {
        Self {
            people: HashMap::new(),
            rooms: HashMap::new(),
            queue: Queue::starting_at(100_000_000 + seed * 13),
            presses: HashMap::new(),
            commands: BTreeMap::new(),
            files: HashMap::new(),
            webhook: None,
            privacy: true,
            rules: Rules::default(),
            faults: Faults::default(),
            pacing: Pacing::default(),
            requests: Vec::new(),
            violations: Vec::new(),
            placeholders: Vec::new(),
            polls: 0,
            polling: 0,
            numbers: seed,
            shared_message_ids: i32::try_from(seed % 1000).unwrap_or(0),
            since_start: std::time::Instant::now(),
            passed: Duration::ZERO,
        }
    }

    /// Telegram's time since the simulation began: it goes by itself, and is moved by hand.
    pub fn now(&self) -> Duration {
        self.since_start.elapsed() + self.passed
    }

    pub fn pass(&mut self, time: Duration) {
        self.passed += time;
        let now = self.now();
        self.queue.expire(now);
    }

    pub fn date(&self) -> u64 {
        EPOCH + self.now().as_secs()
    }

    /// A number that was not used before.
    pub fn number(&mut self) -> i64 {
        self.numbers += 1;
        self.numbers
    }

    pub fn message_id(&mut self, room: i64) -> i32 {
        match self.rooms.get_mut(&room) {
            Some(room) if room.has_own_ids() => room.next_id(),
            _ => {
                self.shared_message_ids += 1;
                self.shared_message_ids
            }
        }
    }

    /// Queues an update.
    pub fn update(&mut self, kind: &str, content: Json) {
        let now = self.now();
        self.queue.put(now, kind, content);
    }

    pub fn bot() -> Json {
        json!({ "id": BOT_ID, "is_bot": true, "first_name": "Errand", "username": BOT_NAME })
    }

    pub fn bot_id() -> i64 {
        BOT_ID
    }

    pub fn user(&self, id: i64) -> Json {
        if id == BOT_ID {
            return Self::bot();
        }
        let person = &self.people[&id];
        let mut user = json!({
            "id": id, "is_bot": false, "first_name": person.name, "username": format!("{}_tester", person.name),
        });
        if !person.language.is_empty() {
            user["language_code"] = json!(person.language);
        }
        user
    }

    /// What the bot said and nobody read, as sentences.
    pub fn unread(&self) -> Vec<String> {
        let told = |room: &Room| {
            let said: VecDeque<String> = room.unheard(&self.placeholders);
            said.into_iter().map(move |text| format!("in {}: {text}", room.title)).collect::<Vec<_>>()
        };
        self.rooms.values().flat_map(told).collect()
    }

    /// Presses that spin for ever.
    pub fn unanswered(&self) -> usize {
        self.presses.values().filter(|press| press.answer.is_none()).count()
    }
}
