//! Sensitive answers do not stay in the chat where that can be helped, and are never said again.

use errand::channel::text::plain;
use errand::domain::language::Language;
use serde_json::json;

use crate::world::World;
use crate::world::telegram::{Asks, BOT_NAME, Group, Someone};

const SECRET: &str = "hunter2-swordfish";

const UNLOCK: &str = r#"
name = "unlock"
description = "Unlock an account."
triggers = ["unlock my account"]

[[inputs]]
name = "answer"
instructions = "Your secret answer."
kind = { type = "text", max_length = 40 }
sensitive = true

[[inputs]]
name = "reason"
instructions = "Why was it locked?"
kind = { type = "text", max_length = 40 }

[call]
method = "POST"
url = "https://shop.example.com/api/unlocks"
auth = { type = "api_key", in = "header", name = "X-Api-Key", secret = "shop_key" }
body = { answer = "{{ answer }}", reason = "{{ reason }}" }

[reply]
include = ["$.state"]
text = "Your account is {{ state }}."
"#;

async fn world() -> World {
    let world = World::open().await;
    let answer = world.import(&[("unlock.toml", UNLOCK)], true).await;
    assert!(matches!(answer, errand::runtime::AdminAnswer::Done { .. }), "{answer:?}");
    world.api.answers(|_| (200, json!({ "state": "open" })));
    world
}

/// What the bot has asked Telegram for never holds the value.
fn never_quoted(telegram: &crate::world::telegram::Telegram) {
    for method in ["sendMessage", "editMessageText"] {
        for asked in telegram.requests(method) {
            assert!(!asked.to_string().contains(SECRET), "{asked}");
        }
    }
    // Apps show what a message replies to.
    let quoted = telegram.quoted();
    assert!(quoted.iter().all(|text| !text.contains(SECRET)), "{quoted:?}");
}

#[tokio::test]
async fn in_a_direct_chat_the_message_is_deleted() {
    let mut world = world().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    ann.says("unlock my account");
    ann.hears().await;
    let secret = ann.says(SECRET);
    let next = ann.hears().await;
    assert!(next.text.contains("Reason"), "{next}");
    ann.becomes(secret, |heard| heard.deleted).await;
    ann.says("I forgot it");
    let card = ann.hears().await;
    assert!(card.text.contains("••••"), "{card}");
    let edited = ann.says("change the answer to hunter2-swordfish");
    ann.hears().await;
    ann.becomes(edited, |heard| heard.deleted).await;
    ann.says("yes");
    assert_eq!(ann.hears().await.text, "Your account is open.");
    never_quoted(&telegram);
    world.finish().await;
}

async fn answers_in(group: &Group, ann: &Someone) -> i32 {
    group.says(ann, "unlock my account");
    let question = group.hears().await;
    let secret = group.replies(ann, question.id, SECRET);
    let reason = group.hears().await;
    let visible = plain(Language::English, "still-visible", &[]);
    assert!(reason.text.contains("Reason"), "{reason}");
    assert_eq!(reason.text.contains(&visible), !group.message(secret).deleted, "{reason}");
    // Without a reply, whoever is asked is named, and only they are asked.
    assert_eq!((reason.reply_to, reason.asks), (None, Asks::Reply));
    assert_eq!(
        reason.entities.first().map(|mark| (mark.kind.as_str(), mark.text.as_str())),
        Some(("text_mention", "ann"))
    );
    secret
}

/// Whatever the message is, the first of a session, a wrong answer or the last before a call: it is not shown again,
/// and who cannot have it deleted is told.
#[tokio::test]
async fn a_message_that_stays_is_never_replied_to() {
    let mut world = world().await;
    let unlock = UNLOCK.replace(
        "kind = { type = \"text\", max_length = 40 }\nsensitive",
        "kind = { type = \"pattern\", regex = '^hunter2-[a-z]{9}$' }\nsensitive",
    );
    world.import(&[("unlock.toml", &unlock)], true).await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en");
    let group = telegram.supergroup("Shop", &[&ann]);
    let visible = plain(Language::English, "still-visible", &[]);
    telegram.privacy(false);
    group.says(&ann, &format!("@{BOT_NAME} unlock my account {SECRET}"));
    let reason = group.hears().await;
    assert!(reason.text.contains("Reason") && reason.text.contains(&visible), "{reason}");
    group.commands(&ann, "back");
    let answer = group.hears().await;
    assert!(!answer.text.contains(&visible), "it is said once: {answer}");
    group.replies(&ann, answer.id, &format!("{SECRET}-typo"));
    let again = group.hears().await;
    assert!(again.text.contains(&visible) && again.reply_to.is_none(), "{again}");
    group.replies(&ann, again.id, SECRET);
    let reason = group.hears().await;
    group.replies(&ann, reason.id, "I forgot it");
    let card = group.hears().await;
    assert!(card.reply_to.is_some() && !card.text.contains(&visible), "{card}");
    world.api.hold("/api/unlocks");
    group.replies(&ann, card.id, &format!("change the answer to {SECRET}"));
    group.hears().await;
    group.presses(&ann, "Yes").await;
    telegram.until("placeholder", || group.history().contains("One moment")).await;
    world.api.release();
    assert!(group.hears().await.text.contains("Your account is open."));
    never_quoted(&telegram);
    world.finish().await;
}

#[tokio::test]
async fn in_a_group_it_takes_a_right() {
    let mut world = world().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en");
    let (with, without) = (telegram.supergroup("With", &[&ann]), telegram.supergroup("Without", &[&ann]));
    telegram.privacy(false);
    with.promotes(true);
    let secret = answers_in(&with, &ann).await;
    with.becomes(secret, |heard| heard.deleted).await;
    let secret = answers_in(&without, &ann).await;
    assert!(!without.message(secret).deleted);
    for group in [&with, &without] {
        group.commands(&ann, "cancel");
        assert!(group.hears().await.text.contains("Cancelled"));
    }
    never_quoted(&telegram);
    world.finish().await;
}

/// The message is gone already: the person was faster.
#[tokio::test]
async fn a_message_that_is_gone_is_no_trouble() {
    let mut world = world().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    ann.says("unlock my account");
    ann.hears().await;
    telegram.holds("deleteMessage", None);
    let secret = ann.says(SECRET);
    telegram.asked("deleteMessage", 1).await;
    assert_eq!(telegram.requests("sendMessage").len(), 1, "what is to be deleted is deleted before it is answered");
    ann.erases(secret);
    telegram.releases();
    let reason = ann.hears().await;
    assert!(reason.text.contains("Reason") && !reason.text.contains("still"), "{reason}");
    ann.says("cancel");
    ann.hears().await;
    world.finish().await;
}
