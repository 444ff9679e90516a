//! The session of a shard as it is stored: what a restart needs to go on where the last process stopped.
//!
//! Events are numbered. Stored is the last number up to which everything has reached the core loop; what came after is
//! sent again by Discord, and what was handled of it is known by its own id. Connections that get nowhere are taken up
//! again with growing pauses.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// A session as stored, in JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stored {
    /// Discord's id of it.
    pub id: String,
    /// Everything up to this number has been handled.
    pub sequence: u64,
    /// Where it is resumed.
    pub resume_url: Option<String>,
    /// How many shards there were: another number makes all sessions worthless.
    pub shards: u32,
    /// What the session asked to be told of; an earlier release did not put it down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intents: Option<u64>,
    /// The bot.
    pub me: u64,
    /// The application.
    pub application: u64,
    /// The newest message that was seen; where to look for missed ones from when the session is lost.
    pub newest: u64,
}

impl Stored {
    /// Whether a session of so many shards that asks for these intents can go on with it: what the gateway tells is
    /// what was asked for when it began.
    pub fn fits(&self, shards: u32, intents: u64) -> bool {
        self.shards == shards && self.intents.is_none_or(|asked| asked == intents)
    }

    /// As stored.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Read back; what cannot be read is no session.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// The key that a shard's session is stored under.
pub fn key(shard: u32) -> String {
    format!("session/{shard}")
}

/// Which events have not reached the core loop yet because something has to be done first.
#[derive(Debug, Default)]
pub struct Underway(BTreeSet<u64>);

impl Underway {
    /// This one takes a while.
    pub fn begin(&mut self, sequence: u64) {
        self.0.insert(sequence);
    }

    /// This one has reached the core loop.
    pub fn end(&mut self, sequence: u64) {
        self.0.remove(&sequence);
    }

    /// The number that may be stored when `sequence` was the last to come.
    pub fn safe(&self, sequence: u64) -> u64 {
        self.0.first().map_or(sequence, |first| first.saturating_sub(1).min(sequence))
    }
}

/// A connection that lasted so long makes up for all before; also the longest pause.
const LASTING: Duration = Duration::from_mins(1);
/// A session that was open so long has got somewhere.
const SETTLED: Duration = Duration::from_secs(3);
/// Doublings of the first pause of a second until it is as long as it gets.
const DOUBLINGS: u32 = 6;
/// The pause after connections that got somewhere: a session that goes on costs Discord nothing.
const BREATH: Duration = Duration::from_millis(500);

/// Connections in a row that did not last.
#[derive(Debug, Default)]
pub struct Strikes {
    count: u32,
    since: Option<Instant>,
    /// Whether there was a session.
    open: bool,
    /// Whether it brought something.
    useful: bool,
}

impl Strikes {
    /// There is a connection.
    pub fn connected(&mut self, now: Instant) {
        self.since.get_or_insert(now);
    }

    /// An event has come. Those that every session begins with say nothing about how it goes on.
    pub fn received(&mut self, event: &str) {
        match event {
            "READY" | "RESUMED" => self.open = true,
            "GUILD_CREATE" => {}
            _ => self.useful = true,
        }
    }

    /// There is none any more: how long to wait before the next. The first two come at once, since Discord asks bots
    /// to reconnect as it restarts its servers; only those that get nowhere come ever more slowly.
    pub fn disconnected(&mut self, now: Instant) -> Option<Duration> {
        let lasted = now.saturating_duration_since(self.since.take()?);
        let (open, useful) = (std::mem::take(&mut self.open), std::mem::take(&mut self.useful));
        let got_somewhere = open && (useful || lasted >= SETTLED);
        self.count = match (lasted >= LASTING, got_somewhere) {
            (true, _) => 0,
            (false, true) => self.count.min(1) + 1,
            (false, false) => self.count.saturating_add(1),
        };
        let doublings = self.count.checked_sub(2)?.min(DOUBLINGS);
        if got_somewhere {
            return Some(BREATH);
        }
        Some(Duration::from_secs(1 << doublings).min(LASTING))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_that_do_not_last_are_taken_up_ever_more_slowly() {
        let (mut strikes, mut now) = (Strikes::default(), Instant::now());
        let mut pause = |lasted: u64| {
            strikes.connected(now);
            now += Duration::from_secs(lasted);
            strikes.disconnected(now).map(|pause| pause.as_secs())
        };
        let pauses: Vec<_> = (0..9).map(|_| pause(1)).collect();
        let expected = [None, Some(1), Some(2), Some(4), Some(8), Some(16), Some(32), Some(60), Some(60)];
        assert_eq!(pauses, expected);
        assert_eq!((pause(60), pause(1), pause(1)), (None, None, Some(1)), "one that lasted makes up for all before");
    }

    #[test]
    fn a_session_that_goes_on_is_no_crash_loop() {
        let (mut strikes, mut now) = (Strikes::default(), Instant::now());
        let mut pause = |events: &[&str], lasted: u64| {
            strikes.connected(now);
            for event in events {
                strikes.received(event);
            }
            now += Duration::from_secs(lasted);
            strikes.disconnected(now)
        };
        let pauses: Vec<_> = (0..9).map(|_| pause(&["MESSAGE_CREATE", "RESUMED"], 0)).collect();
        assert_eq!(pauses[0], None);
        assert_eq!(pauses[1..], [Some(BREATH); 8], "it is resumed, and tells what was missed");
        assert_eq!(pause(&["RESUMED"], 4), Some(BREATH), "it is quiet and stays for a while");
        assert_eq!(pause(&["READY", "GUILD_CREATE"], 0), Some(Duration::from_secs(2)), "it is begun, and lost at once");
        assert_eq!(pause(&["READY", "GUILD_CREATE"], 0), Some(Duration::from_secs(4)));
        assert_eq!(pause(&["RESUMED", "INTERACTION_CREATE"], 0), Some(BREATH));
    }

    #[test]
    fn a_session_is_read_back() {
        let stored = Stored {
            id: "abc".to_owned(),
            sequence: 7,
            resume_url: Some("wss://a.example".to_owned()),
            shards: 2,
            intents: Some(3),
            me: 9,
            application: 8,
            newest: 100,
        };
        assert_eq!(Stored::from_json(&stored.to_json()), Some(stored.clone()));
        assert_eq!(
            [(2, 3), (1, 3), (2, 7)].map(|(shards, intents)| stored.fits(shards, intents)),
            [true, false, false]
        );
        assert_eq!(Stored::from_json("{}"), None);
    }

    #[test]
    fn what_is_under_way_is_not_skipped() {
        let mut underway = Underway::default();
        assert_eq!(underway.safe(5), 5);
        underway.begin(3);
        underway.begin(5);
        assert_eq!(underway.safe(6), 2);
        underway.end(3);
        assert_eq!(underway.safe(6), 4);
        underway.end(5);
        assert_eq!(underway.safe(6), 6);
    }
}
