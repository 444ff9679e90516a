//! Troubles on demand.

use serde_json::json;

use super::super::{Fault, Telegram};
use super::client::{Bot, message};

#[tokio::test]
async fn telegram_says_later_or_is_ill() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    telegram.fails("sendMessage", Fault::TooMany(7), 1);
    telegram.fails("*", Fault::Server(502), 2);
    let (status, body) = bot.tries("sendMessage", message(ann.id(), "hi")).await.expect("an answer");
    assert_eq!((status, &body["parameters"]["retry_after"]), (429, &json!(7)));
    assert_eq!(bot.is_refused("getMe", json!({})).await, "Bad Gateway");
    assert_eq!(bot.is_refused("sendMessage", message(ann.id(), "hi")).await, "Bad Gateway");
    bot.says(ann.id(), "at last").await;
    assert_eq!(ann.hears().await.text, "at last");
    telegram.finish();
}

#[tokio::test]
async fn a_line_goes_dead_before_or_after() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    telegram.fails("sendMessage", Fault::Drop, 1);
    assert_eq!(bot.tries("sendMessage", message(ann.id(), "lost")).await, None);
    telegram.fails("sendMessage", Fault::DropAnswer, 1);
    assert_eq!(bot.tries("sendMessage", message(ann.id(), "done, unheard of")).await, None);
    assert_eq!(ann.hears().await.text, "done, unheard of");
    telegram.finish();
}

#[tokio::test]
async fn one_chat_is_slow() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let (ann, bob) = (telegram.person("ann", "en").private(), telegram.person("bob", "en").private());
    ann.says("hi");
    bob.says("hi");
    telegram.holds("sendMessage", Some(&ann));
    let slow = async { bot.says(ann.id(), "slow").await };
    let quick = async {
        telegram.asked("sendMessage", 1).await;
        bot.says(bob.id(), "quick").await;
        assert_eq!(bob.hears().await.text, "quick");
        assert_eq!(telegram.unread(), Vec::<String>::new());
        telegram.releases();
    };
    tokio::join!(slow, quick);
    assert_eq!(ann.hears().await.text, "slow");
}
