//! Platform events that were handled. Each is remembered by its own id, never as "all up to here":
//! platforms may number anew, jump, and deliver again.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use sqlx::query_scalar;

use super::rows::json;
use super::script::Script;
use super::{Store, StoreError};
use crate::domain::conversation::Channel;

/// An event that is handled by the batch it stands in. One that was handled before makes the batch fail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The channel it came from.
    pub channel: Channel,
    /// Its id in the channel's own words.
    pub event: String,
    /// When it was handled, in ms since 1970.
    pub at_ms: i64,
}

/// Kinds of events whose greatest is remembered. There are few; any more are looked up.
const KINDS: usize = 64;

/// The greatest event of each kind that may be in the store: what is greater was never handled, and nobody need look.
#[derive(Default)]
pub struct Greatest(HashMap<Kind, String>);

/// Events that differ in their digits only, which come last and are equally many: in the order of their numbers, whatever
/// order they come in.
#[derive(PartialEq, Eq, Hash)]
struct Kind {
    channel: Channel,
    before: String,
    length: usize,
}

impl Kind {
    fn of(channel: Channel, event: &str) -> Self {
        let before = event.trim_end_matches(|char: char| char.is_ascii_digit()).to_owned();
        Self { channel, before, length: event.len() }
    }

    /// What has no number has no order, and names that hold numbers before the last may make ever more kinds.
    fn is_worth_it(&self) -> bool {
        self.before.len() < self.length
            && self.before.bytes().all(|byte| byte.is_ascii_graphic() && !byte.is_ascii_digit())
    }
}

impl Greatest {
    /// Events that are about to be written. It does no harm when they are not.
    pub fn note(&mut self, rows: &[Seen]) {
        for Seen { channel, event, .. } in rows {
            match self.0.get_mut(&Kind::of(*channel, event)) {
                Some(greatest) if *greatest < *event => greatest.clone_from(event),
                Some(_) | None => {}
            }
        }
    }
}

impl Store {
    /// Those of the events that were handled before.
    pub async fn seen_among(&mut self, events: &[(Channel, String)]) -> Result<HashSet<(Channel, String)>, StoreError> {
        let (mut seen, mut asked) = (HashSet::new(), Vec::new());
        for event in events {
            if self.is_greatest(event).await? {
                continue;
            }
            if self.backlog.has_seen(event) {
                seen.insert(event.clone());
            } else {
                asked.push(event);
            }
        }
        if asked.is_empty() {
            return Ok(seen);
        }
        let found: Vec<u32> = query_scalar(
            "SELECT asked.key FROM json_each(?1) AS asked CROSS JOIN seen
             WHERE channel = asked.value ->> 0 AND event = asked.value ->> 1",
        )
        .bind(json(asked.iter().map(|(channel, event)| (channel.as_str(), event)))?)
        .fetch_all(self.idle().await)
        .await?;
        let at = |index| Some((*asked.get(usize::try_from(index).ok()?)?).clone());
        seen.extend(found.into_iter().filter_map(at));
        Ok(seen)
    }

    /// Whether an event is certainly greater than all of its kind that were handled.
    async fn is_greatest(&mut self, (channel, event): &(Channel, String)) -> Result<bool, StoreError> {
        let kind = Kind::of(*channel, event);
        if let Some(greatest) = self.greatest.0.get(&kind) {
            return Ok(event > greatest);
        }
        if self.greatest.0.len() >= KINDS || !kind.is_worth_it() {
            return Ok(false);
        }
        let settled: Option<String> = query_scalar(
            "SELECT event FROM seen WHERE channel = ?1 AND event >= ?2 AND event < ?3 AND length(event) = ?4
             ORDER BY event DESC LIMIT 1",
        )
        .bind(channel.as_str())
        .bind(format!("{}0", kind.before))
        .bind(format!("{}:", kind.before)) // what comes after the digits
        .bind(i64::try_from(kind.length).unwrap_or(i64::MAX))
        .fetch_optional(self.idle().await)
        .await?;
        let entered = self.backlog.seen().iter().filter(|seen| Kind::of(seen.channel, &seen.event) == kind);
        let greatest = entered.map(|seen| seen.event.clone()).chain(settled).max().unwrap_or_default();
        let is_greater = *event > greatest;
        self.greatest.0.insert(kind, greatest);
        Ok(is_greater)
    }
}

pub fn put(script: &mut Script, rows: &[Seen]) -> Result<(), StoreError> {
    script.add(
        "INSERT INTO seen (channel, event, at) ?",
        rows.iter().map(|row| (row.channel.as_str(), &row.event, row.at_ms)),
    )
}
