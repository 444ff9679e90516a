//! Previews that something happens to: a restart, somebody else, a secret that is not there.

use errand::admin::Role;

use crate::world::console::ConsolePerson;
use crate::world::telegram::{Private, Telegram};
use crate::world::{CLAIM, Person, World};

const REFUND: &str = include_str!("../../../config/actions/refund-request.toml");
const ORDER_STATUS: &str = crate::actions::EXAMPLES[0].1;

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

async fn presses(who: &Private, label: &str, what: &str) {
    who.presses(label).await;
    hears(who, what).await;
}

/// Nobody notices the restart: not who presses what the card offers, nor who was in the middle of it.
#[tokio::test]
async fn a_preview_goes_on_after_a_restart() {
    let mut world = World::empty().await;
    world.import(&[("refund-request.toml", REFUND)], false).await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    boss.says("/action preview refund-request");
    hears(&boss, "Preview of refund-request, version 1 (draft).").await;
    world.crash().await;
    world.restart().await;
    boss.presses("I want a refund").await;
    hears_at_last(&boss, "Preview · Order number").await;
    world.stops().await;
    world.restart().await;
    for (said, heard) in [("104233", "Reason"), ("Damaged", "Amount"), ("skip", "Comment"), ("skip", "Please check")] {
        boss.says(said);
        hears_at_last(&boss, heard).await;
    }
    presses(&boss, "Yes", "Preview · Send it for real, or only show the request?").await;
    presses(&boss, "Dry run", "Preview: the call").await;
    hears(&boss, "Dry run: nothing was sent.").await;
    hears(&boss, "That was the preview.").await;
    assert!(world.api.requests().is_empty(), "{:?}", world.api.requests());
    presses(&boss, "End preview", "The preview has ended.").await;
    world.stops().await;
    world.restart().await;
    boss.says("I want a refund");
    hears_at_last(&boss, "I can't do anything here yet").await;
    world.finish().await;
}

/// Who is interrupted is told by whom, and what they write next is not taken for a customer's.
#[tokio::test]
async fn who_ends_somebody_elses_preview_is_named() {
    let mut world = World::empty().await;
    world.import(&[("order-status.toml", ORDER_STATUS)], false).await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    boss.says("/action preview order-status");
    hears(&boss, "Preview of order-status").await;
    boss.says("where is my order");
    hears(&boss, "Preview · Order number").await;
    assert!(world.admin("/action publish order-status").await.contains("is published"));
    hears(&boss, "The preview of order-status has ended: boss has published a version.").await;
    world.crash().await;
    world.restart().await;
    boss.says("104233");
    hears_at_last(&boss, "That was not taken for a customer's message.").await;
    presses(&boss, "Preview again", "Preview of order-status, version 1 (published).").await;
    assert!(world.admin("/action unpublish order-status").await.contains("is unpublished"));
    hears(&boss, "boss has unpublished it.").await;
    boss.says("where is my order");
    hears(&boss, "That was not taken").await;
    boss.says("where is my order");
    hears(&boss, "I can't do anything here yet").await;
    assert!(world.api.requests().is_empty());
    world.finish().await;
}

/// What its card offers is pressed when it is over.
#[tokio::test]
async fn a_phrase_of_a_preview_that_is_over_is_nobodys() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    boss.says("/action preview order-status");
    hears(&boss, "Preview of order-status").await;
    boss.says("/action preview off");
    hears(&boss, "The preview has ended.").await;
    boss.presses_gone("where is my order");
    hears(&boss, "That was not taken for a customer's message.").await;
    presses(&boss, "Preview again", "Preview of order-status").await;
    presses(&boss, "where is my order", "Preview · Order number").await;
    world.finish().await;
}

/// What the team tries and says is neither a customer's session nor what customers say.
#[tokio::test]
async fn what_an_admin_is_at_as_a_customer_goes_on_after_a_preview() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    boss.says("where is my order");
    hears(&boss, "Order number").await;
    boss.says("/action preview order-status");
    hears(&boss, "Preview of order-status").await;
    presses(&boss, "where is my order", "Preview · Order number").await;
    boss.says("/action preview off");
    hears(&boss, "The preview has ended.\nBack to “Order status”.").await;
    boss.says("104233");
    hears_at_last(&boss, "is shipped").await;
    boss.says("/action stats order-status");
    assert!(boss.hears().await.file.is_some(), "the chart");
    let stats = boss.hears().await.to_string();
    assert!(stats.contains("1 started, 1 completed, 0 failed, 0 abandoned"), "{stats}");
    boss.says("what about my thingamajig");
    hears_at_last(&boss, "I did not understand").await;
    boss.says("/action misses");
    hears_at_last(&boss, "There are no messages on record").await;
    world.finish().await;
}

#[tokio::test]
async fn a_sample_is_offered_as_soon_as_it_is_pinned() {
    let mut world = World::empty().await;
    world.import(&[("refund-request.toml", REFUND)], false).await;
    let mut dora = ConsolePerson::sit_down(&mut world, "dora", Role::Admin);
    dora.says("/action preview refund-request").await;
    dora.hears().await;
    for said in ["I want a refund", "104233", "Damaged", "skip", "skip"] {
        dora.says(said).await;
        dora.hears().await;
    }
    let pinned = world.admin("/action pin refund-request {\"reference\": \"R-99\"}").await;
    assert!(pinned.contains("is pinned"), "{pinned}");
    dora.says("yes").await;
    dora.hears_of("Use sample response").await;
    dora.says("cancel").await;
    dora.hears().await;
    drop(dora);
    world.finish().await;
}

/// Whoever tries it is told what is missing and how to give it; the team is not.
#[tokio::test]
async fn a_preview_says_which_secret_is_missing() {
    let mut world = World::empty().await;
    world.import(&[("order-status.toml", ORDER_STATUS), ("refund-request.toml", REFUND)], false).await;
    let mut dora = ConsolePerson::sit_down(&mut world, "dora", Role::Admin);
    for name in ["order-status", "refund-request"] {
        for said in [&format!("/action edit {name}"), "6", "2", "header X-Api-Key other_key", "save"] {
            dora.says(said).await;
            dora.hears().await;
        }
    }
    dora.says("/action preview order-status").await;
    dora.hears().await;
    dora.says("where is my order 104233").await;
    dora.hears_of("Preview · I can't do this at the moment").await;
    dora.hears_of("Why it fails: the secret other_key has no usable value.").await;
    dora.hears_of("That was the preview.").await;
    dora.says("/action preview refund-request").await;
    dora.hears().await;
    for said in ["I want a refund", "104233", "Damaged", "skip", "skip", "yes"] {
        dora.says(said).await;
        dora.hears().await;
    }
    dora.says("dry run").await;
    dora.hears_of("Preview · I can't do this at the moment").await;
    dora.hears_of("errand secret set other_key").await;
    dora.hears_of("That was the preview.").await;
    drop(dora);
    let mut store = world.finish().await;
    assert_eq!(store.unseen_notices(10).await.expect("rows"), []);
}
