//! How fast may be sent: so many messages a second to one chat, a minute to one group, a second in all.
//!
//! Each limit is a window that slides: within any time of that length no more than so many messages leave. A steady
//! rate that lets a few go ahead would send more than Telegram takes in the minute that follows. What Telegram
//! refuses all the same says itself how long to wait, and then nobody writes to that chat.

use std::collections::VecDeque;
use std::num::{NonZeroU32, NonZeroUsize};
use std::time::Duration;

use lru::LruCache;
use tokio::time::Instant;

use crate::config::telegram::Pacing;

/// Chats remembered; those that were written to longest ago may be written to anyway.
const CHATS: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();
/// Seconds over which a chat's messages a second are counted: a few leave at once after a pause, an answer in parts
/// or a digression.
const CHAT_SECONDS: NonZeroU32 = NonZeroU32::new(3).unwrap();
/// Telegram counts when messages arrive, which is not quite when they leave.
const SLACK: Duration = Duration::from_millis(50);

/// When messages may leave.
#[derive(Debug)]
pub struct Pace {
    pacing: Option<Pacing>,
    overall: Window,
    chats: LruCache<i64, Chat>,
}

#[derive(Debug, Default)]
struct Chat {
    /// Telegram wants nothing before.
    rests_until: Option<Instant>,
    seconds: Window,
    /// Only counted in groups.
    minute: Window,
}

/// When the last messages left, or will leave.
#[derive(Debug, Default)]
struct Window(VecDeque<Instant>);

/// At most so many messages in so much time.
#[derive(Debug, Clone, Copy)]
struct Limit {
    count: u32,
    over: Duration,
}

impl Limit {
    const fn new(count: NonZeroU32, seconds: u32) -> Self {
        Self { count: count.get(), over: Duration::from_secs(seconds as u64).saturating_add(SLACK) }
    }
}

impl Window {
    /// The earliest moment at which one more may leave.
    fn next(&self, now: Instant, limit: Limit) -> Instant {
        let count = usize::try_from(limit.count).unwrap_or(usize::MAX);
        let full = self.0.len().checked_sub(count).and_then(|first| self.0.get(first)).map(|first| *first + limit.over);
        // Nobody overtakes whoever will leave later than now.
        [full, self.0.back().copied()].into_iter().flatten().fold(now, Instant::max)
    }

    /// One leaves.
    fn take(&mut self, at: Instant, limit: Limit) {
        while self.0.front().is_some_and(|first| *first + limit.over <= at) {
            self.0.pop_front();
        }
        self.0.push_back(at);
    }
}

impl Pace {
    /// `None` sends as fast as it comes.
    pub fn new(pacing: Option<Pacing>) -> Self {
        Self { pacing, overall: Window::default(), chats: LruCache::new(CHATS) }
    }

    /// When a message to a chat may leave, which is taken.
    ///
    /// # Errors
    /// The moment at which to ask again: the chat has had enough for now. Nothing is taken, so that whoever waits
    /// for a chat of their own holds nobody else up.
    pub fn take(&mut self, chat: i64, now: Instant) -> Result<Instant, Instant> {
        if let Some(rests_until) = self.chats.get(&chat).and_then(|chat| chat.rests_until).filter(|until| *until > now)
        {
            return Err(rests_until);
        }
        let Some(pacing) = self.pacing else { return Ok(now) };
        let seconds = Limit::new(pacing.chat_per_second.saturating_mul(CHAT_SECONDS), CHAT_SECONDS.get());
        let minute = (chat < 0).then(|| Limit::new(pacing.group_per_minute, 60));
        let overall = Limit::new(pacing.overall_per_second, 1);
        let windows = self.chats.get_or_insert_mut(chat, Chat::default);
        let by_minute = minute.map_or(now, |minute| windows.minute.next(now, minute));
        let by_chat = windows.seconds.next(now, seconds).max(by_minute);
        if by_chat > now {
            return Err(by_chat);
        }
        let at = self.overall.next(now, overall);
        self.overall.take(at, overall);
        windows.seconds.take(at, seconds);
        if let Some(minute) = minute {
            windows.minute.take(at, minute);
        }
        Ok(at)
    }

    /// Telegram wants nothing in a chat until then.
    pub fn rest(&mut self, chat: i64, until: Instant) {
        self.chats.get_or_insert_mut(chat, Chat::default).rests_until = Some(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When so many messages leave, in milliseconds from now, sent to these chats one after the other.
    fn leave(pace: &mut Pace, now: Instant, chats: &[i64]) -> Vec<u128> {
        let left = |chat: &i64| {
            let mut at = now;
            loop {
                match pace.take(*chat, at) {
                    Ok(left) => return left.duration_since(now).as_millis(),
                    Err(again) => at = again,
                }
            }
        };
        chats.iter().map(left).collect()
    }

    fn paced(chats: &[i64]) -> Vec<u128> {
        leave(&mut Pace::new(Some(Pacing::default())), Instant::now(), chats)
    }

    /// The most messages within any time of that length.
    fn most_within(left: &[u128], over_ms: u128) -> usize {
        left.iter().map(|from| left.iter().filter(|at| (*from..from + over_ms).contains(at)).count()).max().unwrap_or(0)
    }

    #[test]
    fn a_chat_gets_a_few_at_once_and_one_a_second_in_the_long_run() {
        let left = paced(&[7; 30]);
        assert_eq!(&left[..4], [0, 0, 0, 3_050]);
        assert_eq!(most_within(&left, 3_000), 3);
        assert!(left[29] <= 28_000, "{left:?}");
    }

    #[test]
    fn a_group_gets_twenty_a_minute() {
        let left = paced(&[-7; 50]);
        assert_eq!((most_within(&left, 3_000), most_within(&left, 60_000)), (3, 20));
        assert!(left[39] <= 90_000, "{left:?}");
    }

    #[test]
    fn all_chats_together_get_thirty_a_second() {
        let chats: Vec<i64> = (1..=90).collect();
        let left = paced(&chats);
        assert_eq!(most_within(&left, 1_000), 30);
        assert!(left.is_sorted() && left[89] <= 2_100, "{left:?}");
    }

    #[test]
    fn chats_do_not_wait_for_one_another() {
        let now = Instant::now();
        let mut pace = Pace::new(Some(Pacing::default()));
        leave(&mut pace, now, &[1; 3]);
        assert!(pace.take(1, now).is_err());
        assert_eq!(pace.take(2, now), Ok(now));
    }

    #[test]
    fn a_chat_rests_when_telegram_says_so_whatever_the_pace() {
        for pacing in [None, Some(Pacing::default())] {
            let (now, mut pace) = (Instant::now(), Pace::new(pacing));
            let until = now + Duration::from_secs(9);
            pace.rest(5, until);
            assert_eq!((pace.take(5, now), pace.take(6, now), pace.take(5, until)), (Err(until), Ok(now), Ok(until)));
        }
    }

    #[test]
    fn without_pacing_nothing_waits() {
        assert_eq!(leave(&mut Pace::new(None), Instant::now(), &[1; 50]), [0; 50]);
    }
}
