//! Published vectors of each scheme, and what verifying says of a changed request.

use super::*;

const URI: &str = "https://www.example.com/webhook_uri";
const HUBSPOT_SECRET: &[u8] = b"yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
const HUBSPOT_BODY: &[u8] = br#"{"example_field":"example_value"}"#;
const WEBHOOK_SECRET: &[u8] = b"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

fn message<'a>(method: &'a str, uri: &'a str, body: &'a [u8]) -> Message<'a> {
    Message {
        method,
        uri,
        body,
        digest: content_digest(body),
        moment: Timestamp::from_second(1_614_265_330).expect("a valid time"),
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
        key_id: Some("shop_key"),
    }
}

fn value<'a>(signed: &'a Signed, header: &str) -> &'a str {
    signed.headers.iter().find(|(name, _)| *name == header).map(|(_, value)| value.as_str()).expect(header)
}

fn fresh() -> Freshness {
    Freshness {
        now: Timestamp::from_second(1_614_265_360).expect("a valid time"),
        max_age: SignedDuration::from_mins(5),
    }
}

fn owned(signed: &Signed) -> Vec<(String, String)> {
    // Lower case, as HTTP/2 and most frameworks hand headers over.
    signed.headers.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).collect()
}

#[test]
fn hubspot_v2_vectors_of_its_documentation() {
    let get = sign(Scheme::HubspotV2, &message("GET", URI, b""), HUBSPOT_SECRET).expect("any secret");
    assert_eq!(value(&get, "X-HubSpot-Signature"), "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e");
    let post = sign(Scheme::HubspotV2, &message("POST", URI, HUBSPOT_BODY), HUBSPOT_SECRET).expect("any secret");
    assert_eq!(value(&post, "X-HubSpot-Signature"), "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900");
    assert_eq!(value(&post, "X-HubSpot-Signature-Version"), "v2");
    assert_eq!(post.texts[0].text(), format!("{MASK}POST{URI}{{\"example_field\":\"example_value\"}}"));
    assert_eq!(value(&post, "X-HubSpot-Signature-v3"), "tpCufWLOupRpVXpoJy1Cdw0BOVgWjilpkfjxyo2w2OQ=");
}

/// HubSpot documents the steps of v3 but no result; the expected value is Python's
/// `base64.b64encode(hmac.new(secret, method + uri + body + b"1614265330000", "sha256").digest())`.
#[test]
fn hubspot_v3_as_documented() {
    let signed = sign(Scheme::HubspotV3, &message("POST", URI, HUBSPOT_BODY), HUBSPOT_SECRET).expect("any secret");
    assert_eq!(value(&signed, "X-HubSpot-Signature-v3"), "tpCufWLOupRpVXpoJy1Cdw0BOVgWjilpkfjxyo2w2OQ=");
    assert_eq!(value(&signed, "X-HubSpot-Request-Timestamp"), "1614265330000");
    assert_eq!(
        signed.texts[0].text(),
        "POSThttps://www.example.com/webhook_uri{\"example_field\":\"example_value\"}1614265330000"
    );
}

#[test]
fn standard_webhooks_vector_of_its_specification() {
    let message = message("POST", URI, br#"{"test": 2432232314}"#);
    let signed = sign(Scheme::StandardWebhooks, &message, WEBHOOK_SECRET).expect("base64");
    assert_eq!(value(&signed, "webhook-signature"), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assert_eq!(value(&signed, "webhook-id"), "msg_p5jXN8AQM9LWM0D4loKWxJek");
    assert_eq!(value(&signed, "webhook-timestamp"), "1614265330");
    assert_eq!(signed.texts[0].text(), "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}");
    let without_prefix = sign(Scheme::StandardWebhooks, &message, &WEBHOOK_SECRET[6..]).expect("base64");
    assert_eq!(without_prefix, signed);
}

#[test]
fn standard_webhooks_refuses_a_secret_that_is_not_base64() {
    for secret in [&b"whsec_not base64!"[..], b"whsec_", b"p@ssword"] {
        assert_eq!(sign(Scheme::StandardWebhooks, &message("POST", URI, b""), secret), Err(UnusableSecret));
    }
}

/// RFC 9421, appendix B.2.5; the key is `test-shared-secret` of B.1.5.
#[test]
fn rfc9421_vector_b_2_5() {
    let key = BASE64
        .decode("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==")
        .expect("the RFC's base64");
    let components = [
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("@authority", "example.com"),
        ("content-type", "application/json"),
    ];
    let params = r#"("date" "@authority" "content-type");created=1618884473;keyid="test-shared-secret""#;
    let base = rfc9421::signature_base(&components, params);
    assert_eq!(BASE64.encode(hmac_sha256(&key, &[base.as_bytes()])), "pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=");
}

/// The digest is RFC 9530's example for `{"hello": "world"}`; the signature is Python's `hmac` over the base shown.
#[test]
fn rfc9421_covers_method_target_and_digest() {
    let mut message = message("POST", "https://example.com/orders?x=1", br#"{"hello": "world"}"#);
    message.moment = Timestamp::from_second(1_618_884_473).expect("a valid time");
    let signed = sign(Scheme::Rfc9421, &message, b"s3cret").expect("any secret");
    assert_eq!(value(&signed, "Content-Digest"), "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:");
    assert_eq!(
        value(&signed, "Signature-Input"),
        r#"sig1=("@method" "@target-uri" "content-digest");created=1618884473;keyid="shop_key";alg="hmac-sha256""#
    );
    assert_eq!(value(&signed, "Signature"), "sig1=:CODgXBKl68F7EBI12Uxe/BUuTmWAkkM1kyFSSjWUZ6M=:");
    assert_eq!(
        signed.texts[0].text(),
        "\"@method\": POST\n\"@target-uri\": https://example.com/orders?x=1\n\
         \"content-digest\": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:\n\
         \"@signature-params\": (\"@method\" \"@target-uri\" \"content-digest\");created=1618884473;\
         keyid=\"shop_key\";alg=\"hmac-sha256\""
    );
    let get = sign(Scheme::Rfc9421, &Message { method: "GET", body: b"", digest: None, ..message }, b"s3cret");
    assert!(get.expect("any secret").headers.iter().all(|(name, _)| *name != "Content-Digest"));
}

#[test]
fn what_is_signed_verifies_and_every_change_is_noticed() {
    for scheme in Scheme::ALL {
        let body = b"{\"a\":1}";
        let uri = "https://example.com/a?b=c";
        let signed = sign(scheme, &message("POST", uri, body), WEBHOOK_SECRET).expect("base64");
        let headers = owned(&signed);
        let received = Received { method: "POST", uri, body, headers: &headers };
        let judge = |received: &Received<'_>, secret: &[u8]| verify(scheme, received, secret, fresh());
        assert_eq!(judge(&received, WEBHOOK_SECRET), Ok(()), "{scheme:?}");

        let changed_body = judge(&Received { body: b"{\"a\":2}", ..received }, WEBHOOK_SECRET);
        assert!(changed_body.expect_err("changed").to_string().contains("body"), "{scheme:?}");
        let other_secret = judge(&received, b"whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assert!(other_secret.expect_err("changed").to_string().contains("secret"), "{scheme:?}");
        if scheme != Scheme::StandardWebhooks {
            let changed_uri = judge(&Received { uri: "https://example.com/a?b=d", ..received }, WEBHOOK_SECRET);
            assert!(changed_uri.expect_err("changed").to_string().contains("URI"), "{scheme:?}");
            let changed_method = judge(&Received { method: "PUT", ..received }, WEBHOOK_SECRET);
            assert_eq!(part(changed_method), Some(Part::Method(crate::domain::call::Method::Post)), "{scheme:?}");
        }
        for gone in 0..headers.len() {
            let mut fewer = headers.clone();
            let (name, _) = fewer.remove(gone);
            let fault = judge(&Received { headers: &fewer, ..received }, WEBHOOK_SECRET).err();
            let unneeded = scheme == Scheme::HubspotV2 && name == "x-hubspot-signature-v3";
            match fault {
                Some(Fault::HeaderMissing { header }) => assert!(header.eq_ignore_ascii_case(&name)),
                other => assert!(unneeded && other.is_none(), "{scheme:?} without {name}: {other:?}"),
            }
        }
    }
}

fn part(result: Result<(), Fault>) -> Option<Part> {
    match result {
        Err(Fault::Differs { part, .. }) => part,
        other => panic!("expected a difference, got {other:?}"),
    }
}

#[test]
fn common_mistakes_are_named() {
    let uri = "https://example.com/a/?b=%20c";
    let headers = owned(&sign(Scheme::HubspotV3, &message("POST", uri, b"{}"), b"s").expect("any secret"));
    let received = Received { method: "POST", uri, body: b"{}", headers: &headers };
    let judge = |received: Received<'_>, secret: &[u8]| part(verify(Scheme::HubspotV3, &received, secret, fresh()));
    assert_eq!(judge(Received { uri: "http://example.com/a/?b=%20c", ..received }, b"s"), Some(Part::UriScheme));
    assert_eq!(judge(Received { uri: "https://example.com/a?b=%20c", ..received }, b"s"), Some(Part::UriTrailingSlash));
    assert_eq!(judge(Received { body: b"{}\r\n", ..received }, b"s"), Some(Part::BodyLineBreak));
    assert_eq!(judge(received, b"s\n"), Some(Part::SecretBlanks));
    assert_eq!(judge(received, b"t"), None);
}

#[test]
fn hubspot_v2_tells_a_changed_timestamp() {
    let mut headers = owned(&sign(Scheme::HubspotV2, &message("GET", URI, b""), b"s").expect("any secret"));
    headers.last_mut().expect("the timestamp").1 = "1614265330001".to_owned();
    let received = Received { method: "GET", uri: URI, body: b"", headers: &headers };
    assert_eq!(part(verify(Scheme::HubspotV2, &received, b"s", fresh())), Some(Part::Timestamp));
}

#[test]
fn hubspot_verifiers_that_decode_agree() {
    let encoded = "https://example.com/a%2fb?mail=a%40b.example&t=10%3A30";
    let decoded = "https://example.com/a/b?mail=a@b.example&t=10:30";
    assert_eq!(hubspot::decode_uri(encoded), decoded);
    let headers = owned(&sign(Scheme::HubspotV3, &message("GET", decoded, b""), b"s").expect("any secret"));
    let received = Received { method: "GET", uri: encoded, body: b"", headers: &headers };
    assert_eq!(verify(Scheme::HubspotV3, &received, b"s", fresh()), Ok(()));
}

#[test]
fn old_and_future_timestamps_are_refused() {
    for scheme in [Scheme::HubspotV3, Scheme::StandardWebhooks, Scheme::Rfc9421] {
        let headers = owned(&sign(scheme, &message("GET", URI, b""), WEBHOOK_SECRET).expect("base64"));
        let received = Received { method: "GET", uri: URI, body: b"", headers: &headers };
        let at = |second| {
            let now = Timestamp::from_second(second).expect("a valid time");
            verify(scheme, &received, WEBHOOK_SECRET, Freshness { now, ..fresh() })
        };
        assert_eq!(at(1_614_265_330 + 300), Ok(()));
        assert!(matches!(at(1_614_265_330 + 301), Err(Fault::TooOld { seconds: 301, .. })), "{scheme:?}");
        assert!(matches!(at(1_614_265_330 - 301), Err(Fault::InTheFuture { seconds: 301, .. })), "{scheme:?}");
    }
}

fn refused(scheme: Scheme, changes: &[(&str, &str)]) -> Fault {
    let mut headers = owned(&sign(scheme, &message("POST", URI, b"{}"), WEBHOOK_SECRET).expect("base64"));
    for (name, value) in changes {
        headers.iter_mut().find(|(header, _)| header == name).expect(name).1 = (*value).to_owned();
    }
    let received = Received { method: "POST", uri: URI, body: b"{}", headers: &headers };
    verify(scheme, &received, WEBHOOK_SECRET, fresh()).expect_err("changed")
}

#[test]
fn other_versions_and_algorithms_are_named() {
    let v1 = refused(Scheme::HubspotV2, &[("x-hubspot-signature-version", "v1")]);
    assert!(matches!(v1, Fault::VersionUnsupported { found, .. } if found == "v1"));
    let asymmetric = refused(Scheme::StandardWebhooks, &[("webhook-signature", "v1a,AAAA")]);
    assert!(matches!(asymmetric, Fault::VersionUnsupported { found, .. } if found == "v1a"));
    let rsa = r#"sig1=("@method" "@target-uri" "content-digest");created=1614265330;alg="rsa-pss-sha512""#;
    let rsa = refused(Scheme::Rfc9421, &[("signature-input", rsa)]);
    assert!(matches!(rsa, Fault::AlgorithmUnsupported { found } if found == "rsa-pss-sha512"));
    let bare = refused(Scheme::Rfc9421, &[("signature-input", r#"sig1=("@method");created=1614265330"#)]);
    assert_eq!(bare, Fault::NotCovered { component: "@target-uri" });
    let unknown = r#"sig1=("@method" "@target-uri" "content-digest" "x-gone");created=1614265330"#;
    let unknown = refused(Scheme::Rfc9421, &[("signature-input", unknown)]);
    assert_eq!(unknown, Fault::ComponentUnknown { component: "x-gone".to_owned() });
    let expired = r#"sig1=("@method" "@target-uri" "content-digest");created=1614265330;expires=1614265331"#;
    assert!(matches!(refused(Scheme::Rfc9421, &[("signature-input", expired)]), Fault::TooOld { .. }));
}

#[test]
fn a_rotated_key_may_sign_beside_the_old_one() {
    let mut headers = owned(&sign(Scheme::StandardWebhooks, &message("POST", URI, b"{}"), WEBHOOK_SECRET).expect("ok"));
    let signature = headers.pop().expect("the signature").1;
    headers.push(("Webhook-Signature".to_owned(), format!("v1,AAAA v1a,BBBB {signature}")));
    let received = Received { method: "POST", uri: URI, body: b"{}", headers: &headers };
    assert_eq!(verify(Scheme::StandardWebhooks, &received, WEBHOOK_SECRET, fresh()), Ok(()));
}

proptest::proptest! {
    #[test]
    fn hostile_headers_never_panic(values in proptest::collection::vec("[ -~]{0,60}", 3), second in 0_i64..4_000_000_000) {
        let names = [
            ["X-HubSpot-Signature-v3", "X-HubSpot-Request-Timestamp", "X-HubSpot-Signature-Version"],
            ["X-HubSpot-Signature", "X-HubSpot-Signature-Version", "X-HubSpot-Signature-v3"],
            ["webhook-id", "webhook-timestamp", "webhook-signature"],
            ["Signature-Input", "Signature", "Content-Digest"],
        ];
        for (scheme, names) in Scheme::ALL.into_iter().zip(names) {
            let headers: Vec<_> = names.iter().map(|name| (*name).to_owned()).zip(values.iter().cloned()).collect();
            let received = Received { method: "POST", uri: URI, body: b"{}", headers: &headers };
            let now = Timestamp::from_second(second).expect("a valid time");
            let freshness = Freshness { now, max_age: SignedDuration::from_mins(5) };
            proptest::prop_assert!(verify(scheme, &received, WEBHOOK_SECRET, freshness).is_err());
        }
    }
}
