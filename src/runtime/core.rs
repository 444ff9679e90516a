//! The core loop: take what has arrived, step, commit, perform.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::administering::{Desks, claimed, desks};
use super::arrival::{Arrival, Handle, gather};
use super::clock::{self, Clock};
use super::deliveries::room;
use super::keyring::Keyring;
use super::loaded::{Kept, Loaded, Shared};
use super::moves::Moves;
use super::needs::Needs;
use super::port::Port;
use super::shelf::Shelf;
use super::staging::Staging;
use crate::admin::Library;
use crate::api::{Api, SecretValue};
use crate::domain::call::SecretName;
use crate::domain::conversation::{ConversationId, User};
use crate::domain::input::kind::Reading;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::version::VersionId;
use crate::engine::{Catalog, Event, House, Moment, Offered};
use crate::matching;
use crate::store::{Edit, Store, StoreError, StoredConversation};
use crate::telemetry::chain;

/// How long to wait before trying a failed commit again.
const RETRY: Duration = Duration::from_millis(500);
/// Conversations that one tick wakes at most; the next tick takes the rest.
const WAKES: u32 = 256;
/// Between two looks for rows that have outlived their time, while there are none.
const PRUNE_PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// Everything the core loop is made of.
pub struct Setup {
    /// The ledger.
    pub store: Store,
    /// The customer's API.
    pub api: Arc<Api>,
    /// Secrets for it.
    pub keyring: Keyring,
    /// The operator's settings for conversations.
    pub house: House,
    /// The operator's settings for matching.
    pub matching: matching::Settings,
    /// Time and chance.
    pub clock: Arc<dyn Clock>,
    /// The customers' time zone.
    pub zone: TimeZone,
    /// The channels.
    pub ports: Vec<Port>,
    /// What concerns admins and moderators.
    pub team: Team,
    /// How secrets are kept.
    pub secrets: Secrets,
}

/// How secrets are kept.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// The key that seals them, when the operator gives one; else it is in a file beside the store.
    pub key: Option<SecretValue>,
    /// Those whose values the operator gives. They cannot be set elsewhere.
    pub of_environment: BTreeSet<SecretName>,
}

/// The operator's settings for admins and moderators.
#[derive(Debug, Clone, Default)]
pub struct Team {
    /// The language of what they are told without asking.
    pub language: Language,
    /// Where they work: notices go there. A place without a person.
    pub private: Vec<ConversationId>,
    /// Whether what nothing matched is remembered.
    pub keep_misses: bool,
    /// The code that makes whoever writes it first an admin; good only while nobody has used one.
    pub claim: Option<String>,
}

/// The core loop.
pub struct Core {
    pub(super) store: Store,
    pub(super) shelf: Shelf,
    pub(super) library: Library,
    pub(super) catalog: Catalog,
    pub(super) previews: HashMap<ConversationId, Catalog>,
    pub(super) desks: Desks,
    pub(super) language: Language,
    pub(super) loaded: Loaded,
    pub(super) api: Arc<Api>,
    pub(super) keyring: Keyring,
    pub(super) secrets: Secrets,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) calls: TaskTracker,
    /// Channels that are sending.
    senders: TaskTracker,
    pub(super) handle: Handle,
    zone: TimeZone,
    pub(super) ports: Vec<Port>,
    pub(super) keep_misses: bool,
    arrivals: mpsc::Receiver<Arrival>,
    pub(super) offers: watch::Sender<Offers>,
    outbox_id: i64,
    prune_at: Timestamp,
    pub(super) moves: Moves,
}

/// What is published.
pub type Offers = Arc<[Arc<Offered>]>;

impl Core {
    /// Loads what is published and indexes it.
    ///
    /// # Errors
    /// What the store said.
    pub async fn new(setup: Setup) -> Result<Self, StoreError> {
        let Setup { mut store, api, keyring, house, matching, clock, zone, ports, team, secrets } = setup;
        let Team { language, private, keep_misses, claim } = team;
        let mut shelf = Shelf::new(house, matching);
        let library = shelf.library(&mut store, &keyring).await?;
        let catalog = shelf.index(shelf.offered(&library))();
        let offers = watch::Sender::new(Offers::from(catalog.offered()));
        if let Some(code) = claim {
            store.offer_claim(&code, clock.now().as_millisecond()).await?;
        }
        let (open, claimed) = (desks(store.desks().await?), claimed(store.claim().await?));
        let outbox_id = store.max_outbox_id().await?;
        let (handle, arrivals) = Handle::new();
        Ok(Self {
            store,
            shelf,
            library,
            catalog,
            previews: HashMap::new(),
            desks: Desks::new(open, claimed, private),
            language,
            loaded: Loaded::new(),
            api,
            keyring,
            secrets,
            clock,
            calls: TaskTracker::new(),
            senders: TaskTracker::new(),
            handle,
            zone,
            ports,
            keep_misses,
            arrivals,
            offers,
            outbox_id,
            prune_at: Timestamp::UNIX_EPOCH,
            moves: Moves::default(),
        })
    }

    /// A handle to send arrivals with.
    pub fn handle(&self) -> Handle {
        self.handle.clone()
    }

    /// Channels hold a token of this for as long as they may report deliveries: the end waits for them.
    pub fn senders(&self) -> TaskTracker {
        self.senders.clone()
    }

    /// What is published, now and whenever it changes.
    pub fn offers(&self) -> watch::Receiver<Offers> {
        self.offers.subscribe()
    }

    /// Runs until `stop`; then takes in no more, waits a while for calls under way, and closes the store.
    ///
    /// # Errors
    /// What the store said, when it cannot go on.
    pub async fn run(mut self, stop: CancellationToken) -> Result<(), StoreError> {
        self.resume_previews().await?;
        self.recover().await?;
        let mut arrivals = Vec::with_capacity(limits::BATCH_EVENTS);
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => break,
                _ = self.arrivals.recv_many(&mut arrivals, limits::BATCH_EVENTS) => gather(&mut self.arrivals, &mut arrivals).await,
                () = room(&self.ports), if !self.ports.is_empty() => {}
                () = tokio::time::sleep(limits::JOURNAL_QUIET), if self.store.is_behind() => self.settle(&stop).await?,
            }
            self.take(std::mem::take(&mut arrivals), &stop).await?;
        }
        self.drain(&stop).await?;
        self.store.close().await
    }

    /// What was under way is let end, so that its outcome is not lost. What takes longer is found at the next start.
    async fn drain(&mut self, stop: &CancellationToken) -> Result<(), StoreError> {
        self.calls.close();
        let deadline = tokio::time::sleep(limits::DRAIN);
        tokio::pin!(deadline);
        loop {
            let mut arrivals = Vec::new();
            tokio::select! {
                biased;
                () = &mut deadline => return Ok(()),
                _ = self.arrivals.recv_many(&mut arrivals, limits::BATCH_EVENTS) => {}
                // A call reports before it counts as ended, so what is looked at here is complete.
                () = self.calls.wait(), if !self.ports.is_empty() => if self.arrivals.is_empty() {
                    // Nothing more is to be said. Channels send what they have, report it, and end.
                    self.ports.clear();
                    self.senders.close();
                },
                () = self.senders.wait(), if self.ports.is_empty() => if self.arrivals.is_empty() { return Ok(()) },
            }
            self.take(arrivals, stop).await?;
        }
    }

    /// Works through arrivals in order: runs of ordinary ones in one commit, the others one by one.
    async fn take(&mut self, arrivals: Vec<Arrival>, stop: &CancellationToken) -> Result<(), StoreError> {
        let mut run = Vec::with_capacity(arrivals.len());
        for mut arrival in arrivals {
            self.moves.follow(&mut arrival);
            match arrival {
                Arrival::Event(incoming) if self.may_be_admins(&incoming) => {
                    self.turn(std::mem::take(&mut run), stop).await?;
                    self.settle(stop).await?;
                    // Rare, and large: it need not weigh on everybody's turns.
                    Box::pin(self.by_admin(*incoming, stop)).await?;
                }
                Arrival::Event(_)
                | Arrival::Called(_)
                | Arrival::Delivered { .. }
                | Arrival::Stands { .. }
                | Arrival::Received(_) => run.push(arrival),
                Arrival::Attached { .. }
                | Arrival::Admin(_)
                | Arrival::About(_)
                | Arrival::Form(_)
                | Arrival::Indexed { .. }
                | Arrival::Moved { .. }
                | Arrival::Tick => {
                    self.turn(std::mem::take(&mut run), stop).await?;
                    if !matches!(arrival, Arrival::About(_)) {
                        self.settle(stop).await?;
                    }
                    self.alone(arrival, stop).await?;
                }
            }
        }
        self.turn(run, stop).await?;
        if self.ports.iter().any(Port::wants_more) {
            self.settle(stop).await?;
        }
        self.catch_up().await
    }

    async fn alone(&mut self, arrival: Arrival, stop: &CancellationToken) -> Result<(), StoreError> {
        match arrival {
            Arrival::Attached { conversation, user, language } => self.attach(conversation, user, language, stop).await,
            Arrival::Admin(request) => self.administer(*request, stop).await,
            Arrival::About(request) => self.about(*request).await,
            Arrival::Form(request) => Box::pin(self.form(*request)).await,
            Arrival::Indexed { generation, catalog } => self.indexed(generation, *catalog).await,
            Arrival::Tick => self.tick(stop).await,
            Arrival::Moved { place, committed } => self.moved(place, committed, stop).await,
            Arrival::Event(_)
            | Arrival::Called(_)
            | Arrival::Delivered { .. }
            | Arrival::Stands { .. }
            | Arrival::Received(_) => Ok(()),
        }
    }

    /// One transaction: everything these arrivals lead to.
    pub(super) async fn turn(&mut self, arrivals: Vec<Arrival>, stop: &CancellationToken) -> Result<(), StoreError> {
        if arrivals.is_empty() {
            return Ok(());
        }
        let mut needs = Needs::default();
        for arrival in &arrivals {
            needs.add(arrival);
        }
        let Needs { conversations, events, buttons } = needs;
        self.load(conversations).await?;
        let seen = if events.is_empty() { HashSet::new() } else { self.store.seen_among(&events).await? };
        let buttons: Vec<&str> = buttons.iter().map(String::as_str).collect();
        let buttons = self.store.buttons(&buttons).await?;
        if !buttons.is_empty() {
            // A press belongs to where its button was shown, which the platform may not tell any more.
            self.load(buttons.values().map(|button| button.conversation.clone()).collect()).await?;
        }
        let mut staging = Staging::new(seen, buttons);
        for arrival in arrivals {
            self.stage(&mut staging, arrival);
        }
        self.commit(staging, stop).await
    }

    /// Commits, then performs. While the disk is full or failing nothing is acknowledged and nothing leaves:
    /// intake waits, because this loop does.
    pub(super) async fn commit(&mut self, mut staging: Staging, stop: &CancellationToken) -> Result<(), StoreError> {
        self.write(&mut staging, &[], stop).await?;
        for release in staging.releases {
            self.release(release);
        }
        Ok(())
    }

    /// Commits, with changes of actions or without, and keeps the new states.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when the changes come too late; nothing was written then.
    pub(super) async fn write(
        &mut self,
        staging: &mut Staging,
        edits: &[Edit],
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        staging.close();
        self.ports.iter_mut().for_each(|port| port.reported(&staging.batch.delivered));
        loop {
            let written = match edits {
                [] => self.store.enter(&mut staging.batch).await,
                edits => self.store.apply(edits, &staging.batch).await.map(drop),
            };
            let Err(error) = written else { break };
            wait_out(error, stop).await?;
        }
        for (id, kept) in staging.states.drain() {
            self.loaded.keep(id, kept);
        }
        Ok(())
    }

    /// Brings what is in the journal only into the tables, where the rest of the store is read.
    async fn settle(&mut self, stop: &CancellationToken) -> Result<(), StoreError> {
        while let Err(error) = self.store.settle().await {
            wait_out(error, stop).await?;
        }
        Ok(())
    }

    async fn attach(
        &mut self,
        id: ConversationId,
        user: User,
        language: Option<Language>,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        self.load(vec![id.clone()]).await?;
        self.ports.iter_mut().for_each(|port| port.attach(&id));
        for row in self.store.pending_of(&id).await? {
            if self.desks.held.contains(&row.id) {
                continue;
            }
            if let Some(outgoing) = self.outgoing(row) {
                self.pass(outgoing, &id);
            }
        }
        let mut staging = Staging::default();
        let mut kept = self.state(&staging, &id).unwrap_or_else(|| Kept::new(user));
        kept.conversation.user.language = language.unwrap_or(kept.conversation.user.language);
        staging.states.insert(id.clone(), kept);
        staging.show_standing(id);
        self.commit(staging, stop).await
    }

    async fn tick(&mut self, stop: &CancellationToken) -> Result<(), StoreError> {
        self.prune().await;
        self.heed_secrets().await?;
        let due = self.store.due(self.clock.now().as_millisecond(), WAKES).await?;
        if due.is_empty() {
            return Ok(());
        }
        self.load(due.clone()).await?;
        let mut staging = Staging::default();
        for id in due {
            if let Some(state) = self.state(&staging, &id) {
                self.stage_event(&mut staging, id, state, Event::Tick);
            }
        }
        self.commit(staging, stop).await
    }

    /// Lets go of what has outlived its time, a little at each tick while there is some, else once in a while.
    async fn prune(&mut self) {
        let now = self.clock.now();
        if now < self.prune_at {
            return;
        }
        match self.store.prune(now.as_millisecond()).await {
            Ok(0) => self.prune_at = now.saturating_add(PRUNE_PAUSE).unwrap_or(Timestamp::MAX),
            Ok(_) => {}
            // Nothing depends on it; what cannot be written is said by the next commit.
            Err(error) => tracing::warn!(error = %chain(&error), "old rows could not be removed"),
        }
    }

    /// Brings conversations into memory, and the versions they are pinned to.
    pub(super) async fn load(&mut self, ids: Vec<ConversationId>) -> Result<(), StoreError> {
        let absent: Vec<_> = ids.iter().filter(|id| !self.loaded.has(id)).cloned().collect();
        if !absent.is_empty() {
            for (id, StoredConversation { state, route }) in self.store.conversations(&absent).await? {
                match Shared::read(state) {
                    Ok(conversation) => self.loaded.keep(id, Kept { conversation, route }),
                    Err(error) => {
                        tracing::error!(channel = id.channel.as_str(), %error, "a conversation cannot be read; it begins anew");
                    }
                }
            }
        }
        let mut unknown = Vec::new();
        for id in &ids {
            let Some(kept) = self.loaded.get(id) else { continue };
            unknown.extend(kept.conversation.versions().filter(|version| self.catalog.version(*version).is_none()));
        }
        for version in unknown {
            self.pin(version).await?;
        }
        Ok(())
    }

    /// Keeps a version at hand that is not offered any more. One that was deleted stays unknown.
    pub(super) async fn pin(&mut self, version: VersionId) -> Result<(), StoreError> {
        if self.catalog.version(version).is_none()
            && let Some(offered) = self.shelf.version(&mut self.store, version).await?
        {
            self.catalog.pin(offered);
        }
        Ok(())
    }

    /// The catalog of a conversation: the published one, or that of its preview.
    pub(super) fn catalog_of(&self, id: &ConversationId) -> &Catalog {
        self.previews.get(id).unwrap_or(&self.catalog)
    }

    pub(super) fn version(&self, version: VersionId) -> Option<&Arc<Offered>> {
        let preview = || self.previews.values().find_map(|catalog| catalog.version(version));
        self.catalog.version(version).or_else(preview)
    }

    pub(super) fn moment(&self) -> Moment {
        clock::moment(&*self.clock, &self.zone)
    }

    /// How a person's messages are read.
    pub(super) fn reading(&self, user: &User) -> Reading {
        let (language, today) = (user.language, self.moment().today);
        Reading { language, today, region: self.catalog.house.region.clone() }
    }

    pub(super) const fn next_outbox_id(&mut self) -> i64 {
        self.outbox_id += 1;
        self.outbox_id
    }
}

/// Waits until a commit that failed may be tried again; gives back what no waiting helps against.
async fn wait_out(error: StoreError, stop: &CancellationToken) -> Result<(), StoreError> {
    if let StoreError::Conflict(_) = error {
        return Err(error);
    }
    tracing::error!(error = %chain(&error), "the ledger cannot be written; nothing is answered until it can");
    if !error.is_disk_trouble() || stop.is_cancelled() {
        return Err(error);
    }
    tokio::select! {
        () = tokio::time::sleep(RETRY) => {}
        () = stop.cancelled() => {}
    }
    Ok(())
}
