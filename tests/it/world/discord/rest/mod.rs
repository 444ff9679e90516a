//! The simulated REST API: version 10 below `/api/v10` (or `/v10`), one lock, one answer at a time.

mod callbacks;
mod channels;
mod commands;
mod guilds;
mod messages;
pub mod refusal;
pub mod request;
mod threads;
pub mod throttle;
mod webhooks;
pub mod wire;

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, State as Shared};
use axum::http::{HeaderMap, Request as Wire, Response, StatusCode};
use serde_json::{Value as Json, json};
use tokio::net::TcpListener;

use self::refusal::{Answer, Refusal};
use self::request::Request;
use self::throttle::{Trouble, too_many};
use self::wire::{Cut, Lines};
use super::Inside;
use super::rules::schema;
use super::state::State;

/// Bytes of a request: Discord takes files of 10 MiB, ten of them.
const BODY: usize = 105 << 20;

pub async fn serve(listener: TcpListener, inside: Arc<Inside>) {
    let app = Router::new().fallback(answer).with_state(inside);
    let service = app.into_make_service_with_connect_info::<Cut>();
    axum::serve(Lines(listener), service).await.expect("the listener stays open");
}

async fn answer(
    Shared(inside): Shared<Arc<Inside>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    wire: Wire<Body>,
) -> Response<Body> {
    let (head, body) = wire.into_parts();
    let bytes = to_bytes(body, BODY).await.unwrap_or_default();
    let path = head.uri.path().strip_prefix("/api").unwrap_or(head.uri.path());
    let line = format!("{} {}", head.method, path.strip_prefix("/v10").unwrap_or(path));
    inside.state().requests.push(line.clone());
    inside.ring();
    inside.until(|state| !state.throttle.held.as_ref().is_some_and(|held| line.contains(held.as_str()))).await;
    if let Some(id) = path.strip_prefix("/attachments/").and_then(|rest| rest.split('/').next()) {
        assert!(head.headers.get("authorization").is_none(), "files are had without the bot's token");
        let file = id.parse().ok().and_then(|id: u64| inside.state().files.get(&id).map(|(_, text)| text.clone()));
        return Response::new(file.map_or_else(Body::empty, Body::from));
    }
    let mut headers = HeaderMap::new();
    headers.insert("content-type", "application/json".parse().expect("plain text"));
    let (status, body) = {
        let mut state = inside.state();
        match state.throttle.trouble(&line) {
            Some(Trouble::Limited(scope, wait)) => {
                state.throttle.invalid += usize::from(scope != throttle::Scope::Shared);
                (429, too_many(scope, wait, &mut headers))
            }
            Some(Trouble::Refused(status, code)) => (status, Refusal::new(status, code, "As the test says.").body()),
            Some(Trouble::Broken(status)) => {
                headers.insert("content-type", "text/html".parse().expect("plain text"));
                (status, Json::String("<html>upstream connect error</html>".to_owned()))
            }
            Some(Trouble::CutBefore) => {
                cut.cut();
                (500, Json::Null)
            }
            trouble @ (Some(Trouble::CutAfter) | None) => {
                if trouble.is_some() {
                    cut.cut();
                }
                let request = Request::read(head.method, &head.uri, &head.headers, &bytes);
                let answer = state.answer(request, &line, &bytes);
                state.throttle.headroom(&line).write(state.now(), &mut headers);
                answer
            }
        }
    };
    inside.ring();
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    let mut response = Response::new(body);
    *response.status_mut() = StatusCode::from_u16(status).expect("a status");
    *response.headers_mut() = headers;
    response
}

impl State {
    fn answer(&mut self, request: Result<Request, Refusal>, line: &str, bytes: &[u8]) -> (u16, Json) {
        let answer = request.and_then(|request| self.route(&request));
        match answer {
            Ok(answer) => answer,
            Err(refusal) => {
                self.throttle.invalid += usize::from(matches!(refusal.status, 401 | 403));
                if refusal.violation {
                    let body = String::from_utf8_lossy(bytes);
                    self.violation(format!("{line}\n  {body}\n  {} {}", refusal.status, refusal.body()));
                }
                (refusal.status, refusal.body())
            }
        }
    }

    fn route(&mut self, request: &Request) -> Answer {
        let steps: Vec<&str> = request.path.split('/').collect();
        let open = matches!(steps.as_slice(), ["gateway"] | ["interactions" | "webhooks", ..]);
        if !open && request.authorization.as_deref() != Some(format!("Bot {}", self.token).as_str()) {
            return Err(Refusal::new(401, 0, "401: Unauthorized"));
        }
        schema::conform(request)?;
        let method = request.method.as_str();
        match (method, steps.as_slice()) {
            ("GET", ["gateway"]) => Ok((200, json!({ "url": self.gateway_url }))),
            ("GET", ["gateway", "bot"]) => Ok((200, self.show_gateway())),
            ("GET", ["applications" | "oauth2", ..]) if is_about_itself(&steps) => Ok((200, self.show_application())),
            ("GET", ["users", "@me"]) => Ok((200, self.show_user(self.app))),
            ("POST", ["users", "@me", "channels"]) => self.open_direct(request),
            (_, ["users" | "guilds", ..]) => self.guild_route(method, &steps),
            (_, ["channels", channel, rest @ ..]) => self.channel_route(request, id(channel)?, rest),
            ("POST", ["interactions", interaction, token, "callback"]) => {
                self.callback(request, id(interaction)?, token)
            }
            (_, ["webhooks", app, token, rest @ ..]) => self.webhook_route(request, id(app)?, token, rest),
            (_, ["applications", app, rest @ ..]) => self.command_route(request, id(app)?, rest),
            _ => Err(nothing_here()),
        }
    }

    fn show_gateway(&mut self) -> Json {
        self.gateway.renew_starts();
        let renewed = self.gateway.starts_renewed.map_or(Duration::from_hours(4), |at| at - Instant::now());
        json!({
            "url": self.gateway_url, "shards": self.gateway.shards,
            "session_start_limit": {
                "total": self.gateway.starts_total, "remaining": self.gateway.starts_left, "reset_after": renewed.as_millis(),
                "max_concurrency": self.gateway.max_concurrency
            }
        })
    }
}

fn is_about_itself(steps: &[&str]) -> bool {
    matches!(steps, ["applications", "@me"] | ["oauth2", "applications", "@me"])
}

/// A snowflake in a path.
fn id(step: &str) -> Result<u64, Refusal> {
    step.parse().map_err(|_| Refusal::violation(400, 50035, "Invalid Form Body: not a snowflake"))
}

/// A route that Discord does not have, or that this bot has no use for.
fn nothing_here() -> Refusal {
    Refusal::violation(404, 0, "404: Not Found")
}
