//! Admin commands in the core loop: planned against the library as it is, written with their answer, shown.
//!
//! On a channel a command is an event like any other: its answer is in the outbox in the same transaction as what
//! it changes, and it is handled once however often it comes. A change of what is published is answered once the
//! new catalog is in use; meanwhile conversations go on with the old one, since indexing many actions takes seconds.

use std::collections::{HashMap, HashSet, VecDeque};

use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::arrival::{AdminAnswer, AdminRequest, Arrival};
use super::core::{Core, Offers};
use super::deeds::Closed;
use super::deliveries::Release;
use super::shelf;
use super::staging::Staging;
use super::trying::Changer;
use crate::admin::{self, Deed, Desk, Plan, Rights, Settlement};
use crate::domain::action::ActionName;
use crate::domain::conversation::{Channel, ConversationId};
use crate::domain::id::CallId;
use crate::engine::Catalog;
use crate::store::{Claim, StoreError};
use crate::telemetry::chain;

/// Calls that are being sent again. Of more it is only listed what became of them.
const AGAIN: usize = 64;

/// What the core loop knows of admins.
#[derive(Debug, Default)]
pub(super) struct Desks {
    /// Where they stand, as stored.
    pub(super) open: HashMap<ConversationId, Desk>,
    /// Who has used the one-time code.
    pub(super) claimed: Option<(Channel, String)>,
    /// Places where admins and moderators work: notices go there.
    pub(super) private: Vec<ConversationId>,
    /// How often in a row an action has failed.
    pub(super) failures: HashMap<ActionName, u32>,
    /// The calls that were settled last, the latest first.
    pub(super) closed: VecDeque<Closed>,
    /// Who had a call sent again last, the latest first.
    again: VecDeque<(CallId, ConversationId)>,
    generation: u64,
    waiting: Vec<Waiting>,
    /// Rows of the outbox that wait for an index.
    pub(super) held: HashSet<i64>,
}

/// What waits until the catalog is in use.
#[derive(Debug)]
enum Waiting {
    Answer(oneshot::Sender<AdminAnswer>, AdminAnswer),
    Releases(Vec<Release>),
}

impl Waiting {
    /// Whose deliveries wait.
    fn conversations(&self) -> Vec<ConversationId> {
        match self {
            Self::Answer(..) => Vec::new(),
            Self::Releases(releases) => releases.iter().filter_map(Release::conversation).cloned().collect(),
        }
    }
}

impl Desks {
    pub(super) fn new(
        open: HashMap<ConversationId, Desk>,
        claimed: Option<(Channel, String)>,
        private: Vec<ConversationId>,
    ) -> Self {
        Self { open, claimed, private, ..Self::default() }
    }

    /// Somebody may have calls sent again: they are who waits for those.
    pub(super) fn await_again(&mut self, plan: &Plan, who: &ConversationId) {
        for deed in &plan.deeds {
            if let Deed::Settle { call, how: Settlement::Again, .. } = deed {
                self.again.retain(|(one, _)| one != call);
                self.again.truncate(AGAIN - 1);
                self.again.push_front((*call, who.clone()));
            }
        }
    }

    /// Who is told what an admin should know: the places where they work. Where there are none, who had the call sent
    /// again that it is about.
    pub(super) fn told(&self, about: Option<CallId>) -> Vec<ConversationId> {
        if !self.private.is_empty() {
            return self.private.clone();
        }
        let sent_again = self.again.iter().find(|(call, _)| Some(*call) == about);
        sent_again.map(|(_, who)| who.clone()).into_iter().collect()
    }
}

impl Core {
    /// A command of the program itself: no conversation waits for the answer.
    pub(super) async fn administer(
        &mut self,
        request: AdminRequest,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        let AdminRequest { conversation, user, role, command, answer } = request;
        let role = self.rights(&conversation, &user, Rights { role, ..Rights::NONE }).role;
        let reading = self.reading(&user);
        let ledger = self.look(&command, &reading).await?;
        let plan = match admin::plan(role, &command, &self.library, &ledger) {
            Ok(plan) => plan,
            Err(refusal) => {
                let _ = answer.send(AdminAnswer::Refused(Box::new(refusal)));
                return Ok(());
            }
        };
        let edits = shelf::edits(&plan, &place(&conversation), &user.id, self.clock.now());
        let mut staging = Staging::default();
        self.stage_deeds(&mut staging, &plan, &conversation, &user).await?;
        let told = match self.write(&mut staging, &edits, stop).await {
            Ok(()) => AdminAnswer::Done { report: Box::new(plan.report.clone()) },
            Err(error @ StoreError::Conflict(_)) => AdminAnswer::Failed(chain(&error)),
            Err(error) => return Err(error),
        };
        let is_done = matches!(told, AdminAnswer::Done { .. });
        if is_done && !edits.is_empty() {
            self.changed(&plan, Changer { conversation: &conversation, user: &user }, stop).await?;
            self.desks.waiting.push(Waiting::Answer(answer, told));
        } else {
            // Whoever has gone needs no answer.
            let _ = answer.send(told);
        }
        for release in staging.releases {
            self.release(release);
        }
        Ok(())
    }

    /// What a command has led to is written; it is let be known at once, or when the new catalog is in use.
    pub(super) async fn release_plan(
        &mut self,
        staging: Staging,
        plan: &Plan,
        by: Changer<'_>,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        let (now, later): (Vec<_>, Vec<_>) =
            staging.releases.into_iter().partition(|release| matches!(release, Release::Committed(..)));
        for release in now {
            self.release(release);
        }
        if plan.edits.is_empty() {
            for release in later {
                self.release(release);
            }
            return Ok(());
        }
        self.desks.held.extend(later.iter().filter_map(Release::delivery));
        self.changed(plan, by, stop).await?;
        self.desks.waiting.push(Waiting::Releases(later));
        Ok(())
    }

    /// The library has changed.
    async fn changed(&mut self, plan: &Plan, by: Changer<'_>, stop: &CancellationToken) -> Result<(), StoreError> {
        self.library = self.shelf.library(&mut self.store, &self.keyring).await?;
        self.reindex();
        self.end_previews(plan, by, stop).await
    }

    /// Indexes what is published now, outside this loop.
    fn reindex(&mut self) {
        self.desks.generation += 1;
        let generation = self.desks.generation;
        let index = self.shelf.index(self.shelf.offered(&self.library));
        let handle = self.handle();
        self.calls.spawn(async move {
            match tokio::task::spawn_blocking(index).await {
                // When the loop has stopped, the next start indexes anyway.
                Ok(catalog) => drop(handle.send(Arrival::Indexed { generation, catalog: Box::new(catalog) }).await),
                Err(error) => tracing::error!(%error, "the actions could not be indexed; the ones before stay in use"),
            }
        });
    }

    pub(super) async fn indexed(&mut self, generation: u64, catalog: Catalog) -> Result<(), StoreError> {
        // A later change is being indexed already.
        if generation < self.desks.generation {
            return Ok(());
        }
        self.offers.send_replace(Offers::from(catalog.offered()));
        self.catalog = catalog;
        // Sessions of versions that are not offered any more find theirs again when they are loaded.
        self.loaded.clear();
        let waiting = std::mem::take(&mut self.desks.waiting);
        // How those who wait are to be answered is kept with their conversations.
        self.load(waiting.iter().flat_map(Waiting::conversations).collect()).await?;
        for waiting in waiting {
            match waiting {
                Waiting::Answer(answer, told) => drop(answer.send(told)),
                Waiting::Releases(releases) => {
                    for release in releases {
                        let held = release.delivery().filter(|id| self.desks.held.remove(id));
                        match held {
                            Some(_) => self.release_late(release),
                            None => self.release(release),
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

/// Where something was done, as the audit has it.
pub(super) fn place(conversation: &ConversationId) -> String {
    let channel = conversation.channel.as_str();
    if conversation.place.is_empty() { channel.to_owned() } else { format!("{channel}/{}", conversation.place) }
}

/// Where admins stood when Errand stopped. What another release has written cannot be gone on with.
pub(super) fn desks(stored: HashMap<ConversationId, String>) -> HashMap<ConversationId, Desk> {
    stored.into_iter().filter_map(|(id, state)| Some((id, serde_json::from_str(&state).ok()?))).collect()
}

/// Who has used the one-time code.
pub(super) fn claimed(claim: Claim) -> Option<(Channel, String)> {
    match claim {
        Claim::None | Claim::Open => None,
        Claim::By { channel, person } => Some((channel, person)),
    }
}
