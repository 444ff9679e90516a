//! When a shard may begin a new session: within Discord's budget, and ever more slowly when sessions do not last.
//!
//! Discord takes a thousand new sessions in a day and changes the token of a bot that begins more. twilight's queue keeps
//! the budget for as long as the process runs: when it is used up, nobody identifies until it is renewed. Added here is
//! what outlives the process: that a session is begun is stored before it is, so that a bot that is started again and
//! again does not use the budget up. Resuming a session is free and does not come by here.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinSet;
use twilight_gateway::queue::{InMemoryQueue, Queue};

use super::gateway::Budget;
use super::{Bot, Remembered};
use crate::domain::conversation::Channel;
use crate::runtime::Arrival;
use crate::runtime::arrival::Received;

/// The key that what was begun is stored under.
const KEY: &str = "starts";
/// A session that is begun later than this after the one before is begun for reasons of its own.
const LASTING: Duration = Duration::from_mins(10);
/// The longest pause: 288 sessions in a day, of a thousand.
const LONGEST: Duration = Duration::from_mins(5);

/// Where shards ask whether they may identify, and wait.
#[derive(Debug, Clone, Default)]
pub struct Identifying(Arc<Asked>);

#[derive(Debug, Default)]
struct Asked {
    /// A shard asks once at a time: what it asked before is void.
    waiting: Mutex<BTreeMap<u32, oneshot::Sender<()>>>,
    bell: Notify,
}

impl Queue for Identifying {
    fn enqueue(&self, shard: u32) -> oneshot::Receiver<()> {
        let (granted, told) = oneshot::channel();
        self.waiting().insert(shard, granted);
        self.0.bell.notify_one();
        told
    }
}

impl Identifying {
    fn waiting(&self) -> MutexGuard<'_, BTreeMap<u32, oneshot::Sender<()>>> {
        self.0.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets shards identify for as long as the core loop runs.
    pub async fn grant(&self, bot: &Bot, budget: Budget, mut starts: Starts) {
        let queue = budget.queue();
        let mut granting = JoinSet::new();
        loop {
            tokio::select! {
                Some(_) = granting.join_next() => continue,
                () = self.0.bell.notified() => {}
            }
            let asked = std::mem::take(&mut *self.waiting());
            for (shard, mut granted) in asked {
                let pause = starts.begin(shard, bot.now_ms());
                if !remember(bot, &starts).await {
                    return;
                }
                if !pause.is_zero() {
                    tracing::warn!(shard, ?pause, "sessions do not last; the next is begun later");
                }
                let queue = queue.clone();
                granting.spawn(async move {
                    let turn = async {
                        tokio::time::sleep(pause).await;
                        queue.enqueue(shard).await
                    };
                    tokio::select! {
                        () = granted.closed() => {}
                        // Whoever has gone meanwhile asks again.
                        Ok(()) = turn => drop(granted.send(())),
                    }
                });
            }
        }
    }
}

impl Budget {
    fn queue(&self) -> InMemoryQueue {
        if self.remaining == 0 {
            tracing::warn!(wait_ms = self.reset_after, "no new session may be begun until Discord's budget is renewed");
        }
        let total = self.total.max(1);
        let renewed = Duration::from_millis(self.reset_after);
        InMemoryQueue::new(self.max_concurrency.max(1), self.remaining.min(total), renewed, total)
    }
}

/// Stores what was begun, and says whether that is durable.
async fn remember(bot: &Bot, starts: &Starts) -> bool {
    let (committed, durable) = oneshot::channel();
    let state = vec![(KEY, serde_json::to_string(starts).unwrap_or_default())];
    let received = Received { channel: Channel::Discord, state, unread: None, committed: Some(committed) };
    bot.handle.send(Arrival::Received(received)).await.is_ok() && durable.await.is_ok()
}

/// When each shard last began a session, and how many it began in a row.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Starts(BTreeMap<u32, Start>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Start {
    at_ms: u64,
    before: u32,
}

impl Starts {
    /// As an earlier process has stored it; what another release wrote is as good as nothing.
    pub fn of(remembered: &Remembered) -> Self {
        let stored = remembered.state.iter().find(|(key, _)| key == KEY);
        stored.and_then(|(_, text)| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// A shard begins a session: how long it has to wait before. The first two come at once, since sessions are lost
    /// with every longer outage.
    fn begin(&mut self, shard: u32, now_ms: u64) -> Duration {
        let last = self.0.get(&shard);
        let since = Duration::from_millis(last.map_or(u64::MAX, |last| now_ms.saturating_sub(last.at_ms)));
        let before = if since >= LASTING { 0 } else { last.map_or(0, |last| last.before.saturating_add(1)) };
        let pause = before.checked_sub(2).map_or(Duration::ZERO, |doublings| {
            Duration::from_secs(1_u64.checked_shl(doublings).unwrap_or(u64::MAX)).min(LONGEST)
        });
        let wait = pause.saturating_sub(since);
        let at_ms = now_ms.saturating_add(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        self.0.insert(shard, Start { at_ms, before });
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_that_do_not_last_are_begun_ever_more_slowly() {
        let (mut starts, mut now) = (Starts::default(), 1_000_000);
        let mut begin = |after: u64| {
            now += after * 1_000;
            let wait = starts.begin(0, now).as_secs();
            now += wait * 1_000;
            wait
        };
        let waits: Vec<u64> = (0..13).map(|_| begin(0)).collect();
        assert_eq!(waits, [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(begin(200), 100, "time that has passed counts");
        assert_eq!((begin(600), begin(0), begin(0)), (0, 0, 1), "one that lasted makes up for all before");
    }

    #[test]
    fn a_bot_that_is_started_all_day_stays_within_its_budget() {
        let (mut starts, mut now, mut begun) = (Starts::default(), 1_000_000, 0);
        let evening = now + 24 * 60 * 60 * 1_000;
        while now < evening {
            let stored = serde_json::to_string(&starts).expect("JSON");
            let remembered = Remembered { state: vec![(KEY.to_owned(), stored)], ..Remembered::default() };
            starts = Starts::of(&remembered);
            now += u64::try_from(starts.begin(0, now).as_millis()).expect("a day");
            begun += 1;
        }
        assert!(begun < 320, "{begun}");
    }

    #[test]
    fn shards_are_told_apart() {
        let mut starts = Starts::default();
        let waits: Vec<Duration> = (0..8).map(|shard| starts.begin(shard, 5)).collect();
        assert_eq!(waits, [Duration::ZERO; 8]);
    }
}
