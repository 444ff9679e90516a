//! A lean Discord and a customer's API, and people who talk as fast as they are answered. Everything is on one thread;
//! nothing is checked that the tests' simulation checks.

mod gateway;
#[path = "../load/http.rs"]
mod http;
mod people;
pub mod program;

use std::cell::RefCell;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

use self::http::Connection;
use self::people::People;
use self::program::Program;

pub const TOKEN: &str = "MTA4OTkxMTI0MzM1NjU5ODI3Mg.load.test";
pub const BOT: u64 = 1_089_911_243_356_598_272;
/// How long the customer's API takes.
const API_TIME: Duration = Duration::from_millis(5);

pub struct Load {
    /// Where the REST API listens.
    pub rest: SocketAddr,
    /// Where the gateway listens.
    pub gateway: SocketAddr,
    /// Where the customer's API listens.
    pub shop: SocketAddr,
    inside: Rc<Inside>,
}

/// What its tasks share.
pub struct Inside {
    people: RefCell<People>,
    /// How often each number was looked up.
    calls: RefCell<HashMap<String, u32>>,
    latencies: RefCell<Vec<Duration>>,
    acknowledged: RefCell<Vec<Duration>>,
    said: Notify,
    commands: RefCell<u32>,
    guilds: usize,
}

impl Load {
    pub async fn open(guilds: usize) -> Self {
        let inside = Rc::new(Inside {
            people: RefCell::default(),
            calls: RefCell::default(),
            latencies: RefCell::default(),
            acknowledged: RefCell::default(),
            said: Notify::new(),
            commands: RefCell::default(),
            guilds,
        });
        let (rest, rest_api) = listen().await;
        let (gateway, sessions) = listen().await;
        let (shop, customer_api) = listen().await;
        let serving = Rc::clone(&inside);
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = rest_api.accept().await {
                tokio::task::spawn_local(Rc::clone(&serving).serve_rest(stream));
            }
        });
        let serving = Rc::clone(&inside);
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = sessions.accept().await {
                tokio::task::spawn_local(gateway::serve(Rc::clone(&serving), stream));
            }
        });
        let serving = Rc::clone(&inside);
        tokio::task::spawn_local(async move {
            while let Ok((stream, _)) = customer_api.accept().await {
                tokio::task::spawn_local(Rc::clone(&serving).serve_shop(stream));
            }
        });
        Self { rest, gateway, shop, inside }
    }

    /// Waits until the bot has registered its commands, and a while longer.
    pub async fn ready(&self, program: &Program) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while *self.inside.commands.borrow() < 2 {
            program.must_run();
            assert!(Instant::now() < deadline, "the bot does not register commands");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }

    /// So many people begin to talk.
    pub fn begin(&self, people: usize) {
        self.inside.people.borrow_mut().begin(people);
        self.inside.said.notify_waiters();
    }

    /// Counts from now on.
    pub fn measure(&self) {
        self.inside.latencies.borrow_mut().clear();
        self.inside.acknowledged.borrow_mut().clear();
    }

    /// How long each final reply took after the last answer, and each first answer to a command; in order.
    pub fn measured(&self) -> (Vec<Duration>, Vec<Duration>) {
        let (mut latencies, mut acknowledged) =
            (self.inside.latencies.borrow().clone(), self.inside.acknowledged.borrow().clone());
        latencies.sort();
        acknowledged.sort();
        (latencies, acknowledged)
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
    async fn serve_rest(self: Rc<Self>, stream: TcpStream) {
        let mut connection = Connection::new(stream);
        let mut sent = 2_000_000_000_000_000_000_u64;
        while let Some((target, body)) = connection.request().await {
            let path = target.split('?').next().unwrap_or_default().trim_start_matches("/api/v10/");
            let parts: Vec<&str> = path.split('/').collect();
            sent += 1;
            let answer = match parts[..] {
                ["channels", channel, "messages"] => {
                    self.hear(channel, &body, "/content");
                    format!(r#"{{"id":"{sent}","channel_id":"{channel}"}}"#)
                }
                ["interactions", id, token, "callback"] => {
                    let took = self.people.borrow_mut().acknowledged(id);
                    self.acknowledged.borrow_mut().extend(took);
                    self.hear(token, &body, "/data/content");
                    format!(r#"{{"resource":{{"message":{{"id":"{sent}"}}}}}}"#)
                }
                ["webhooks", _, token, "messages", _] => {
                    self.hear(token, &body, "/content");
                    format!(r#"{{"id":"{sent}"}}"#)
                }
                ["applications", _, "commands"] => {
                    *self.commands.borrow_mut() += 1;
                    "[]".to_owned()
                }
                ["gateway", "bot"] => r#"{"url":"ws://127.0.0.1:1","shards":1}"#.to_owned(),
                _ => "{}".to_owned(),
            };
            if connection.respond(&answer).await.is_none() {
                return;
            }
        }
    }

    /// The bot says something in a chat. Tokens of interactions are the chats they came from.
    fn hear(&self, chat: &str, body: &[u8], pointer: &str) {
        let body: Value = serde_json::from_slice(body).unwrap_or_default();
        let Some(text) = body.pointer(pointer).and_then(Value::as_str) else { return };
        let heard = self.people.borrow_mut().hear(chat, text);
        self.latencies.borrow_mut().extend(heard.latency);
        if heard.spoke {
            self.said.notify_waiters();
        }
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
