//! Albums: several pictures that a person sends as one, and that come one by one.

use errand::engine::Utterance;
use serde_json::{Value as Json, json};

use super::webhook::brought;
use crate::said::said;
use crate::world::World;
use crate::world::telegram::{Private, Telegram};

fn ann(world: &mut World) -> (Telegram, Private) {
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    (telegram, ann)
}

/// A picture of an album.
fn picture(album: &str, file: &str) -> Json {
    let photo = json!([{ "file_id": file, "file_unique_id": file, "width": 90, "height": 90 }]);
    json!({ "photo": photo, "media_group_id": album })
}

fn worded(album: &str, file: &str) -> Json {
    let mut picture = picture(album, file);
    picture["caption"] = json!("104233");
    picture
}

/// An album is one thing that a person sends, and gets one answer.
#[tokio::test]
async fn an_album_is_answered_once() {
    let mut world = World::open().await;
    let (_, ann) = ann(&mut world);
    for file in ["a", "b", "c"] {
        ann.sends(picture("13", file));
    }
    assert!(ann.hears().await.text.contains(&said(Utterance::PleaseWrite)));
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    world.finish().await;
}

/// The words under an album count, whichever of its pictures they stand under.
#[tokio::test]
async fn an_album_with_words_is_answered_once() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    ann.says("where is my order");
    ann.hears().await;
    ann.sends(worded("13", "a"));
    assert!(ann.hears().await.text.contains("is shipped"));
    ann.sends(picture("13", "b"));
    // All at once, and the words last, as desktops do with files.
    telegram.all_confirmed().await;
    telegram.polled().await;
    telegram.holds("getUpdates", None);
    ann.says("where is my order");
    ann.hears().await;
    for file in ["a", "b"] {
        ann.sends(picture("14", file));
    }
    ann.sends(worded("14", "c"));
    telegram.releases();
    assert!(ann.hears().await.text.contains("is shipped"));
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    assert_eq!(world.api.requests().len(), 2);
    world.finish().await;
}

/// Its parts come in batches of their own, with a restart between them: what was said under it is answered once.
#[tokio::test]
async fn an_album_that_comes_bit_by_bit_is_answered_once() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    ann.says("where is my order");
    ann.hears().await;
    ann.sends(worded("13", "a"));
    assert!(ann.hears().await.text.contains("is shipped"));
    telegram.all_confirmed().await;
    ann.sends(picture("13", "b"));
    telegram.all_confirmed().await;
    world.stops().await;
    ann.sends(picture("13", "c"));
    world.restart().await;
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

/// The words come last, in a batch of their own: they are what was sent, and what is answered.
#[tokio::test]
async fn words_in_a_later_batch_are_the_albums() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    ann.says("where is my order");
    ann.hears().await;
    for file in ["a", "b"] {
        ann.sends(picture("13", file));
        telegram.all_confirmed().await;
    }
    ann.sends(worded("13", "c"));
    assert!(ann.hears().await.text.contains("is shipped"));
    // As files, which could be an admin's.
    ann.says("where is my order");
    ann.hears().await;
    ann.sends(json!({ "document": { "file_id": "d", "file_unique_id": "d" }, "media_group_id": "14" }));
    telegram.all_confirmed().await;
    ann.sends(worded("14", "e"));
    assert!(ann.hears().await.text.contains("is shipped"));
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    assert_eq!(world.api.requests().len(), 2);
    world.finish().await;
}

/// Stopped or killed while words may still come: they count afterwards, and without them it is asked for some, once.
#[tokio::test]
async fn an_album_is_waited_for_over_a_restart() {
    for killed in [false, true] {
        let mut world = World::open().await;
        let (telegram, ann) = ann(&mut world);
        ann.says("where is my order");
        ann.hears().await;
        for words in [true, false] {
            let album = format!("{killed}{words}");
            ann.sends(picture(&album, "a"));
            telegram.all_confirmed().await;
            if killed {
                world.crash().await;
            } else {
                world.stops().await;
            }
            if words {
                ann.sends(worded(&album, "b"));
            }
            world.restart().await;
            let heard = ann.hears().await.text;
            let expected = if words { "is shipped".to_owned() } else { said(Utterance::PleaseWrite) };
            assert!(heard.contains(&expected), "{killed} {words}: {heard}");
        }
        world.stops().await;
        world.restart().await;
        ann.says("thanks");
        assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
        world.finish().await;
    }
}

/// Whoever goes on writing has sent all of it: it is answered first.
#[tokio::test]
async fn an_album_is_answered_before_what_follows_it() {
    let mut world = World::open().await;
    let (_, ann) = ann(&mut world);
    ann.sends(picture("13", "a"));
    ann.sends(picture("13", "b"));
    ann.says("thanks");
    assert_eq!(ann.hears().await.text, said(Utterance::PleaseWrite));
    assert_eq!(ann.hears().await.text, said(Utterance::Welcome));
    world.finish().await;
}

/// An album in a group that is not for the bot waits for nothing.
#[tokio::test]
async fn an_album_of_others_is_none_of_ours() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    telegram.privacy(false);
    let ann = telegram.person("ann", "en");
    let group = telegram.supergroup("Shop", &[&ann]);
    group.sends(&ann, picture("13", "a"));
    group.sends(&ann, picture("13", "b"));
    telegram.all_confirmed().await;
    group.commands(&ann, "help");
    assert!(group.hears().await.text.contains(&said(Utterance::Offer)));
    world.finish().await;
}

/// Words that come after the pictures are not lost: what was asked for meanwhile is there.
#[tokio::test]
async fn words_that_come_last_count() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    ann.says("where is my order");
    ann.hears().await;
    for file in ["a", "b"] {
        ann.sends(picture("13", file));
        telegram.all_confirmed().await;
    }
    assert!(ann.hears().await.text.contains(&said(Utterance::PleaseWrite)));
    ann.sends(worded("13", "c"));
    assert!(ann.hears().await.text.contains("is shipped"));
    world.finish().await;
}

/// By webhook each part is brought on its own, and the next only when the one before is taken.
#[tokio::test]
async fn an_album_that_is_brought_is_answered_once() {
    let (world, telegram, _) = brought().await;
    let ann = telegram.person("ann", "en").private();
    ann.says("where is my order");
    ann.hears().await;
    for file in ["a", "b"] {
        ann.sends(picture("13", file));
    }
    ann.sends(worded("13", "c"));
    assert!(ann.hears().await.text.contains("is shipped"));
    ann.sends(picture("14", "d"));
    assert!(ann.hears().await.text.contains(&said(Utterance::PleaseWrite)));
    telegram.all_confirmed().await;
    world.finish().await;
}
