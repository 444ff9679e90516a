//! Replies in groups: to what the bot asks somebody else, to what it says to all; and names that must not be named.

use errand::engine::Utterance;
use serde_json::json;

use crate::said::{nothing_open, said};
use crate::world::World;
use crate::world::telegram::{BOT_NAME, Group, Heard, Someone, Telegram};

struct Scene {
    world: World,
    telegram: Telegram,
    ann: Someone,
    bob: Someone,
    group: Group,
}

/// Two people in a group.
async fn scene() -> Scene {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let (ann, bob) = (telegram.person("ann", "en"), telegram.person("bob", "en"));
    let group = telegram.supergroup("Shop talk", &[&ann, &bob]);
    Scene { world, telegram, ann, bob, group }
}

impl Scene {
    /// Somebody begins something. The first question.
    async fn begins(&self, who: &Someone, action: &str) -> Heard {
        self.group.commands(who, "start");
        self.group.hears().await;
        self.group.presses(who, action).await;
        let asked = self.group.hears().await;
        // Nobody replies before the bot itself knows which message that is.
        self.world.admin("/action list").await;
        asked
    }

    /// Nothing of what was said before is answered.
    async fn is_quiet(&self) {
        self.telegram.all_confirmed().await;
        self.group.commands(&self.bob, "settings");
        let next = self.group.hears().await;
        assert!(next.text.contains(&said(Utterance::WhichLanguage)), "{next}");
    }
}

#[tokio::test]
async fn a_reply_to_somebody_elses_question_is_not_for_the_bot() {
    let scene = scene().await;
    let Scene { ann, bob, group, .. } = &scene;
    let number = scene.begins(ann, "Refund request").await;
    for text in ["104233", "where is my order", "help", "which number is that?"] {
        group.replies(bob, number.id, text);
    }
    group.replies_with(bob, number.id, json!({ "dice": { "emoji": "🎲", "value": 3 } }));
    scene.is_quiet().await;
    group.replies(ann, number.id, "104234");
    let reason = group.hears().await;
    assert!(reason.text.contains("Reason (2 of 4)"), "{reason}");
    group.replies(bob, reason.id, "Damaged");
    scene.is_quiet().await;
    // Bob's own session does not take it for an answer either.
    let own = scene.begins(bob, "Order status").await;
    group.replies(bob, reason.id, "104233");
    group.replies(bob, number.id, "104233");
    group.replies(bob, own.id, "104235");
    assert!(group.hears().await.text.to_lowercase().contains("order 104235"));
    group.replies(ann, reason.id, "Damaged");
    assert!(group.hears().await.text.contains("Amount"));
    group.commands(ann, "cancel");
    assert!(group.hears().await.text.contains("Cancelled"));
    let Scene { world, .. } = scene;
    world.finish().await;
}

/// The open question of a person is known as theirs after a stop and after a kill.
#[tokio::test]
async fn a_question_stays_somebodys_after_a_restart() {
    let mut scene = scene().await;
    let (ann, bob, group) = (scene.ann.clone(), scene.bob.clone(), scene.group.clone());
    let number = scene.begins(&ann, "Refund request").await;
    // What was said is known to be said.
    scene.world.stops().await;
    scene.world.restart().await;
    group.replies(&bob, number.id, "104233");
    scene.is_quiet().await;
    group.replies(&ann, number.id, "104234");
    let reason = group.hears().await;
    scene.telegram.all_confirmed().await;
    scene.world.admin("/action list").await;
    scene.world.stops().await;
    scene.world.restart().await;
    group.replies(&bob, reason.id, "Damaged");
    scene.is_quiet().await;
    group.commands(&ann, "cancel");
    assert!(group.hears().await.text.contains("Cancelled"));
    scene.world.finish().await;
}

#[tokio::test]
async fn what_is_there_for_all_may_be_replied_to_by_all() {
    let scene = scene().await;
    let Scene { ann, bob, group, .. } = &scene;
    group.commands(ann, "start");
    let greeting = group.hears().await;
    group.replies(bob, greeting.id, "where is my order 104233");
    let shipped = group.hears().await;
    assert!(shipped.text.contains("is shipped"), "{shipped}");
    group.replies(ann, shipped.id, "where is my order");
    let number = group.hears().await;
    // Whoever names the bot speaks to it, whatever they reply to; and so does who gives a command.
    group.replies(bob, number.id, &format!("@{BOT_NAME} where is my order 104235"));
    assert!(group.hears().await.text.to_lowercase().contains("order 104235"));
    group.replies(bob, number.id, "/cancel");
    assert_eq!(group.hears().await.text, nothing_open());
    // An older question of one's own is one's own.
    group.replies(ann, number.id, "12");
    group.hears().await;
    group.replies(ann, number.id, "104234");
    assert!(group.hears().await.text.to_lowercase().contains("order 104234"));
    let Scene { world, .. } = scene;
    world.finish().await;
}

/// What a customer wrote or an API answered tells nobody in a group; in a direct chat it is as it was given.
#[tokio::test]
async fn names_in_values_tell_nobody() {
    let scene = scene().await;
    let Scene { ann, group, world, telegram, .. } = &scene;
    telegram.privacy(false);
    world.api.answers(|_| (200, json!({ "status": "@bob_tester", "eta": "2026-06-05" })));
    group.says(ann, &format!("@{BOT_NAME} where is my order 104233"));
    let heard = group.hears().await;
    assert!(heard.text.contains("is @\u{2060}bob_tester,"), "{heard}");
    let styled: Vec<_> = heard.entities.iter().map(|mark| mark.text.as_str()).collect();
    assert_eq!(styled, ["@\u{2060}bob_tester"]);
    ann.private().says("where is my order 104233");
    let heard = ann.private().hears().await;
    assert!(heard.text.contains("is @bob_tester"), "{heard}");
    let Scene { world, .. } = scene;
    world.finish().await;
}
