//! Who may do what of an admin's, when that changes, cannot be seen, or is asked for where others read.

use errand::config;
use serde_json::json;

use super::admins::{Shop, name, presses, shop};
use crate::world::bot::settings;
use crate::world::discord::DiscordPerson;
use crate::world::{Person, World};

const SECRET: &str = "Value (never shown again)";

fn direct(person: &DiscordPerson) -> DiscordPerson {
    person.at(&person.dm())
}

/// A draft of order-status beside what is published, and its editor's card.
async fn editing(boss: &mut DiscordPerson) {
    boss.slash("/action draft", &name("order-status"));
    boss.sees_next().await;
    boss.slash("/action edit", &name("order-status"));
    boss.sees_next().await;
}

/// A note for one person, which changes nothing about the card that was pressed.
async fn is_told_alone(who: &DiscordPerson, pressed: u64, why: &str) {
    assert_eq!(who.answered(pressed).await, 4, "a message of its own");
    let note = who.sees_next().await;
    assert!(note.text.contains(why), "{note:?}");
    assert_eq!(note.ephemeral_to, Some(who.id));
}

#[tokio::test]
async fn an_editors_card_stays_when_somebody_presses_who_may_not_edit() {
    let mut world = World::open().await;
    let Shop { guild, mut boss, eve, helper, .. } = shop(&mut world).await;
    editing(&mut boss).await;
    for label in ["Inputs", "Reply", "API"] {
        let pressed = helper.presses(label).await;
        is_told_alone(&helper, pressed, "As a moderator you may not use").await;
    }
    // A form that was opened in time, by somebody who has lost the role meanwhile.
    eve.presses("Description and phrases").await;
    eve.modal().await;
    guild.dismiss(&eve);
    let sent = eve.submits_modal(&[("What it does", "Mine.")]).await;
    is_told_alone(&eve, sent, "You may not use").await;
    boss.presses("Description and phrases").await;
    assert_ne!(boss.modal().await.fields[0].value, "Mine.");
    boss.submits_modal(&[("What it does", "See how far an order is.")]).await;
    boss.hears_of("2. Description: See how far an order is.").await;
    world.finish().await;
}

#[tokio::test]
async fn in_a_room_the_editors_card_outlives_what_belongs_in_private() {
    let mut world = World::empty().await;
    let Shop { room, mut boss, .. } = shop(&mut world).await;
    boss = boss.at(&room);
    boss.slash("/action create", &[]);
    boss.submits_modal(&[
        ("Name", "call-back"),
        ("What it does", "Have somebody call you."),
        ("Phrases that start it, one per line", "call me back\ngive me a call"),
        ("Method and URL, or a curl command", "GET https://shop.example.com/calls"),
    ])
    .await;
    boss.hears_of("call-back is new").await;
    boss.presses("API").await;
    boss.submits_modal(&[("Authentication", "bearer call_token")]).await;
    boss.hears_of("call_token").await;
    let pressed = boss.presses("Preview").await;
    is_told_alone(&boss, pressed, "only in private").await;
    // The form is seen by nobody else, and neither is its answer.
    boss.presses("Set secret call_token").await;
    boss.submits_modal(&[(SECRET, "s3cret-v4lue")]).await;
    for what in ["This is the action so far", "is set"] {
        let said = boss.sees_next().await;
        assert!(said.text.contains(what), "{said:?}");
        assert_eq!(said.ephemeral_to, Some(boss.id));
    }
    presses(&mut boss, "Close", "Closed.").await;
    world.finish().await;
}

#[tokio::test]
async fn a_command_that_was_typed_in_a_room_is_answered_directly() {
    let mut world = World::open().await;
    let Shop { discord, room, mut boss, .. } = shop(&mut world).await;
    room.mentions(&boss, "/action show order-status");
    boss = direct(&boss);
    let shown = boss.sees_next().await;
    assert!(shown.text.contains("published v1"), "{shown:?}");
    // What follows is there, too.
    presses(&mut boss, "Unpublish…", "Take version 1 of").await;
    presses(&mut boss, "Leave it", "Nothing was changed.").await;
    // Where nobody can be told alone, nothing is said.
    boss.closes_direct_messages();
    let said = discord.requests().iter().filter(|request| request.contains("/messages")).count();
    room.mentions(&boss, "/action show order-status");
    discord.requested("/messages", said + 1).await;
    let boss = boss.at(&room);
    boss.slash("/action list", &[]);
    assert_eq!(boss.sees_next().await.ephemeral_to, Some(boss.id), "the next thing said in the room");
    world.finish().await;
}

/// Every way in is known to be an admin's, with a form or without.
#[tokio::test]
async fn the_first_thing_that_an_admin_by_role_does_directly_counts() {
    let mut world = World::empty().await;
    let Shop { discord, mut boss, mut eve, .. } = shop(&mut world).await;
    (boss, eve) = (direct(&boss), direct(&eve));
    eve.slash("/action secret", &[("do", json!("set")), ("secret", json!("shop_key"))]);
    eve.submits_modal(&[(SECRET, "s3cret-v4lue")]).await;
    eve.hears_of("is set").await;
    boss.slash("/action create", &[]);
    boss.submits_modal(&[("Name", "call-back"), ("What it does", "Have somebody call you.")]).await;
    boss.hears_of("To do: Phrases. Nothing is there yet.").await;
    // A button and a form after a restart.
    world.crash().await;
    discord.nobody_connected().await;
    world.restart().await;
    boss.presses("Description and phrases").await;
    boss.modal().await;
    world.crash().await;
    discord.nobody_connected().await;
    world.restart().await;
    boss.submits_modal(&[("Phrases that start it, one per line", "call me back")]).await;
    boss.hears_of("3. Phrases: “call me back”").await;
    world.crash().await;
    discord.nobody_connected().await;
    world.restart().await;
    presses(&mut boss, "Cancel", "Cancelled.").await;
    let file = boss.attaches("order-status.toml", crate::actions::EXAMPLES[0].1);
    world.crash().await;
    discord.nobody_connected().await;
    world.restart().await;
    boss.slash("/action import", &[("file", file)]);
    boss.hears_of("order-status is new").await;
    world.finish().await;
}

#[tokio::test]
async fn a_role_that_was_taken_counts_no_longer_directly() {
    let mut world = World::open().await;
    let Shop { guild, mut boss, mut eve, .. } = shop(&mut world).await;
    (boss, eve) = (direct(&boss), direct(&eve));
    for who in [&mut boss, &mut eve] {
        who.slash("/action unpublish", &name("order-status"));
        who.hears_of("Take version 1 of").await;
    }
    guild.dismiss(&boss);
    guild.dismiss(&eve);
    let pressed = boss.presses("Yes, unpublish").await;
    is_told_alone(&boss, pressed, "You may no longer do this.").await;
    eve.says("yes").await;
    let told = eve.hears().await;
    assert!(!told.contains("unpublished"), "{told}");
    eve.says("/action list").await;
    eve.hears_of("You may not use /action list.").await;
    let mut store = world.finish().await;
    let audit = store.audit(None, 20).await.expect("rows");
    assert!(audit.iter().all(|row| row.entry.verb != "unpublish"), "{audit:?}");
}

#[tokio::test]
async fn roles_that_cannot_be_seen_are_not_taken_for_none() {
    let mut world = World::open().await;
    let Shop { discord, mut boss, .. } = shop(&mut world).await;
    boss = direct(&boss);
    discord.hold("/members/");
    boss.says("/action list").await;
    boss.hears_of("I cannot see your roles on Discord right now.").await;
    discord.release();
    boss.says("/action unpublish order-status").await;
    boss.hears_of("Take version 1 of").await;
    discord.hold("/members/");
    let pressed = boss.presses("Yes, unpublish").await;
    is_told_alone(&boss, pressed, "I cannot see your roles on Discord right now.").await;
    discord.release();
    presses(&mut boss, "Yes, unpublish", "order-status is unpublished").await;
    world.finish().await;
}

/// What the gateway tells depends on what a session asked for when it was begun.
#[tokio::test]
async fn a_session_is_begun_anew_when_the_operator_wants_to_hear_more() {
    let mut world = World::open().await;
    let discord = world.discord();
    let room = discord.guild("shop").channel("help");
    let mut own = config::Discord { support_channels: vec![room.id], ..settings(&discord) };
    world.connect(own.clone()).await;
    let ann = discord.person("ann", "en-US").at(&room);
    room.mentions(&ann, "thanks");
    room.hears().await;
    world.ends().await;
    discord.nobody_connected().await;
    discord.grant_message_content();
    own.message_content = true;
    world.set_up(own);
    world.restart().await;
    discord.identified(2).await;
    discord.commands_written(1).await;
    room.says(&ann, "where is my order 104233");
    assert!(room.hears().await.text.contains("Order 104233"));
    world.finish().await;
}
