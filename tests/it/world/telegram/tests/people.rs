//! What people do, as updates tell it.

use std::time::Duration;

use frankenstein::updates::Update;
use serde_json::json;
use teloxide_core::types::UpdateKind;

use super::super::{Notice, Telegram, TelegramPerson};
use super::client::Bot;
use crate::world::Person;

#[tokio::test]
async fn everything_that_people_send_is_a_true_update() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "de"));
    let chat = ann.private();
    let first = chat.says("/start 👋 @errand_test_bot");
    chat.replies(first, "that");
    chat.edits(first, "/help");
    chat.shares_contact("+4930901820", true);
    chat.shares_contact("+4930901821", false);
    chat.sends_sticker();
    chat.sends_voice();
    chat.sends_photo("a photo");
    chat.sends_document("order.toml", b"name = 1", Some("/action import"));
    chat.forwards("somebody's words");
    let group = telegram.forum("Team", &[&ann]);
    let topic = group.opens_topic(&ann, "Orders");
    group.says_in(topic, &ann, "/order");
    telegram.channel("News", &ann).posts("news");
    let updates = bot.takes().await;
    for update in &updates {
        let read: Result<Update, _> = serde_json::from_value(update.clone());
        assert!(read.is_ok(), "{update}: {read:?}");
        let other = serde_json::from_str::<teloxide_core::types::Update>(&update.to_string()).expect("an update");
        assert!(!matches!(other.kind, UpdateKind::Error(_)), "{update}");
    }
    assert_eq!(updates.len(), 17);
    let entities = json!([
        { "type": "bot_command", "offset": 0, "length": 6 },
        { "type": "mention", "offset": 10, "length": 16 },
    ]);
    assert_eq!(updates[0]["message"]["entities"], entities, "offsets count UTF-16 units");
    assert_eq!(updates[0]["message"]["from"]["language_code"], json!("de"));
    assert_eq!(updates[1]["message"]["reply_to_message"]["message_id"], json!(first));
    assert_eq!(updates[2]["edited_message"]["text"], json!("/help"));
    assert_eq!(updates[3]["message"]["contact"]["user_id"], json!(ann.id));
    assert_eq!(updates[13]["message"]["is_topic_message"], json!(true));
    assert!(updates[13]["message"]["reply_to_message"].get("forum_topic_created").is_some());
    assert_eq!(updates[16]["channel_post"]["text"], json!("news"));
}

#[tokio::test]
async fn a_document_can_be_fetched() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.sends_document("order.toml", b"name = \"order\"", None);
    let update = &bot.takes().await[0];
    let file = bot.asks("getFile", json!({ "file_id": update["message"]["document"]["file_id"] })).await;
    let path = file["file_path"].as_str().expect("a path");
    let target = format!("/file/bot{}/{path}", telegram.token());
    let fetched = bot.fetches(&target, "text/plain", Vec::new()).await;
    assert_eq!(fetched, Some((200, b"name = \"order\"".to_vec())));
    let wrong = bot.fetches(&format!("/file/bot1:x/{path}"), "text/plain", Vec::new()).await;
    assert_eq!(wrong.map(|(status, _)| status), Some(404));
    assert_eq!(bot.is_refused("getFile", json!({ "file_id": "7" })).await, "Bad Request: invalid file_id");
}

#[tokio::test]
async fn a_press_spins_until_it_is_answered() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en"));
    let chat = ann.private();
    chat.says("hi");
    bot.shows(chat.id(), "old", json!([[{ "text": "A", "callback_data": "old" }]])).await;
    let id = bot.shows(chat.id(), "new", json!([[{ "text": "A", "callback_data": "new" }]])).await;
    bot.takes().await;
    chat.presses("A").await;
    let query = bot.takes().await[0]["callback_query"].clone();
    assert_eq!((&query["data"], &query["message"]["message_id"]), (&json!("new"), &json!(id)));
    let answer = json!({ "callback_query_id": query["id"], "text": "Done", "show_alert": true });
    let (notice, _) = tokio::join!(ann.notice(), bot.asks("answerCallbackQuery", answer.clone()));
    assert_eq!(notice, Notice { text: Some("Done".to_owned()), alert: true });
    let twice = bot.is_refused("answerCallbackQuery", answer).await;
    assert!(twice.starts_with("Bad Request: query is too old"), "{twice}");
    chat.hears().await;
    chat.hears().await;
    telegram.finish();
}

#[tokio::test]
async fn a_press_gets_too_old() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    bot.shows(ann.id(), "pick", json!([[{ "text": "A", "callback_data": "1" }]])).await;
    bot.takes().await;
    ann.presses("A").await;
    telegram.pass(Duration::from_mins(2));
    let id = bot.takes().await[0]["callback_query"]["id"].clone();
    let refused = bot.is_refused("answerCallbackQuery", json!({ "callback_query_id": id })).await;
    assert_eq!(refused, "Bad Request: query is too old and response timeout expired or query ID is invalid");
    let long = json!({ "callback_query_id": "1", "text": "x".repeat(201) });
    bot.violates("answerCallbackQuery", long).await;
}

#[tokio::test]
async fn buttons_that_are_gone_can_still_be_pressed_by_old_clients() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en"));
    let chat = ann.private();
    chat.says("hi");
    let id = bot.shows(chat.id(), "pick", json!([[{ "text": "A", "callback_data": "1" }]])).await;
    bot.asks("editMessageReplyMarkup", json!({ "chat_id": chat.id(), "message_id": id })).await;
    assert_eq!(chat.buttons(), Vec::<String>::new());
    bot.takes().await;
    chat.presses_gone("A");
    bot.asks("deleteMessage", json!({ "chat_id": chat.id(), "message_id": id })).await;
    chat.presses_gone("A");
    chat.press_data(&ann, i32::try_from(id).expect("an id"), "made up");
    let updates = bot.takes().await;
    let seen: Vec<_> = updates.iter().map(|update| update["callback_query"]["data"].clone()).collect();
    assert_eq!(seen, ["1", "1", "made up"]);
    assert_eq!(updates[1]["callback_query"]["message"]["date"], json!(0), "what is deleted is inaccessible");
}

#[tokio::test]
async fn a_block_is_told() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    bot.takes().await;
    ann.blocks();
    ann.unblocks();
    let updates = bot.takes().await;
    let status = |index: usize| {
        let change = &updates[index]["my_chat_member"];
        (change["old_chat_member"]["status"].clone(), change["new_chat_member"]["status"].clone())
    };
    assert_eq!((status(0), status(1)), ((json!("member"), json!("kicked")), (json!("kicked"), json!("member"))));
}

#[tokio::test]
async fn a_customer_of_the_journeys_reads_as_at_the_console() {
    let telegram = Telegram::open();
    let (bot, mut ann) = (Bot::of(&telegram), TelegramPerson::new(&telegram, "ann"));
    ann.says("where is my order").await;
    let chat = bot.takes().await[0]["message"]["chat"]["id"].as_i64().expect("an id");
    bot.shows(chat, "Shall I go ahead?", json!([[{ "text": "Yes", "callback_data": "1" }]])).await;
    let mut again = TelegramPerson::new(&telegram, "ann");
    assert_eq!(again.hears_of("Shall I").await, "Shall I go ahead?\n  [1] Yes", "a name is one person");
    telegram.finish();
}
