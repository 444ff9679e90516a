//! Updates that wait for the bot: ids, confirmation by offset, which kinds are wanted, and how long they last.

use std::collections::VecDeque;
use std::time::Duration;

use serde_json::{Value as Json, json};

/// How long Telegram keeps what nobody fetches.
const KEPT: Duration = Duration::from_hours(24);
/// Kinds that are sent only to those who ask for them.
const ON_REQUEST: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];
/// An offset further ahead of the next id than this is not believed, and confirms nothing.
const AHEAD: i64 = 10;

pub struct Queue {
    waiting: VecDeque<Waiting>,
    next_id: i64,
    wanted: Vec<String>,
    /// Whether a batch has the newest first.
    pub backwards: bool,
    /// Whether asking for updates waits for some, as Telegram does.
    pub waits: bool,
}

struct Waiting {
    id: i64,
    since: Duration,
    update: Json,
}

impl Queue {
    pub fn starting_at(next_id: i64) -> Self {
        Self { waiting: VecDeque::new(), next_id, wanted: Vec::new(), backwards: false, waits: true }
    }

    /// Puts an update of some kind into the queue, if it is wanted.
    pub fn put(&mut self, now: Duration, kind: &str, content: Json) -> Option<i64> {
        let default = self.wanted.is_empty() && !ON_REQUEST.contains(&kind);
        if !default && !self.wanted.iter().any(|wanted| wanted == kind) {
            return None;
        }
        Some(self.put_raw(now, json!({ kind: content })))
    }

    /// Puts in whatever it is; only its id is added, in front as Telegram has it.
    pub fn put_raw(&mut self, now: Duration, content: Json) -> i64 {
        let id = self.next_id;
        self.next_id += 1;
        let mut update = json!({ "update_id": id });
        let fields = content.as_object().cloned().unwrap_or_default();
        update.as_object_mut().expect("an object").extend(fields);
        self.waiting.push_back(Waiting { id, since: now, update });
        id
    }

    /// From now on these kinds; none means the usual ones.
    pub fn want(&mut self, kinds: Vec<String>) {
        self.wanted = kinds;
    }

    pub fn wanted(&self) -> &[String] {
        &self.wanted
    }

    /// As after a quiet week, when nothing waits: the next id is any number.
    pub fn jump(&mut self, to: i64) {
        assert!(self.waiting.is_empty(), "ids jump only where nothing waits");
        self.next_id = to;
    }

    pub fn next_id(&self) -> i64 {
        self.next_id
    }

    pub fn len(&self) -> usize {
        self.waiting.len()
    }

    pub fn clear(&mut self) {
        self.waiting.clear();
    }

    /// Whatever is older than a day is gone.
    pub fn expire(&mut self, now: Duration) {
        self.waiting.retain(|one| now.saturating_sub(one.since) < KEPT);
    }

    /// Confirms by the offset, and gives what is there then.
    pub fn take(&mut self, offset: i64, limit: usize) -> Vec<Json> {
        if offset < 0 {
            let kept = usize::try_from(-offset).unwrap_or(usize::MAX);
            self.waiting.drain(..self.waiting.len().saturating_sub(kept));
        } else if offset <= self.next_id + AHEAD {
            self.waiting.retain(|one| one.id >= offset);
        }
        let mut batch: Vec<Json> = self.waiting.iter().take(limit).map(|one| one.update.clone()).collect();
        if self.backwards {
            batch.reverse();
        }
        batch
    }

    /// For a webhook: the next update.
    pub fn first(&self) -> Option<(i64, &Json)> {
        self.waiting.front().map(|one| (one.id, &one.update))
    }

    /// For a webhook: this one has arrived.
    pub fn arrived(&mut self, id: i64) {
        self.waiting.retain(|one| one.id != id);
    }
}
