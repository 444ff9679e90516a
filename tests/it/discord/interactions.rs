//! Commands, presses and forms: answered in time, to the right person, once.

use std::time::{Duration, Instant};

use errand::domain::limits;
use serde_json::json;

use super::{asked_for_the_number, with_ann};
use crate::world::{Person, World};

/// The status of an order as a command of its own.
const OWN: &str = include_str!("../../../config/actions/order-status.toml");

fn own_command() -> String {
    OWN.replacen("name = \"order-status\"", "name = \"order-status\"\ncommand = true", 1)
}

#[tokio::test]
async fn ask_finds_actions_by_a_few_letters_and_begins_one() {
    let (world, _discord, mut ann) = with_ann().await;
    let proposed = ann.autocompletes("/ask", "action", "ordst").await;
    assert_eq!(proposed.first().map(|(_, value)| value.clone()), Some(json!("order-status")));
    let asked = ann.slash("/ask", &[("action", json!("order-status"))]);
    ann.hears_of("Order number").await;
    assert_eq!(ann.answered(asked).await, 4, "the question is the answer");
    ann.says("104233").await;
    ann.hears_of("Order 104233 is shipped").await;
    world.finish().await;
}

#[tokio::test]
async fn an_action_has_its_own_command_with_options() {
    let (world, discord, mut ann) = with_ann().await;
    world.import(&[("order-status.toml", &own_command())], true).await;
    discord.commands_written(2).await;
    ann.slash("/order-status", &[("order_number", json!("104233"))]);
    ann.hears_of("Order 104233 is shipped").await;
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn commands_are_written_only_when_they_change() {
    let (mut world, discord, mut ann) = with_ann().await;
    assert_eq!(discord.command_writes(), 1);
    asked_for_the_number(&mut ann).await;
    world.crash().await;
    world.restart().await;
    discord.resumed(1).await;
    discord.requested("GET /applications", 2).await;
    ann.says("104233").await;
    ann.hears_of("Order 104233 is shipped").await;
    assert_eq!(discord.command_writes(), 1);
    world.finish().await;
}

#[tokio::test]
async fn people_who_speak_german_have_german_commands() {
    let (world, discord, _ann) = with_ann().await;
    let mut uwe = discord.person("uwe", "de");
    uwe.slash("/aktionen", &[]);
    uwe.hears_of("Hierbei kann ich helfen").await;
    world.finish().await;
}

/// Messages carry no language, and what is done with a command or a button does.
#[tokio::test]
async fn the_language_is_that_of_the_app_until_another_is_chosen() {
    let (world, discord, _ann) = with_ann().await;
    let mut uwe = discord.person("uwe", "de");
    uwe.says("thanks").await;
    uwe.hears_of("You're welcome!").await;
    uwe.slash("/aktionen", &[]);
    uwe.hears_of("Hierbei kann ich helfen").await;
    uwe.says("danke").await;
    uwe.hears_of("Gern").await;
    uwe.says("/settings").await;
    uwe.hears_of("Sprache").await;
    uwe.presses("English").await;
    uwe.hears_of("English").await;
    uwe.slash("/aktionen", &[]);
    uwe.hears_of("I can help with these").await;
    world.finish().await;
}

#[tokio::test]
async fn what_is_not_listed_is_found_by_name() {
    let (world, _discord, mut ann) = with_ann().await;
    let action = |(name, phrase): &(&str, &str)| {
        let toml = format!(
            "name = \"{name}\"\ndescription = \"Help.\"\ntriggers = [\"{phrase}\"]\n[call]\nmethod = \"GET\"\n\
             url = \"https://shop.example.com/api/orders/104233\"\n[reply]\ntext = \"Done.\"\n"
        );
        (format!("{name}.toml"), toml)
    };
    let phrases = [("garage", "open the garage"), ("fence", "paint my fence"), ("piano", "tune a piano")];
    let actions: Vec<(String, String)> = phrases.iter().map(action).collect();
    let actions: Vec<(&str, &str)> = actions.iter().map(|(file, toml)| (file.as_str(), toml.as_str())).collect();
    let answer = world.import(&actions, true).await;
    assert!(matches!(answer, errand::runtime::AdminAnswer::Done { .. }), "{answer:?}");
    ann.slash("/actions", &[]);
    let listed = ann.hears().await;
    assert!(listed.contains("and 1 more") && listed.contains("/ask"), "{listed}");
    world.finish().await;
}

#[tokio::test]
async fn a_form_shows_an_answer_that_would_fit() {
    let (world, discord, ann) = with_ann().await;
    let room = discord.guild("shop").channel("general");
    let ann = ann.at(&room);
    ann.slash("/ask", &[("action", json!("order-status"))]);
    let whole = ann.modal().await.fields;
    ann.dismisses_modal().await;
    room.mentions(&ann, "where is my order");
    room.hears().await;
    ann.presses("Answer").await;
    let one = ann.modal().await.fields;
    assert!(!whole[0].placeholder.is_empty());
    assert_eq!(one[0].placeholder, whole[0].placeholder);
    ann.submits_modal(&[("Order number", "104233")]).await;
    assert!(room.hears().await.text.contains("Order 104233 is **shipped**"));
    world.finish().await;
}

#[tokio::test]
async fn a_slow_shop_is_no_reason_to_be_late() {
    let (world, discord, mut ann) = with_ann().await;
    world.import(&[("order-status.toml", &own_command())], true).await;
    discord.commands_written(2).await;
    world.api.hold("/api/orders/104233");
    let asked = ann.slash("/order-status", &[("order_number", json!("104233"))]);
    assert_eq!(ann.answered(asked).await, 5, "the answer is put off");
    world.until_asked(1).await;
    world.api.release();
    ann.hears_of("Order 104233 is shipped").await;
    assert!(discord.acknowledged_after().iter().all(|took| *took < Duration::from_secs(3)));
    world.finish().await;
}

#[tokio::test]
async fn the_bot_is_seen_typing_while_a_call_runs() {
    let (world, _discord, mut ann) = with_ann().await;
    asked_for_the_number(&mut ann).await;
    world.api.hold("/api/orders/104233");
    ann.says("104233").await;
    ann.place.sees_typing().await;
    world.api.release();
    ann.hears_of("Order 104233 is shipped").await;
    world.finish().await;
}

#[tokio::test]
async fn an_answer_that_comes_after_the_token_has_died_is_a_message() {
    let (world, discord, mut ann) = with_ann().await;
    world.import(&[("order-status.toml", &own_command())], true).await;
    discord.commands_written(2).await;
    world.api.hold("/api/orders/104233");
    let asked = ann.slash("/order-status", &[("order_number", json!("104233"))]);
    assert_eq!(ann.answered(asked).await, 5);
    world.until_asked(1).await;
    world.clock.pass(Duration::from_mins(16));
    world.api.release();
    ann.hears_of("Order 104233 is shipped").await;
    world.finish().await;
}

#[tokio::test]
async fn cancel_ends_what_is_open() {
    let (world, _discord, mut ann) = with_ann().await;
    asked_for_the_number(&mut ann).await;
    ann.slash("/cancel", &[]);
    ann.hears_of("Cancelled").await;
    world.finish().await;
}

#[tokio::test]
async fn a_press_ends_its_step_and_works_after_a_restart() {
    let (mut world, discord, mut ann) = with_ann().await;
    ann.says("I want a refund 104233").await;
    ann.hears_of("Reason").await;
    world.crash().await;
    world.restart().await;
    discord.resumed(1).await;
    let pressed = ann.presses("Damaged").await;
    ann.hears_of("Amount").await;
    assert_eq!(ann.answered(pressed).await, 7);
    assert_eq!(ann.place.sees_edit().await.labels(), Vec::<String>::new(), "it stays readable and is over");
    world.finish().await;
}

/// A finger that is too fast, also when the bot starts anew in between: nothing is said of it.
#[tokio::test]
async fn a_slip_of_the_finger_is_passed_over() {
    let (mut world, discord, mut ann) = with_ann().await;
    ann.says("I want a refund 104233").await;
    ann.hears_of("Reason").await;
    let message = ann.sees("Damaged").expect("a button");
    let [damaged, wrong] = ["Damaged", "Wrong item"].map(|label| ann.control(message, label));
    let presses = [ann.uses_again(message, &damaged), ann.uses_again(message, &damaged)];
    ann.hears_of("Amount").await;
    assert_eq!([ann.answered(presses[0]).await, ann.answered(presses[1]).await], [7, 6]);
    world.crash().await;
    world.restart().await;
    discord.resumed(1).await;
    let pressed = ann.uses_again(message, &damaged);
    assert_eq!(ann.answered(pressed).await, 6);
    // Another choice of the same question is an old button.
    ann.uses_again(message, &wrong);
    ann.hears_of("That belongs to an earlier question").await;
    ann.says("cancel").await;
    ann.hears_of("Cancelled").await;
    world.finish().await;
}

#[tokio::test]
async fn what_is_typed_ends_the_buttons_too() {
    let (world, _discord, mut ann) = with_ann().await;
    ann.says("I want a refund 104233").await;
    ann.hears_of("Reason").await;
    ann.says("damaged").await;
    ann.hears_of("Amount").await;
    assert_eq!(ann.place.sees_edit().await.labels(), Vec::<String>::new());
    world.finish().await;
}

#[tokio::test]
async fn only_who_was_asked_may_press() {
    let (world, discord, ann) = with_ann().await;
    let room = discord.guild("shop").channel("general");
    let (ann, eve) = (ann.at(&room), discord.person("eve", "en-US").at(&room));
    room.mentions(&ann, "I want a refund 104233");
    let asked = room.hears().await;
    assert!(asked.text.contains("Reason"), "{asked:?}");
    eve.presses("Damaged").await;
    let note = eve.sees_next().await;
    assert_eq!(note.ephemeral_to, Some(eve.id));
    assert!(note.text.contains("someone else"), "{note:?}");
    ann.presses("Damaged").await;
    assert!(room.hears().await.text.contains("Amount"));
    world.finish().await;
}

#[tokio::test]
async fn a_button_dies_after_a_quarter_of_an_hour() {
    let (mut world, _discord, mut ann) = with_ann().await;
    ann.says("I want a refund 104233").await;
    ann.hears_of("Reason").await;
    world.pass(limits::DISCORD_BUTTON_LIFE + Duration::from_secs(1)).await;
    ann.presses("Damaged").await;
    ann.hears_of("This button no longer works").await;
    world.finish().await;
}

#[tokio::test]
async fn a_form_asks_for_everything_in_a_room() {
    let (world, discord, ann) = with_ann().await;
    let room = discord.guild("shop").channel("general");
    let ann = ann.at(&room);
    ann.slash("/ask", &[("action", json!("order-status"))]);
    ann.submits_modal(&[("Order number", "104233")]).await;
    assert!(room.hears().await.text.contains("Order 104233 is **shipped**"));
    world.finish().await;
}

#[tokio::test]
async fn a_question_in_a_room_is_answered_by_its_form_also_after_a_restart() {
    let (mut world, discord, ann) = with_ann().await;
    let room = discord.guild("shop").channel("general");
    let (ann, eve) = (ann.at(&room), discord.person("eve", "en-US").at(&room));
    room.mentions(&ann, "where is my order");
    assert!(room.hears().await.text.contains("Order number"));
    world.crash().await;
    world.restart().await;
    discord.resumed(1).await;
    eve.presses("Answer").await;
    assert!(eve.sees_next().await.text.contains("someone else"));
    ann.presses("Answer").await;
    ann.submits_modal(&[("Order number", "104233")]).await;
    assert!(room.hears().await.text.contains("Order 104233 is **shipped**"));
    world.finish().await;
}

#[tokio::test]
async fn an_unknown_action_is_said_privately() {
    let mut world = World::open().await;
    let discord = world.on_discord().await;
    let room = discord.guild("shop").channel("general");
    let ann = discord.person("ann", "en-US").at(&room);
    ann.slash("/ask", &[("action", json!("world-peace"))]);
    let note = ann.sees_next().await;
    assert_eq!(note.ephemeral_to, Some(ann.id));
    world.finish().await;
}

/// What has its answer keeps nobody from ending.
#[tokio::test]
async fn a_process_that_ends_does_not_wait_for_what_is_answered() {
    let mut world = World::open().await;
    let discord = world.on_discord().await;
    let mut ann = discord.person("ann", "en-US");
    ann.slash("/actions", &[]);
    ann.hears_of("Order status").await;
    let began = Instant::now();
    world.stops().await;
    assert!(began.elapsed() < limits::DISCORD_PUT_OFF / 2, "it waited for {:?}", began.elapsed());
    world.restart().await;
    world.finish().await;
}
