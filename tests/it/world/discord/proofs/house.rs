//! What a test relies on: mistakes come to light at the end, people of journeys read what they are told.

use std::panic::catch_unwind;
use std::time::Duration;

use serde_json::json;

use super::bare::{Bare, INTENTS, message, post};
use crate::world::discord::{Discord, DiscordPerson};
use crate::world::{Person, World};

/// What the end of a test says.
fn complaint(discord: &Discord) -> String {
    let panic = catch_unwind(|| discord.finish()).expect_err("something is wrong");
    panic.downcast_ref::<String>().cloned().expect("words")
}

#[tokio::test]
async fn the_end_of_a_test_tells_of_every_mistake() {
    let discord = Discord::open();
    let ann = discord.person("ann", "en-US");
    let path = format!("channels/{}/messages", ann.dm().id);
    post(&discord, &path, json!({ "content": "call @everyone" })).await;
    let said = complaint(&discord);
    assert!(said.contains(&format!("POST /{path}")) && said.contains("call @everyone"), "{said}");
    assert!(said.contains("allowed_mentions") && said.contains("enforce_nonce"), "{said}");
    discord.violations();
    post(&discord, &path, message("1", "nobody reads this")).await;
    assert!(complaint(&discord).contains("nobody reads this"));
    ann.dm().hears().await;
    discord.finish();
}

#[tokio::test]
async fn journeys_can_be_made_here() {
    let mut world = World::empty().await;
    let discord = world.discord();
    let mut ann = DiscordPerson::join(&mut world, "ann").await;
    let mut bare = Bare::ready(&discord, INTENTS).await;
    ann.says("where is my order").await;
    let said = bare.event("MESSAGE_CREATE").await;
    assert_eq!((&said["content"], &said["author"]["username"]), (&json!("where is my order"), &json!("ann")));
    let path = format!("channels/{}/messages", said["channel_id"].as_str().expect("a channel"));
    post(&discord, &path, message("1", "Order number?")).await;
    ann.hears_of("Order number?").await;
    post(&discord, &path, message("2", "Still there?")).await;
    // After a restart of the bot it is the same ann.
    DiscordPerson::join(&mut world, "ann").await.hears_of("Still there?").await;
    world.finish().await;
}

#[tokio::test]
async fn a_bot_that_comes_back_too_soon_is_sent_away_and_one_may_find_the_door_shut() {
    let discord = Discord::open();
    discord.identify_every(Duration::from_hours(1));
    let first = Bare::ready(&discord, INTENTS).await;
    let mut second = Bare::connect(&discord).await;
    second.identify(&discord, INTENTS).await;
    assert_eq!(second.operation(9).await, false);
    discord.takes_connections(false);
    let url = discord.gateway_url();
    let stream = tokio::net::TcpStream::connect(url.trim_start_matches("ws://")).await.expect("somebody listens");
    assert!(tokio_tungstenite::client_async(format!("{url}/?v=10&encoding=json"), stream).await.is_err());
    discord.connected(3).await;
    drop(first);
    discord.finish();
}
