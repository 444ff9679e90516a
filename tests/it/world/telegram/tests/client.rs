//! A bot in its barest form: one request over one connection.

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::Request;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use serde_json::{Value as Json, json};
use tokio::net::TcpStream;

use super::super::Telegram;

#[derive(Clone)]
pub struct Bot {
    telegram: Telegram,
}

/// A status and a body, or nothing when the connection ended.
pub type Reply = Option<(u16, Json)>;

impl Bot {
    pub fn of(telegram: &Telegram) -> Self {
        Self { telegram: telegram.clone() }
    }

    /// Sends JSON.
    pub async fn tries(&self, method: &str, params: Json) -> Reply {
        let target = format!("/bot{}/{method}", self.telegram.token());
        self.posts(&target, "application/json", params.to_string().into_bytes()).await
    }

    pub async fn posts(&self, target: &str, content_type: &str, body: Vec<u8>) -> Reply {
        let (status, body) = self.fetches(target, content_type, body).await?;
        Some((status, serde_json::from_slice(&body).expect("JSON")))
    }

    pub async fn fetches(&self, target: &str, content_type: &str, body: Vec<u8>) -> Option<(u16, Vec<u8>)> {
        let authority = self.telegram.url().strip_prefix("http://").expect("a URL");
        let stream = TcpStream::connect(authority).await.expect("it listens");
        let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.expect("a connection");
        let request = Request::post(target).header("host", authority).header("content-type", content_type);
        let request = request.body(Full::new(Bytes::from(body))).expect("a request");
        let exchange = async {
            let response = sender.send_request(request).await.ok()?;
            let status = response.status().as_u16();
            Some((status, response.into_body().collect().await.ok()?.to_bytes().to_vec()))
        };
        let driven = async {
            let _ = connection.await;
            std::future::pending::<()>().await;
        };
        tokio::select! {
            reply = exchange => reply,
            () = driven => None,
        }
    }

    /// What is answered to a request that must succeed.
    pub async fn asks(&self, method: &str, params: Json) -> Json {
        let (status, body) = self.tries(method, params).await.expect("an answer");
        assert_eq!((status, &body["ok"]), (200, &json!(true)), "{body}");
        body["result"].clone()
    }

    /// How a request is refused.
    pub async fn is_refused(&self, method: &str, params: Json) -> String {
        let (status, body) = self.tries(method, params).await.expect("an answer");
        assert_eq!((&body["ok"], &body["error_code"]), (&json!(false), &json!(status)), "{body}");
        body["description"].as_str().expect("words").to_owned()
    }

    /// How a request is refused that is a violation.
    pub async fn violates(&self, method: &str, params: Json) -> String {
        let description = self.is_refused(method, params).await;
        let violations = self.telegram.take_violations();
        assert!(matches!(&violations[..], [one] if one.ends_with(&description)), "{description}: {violations:?}");
        description
    }

    /// A good message.
    pub async fn says(&self, chat: i64, text: &str) -> i64 {
        let sent = self.asks("sendMessage", message(chat, text)).await;
        sent["message_id"].as_i64().expect("an id")
    }

    pub async fn shows(&self, chat: i64, text: &str, buttons: Json) -> i64 {
        let mut params = message(chat, text);
        params["reply_markup"] = json!({ "inline_keyboard": buttons });
        self.asks("SendMessage", params).await["message_id"].as_i64().expect("an id")
    }

    /// The updates from an offset on; it does not wait.
    pub async fn updates(&self, offset: i64) -> Vec<Json> {
        let updates = self.asks("getUpdates", json!({ "offset": offset })).await;
        updates.as_array().expect("updates").clone()
    }

    /// All updates, which are confirmed.
    pub async fn takes(&self) -> Vec<Json> {
        let updates = self.updates(0).await;
        if let Some(last) = updates.last().and_then(|update| update["update_id"].as_i64()) {
            self.updates(last + 1).await;
        }
        updates
    }
}

pub fn message(chat: i64, text: &str) -> Json {
    json!({ "chat_id": chat, "text": text, "link_preview_options": { "is_disabled": true } })
}
