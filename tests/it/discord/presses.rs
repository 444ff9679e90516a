//! Presses that are looked at before anything happens: pages that are turned, answers that are changed in a form; and
//! a core loop that is in no state to look.

use std::time::Duration;

use errand::domain::limits;
use serde_json::json;

use super::{asked_for_the_number, with_ann};
use crate::world::discord::{Discord, DiscordPerson};
use crate::world::{Person, World};

/// A choice among so many shops.
fn find_shop(shops: usize) -> String {
    let options: Vec<String> = (1..=shops).map(|number| format!("\"Shop {number}\"")).collect();
    format!(
        "name = \"find-shop\"\ndescription = \"Find a shop.\"\ntriggers = [\"find a shop\"]\n\
         [[inputs]]\nname = \"shop\"\ninstructions = \"Which one?\"\n\
         kind = {{ type = \"choice\", options = [{}] }}\n\
         [call]\nmethod = \"GET\"\nurl = \"https://shop.example.com/api/orders/104233\"\nquery = {{ shop = \"{{{{ shop }}}}\" }}\n\
         [reply]\ntext = \"It is {{{{ shop }}}}.\"\n",
        options.join(", ")
    )
}

async fn with_shops(shops: usize) -> (World, Discord, DiscordPerson) {
    let (world, discord, ann) = with_ann().await;
    world.import(&[("find-shop.toml", &find_shop(shops))], true).await;
    (world, discord, ann)
}

/// Turns the page, and gives what can be chosen and pressed then.
async fn turns(ann: &DiscordPerson, button: &str) -> Vec<String> {
    let turned = ann.presses(button).await;
    let labels = ann.place.sees_edit().await.labels();
    assert_eq!(ann.answered(turned).await, 7, "the message itself changes");
    labels
}

#[tokio::test]
async fn many_choices_are_a_menu() {
    let (world, _discord, mut ann) = with_shops(25).await;
    ann.says("find a shop").await;
    let asked = ann.hears_of("Which one?").await;
    assert!(!asked.contains("More"), "one page: {asked}");
    ann.selects("Shop 17").await;
    ann.hears_of("It is Shop 17.").await;
    world.finish().await;
}

#[tokio::test]
async fn many_choices_are_on_pages_wherever_they_are_asked_for() {
    let (world, discord, ann) = with_shops(60).await;
    let room = discord.guild("shop").channel("general");
    let thread = room.opens_thread(&ann.at(&room), "mine", false);
    for place in [ann.dm(), room, thread] {
        let ann = ann.at(&place);
        place.mentions(&ann, "find a shop");
        let asked = place.hears().await;
        assert!(asked.text.contains("Which one?") && !asked.labels().contains(&"Shop 26".to_owned()), "{asked:?}");
        let second = turns(&ann, "More ▶").await;
        assert_eq!((second.first().map(String::as_str), second.len()), (Some("Shop 26"), 25 + 2 + 1));
        let third = turns(&ann, "More ▶").await;
        assert_eq!(
            (&third[..1], &third[9..]),
            (&["Shop 51".to_owned()][..], &["Shop 60", "◀ Previous", "Cancel"].map(str::to_owned)[..])
        );
        turns(&ann, "◀ Previous").await;
        ann.selects("Shop 30").await;
        assert!(place.hears().await.text.contains("It is Shop 30."));
        assert_eq!(place.sees_edit().await.labels(), Vec::<String>::new(), "it is over");
    }
    world.finish().await;
}

#[tokio::test]
async fn pages_are_turned_after_a_restart_and_choices_typed_on_any_of_them() {
    let (mut world, discord, mut ann) = with_shops(60).await;
    ann.says("find a shop").await;
    ann.hears_of("Which one?").await;
    turns(&ann, "More ▶").await;
    world.crash().await;
    world.restart().await;
    discord.resumed(1).await;
    turns(&ann, "More ▶").await;
    ann.says("shop 7").await;
    ann.hears_of("It is Shop 7.").await;
    assert_eq!(ann.place.sees_edit().await.labels(), Vec::<String>::new(), "it is over");
    world.finish().await;
}

#[tokio::test]
async fn pages_are_for_who_was_asked_and_end_with_the_question() {
    let (mut world, discord, ann) = with_shops(60).await;
    let room = discord.guild("shop").channel("general");
    let (mut ann, eve) = (ann.at(&room), discord.person("eve", "en-US").at(&room));
    room.mentions(&ann, "find a shop");
    let asked = room.hears().await;
    let more = asked.rows.iter().flatten().find(|control| control.label == "More ▶").expect("a button").clone();
    eve.presses("More ▶").await;
    assert!(eve.sees_next().await.text.contains("someone else"));
    discord.deliver_twice(true);
    turns(&ann, "More ▶").await;
    discord.deliver_twice(false);
    ann.uses_again(asked.id, &more);
    room.sees_edit().await;
    ann.presses("Cancel").await;
    ann.hears_of("Cancelled").await;
    room.sees_edit().await;
    ann.uses_again(asked.id, &more);
    ann.hears_of("This button no longer works").await;
    room.mentions(&ann, "find a shop");
    room.hears().await;
    world.pass(limits::DISCORD_BUTTON_LIFE + Duration::from_secs(1)).await;
    ann.presses("More ▶").await;
    ann.hears_of("This button no longer works").await;
    world.finish().await;
}

/// Ann has answered everything about her refund and is asked what to change.
async fn about_to_change(ann: &mut DiscordPerson) {
    for (said, heard) in [
        ("I want a refund 104233", "Reason"),
        ("damaged", "Amount"),
        ("12.50", "Comment"),
        ("It smells.", "Shall I go ahead?"),
        ("no", "What would you like to change?"),
    ] {
        ann.says(said).await;
        ann.hears_of(heard).await;
    }
}

#[tokio::test]
async fn an_answer_is_changed_in_a_form_that_holds_it() {
    let (mut world, discord, mut ann) = with_ann().await;
    about_to_change(&mut ann).await;
    for (round, (label, held, now)) in
        [("Order number", "104233", "104234"), ("Amount", "12.5", "13"), ("Comment", "It smells.", "It smells a lot.")]
            .into_iter()
            .enumerate()
    {
        ann.presses(label).await;
        let form = ann.modal().await;
        assert_eq!(form.fields[0].value, held);
        assert!(form.fields[0].label.chars().count() <= limits::DISCORD_LABEL_CHARS, "{form:?}");
        // The form stays open on her screen while the bot starts anew.
        world.crash().await;
        world.restart().await;
        discord.resumed(round + 1).await;
        let sent = ann.submits_modal(&[(label, now)]).await;
        ann.hears_of(now).await;
        assert_eq!(ann.answered(sent).await, 7, "the step is over");
        ann.says("no").await;
        ann.hears_of("What would you like to change?").await;
    }
    world.finish().await;
}

#[tokio::test]
async fn a_choice_is_changed_in_the_chat_and_a_form_that_comes_too_late_changes_nothing() {
    let (world, _discord, mut ann) = with_ann().await;
    about_to_change(&mut ann).await;
    ann.presses("Order number").await;
    ann.modal().await;
    ann.presses("Reason").await;
    ann.hears_of("Why would you like your money back?").await;
    ann.submits_modal(&[("Order number", "104234")]).await;
    ann.hears_of("That belongs to an earlier question").await;
    ann.presses("Wrong item").await;
    assert!(ann.hears_of("Shall I go ahead?").await.contains("104233"), "nothing has changed but the reason");
    world.finish().await;
}

#[tokio::test]
async fn a_wrong_change_is_explained() {
    let (world, _discord, mut ann) = with_ann().await;
    about_to_change(&mut ann).await;
    ann.presses("Order number").await;
    ann.submits_modal(&[("Order number", "12")]).await;
    ann.hears_of("exactly 6 digits").await;
    ann.says("104234").await;
    ann.hears_of("104234").await;
    world.finish().await;
}

#[tokio::test]
async fn what_is_sensitive_is_not_shown_again_by_its_form() {
    let (world, _discord, mut ann) = with_ann().await;
    let unlock = "name = \"unlock\"\ndescription = \"Unlock an account.\"\ntriggers = [\"unlock my account\"]\n\
         [[inputs]]\nname = \"pin\"\ninstructions = \"Your PIN.\"\nkind = { type = \"pattern\", regex = '^\\d{4}$' }\n\
         sensitive = true\n\
         [call]\nmethod = \"POST\"\nurl = \"https://shop.example.com/api/password-resets\"\nbody = { pin = \"{{ pin }}\" }\n\
         [reply]\ntext = \"Unlocked.\"\n";
    world.import(&[("unlock.toml", unlock)], true).await;
    ann.says("unlock my account").await;
    ann.hears_of("Your PIN.").await;
    ann.presses("Answer").await;
    ann.submits_modal(&[("Pin", "4711")]).await;
    ann.hears_of("Shall I go ahead?").await;
    ann.says("no").await;
    ann.hears_of("What would you like to change?").await;
    ann.presses("Pin").await;
    assert_eq!(ann.modal().await.fields[0].value, "");
    ann.submits_modal(&[("Pin", "4712")]).await;
    ann.hears_of("Shall I go ahead?").await;
    ann.presses("Yes").await;
    ann.hears_of("Unlocked.").await;
    assert_eq!(world.api.requests()[0].json()["pin"], json!("4712"));
    world.finish().await;
}

#[tokio::test]
async fn a_core_loop_that_stands_still_is_no_reason_to_be_late() {
    let (world, discord, mut ann) = with_shops(60).await;
    let (mut bob, mut eve, mut dora) =
        (discord.person("bob", "en-US"), discord.person("eve", "en-US"), discord.person("dora", "en-US"));
    ann.says("I want a refund 104233").await;
    ann.hears_of("Reason").await;
    eve.says("find a shop").await;
    eve.hears_of("Which one?").await;
    about_to_change(&mut dora).await;
    world.stalls();
    let pressed = ann.presses("Damaged").await;
    let asked = bob.slash("/ask", &[("action", json!("order-status"))]);
    let turned = eve.presses("More ▶").await;
    let changed = dora.presses("Order number").await;
    assert_eq!(ann.answered(pressed).await, 6);
    assert_eq!(bob.answered(asked).await, 5);
    assert_eq!(eve.answered(turned).await, 6);
    assert_eq!(dora.answered(changed).await, 6, "a form cannot be put off");
    assert!(discord.acknowledged_after().iter().all(|took| *took < Duration::from_secs(3)));
    world.goes_on();
    ann.hears_of("Amount").await;
    assert_eq!(ann.place.sees_edit().await.labels(), Vec::<String>::new(), "the step is over");
    bob.hears_of("Order number").await;
    eve.selects("Shop 26").await;
    eve.hears_of("It is Shop 26.").await;
    dora.hears_of("Order number").await;
    world.finish().await;
}

#[tokio::test]
async fn steps_end_without_a_request_of_their_own_where_that_is_possible() {
    let (world, discord, mut ann) = with_ann().await;
    let before = discord.requests().len();
    asked_for_the_number(&mut ann).await;
    ann.says("104233").await;
    ann.hears_of("Order 104233 is shipped").await;
    assert_eq!(discord.requests()[before..].len(), 2, "a question and an answer");
    ann.says("I want a refund 104233").await;
    ann.hears_of("Reason").await;
    for (label, heard) in [("Damaged", "Amount"), ("Skip", "Comment"), ("Skip", "Shall I go ahead?")] {
        let pressed = ann.presses(label).await;
        ann.hears_of(heard).await;
        assert_eq!(ann.answered(pressed).await, 7);
    }
    ann.presses("Yes").await;
    ann.hears_of("has reached us").await;
    world.finish().await;
    let sent = &discord.requests()[before..];
    let patched: Vec<&String> = sent.iter().filter(|request| request.starts_with("PATCH")).collect();
    assert_eq!(patched, Vec::<&String>::new(), "presses end their steps themselves");
}
