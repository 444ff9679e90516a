//! What many turns write, in one transaction.

use serde::Deserialize;
use sqlx::SqliteConnection;

use super::audit::{self, AuditEntry};
use super::button::{self, Button};
use super::call::{self, CallEnd, CallStart};
use super::channel_state::{self, ChannelState};
use super::conversation::{self, ConversationRow, Move};
use super::desk::{self, DeskRow};
use super::miss::{self, Missed};
use super::notice::{self, Notice};
use super::outbox::{self, Delivery};
use super::person::{self, PersonName};
use super::posted::{self, Posted};
use super::run::{self, Settled};
use super::sample::{self, Pinned};
use super::script::Script;
use super::secret;
use super::seen::{self, Seen};
use super::tally::{self, Counted};
use super::unread::{self, Unread};
use super::{Store, StoreError};
use crate::domain::call::SecretName;

/// Everything that is written together: all of it, or nothing. Empty parts cost nothing. Read from JSON only where an
/// earlier release has left it in the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Batch {
    /// Events that it handles.
    pub seen: Vec<Seen>,
    /// Events that could not be read.
    #[serde(skip)]
    pub unread: Vec<Unread>,
    /// Places that have a new name. They move before anything else of the batch is written.
    #[serde(skip)]
    pub moves: Vec<Move>,
    /// New states of conversations.
    pub conversations: Vec<ConversationRow>,
    /// Calls that may be sent once it is durable.
    pub calls_started: Vec<CallStart>,
    /// Calls that have ended; one may have started in the same batch.
    pub calls_ended: Vec<CallEnd>,
    /// Deliveries that may leave once it is durable.
    pub outbox: Vec<Delivery>,
    /// Ids of deliveries that were tried once more and are still owed.
    pub tried: Vec<i64>,
    /// Ids of deliveries that were taken by the platform, or given up.
    pub delivered: Vec<i64>,
    /// Messages about calls that deliveries have become.
    #[serde(skip)]
    pub posted: Vec<Posted>,
    /// Buttons on those deliveries.
    pub buttons: Vec<Button>,
    /// How far channels have received.
    pub channel_state: Vec<ChannelState>,
    /// What admins should know.
    #[serde(skip)]
    pub notices: Vec<Notice>,
    /// Ids of notices that an admin has been told.
    #[serde(skip)]
    pub notices_seen: Vec<i64>,
    /// What admins and moderators did beside changes of actions, which bring their own entries.
    #[serde(skip)]
    pub audit: Vec<AuditEntry>,
    /// What customers said that nothing matched.
    pub missed: Vec<Missed>,
    /// Ids of those that were dealt with.
    #[serde(skip)]
    pub misses_done: Vec<i64>,
    /// What happened to sessions.
    pub counted: Vec<Counted>,
    /// Calls whose outcome was unknown and that somebody has settled.
    #[serde(skip)]
    pub settled: Vec<Settled>,
    /// Sample responses that were pinned or taken off.
    #[serde(skip)]
    pub pinned: Vec<Pinned>,
    /// Secrets that are gone.
    #[serde(skip)]
    pub secrets_deleted: Vec<SecretName>,
    /// What those are called who change something; one for each person.
    #[serde(skip)]
    pub people: Vec<PersonName>,
    /// Where admins stand in their dialogues; one for each conversation.
    #[serde(skip)]
    pub desks: Vec<DeskRow>,
}

impl Store {
    /// Writes a batch; when this returns it is on the disk.
    ///
    /// # Errors
    /// What SQLite said. Nothing of the batch was written then, and the store can be used on.
    pub async fn commit(&mut self, batch: &Batch) -> Result<(), StoreError> {
        self.settle().await?;
        self.greatest.note(&batch.seen);
        if batch.moves.is_empty() && batch.audit.is_empty() {
            return self.run(batch.script()?).await;
        }
        let connection = self.begin().await?;
        let written = batch.write(connection).await;
        self.end(written).await
    }
}

impl Batch {
    /// Whether it is only about what people say and are told. What is not stays out of the journal.
    pub(super) fn is_of_turns(&self) -> bool {
        let Self { unread, moves, notices, notices_seen, audit, misses_done, .. } = self;
        let Self { settled, pinned, secrets_deleted, people, desks, posted, .. } = self;
        let about_channels = unread.is_empty() && moves.is_empty() && people.is_empty();
        let about_calls = notices.is_empty()
            && notices_seen.is_empty()
            && settled.is_empty()
            && misses_done.is_empty()
            && posted.is_empty();
        let about_actions = audit.is_empty() && pinned.is_empty() && secrets_deleted.is_empty() && desks.is_empty();
        about_channels && about_calls && about_actions
    }

    /// How many rows it touches that are somewhere in a table, each on a page of its own.
    pub(super) const fn touches(&self) -> usize {
        self.conversations.len() + self.calls_started.len() + self.calls_ended.len()
    }

    pub(super) async fn write(&self, connection: &mut SqliteConnection) -> Result<(), StoreError> {
        conversation::rename(connection, &self.moves).await?;
        self.script()?.run(connection).await?;
        audit::append(connection, &self.audit).await
    }

    /// Everything but what has to read before it writes.
    pub(super) fn script(&self) -> Result<Script, StoreError> {
        let mut script = Script::default();
        let to = &mut script;
        seen::put(to, &self.seen)?;
        unread::put(to, &self.unread)?;
        conversation::put(to, &self.conversations)?;
        call::start(to, &self.calls_started)?;
        call::end(to, &self.calls_ended)?;
        outbox::put(to, &self.outbox)?;
        outbox::tried(to, &self.tried)?;
        outbox::remove(to, &self.delivered)?;
        button::put(to, &self.buttons)?;
        channel_state::put(to, &self.channel_state)?;
        notice::put(to, &self.notices)?;
        notice::mark_seen(to, &self.notices_seen)?;
        miss::put(to, &self.missed)?;
        miss::forget(to, &self.misses_done)?;
        tally::put(to, &self.counted)?;
        posted::put(to, &self.posted)?;
        posted::forget(to, self.settled.iter().map(|settled| &settled.id))?;
        run::settle(to, &self.settled)?;
        sample::put(to, &self.pinned)?;
        secret::delete(to, &self.secrets_deleted)?;
        person::put(to, &self.people)?;
        desk::put(to, &self.desks)?;
        Ok(script)
    }
}
