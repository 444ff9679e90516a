//! Previews: one version, tried in one conversation. One goes on after a restart, and ends when its person says so or
//! when somebody changes what is tried; then they are told who, and nothing they write next is taken for a customer's.

use tokio_util::sync::CancellationToken;

use super::core::Core;
use super::looking::why;
use super::port::Content;
use super::staging::Staging;
use crate::admin::card::Page;
use crate::admin::trial::Ended;
use crate::admin::{self, AdminCommand, Desk, Follow, Ledger, Plan, Report, Rights, Role, Said, Trial, Verb};
use crate::channel::text::admin as words;
use crate::domain::call::sample::Sample;
use crate::domain::conversation::{Channel, ConversationId, User};
use crate::domain::language::Language;
use crate::domain::version::{ActionId, VersionNumber};
use crate::engine::{Catalog, Event, Matter};
use crate::store::StoreError;

/// Who has changed something, and where.
#[derive(Clone, Copy)]
pub(super) struct Changer<'c> {
    pub(super) conversation: &'c ConversationId,
    pub(super) user: &'c User,
}

impl Core {
    /// Begins the preview that a plan leads to, if it leads to one.
    pub(super) async fn try_out(
        &mut self,
        id: &ConversationId,
        role: Role,
        plan: &Plan,
    ) -> Result<Option<Trial>, StoreError> {
        let Some(Follow::Preview { action, number, definition }) = &plan.follow else { return Ok(None) };
        let Report::Previewing { name, lock, .. } = &plan.report else { return Ok(None) };
        let sample = self.store.sample(*action, *number).await?;
        let Some(catalog) = self.shelf.preview(*action, *number, definition, sample) else { return Ok(None) };
        self.previews.insert(id.clone(), catalog);
        Ok(Some(Trial { name: name.clone(), number: *number, lock: *lock, role, ended: None }))
    }

    /// What was tried when Errand stopped is tried on, unless it is another version now.
    pub(super) async fn resume_previews(&mut self) -> Result<(), StoreError> {
        let open = self.desks.open.iter().filter_map(|(id, desk)| Some((id.clone(), desk.trial()?.clone())));
        for (id, trial) in open.filter(|(_, trial)| trial.ended.is_none()).collect::<Vec<_>>() {
            let plan = self.beginning(&trial).filter(|plan| is_of(plan, &trial));
            let resumed = match plan {
                Some(plan) => self.try_out(&id, trial.role, &plan).await?,
                None => None,
            };
            if let (None, Some(desk)) = (resumed, self.desks.open.get_mut(&id)) {
                desk.tries(Some(Trial { ended: Some(Ended::default()), ..trial }));
            }
        }
        Ok(())
    }

    /// What begins a preview of what the action is now.
    fn beginning(&self, trial: &Trial) -> Option<Plan> {
        let command = AdminCommand::Preview { name: trial.name.to_string() };
        admin::plan(trial.role, &command, &self.library, &Ledger::default()).ok()
    }

    /// A sample was pinned, or taken off: whoever tries that version is offered it at once.
    pub(super) fn sample_pinned(&mut self, action: ActionId, number: VersionNumber, sample: Option<&Sample>) {
        let is_tried = |catalog: &Catalog| {
            catalog.offered().iter().any(|offered| (offered.action, offered.number) == (action, number))
        };
        for catalog in self.previews.values_mut().filter(|catalog| is_tried(catalog)) {
            catalog.sample = sample.cloned();
        }
    }

    /// What was tried has ended: the same again, publish it, or enough.
    pub(super) fn offer_more(&mut self, staging: &mut Staging, id: &ConversationId, language: Language) {
        let trial = self.desks.open.get(id).and_then(Desk::trial).filter(|_| self.previews.contains_key(id));
        let Some((trial, plan)) = trial.and_then(|trial| Some((trial, self.beginning(trial)?))) else { return };
        let rights = Rights { role: trial.role, ..Rights::NONE };
        let page = Page { page: 0, of: 1 };
        let speech = words::tried(language, rights, &Said::Report { report: Box::new(plan.report), page, again: None });
        if id.channel == Channel::Console {
            let offered = speech.card.iter().flatten().map(|button| button.press.clone()).collect();
            self.desks.open.entry(id.clone()).or_default().offer(offered);
        }
        self.stage_delivery(staging, id.clone(), Content::Say(Box::new(speech)));
    }

    /// Whoever tries something is told what a customer is not.
    pub(super) fn stage_why(&mut self, staging: &mut Staging, id: &ConversationId, language: Language, matter: Matter) {
        let trial = self.desks.open.get(id).and_then(Desk::trial);
        let (role, Some(why)) = (trial.map_or(Role::Moderator, |trial| trial.role), why(matter)) else { return };
        self.stage_delivery(staging, id.clone(), Content::Say(Box::new(words::explained(language, role, &why))));
    }

    /// Ends what a plan has changed and is tried somewhere. Trying what is no longer so would mislead, and whoever has
    /// just published wants to see what customers see.
    pub(super) async fn end_previews(
        &mut self,
        plan: &Plan,
        by: Changer<'_>,
        stop: &CancellationToken,
    ) -> Result<(), StoreError> {
        let changed = |catalog: &Catalog| {
            let mut names = catalog.offered().iter().map(|offered| &offered.definition.name);
            names.find_map(|name| {
                let edit = plan.edits.iter().find(|edit| edit.audit.action.as_ref() == Some(name))?;
                Some(if edit.publish.is_some() { Verb::Publish } else { edit.audit.verb })
            })
        };
        let tried = self.previews.iter().filter_map(|(id, catalog)| Some((id.clone(), changed(catalog)?)));
        for (id, verb) in tried.collect::<Vec<_>>() {
            self.previews.remove(&id);
            self.load(vec![id.clone()]).await?;
            let mut staging = Staging::default();
            let Some(kept) = self.state(&staging, &id) else { continue };
            let mut desk = self.desks.open.get(&id).cloned().unwrap_or_default();
            let (language, trial) = (kept.conversation.user.language, desk.trial().cloned());
            desk.tries(None);
            let others = trial.filter(|_| id != *by.conversation);
            self.stage_event(&mut staging, id.clone(), kept, Event::PreviewEnded { told: others.is_some() });
            if let Some(trial) = others {
                let ended = Ended { verb: Some(verb), by: Some(by.user.name.to_string()) };
                let rights = Rights { role: trial.role, ..Rights::NONE };
                let (name, told) = (trial.name.clone(), ended.clone());
                let said = [Said::PreviewOver { name, ended: told, kept_back: false }];
                let speech = words::card(language, rights, &said);
                self.stage_delivery(&mut staging, id.clone(), Content::Say(Box::new(speech)));
                desk.tries(Some(Trial { ended: Some(ended), ..trial }));
            }
            self.keep_desk(&mut staging, &id, desk);
            self.commit(staging, stop).await?;
        }
        Ok(())
    }
}

/// Whether a plan tries the very version, unchanged.
fn is_of(plan: &Plan, trial: &Trial) -> bool {
    matches!(&plan.report, Report::Previewing { number, lock, .. } if (*number, *lock) == (trial.number, trial.lock))
}
