//! Sessions: identified, resumed with what was missed, lost; and everything a bot may do wrong.

use std::time::Duration;

use serde_json::json;

use super::bare::{Bare, INTENTS};
use crate::world::discord::Discord;

#[tokio::test]
async fn a_resumed_session_gets_what_it_missed_in_order_under_the_same_numbers() {
    let discord = Discord::open();
    let channel = discord.guild("shop").channel("support");
    let ann = discord.person("ann", "en-US");
    let bare = Bare::ready(&discord, INTENTS).await;
    let (session, seq) = (bare.session.clone(), bare.seq);
    discord.cut_gateway();
    discord.nobody_connected().await;
    channel.says(&ann, "one");
    ann.dm().says(&ann, "two");
    let mut back = Bare::connect(&discord).await;
    back.resume(&discord, &session, seq).await;
    // In a guild a bot without the intent sees that something was said, in a direct chat it reads it.
    assert_eq!(back.event("MESSAGE_CREATE").await["content"], "");
    assert_eq!((back.event("MESSAGE_CREATE").await["content"].as_str(), back.seq), (Some("two"), seq + 2));
    back.event("RESUMED").await;
    assert_eq!(back.seq, seq + 3);
    channel.mentions(&ann, "three");
    assert!(back.event("MESSAGE_CREATE").await["content"].as_str().is_some_and(|text| text.ends_with("three")));
    discord.finish();
}

#[tokio::test]
async fn a_session_that_is_unknown_or_said_goodbye_to_cannot_be_resumed() {
    let discord = Discord::open();
    let bare = Bare::ready(&discord, INTENTS).await;
    let (session, seq) = (bare.session.clone(), bare.seq);
    bare.leaves(1000).await;
    for (session, seq) in [(session.as_str(), seq), ("unheard-of", 1)] {
        let mut back = Bare::connect(&discord).await;
        back.resume(&discord, session, seq).await;
        assert_eq!(back.operation(9).await, false);
        back.leaves(4000).await;
    }
    let ready = Bare::ready(&discord, INTENTS).await;
    let (session, seq) = (ready.session.clone(), ready.seq);
    ready.leaves(4000).await;
    let mut back = Bare::connect(&discord).await;
    back.resume(&discord, &session, seq + 7).await;
    assert_eq!(back.operation(9).await, false, "an event that was never sent");
    discord.finish();
}

#[tokio::test]
async fn the_gateway_asks_for_heartbeats_reconnects_and_ends_sessions() {
    let discord = Discord::open();
    let mut bare = Bare::ready(&discord, INTENTS).await;
    discord.ask_for_heartbeat();
    bare.operation(1).await;
    bare.send(&json!({ "op": 1, "d": bare.seq })).await;
    bare.operation(11).await;
    discord.ask_to_reconnect();
    bare.operation(7).await;
    discord.invalidate_sessions(true);
    assert_eq!(bare.operation(9).await, true);
    discord.close_gateway(4009);
    assert_eq!(bare.closed().await, Some(4009));
    let mut back = Bare::connect(&discord).await;
    back.resume(&discord, &bare.session, bare.seq).await;
    assert_eq!(back.operation(9).await, false, "4009 ends the session");
    discord.acknowledge_heartbeats(false);
    back.send(&json!({ "op": 1, "d": null })).await;
    discord.heartbeats(2).await;
    discord.ask_to_reconnect();
    back.operation(7).await;
    discord.finish();
}

#[tokio::test]
async fn a_silent_client_is_given_up() {
    let discord = Discord::open();
    discord.heartbeat_every(Duration::from_millis(1));
    let mut bare = Bare::ready(&discord, INTENTS).await;
    assert_eq!(bare.closed().await, Some(4009));
    discord.finish();
}

#[tokio::test]
async fn who_is_not_meant_to_be_here_is_told_by_a_code() {
    let discord = Discord::open();
    let identify = |change: (&str, serde_json::Value)| {
        let mut identify = json!({ "token": discord.token(), "intents": INTENTS,
            "properties": { "os": "linux", "browser": "bare", "device": "bare" } });
        identify[change.0] = change.1;
        json!({ "op": 2, "d": identify })
    };
    for (frame, code) in [
        (identify(("token", json!("wrong"))), 4004),
        (identify(("intents", json!(1_u64 << 15))), 4014),
        (identify(("intents", json!(1_u64 << 40))), 4013),
        (identify(("shard", json!([1, 1]))), 4010),
    ] {
        let mut bare = Bare::connect(&discord).await;
        bare.send(&frame).await;
        assert_eq!(bare.closed().await, Some(code), "{frame}");
    }
    discord.wants_shards(2, 1);
    let mut bare = Bare::connect(&discord).await;
    bare.identify(&discord, INTENTS).await;
    assert_eq!(bare.closed().await, Some(4011));
    discord.finish();
}

#[tokio::test]
async fn frames_that_no_bot_should_send_are_violations() {
    let discord = Discord::open();
    for (frame, code) in [
        (json!({ "op": 2, "d": { "token": discord.token() } }), 4002),
        (json!({ "op": 3, "d": {} }), 4003),
        (json!({ "op": 77, "d": null }), 4001),
        (json!({ "op": 1, "d": "x".repeat(4096) }), 4002),
        (json!({ "op": 1, "d": null, "more": 1 }), 4002),
    ] {
        let mut bare = Bare::connect(&discord).await;
        bare.send(&frame).await;
        assert_eq!(bare.closed().await, Some(code), "{frame}");
    }
    assert_eq!(discord.violations().len(), 5);
    let mut bare = Bare::ready(&discord, INTENTS).await;
    bare.send(&json!({ "op": 1, "d": bare.seq + 1 })).await;
    bare.operation(11).await;
    bare.identify(&discord, INTENTS).await;
    assert_eq!(bare.closed().await, Some(4005));
    let mut busy = Bare::ready(&discord, INTENTS).await;
    for _ in 0..119 {
        busy.send(&json!({ "op": 1, "d": null })).await;
        busy.operation(11).await;
    }
    busy.send(&json!({ "op": 1, "d": null })).await;
    assert_eq!(busy.closed().await, Some(4008));
    discord.session_starts_left(0);
    let mut late = Bare::connect(&discord).await;
    late.identify(&discord, INTENTS).await;
    assert_eq!(late.closed().await, Some(4004));
    assert_eq!(discord.violations().len(), 4);
}

#[tokio::test]
async fn every_event_comes_twice_where_the_test_says_so() {
    let discord = Discord::open();
    let ann = discord.person("ann", "en-US");
    let mut bare = Bare::ready(&discord, INTENTS).await;
    discord.deliver_twice(true);
    ann.dm().says(&ann, "hello");
    let first = bare.event("MESSAGE_CREATE").await;
    assert_eq!((bare.event("MESSAGE_CREATE").await, bare.seq), (first, 3));
}

#[tokio::test]
async fn shards_see_their_own_guilds_and_the_first_sees_direct_messages() {
    let discord = Discord::open();
    discord.wants_shards(2, 2);
    let (guild, ann) = (discord.guild("shop"), discord.person("ann", "en-US"));
    let mine = (guild.id >> 22) % 2;
    let mut shards = Vec::new();
    for shard in 0..2 {
        let mut bare = Bare::connect(&discord).await;
        let identify = json!({ "token": discord.token(), "intents": INTENTS, "shard": [shard, 2],
            "properties": { "os": "linux", "browser": "bare", "device": "bare" } });
        bare.send(&json!({ "op": 2, "d": identify })).await;
        assert_eq!(bare.event("READY").await["guilds"].as_array().map(Vec::len), Some(usize::from(shard == mine)));
        if shard == mine {
            bare.event("GUILD_CREATE").await;
        }
        shards.push(bare);
    }
    ann.dm().says(&ann, "to the first");
    assert_eq!(shards[0].event("MESSAGE_CREATE").await["content"], "to the first");
    guild.bot_may(twilight_model::guild::Permissions::VIEW_CHANNEL, true);
    guild.channel("support").mentions(&ann, "to the guild's");
    let there = &mut shards[usize::try_from(mine).expect("0 or 1")];
    there.event("CHANNEL_CREATE").await;
    assert!(there.event("MESSAGE_CREATE").await["guild_id"].is_string());
    discord.finish();
}
