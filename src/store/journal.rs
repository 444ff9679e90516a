//! Turns that are durable and not yet in their tables.
//!
//! Under load a batch touches hundreds of pages: conversations that change again within milliseconds, deliveries that
//! come and go. Such a batch is entered in the journal, one row on a few pages of its own, and kept in memory. A little
//! later what many batches have come to goes into the tables in one transaction: of each conversation only its last
//! state, and no delivery that is done. What every turn reads looks into memory first; whatever else reads waits until
//! nothing is left there. What a kill leaves in the journal goes into the tables at the next start.
//!
//! Deliberately absent: batches about places, people, notices, secrets and actions. They are rare, and go into the
//! tables at once.

use std::collections::{HashMap, HashSet};
use std::time::Instant;

use sqlx::{query, query_as};

use super::batch::Batch;
use super::button::Button;
use super::conversation::{ConversationRow, StoredConversation};
use super::{Store, StoreError};
use crate::domain::conversation::{Channel, ConversationId};
use crate::domain::limits;

/// What is in the journal and not yet in the tables.
#[derive(Default)]
pub struct Backlog {
    batch: Batch,
    seen: HashSet<(Channel, String)>,
    /// Where in the batch.
    conversations: HashMap<ConversationId, usize>,
    buttons: HashMap<String, usize>,
    bytes: usize,
    /// Its last row.
    last: i64,
    /// When its first row was entered; `None` while there is none.
    since: Option<Instant>,
}

impl Backlog {
    /// Whether an event was handled.
    pub fn has_seen(&self, event: &(Channel, String)) -> bool {
        self.seen.contains(event)
    }

    /// What has become of a conversation; `None` when the tables know.
    pub fn conversation(&self, id: &ConversationId) -> Option<&ConversationRow> {
        self.conversations.get(id).and_then(|index| self.batch.conversations.get(*index))
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

    /// A later batch, which is row `last`. Its rows replace those of before where they are about the same thing.
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
        all.outbox.extend(batch.outbox);
        all.tried.extend(batch.tried);
        all.delivered.extend(batch.delivered);
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

    /// Deliveries that came and went need not be written; but the highest id is, so that it is never used again.
    fn forget_delivered(&mut self) {
        let Batch { outbox, delivered, .. } = &mut self.batch;
        let highest = outbox.iter().map(|delivery| delivery.id).max();
        let done: HashSet<i64> = delivered.iter().copied().collect();
        let gone = |id: i64| done.contains(&id) && Some(id) != highest;
        let here: HashSet<i64> = outbox.iter().map(|delivery| delivery.id).filter(|id| gone(*id)).collect();
        outbox.retain(|delivery| !here.contains(&delivery.id));
        delivered.retain(|id| !here.contains(id));
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
            self.settle().await?;
        }
        if !(batch.is_of_turns() && (self.is_behind() || batch.touches() >= limits::JOURNAL_FROM)) {
            return self.commit(batch).await;
        }
        let text = serde_json::to_string(batch).map_err(|error| sqlx::Error::Encode(error.into()))?;
        let bytes = text.len();
        let row = query("INSERT INTO journal (batch) VALUES (?1)").bind(text).execute(self.idle().await).await?;
        self.backlog.add(std::mem::take(batch), bytes, row.last_insert_rowid());
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
        if !self.is_behind() {
            return Ok(());
        }
        self.backlog.forget_delivered();
        let mut script = self.backlog.batch.script()?;
        script.add("DELETE FROM journal WHERE id <= (?)", [(self.backlog.last,)].into_iter())?;
        self.run(script).await?;
        self.backlog = Backlog::default();
        Ok(())
    }

    /// Brings into the tables what a kill has left in the journal.
    pub(super) async fn replay(&mut self) -> Result<(), StoreError> {
        let rows: Vec<(i64, String)> =
            query_as("SELECT id, batch FROM journal ORDER BY id").fetch_all(self.idle().await).await?;
        for (id, text) in rows {
            let batch = serde_json::from_str(&text).map_err(|_| StoreError::Corrupt { place: "journal.batch" })?;
            self.backlog.add(batch, text.len(), id);
        }
        self.settle().await
    }
}

impl From<&ConversationRow> for Option<StoredConversation> {
    fn from(row: &ConversationRow) -> Self {
        let state = row.state.clone()?;
        Some(StoredConversation { state, route: row.route.clone() })
    }
}
