//! People who say the next thing as soon as they are answered, and the events that carry it.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use super::BOT;

/// What each answer of the bot is known by, in order.
const MARKS: [&str; 2] = ["Parcel number", "Postcode"];
const FIRST_CHAT: u64 = 1_200_000_000_000_000_001;

pub struct People {
    players: Vec<Player>,
    waiting: Vec<String>,
    next_id: u64,
    /// When each command was given.
    given: HashMap<String, Instant>,
}

struct Player {
    /// Answers that have come.
    step: usize,
    round: u32,
    asked: Instant,
}

/// What came of an answer.
#[derive(Default)]
pub struct Heard {
    pub spoke: bool,
    /// How long the final reply took.
    pub latency: Option<Duration>,
}

impl Default for People {
    fn default() -> Self {
        let (players, waiting, given) = (Vec::new(), Vec::new(), HashMap::new());
        Self { players, waiting, next_id: 1_500_000_000_000_000_000, given }
    }
}

impl People {
    pub fn begin(&mut self, people: usize) {
        for person in 0..people {
            self.players.push(Player { step: 0, round: 0, asked: Instant::now() });
            self.ask(person);
        }
    }

    /// What was said since the last time.
    pub fn events(&mut self) -> Vec<String> {
        std::mem::take(&mut self.waiting)
    }

    /// How long a command waited for its first answer.
    pub fn acknowledged(&mut self, interaction: &str) -> Option<Duration> {
        Some(self.given.remove(interaction)?.elapsed())
    }

    /// A number that is looked up only once.
    fn number(&self, person: usize) -> String {
        format!("{}{:06}", person + 100, self.players[person].round)
    }

    fn ask(&mut self, person: usize) {
        let (id, chat) = (self.id(), chat(person));
        self.given.insert(id.to_string(), Instant::now());
        self.waiting.push(format!(
            r#"{{"op":0,"t":"INTERACTION_CREATE","s":SEQ,"d":{{"id":"{id}","application_id":"{BOT}","type":2,"token":"{chat}","version":1,"channel_id":"{chat}","locale":"en-US","user":{{"id":"{chat}","username":"p"}},"data":{{"id":"1","name":"ask","type":1,"options":[{{"name":"action","type":3,"value":"parcel"}}]}}}}}}"#
        ));
        self.players[person].asked = Instant::now();
    }

    fn say(&mut self, person: usize, text: &str) {
        let (id, chat) = (self.id(), chat(person));
        self.waiting.push(format!(
            r#"{{"op":0,"t":"MESSAGE_CREATE","s":SEQ,"d":{{"id":"{id}","channel_id":"{chat}","type":0,"author":{{"id":"{chat}","username":"p","global_name":"P"}},"content":"{text}","timestamp":"2026-06-01T09:00:00Z","edited_timestamp":null,"tts":false,"mention_everyone":false,"mentions":[],"mention_roles":[],"attachments":[],"embeds":[],"pinned":false}}}}"#
        ));
        self.players[person].asked = Instant::now();
    }

    const fn id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    /// Somebody is answered. What was said before is passed over.
    pub fn hear(&mut self, chat: &str, text: &str) -> Heard {
        let person = chat.parse::<u64>().ok().and_then(|chat| usize::try_from(chat.checked_sub(FIRST_CHAT)?).ok());
        let Some(person) = person.filter(|person| *person < self.players.len()) else { return Heard::default() };
        let (step, number) = (self.players[person].step, self.number(person));
        match MARKS.get(step) {
            Some(mark) if text.contains(mark) => {
                let answer = if step == 0 { number } else { "10115".to_owned() };
                self.players[person].step += 1;
                self.say(person, &answer);
                Heard { spoke: true, latency: None }
            }
            None if text.contains(&number) => {
                let latency = Some(self.players[person].asked.elapsed());
                self.players[person].round += 1;
                self.players[person].step = 0;
                self.ask(person);
                Heard { spoke: true, latency }
            }
            Some(_) | None => Heard::default(),
        }
    }
}

const fn chat(person: usize) -> u64 {
    FIRST_CHAT + person as u64
}
