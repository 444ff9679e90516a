//! What admins do beside changing actions, and what they are told without asking.

use super::administering::place;
use super::calls;
use super::core::Core;
use super::deliveries::Release;
use super::looking::{Failing, told};
use super::port::Content;
use super::staging::Staging;
use crate::admin::general::general;
use crate::admin::{AuditEntry, Deed, Plan, Settlement};
use crate::channel::text::admin as words;
use crate::channel::text::speech::Speech;
use crate::domain::action::ActionName;
use crate::domain::call::outcome::OutcomeClass;
use crate::domain::conversation::{ConversationId, User};
use crate::domain::id::CallId;
use crate::domain::language::Language;
use crate::engine::{Matter, Notice};
use crate::store::{self, CallStart, Missed, NoticeRow, Pinned, Posted, Settled, SettledRow, StoreError};

/// Failures in a row after which admins are told that an action fails.
const FAILURES_TOLD: u32 = 3;
/// Settled calls that are remembered until every message about them has arrived.
const CLOSED: usize = 64;

/// A call that somebody has settled.
#[derive(Debug, Clone)]
pub(super) struct Closed {
    call: CallId,
    action: Option<ActionName>,
    by: String,
    how: Settlement,
}

impl Core {
    pub(super) async fn stage_deeds(
        &mut self,
        staging: &mut Staging,
        plan: &Plan,
        conversation: &ConversationId,
        by: &User,
    ) -> Result<(), StoreError> {
        let who = &*by.id;
        let at_ms = self.clock.now().as_millisecond();
        for deed in &plan.deeds {
            staging.batch.audit.extend(deed.audit().map(|entry| audit(entry, conversation, who, at_ms)));
            match deed {
                Deed::Settle { call, how, .. } => self.stage_settled(staging, *call, how, by).await?,
                Deed::ForgetMiss(id) => staging.batch.misses_done.push(*id),
                Deed::NoticesSeen(ids) => staging.batch.notices_seen.extend(ids),
                Deed::Pin { action, number, sample, .. } => {
                    self.sample_pinned(*action, *number, sample.as_ref());
                    let (action, number, sample) = (*action, *number, sample.clone());
                    staging.batch.pinned.push(Pinned { action, number, sample, who: who.to_owned(), at_ms });
                }
                Deed::DeleteSecret { name, .. } => {
                    staging.batch.secrets_deleted.push(name.clone());
                    self.keyring.forget(name);
                }
            }
        }
        Ok(())
    }

    async fn stage_settled(
        &mut self,
        staging: &mut Staging,
        call: CallId,
        how: &Settlement,
        by: &User,
    ) -> Result<(), StoreError> {
        let Some(row) = self.store.calls_unknown().await?.into_iter().find(|row| row.id == call) else { return Ok(()) };
        let (conversation, again) = (row.conversation.clone(), matches!(how, Settlement::Again));
        let at_ms = self.clock.now().as_millisecond();
        let settled = SettledRow { by: by.id.to_string(), how: how.as_str().to_owned(), at_ms };
        staging.batch.settled.push(Settled { id: call, again, settled });
        self.pin(row.version).await?;
        self.close_posted(staging, &row, how, by).await?;
        self.load(vec![conversation.clone()]).await?;
        match how {
            Settlement::Done => {}
            Settlement::NotDone | Settlement::Tell { .. } => self.tell(staging, &row, how),
            Settlement::Again => {
                if let Some(order) = calls::order(row) {
                    staging.releases.push(Release::Call { conversation, order: Box::new(order) });
                }
            }
        }
        Ok(())
    }

    /// Every message about a call says from now on who has settled it, and cannot be pressed any more.
    async fn close_posted(
        &mut self,
        staging: &mut Staging,
        row: &CallStart,
        how: &Settlement,
        by: &User,
    ) -> Result<(), StoreError> {
        let action = self.version(row.version).map(|offered| offered.definition.name.clone());
        let closed = Closed { call: row.id, action, by: by.name.to_string(), how: how.clone() };
        for Posted { conversation, message, .. } in self.store.posted(row.id).await? {
            self.load(vec![conversation.clone()]).await?;
            self.amend(staging, conversation, message, &closed);
        }
        // When it is sent again, the next messages about it may be new ones.
        if !matches!(how, Settlement::Again) {
            self.desks.closed.truncate(CLOSED - 1);
            self.desks.closed.push_front(closed);
        }
        Ok(())
    }

    /// A message about a call has come to where it is. Whoever is fast has settled the call by then.
    pub(super) fn stage_posted(&mut self, staging: &mut Staging, posted: Option<Posted>) {
        let Some(posted) = posted else { return };
        if let Some(closed) = self.desks.closed.iter().find(|closed| closed.call == posted.call).cloned() {
            self.amend(staging, posted.conversation.clone(), posted.message.clone(), &closed);
        }
        staging.batch.posted.push(posted);
    }

    fn amend(&mut self, staging: &mut Staging, conversation: ConversationId, message: String, closed: &Closed) {
        let Closed { call, action, by, how } = closed;
        let spoken = self.kept(staging, &conversation).map(|kept| kept.conversation.user.language);
        let language = spoken.unwrap_or(self.language);
        let words = words::closed(language, action.as_ref(), &call.reference(), by, how);
        let speech = Box::new(Speech::words(language, words));
        self.stage_delivery(staging, conversation, Content::Amend { message, speech });
    }

    fn tell(&mut self, staging: &mut Staging, row: &CallStart, how: &Settlement) {
        let language = serde_json::from_str::<User>(&row.user).map_or(Language::default(), |user| user.language);
        let speech = Speech::words(language, words::told(language, &row.id.reference(), how));
        self.stage_delivery(staging, row.conversation.clone(), Content::Say(Box::new(speech)));
    }

    /// Nobody waits for this call any more: it was sent again by a moderator. The customer learns that it is done.
    pub(super) fn tell_done(&mut self, staging: &mut Staging, id: &ConversationId, user: &User, call: CallId) {
        let speech = Speech::words(user.language, words::told(user.language, &call.reference(), &Settlement::Done));
        self.stage_delivery(staging, id.clone(), Content::Say(Box::new(speech)));
    }

    /// What no action matched, made general.
    pub(super) fn stage_miss(&self, staging: &mut Staging, said: &str) {
        if !self.keep_misses {
            return;
        }
        let at_ms = self.clock.now().as_millisecond();
        staging.batch.missed.extend(general(said).map(|text| Missed { text, at_ms }));
    }

    /// What the engine found out.
    pub(super) fn stage_notice(&mut self, staging: &mut Staging, notice: &Notice) {
        let about = self.version(notice.version);
        let kind = match &notice.matter {
            Matter::Reply(_) => "reply",
            Matter::UnreadableAnswer => "unreadable_answer",
            Matter::Misconfigured(_) => "misconfigured",
            Matter::OutcomeUnknown => "outcome_unknown",
        };
        let action = about.map(|offered| offered.definition.name.clone());
        let (version, reference) = (about.map(|offered| offered.number), notice.call.reference());
        let detail = serde_json::to_string(notice).unwrap_or_default();
        let name = action.as_ref().map(tracing::field::display);
        tracing::warn!(kind, action = name, reference, detail, "an admin should know");
        let at_ms = self.clock.now().as_millisecond();
        let kept = store::Notice { kind: kind.to_owned(), action, version, detail, at_ms };
        let about = matches!(notice.matter, Matter::OutcomeUnknown).then_some(notice.call);
        self.stage_told(staging, kept, about);
    }

    /// An admin should know: it is kept, and goes to the places where they work. About a call that waits for them it
    /// stays until that is settled.
    pub(super) fn stage_told(&mut self, staging: &mut Staging, notice: store::Notice, about: Option<CallId>) {
        let told = told(NoticeRow { id: 0, notice: notice.clone() });
        let speech = Speech { about, ..words::notice(self.language, &told) };
        for place in self.desks.told(about) {
            self.stage_delivery(staging, place, Content::Say(Box::new(speech.clone())));
        }
        staging.batch.notices.push(notice);
    }

    /// Counts failures in a row, and tells once when there are too many.
    pub(super) fn stage_failure(&mut self, staging: &mut Staging, action: ActionName, outcome: OutcomeClass) {
        let has_failed = match outcome {
            OutcomeClass::Succeeded | OutcomeClass::NotFound | OutcomeClass::Rejected => false,
            OutcomeClass::Unavailable | OutcomeClass::Misconfigured | OutcomeClass::Unknown => true,
        };
        if !has_failed {
            self.desks.failures.remove(&action);
            return;
        }
        let failures = self.desks.failures.entry(action.clone()).or_default();
        *failures = failures.saturating_add(1);
        if *failures == FAILURES_TOLD {
            let notice = store::Notice {
                kind: "failing".to_owned(),
                version: self.library.get(&action).and_then(|action| action.published()).map(|edition| edition.number),
                action: Some(action),
                detail: Failing::written(outcome),
                at_ms: self.clock.now().as_millisecond(),
            };
            self.stage_told(staging, notice, None);
        }
    }

    pub(super) fn language_of(&mut self, staging: &Staging, id: &ConversationId, user: &User) -> Language {
        self.kept(staging, id).map_or(user.language, |kept| kept.conversation.user.language)
    }
}

fn audit(entry: &AuditEntry, conversation: &ConversationId, who: &str, at_ms: i64) -> store::AuditEntry {
    store::AuditEntry {
        at_ms,
        who: who.to_owned(),
        place: place(conversation),
        verb: entry.verb.as_str().to_owned(),
        action: entry.action.clone(),
        versions: entry.versions.clone(),
        detail: entry.detail.to_string(),
    }
}
