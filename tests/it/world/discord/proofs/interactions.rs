//! Commands, presses and forms: one answer in three seconds, a token for fifteen minutes, private notes.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};

use super::bare::{Bare, INTENTS, ask, message, post, timeless};
use crate::world::discord::Discord;

fn silent(mut body: Json) -> Json {
    body["allowed_mentions"] = json!({ "parse": [] });
    body
}

fn buttons(label: &str) -> Json {
    json!([{ "type": 1, "components": [{ "type": 2, "style": 1, "label": label, "custom_id": format!("id-{label}") }] }])
}

/// A bot with one command; the interaction that a person's deed leads to.
async fn ask_command(discord: &Discord) {
    let option = json!({ "type": 3, "name": "action", "description": "What to do", "autocomplete": true });
    let names = json!({ "de": "fragen" });
    let command = json!({ "name": "ask", "description": "Ask", "name_localizations": names, "options": [option] });
    let path = format!("applications/{}/commands", discord.application_id());
    let (status, made) = ask(discord, Method::PUT, &path, Some(json!([command]))).await;
    assert_eq!((status, &made[0]["name"]), (200, &json!("ask")));
}

fn callback(interaction: &Json) -> String {
    format!(
        "interactions/{}/{}/callback",
        interaction["id"].as_str().expect("text"),
        interaction["token"].as_str().expect("text")
    )
}

fn hook(discord: &Discord, interaction: &Json, rest: &str) -> String {
    format!("webhooks/{}/{}{rest}", discord.application_id(), interaction["token"].as_str().expect("text"))
}

#[tokio::test]
async fn the_first_response_is_one_and_in_time() {
    let discord = timeless();
    ask_command(&discord).await;
    let ann = discord.person("ann", "de");
    let mut bare = Bare::ready(&discord, INTENTS).await;
    let used = ann.slash("/fragen", &[]);
    let interaction = bare.event("INTERACTION_CREATE").await;
    let answer = json!({ "type": 4, "data": silent(json!({ "content": "yes" })) });
    assert_eq!(post(&discord, &callback(&interaction), answer.clone()).await.0, 204);
    assert_eq!((ann.dm().hears().await.text.as_str(), ann.answered(used).await), ("yes", 4));
    assert_eq!(discord.acknowledged_after().len(), 1);
    bare.event("MESSAGE_CREATE").await;
    let (status, second) = post(&discord, &callback(&interaction), answer.clone()).await;
    assert_eq!((status, second["code"].as_u64()), (400, Some(40060)));
    ann.slash("/ask", &[]);
    let interaction = bare.event("INTERACTION_CREATE").await;
    discord.pass(Duration::from_secs(4));
    let (status, late) = post(&discord, &callback(&interaction), answer).await;
    assert_eq!((status, late["code"].as_u64()), (404, Some(10062)));
    let never = std::panic::catch_unwind(|| discord.finish());
    assert!(never.is_err(), "an interaction that nobody answered is a violation");
    assert_eq!(discord.unanswered().len(), 1);
    discord.finish();
}

#[tokio::test]
async fn a_deferred_answer_is_filled_in_while_the_token_lives() {
    let discord = timeless();
    ask_command(&discord).await;
    let channel = discord.guild("shop").channel("support");
    let (ann, bob) = (discord.person("ann", "en-US").at(&channel), discord.person("bob", "en-US").at(&channel));
    let mut bare = Bare::ready(&discord, 1).await;
    ann.slash("/ask", &[]);
    let interaction = bare.event("INTERACTION_CREATE").await;
    let original = hook(&discord, &interaction, "/messages/@original");
    let edit = silent(json!({ "content": "done", "flags": 4, "components": buttons("Again") }));
    assert_eq!(ask(&discord, Method::PATCH, &original, Some(edit.clone())).await.0, 404, "nothing was said yet");
    let deferred = json!({ "type": 5, "data": { "flags": 64 } });
    assert_eq!(post(&discord, &callback(&interaction), deferred).await.0, 204);
    assert_eq!(discord.unread(), Vec::<String>::new(), "thinking is nothing to read");
    assert_eq!(ask(&discord, Method::PATCH, &original, Some(edit.clone())).await.0, 200);
    let heard = channel.hears().await;
    assert_eq!((heard.transcript().as_str(), heard.ephemeral_to), ("done\n  [1] Again", Some(ann.id)));
    let (_, listed) = ask(&discord, Method::GET, &format!("channels/{}/messages", channel.id), None).await;
    assert_eq!(listed, json!([]), "only ann sees it");
    assert!(bob.sees("Again").is_none() && ann.sees("Again").is_some());
    let (status, more) = post(&discord, &hook(&discord, &interaction, ""), silent(json!({ "content": "more" }))).await;
    assert_eq!((status, channel.hears().await.ephemeral_to), (200, None));
    let followup = hook(&discord, &interaction, &format!("/messages/{}", more["id"].as_str().expect("text")));
    assert_eq!(ask(&discord, Method::DELETE, &followup, None).await.0, 204);
    discord.pass(Duration::from_mins(15));
    let (status, late) = ask(&discord, Method::PATCH, &original, Some(edit)).await;
    assert_eq!((status, late["code"].as_u64()), (401, Some(50027)));
    discord.finish();
}

#[tokio::test]
async fn presses_update_their_message_and_open_forms() {
    let discord = timeless();
    let ann = discord.person("ann", "en-US");
    let mut bare = Bare::ready(&discord, 0).await;
    let mut sent = message("1", "Sure?");
    sent["components"] = buttons("Edit");
    post(&discord, &format!("channels/{}/messages", ann.dm().id), sent).await;
    assert_eq!(ann.dm().hears().await.transcript(), "Sure?\n  [1] Edit");
    ann.presses("Edit").await;
    let press = bare.event("INTERACTION_CREATE").await;
    assert_eq!((&press["data"]["custom_id"], &press["message"]["content"]), (&json!("id-Edit"), &json!("Sure?")));
    let field = json!({ "type": 4, "custom_id": "number", "style": 1, "label": "Number", "max_length": 6 });
    let modal = json!({ "custom_id": "form", "title": "Edit", "components": [{ "type": 1, "components": [field] }] });
    assert_eq!(post(&discord, &callback(&press), json!({ "type": 9, "data": modal.clone() })).await.0, 204);
    assert_eq!(ann.modal().await.title, "Edit");
    ann.submits_modal(&[("Number", "104233")]).await;
    let submitted = bare.event("INTERACTION_CREATE").await;
    assert_eq!(submitted["data"]["components"][0]["components"][0]["value"], "104233");
    ann.presses("Edit").await;
    let press = bare.event("INTERACTION_CREATE").await;
    assert_eq!(post(&discord, &callback(&press), json!({ "type": 9, "data": modal })).await.0, 204);
    ann.dismisses_modal().await;
    let mut over = buttons("Edit");
    over[0]["components"][0]["disabled"] = json!(true);
    let update = json!({ "type": 7, "data": silent(json!({ "content": "Sure?", "components": over })) });
    assert_eq!(post(&discord, &callback(&submitted), update).await.0, 204);
    assert_eq!(ann.dm().sees_edit().await.labels(), Vec::<String>::new());
    assert!(ann.sees("Edit").is_none(), "what is disabled cannot be pressed");
    discord.finish();
}

#[tokio::test]
async fn menus_and_proposals() {
    let discord = timeless();
    ask_command(&discord).await;
    let ann = discord.person("ann", "en-US");
    let mut bare = Bare::ready(&discord, 0).await;
    let mut sent = message("1", "Which?");
    let options = json!([{ "label": "Red", "value": "r" }, { "label": "Blue", "value": "b" }]);
    sent["components"] = json!([{ "type": 1, "components": [{ "type": 3, "custom_id": "pick", "options": options }] }]);
    post(&discord, &format!("channels/{}/messages", ann.dm().id), sent).await;
    assert_eq!(ann.dm().hears().await.transcript(), "Which?\n  [1] Red  [2] Blue");
    ann.selects("Blue").await;
    let chosen = bare.event("INTERACTION_CREATE").await;
    assert_eq!(chosen["data"]["values"], json!(["b"]));
    assert_eq!(post(&discord, &callback(&chosen), json!({ "type": 6 })).await.0, 204);
    let propose = async {
        let typed = bare.event("INTERACTION_CREATE").await;
        assert_eq!(typed["data"]["options"][0]["focused"], true);
        let choices = json!([{ "name": "Order status", "value": "order-status" }]);
        post(&discord, &callback(&typed), json!({ "type": 8, "data": { "choices": choices } })).await
    };
    let (proposed, (status, _)) = tokio::join!(ann.autocompletes("/ask", "action", "ord"), propose);
    assert_eq!((status, proposed), (204, vec![("Order status".to_owned(), json!("order-status"))]));
    discord.finish();
}
