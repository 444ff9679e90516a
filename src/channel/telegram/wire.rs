//! Requests to the Bot API: teloxide's typed requests over connections of our own.
//!
//! The token is part of every address, so no address reaches an error or a log. Deliberately absent: teloxide's own
//! client (its dispatcher confirms updates before they are handled), and files, which are [`file`](super::file)'s.

use std::error::Error;
use std::fmt;
use std::pin::{Pin, pin};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Uri, header};
use http_body_util::Full;
use rustls::ClientConfig;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use teloxide_core::ApiError;
use teloxide_core::requests::Payload;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, sleep_until};
use url::Url;

use super::pool::Pool;
use crate::config::SecretText;
use crate::exchange::{AnswerBytes, Received};

/// Requests under way at once, beside the one that waits for updates. Telegram lets a bot send 30 messages a second.
const REQUESTS: usize = 64;
/// Whoever has waited this long for an answer makes room for others: a chat that Telegram is slow with is not theirs.
const SLOW_AFTER: Duration = Duration::from_millis(500);
/// Requests that wait for long; more keep their place.
const SLOW: usize = 1_024;
/// One request, connecting included.
pub(super) const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// What stands beside messages, and what is said next waits for it.
const BESIDE_TIMEOUT: Duration = Duration::from_secs(2);
/// A request that would be done twice if it was asked again: it was taken, most likely, and its answer is on the way.
const ONCE_TIMEOUT: Duration = Duration::from_secs(90);
/// An answer. A full batch of updates with long messages has about 1 MiB.
const ANSWER_BYTES: usize = 16 * 1024 * 1024;

/// What Telegram says where the bot may not write any more: of a topic, and where it was muted. teloxide has no words for
/// these.
const GONE: [&str; 6] = [
    "message thread not found",
    "TOPIC_CLOSED",
    "TOPIC_DELETED",
    "not enough rights to send",
    "have no rights to send",
    "CHAT_WRITE_FORBIDDEN",
];

/// How the answer begins to what was done.
const DONE: &[u8] = br#"{"ok":true"#;
const JSON: HeaderValue = HeaderValue::from_static("application/json");
const NO_PLACE: &str = "the file's path does not fit into an address";
/// Of a description that teloxide does not know, in a log.
const DESCRIPTION_CHARS: usize = 200;

/// The bot's way to the Bot API.
pub struct Bot {
    pool: Pool,
    /// The path of all requests. Ends with a slash. Holds the token.
    base: String,
    /// Of files; the same.
    files: String,
    token: SecretText,
    places: Semaphore,
    slow: Semaphore,
}

/// Why a request was not carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The Bot API said no.
    Api {
        /// The HTTP status it meant.
        code: u16,
        /// What it says, as teloxide reads it.
        what: ApiError,
        /// How long to wait before anything is tried again.
        retry_after: Option<Duration>,
        /// The chat's id from now on.
        moved_to: Option<i64>,
    },
    /// There was no answer, or none that the Bot API would give.
    Unreachable(String),
    /// It was done, and the answer is in a form that is not understood.
    Odd,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api { code, what, .. } => write!(f, "{code}: {what}"),
            Self::Unreachable(why) => f.write_str(why),
            Self::Odd => f.write_str("it was done, and the answer is not understood"),
        }
    }
}

impl Error for Refusal {}

impl Refusal {
    /// Whether the same request may be taken later: the fault is the line's, the server's, or the token's.
    pub const fn passes(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Api { retry_after: Some(_), .. } => true,
            Self::Api { code, .. } => !matches!(*code, 400 | 403 | 413),
            Self::Odd => false,
        }
    }

    /// The HTTP status that the Bot API meant.
    pub const fn code(&self) -> Option<u16> {
        match self {
            Self::Api { code, .. } => Some(*code),
            Self::Unreachable(_) | Self::Odd => None,
        }
    }
}

/// A typed request, and what of its answer matters here.
pub trait Ask: Serialize {
    /// The method.
    const NAME: &'static str;
    /// How long an answer may take.
    const PATIENCE: Duration;
    /// The answer.
    type Answer: DeserializeOwned;
}

/// The one thing about a message that was sent that matters.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Sent {
    /// Its id in its chat.
    pub message_id: i32,
}

macro_rules! asks {
    ($($payload:ident => $answer:ty, $patience:ident;)*) => {
        $(impl Ask for teloxide_core::payloads::$payload {
            const NAME: &'static str = <Self as Payload>::NAME;
            const PATIENCE: Duration = $patience;
            type Answer = $answer;
        })*
    };
}

asks! {
    SendMessage => Sent, ONCE_TIMEOUT;
    EditMessageText => IgnoredAny, REQUEST_TIMEOUT;
    SendChatAction => IgnoredAny, BESIDE_TIMEOUT;
    EditMessageReplyMarkup => IgnoredAny, BESIDE_TIMEOUT;
    DeleteMessage => IgnoredAny, REQUEST_TIMEOUT;
    AnswerCallbackQuery => IgnoredAny, REQUEST_TIMEOUT;
    SetMyCommands => IgnoredAny, REQUEST_TIMEOUT;
    SetWebhook => IgnoredAny, REQUEST_TIMEOUT;
    DeleteWebhook => IgnoredAny, REQUEST_TIMEOUT;
    GetMe => Me, REQUEST_TIMEOUT;
    GetWebhookInfo => WebhookInfo, REQUEST_TIMEOUT;
}

/// The bot itself.
#[derive(Debug, Clone, Deserialize)]
pub struct Me {
    /// Its user id.
    pub id: u64,
    /// Its name, without the `@`.
    pub username: String,
    /// Whether it is given every message of a group: its privacy mode is off.
    #[serde(default)]
    pub can_read_all_group_messages: bool,
    /// Whether it may be added to groups.
    #[serde(default)]
    pub can_join_groups: bool,
}

/// Where Telegram brings updates.
#[derive(Debug, Clone, Deserialize)]
pub struct WebhookInfo {
    /// The address; empty when Errand is to ask.
    #[serde(default)]
    pub url: String,
    /// Updates that wait.
    #[serde(default)]
    pub pending_update_count: u64,
    /// What went wrong last.
    #[serde(default)]
    pub last_error_message: Option<String>,
}

/// How nearly every answer looks. It is read once.
#[derive(Deserialize)]
struct Done<T> {
    ok: bool,
    result: T,
}

/// How any answer may look.
#[derive(Deserialize)]
struct Reply<'r> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'r RawValue>,
    error_code: Option<u16>,
    description: Option<ApiError>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl Bot {
    /// A bot of a Bot API server.
    pub fn new(api_url: &Url, token: &SecretText, tls: &ClientConfig) -> Self {
        // Whatever a `Url` of http or https is, a `Uri` is as well.
        let server: Uri = api_url.as_str().parse().unwrap_or_default();
        let (path, secret) = (server.path().trim_end_matches('/').to_owned(), token.expose());
        let (base, files) = (format!("{path}/bot{secret}/"), format!("{path}/file/bot{secret}/"));
        let (places, slow) = (Semaphore::new(REQUESTS), Semaphore::new(SLOW));
        Self { pool: Pool::new(server, tls), base, files, token: token.clone(), places, slow }
    }

    /// Carries out a typed request.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn ask<A: Ask>(&self, asked: &A) -> Result<A::Answer, Refusal> {
        let body = serde_json::to_vec(asked).map_err(unreachable)?;
        self.in_turn(A::NAME, JSON, body.into(), A::PATIENCE).await
    }

    /// Carries out a request whose body is of another kind.
    pub(super) async fn send(&self, name: &str, kind: HeaderValue, body: Bytes) -> Result<Sent, Refusal> {
        self.in_turn(name, kind, body, ONCE_TIMEOUT).await
    }

    /// Carries a request out when there is a place for it.
    async fn in_turn<T: DeserializeOwned>(
        &self,
        name: &str,
        kind: HeaderValue,
        body: Bytes,
        patience: Duration,
    ) -> Result<T, Refusal> {
        // Nobody closes the semaphores.
        let place = self.places.acquire().await;
        let deadline = Instant::now() + patience;
        let late = async move {
            sleep(SLOW_AFTER).await;
            let slow = self.slow.try_acquire();
            if slow.is_ok() {
                drop(place);
            }
            sleep_until(deadline).await;
        };
        self.asked(name, kind, body, pin!(late)).await
    }

    /// Carries out a request that is JSON already, without a place.
    ///
    /// # Errors
    /// [`Refusal`].
    pub async fn post<T: DeserializeOwned>(&self, name: &str, body: Bytes, patience: Duration) -> Result<T, Refusal> {
        self.asked(name, JSON, body, pin!(sleep(patience))).await
    }

    async fn asked<T: DeserializeOwned>(
        &self,
        name: &str,
        kind: HeaderValue,
        body: Bytes,
        late: Pin<&mut impl Future<Output = ()>>,
    ) -> Result<T, Refusal> {
        let mut request = Request::new(Full::new(body));
        *request.method_mut() = Method::POST;
        *request.uri_mut() = self.uri(name)?;
        request.headers_mut().insert(header::CONTENT_TYPE, kind);
        let exchanged = Box::pin(self.pool.exchange(request, ANSWER_BYTES, late)).await;
        let Received { status, body } = exchanged.map_err(unreachable)?;
        let bytes = match body {
            AnswerBytes::Whole(bytes) => bytes,
            AnswerBytes::TooLarge(beginning) | AnswerBytes::CutOff(beginning) if says_done(&beginning) => beginning,
            AnswerBytes::TooLarge(_) => return Err(unreachable("the answer is too long")),
            AnswerBytes::CutOff(_) => return Err(unreachable("the answer broke off")),
        };
        read(status, &bytes).map_err(|refusal| self.discreet(refusal))
    }

    /// A file of the server's, so many bytes of it at most, until it is `late`.
    pub(super) async fn download(
        &self,
        path: &str,
        bytes: usize,
        late: Pin<&mut impl Future<Output = ()>>,
    ) -> Result<Bytes, Refusal> {
        let address: Uri = format!("{}{path}", self.files).parse().map_err(|_| unreachable(NO_PLACE))?;
        let request = Request::get(address).body(Full::default()).map_err(unreachable)?;
        let Received { status, body } = self.pool.exchange(request, bytes, late).await.map_err(unreachable)?;
        match (status, body) {
            (200, AnswerBytes::Whole(bytes) | AnswerBytes::TooLarge(bytes)) => Ok(bytes),
            (200, AnswerBytes::CutOff(_)) => Err(unreachable("the file broke off")),
            _ => Err(unreachable(format!("status {status} instead of a file"))),
        }
    }

    /// What is said by whoever answers, short enough for a log and without the token that was in the address.
    fn discreet(&self, mut refusal: Refusal) -> Refusal {
        if let Refusal::Api { what: ApiError::Unknown(text), .. } = &mut refusal {
            *text = text.replace(self.token.expose(), "…").chars().take(DESCRIPTION_CHARS).collect();
        }
        refusal
    }

    /// The documented spelling: teloxide capitalises names, and not every server takes that.
    fn uri(&self, name: &str) -> Result<Uri, Refusal> {
        let mut address = String::with_capacity(self.base.len() + name.len());
        address.push_str(&self.base);
        address.extend(name.chars().next().map(|first| first.to_ascii_lowercase()));
        address.push_str(name.get(1..).unwrap_or_default());
        // The address holds the token: what is wrong with it is not said.
        Uri::from_maybe_shared(Bytes::from(address))
            .map_err(|_| Refusal::Unreachable("the token does not fit into an address".to_owned()))
    }
}

impl fmt::Debug for Bot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bot")
    }
}

fn read<T: DeserializeOwned>(status: u16, body: &[u8]) -> Result<T, Refusal> {
    if let Ok(Done { ok: true, result }) = serde_json::from_slice(body) {
        return Ok(result);
    }
    let reply: Reply<'_> = serde_json::from_slice(body).map_err(|_| {
        let nothing = || Refusal::Unreachable(format!("status {status} and no answer of a Bot API"));
        if says_done(body) { Refusal::Odd } else { nothing() }
    })?;
    if reply.ok {
        let result = reply.result.map_or("null", RawValue::get);
        return serde_json::from_str(result).map_err(|_| Refusal::Odd);
    }
    let code = reply.error_code.unwrap_or(status);
    let parameters = reply.parameters.as_ref();
    Err(Refusal::Api {
        code,
        what: reply.description.unwrap_or_else(|| ApiError::Unknown("no description".to_owned())),
        retry_after: parameters
            .and_then(|parameters| parameters.retry_after)
            .map(|seconds| Duration::from_secs(seconds.max(1))),
        moved_to: parameters.and_then(|parameters| parameters.migrate_to_chat_id),
    })
}

/// Whether the beginning of an answer, which is all that came of it, says that it was done.
fn says_done(beginning: &[u8]) -> bool {
    let signs = beginning.iter().filter(|sign| !sign.is_ascii_whitespace());
    signs.take(DONE.len()).eq(DONE)
}

/// Whether nobody can be reached there any more. A topic that is gone is not made up for by the group itself, where
/// everybody would read on.
pub fn is_gone(error: &ApiError) -> bool {
    if let ApiError::Unknown(text) = error {
        return GONE.iter().any(|words| text.contains(words));
    }
    matches!(
        error,
        ApiError::BotBlocked
            | ApiError::BotKicked
            | ApiError::BotKickedFromSupergroup
            | ApiError::BotKickedFromChannel
            | ApiError::UserDeactivated
            | ApiError::CantInitiateConversation
            | ApiError::CantTalkWithBots
            | ApiError::ChatNotFound
            | ApiError::NotEnoughRightsToPostMessages
    )
}

fn unreachable(error: impl fmt::Display) -> Refusal {
    Refusal::Unreachable(error.to_string())
}
