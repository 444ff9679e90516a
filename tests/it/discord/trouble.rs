//! The REST API refuses, fails and hangs up; everything is said once all the same.

use std::time::Duration;

use super::{asked_for_the_number, with_ann};
use crate::world::Person;
use crate::world::discord::{Scope, Trouble};

#[tokio::test]
async fn refusals_for_frequency_are_waited_out() {
    for scope in [Scope::User, Scope::Shared, Scope::Global] {
        let (world, discord, mut ann) = with_ann().await;
        discord.trouble("/messages", Trouble::Limited(scope, Duration::from_millis(300)));
        asked_for_the_number(&mut ann).await;
        assert_eq!(discord.impatient_requests(), 0, "{scope:?}");
        world.finish().await;
    }
}

#[tokio::test]
async fn a_limit_is_kept_without_being_told_off() {
    let (world, discord, mut ann) = with_ann().await;
    discord.limit("POST /channels", 2, Duration::from_millis(400));
    let before = discord.invalid_requests();
    for _ in 0..5 {
        ann.says("thanks").await;
    }
    for _ in 0..5 {
        ann.hears_of("You're welcome!").await;
    }
    assert!(discord.invalid_requests() - before <= 1, "only the first may come as a surprise");
    world.finish().await;
}

#[tokio::test]
async fn what_was_said_before_the_line_was_cut_is_not_said_twice() {
    for trouble in [Trouble::CutAfter, Trouble::CutBefore, Trouble::Broken(502)] {
        let (world, discord, mut ann) = with_ann().await;
        discord.trouble("/messages", trouble);
        asked_for_the_number(&mut ann).await;
        ann.says("104233").await;
        ann.hears_of("Order 104233 is shipped").await;
        world.finish().await;
    }
}

#[tokio::test]
async fn a_kill_while_something_is_said_says_it_once() {
    let (mut world, discord, mut ann) = with_ann().await;
    discord.trouble("/messages", Trouble::CutAfter);
    ann.says("where is my order").await;
    discord.requested("/messages", 1).await;
    world.crash().await;
    world.restart().await;
    ann.hears_of("Order number").await;
    ann.says("104233").await;
    ann.hears_of("Order 104233 is shipped").await;
    world.finish().await;
}

#[tokio::test]
async fn a_channel_that_hangs_holds_nobody_else_up() {
    let (world, discord, mut ann) = with_ann().await;
    let mut bob = discord.person("bob", "en-US");
    discord.hold(&format!("/channels/{}", ann.place.id));
    ann.says("where is my order").await;
    asked_for_the_number(&mut bob).await;
    discord.release();
    ann.hears_of("Order number").await;
    world.finish().await;
}

#[tokio::test]
async fn somebody_who_takes_no_messages_any_more_is_let_go() {
    let (world, discord, mut ann) = with_ann().await;
    asked_for_the_number(&mut ann).await;
    ann.closes_direct_messages();
    ann.says("12345").await;
    discord.requested("/messages", 2).await;
    discord.violations();
    world.finish().await;
}
