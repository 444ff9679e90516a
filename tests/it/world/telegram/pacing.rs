//! Telegram's limits of speed: about a message a second in one chat with a small burst, twenty a minute in a group,
//! thirty a second overall. Who is refused stays refused until the time that was named.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

/// Messages that one chat takes at once before the second's pace holds.
const BURST: usize = 3;
const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_mins(1);
const PER_GROUP_MINUTE: usize = 20;
const PER_SECOND: usize = 30;

#[derive(Default)]
pub struct Pacing {
    overall: VecDeque<Duration>,
    rooms: HashMap<i64, VecDeque<Duration>>,
    refused_until: HashMap<i64, Duration>,
}

impl Pacing {
    /// Counts a message, or says in how many seconds it may come again.
    pub fn count(&mut self, now: Duration, room: i64, group: bool) -> Result<(), u64> {
        let since = |time: Duration| move |at: &Duration| *at + time > now;
        if let Some(until) = self.refused_until.get(&room).filter(|until| **until > now) {
            return Err(seconds(until.saturating_sub(now)));
        }
        self.overall.retain(since(SECOND));
        let sent = self.rooms.entry(room).or_default();
        sent.retain(since(MINUTE));
        let window = SECOND * u32::try_from(BURST).unwrap_or(1);
        let recent = sent.iter().filter(|at| since(window)(at)).count();
        let wait = if group && sent.len() >= PER_GROUP_MINUTE {
            (sent[0] + MINUTE).saturating_sub(now)
        } else if recent >= BURST || self.overall.len() >= PER_SECOND {
            SECOND
        } else {
            sent.push_back(now);
            self.overall.push_back(now);
            return Ok(());
        };
        self.refused_until.insert(room, now + wait);
        Err(seconds(wait))
    }
}

fn seconds(time: Duration) -> u64 {
    time.as_secs() + u64::from(time.subsec_nanos() > 0)
}
