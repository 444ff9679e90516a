//! The call has ended: what the customer is told, by class of outcome, and what the admins must know.

use super::catalog::Offered;
use super::conversation::{Session, Stage};
use super::effect::Matter;
use super::event::Pick;
use super::turn::Turn;
use super::utterance::Utterance;
use crate::domain::call::CallOutcome;
use crate::domain::call::outcome::{Answer, AnswerBody};
use crate::domain::id::CallId;
use crate::domain::limits;
use crate::domain::reply::{ReplyFault, ReplyText, cut, layout};
use crate::domain::tally::Happened;

impl Turn<'_> {
    pub(super) fn finished(&mut self, call: CallId, outcome: &CallOutcome) {
        let Some(session) = self.take_calling(call) else { return };
        self.count(&session, counted(outcome));
        self.conversation.sent = session.messages().take(limits::MESSAGES_REMEMBERED).cloned().collect();
        let Some(offered) = self.catalog.version(session.version).cloned() else {
            // Deleted meanwhile, with all its texts: what happened is told in ours.
            if matches!(outcome, CallOutcome::Unknown { .. }) {
                self.notice(&session, call, Matter::OutcomeUnknown);
            }
            self.say(bare(outcome, call));
            return self.end(session);
        };
        let reply = &offered.definition.reply;
        match outcome {
            CallOutcome::Succeeded(answer) => self.succeeded(&offered, &session, call, answer),
            CallOutcome::NotFound(answer) => {
                self.own_text(&offered, &session, call, reply.not_found.as_ref(), Some(answer), Utterance::NotFound);
            }
            CallOutcome::Rejected(answer) => {
                self.own_text(&offered, &session, call, reply.rejected.as_ref(), Some(answer), Utterance::Rejected);
            }
            CallOutcome::Unavailable { .. } => {
                let text = reply.unavailable.as_ref();
                self.own_text(&offered, &session, call, text, None, Utterance::Unavailable);
            }
            CallOutcome::Misconfigured { why } => {
                self.notice(&session, call, Matter::Misconfigured(why.clone()));
                self.say(Utterance::Failed);
            }
            CallOutcome::Unknown { .. } => {
                self.notice(&session, call, Matter::OutcomeUnknown);
                self.say(Utterance::Unknown { reference: call.reference() });
            }
        }
        let mendable = match outcome {
            CallOutcome::NotFound(_) | CallOutcome::Rejected(_) => self.conversation.parked.is_empty(),
            CallOutcome::Succeeded(_)
            | CallOutcome::Unavailable { .. }
            | CallOutcome::Misconfigured { .. }
            | CallOutcome::Unknown { .. } => false,
        };
        let mendable = mendable && !offered.definition.inputs.is_empty();
        self.end(session.clone());
        if mendable {
            self.offer(vec![Pick::Change]);
            self.conversation.turned_down = Some(session);
            self.conversation.sent.clear();
        }
    }

    pub(super) fn rehearsed(&mut self, call: CallId) {
        if let Some(session) = self.take_calling(call) {
            self.say(Utterance::Rehearsed);
            self.end(session);
        }
    }

    /// The session that waits for exactly this call. Anything else is an answer to a question nobody asks any more.
    fn take_calling(&mut self, call: CallId) -> Option<Session> {
        let waits = |session: &Session| session.stage == Stage::Calling { call };
        self.conversation.session.take_if(|session| waits(session))
    }

    fn succeeded(&mut self, offered: &Offered, session: &Session, call: CallId, answer: &Answer) {
        let definition = &offered.definition;
        let said = match (&definition.reply.text, &answer.body) {
            (Some(text), body) => self.compose(offered, session, text, body),
            (None, AnswerBody::Json(json)) => {
                let fields = cut(json, &definition.reply.include, &definition.reply.exclude);
                let laid_out = layout(&fields, self.catalog.house.composer(self.conversation.user.language).formats());
                match laid_out {
                    Some(reply) => Ok(Utterance::Reply(reply)),
                    // None of the fields is there; one that is there and empty is no fault.
                    None if is_bare(&fields) && !definition.reply.include.is_empty() => {
                        Err(Matter::Reply(ReplyFault::Empty))
                    }
                    None if definition.call.method.only_reads() => Ok(Utterance::NothingToShow),
                    None => Ok(Utterance::Done),
                }
            }
            (None, AnswerBody::Empty) if definition.call.method.only_reads() => Ok(Utterance::NothingToShow),
            (None, AnswerBody::Empty) => Ok(Utterance::Done),
            (None, AnswerBody::Unreadable) if definition.reply.include.is_empty() => Ok(Utterance::Done),
            (None, AnswerBody::Unreadable) => Err(Matter::UnreadableAnswer),
        };
        match said {
            Ok(utterance) => self.say(utterance),
            Err(matter) => {
                self.notice(session, call, matter);
                let reads = definition.call.method.only_reads();
                self.say(if reads { Utterance::Unreadable } else { Utterance::DoneUnreadable });
            }
        }
    }

    /// The admin's text for a failure; our own sentence when there is none or it cannot be made.
    fn own_text(
        &mut self,
        offered: &Offered,
        session: &Session,
        call: CallId,
        text: Option<&ReplyText>,
        answer: Option<&Answer>,
        otherwise: Utterance,
    ) {
        let body = answer.map_or(&AnswerBody::Empty, |answer| &answer.body);
        match text.map(|text| self.compose(offered, session, text, body)) {
            Some(Ok(utterance)) => self.say(utterance),
            Some(Err(matter)) => {
                self.notice(session, call, matter);
                self.say(otherwise);
            }
            None => self.say(otherwise),
        }
    }

    fn compose(
        &self,
        offered: &Offered,
        session: &Session,
        text: &ReplyText,
        body: &AnswerBody,
    ) -> Result<Utterance, Matter> {
        let reply = &offered.definition.reply;
        let fields = match body {
            AnswerBody::Json(json) => cut(json, &reply.include, &reply.exclude),
            AnswerBody::Empty | AnswerBody::Unreadable => serde_json::Value::Object(serde_json::Map::new()),
        };
        let inputs: Vec<_> =
            offered.definition.inputs.iter().map(|input| (&input.name, session.values.get(&input.name))).collect();
        let user = &self.conversation.user;
        let composed = self.catalog.house.composer(user.language).compose(text, &fields, &inputs, user);
        match composed {
            Ok(rich) => Ok(Utterance::Reply(rich)),
            Err(_) if *body == AnswerBody::Unreadable => Err(Matter::UnreadableAnswer),
            Err(fault) => Err(Matter::Reply(fault)),
        }
    }
}

/// As what an outcome counts. That something is not there is an answer.
const fn counted(outcome: &CallOutcome) -> Happened {
    match outcome {
        CallOutcome::Succeeded(_) | CallOutcome::NotFound(_) => Happened::Completed,
        CallOutcome::Rejected(_)
        | CallOutcome::Unavailable { .. }
        | CallOutcome::Misconfigured { .. }
        | CallOutcome::Unknown { .. } => Happened::Failed,
    }
}

/// What is said of an outcome when nothing is known of the action.
fn bare(outcome: &CallOutcome, call: CallId) -> Utterance {
    match outcome {
        CallOutcome::Succeeded(_) => Utterance::Done,
        CallOutcome::NotFound(_) => Utterance::NotFound,
        CallOutcome::Rejected(_) => Utterance::Rejected,
        CallOutcome::Unavailable { .. } => Utterance::Unavailable,
        CallOutcome::Misconfigured { .. } => Utterance::Failed,
        CallOutcome::Unknown { .. } => Utterance::Unknown { reference: call.reference() },
    }
}

/// Whether the paths found nothing at all.
fn is_bare(fields: &serde_json::Value) -> bool {
    fields.is_null() || fields.as_object().is_some_and(serde_json::Map::is_empty)
}
