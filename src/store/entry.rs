//! A batch as a row of the journal: its rows of turns, in postcard, with no names and nothing escaped.
//!
//! The first byte says in which form. Whoever changes a type that is written here gives the form another number, and
//! goes on reading the one before: a kill before an upgrade leaves such rows.
//!
//! Rows are filled up with zeros to few sizes, since SQLite writes over a row of the same size where it lies.

use postcard::ser_flavors::{ExtendFlavor, Flavor};

use super::StoreError;
use super::batch::Batch;
use super::{Button, CallEnd, CallStart, ChannelState, ConversationRow, Counted, Delivery, Missed, Seen};

/// The form that is written.
const FORM: u8 = 1;
/// Rows are of a power of two bytes up to this many, then of a multiple of it.
const FILLED: usize = 64 * 1_024;
/// What JSON begins with, the form of schema 6 and earlier.
const JSON: u8 = b'{';

/// [`FORM`] in the order it is written in.
type Parts = (
    Vec<Seen>,
    Vec<ConversationRow>,
    (Vec<CallStart>, Vec<CallEnd>),
    (Vec<Delivery>, Vec<i64>, Vec<i64>),
    Vec<Button>,
    Vec<ChannelState>,
    (Vec<Missed>, Vec<Counted>),
);

/// Writes what [`Batch::is_of_turns`].
pub fn write(batch: &Batch) -> Result<Vec<u8>, StoreError> {
    let Batch { seen, conversations, calls_started, calls_ended, outbox, tried, delivered, .. } = batch;
    let Batch { buttons, channel_state, missed, counted, .. } = batch;
    let calls = (calls_started, calls_ended);
    let parts = (seen, conversations, calls, (outbox, tried, delivered), buttons, channel_state, (missed, counted));
    let mut row = ExtendFlavor::new(Vec::with_capacity(32 * 1_024));
    let written = row.try_push(FORM).and_then(|()| postcard::serialize_with_flavor(&parts, row));
    let mut row = written.map_err(|error| sqlx::Error::Encode(error.into()))?;
    row.resize(row.len().next_power_of_two().min(row.len().next_multiple_of(FILLED)), 0);
    Ok(row)
}

/// Reads a row in any form that there ever was.
pub fn read(row: &[u8]) -> Result<Batch, StoreError> {
    let batch = match row {
        [FORM, parts @ ..] => postcard::from_bytes(parts).ok().map(batch),
        [JSON, ..] => serde_json::from_slice(row).ok(),
        _ => None,
    };
    batch.ok_or(StoreError::Corrupt { place: "journal.batch" })
}

fn batch(parts: Parts) -> Batch {
    let (seen, conversations, calls, deliveries, buttons, channel_state, (missed, counted)) = parts;
    let ((calls_started, calls_ended), (outbox, tried, delivered)) = (calls, deliveries);
    Batch {
        seen,
        conversations,
        calls_started,
        calls_ended,
        outbox,
        tried,
        delivered,
        buttons,
        channel_state,
        missed,
        counted,
        ..Batch::default()
    }
}
