//! What no correct bot sends is refused, remembered, and fails the test.

use frankenstein::methods::SendMessageParams;
use serde_json::{Value as Json, json};

use super::super::request::Params;
use super::super::{Rules, Telegram, schema};
use super::client::{Bot, message};

fn scene() -> (Telegram, Bot, i64) {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    (telegram.clone(), bot, ann.id())
}

fn with(mut params: Json, key: &str, value: Json) -> Json {
    params[key] = value;
    params
}

#[tokio::test]
async fn texts_have_limits() {
    let (_telegram, bot, ann) = scene();
    bot.says(ann, &"x".repeat(4096)).await;
    bot.says(ann, &"👋".repeat(2048)).await;
    for long in ["x".repeat(4097), "👋".repeat(2048) + "x"] {
        let refused = bot.violates("sendMessage", message(ann, &long)).await;
        assert_eq!(refused, "Bad Request: message is too long");
    }
    for empty in ["", "  \n "] {
        let refused = bot.violates("sendMessage", message(ann, empty)).await;
        assert_eq!(refused, "Bad Request: message text is empty");
    }
}

#[tokio::test]
async fn entities_fit_their_text() {
    let (_telegram, bot, ann) = scene();
    let marked = |entities: Json| with(message(ann, "👋 hi"), "entities", entities);
    bot.asks("sendMessage", marked(json!([{ "type": "bold", "offset": 0, "length": 2 }]))).await;
    for (wrong, because) in [
        (json!([{ "type": "bold", "offset": 0, "length": 6 }]), "beyond the text"),
        (json!([{ "type": "bold", "offset": 0, "length": 0 }]), "is empty"),
        (json!([{ "type": "bold", "offset": 1, "length": 1 }]), "in the middle of a UTF-16 symbol"),
        (json!([{ "type": "bold", "offset": 0, "length": 1 }]), "in the middle of a UTF-16 symbol"),
        (json!([{ "type": "bald", "offset": 0, "length": 2 }]), ".entities[0].type"),
        (json!([{ "type": "text_link", "offset": 0, "length": 2 }]), "no good url"),
        (json!([{ "type": "bold", "offset": 0, "length": 2, "url": "https://a.example" }]), "one too many"),
        (
            json!([{ "type": "bold", "offset": 0, "length": 3 }, { "type": "italic", "offset": 2, "length": 3 }]),
            "crosses another",
        ),
    ] {
        let refused = bot.violates("sendMessage", marked(wrong)).await;
        assert!(refused.contains(because), "{refused}");
    }
}

#[tokio::test]
async fn keyboards_have_limits() {
    let (_telegram, bot, ann) = scene();
    let keyboard = |rows: Json| with(message(ann, "pick"), "reply_markup", json!({ "inline_keyboard": rows }));
    let button = |text: &str, data: &str| json!({ "text": text, "callback_data": data });
    bot.asks("sendMessage", keyboard(json!([[button("A", &"x".repeat(64))]]))).await;
    for data in [String::new(), "x".repeat(65), "é".repeat(33)] {
        let refused = bot.violates("sendMessage", keyboard(json!([[button("A", &data)]]))).await;
        assert_eq!(refused, "Bad Request: BUTTON_DATA_INVALID");
    }
    let many: Vec<Json> = (0..101).map(|number| json!([button("A", &number.to_string())])).collect();
    bot.asks("sendMessage", keyboard(json!(many[..100]))).await;
    bot.violates("sendMessage", keyboard(json!(many))).await;
    bot.violates("sendMessage", keyboard(json!([[]]))).await;
    bot.violates("sendMessage", keyboard(json!([[button(" ", "1")]]))).await;
    let unallowed = bot.violates("sendMessage", keyboard(json!([[{ "text": "A" }]]))).await;
    assert!(unallowed.ends_with("Text buttons are unallowed in the inline keyboard"), "{unallowed}");
    let reply = with(message(ann, "pick"), "reply_markup", json!({ "keyboard": [] }));
    bot.violates("sendMessage", reply).await;
    let force = with(message(ann, "pick"), "reply_markup", json!({ "force_reply": false }));
    bot.violates("sendMessage", force).await;
}

#[tokio::test]
async fn parse_modes_and_previews_are_never_used() {
    let (telegram, bot, ann) = scene();
    bot.violates("sendMessage", with(message(ann, "<b>"), "parse_mode", json!("HTML"))).await;
    let preview = json!({ "chat_id": ann, "text": "https://shop.example" });
    assert_eq!(bot.violates("sendMessage", preview.clone()).await, "Bad Request: link previews must be off");
    telegram.rules(|rules: &mut Rules| rules.previews_off = false);
    bot.asks("sendMessage", preview).await;
}

#[tokio::test]
async fn keys_and_methods_are_known() {
    let (telegram, bot, ann) = scene();
    bot.violates("sendMessage", with(message(ann, "hi"), "disable_web_page_preview", json!(true))).await;
    let nested = json!([{ "type": "bold", "offset": 0, "length": 2, "weight": 3 }]);
    bot.violates("sendMessage", with(message(ann, "hi"), "entities", nested)).await;
    bot.violates("sendMessage", json!({ "text": "hi", "link_preview_options": { "is_disabled": true } })).await;
    let refused = bot.is_refused("sendMesage", json!({})).await;
    if schema::present() {
        assert!(refused.contains("there is no method"), "{refused}");
    } else {
        assert_eq!(refused, "Not Found: method not found");
    }
    assert_eq!(telegram.take_violations().len(), 1);
}

#[test]
fn the_types_alone_refuse_what_they_do_not_know() {
    let understood = |params: Json| {
        let values = params.as_object().cloned().expect("an object");
        Params { values, ..Params::default() }.typed::<SendMessageParams>().map_err(|refusal| refusal.description)
    };
    let entity = |key: &str| json!([{ "type": "bold", "offset": 0, "length": 2, key: "x" }]);
    let good = json!({ "chat_id": 7, "text": "hi", "entities": entity("language"), "parse_mode": null });
    assert_eq!(understood(good.clone()).map(|params| params.text), Ok("hi".to_owned()));
    for (wrong, place) in [
        (with(good.clone(), "colour", json!("red")), ".colour"),
        (with(good.clone(), "entities", entity("weight")), ".entities[0].weight"),
        (with(good.clone(), "text", json!(7)), "invalid type"),
    ] {
        let refused = understood(wrong).expect_err("it is refused");
        assert!(refused.contains(place), "{refused}");
    }
}

#[tokio::test]
async fn the_schema_finds_what_types_would_let_through() {
    if !schema::present() {
        return;
    }
    let check = |method: &str, params: Json| schema::check(method, params.as_object().expect("an object"));
    assert_eq!(check("SendMessage", json!({ "chat_id": 7, "text": "hi" })), Ok(()));
    assert_eq!(check("sendMessage", json!({ "chat_id": 7 })), Err("sendMessage.text is missing".to_owned()));
    assert_eq!(check("getMe", json!({ "now": 1 })), Err("getMe has no now".to_owned()));
    assert!(check("sendMessage", json!({ "chat_id": 7.5, "text": "hi" })).is_err());
    let markup = json!({ "inline_keyboard": [[{ "text": 3 }]] });
    assert!(check("sendMessage", json!({ "chat_id": 7, "text": "hi", "reply_markup": markup })).is_err());
}

#[tokio::test]
async fn a_violation_fails_the_test() {
    let (telegram, bot, ann) = scene();
    telegram.check();
    bot.is_refused("sendMessage", message(ann, "")).await;
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| telegram.check()));
    let words = *failed.expect_err("it fails").downcast::<String>().expect("words");
    assert!(words.contains("sendmessage") && words.contains("message text is empty"), "{words}");
}

#[tokio::test]
async fn what_nobody_read_fails_the_test() {
    let (telegram, bot, ann) = scene();
    bot.says(ann, "is anybody there?").await;
    telegram.check();
    assert_eq!(telegram.unread(), ["in ann: is anybody there?"]);
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| telegram.finish())).expect_err("it fails");
}

#[tokio::test]
async fn a_press_that_spins_for_ever_fails_the_test() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    bot.shows(ann.id(), "pick", json!([[{ "text": "A", "callback_data": "1" }]])).await;
    ann.hears().await;
    ann.presses("A").await;
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| telegram.finish())).expect_err("it fails");
}
