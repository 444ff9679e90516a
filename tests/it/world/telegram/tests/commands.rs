//! Lists of commands by scope and language.

use serde_json::{Value as Json, json};

use super::super::Telegram;
use super::client::Bot;

#[tokio::test]
async fn commands_are_kept_by_scope_and_language() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let commands = json!([{ "command": "order", "description": "Order status" }]);
    bot.asks("setMyCommands", json!({ "commands": commands })).await;
    let scope = json!({ "type": "all_group_chats" });
    let german = json!([{ "command": "order", "description": "Bestellung" }]);
    bot.asks("setMyCommands", json!({ "commands": german, "scope": scope, "language_code": "de" })).await;
    let default = json!({ "type": "default" });
    assert_eq!(telegram.commands(&default, ""), [("order".to_owned(), "Order status".to_owned())]);
    assert_eq!(telegram.commands(&scope, "de"), [("order".to_owned(), "Bestellung".to_owned())]);
    assert_eq!(telegram.commands(&scope, ""), []);
    assert_eq!(bot.asks("getMyCommands", json!({ "scope": scope, "language_code": "de" })).await, german);
    bot.asks("deleteMyCommands", json!({ "scope": scope, "language_code": "de" })).await;
    assert_eq!(bot.asks("getMyCommands", json!({ "scope": scope, "language_code": "de" })).await, json!([]));
    let chat = json!({ "commands": commands, "scope": { "type": "chat", "chat_id": 12 } });
    assert_eq!(bot.is_refused("setMyCommands", chat).await, "Bad Request: chat not found");
    bot.asks("setMyDescription", json!({ "description": "Helps." })).await;
    bot.asks("setMyShortDescription", json!({ "short_description": "Helps." })).await;
}

#[tokio::test]
async fn commands_have_limits() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let one = |command: &str, description: &str| json!([{ "command": command, "description": description }]);
    let many: Vec<Json> =
        (0..101).map(|number| json!({ "command": format!("c{number}"), "description": "d" })).collect();
    bot.asks("setMyCommands", json!({ "commands": many[..100] })).await;
    bot.asks("setMyCommands", json!({ "commands": one(&"x".repeat(32), &"d".repeat(256)) })).await;
    for wrong in [
        json!(many),
        one("Order", "d"),
        one("order-status", "d"),
        one("", "d"),
        one(&"x".repeat(33), "d"),
        one("order", ""),
        one("order", &"d".repeat(257)),
        json!([{ "command": "a", "description": "d" }, { "command": "a", "description": "e" }]),
    ] {
        bot.violates("setMyCommands", json!({ "commands": wrong })).await;
    }
    bot.violates("setMyCommands", json!({ "commands": [], "language_code": "de-DE" })).await;
    bot.violates("setMyCommands", json!({ "commands": [], "scope": { "type": "galaxy" } })).await;
}
