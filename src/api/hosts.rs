//! What is shared between calls to one host: how many at a time, and whether to ask it at all, and which connections stand.
//!
//! A hanging host delays its own callers only, and not for long: after failures in a row its calls fail at once for a
//! while, then a single one tries whether it is back.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use tokio::sync::Semaphore;

use super::lines::Lines;
use crate::domain::limits;

/// The hosts called so far.
#[derive(Default)]
pub(super) struct Hosts {
    hosts: Mutex<HashMap<String, Arc<Host>>>,
}

/// One host and port.
pub(super) struct Host {
    /// The places of [`limits::CALLS_PER_HOST`].
    pub(super) places: Semaphore,
    /// Connections that may be used again.
    pub(super) lines: Lines,
    breaker: Mutex<Breaker>,
}

/// Counts failures in a row.
#[derive(Debug, Default)]
struct Breaker {
    failures: u32,
    paused_until: Option<Timestamp>,
}

impl Hosts {
    /// The host of that origin.
    pub(super) fn get(&self, origin: &str) -> Arc<Host> {
        let mut hosts = lock(&self.hosts);
        if let Some(host) = hosts.get(origin) {
            return Arc::clone(host);
        }
        if hosts.len() >= limits::HOSTS_REMEMBERED {
            hosts.retain(|_, host| Arc::strong_count(host) > 1);
        }
        let (lines, breaker) = (Lines::default(), Mutex::default());
        let host = Arc::new(Host { places: Semaphore::new(limits::CALLS_PER_HOST), lines, breaker });
        hosts.insert(origin.to_owned(), Arc::clone(&host));
        host
    }
}

impl Host {
    /// Whether the host may be asked now.
    pub(super) fn admits(&self, now: Timestamp) -> bool {
        lock(&self.breaker).admits(now)
    }

    /// Notes whether the host answered.
    pub(super) fn record(&self, answered: bool, now: Timestamp) {
        lock(&self.breaker).record(answered, now);
    }
}

impl Breaker {
    fn admits(&mut self, now: Timestamp) -> bool {
        match self.paused_until {
            // The second condition: a clock that was set back must not stretch the pause.
            Some(until) if now < until && until <= now + limits::BREAKER_PAUSE => false,
            Some(_) => {
                // This one tries; the others wait for how it goes.
                self.paused_until = Some(now + limits::BREAKER_PAUSE);
                true
            }
            None => true,
        }
    }

    fn record(&mut self, answered: bool, now: Timestamp) {
        if answered {
            *self = Self::default();
            return;
        }
        self.failures = self.failures.saturating_add(1);
        if self.failures >= limits::BREAKER_FAILURES {
            self.paused_until = Some(now + limits::BREAKER_PAUSE);
        }
    }
}

/// Nothing here can panic while it holds the lock.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a valid time")
    }

    fn broken() -> Breaker {
        let mut breaker = Breaker::default();
        for _ in 0..limits::BREAKER_FAILURES {
            assert!(breaker.admits(at(0)));
            breaker.record(false, at(0));
        }
        breaker
    }

    #[test]
    fn an_answer_starts_the_count_anew() {
        let mut breaker = Breaker::default();
        for _ in 0..5 * limits::BREAKER_FAILURES {
            breaker.record(false, at(0));
            breaker.record(true, at(0));
            assert!(breaker.admits(at(0)));
        }
    }

    #[test]
    fn pauses_then_lets_one_try() {
        let pause = i64::try_from(limits::BREAKER_PAUSE.as_secs()).expect("seconds");
        let mut breaker = broken();
        assert!(!breaker.admits(at(0)));
        assert!(!breaker.admits(at(pause - 1)));
        assert!(breaker.admits(at(pause)), "one tries");
        assert!(!breaker.admits(at(pause)), "the others wait");
        breaker.record(false, at(pause + 1));
        assert!(!breaker.admits(at(2 * pause)), "it failed: another pause");
        assert!(breaker.admits(at(2 * pause + 1)));
        breaker.record(true, at(2 * pause + 1));
        assert!(breaker.admits(at(2 * pause + 1)) && breaker.admits(at(2 * pause + 1)), "all is well again");
    }

    #[test]
    fn a_clock_set_back_does_not_stretch_the_pause() {
        assert!(broken().admits(at(-3600)));
    }

    #[test]
    fn hosts_are_shared_and_bounded() {
        let hosts = Hosts::default();
        let held = hosts.get("https://a");
        assert!(Arc::ptr_eq(&held, &hosts.get("https://a")));
        for number in 0..2 * limits::HOSTS_REMEMBERED {
            hosts.get(&number.to_string());
        }
        assert!(lock(&hosts.hosts).len() <= limits::HOSTS_REMEMBERED);
        assert!(Arc::ptr_eq(&held, &hosts.get("https://a")), "a host in use is kept");
    }
}
