//! Notices of calls that nobody saw end, where a team works: each keeps its buttons until its call is settled, says then
//! who has settled it, and whoever comes later reads it too.

use errand::domain::conversation::{Channel, ConversationId};
use serde_json::json;

use super::settling::{boss, hears, left_unknown};
use crate::world::console::ConsolePerson;
use crate::world::telegram::{Group, Someone, Telegram};
use crate::world::{Person, World};

/// A group in which the team works: Ada and Bob are admins there.
async fn team(world: &mut World, telegram: &Telegram) -> (Group, Someone) {
    let ada = telegram.person("Ada", "en");
    let group = telegram.group("team", &[&ada]);
    let place = group.id().to_string();
    let admins = format!("{},{}", ada.id, telegram.person("Bob", "en").id);
    world.sets_telegram(&[("ADMINS", &admins), ("PRIVATE_CHAT", &place)]);
    world.tells_admins(ConversationId { channel: Channel::Telegram, place: place.into(), person: "".into() }).await;
    ada.private().says("/start");
    ada.private().hears().await;
    (group, ada)
}

async fn told(group: &Group, what: &str) -> i32 {
    let heard = group.hears().await;
    assert!(heard.text.contains(what), "expected {what:?}, heard:\n{heard}");
    heard.id
}

#[tokio::test]
async fn a_notice_keeps_its_buttons_until_its_own_call_is_settled() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let (group, ada) = team(&mut world, &telegram).await;
    let (mut ann, mut bob) =
        (ConsolePerson::join(&mut world, "ann").await, ConsolePerson::join(&mut world, "bob").await);
    let one = left_unknown(&mut world, &mut ann).await;
    let first = told(&group, &one).await;
    let other = left_unknown(&mut world, &mut bob).await;
    let second = told(&group, &other).await;
    assert_eq!(group.message(first).labels().len(), 5, "{}", group.message(first));
    group.presses_in(&ada, first, "Done");
    told(&group, "The customer was not told anything.").await;
    let closed = group.becomes(first, |heard| heard.text.contains("Ada has settled it")).await;
    assert!(closed.text.contains(&one) && closed.labels().is_empty(), "{closed}");
    assert_eq!(group.message(second).labels().len(), 5, "{}", group.message(second));
    // Whoever looks it up reads it too, and the other one still waits for everybody.
    group.says(&ada, &format!("/action runs {one}"));
    told(&group, "Settled by Ada").await;
    for _ in 0..2 {
        group.says(&ada, "/action notices");
        let waiting = group.hears().await;
        assert!(waiting.text.contains(&other), "{waiting}");
    }
    group.presses_in(&ada, second, "Done");
    told(&group, "The customer was not told anything.").await;
    group.becomes(second, |heard| heard.labels().is_empty()).await;
    // A press that was on its way says who was faster.
    group.presses_gone(&ada, "Tell customer: not done");
    told(&group, "has settled").await;
    drop((ann, bob));
    world.finish().await;
}

/// A card that was looked up is as good as a notice, wherever it stands.
#[tokio::test]
async fn every_card_of_a_call_is_closed_when_one_is_pressed() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let (group, ada) = team(&mut world, &telegram).await;
    let mut ann = ConsolePerson::join(&mut world, "ann").await;
    let reference = left_unknown(&mut world, &mut ann).await;
    let notice = told(&group, &reference).await;
    let private = ada.private();
    private.says(&format!("/action runs {reference}"));
    let card = private.hears().await;
    for shown in ["For: ann on a terminal", "104233", "Damaged", "POST http://", "It may or may not have been done."] {
        assert!(card.text.contains(shown), "{shown}\n{card}");
    }
    private.says("/action list");
    private.hears().await;
    assert!(private.message(card.id).labels().contains(&"Done"), "{}", private.message(card.id));
    group.presses_in(&ada, notice, "Tell customer: done");
    told(&group, "the customer is told").await;
    ann.hears_of("it was done").await;
    private.becomes(card.id, |heard| heard.text.contains("Ada has settled it") && heard.labels().is_empty()).await;
    // What the customer gave has gone with it.
    private.says(&format!("/action runs {reference}"));
    let closed = private.hears().await;
    assert!(closed.text.contains("1••••3") && !closed.text.contains("104233"), "{closed}");
    drop(ann);
    world.finish().await;
}

/// Two admins, and a question: it is answered by whom it asks, and nobody else's press decides it.
#[tokio::test]
async fn a_question_is_decided_by_whom_it_asks() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let (group, ada) = team(&mut world, &telegram).await;
    let bob = telegram.person("Bob", "en");
    group.lets_in(&bob);
    group.says(&ada, "/action unpublish order-status");
    let asked = told(&group, "Take version 1 of").await;
    group.presses_in(&bob, asked, "Yes, unpublish");
    assert_eq!(
        bob.notice().await.text.as_deref(),
        Some("This question is for someone else. Write to me and I'll ask you too.")
    );
    assert_eq!(group.message(asked).labels(), ["Yes, unpublish", "Leave it"]);
    // What others may do for themselves, they may: on their own question, and it is said by whom.
    group.says(&bob, "/action unpublish order-status");
    told(&group, "Take version 1 of").await;
    group.presses(&bob, "Yes, unpublish").await;
    told(&group, "order-status is unpublished").await;
    group.presses_in(&ada, asked, "Yes, unpublish");
    let refused = told(&group, "is not published").await;
    assert!(group.message(asked).labels().is_empty(), "{}", group.message(refused));
    world.finish().await;
}

/// Nobody can say whether a request that was answered by an error of the server was done.
#[tokio::test]
async fn an_error_of_the_server_leaves_a_writing_call_unknown() {
    let mut world = World::open().await;
    let mut ann = ConsolePerson::join(&mut world, "ann").await;
    world.api.answers(|_| (500, json!({})));
    for said in ["I want a refund", "104233", "Damaged", "skip", "skip"] {
        ann.says(said).await;
        ann.hears().await;
    }
    ann.says("yes").await;
    let told = ann.hears_of("I can't say whether it was done").await;
    let (_, reference) = told.split_once("Your reference is ").expect("a reference");
    let boss = boss(&world.telegram()).await;
    boss.says("/action notices");
    hears(&boss, "it is not known whether a call was done").await;
    boss.says(&format!("/action runs {}", reference.trim_end_matches('.').trim()));
    let card = hears(&boss, "unknown (status 500)").await;
    assert!(card.contains("] Done"), "{card}");
    drop(ann);
    world.finish().await;
}
