//! Roles in direct messages, where Discord shows none: looked up in the operator's guilds.
//!
//! It is done for an admin's command, and for what somebody does of whom a command has shown that they have a role; so
//! customers are not looked up. What was found counts for a minute, and so does that nothing was.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lru::LruCache;
use serenity::all::{GuildId, UserId};
use serenity::http::Route;
use tokio::sync::OnceCell;

use super::Bot;
use super::hear::Heard;
use super::payload::Member;
use super::rest::{Call, Rest, RestError};
use super::rights::{self, Somebody};
use crate::admin::access::{Rights, Role};
use crate::admin::is_command;
use crate::config::People;
use crate::domain::limits;
use crate::engine::Event;

/// How long it counts.
const FRESH: Duration = Duration::from_mins(1);
/// How long one guild, or channel, is asked for.
const PATIENCE: Duration = Duration::from_millis(800);
/// People remembered.
const PEOPLE: NonZeroUsize = NonZeroUsize::new(limits::DISCORD_TEAM).unwrap();

/// What was looked up.
#[derive(Debug)]
pub struct Roles {
    /// Where roles are looked for.
    guilds: OnceCell<Vec<u64>>,
    known: Mutex<LruCache<u64, (Instant, Role)>>,
}

impl Default for Roles {
    fn default() -> Self {
        Self { guilds: OnceCell::new(), known: Mutex::new(LruCache::new(PEOPLE)) }
    }
}

impl Roles {
    /// Whether a person has to be looked up before their rights in direct messages are known.
    fn unsure(&self, person: u64, is_command: bool) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).peek(&person).copied();
        known.map_or(is_command, |(at, role)| at.elapsed() >= FRESH && (is_command || role != Role::Nobody))
    }

    fn known(&self, person: u64) -> Option<Role> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&person).map(|(_, role)| *role)
    }

    fn know(&self, person: u64, role: Role) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).put(person, (Instant::now(), role));
    }
}

impl Bot {
    /// Whether [`Bot::with_roles`] would ask Discord.
    pub(super) fn must_ask_for_roles(&self, rights: Rights, person: u64, direct: bool, is_command: bool) -> bool {
        let People { admins, moderators, .. } = &self.settings.people;
        let anybody = !(admins.is_empty() && moderators.is_empty());
        direct && anybody && rights.role == Role::Nobody && self.roles.unsure(person, is_command)
    }

    /// The rights of somebody with those that their roles give them in direct messages, as far as these are known.
    pub(super) fn with_known_roles(&self, rights: Rights, person: u64, direct: bool) -> Rights {
        if !direct || rights.role != Role::Nobody {
            return rights;
        }
        Rights { role: self.roles.known(person).unwrap_or(rights.role), ..rights }
    }

    /// The same, asking Discord first where that is called for.
    pub(super) async fn with_roles(&self, rights: Rights, person: u64, direct: bool, is_command: bool) -> Rights {
        if self.must_ask_for_roles(rights, person, direct, is_command) {
            let found = self.look_up(person).await;
            // A server that does not answer is not asked for every message.
            let role = found.unwrap_or_else(|error| {
                tracing::warn!(%error, "the roles of somebody in direct messages are not known");
                Role::Nobody
            });
            self.roles.know(person, role);
        }
        self.with_known_roles(rights, person, direct)
    }

    /// What was heard, with what whoever said it may do. Commands are few, so the shard waits: what follows stays behind.
    pub(super) async fn heard_with_roles(&self, heard: Heard) -> Heard {
        let Ok(person) = heard.conversation.person.parse() else { return heard };
        let is_command = matches!(&heard.event, Event::Said { text, .. } if is_command(text));
        let rights = self.with_roles(heard.rights, person, heard.via.guild.is_none(), is_command).await;
        Heard { rights, ..heard }
    }

    async fn look_up(&self, person: u64) -> Result<Role, RestError> {
        let guilds = self.roles.guilds.get_or_try_init(|| self.guilds_of_team()).await?;
        let mut highest = Role::Nobody;
        for guild in guilds {
            let roles = roles_in(&self.rest, *guild, person).await?;
            let somebody = Somebody { person, roles: &roles, place: 0, direct: true };
            // Admins come first.
            highest = highest.min(rights::rights(&self.settings.people, somebody).role);
        }
        Ok(highest)
    }

    /// The guilds of the operator's: those that are named, and those of the channels that are named.
    async fn guilds_of_team(&self) -> Result<Vec<u64>, RestError> {
        let mut guilds = self.settings.guilds.clone();
        let places = rights::private(&self.settings.people).into_iter().chain(self.settings.support_channels.clone());
        for place in places.filter(|place| *place != 0).take(limits::DISCORD_TEAM_GUILDS) {
            match super::places::channel_within(&self.rest, place, PATIENCE).await {
                Ok(channel) => guilds.extend(channel.guild_id),
                // It may be gone; the others are there.
                Err(RestError::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        guilds.retain(|guild| *guild != 0);
        guilds.sort_unstable();
        guilds.dedup();
        guilds.truncate(limits::DISCORD_TEAM_GUILDS);
        Ok(guilds)
    }
}

/// Whoever is not there has none.
async fn roles_in(rest: &Rest, guild: u64, person: u64) -> Result<Vec<u64>, RestError> {
    let route = Route::GuildMember { guild_id: GuildId::new(guild), user_id: UserId::new(person) };
    match rest.read::<Member>(Call::get(route).patience(PATIENCE)).await {
        Ok(member) => Ok(member.roles),
        Err(RestError::Refused { .. }) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}
