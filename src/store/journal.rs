//! Turns that are durable and not yet in their tables.
//!
//! Under load a batch touches hundreds of pages: conversations that change again within milliseconds, deliveries that
//! come and go. Such a batch is entered in the journal, on a few pages of its own, and kept in memory. A little
//! later what many batches have come to goes into the tables in one transaction: of each conversation only its last
//! state, and no delivery that is done. What every turn reads looks into memory first; whatever else reads waits until
//! nothing is left there. What a kill leaves in the journal goes into the tables at the next start.
//!
//! Deleted rows are overwritten with zeros (`secure_delete`), and so it would write everything twice. While turns keep
//! coming, rows that are done with are therefore left to be written over by the next rounds: as many as one of the last
//! needed, so that a round which needs more finds them still.
//!
//! Deliberately absent: batches about places, people, notices, secrets and actions. They are rare, and go into the
//! tables at once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Instant;

use sqlx::{AssertSqlSafe, query, query_as};

use super::batch::Batch;
use super::button::Button;
use super::conversation::{ConversationRow, StoredConversation};
use super::outbox::Delivery;
use super::seen::Seen;
use super::{Store, StoreError, entry};
use crate::domain::conversation::{Channel, ConversationId};
use crate::domain::limits;

/// What is in the journal and not yet in the tables.
#[derive(Default)]
pub struct Backlog {
    batch: Batch,
    seen: HashSet<(Channel, String)>,
    /// Deliveries that are owed, by their ids. Those that come and go need not be written; but the last of all is, so
    /// that its id is never used again.
    outbox: BTreeMap<i64, Delivery>,
    /// Where in the batch.
    conversations: HashMap<ConversationId, usize>,
    buttons: HashMap<String, usize>,
    bytes: usize,
    /// Tells its rows from spare ones.
    round: i64,
    /// Its last row; the first is 1.
    last: i64,
    /// The last row that may be a spare one; the first is 1.
    spare: i64,
    /// When its first row was entered; `None` while there is none.
    since: Option<Instant>,
}

impl Backlog {
    /// Whether an event was handled.
    pub fn has_seen(&self, event: &(Channel, String)) -> bool {
        self.seen.contains(event)
    }

    /// The events that were handled.
    pub fn seen(&self) -> &[Seen] {
        &self.batch.seen
    }

    /// What has become of a conversation; `None` when the tables know.
    pub fn conversation(&self, id: &ConversationId) -> Option<&ConversationRow> {
        self.conversations.get(id).and_then(|index| self.batch.conversations.get(*index))
    }

    /// A conversation's state, as the rows so far leave it.
    fn state(&self, id: &ConversationId) -> Option<&Arc<str>> {
        self.conversation(id)?.state.as_ref()
    }

    /// A button that was just sent.
    pub fn button(&self, id: &str) -> Option<&Button> {
        self.buttons.get(id).and_then(|index| self.batch.buttons.get(*index))
    }

    /// All buttons that were just sent.
    pub fn buttons(&self) -> &[Button] {
        &self.batch.buttons
    }

    fn is_due(&self) -> bool {
        let old = self.since.is_some_and(|since| since.elapsed() >= limits::JOURNAL_AGE);
        old || self.bytes >= limits::JOURNAL_BYTES
    }

    /// A later batch, of so many bytes up to this row. Its rows replace those of before where they are about the same
    /// thing.
    fn add(&mut self, batch: Batch, bytes: usize, last: i64) {
        let all = &mut self.batch;
        self.seen.extend(batch.seen.iter().map(|seen| (seen.channel, seen.event.clone())));
        all.seen.extend(batch.seen);
        for row in batch.conversations {
            match self.conversations.get(&row.id) {
                Some(index) => all.conversations[*index] = row,
                None => {
                    self.conversations.insert(row.id.clone(), all.conversations.len());
                    all.conversations.push(row);
                }
            }
        }
        all.calls_started.extend(batch.calls_started);
        all.calls_ended.extend(batch.calls_ended);
        self.outbox.extend(batch.outbox.into_iter().map(|delivery| (delivery.id, delivery)));
        all.tried.extend(batch.tried);
        for id in batch.delivered {
            let is_last = self.outbox.last_key_value().is_some_and(|(last, _)| *last == id);
            if is_last || self.outbox.remove(&id).is_none() {
                all.delivered.push(id);
            }
        }
        for button in batch.buttons {
            self.buttons.insert(button.id.clone(), all.buttons.len());
            all.buttons.push(button);
        }
        let known = |state: &super::ChannelState| {
            batch.channel_state.iter().any(|new| (new.channel, &new.key) == (state.channel, &state.key))
        };
        all.channel_state.retain(|state| !known(state));
        all.channel_state.extend(batch.channel_state);
        all.missed.extend(batch.missed);
        all.counted.extend(batch.counted);
        self.bytes += bytes;
        self.last = last;
        self.since.get_or_insert_with(Instant::now);
    }
}

impl Store {
    /// Writes a batch as [`Store::commit`] does: when this returns it is on the disk. A large one is taken out of
    /// `batch` and may be in the journal only, until [`Store::settle`].
    ///
    /// # Errors
    /// What SQLite said. Nothing of the batch was written then, and `batch` is as it was.
    pub async fn enter(&mut self, batch: &mut Batch) -> Result<(), StoreError> {
        if self.backlog.is_due() {
            self.settle_leaving_rows().await?;
        }
        if !(batch.is_of_turns() && (self.is_behind() || batch.touches() >= limits::JOURNAL_FROM)) {
            return self.commit(batch).await;
        }
        self.greatest.note(&batch.seen);
        let rows = entry::write(batch, |id| self.backlog.state(id))?;
        if rows.len() > limits::JOURNAL_ROWS {
            return self.commit(batch).await;
        }
        let (bytes, mut last) = (rows.iter().map(Vec::len).sum(), self.backlog.last);
        // Made of constants only.
        let mut entering = query(AssertSqlSafe(entering(rows.len())));
        for row in rows {
            last += 1;
            entering = entering.bind(last).bind(self.backlog.round).bind(row);
        }
        entering.execute(self.idle().await).await?;
        self.backlog.add(std::mem::take(batch), bytes, last);
        Ok(())
    }

    /// Whether something is in the journal that is not in the tables.
    pub const fn is_behind(&self) -> bool {
        self.backlog.since.is_some()
    }

    /// Brings everything that is in the journal into the tables.
    ///
    /// # Errors
    /// What SQLite said. It is all in the journal still then.
    pub async fn settle(&mut self) -> Result<(), StoreError> {
        if !self.is_behind() && self.backlog.spare == 0 {
            return Ok(());
        }
        self.bring_in("DELETE FROM journal WHERE id >= (?)", 1).await?;
        self.backlog = Backlog::default();
        Ok(())
    }

    /// The same while more is on its way. Of rows that a round did not need, an eighth goes with it.
    async fn settle_leaving_rows(&mut self) -> Result<(), StoreError> {
        let Backlog { round, last, spare, .. } = self.backlog;
        let spare = last.max(spare - (spare + 7) / 8);
        self.bring_in("DELETE FROM journal WHERE id = 1 OR id > (?)", spare).await?;
        self.backlog = Backlog { round: round + 1, spare, ..Backlog::default() };
        Ok(())
    }

    async fn bring_in(&mut self, done: &'static str, row: i64) -> Result<(), StoreError> {
        let owed = std::mem::take(&mut self.backlog.outbox);
        self.backlog.batch.outbox.extend(owed.into_values());
        let mut script = self.backlog.batch.script()?;
        script.add(done, [(row,)].into_iter())?;
        self.run(script).await
    }

    /// Brings into the tables what a kill has left in the journal.
    pub(super) async fn replay(&mut self) -> Result<(), StoreError> {
        let rows: Vec<(i64, Vec<u8>, bool)> = query_as(
            "SELECT id, CAST(batch AS BLOB), round IS (SELECT round FROM journal WHERE id = 1) FROM journal ORDER BY id",
        )
        .fetch_all(self.idle().await)
        .await?;
        self.backlog.spare = rows.last().map_or(0, |(id, ..)| *id);
        let mut entries: Vec<(i64, Vec<u8>)> = Vec::new();
        for (id, row, _) in rows.into_iter().filter(|(.., is_of_round)| *is_of_round) {
            match (entries.last_mut(), entry::goes_on(&row)) {
                (Some((last, entry)), Some(more)) => {
                    entry.extend_from_slice(more);
                    *last = id;
                }
                (Some(_) | None, _) => entries.push((id, row)),
            }
        }
        for (last, entry) in entries {
            let batch = entry::read(&entry, |id| self.backlog.state(id))?;
            self.backlog.add(batch, entry.len(), last);
        }
        self.settle().await
    }
}

/// Enters so many rows. What is asked of a spare one is true: it makes SQLite look at it, and see that the new one fits
/// in its place.
fn entering(rows: usize) -> String {
    let values = vec!["(?, ?, ?)"; rows].join(", ");
    format!(
        "INSERT INTO journal (id, round, batch) VALUES {values}
         ON CONFLICT (id) DO UPDATE SET round = excluded.round, batch = excluded.batch WHERE round <= excluded.round"
    )
}

impl From<&ConversationRow> for Option<StoredConversation> {
    fn from(row: &ConversationRow) -> Self {
        let state = row.state.clone()?;
        Some(StoredConversation { state, route: row.route.clone() })
    }
}
