//! What a request looks like, by dry runs: encoding per place, JSON types, skipped inputs, masks.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;

use super::calling::{api, api_with_clock};
use crate::api::samples::{body, call, leaf, node, order, secret, secret_name, signature, template, text};
use crate::api::{Network, Order, Wire};
use crate::domain::call::outcome::Misconfigured;
use crate::domain::call::{Auth, BodyFormat, Call, KeyPlace, Leaf, Method, Node, Scheme};
use crate::domain::input::Value;
use crate::domain::limits;

fn dry_run(order: &Order) -> Result<Wire, Misconfigured> {
    let clock = || jiff::Timestamp::from_second(1_614_265_330).expect("a valid time");
    api_with_clock(Network::default(), Arc::new(clock)).dry_run(order, Some(&secret("s3cret!")))
}

fn uri(order: &Order) -> Result<String, Misconfigured> {
    dry_run(order).map(|wire| wire.uri)
}

fn get(url: &str) -> Call {
    call(Method::Get, url)
}

#[test]
fn values_fill_segments_and_never_leave_them() {
    let hostile =
        order(get("https://a.test/orders/{{ a }}/x-{{ b }}/"), &[("a", text("1/../2?q#f%2e")), ("b", text("ü @:;"))]);
    assert_eq!(uri(&hostile).expect("sendable"), "https://a.test/orders/1%2F..%2F2%3Fq%23f%252e/x-%C3%BC%20@:;/");
    assert_eq!(uri(&order(get("https://a.test"), &[])).expect("sendable"), "https://a.test/");
}

#[test]
fn segments_that_mean_something_else_are_refused() {
    for value in ["", ".", "..", "..;", ".;a=1", "a\nb", "a\u{0}", "\u{85}", "\u{7f}"] {
        let order = order(get("https://a.test/o/{{ a }}"), &[("a", text(value))]);
        assert_eq!(uri(&order), Err(Misconfigured::Unsendable), "{value:?}");
    }
    let halves = order(get("https://a.test/o/.{{ a }}"), &[("a", text("."))]);
    assert_eq!(uri(&halves), Err(Misconfigured::Unsendable), "two halves make `..`");
    assert_eq!(uri(&order(get("https://a.test/o/{{ skipped }}"), &[])), Err(Misconfigured::Unsendable));
}

#[test]
fn queries_keep_what_hubspot_decodes_literal() {
    let mut call = get("https://a.test/o");
    call.url.query = vec![("fixed key".to_owned(), template("é")), ("gone".to_owned(), template("{{ skipped }}"))];
    call.query = vec![
        ("q".to_owned(), leaf("{{ a }}")),
        ("lang".to_owned(), leaf("{{ user.language }}")),
        ("n".to_owned(), Leaf::Number(5.into())),
        ("f".to_owned(), Leaf::Boolean(true)),
        ("gone2".to_owned(), leaf("x{{ skipped }}")),
        ("half".to_owned(), leaf("{{ skipped }}|{{ d }}")),
    ];
    let date = Value::Date("2026-03-01".parse().expect("a date"));
    let order = order(call, &[("a", text("x:/?@!$'()*,; &=+#%")), ("d", date)]);
    assert_eq!(
        uri(&order).expect("sendable"),
        "https://a.test/o?fixed%20key=%C3%A9&q=x:/?@!$'()*,;%20%26%3D%2B%23%25&lang=de&n=5&f=true&half=%7C2026-03-01"
    );
}

#[test]
fn json_leaves_keep_their_type() {
    let mut call = call(Method::Post, "https://a.test/o");
    let nested = vec![
        ("when".to_owned(), node("{{ d }}")),
        ("gone".to_owned(), node("{{ skipped }}")),
        ("also_gone".to_owned(), node("no {{ skipped }}")),
    ];
    call.body = Some(body(
        BodyFormat::Json,
        vec![
            ("z_first", node("{{ i }}")),
            ("amount", node("{{ n }}")),
            ("round", node("{{ r }}")),
            ("yes", node("{{ b }}")),
            ("mixed", node("{{ i }}/{{ b }}{{ skipped }}")),
            ("gone", node("{{ skipped }}")),
            ("who", node("{{ user.name }}")),
            ("fixed", Node::Leaf(Leaf::Number(7.into()))),
            ("nested", Node::Object(nested)),
            ("list", Node::Array(vec![node("{{ skipped }}"), node("{{ i }}"), node("\"quoted\"\n")])),
        ],
    ));
    let number = |text: &str| Value::Number(text.parse().expect("a number"));
    let values = [
        ("i", Value::Integer(104_233)),
        ("n", number("12.50")),
        ("r", number("250.00")),
        ("b", Value::Boolean(true)),
        ("d", Value::Date("2026-03-01".parse().expect("a date"))),
    ];
    let wire = dry_run(&order(call, &values)).expect("sendable");
    let sent = wire.body.clone().expect("a body");
    assert!(sent.starts_with("{\"z_first\":104233,\"amount\":12.5,\"round\":250,"), "the admin's order: {sent}");
    let parsed: serde_json::Value = serde_json::from_str(&sent).expect("JSON");
    let expected = json!({
        "z_first": 104_233, "amount": 12.5, "round": 250, "yes": true, "mixed": "104233/true", "who": "Ada & Co",
        "fixed": 7, "nested": { "when": "2026-03-01" }, "list": [104_233, "\"quoted\"\n"],
    });
    assert_eq!(parsed, expected);
    assert_eq!(wire.header("content-type"), Some("application/json"));
}

#[test]
fn forms_are_flat_text() {
    let mut call = call(Method::Post, "https://a.test/o");
    let properties = vec![("a b", node("{{ a }}")), ("yes", node("{{ b }}")), ("gone", node("{{ skipped }}"))];
    call.body = Some(body(BodyFormat::Form, properties));
    let values = [("a", text("x&y=z +ü")), ("b", Value::Boolean(false))];
    let wire = dry_run(&order(call.clone(), &values)).expect("sendable");
    assert_eq!(wire.body.as_deref(), Some("a+b=x%26y%3Dz+%2B%C3%BC&yes=false"));
    assert_eq!(wire.header("content-type"), Some("application/x-www-form-urlencoded"));

    let empty = dry_run(&order(call.clone(), &[])).expect("sendable");
    assert_eq!((empty.body.as_deref(), empty.header("content-type")), (None, None));
    call.body = Some(body(BodyFormat::Form, vec![("o", Node::Object(vec![]))]));
    assert_eq!(dry_run(&order(call, &[])), Err(Misconfigured::Unsendable));
}

#[test]
fn headers_take_values_but_no_line_breaks() {
    let mut call = call(Method::Delete, "https://a.test:8443/o");
    call.headers = vec![
        ("X-Who".to_owned(), leaf("{{ a }}")),
        ("X-Gone".to_owned(), leaf("{{ skipped }}")),
        ("accept".to_owned(), leaf("application/vnd.shop+json")),
    ];
    let wire = dry_run(&order(call.clone(), &[("a", text("Zoë"))])).expect("sendable");
    assert_eq!(wire.header("x-who"), Some("Zoë"));
    assert_eq!(wire.header("x-gone"), None);
    assert_eq!(wire.header("host"), Some("a.test:8443"));
    assert_eq!(wire.header("accept"), Some("application/vnd.shop+json"), "the admin's word counts");
    assert_eq!(wire.header("user-agent"), Some(concat!("Errand/", env!("CARGO_PKG_VERSION"))));
    assert_eq!(wire.header("idempotency-key"), Some("00000000000000000123456789abcdef"));
    for value in ["a\r\nX-Evil: 1", "a\nb", "a\rb", "\u{0}"] {
        assert_eq!(dry_run(&order(call.clone(), &[("a", text(value))])), Err(Misconfigured::Unsendable));
    }
}

#[test]
fn reading_has_no_idempotency_key_and_no_content_type() {
    let wire = dry_run(&order(get("https://a.test/"), &[])).expect("sendable");
    assert_eq!((wire.header("idempotency-key"), wire.header("content-type")), (None, None));
    assert_eq!(wire.request_line(), "GET https://a.test/");
    assert_eq!((wire.attempts, wire.status), (0, None));
}

#[test]
fn what_is_too_long_is_refused() {
    let long = "a".repeat(limits::URL_SENT_BYTES);
    assert_eq!(uri(&order(get("https://a.test/{{ a }}"), &[("a", text(&long))])), Err(Misconfigured::Unsendable));
    let mut call = call(Method::Post, "https://a.test/");
    call.body = Some(body(BodyFormat::Json, vec![("a", node("{{ a }}"))]));
    let long = "a".repeat(limits::BODY_SENT_BYTES);
    assert_eq!(dry_run(&order(call, &[("a", text(&long))])), Err(Misconfigured::Unsendable));
}

#[test]
fn secrets_and_sensitive_values_are_masked_wherever_shown() {
    let auths = [
        Auth::ApiKey { place: KeyPlace::Header, name: "X-Key".to_owned(), secret: secret_name() },
        Auth::ApiKey { place: KeyPlace::Query, name: "key".to_owned(), secret: secret_name() },
        Auth::Bearer { secret: secret_name() },
        Auth::Basic { user: "ada".to_owned(), secret: secret_name() },
        signature(Scheme::HubspotV2),
        signature(Scheme::HubspotV3),
        signature(Scheme::Rfc9421),
    ];
    for auth in auths {
        let mut call = call(Method::Post, "https://a.test/o/{{ secret_pin }}");
        call.query = vec![("pin".to_owned(), leaf("{{ secret_pin }}"))];
        call.headers = vec![("X-Pin".to_owned(), leaf("{{ secret_pin }}"))];
        call.body = Some(body(BodyFormat::Json, vec![("pin", node("{{ secret_pin }}")), ("open", node("{{ open }}"))]));
        call.auth = auth;
        let values = [("secret_pin", text("hidden-9471")), ("open", text("seen"))];
        let wire = dry_run(&order(call.clone(), &values)).expect("sendable");
        let all = format!("{wire:?}");
        // `YWRhOnMzY3JldCE=` is `ada:s3cret!` for basic authentication.
        for hidden in ["hidden-9471", "s3cret", "YWRhOnMzY3JldCE"] {
            assert!(!all.contains(hidden), "{hidden} in {all}");
        }
        assert!(wire.uri.starts_with("https://a.test/o/••••?pin=••••"), "{}", wire.uri);
        assert_eq!(wire.header("x-pin"), Some("••••"));
        assert_eq!(wire.body.as_deref(), Some(r#"{"pin":"••••","open":"seen"}"#));
        match &call.auth {
            Auth::ApiKey { place: KeyPlace::Header, .. } => assert_eq!(wire.header("x-key"), Some("••••")),
            Auth::ApiKey { place: KeyPlace::Query, .. } => assert!(wire.uri.ends_with("&key=••••")),
            Auth::Bearer { .. } => assert_eq!(wire.header("authorization"), Some("Bearer ••••")),
            Auth::Basic { .. } => assert_eq!(wire.header("authorization"), Some("Basic ••••")),
            Auth::Signature { .. } => assert!(!wire.signed.is_empty()),
            Auth::None => panic!("not in the list"),
        }
    }
}

#[test]
fn secrets_that_cannot_be_used() {
    let unusable = Err(Misconfigured::SecretUnusable { name: "shop_key".to_owned() });
    let api = api(Network::default());
    let with = |auth: Auth, value: Option<&str>| {
        let mut call = get("https://a.test/");
        call.auth = auth;
        api.dry_run(&order(call, &[]), value.map(secret).as_ref()).map(|_| ())
    };
    assert_eq!(with(signature(Scheme::StandardWebhooks), Some("whsec_?")), unusable);
    assert_eq!(with(signature(Scheme::HubspotV3), None), unusable);
    assert_eq!(with(Auth::Bearer { secret: secret_name() }, None), unusable);
    assert_eq!(with(Auth::Bearer { secret: secret_name() }, Some("two\nlines")), unusable);
    assert_eq!(with(Auth::None, None), Ok(()));
}

proptest! {
    /// Whatever a customer types: the path keeps its segments, the query its properties, and the value comes back.
    #[test]
    fn no_value_changes_the_structure(value in ".{0,40}") {
        let mut call = get("https://a.test/o/{{ a }}/end");
        call.query = vec![("q".to_owned(), leaf("{{ a }}")), ("last".to_owned(), leaf("1"))];
        match uri(&order(call, &[("a", text(&value))])) {
            Ok(uri) => {
                let (path, query) = uri.split_once('?').expect("a query");
                let segments: Vec<_> = path.split('/').collect();
                prop_assert_eq!(segments.len(), 6);
                prop_assert_eq!(segments[5], "end");
                let decoded = percent_encoding::percent_decode_str(segments[4]).decode_utf8_lossy().into_owned();
                prop_assert_eq!(&decoded, &value);
                let parsed: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
                prop_assert_eq!(parsed.len(), 2);
                prop_assert_eq!(parsed[0].1.as_ref(), value.as_str());
            }
            Err(why) => {
                prop_assert_eq!(why, Misconfigured::Unsendable);
                let stem = value.split(';').next().unwrap_or_default();
                prop_assert!(value.is_empty() || stem == "." || stem == ".." || value.chars().any(char::is_control));
            }
        }
    }

    #[test]
    fn no_value_breaks_json(value in ".*") {
        let mut call = call(Method::Post, "https://a.test/");
        call.body = Some(body(BodyFormat::Json, vec![("a", node("{{ a }}")), ("b", node("<{{ a }}>"))]));
        let wire = dry_run(&order(call, &[("a", text(&value))])).expect("sendable");
        let parsed: serde_json::Value = serde_json::from_str(&wire.body.expect("a body")).expect("JSON");
        prop_assert_eq!(parsed, json!({"a": value.clone(), "b": format!("<{value}>")}));
    }
}
