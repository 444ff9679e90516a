//! Being brought updates: Telegram posts each one, and is told 200 once it is durable.
//!
//! Who finds the address can hold up no more than a bounded number of connections, each for a bounded time. Deliberately
//! absent: encryption, which the operator's reverse proxy does.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use serde_json::value::RawValue;
use subtle::ConstantTimeEq;
use teloxide_core::payloads::{SetWebhook, SetWebhookSetters};
use teloxide_core::types::AllowedUpdate;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::door::Door;
use super::wire::Bot;
use super::{Ended, Waiting};
use crate::config::SecretText;
use crate::config::telegram::Webhook;
use crate::runtime::Clock;

/// One update. Telegram's longest messages take a few ten thousand bytes.
const UPDATE_BYTES: usize = 1024 * 1024;
/// How long an update may take to become durable before Telegram is told to come again.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long its bytes may take to come.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// After how many seconds it may come again.
const RETRY_AFTER: &str = "2";
/// Updates that Telegram brings at the same time.
const CONNECTIONS: u8 = 40;
/// Connections at a time, of whoever finds the address; others wait until one of them ends.
const OPEN: usize = 256;
/// How long one may say nothing, or take for a head.
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
/// After which pause another connection is accepted when one could not be: the process may have too many files open.
const AGAIN: Duration = Duration::from_millis(100);
const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

struct Gate {
    door: Arc<Door>,
    secret: String,
    /// What has not arrived by then is brought again.
    stop: CancellationToken,
}

/// Tells Telegram where to bring updates, and takes them in until `stop`.
///
/// # Errors
/// [`Ended`] when Telegram does not want to, or the address cannot be listened on.
pub async fn serve(
    bot: &Bot,
    door: Arc<Door>,
    webhook: &Webhook,
    clock: &Arc<dyn Clock>,
    stop: &CancellationToken,
) -> Result<(), Ended> {
    let listener = TcpListener::bind(webhook.listen).await.map_err(|error| Ended::Listen(webhook.listen, error))?;
    let drawn = || format!("{:032x}", clock.fresh());
    let secret = webhook.secret.as_ref().map(SecretText::expose).map_or_else(drawn, str::to_owned);
    let set = SetWebhook::new(webhook.url.clone())
        .secret_token(secret.clone())
        .max_connections(CONNECTIONS)
        .allowed_updates([
            AllowedUpdate::Message,
            AllowedUpdate::EditedMessage,
            AllowedUpdate::CallbackQuery,
            AllowedUpdate::MyChatMember,
        ]);
    let mut waiting = Waiting::default();
    while let Err(refusal) = bot.ask(&set).await {
        waiting.after(&refusal, "Telegram could not be told where to bring updates", stop).await?;
        if stop.is_cancelled() {
            return Ok(());
        }
    }
    tracing::info!(listen = %webhook.listen, "Telegram brings updates");
    let gate = Arc::new(Gate { door, secret, stop: stop.clone() });
    let path = if webhook.url.path().is_empty() { "/" } else { webhook.url.path() };
    let router = Router::new().route(path, post(take)).with_state(gate);
    listen(listener, router, stop).await;
    Ok(())
}

/// Serves connections until `stop`, and what they had begun by then to its end. So many at a time, and none that says
/// nothing: axum's own loop knows no bounds.
async fn listen(listener: TcpListener, router: Router, stop: &CancellationToken) {
    let (open, places) = (TaskTracker::new(), Arc::new(Semaphore::new(OPEN)));
    while let Some(Ok(place)) = stop.run_until_cancelled(Arc::clone(&places).acquire_owned()).await {
        let Some(accepted) = stop.run_until_cancelled(listener.accept()).await else { break };
        let stream = match accepted {
            Ok((stream, _)) => stream,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                stop.run_until_cancelled(sleep(AGAIN)).await;
                continue;
            }
        };
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(HEAD_TIMEOUT);
        let serving = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(router.clone()));
        let stopped = stop.clone();
        open.spawn(async move {
            let mut serving = pin!(serving);
            let ended = tokio::select! {
                ended = serving.as_mut() => ended,
                () = stopped.cancelled() => {
                    serving.as_mut().graceful_shutdown();
                    serving.await
                }
            };
            if let Err(error) = ended {
                tracing::debug!(%error, "a connection broke");
            }
            drop(place);
        });
    }
    open.close();
    open.wait().await;
}

/// Who does not know the secret is not listened to: nothing of what they bring is read.
async fn take(State(gate): State<Arc<Gate>>, headers: HeaderMap, body: Body) -> Response {
    let given = headers.get(SECRET_HEADER).map(HeaderValue::as_bytes).unwrap_or_default();
    if !bool::from(given.ct_eq(gate.secret.as_bytes())) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if body.size_hint().lower() > UPDATE_BYTES as u64 {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    }
    let arriving = tokio::time::timeout(BODY_TIMEOUT, to_bytes(body, UPDATE_BYTES));
    let arrived = tokio::select! {
        arrived = arriving => arrived,
        () = gate.stop.cancelled() => return later(),
    };
    let body = match arrived {
        Ok(Ok(body)) => body,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    if gate.door.handle.is_full() {
        return later();
    }
    let taking = async {
        let mut taken = Vec::new();
        match serde_json::from_slice::<&RawValue>(&body) {
            Ok(raw) => gate.door.take(raw, &mut taken).await?,
            // It can never be read, so it must not come again.
            Err(_) => taken.push(gate.door.unreadable(&String::from_utf8_lossy(&body), "no JSON").await?),
        }
        gate.door.settled(taken).await
    };
    match tokio::time::timeout(PATIENCE, taking).await {
        Ok(Ok(())) => StatusCode::OK.into_response(),
        Ok(Err(_)) | Err(_) => later(),
    }
}

fn later() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER)]).into_response()
}
