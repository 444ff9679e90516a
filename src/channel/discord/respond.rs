//! Answers to interactions: the first one, and what can still be changed about it for a quarter of an hour.
//!
//! None of them fails anybody: what could not be said this way is said as a message, or was a courtesy.

use serde::Serialize;
use serde_json::{Value, json};
use serenity::all::{ApplicationId, InteractionId};
use serenity::http::Route;
use tokio::time::Instant;

use super::hear::Answerable;
use super::rest::{Call, Rest, RestError};
use crate::channel::text::admin::not_allowed;
use crate::channel::text::rich;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::rich::RichText;
use crate::runtime::Verdict;

/// Seen by one person only.
const EPHEMERAL: u64 = 1 << 6;
/// Without unfolded links.
const BARE: u64 = 1 << 2;
/// Both.
const PRIVATE: u64 = EPHEMERAL | BARE;

/// Whether a message of these flags is seen by one person only.
pub const fn is_private(flags: u64) -> bool {
    flags & EPHEMERAL != 0
}

/// A builder's body.
pub fn body(response: &impl Serialize) -> Value {
    // Builders hold texts and numbers only: they always can be written.
    serde_json::to_value(response).unwrap_or_default()
}

/// A sentence that only who caused it sees.
pub fn note(text: &str) -> Value {
    json!({ "type": 4, "data": { "content": text, "flags": PRIVATE, "allowed_mentions": { "parse": [] } } })
}

/// A message with other rows; its words stay.
pub fn with_rows(rows: &[Value]) -> Value {
    json!({ "components": rows, "allowed_mentions": { "parse": [] } })
}

/// The answer will come.
pub fn put_off(private: bool) -> Value {
    json!({ "type": 5, "data": { "flags": if private { EPHEMERAL } else { 0 } } })
}

/// Gives the first answer, and says whether Discord took it.
pub async fn first(rest: &Rest, to: &Answerable, body: &Value, at: Instant) -> bool {
    match try_first(rest, to, body, at).await {
        Ok(_) => true,
        Err(error) => {
            tracing::debug!(%error, "an interaction was not answered in its own way");
            false
        }
    }
}

/// Gives the first answer; the message it made, when the server tells.
///
/// # Errors
/// [`RestError`]: it was answered already, or it is too late.
pub async fn try_first(rest: &Rest, to: &Answerable, body: &Value, at: Instant) -> Result<Option<u64>, RestError> {
    let patience = (at + limits::DISCORD_ANSWER_PATIENCE).saturating_duration_since(Instant::now());
    let route = Route::InteractionResponse { interaction_id: InteractionId::new(to.id), token: &to.token };
    let call = Call::post(route).query("with_response", true).body(body).patience(patience);
    let answer: Value = rest.read_any(call).await?;
    let id = answer.pointer("/resource/message/id").and_then(Value::as_str);
    Ok(id.and_then(|id| id.parse().ok()))
}

/// Changes the first answer; the message it is. An answer that was put off could not say yet that links stay folded.
///
/// # Errors
/// [`RestError`]: there is none, or it is too late.
pub async fn try_edit(rest: &Rest, to: &Answerable, body: &impl Serialize) -> Result<Option<u64>, RestError> {
    let mut body = self::body(body);
    if let Value::Object(fields) = &mut body {
        fields.insert("flags".to_owned(), BARE.into());
    }
    let answer: Value = rest.read_any(Call::patch(original(to)).body(&body)).await?;
    Ok(answer.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok()))
}

/// Changes the first answer.
pub async fn edit(rest: &Rest, to: &Answerable, body: &Value) {
    if let Err(error) = try_edit(rest, to, body).await {
        tracing::debug!(%error, "an answer to an interaction could not be changed");
    }
}

/// Removes the first answer.
pub async fn remove(rest: &Rest, to: &Answerable) {
    if let Err(error) = rest.done(Call::delete(original(to))).await {
        tracing::debug!(%error, "an answer to an interaction could not be removed");
    }
}

/// Says something more after the first answer; the message it is.
///
/// # Errors
/// [`RestError`]: there was no first answer, or it is too late.
pub async fn try_follow(rest: &Rest, to: &Answerable, body: &impl Serialize) -> Result<Option<u64>, RestError> {
    let route = Route::WebhookFollowupMessages { application_id: ApplicationId::new(to.application), token: &to.token };
    let answer: Value = rest.read_any(Call::post(route).body(body)).await?;
    Ok(answer.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok()))
}

/// Why a press does not count.
pub fn why(verdict: Verdict, language: Language) -> RichText {
    match verdict {
        Verdict::NotTheirs => rich(language, "discord-not-yours", &[]),
        Verdict::NotAllowed(denied) => not_allowed(language, denied),
        Verdict::NoRole => rich(language, "press-no-right", &[]),
        Verdict::Taken | Verdict::Stays | Verdict::Repeated | Verdict::Ended => rich(language, "discord-ended", &[]),
    }
}

/// Says a sentence that only who caused it sees, after the first answer.
pub async fn follow(rest: &Rest, to: &Answerable, text: &str) {
    let body = json!({ "content": text, "flags": PRIVATE, "allowed_mentions": { "parse": [] } });
    if let Err(error) = try_follow(rest, to, &body).await {
        tracing::debug!(%error, "an interaction could not be followed up");
    }
}

fn original(to: &Answerable) -> Route<'_> {
    Route::WebhookOriginalInteractionResponse { application_id: ApplicationId::new(to.application), token: &to.token }
}
