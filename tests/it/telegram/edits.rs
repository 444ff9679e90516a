//! Changed messages of groups: who adds the bot's name says it to the bot from then on, once.

use errand::engine::Utterance;

use crate::said::said;
use crate::world::World;
use crate::world::telegram::{BOT_NAME, Fault, Group, Someone, Telegram};

async fn group() -> (World, Telegram, Group, Someone) {
    let mut world = World::open().await;
    let telegram = world.telegram();
    telegram.rules(|rules| rules.mentions_reach = true);
    let ann = telegram.person("ann", "en");
    let group = telegram.supergroup("Shop talk", &[&ann]);
    (world, telegram, group, ann)
}

fn named(text: &str) -> String {
    format!("@{BOT_NAME} {text}")
}

/// In privacy mode the bot learns of the message by its change; else it has overheard it.
#[tokio::test]
async fn a_name_that_is_added_is_heard_once() {
    for privacy in [true, false] {
        let (mut world, telegram, group, ann) = group().await;
        telegram.privacy(privacy);
        let message = group.says(&ann, "I have a question about my parcel, is it on its way");
        telegram.all_confirmed().await;
        group.edits(message, &named("where is my order"));
        let asked = group.hears().await;
        assert!(asked.text.contains("Order number"), "{privacy}: {asked}");
        assert_eq!(asked.reply_to, Some(message));
        // From here on it is a change of what was heard, also by another process.
        telegram.all_confirmed().await;
        world.stops().await;
        world.restart().await;
        group.edits(message, &named("where is my order, please"));
        group.edits(message, &named("where is my order 104233"));
        assert!(group.hears().await.text.contains("Order number: 104233"));
        assert!(group.hears().await.text.contains("is shipped"));
        group.edits(message, &named("where is my order 104234"));
        assert_eq!(group.hears().await.text, said(Utterance::AlreadySent));
        world.finish().await;
    }
}

/// What was said to the bot from the beginning is not said again by an edit, whatever has become of it.
#[tokio::test]
async fn a_name_that_was_there_is_not_heard_again() {
    let (world, telegram, group, ann) = group().await;
    let thanks = group.says(&ann, &named("thanks"));
    assert_eq!(group.hears().await.text, said(Utterance::Welcome));
    let began = group.says(&ann, &named("where is my order"));
    let asked = group.hears().await;
    group.edits(thanks, &named("thank you"));
    group.edits(began, &named("Where is my order?"));
    let cancel = group.replies(&ann, asked.id, "cancel");
    assert!(group.hears().await.text.contains("Cancelled"));
    for message in [thanks, began, cancel] {
        group.edits(message, &named("where is my order"));
    }
    telegram.all_confirmed().await;
    group.says(&ann, &named("thanks"));
    assert_eq!(group.hears().await.text, said(Utterance::Welcome));
    world.finish().await;
}

/// What was overheard and begun is not begun again.
#[tokio::test]
async fn a_name_that_is_added_to_what_was_overheard_changes_nothing() {
    let (world, telegram, group, ann) = group().await;
    telegram.privacy(false);
    let message = group.says(&ann, "where is my order");
    assert!(group.hears().await.text.contains("Order number"));
    group.edits(message, &named("where is my order"));
    telegram.all_confirmed().await;
    group.edits(message, &named("where is my order 104233"));
    assert!(group.hears().await.text.contains("Order number: 104233"));
    assert!(group.hears().await.text.contains("is shipped"));
    world.finish().await;
}

/// The answer to an open question, with the name at last; and its batch comes twice.
#[tokio::test]
async fn an_answer_that_gets_the_name_counts_once() {
    let (world, telegram, group, ann) = group().await;
    group.says(&ann, &named("where is my order"));
    group.hears().await;
    let answer = group.says(&ann, "104233");
    telegram.all_confirmed().await;
    telegram.polled().await;
    telegram.fails("getUpdates", Fault::DropAnswer, 1);
    group.edits(answer, &named("104233"));
    assert!(group.hears().await.text.contains("is shipped"));
    telegram.all_confirmed().await;
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

/// The name of another bot, or ours behind a command of nobody's.
#[tokio::test]
async fn other_names_say_nothing() {
    let (world, telegram, group, ann) = group().await;
    telegram.privacy(false);
    let message = group.says(&ann, "nice weather today");
    group.edits(message, "@another_bot where is my order");
    group.edits(message, &format!("/roll@{BOT_NAME}"));
    group.edits(message, &format!("/help@{BOT_NAME}"));
    telegram.all_confirmed().await;
    group.says(&ann, &named("thanks"));
    assert_eq!(group.hears().await.text, said(Utterance::Welcome));
    world.finish().await;
}
