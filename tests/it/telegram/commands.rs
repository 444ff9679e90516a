//! Commands: Errand's own, those of actions, deep links, and the menus in people's apps.

use errand::engine::Utterance;
use serde_json::{Value as Json, json};

use super::{CALL_BACK, PARCEL};
use crate::said::{nothing_open, said};
use crate::world::World;
use crate::world::telegram::{Asks, BOT_NAME, Telegram};

fn direct() -> Json {
    json!({ "type": "all_private_chats" })
}

fn groups() -> Json {
    json!({ "type": "all_group_chats" })
}

fn names(telegram: &Telegram, scope: &Json, language: &str) -> Vec<String> {
    telegram.commands(scope, language).into_iter().map(|(name, _)| name).collect()
}

/// Menus are set for two kinds of chats, in each language and for everybody else.
const MENUS: usize = 6;

#[tokio::test]
async fn start_greets_with_the_actions_as_buttons() {
    let mut world = World::open().await;
    let ann = world.telegram().person("ann", "en").private();
    ann.says("/start");
    let greeting = ann.hears().await;
    assert!(greeting.text.contains(&said(Utterance::Greeting)), "{greeting}");
    assert_eq!(greeting.labels().len(), 4);
    ann.presses("Order status").await;
    assert!(ann.hears().await.text.contains("Order number"));
    ann.becomes(greeting.id, |heard| heard.buttons.is_empty()).await;
    ann.says("/cancel");
    assert!(ann.hears().await.text.contains("Cancelled"));
    world.finish().await;
}

#[tokio::test]
async fn our_commands_mean_what_they_say() {
    let mut world = World::open().await;
    let ann = world.telegram().person("ann", "en").private();
    for (command, heard) in [
        ("/cancel", nothing_open()),
        ("/help", said(Utterance::Offer)),
        ("/settings", said(Utterance::WhichLanguage)),
        ("I want a refund", "Order number".to_owned()),
        ("104233", "Reason (2 of 4)".to_owned()),
        ("/back", "Order number".to_owned()),
        ("104233", "Reason (2 of 4)".to_owned()),
        ("/skip", "I can't go on without this".to_owned()),
        ("Damaged", "Amount".to_owned()),
        ("/SKIP", "Comment".to_owned()),
        ("/cancel please", "Cancelled".to_owned()),
        ("/nonsense", said(Utterance::NoMatch)),
    ] {
        ann.says(command);
        let answer = ann.hears().await;
        assert!(answer.text.contains(&heard), "{command}: {answer}");
    }
    world.finish().await;
}

#[tokio::test]
async fn the_language_is_that_of_the_app_until_another_is_chosen() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let bob = telegram.person("bob", "de-AT").private();
    bob.says("/start");
    assert!(bob.hears().await.text.contains("Hallo"));
    bob.says("/settings");
    bob.hears().await;
    bob.presses("English").await;
    bob.hears().await;
    bob.says("/help");
    assert!(bob.hears().await.text.contains(&said(Utterance::Offer)));
    let eve = telegram.person("eve", "").private();
    eve.says("/start");
    assert!(eve.hears().await.text.contains(&said(Utterance::Greeting)));
    world.finish().await;
}

#[tokio::test]
async fn an_action_that_opts_in_has_a_command_of_its_own() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let all_set = || ["", "en", "de"].iter().all(|one| !names(&telegram, &groups(), one).is_empty());
    telegram.until("menus", all_set).await;
    assert_eq!(names(&telegram, &direct(), "de"), ["start", "help", "settings", "cancel", "back", "skip"]);
    world.import(&[("call-back.toml", CALL_BACK)], true).await;
    world.api.answers(|_| (200, json!({ "when": "today" })));
    let call_back = || ["", "en", "de"].iter().all(|one| names(&telegram, &groups(), one)[0] == "call_back");
    telegram.until("the new command", call_back).await;
    for language in ["", "en", "de"] {
        let listed = names(&telegram, &direct(), language);
        assert_eq!(listed, ["call_back", "start", "help", "settings", "cancel", "back", "skip"]);
    }
    let ann = telegram.person("ann", "en").private();
    ann.says("/call_back");
    assert!(ann.hears().await.text.contains("Phone"));
    ann.says("/cancel");
    ann.hears().await;
    ann.says("/call_back +49 151 12345678");
    assert!(ann.hears().await.text.contains("today"));
    let [request] = &world.api.requests()[..] else { panic!("one request") };
    assert_eq!(request.json()["phone"], json!("+4915112345678"));
    world.finish().await;
}

/// What stands behind a command is for whichever inputs it fits, and is corrected by an edit like anything else.
#[tokio::test]
async fn words_behind_a_command_are_answers() {
    let mut world = World::open().await;
    world.import(&[("parcel.toml", PARCEL)], true).await;
    let ann = world.telegram().person("ann", "en").private();
    let command = ann.says("/return_parcel 104233 foo");
    let asked = ann.hears().await;
    assert!(asked.text.contains("Order number: 104233") && asked.text.contains("Reason (2 of 3)"), "{asked}");
    ann.edits(command, "/return_parcel 104234 too late");
    let asked = ann.hears().await;
    assert!(asked.text.contains("104234") && asked.text.contains("Too late"), "{asked}");
    assert!(asked.text.contains("Email"), "{asked}");
    ann.says("/return_parcel ann@example.com, damaged, 104235");
    let card = ann.hears().await;
    for value in ["104235", "Damaged", "ann@example.com"] {
        assert!(card.text.contains(value), "{card}");
    }
    ann.says("/return_parcel foo");
    let misfit = ann.hears().await;
    assert!(misfit.text.contains("exactly 6 digits") && misfit.text.contains("Order number"), "{misfit}");
    ann.says("/cancel");
    ann.hears().await;
    world.finish().await;
}

/// Whoever names an action wants it now; what was open waits and comes back.
#[tokio::test]
async fn a_command_in_the_middle_of_something_comes_first() {
    let mut world = World::open().await;
    world.import(&[("call-back.toml", CALL_BACK)], true).await;
    world.api.answers(|_| (200, json!({ "when": "today" })));
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en");
    let group = telegram.supergroup("Shop", &[&ann]);
    group.says(&ann, &format!("/call_back@{BOT_NAME} 12"));
    let question = group.hears().await;
    assert_eq!(question.asks, Asks::Reply, "a number can be shared in direct chats only");
    group.says(&ann, &format!("/call_back@{BOT_NAME} +49 151 12345678"));
    assert!(group.hears().await.text.contains("today"));
    let ann = ann.private();
    ann.says("I want a refund");
    ann.hears().await;
    ann.says("/call_back");
    assert!(ann.hears().await.text.contains("Phone"));
    ann.says("+49 151 12345678");
    let mut heard = ann.hears().await.text;
    assert!(heard.contains("today"), "{heard}");
    while !heard.contains("Order number") {
        heard = ann.hears().await.text;
    }
    ann.says("/cancel");
    assert!(ann.hears().await.text.contains("Cancelled"));
    assert_eq!(world.api.requests().len(), 2);
    world.finish().await;
}

/// Two actions may differ only in what a command cannot hold. Telegram refuses a menu with the same command twice.
#[tokio::test]
async fn actions_with_the_same_command_do_not_spoil_the_menu() {
    let mut world = World::open().await;
    let other = CALL_BACK.replace("call-back\"", "call_back\"").replace("call me back", "ring me up");
    let other = other.replace("I want to be called", "I want to be rung up");
    world.import(&[("call-back.toml", CALL_BACK), ("call_back.toml", &other)], true).await;
    let telegram = world.telegram();
    telegram.until("menus", || !names(&telegram, &groups(), "de").is_empty()).await;
    assert_eq!(names(&telegram, &direct(), ""), ["call_back", "start", "help", "settings", "cancel", "back", "skip"]);
    world.finish().await;
}

#[tokio::test]
async fn menus_are_set_only_when_they_change() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    telegram.asked("setMyCommands", MENUS).await;
    let ann = telegram.person("ann", "en").private();
    ann.says("thanks");
    ann.hears().await;
    world.stops().await;
    world.restart().await;
    ann.says("thanks");
    ann.hears().await;
    assert_eq!(telegram.requests("setMyCommands").len(), MENUS);
    world.import(&[("call-back.toml", CALL_BACK)], true).await;
    telegram.asked("setMyCommands", 2 * MENUS).await;
    world.admin("/action unpublish call-back").await;
    telegram.asked("setMyCommands", 3 * MENUS).await;
    telegram.until("the end of the command", || names(&telegram, &groups(), "de")[0] == "help").await;
    assert_eq!(names(&telegram, &direct(), "")[0], "start");
    world.finish().await;
}

/// A menu that could not be set is set later, not when something is published next.
#[tokio::test]
async fn a_menu_that_was_refused_for_a_while_is_set_again() {
    let mut world = World::open().await;
    let telegram = Telegram::open();
    telegram.fails("setMyCommands", crate::world::telegram::Fault::Server(502), MENUS);
    world.meets(&telegram);
    telegram.asked("setMyCommands", 2 * MENUS).await;
    let all_set = || ["", "en", "de"].iter().all(|language| !names(&telegram, &groups(), language).is_empty());
    telegram.until("menus", all_set).await;
    world.finish().await;
}

#[tokio::test]
async fn a_deep_link_opens_its_action() {
    let mut world = World::open().await;
    let answer = world.import(&[("call-back.toml", CALL_BACK)], true).await;
    assert!(matches!(answer, errand::runtime::AdminAnswer::Done { .. }));
    let ann = world.telegram().person("ann", "en").private();
    // The opaque id of the first action.
    let id = errand::channel::telegram::link::id(errand::domain::version::ActionId(1));
    assert!(id.len() <= 64);
    ann.says(&format!("/start {id}"));
    assert!(ann.hears().await.text.contains("Order number"));
    ann.says("/cancel");
    ann.hears().await;
    for unknown in ["deadbeef", "refund-request", "../../etc"] {
        ann.says(&format!("/start {unknown}"));
        assert!(ann.hears().await.text.contains(&said(Utterance::Greeting)));
    }
    world.finish().await;
}

/// `/start` in the middle of something greets, and neither loses it nor hides it.
#[tokio::test]
async fn start_in_the_middle_greets_and_asks_again() {
    let mut world = World::open().await;
    let ann = world.telegram().person("ann", "en").private();
    ann.says("I want a refund");
    assert!(ann.hears().await.text.contains("Order number"));
    ann.says("/start");
    let again = ann.hears().await.text;
    let greeting = said(Utterance::GreetingAgain { title: "Refund request".to_owned() });
    assert!(again.starts_with(&greeting) && again.contains("Order number"), "{again}");
    ann.says("104233");
    assert!(ann.hears().await.text.contains("Reason"));
    ann.says("/start");
    let reason = ann.hears().await;
    assert!(reason.text.starts_with(&greeting) && reason.labels().contains(&"Damaged"), "{reason}");
    ann.says("/cancel");
    ann.hears().await;
    world.finish().await;
}

/// A link that is followed in the middle of something opens what it names; the rest waits.
#[tokio::test]
async fn a_deep_link_in_the_middle_comes_first() {
    let mut world = World::open().await;
    let ann = world.telegram().person("ann", "en").private();
    ann.says("I want a refund for 104233");
    assert!(ann.hears().await.text.contains("Reason"));
    ann.says(&format!("/start {}", errand::channel::telegram::link::id(errand::domain::version::ActionId(1))));
    assert!(ann.hears().await.text.contains("Order number"));
    ann.says("104233");
    let mut heard = ann.hears().await.text;
    assert!(heard.contains("is shipped"), "{heard}");
    while !heard.contains("Reason") {
        heard = ann.hears().await.text;
    }
    ann.says("/cancel");
    ann.hears().await;
    world.finish().await;
}

/// Whoever turns their app to another language is spoken to in it, also after a restart; but not who has chosen.
#[tokio::test]
async fn the_language_follows_the_app() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let (ann, bob) = (telegram.person("ann", "en"), telegram.person("bob", "en"));
    bob.private().says("/settings");
    bob.private().hears().await;
    bob.private().presses("English").await;
    bob.private().hears().await;
    for (one, reply) in [(&ann, "Bestellung 104233"), (&bob, "Order 104233")] {
        one.private().says("where is my order");
        assert!(one.private().hears().await.text.contains("Order number"));
        one.reads("de");
        one.private().says("104233");
        let heard = one.private().hears().await.text;
        assert!(heard.contains(reply), "{heard}");
    }
    // A language that we do not speak changes nothing.
    ann.reads("tlh");
    telegram.all_confirmed().await;
    world.stops().await;
    world.restart().await;
    for (one, help) in [(&ann, "Hierbei kann ich helfen"), (&bob, "I can help with these")] {
        one.private().says("/help");
        assert!(one.private().hears().await.text.contains(help));
    }
    world.finish().await;
}

/// What a moderator may not do is said to them alone, and the card stays for whoever may.
#[tokio::test]
async fn a_moderators_press_on_an_admins_card_leaves_it() {
    let mut world = World::open().await;
    let telegram = Telegram::open();
    let (boss, helper) = (telegram.person("boss", "en"), telegram.person("helper", "en"));
    let group = telegram.supergroup("Team", &[&boss, &helper]);
    world.sets_telegram(&[
        ("ADMINS", &boss.id.to_string()),
        ("MODERATORS", &helper.id.to_string()),
        ("PRIVATE_CHAT", &group.id().to_string()),
    ]);
    world.meets(&telegram);
    group.says(&boss, "/action unpublish order-status");
    assert!(group.hears().await.text.contains("Take version 1"));
    for (label, why) in [("Yes, unpublish", "As a moderator you may not use"), ("Leave it", "someone else")] {
        group.presses(&helper, label).await;
        let notice = helper.notice().await;
        assert!(format!("{notice:?}").contains(why), "{notice:?}");
    }
    group.presses(&boss, "Yes, unpublish").await;
    assert!(group.hears().await.text.contains("is unpublished"));
    world.finish().await;
}
