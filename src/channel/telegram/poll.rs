//! Asking for updates: a batch is confirmed only when all of it, and what follows from it, is durable.
//!
//! Telegram confirms a batch by the number that the next request begins at. A batch that was handled and not yet
//! confirmed when Errand stopped comes again, and is known by its numbers. The numbers are keys, never a watermark:
//! after a quiet week they may go on anywhere, so after some quiet days nothing is asked for by number.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use serde_json::value::RawValue;
use teloxide_core::payloads::DeleteWebhook;
use tokio::time::{Instant, sleep, sleep_until};
use tokio_util::sync::CancellationToken;

use super::door::Door;
use super::update::{KINDS, Numbered};
use super::wire::{Bot, Refusal};
use super::{Ended, Waiting};
use crate::runtime::Clock;
use crate::runtime::arrival::Stopped;

/// How long the server waits for something to happen.
const POLL: Duration = Duration::from_secs(50);
/// How much longer than that an answer may take.
const SLACK: Duration = Duration::from_secs(15);
/// Updates of one batch; Telegram's maximum.
const BATCH: u8 = 100;
/// Quiet for longer than this, updates are not asked for by number. Telegram may number anew after a week.
const QUIET: SignedDuration = SignedDuration::from_hours(6 * 24);

/// A server that answers without waiting for something to happen is asked no more often than this.
const IMPATIENT: Duration = Duration::from_millis(25);
/// Between two batches that are the same one.
const TREADMILL: Duration = Duration::from_secs(1);

/// Asks for updates until `stop`.
///
/// # Errors
/// [`Ended`] when asking again is of no use.
pub async fn poll(bot: &Bot, door: &Door, clock: &Arc<dyn Clock>, stop: &CancellationToken) -> Result<(), Ended> {
    // Telegram does not give updates to who asks while it brings them elsewhere.
    let mut waiting = Waiting::default();
    while let Err(refusal) = bot.ask(&DeleteWebhook::new()).await {
        // It said who the bot is, so the token is good; a server that has no webhooks need not know how to remove one.
        if matches!(refusal.code(), Some(400 | 404 | 405 | 501)) {
            tracing::warn!(error = %refusal, "a webhook from before could not be removed");
            break;
        }
        waiting.after(&refusal, "a webhook from before could not be removed", stop).await?;
        if stop.is_cancelled() {
            return Ok(());
        }
    }
    waiting.over();
    let mut next: Option<(i64, Timestamp)> = None;
    while !stop.is_cancelled() {
        let offset = next.filter(|(_, heard)| clock.now().duration_since(*heard) < QUIET).map(|(offset, _)| offset);
        let soonest = Instant::now() + IMPATIENT;
        let batch = tokio::select! {
            biased;
            () = stop.cancelled() => break,
            batch = ask(bot, offset) => batch,
        };
        match batch {
            Ok(batch) => {
                waiting.over();
                if batch.is_empty() {
                    stop.run_until_cancelled(sleep_until(soonest)).await;
                    continue;
                }
                let before = next;
                let batch = in_order(batch);
                if let Some(highest) = take(door, &batch).await.map_err(|Stopped| Ended::Stopped)? {
                    next = Some((highest.saturating_add(1), clock.now()));
                }
                let stands_still = next.map(|(offset, _)| offset) == before.map(|(offset, _)| offset);
                if stands_still {
                    // It cannot be confirmed by number, and would come again at once.
                    stop.run_until_cancelled(sleep(TREADMILL)).await;
                }
            }
            Err(refusal) => waiting.after(&refusal, "updates could not be asked for", stop).await?,
        }
    }
    Ok(())
}

async fn ask(bot: &Bot, offset: Option<i64>) -> Result<Vec<Box<RawValue>>, Refusal> {
    let mut asked = json!({ "timeout": POLL.as_secs(), "limit": BATCH, "allowed_updates": KINDS });
    if let (Some(offset), Some(asked)) = (offset, asked.as_object_mut()) {
        asked.insert("offset".to_owned(), offset.into());
    }
    bot.post("getUpdates", asked.to_string().into(), POLL + SLACK).await
}

/// Takes a batch in order in, and waits until all of it is durable. Gives the highest number.
async fn take(door: &Door, batch: &[(Option<i64>, Box<RawValue>)]) -> Result<Option<i64>, Stopped> {
    let mut taken = Vec::with_capacity(batch.len());
    for (_, raw) in batch {
        door.take(raw, &mut taken).await?;
    }
    door.settled(taken).await?;
    Ok(batch.last().and_then(|(number, _)| *number))
}

/// Updates with their numbers as they happened, whatever the order they came in.
fn in_order(batch: Vec<Box<RawValue>>) -> Vec<(Option<i64>, Box<RawValue>)> {
    let mut numbered: Vec<_> = batch.into_iter().map(|raw| (number(&raw), raw)).collect();
    numbered.sort_by_key(|(number, _)| *number);
    numbered
}

/// The number by which an update is confirmed. Telegram takes one below zero for something else: it forgets updates.
fn number(raw: &RawValue) -> Option<i64> {
    let numbered = serde_json::from_str::<Numbered>(raw.get()).ok()?;
    Some(numbered.update_id).filter(|number| *number >= 0)
}
