//! Updates by webhook.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde_json::{Value as Json, json};
use tokio::net::TcpListener;

use super::super::Telegram;
use super::client::Bot;

type Seen = Arc<Mutex<Vec<(Option<String>, Json)>>>;

/// Refuses the first, takes the rest.
async fn take(State(seen): State<Seen>, headers: HeaderMap, body: String) -> StatusCode {
    let secret = headers.get("x-telegram-bot-api-secret-token").and_then(|value| value.to_str().ok());
    let mut seen = seen.lock().expect("nobody panics");
    seen.push((secret.map(str::to_owned), serde_json::from_str(&body).expect("JSON")));
    if seen.len() == 1 { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK }
}

#[tokio::test]
async fn updates_are_posted_until_they_have_arrived() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    let seen = Seen::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let app = Router::new().fallback(take).with_state(Arc::clone(&seen));
    let mut serving = tokio::task::JoinSet::new();
    serving.spawn(async move { axum::serve(listener, app).await.expect("it serves") });

    let params = json!({ "url": url, "secret_token": "s3cret", "allowed_updates": ["message"] });
    bot.asks("setWebhook", params).await;
    let refused = bot.is_refused("getUpdates", json!({})).await;
    assert!(refused.starts_with("Conflict: can't use getUpdates method while webhook is active"), "{refused}");
    ann.says("one");
    ann.says("two");
    telegram.all_confirmed().await;
    let texts: Vec<Json> =
        seen.lock().expect("nobody panics").iter().map(|(_, one)| one["message"]["text"].clone()).collect();
    assert_eq!(texts, ["one", "one", "two"]);
    assert!(seen.lock().expect("nobody panics").iter().all(|(secret, _)| secret.as_deref() == Some("s3cret")));
    let info = bot.asks("getWebhookInfo", json!({})).await;
    assert_eq!((&info["url"], &info["pending_update_count"]), (&json!(url), &json!(0)));
    assert_eq!(info["last_error_message"], json!("Wrong response from the webhook: 503"));
    bot.asks("deleteWebhook", json!({ "drop_pending_updates": true })).await;
    assert_eq!(bot.asks("getWebhookInfo", json!({})).await["url"], json!(""));
    bot.updates(0).await;
    telegram.check();
}

#[tokio::test]
async fn a_secret_has_few_characters_and_a_poll_gives_way() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    bot.violates("setWebhook", json!({ "url": "http://127.0.0.1:9/", "secret_token": "no spaces" })).await;
    bot.violates("setWebhook", json!({ "url": "nowhere" })).await;
    let set = async {
        telegram.polled().await;
        bot.asks("setWebhook", json!({ "url": "http://127.0.0.1:9/" })).await
    };
    let (refused, _) = tokio::join!(bot.is_refused("getUpdates", json!({ "timeout": 50 })), set);
    assert_eq!(refused, "Conflict: terminated by setWebhook request");
}
