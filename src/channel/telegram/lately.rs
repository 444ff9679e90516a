//! What a kill must not make us forget although it counts for minutes only: presses that are not answered yet, albums
//! whose words were heard, and those whose words may still come.
//!
//! It becomes durable together with the event that it comes from, as one small value, and nothing waits for it: what was
//! pressed and not answered when Errand was killed is answered at the next start.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until};

use super::album::WORDS;
use super::line::lock;
use crate::domain::conversation::ConversationId;
use crate::runtime::Clock;

/// Under which it is remembered.
pub const MEMORY: &str = "lately";
/// Presses; more are answered all the same, if Errand is not killed.
const PRESSES: usize = 128;
/// Albums. Their parts come within seconds.
const ALBUMS: usize = 32;
/// Albums that wait for words; of more it is asked at once.
const SILENT: usize = 16;
/// An update of one that waits.
const SILENT_BYTES: usize = 16 * 1024;
/// Telegram takes no answer for a press that is older, and nobody looks at the button any more.
const ANSWERABLE: SignedDuration = SignedDuration::from_mins(2);

/// What happened lately.
pub struct Lately {
    clock: Arc<dyn Clock>,
    kept: Mutex<Kept>,
    /// Something waits for words.
    came: Notify,
}

/// A part of an album without words, while words may come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Silent {
    /// The album.
    pub of: String,
    /// Who sent it.
    pub by: ConversationId,
    /// The update, as it came.
    pub update: String,
    #[serde(skip, default = "soon")]
    until: Instant,
}

impl Silent {
    /// From now on it waits.
    pub fn new(of: String, by: ConversationId, update: String) -> Self {
        Self { of, by, update, until: soon() }
    }
}

fn soon() -> Instant {
    Instant::now() + WORDS
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    /// The ids that answers need, and when they came.
    #[serde(default)]
    presses: VecDeque<(String, Timestamp)>,
    #[serde(default)]
    albums: VecDeque<String>,
    #[serde(default)]
    silent: VecDeque<Silent>,
    /// Whether something came that is not handed over yet.
    #[serde(skip)]
    is_new: bool,
}

impl Lately {
    /// With what was remembered when Errand last stopped.
    pub fn new(clock: Arc<dyn Clock>, memory: Option<&str>) -> Self {
        let mut kept: Kept = memory.and_then(|memory| serde_json::from_str(memory).ok()).unwrap_or_default();
        kept.forget(clock.now());
        Self { clock, kept: Mutex::new(kept), came: Notify::new() }
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
        self.is_over(&album);
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

    /// A part of an album may have to wait for words. Says whether it does: there is not room for many.
    pub fn waits(&self, silent: Silent) -> bool {
        let mut kept = lock(&self.kept);
        let has_room = kept.silent.len() < SILENT && silent.update.len() <= SILENT_BYTES;
        if has_room {
            kept.silent.push_back(silent);
            kept.is_new = true;
            self.came.notify_one();
        }
        has_room
    }

    /// Whether another part of an album waits for words.
    pub fn is_waiting(&self, album: &str) -> bool {
        lock(&self.kept).silent.iter().any(|silent| silent.of == album)
    }

    /// What somebody sent that still waits for words.
    pub fn silent_of(&self, by: &ConversationId) -> Vec<Silent> {
        lock(&self.kept).silent.iter().filter(|silent| silent.by == *by).cloned().collect()
    }

    /// The next that has waited for long enough.
    pub async fn silent(&self) -> Silent {
        loop {
            let first = lock(&self.kept).silent.front().cloned();
            match first {
                Some(first) if first.until <= Instant::now() => return first,
                Some(first) => sleep_until(first.until).await,
                None => self.came.notified().await,
            }
        }
    }

    /// An album waits no more.
    pub fn is_over(&self, album: &str) {
        let mut kept = lock(&self.kept);
        let before = kept.silent.len();
        kept.silent.retain(|silent| silent.of != album);
        kept.is_new |= kept.silent.len() < before;
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
