//! What is owed to somebody at a terminal: all of it, in order, before anything else; and one sign when
//! everything is answered, because a script types on as soon as it comes.

use std::time::Duration;

use errand::admin::Role;
use errand::channel::console::conversation;
use errand::domain::conversation::{Channel, User};
use errand::domain::language::Language;
use errand::domain::limits;
use errand::engine::Event;
use errand::runtime::{Arrival, Content, Happening, Incoming, Outgoing};

use crate::api::PATIENCE;
use crate::said::nothing_open;
use crate::world::console::ConsolePerson;
use crate::world::{Person, World};

fn ann() -> User {
    User { id: "ann".into(), name: "ann".into(), language: Language::English, channel: Channel::Console }
}

/// Ann types, and it is durable; whether anything is shown is another matter.
async fn typed(world: &World, text: &str) {
    let event = Event::Said { text: text.to_owned(), message: None, addressed: true };
    let incoming = Incoming {
        rights: errand::admin::Rights::NONE,
        conversation: conversation("ann"),
        user: ann(),
        speaks: None,
        what: Happening::Event(event),
        id: None,
        via: None,
        state: Vec::new(),
        committed: None,
    };
    world.handle.commit(incoming).await.expect("the core loop runs");
}

/// What comes through Ann's port up to the sign that everything is answered, in short.
async fn until_settled(world: &World, port: &mut tokio::sync::mpsc::Receiver<Outgoing>) -> Vec<String> {
    let mut came = Vec::new();
    loop {
        let outgoing = tokio::time::timeout(PATIENCE, port.recv()).await.expect("something comes");
        match outgoing.expect("the core loop runs") {
            Outgoing::Deliver { id, content: Content::Say(speech), .. } => {
                came.push(speech.text.text.lines().next().unwrap_or_default().to_owned());
                world
                    .handle
                    .send(Arrival::Delivered { id, stands: None, posted: None, committed: None })
                    .await
                    .expect("the core loop runs");
            }
            Outgoing::Deliver { content: Content::Erase(_) | Content::Amend { .. }, .. } | Outgoing::Working { .. } => {
            }
            Outgoing::Settled(_) => return came,
        }
    }
}

async fn attach(world: &World) {
    let (conversation, user) = (conversation("ann"), ann());
    world.handle.send(Arrival::Attached { conversation, user, language: None }).await.expect("the core loop runs");
}

/// The beat of time may come before anybody sits down.
#[tokio::test]
async fn an_expiry_does_not_overtake_what_was_owed() {
    let mut world = World::open().await;
    typed(&world, "where is my order").await;
    world.crash().await;
    world.restart().await;
    world.pass(limits::SESSION_IDLE).await;
    let mut ann = ConsolePerson::join(&mut world, "ann").await;
    ann.hears_of("Order number").await;
    ann.hears_of("We did not finish").await;
    drop(ann);
    world.finish().await;
}

#[tokio::test]
async fn one_sign_for_each_thing_that_was_said() {
    let mut world = World::open().await;
    let mut port = world.port("ann");
    attach(&world).await;
    assert_eq!(until_settled(&world, &mut port).await, [""; 0]);
    typed(&world, "where is my order").await;
    assert_eq!(until_settled(&world, &mut port).await, ["Order number"]);
    world.pass(limits::SESSION_IDLE + Duration::from_secs(1)).await;
    typed(&world, "thanks").await;
    let came = until_settled(&world, &mut port).await;
    assert_eq!(came.last().map(String::as_str), Some("You're welcome!"), "{came:?}");
    drop(port);
    world.finish().await;
}

/// The outcome of a call that was found open may come before or after somebody sits down.
#[tokio::test]
async fn one_sign_when_a_call_was_found_open() {
    for passes in 0..6 {
        let mut world = World::open().await;
        world.api.hold("/api/refunds");
        for text in ["I want a refund", "104233", "Damaged", "skip", "skip", "yes"] {
            typed(&world, text).await;
        }
        world.until_asked(1).await;
        world.crash().await;
        world.restart().await;
        for _ in 0..passes {
            tokio::task::yield_now().await;
        }
        let mut port = world.port("ann");
        attach(&world).await;
        let came = until_settled(&world, &mut port).await;
        assert!(
            came[0].contains("Order number") && came.last().expect("something").contains("Your reference"),
            "{came:?}"
        );
        typed(&world, "yes").await;
        let came = until_settled(&world, &mut port).await;
        assert!(came[0].contains(&nothing_open()), "{came:?}");
        drop(port);
        world.api.release();
        world.finish().await;
    }
}

/// A dry run sends nothing, so there is nothing in doubt and nothing to wait for after a crash.
#[tokio::test]
async fn a_dry_run_leaves_nothing_hanging() {
    let mut world = World::open().await;
    let mut dora = ConsolePerson::sit_down(&mut world, "ann", Role::Admin);
    dora.says("/action preview refund-request").await;
    dora.hears().await;
    for said in ["I want a refund", "104233", "Damaged", "skip", "skip", "yes"] {
        dora.says(said).await;
        dora.hears().await;
    }
    drop(dora);
    world.all_left().await;
    typed(&world, "dry run").await;
    world.crash().await;
    world.restart().await;
    let mut dora = ConsolePerson::sit_down(&mut world, "ann", Role::Admin);
    dora.hears_of("Preview: the call").await;
    dora.hears_of("Dry run: nothing was sent.").await;
    dora.says("thanks").await;
    dora.hears_of("That was the preview.").await;
    dora.hears_of("You're welcome!").await;
    assert_eq!(world.api.requests(), []);
    drop(dora);
    world.finish().await;
}
