//! What the bot says to the gateway, looked at frame by frame.

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};
use twilight_model::gateway::Intents;

use crate::world::discord::state::State;

/// Bytes of a frame.
const FRAME: usize = 4096;
/// Frames in a minute.
const RATE: usize = 120;
const MINUTE: Duration = Duration::from_mins(1);

/// Intents that must be switched on for the application: members, presences, message content.
const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | 1 << 15;

impl State {
    /// A text frame has come in.
    pub fn received(&mut self, id: u64, text: &str) {
        let Some(connection) = self.gateway.connections.get_mut(&id) else { return };
        let now = Instant::now();
        connection.stamps.push_back(now);
        while connection.stamps.front().is_some_and(|then| now.duration_since(*then) > MINUTE) {
            connection.stamps.pop_front();
        }
        if connection.stamps.len() > RATE {
            self.violation("gateway: more than 120 frames in a minute".to_owned());
            return self.close(id, 4008, "You're being rate limited.");
        }
        if text.len() > FRAME {
            return self.decode_error(id, "more than 4096 bytes");
        }
        let Ok(frame) = serde_json::from_str::<Json>(text) else {
            return self.decode_error(id, "not JSON");
        };
        let known = frame.as_object().is_some_and(|frame| {
            frame
                .keys()
                .all(|key| matches!(key.as_str(), "op" | "d") || (frame[key].is_null() && (key == "s" || key == "t")))
        });
        if !known {
            return self.decode_error(id, "a frame with other keys than `op` and `d`");
        }
        match frame["op"].as_u64() {
            Some(1) => self.heartbeat(id, &frame["d"]),
            Some(2) => self.identify(id, &frame["d"]),
            Some(6) => self.resume(id, &frame["d"]),
            Some(3 | 4 | 8 | 31) if self.gateway.connections[&id].session.is_none() => {
                self.violation(format!("gateway: {text} before identifying"));
                self.close(id, 4003, "Not authenticated.");
            }
            // The presence of a bot; everything else asks for lists that this bot has no use for.
            Some(3) if frame["d"]["activities"].is_array() && frame["d"]["status"].is_string() => {}
            _ => {
                self.violation(format!("gateway: an operation that does not exist or is not for this bot: {text}"));
                self.close(id, 4001, "Unknown opcode.");
            }
        }
    }

    /// A frame that cannot be read.
    pub fn decode_error(&mut self, id: u64, why: &str) {
        self.violation(format!("gateway: {why}"));
        self.close(id, 4002, "Error while decoding payload.");
    }

    fn heartbeat(&mut self, id: u64, seen: &Json) {
        let session = self.gateway.connections[&id].session.as_ref();
        let last = session.and_then(|session| self.gateway.sessions.get(session)).map_or(0, |session| session.seq);
        let fits = seen.is_null() || seen.as_u64().is_some_and(|seen| session.is_none() || seen <= last);
        if !fits {
            self.violation(format!("gateway: a heartbeat about event {seen}, but the last was {last}"));
        }
        self.gateway.heartbeats += 1;
        if self.gateway.acking {
            self.send(id, &json!({ "op": 11, "d": null, "s": null, "t": null }));
        }
    }

    fn identify(&mut self, id: u64, identify: &Json) {
        if self.gateway.connections[&id].session.is_some() {
            self.violation("gateway: identified twice".to_owned());
            return self.close(id, 4005, "Already authenticated.");
        }
        if let Some(wrong) = misfit(identify) {
            self.violation(format!("gateway: identify {wrong}"));
            return self.close(id, 4002, "Error while decoding payload.");
        }
        if identify["token"].as_str().map(|token| token.trim_start_matches("Bot ")) != Some(&self.token) {
            return self.close(id, 4004, "Authentication failed.");
        }
        self.gateway.renew_starts();
        if self.gateway.starts_left == 0 {
            self.violation("gateway: identified beyond the session start limit".to_owned());
            return self.close(id, 4004, "Authentication failed.");
        }
        self.gateway.starts_left -= 1;
        let intents = identify["intents"].as_u64().unwrap_or_default();
        if Intents::from_bits(intents).is_none() {
            return self.close(id, 4013, "Invalid intent(s).");
        }
        if intents & PRIVILEGED & !self.gateway.privileged != 0 {
            return self.close(id, 4014, "Disallowed intent(s).");
        }
        let shard = identify["shard"].as_array().map_or((0, 1), |shard| {
            let number = |index: usize| shard.get(index).and_then(Json::as_u64);
            (number(0).unwrap_or(u64::MAX), number(1).unwrap_or_default())
        });
        if shard.0 >= shard.1 {
            return self.close(id, 4010, "Invalid shard.");
        }
        if shard.1 < self.gateway.shards {
            return self.close(id, 4011, "Sharding required.");
        }
        let (bucket, now) = (shard.0 % self.gateway.max_concurrency, Instant::now());
        let last = self.gateway.last_identify.insert(bucket, now);
        if last.is_some_and(|last| now.duration_since(last) < self.gateway.identify_every) {
            return self.send(id, &json!({ "op": 9, "d": false, "s": null, "t": null }));
        }
        self.start(id, intents, shard);
    }

    fn resume(&mut self, id: u64, resume: &Json) {
        if self.gateway.connections[&id].session.is_some() {
            return self.close(id, 4005, "Already authenticated.");
        }
        let (session, seq) = (resume["session_id"].as_str(), resume["seq"].as_u64());
        let (Some(session), Some(seq)) = (session.map(str::to_owned), seq) else {
            return self.decode_error(id, "a resume without session_id and seq");
        };
        if resume["token"].as_str().map(|token| token.trim_start_matches("Bot ")) != Some(&self.token) {
            return self.close(id, 4004, "Authentication failed.");
        }
        let resumable = self.gateway.sessions.get(&session).is_some_and(|session| seq <= session.seq);
        if resumable {
            self.replay(id, &session, seq);
        } else {
            self.gateway.sessions.remove(&session);
            self.send(id, &json!({ "op": 9, "d": false, "s": null, "t": null }));
        }
    }
}

/// What an identify lacks or has too much of.
fn misfit(identify: &Json) -> Option<String> {
    const KEYS: [&str; 8] =
        ["token", "properties", "compress", "large_threshold", "shard", "presence", "intents", "capabilities"];
    let Some(fields) = identify.as_object() else { return Some("is not an object".to_owned()) };
    if let Some(key) = fields.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Some(format!("has `{key}`"));
    }
    let properties = &identify["properties"];
    let named = ["os", "browser", "device"].iter().all(|key| properties[key].is_string());
    let threshold = &identify["large_threshold"];
    let checks = [
        (identify["token"].is_string(), "has no token"),
        (named, "has no properties"),
        (identify["intents"].is_u64(), "has no intents"),
        (identify["compress"].is_null() || identify["compress"].is_boolean(), "has an odd `compress`"),
        (identify["compress"] != true, "wants payload compression beside the transport's"),
        (
            threshold.is_null() || threshold.as_u64().is_some_and(|count| (50..=250).contains(&count)),
            "has an odd `large_threshold`",
        ),
        (
            identify["shard"].is_null() || identify["shard"].as_array().is_some_and(|shard| shard.len() == 2),
            "has an odd `shard`",
        ),
    ];
    checks.iter().find(|(fits, _)| !fits).map(|(_, wrong)| (*wrong).to_owned())
}
