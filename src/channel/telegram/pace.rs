//! How fast may be sent: so many messages a second to one chat, a minute to one group, a second in all.
//!
//! Each limit is kept by the generic cell rate algorithm (ITU-T I.371): a message takes its place in the future, and
//! a few may leave at once after a pause. What Telegram refuses all the same says itself how long to wait.

use std::num::NonZeroUsize;
use std::time::Duration;

use lru::LruCache;
use tokio::time::Instant;

use crate::config::telegram::Pacing;

/// Chats remembered; those that were written to longest ago may be written to anyway.
const CHATS: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();
/// Messages to one chat that leave at once after a pause: an answer in parts, a digression.
const CHAT_BURST: u32 = 3;

/// When messages may leave.
#[derive(Debug)]
pub struct Pace {
    pacing: Option<Pacing>,
    overall: Limit,
    chats: LruCache<i64, Limit>,
}

/// One limit: the moment at which everything that left would have left at the steady pace.
#[derive(Debug, Clone, Copy)]
struct Limit {
    steady_at: Instant,
}

impl Limit {
    /// The moment at which one more may leave, which is taken.
    fn take(&mut self, now: Instant, between: Duration, burst: u32) -> Instant {
        let ahead = between * burst.saturating_sub(1);
        let at = self.steady_at.checked_sub(ahead).map_or(now, |earliest| earliest.max(now));
        self.steady_at = self.steady_at.max(now) + between;
        at
    }
}

impl Pace {
    /// `None` sends as fast as it comes.
    pub fn new(pacing: Option<Pacing>, now: Instant) -> Self {
        Self { pacing, overall: Limit { steady_at: now }, chats: LruCache::new(CHATS) }
    }

    /// When a message to a chat may leave. The moment is taken.
    pub fn take(&mut self, chat: i64, now: Instant) -> Instant {
        let Some(pacing) = self.pacing else { return now };
        let (between, burst) = if chat > 0 {
            (Duration::from_secs(1) / pacing.chat_per_second.get(), CHAT_BURST)
        } else {
            let per_minute = pacing.group_per_minute.get();
            (Duration::from_mins(1) / per_minute, CHAT_BURST.min(per_minute))
        };
        let limit = self.chats.get_or_insert_mut(chat, || Limit { steady_at: now });
        let by_chat = limit.take(now, between, burst);
        let per_second = pacing.overall_per_second.get();
        // Counted now although it may leave later: whoever waits for a chat of their own holds nobody else up.
        by_chat.max(self.overall.take(now, Duration::from_secs(1) / per_second, per_second))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// When so many messages leave, in milliseconds from now, sent to these chats one after the other.
    fn leave(pacing: Option<Pacing>, chats: &[i64]) -> Vec<u128> {
        let now = Instant::now();
        let mut pace = Pace::new(pacing, now);
        chats.iter().map(|chat| pace.take(*chat, now).duration_since(now).as_millis()).collect()
    }

    #[test]
    fn a_chat_gets_a_few_at_once_and_then_one_a_second() {
        assert_eq!(leave(Some(Pacing::default()), &[7; 5]), [0, 0, 0, 1000, 2000]);
    }

    #[test]
    fn a_group_gets_twenty_a_minute() {
        assert_eq!(leave(Some(Pacing::default()), &[-7; 5]), [0, 0, 0, 3000, 6000]);
    }

    #[test]
    fn all_chats_together_get_thirty_a_second() {
        let chats: Vec<i64> = (1..=90).collect();
        let left = leave(Some(Pacing::default()), &chats);
        let within = |second: u128| left.iter().filter(|at| **at / 1000 == second).count();
        assert_eq!(left.iter().filter(|at| **at == 0).count(), 30);
        assert!(within(1) <= 31 && within(0) <= 60, "{left:?}");
        assert!(left.is_sorted());
    }

    #[test]
    fn chats_do_not_wait_for_one_another() {
        let left = leave(Some(Pacing::default()), &[1, 1, 1, 1, 2]);
        assert_eq!((left[3], left[4]), (1000, 0));
    }

    #[test]
    fn without_pacing_nothing_waits() {
        assert_eq!(leave(None, &[1; 50]), [0; 50]);
    }
}
