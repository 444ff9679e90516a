//! What the bot sends: its form, its pace, its order, and what becomes of it when Telegram is in trouble.

use std::time::{Duration, Instant};

use errand::channel::telegram::wire::Ask;
use errand::engine::Utterance;
use errand::runtime::AdminAnswer;
use serde_json::json;
use teloxide_core::payloads::{AnswerCallbackQuery, EditMessageText, SendMessage};

use crate::said::said;
use crate::world::World;
use crate::world::telegram::{Fault, Private, Telegram};

/// An answer of the API that is shown as it is.
const SHOW: &str = r#"
name = "show-list"
description = "Show the list."
triggers = ["show me the list"]

[call]
method = "GET"
url = "https://shop.example.com/api/list"
auth = { type = "api_key", in = "header", name = "X-Api-Key", secret = "shop_key" }

[reply]
include = ["$.text", "$.items"]
text = """
PLACE
"""
"#;

async fn showing(text: &str, answer: serde_json::Value) -> (World, Telegram, Private) {
    let mut world = World::open().await;
    let imported = world.import(&[("show-list.toml", &SHOW.replace("PLACE", text))], true).await;
    assert!(matches!(imported, AdminAnswer::Done { .. }), "{imported:?}");
    world.api.answers(move |_| (200, answer.clone()));
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    (world, telegram, ann)
}

#[tokio::test]
async fn styles_are_entities_and_links_have_no_preview() {
    let text = "👍 **Größe** and [here](https://shop.example.com/a_b) is `{{ text }}`";
    let (world, telegram, ann) = showing(text, json!({ "text": "*not* <b>bold</b> [x](y)" })).await;
    ann.says("show me the list");
    let heard = ann.hears().await;
    assert_eq!(heard.text, "👍 Größe and here is *not* <b>bold</b> [x](y)");
    let marks: Vec<_> = heard.entities.iter().map(|mark| (mark.kind.as_str(), mark.text.as_str())).collect();
    assert_eq!(marks, [("bold", "Größe"), ("text_link", "here"), ("code", "*not* <b>bold</b> [x](y)")]);
    for asked in telegram.requests("sendMessage") {
        assert_eq!(asked["link_preview_options"]["is_disabled"], json!(true), "{asked}");
        assert!(asked.get("parse_mode").is_none(), "{asked}");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_long_text_comes_in_pieces_with_its_styles() {
    let bold = "{% for item in items %}**{{ item }}**\n\n{% endfor %}";
    let items: Vec<String> = (0..40).map(|item| format!("{item:02} {}", "👍wörd ".repeat(14).trim_end())).collect();
    let (world, _, ann) = showing(bold, json!({ "items": items })).await;
    ann.says("show me the list");
    let mut heard = vec![ann.hears().await];
    while !heard.last().expect("one").text.contains(&items[36]) && heard.len() < 3 {
        heard.push(ann.hears().await);
    }
    for piece in &heard {
        assert!(piece.text.encode_utf16().count() <= 4_096);
        for mark in &piece.entities {
            assert!(mark.kind == "bold" && items.contains(&mark.text), "{mark:?}");
        }
    }
    world.finish().await;
}

/// Killed between two pieces: what was said is not said again, the rest is.
#[tokio::test]
async fn a_kill_between_two_pieces_repeats_none() {
    let lines = "{% for item in items %}{{ item }}\n\n{% endfor %}";
    let items: Vec<String> = (0..40).map(|item| format!("{item:02} {}", "👍".repeat(90))).collect();
    let (mut world, telegram, ann) = showing(lines, json!({ "items": items })).await;
    telegram.fails("sendMessage", Fault::None, 1);
    telegram.fails("sendMessage", Fault::TooMany(3_600), 1);
    ann.says("show me the list");
    let first = ann.hears().await;
    telegram.asked("sendMessage", 2).await;
    // What the channel has reported by now is written down.
    world.admin("/action list").await;
    world.crash().await;
    world.restart().await;
    let rest = ann.hears().await;
    assert!(first.text.contains(&items[0]) && !rest.text.contains(&items[0]), "{rest}");
    assert_eq!(telegram.requests("sendMessage").len(), 3);
    world.finish().await;
}

/// Killed while the buttons of the step before are being taken off: the answer was said, and is not said again.
#[tokio::test]
async fn a_kill_while_buttons_go_repeats_nothing() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    for said in ["I want a refund", "104233"] {
        ann.says(said);
        ann.hears().await;
    }
    telegram.holds("editMessageReplyMarkup", None);
    ann.says("damaged");
    assert!(ann.hears().await.text.contains("Amount"));
    // By the time that somebody else was answered, the bot knows what it said; what it knows is written down.
    let bob = telegram.person("bob", "en");
    bob.private().press_data(&bob, 1, "no button");
    bob.notice().await;
    world.admin("/action list").await;
    world.crash().await;
    telegram.releases();
    world.restart().await;
    ann.says("cancel");
    assert!(ann.hears().await.text.contains("Cancelled"));
    assert_eq!(telegram.requests("sendMessage").len(), 4);
    world.finish().await;
}

/// More than one message holds is split between paragraphs, and nothing of it is lost.
#[tokio::test]
async fn an_answer_of_many_messages_is_shown_whole() {
    let text = "{% for item in items %}{{ item }}\n\n{% endfor %}";
    let items: Vec<String> =
        (0..30).map(|item| format!("{item:02} {}", "lorem ipsum ".repeat(40).trim_end())).collect();
    let (world, telegram, ann) = showing(text, json!({ "items": items })).await;
    ann.says("show me the list");
    let mut heard: Vec<String> = Vec::new();
    while !heard.last().is_some_and(|text| text.contains(&items[29])) {
        heard.push(ann.hears().await.text);
    }
    assert_eq!(heard.join("\n\n"), items.join("\n\n"));
    assert_eq!(telegram.requests("sendMessage").len(), 4);
    world.finish().await;
}

/// Telegram takes a hundred entities of a message.
#[tokio::test]
async fn many_styles_are_not_too_many() {
    let bold = "{% for item in items %}**{{ item }}** {% endfor %}";
    let items: Vec<String> = (0..160).map(|item| format!("{item}")).collect();
    let (world, _, ann) = showing(bold, json!({ "items": items })).await;
    ann.says("show me the list");
    let mut shown = ann.hears().await.text;
    while !shown.contains("159") {
        shown.push_str(&ann.hears().await.text);
    }
    world.finish().await;
}

#[tokio::test]
async fn signs_that_telegram_does_not_take_are_left_out() {
    let (world, _, ann) = showing("[{{ text }}]", json!({ "text": "a\u{7}b\u{0}c\r\nd\u{1b}[31m\u{9f}" })).await;
    ann.says("show me the list");
    let heard = ann.hears().await;
    assert!(heard.text.starts_with('[') && heard.text.contains('d'), "{heard}");
    world.finish().await;
}

/// What is said while Telegram is in trouble arrives once it is not: all of it, in order, and once.
#[tokio::test]
async fn order_is_kept_while_sending_fails() {
    let (world, telegram, ann) = showing("x", json!({})).await;
    telegram.fails("sendMessage", Fault::TooMany(1), 1);
    telegram.fails("sendMessage", Fault::Server(502), 1);
    ann.says("where is my order");
    ann.says("12345");
    ann.says("thanks");
    assert!(ann.hears().await.text.contains("Order number"));
    assert!(ann.hears().await.text.contains("exactly six digits"));
    ann.hears().await;
    ann.says("cancel");
    assert!(ann.hears().await.text.contains("Cancelled"));
    world.finish().await;
}

/// More people whose messages Telegram holds back than it is asked for at once.
#[tokio::test]
async fn many_held_messages_delay_only_their_own_chats() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let held: Vec<Private> = (0..80).map(|one| telegram.person(&format!("p{one}"), "en").private()).collect();
    for one in &held {
        telegram.holds("sendMessage", Some(one));
        one.says("where is my order");
    }
    telegram.all_confirmed().await;
    let ann = telegram.person("ann", "en").private();
    let began = Instant::now();
    ann.says("where is my order 104233");
    assert!(ann.hears().await.text.contains("is shipped"));
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    telegram.releases();
    for one in &held {
        assert!(one.hears().await.text.contains("Order number"));
        one.says("cancel");
        one.hears().await;
    }
    assert_eq!(telegram.requests("sendMessage").len(), 2 * held.len() + 1);
    world.finish().await;
}

/// A person whose message Telegram holds back holds nobody else up.
#[tokio::test]
async fn a_held_message_delays_only_its_own_chat() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let people: Vec<Private> = (0..40).map(|one| telegram.person(&format!("p{one}"), "en").private()).collect();
    let ann = &people[0];
    telegram.holds("sendMessage", Some(ann));
    ann.says("where is my order");
    telegram.asked("sendMessage", 1).await;
    for one in &people[1..] {
        one.says("where is my order");
        one.hears().await;
        one.says("cancel");
        one.hears().await;
    }
    telegram.releases();
    assert!(ann.hears().await.text.contains("Order number"));
    ann.says("cancel");
    ann.hears().await;
    world.finish().await;
}

/// Taken, and answered late: it is waited for, for much longer than for anything else, and nothing is said twice.
#[tokio::test]
async fn an_answer_that_comes_late_repeats_nothing() {
    assert!(<SendMessage as Ask>::PATIENCE >= Duration::from_mins(1), "what comes twice when it is asked again");
    for patience in [<EditMessageText as Ask>::PATIENCE, <AnswerCallbackQuery as Ask>::PATIENCE] {
        assert!(patience <= Duration::from_secs(15), "what is the same when it is asked again");
    }
    let mut world = World::open().await;
    let telegram = world.telegram();
    let [ann, bob] = ["ann", "bob"].map(|name| telegram.person(name, "en").private());
    telegram.holds_answers("sendMessage");
    ann.says("where is my order");
    assert!(ann.hears().await.text.contains("Order number"));
    ann.says("104233");
    // Later than a slow answer is put aside for others.
    bob.says("where is my order 104233");
    assert!(bob.hears().await.text.contains("is shipped"));
    telegram.all_confirmed().await;
    assert_eq!(telegram.requests("sendMessage").len(), 2, "the next waits for the one before");
    telegram.releases();
    assert!(ann.hears().await.text.contains("is shipped"));
    assert_eq!(telegram.requests("sendMessage").len(), 3);
    world.finish().await;
}

#[tokio::test]
async fn a_blocked_bot_ends_the_session_quietly() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    world.api.hold("/api/orders");
    ann.says("I want a refund");
    ann.hears().await;
    ann.blocks();
    telegram.all_confirmed().await;
    ann.unblocks();
    ann.says("cancel");
    assert_eq!(ann.hears().await.text, crate::said::nothing_open());
    // Blocked while a call is under way: its answer is given up.
    ann.says("where is my order 104233");
    world.until_asked(1).await;
    ann.blocks();
    telegram.all_confirmed().await;
    world.api.release();
    telegram.asked("sendMessage", 3).await;
    world.stops().await;
    world.restart().await;
    ann.unblocks();
    ann.says("cancel");
    assert_eq!(ann.hears().await.text, crate::said::nothing_open());
    world.finish().await;
}

#[tokio::test]
async fn a_long_call_shows_typing_and_its_answer_takes_the_placeholders_place() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    world.api.hold("/api/orders");
    ann.says("where is my order 104233");
    ann.sees_typing(1).await;
    telegram.asked("sendMessage", 1).await;
    world.api.release();
    let answer = ann.hears().await;
    assert!(answer.text.contains("is shipped") && answer.edited, "{answer:?}");
    assert_eq!(telegram.requests("sendMessage").len(), 1);
    world.finish().await;
}

/// Killed between the placeholder and the answer: the call is repeated as it may be, and the one placeholder becomes
/// its answer.
#[tokio::test]
async fn a_placeholder_becomes_the_answer_after_a_restart_too() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    world.api.hold("/api/orders");
    ann.says("where is my order 104233");
    telegram.asked("sendMessage", 1).await;
    let placeholder = ann.shows().await;
    // By the time that somebody else was answered, the bot knows of its placeholder; what it knows is written down.
    let bob = telegram.person("bob", "en");
    bob.private().press_data(&bob, 1, "no button");
    bob.notice().await;
    world.admin("/action list").await;
    world.crash().await;
    world.restart().await;
    world.until_asked(2).await;
    // Long enough for a second placeholder, if there were one.
    ann.sees_typing(4).await;
    world.api.release();
    let answer = ann.hears().await;
    assert_eq!(answer.id, placeholder, "{}", ann.history());
    assert!(answer.text.contains("is shipped"), "{answer:?}");
    assert!(!ann.history().contains("One moment"), "{}", ann.history());
    world.finish().await;
}

/// A bug of ours in sending: what panics is given up and admitted, and neither it nor the channel holds anybody up.
#[tokio::test]
async fn a_delivery_that_panics_ends_nothing() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let [ann, bob] = ["ann", "bob"].map(|name| telegram.person(name, "en").private());
    // A refusal is warned of.
    telegram.fails("sendMessage", Fault::Server(400), 1);
    world.break_warnings_once();
    ann.says("where is my order");
    let told = ann.hears().await.text;
    assert!(told.contains("I can't say whether this was done"), "{told}");
    bob.says("where is my order 104233");
    assert!(bob.hears().await.text.contains("is shipped"));
    ann.says("104233");
    assert!(ann.hears().await.text.contains("is shipped"));
    assert_eq!(world.errors().len(), 1);
    telegram.all_confirmed().await;
    world.stops().await;
    world.restart().await;
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    world.finish().await;
}

/// The person has deleted the placeholder: the answer comes all the same.
#[tokio::test]
async fn an_answer_without_its_placeholder_is_sent() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    world.api.hold("/api/orders");
    ann.says("where is my order 104233");
    let placeholder = ann.shows().await;
    ann.erases(placeholder);
    world.api.release();
    assert!(ann.hears().await.text.contains("is shipped"));
    world.finish().await;
}

/// The default pace provokes no refusal of Telegram's, and holds up nobody but whom it concerns.
#[tokio::test]
async fn the_pace_is_one_that_telegram_takes() {
    let mut world = World::open().await;
    world.sets_telegram(&[("PACING__ENABLED", "true")]);
    let telegram = world.telegram();
    telegram.rules(|rules| rules.pacing = true);
    let (ann, bob) = (telegram.person("ann", "en"), telegram.person("bob", "en").private());
    let group = telegram.supergroup("Shop", &[&ann]);
    let began = Instant::now();
    let ann = ann.private();
    for _ in 0..5 {
        ann.says("thanks");
        group.commands(&telegram.person("ann", "en"), "cancel");
    }
    bob.says("thanks");
    bob.hears().await;
    assert!(began.elapsed() < Duration::from_secs(2), "bob waits for nobody");
    for _ in 0..5 {
        ann.hears().await;
        group.hears().await;
    }
    assert!(began.elapsed() >= Duration::from_secs(2), "a message a second after a few");
    // Whatever was refused would have been asked for again.
    assert_eq!(telegram.requests("sendMessage").len(), 11);
    world.finish().await;
}

#[tokio::test]
async fn many_chats_stay_below_thirty_a_second() {
    let mut world = World::open().await;
    world.sets_telegram(&[("PACING__ENABLED", "true")]);
    let telegram = world.telegram();
    telegram.rules(|rules| rules.pacing = true);
    let people: Vec<Private> = (0..75).map(|one| telegram.person(&format!("p{one}"), "en").private()).collect();
    for one in &people {
        one.says("thanks");
    }
    for one in &people {
        one.hears().await;
    }
    // Where processors are busy a few arrive closer together than they left; Telegram says so, and is obeyed.
    let sent = telegram.requests("sendMessage").len();
    assert!((75..=80).contains(&sent), "{sent} were sent");
    world.finish().await;
}

/// Refused at once, forbidden, lost on the way, answered with nonsense by a proxy: only what can never be sent is
/// given up.
#[tokio::test]
async fn what_is_refused_for_a_while_is_never_given_up() {
    for fault in [Fault::Server(401), Fault::Server(404), Fault::Server(429), Fault::Server(500), Fault::Drop] {
        let mut world = World::open().await;
        let telegram = world.telegram();
        let ann = telegram.person("ann", "en").private();
        telegram.fails("sendMessage", fault, 1);
        ann.says("thanks");
        ann.hears().await;
        world.finish().await;
    }
}
