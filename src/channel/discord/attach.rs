//! A file that comes with what is said: an exported definition, a chart. It is a message of its own below the words,
//! so that words are said the same way with and without one.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use serenity::all::{ApplicationId, ChannelId};
use serenity::http::Route;

use super::hear::Via;
use super::rest::{Call, RestError};
use super::{Bot, alone};
use crate::channel::text::speech::Attachment;

/// `SUPPRESS_EMBEDS`.
const BARE: u64 = 1 << 2;
/// The same, and seen by one person only.
const PRIVATE: u64 = BARE | 1 << 6;

/// Sends the file of the outbox's row `id`: after the command or press, or directly to the person, where nobody else is to
/// see it, else here.
///
/// # Errors
/// [`RestError`].
pub async fn send(
    bot: &Bot,
    (place, person): (u64, &str),
    via: &Via,
    id: i64,
    file: &Attachment,
) -> Result<(), RestError> {
    let (name, bytes, caption) = content(file);
    let body = |flags: u64| json!({ "content": caption, "flags": flags, "allowed_mentions": { "parse": [] }, "attachments": [{ "id": 0, "filename": name }] });
    if let Some(to) = via.interaction.as_ref().or(via.spare.as_ref()).filter(|_| via.quiet) {
        let route =
            Route::WebhookFollowupMessages { application_id: ApplicationId::new(to.application), token: &to.token };
        let call = Call::post(route).body(&body(PRIVATE)).file(name, bytes.clone());
        match bot.rest.read_any(call).await {
            Ok(_) => return Ok(()),
            Err(error) => tracing::warn!(%error, "a file for one person only is sent to them directly"),
        }
    }
    let mut message: Value = body(BARE);
    message["nonce"] = format!("{id}.file").into();
    message["enforce_nonce"] = true.into();
    let create = |place: Route<'static>| Call::post(place).body(&message).file(name, bytes);
    if via.quiet {
        return alone::tell(bot, person, create).await;
    }
    bot.rest.done(create(Route::ChannelMessages { channel_id: ChannelId::new(place) })).await
}

fn content(file: &Attachment) -> (&str, Vec<u8>, &str) {
    match file {
        Attachment::Text { name, text } => (name, text.clone().into_bytes(), ""),
        // We have written it ourselves: it always can be read.
        Attachment::Picture { name, base64, caption } => (name, STANDARD.decode(base64).unwrap_or_default(), caption),
    }
}
