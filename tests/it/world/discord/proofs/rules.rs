//! Bodies that Discord or this house forbids: refused with their place, and remembered.

use reqwest::Method;
use serde_json::{Value as Json, json};

use super::bare::{ask, message, post};
use crate::world::discord::Discord;
use crate::world::discord::rules::schema;

/// Sends a message with a change; where the mistake is said to be.
async fn refused(discord: &Discord, change: (&str, Json)) -> String {
    let ann = discord.person("ann", "en-US");
    let mut body = message("1", "hello");
    body[change.0] = change.1;
    let (status, answer) = post(discord, &format!("channels/{}/messages", ann.dm().id), body).await;
    assert_eq!(status, 400, "{answer:#}");
    assert_eq!(discord.violations().len(), 1, "{answer:#}");
    answer["errors"].as_object().and_then(|errors| errors.keys().next().cloned()).unwrap_or(answer["code"].to_string())
}

fn row(components: &Json) -> Json {
    json!({ "type": 1, "components": components })
}

fn button(id: &str, label: &str) -> Json {
    json!({ "type": 2, "style": 1, "label": label, "custom_id": id })
}

#[tokio::test]
async fn messages() {
    let discord = Discord::open();
    for (key, value, place) in [
        ("content", json!("x".repeat(2001)), "content"),
        ("content", json!("  \n "), "50006"),
        ("allowed_mentions", Json::Null, "allowed_mentions"),
        ("allowed_mentions", json!({ "parse": ["users"] }), "allowed_mentions"),
        ("allowed_mentions", json!({ "parse": [], "users": ["77"] }), "allowed_mentions"),
        ("allowed_mentions", json!({ "parse": [], "replied_user": true }), "allowed_mentions"),
        ("nonce", json!("x".repeat(26)), "nonce"),
        ("nonce", Json::Null, "nonce"),
        ("enforce_nonce", json!(false), "enforce_nonce"),
        ("flags", json!(64), "flags"),
        ("parse_mode", json!("html"), "parse_mode"),
        ("embeds", json!([{ "title": "x".repeat(257) }]), "embeds"),
        ("embeds", json!([{ "description": "x".repeat(4000) }, { "description": "x".repeat(2001) }]), "embeds"),
        ("components", json!(vec![row(&json!([button("a", "A")])); 6]), "components"),
        ("components", json!([row(&json!([]))]), "components"),
        ("components", json!([row(&json!([button("a", "A"), button("a", "B")]))]), "components"),
        ("components", json!([row(&json!([button("a", &"x".repeat(81))]))]), "components"),
        ("components", json!([row(&json!([button(&"x".repeat(101), "A")]))]), "components"),
        ("components", json!([row(&json!(vec![button("a", "A"); 6]))]), "components"),
        ("attachments", json!([{ "id": 0, "filename": "x.txt" }]), "attachments"),
    ] {
        let shown = value.to_string();
        assert_eq!(refused(&discord, (key, value)).await, place, "{key}: {shown:.80}");
    }
}

#[tokio::test]
async fn menus() {
    let discord = Discord::open();
    let menu = |options: Json| json!([row(&json!([{ "type": 3, "custom_id": "m", "options": options }]))]);
    let option = |value: &str| json!({ "label": "L", "value": value });
    let many: Vec<Json> = (0..26).map(|number| option(&number.to_string())).collect();
    for options in [json!([]), json!(many), json!([option("a"), option("a")]), json!([option("")])] {
        assert_eq!(refused(&discord, ("components", menu(options))).await, "components");
    }
    let beside = json!([row(&json!([{ "type": 3, "custom_id": "m", "options": [option("a")] }, button("b", "B")]))]);
    assert_eq!(refused(&discord, ("components", beside)).await, "components");
}

#[tokio::test]
async fn commands() {
    let discord = Discord::open();
    let path = format!("applications/{}/commands", discord.application_id());
    let command = |change: (&str, Json)| {
        let mut command = json!({ "name": "ask", "description": "Ask" });
        command[change.0] = change.1;
        command
    };
    let option =
        |name: &str, required: bool| json!({ "type": 3, "name": name, "description": "d", "required": required });
    let choice = |name: &str| json!({ "name": name, "value": "v" });
    let wordy: Vec<Json> = (0..25)
        .map(|number| {
            let choices: Vec<Json> = (0..5).map(|n| choice(&format!("{n}{}", "x".repeat(90)))).collect();
            json!({ "type": 3, "name": format!("o{number}"), "description": "d", "choices": choices })
        })
        .collect();
    for change in [
        ("name", json!("Ask")),
        ("name", json!("two words")),
        ("name", json!("x".repeat(33))),
        ("description", json!("")),
        ("description", json!("x".repeat(101))),
        ("name_localizations", json!({ "de-AT": "fragen" })),
        ("name_localizations", json!({ "de": "Fragen" })),
        ("options", json!([option("a", false), option("b", true)])),
        ("options", json!([option("a", false), option("a", false)])),
        ("options", json!((0..26).map(|number| option(&format!("o{number}"), false)).collect::<Vec<_>>())),
        ("options", json!([{ "type": 3, "name": "a", "description": "d", "choices": vec![choice("same"); 2] }])),
        (
            "options",
            json!([{ "type": 3, "name": "a", "description": "d", "choices": [choice("x")], "autocomplete": true }]),
        ),
        ("options", json!(wordy)),
        ("handler_url", json!("x")),
    ] {
        let body = json!([command(change.clone())]);
        let (status, _) = ask(&discord, Method::PUT, &path, Some(body)).await;
        assert_eq!((status, discord.violations().len()), (400, 1), "{:.120}", change.1.to_string());
    }
    let many: Vec<Json> = (0..101).map(|number| command(("name", json!(format!("c{number}"))))).collect();
    for body in [json!(many), json!([command(("nsfw", json!(false))), command(("nsfw", json!(false)))])] {
        assert_eq!(ask(&discord, Method::PUT, &path, Some(body)).await.0, 400);
    }
    let good = command(("options", json!([option("a", true), option("überschrift", false)])));
    assert_eq!(discord.violations().len(), 2);
    assert_eq!(ask(&discord, Method::PUT, &path, Some(json!([good]))).await.0, 200);
    assert_eq!((discord.command_writes(), discord.commands(None).len()), (1, 1));
    discord.commands_written(1).await;
    discord.finish();
}

#[tokio::test]
async fn what_only_the_schema_knows() {
    if !schema::is_there() {
        return;
    }
    let discord = Discord::open();
    assert_eq!(refused(&discord, ("tts", json!("yes"))).await, "tts");
    assert_eq!(
        refused(&discord, ("message_reference", json!({ "message_id": "not a number" }))).await,
        "message_reference"
    );
}
