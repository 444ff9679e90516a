//! Buttons that are pressed early, twice, or while Telegram is in trouble: what is pressed is answered, and loses its
//! buttons.

use std::time::Duration;

use errand::channel::text::plain;
use errand::domain::language::Language;
use errand::engine::Utterance;
use serde_json::json;

use super::receiving::run;
use crate::program::running::Running;
use crate::program::site::Site;
use crate::said::said;
use crate::world::telegram::{Fault, Private, Telegram};
use crate::world::{CLAIM, World};

/// A person who is asked for the reason of a refund, by buttons.
async fn asked(world: &mut World) -> (Telegram, Private) {
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    ann.says("I want a refund for 104233");
    assert!(ann.hears().await.text.contains("Reason"));
    (telegram, ann)
}

/// Somebody presses before Telegram has told the bot which message that is.
#[tokio::test]
async fn a_card_that_is_pressed_at_once_loses_its_buttons() {
    let mut world = World::open().await;
    let (telegram, ann) = asked(&mut world).await;
    for answer in ["Damaged", "skip"] {
        ann.says(answer);
        ann.hears().await;
    }
    telegram.holds_answers("sendMessage");
    ann.says("skip");
    let card = ann.hears().await;
    assert!(card.labels().contains(&"Yes"), "{card}");
    world.api.hold("/api/refunds");
    ann.presses("Yes").await;
    world.until_asked(1).await;
    telegram.all_confirmed().await;
    telegram.releases();
    ann.becomes(card.id, |heard| heard.buttons.is_empty()).await;
    world.api.release();
    assert!(ann.hears().await.text.contains("R-20071"));
    telegram.until("end of all buttons", || ann.buttons().is_empty()).await;
    world.finish().await;
}

/// The answer to a request was lost, and so the question stands there twice.
#[tokio::test]
async fn a_copy_that_is_pressed_loses_its_buttons_too() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    ann.says("I want a refund");
    ann.hears().await;
    telegram.fails("sendMessage", Fault::DropAnswer, 1);
    ann.says("104233");
    let (first, second) = (ann.hears().await, ann.hears().await);
    assert_eq!(first.labels(), second.labels());
    ann.presses_in(first.id, "Damaged");
    assert!(ann.hears().await.text.contains("Amount"));
    for copy in [first, second] {
        ann.becomes(copy.id, |heard| heard.buttons.is_empty()).await;
    }
    ann.says("cancel");
    ann.hears().await;
    world.finish().await;
}

/// What somebody else presses is still whose it was.
#[tokio::test]
async fn a_press_of_somebody_else_takes_nothing_away() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let (ann, bob) = (telegram.person("ann", "en"), telegram.person("bob", "en"));
    let group = telegram.supergroup("Shop", &[&ann, &bob]);
    group.commands(&ann, "start");
    let greeting = group.hears().await;
    group.presses(&bob, "Order status").await;
    assert!(bob.notice().await.text.is_some());
    group.presses(&ann, "Order status").await;
    group.hears().await;
    group.becomes(greeting.id, |heard| heard.buttons.is_empty()).await;
    group.commands(&ann, "cancel");
    group.hears().await;
    let strips = telegram.requests("editMessageReplyMarkup");
    assert_eq!(strips.len(), 1, "{strips:?}");
    world.finish().await;
}

#[tokio::test]
async fn a_button_spins_no_longer_than_telegram_is_in_trouble() {
    for fault in [Fault::TooMany(1), Fault::Server(500), Fault::Drop] {
        let mut world = World::open().await;
        let (telegram, ann) = asked(&mut world).await;
        telegram.fails("answerCallbackQuery", fault, 1);
        ann.presses("Damaged").await;
        assert!(ann.hears().await.text.contains("Amount"));
        assert_eq!(telegram.person("ann", "en").notice().await.text, None, "{fault:?}");
        world.finish().await;
    }
}

/// Killed before it was answered: it comes again, and is.
#[tokio::test]
async fn a_press_from_before_a_kill_is_answered() {
    let mut world = World::open().await;
    let (telegram, ann) = asked(&mut world).await;
    telegram.polled().await;
    telegram.holds("answerCallbackQuery", None);
    telegram.holds("getUpdates", None);
    ann.presses("Damaged").await;
    assert!(ann.hears().await.text.contains("Amount"));
    telegram.asked("answerCallbackQuery", 1).await;
    world.crash().await;
    telegram.releases();
    world.restart().await;
    telegram.person("ann", "en").notice().await;
    ann.says("cancel");
    // What was said and not reported before the kill is said again.
    while !ann.hears().await.text.contains("Cancelled") {}
    world.finish().await;
}

/// Killed when Telegram will not bring it again: the button stops spinning at the next start. With the real program.
#[tokio::test]
async fn a_press_that_was_confirmed_before_a_kill_is_answered() {
    let (site, telegram) = (Site::publishing(&["refund-request.toml"]), Telegram::open());
    let person = telegram.person("ann", "en");
    let ann = person.private();
    let running = Running::start(run(&site, &telegram, "error"));
    ann.says("I want a refund for 104233");
    assert!(ann.hears().await.text.contains("Reason"));
    telegram.fails("answerCallbackQuery", Fault::Drop, 1_000);
    ann.presses("Damaged").await;
    let amount = ann.hears().await;
    assert!(amount.text.contains("Amount"));
    telegram.all_confirmed().await;
    telegram.polled().await;
    running.kill();
    telegram.recovers();
    let mut running = Running::start(run(&site, &telegram, "error"));
    assert_eq!(person.notice().await.text, None);
    ann.says("cancel");
    // What was said and not reported before the kill is said again.
    while !ann.hears().await.text.contains("Cancelled") {}
    let answered = telegram.requests("answerCallbackQuery").len();
    // A press of long ago is nobody's concern, and one that was answered is not answered again.
    ann.says("I want a refund for 104233");
    ann.hears().await;
    ann.presses("Damaged").await;
    ann.hears().await;
    person.notice().await;
    telegram.all_confirmed().await;
    assert_eq!(telegram.requests("answerCallbackQuery").len(), answered + 1);
    ann.says("cancel");
    ann.hears().await;
    running.signal("TERM");
    assert_eq!(running.end().0, Some(0));
    telegram.finish();
}

/// What comes between two presses on the same button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    /// They come together.
    Nothing,
    /// The first is confirmed.
    Confirmation,
    /// The first is answered, and the bot has been stopped and started.
    Restart,
    /// The same, but that it was killed.
    Kill,
}

/// A finger that is too fast: what is asked for happens once, both presses are answered, and nothing is said of it.
#[tokio::test]
async fn a_slip_of_the_finger_is_passed_over() {
    for between in [Between::Nothing, Between::Confirmation, Between::Restart, Between::Kill] {
        let mut world = World::open().await;
        let (telegram, ann) = asked(&mut world).await;
        let person = telegram.person("ann", "en");
        telegram.all_confirmed().await;
        telegram.polled().await;
        if between == Between::Nothing {
            telegram.holds("getUpdates", None);
            // The poll that is open goes through.
            ann.says("why do you ask");
            ann.hears().await;
        }
        ann.presses("Damaged").await;
        if between == Between::Nothing {
            ann.presses("Damaged").await;
            telegram.releases();
        }
        assert!(ann.hears().await.text.contains("Amount"), "{between:?}");
        assert_eq!(person.notice().await.text, None, "{between:?}");
        telegram.all_confirmed().await;
        match between {
            Between::Nothing | Between::Confirmation => {}
            Between::Restart => world.stops().await,
            Between::Kill => {
                world.admin("/action list").await;
                world.crash().await;
            }
        }
        if between != Between::Nothing {
            ann.presses_gone("Damaged");
        }
        if matches!(between, Between::Restart | Between::Kill) {
            world.restart().await;
        }
        telegram.all_confirmed().await;
        assert_eq!(person.notice().await.text, None, "{between:?}");
        ann.says("12.50");
        let mut next = ann.hears().await;
        if between == Between::Kill && next.text.contains("Amount") && !next.text.contains(&said(Utterance::Stale)) {
            // What was said and not reported before the kill is said again.
            next = ann.hears().await;
        }
        assert!(next.text.contains("Comment"), "{between:?}: {next}");
        ann.says("cancel");
        ann.hears().await;
        world.finish().await;
    }
}

/// A button whose question is over for another reason is an old one, and so is one that is pressed much later.
#[tokio::test]
async fn an_old_button_is_no_slip_of_the_finger() {
    let mut world = World::open().await;
    let (_, ann) = asked(&mut world).await;
    let stale = said(Utterance::Stale);
    ann.presses("Damaged").await;
    ann.hears().await;
    // Another choice of the same question.
    ann.presses_gone("Wrong item");
    assert!(ann.hears().await.text.contains(&stale));
    // Something else was done in between.
    ann.presses_gone("Damaged");
    assert!(ann.hears().await.text.contains(&stale));
    ann.says("lots");
    ann.hears().await;
    ann.presses_gone("Damaged");
    assert!(ann.hears().await.text.contains(&stale));
    world.time_goes_by(Duration::from_secs(11));
    ann.presses_gone("Damaged");
    assert!(ann.hears().await.text.contains(&stale));
    ann.says("cancel");
    ann.hears().await;
    ann.presses_gone("Damaged");
    assert_eq!(ann.hears().await.text, said(Utterance::Outdated));
    world.finish().await;
}

/// The same of what admins press: it was done, and is not refused.
#[tokio::test]
async fn an_admins_slip_of_the_finger_is_passed_over() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = telegram.person("boss", "en").private();
    boss.says(&format!("/claim {CLAIM}"));
    boss.hears().await;
    boss.says("/action unpublish order-status");
    boss.hears().await;
    boss.presses("Yes, unpublish").await;
    assert!(boss.hears().await.text.contains("order-status is unpublished"));
    boss.presses_gone("Yes, unpublish");
    telegram.all_confirmed().await;
    telegram.person("boss", "en").notice().await;
    boss.says("/action publish order-status");
    assert!(boss.hears().await.text.contains("order-status"));
    // After that it is an old one.
    boss.presses_gone("Yes, unpublish");
    boss.hears().await;
    world.finish().await;
}

/// A button under a message that an inline bot has made, or one of a game, and a press that cannot be read: none of them
/// is ours, and none spins for ever.
#[tokio::test]
async fn presses_that_stand_for_nothing_are_answered() {
    let mut world = World::open().await;
    let (telegram, ann) = asked(&mut world).await;
    let person = telegram.person("ann", "en");
    let ended = plain(Language::English, "telegram-press-ended", &[]);
    let message = json!({ "message_id": 7, "date": 0, "chat": { "id": ann.id(), "type": "private" } });
    for content in [
        json!({ "inline_message_id": "AAB", "chat_instance": "1", "data": "x" }),
        json!({ "message": message, "chat_instance": "1", "game_short_name": "chess" }),
        json!({ "chat_instance": "1" }),
        json!({ "message": { "message_id": "no number" }, "chat_instance": "1", "data": "x" }),
    ] {
        person.presses_as(content.clone());
        assert_eq!(person.notice().await.text.as_ref(), Some(&ended), "{content}");
    }
    telegram.all_confirmed().await;
    assert_eq!(world.errors().len(), 1, "what cannot be read is said to the operator");
    ann.presses("Damaged").await;
    assert!(ann.hears().await.text.contains("Amount"));
    ann.says("cancel");
    ann.hears().await;
    world.finish().await;
}
