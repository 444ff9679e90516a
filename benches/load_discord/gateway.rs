//! The gateway: hello, ready, guilds, then whatever people say, as fast as they say it.

use std::rc::Rc;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::Message;

use super::{BOT, Inside};

/// Channels of each guild, so that a guild is as large as real ones are.
const CHANNELS: u64 = 50;

pub async fn serve(inside: Rc<Inside>, stream: TcpStream) {
    let _ = stream.set_nodelay(true);
    let Ok(socket) = accept_async(stream).await else { return };
    let (mut out, mut incoming) = socket.split();
    let mut number = 0_u64;
    if out.send(frame(&json!({ "op": 10, "d": { "heartbeat_interval": 41_250 } }))).await.is_err() {
        return;
    }
    loop {
        // Asked for before looking, so that nothing is missed between the two.
        let said = inside.said.notified();
        let events = inside.people.borrow_mut().events();
        for event in events {
            number += 1;
            // Written by hand: it is what costs most here.
            if out.feed(Message::text(event.replacen("SEQ", &number.to_string(), 1))).await.is_err() {
                return;
            }
        }
        if out.flush().await.is_err() {
            return;
        }
        tokio::select! {
            () = said => {}
            frame = incoming.next() => {
                let Some(Ok(Message::Text(text))) = frame else { return };
                let sent: Value = serde_json::from_str(&text).unwrap_or_default();
                for answer in answers(&sent, inside.guilds as u64, &mut number) {
                    if out.send(self::frame(&answer)).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

fn frame(value: &Value) -> Message {
    Message::text(value.to_string())
}

fn answers(sent: &Value, guilds: u64, number: &mut u64) -> Vec<Value> {
    let mut event = |name: &str, data: Value| {
        *number += 1;
        json!({ "op": 0, "t": name, "s": *number, "d": data })
    };
    match sent["op"].as_u64() {
        Some(1) => vec![json!({ "op": 11, "d": null })],
        Some(2) => {
            let ready = json!({
                "v": 10, "user": { "id": BOT.to_string(), "username": "errand", "bot": true }, "guilds": [],
                "session_id": "load", "resume_gateway_url": "ws://127.0.0.1:1", "application": { "id": BOT.to_string() },
            });
            let mut events = vec![event("READY", ready)];
            events.extend((1..=guilds).map(|guild| event("GUILD_CREATE", guild_create(guild << 30))));
            events
        }
        _ => Vec::new(),
    }
}

fn guild_create(guild: u64) -> Value {
    let channel = |channel: u64| {
        json!({ "id": (guild + channel).to_string(), "type": 0, "name": format!("channel-{channel}"), "position": channel,
            "permission_overwrites": [], "topic": "What is talked about here.", "nsfw": false })
    };
    json!({ "id": guild.to_string(), "name": "A guild", "channels": (1..=CHANNELS).map(channel).collect::<Vec<_>>(),
        "threads": [], "members": [], "roles": [], "emojis": [], "member_count": 1_000 })
}
