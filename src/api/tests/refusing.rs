//! Where calls do not go. The servers here count connections: there must be none.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;

use super::calling::{api, open};
use super::server::{Does, Server};
use crate::api::connect::tls;
use crate::api::guard::{Network, Refused};
use crate::api::samples::{call, order};
use crate::api::{Api, NotConnected, Resolver};
use crate::domain::call::outcome::{Misconfigured, Unavailable};
use crate::domain::call::{CallOutcome, Method};

const REFUSED: CallOutcome = CallOutcome::Misconfigured { why: Misconfigured::AddressRefused };

fn rules(http: &[&str], private: &[&str]) -> Network {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    Network::parse(&owned(http), &owned(private)).expect("valid rules")
}

/// The questions that a resolver was asked.
type Asked = Arc<Mutex<Vec<(String, u16)>>>;

/// A resolver that knows one answer and writes down what it was asked.
fn resolver(addresses: &[SocketAddr]) -> (Resolver, Asked) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let (log, addresses) = (Arc::clone(&asked), addresses.to_vec());
    let resolver: Resolver = Arc::new(move |host, port| {
        log.lock().expect("not poisoned").push((host, port));
        let addresses = addresses.clone();
        Box::pin(async move { Ok(addresses) })
    });
    (resolver, asked)
}

fn resolving(network: Network, addresses: &[SocketAddr]) -> (Api, Asked) {
    let (resolver, asked) = resolver(addresses);
    let api = Api::with(network, Arc::new(|| Timestamp::UNIX_EPOCH), resolver, tls(rustls::RootCertStore::empty()));
    (api, asked)
}

#[tokio::test]
async fn plain_http_and_private_literals_are_refused_before_a_connection() {
    let server = Server::json("{}").await;
    let host = server.address.to_string();
    let closed = [rules(&[], &["127.0.0.0/8"]), rules(&[&host], &[]), rules(&["127.0.0.1:1"], &["127.0.0.0/8"])];
    for network in closed {
        let api = api(network);
        let order = order(call(Method::Get, &server.url("/")), &[]);
        let done = api.perform(&order, None).await;
        assert_eq!(done.outcome, REFUSED);
        assert_eq!(done.wire.expect("a wire").attempts, 0);
        assert_eq!(api.dry_run(&order, None), Err(Misconfigured::AddressRefused));
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn names_are_judged_by_their_addresses() {
    let server = Server::json("{}").await;
    let url = format!("http://shop.test:{}/", server.address.port());
    let (api, asked) = resolving(rules(&["shop.test"], &[]), &[server.address]);
    let done = api.perform(&order(call(Method::Get, &url), &[]), None).await;
    assert_eq!((done.outcome, server.connections()), (REFUSED, 0));
    assert_eq!(*asked.lock().expect("not poisoned"), [("shop.test".to_owned(), server.address.port())], "asked once");
}

#[tokio::test]
async fn the_connection_goes_to_a_permitted_address_and_the_endpoints_port() {
    let server = Server::json("{}").await;
    // 10.0.0.1 is refused, so that nothing but the last one, whose port is not the resolver's to choose, is connected to.
    let addresses: Vec<SocketAddr> =
        ["10.0.0.1:1", "169.254.169.254:80", "127.0.0.1:9"].iter().map(|text| text.parse().expect("valid")).collect();
    let (api, asked) = resolving(rules(&["shop.test"], &["127.0.0.0/8"]), &addresses);
    let url = format!("http://shop.test:{}/", server.address.port());
    let done = api.perform(&order(call(Method::Get, &url), &[]), None).await;
    assert!(matches!(done.outcome, CallOutcome::Succeeded(_)), "{:?}", done.outcome);
    assert_eq!((server.connections(), asked.lock().expect("not poisoned").len()), (1, 1));
}

#[tokio::test]
async fn a_name_without_addresses_is_unreachable() {
    let (api, _) = resolving(rules(&["shop.test"], &[]), &[]);
    let done = api.perform(&order(call(Method::Post, "http://shop.test/"), &[]), None).await;
    assert_eq!(done.outcome, CallOutcome::Unavailable { why: Unavailable::Unreachable });
}

#[tokio::test]
async fn tls_must_succeed_before_anything_is_sent() {
    let server = Server::start(vec![Does::CloseUnread]).await;
    let url = server.url("/").replace("http:", "https:");
    let done = api(open(&server)).perform(&order(call(Method::Post, &url), &[]), None).await;
    assert_eq!(done.outcome, CallOutcome::Unavailable { why: Unavailable::Unreachable });
    assert_eq!((server.connections(), server.requests().len()), (1, 0));
}

#[tokio::test]
async fn reaching_sends_nothing() {
    let server = Server::json("{}").await;
    let endpoint = call(Method::Get, &server.url("/")).url;
    assert!(api(open(&server)).reach(&endpoint).await.is_ok());
    let refused = api(Network::default()).reach(&endpoint).await;
    assert!(matches!(refused, Err(NotConnected::Refused(Refused::PlainHttp))));
    assert!(server.requests().is_empty());
}
