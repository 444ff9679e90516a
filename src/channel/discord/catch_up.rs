//! Messages that were missed: read over REST after a session could not be resumed.
//!
//! Looked at are the support channels, the threads that are listened to and the places heard last, back to the newest
//! message that was seen and no further than a day. What was handled already is known by its id. Presses and commands
//! cannot be read again; Discord has long told whoever gave them.

use std::sync::Arc;

use serenity::all::ChannelId;
use serenity::http::Route;

use super::payload::Message;
use super::rest::{Call, RestError};
use super::{Bot, places};
use crate::domain::limits;
use crate::runtime::arrival::Happening;
use crate::runtime::{Arrival, Incoming};

/// Messages of one page.
const PAGE: usize = 100;

/// Takes in what was written since the message `newest`, in the places that a shard is responsible for.
pub async fn missed(bot: &Arc<Bot>, newest: u64, shard: (u32, u32)) {
    let after = newest.max(oldest_wanted(bot.now_ms()));
    let mut found = 0;
    for place in bot.heard_places() {
        match missed_in(bot, place, after, shard).await {
            Ok(some) => found += some,
            // The place may be gone, or closed to the bot.
            Err(error) => tracing::debug!(%error, "a place could not be looked at for missed messages"),
        }
    }
    tracing::info!(found, "looked for missed messages");
}

/// The id that a message of the earliest time wanted would have.
fn oldest_wanted(now_ms: u64) -> u64 {
    /// The first second of 2015, when ids begin.
    const EPOCH_MS: u64 = 1_420_070_400_000;
    let back = u64::try_from(limits::DISCORD_CATCH_UP.as_millis()).unwrap_or(u64::MAX);
    now_ms.saturating_sub(EPOCH_MS).saturating_sub(back) << 22
}

async fn missed_in(bot: &Arc<Bot>, place: u64, after: u64, (number, of): (u32, u32)) -> Result<usize, RestError> {
    let channel = places::channel(&bot.rest, place).await?;
    // Discord gives guilds to shards by their ids, and direct messages to the first.
    let responsible = channel.guild_id.map_or(0, |guild| (guild >> 22) % u64::from(of));
    let is_news = channel.last_message_id.is_none_or(|last| last > after);
    if responsible != u64::from(number) || !is_news {
        return Ok(0);
    }
    let (mut after, mut read, mut taken) = (after, 0, 0);
    loop {
        if read >= limits::DISCORD_CATCH_UP_MESSAGES {
            tracing::warn!(
                place,
                read,
                "more may have been missed in a place than is read again; its newest messages are not"
            );
            break;
        }
        let route = Route::ChannelMessages { channel_id: ChannelId::new(place) };
        let call = Call::get(route).query("after", after).query("limit", PAGE);
        let mut page: Vec<Message> = bot.rest.read(call).await?;
        page.sort_by_key(|message| message.id);
        let Some(last) = page.last().map(|message| message.id) else { break };
        let whole = page.len() == PAGE;
        for mut message in page {
            read += 1;
            message.guild_id = message.guild_id.or(channel.guild_id);
            taken += usize::from(take(bot, &message).await);
        }
        after = last;
        if !whole {
            break;
        }
    }
    Ok(taken)
}

async fn take(bot: &Arc<Bot>, message: &Message) -> bool {
    let Some(heard) = bot.hear(message, false) else { return false };
    let heard = bot.heard_with_roles(heard).await;
    let incoming = Incoming {
        rights: heard.rights,
        conversation: heard.conversation,
        user: heard.user,
        speaks: None,
        what: Happening::Event(heard.event),
        id: Some(heard.id),
        via: heard.via.to_json(),
        state: Vec::new(),
        committed: None,
    };
    bot.handle.send(Arrival::Event(Box::new(incoming))).await.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_a_day_ago() {
        let day = 24 * 60 * 60 * 1_000;
        assert_eq!(oldest_wanted(1_420_070_400_000 + day), 0);
        assert_eq!(oldest_wanted(1_420_070_400_000 + day + 5), 5 << 22);
    }
}
