//! Direct messages, rooms, threads, forums: where the bot listens, and where it answers.

use serde_json::json;

use super::with_ann;
use crate::world::bot::settings;
use crate::world::discord::{Discord, DiscordPerson, Place};
use crate::world::{Person, World};

/// Ann in a room where the bot listens.
async fn in_a_room() -> (World, Discord, Place, DiscordPerson) {
    let (world, discord, ann) = with_ann().await;
    let room = discord.guild("shop").channel("general");
    let ann = ann.at(&room);
    (world, discord, room, ann)
}

/// The same, where each request gets a thread of its own.
async fn with_private_threads() -> (World, Place, DiscordPerson) {
    let mut world = World::open().await;
    let discord = world.discord();
    let room = discord.guild("shop").channel("general");
    let mut own = settings(&discord);
    own.private_threads = true;
    world.connect(own).await;
    let ann = discord.person("ann", "en-US").at(&room);
    (world, room, ann)
}

/// An action that asks for something nobody else should read.
const SECRET: &str = r#"
name = "unlock"
description = "Unlock an account."
triggers = ["unlock my account"]

[[inputs]]
name = "pin"
instructions = "Your PIN."
kind = { type = "pattern", regex = '^\d{4}$' }
sensitive = true

[call]
method = "POST"
url = "https://shop.example.com/api/password-resets"
confirm = false
body = { pin = "{{ pin }}" }

[reply]
text = "Unlocked."
"#;

#[tokio::test]
async fn in_a_room_the_bot_answers_who_speaks_to_it_and_replies_to_them() {
    let (world, _, room, ann) = in_a_room().await;
    room.says(&ann, "where is my order");
    let said = room.mentions(&ann, "where is my order");
    let asked = room.hears().await;
    assert!(asked.text.contains("Order number"), "{asked:?}");
    assert_eq!(asked.reference, Some(said));
    room.replies(&ann, asked.id, "104233");
    assert!(room.hears().await.text.contains("Order 104233 is **shipped**"));
    world.finish().await;
}

#[tokio::test]
async fn programs_and_the_system_are_not_answered() {
    let (world, discord, room, ann) = in_a_room().await;
    let other = discord.other_bot("other").at(&room);
    room.mentions(&other, "where is my order");
    room.system_says(&ann, 7);
    room.mentions(&ann, "thanks");
    assert!(room.hears().await.text.contains("welcome"), "and nothing before");
    world.finish().await;
}

#[tokio::test]
async fn support_channels_and_their_threads_and_posts_are_listened_to() {
    let mut world = World::open().await;
    let discord = world.discord();
    discord.grant_message_content();
    let guild = discord.guild("shop");
    let (support, help, general) = (guild.channel("support"), guild.forum("help"), guild.channel("general"));
    let mut own = settings(&discord);
    own.message_content = true;
    own.support_channels = vec![support.id, help.id];
    world.connect(own).await;
    let ann = discord.person("ann", "en-US");
    general.says(&ann, "where is my order");
    support.says(&ann, "where is my order");
    assert!(support.hears().await.text.contains("Order number"));
    let thread = support.opens_thread(&ann, "mine", false);
    thread.says(&ann, "where is my order 104233");
    assert!(thread.hears().await.text.contains("Order 104233 is **shipped**"));
    let post = help.opens_thread(&ann, "a post", false);
    post.says(&ann, "where is my order 104233");
    assert!(post.hears().await.text.contains("Order 104233 is **shipped**"));
    world.finish().await;
}

#[tokio::test]
async fn a_request_may_get_a_private_thread() {
    let (world, room, ann) = with_private_threads().await;
    room.mentions(&ann, "where is my order");
    let note = room.hears().await;
    let thread = room.thread().await;
    assert!(note.text.contains(&format!("<#{}>", thread.id)), "{note:?}");
    assert!(thread.has_member(&ann));
    assert!(thread.hears().await.text.contains("Order number"));
    let ann = ann.at(&thread);
    ann.presses("Answer").await;
    ann.submits_modal(&[("Order number", "104233")]).await;
    assert!(thread.hears().await.text.contains("Order 104233 is **shipped**"));
    world.finish().await;
}

#[tokio::test]
async fn a_command_may_get_a_private_thread() {
    let (world, room, ann) = with_private_threads().await;
    ann.slash("/ask", &[("action", json!("order-status"))]);
    let note = ann.sees_next().await;
    assert_eq!(note.ephemeral_to, Some(ann.id));
    let thread = room.thread().await;
    assert!(thread.hears().await.text.contains("Order number"));
    world.finish().await;
}

#[tokio::test]
async fn commands_work_where_the_bot_may_not_write() {
    let (world, discord, ann) = with_ann().await;
    let guild = discord.guild("shop");
    let room = guild.channel("general");
    let ann = ann.at(&room);
    room.denies(twilight_model::guild::Permissions::SEND_MESSAGES);
    ann.slash("/ask", &[("action", json!("refund-request"))]);
    assert!(ann.sees_next().await.text.contains("Order number"));
    ann.presses("Answer").await;
    ann.submits_modal(&[("Order number", "104233")]).await;
    assert!(ann.sees_next().await.text.contains("Reason"));
    ann.presses("Damaged").await;
    assert!(ann.sees_next().await.text.contains("Amount"));
    // What Discord refused is as it should be.
    discord.violations();
    world.finish().await;
}

#[tokio::test]
async fn what_is_sensitive_is_asked_for_in_private() {
    let (world, _, room, ann) = in_a_room().await;
    world.import(&[("unlock.toml", SECRET)], true).await;
    room.mentions(&ann, "unlock my account");
    let asked = room.hears().await;
    assert!(asked.text.contains("in private"), "{asked:?}");
    ann.presses("Answer").await;
    ann.submits_modal(&[("Pin", "4711")]).await;
    assert!(room.hears().await.text.contains("Unlocked."));
    assert_eq!(world.api.requests()[0].json()["pin"], json!("4711"));
    world.finish().await;
}

#[tokio::test]
async fn what_is_sensitive_and_written_in_the_open_is_taken_away() {
    let (world, discord, ann) = with_ann().await;
    world.import(&[("unlock.toml", SECRET)], true).await;
    let guild = discord.guild("shop");
    guild.bot_may(twilight_model::guild::Permissions::MANAGE_MESSAGES, true);
    let room = guild.channel("general");
    let ann = ann.at(&room);
    room.mentions(&ann, "unlock my account");
    let asked = room.hears().await;
    let said = room.replies(&ann, asked.id, "4711");
    assert!(room.hears().await.text.contains("Unlocked."));
    room.sees_deleted(said).await;
    world.finish().await;
}

#[tokio::test]
async fn what_cannot_be_taken_away_is_said_to_be_there_still() {
    let (world, _, room, ann) = in_a_room().await;
    world.import(&[("unlock.toml", SECRET)], true).await;
    room.mentions(&ann, "unlock my account");
    let asked = room.hears().await;
    let secret = room.replies(&ann, asked.id, "47x1");
    let again = room.hears().await;
    assert!(again.text.contains("stays visible"), "{again:?}");
    assert_ne!(again.reference, Some(secret), "what it refers to is shown once more");
    ann.presses("Answer").await;
    ann.submits_modal(&[("Pin", "4711")]).await;
    let done = room.hears().await;
    assert!(done.text.contains("Unlocked.") && !done.text.contains("visible"), "it is said once: {done:?}");
    // Nobody can take away what the other wrote in direct messages.
    let mut direct = ann.at(&ann.dm());
    direct.says("unlock my account").await;
    direct.hears_of("Pin").await;
    direct.says("4711").await;
    let done = direct.hears().await;
    assert!(done.contains("Unlocked.") && done.contains("stays visible"), "{done}");
    world.finish().await;
}

#[tokio::test]
async fn an_edited_answer_counts_and_files_are_answered() {
    let (world, _discord, mut ann) = with_ann().await;
    ann.says("I want a refund").await;
    ann.hears_of("Order number").await;
    let said = ann.place.says(&ann, "104233");
    ann.hears_of("Reason").await;
    ann.place.edits(said, "104234");
    ann.hears_of("104234").await;
    ann.place.sends_file(&ann, "", "photo.png");
    ann.hears_of("only read text").await;
    world.finish().await;
}
