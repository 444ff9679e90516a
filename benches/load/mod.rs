//! A lean Bot API and a customer's API, and people who talk as fast as they are answered. Everything is on one
//! thread; nothing is checked that the tests' simulation checks.

mod http;
mod people;
pub mod program;

use std::cell::RefCell;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde::Deserialize;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use self::http::Connection;
use self::people::People;
use self::program::Program;

pub const TOKEN: &str = "7001002003:AAload_test_token";
/// How long the customer's API takes.
const API_TIME: Duration = Duration::from_millis(5);
/// How many updates go into one answer, as at Telegram.
const BATCH: usize = 100;
const SENT: &str = r#"{"ok":true,"result":{"message_id":ID,"date":1780304400,"chat":{"id":CHAT,"type":"private","first_name":"P"},"from":{"id":7001002003,"is_bot":true,"first_name":"Errand","username":"errand_load_bot"},"text":"sent"}}"#;
const ME: &str = r#"{"ok":true,"result":{"id":7001002003,"is_bot":true,"first_name":"Errand","username":"errand_load_bot","can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false,"can_connect_to_business":false,"has_main_web_app":false}}"#;
const NO_HOOK: &str = r#"{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}"#;

/// What the bot says to whom.
#[derive(Deserialize)]
struct Said<'a> {
    chat_id: i64,
    #[serde(borrow)]
    text: std::borrow::Cow<'a, str>,
}

/// From where on the bot wants updates, and how long it waits for them.
#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    offset: i64,
    #[serde(default)]
    timeout: u64,
}

pub struct Load {
    /// Where the Bot API listens.
    pub telegram: SocketAddr,
    /// Where the customer's API listens.
    pub shop: SocketAddr,
    inside: Rc<Inside>,
}

#[derive(Default)]
struct Inside {
    people: RefCell<People>,
    /// How often each number was looked up.
    calls: RefCell<HashMap<String, u32>>,
    latencies: RefCell<Vec<Duration>>,
    said: Notify,
    polls: RefCell<u64>,
}

impl Load {
    pub async fn open() -> Self {
        let inside = Rc::new(Inside::default());
        let (telegram, bot_api) = listen().await;
        let (shop, customer_api) = listen().await;
        let serving = Rc::clone(&inside);
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = bot_api.accept().await {
                tokio::task::spawn_local(Rc::clone(&serving).serve_bot(stream));
            }
        });
        let serving = Rc::clone(&inside);
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = customer_api.accept().await {
                tokio::task::spawn_local(Rc::clone(&serving).serve_shop(stream));
            }
        });
        Self { telegram, shop, inside }
    }

    /// Waits until the bot fetches updates.
    pub async fn ready(&self, program: &Program) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while *self.inside.polls.borrow() == 0 {
            program.must_run();
            assert!(Instant::now() < deadline, "the bot does not fetch updates");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }

    /// So many people begin to talk.
    pub fn begin(&self, people: usize) {
        self.inside.people.borrow_mut().begin(people);
        self.inside.said.notify_waiters();
    }

    /// Counts from now on.
    pub fn measure(&self) {
        self.inside.latencies.borrow_mut().clear();
    }

    /// How long each final reply took after the last answer.
    pub fn latencies(&self) -> Vec<Duration> {
        self.inside.latencies.borrow().clone()
    }

    /// Whoever comes to an end does not begin anew.
    pub fn last_round(&self) {
        self.inside.people.borrow_mut().again = false;
    }

    /// People who wait for an answer.
    pub fn talking(&self) -> usize {
        self.inside.people.borrow().talking()
    }

    /// People who were told that nobody knows whether it was done.
    pub fn told_unknown(&self) -> usize {
        self.inside.people.borrow().told_unknown
    }

    /// Numbers that were looked up more than once.
    pub fn repeated(&self) -> usize {
        self.inside.calls.borrow().values().filter(|count| **count > 1).count()
    }
}

async fn listen() -> (SocketAddr, TcpListener) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    (listener.local_addr().expect("an address"), listener)
}

impl Inside {
    async fn serve_bot(self: Rc<Self>, stream: TcpStream) {
        let mut connection = Connection::new(stream);
        let mut sent = 0_u64;
        while let Some((target, body)) = connection.request().await {
            let method = target.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
            let answer = match method.as_str() {
                "getupdates" => self.updates(&body).await,
                "sendmessage" | "editmessagetext" => {
                    sent += 1;
                    self.hear(&body, sent)
                }
                "getme" => ME.to_owned(),
                "getwebhookinfo" => NO_HOOK.to_owned(),
                "getmycommands" => r#"{"ok":true,"result":[]}"#.to_owned(),
                _ => r#"{"ok":true,"result":true}"#.to_owned(),
            };
            if connection.respond(&answer).await.is_none() {
                return;
            }
        }
    }

    async fn updates(&self, body: &[u8]) -> String {
        *self.polls.borrow_mut() += 1;
        let wanted: Wanted = serde_json::from_slice(body).expect("parameters of getUpdates");
        let deadline = tokio::time::Instant::now() + Duration::from_secs(wanted.timeout);
        loop {
            // Asked for before looking, so that nothing is missed between the two.
            let said = self.said.notified();
            let updates = self.people.borrow_mut().updates(wanted.offset, BATCH);
            if updates.is_some() || tokio::time::timeout_at(deadline, said).await.is_err() {
                return format!("{{\"ok\":true,\"result\":[{}]}}", updates.unwrap_or_default());
            }
        }
    }

    fn hear(&self, body: &[u8], sent: u64) -> String {
        let said: Said<'_> = serde_json::from_slice(body).expect("parameters of a message");
        let heard = self.people.borrow_mut().hear(said.chat_id, &said.text);
        if let Some(latency) = heard.latency {
            self.latencies.borrow_mut().push(latency);
        }
        if heard.spoke {
            self.said.notify_waiters();
        }
        SENT.replacen("ID", &sent.to_string(), 1).replacen("CHAT", &said.chat_id.to_string(), 1)
    }

    async fn serve_shop(self: Rc<Self>, stream: TcpStream) {
        let mut connection = Connection::new(stream);
        while let Some((target, _)) = connection.request().await {
            let number = target.rsplit('/').next().unwrap_or_default().to_owned();
            *self.calls.borrow_mut().entry(number.clone()).or_default() += 1;
            tokio::time::sleep(API_TIME).await;
            let answer = format!("{{\"number\":\"{number}\",\"status\":\"on its way\"}}");
            if connection.respond(&answer).await.is_none() {
                return;
            }
        }
    }
}
