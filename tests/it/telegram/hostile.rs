//! What an odd or hostile platform could bring: nothing of it stops the bot, and nobody else notices.

use std::time::{Duration, Instant};

use errand::domain::conversation::Channel;
use errand::engine::Utterance;
use serde_json::{Value as Json, json};

use crate::said::{nothing_open, said};
use crate::world::World;
use crate::world::telegram::{BOT_NAME, Private, Telegram};

async fn open() -> (World, Telegram, Private) {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    ann.says("thanks");
    ann.hears().await;
    (world, telegram, ann)
}

/// Whoever writes is still answered, and everything that came is confirmed.
async fn still_well(telegram: &Telegram, ann: &Private) {
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, "You're welcome!");
    telegram.all_confirmed().await;
}

fn message(ann: &Private, content: Json) -> Json {
    let mut message = json!({
        "message_id": 900_000, "date": 1, "chat": { "id": ann.id(), "type": "private", "first_name": "ann" },
        "from": { "id": ann.id(), "is_bot": false, "first_name": "ann", "language_code": "en" },
    });
    message.as_object_mut().expect("an object").extend(content.as_object().expect("an object").clone());
    json!({ "message": message })
}

#[tokio::test]
async fn unreadable_updates_are_kept_and_passed_by() {
    let (world, telegram, ann) = open().await;
    let unreadable = [
        json!({ "message": 5 }),
        json!({ "message": { "message_id": "x" } }),
        json!({ "callback_query": { "id": 7 } }),
        message(&ann, json!({ "text": ["thanks"] })),
        message(&ann, json!({ "text": "thanks", "entities": [{ "type": "mention", "offset": -4, "length": 2 }] })),
        message(&ann, json!({ "from": { "id": -1, "is_bot": false, "first_name": "x" }, "text": "x" })),
    ];
    let ids: Vec<i64> = unreadable.iter().map(|update| telegram.sends_raw(update.clone())).collect();
    still_well(&telegram, &ann).await;
    let errors = world.errors();
    assert_eq!(errors.len(), ids.len(), "{errors:?}");
    let mut store = world.finish().await;
    let kept = store.unread(Channel::Telegram, 100).await.expect("rows");
    for (id, update) in ids.iter().zip(&unreadable) {
        let (_, body) = kept.iter().find(|(event, _)| *event == id.to_string()).expect("it is kept");
        let mut body: Json = serde_json::from_str(body).expect("as it came");
        body.as_object_mut().expect("an object").remove("update_id");
        assert_eq!(&body, update);
    }
}

#[tokio::test]
async fn unknown_kinds_and_fields_disturb_nothing() {
    let (world, telegram, ann) = open().await;
    telegram.sends_raw(json!({ "telepathy": { "thought": "where is my order", "from": { "id": ann.id() } } }));
    telegram.sends_raw(json!({}));
    telegram.sends_raw(json!({ "poll": { "id": "1" }, "chat_boost": null }));
    telegram.sends_raw(message(&ann, json!({ "hologram": { "file_id": "h" } })));
    telegram.sends_raw(message(&ann, json!({ "chat": { "id": ann.id(), "type": "metaverse" }, "text": "thanks" })));
    telegram.sends_raw(message(
        &ann,
        json!({ "text": "thanks", "mood": { "happy": [true, null] }, "entities": [{
            "type": "sparkle", "offset": 0, "length": 6, "intensity": 11,
        }] }),
    ));
    // What a person sent is answered, whatever it is.
    assert_eq!(ann.hears().await.text, said(Utterance::PleaseWrite));
    assert_eq!(ann.hears().await.text, "You're welcome!");
    still_well(&telegram, &ann).await;
    world.finish().await;
}

#[tokio::test]
async fn entities_may_be_anywhere() {
    let (world, telegram, ann) = open().await;
    let bot = json!({ "id": 7_001_002_003_i64, "is_bot": true, "first_name": "Errand" });
    let far = u64::MAX;
    for entities in [
        json!([{ "type": "text_mention", "offset": far, "length": far, "user": bot }]),
        json!([{ "type": "mention", "offset": far, "length": 1 }, { "type": "mention", "offset": 3, "length": far }]),
        json!([{ "type": "text_mention", "offset": 1_000_000, "length": 0, "user": bot }]),
        json!([{ "type": "bot_command", "offset": far, "length": 3 }]),
    ] {
        telegram.sends_raw(message(&ann, json!({ "text": "thanks", "entities": entities })));
        assert_eq!(ann.hears().await.text, "You're welcome!");
    }
    // Half of a sign, and one mention over another.
    let entities = json!([
        { "type": "text_mention", "offset": 1, "length": 2, "user": bot },
        { "type": "text_mention", "offset": 0, "length": 3, "user": bot },
    ]);
    telegram.sends_raw(message(&ann, json!({ "text": "👍👍", "entities": entities })));
    ann.hears().await;
    for command in ["/", "/@", "/@errand_test_bot", "//help", "/\u{202e}pleh"] {
        let length = command.encode_utf16().count();
        let entities = json!([{ "type": "bot_command", "offset": 0, "length": length }]);
        telegram.sends_raw(message(&ann, json!({ "text": command, "entities": entities })));
        ann.hears().await;
    }
    still_well(&telegram, &ann).await;
    world.finish().await;
}

/// A server that stands in for Telegram and marks nothing: commands and names are what they are.
#[tokio::test]
async fn marks_may_be_missing() {
    let (world, telegram, ann) = open().await;
    telegram.marks_nothing();
    telegram.privacy(false);
    ann.says("/start");
    assert!(ann.hears().await.text.contains(&said(Utterance::Greeting)));
    ann.says("/cancel");
    assert_eq!(ann.hears().await.text, nothing_open());
    let group = telegram.supergroup("Shop", &[&telegram.person("ann", "en")]);
    let ann = telegram.person("ann", "en");
    group.says(&ann, "/help@another_bot");
    group.commands(&ann, "help");
    assert!(group.hears().await.text.contains(&said(Utterance::Offer)));
    group.says(&ann, &format!("👍 thanks, @{BOT_NAME}"));
    assert_eq!(group.hears().await.text, said(Utterance::Welcome));
    world.finish().await;
}

/// A server that answers at once, with nothing: it is not asked as fast as it answers, and nobody waits for long.
#[tokio::test]
async fn a_server_that_does_not_wait_is_no_treadmill() {
    let (world, telegram, ann) = open().await;
    telegram.waits_for_nothing();
    let (began, asked) = (Instant::now(), telegram.requests("getUpdates").len());
    // The poll that is open ends with the first of these.
    for _ in 0..2 {
        ann.says("thanks");
        assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    }
    telegram.asked("getUpdates", asked + 24).await;
    assert!(began.elapsed() >= Duration::from_millis(400), "there are pauses: {:?}", began.elapsed());
    world.finish().await;
}

#[tokio::test]
async fn empty_and_huge_texts() {
    let (world, telegram, ann) = open().await;
    for text in ["", " ", "\u{200b}\u{2060}", "\u{0}\u{1}\u{7f}"] {
        telegram.sends_raw(message(&ann, json!({ "text": text })));
    }
    ann.says("where is my order");
    let mut heard = ann.hears().await;
    while !heard.text.contains("Order number") {
        heard = ann.hears().await;
    }
    telegram.sends_raw(message(&ann, json!({ "text": "4".repeat(2_000_000) })));
    ann.hears().await;
    ann.says(&"👍".repeat(2_048));
    ann.hears().await;
    ann.says("cancel");
    ann.hears().await;
    still_well(&telegram, &ann).await;
    world.finish().await;
}

/// The number is what is known; what came with it first is what counts.
#[tokio::test]
async fn the_same_number_with_another_content_is_not_handled_again() {
    let (world, telegram, ann) = open().await;
    telegram.all_confirmed().await;
    let id = telegram.next_update_id();
    ann.says("where is my order");
    ann.hears().await;
    telegram.all_confirmed().await;
    let mut other = message(&ann, json!({ "text": "104233" }));
    other["update_id"] = json!(id);
    telegram.sends_raw(other);
    ann.says("cancel");
    assert!(ann.hears().await.text.contains("Cancelled"));
    assert_eq!(world.api.requests(), []);
    world.finish().await;
}

/// After a quiet week the numbers go on anywhere, also below where they were.
#[tokio::test]
async fn numbers_may_jump_down_after_a_quiet_week() {
    let (mut world, telegram, ann) = open().await;
    telegram.all_confirmed().await;
    telegram.polled().await;
    for (wait, jump) in [(7, 50), (8, 1_900_000_000), (9, 7)] {
        world.pass(Duration::from_hours(24 * wait)).await;
        telegram.jumps(jump);
        still_well(&telegram, &ann).await;
        still_well(&telegram, &ann).await;
    }
    world.finish().await;
}

/// They may as well go on above.
#[tokio::test]
async fn numbers_may_jump_up_after_a_quiet_week() {
    let (world, telegram, ann) = open().await;
    ann.says("where is my order");
    ann.hears().await;
    telegram.all_confirmed().await;
    world.time_goes_by(Duration::from_hours(8 * 24));
    telegram.jumps(i64::from(i32::MAX) - 1);
    ann.says("thanks");
    ann.hears().await;
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    telegram.all_confirmed().await;
    world.finish().await;
}

/// A server that has the newest first: what happened first comes first.
#[tokio::test]
async fn a_batch_in_no_order_is_put_in_order() {
    let (world, telegram, ann) = open().await;
    telegram.brings_backwards();
    telegram.polled().await;
    telegram.holds("getUpdates", None);
    // The poll that is open goes through.
    ann.says("thanks");
    ann.hears().await;
    ann.says("where is my order");
    ann.says("104233");
    telegram.releases();
    assert!(ann.hears().await.text.contains("Order number"));
    assert!(ann.hears().await.text.contains("is shipped"));
    telegram.all_confirmed().await;
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

/// Numbers below zero are numbers, but none to confirm by: Telegram would forget what waits.
#[tokio::test]
async fn numbers_below_zero_lose_nothing() {
    let (world, telegram, ann) = open().await;
    telegram.all_confirmed().await;
    telegram.polled().await;
    telegram.jumps(-4);
    telegram.holds("getUpdates", None);
    let thanks = 6;
    // The poll that is open goes through.
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    for _ in 0..thanks {
        ann.says("thanks");
    }
    ann.says("where is my order 104233");
    telegram.releases();
    for _ in 0..thanks {
        assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    }
    assert!(ann.hears().await.text.contains("is shipped"));
    telegram.all_confirmed().await;
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

/// The clock of the machine goes back a month and forth again.
#[tokio::test]
async fn the_clock_may_jump() {
    let (mut world, telegram, ann) = open().await;
    world.pass(Duration::from_hours(24 * 31)).await;
    still_well(&telegram, &ann).await;
    ann.says("I want a refund");
    ann.hears().await;
    world.clock.back(Duration::from_hours(24 * 31));
    ann.says("104233");
    assert!(ann.hears().await.text.contains("Reason"));
    ann.presses("Damaged").await;
    assert!(ann.hears().await.text.contains("Amount"));
    world.clock.pass(Duration::from_mins(1));
    ann.says("cancel");
    assert!(ann.hears().await.text.contains("Cancelled"));
    still_well(&telegram, &ann).await;
    world.finish().await;
}

/// A person who is everywhere has a session in each place.
#[tokio::test]
async fn a_person_in_many_chats() {
    let (world, telegram, ann) = open().await;
    telegram.privacy(false);
    let somebody = telegram.person("ann", "en");
    let groups: Vec<_> = (0..30).map(|one| telegram.supergroup(&format!("Group {one}"), &[&somebody])).collect();
    for group in &groups {
        group.says(&somebody, "I want a refund");
    }
    ann.says("where is my order");
    ann.hears().await;
    for group in &groups {
        let question = group.hears().await;
        group.replies(&somebody, question.id, "104233");
        assert!(group.hears().await.text.contains("Reason"));
    }
    ann.says("104233");
    assert!(ann.hears().await.text.contains("is shipped"));
    for group in &groups {
        group.commands(&somebody, "cancel");
        group.hears().await;
    }
    world.finish().await;
}

#[tokio::test]
async fn only_allowed_chats_are_answered() {
    let mut world = World::open().await;
    let telegram = Telegram::open();
    let (ann, bob) = (telegram.person("ann", "en"), telegram.person("bob", "en").private());
    let (mine, other) = (telegram.supergroup("Mine", &[&ann]), telegram.supergroup("Other", &[&ann]));
    world.sets_telegram(&[("ALLOWED_CHATS", &format!("{},{}", mine.id(), ann.id))]);
    world.meets(&telegram);
    bob.says("/start");
    other.commands(&ann, "help");
    ann.private().says("thanks");
    ann.private().hears().await;
    mine.commands(&ann, "help");
    mine.hears().await;
    telegram.all_confirmed().await;
    assert_eq!(telegram.requests("sendMessage").len(), 2);
    world.finish().await;
}

/// Ids that no client has yet: what is said is answered, what is pressed counts, and nothing is pointed at.
#[tokio::test]
async fn ids_may_be_huge() {
    let (world, telegram, ann) = open().await;
    let huge = 5_000_000_000_i64;
    let reply = json!({ "message_id": huge - 1, "date": 1, "from": { "id": 7_001_002_003_i64, "is_bot": true } });
    let update = json!({
        "message_id": huge, "message_thread_id": huge, "reply_to_message": reply, "text": "where is my order",
    });
    telegram.sends_raw(message(&ann, update));
    assert!(ann.hears().await.text.contains("Order number"));
    telegram.sends_raw(message(&ann, json!({ "message_id": huge + 1, "text": "12" })));
    ann.hears().await;
    let mut edited = message(&ann, json!({ "message_id": huge + 1, "text": "104233", "edit_date": 2 }));
    edited["edited_message"] = edited["message"].take();
    edited.as_object_mut().expect("an object").shift_remove("message");
    telegram.sends_raw(edited);
    assert!(ann.hears().await.text.contains("is shipped"));
    let chat = json!({ "id": ann.id(), "type": "private", "first_name": "ann" });
    let from = json!({ "id": ann.id(), "is_bot": false, "first_name": "ann" });
    let pressed = json!({ "message_id": huge, "date": 1, "chat": chat, "message_thread_id": huge });
    let query = json!({ "id": "1", "from": from, "message": pressed, "chat_instance": "1", "data": "unknown" });
    telegram.sends_raw(json!({ "callback_query": query }));
    telegram.asked("answerCallbackQuery", 1).await;
    still_well(&telegram, &ann).await;
    world.finish().await;
}

/// More answers than a channel has at a time are owed to one person whom Telegram is slow with.
#[tokio::test]
async fn a_flood_of_one_person_delays_nobody_else() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let (ann, bob) = (telegram.person("ann", "en").private(), telegram.person("bob", "en").private());
    telegram.holds("sendMessage", Some(&ann));
    let flood = errand::channel::telegram::WINDOW + 100;
    ann.says("where is my order");
    for one in 1..flood {
        ann.says(&format!("{one}"));
    }
    bob.says("where is my order 104233");
    assert!(bob.hears().await.text.contains("is shipped"));
    telegram.all_confirmed().await;
    telegram.releases();
    for _ in 0..flood {
        ann.hears().await;
    }
    world.finish().await;
}
