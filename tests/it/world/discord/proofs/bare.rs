//! A bot in its barest form: frames and requests by hand.

use std::sync::Arc;

use futures_util::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::{Value as Json, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::api::PATIENCE;
use crate::world::BEGINNING;
use crate::world::clock::ManualClock;
use crate::world::discord::Discord;

/// Messages and direct messages, no privileged intent.
pub const INTENTS: u64 = 1 | 1 << 9 | 1 << 12;

/// A Discord whose time stands still, so that no deadline passes by itself.
pub fn timeless() -> Discord {
    Discord::with_clock(Arc::new(ManualClock::new(BEGINNING.parse().expect("a time"))))
}

pub struct Bare {
    socket: WebSocketStream<TcpStream>,
    pub seq: u64,
    pub session: String,
}

impl Bare {
    /// Connects, and says nothing yet.
    pub async fn connect(discord: &Discord) -> Self {
        let url = discord.gateway_url();
        let stream = TcpStream::connect(url.trim_start_matches("ws://")).await.expect("the gateway listens");
        let (socket, _) = client_async(format!("{url}/?v=10&encoding=json"), stream).await.expect("a handshake");
        let mut bare = Self { socket, seq: 0, session: String::new() };
        let hello = bare.next().await;
        assert_eq!((hello["op"].as_u64(), hello["d"]["heartbeat_interval"].is_u64()), (Some(10), true));
        bare
    }

    /// Connects and identifies; READY and the guilds have been read.
    pub async fn ready(discord: &Discord, intents: u64) -> Self {
        let mut bare = Self::connect(discord).await;
        bare.identify(discord, intents).await;
        let ready = bare.event("READY").await;
        ready["session_id"].as_str().expect("a session").clone_into(&mut bare.session);
        for _ in 0..ready["guilds"].as_array().expect("guilds").len() {
            bare.event("GUILD_CREATE").await;
        }
        bare
    }

    pub async fn identify(&mut self, discord: &Discord, intents: u64) {
        let properties = json!({ "os": "linux", "browser": "bare", "device": "bare" });
        let identify = json!({ "token": discord.token(), "intents": intents, "properties": properties });
        self.send(&json!({ "op": 2, "d": identify })).await;
    }

    pub async fn resume(&mut self, discord: &Discord, session: &str, seq: u64) {
        let resume = json!({ "token": discord.token(), "session_id": session, "seq": seq });
        self.send(&json!({ "op": 6, "d": resume })).await;
        session.clone_into(&mut self.session);
    }

    pub async fn send(&mut self, frame: &Json) {
        self.socket.send(Message::text(frame.to_string())).await.expect("the gateway listens");
    }

    async fn message(&mut self) -> Option<Message> {
        let message = tokio::time::timeout(PATIENCE, self.socket.next()).await.expect("the gateway says something");
        message.and_then(Result::ok)
    }

    pub async fn next(&mut self) -> Json {
        let message = self.message().await.expect("the connection is open");
        let frame: Json = serde_json::from_str(message.to_text().expect("text")).expect("JSON");
        self.seq = frame["s"].as_u64().unwrap_or(self.seq);
        frame
    }

    /// The next frame is this event.
    pub async fn event(&mut self, name: &str) -> Json {
        let mut frame = self.next().await;
        assert_eq!((frame["op"].as_u64(), frame["t"].as_str()), (Some(0), Some(name)), "{frame:#}");
        frame["d"].take()
    }

    /// The next frame has this operation.
    pub async fn operation(&mut self, op: u64) -> Json {
        let mut frame = self.next().await;
        assert_eq!(frame["op"].as_u64(), Some(op), "{frame:#}");
        frame["d"].take()
    }

    /// The gateway closes with this code.
    pub async fn closed(&mut self) -> Option<u16> {
        match self.message().await {
            Some(Message::Close(frame)) => frame.map(|frame| frame.code.into()),
            Some(other) => panic!("still open: {other}"),
            None => None,
        }
    }

    /// Says goodbye with this code.
    pub async fn leaves(mut self, code: u16) {
        let frame = tokio_tungstenite::tungstenite::protocol::CloseFrame { code: code.into(), reason: "".into() };
        self.socket.close(Some(frame)).await.expect("the gateway listens");
        while let Some(Ok(_)) = self.socket.next().await {}
    }
}

/// A request with the bot's token; its status and its answer.
pub async fn ask(discord: &Discord, method: Method, path: &str, body: Option<Json>) -> (u16, Json) {
    let mut request = reqwest::Client::new().request(method, format!("{}/api/v10/{path}", discord.rest_url()));
    request = request.header("authorization", format!("Bot {}", discord.token()));
    if let Some(body) = body {
        request = request.header("content-type", "application/json").body(body.to_string());
    }
    let response = request.send().await.expect("an answer");
    let status = response.status().as_u16();
    let body = response.text().await.expect("a body");
    (status, serde_json::from_str(&body).unwrap_or(Json::Null))
}

pub async fn post(discord: &Discord, path: &str, body: Json) -> (u16, Json) {
    ask(discord, Method::POST, path, Some(body)).await
}

/// A message as this house sends it.
pub fn message(nonce: &str, content: &str) -> Json {
    json!({ "content": content, "nonce": nonce, "enforce_nonce": true, "allowed_mentions": { "parse": [] } })
}
