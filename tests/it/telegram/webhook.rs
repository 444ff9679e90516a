//! Updates that Telegram brings: who may bring them, and when they count as taken.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};

use errand::domain::conversation::Channel;
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::world::World;
use crate::world::telegram::{Fault, Private, Telegram};

pub const SECRET: &str = "a-secret_of-the-operator";

/// A world whose Telegram brings updates, and where to.
pub async fn brought() -> (World, Telegram, SocketAddr) {
    let mut world = World::open().await;
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    let address = free.expect("a free port");
    world.sets_telegram(&[
        ("MODE", "webhook"),
        ("WEBHOOK_URL", &format!("http://{address}/brought/here")),
        ("WEBHOOK_LISTEN", &address.to_string()),
        ("WEBHOOK_SECRET", SECRET),
    ]);
    let telegram = world.telegram();
    telegram.asked("setWebhook", 1).await;
    (world, telegram, address)
}

/// Brings something, as anybody on the way could. The status, and the whole answer.
pub async fn bring(to: SocketAddr, path: &str, secret: Option<&str>, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(to).await.expect("somebody listens");
    let secret = secret.map(|secret| format!("X-Telegram-Bot-Api-Secret-Token: {secret}\r\n")).unwrap_or_default();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n{secret}\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all((head + body).as_bytes()).await.expect("it is read");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("it is answered");
    let status = answer.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
    (status, answer)
}

pub fn says(ann: &Private, id: i64, text: &str) -> Json {
    json!({ "update_id": id, "message": {
        "message_id": 800_000 + id, "date": 1, "text": text,
        "chat": { "id": ann.id(), "type": "private", "first_name": "ann" },
        "from": { "id": ann.id(), "is_bot": false, "first_name": "ann", "language_code": "en" },
    } })
}

#[tokio::test]
async fn a_conversation_is_brought() {
    let (world, telegram, _) = brought().await;
    let ann = telegram.person("ann", "en").private();
    for (said, heard) in [("where is my order", "Order number"), ("104233", "is shipped")] {
        ann.says(said);
        assert!(ann.hears().await.text.contains(heard));
    }
    let [set] = &telegram.requests("setWebhook")[..] else { panic!("it is set once") };
    assert_eq!((&set["secret_token"], set.get("drop_pending_updates")), (&json!(SECRET), None));
    assert_eq!(set["allowed_updates"], json!(["message", "edited_message", "callback_query", "my_chat_member"]));
    assert_eq!(telegram.requests("getUpdates"), [Json::Null; 0]);
    telegram.all_confirmed().await;
    world.finish().await;
}

#[tokio::test]
async fn whoever_lacks_the_secret_brings_nothing() {
    let (world, telegram, address) = brought().await;
    let ann = telegram.person("ann", "en").private();
    let update = says(&ann, 1, "thanks").to_string();
    let long = format!("{SECRET}{SECRET}");
    for secret in [None, Some(""), Some("wrong"), Some(&SECRET[1..]), Some(long.as_str())] {
        assert_eq!(bring(address, "/brought/here", secret, &update).await.0, 401);
    }
    assert_eq!(bring(address, "/", Some(SECRET), &update).await.0, 404);
    ann.says("thanks");
    ann.hears().await;
    assert_eq!(telegram.requests("sendMessage").len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn what_is_brought_twice_counts_once() {
    let (world, telegram, address) = brought().await;
    let ann = telegram.person("ann", "en").private();
    ann.says("where is my order");
    ann.hears().await;
    let update = says(&ann, 7, "104233").to_string();
    let (one, two) = tokio::join!(
        bring(address, "/brought/here", Some(SECRET), &update),
        bring(address, "/brought/here", Some(SECRET), &update),
    );
    assert_eq!((one.0, two.0), (200, 200));
    assert!(ann.hears().await.text.contains("is shipped"));
    assert_eq!(bring(address, "/brought/here", Some(SECRET), &update).await.0, 200);
    ann.says("thanks");
    ann.hears().await;
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_taken_and_not_brought_again() {
    let (world, telegram, address) = brought().await;
    let ann = telegram.person("ann", "en").private();
    // The last one's text ends in half of a sign.
    let half =
        r#"{"update_id":2,"message":{"message_id":1,"date":1,"chat":{"id":1,"type":"private"},"text":"\ud83d"}}"#;
    for body in ["", "{", "no JSON", "[]", "7", r#"{"update_id":"x"}"#, r#"{"update_id":1,"message":[]}"#, half] {
        assert_eq!(bring(address, "/brought/here", Some(SECRET), body).await.0, 200, "{body}");
    }
    ann.says("thanks");
    ann.hears().await;
    assert_eq!(world.errors().len(), 8);
    let mut store = world.finish().await;
    let kept = store.unread(Channel::Telegram, 100).await.expect("rows");
    assert_eq!(kept.len(), 8, "{kept:?}");
}

/// Stopped and started again: what could not be brought meanwhile is brought then, and buttons of before still work.
#[tokio::test]
async fn nothing_is_lost_while_nobody_listens() {
    let (mut world, telegram, address) = brought().await;
    let ann = telegram.person("ann", "en").private();
    ann.says("where is my order");
    ann.hears().await;
    telegram.all_confirmed().await;
    world.stops().await;
    assert!(TcpStream::connect(address).await.is_err(), "nobody listens");
    ann.says("104233");
    world.restart().await;
    assert!(ann.hears().await.text.contains("is shipped"));
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

/// The operator goes back to polling. Telegram gives nothing to who asks while it brings updates, so the webhook has
/// to go, also when that does not work at once.
#[tokio::test]
async fn polling_begins_by_taking_the_webhook_away() {
    let (mut world, telegram, _) = brought().await;
    let ann = telegram.person("ann", "en").private();
    ann.says("where is my order");
    ann.hears().await;
    telegram.all_confirmed().await;
    world.stops().await;
    ann.says("104233");
    telegram.fails("deleteWebhook", Fault::Server(502), 1);
    world.sets_telegram(&[("MODE", "polling")]);
    world.restart().await;
    assert!(ann.hears().await.text.contains("is shipped"));
    for asked in telegram.requests("deleteWebhook") {
        assert_ne!(asked["drop_pending_updates"], json!(true), "what waits is not thrown away");
    }
    world.finish().await;
}

/// Sends the head of a request and so much of its body, and nothing more.
async fn begins(to: SocketAddr, method: &str, secret: &str, length: usize, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(to).await.expect("somebody listens");
    let head = format!(
        "{method} /brought/here HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {secret}\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(head.as_bytes()).await.expect("it is read");
    stream
}

async fn status(stream: &mut TcpStream) -> String {
    let mut answer = vec![0; 12];
    stream.read_exact(&mut answer).await.expect("it is answered");
    String::from_utf8(answer).expect("a head")
}

#[tokio::test]
async fn what_is_no_update_is_refused() {
    let (world, telegram, address) = brought().await;
    let ann = telegram.person("ann", "en").private();
    for method in ["GET", "PUT", "DELETE"] {
        let mut stream = begins(address, method, SECRET, 0, "").await;
        assert_eq!(status(&mut stream).await, "HTTP/1.1 405", "{method}");
    }
    // More than any update has.
    let mut stream = begins(address, "POST", SECRET, 64 * 1024 * 1024, "{").await;
    assert_eq!(status(&mut stream).await, "HTTP/1.1 413");
    let long = says(&ann, 1, &"x".repeat(2 * 1024 * 1024)).to_string();
    assert_eq!(bring(address, "/brought/here", Some(SECRET), &long).await.0, 413);
    // Who does not know the secret is refused before anything else is read.
    let mut stream = begins(address, "POST", "wrong", 64 * 1024 * 1024, "").await;
    assert_eq!(status(&mut stream).await, "HTTP/1.1 401");
    ann.says("thanks");
    ann.hears().await;
    world.finish().await;
}

/// A body that does not go on holds up neither others nor the end.
#[tokio::test]
async fn a_slow_body_holds_nobody_up() {
    let (mut world, telegram, address) = brought().await;
    let ann = telegram.person("ann", "en").private();
    let mut slow = Vec::new();
    for _ in 0..50 {
        slow.push(begins(address, "POST", SECRET, 1_000, "{\"update_id\":").await);
    }
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, "You're welcome!");
    telegram.all_confirmed().await;
    let began = std::time::Instant::now();
    world.stops().await;
    assert!(began.elapsed() < std::time::Duration::from_secs(5));
    // It is to be brought again.
    assert_eq!(status(&mut slow[0]).await, "HTTP/1.1 503");
}

/// Whoever finds the address and says nothing is not waited for long, and is no more than so many.
#[tokio::test]
async fn silent_connections_do_not_keep_telegram_out() {
    let (world, telegram, address) = brought().await;
    let mut silent = Vec::new();
    for sent in ["", "POST /brought/here HTTP/1.1\r\nHo"].into_iter().cycle().take(300) {
        let mut stream = TcpStream::connect(address).await.expect("somebody listens");
        stream.write_all(sent.as_bytes()).await.expect("it is taken");
        silent.push(stream);
    }
    let ann = telegram.person("ann", "en").private();
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, "You're welcome!");
    for mut stream in silent {
        let mut answer = Vec::new();
        // It is closed, with or without a word.
        stream.read_to_end(&mut answer).await.expect("it is closed");
    }
    telegram.all_confirmed().await;
    world.finish().await;
}
