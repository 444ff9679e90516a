//! Admin commands in the core loop: planned against the library as it is, written, shown.
//!
//! A change of what is published is answered once the new catalog is in use, and meanwhile conversations go
//! on with the old one: indexing many actions takes seconds.

use std::collections::HashMap;

use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

use super::arrival::{AdminAnswer, AdminRequest, Arrival, Wish};
use super::core::{Core, Offers};
use super::loaded::Kept;
use super::shelf;
use super::staging::Staging;
use crate::admin::guide::Next;
use crate::admin::{self, AdminCommand, Follow, Guide, Plan, Role};
use crate::domain::conversation::{ConversationId, User};
use crate::engine::{Catalog, Event};
use crate::store::{Batch, StoreError};
use crate::telemetry::chain;

/// Guided dialogues that are open, and answers that wait for an index.
#[derive(Debug, Default)]
pub(super) struct Guides {
    open: HashMap<ConversationId, Guide>,
    generation: u64,
    waiting: Vec<(u64, oneshot::Sender<AdminAnswer>, AdminAnswer)>,
}

/// Who gives a command, where.
struct Giver {
    conversation: ConversationId,
    user: User,
    role: Role,
}

impl Core {
    pub(super) async fn administer(
        &mut self,
        request: AdminRequest,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        let AdminRequest { conversation, user, role, wish, answer } = request;
        let giver = Giver { conversation, user, role };
        let generation = self.guides.generation;
        let told = match wish {
            Wish::Command(command) => self.command(&giver, command, stop).await?,
            Wish::Line(line) => self.guide_line(&giver, &line, stop).await?,
            Wish::EndPreview => {
                self.end_previews(vec![giver.conversation], stop).await?;
                AdminAnswer::PreviewEnded
            }
        };
        if self.guides.generation == generation {
            // An admin who has gone needs no answer.
            let _ = answer.send(told);
        } else {
            self.guides.waiting.push((self.guides.generation, answer, told));
        }
        Ok(())
    }

    async fn command(
        &mut self,
        giver: &Giver,
        command: AdminCommand,
        stop: &CancellationToken,
    ) -> Result<AdminAnswer, StoreError> {
        self.guides.open.remove(&giver.conversation);
        self.supply(&command).await?;
        let plan = match admin::plan(giver.role, &command, &self.library) {
            Ok(plan) => plan,
            Err(refusal) => return Ok(AdminAnswer::Refused(Box::new(refusal))),
        };
        if !plan.edits.is_empty() {
            let place = giver.conversation.channel.as_str();
            let edits = shelf::edits(&plan, place, &giver.user.id, self.clock.now());
            match self.store.apply(&edits, &Batch::default()).await {
                Ok(_) => {}
                Err(error @ StoreError::Conflict(_)) => return Ok(AdminAnswer::Failed(chain(&error))),
                Err(error) if error.is_disk_trouble() => return Ok(AdminAnswer::Failed(chain(&error))),
                Err(error) => return Err(error),
            }
            self.library = self.shelf.library(&mut self.store, &self.keyring).await?;
            self.reindex();
            self.end_previews(self.previews_of(&plan), stop).await?;
        }
        let mut question = None;
        match plan.follow {
            None => {}
            Some(Follow::Preview { action, number, definition }) => {
                if let Some(catalog) = self.shelf.preview(action, number, &definition) {
                    self.preview(giver, catalog, stop).await?;
                }
            }
            Some(Follow::Guide(guide)) => {
                question = Some(guide.ask(&self.library));
                self.guides.open.insert(giver.conversation.clone(), *guide);
            }
        }
        Ok(AdminAnswer::Done { report: Box::new(plan.report), question })
    }

    /// The definition of an old version, when the command is about one.
    async fn supply(&mut self, command: &AdminCommand) -> Result<(), StoreError> {
        let Some((action, number)) = admin::needs(command, &self.library) else { return Ok(()) };
        let Some(stored) = self.store.definition(action, number).await? else { return Ok(()) };
        let name = self.library.actions().find(|one| one.id() == action).map(|one| one.name().clone());
        if let (Some(name), Some(definition)) = (name, shelf::read(&stored.definition)) {
            self.library.supply(&name, number, definition);
        }
        Ok(())
    }

    /// Indexes what is published now, outside this loop.
    fn reindex(&mut self) {
        self.guides.generation += 1;
        let generation = self.guides.generation;
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

    pub(super) fn indexed(&mut self, generation: u64, catalog: Catalog) {
        // A later change is being indexed already.
        if generation < self.guides.generation {
            return;
        }
        self.offers.send_replace(Offers::from(catalog.offered()));
        self.catalog = catalog;
        // Sessions of versions that are not offered any more find theirs again when they are loaded.
        self.loaded.clear();
        let waiting = std::mem::take(&mut self.guides.waiting);
        for (_, answer, told) in waiting {
            let _ = answer.send(told);
        }
    }

    async fn preview(&mut self, giver: &Giver, catalog: Catalog, stop: &CancellationToken) -> Result<(), StoreError> {
        let id = giver.conversation.clone();
        let Some(version) = catalog.offered().first().map(|offered| offered.version) else { return Ok(()) };
        self.previews.insert(id.clone(), catalog);
        self.load(vec![id.clone()]).await?;
        let mut staging = Staging::default();
        let kept = self.state(&staging, &id).unwrap_or_else(|| Kept::new(giver.user.clone()));
        self.stage_event(&mut staging, id, kept, Event::PreviewStarted { version });
        self.commit(staging, stop).await
    }

    /// Where something is tried that a plan changes. Trying what is no longer so would mislead, and whoever has
    /// just published wants to see what customers see.
    fn previews_of(&self, plan: &Plan) -> Vec<ConversationId> {
        let changes = |catalog: &Catalog| {
            let mut names = catalog.offered().iter().map(|offered| &offered.definition.name);
            names.any(|name| plan.edits.iter().any(|edit| edit.audit.action == *name))
        };
        self.previews.iter().filter(|(_, catalog)| changes(catalog)).map(|(id, _)| id.clone()).collect()
    }

    async fn end_previews(&mut self, ids: Vec<ConversationId>, stop: &CancellationToken) -> Result<(), StoreError> {
        for id in ids {
            self.previews.remove(&id);
            self.load(vec![id.clone()]).await?;
            let mut staging = Staging::default();
            if let Some(state) = self.state(&staging, &id) {
                self.stage_event(&mut staging, id, state, Event::PreviewEnded);
                self.commit(staging, stop).await?;
            }
        }
        Ok(())
    }

    async fn guide_line(
        &mut self,
        giver: &Giver,
        line: &str,
        stop: &CancellationToken,
    ) -> Result<AdminAnswer, StoreError> {
        let Some(guide) = self.guides.open.remove(&giver.conversation) else { return Ok(AdminAnswer::NoGuide) };
        let step = guide.step(line, &self.library);
        match step.next {
            Next::Ask(guide) => {
                self.guides.open.insert(giver.conversation.clone(), *guide);
                Ok(AdminAnswer::Guide(step.say))
            }
            Next::Cancelled => Ok(AdminAnswer::GuideCancelled),
            Next::Run { command, guide } => {
                let answer = Box::pin(self.command(giver, *command, stop)).await?;
                if matches!(answer, AdminAnswer::Refused(_) | AdminAnswer::Failed(_)) {
                    // Nothing that was typed is lost: the dialogue goes on where the command was refused.
                    self.guides.open.insert(giver.conversation.clone(), *guide);
                }
                Ok(answer)
            }
        }
    }
}
