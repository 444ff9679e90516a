//! Groups: whom the bot listens to, whom it answers, and who may press what.

use errand::channel::text::plain;
use errand::domain::language::Language;
use errand::engine::Utterance;
use serde_json::json;

use crate::said::said;
use crate::world::World;
use crate::world::telegram::{Asks, BOT_NAME, Someone, Telegram};

/// A world with a Telegram, and Ann on it.
async fn with_ann() -> (World, Telegram, Someone) {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en");
    (world, telegram, ann)
}

#[tokio::test]
async fn a_group_is_served_in_privacy_mode() {
    let (world, telegram, ann) = with_ann().await;
    let bob = telegram.person("bob", "en");
    let group = telegram.group("Shop talk", &[&ann, &bob]);
    group.says(&bob, "where is my order");
    let asked = group.says(&ann, "/start");
    let greeting = group.hears().await;
    assert_eq!(greeting.reply_to, Some(asked));
    group.presses(&ann, "Order status").await;
    let question = group.hears().await;
    assert!(question.text.contains("Order number"), "{question}");
    assert_eq!(question.asks, Asks::Reply);
    // In privacy mode only the reply reaches the bot.
    group.says(&ann, "104233");
    let answer = group.replies(&ann, question.id, "104233");
    let reply = group.hears().await;
    assert!(reply.text.contains("is shipped"), "{reply}");
    assert_eq!(reply.reply_to, Some(answer));
    world.finish().await;
}

#[tokio::test]
async fn commands_with_the_bots_name_are_ours_and_others_are_not() {
    let (world, telegram, ann) = with_ann().await;
    let group = telegram.supergroup("Shop talk", &[&ann]);
    telegram.privacy(false);
    group.says(&ann, "/help@another_bot");
    group.says(&ann, "/roll 6");
    group.commands(&ann, "help");
    assert!(group.hears().await.text.contains(&said(Utterance::Offer)));
    group.says(&ann, &format!("/HELP@{}", BOT_NAME.to_uppercase()));
    assert!(group.hears().await.text.contains(&said(Utterance::Offer)));
    group.commands(&ann, "nonsense");
    assert!(group.hears().await.text.contains(&said(Utterance::NoMatch)));
    world.finish().await;
}

#[tokio::test]
async fn a_mention_is_for_the_bot() {
    let (world, telegram, ann) = with_ann().await;
    telegram.privacy(false);
    let group = telegram.supergroup("Shop talk", &[&ann]);
    group.says(&ann, "nice weather today");
    group.says(&ann, "@another_bot where is the sun");
    group.says(&ann, &format!("@{BOT_NAME} where is my order?"));
    let question = group.hears().await;
    assert!(question.text.contains("Order number"), "{question}");
    group.says(&ann, &format!("it is 104233 👍 @{BOT_NAME}"));
    assert!(group.hears().await.text.contains("is shipped"));
    group.says(&ann, &format!("@{BOT_NAME}"));
    assert!(group.hears().await.text.contains(&said(Utterance::Greeting)));
    group.says(&ann, &format!("@{BOT_NAME} /help"));
    assert!(group.hears().await.text.contains(&said(Utterance::Offer)));
    world.finish().await;
}

#[tokio::test]
async fn two_people_in_a_group_have_a_session_each() {
    let (world, telegram, ann) = with_ann().await;
    let bob = telegram.person("bob", "en");
    let group = telegram.supergroup("Shop talk", &[&ann, &bob]);
    telegram.privacy(false);
    group.says(&ann, "I want a refund");
    let of_ann = group.hears().await;
    group.says(&bob, "where is my order");
    let of_bob = group.hears().await;
    group.replies(&bob, of_bob.id, "104233");
    assert!(group.hears().await.text.contains("is shipped"));
    group.replies(&ann, of_ann.id, "104234");
    let reason = group.hears().await;
    assert!(reason.text.contains("Reason (2 of 4)"), "{reason}");
    let not_yours = plain(Language::English, "telegram-press-not-yours", &[]);
    group.presses(&bob, "Damaged").await;
    let notice = bob.notice().await;
    assert_eq!(notice.text, Some(not_yours));
    group.presses(&ann, "Damaged").await;
    assert!(group.hears().await.text.contains("Amount"));
    assert_eq!(ann.notice().await.text, None);
    group.commands(&ann, "cancel");
    assert!(group.hears().await.text.contains("Cancelled"));
    world.finish().await;
}

/// In privacy mode the bot is given a reply and no more, so what it says must ask for one.
#[tokio::test]
async fn what_is_no_text_is_asked_for_again_by_a_reply() {
    let (world, telegram, ann) = with_ann().await;
    let group = telegram.group("Shop talk", &[&ann]);
    group.says(&ann, "/start");
    group.hears().await;
    group.presses(&ann, "Order status").await;
    let mut question = group.hears().await;
    let dice = json!({ "dice": { "emoji": "🎲", "value": 3 } });
    let long = json!({ "text": "x".repeat(4_001) });
    for content in [dice, long] {
        group.replies_with(&ann, question.id, content);
        question = group.hears().await;
        assert!(question.text.contains("Order number"), "{question}");
        assert_eq!(question.asks, Asks::Reply);
    }
    group.replies(&ann, question.id, "104233");
    assert!(group.hears().await.text.contains("is shipped"));
    world.finish().await;
}

#[tokio::test]
async fn topics_are_places_of_their_own() {
    let (world, telegram, ann) = with_ann().await;
    let forum = telegram.forum("Shop", &[&ann]);
    let (orders, money) = (forum.opens_topic(&ann, "Orders"), forum.opens_topic(&ann, "Money"));
    telegram.privacy(false);
    forum.says_in(orders, &ann, "where is my order");
    let question = forum.hears().await;
    assert_eq!((question.thread, question.text.contains("Order number")), (Some(orders), true));
    forum.says_in(money, &ann, "I want a refund");
    let refund = forum.hears().await;
    assert_eq!((refund.thread, refund.text.contains("(1 of 4)")), (Some(money), true));
    forum.says(&ann, "thanks");
    forum.replies(&ann, question.id, "104233");
    let shipped = forum.hears().await;
    assert_eq!((shipped.thread, shipped.text.contains("is shipped")), (Some(orders), true));
    forum.replies(&ann, refund.id, "104233");
    let reason = forum.hears().await;
    assert_eq!(reason.thread, Some(money));
    forum.presses(&ann, "Damaged").await;
    let amount = forum.hears().await;
    assert_eq!((amount.thread, amount.text.contains("Amount")), (Some(money), true));
    // The topic without a name of its own is the group itself.
    forum.commands(&ann, "help");
    assert_eq!(forum.hears().await.thread, None);
    world.finish().await;
}

/// An answer to somebody in a topic is not for everybody in the group: when the topic is closed or gone, the session ends.
#[tokio::test]
async fn a_topic_that_is_closed_or_deleted_ends_its_sessions_quietly() {
    let (world, telegram, ann) = with_ann().await;
    let forum = telegram.forum("Shop", &[&ann]);
    let (orders, money) = (forum.opens_topic(&ann, "Orders"), forum.opens_topic(&ann, "Money"));
    telegram.privacy(false);
    for topic in [orders, money] {
        forum.says_in(topic, &ann, "I want a refund");
        let question = forum.hears().await;
        let asked = telegram.requests("sendMessage").len();
        telegram.holds("sendMessage", None);
        forum.replies(&ann, question.id, "104233");
        telegram.asked("sendMessage", asked + 1).await;
        if topic == orders {
            forum.closes_topic(topic);
        } else {
            forum.deletes_topic(topic);
        }
        telegram.releases();
    }
    // Whoever writes elsewhere in the group is answered there.
    forum.commands(&ann, "cancel");
    assert_eq!(forum.hears().await.text, crate::said::nothing_open());
    forum.reopens_topic(orders);
    forum.says_in(orders, &ann, &format!("/cancel@{BOT_NAME}"));
    let nothing = forum.hears().await;
    assert_eq!((nothing.thread, nothing.text), (Some(orders), crate::said::nothing_open()));
    telegram.all_confirmed().await;
    assert_eq!(telegram.requests("sendMessage").len(), 6, "nothing was tried elsewhere");
    world.finish().await;
}

/// Telegram tells no topic of a message that is old or gone: the button is the person's all the same.
#[tokio::test]
async fn a_press_on_what_is_gone_is_answered_in_its_topic() {
    let (world, telegram, ann) = with_ann().await;
    let bob = telegram.person("bob", "en");
    let forum = telegram.forum("Shop", &[&ann, &bob]);
    let money = forum.opens_topic(&ann, "Money");
    telegram.privacy(false);
    forum.says_in(money, &ann, "I want a refund 104233");
    let reason = forum.hears().await;
    assert!(reason.text.contains("Reason"), "{reason}");
    forum.says_in(money, &ann, "damaged");
    forum.hears().await;
    forum.erases(reason.id);
    forum.presses_gone(&ann, "Damaged");
    let stale = forum.hears().await;
    assert!(stale.text.contains(&said(Utterance::Stale)) && stale.thread == Some(money), "{stale}");
    assert_eq!(ann.notice().await.text, None);
    forum.presses_gone(&bob, "Damaged");
    assert_eq!(bob.notice().await.text, Some(plain(Language::English, "telegram-press-not-yours", &[])));
    forum.says_in(money, &ann, "cancel");
    forum.hears().await;
    world.finish().await;
}

#[tokio::test]
async fn whoever_is_no_person_is_not_answered() {
    let (world, telegram, ann) = with_ann().await;
    let (group, channel) = (telegram.supergroup("Shop", &[&ann]), telegram.channel("News", &ann));
    telegram.privacy(false);
    group.says_anonymously("/help");
    group.other_bot_says("/help");
    group.says_anonymously("where is my order");
    channel.posts("/help");
    group.lets_in(&telegram.person("eve", "en"));
    group.commands(&ann, "help");
    assert!(group.hears().await.text.contains(&said(Utterance::Offer)));
    world.finish().await;
}

/// An admin's command from nobody is refused with the reason, once; after that it is as silent as everything anonymous.
#[tokio::test]
async fn an_anonymous_admin_is_told_why_once() {
    let (world, telegram, ann) = with_ann().await;
    let group = telegram.supergroup("Shop", &[&ann]);
    group.says_anonymously("/action bogus");
    let told = group.hears().await.to_string();
    assert!(told.contains("As an anonymous admin you cannot be told apart from others."), "{told}");
    group.says_anonymously("/action publish order-status");
    group.says_anonymously("/action@errand_test_bot list");
    group.commands(&ann, "help");
    assert!(group.hears().await.text.contains(&said(Utterance::Offer)));
    world.finish().await;
}

#[tokio::test]
async fn a_group_that_becomes_a_supergroup_takes_its_sessions_along() {
    let (world, telegram, ann) = with_ann().await;
    let group = telegram.group("Shop", &[&ann]);
    group.says(&ann, "/start");
    group.hears().await;
    group.presses(&ann, "Refund request").await;
    assert!(group.hears().await.text.contains("(1 of 4)"));
    let upgraded = group.upgrades();
    telegram.all_confirmed().await;
    upgraded.says(&ann, &format!("/back@{BOT_NAME}"));
    let heard = upgraded.hears().await;
    assert!(heard.text.contains(&said(Utterance::NothingBefore)), "{heard}");
    upgraded.commands(&ann, "cancel");
    assert!(upgraded.hears().await.text.contains("Cancelled"));
    world.finish().await;
}

/// Only the new group tells of it.
#[tokio::test]
async fn a_supergroup_says_which_group_it_was() {
    let (world, telegram, ann) = with_ann().await;
    telegram.privacy(false);
    let (group, new) = (telegram.group("Shop", &[&ann]), telegram.supergroup("Shop", &[&ann]));
    group.says(&ann, "where is my order");
    assert!(group.hears().await.text.contains("Order number"));
    for _ in 0..2 {
        new.sends(&ann, json!({ "migrate_from_chat_id": group.id() }));
    }
    new.says(&ann, "104233");
    assert!(new.hears().await.text.contains("is shipped"));
    world.finish().await;
}

/// The upgrade is learned by what Telegram refuses: the answer arrives in the new group, and the session is there.
#[tokio::test]
async fn an_answer_follows_a_group_that_was_upgraded() {
    let (world, telegram, ann) = with_ann().await;
    let group = telegram.group("Shop", &[&ann]);
    group.says(&ann, "/start");
    group.hears().await;
    group.presses(&ann, "Order status").await;
    let question = group.hears().await;
    world.api.hold("/api/orders");
    group.replies(&ann, question.id, "104233");
    world.until_asked(1).await;
    telegram.all_confirmed().await;
    let upgraded = group.upgrades();
    telegram.all_confirmed().await;
    world.api.release();
    assert!(upgraded.hears().await.text.contains("is shipped"));
    upgraded.commands(&ann, "help");
    assert!(upgraded.hears().await.text.contains(&said(Utterance::Offer)));
    world.finish().await;
}

/// Telegram refuses what is sent to the old group before it says that there is a new one.
#[tokio::test]
async fn an_upgrade_is_learned_from_a_refusal() {
    let (world, telegram, ann) = with_ann().await;
    let group = telegram.group("Shop", &[&ann]);
    group.says(&ann, "/start");
    group.hears().await;
    group.presses(&ann, "Refund request").await;
    let question = group.hears().await;
    telegram.polled().await;
    telegram.holds("sendMessage", None);
    telegram.holds("getUpdates", None);
    group.replies(&ann, question.id, "104233");
    telegram.asked("sendMessage", 3).await;
    let upgraded = group.upgrades();
    telegram.releases();
    let reason = upgraded.hears().await;
    assert!(reason.text.contains("Reason (2 of 4)"), "{reason}");
    // Messages are numbered anew in the new group: what is known of those in the old one is of no use.
    for method in ["sendMessage", "editMessageReplyMarkup", "editMessageText", "deleteMessage"] {
        for asked in telegram.requests(method).iter().filter(|asked| asked["chat_id"] == json!(upgraded.id())) {
            assert!(asked["reply_parameters"].is_null() && asked["message_id"].is_null(), "{method}: {asked}");
        }
    }
    upgraded.presses(&ann, "Damaged").await;
    assert!(upgraded.hears().await.text.contains("Amount"));
    upgraded.becomes(reason.id, |heard| heard.buttons.is_empty()).await;
    upgraded.commands(&ann, "cancel");
    assert!(upgraded.hears().await.text.contains("Cancelled"));
    world.finish().await;
}

/// An answer of before the upgrade is not what an edited message of the new group corrects, whatever its number.
#[tokio::test]
async fn an_edit_in_the_new_group_corrects_nothing_of_the_old_one() {
    let (world, telegram, ann) = with_ann().await;
    let group = telegram.group("Shop", &[&ann]);
    group.says(&ann, "/start");
    group.hears().await;
    group.presses(&ann, "Refund request").await;
    let question = group.hears().await;
    let number = group.replies(&ann, question.id, "104233");
    group.hears().await;
    telegram.all_confirmed().await;
    let upgraded = group.upgrades();
    telegram.all_confirmed().await;
    while upgraded.says(&ann, "the bot is not told of this") < number {}
    telegram.privacy(false);
    upgraded.edits(number, "104999");
    upgraded.commands(&ann, "cancel");
    assert!(upgraded.hears().await.text.contains("Cancelled"));
    world.finish().await;
}

#[tokio::test]
async fn a_bot_that_was_thrown_out_ends_the_session_quietly() {
    let (mut world, telegram, ann) = with_ann().await;
    let bob = telegram.person("bob", "en");
    let group = telegram.supergroup("Shop", &[&ann]);
    telegram.privacy(false);
    world.api.hold("/api/orders");
    group.says(&ann, "where is my order 104233");
    world.until_asked(1).await;
    group.kicks();
    world.api.release();
    let bob = bob.private();
    bob.says("thanks");
    bob.hears().await;
    telegram.asked("sendMessage", 2).await;
    world.stops().await;
    world.restart().await;
    group.adds();
    group.commands(&ann, "cancel");
    assert_eq!(group.hears().await.text, crate::said::nothing_open());
    world.finish().await;
}

/// Nothing is to be sent: who threw it out has ended what it had asked, in each topic, and nobody else's.
#[tokio::test]
async fn what_was_asked_in_a_group_ends_when_the_bot_is_thrown_out() {
    for restarted in [false, true] {
        let (mut world, telegram, ann) = with_ann().await;
        let (forum, other) = (telegram.forum("Shop", &[&ann]), telegram.supergroup("Pub", &[&ann]));
        telegram.privacy(false);
        let topic = forum.opens_topic(&ann, "Orders");
        forum.says(&ann, "where is my order");
        forum.hears().await;
        forum.says_in(topic, &ann, "I want a refund");
        forum.hears().await;
        other.says(&ann, "where is my order");
        other.hears().await;
        telegram.all_confirmed().await;
        if restarted {
            world.stops().await;
            world.restart().await;
        }
        forum.kicks();
        forum.adds();
        telegram.all_confirmed().await;
        forum.commands(&ann, "cancel");
        assert_eq!(forum.hears().await.text, crate::said::nothing_open());
        forum.says_in(topic, &ann, &format!("/cancel@{BOT_NAME}"));
        assert_eq!(forum.hears().await.text, crate::said::nothing_open());
        other.says(&ann, "104233");
        assert!(other.hears().await.text.contains("is shipped"));
        world.finish().await;
    }
}
