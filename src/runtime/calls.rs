//! Calls under way: each its own task, back as an arrival. And those found open after a crash.

use std::sync::Arc;

use super::arrival::{Arrival, Called};
use super::core::Core;
use crate::api::{self, Api, SecretValue};
use crate::domain::call::CallOutcome;
use crate::domain::call::outcome::{Misconfigured, Unknown};
use crate::domain::conversation::ConversationId;
use crate::domain::definition::Definition;
use crate::engine::Order;
use crate::store::{CallStart, StoreError};

impl Core {
    /// Sends a call whose row is committed.
    pub(super) fn call(&self, conversation: ConversationId, order: Order) {
        let Some(offered) = self.version(order.version).cloned() else {
            let outcome = CallOutcome::Misconfigured { why: Misconfigured::Unsendable };
            return self.report(Called { conversation, order, outcome: Some(outcome), wire: None });
        };
        let definition = Arc::clone(&offered.definition);
        let secret = definition.call.auth.secret().and_then(|name| self.keyring.get(name)).cloned();
        let (api, handle) = (Arc::clone(&self.api), self.handle());
        self.calls.spawn(async move {
            let called = perform(&api, definition, conversation, order, secret.as_ref()).await;
            // When the loop has stopped, the row stays `sending` and is found at the next start.
            let _ = handle.send(Arrival::Called(Box::new(called))).await;
        });
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
        for row in self.store.calls_in_flight().await? {
            self.load(vec![row.conversation.clone()]).await?;
            self.pin(row.version).await?;
            let (conversation, repeatable) = (row.conversation.clone(), row.repeatable);
            let Some(order) = order(row) else { continue };
            tracing::info!(reference = order.id.reference(), repeatable, "a call was under way when Errand stopped");
            if repeatable {
                self.call(conversation, order);
            } else {
                let outcome = CallOutcome::Unknown { why: Unknown::Interrupted };
                self.report(Called { conversation, order, outcome: Some(outcome), wire: None });
            }
        }
        self.open_ports().await
    }
}

async fn perform(
    api: &Api,
    definition: Arc<Definition>,
    conversation: ConversationId,
    order: Order,
    secret: Option<&SecretValue>,
) -> Called {
    let request = api::Order { id: order.id, definition, values: order.values.clone(), user: order.user.clone() };
    let (outcome, wire) = if order.rehearsal {
        match api.dry_run(&request, secret) {
            Ok(wire) => (None, Some(wire)),
            Err(why) => (Some(CallOutcome::Misconfigured { why }), None),
        }
    } else {
        let performed = api.perform(&request, secret).await;
        (Some(performed.outcome), performed.wire)
    };
    Called { conversation, order, outcome, wire }
}

fn order(row: CallStart) -> Option<Order> {
    let (values, user) = match (serde_json::from_str(&row.inputs), serde_json::from_str(&row.user)) {
        (Ok(values), Ok(user)) => (values, user),
        (Err(error), _) | (_, Err(error)) => {
            tracing::error!(reference = row.id.reference(), %error, "an open call cannot be read");
            return None;
        }
    };
    Some(Order { id: row.id, version: row.version, values, user, preview: row.preview, rehearsal: false })
}
