//! Updates by webhook: where to, with which secret, again and again until they have arrived.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use frankenstein::methods::{DeleteWebhookParams, SetWebhookParams};
use http_body_util::Full;
use hyper::client::conn::http1;
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use serde_json::{Value as Json, json};
use tokio::net::TcpStream;

use super::Inside;
use super::refusal::Refusal;
use super::request::Params;
use super::state::{State, Webhook};

/// How long Telegram rests between tries; shortened, as nobody wants to wait for that.
const REST: Duration = Duration::from_millis(20);

pub fn set(state: &mut State, params: &Params) -> Result<Json, Refusal> {
    let asked: SetWebhookParams = params.typed()?;
    let known = |one: u8| one.is_ascii_alphanumeric() || one == b'_' || one == b'-';
    if asked
        .secret_token
        .as_ref()
        .is_some_and(|secret| !(1..=256).contains(&secret.len()) || !secret.bytes().all(known))
    {
        return Err(Refusal::violation("secret token contains unallowed characters"));
    }
    let url: Uri = asked.url.parse().unwrap_or_default();
    if !asked.url.is_empty() && (url.authority().is_none() || url.scheme().is_none()) {
        return Err(Refusal::violation("bad webhook: invalid URL specified"));
    }
    if let Some(kinds) = &asked.allowed_updates {
        state.queue.want(super::polling::names(kinds));
    }
    if asked.drop_pending_updates == Some(true) {
        state.queue.clear();
    }
    let hook = Webhook { url: asked.url, secret: asked.secret_token, last_error: None };
    state.webhook = (!hook.url.is_empty()).then_some(hook);
    state.polls += 1;
    Ok(json!(true))
}

pub fn delete(state: &mut State, params: &Params) -> Result<Json, Refusal> {
    let asked: DeleteWebhookParams = params.typed()?;
    if asked.drop_pending_updates == Some(true) {
        state.queue.clear();
    }
    state.webhook = None;
    Ok(json!(true))
}

pub fn info(state: &State) -> Json {
    let url = state.webhook.as_ref().map_or("", |hook| hook.url.as_str());
    let mut info = json!({
        "url": url, "has_custom_certificate": false, "pending_update_count": state.queue.len(),
    });
    if let Some(hook) = &state.webhook {
        info["max_connections"] = json!(40);
        if let Some(error) = &hook.last_error {
            info["last_error_date"] = json!(state.date());
            info["last_error_message"] = json!(error);
        }
    }
    if !state.queue.wanted().is_empty() {
        info["allowed_updates"] = json!(state.queue.wanted());
    }
    info
}

/// Delivers for ever, one update after the other.
pub async fn deliver(inside: Arc<Inside>) {
    let mut changed = inside.changes();
    loop {
        let next = {
            let state = inside.state();
            let hook = state.webhook.as_ref().map(|hook| (hook.url.clone(), hook.secret.clone()));
            hook.zip(state.queue.first().map(|(id, update)| (id, update.to_string())))
        };
        let Some(((url, secret), (id, update))) = next else {
            if changed.changed().await.is_err() {
                return;
            }
            continue;
        };
        let sent = post(&url, secret.as_deref(), update).await;
        let failed = !matches!(sent, Ok(200..=299));
        inside.change(|state| match &mut state.webhook {
            Some(hook) if failed => hook.last_error = Some(wrong(&sent)),
            _ => state.queue.arrived(id),
        });
        if failed {
            tokio::time::sleep(REST).await;
        }
    }
}

fn wrong(sent: &Result<u16, String>) -> String {
    match sent {
        Ok(status) => format!("Wrong response from the webhook: {status}"),
        Err(error) => error.clone(),
    }
}

async fn post(url: &str, secret: Option<&str>, update: String) -> Result<u16, String> {
    let uri: Uri = url.parse().map_err(|_| "no URL".to_owned())?;
    let authority = uri.authority().ok_or("no host")?.to_string();
    let refused = |error: &dyn std::fmt::Display| format!("Connection failed: {error}");
    let stream = TcpStream::connect(&authority).await.map_err(|error| refused(&error))?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(|error| refused(&error))?;
    let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let mut request = Request::post(path).header("host", authority).header("content-type", "application/json");
    if let Some(secret) = secret {
        request = request.header("x-telegram-bot-api-secret-token", secret);
    }
    let request = request.body(Full::new(Bytes::from(update))).map_err(|error| refused(&error))?;
    let answered = async { sender.send_request(request).await.map(|response| response.status().as_u16()) };
    tokio::select! {
        status = answered => status.map_err(|error| refused(&error)),
        _ = connection => Err("Connection closed".to_owned()),
    }
}
