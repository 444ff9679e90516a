//! Connections to one host that may be used again.
//!
//! A connection that stood idle may have been closed by the other side just now, and then nobody can say whether a
//! request was done. A call that only reads can simply be sent once more. A call that writes takes a connection over only
//! between two ages: old enough that one which is closed after its answer is known to be, and so young that no server has
//! grown tired of it. So connections are shared under load, where making them is what costs, and hardly ever else.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use hyper_util::rt::TokioIo;
use jiff::{SignedDuration, Timestamp};

use super::connect::Connection;
use crate::domain::limits;
use crate::exchange::{self, Lost, Received};

/// A connection to a customer's API.
pub(super) type Line = exchange::Line<TokioIo<Connection>>;

/// Idle connections to one host and since when they are, the one used last at the end.
#[derive(Default)]
pub(super) struct Lines(Mutex<VecDeque<(Timestamp, Line)>>);

impl Lines {
    /// One that is open, as far as is known, for a call that only reads or for one that writes.
    pub(super) fn take(&self, only_reads: bool, now: Timestamp) -> Option<Line> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while lines.front().is_some_and(|(since, _)| now.duration_since(*since) > limits::CONNECTION_IDLE) {
            lines.pop_front();
        }
        loop {
            let ages = lines.iter().map(|(since, _)| now.duration_since(*since));
            let chosen = if only_reads { lines.len().checked_sub(1) } else { sound(ages) };
            let (_, mut line) = lines.remove(chosen?)?;
            if line.is_open() {
                return Some(line);
            }
        }
    }

    /// Keeps one for a while, if it was read to the end and can be used again.
    pub(super) fn keep_after(&self, mut line: Line, exchanged: &Result<Received, Lost>, now: Timestamp) {
        if line.goes_on_after(exchanged) {
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if lines.len() < limits::CONNECTIONS_IDLE {
                lines.push_back((now, line));
            }
        }
    }
}

/// The oldest of these, which stand from old to young unless the clock was set, that may be trusted with a call that writes.
fn sound(ages: impl Iterator<Item = SignedDuration>) -> Option<usize> {
    let mut young = ages.enumerate().skip_while(|(_, age)| *age > limits::CONNECTION_FRESH);
    young.next().filter(|(_, age)| *age >= limits::CONNECTION_PROVEN).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_writes_takes_neither_an_old_nor_an_unproven_one() {
        let choice = |ages: &[i64]| sound(ages.iter().map(|age| SignedDuration::from_millis(*age)));
        assert_eq!(choice(&[]), None);
        assert_eq!(choice(&[3_000, 1_001]), None);
        assert_eq!(choice(&[3_000, 1_000, 500, 20, 3]), Some(1));
        assert_eq!(choice(&[2_000, 20]), Some(1));
        assert_eq!(choice(&[19, 0]), None);
        assert_eq!(choice(&[-500]), None, "the clock was set");
    }
}
