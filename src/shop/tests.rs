//! The shop over real HTTP, asked as the actions ask it.

use jiff::civil::date;
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::*;
use crate::api::signature::{Message, sign};
use crate::domain::call::Scheme;

fn now() -> Timestamp {
    "2026-11-23T08:00:00Z".parse().expect("it is a moment")
}

async fn shop() -> Shop {
    // A Monday.
    open(0, Arc::new(|| (now(), date(2026, 11, 23))), Duration::ZERO).await.expect("loopback has ports")
}

/// A request as bytes on the wire.
struct Request<'s> {
    shop: &'s Shop,
    line: String,
    headers: Vec<(String, String)>,
    body: String,
}

fn request<'s>(shop: &'s Shop, method: &str, path: &str) -> Request<'s> {
    Request { shop, line: format!("{method} {path} HTTP/1.1"), headers: Vec::new(), body: String::new() }
}

fn with_key<'s>(shop: &'s Shop, method: &str, path: &str) -> Request<'s> {
    request(shop, method, path).header("X-Api-Key", &String::from_utf8_lossy(shop.key.expose()))
}

impl Request<'_> {
    fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    fn body(self, body: &str) -> Self {
        Self { body: body.to_owned(), ..self }
    }

    fn json(self, body: &Json) -> Self {
        self.body(&body.to_string())
    }

    /// Status and body of the answer.
    async fn ask(self) -> (u16, Json) {
        let mut stream = TcpStream::connect(self.shop.address).await.expect("the shop is open");
        let headers = self.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
        let headers = headers.collect::<Vec<_>>().concat();
        let wire = format!(
            "{}\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n{}",
            self.line,
            self.shop.address,
            self.body.len(),
            self.body
        );
        stream.write_all(wire.as_bytes()).await.expect("the shop listens");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("the shop answers");
        let (head, body) = answer.split_once("\r\n\r\n").expect("it is HTTP");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("it has a status");
        (status, serde_json::from_str(body).unwrap_or(Json::Null))
    }
}

#[tokio::test]
async fn orders_are_shown_to_who_has_the_key() {
    let shop = shop().await;
    let (status, order) = with_key(&shop, "GET", "/api/orders/104233?lang=en").ask().await;
    assert_eq!((status, &order["status"], &order["eta"]), (200, &json!("shipped"), &json!("2026-11-25")));
    assert!(order["internal"].is_object());
    assert_eq!(with_key(&shop, "GET", "/api/orders/999999").ask().await.0, 404);
    assert_eq!(request(&shop, "GET", "/api/orders/104233").ask().await.0, 401);
    assert_eq!(request(&shop, "GET", "/api/orders/104233").header("X-Api-Key", "guess").ask().await.0, 401);
}

#[tokio::test]
async fn delivery_days_obey_the_rules() {
    let shop = shop().await;
    for (number, day, status, why) in [
        ("104233", "2026-11-29", 422, "We do not deliver on Sundays."),
        ("104233", "2026-11-23", 422, "The day must be tomorrow or later."),
        ("104234", "2026-12-01", 422, "This order has been delivered already."),
        ("104233", "soon", 400, "date must be a day such as 2026-12-01"),
        ("111111", "2026-12-01", 404, "no such order"),
    ] {
        let put = with_key(&shop, "PUT", &format!("/api/orders/{number}/delivery"));
        let (got, answer) = put.json(&json!({ "date": day })).ask().await;
        assert_eq!((got, &answer["reason"]), (status, &json!(why)), "{number} {day}");
    }
    let put = with_key(&shop, "PUT", "/api/orders/104233/delivery");
    let (status, answer) = put.json(&json!({ "date": "2026-12-01" })).ask().await;
    assert_eq!((status, &answer["delivery_date"]), (200, &json!("2026-12-01")));
    assert_eq!(with_key(&shop, "GET", "/api/orders/104233").ask().await.1["eta"], "2026-12-01");
}

#[tokio::test]
async fn a_refund_is_made_once() {
    let shop = shop().await;
    let refund = |key: &'static str, amount: Json| {
        let request = with_key(&shop, "POST", "/api/refunds").header("Idempotency-Key", key);
        request.json(&json!({ "order": "104233", "reason": "Damaged", "amount": amount })).ask()
    };
    assert_eq!(refund("a", json!(24.91)).await.0, 422);
    let (status, first) = refund("a", json!(9.9)).await;
    assert_eq!((status, &first["amount"], &first["currency"]), (201, &json!(9.9), &json!("EUR")));
    assert_eq!(refund("a", json!(9.9)).await, (201, first));
    let (status, again) = refund("b", Json::Null).await;
    assert_eq!((status, &again["message"]), (409, &json!("A refund for this order is already under way.")));
    let without_key = with_key(&shop, "POST", "/api/refunds");
    assert_eq!(without_key.json(&json!({ "order": "104235", "reason": "Damaged" })).ask().await.0, 400);
}

#[tokio::test]
async fn password_resets_must_be_signed() {
    let shop = shop().await;
    let text = json!({ "email": "johndoe@example.com" }).to_string();
    let signed = |uri: &str, body: &str| {
        let message =
            Message { method: "POST", uri, body: body.as_bytes(), digest: None, moment: now(), id: "", key_id: None };
        sign(Scheme::HubspotV3, &message, shop.signing.expose()).expect("every secret will do").headers
    };
    let uri = format!("http://{}/api/password-resets", shop.address);
    let post = |headers: Vec<(&'static str, String)>, text: &str| {
        let request = request(&shop, "POST", "/api/password-resets").body(text);
        headers.into_iter().fold(request, |request, (name, value)| request.header(name, &value)).ask()
    };
    assert_eq!(post(signed(&uri, &text), &text).await, (202, json!({ "sent": true })));
    assert_eq!(post(signed(&uri, &text), "{}").await.0, 401);
    assert_eq!(post(Vec::new(), &text).await.0, 401);
    assert_eq!(post(signed(&uri, "{}"), "{}").await.0, 400);
}
