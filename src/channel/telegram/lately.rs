//! What a kill must not make us forget although it counts for minutes only: presses that are not answered yet, and
//! albums whose words were heard.
//!
//! It becomes durable together with the event that it comes from, as one small value, and nothing waits for it: what was
//! pressed and not answered when Errand was killed is answered at the next start.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::line::lock;
use crate::runtime::Clock;

/// Under which it is remembered.
pub const MEMORY: &str = "lately";
/// Presses; more are answered all the same, if Errand is not killed.
const PRESSES: usize = 128;
/// Albums. Their parts come within seconds.
const ALBUMS: usize = 32;
/// Telegram takes no answer for a press that is older, and nobody looks at the button any more.
const ANSWERABLE: SignedDuration = SignedDuration::from_mins(2);

/// What happened lately.
pub struct Lately {
    clock: Arc<dyn Clock>,
    kept: Mutex<Kept>,
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    /// The ids that answers need, and when they came.
    #[serde(default)]
    presses: VecDeque<(String, Timestamp)>,
    #[serde(default)]
    albums: VecDeque<String>,
    /// Whether something came that is not handed over yet.
    #[serde(skip)]
    is_new: bool,
}

impl Lately {
    /// With what was remembered when Errand last stopped.
    pub fn new(clock: Arc<dyn Clock>, memory: Option<&str>) -> Self {
        let mut kept: Kept = memory.and_then(|memory| serde_json::from_str(memory).ok()).unwrap_or_default();
        kept.forget(clock.now());
        Self { clock, kept: Mutex::new(kept) }
    }

    /// Presses that are owed an answer.
    pub fn owed(&self) -> Vec<String> {
        lock(&self.kept).presses.iter().map(|(id, _)| id.clone()).collect()
    }

    /// A button was pressed.
    pub fn pressed(&self, id: &str) {
        let (mut kept, now) = (lock(&self.kept), self.clock.now());
        kept.forget(now);
        kept.presses.push_back((id.to_owned(), now));
        let many = kept.presses.len().saturating_sub(PRESSES);
        kept.presses.drain(..many);
        kept.is_new = true;
    }

    /// A press was answered, or never will be.
    pub fn answered(&self, id: &str) {
        lock(&self.kept).presses.retain(|(one, _)| one != id);
    }

    /// The words of an album have come.
    pub fn hears_words(&self, album: String) {
        let mut kept = lock(&self.kept);
        if !kept.albums.contains(&album) {
            kept.albums.push_back(album);
            let many = kept.albums.len().saturating_sub(ALBUMS);
            kept.albums.drain(..many);
            kept.is_new = true;
        }
    }

    /// Whether the words of an album have come.
    pub fn has_heard(&self, album: &str) -> bool {
        lock(&self.kept).albums.iter().any(|one| one == album)
    }

    /// What is to be remembered with the next event that is handed over, when something came since the last.
    pub fn news(&self) -> Option<(&'static str, String)> {
        let mut kept = lock(&self.kept);
        std::mem::take(&mut kept.is_new).then(|| (MEMORY, serde_json::to_string(&*kept).unwrap_or_default()))
    }
}

impl Kept {
    fn forget(&mut self, now: Timestamp) {
        self.presses.retain(|(_, at)| now.duration_since(*at).abs() <= ANSWERABLE);
    }
}
