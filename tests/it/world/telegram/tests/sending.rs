//! What the bot sends, edits and deletes, and where it may not.

use serde_json::json;

use super::super::{Asks, Rules, Telegram};
use super::client::{Bot, message};

#[tokio::test]
async fn a_message_is_heard_with_all_that_belongs_to_it() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    let asked = ann.says("/start abc");
    let mut params = message(ann.id(), "  👋 Hello, see the shop  ");
    params["entities"] = json!([
        { "type": "bold", "offset": 5, "length": 5 },
        { "type": "text_link", "offset": 20, "length": 4, "url": "https://shop.example/" },
    ]);
    params["reply_parameters"] = json!({ "message_id": asked });
    params["reply_markup"] =
        json!({ "inline_keyboard": [[{ "text": "A", "callback_data": "1" }, { "text": "B", "callback_data": "2" }]] });
    bot.asks("SENDMESSAGE", params).await;
    let heard = ann.hears().await;
    assert_eq!((heard.text.as_str(), heard.reply_to), ("👋 Hello, see the shop", Some(asked)));
    let marks: Vec<_> = heard.entities.iter().map(|mark| (mark.kind.as_str(), mark.text.as_str())).collect();
    assert_eq!(marks, [("bold", "Hello"), ("text_link", "shop")], "marks move with the text when it is trimmed");
    assert_eq!(heard.buttons, [["A", "B"]]);
    assert_eq!(heard.to_string(), "👋 Hello, see the shop\n  https://shop.example/\n  [1] A  [2] B");
    assert_eq!(
        ann.history(),
        "ann: /start abc\nErrand: 👋 Hello, see the shop\n  https://shop.example/\n  [1] A  [2] B"
    );
    assert_eq!(ann.buttons(), ["A", "B"]);
    telegram.finish();
}

#[tokio::test]
async fn keyboards_that_are_not_inline() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    let markups = [
        json!({ "force_reply": true, "input_field_placeholder": "104233" }),
        json!({ "keyboard": [[{ "text": "Share", "request_contact": true }]], "one_time_keyboard": true }),
        json!({ "remove_keyboard": true }),
        json!({ "keyboard": [[{ "text": "Yes" }]] }),
    ];
    for markup in markups {
        let mut params = message(ann.id(), "your number?");
        params["reply_markup"] = markup;
        let sent = bot.asks("sendMessage", params).await;
        let edit = json!({
            "chat_id": ann.id(), "message_id": sent["message_id"], "text": "x",
            "link_preview_options": { "is_disabled": true },
        });
        assert_eq!(bot.is_refused("editMessageText", edit).await, "Bad Request: message can't be edited");
    }
    for asks in [Asks::Reply, Asks::Contact("Share".to_owned()), Asks::NoKeys, Asks::Keys] {
        assert_eq!(ann.hears().await.asks, asks);
    }
}

#[tokio::test]
async fn edits_are_seen_apart() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    let id = bot.shows(ann.id(), "one", json!([[{ "text": "A", "callback_data": "1" }]])).await;
    let edit = |text: &str| {
        let mut params = message(ann.id(), text);
        params["message_id"] = json!(id);
        params
    };
    let bare = json!({ "chat_id": ann.id(), "message_id": id });
    bot.asks("editMessageReplyMarkup", bare.clone()).await;
    let again = bot.is_refused("editMessageReplyMarkup", bare).await;
    assert!(again.starts_with("Bad Request: message is not modified: specified new message content"), "{again}");
    bot.asks("editMessageText", edit("two")).await;
    assert!(bot.is_refused("editMessageText", edit("two")).await.contains("is not modified"));
    assert_eq!(ann.hears().await.text, "one");
    assert_eq!(telegram.unread(), Vec::<String>::new(), "an edit says nothing new");
    let (first, second) = (ann.sees_edit().await, ann.sees_edit().await);
    assert_eq!((first.labels().len(), first.text.as_str()), (0, "one"));
    assert_eq!((second.text.as_str(), second.was.as_deref()), ("two", Some("one")));
    let now = ann.becomes(second.id, |heard| heard.text == "two").await;
    assert!(now.edited && !now.deleted);
    assert_eq!(ann.message(second.id), now);
    let missing = json!({ "chat_id": ann.id(), "message_id": 77_777 });
    assert_eq!(bot.is_refused("editMessageReplyMarkup", missing).await, "Bad Request: message to edit not found");
    telegram.finish();
}

#[tokio::test]
async fn a_text_that_stands_in_is_heard_when_it_is_edited() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    telegram.stands_in("One moment…");
    ann.says("hi");
    let id = bot.says(ann.id(), "One moment…").await;
    assert_eq!(telegram.unread(), Vec::<String>::new());
    let mut edit = message(ann.id(), "Shipped.");
    edit["message_id"] = json!(id);
    bot.asks("editMessageText", edit).await;
    assert_eq!(telegram.unread(), ["in ann: Shipped."]);
    assert_eq!(ann.hears().await.text, "Shipped.");
    telegram.finish();
}

#[tokio::test]
async fn only_ones_own_messages_are_edited_and_deletion_needs_the_right() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let (ann, bob) = (telegram.person("ann", "en"), telegram.person("bob", "de"));
    let (private, group) = (ann.private(), telegram.supergroup("Team", &[&ann, &bob]));
    let (hers, his) = (private.says("secret"), group.says(&bob, "/secret"));
    let one = |chat: i64, id: i32| json!({ "chat_id": chat, "message_id": id });
    let not_own = bot.is_refused("editMessageReplyMarkup", one(private.id(), hers)).await;
    assert_eq!(not_own, "Bad Request: message can't be edited");
    bot.asks("deleteMessage", one(private.id(), hers)).await;
    assert!(private.message(hers).deleted);
    let gone = bot.is_refused("deleteMessage", one(private.id(), hers)).await;
    assert_eq!(gone, "Bad Request: message to delete not found");
    for (can_delete, allowed) in [(None, false), (Some(false), false), (Some(true), true)] {
        can_delete.map_or_else(|| group.demotes(), |can_delete| group.promotes(can_delete));
        if allowed {
            bot.asks("deleteMessage", one(group.id(), his)).await;
        } else {
            let refused = bot.is_refused("deleteMessage", one(group.id(), his)).await;
            assert_eq!(refused, "Bad Request: message can't be deleted");
        }
    }
    let old = private.says("old");
    telegram.pass(std::time::Duration::from_hours(49));
    assert_eq!(bot.is_refused("deleteMessage", one(private.id(), old)).await, "Bad Request: message can't be deleted");
    private.erases(old);
    assert!(private.history().contains("old") && private.history().contains("(deleted)"));
}

#[tokio::test]
async fn who_cannot_be_written_to() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let ann = telegram.person("ann", "en").private();
    let refused = async |chat: i64| bot.is_refused("sendMessage", message(chat, "hi")).await;
    assert_eq!(refused(12_345).await, "Bad Request: chat not found");
    assert_eq!(refused(ann.id()).await, "Forbidden: bot can't initiate conversation with a user");
    ann.says("hi");
    bot.says(ann.id(), "hi").await;
    ann.hears().await;
    ann.blocks();
    assert_eq!(refused(ann.id()).await, "Forbidden: bot was blocked by the user");
    let typing = json!({ "chat_id": ann.id(), "action": "typing" });
    assert_eq!(bot.is_refused("sendChatAction", typing.clone()).await, "Forbidden: bot was blocked by the user");
    ann.unblocks();
    bot.asks("sendChatAction", typing).await;
    ann.sees_typing(1).await;
    telegram.finish();
}

#[tokio::test]
async fn replies_need_their_message() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    let id = ann.says("hi");
    ann.erases(id);
    let mut params = message(ann.id(), "to what?");
    params["reply_parameters"] = json!({ "message_id": id });
    let refused = bot.is_refused("sendMessage", params.clone()).await;
    assert_eq!(refused, "Bad Request: message to be replied not found");
    params["reply_parameters"]["allow_sending_without_reply"] = json!(true);
    bot.asks("sendMessage", params).await;
    assert_eq!(ann.hears().await.reply_to, None);
}

#[tokio::test]
async fn the_pace_is_limited_when_it_is_on() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en"));
    let (private, group) = (ann.private(), telegram.group("Team", &[&ann]));
    private.says("hi");
    for _ in 0..10 {
        bot.says(private.id(), "as fast as you like").await;
    }
    telegram.rules(|rules: &mut Rules| rules.pacing = true);
    for _ in 0..3 {
        bot.says(private.id(), "burst").await;
    }
    let (status, body) = bot.tries("sendMessage", message(private.id(), "more")).await.expect("an answer");
    assert_eq!((status, &body["parameters"]["retry_after"]), (429, &json!(1)));
    telegram.pass(std::time::Duration::from_secs(4));
    bot.says(private.id(), "later").await;
    for _ in 0..20 {
        bot.says(group.id(), "in a group").await;
        telegram.pass(std::time::Duration::from_millis(1_500));
    }
    let (status, body) = bot.tries("sendMessage", message(group.id(), "21st")).await.expect("an answer");
    let wait = body["parameters"]["retry_after"].as_u64().expect("seconds");
    assert!(status == 429 && (25..=32).contains(&wait), "{body}");
    telegram.check();
}
