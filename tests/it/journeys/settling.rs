//! What moderators do about calls that went wrong, what they are told of, and what the numbers say afterwards.

use errand::domain::conversation::{Channel, ConversationId};
use errand::domain::limits;
use serde_json::json;

use crate::world::console::ConsolePerson;
use crate::world::telegram::{Private, Telegram};
use crate::world::{CLAIM, Person, World};

pub(super) async fn boss(telegram: &Telegram) -> Private {
    let boss = telegram.person("boss", "en").private();
    boss.says(&format!("/claim {CLAIM}"));
    hears(&boss, "You are an admin now.").await;
    boss
}

pub(super) async fn hears(who: &Private, what: &str) -> String {
    let heard = who.hears().await.to_string();
    assert!(heard.contains(what), "expected something with {what:?}, heard:\n{heard}");
    heard
}

/// A customer who was told that nobody knows, and a moderator who may look.
struct Unknown {
    world: World,
    ann: ConsolePerson,
    boss: Private,
    reference: String,
}

async fn unknown() -> Unknown {
    let mut world = World::open().await;
    let mut ann = ConsolePerson::join(&mut world, "ann").await;
    let reference = left_unknown(&mut world, &mut ann).await;
    let boss = boss(&world.telegram()).await;
    Unknown { world, ann, boss, reference }
}

/// A call that hangs until its customer is told that nobody knows. The reference that they are given.
pub(crate) async fn left_unknown(world: &mut World, ann: &mut ConsolePerson) -> String {
    let hasty = include_str!("../../../config/actions/refund-request.toml")
        .replace("[call]\n", "[call]\ntimeout = \"100ms\"\n");
    world.import(&[("refund-request.toml", &hasty)], true).await;
    for said in ["I want a refund", "104233", "Damaged", "skip", "skip"] {
        ann.says(said).await;
        ann.hears().await;
    }
    world.api.hold("/api/refunds");
    ann.says("yes").await;
    let told = ann.hears_of("I can't say whether it was done").await;
    world.api.release();
    let (_, rest) = told.split_once("Your reference is ").expect("a reference");
    rest.trim_end_matches('.').split_whitespace().next().expect("a word").trim_matches(['.', '*', '`']).to_owned()
}

/// Looks a call up as a moderator would: all, then the one, with its buttons.
async fn looks_up(boss: &Private, reference: &str) {
    boss.says("/action runs");
    let runs = hears(boss, "refund-request").await;
    assert!(runs.contains(reference) && runs.contains("unknown"), "{reference}\n{runs}");
    boss.says(&format!("/action runs {reference}"));
    hears(boss, "It may or may not have been done.").await;
}

#[tokio::test]
async fn a_customer_is_told_that_it_was_done() {
    let Unknown { world, mut ann, boss, reference } = unknown().await;
    looks_up(&boss, &reference).await;
    boss.presses("Tell customer: done").await;
    hears(&boss, "is settled, and the customer is told").await;
    ann.hears_of(&format!("About your request {reference}: we have checked it, and it was done.")).await;
    // It is settled: who comes later is told so, and nobody is told twice.
    boss.says(&format!("/action settle {reference} tell again"));
    hears(&boss, &format!("boss has settled {reference}")).await;
    boss.says("/action runs");
    hears(&boss, "settled by hand").await;
    assert_eq!(world.api.requests().len(), 1, "nothing is sent again by itself");
    drop(ann);
    let mut store = world.finish().await;
    let audit = store.audit(None, 1).await.expect("rows");
    assert_eq!((audit[0].entry.verb.as_str(), audit[0].entry.detail.contains("tell")), ("settle", true));
}

#[tokio::test]
async fn a_customer_is_told_that_it_was_not_done() {
    let Unknown { world, mut ann, boss, reference } = unknown().await;
    looks_up(&boss, &reference).await;
    boss.presses("Tell customer: not done").await;
    hears(&boss, "is settled, and the customer is told").await;
    ann.hears_of("we have checked it, and it was not done. You can ask for it again.").await;
    drop(ann);
    world.finish().await;
}

#[tokio::test]
async fn a_customer_is_told_in_the_moderators_words() {
    let Unknown { world, mut ann, boss, reference } = unknown().await;
    boss.says(&format!("/action settle {reference} tell It was *not* done; please ask again."));
    hears(&boss, "and the customer is told").await;
    ann.hears_of(&format!("About your request {reference}: It was *not* done; please ask again.")).await;
    drop(ann);
    world.finish().await;
}

#[tokio::test]
async fn done_closes_a_call_and_tells_nobody() {
    let Unknown { world, mut ann, boss, reference } = unknown().await;
    looks_up(&boss, &reference).await;
    boss.presses("Done").await;
    hears(&boss, "The customer was not told anything.").await;
    ann.says("thanks").await;
    ann.hears_of("You're welcome!").await;
    assert_eq!(world.api.requests().len(), 1);
    drop(ann);
    let mut store = world.finish().await;
    assert_eq!(store.calls_unknown().await.expect("rows"), []);
}

/// With the same key, so that an API that did it the first time does not do it twice.
#[tokio::test]
async fn a_call_is_run_again_and_the_customer_hears_how_it_went() {
    let Unknown { world, mut ann, boss, reference } = unknown().await;
    looks_up(&boss, &reference).await;
    boss.presses("Run again").await;
    hears(&boss, "it may be done twice").await;
    assert_eq!(world.api.requests().len(), 1, "it is asked first");
    boss.presses("Yes, run again").await;
    hears(&boss, "is sent once more").await;
    ann.hears_of(&reference).await;
    let [first, second] = &world.api.requests()[..] else { panic!("two requests") };
    assert_eq!(first.header("idempotency-key"), second.header("idempotency-key"));
    assert_eq!(first.body, second.body);
    boss.says(&format!("/action settle {reference} done"));
    hears(&boss, &format!("boss has sent {reference} once more")).await;
    drop(ann);
    let mut store = world.finish().await;
    assert_eq!(store.calls_unknown().await.expect("rows"), []);
}

/// Nobody named a place for what admins should know: whoever sent it again is told that it is as unclear as before.
#[tokio::test]
async fn a_call_that_is_unknown_again_is_told_to_who_sent_it() {
    let Unknown { world, ann, boss, reference } = unknown().await;
    world.api.answers(|_| (500, json!({})));
    looks_up(&boss, &reference).await;
    boss.presses("Run again").await;
    hears(&boss, "it may be done twice").await;
    boss.presses("Yes, run again").await;
    hears(&boss, "is sent once more").await;
    let told = hears(&boss, &reference).await;
    assert!(told.contains("it is not known whether a call was done") && told.contains("Run again"), "{told}");
    boss.presses("Tell customer: done").await;
    hears(&boss, "is settled, and the customer is told").await;
    let mut ann = ann;
    ann.hears_of("it was done").await;
    drop(ann);
    world.finish().await;
}

#[tokio::test]
async fn a_preview_is_answered_with_the_pinned_sample() {
    let mut world = World::open().await;
    let boss = boss(&world.telegram()).await;
    boss.says("/action pin refund-request 201 {\"reference\": \"R-SAMPLE\"}");
    hears(&boss, "a sample response (status 201) is pinned to version 1").await;
    boss.says("/action preview refund-request");
    hears(&boss, "Preview of refund-request").await;
    for (said, heard) in [
        ("I want a refund", "Order number"),
        ("104233", "Reason"),
        ("Damaged", "Amount"),
        ("skip", "Comment"),
        ("skip", "Shall I go ahead?"),
        ("yes", "Use sample response"),
    ] {
        boss.says(said);
        hears(&boss, heard).await;
    }
    boss.presses("Use sample response").await;
    let mut heard = String::new();
    while !heard.contains("That was the preview.") {
        let next = boss.hears().await.to_string();
        heard.push_str(&next);
    }
    for shown in
        ["Preview: the call", "Reason: Damaged", "Sample response, status 201: succeeded", "✓ reference: R-SAMPLE"]
    {
        assert!(heard.contains(shown), "{shown}\n{heard}");
    }
    assert!(heard.contains("Your request R-SAMPLE has reached us."), "{heard}");
    boss.presses("End preview").await;
    hears(&boss, "The preview has ended.").await;
    assert_eq!(world.api.requests(), [], "nothing was sent");
    let mut store = world.finish().await;
    assert_eq!(store.tallies(None, 0).await.expect("rows"), [], "previews are not counted");
}

/// Once per row of failures, not for each.
#[tokio::test]
async fn an_action_that_fails_three_times_is_told_of_where_admins_work() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let private = telegram.person("chief", "en").private();
    private.says("/start");
    private.hears().await;
    let place = private.id().to_string();
    world.tells_admins(ConversationId { channel: Channel::Telegram, place: place.into(), person: "".into() }).await;
    world.api.answers(|_| (503, json!({})));
    let ann = telegram.person("ann", "en").private();
    for _ in 0..5 {
        ann.says("where is my order 104233");
        ann.hears().await;
    }
    let notice = hears(&private, "order-status").await;
    let why = "it has failed several times in a row: the API cannot be reached or reports an error.";
    assert!(notice.contains(why) && notice.contains("/action runs order-status"), "{notice}");
    let boss = boss(&telegram).await;
    boss.says("/action notices");
    hears(&boss, "it has failed several times in a row").await;
    boss.says("/action notices");
    hears(&boss, "There is nothing new.").await;
    world.finish().await;
}

/// Which field it is can be read where admins work and with the call; the customer is told only that it went wrong.
#[tokio::test]
async fn a_reply_that_lacks_a_field_names_it() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let private = telegram.person("chief", "en").private();
    private.says("/start");
    private.hears().await;
    let place = private.id().to_string();
    world.tells_admins(ConversationId { channel: Channel::Telegram, place: place.into(), person: "".into() }).await;
    world.api.answers(|_| (200, json!({ "status": "shipped" })));
    let ann = telegram.person("ann", "en").private();
    ann.says("where is my order 104233");
    let told = hears(&ann, "can't show it to you properly").await;
    assert!(!told.contains("eta"), "{told}");
    hears(&private, "the reply could not be made: the answer has no value for eta").await;
    let boss = boss(&telegram).await;
    boss.says("/action runs order-status");
    hears(&boss, "the answer has no value for eta").await;
    world.finish().await;
}

#[tokio::test]
async fn the_numbers_say_where_customers_stopped() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    let ann = telegram.person("ann", "en").private();
    for (said, heard) in [
        // Cancelled at the second input.
        ("I want a refund", "Order number"),
        ("104233", "Reason"),
        ("cancel", "Cancelled"),
        // A person is asked for; what is open stays open until it is cancelled.
        ("I want a refund", "Order number"),
        ("human", "Order number"),
        ("cancel", "Cancelled"),
        // Done.
        ("where is my order 104233", "Order 104233 is shipped"),
        // Forgotten at the first input.
        ("I want a refund", "Order number"),
    ] {
        ann.says(said);
        hears(&ann, heard).await;
    }
    world.pass(limits::SESSION_IDLE).await;
    hears(&ann, "We did not finish").await;
    boss.says("/action stats");
    let chart = boss.hears().await.file.expect("a chart");
    assert!(telegram.file(&chart).starts_with(b"\x89PNG"));
    let stats = boss.hears().await.to_string();
    for line in [
        "refund-request: 3 started, 0 completed, 0 failed, 3 abandoned, 1 asked for a person",
        "order-status: 1 started, 1 completed, 0 failed, 0 abandoned, 0 asked for a person",
        "order_number (2)",
        "reason (1)",
    ] {
        assert!(stats.contains(line), "{line}\n{stats}");
    }
    world.finish().await;
}
