//! The shop's counter: who may ask, what is asked, and how it is answered.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Json as JsonBody, Response};
use axum::routing::{get, post, put};
use jiff::SignedDuration;
use serde_json::{Value as Json, json};

use super::Clock;
use super::order::{Books, No};
use crate::api::SecretValue;
use crate::api::signature::{Freshness, Received, verify};
use crate::domain::call::Scheme;

/// How old a signature may be, as the receivers' documents advise.
const MAX_AGE: SignedDuration = SignedDuration::from_mins(5);

/// Everything behind the counter.
pub(super) struct Counter {
    books: Mutex<Books>,
    clock: Clock,
    thinking: Duration,
    key: SecretValue,
    signing: SecretValue,
}

impl Counter {
    pub(super) fn new(clock: Clock, thinking: Duration, key: SecretValue, signing: SecretValue) -> Self {
        let books = Mutex::new(Books::new(clock().1));
        Self { books, clock, thinking, key, signing }
    }

    fn books(&self) -> MutexGuard<'_, Books> {
        // No rule of the books panics half-way.
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn knows_key(&self, headers: &HeaderMap) -> Result<(), Refused> {
        let sent = headers.get("x-api-key").map(HeaderValue::as_bytes);
        if sent == Some(self.key.expose()) { Ok(()) } else { Err(Refused::Unauthorized) }
    }
}

pub(super) fn routes(counter: Counter) -> Router {
    Router::new()
        .route("/api/orders/{number}", get(order))
        .route("/api/orders/{number}/delivery", put(delivery))
        .route("/api/refunds", post(refund))
        .route("/api/password-resets", post(password_reset))
        .with_state(Arc::new(counter))
}

async fn order(counter: State<Arc<Counter>>, number: Path<String>, headers: HeaderMap) -> Answer {
    tokio::time::sleep(counter.thinking).await;
    counter.knows_key(&headers)?;
    Ok((StatusCode::OK, JsonBody(counter.books().order(&number)?)))
}

async fn delivery(counter: State<Arc<Counter>>, number: Path<String>, headers: HeaderMap, body: Bytes) -> Answer {
    tokio::time::sleep(counter.thinking).await;
    counter.knows_key(&headers)?;
    let (_, today) = (counter.clock)();
    Ok((StatusCode::OK, JsonBody(counter.books().deliver_on(&number, &parse(&body)?["date"], today)?)))
}

async fn refund(counter: State<Arc<Counter>>, headers: HeaderMap, body: Bytes) -> Answer {
    tokio::time::sleep(counter.thinking).await;
    counter.knows_key(&headers)?;
    let key = headers.get("idempotency-key").and_then(|key| key.to_str().ok());
    let key = key.ok_or(No::Unreadable("Idempotency-Key is missing"))?;
    Ok((StatusCode::CREATED, JsonBody(counter.books().refund(key, &parse(&body)?)?)))
}

/// Whether there is an account is nobody's business: every address gets the same answer.
async fn password_reset(
    counter: State<Arc<Counter>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    tokio::time::sleep(counter.thinking).await;
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Vec<(String, String)> =
        headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value))).collect();
    let host = headers.iter().find(|(name, _)| name == "host").map_or("", |(_, host)| host);
    let uri = format!("http://{host}{uri}");
    let received = Received { method: method.as_str(), uri: &uri, body: &body, headers: &headers };
    let freshness = Freshness { now: (counter.clock)().0, max_age: MAX_AGE };
    verify(Scheme::HubspotV3, &received, counter.signing.expose(), freshness).map_err(|_| Refused::Unauthorized)?;
    if !parse(&body)?["email"].as_str().is_some_and(|email| email.contains('@')) {
        return Err(No::Unreadable("email is missing").into());
    }
    Ok((StatusCode::ACCEPTED, JsonBody(json!({ "sent": true }))))
}

fn parse(body: &[u8]) -> Result<Json, No> {
    serde_json::from_slice(body).map_err(|_| No::Unreadable("the body is not JSON"))
}

type Answer = Result<(StatusCode, JsonBody<Json>), Refused>;

/// Why there is no answer.
enum Refused {
    Unauthorized,
    No(No),
}

impl From<No> for Refused {
    fn from(no: No) -> Self {
        Self::No(no)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let (status, why) = match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "key or signature is wrong"),
            Self::No(No::Unknown) => (StatusCode::NOT_FOUND, "no such order"),
            Self::No(No::Unreadable(why)) => (StatusCode::BAD_REQUEST, why),
            Self::No(No::AlreadyDone(why)) => (StatusCode::CONFLICT, why),
            Self::No(No::Rule(why)) => (StatusCode::UNPROCESSABLE_ENTITY, why),
        };
        // Both names, since APIs differ and the examples show both.
        (status, JsonBody(json!({ "reason": why, "message": why }))).into_response()
    }
}
