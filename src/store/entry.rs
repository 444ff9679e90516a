//! A batch as an entry of the journal: its rows of turns, in postcard, with no names and nothing escaped.
//!
//! The first byte says in which form. Whoever changes a type that is written here gives the form another number, and
//! goes on reading the one before: a kill before an upgrade leaves such rows.
//!
//! Of a conversation whose state is as the rows before left it, only the rest is written: that is what deliveries do to
//! one, nearly half of all that happens.
//!
//! An entry is cut into rows of the same size, each of which fills a page alone: SQLite writes over such a row where it
//! lies, and what a batch costs is the pages that it needs. The last row is filled up with zeros.

use std::sync::Arc;

use postcard::ser_flavors::{ExtendFlavor, Flavor};
use serde::{Deserialize, Serialize};

use super::StoreError;
use super::batch::Batch;
use super::{Button, CallEnd, CallStart, ChannelState, ConversationRow, Counted, Delivery, Missed, Route, Seen};
use crate::domain::conversation::ConversationId;
use crate::domain::limits;

/// The form that is written.
const FORM: u8 = 2;
/// The same, but for states: none of them is [`State::AsItWas`].
const FORM_1: u8 = 1;
/// What a row begins with that goes on with the entry of the row before.
const ON: u8 = b'+';
/// Bytes of a row. A page has about as many left beside the rest of the row and its own.
const ROW: usize = limits::DATABASE_PAGE as usize - 64;
/// What JSON begins with, the form of schema 6 and earlier.
const JSON: u8 = b'{';

/// [`FORM`] in the order it is written in; a conversation has the fields of a [`ConversationRow`].
type Parts = (
    Vec<Seen>,
    Vec<(ConversationId, State<Arc<str>>, Option<i64>, Route)>,
    (Vec<CallStart>, Vec<CallEnd>),
    (Vec<Delivery>, Vec<i64>, Vec<i64>),
    Vec<Button>,
    Vec<ChannelState>,
    (Vec<Missed>, Vec<Counted>),
);

/// What becomes of a conversation's state. The first two are what an option of it would be.
#[derive(Serialize, Deserialize)]
enum State<S> {
    Gone,
    New(S),
    AsItWas,
}

/// Writes what [`Batch::is_of_turns`] as rows. `known` is what the entries before it have left of a conversation's state.
pub fn write<'b>(
    batch: &Batch,
    known: impl Fn(&ConversationId) -> Option<&'b Arc<str>>,
) -> Result<Vec<Vec<u8>>, StoreError> {
    let conversations = batch.conversations.iter().map(|row| {
        let state = match &row.state {
            None => State::Gone,
            Some(state) if known(&row.id) == Some(state) => State::AsItWas,
            Some(state) => State::New(state),
        };
        (&row.id, state, row.wake_at_ms, &row.route)
    });
    let conversations: Vec<_> = conversations.collect();
    let Batch { seen, calls_started, calls_ended, outbox, tried, delivered, .. } = batch;
    let Batch { buttons, channel_state, missed, counted, .. } = batch;
    let calls = (calls_started, calls_ended);
    let parts = (seen, conversations, calls, (outbox, tried, delivered), buttons, channel_state, (missed, counted));
    let mut entry = ExtendFlavor::new(Vec::with_capacity(8 * ROW));
    let written = entry.try_push(FORM).and_then(|()| postcard::serialize_with_flavor(&parts, entry));
    Ok(rows(&written.map_err(|error| sqlx::Error::Encode(error.into()))?))
}

fn rows(entry: &[u8]) -> Vec<Vec<u8>> {
    let (first, rest) = entry.split_at(entry.len().min(ROW));
    let further = rest.chunks(ROW - 1).map(|part| [&[ON], part].concat());
    let mut rows: Vec<_> = std::iter::once(first.to_vec()).chain(further).collect();
    for row in &mut rows {
        row.resize(ROW, 0);
    }
    rows
}

/// What a row adds to the entry of the row before; `None` when it begins one.
pub fn goes_on(row: &[u8]) -> Option<&[u8]> {
    row.strip_prefix(&[ON])
}

/// Reads an entry in any form that there ever was, after those before it.
pub fn read<'b>(entry: &[u8], known: impl Fn(&ConversationId) -> Option<&'b Arc<str>>) -> Result<Batch, StoreError> {
    let batch = match entry {
        [FORM | FORM_1, parts @ ..] => postcard::from_bytes(parts).ok().and_then(|parts| batch(parts, known)),
        [JSON, ..] => serde_json::from_slice(entry).ok(),
        _ => None,
    };
    batch.ok_or(StoreError::Corrupt { place: "journal.batch" })
}

/// `None` when a state is to be as it was and never was there.
fn batch<'b>(parts: Parts, known: impl Fn(&ConversationId) -> Option<&'b Arc<str>>) -> Option<Batch> {
    let (seen, conversations, calls, deliveries, buttons, channel_state, (missed, counted)) = parts;
    let ((calls_started, calls_ended), (outbox, tried, delivered)) = (calls, deliveries);
    let row = |(id, state, wake_at_ms, route)| {
        let state = match state {
            State::Gone => None,
            State::New(state) => Some(state),
            State::AsItWas => Some(Arc::clone(known(&id)?)),
        };
        Some(ConversationRow { id, state, wake_at_ms, route })
    };
    let conversations = conversations.into_iter().map(row).collect::<Option<_>>()?;
    Some(Batch {
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
    })
}
