//! Interactions that wait for their first answer, which Discord wants within three seconds.
//!
//! Whoever has something for one answers it: the delivery that follows from it, or, when that takes longer, the clock,
//! which puts it off. What happened to it is only known in memory: after a restart the first answer is too late anyway.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as AsyncMutex, Notify};
use tokio::time::Instant;

use crate::domain::limits;

/// What became of an interaction so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// Nothing.
    Not,
    /// Discord knows that an answer will come, and shows so.
    PutOff,
    /// It has its answer.
    Yes,
}

/// An interaction that waits.
#[derive(Debug)]
pub struct Waiting {
    /// Held while an answer is on its way, so that there is one only.
    pub answered: AsyncMutex<Answered>,
    /// Nothing more is waited for: work follows and it is to be put off at once, or it has its answer.
    pub hurry: Notify,
}

/// All that wait. Each is remembered until Discord would not take a first answer any more: it may come twice.
#[derive(Debug, Default)]
pub struct Answers(Mutex<Inside>);

#[derive(Debug, Default)]
struct Inside {
    waiting: HashMap<u64, Arc<Waiting>>,
    /// When each came, oldest first.
    came: VecDeque<(Instant, u64)>,
}

impl Answers {
    /// One more; `None` when it waits already, since Discord sent it twice.
    pub fn begin(&self, interaction: u64, now: Instant) -> Option<Arc<Waiting>> {
        let mut inside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some((_, old)) = inside.came.pop_front_if(|(came, _)| *came + limits::DISCORD_ANSWER_PATIENCE < now) {
            inside.waiting.remove(&old);
        }
        if inside.waiting.contains_key(&interaction) {
            return None;
        }
        let one = Arc::new(Waiting { answered: AsyncMutex::new(Answered::Not), hurry: Notify::new() });
        inside.waiting.insert(interaction, Arc::clone(&one));
        inside.came.push_back((now, interaction));
        Some(one)
    }

    /// One that waits.
    pub fn get(&self, interaction: u64) -> Option<Arc<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).waiting.get(&interaction).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_twice_is_known_for_as_long_as_it_matters() {
        let (answers, now) = (Answers::default(), Instant::now());
        assert!(answers.begin(1, now).is_some());
        assert!(answers.begin(1, now).is_none());
        assert!(answers.get(1).is_some());
        let later = now + limits::DISCORD_ANSWER_PATIENCE * 2;
        assert!(answers.begin(2, later).is_some());
        assert!(answers.get(1).is_none(), "nothing is remembered for good");
    }
}
