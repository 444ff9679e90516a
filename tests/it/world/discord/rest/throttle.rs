//! Rate limits and other trouble: headers on every answer, 429s of three kinds, failures on demand.

use std::collections::{HashMap, VecDeque};
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use jiff::Timestamp;
use serde_json::{Value as Json, json};

/// Whose limit a 429 is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    User,
    Shared,
    Global,
}

/// What goes wrong with a request.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Trouble {
    /// 429 for so long.
    Limited(Scope, Duration),
    /// Refused with this status and Discord's code; nothing has been done.
    Refused(u16, u32),
    /// An answer of Discord's edge, not in JSON.
    Broken(u16),
    /// The connection ends; nothing has been done.
    CutBefore,
    /// The connection ends; everything has been done.
    CutAfter,
}

#[derive(Debug, Default)]
pub struct Throttle {
    /// What happens to the next requests whose `METHOD /path` contains this.
    planned: VecDeque<(String, Trouble)>,
    /// Until when requests are refused: by bucket, or all of them.
    closed: HashMap<Option<String>, (Instant, Scope)>,
    /// Limits that are held: what `METHOD /path` contains, how many, in which time.
    limits: Vec<(String, usize, Duration)>,
    used: HashMap<String, VecDeque<Instant>>,
    /// Requests that came although the bot had been told to wait.
    pub impatient: usize,
    /// Answers with 401, 403 and 429, of which Discord takes 10,000 in ten minutes.
    pub invalid: usize,
    /// Requests whose `METHOD /path` contains this wait.
    pub held: Option<String>,
}

/// The headers that go with an answer.
pub struct Headroom {
    pub bucket: String,
    pub limit: usize,
    pub remaining: usize,
    pub window: Duration,
}

/// The window that is reported where no limit is held.
const WINDOW: Duration = Duration::from_secs(1);
const LIMIT: usize = 50;

impl Throttle {
    pub fn plan(&mut self, request: &str, trouble: Trouble) {
        self.planned.push_back((request.to_owned(), trouble));
    }

    pub fn hold_limit(&mut self, request: &str, count: usize, window: Duration) {
        self.limits.push((request.to_owned(), count, window));
    }

    /// Whether something goes wrong with this request.
    pub fn trouble(&mut self, request: &str) -> Option<Trouble> {
        let now = Instant::now();
        let bucket = bucket(request);
        self.closed.retain(|_, (until, _)| *until > now);
        // Answers to interactions are under no global limit.
        let keys = if interacts(request) { vec![Some(bucket.clone())] } else { vec![None, Some(bucket.clone())] };
        for key in keys {
            if let Some((until, scope)) = self.closed.get(&key) {
                self.impatient += 1;
                return Some(Trouble::Limited(*scope, until.duration_since(now)));
            }
        }
        if let Some(index) = self.planned.iter().position(|(wanted, _)| request.contains(wanted.as_str())) {
            let (_, trouble) = self.planned.remove(index)?;
            if let Trouble::Limited(scope, wait) = trouble {
                let key = if scope == Scope::Global { None } else { Some(bucket) };
                self.closed.insert(key, (now + wait, scope));
            }
            return Some(trouble);
        }
        self.over(request, bucket, now)
    }

    fn over(&mut self, request: &str, bucket: String, now: Instant) -> Option<Trouble> {
        let limit = self.limits.iter().find(|(wanted, _, _)| request.contains(wanted.as_str())).cloned();
        let (count, window) = limit.map_or((LIMIT, WINDOW), |(_, count, window)| (count, window));
        let held = self.limits.iter().any(|(wanted, _, _)| request.contains(wanted.as_str()));
        let used = self.used.entry(bucket).or_default();
        while used.front().is_some_and(|then| now.duration_since(*then) >= window) {
            used.pop_front();
        }
        if held && used.len() >= count {
            let first = used.front().copied().unwrap_or(now);
            return Some(Trouble::Limited(Scope::User, window.saturating_sub(now.duration_since(first))));
        }
        used.push_back(now);
        None
    }

    pub fn headroom(&self, request: &str) -> Headroom {
        let bucket = bucket(request);
        let limit = self.limits.iter().find(|(wanted, _, _)| request.contains(wanted.as_str()));
        let (limit, window) = limit.map_or((LIMIT, WINDOW), |(_, count, window)| (*count, *window));
        let used = self.used.get(&bucket).map_or(0, VecDeque::len);
        Headroom { bucket, limit, remaining: limit.saturating_sub(used), window }
    }
}

impl Headroom {
    pub fn write(&self, now: Timestamp, headers: &mut HeaderMap) {
        let seconds = self.window.as_secs_f64();
        let reset = now.as_millisecond() as f64 / 1000.0 + seconds;
        for (name, value) in [
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.remaining.to_string()),
            ("x-ratelimit-reset", format!("{reset:.3}")),
            ("x-ratelimit-reset-after", format!("{seconds:.3}")),
            ("x-ratelimit-bucket", self.bucket.clone()),
        ] {
            headers.insert(name, value.parse().expect("plain text"));
        }
    }
}

/// The body and the headers of a 429.
pub fn too_many(scope: Scope, wait: Duration, headers: &mut HeaderMap) -> Json {
    let seconds = wait.as_secs_f64().max(0.001);
    let name = match scope {
        Scope::User => "user",
        Scope::Shared => "shared",
        Scope::Global => "global",
    };
    headers.insert("retry-after", format!("{}", seconds.ceil()).parse().expect("a number"));
    headers.insert("x-ratelimit-scope", name.parse().expect("plain text"));
    if scope == Scope::Global {
        headers.insert("x-ratelimit-global", "true".parse().expect("plain text"));
    }
    let message = match scope {
        Scope::User | Scope::Global => "You are being rate limited.",
        Scope::Shared => "The resource is being rate limited.",
    };
    json!({ "message": message, "retry_after": (seconds * 1000.0).ceil() / 1000.0, "global": scope == Scope::Global })
}

fn interacts(request: &str) -> bool {
    request.contains(" /interactions/") || request.contains(" /webhooks/")
}

/// Requests that share a limit: the same route below the same channel, guild or webhook.
fn bucket(request: &str) -> String {
    let (method, path) = request.split_once(' ').unwrap_or_default();
    let steps = path.split('/').enumerate().map(|(index, step)| {
        let minor = index > 2 && step.len() > 15 && step.bytes().all(|byte| byte.is_ascii_digit());
        if minor { "id" } else { step }
    });
    let route = format!("{method} {}", steps.collect::<Vec<_>>().join("/"));
    hex::encode(route.bytes().fold([0_u8; 8], |mut mixed, byte| {
        let number = u64::from_be_bytes(mixed).wrapping_mul(0x0100_0000_01b3) ^ u64::from(byte);
        mixed.copy_from_slice(&number.to_be_bytes());
        mixed
    }))
}
