//! Where more is listened to than what is said to the bot: support channels, their threads, and threads of its own.
//!
//! Only these threads are remembered, not guilds, members or messages: a bot in a thousand guilds needs no more memory
//! than one in a single guild.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use serenity::all::{ChannelId, ChannelType, CreateThread, GuildId, UserId};
use serenity::http::Route;

use super::Bot;
use super::components::shortened;
use super::payload::{Entity, Place};
use super::rest::{Call, Rest, RestError};
use crate::domain::limits;

/// A thread that only those see who were added.
const PRIVATE_THREAD: u8 = 12;
/// Kinds of channels that are threads.
const THREADS: std::ops::RangeInclusive<u8> = 10..=PRIVATE_THREAD;

/// The places that are listened to.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// Whether Discord shows what is not said to the bot.
    sees_content: bool,
    support: HashSet<u64>,
    /// Threads of support channels, and whether the bot opened them.
    threads: HashMap<u64, bool>,
}

impl Places {
    /// The configured support channels; they count when the bot may see content.
    pub fn new(sees_content: bool, support: &[u64]) -> Self {
        Self { sees_content, support: support.iter().copied().collect(), threads: HashMap::new() }
    }

    /// A thread exists; it is remembered when it matters.
    pub fn thread(&mut self, id: u64, parent: Option<u64>, owner: Option<u64>, me: u64) {
        let mine = owner == Some(me);
        if mine || parent.is_some_and(|parent| self.support.contains(&parent)) {
            if self.threads.len() >= limits::DISCORD_THREADS {
                // Which one does not matter: its people still reach the bot by mention.
                let any = self.threads.keys().next().copied();
                any.map(|any| self.threads.remove(&any));
            }
            self.threads.insert(id, mine);
        }
    }

    /// A thread is gone.
    pub fn gone(&mut self, id: u64) {
        self.threads.remove(&id);
    }

    /// Whether what is said there is heard although it is not said to the bot.
    pub fn is_listened_to(&self, place: u64) -> bool {
        self.sees_content && (self.support.contains(&place) || self.threads.contains_key(&place))
    }

    /// Whether it is a thread that the bot opened for one person.
    pub fn is_mine(&self, place: u64) -> bool {
        self.threads.get(&place) == Some(&true)
    }

    /// Whether it is a thread that is remembered.
    pub fn is_thread(&self, place: u64) -> bool {
        self.threads.contains_key(&place)
    }

    /// Everything that is listened to.
    pub fn all(&self) -> impl Iterator<Item = u64> {
        self.support.iter().chain(self.threads.keys()).copied().collect::<Vec<_>>().into_iter()
    }
}

/// A channel as the API gives it.
///
/// # Errors
/// [`RestError`].
pub async fn channel(rest: &Rest, id: u64) -> Result<Place, RestError> {
    channel_within(rest, id, limits::DISCORD_PATIENCE).await
}

/// The same, tried for so long.
///
/// # Errors
/// [`RestError`].
pub async fn channel_within(rest: &Rest, id: u64, patience: Duration) -> Result<Place, RestError> {
    rest.read(Call::get(Route::Channel { channel_id: ChannelId::new(id) }).patience(patience)).await
}

/// Looks for the threads of support channels, which a session that goes on does not tell of.
pub async fn look_around(bot: &Bot) {
    let mut guilds: HashSet<u64> = bot.settings.guilds.iter().copied().filter(|guild| *guild != 0).collect();
    for place in bot.settings.support_channels.iter().filter(|place| **place != 0) {
        match channel(&bot.rest, *place).await {
            Ok(channel) => guilds.extend(channel.guild_id),
            Err(error) => tracing::warn!(place, %error, "a support channel cannot be seen"),
        }
    }
    for guild in guilds {
        match active_threads(&bot.rest, guild).await {
            Ok(threads) => bot.know_threads(&threads),
            Err(error) => tracing::warn!(guild, %error, "the threads of a guild cannot be seen"),
        }
    }
}

/// The threads of a guild that are not archived: their ids, channels and owners.
async fn active_threads(rest: &Rest, guild: u64) -> Result<Vec<Thread>, RestError> {
    let found: Threads = rest.read(Call::get(Route::GuildThreadsActive { guild_id: GuildId::new(guild) })).await?;
    Ok(found.threads)
}

#[derive(Debug, serde::Deserialize)]
struct Threads {
    #[serde(default)]
    threads: Vec<Thread>,
}

/// A thread as events and the API give it.
#[derive(Debug, Clone, serde::Deserialize)]
pub struct Thread {
    /// Where it is.
    #[serde(flatten)]
    pub place: Place,
    /// Who opened it.
    #[serde(default)]
    pub owner_id: Option<String>,
}

impl Thread {
    /// Who opened it.
    pub fn owner(&self) -> Option<u64> {
        self.owner_id.as_deref()?.parse().ok()
    }
}

/// Opens a private thread in a channel for one person.
///
/// # Errors
/// [`RestError`], also when the channel is no place for threads.
pub async fn open_private_thread(rest: &Rest, channel: u64, person: u64, name: &str) -> Result<u64, RestError> {
    let thread = CreateThread::new(shortened(name, limits::DISCORD_THREAD_NAME_CHARS))
        .kind(ChannelType::PrivateThread)
        .invitable(false);
    let route = Route::ChannelThreads { channel_id: ChannelId::new(channel) };
    let opened: Entity = rest.read(Call::post(route).body(&thread).patience(limits::DISCORD_ANSWER_PATIENCE)).await?;
    let member = Route::ChannelThreadMember { channel_id: ChannelId::new(opened.id), user_id: UserId::new(person) };
    rest.done(Call::put(member).patience(limits::DISCORD_ANSWER_PATIENCE)).await?;
    Ok(opened.id)
}

/// Whether a kind of channel is a thread.
pub fn is_thread(kind: u8) -> bool {
    THREADS.contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_threads_that_matter_are_remembered() {
        let mut places = Places::new(true, &[50]);
        places.thread(60, Some(50), Some(1), 9);
        places.thread(61, Some(51), Some(1), 9);
        places.thread(62, Some(51), Some(9), 9);
        assert_eq!([50, 60, 61, 62].map(|place| places.is_listened_to(place)), [true, true, false, true]);
        assert_eq!([50, 60, 61, 62].map(|place| places.is_mine(place)), [false, false, false, true]);
        places.gone(60);
        assert!(!places.is_listened_to(60));
    }

    #[test]
    fn without_the_intent_nothing_is_overheard() {
        let mut places = Places::new(false, &[50]);
        places.thread(62, Some(51), Some(9), 9);
        assert!(!places.is_listened_to(50) && !places.is_listened_to(62));
        assert!(places.is_mine(62), "it is still one person's");
    }

    #[test]
    fn the_memory_of_threads_is_bounded() {
        let mut places = Places::new(true, &[50]);
        for thread in 0..limits::DISCORD_THREADS as u64 + 10 {
            places.thread(100 + thread, Some(50), None, 9);
        }
        assert_eq!(places.threads.len(), limits::DISCORD_THREADS);
    }
}
