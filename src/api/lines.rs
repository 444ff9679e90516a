//! Connections to one host that may be used again.
//!
//! A connection that stood idle may have been closed by the other side just now, and then nobody can say whether a
//! request was done. So only calls that only read, and can simply be sent once more, go over such a one; whatever
//! writes has a connection of its own.

use std::sync::{Mutex, PoisonError};

use tokio::time::Instant;

use super::exchange::{AnswerBytes, Line, Lost, Received};
use crate::domain::limits;

/// Idle connections to one host, the one used last at the end.
#[derive(Default)]
pub(super) struct Lines(Mutex<Vec<(Instant, Line)>>);

impl Lines {
    /// One that is open, as far as is known.
    pub(super) fn take(&self) -> Option<Line> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        forget_old(&mut lines);
        while let Some((_, mut line)) = lines.pop() {
            if line.is_open() {
                return Some(line);
            }
        }
        None
    }

    /// Keeps one for a while, if it was read to the end and can be used again.
    pub(super) fn keep_after(&self, mut line: Line, exchanged: &Result<Received, Lost>) {
        let read_to_the_end = matches!(exchanged, Ok(Received { body: AnswerBytes::Whole(_), .. }));
        if read_to_the_end && line.is_open() {
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            forget_old(&mut lines);
            if lines.len() < limits::CALLS_PER_HOST {
                lines.push((Instant::now(), line));
            }
        }
    }
}

fn forget_old(lines: &mut Vec<(Instant, Line)>) {
    let young = lines.partition_point(|(since, _)| since.elapsed() > limits::CONNECTION_IDLE);
    lines.drain(..young);
}
