use super::*;

#[test]
fn values_are_told_from_names() {
    for value in [
        "sk_live_51HxAbc",
        "sk_test_abcdefgh",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "xoxb-2345678901-abc",
        "xoxb2345",
        "AKIAIOSFODNN7EXAMPLE",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln",
        "eyJhbGciOiJIUzI1NiJ9",
        "k3y?6f0c/9b1e+5d7a>~Zz",
        "Tr0ub4dor3Horse",
        "0a1b2c3d4e5f6071",
        "correct-horse-battery-staple-and-4-more",
        "qwertyuiopasdfghjklzxcvbnmqwertyui",
        "\"sk_live_51HxAbc\"",
        "sk_51Hx",
    ] {
        assert!(looks_like_value(value), "{value}");
    }
    for name in [
        "shop_key",
        "shop.key-2",
        "SHOP_KEY_2024",
        "ShopKeyForEU2024",
        "oauth2ClientKey",
        "sk_shop",
        "schlüssel",
        "key!",
        "hubspot-v3",
        "production_order_service_signing_key",
        "a",
        "",
    ] {
        assert!(!looks_like_value(name), "{name}");
    }
}

#[test]
fn keys_are_found_wherever_they_stand() {
    for text in [
        "https://api.example.com/x?key=sk_live_51HxAbc&y=1",
        "Authorization: Bearer ghp_16C7e42F292c6912E7710c838347Ae178B4a",
        "token='xoxb-2345678901-abc'",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln.",
    ] {
        assert!(holds_key(text), "{text}");
    }
    for text in ["where is order 104233", "sk_live_", "eyJwYWdlIjoyfQ and more", "the task_live_update", "AKIA"] {
        assert!(!holds_key(text), "{text}");
    }
}

#[test]
fn names_tell_what_they_carry() {
    for name in ["Authorization", "X-Api-Key", "api_key", "apiKey", "APIKEY", "access_token", "X-Auth-Token", "Cookie"]
    {
        assert!(is_named_secret(name), "{name}");
    }
    for name in ["X-Author", "author", "key", "X-Keyboard", "tokens_used", "X-Team", "lang", "sort_key", ""] {
        assert!(!is_named_secret(name), "{name}");
    }
}
