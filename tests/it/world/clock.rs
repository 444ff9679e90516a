//! Time that is moved by hand, and chance that counts.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use errand::runtime::Clock;
use jiff::Timestamp;

#[derive(Debug)]
pub struct ManualClock {
    now: Mutex<Timestamp>,
    drawn: AtomicU64,
    /// Draws that panic.
    broken: AtomicU64,
}

impl ManualClock {
    pub fn new(now: Timestamp) -> Self {
        Self { now: Mutex::new(now), drawn: AtomicU64::new(0), broken: AtomicU64::new(0) }
    }

    pub fn pass(&self, time: Duration) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now += time;
    }

    /// The next draw of chance panics, as a bug of ours in the step that it is for would.
    pub fn breaks_once(&self) {
        self.broken.store(1, Ordering::SeqCst);
    }

    /// The machine's clock is set back.
    pub fn back(&self, time: Duration) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now -= time;
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh(&self) -> u128 {
        assert!(self.broken.swap(0, Ordering::SeqCst) == 0, "chance is broken in this world");
        // Spread over all bits, so that references differ as random ones do.
        let count = self.drawn.fetch_add(1, Ordering::SeqCst) + 1;
        u128::from(count).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}
