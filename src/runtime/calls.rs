//! Calls under way: each its own task, back as an arrival. And those found open after a crash.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;

use super::arrival::{Arrival, Called};
use super::core::Core;
use super::deliveries::Release;
use super::loaded::Kept;
use crate::api::{self, Api, Performed, SecretValue, Wire};
use crate::channel::text::inspector::{Tried, inspect};
use crate::channel::text::speech::Speech;
use crate::domain::call::CallOutcome;
use crate::domain::call::outcome::{Misconfigured, Unknown};
use crate::domain::conversation::ConversationId;
use crate::domain::definition::Definition;
use crate::engine::Order;
use crate::engine::effect::Manner;
use crate::store::{CallStart, StoreError};

/// The version is gone.
const UNSENDABLE: CallOutcome = CallOutcome::Misconfigured { why: Misconfigured::Unsendable };
/// Nobody saw how it ended.
const INTERRUPTED: CallOutcome = CallOutcome::Unknown { why: Unknown::Interrupted };

impl Called {
    /// A call that has ended.
    fn of(conversation: ConversationId, order: Order, performed: Performed) -> Self {
        let Performed { outcome, status, duration, wire } = performed;
        Self { conversation, order, outcome: Some(outcome), status, duration, wire }
    }
}

impl Core {
    /// Sends a call whose row is committed.
    pub(super) fn call(&self, conversation: ConversationId, order: Order) {
        let Some((definition, secret)) = self.needed(&order) else {
            return self.report(Called::of(conversation, order, Performed::unsent(UNSENDABLE)));
        };
        let (api, handle) = (Arc::clone(&self.api), self.handle());
        self.calls.spawn(async move {
            let called = perform(&api, definition, conversation, order, secret.as_ref()).await;
            // When the loop has stopped, the row stays `sending` and is found at the next start.
            let _ = handle.send(Arrival::Called(Box::new(called))).await;
        });
    }

    /// Builds what a call would send.
    pub(super) fn rehearse(&self, conversation: ConversationId, order: Order) -> Called {
        let built = self.needed(&order).map_or(Err(Misconfigured::Unsendable), |(definition, secret)| {
            self.api.dry_run(&request(definition, &order), secret.as_ref())
        });
        let (outcome, wire) = match built {
            Ok(wire) => (self.sampled(&conversation, &order), Some(wire)),
            Err(why) => (Some(CallOutcome::Misconfigured { why }), None),
        };
        Called { conversation, order, outcome, status: None, duration: Duration::ZERO, wire }
    }

    /// What the pinned sample response would lead to, when it is to answer.
    fn sampled(&self, conversation: &ConversationId, order: &Order) -> Option<CallOutcome> {
        let sample = self.previews.get(conversation)?.sample.as_ref()?;
        let definition = &self.version(order.version)?.definition;
        (order.manner == Manner::Sample).then(|| api::sampled(&definition.call, sample))
    }

    /// What defines a call, and its secret.
    fn needed(&self, order: &Order) -> Option<(Arc<Definition>, Option<SecretValue>)> {
        let definition = Arc::clone(&self.version(order.version)?.definition);
        let secret = definition.call.auth.secret().and_then(|name| self.keyring.get(name)).cloned();
        Some((definition, secret))
    }

    /// What a preview shows of a call.
    pub(super) fn inspected(&self, kept: &Kept, order: &Order, wire: &Wire, outcome: Option<&CallOutcome>) -> Speech {
        let language = kept.conversation.user.language;
        let tried = Tried {
            matched: kept.conversation.session.as_ref().and_then(|session| session.matched.as_ref()),
            definition: self.version(order.version).map(|offered| &*offered.definition),
            values: &order.values,
            manner: order.manner,
            wire,
            outcome,
        };
        Speech::words(language, inspect(language, &tried))
    }

    /// Hands an outcome in without a call.
    fn report(&self, called: Called) {
        let handle = self.handle();
        self.calls.spawn(async move {
            let _ = handle.send(Arrival::Called(Box::new(called))).await;
        });
    }

    /// Calls found open: what does no harm twice is sent again under the same id, the rest may or may not
    /// have been done, and that is what is said.
    pub(super) async fn recover(&mut self) -> Result<(), StoreError> {
        let mut at_work = Vec::new();
        for row in self.store.calls_in_flight().await? {
            self.load(vec![row.conversation.clone()]).await?;
            self.pin(row.version).await?;
            let (conversation, repeatable) = (row.conversation.clone(), row.repeatable);
            let Some(order) = order(row) else { continue };
            tracing::info!(reference = order.id.reference(), repeatable, "a call was under way when Errand stopped");
            if repeatable {
                at_work.push(conversation.clone());
                self.call(conversation, order);
            } else {
                self.report(Called::of(conversation, order, Performed::unsent(INTERRUPTED)));
            }
        }
        self.open_ports().await?;
        for conversation in at_work {
            self.release(Release::Working(conversation));
        }
        Ok(())
    }
}

/// A call that panics is a bug of ours: whether it was made nobody knows, and its conversation must go on.
async fn perform(
    api: &Api,
    definition: Arc<Definition>,
    conversation: ConversationId,
    order: Order,
    secret: Option<&SecretValue>,
) -> Called {
    let request = request(definition, &order);
    let performed = AssertUnwindSafe(api.perform(&request, secret)).catch_unwind().await;
    let performed = performed.unwrap_or_else(|_| {
        tracing::error!(reference = order.id.reference(), "a call panicked");
        Performed::unsent(INTERRUPTED)
    });
    Called::of(conversation, order, performed)
}

fn request(definition: Arc<Definition>, order: &Order) -> api::Order {
    api::Order {
        id: order.id,
        definition,
        values: order.values.clone(),
        user: order.user.clone(),
        is_inspected: order.preview,
    }
}

pub(super) fn order(row: CallStart) -> Option<Order> {
    let (values, user) = match (serde_json::from_str(&row.inputs), serde_json::from_str(&row.user)) {
        (Ok(values), Ok(user)) => (values, user),
        (Err(error), _) | (_, Err(error)) => {
            tracing::error!(reference = row.id.reference(), %error, "an open call cannot be read");
            return None;
        }
    };
    Some(Order { id: row.id, version: row.version, values, user, preview: row.preview, manner: Manner::Send })
}
