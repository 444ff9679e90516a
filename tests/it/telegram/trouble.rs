//! Telegram in trouble in the middle of what it is told: what was said is not said again, what was not is.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::said::nothing_open;
use crate::world::World;
use crate::world::telegram::{Fault, Private, Telegram};

/// An answer of three messages.
const SHOW: &str = r#"
name = "show-list"
description = "Show the list."
triggers = ["show me the list"]

[call]
method = "GET"
url = "https://shop.example.com/api/list"
auth = { type = "api_key", in = "header", name = "X-Api-Key", secret = "shop_key" }

[reply]
include = ["$.items"]
text = "{% for item in items %}{{ item }}\n\n{% endfor %}"
"#;
const MESSAGES: usize = 3;

async fn showing() -> (World, Telegram, Private) {
    let mut world = World::open().await;
    world.import(&[("show-list.toml", SHOW)], true).await;
    let item = |item: usize| format!("{item} {}", "x".repeat(2_500));
    world.api.answers(move |_| (200, json!({ "items": [item(1), item(2), item(3)] })));
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    (world, telegram, ann)
}

/// What begins with which number is heard in order.
async fn shown(ann: &Private) -> Vec<char> {
    let mut shown = Vec::new();
    while shown.last() != Some(&'3') {
        shown.extend(ann.hears().await.text.chars().next());
    }
    shown
}

#[tokio::test]
async fn a_message_in_the_middle_is_said_once() {
    for fault in [
        Fault::TooMany(1),
        Fault::Server(502),
        Fault::Page(504),
        Fault::Page(404),
        Fault::Drop,
        Fault::Garbage,
        Fault::Truncated,
    ] {
        let (world, telegram, ann) = showing().await;
        telegram.fails("sendMessage", Fault::None, 1);
        telegram.fails("sendMessage", fault, 1);
        ann.says("show me the list");
        assert_eq!(shown(&ann).await, ['1', '2', '3'], "{fault:?}");
        let tried = if fault == Fault::Truncated { MESSAGES } else { MESSAGES + 1 };
        assert_eq!(telegram.requests("sendMessage").len(), tried, "{fault:?}");
        world.finish().await;
    }
}

/// Read, done, and the line dead before the answer: Telegram has nothing to know it by, so it comes twice, and no
/// message before or after it does.
#[tokio::test]
async fn only_what_was_never_answered_comes_twice() {
    let (world, telegram, ann) = showing().await;
    telegram.fails("sendMessage", Fault::None, 1);
    telegram.fails("sendMessage", Fault::DropAnswer, 1);
    ann.says("show me the list");
    assert_eq!(shown(&ann).await, ['1', '2', '2', '3']);
    world.finish().await;
}

/// The placeholder is edited into the answer, whose own answer is lost: "message is not modified" means that it is there.
#[tokio::test]
async fn an_edit_that_is_done_already_is_done() {
    for fault in [Fault::DropAnswer, Fault::Truncated, Fault::TooMany(1), Fault::Page(502)] {
        let mut world = World::open().await;
        let telegram = world.telegram();
        let ann = telegram.person("ann", "en").private();
        world.api.hold("/api/orders");
        ann.says("where is my order 104233");
        let placeholder = ann.shows().await;
        telegram.fails("editMessageText", fault, 1);
        world.api.release();
        let answer = ann.hears().await;
        assert!(answer.text.contains("is shipped") && answer.id == placeholder, "{fault:?}: {answer}");
        ann.says("thanks");
        ann.hears().await;
        assert_eq!(telegram.requests("sendMessage").len(), 2, "{fault:?}");
        world.finish().await;
    }
}

/// What cannot be deleted for a while is deleted then, and the answer does not wait for the buttons.
#[tokio::test]
async fn buttons_go_when_telegram_is_well_again() {
    for fault in [Fault::TooMany(1), Fault::Server(500), Fault::Page(502), Fault::DropAnswer, Fault::Truncated] {
        let mut world = World::open().await;
        let telegram = world.telegram();
        let ann = telegram.person("ann", "en").private();
        ann.says("I want a refund for 104233");
        let reason = ann.hears().await;
        telegram.fails("editMessageReplyMarkup", fault, 1);
        ann.says("damaged");
        assert!(ann.hears().await.text.contains("Amount"), "{fault:?}");
        ann.becomes(reason.id, |heard| heard.buttons.is_empty()).await;
        ann.says("cancel");
        ann.hears().await;
        world.finish().await;
    }
}

/// Nobody looks at the button any more, and Telegram takes no answer. What was pressed for happens.
#[tokio::test]
async fn a_press_that_is_too_old_counts() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    ann.says("I want a refund for 104233");
    ann.hears().await;
    telegram.polled().await;
    telegram.holds("answerCallbackQuery", None);
    ann.presses("Damaged").await;
    assert!(ann.hears().await.text.contains("Amount"));
    telegram.asked("answerCallbackQuery", 1).await;
    telegram.pass(Duration::from_mins(2));
    telegram.releases();
    ann.says("cancel");
    ann.hears().await;
    world.stops().await;
    assert_eq!(telegram.requests("answerCallbackQuery").len(), 1);
    assert_eq!(world.errors(), Vec::<String>::new());
    telegram.check();
}

/// Muted: the question cannot be asked, so nothing is open, and nothing is said elsewhere or again and again.
#[tokio::test]
async fn a_bot_that_may_not_write_ends_the_session_quietly() {
    for words in ["not enough rights to send text messages to the chat", "CHAT_WRITE_FORBIDDEN"] {
        let mut world = World::open().await;
        let telegram = world.telegram();
        let ann = telegram.person("ann", "en");
        let group = telegram.supergroup("Shop", &[&ann]);
        telegram.privacy(false);
        telegram.fails("sendMessage", Fault::Bad(words), 1);
        group.says(&ann, "where is my order");
        telegram.asked("sendMessage", 1).await;
        telegram.all_confirmed().await;
        world.stops().await;
        world.restart().await;
        group.commands(&ann, "cancel");
        assert_eq!(group.hears().await.text, nothing_open());
        world.finish().await;
    }
}

/// Whatever becomes of asking for updates, each counts once.
#[tokio::test]
async fn asking_for_updates_goes_on() {
    for fault in [
        Fault::TooMany(0),
        Fault::Page(502),
        Fault::Truncated,
        Fault::DropAnswer,
        Fault::Server(409),
        Fault::Server(404),
    ] {
        let mut world = World::open().await;
        let telegram = world.telegram();
        let ann = telegram.person("ann", "en").private();
        telegram.polled().await;
        telegram.fails("getUpdates", fault, 1);
        for (said, heard) in [("where is my order", "Order number"), ("104233", "is shipped")] {
            ann.says(said);
            assert!(ann.hears().await.text.contains(heard), "{fault:?}");
        }
        telegram.all_confirmed().await;
        assert_eq!(world.api.requests().len(), 1, "{fault:?}");
        world.finish().await;
    }
}

/// A server that never takes buttons off, nor edits, nor removes webhooks, nor has menus: what it can do is enough.
#[tokio::test]
async fn what_a_server_cannot_do_holds_nothing_up() {
    for fault in [Fault::NoSuch, Fault::Server(500)] {
        let mut world = World::open().await;
        let telegram = Telegram::open();
        let ann = telegram.person("ann", "en").private();
        for method in ["editMessageReplyMarkup", "answerCallbackQuery", "setMyCommands", "sendChatAction"] {
            telegram.fails(method, fault, 1_000);
        }
        if fault == Fault::NoSuch {
            telegram.fails("deleteWebhook", fault, 1_000);
            telegram.fails("editMessageText", fault, 1_000);
        }
        world.meets(&telegram);
        let began = Instant::now();
        ann.says("I want a refund for 104233");
        assert!(ann.hears().await.text.contains("Reason"));
        ann.presses("Damaged").await;
        assert!(ann.hears().await.text.contains("Amount"));
        ann.says("cancel");
        ann.hears().await;
        assert!(began.elapsed() < Duration::from_secs(4), "{fault:?}: {:?}", began.elapsed());
        if fault == Fault::NoSuch {
            world.api.hold("/api/orders");
            ann.says("where is my order 104233");
            ann.shows().await;
            telegram.asked("sendMessage", 4).await;
            world.api.release();
            assert!(ann.hears().await.text.contains("is shipped"));
        }
        world.stops().await;
        telegram.check();
    }
}
