//! What is signed is what is on the wire, for every scheme; and the other ways to prove who asks.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

use super::calling::{api_with_clock, open};
use super::server::{Does, Server, answer, header};
use crate::api::samples::{body, call, leaf, node, order, secret, secret_name, signature, text};
use crate::api::signature::{Freshness, Received, verify};
use crate::domain::call::{Auth, BodyFormat, CallOutcome, KeyPlace, Method, Scheme};

const KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NOW: i64 = 1_614_265_330;

/// Verifies a raw request as a careful API would: from nothing but its bytes.
fn verified(server: &Server, raw: &str, scheme: Scheme, key: &[u8]) -> bool {
    let (head, body) = raw.split_once("\r\n\r\n").expect("a head");
    let mut lines = head.split("\r\n");
    let mut first = lines.next().expect("a request line").split(' ');
    let (method, target) = (first.next().expect("a method"), first.next().expect("a target"));
    let headers: Vec<_> =
        lines.filter_map(|line| line.split_once(": ")).map(|(key, value)| (key.into(), value.into())).collect();
    let uri = server.url(target);
    let received = Received { method, uri: &uri, body: body.as_bytes(), headers: &headers };
    let now = Timestamp::from_second(NOW).expect("a valid time");
    verify(scheme, &received, key, Freshness { now, max_age: SignedDuration::from_secs(60) }).is_ok()
}

#[tokio::test]
async fn what_is_signed_is_on_the_wire() {
    for scheme in Scheme::ALL {
        for method in [Method::Get, Method::Post] {
            let server = Server::json("{}").await;
            let mut call = call(method, &server.url("/o'(1)/{{ a }}/"));
            call.query = vec![("q".to_owned(), leaf("{{ a }}")), ("t".to_owned(), leaf("10:30"))];
            if method == Method::Post {
                call.body = Some(body(BodyFormat::Json, vec![("a", node("{{ a }}"))]));
            }
            call.auth = signature(scheme);
            let api = api_with_clock(open(&server), Arc::new(|| Timestamp::from_second(NOW).expect("a valid time")));
            let value = "a.b@c.de: /?%2e%2e/'!$'()*,;~^`{|}[]\"<>\\ü\u{1f600}";
            let done = api.perform(&order(call, &[("a", text(value))]), Some(&secret(KEY))).await;
            assert!(matches!(done.outcome, CallOutcome::Succeeded(_)), "{:?}", done.outcome);

            let raw = &server.requests()[0];
            let wire = done.wire.expect("a wire");
            let target = raw.split(' ').nth(1).expect("a target");
            assert_eq!(wire.uri, server.url(target), "{scheme:?}");
            let (path, query) = target.split_once('?').expect("a query");
            assert!(path.starts_with("/o'(1)/a.b@c.de:%20%2F%3F%252e%252e%2F'!$'()*,;~"), "{target}");
            assert!(query.starts_with("q=a.b@c.de:%20/?%252e%252e/'!$'()*,;~"), "{target}");
            assert!(verified(&server, raw, scheme, KEY.as_bytes()), "{scheme:?} {raw}");
            assert!(
                !verified(&server, &raw.replacen("10:30", "10:31", 1), scheme, KEY.as_bytes())
                    || scheme == Scheme::StandardWebhooks
            );
        }
    }
}

#[tokio::test]
async fn every_retry_is_signed_anew_and_keeps_its_key() {
    let server = Server::start(vec![Does::Answer(answer(503, "")), Does::Answer(answer(200, "{}"))]).await;
    let mut call = call(Method::Put, &server.url("/o"));
    call.idempotent = true;
    call.auth = signature(Scheme::HubspotV3);
    let clock = AtomicI64::new(NOW);
    let ticking = move || Timestamp::from_second(clock.fetch_add(1, Ordering::SeqCst)).expect("a valid time");
    let api = api_with_clock(open(&server), Arc::new(ticking));
    let done = api.perform(&order(call, &[]), Some(&secret(KEY))).await;
    assert!(matches!(done.outcome, CallOutcome::Succeeded(_)), "{:?}", done.outcome);
    assert_eq!(done.wire.expect("a wire").attempts, 2);

    let requests = server.requests();
    let of = |name| requests.iter().map(|raw| header(raw, name).expect(name)).collect::<Vec<_>>();
    let keys = of("Idempotency-Key");
    assert_eq!(keys[0], keys[1]);
    assert_ne!(of("X-HubSpot-Request-Timestamp")[0], of("X-HubSpot-Request-Timestamp")[1]);
    assert_ne!(of("X-HubSpot-Signature-v3")[0], of("X-HubSpot-Signature-v3")[1]);
    assert!(requests.iter().all(|raw| verified(&server, raw, Scheme::HubspotV3, KEY.as_bytes())));
}

#[tokio::test]
async fn keys_and_passwords_on_the_wire() {
    let key = |place, name: &str| Auth::ApiKey { place, name: name.to_owned(), secret: secret_name() };
    let basic = Auth::Basic { user: "Aladdin".to_owned(), secret: secret_name() };
    let table = [
        (Auth::None, "open sesame", None),
        (key(KeyPlace::Header, "X-Api-Key"), "k&y", Some(("X-Api-Key", "k&y"))),
        (Auth::Bearer { secret: secret_name() }, "t.o-k", Some(("Authorization", "Bearer t.o-k"))),
        // RFC 7617's example.
        (basic, "open sesame", Some(("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="))),
    ];
    for (auth, value, expected) in table {
        let server = Server::json("{}").await;
        let mut call = call(Method::Get, &server.url("/o"));
        call.auth = auth;
        let api = super::calling::api(open(&server));
        let done = api.perform(&order(call, &[]), Some(&secret(value))).await;
        assert!(!format!("{:?}", done.wire).contains(value));
        let raw = &server.requests()[0];
        match expected {
            Some((name, value)) => assert_eq!(header(raw, name), Some(value)),
            None => assert!(!raw.contains("Authorization"), "{raw}"),
        }
    }

    let server = Server::json("{}").await;
    let mut call = call(Method::Get, &server.url("/o"));
    call.query = vec![("a".to_owned(), leaf("1"))];
    call.auth = key(KeyPlace::Query, "key");
    let done = super::calling::api(open(&server)).perform(&order(call, &[]), Some(&secret("k&y"))).await;
    assert!(server.requests()[0].starts_with("GET /o?a=1&key=k%26y HTTP/1.1\r\n"));
    assert_eq!(done.wire.expect("a wire").uri, server.url("/o?a=1&key=••••"));
}
