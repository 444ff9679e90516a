//! Admins at work on a platform, with customers there and elsewhere.

use std::net::SocketAddr;

use errand::store::AuditRow;

use crate::actions::EXAMPLES;
use crate::world::discord::DiscordPerson;
use crate::world::telegram::{Fault, Private, Telegram};
use crate::world::{CLAIM, Person, World};

/// Somebody who has claimed the bot.
async fn boss(telegram: &Telegram) -> Private {
    let boss = telegram.person("boss", "en").private();
    boss.says(&format!("/claim {CLAIM}"));
    hears(&boss, "You are an admin now.").await;
    boss
}

async fn hears(who: &Private, what: &str) -> String {
    let heard = who.hears().await.to_string();
    assert!(heard.contains(what), "expected something with {what:?}, heard:\n{heard}");
    heard
}

async fn hears_at_last(who: &Private, what: &str) {
    while !who.hears().await.to_string().contains(what) {}
}

/// Presses a button, which is answered at once, and reads what follows.
async fn presses(who: &Private, label: &str, what: &str) -> String {
    who.presses(label).await;
    hears(who, what).await
}

fn verbs(audit: &[AuditRow]) -> Vec<&str> {
    audit.iter().rev().map(|row| row.entry.verb.as_str()).collect()
}

#[tokio::test]
async fn the_first_admin_claims_the_bot_once() {
    let mut world = World::empty().await;
    let telegram = world.telegram();
    let early = telegram.person("early", "en").private();
    early.says("/action list");
    hears(&early, "You may not use /action list.").await;
    early.says("/claim GUESSED");
    hears(&early, "That code is not right").await;
    let boss = boss(&telegram).await;
    early.says(&format!("/claim {CLAIM}"));
    hears(&early, "That code is not right").await;
    world.crash().await;
    world.restart().await;
    // What was not confirmed before the kill comes again.
    boss.says("/action");
    hears_at_last(&boss, "There are no actions yet.").await;
    early.says("/action");
    hears_at_last(&early, "You may not use").await;
    let mut store = world.finish().await;
    assert_eq!(verbs(&store.audit(None, 10).await.expect("rows")), ["claim"]);
}

/// A whole action, from nothing but what the bot asks.
async fn made_step_by_step(boss: &Private, address: SocketAddr) {
    presses(boss, "New action", "What is the action called?").await;
    let request = format!("GET http://{address}/api/orders/{{{{ order_number }}}}");
    for (said, heard) in [
        ("order-status", "What does it do?"),
        ("Look up where an order is.", "What do customers write when they want this?"),
        ("where is my order", "Noted, that is one phrase."),
        ("done", "What must the customer be asked?"),
        ("order_number: The 6-digit number from your confirmation e-mail.", "Noted: order_number"),
        ("done", "Which request does the work?"),
        (request.as_str(), "How does the API know that the request is from you?"),
        ("2", "Where does the key go?"),
        ("header X-Api-Key shop_key", "Which fields of the API's answer may reach the chat?"),
        ("status", "Noted, that is one field."),
        ("done", "Is anything inside those fields to stay hidden?"),
        ("done", "What is the reply when it worked?"),
        ("Order {{ order_number }} is {{ status }}.", "And when the API finds nothing (404)?"),
        ("skip", "This is the action so far:"),
    ] {
        boss.says(said);
        hears(boss, heard).await;
    }
    presses(boss, "Save draft", "order-status is new: version 1 is a draft.").await;
}

#[tokio::test]
async fn the_whole_life_of_an_action_on_telegram() {
    let mut world = World::empty().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    world.on_discord().await;
    let mut ann = DiscordPerson::join(&mut world, "ann").await;

    boss.says("/action");
    hears(&boss, "There are no actions yet.").await;
    made_step_by_step(&boss, world.api.address).await;
    ann.says("where is my order").await;
    ann.hears_of("I can't do anything here yet").await;

    presses(&boss, "Preview", "Preview of order-status, version 1 (draft).").await;
    boss.says("where is my order");
    hears(&boss, "Order number").await;
    boss.says("104233");
    hears(&boss, "Preview: the call").await;
    hears(&boss, "Order 104233 is").await;
    hears(&boss, "That was the preview.").await;
    presses(&boss, "End preview", "The preview has ended.").await;

    boss.says("/action publish order-status");
    hears(&boss, "Publish version 1 of order-status?").await;
    presses(&boss, "Yes, publish", "order-status: version 1 is published.").await;
    ann.says("where is my order 104233").await;
    ann.hears_of("Order 104233 is").await;

    boss.says("/action edit order-status");
    hears(&boss, "what is published does not change").await;
    presses(&boss, "New draft beside it", "version 2 is a new draft").await;
    presses(&boss, "Edit", "This is the action so far:").await;
    presses(&boss, "Description", "What does it do?").await;
    boss.says("See how far an order is.");
    hears(&boss, "2. Description: See how far an order is.").await;
    presses(&boss, "Save draft", "draft version 2 is changed").await;
    presses(&boss, "Publish…", "It replaces version 1. What changes").await;
    presses(&boss, "Yes, publish", "version 2 is published").await;
    boss.says("/action rollback order-status 1");
    hears(&boss, "Make a new draft of order-status (version 3)").await;
    presses(&boss, "Yes, make the draft", "version 3 is a new draft, as version 1 was").await;
    presses(&boss, "Publish…", "It replaces version 2. What changes").await;
    presses(&boss, "Yes, publish", "version 3 is published").await;

    boss.says("/action export order-status");
    let file = boss.hears().await.file.expect("a document");
    assert!(String::from_utf8_lossy(&telegram.file(&file)).contains("name = \"order-status\""));
    hears(&boss, "order-status").await;
    boss.says("/action runs");
    hears(&boss, "order-status v1: done (status 200)").await;
    boss.says("/action stats order-status");
    assert!(boss.hears().await.file.is_some(), "the chart");
    hears(&boss, "1 started, 1 completed").await;
    boss.says("/action unpublish order-status");
    hears(&boss, "Take version 3 of order-status away").await;
    presses(&boss, "Yes, unpublish", "order-status is unpublished").await;
    presses(&boss, "Delete…", "Delete order-status for good").await;
    presses(&boss, "Yes, delete", "order-status is deleted, with all its 3 versions.").await;
    ann.says("where is my order").await;
    ann.hears_of("I can't do anything here yet").await;
    let mut store = world.finish().await;
    let audit = store.audit(None, 20).await.expect("rows");
    let before = ["claim", "create", "publish", "draft", "edit", "publish"];
    let after = ["rollback", "publish", "unpublish", "delete"];
    assert_eq!(verbs(&audit), [&before[..], &after[..]].concat());
    assert!(audit[0].entry.place.starts_with("telegram/"), "{:?}", audit[0]);
}

/// Killed after the change and before its answer: it is done once, and the answer comes.
#[tokio::test]
async fn a_kill_loses_no_answer_and_publishes_once() {
    let mut world = World::empty().await;
    world.import(&[("order-status.toml", EXAMPLES[0].1)], false).await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    boss.says("/action publish order-status");
    hears(&boss, "Publish version 1 of order-status?").await;
    let asked = telegram.requests("sendMessage").len();
    telegram.fails("sendMessage", Fault::Server(500), 1);
    boss.presses("Yes, publish").await;
    telegram.asked("sendMessage", asked + 1).await;
    world.crash().await;
    world.restart().await;
    hears(&boss, "version 1 is published").await;
    let mut store = world.finish().await;
    let published = store.audit(None, 20).await.expect("rows");
    assert_eq!(verbs(&published).iter().filter(|verb| **verb == "publish").count(), 1);
}

/// A bug of ours in a command: the admin is told, and everything goes on.
#[tokio::test]
async fn a_command_that_panics_ends_nothing() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    world.clock.breaks_once();
    boss.says("/action show order-status");
    hears(&boss, "nothing has been done").await;
    boss.says("/action show order-status");
    hears(&boss, "order-status · published v1").await;
    telegram.all_confirmed().await;
    assert_eq!(world.errors().len(), 1);
    world.finish().await;
}

/// Phones begin with a capital, and some name the bot in front.
#[tokio::test]
async fn a_command_is_one_however_it_is_spelled() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    for typed in ["/Action list", "/ACTION List", "@errand_test_bot /Action"] {
        boss.says(typed);
        hears(&boss, "order-status · published v1").await;
    }
    world.finish().await;
}

/// In a group anybody reads along: previews and what customers said are not for there. Buttons are for those who may.
#[tokio::test]
async fn a_group_is_no_place_for_previews() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    boss(&telegram).await;
    let (boss, ann) = (telegram.person("boss", "en"), telegram.person("ann", "en"));
    let group = telegram.group("Shop", &[&boss, &ann]);
    group.says(&boss, "/action preview order-status");
    let heard = group.hears().await.to_string();
    assert!(heard.contains("so they run only in private."), "{heard}");
    group.says(&boss, "/action show order-status");
    let heard = group.hears().await.to_string();
    assert!(heard.contains("order-status · published v1"), "{heard}");
    group.presses(&ann, "Unpublish…").await;
    assert!(ann.notice().await.text.is_some(), "she is told why nothing happens");
    world.finish().await;
}

/// What others may have said counts for nothing, and what is open waits for the admin's own word.
#[tokio::test]
async fn somebody_elses_yes_disturbs_nothing() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    boss.says("/action unpublish order-status");
    hears(&boss, "Take version 1 of order-status away").await;
    boss.forwards("yes");
    hears(&boss, "A forwarded message does not count as a command.").await;
    boss.says("no");
    hears(&boss, "Nothing was changed.").await;
    boss.forwards("/action bogus");
    hears(&boss, "A forwarded message does not count as a command.").await;
    let mut store = world.finish().await;
    assert!(!verbs(&store.audit(None, 20).await.expect("rows")).contains(&"unpublish"));
}

/// A code that others have read makes nobody an admin any more.
#[tokio::test]
async fn the_code_is_for_a_direct_chat() {
    let mut world = World::empty().await;
    let telegram = world.telegram();
    let (boss, ann) = (telegram.person("boss", "en"), telegram.person("ann", "en"));
    let group = telegram.group("Shop", &[&boss, &ann]);
    group.says(&boss, &format!("/claim {CLAIM}"));
    let told = group.hears().await.to_string();
    assert!(told.contains("The code is for a direct chat with me") && !told.contains("an admin now"), "{told}");
    let (boss, ann) = (boss.private(), ann.private());
    ann.says(&format!("/claim {CLAIM}"));
    hears(&ann, "That code is not right").await;
    boss.says("/claim");
    hears(&boss, "with the code that Errand printed at its start").await;
    let printed = world.finds("in a direct chat: /claim ");
    let code = printed[0].split("/claim ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a code");
    boss.says(&format!("/claim {code}"));
    hears(&boss, "You are an admin now.").await;
    world.finish().await;
}
