//! People who say the next thing as soon as they are answered, and the updates that carry it.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// What each answer of the bot is known by, in order.
const MARKS: [&str; 2] = ["Parcel number", "Postcode"];
/// What is said when nobody knows the outcome.
const UNKNOWN: &str = "whether it was done";
const FIRST_CHAT: i64 = 5_000_000_001;

pub(super) struct People {
    /// Whether a finished conversation is followed by another.
    pub(super) again: bool,
    pub(super) told_unknown: usize,
    players: Vec<Player>,
    waiting: VecDeque<(i64, String)>,
    next_update: i64,
}

struct Player {
    /// Answers that have come; `None` when not talking.
    step: Option<usize>,
    round: u32,
    asked: Instant,
}

/// What came of an answer.
#[derive(Default)]
pub(super) struct Heard {
    pub(super) spoke: bool,
    /// How long the final reply took.
    pub(super) latency: Option<Duration>,
}

impl Default for People {
    fn default() -> Self {
        let (players, waiting) = (Vec::new(), VecDeque::new());
        Self { again: true, told_unknown: 0, players, waiting, next_update: 500_000_000 }
    }
}

impl People {
    pub(super) fn begin(&mut self, people: usize) {
        for person in 0..people {
            self.players.push(Player { step: Some(0), round: 0, asked: Instant::now() });
            self.say(person, "where is my parcel");
        }
    }

    pub(super) fn talking(&self) -> usize {
        self.players.iter().filter(|player| player.step.is_some()).count()
    }

    /// A number that is looked up only once.
    fn number(&self, person: usize) -> String {
        format!("{}{:06}", person + 100, self.players[person].round)
    }

    fn say(&mut self, person: usize, text: &str) {
        let (id, chat) = (self.next_update, FIRST_CHAT + i64::try_from(person).unwrap_or_default());
        self.next_update += 1;
        let message = id - 499_999_999;
        let update = format!(
            r#"{{"update_id":{id},"message":{{"message_id":{message},"from":{{"id":{chat},"is_bot":false,"first_name":"P","language_code":"en"}},"chat":{{"id":{chat},"type":"private","first_name":"P"}},"date":1780304400,"text":"{text}"}}}}"#
        );
        self.waiting.push_back((id, update));
        self.players[person].asked = Instant::now();
    }

    /// Updates from an offset on, as the inside of a JSON array.
    pub(super) fn updates(&mut self, offset: i64, limit: usize) -> Option<String> {
        while self.waiting.front().is_some_and(|(id, _)| *id < offset) {
            self.waiting.pop_front();
        }
        let updates: Vec<&str> = self.waiting.iter().take(limit).map(|(_, update)| update.as_str()).collect();
        (!updates.is_empty()).then(|| updates.join(","))
    }

    /// Somebody is answered. What was said before, or only stands in, is passed over.
    pub(super) fn hear(&mut self, chat: i64, text: &str) -> Heard {
        let person = usize::try_from(chat - FIRST_CHAT).unwrap_or(usize::MAX);
        let Some(step) = self.players.get(person).and_then(|player| player.step) else { return Heard::default() };
        if text.contains(UNKNOWN) {
            self.told_unknown += 1;
            return Heard { spoke: self.end(person), latency: None };
        }
        let number = self.number(person);
        match MARKS.get(step) {
            Some(mark) if text.contains(mark) => {
                let answer = if step == 0 { number } else { "10115".to_owned() };
                self.players[person].step = Some(step + 1);
                self.say(person, &answer);
                Heard { spoke: true, latency: None }
            }
            None if text.contains(&number) => {
                let latency = Some(self.players[person].asked.elapsed());
                Heard { spoke: self.end(person), latency }
            }
            Some(_) | None => Heard::default(),
        }
    }

    /// The conversation is over; whether another begins.
    fn end(&mut self, person: usize) -> bool {
        self.players[person].round += 1;
        self.players[person].step = self.again.then_some(0);
        if self.again {
            self.say(person, "where is my parcel");
        }
        self.again
    }
}
