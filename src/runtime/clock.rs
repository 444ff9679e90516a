//! Time and chance, the only place that asks the system for them. Tests have a clock moved by hand.

use std::cell::RefCell;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::engine::Moment;

/// Where moments come from.
pub trait Clock: Send + Sync + std::fmt::Debug {
    /// Now.
    fn now(&self) -> Timestamp;
    /// A random number that was not drawn before.
    fn fresh(&self) -> u128;
}

/// A moment for one step.
pub(super) fn moment(clock: &dyn Clock, zone: &TimeZone) -> Moment {
    let at = clock.now();
    Moment { at, today: at.to_zoned(zone.clone()).date(), fresh: ordered(clock) }
}

/// Bits of an [`ordered`] number that are drawn.
const CHANCE_BITS: u32 = 80;

/// A fresh number that is greater than those of earlier milliseconds: rows that are written together then lie together
/// in the store. 48 bits of Unix time and 80 of chance, as in a version 7 UUID (RFC 9562, section 5.7) but for its
/// version.
pub(super) fn ordered(clock: &dyn Clock) -> u128 {
    let since_1970 = u128::try_from(clock.now().as_millisecond()).unwrap_or(0);
    (since_1970 << CHANCE_BITS) | (clock.fresh() & ((1 << CHANCE_BITS) - 1))
}

/// The system's clock and random numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn fresh(&self) -> u128 {
        DRAWN.with_borrow_mut(|drawn| {
            drawn.pop().unwrap_or_else(|| {
                let mut bytes = [0; DRAWN_AT_ONCE * size_of::<u128>()];
                // Without random numbers neither ids nor secrets are safe: there is nothing to go on with.
                getrandom::fill(&mut bytes).expect("the system gives random numbers");
                let (numbers, _) = bytes.as_chunks();
                drawn.extend(numbers.iter().map(|number| u128::from_le_bytes(*number)));
                drawn.pop().unwrap_or_default()
            })
        })
    }
}

/// Asking the system costs more than all else that a number takes.
const DRAWN_AT_ONCE: usize = 64;

thread_local! {
    /// Numbers that were drawn and given to nobody yet.
    static DRAWN: RefCell<Vec<u128>> = const { RefCell::new(Vec::new()) };
}
