//! Discord's rate limits, as its answers tell them: per route, per resource, shared and global.
//!
//! Pure bookkeeping with the time handed in. A limit is only known from an answer, so the first request of a route goes
//! out at once; what Discord says afterwards is kept to, and a refusal (429) stops exactly what it names. After a
//! global refusal requests are spaced by Discord's published 50 a second for a while; before, no pace is imposed: a
//! large bot has a higher limit, and a server of one's own none.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

/// Requests a second that every bot may make.
const GLOBAL_PER_SECOND: u32 = 50;
/// How long requests are spaced after a global refusal.
const SPACED: Duration = Duration::from_mins(5);
/// Refused requests in [`INVALID_WINDOW`] after which Discord shuts a bot out for an hour are 10,000; well before, the
/// bot is silent.
const INVALID_REQUESTS: usize = 5_000;
/// The time they are counted in.
const INVALID_WINDOW: Duration = Duration::from_mins(10);
/// Limits remembered; ended ones are forgotten beyond that.
const BUCKETS: usize = 4_096;

/// What a request counts against: its method and path, with all ids but the resource's own left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Counted {
    /// Method and path without ids.
    route: String,
    /// The channel, guild or webhook that limits count by.
    resource: String,
    /// Whether the global limit counts it: answers to interactions are free of it.
    global: bool,
}

impl Counted {
    /// Of a method and a path such as `/channels/1/messages/2`.
    pub fn of(method: &str, path: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        // Webhooks and interactions are limited by id and token, channels and guilds by id.
        let major = match parts.first() {
            Some(&"channels" | &"guilds") => 2,
            Some(&"webhooks" | &"interactions") => 3,
            _ => 0,
        };
        let is_id = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let shown =
            |(at, part): (usize, &&str)| if at < major && at > 0 || is_id(part) { "*" } else { *part }.to_owned();
        let route: Vec<String> = parts.iter().enumerate().map(shown).collect();
        let resource = parts.iter().take(major).copied().collect::<Vec<_>>().join("/");
        let global = !matches!(parts.first(), Some(&"interactions" | &"webhooks"));
        Self { route: format!("{method} {}", route.join("/")), resource, global }
    }

    /// Whether the bot's token is what makes it possible, rather than that of an interaction.
    pub const fn is_by_bot(&self) -> bool {
        self.global
    }

    /// Method and path without ids and tokens, as it may be logged.
    pub fn shown(&self) -> &str {
        &self.route
    }
}

/// What an answer tells of limits.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Told {
    /// `X-RateLimit-Bucket`.
    pub bucket: Option<String>,
    /// `X-RateLimit-Limit`.
    pub limit: Option<u32>,
    /// `X-RateLimit-Remaining`.
    pub remaining: Option<u32>,
    /// `X-RateLimit-Reset-After`.
    pub reset_after: Option<Duration>,
}

/// A request that was refused for its frequency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Refusal {
    /// When to come again.
    pub retry_after: Duration,
    /// Which requests it stops.
    pub scope: Scope,
}

/// Which requests a refusal stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This bot's on this route and resource.
    Route,
    /// Everybody's on this resource; it does not count as a mistake of the bot.
    Shared,
    /// All of this bot.
    Global,
}

/// All limits that are known.
#[derive(Debug, Default)]
pub struct Buckets {
    /// Which bucket a route turned out to have.
    names: HashMap<String, String>,
    windows: HashMap<(String, String), Window>,
    stopped_until: Option<Instant>,
    spaced_until: Option<Instant>,
    next_slot: Option<Instant>,
    /// When requests were refused, oldest first.
    invalid: VecDeque<Instant>,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    limit: u32,
    remaining: u32,
    resets: Instant,
}

impl Buckets {
    /// Takes a place for a request, or says when to ask again.
    ///
    /// # Errors
    /// The time before which it must not go out.
    pub fn take(&mut self, counted: &Counted, now: Instant) -> Result<(), Instant> {
        if let Some(until) = self.silent_until(now) {
            return Err(until);
        }
        if counted.global
            && let Some(until) = self.stopped_until.filter(|until| *until > now)
        {
            return Err(until);
        }
        let key = self.key(counted);
        if let Some(window) = self.windows.get_mut(&key) {
            if window.resets <= now {
                window.remaining = window.limit;
                // Until an answer tells more, a new window may have begun.
                window.resets = now + Duration::from_secs(1);
            }
            if window.remaining == 0 {
                return Err(window.resets);
            }
        }
        if counted.global {
            self.slot(now)?;
        }
        if let Some(window) = self.windows.get_mut(&key) {
            window.remaining -= 1;
        }
        Ok(())
    }

    /// Learns from an answer.
    pub fn told(&mut self, counted: &Counted, told: &Told, now: Instant) {
        if let Some(bucket) = &told.bucket
            && self.names.get(&counted.route) != Some(bucket)
        {
            self.names.insert(counted.route.clone(), bucket.clone());
        }
        let (Some(remaining), Some(reset_after)) = (told.remaining, told.reset_after) else { return };
        self.forget_ended(now);
        let (key, resets) = (self.key(counted), now + reset_after);
        let limit = told.limit.unwrap_or(1).max(1);
        let window = self.windows.entry(key).or_insert(Window { limit, remaining, resets });
        // Requests under way were counted here already; answers may overtake each other.
        let same = resets.saturating_duration_since(window.resets) < Duration::from_millis(500);
        let remaining = if same && window.resets > now { window.remaining.min(remaining) } else { remaining };
        *window = Window { limit, remaining, resets: if same { window.resets.max(resets) } else { resets } };
    }

    /// Learns from a refusal.
    pub fn refused(&mut self, counted: &Counted, refusal: Refusal, now: Instant) {
        let until = now + refusal.retry_after;
        match refusal.scope {
            Scope::Global => {
                self.stopped_until = Some(self.stopped_until.map_or(until, |before| before.max(until)));
                self.spaced_until = Some(now + SPACED);
                self.invalid(now);
            }
            Scope::Route | Scope::Shared => {
                let key = self.key(counted);
                let limit = self.windows.get(&key).map_or(1, |window| window.limit);
                self.windows.insert(key, Window { limit, remaining: 0, resets: until });
                if refusal.scope == Scope::Route {
                    self.invalid(now);
                }
            }
        }
    }

    /// Counts a request that was refused: 401, 403, or 429.
    pub fn invalid(&mut self, now: Instant) {
        self.invalid.push_back(now);
        while self.invalid.len() > INVALID_REQUESTS {
            self.invalid.pop_front();
        }
    }

    /// Too many requests were refused: nothing goes out before this.
    pub fn silent_until(&mut self, now: Instant) -> Option<Instant> {
        while self.invalid.front().is_some_and(|first| *first + INVALID_WINDOW <= now) {
            self.invalid.pop_front();
        }
        let first = self.invalid.front().filter(|_| self.invalid.len() >= INVALID_REQUESTS)?;
        Some(*first + INVALID_WINDOW)
    }

    fn key(&self, counted: &Counted) -> (String, String) {
        let name = self.names.get(&counted.route).unwrap_or(&counted.route);
        (name.clone(), counted.resource.clone())
    }

    fn slot(&mut self, now: Instant) -> Result<(), Instant> {
        if self.spaced_until.is_none_or(|until| until <= now) {
            return Ok(());
        }
        if let Some(next) = self.next_slot.filter(|next| *next > now) {
            return Err(next);
        }
        self.next_slot = Some(now + Duration::from_secs(1) / GLOBAL_PER_SECOND);
        Ok(())
    }

    fn forget_ended(&mut self, now: Instant) {
        if self.windows.len() >= BUCKETS {
            self.windows.retain(|_, window| window.resets > now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bucket: &str, remaining: u32, millis: u64) -> Told {
        Told {
            bucket: Some(bucket.to_owned()),
            limit: Some(5),
            remaining: Some(remaining),
            reset_after: Some(Duration::from_millis(millis)),
        }
    }

    fn refusal(scope: Scope) -> Refusal {
        Refusal { retry_after: Duration::from_secs(2), scope }
    }

    #[test]
    fn a_request_counts_by_route_and_resource() {
        let one = Counted::of("POST", "/channels/1/messages");
        assert_eq!((one.route.as_str(), one.resource.as_str()), ("POST channels/*/messages", "channels/1"));
        assert_eq!(Counted::of("PATCH", "/channels/1/messages/2").route, "PATCH channels/*/messages/*");
        let answer = Counted::of("POST", "/interactions/1/token/callback");
        assert_eq!((answer.resource.as_str(), answer.global), ("interactions/1/token", false));
        assert_eq!(answer.route, "POST interactions/*/*/callback");
        assert_eq!(Counted::of("PUT", "/applications/9/commands").route, "PUT applications/*/commands");
    }

    #[test]
    fn an_empty_window_is_waited_for_and_only_there() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let (here, there) = (Counted::of("POST", "/channels/1/messages"), Counted::of("POST", "/channels/2/messages"));
        assert_eq!(buckets.take(&here, now), Ok(()));
        buckets.told(&here, &told("a", 0, 700), now);
        assert_eq!(buckets.take(&here, now), Err(now + Duration::from_millis(700)));
        assert_eq!(buckets.take(&there, now), Ok(()));
        assert_eq!(buckets.take(&here, now + Duration::from_millis(700)), Ok(()));
    }

    #[test]
    fn routes_of_one_bucket_share_it() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let (send, edit) =
            (Counted::of("POST", "/channels/1/messages"), Counted::of("PATCH", "/channels/1/messages/2"));
        buckets.told(&edit, &told("a", 3, 700), now);
        buckets.told(&send, &told("a", 0, 700), now);
        assert!(buckets.take(&edit, now).is_err());
    }

    #[test]
    fn requests_under_way_are_counted() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let here = Counted::of("POST", "/channels/1/messages");
        buckets.told(&here, &told("a", 2, 700), now);
        assert_eq!(buckets.take(&here, now), Ok(()));
        assert_eq!(buckets.take(&here, now), Ok(()));
        buckets.told(&here, &told("a", 1, 650), now + Duration::from_millis(50));
        assert!(buckets.take(&here, now + Duration::from_millis(50)).is_err(), "the second is still under way");
    }

    #[test]
    fn a_global_refusal_stops_everything_but_interactions() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let here = Counted::of("POST", "/channels/1/messages");
        buckets.refused(&here, refusal(Scope::Global), now);
        assert!(buckets.take(&Counted::of("GET", "/users/@me"), now).is_err());
        assert_eq!(buckets.take(&Counted::of("POST", "/interactions/1/t/callback"), now), Ok(()));
        let later = now + Duration::from_secs(2);
        assert_eq!(buckets.take(&here, later), Ok(()));
        assert_eq!(buckets.take(&here, later), Err(later + Duration::from_millis(20)), "spaced from then on");
    }

    #[test]
    fn a_shared_refusal_is_no_mistake_of_ours() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        let here = Counted::of("POST", "/channels/1/messages");
        for _ in 0..INVALID_REQUESTS {
            buckets.refused(&here, refusal(Scope::Shared), now);
        }
        assert_eq!(buckets.silent_until(now), None);
        assert!(buckets.take(&here, now).is_err());
    }

    #[test]
    fn too_many_refusals_silence_the_bot_for_a_while() {
        let (mut buckets, now) = (Buckets::default(), Instant::now());
        for _ in 0..INVALID_REQUESTS {
            buckets.invalid(now);
        }
        let anything = Counted::of("GET", "/users/@me");
        assert_eq!(buckets.take(&anything, now), Err(now + INVALID_WINDOW));
        assert_eq!(buckets.take(&anything, now + INVALID_WINDOW), Ok(()));
    }
}
