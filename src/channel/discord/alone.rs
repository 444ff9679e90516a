//! What one person alone may read, when Discord does not take it as the answer to their command or press: it is told in
//! their direct messages. Where that is impossible too, it is told nowhere; never in the open.

use serde_json::json;
use serenity::all::ChannelId;
use serenity::http::Route;

use super::Bot;
use super::payload::Entity;
use super::rest::{Call, RestError};

/// The direct messages of a person.
///
/// # Errors
/// [`RestError`] when they cannot be opened.
pub async fn direct(bot: &Bot, person: &str) -> Result<u64, RestError> {
    let open = Call::post(Route::UserMeDmChannels).body(&json!({ "recipient_id": person }));
    let direct: Entity = bot.rest.read(open).await?;
    Ok(direct.id)
}

/// Makes the request of a message for the direct messages of a person, and sends it.
///
/// # Errors
/// [`RestError`] when it may go another time, or when the bot is not known any more.
pub async fn tell(
    bot: &Bot,
    person: &str,
    message: impl FnOnce(Route<'static>) -> Call<'static>,
) -> Result<(), RestError> {
    let told = async {
        let direct = direct(bot, person).await?;
        bot.rest.done(message(Route::ChannelMessages { channel_id: ChannelId::new(direct) })).await
    };
    match told.await {
        Err(error @ RestError::Refused { .. }) => {
            tracing::warn!(%error, "what was for one person only could not be told them");
            Ok(())
        }
        other => other,
    }
}
