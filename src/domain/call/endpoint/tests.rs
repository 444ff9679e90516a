use proptest::prelude::*;

use super::*;

fn endpoint(text: &str) -> Endpoint {
    Endpoint::parse(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

fn faults(text: &str) -> Vec<EndpointFault> {
    Endpoint::parse(text).err().unwrap_or_default()
}

#[test]
fn takes_an_address_apart() {
    let parsed = endpoint("HTTPS://Shop.Example.com:8443/a%2Fb/{{ id }}.json?x=1+2&y={{ day }}-{{ user.id }}&flag");
    assert_eq!(parsed.origin(), "https://shop.example.com:8443");
    let path: Vec<String> = parsed.path.iter().map(Template::text).collect();
    assert_eq!(path, ["a/b", "{{ id }}.json"]);
    let query: Vec<(&str, String)> = parsed.query.iter().map(|(name, value)| (name.as_str(), value.text())).collect();
    let expected = [("x", "1 2"), ("y", "{{ day }}-{{ user.id }}"), ("flag", "")];
    assert_eq!(query, expected.map(|(name, value)| (name, value.to_owned())));
}

#[test]
fn hosts_are_as_sent() {
    let cases = [
        ("https://bücher.example", "xn--bcher-kva.example"),
        ("http://127.1/", "127.0.0.1"),
        ("http://0x7f000001", "127.0.0.1"),
        ("http://[::FFFF:127.0.0.1]:80/x", "[::ffff:7f00:1]"),
        ("https://localhost?x=1", "localhost"),
    ];
    for (text, host) in cases {
        assert_eq!(endpoint(text).host, host, "{text}");
    }
}

#[test]
fn the_scheme_has_its_own_port() {
    assert_eq!(endpoint("https://a.example:443/").port, None);
    assert_eq!(endpoint("http://a.example:443/").port, Some(443));
    assert_eq!(endpoint("http://a.example").effective_port(), 80);
}

#[test]
fn nothing_may_choose_where_a_request_goes() {
    for text in [
        "{{ url }}",
        "https://{{ host }}/",
        "https://{{ shop }}.example.com/",
        "https://shop.example.com{{ path }}",
        "https://shop.example.com:{{ port }}/",
        "{{ scheme }}://shop.example.com/",
        "http{{ s }}://shop.example.com/",
    ] {
        assert_eq!(faults(text), [EndpointFault::PlaceholderInOrigin], "{text}");
    }
}

#[test]
fn what_an_address_must_not_have() {
    let cases = [
        ("shop.example.com/api", EndpointFault::SchemeNotHttp),
        ("ftp://a.example/", EndpointFault::SchemeNotHttp),
        ("//a.example/", EndpointFault::SchemeNotHttp),
        ("https://me@a.example/", EndpointFault::UserInfo),
        ("https:///x", EndpointFault::BadHost { got: String::new() }),
        ("https://a..b c/", EndpointFault::BadHost { got: "a..b c".to_owned() }),
        ("https://a.example:0/", EndpointFault::BadPort { got: "0".to_owned() }),
        ("https://a.example:+1/", EndpointFault::BadPort { got: "+1".to_owned() }),
        ("https://a.example/x#y", EndpointFault::Fragment),
        ("https://a.example/%2", EndpointFault::BadEscape { got: "%2".to_owned() }),
        ("https://a.example/%+1", EndpointFault::BadEscape { got: "%+1".to_owned() }),
        ("https://a.example/?x=%ff", EndpointFault::BadEscape { got: "%ff".to_owned() }),
        ("https://a.example/a/../b", EndpointFault::DotSegment),
        ("https://a.example/%2E%2e/b", EndpointFault::DotSegment),
        ("https://a.example/{id}", EndpointFault::SingleBrace),
        ("https://a.example/a b", EndpointFault::BadCharacter { got: ' ' }),
        ("https://a.example/a\\b", EndpointFault::BadCharacter { got: '\\' }),
        ("https://a.example/a\nb", EndpointFault::BadCharacter { got: '\n' }),
        ("https://a.example/?{{ a }}=1", EndpointFault::PlaceholderInQueryName),
        ("https://a.example/?x=1&a{{ a }}=1", EndpointFault::PlaceholderInQueryName),
        ("https://a.example/{{ a", EndpointFault::Template(TemplateFault::Unclosed)),
    ];
    for (text, fault) in cases {
        assert_eq!(faults(text), [fault], "{text}");
    }
}

#[test]
fn dots_beside_a_placeholder_are_judged_when_sent() {
    assert_eq!(endpoint("https://a.example/.{{ a }}").path.len(), 1);
}

proptest! {
    #[test]
    fn hostile_addresses_never_panic(text in "(https://)?[a-z.:/?#&=%{}@\\[\\]\\\\ +0-9é]{0,40}") {
        if let Ok(parsed) = Endpoint::parse(&text) {
            prop_assert_eq!(Endpoint::parse(&parsed.text()), Ok(parsed));
        }
    }

    #[test]
    fn written_addresses_mean_the_same(
        segments in prop::collection::vec("[^{}]{1,8}", 0..4),
        query in prop::collection::vec(("[^{}]{1,8}", "[^{}]{0,8}"), 0..4),
        placeholder in any::<bool>(),
    ) {
        let with = |literal: &str| {
            let placeholder = placeholder.then(|| Template::parse("{{ id }}").map(|id| id.pieces().to_vec()));
            let pieces = placeholder.and_then(Result::ok).into_iter().flatten();
            Template::from_pieces(std::iter::once(Piece::Literal(literal.to_owned())).chain(pieces))
        };
        prop_assume!(segments.iter().all(|segment| placeholder || !matches!(segment.as_str(), "." | "..")));
        let endpoint = Endpoint {
            https: true,
            host: "shop.example.com".to_owned(),
            port: Some(8443),
            path: segments.iter().map(|segment| with(segment)).collect(),
            query: query.iter().map(|(name, value)| (name.clone(), with(value))).collect(),
        };
        prop_assert_eq!(Endpoint::parse(&endpoint.text()), Ok(endpoint));
    }
}
