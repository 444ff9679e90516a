//! Sessions: events in order with their numbers, kept for whoever comes back for them.

use std::collections::VecDeque;
use std::time::Instant;

use serde_json::{Value as Json, json};
use tokio::sync::mpsc::UnboundedSender;

use super::Out;
use crate::world::discord::state::State;

/// Intents that events ask for.
pub const GUILDS: u64 = 1;
pub const GUILD_MESSAGES: u64 = 1 << 9;
pub const GUILD_TYPING: u64 = 1 << 11;
pub const DIRECT_MESSAGES: u64 = 1 << 12;
pub const DIRECT_TYPING: u64 = 1 << 14;
pub const MESSAGE_CONTENT: u64 = 1 << 15;

#[derive(Debug)]
pub struct Connection {
    frames: UnboundedSender<Out>,
    pub session: Option<String>,
    /// When frames came in.
    pub stamps: VecDeque<Instant>,
}

impl Connection {
    pub fn new(frames: UnboundedSender<Out>) -> Self {
        Self { frames, session: None, stamps: VecDeque::new() }
    }

    // A connection whose task has ended has nobody to read this: what it misses is in the session.
    pub fn send(&mut self, frame: String) {
        let _ = self.frames.send(Out::Frame(frame));
    }

    pub fn close(&mut self, code: u16, reason: &'static str) {
        let _ = self.frames.send(Out::Close(code, reason));
    }

    pub fn cut(&mut self) {
        let _ = self.frames.send(Out::Cut);
    }
}

#[derive(Debug)]
pub struct Session {
    pub shard: (u64, u64),
    pub intents: u64,
    /// The number of the last event.
    pub seq: u64,
    pub events: VecDeque<(u64, String)>,
    pub connection: Option<u64>,
}

/// Something that bots are told.
pub struct Event {
    pub name: &'static str,
    pub data: Json,
    /// The same for bots that may not read messages.
    pub bare: Option<Json>,
    /// The intent it takes; 0 for none.
    pub intent: u64,
    pub guild: Option<u64>,
}

impl State {
    pub fn send(&mut self, id: u64, frame: &Json) {
        if let Some(connection) = self.gateway.connections.get_mut(&id) {
            connection.send(frame.to_string());
        }
    }

    /// The gateway ends a connection, and with it the session where the code says so.
    pub fn close(&mut self, id: u64, code: u16, reason: &'static str) {
        let Some(connection) = self.gateway.connections.get_mut(&id) else { return };
        connection.close(code, reason);
        let session = connection.session.take();
        if let Some(session) = session {
            if matches!(code, 4003 | 4004 | 4007 | 4009..=4014) {
                self.gateway.sessions.remove(&session);
            } else if let Some(session) = self.gateway.sessions.get_mut(&session) {
                session.connection = None;
            }
        }
    }

    /// No heartbeat for too long.
    pub fn silent(&mut self, id: u64) {
        self.close(id, 4009, "Session timed out.");
    }

    /// The bot has closed: with 1000 and 1001 it says that it will not come back for this session.
    pub fn farewell(&mut self, id: u64, code: Option<u16>) {
        let session = self.gateway.connections.get(&id).and_then(|connection| connection.session.clone());
        if let (Some(session), Some(1000 | 1001)) = (session, code) {
            self.gateway.sessions.remove(&session);
        }
    }

    pub fn disconnected(&mut self, id: u64) {
        let session = self.gateway.connections.remove(&id).and_then(|connection| connection.session);
        if let Some(session) = session.and_then(|session| self.gateway.sessions.get_mut(&session))
            && session.connection == Some(id)
        {
            session.connection = None;
        }
    }

    pub fn start(&mut self, id: u64, intents: u64, shard: (u64, u64)) {
        let name = format!("{:016x}", self.snowflake());
        // A shard has one session: its old connection is taken over.
        let older = self.gateway.sessions.iter().filter(|(_, older)| older.shard == shard);
        let older: Vec<String> = older.map(|(name, _)| name.clone()).collect();
        for older in older {
            let connection = self.gateway.sessions.get(&older).and_then(|session| session.connection);
            if let Some(connection) = connection {
                self.close(connection, 4000, "Another connection took over.");
            }
        }
        let session = Session { shard, intents, seq: 0, events: VecDeque::new(), connection: Some(id) };
        self.gateway.sessions.insert(name.clone(), session);
        if let Some(connection) = self.gateway.connections.get_mut(&id) {
            connection.session = Some(name.clone());
        }
        self.gateway.identified += 1;
        let mine = self.guilds.values().filter(|guild| of_shard(guild.id, shard));
        let mine: Vec<Json> = mine.map(|guild| self.show_whole_guild(guild)).collect();
        let guilds: Vec<Json> = mine.iter().map(|guild| json!({ "id": guild["id"], "unavailable": true })).collect();
        let ready = json!({
            "v": 10, "user": self.show_user(self.app), "guilds": guilds, "session_id": name,
            "session_type": "normal", "resume_gateway_url": self.gateway_url, "shard": [shard.0, shard.1],
            "application": { "id": self.app.to_string(), "flags": self.show_application()["flags"] },
            "private_channels": [], "relationships": [], "presences": [], "user_settings": {}, "_trace": []
        });
        self.dispatch_to(&name, "READY", &ready);
        if intents & GUILDS != 0 {
            for guild in mine {
                self.dispatch_to(&name, "GUILD_CREATE", &guild);
            }
        }
    }

    pub fn replay(&mut self, id: u64, name: &str, seen: u64) {
        let Some(session) = self.gateway.sessions.get_mut(name) else { return };
        let older = session.connection.replace(id);
        session.events.retain(|(seq, _)| *seq > seen);
        let missed: Vec<String> = session.events.iter().map(|(_, frame)| frame.clone()).collect();
        if let Some(older) = older.filter(|older| *older != id)
            && let Some(connection) = self.gateway.connections.get_mut(&older)
        {
            connection.session = None;
            connection.close(4000, "Another connection took over.");
        }
        if let Some(connection) = self.gateway.connections.get_mut(&id) {
            connection.session = Some(name.to_owned());
            for frame in missed {
                connection.send(frame);
            }
        }
        self.gateway.resumed += 1;
        self.dispatch_to(name, "RESUMED", &json!({ "_trace": [] }));
    }

    fn dispatch_to(&mut self, name: &str, event: &str, data: &Json) {
        let Some(session) = self.gateway.sessions.get_mut(name) else { return };
        session.seq += 1;
        let frame = json!({ "op": 0, "s": session.seq, "t": event, "d": data }).to_string();
        session.events.push_back((session.seq, frame.clone()));
        let connection = session.connection.and_then(|id| self.gateway.connections.get_mut(&id));
        if let Some(connection) = connection {
            connection.send(frame);
        }
    }

    /// Tells every bot that is meant to know; whoever has no session misses it.
    pub fn dispatch(&mut self, event: &Event) {
        let names: Vec<String> = self.gateway.sessions.keys().cloned().collect();
        for name in names {
            let Some(session) = self.gateway.sessions.get(&name) else { continue };
            let meant = event.intent == 0 || session.intents & event.intent != 0;
            let here = match event.guild {
                Some(guild) => of_shard(guild, session.shard),
                None => session.shard.0 == 0,
            };
            if !(meant && here) {
                continue;
            }
            let readable = session.intents & MESSAGE_CONTENT != 0;
            let data = if readable { &event.data } else { event.bare.as_ref().unwrap_or(&event.data) };
            for _ in 0..=usize::from(self.gateway.twice) {
                self.dispatch_to(&name, event.name, data);
            }
        }
    }
}

const fn of_shard(guild: u64, shard: (u64, u64)) -> bool {
    (guild >> 22) % shard.1 == shard.0
}
