//! The simulated gateway: web sockets on loopback, one task per connection.

pub mod frames;
pub mod session;
mod transport;

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{WebSocketStream, accept_hdr_async};

use self::session::Connection;
use self::transport::Transport;
use super::Inside;

/// What is sent to the bot through one connection.
#[derive(Debug)]
pub enum Out {
    Frame(String),
    Close(u16, &'static str),
    /// The line is cut, without a word.
    Cut,
}

pub async fn serve(listener: TcpListener, inside: Arc<Inside>) {
    while let Ok((stream, _)) = listener.accept().await {
        let inside = Arc::clone(&inside);
        #[expect(clippy::disallowed_methods, reason = "the simulator's runtime ends with its thread")]
        tokio::spawn(async move { converse(stream, &inside).await });
    }
}

#[expect(clippy::result_large_err, reason = "the type of the answer to a handshake is the library's")]
async fn accept(stream: TcpStream) -> Option<(WebSocketStream<TcpStream>, String)> {
    let mut target = String::new();
    let note = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        request.uri().to_string().clone_into(&mut target);
        Ok(response)
    };
    let socket = accept_hdr_async(stream, note).await.ok()?;
    Some((socket, target))
}

async fn converse(stream: TcpStream, inside: &Inside) {
    let refused = {
        let mut state = inside.state();
        state.gateway.attempts += 1;
        state.gateway.refusing
    };
    inside.ring();
    if refused {
        return;
    }
    let Some((mut socket, target)) = accept(stream).await else { return };
    let (frames, mut outgoing) = mpsc::unbounded_channel();
    let (id, transport, patience) = {
        let mut state = inside.state();
        let id = state.snowflake();
        let transport = transport::asked(&mut state, &target);
        let interval = state.gateway.heartbeat;
        let mut connection = Connection::new(frames);
        connection.send(
            json!({ "op": 10, "s": null, "t": null,
            "d": { "heartbeat_interval": interval.as_millis(), "_trace": ["[\"simulated\"]"] } })
            .to_string(),
        );
        if transport.is_none() {
            connection.close(4012, "Invalid API version.");
        }
        state.gateway.connections.insert(id, connection);
        // Discord waits for about two intervals before it gives a silent client up.
        (id, transport.unwrap_or(Transport::Plain), interval * 2 + Duration::from_secs(1))
    };
    inside.ring();
    exchange(&mut socket, transport, &mut outgoing, inside, (id, patience)).await;
    inside.state().disconnected(id);
    inside.ring();
}

async fn exchange(
    socket: &mut WebSocketStream<TcpStream>,
    mut transport: Transport,
    outgoing: &mut mpsc::UnboundedReceiver<Out>,
    inside: &Inside,
    (id, patience): (u64, Duration),
) {
    // Whoever has said nothing yet is waited for.
    let mut last = None;
    loop {
        tokio::select! {
            biased;
            frame = outgoing.recv() => match frame {
                Some(Out::Frame(text)) => {
                    if socket.send(transport.wrap(&text)).await.is_err() {
                        return;
                    }
                }
                Some(Out::Close(code, reason)) => {
                    let frame = CloseFrame { code: code.into(), reason: reason.into() };
                    let _ = socket.close(Some(frame)).await;
                    // The bot's half of the farewell; what else it says is not heard any more.
                    while let Some(Ok(_)) = socket.next().await {}
                    return;
                }
                Some(Out::Cut) | None => return,
            },
            message = socket.next() => {
                match message {
                    Some(Ok(Message::Text(text))) => {
                        last = Some(Instant::now());
                        inside.state().received(id, &text);
                        inside.ring();
                    }
                    Some(Ok(Message::Binary(_))) => inside.state().decode_error(id, "a binary frame"),
                    Some(Ok(Message::Close(frame))) => {
                        inside.state().farewell(id, frame.map(|frame| frame.code.into()));
                        inside.ring();
                        // Reading on is what sends our half of the farewell.
                        while let Some(Ok(_)) = socket.next().await {}
                        return;
                    }
                    Some(Ok(Message::Ping(_) | Message::Pong(_) | Message::Frame(_))) => {}
                    Some(Err(_)) | None => return,
                }
            }
            () = silence(last, patience) => {
                last = None;
                inside.state().silent(id);
            }
        }
    }
}

/// Ends when nothing has been heard for so long.
async fn silence(last: Option<Instant>, patience: Duration) {
    match last {
        Some(last) => tokio::time::sleep_until((last + patience).into()).await,
        None => std::future::pending().await,
    }
}
