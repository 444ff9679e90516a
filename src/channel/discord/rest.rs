//! Requests to Discord's REST API: serenity's routes and builders, sent by a client of our own.
//!
//! Discord's rate limits are kept ([`Buckets`]), refusals for frequency are waited out, errors of the server and the
//! network are tried again with growing pauses until the caller's patience ends. serenity's own sender is not used: it
//! has no time-outs, and it records bodies and interaction tokens in its spans. The token, and paths, which may hold
//! tokens of interactions, never reach an error or the log.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, RETRY_AFTER, USER_AGENT};
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, Response, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serenity::http::Route;

use super::buckets::{Buckets, Counted, Refusal, Scope, Told};
use crate::domain::limits;

/// What serenity's routes begin with.
const ROUTES: &str = "https://discord.com";
/// The part of the path that limits do not count.
const VERSION: &str = "/api/v10";
/// As Discord asks for it.
const AGENT: &str = concat!("DiscordBot (https://github.com/errand-bot/errand, ", env!("CARGO_PKG_VERSION"), ")");
/// The pause after the first failure of a server; it doubles up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: Duration = Duration::from_millis(250);
/// The longest pause between attempts.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// Waited after a refusal for its frequency that names no time.
const UNNAMED_PAUSE: Duration = Duration::from_secs(1);

/// Requests to one Discord.
pub struct Rest {
    client: Client,
    base: String,
    authorization: String,
    buckets: Mutex<Buckets>,
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rest").field("base", &self.base).finish_non_exhaustive()
    }
}

/// One request.
#[derive(Debug, Clone)]
pub struct Call<'r> {
    method: Method,
    route: Route<'r>,
    query: Vec<(&'static str, String)>,
    body: Option<Vec<u8>>,
    /// A file's name and bytes, beside the body.
    file: Option<(String, Vec<u8>)>,
    patience: Duration,
}

/// Why a request did not lead to what it asked for.
#[derive(Debug, thiserror::Error)]
pub enum RestError {
    /// Discord does not know the token.
    #[error("Discord does not know the bot's token")]
    Unauthorized,
    /// Discord refused.
    #[error("Discord refused {what}: status {status}, code {code}: {reason}")]
    Refused {
        /// Method and path without ids and tokens.
        what: String,
        /// The HTTP status.
        status: u16,
        /// Discord's own code; 0 when it gave none.
        code: u64,
        /// Discord's own words.
        reason: String,
    },
    /// It failed until the caller's patience ended.
    #[error("Discord could not be asked for {what}: {reason}")]
    Failed {
        /// Method and path without ids and tokens.
        what: String,
        /// Why the last attempt failed.
        reason: String,
    },
    /// Its answer could not be read.
    #[error("Discord's answer to {what} could not be read")]
    Unreadable {
        /// Method and path without ids and tokens.
        what: String,
    },
}

impl RestError {
    /// Discord's own code of a refusal.
    pub const fn code(&self) -> Option<u64> {
        match self {
            Self::Refused { code, .. } => Some(*code),
            Self::Unauthorized | Self::Failed { .. } | Self::Unreadable { .. } => None,
        }
    }

    /// The status of a refusal.
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. } => Some(*status),
            Self::Unauthorized => Some(401),
            Self::Failed { .. } | Self::Unreadable { .. } => None,
        }
    }
}

impl<'r> Call<'r> {
    /// Reads something.
    pub fn get(route: Route<'r>) -> Self {
        Self::new(Method::GET, route)
    }

    /// Makes something.
    pub fn post(route: Route<'r>) -> Self {
        Self::new(Method::POST, route)
    }

    /// Changes something.
    pub fn patch(route: Route<'r>) -> Self {
        Self::new(Method::PATCH, route)
    }

    /// Puts something in place of what is there.
    pub fn put(route: Route<'r>) -> Self {
        Self::new(Method::PUT, route)
    }

    /// Removes something.
    pub fn delete(route: Route<'r>) -> Self {
        Self::new(Method::DELETE, route)
    }

    const fn new(method: Method, route: Route<'r>) -> Self {
        Self { method, route, query: Vec::new(), body: None, file: None, patience: limits::DISCORD_PATIENCE }
    }

    /// With a parameter in the address.
    #[must_use]
    pub fn query(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// With a body.
    #[must_use]
    pub fn body(mut self, body: &impl Serialize) -> Self {
        // Builders hold texts and numbers only: they always can be written.
        self.body = serde_json::to_vec(body).ok();
        self
    }

    /// With a file beside the body.
    #[must_use]
    pub fn file(mut self, name: &str, bytes: Vec<u8>) -> Self {
        self.file = Some((name.to_owned(), bytes));
        self
    }

    /// Tried for so long.
    #[must_use]
    pub const fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }
}

/// What became of one attempt.
enum Attempt {
    Done(Response),
    /// Refused for its frequency; the buckets know until when.
    Later,
    /// Worth another attempt.
    Failed(String),
    Ended(RestError),
}

impl Rest {
    /// Requests to the API at a base such as `https://discord.com`, with a bot's token.
    ///
    /// # Errors
    /// When the system's TLS cannot be set up.
    pub fn new(base: &str, token: &str) -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            .connect_timeout(limits::DISCORD_CONNECT_TIMEOUT)
            .timeout(limits::DISCORD_REQUEST_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .build()?;
        let token = token.trim().trim_start_matches("Bot ");
        let base = base.trim_end_matches('/').trim_end_matches(VERSION).to_owned();
        Ok(Self { client, base, authorization: format!("Bot {token}"), buckets: Mutex::default() })
    }

    /// The client, for what is no request to the API.
    pub const fn client(&self) -> &Client {
        &self.client
    }

    /// The API's server.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Makes a request and reads the answer.
    ///
    /// # Errors
    /// [`RestError`].
    pub async fn read<T: DeserializeOwned>(&self, call: Call<'_>) -> Result<T, RestError> {
        let what = call.counted().1;
        let response = self.send(call).await?;
        let body = response.bytes().await.map_err(|_| RestError::Unreadable { what: what.clone() })?;
        serde_json::from_slice(&body).map_err(|_| RestError::Unreadable { what })
    }

    /// Makes a request and reads the answer, which may be empty.
    ///
    /// # Errors
    /// [`RestError`].
    pub async fn read_any(&self, call: Call<'_>) -> Result<Value, RestError> {
        let response = self.send(call).await?;
        Ok(response.json().await.unwrap_or_default())
    }

    /// Makes a request whose answer does not matter.
    ///
    /// # Errors
    /// [`RestError`].
    pub async fn done(&self, call: Call<'_>) -> Result<(), RestError> {
        self.send(call).await.map(drop)
    }

    async fn send(&self, call: Call<'_>) -> Result<Response, RestError> {
        let (counted, what) = call.counted();
        let deadline = Instant::now() + call.patience;
        let mut pause = FIRST_PAUSE;
        loop {
            self.wait_for_place(&counted, &what, deadline).await?;
            match self.attempt(&call, &counted, &what, deadline).await {
                Attempt::Done(response) => return Ok(response),
                Attempt::Ended(error) => return Err(error),
                Attempt::Later => {}
                Attempt::Failed(reason) => {
                    if Instant::now() + pause >= deadline {
                        return Err(RestError::Failed { what, reason });
                    }
                    tracing::warn!(what, reason, "a request to Discord failed and is tried again");
                    tokio::time::sleep(pause + jitter(pause)).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
            }
        }
    }

    async fn wait_for_place(&self, counted: &Counted, what: &str, deadline: Instant) -> Result<(), RestError> {
        loop {
            let taken = self.buckets().take(counted, Instant::now());
            let Err(until) = taken else { return Ok(()) };
            if until >= deadline {
                let reason = "its rate limit leaves no room in time".to_owned();
                return Err(RestError::Failed { what: what.to_owned(), reason });
            }
            tokio::time::sleep_until(until.into()).await;
        }
    }

    async fn attempt(&self, call: &Call<'_>, counted: &Counted, what: &str, deadline: Instant) -> Attempt {
        let left = deadline.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
        let address = call.route.path().replacen(ROUTES, &self.base, 1);
        let mut request = self.client.request(call.method.clone(), address);
        if !call.query.is_empty() {
            request = request.query(&call.query);
        }
        request = request.header(AUTHORIZATION, &self.authorization).header(USER_AGENT, AGENT);
        if let Some((name, bytes)) = &call.file {
            let body = String::from_utf8_lossy(call.body.as_deref().unwrap_or_default()).into_owned();
            let file = Part::bytes(bytes.clone()).file_name(name.clone());
            request = request.multipart(Form::new().text("payload_json", body).part("files[0]", file));
        } else if let Some(body) = &call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body.clone());
        }
        let request = request.timeout(left.min(limits::DISCORD_REQUEST_TIMEOUT));
        let response = match request.send().await {
            Ok(response) => response,
            // reqwest names the address, which may hold the token of an interaction.
            Err(error) => return Attempt::Failed(crate::telemetry::chain(&error.without_url())),
        };
        self.buckets().told(counted, &limits_told(response.headers()), Instant::now());
        let status = response.status();
        if status.is_success() {
            Attempt::Done(response)
        } else if status == StatusCode::TOO_MANY_REQUESTS {
            let refusal = refusal(response).await;
            tracing::debug!(what, scope = ?refusal.scope, "Discord asks for patience");
            self.buckets().refused(counted, refusal, Instant::now());
            Attempt::Later
        } else if status.is_server_error() {
            Attempt::Failed(format!("status {}", status.as_u16()))
        } else {
            self.ended(status, response, counted, what).await
        }
    }

    async fn ended(&self, status: StatusCode, response: Response, counted: &Counted, what: &str) -> Attempt {
        if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
            self.buckets().invalid(Instant::now());
        }
        let body: Value = response.json().await.unwrap_or_default();
        let code = body.get("code").and_then(Value::as_u64).unwrap_or_default();
        // Tokens of interactions end too; only the bot's own is what everything depends on.
        if status == StatusCode::UNAUTHORIZED && counted.is_by_bot() {
            return Attempt::Ended(RestError::Unauthorized);
        }
        let reason = body.get("message").and_then(Value::as_str).unwrap_or_default().chars().take(200).collect();
        Attempt::Ended(RestError::Refused { what: what.to_owned(), status: status.as_u16(), code, reason })
    }

    fn buckets(&self) -> std::sync::MutexGuard<'_, Buckets> {
        self.buckets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Call<'_> {
    /// What limits count it by, and how it is named in errors.
    fn counted(&self) -> (Counted, String) {
        let path = self.route.path();
        let path = path.strip_prefix(ROUTES).and_then(|path| path.strip_prefix(VERSION)).unwrap_or(&path);
        let counted = Counted::of(self.method.as_str(), path);
        let what = counted.shown().to_owned();
        (counted, what)
    }
}

fn limits_told(headers: &HeaderMap) -> Told {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    Told {
        bucket: text("x-ratelimit-bucket").map(str::to_owned),
        limit: text("x-ratelimit-limit").and_then(|limit| limit.parse().ok()),
        remaining: text("x-ratelimit-remaining").and_then(|remaining| remaining.parse().ok()),
        reset_after: text("x-ratelimit-reset-after").and_then(seconds),
    }
}

fn seconds(text: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text.parse().ok()?).ok()
}

async fn refusal(response: Response) -> Refusal {
    let text = |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok());
    let header = text(RETRY_AFTER.as_str()).and_then(seconds);
    let shared = text("x-ratelimit-scope") == Some("shared");
    let global = text("x-ratelimit-scope") == Some("global") || text("x-ratelimit-global").is_some();
    let body: Value = response.json().await.unwrap_or_default();
    let named = body.get("retry_after").and_then(Value::as_f64);
    let named = named.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    let global = global || body.get("global").and_then(Value::as_bool).unwrap_or(false);
    let scope = match (global, shared) {
        (true, _) => Scope::Global,
        (false, true) => Scope::Shared,
        (false, false) => Scope::Route,
    };
    Refusal { retry_after: named.or(header).unwrap_or(UNNAMED_PAUSE), scope }
}

/// Up to a quarter of a pause, so that many that failed together do not come again together.
fn jitter(pause: Duration) -> Duration {
    let mut byte = [0];
    // Without chance there is no jitter, and nothing else is lost.
    let _ = getrandom::fill(&mut byte);
    pause.mul_f64(f64::from(byte[0]) / 1024.0)
}
