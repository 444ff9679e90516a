//! Groups: what a bot in privacy mode is told, topics, upgrades, being thrown out.

use serde_json::{Value as Json, json};

use super::super::{Group, Rules, Someone, Telegram};
use super::client::{Bot, message};

fn cast(telegram: &Telegram) -> (Someone, Someone) {
    (telegram.person("ann", "en"), telegram.person("bob", "en"))
}

async fn told(bot: &Bot) -> Vec<String> {
    let text = |update: &Json| update["message"]["text"].as_str().map(str::to_owned);
    bot.takes().await.iter().filter_map(text).collect()
}

#[tokio::test]
async fn privacy_mode_hides_what_is_not_meant_for_the_bot() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let (ann, bob) = cast(&telegram);
    let group = telegram.supergroup("Team", &[&ann, &bob]);
    let sent = i32::try_from(bot.says(group.id(), "hello all").await).expect("an id");
    let overheard = group.says(&ann, "hello everybody");
    group.says(&ann, "@errand_test_bot hello");
    group.says_to(&ann, &bob, "look");
    let command = group.says(&ann, "/order");
    group.commands(&ann, "refund");
    group.says(&ann, "/order@some_other_bot");
    group.replies(&bob, sent, "to the bot");
    group.replies(&bob, command, "to a command");
    group.replies(&bob, overheard, "to ann");
    group.says_via_bot(&ann, "inline");
    group.says_anonymously("/anonymous");
    assert_eq!(
        told(&bot).await,
        ["/order", "/refund@errand_test_bot", "to the bot", "to a command", "inline", "/anonymous"]
    );
    group.other_bot_says("I am here too");
    group.says(&ann, "/order");
    group.commands(&ann, "order");
    assert_eq!(told(&bot).await, ["/order@errand_test_bot"], "a plain command is for the bot that spoke last");
    telegram.rules(|rules: &mut Rules| rules.mentions_reach = true);
    group.says(&ann, "hey @errand_test_bot");
    assert_eq!(told(&bot).await, ["hey @errand_test_bot"]);
}

#[tokio::test]
async fn without_privacy_or_as_admin_the_bot_sees_all() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let ann = telegram.person("ann", "en");
    let group = telegram.group("Team", &[&ann]);
    assert_eq!(bot.asks("getMe", json!({})).await["can_read_all_group_messages"], json!(false));
    group.says(&ann, "unseen");
    group.promotes(false);
    group.says(&ann, "as admin");
    group.demotes();
    group.says(&ann, "unseen");
    telegram.privacy(false);
    assert_eq!(bot.asks("getMe", json!({})).await["can_read_all_group_messages"], json!(true));
    group.says(&ann, "openly");
    group.other_bot_says("never from bots");
    assert_eq!(told(&bot).await, ["as admin", "openly"]);
}

#[tokio::test]
async fn topics_only_in_forums() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let ann = telegram.person("ann", "en");
    let (forum, plain) = (telegram.forum("Forum", &[&ann]), telegram.supergroup("Plain", &[&ann]));
    let topic = forum.opens_topic(&ann, "Orders");
    let asked = forum.says_in(topic, &ann, "/order");
    let mut params = message(forum.id(), "which?");
    params["message_thread_id"] = json!(topic);
    params["reply_parameters"] = json!({ "message_id": asked });
    bot.asks("sendMessage", params.clone()).await;
    let heard = forum.hears().await;
    assert_eq!((heard.thread, heard.reply_to), (Some(topic), Some(asked)));
    forum.replies(&ann, heard.id, "104233");
    let answer = bot.takes().await.pop().expect("an update");
    assert_eq!(answer["message"]["message_thread_id"], json!(topic));
    params["message_thread_id"] = json!(asked);
    assert_eq!(bot.is_refused("sendMessage", params).await, "Bad Request: message thread not found");
    let hello = plain.says(&ann, "/hello");
    plain.replies(&ann, hello, "/again");
    let reply = bot.takes().await.pop().expect("an update");
    assert_eq!(reply["message"]["message_thread_id"], json!(hello), "a thread of replies, and no topic");
    assert_eq!(reply["message"].get("is_topic_message"), None);
    let mut params = message(plain.id(), "no topics here");
    params["message_thread_id"] = json!(hello);
    assert_eq!(bot.is_refused("sendMessage", params).await, "Bad Request: message thread not found");
    let typing = json!({ "chat_id": plain.id(), "action": "typing", "message_thread_id": hello });
    assert_eq!(bot.is_refused("sendChatAction", typing).await, "Bad Request: message thread not found");
}

#[tokio::test]
async fn an_upgraded_group_says_where_it_went() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let (ann, bob) = cast(&telegram);
    let group = telegram.group("Team", &[&ann]);
    group.lets_in(&bob);
    bot.takes().await;
    let upgraded = group.upgrades();
    let updates = bot.takes().await;
    assert_eq!(updates[0]["message"]["migrate_to_chat_id"], json!(upgraded.id()));
    assert_eq!(updates[1]["message"]["migrate_from_chat_id"], json!(group.id()));
    let (status, body) = bot.tries("sendMessage", message(group.id(), "hi")).await.expect("an answer");
    assert_eq!((status, &body["parameters"]), (400, &json!({ "migrate_to_chat_id": upgraded.id() })));
    assert_eq!(body["description"], "Bad Request: group chat was upgraded to a supergroup chat");
    bot.says(upgraded.id(), "hi").await;
    assert_eq!(upgraded.hears().await.id, 2, "a supergroup counts its own messages");
}

#[tokio::test]
async fn thrown_out_and_let_in_again() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let ann = telegram.person("ann", "en");
    let (group, large) = (telegram.group("Team", &[&ann]), telegram.supergroup("Large", &[&ann]));
    let both: [(&Group, &str); 2] = [(&group, "group"), (&large, "supergroup")];
    for (chat, name) in both {
        bot.takes().await;
        chat.kicks();
        let updates = bot.takes().await;
        assert_eq!(updates[1]["my_chat_member"]["new_chat_member"]["status"], json!("kicked"));
        let refused = bot.is_refused("sendMessage", message(chat.id(), "hi")).await;
        assert_eq!(refused, format!("Forbidden: bot was kicked from the {name} chat"));
        chat.says(&ann, "/unseen");
        chat.adds();
        bot.says(chat.id(), "back").await;
    }
    let member = async |user: i64| {
        let member = bot.asks("getChatMember", json!({ "chat_id": group.id(), "user_id": user })).await;
        member["status"].clone()
    };
    assert_eq!(member(ann.id).await, json!("creator"));
    assert_eq!(member(telegram.person("bob", "en").id).await, json!("left"));
    let contact = json!({ "keyboard": [[{ "text": "Share", "request_contact": true }]] });
    let mut params = message(group.id(), "your number?");
    params["reply_markup"] = contact;
    bot.violates("sendMessage", params).await;
    assert_eq!(bot.asks("getChat", json!({ "chat_id": group.id() })).await["title"], json!("Team"));
}

#[tokio::test]
async fn anybody_can_press_in_a_group() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let (ann, bob) = cast(&telegram);
    let group = telegram.group("Team", &[&ann, &bob]);
    let id = bot.shows(group.id(), "pick", json!([[{ "text": "A", "callback_data": "1" }]])).await;
    bot.takes().await;
    group.presses(&bob, "A").await;
    let query = bot.takes().await[0]["callback_query"].clone();
    assert_eq!(query["from"]["id"], json!(bob.id));
    bot.asks("answerCallbackQuery", json!({ "callback_query_id": query["id"] })).await;
    assert_eq!(bob.notice().await.text, None);
    bot.asks("editMessageReplyMarkup", json!({ "chat_id": group.id(), "message_id": id })).await;
    group.presses_gone(&ann, "A");
    assert_eq!(bot.takes().await[0]["callback_query"]["from"]["id"], json!(ann.id));
}
