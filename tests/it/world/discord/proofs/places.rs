//! Threads, forums, files: where people and the bot meet.

use reqwest::Method;
use serde_json::json;
use twilight_model::guild::Permissions;

use super::bare::{Bare, ask, message, post};
use crate::world::discord::Discord;

/// Channels and messages of guilds.
const GUILD: u64 = 1 | 1 << 9;

#[tokio::test]
async fn a_private_thread_for_one_person() {
    let discord = Discord::open();
    let channel = discord.guild("shop").channel("support");
    let ann = discord.person("ann", "en-US").at(&channel);
    let mut bare = Bare::ready(&discord, GUILD).await;
    let wish = json!({ "name": "ann's order", "type": 12, "auto_archive_duration": 60 });
    let (status, made) = post(&discord, &format!("channels/{}/threads", channel.id), wish).await;
    assert_eq!((status, &made["type"]), (201, &json!(12)));
    let thread = channel.thread().await;
    assert_eq!(bare.event("THREAD_CREATE").await["id"], thread.id.to_string());
    let path = format!("channels/{}", thread.id);
    assert_eq!(ask(&discord, Method::PUT, &format!("{path}/thread-members/{}", ann.id), None).await.0, 204);
    assert!(thread.has_member(&ann));
    post(&discord, &format!("{path}/messages"), message("1", "Here we can talk.")).await;
    assert_eq!(thread.hears().await.text, "Here we can talk.");
    let archived = json!({ "archived": true, "locked": true });
    assert_eq!(ask(&discord, Method::PATCH, &path, Some(archived)).await.0, 200);
    discord.finish();
}

#[tokio::test]
async fn threads_need_permissions_and_a_message_has_one() {
    let discord = Discord::open();
    let channel = discord.guild("shop").channel("support");
    let ann = discord.person("ann", "en-US");
    let said = channel.says(&ann, "help");
    let path = format!("channels/{}/messages/{said}/threads", channel.id);
    let (status, made) = post(&discord, &path, json!({ "name": "help" })).await;
    assert_eq!((status, &made["id"]), (201, &json!(said.to_string())));
    assert_eq!(post(&discord, &path, json!({ "name": "help" })).await.1["code"], 160_004);
    channel.denies(Permissions::CREATE_PRIVATE_THREADS);
    let wish = json!({ "name": "ann", "type": 12 });
    assert_eq!(post(&discord, &format!("channels/{}/threads", channel.id), wish).await.1["code"], 50013);
    let hidden = channel.opens_thread(&ann, "not for bots", true);
    assert_eq!(ask(&discord, Method::GET, &format!("channels/{}", hidden.id), None).await.1["code"], 50001);
    hidden.invites_bot();
    assert_eq!(ask(&discord, Method::GET, &format!("channels/{}", hidden.id), None).await.0, 200);
    discord.finish();
}

#[tokio::test]
async fn what_people_do_is_told() {
    let discord = Discord::open();
    let guild = discord.guild("shop");
    let (ann, bot) = (discord.person("ann", "en-US"), discord.other_bot("rss"));
    let support = guild.role("support", &[&ann]);
    discord.grant_message_content();
    let forum = guild.forum("questions");
    let mut bare = Bare::ready(&discord, GUILD | 1 << 11 | 1 << 15).await;
    let post_of_ann = forum.opens_thread(&ann, "Where is it?", false);
    assert_eq!(bare.event("THREAD_CREATE").await["name"], "Where is it?");
    let said = post_of_ann.says(&ann, "one");
    let created = bare.event("MESSAGE_CREATE").await;
    assert_eq!((&created["content"], &created["member"]["roles"]), (&json!("one"), &json!([support.to_string()])));
    post_of_ann.edits(said, "two");
    assert_eq!(bare.event("MESSAGE_UPDATE").await["content"], "two");
    post_of_ann.replies(&ann, said, "three");
    assert_eq!(bare.event("MESSAGE_CREATE").await["referenced_message"]["content"], "two");
    post_of_ann.deletes(said);
    assert_eq!(bare.event("MESSAGE_DELETE").await["id"], said.to_string());
    post_of_ann.sends_file(&ann, "", "photo.png");
    assert_eq!(bare.event("MESSAGE_CREATE").await["attachments"][0]["filename"], "photo.png");
    post_of_ann.sends_sticker(&ann, "wave");
    assert_eq!(bare.event("MESSAGE_CREATE").await["sticker_items"][0]["name"], "wave");
    post_of_ann.system_says(&ann, 7);
    assert_eq!(bare.event("MESSAGE_CREATE").await["type"], 7);
    post_of_ann.says(&bot, "news");
    assert_eq!(bare.event("MESSAGE_CREATE").await["author"]["bot"], true);
    post_of_ann.types(&ann);
    bare.event("TYPING_START").await;
    let path = format!("guilds/{}/members/{}", guild.id, ann.id);
    assert_eq!(ask(&discord, Method::GET, &path, None).await.1["roles"], json!([support.to_string()]));
    discord.finish();
}

#[tokio::test]
async fn the_bot_types_edits_and_takes_back() {
    let discord = Discord::open();
    let channel = discord.guild("shop").channel("support");
    let path = format!("channels/{}", channel.id);
    assert_eq!(ask(&discord, Method::POST, &format!("{path}/typing"), None).await.0, 204);
    channel.sees_typing().await;
    let (_, sent) = post(&discord, &format!("{path}/messages"), message("1", "one")).await;
    let id = channel.hears().await.id;
    assert_eq!(sent["id"], id.to_string());
    let edit = json!({ "content": "two", "allowed_mentions": { "parse": [] } });
    assert_eq!(ask(&discord, Method::PATCH, &format!("{path}/messages/{id}"), Some(edit)).await.0, 200);
    let heard = channel.hears().await;
    assert_eq!((heard.text.as_str(), heard.edited), ("two", true));
    assert_eq!(ask(&discord, Method::DELETE, &format!("{path}/messages/{id}"), None).await.0, 204);
    channel.sees_deleted(id).await;
    discord.finish();
}
