//! Offsets, limits, kinds, ids, long polls.

use std::time::Duration;

use serde_json::{Value as Json, json};

use super::super::Telegram;
use super::client::Bot;

fn texts(updates: &[Json]) -> Vec<&str> {
    updates.iter().map(|update| update["message"]["text"].as_str().unwrap_or("?")).collect()
}

fn id(update: &Json) -> i64 {
    update["update_id"].as_i64().expect("an id")
}

#[tokio::test]
async fn what_is_not_confirmed_comes_again() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    for text in ["one", "two", "three"] {
        ann.says(text);
    }
    let first = bot.updates(0).await;
    assert_eq!(texts(&first), ["one", "two", "three"]);
    assert_eq!(bot.updates(0).await, first, "nothing was confirmed");
    assert_eq!(texts(&bot.updates(id(&first[0]) + 1).await), ["two", "three"]);
    assert_eq!(texts(&bot.updates(0).await), ["two", "three"], "the first is gone for good");
    assert_eq!(texts(&bot.updates(id(&first[2])).await), ["three"]);
    assert_eq!(telegram.unconfirmed(), 1);
    assert_eq!(bot.updates(id(&first[2]) + 1).await, [] as [Json; 0]);
    telegram.all_confirmed().await;
}

#[tokio::test]
async fn a_negative_offset_forgets_all_but_the_last() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    for text in ["one", "two", "three"] {
        ann.says(text);
    }
    assert_eq!(texts(&bot.updates(-2).await), ["two", "three"]);
    assert_eq!(texts(&bot.updates(0).await), ["two", "three"]);
}

#[tokio::test]
async fn a_limit_is_kept() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    for number in 0..120 {
        ann.says(&number.to_string());
    }
    assert_eq!(bot.updates(0).await.len(), 100);
    assert_eq!(texts(bot.asks("getUpdates", json!({ "limit": 2 })).await.as_array().expect("updates")), ["0", "1"]);
    for limit in [0, 101] {
        bot.violates("getUpdates", json!({ "limit": limit })).await;
    }
}

#[tokio::test]
async fn a_long_poll_ends_when_something_comes() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    let poll = async { bot.asks("getUpdates", json!({ "timeout": 50 })).await };
    let speak = async {
        telegram.polled().await;
        ann.says("hello")
    };
    let (updates, _) = tokio::join!(poll, speak);
    assert_eq!(texts(updates.as_array().expect("updates")), ["hello"]);
}

#[tokio::test]
async fn an_empty_poll_ends_in_its_time() {
    let telegram = Telegram::open();
    assert_eq!(Bot::of(&telegram).asks("getUpdates", json!({ "timeout": 1 })).await, json!([]));
}

#[tokio::test]
async fn a_second_poller_ends_the_first() {
    let telegram = Telegram::open();
    let (bot, other) = (Bot::of(&telegram), Bot::of(&telegram));
    let first = async { bot.is_refused("getUpdates", json!({ "timeout": 50 })).await };
    let second = async {
        telegram.polled().await;
        other.updates(0).await
    };
    let (refused, _) = tokio::join!(first, second);
    assert!(refused.starts_with("Conflict: terminated by other getUpdates request"), "{refused}");
    telegram.intruder(true);
    assert!(bot.is_refused("getUpdates", json!({})).await.starts_with("Conflict: terminated by other"));
    telegram.intruder(false);
    bot.updates(0).await;
    telegram.check();
}

#[tokio::test]
async fn a_client_that_went_away_polls_no_longer() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    tokio::select! {
        _ = bot.asks("getUpdates", json!({ "timeout": 50 })) => panic!("nothing came"),
        () = telegram.polled() => {}
    }
    telegram.not_polled().await;
}

#[tokio::test]
async fn only_wanted_kinds_are_sent_and_remembered() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    bot.asks("getUpdates", json!({ "allowed_updates": ["callback_query"] })).await;
    ann.says("unseen");
    assert_eq!(bot.updates(0).await.len(), 0);
    bot.asks("getUpdates", json!({ "allowed_updates": ["message"] })).await;
    ann.says("seen");
    ann.blocks();
    assert_eq!(texts(&bot.updates(0).await), ["seen"], "a block was not asked for");
    bot.asks("getUpdates", json!({ "allowed_updates": [] })).await;
    ann.unblocks();
    assert!(bot.takes().await[1].get("my_chat_member").is_some(), "none means the usual kinds");
    let refused = bot.violates("getUpdates", json!({ "allowed_updates": ["messages"] })).await;
    assert!(refused.contains("unknown variant"), "{refused}");
}

#[tokio::test]
async fn ids_jump_and_an_offset_too_far_ahead_confirms_nothing() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("before");
    let before = bot.takes().await;
    telegram.jumps(id(&before[0]) - 1_000_000);
    ann.says("after");
    let after = bot.updates(id(&before[0]) + 1).await;
    assert_eq!((texts(&after), id(&after[0])), (vec!["after"], id(&before[0]) - 1_000_000));
    assert_eq!(telegram.next_update_id(), id(&after[0]) + 1);
    bot.updates(id(&after[0]) + 1).await;
    assert_eq!(telegram.unconfirmed(), 0);
}

#[tokio::test]
async fn after_a_day_updates_are_gone() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("old");
    telegram.pass(Duration::from_hours(23));
    ann.says("new");
    telegram.pass(Duration::from_hours(2));
    assert_eq!(texts(&bot.updates(0).await), ["new"]);
}

#[tokio::test]
async fn anything_can_come_as_an_update() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    bot.asks("getUpdates", json!({ "allowed_updates": ["message"] })).await;
    let sent = telegram.sends_raw(json!({ "star_gate_opened": { "where": 7 } }));
    let broken = telegram.sends_raw(json!({ "message": { "message_id": "seven", "chat": [] } }));
    let updates = bot.updates(0).await;
    assert_eq!(updates[0], json!({ "star_gate_opened": { "where": 7 }, "update_id": sent }));
    assert_eq!(id(&updates[1]), broken);
}
