//! What the ledger promises to platforms: once, in order, never lost.

use std::time::Duration;

use errand::domain::limits;

use crate::said::nothing_open;
use crate::world::{World, platform};

#[tokio::test]
async fn an_event_that_comes_again_is_handled_once() {
    let mut world = World::open().await;
    let mut platform = world.platform();
    platform.update("7", "ann", "where is my order").await;
    assert!(platform.takes().await.1.contains("Order number"));
    platform.update("8", "ann", "104233").await;
    assert!(platform.takes().await.1.contains("is shipped"));
    // Again, in any order, and after a restart.
    platform.update("8", "ann", "104233").await;
    world.crash().await;
    world.restart().await;
    let mut platform = world.platform();
    platform.update("7", "ann", "where is my order").await;
    platform.update("9", "ann", "thanks").await;
    assert_eq!(platform.takes().await.1, "You're welcome!", "nothing was said to what came again");
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

/// Platforms send again for a day at most; what is older is let go of, and its id is new again.
#[tokio::test]
async fn events_are_not_remembered_for_ever() {
    let mut world = World::open().await;
    let mut platform = world.platform();
    platform.update("7", "ann", "thanks").await;
    assert_eq!(platform.takes().await.1, "You're welcome!");
    world.pass(limits::SEEN_KEPT + Duration::from_hours(1)).await;
    platform.update("7", "ann", "thanks").await;
    assert_eq!(platform.takes().await.1, "You're welcome!");
    world.finish().await;
}

#[tokio::test]
async fn a_platform_that_lags_gets_everything_in_order() {
    let mut world = World::open().await;
    let mut platform = world.platform();
    let people: Vec<String> = (0..platform::WINDOW * 5).map(|number| format!("person-{number:03}")).collect();
    for (id, person) in people.iter().enumerate() {
        platform.update(&id.to_string(), person, "where is my order").await;
    }
    let mut told = Vec::new();
    for _ in &people {
        told.push(platform.takes().await.0);
    }
    assert_eq!(told, people);
    world.finish().await;
}

#[tokio::test]
async fn what_was_owed_leaves_first_after_a_crash() {
    let mut world = World::open().await;
    let platform = world.platform();
    let people: Vec<String> = (0..platform::WINDOW * 3).map(|number| format!("person-{number:03}")).collect();
    for (id, person) in people.iter().enumerate() {
        platform.update(&id.to_string(), person, "where is my order").await;
    }
    world.crash().await;
    world.restart().await;
    let mut platform = world.platform();
    platform.update("later", "zoe", "where is my order").await;
    for person in people.iter().map(String::as_str).chain(["zoe"]) {
        assert_eq!(platform.takes().await.0, person);
    }
    world.finish().await;
}

#[tokio::test]
async fn an_interrupted_post_is_unknown_and_an_interrupted_get_is_repeated() {
    let mut world = World::open().await;
    let platform = world.platform();
    world.api.hold("/api");
    platform.update("1", "ann", "where is my order").await;
    platform.update("2", "ann", "104233").await;
    for (id, said) in ["I want a refund", "104233", "Damaged", "skip", "skip", "yes"].into_iter().enumerate() {
        platform.update(&format!("b{id}"), "bob", said).await;
    }
    world.until_asked(2).await;
    world.crash().await;
    world.restart().await;
    world.api.release();
    let mut platform = world.platform();
    let mut told = Vec::new();
    for _ in 0..8 {
        told.push(platform.takes().await);
    }
    let last = |person: &str| told.iter().rev().find(|(who, _)| who == person).expect("they were told").1.clone();
    assert!(last("ann").contains("is shipped"), "{told:?}");
    assert!(last("bob").contains("Your reference is"), "{told:?}");
    platform.update("b9", "bob", "yes").await;
    assert!(platform.takes().await.1.contains(&nothing_open()));
    let count = |method: &str| world.api.requests().iter().filter(|request| request.method == method).count();
    assert_eq!((count("GET"), count("POST")), (2, 1));
    let mut store = world.finish().await;
    assert_eq!(store.calls_unknown().await.expect("rows").len(), 1);
    let notices = store.unseen_notices(10).await.expect("rows");
    let [notice] = &notices[..] else { panic!("one notice: {notices:?}") };
    assert_eq!(notice.notice.kind, "outcome_unknown");
    assert_eq!(notice.notice.action.as_ref().map(ToString::to_string).as_deref(), Some("refund-request"));
}
