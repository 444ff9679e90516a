//! Roles in direct messages, where Discord shows none: looked up in the operator's guilds.
//!
//! It is done for whatever is an admin's, each time: what gives a right may have been taken a moment ago. Whatever may
//! be a customer's is looked up for those only who are known to have had a role, so customers are not. When Discord
//! does not tell, that is said, and nobody is taken for a stranger.

use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lru::LruCache;
use serenity::all::{GuildId, UserId};
use serenity::http::Route;
use tokio::sync::OnceCell;
use tokio::time::timeout;

use super::Bot;
use super::hear::Heard;
use super::payload::Member;
use super::rest::{Call, Rest, RestError};
use super::rights::{self, Somebody};
use crate::admin::access::{Rights, Role, Trick};
use crate::admin::is_command;
use crate::config::People;
use crate::domain::limits;
use crate::engine::Event;

/// How long what was found counts for what changes nothing.
const FRESH: Duration = Duration::from_secs(10);
/// How long one guild, or channel, is asked for; and all of them.
const PATIENCE: Duration = Duration::from_millis(800);
const PATIENCE_FOR_ALL: Duration = Duration::from_millis(1_500);
/// People remembered.
const PEOPLE: NonZeroUsize = NonZeroUsize::new(limits::DISCORD_TEAM).unwrap();

/// What hangs on it whether somebody has a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stake {
    /// A command, a card's button, a form: only what Discord says now counts.
    Admins,
    /// Names are suggested: what it said a moment ago will do.
    Looking,
    /// It may be a customer's. Whoever has had a role is looked up, others are not.
    Anybodys,
}

/// What was looked up.
#[derive(Debug)]
pub struct Roles {
    /// Where roles are looked for.
    guilds: OnceCell<Vec<u64>>,
    known: Mutex<LruCache<u64, (Instant, Role)>>,
}

impl Roles {
    /// Nothing was looked up yet; these were at something of an admin's when the process before ended.
    pub fn new(at_work: impl Iterator<Item = u64>) -> Self {
        let mut known = LruCache::new(PEOPLE);
        let past = Instant::now().checked_sub(FRESH).unwrap_or_else(Instant::now);
        for person in at_work {
            // Their first word shows what they may do now.
            known.put(person, (past, Role::Moderator));
        }
        Self { guilds: OnceCell::new(), known: Mutex::new(known) }
    }

    /// Whether a person has to be looked up.
    fn unsure(&self, person: u64, stake: Stake) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).peek(&person).copied();
        match stake {
            Stake::Admins => true,
            Stake::Looking => known.is_none_or(|(at, _)| at.elapsed() >= FRESH),
            Stake::Anybodys => known.is_some_and(|(_, role)| role != Role::Nobody),
        }
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
    pub(super) fn must_ask_for_roles(&self, rights: Rights, person: u64, direct: bool, stake: Stake) -> bool {
        direct && self.names_somebody() && rights.role != Role::Admin && self.roles.unsure(person, stake)
    }

    /// Where nobody is named there is nobody to look for, and nobody who was there before counts.
    fn names_somebody(&self) -> bool {
        let People { admins, moderators, .. } = &self.settings.people;
        !(admins.is_empty() && moderators.is_empty())
    }

    /// The rights of somebody with those that their roles give them in direct messages, as far as these are known.
    pub(super) fn with_known_roles(&self, rights: Rights, person: u64, direct: bool) -> Rights {
        let known = self.roles.known(person).filter(|_| direct && self.names_somebody()).unwrap_or(rights.role);
        // Admins come first.
        Rights { role: rights.role.min(known), ..rights }
    }

    /// The same, asking Discord first where that is called for.
    pub(super) async fn with_roles(&self, rights: Rights, person: u64, direct: bool, stake: Stake) -> Rights {
        if self.must_ask_for_roles(rights, person, direct, stake) {
            match timeout(PATIENCE_FOR_ALL, self.look_up(person)).await {
                Ok(Ok(role)) => self.roles.know(person, role),
                failed => {
                    if let Ok(Err(error)) = failed {
                        tracing::warn!(%error, "the roles of somebody in direct messages are not known");
                    }
                    // They may have them still, or not: it is found out when they try again.
                    let rights = self.with_known_roles(rights, person, direct);
                    return Rights { trick: Some(Trick::RolesUnseen), ..rights };
                }
            }
        }
        self.with_known_roles(rights, person, direct)
    }

    /// What was heard, with what whoever said it may do. The team is small, so the shard waits: what follows stays behind.
    pub(super) async fn heard_with_roles(&self, heard: Heard) -> Heard {
        let Ok(person) = heard.conversation.person.parse() else { return heard };
        let is_command = matches!(&heard.event, Event::Said { text, .. } if is_command(text));
        let stake = if is_command { Stake::Admins } else { Stake::Anybodys };
        let rights = self.with_roles(heard.rights, person, heard.via.guild.is_none(), stake).await;
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
