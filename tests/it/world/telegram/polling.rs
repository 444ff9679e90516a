//! `getUpdates`: long polling that ends at once when something comes, with room for one poller.

use std::sync::Arc;
use std::time::Duration;

use frankenstein::methods::GetUpdatesParams;
use frankenstein::types::AllowedUpdate;
use serde_json::{Value as Json, json};

use super::Inside;
use super::refusal::Refusal;
use super::request::Params;
use super::schema;

const LIMIT: u32 = 100;
/// Telegram holds a poll no longer than this.
const LONGEST: u32 = 50;

pub fn names(kinds: &[AllowedUpdate]) -> Vec<String> {
    let name = |kind| serde_json::to_value(kind).ok().and_then(|name| name.as_str().map(str::to_owned));
    kinds.iter().filter_map(name).collect()
}

/// Counts a poll as open for as long as it lives: a client that goes away drops it.
struct Open(Arc<Inside>);

impl Open {
    fn new(inside: &Arc<Inside>) -> Self {
        inside.change(|state| state.polling += 1);
        Self(Arc::clone(inside))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.change(|state| state.polling -= 1);
    }
}

pub async fn updates(inside: &Arc<Inside>, params: &Params) -> Result<Json, Refusal> {
    schema::check("getupdates", &params.values).map_err(|wrong| Refusal::violation(&wrong))?;
    let asked: GetUpdatesParams = params.typed()?;
    let limit = asked.limit.unwrap_or(LIMIT);
    if !(1..=LIMIT).contains(&limit) {
        return Err(Refusal::violation("limit must be between 1 and 100"));
    }
    let (offset, limit) = (asked.offset.unwrap_or(0), usize::try_from(limit).unwrap_or(1));
    let mut changed = inside.changes();
    let own = inside.change(|state| {
        if state.webhook.is_some() {
            let what =
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
            return Err(Refusal::conflict(what));
        }
        if let Some(kinds) = &asked.allowed_updates {
            state.queue.want(names(kinds));
        }
        state.polls += 1;
        Ok(state.polls)
    })?;
    let _open = Open::new(inside);
    let deadline = tokio::time::Instant::now() + Duration::from_secs(asked.timeout.unwrap_or(0).min(LONGEST).into());
    loop {
        let confirmed;
        {
            let mut state = inside.state();
            if state.polls != own || state.faults.intruder {
                return Err(Refusal::conflict(if state.webhook.is_some() {
                    "terminated by setWebhook request"
                } else {
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                }));
            }
            let now = state.now();
            state.queue.expire(now);
            let waited = state.queue.len();
            let updates = state.queue.take(offset, limit);
            confirmed = state.queue.len() < waited;
            if !updates.is_empty() || !state.queue.waits || tokio::time::Instant::now() >= deadline {
                return Ok(json!(updates));
            }
        }
        if confirmed {
            // Somebody may wait for that.
            inside.change(|_| ());
        }
        // A poll that ends empty is answered by the next round.
        let _ = tokio::time::timeout_at(deadline, changed.changed()).await;
    }
}
