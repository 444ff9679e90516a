//! Files: definitions that come back as documents and go in with a caption, charts as photos.

use errand::domain::limits;
use serde_json::json;

use crate::actions::{EXAMPLES, at};
use crate::world::telegram::{Fault, Private, Telegram};
use crate::world::{CLAIM, World};

async fn hears(who: &Private, what: &str) -> String {
    let heard = who.hears().await.to_string();
    assert!(heard.contains(what), "expected something with {what:?}, heard:\n{heard}");
    heard
}

async fn boss(telegram: &Telegram) -> Private {
    let boss = telegram.person("boss", "en").private();
    boss.says(&format!("/claim {CLAIM}"));
    hears(&boss, "You are an admin now.").await;
    boss
}

/// What was exported is imported again as it is.
#[tokio::test]
async fn an_export_is_a_document_that_can_be_sent_back() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    boss.says("/action export refund-request");
    let file = telegram.file(&boss.hears().await.file.expect("a document"));
    let words = hears(&boss, "refund-request").await;
    assert!(!words.contains("[call]"), "it is not said twice: {words}");
    let [sent] = &telegram.requests("sendDocument")[..] else { panic!("one document") };
    assert_eq!(sent["document"]["path"], "refund-request.toml");
    let changed = String::from_utf8(file).expect("text").replace("Ask for a refund of an order.", "Money back.");
    boss.sends_document("refund.toml", changed.as_bytes(), Some("/action import"));
    hears(&boss, "refund-request").await;
    boss.says("/action diff refund-request");
    hears(&boss, "Money back.").await;
    world.finish().await;
}

#[tokio::test]
async fn a_new_action_is_a_document_with_a_caption() {
    let mut world = World::empty().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    let toml = at(world.api.address, EXAMPLES[0].1);
    boss.sends_document("order-status.toml", toml.as_bytes(), Some("/action import --publish"));
    hears(&boss, "Publish version 1 of order-status?").await;
    boss.says("/action list");
    hears(&boss, "There are no actions yet.").await;
    boss.sends_document("order-status.toml", toml.as_bytes(), Some("/action import --publish"));
    hears(&boss, "Publish version 1 of order-status?").await;
    boss.presses("Yes, import and publish").await;
    hears(&boss, "order-status: version 1 is published.").await;
    boss.says("/action show order-status");
    hears(&boss, "published v1").await;
    boss.sends_document("broken.toml", b"name = \"broken\"\n", Some("/action import"));
    hears(&boss, "broken.toml:1").await;
    let long = "#".repeat(limits::DEFINITION_BYTES + 10);
    boss.sends_document("long.toml", long.as_bytes(), Some("/action import"));
    hears(&boss, "long.toml").await;
    world.finish().await;
}

/// Whatever goes wrong with a file, the admin is answered.
#[tokio::test]
async fn a_file_that_cannot_be_had_or_sent() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    telegram.fails("getFile", Fault::Server(500), 1);
    boss.sends_document("order-status.toml", EXAMPLES[0].1.as_bytes(), Some("/action import"));
    hears(&boss, "The file order-status.toml could not be fetched.").await;
    telegram.fails("sendDocument", Fault::Server(400), 1);
    boss.says("/action export order-status");
    hears(&boss, "name = \"order-status\"").await;
    // What passes is waited for: the file comes all the same, and nothing else before it.
    for fault in [Fault::Server(500), Fault::TooMany(1), Fault::Drop] {
        telegram.fails("sendDocument", fault, 1);
        boss.says("/action export order-status");
        let file = boss.hears().await.file.expect("a document");
        assert!(String::from_utf8_lossy(&telegram.file(&file)).contains("name = \"order-status\""));
        hears(&boss, "as a file").await;
    }
    world.finish().await;
}

/// Fetching takes a while. What the same admin writes next is answered after it, and nobody else waits.
#[tokio::test]
async fn what_follows_a_file_comes_after_it() {
    let mut world = World::empty().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    let ann = telegram.person("ann", "en").private();
    world.stops().await;
    let toml = at(world.api.address, EXAMPLES[0].1);
    boss.sends_document("order-status.toml", toml.as_bytes(), Some("/action import"));
    boss.says("/action show order-status");
    ann.says("where is my order");
    world.restart().await;
    // All three came in one batch.
    hears(&ann, "I can't do anything here yet").await;
    // What changed something is said when the new catalog is in use, and so after what only looked.
    hears(&boss, "order-status · draft v1").await;
    hears(&boss, "order-status is new: version 1 is a draft.").await;
    world.finish().await;
}

/// The file of somebody who may not is theirs.
#[tokio::test]
async fn customers_import_nothing() {
    let mut world = World::empty().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    let toml = at(world.api.address, EXAMPLES[0].1);
    ann.sends_document("order-status.toml", toml.as_bytes(), Some("/action import --publish"));
    hears(&ann, "You may not use /action import").await;
    assert_eq!(telegram.requests("getFile"), Vec::<serde_json::Value>::new(), "nobody waits for her file");
    ann.sends_document("photo.pdf", b"x", None);
    ann.hears().await;
    assert!(world.admin("/action list").await.contains("There are no actions yet."));
    let boss = boss(&telegram).await;
    boss.sends(serde_json::json!({
        "document": { "file_id": "forwarded", "file_unique_id": "ux", "file_name": "a.toml" }, "caption": "/action import",
        "forward_origin": { "type": "hidden_user", "sender_user_name": "Somebody", "date": 1_700_000_000 },
    }));
    hears(&boss, "orward").await;
    world.finish().await;
}

/// Who does not know how a file is sent is told, and then it is sent.
#[tokio::test]
async fn a_file_that_was_asked_for_needs_no_caption() {
    let mut world = World::empty().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    let toml = at(world.api.address, EXAMPLES[0].1);
    // Nobody has asked for it.
    boss.sends_document("order-status.toml", toml.as_bytes(), None);
    boss.hears().await;
    assert_eq!(telegram.requests("getFile"), Vec::<serde_json::Value>::new());
    for command in ["/action import", "/action import order-status.toml"] {
        boss.says(command);
        hears(&boss, "send it now as a document").await;
        boss.sends_document("order-status.toml", toml.as_bytes(), None);
        hears(&boss, "order-status").await;
    }
    boss.says("/action import --publish");
    hears(&boss, "send it now as a document").await;
    boss.sends_document("order-status.toml", toml.as_bytes(), None);
    hears(&boss, "Publish version 1 of order-status?").await;
    boss.says("yes");
    hears(&boss, "order-status: version 1 is published.").await;
    // It was asked for once, and is not after something else was said.
    boss.says("/action import");
    hears(&boss, "send it now as a document").await;
    boss.says("/action export");
    let which = boss.hears().await;
    assert!(which.text.contains("Which action?") && which.labels() == ["order-status"], "{which}");
    let fetched = telegram.requests("getFile").len();
    boss.sends_document("order-status.toml", toml.as_bytes(), None);
    boss.hears().await;
    assert_eq!(telegram.requests("getFile").len(), fetched);
    world.finish().await;
}

/// Files that are sent as one come one by one, and only one of them has the caption: none is imported unnoticed or left
/// out unnoticed.
#[tokio::test]
async fn files_that_are_sent_together_are_refused() {
    let mut world = World::empty().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    let file = |name: &str| {
        json!({
            "media_group_id": "13",
            "document": { "file_id": name, "file_unique_id": name, "file_name": name, "file_size": 10 },
        })
    };
    let mut first = file("a.toml");
    first["caption"] = json!("/action import");
    boss.sends(first);
    hears(&boss, "Files that are sent together are not taken").await;
    boss.sends(file("b.toml"));
    boss.says("/action list");
    hears(&boss, "There are no actions yet.").await;
    world.finish().await;
}
