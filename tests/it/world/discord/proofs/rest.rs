//! Requests: who may ask, what is answered, what happens twice, and trouble on demand.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value as Json, json};
use twilight_model::guild::Permissions;

use super::bare::{ask, message, post};
use crate::world::discord::{Discord, DiscordPerson, Scope, Trouble};

#[tokio::test]
async fn one_nonce_makes_one_message() {
    let discord = Discord::open();
    let ann = discord.person("ann", "en-US");
    let path = format!("channels/{}/messages", ann.dm().id);
    let (status, first) = post(&discord, &path, message("n-1", "hello")).await;
    let (_, again) = post(&discord, &path, message("n-1", "hello")).await;
    assert_eq!((status, &first["id"], &first["nonce"]), (200, &again["id"], &json!("n-1")));
    assert_eq!(ann.dm().hears().await.text, "hello");
    discord.pass(Duration::from_mins(10));
    let (_, later) = post(&discord, &path, message("n-1", "hello")).await;
    assert_ne!(first["id"], later["id"], "minutes later it is forgotten");
    assert_eq!(ann.dm().hears().await.nonce.as_deref(), Some("n-1"));
    discord.finish();
}

#[tokio::test]
async fn nothing_is_answered_without_the_token() {
    let discord = Discord::open();
    let url = format!("{}/api/v10/users/@me", discord.rest_url());
    let answer = reqwest::get(url).await.expect("an answer");
    assert_eq!((answer.status().as_u16(), discord.invalid_requests()), (401, 1));
    let (_, me) = ask(&discord, Method::GET, "users/@me", None).await;
    assert_eq!(me["id"], discord.application_id().to_string());
    let (_, gateway) = ask(&discord, Method::GET, "gateway/bot", None).await;
    assert_eq!(
        (&gateway["url"], &gateway["session_start_limit"]["remaining"]),
        (&json!(discord.gateway_url()), &json!(1000))
    );
    let (status, _) = ask(&discord, Method::GET, "guilds/1/audit-logs", None).await;
    assert_eq!((status, discord.violations().len()), (404, 0), "an unknown guild is only unknown");
    assert_eq!(ask(&discord, Method::GET, "voice/regions", None).await.0, 404);
    assert_eq!(discord.violations().len(), 1);
}

#[tokio::test]
async fn what_the_bot_may_not_do_is_refused_with_its_code() {
    let discord = Discord::open();
    let (guild, ann) = (discord.guild("shop"), discord.person("ann", "en-US"));
    let channel = guild.channel("support");
    let path = format!("channels/{}/messages", channel.id);
    channel.denies(Permissions::SEND_MESSAGES);
    let code = |answer: (u16, Json)| (answer.0, answer.1["code"].as_u64().unwrap_or_default());
    assert_eq!(code(post(&discord, &path, message("1", "hello")).await), (403, 50013));
    channel.denies(Permissions::VIEW_CHANNEL);
    assert_eq!(code(post(&discord, &path, message("2", "hello")).await), (403, 50001));
    assert_eq!(code(post(&discord, "channels/77/messages", message("3", "hello")).await), (404, 10003));
    ann.closes_direct_messages();
    let direct = format!("channels/{}/messages", ann.dm().id);
    assert_eq!(code(post(&discord, &direct, message("4", "hello")).await), (403, 50007));
    let open = guild.channel("open");
    let said = open.says(&ann, "hi");
    let edit = json!({ "content": "x", "allowed_mentions": { "parse": [] } });
    let theirs = format!("channels/{}/messages/{said}", open.id);
    assert_eq!(code(ask(&discord, Method::PATCH, &theirs, Some(edit)).await), (403, 50005));
    assert_eq!(code(ask(&discord, Method::DELETE, &theirs, None).await), (403, 50013));
    let mut reply = message("5", "hello");
    reply["message_reference"] = json!({ "message_id": "77" });
    let (status, refused) = post(&discord, &format!("channels/{}/messages", open.id), reply).await;
    assert_eq!((status, &refused["code"]), (400, &json!(50035)));
    assert!(refused["errors"]["message_reference"]["_errors"].is_array(), "{refused:#}");
    discord.finish();
}

#[tokio::test]
async fn history_is_read_forwards_and_without_what_was_not_meant_for_the_bot() {
    let discord = Discord::open();
    let (channel, ann) = (discord.guild("shop").channel("support"), discord.person("ann", "en-US"));
    let first = channel.says(&ann, "one");
    channel.says(&ann, "two");
    channel.mentions(&ann, "three");
    let path = format!("channels/{}/messages?after={first}&limit=2", channel.id);
    let texts = |answer: &Json| -> Vec<String> {
        answer
            .as_array()
            .into_iter()
            .flatten()
            .map(|one| one["content"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let (_, found) = ask(&discord, Method::GET, &path, None).await;
    let named = format!("<@{}> three", discord.application_id());
    assert_eq!(texts(&found), [named.clone(), String::new()]);
    discord.grant_message_content();
    let (_, found) = ask(&discord, Method::GET, &path, None).await;
    assert_eq!(texts(&found), [named, "two".to_owned()]);
    channel.denies(Permissions::READ_MESSAGE_HISTORY);
    assert_eq!(ask(&discord, Method::GET, &path, None).await.1, json!([]));
    discord.finish();
}

#[tokio::test]
async fn limits_are_told_of_and_held() {
    let discord = Discord::open();
    let (ann, bob) = (discord.person("ann", "en-US"), discord.person("bob", "en-US"));
    let typing = |who: &DiscordPerson| format!("channels/{}/typing", who.dm().id);
    let hour = Duration::from_hours(1);
    discord.trouble("@me", Trouble::Limited(Scope::Shared, Duration::ZERO));
    let shared = reqwest::Client::new().get(format!("{}/api/v10/users/@me", discord.rest_url()));
    let shared = shared.header("authorization", format!("Bot {}", discord.token())).send().await.expect("an answer");
    assert_eq!(
        (shared.status().as_u16(), &shared.headers()["x-ratelimit-scope"]),
        (429, &"shared".parse().expect("text"))
    );
    assert_eq!((shared.headers()["retry-after"].as_bytes(), discord.invalid_requests()), (b"1".as_slice(), 0));
    discord.limit("GET /gateway/bot", 1, hour);
    assert_eq!(ask(&discord, Method::GET, "gateway/bot", None).await.0, 200);
    assert_eq!(ask(&discord, Method::GET, "gateway/bot", None).await.0, 429);
    discord.trouble("/typing", Trouble::Limited(Scope::User, hour));
    let (status, body) = ask(&discord, Method::POST, &typing(&ann), None).await;
    assert_eq!((status, body["global"].as_bool(), body["retry_after"].as_f64()), (429, Some(false), Some(3600.0)));
    assert_eq!(ask(&discord, Method::POST, &typing(&ann), None).await.0, 429, "it was told to wait");
    assert_eq!(ask(&discord, Method::POST, &typing(&bob), None).await.0, 204, "another bucket");
    discord.trouble("/typing", Trouble::Limited(Scope::Global, hour));
    assert_eq!(ask(&discord, Method::POST, &typing(&bob), None).await.1["global"], true);
    assert_eq!(ask(&discord, Method::GET, "users/@me", None).await.0, 429, "nothing goes");
    assert_eq!((discord.impatient_requests(), discord.invalid_requests()), (2, 5));
    let answers = format!("webhooks/{}/none/messages/@original", discord.application_id());
    assert_eq!(ask(&discord, Method::GET, &answers, None).await.0, 404, "interactions are under no global limit");
    discord.finish();
}

#[tokio::test]
async fn answers_get_lost_before_and_after_something_was_done() {
    let discord = Discord::open();
    let ann = discord.person("ann", "en-US");
    let url = format!("{}/api/v10/channels/{}/messages", discord.rest_url(), ann.dm().id);
    let send = async |nonce: &str| {
        let request = reqwest::Client::new().post(&url).header("authorization", format!("Bot {}", discord.token()));
        let request = request.header("content-type", "application/json").body(message(nonce, nonce).to_string());
        request.send().await.map(|answer| answer.status().as_u16()).ok()
    };
    discord.trouble("/messages", Trouble::CutBefore);
    assert_eq!(send("lost").await, None);
    discord.trouble("/messages", Trouble::CutAfter);
    assert_eq!(send("done").await, None);
    assert_eq!(ann.dm().hears().await.text, "done");
    discord.trouble("/messages", Trouble::Broken(502));
    assert_eq!(send("later").await, Some(502));
    assert_eq!(discord.unread(), Vec::<String>::new());
    discord.hold("/messages");
    let held = async {
        discord.requested("/messages", 4).await;
        assert_eq!(discord.unread(), Vec::<String>::new());
        discord.release();
    };
    let (sent, ()) = tokio::join!(send("late"), held);
    assert_eq!((sent, ann.dm().hears().await.text.as_str()), (Some(200), "late"));
    assert_eq!(discord.requests().len(), 4);
    discord.finish();
}
