//! Interactions that wait for their first answer, which Discord wants within three seconds.
//!
//! Whoever has something for one answers it: the delivery that follows from it, or, when that takes longer, the clock,
//! which puts it off. What happened to it is only known in memory: after a restart the first answer is too late anyway.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Mutex as AsyncMutex, Notify};

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
    /// Work follows: it is to be put off at once.
    pub hurry: Notify,
}

/// All that wait, by interaction.
#[derive(Debug, Default)]
pub struct Answers(Mutex<HashMap<u64, Arc<Waiting>>>);

impl Answers {
    /// One more; `None` when it waits already, since Discord sent it twice.
    pub fn begin(&self, interaction: u64) -> Option<Arc<Waiting>> {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.contains_key(&interaction) {
            return None;
        }
        let one = Arc::new(Waiting { answered: AsyncMutex::new(Answered::Not), hurry: Notify::new() });
        waiting.insert(interaction, Arc::clone(&one));
        Some(one)
    }

    /// One that waits.
    pub fn get(&self, interaction: u64) -> Option<Arc<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&interaction).cloned()
    }

    /// It is answered or past answering.
    pub fn end(&self, interaction: u64) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&interaction);
    }
}
