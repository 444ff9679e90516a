//! Which addresses and hosts pass. Nothing here opens a socket.

use super::*;

fn endpoint(https: bool, host: &str, port: Option<u16>) -> Endpoint {
    Endpoint { https, host: host.to_owned(), port, path: vec![], query: vec![] }
}

fn network(http: &[&str], private: &[&str]) -> Network {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    Network::parse(&owned(http), &owned(private)).expect("valid rules")
}

#[test]
#[expect(clippy::too_many_lines, reason = "one table")]
fn addresses() {
    let table = [
        // Each block's first and last address, and its public neighbours.
        ("0.0.0.0", false),
        ("0.255.255.255", false),
        ("1.0.0.0", true),
        ("9.255.255.255", true),
        ("10.0.0.0", false),
        ("10.255.255.255", false),
        ("11.0.0.0", true),
        ("100.63.255.255", true),
        ("100.64.0.0", false),
        ("100.127.255.255", false),
        ("100.128.0.0", true),
        ("126.255.255.255", true),
        ("127.0.0.1", false),
        ("127.255.255.255", false),
        ("128.0.0.0", true),
        ("169.253.255.255", true),
        ("169.254.169.254", false),
        ("169.255.0.0", true),
        ("172.15.255.255", true),
        ("172.16.0.0", false),
        ("172.31.255.255", false),
        ("172.32.0.0", true),
        ("192.0.0.8", false),
        ("192.0.1.0", true),
        ("192.0.2.1", false),
        ("192.31.196.1", false),
        ("192.52.193.1", false),
        ("192.88.99.1", false),
        ("192.167.255.255", true),
        ("192.168.0.1", false),
        ("192.169.0.0", true),
        ("192.175.48.1", false),
        ("198.17.255.255", true),
        ("198.18.0.0", false),
        ("198.19.255.255", false),
        ("198.20.0.0", true),
        ("198.51.100.1", false),
        ("203.0.113.1", false),
        ("203.0.114.0", true),
        ("223.255.255.255", true),
        ("224.0.0.1", false),
        ("239.255.255.255", false),
        ("240.0.0.1", false),
        ("255.255.255.255", false),
        ("::", false),
        ("::1", false),
        ("::8.8.8.8", false),
        ("::ffff:127.0.0.1", false),
        ("::ffff:8.8.8.8", true),
        ("64:ff9b::10.0.0.1", false),
        ("64:ff9b::8.8.8.8", true),
        ("64:ff9b:1::8.8.8.8", false),
        ("100::1", false),
        ("1fff:ffff::", false),
        ("2000::1", true),
        ("2001::1", false),
        ("2001:1ff:ffff::", false),
        ("2001:200::1", true),
        ("2001:db8::1", false),
        ("2001:db9::1", true),
        ("2002:7f00:1::1", false),
        ("2002:808:808::1", true),
        ("2606:4700::1111", true),
        ("2620:4f:8000::1", false),
        ("2620:4f:8001::1", true),
        ("3ffe:ffff::1", true),
        ("3fff:fff:ffff::1", false),
        ("3fff:1000::1", true),
        ("4000::1", false),
        ("5f00::1", false),
        ("fc00::1", false),
        ("fd12:3456::1", false),
        ("fe80::1", false),
        ("ff02::1", false),
    ];
    for (address, permitted) in table {
        let address: IpAddr = address.parse().expect("an address");
        assert_eq!(Network::default().permits(address), permitted, "{address}");
    }
}

#[test]
fn the_operator_opens_ranges_in_every_spelling() {
    let open = network(&[], &["127.0.0.0/8", "fd00::/8", "192.168.7.7"]);
    for address in ["127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1", "fd00::1", "192.168.7.7"] {
        assert!(open.permits(address.parse().expect("an address")), "{address}");
    }
    for address in ["10.0.0.1", "::1", "fe80::1", "192.168.7.8"] {
        assert!(!open.permits(address.parse().expect("an address")), "{address}");
    }
}

#[test]
fn every_address_of_a_name_is_judged() {
    let public: SocketAddr = "8.8.8.8:443".parse().expect("an address");
    let private: SocketAddr = "10.0.0.1:443".parse().expect("an address");
    let closed = Network::default();
    assert_eq!(closed.judge_resolved(vec![private, public]), Ok(vec![public]));
    assert_eq!(closed.judge_resolved(vec![private]), Err(Refused::Address));
    assert_eq!(closed.judge_resolved(vec![]), Ok(vec![]));
}

#[test]
fn plain_http_needs_the_exact_host_and_port() {
    let rules = network(&["localhost:8080", "api.test", "[::1]:9000", "LOCAL.Test:1"], &[]);
    let table = [
        ("localhost", Some(8080), true),
        ("localhost", Some(8081), false),
        ("localhost", None, false),
        ("api.test", Some(1), true),
        ("api.test", None, true),
        ("sub.api.test", None, false),
        ("local.test", Some(1), true),
    ];
    for (host, port, allowed) in table {
        assert_eq!(rules.judge_endpoint(&endpoint(false, host, port)).is_ok(), allowed, "{host} {port:?}");
        assert_eq!(rules.judge_endpoint(&endpoint(true, host, port)), Ok(()));
    }
    // The port of http itself may be written or left out.
    assert_eq!(network(&["shop.test:80"], &[]).judge_endpoint(&endpoint(false, "shop.test", None)), Ok(()));
}

#[test]
fn ip_literals_are_judged_before_anything_is_resolved() {
    let rules = network(&["127.0.0.1:8080", "[::1]:9000"], &["::1/128"]);
    assert_eq!(rules.judge_endpoint(&endpoint(false, "127.0.0.1", Some(8080))), Err(Refused::Address));
    assert_eq!(rules.judge_endpoint(&endpoint(false, "[::1]", Some(9000))), Ok(()));
    assert_eq!(rules.judge_endpoint(&endpoint(true, "169.254.169.254", None)), Err(Refused::Address));
    assert_eq!(rules.judge_endpoint(&endpoint(true, "8.8.8.8", None)), Ok(()));
}

#[test]
fn rules_that_cannot_be_read() {
    for text in ["", ":80", "host:", "host:99999", "http://host", "a b", "[::1", "[no]:1", "host/path"] {
        assert_eq!(HostRule::parse(text), Err(BadRule::Host(text.to_owned())), "{text}");
    }
    assert!(Network::parse(&[], &["10.0.0.0/33".to_owned()]).is_err());
    assert!(Network::parse(&[], &["ten".to_owned()]).is_err());
    assert_eq!(HostRule::parse("::1"), HostRule::parse("[::1]"));
}
