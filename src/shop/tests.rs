//! The shop over real HTTP, asked as the actions ask it.

use jiff::civil::date;
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value as Json, json};

use super::*;
use crate::api::signature::{Message, sign};
use crate::domain::call::Scheme;

fn now() -> Timestamp {
    "2026-11-23T08:00:00Z".parse().expect("it is a moment")
}

async fn shop() -> Shop {
    // A Monday.
    open(Arc::new(|| (now(), date(2026, 11, 23))), Duration::ZERO).await.expect("loopback has ports")
}

#[expect(clippy::disallowed_methods, reason = "it only calls the shop on loopback")]
fn request(shop: &Shop, method: Method, path: &str) -> RequestBuilder {
    let client = Client::builder().no_proxy().build().expect("no setting of it can be wrong");
    client.request(method, format!("http://{}{path}", shop.address))
}

fn with_key(shop: &Shop, method: Method, path: &str) -> RequestBuilder {
    request(shop, method, path).header("X-Api-Key", shop.key.expose())
}

async fn ask(request: RequestBuilder) -> (u16, Json) {
    let response = request.send().await.expect("the shop is open");
    let status = response.status().as_u16();
    (status, serde_json::from_slice(&response.bytes().await.expect("it answers whole")).unwrap_or(Json::Null))
}

fn body(request: RequestBuilder, body: &Json) -> RequestBuilder {
    request.header("Content-Type", "application/json").body(body.to_string())
}

#[tokio::test]
async fn orders_are_shown_to_who_has_the_key() {
    let shop = shop().await;
    let (status, order) = ask(with_key(&shop, Method::GET, "/api/orders/104233?lang=en")).await;
    assert_eq!((status, &order["status"], &order["eta"]), (200, &json!("shipped"), &json!("2026-11-25")));
    assert!(order["internal"].is_object());
    assert_eq!(ask(with_key(&shop, Method::GET, "/api/orders/999999")).await.0, 404);
    assert_eq!(ask(request(&shop, Method::GET, "/api/orders/104233")).await.0, 401);
    assert_eq!(ask(request(&shop, Method::GET, "/api/orders/104233").header("X-Api-Key", "guess")).await.0, 401);
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
        let put = with_key(&shop, Method::PUT, &format!("/api/orders/{number}/delivery"));
        let (got, answer) = ask(body(put, &json!({ "date": day }))).await;
        assert_eq!((got, &answer["reason"]), (status, &json!(why)), "{number} {day}");
    }
    let put = with_key(&shop, Method::PUT, "/api/orders/104233/delivery");
    let (status, answer) = ask(body(put, &json!({ "date": "2026-12-01" }))).await;
    assert_eq!((status, &answer["delivery_date"]), (200, &json!("2026-12-01")));
    assert_eq!(ask(with_key(&shop, Method::GET, "/api/orders/104233")).await.1["eta"], "2026-12-01");
}

#[tokio::test]
async fn a_refund_is_made_once() {
    let shop = shop().await;
    let refund = |key: &'static str, amount: Json| {
        let request = with_key(&shop, Method::POST, "/api/refunds").header("Idempotency-Key", key);
        body(request, &json!({ "order": "104233", "reason": "Damaged", "amount": amount }))
    };
    assert_eq!(ask(refund("a", json!(24.91))).await.0, 422);
    let (status, first) = ask(refund("a", json!(9.9))).await;
    assert_eq!((status, &first["amount"], &first["currency"]), (201, &json!(9.9), &json!("EUR")));
    assert_eq!(ask(refund("a", json!(9.9))).await, (201, first));
    let (status, again) = ask(refund("b", Json::Null)).await;
    assert_eq!((status, &again["message"]), (409, &json!("A refund for this order is already under way.")));
    let without_key = with_key(&shop, Method::POST, "/api/refunds");
    assert_eq!(ask(body(without_key, &json!({ "order": "104235", "reason": "Damaged" }))).await.0, 400);
}

#[tokio::test]
async fn password_resets_must_be_signed() {
    let shop = shop().await;
    let text = json!({ "email": "johndoe@example.com" }).to_string();
    let signed = |uri: &str, body: &str| {
        let message = Message {
            method: "POST",
            uri,
            body: body.as_bytes(),
            digest: None,
            moment: now(),
            id: "",
            key_id: None,
        };
        sign(Scheme::HubspotV3, &message, shop.signing.expose()).expect("every secret will do").headers
    };
    let uri = format!("http://{}/api/password-resets", shop.address);
    let post = |headers: Vec<(&'static str, String)>, text: &str| {
        let request = request(&shop, Method::POST, "/api/password-resets").body(text.to_owned());
        headers.into_iter().fold(request, |request, (name, value)| request.header(name, value))
    };
    assert_eq!(ask(post(signed(&uri, &text), &text)).await, (202, json!({ "sent": true })));
    assert_eq!(ask(post(signed(&uri, &text), "{}")).await.0, StatusCode::UNAUTHORIZED.as_u16());
    assert_eq!(ask(post(Vec::new(), &text)).await.0, 401);
    assert_eq!(ask(post(signed(&uri, "{}"), "{}")).await.0, 400);
}
