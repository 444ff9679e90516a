//! Answers, silence and everything between: what may be said of a call afterwards, and how often it is sent.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::server::{Does, Server, answer, header};
use crate::api::connect::{system_resolver, tls};
use crate::api::samples::{body, call, node, order, text};
use crate::api::{Api, Clock, Network, Performed};
use crate::domain::call::outcome::{Answer, AnswerBody, Misconfigured, Unavailable, Unknown};
use crate::domain::call::{BodyFormat, CallOutcome, Method};
use crate::domain::limits;

/// The rules of an operator who allows this server.
pub(super) fn open(server: &Server) -> Network {
    Network::parse(&[server.address.to_string()], &["127.0.0.0/8".to_owned()]).expect("valid rules")
}

pub(super) fn api_with_clock(network: Network, clock: Clock) -> Api {
    Api::with(network, clock, system_resolver(), tls(rustls::RootCertStore::empty()))
}

pub(super) fn api(network: Network) -> Api {
    api_with_clock(network, Arc::new(|| Timestamp::UNIX_EPOCH))
}

/// One call of the server, with time enough for the slowest machine.
async fn perform(server: &Server, method: Method, idempotent: bool) -> Performed {
    perform_within(Duration::from_secs(20), server, method, idempotent).await
}

async fn perform_within(timeout: Duration, server: &Server, method: Method, idempotent: bool) -> Performed {
    let mut call = call(method, &server.url("/o/1"));
    call.timeout = timeout;
    call.idempotent = idempotent;
    api(open(server)).perform(&order(call, &[]), None).await
}

fn unknown(why: Unknown) -> CallOutcome {
    CallOutcome::Unknown { why }
}

fn unavailable(why: Unavailable) -> CallOutcome {
    CallOutcome::Unavailable { why }
}

#[tokio::test]
async fn a_request_as_it_arrives() {
    let server = Server::json(r#"{"status": "shipped"}"#).await;
    let mut call = call(Method::Post, &server.url("/o/{{ a }}"));
    call.body = Some(body(BodyFormat::Json, vec![("a", node("{{ a }}"))]));
    let done = api(open(&server)).perform(&order(call, &[("a", text("ü"))]), None).await;
    let body = AnswerBody::Json(json!({"status": "shipped"}));
    assert_eq!(done.outcome, CallOutcome::Succeeded(Answer { status: 200, body }));

    let raw = &server.requests()[0];
    assert!(raw.starts_with("POST /o/%C3%BC HTTP/1.1\r\n"), "{raw}");
    assert!(raw.ends_with("\r\n\r\n{\"a\":\"ü\"}"), "{raw}");
    assert_eq!(header(raw, "Host"), Some(server.address.to_string().as_str()));
    assert_eq!(header(raw, "Content-Length"), Some("10"));
    assert_eq!(header(raw, "Idempotency-Key"), Some("00000000000000000123456789abcdef"));
    assert_eq!(header(raw, "Transfer-Encoding"), None);
    let wire = done.wire.expect("a wire");
    assert_eq!((wire.attempts, wire.status), (1, Some(200)));
    for (name, value) in &wire.headers {
        assert_eq!(header(raw, name), Some(value.as_str()), "{name}");
    }
}

#[tokio::test]
async fn a_bodyless_post_says_so() {
    let server = Server::json("").await;
    let done = perform(&server, Method::Post, false).await;
    assert_eq!(done.outcome, CallOutcome::Succeeded(Answer { status: 200, body: AnswerBody::Empty }));
    let raw = &server.requests()[0];
    assert_eq!((header(raw, "Content-Length"), header(raw, "Content-Type")), (Some("0"), None));
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = Server::json("{}").await;
    let redirect = format!("HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", target.url("/"));
    let server = Server::start(vec![Does::Answer(redirect)]).await;
    let done = perform(&server, Method::Get, false).await;
    let why = Misconfigured::Redirected { status: 302 };
    assert_eq!(done.outcome, CallOutcome::Misconfigured { why });
    assert_eq!((server.connections(), target.connections()), (1, 0));
}

#[tokio::test]
async fn unreadable_answers() {
    let large = format!("\"{}\"", "a".repeat(limits::ANSWER_BODY_BYTES));
    // No end in sight: reading has to stop by itself.
    let endless = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n80000\r\n{}", "a".repeat(0x80000));
    let plans = [Does::Answer(answer(200, "<html>")), Does::Answer(answer(200, &large)), Does::AnswerThenHang(endless)];
    for does in plans {
        let server = Server::start(vec![does]).await;
        let mut call = call(Method::Get, &server.url("/"));
        call.timeout = Duration::from_secs(20);
        let done = api(open(&server)).perform(&order(call, &[]), None).await;
        let expected = Answer { status: 200, body: AnswerBody::Unreadable };
        assert_eq!((done.outcome, server.connections()), (CallOutcome::Succeeded(expected), 1));
    }
}

#[tokio::test]
async fn an_answer_of_the_largest_size_is_read() {
    let largest = format!("\"{}\"", "a".repeat(limits::ANSWER_BODY_BYTES - 2));
    let server = Server::json(&largest).await;
    let mut call = call(Method::Get, &server.url("/"));
    call.timeout = Duration::from_secs(20);
    let done = api(open(&server)).perform(&order(call, &[]), None).await;
    assert!(matches!(done.outcome, CallOutcome::Succeeded(Answer { body: AnswerBody::Json(_), .. })));
}

#[tokio::test]
async fn a_silent_server() {
    for (method, idempotent, outcome, attempts) in [
        (Method::Get, false, unavailable(Unavailable::TimedOut), 2),
        (Method::Post, false, unknown(Unknown::TimedOut), 1),
        (Method::Put, true, unknown(Unknown::TimedOut), 2),
    ] {
        let server = Server::start(vec![Does::Hang]).await;
        // Twice this in all: room for one retry, not for two.
        let timeout = Duration::from_millis(400);
        let done = perform_within(timeout, &server, method, idempotent).await;
        assert_eq!(done.outcome, outcome);
        let wire = done.wire.expect("a wire");
        assert_eq!((server.connections(), wire.attempts), (attempts, u32::try_from(attempts).expect("few")));
        assert!(wire.duration >= timeout, "{:?}", wire.duration);
    }
}

#[tokio::test]
async fn a_connection_that_breaks() {
    let half_a_head = || Does::Answer("HTTP/1.1 200 OK\r\nContent-Le".to_owned());
    let closed = || Does::Answer(String::new());
    let garbage = || Does::Answer("SSH-2.0-OpenSSH\r\n\r\n".to_owned());
    for does in [half_a_head(), closed(), garbage(), Does::CloseUnread] {
        let server = Server::start(vec![does.clone()]).await;
        let post = perform(&server, Method::Post, false).await;
        assert_eq!((post.outcome, server.connections()), (unknown(Unknown::BrokenOff), 1), "never sent twice");

        let server = Server::start(vec![does, Does::Answer(answer(200, "{}"))]).await;
        let get = perform(&server, Method::Get, false).await;
        assert!(matches!(get.outcome, CallOutcome::Succeeded(_)), "{:?}", get.outcome);
        assert_eq!(server.connections(), 2);
    }
}

#[tokio::test]
async fn half_a_body() {
    let half = || Does::Answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"a\":".to_owned());
    let server = Server::start(vec![half()]).await;
    let post = perform(&server, Method::Post, false).await;
    let done = Answer { status: 200, body: AnswerBody::Unreadable };
    assert_eq!((post.outcome, server.connections()), (CallOutcome::Succeeded(done), 1), "the status says it was done");

    let server = Server::start(vec![half(), Does::Answer(answer(200, "{}"))]).await;
    let get = perform(&server, Method::Get, false).await;
    let body = AnswerBody::Json(json!({}));
    assert_eq!(get.outcome, CallOutcome::Succeeded(Answer { status: 200, body }));
}

#[tokio::test]
async fn gateway_errors_are_retried_where_it_does_no_harm() {
    for status in [502, 503, 504] {
        let plan = || vec![Does::Answer(answer(status, "")), Does::Answer(answer(200, "{}"))];
        for (method, idempotent) in [(Method::Get, false), (Method::Post, true)] {
            let server = Server::start(plan()).await;
            let done = perform(&server, method, idempotent).await;
            assert!(matches!(done.outcome, CallOutcome::Succeeded(_)), "{:?}", done.outcome);
        }
        let server = Server::start(plan()).await;
        let done = perform(&server, Method::Post, false).await;
        assert_eq!(done.outcome, unknown(Unknown::Unclear { status }), "how far it got nobody says");
        assert_eq!(server.connections(), 1);
    }
}

#[tokio::test]
async fn attempts_are_bounded() {
    let server = Server::start(vec![Does::Answer(answer(503, ""))]).await;
    let mut call = call(Method::Get, &server.url("/"));
    call.timeout = Duration::from_secs(20);
    let done = api(open(&server)).perform(&order(call, &[]), None).await;
    assert_eq!(done.outcome, unavailable(Unavailable::ServerError { status: 503 }));
    assert_eq!(server.connections(), 1 + limits::RETRY_PAUSES.len());
}

#[tokio::test]
async fn a_doubt_outlives_the_retry() {
    let server = Server::start(vec![Does::CloseUnread, Does::Answer(answer(503, ""))]).await;
    let done = perform(&server, Method::Put, true).await;
    assert!(matches!(done.outcome, CallOutcome::Unknown { .. }), "the first attempt may have been done");
}

#[tokio::test]
async fn nobody_there() {
    let server = Server::json("{}").await;
    let (network, url) = (open(&server), server.url("/"));
    drop(server);
    // The listener closes when its task is gone.
    tokio::task::yield_now().await;
    for method in [Method::Get, Method::Post] {
        let done = api(network.clone()).perform(&order(call(method, &url), &[]), None).await;
        assert_eq!(done.outcome, unavailable(Unavailable::Unreachable));
    }
}

#[tokio::test]
async fn a_host_that_keeps_failing_is_left_alone_for_a_while() {
    let failures = limits::BREAKER_FAILURES as usize;
    let mut plan = vec![Does::CloseUnread; failures];
    plan.push(Does::Answer(answer(200, "{}")));
    let server = Server::start(plan).await;
    let clock = Arc::new(std::sync::Mutex::new(Timestamp::UNIX_EPOCH));
    let hand = Arc::clone(&clock);
    let api = api_with_clock(open(&server), Arc::new(move || *hand.lock().expect("not poisoned")));
    let post = order(call(Method::Post, &server.url("/")), &[]);
    for _ in 0..failures {
        assert_eq!(api.perform(&post, None).await.outcome, unknown(Unknown::BrokenOff));
    }
    assert_eq!(api.perform(&post, None).await.outcome, unavailable(Unavailable::Paused));
    assert_eq!(server.connections(), failures, "not asked again");
    *clock.lock().expect("not poisoned") += limits::BREAKER_PAUSE;
    assert!(matches!(api.perform(&post, None).await.outcome, CallOutcome::Succeeded(_)));
}

#[tokio::test]
async fn calls_to_one_host_wait_for_a_place_but_not_forever() {
    let server = Server::start(vec![Does::Hang]).await;
    let api = api(open(&server));
    let mut slow = call(Method::Post, &server.url("/slow"));
    slow.timeout = Duration::from_secs(1);
    let mut late = call(Method::Post, &server.url("/late"));
    late.timeout = Duration::from_millis(100);
    let (slow, late) = (order(slow, &[]), order(late, &[]));
    let crowd = futures_util::future::join_all((0..limits::CALLS_PER_HOST).map(|_| api.perform(&slow, None)));
    let (crowd, late) = tokio::join!(crowd, api.perform(&late, None));
    assert!(crowd.iter().all(|done| done.outcome == unknown(Unknown::TimedOut)));
    assert_eq!(late.outcome, unavailable(Unavailable::Crowded));
    assert_eq!(server.connections(), limits::CALLS_PER_HOST, "the late one was never sent");
}

#[tokio::test]
async fn a_call_can_be_a_task_of_its_own() {
    let server = Server::json("{}").await;
    let api = Arc::new(api(open(&server)));
    let order = order(call(Method::Get, &server.url("/")), &[]);
    let done = tokio::spawn(async move { api.perform(&order, None).await }).await.expect("no panic");
    assert!(matches!(done.outcome, CallOutcome::Succeeded(_)));
}

/// One call after the other by one client.
async fn one_after_the_other(server: &Server, methods: &[Method]) -> Vec<CallOutcome> {
    let api = api(open(server));
    let mut outcomes = Vec::new();
    for method in methods {
        let mut call = call(*method, &server.url("/o/1"));
        call.timeout = Duration::from_secs(20);
        outcomes.push(api.perform(&order(call, &[]), None).await.outcome);
    }
    outcomes
}

#[tokio::test]
async fn what_writes_takes_no_connection_of_which_little_is_known() {
    let server = Server::start(vec![Does::AnswerAll(answer(200, "{}"))]).await;
    let outcomes = one_after_the_other(&server, &[Method::Get, Method::Get, Method::Post, Method::Get]).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, CallOutcome::Succeeded(_))), "{outcomes:?}");
    assert_eq!((server.requests().len(), server.connections()), (4, 2), "the one that writes has its own");
}

/// Two calls that write with some time in between, and how many connections that took.
async fn writes_twice(server: &Server, between: SignedDuration) -> usize {
    let clock = Arc::new(std::sync::Mutex::new(Timestamp::UNIX_EPOCH));
    let hand = Arc::clone(&clock);
    let api = api_with_clock(open(server), Arc::new(move || *hand.lock().expect("not poisoned")));
    for _ in 0..2 {
        let mut call = call(Method::Post, &server.url("/o/1"));
        call.timeout = Duration::from_secs(20);
        let done = api.perform(&order(call, &[]), None).await;
        assert!(matches!(done.outcome, CallOutcome::Succeeded(_)), "{:?}", done.outcome);
        *clock.lock().expect("not poisoned") += between;
        // What the network brings meanwhile is seen.
        tokio::task::yield_now().await;
    }
    server.connections()
}

#[tokio::test]
async fn what_writes_takes_over_a_connection_that_is_neither_old_nor_unproven() {
    for (between, connections) in [
        (SignedDuration::from_millis(500), 1),
        (limits::CONNECTION_PROVEN - SignedDuration::from_millis(1), 2),
        (limits::CONNECTION_FRESH + SignedDuration::from_millis(1), 2),
        (limits::CONNECTION_IDLE + SignedDuration::from_millis(1), 2),
    ] {
        let server = Server::start(vec![Does::AnswerAll(answer(200, "{}"))]).await;
        assert_eq!(writes_twice(&server, between).await, connections, "{between:?}");
    }
}

#[tokio::test]
async fn a_host_that_closes_after_its_answer_costs_no_write_its_outcome() {
    let server = Server::json("{}").await;
    assert_eq!(writes_twice(&server, SignedDuration::from_millis(500)).await, 2);
}

#[tokio::test]
async fn a_connection_that_was_closed_meanwhile_is_replaced() {
    let server = Server::json("{}").await;
    let outcomes = one_after_the_other(&server, &[Method::Get; 3]).await;
    assert!(outcomes.iter().all(|outcome| matches!(outcome, CallOutcome::Succeeded(_))), "{outcomes:?}");
    assert_eq!((server.requests().len(), server.connections()), (3, 3));
}

#[tokio::test]
async fn what_was_not_read_to_the_end_is_not_used_again() {
    let large = answer(200, &"x".repeat(limits::ANSWER_BODY_BYTES + 1));
    let server = Server::start(vec![Does::AnswerAll(large)]).await;
    one_after_the_other(&server, &[Method::Get; 2]).await;
    assert_eq!(server.connections(), 2);
}
