//! Events come in order, once, and across restarts, whatever the gateway does.

use std::time::{Duration, Instant};

use errand::channel::discord::DiscordError;
use errand::domain::limits;

use super::{asked_for_the_number, with_ann};
use crate::world::{Person, World};

#[tokio::test]
async fn a_restart_in_the_middle_loses_nothing() {
    let (mut world, discord, mut ann) = with_ann().await;
    asked_for_the_number(&mut ann).await;
    world.crash().await;
    discord.nobody_connected().await;
    ann.says("104233").await;
    world.restart().await;
    discord.resumed(1).await;
    ann.hears_of("Order 104233 is shipped").await;
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn a_bot_that_leaves_in_order_resumes_too() {
    let (mut world, discord, mut ann) = with_ann().await;
    asked_for_the_number(&mut ann).await;
    world.ends().await;
    discord.nobody_connected().await;
    ann.says("104233").await;
    world.restart().await;
    discord.resumed(1).await;
    ann.hears_of("Order 104233 is shipped").await;
    world.finish().await;
}

#[tokio::test]
async fn everything_may_come_twice() {
    let (world, discord, mut ann) = with_ann().await;
    discord.deliver_twice(true);
    ann.says("I want a refund").await;
    ann.hears_of("Order number").await;
    ann.says("104233").await;
    ann.hears_of("Reason").await;
    ann.presses("Damaged").await;
    ann.hears_of("Amount").await;
    ann.presses("Skip").await;
    ann.hears_of("Comment").await;
    ann.presses("Skip").await;
    ann.hears_of("Shall I go ahead?").await;
    ann.presses("Yes").await;
    ann.hears_of("Your request R-20071 has reached us.").await;
    assert_eq!(world.api.requests().len(), 1);
    // A further answer shows that nothing else was said meanwhile.
    ann.says("thanks").await;
    ann.hears_of("You're welcome!").await;
    discord.violations();
    world.finish().await;
}

#[tokio::test]
async fn the_gateway_may_ask_to_reconnect_and_cut_the_line() {
    let (world, discord, mut ann) = with_ann().await;
    ann.says("where is my order").await;
    ann.hears_of("Order number").await;
    discord.ask_to_reconnect();
    discord.resumed(1).await;
    ann.says("12345").await;
    ann.hears_of("exactly six digits").await;
    discord.cut_gateway();
    discord.resumed(2).await;
    ann.says("104233").await;
    ann.hears_of("Order 104233 is shipped").await;
    discord.close_gateway(4000);
    discord.resumed(3).await;
    ann.says("thanks").await;
    ann.hears_of("You're welcome!").await;
    world.finish().await;
}

#[tokio::test]
async fn a_session_that_is_invalid_but_resumable_goes_on() {
    let (world, discord, mut ann) = with_ann().await;
    discord.invalidate_sessions(true);
    discord.resumed(1).await;
    asked_for_the_number(&mut ann).await;
    world.finish().await;
}

#[tokio::test]
async fn what_was_missed_while_a_session_was_lost_is_looked_for() {
    let (mut world, discord, mut ann) = with_ann().await;
    asked_for_the_number(&mut ann).await;
    world.crash().await;
    discord.nobody_connected().await;
    discord.forget_sessions();
    ann.says("104233").await;
    world.restart().await;
    discord.identified(2).await;
    ann.hears_of("Order 104233 is shipped").await;
    world.finish().await;
}

#[tokio::test]
async fn what_is_older_than_a_day_is_not_looked_for() {
    let (mut world, discord, mut ann) = with_ann().await;
    ann.says("thanks").await;
    ann.hears_of("You're welcome!").await;
    world.crash().await;
    discord.nobody_connected().await;
    discord.forget_sessions();
    ann.says("where is my order").await;
    world.clock.pass(limits::DISCORD_CATCH_UP + Duration::from_mins(1));
    ann.says("thanks").await;
    world.restart().await;
    ann.hears_of("You're welcome!").await;
    world.finish().await;
}

#[tokio::test]
async fn heartbeats_are_sent_and_a_silent_gateway_is_left() {
    let mut world = World::open().await;
    let discord = world.discord();
    discord.heartbeat_every(Duration::from_millis(200));
    world.on_discord().await;
    discord.heartbeats(3).await;
    discord.acknowledge_heartbeats(false);
    discord.resumed(1).await;
    discord.acknowledge_heartbeats(true);
    let mut ann = discord.person("ann", "en-US");
    asked_for_the_number(&mut ann).await;
    world.finish().await;
}

#[tokio::test]
async fn an_intent_that_is_not_granted_ends_the_channel_with_what_to_do() {
    let (mut world, discord, _ann) = with_ann().await;
    discord.close_gateway(4014);
    let error = world.discord_ended().await.expect_err("it cannot go on");
    assert!(matches!(error, DiscordError::Refused { code: 4014, .. }), "{error:?}");
    assert!(error.to_string().contains("developer portal"), "{error}");
    world.finish().await;
}

#[tokio::test]
async fn a_wrong_token_ends_the_channel() {
    let (mut world, discord, _ann) = with_ann().await;
    discord.close_gateway(4004);
    let error = world.discord_ended().await.expect_err("it cannot go on");
    assert!(matches!(error, DiscordError::Token), "{error:?}");
    world.finish().await;
}

#[tokio::test]
async fn a_budget_that_is_used_up_is_waited_for() {
    let mut world = World::open().await;
    let discord = world.discord();
    discord.session_starts_left(0);
    discord.session_starts_renewed_in(Duration::from_millis(700));
    // An earlier identify would be a violation, and the end.
    world.on_discord().await;
    let mut ann = discord.person("ann", "en-US");
    asked_for_the_number(&mut ann).await;
    // To resume is free.
    discord.session_starts_left(0);
    world.crash().await;
    world.restart().await;
    discord.resumed(1).await;
    ann.says("104233").await;
    ann.hears_of("Order 104233 is shipped").await;
    world.finish().await;
}

#[tokio::test]
async fn a_bot_that_is_started_again_and_again_identifies_ever_more_slowly() {
    let (mut world, discord, mut ann) = with_ann().await;
    let mut took = Vec::new();
    for begun in 2..=3 {
        world.crash().await;
        discord.nobody_connected().await;
        discord.forget_sessions();
        let restarted = Instant::now();
        world.restart().await;
        discord.identified(begun).await;
        took.push(restarted.elapsed());
    }
    assert!(took[1] >= Duration::from_secs(1), "{took:?}");
    asked_for_the_number(&mut ann).await;
    world.finish().await;
}

#[tokio::test]
async fn several_shards_are_served() {
    let mut world = World::open().await;
    let discord = world.discord();
    discord.wants_shards(2, 2);
    world.on_discord().await;
    discord.identified(2).await;
    let mut ann = discord.person("ann", "en-US");
    asked_for_the_number(&mut ann).await;
    world.finish().await;
}
