//! Questions and answers in direct chats: choices as buttons, the card that is confirmed, the phone's own number,
//! corrections, and what cannot be read.

use std::time::Duration;

use errand::channel::text::plain;
use errand::domain::language::Language;
use errand::engine::Utterance;
use serde_json::json;

use super::{CALL_BACK, PARCEL};
use crate::said::said;
use crate::world::World;
use crate::world::telegram::{Asks, Private, Telegram};

fn ann(world: &mut World) -> (Telegram, Private) {
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    (telegram, ann)
}

/// Says these, and reads an answer to each.
async fn through(ann: &Private, said: &[&str]) {
    for text in said {
        ann.says(text);
        ann.hears().await;
    }
}

#[tokio::test]
async fn choices_are_buttons_that_are_gone_once_chosen() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    through(&ann, &["I want a refund"]).await;
    ann.says("104233");
    let reason = ann.hears().await;
    assert_eq!(reason.labels(), ["Damaged", "Wrong item", "Arrived late", "Changed my mind", "Back", "Cancel"]);
    ann.presses("Wrong item").await;
    let amount = ann.hears().await;
    assert!(amount.text.contains("Amount (3 of 4)"), "{amount}");
    ann.becomes(reason.id, |heard| heard.buttons.is_empty()).await;
    ann.presses("Skip").await;
    assert!(ann.hears().await.text.contains("Comment"));
    ann.says("cancel");
    assert!(ann.hears().await.text.contains("Cancelled"));
    ann.becomes(amount.id, |heard| heard.buttons.is_empty()).await;
    telegram.until("end of all buttons", || ann.buttons().is_empty()).await;
    world.finish().await;
}

#[tokio::test]
async fn a_card_is_changed_by_its_buttons_and_confirmed_once() {
    let mut world = World::open().await;
    let (_, ann) = ann(&mut world);
    through(&ann, &["I want a refund", "104233", "Damaged", "skip"]).await;
    ann.says("skip");
    let card = ann.hears().await;
    assert!(card.text.contains("Reason: Damaged") && card.labels().contains(&"Yes"), "{card}");
    ann.presses("Change something").await;
    let which = ann.hears().await;
    assert!(which.labels().contains(&"Reason"), "{which}");
    ann.presses("Reason").await;
    ann.hears().await;
    ann.presses("Arrived late").await;
    let card = ann.hears().await;
    assert!(card.text.contains("Reason: Arrived late"), "{card}");
    assert_eq!(world.api.requests(), []);
    ann.presses("Yes").await;
    ann.presses_gone("Yes");
    assert!(ann.hears().await.text.contains("R-20071"));
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

/// With few inputs each has its button on the card.
#[tokio::test]
async fn a_small_card_has_a_button_for_each_input() {
    let mut world = World::open().await;
    world.import(&[("parcel.toml", PARCEL)], true).await;
    world.api.answers(|_| (200, json!({ "label": "L-7" })));
    let (_, ann) = ann(&mut world);
    ann.says("I want to send a parcel back: 104233, damaged, ann@example.com");
    let card = ann.hears().await;
    assert_eq!(card.labels(), ["Yes", "Change order number", "Change reason", "Change email", "Cancel"]);
    ann.presses("Change reason").await;
    assert!(ann.hears().await.text.contains("Why does it go back?"));
    ann.becomes(card.id, |heard| heard.buttons.is_empty()).await;
    ann.presses("Too late").await;
    assert!(ann.hears().await.text.contains("Reason: Too late"));
    ann.says("change");
    assert_eq!(ann.hears().await.labels(), ["Order number", "Reason", "Email", "Cancel"]);
    ann.presses("Email").await;
    ann.hears().await;
    ann.says("bob@example.com");
    assert!(ann.hears().await.text.contains("bob@example.com"));
    ann.presses("Yes").await;
    assert!(ann.hears().await.text.contains("L-7"));
    let [request] = &world.api.requests()[..] else { panic!("one request") };
    assert_eq!(request.json(), json!({ "order": "104233", "reason": "Too late", "email": "bob@example.com" }));
    world.finish().await;
}

/// All of a conversation as both sides see it.
#[tokio::test]
async fn a_refund_as_it_reads() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    through(&ann, &["/start", "I want a refund", "104233", "Broken", "1", "lots", "24,90", "skip"]).await;
    ann.presses("Change something").await;
    ann.hears().await;
    ann.presses("Amount").await;
    ann.hears().await;
    through(&ann, &["/skip"]).await;
    ann.presses("Yes").await;
    ann.hears().await;
    telegram.until("end of all buttons", || ann.buttons().is_empty()).await;
    let golden = include_str!("golden/refund.txt");
    assert_eq!(ann.history().trim_end(), golden.trim_end(), "{}", ann.history());
    world.finish().await;
}

#[tokio::test]
async fn a_stale_press_is_answered_with_the_open_question() {
    let mut world = World::open().await;
    let (_, ann) = ann(&mut world);
    through(&ann, &["I want a refund", "104233", "Damaged"]).await;
    ann.presses_gone("Wrong item");
    let heard = ann.hears().await;
    assert!(heard.text.contains(&said(Utterance::Stale)) && heard.text.contains("Amount"), "{heard}");
    through(&ann, &["cancel"]).await;
    ann.presses_gone("Wrong item");
    assert_eq!(ann.hears().await.text, said(Utterance::Outdated));
    world.finish().await;
}

/// Whatever a client sends as a button's data, it is only looked up.
#[tokio::test]
async fn buttons_carry_random_ids_and_invented_ones_do_nothing() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    let somebody = telegram.person("ann", "en");
    through(&ann, &["I want a refund"]).await;
    ann.says("104233");
    let reason = ann.hears().await;
    let asked = telegram.requests("sendMessage");
    let data: Vec<String> = asked
        .iter()
        .flat_map(|asked| asked["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default())
        .flat_map(|row| row.as_array().cloned().unwrap_or_default())
        .map(|button| button["callback_data"].as_str().expect("data").to_owned())
        .collect();
    assert_eq!(data.len(), 6);
    for one in &data {
        assert!(one.len() <= 64 && one.bytes().all(|byte| byte.is_ascii_hexdigit()), "{one}");
    }
    let ended = plain(Language::English, "telegram-press-ended", &[]);
    for invented in ["", "0", "Damaged", "' OR 1=1 --", &"f".repeat(32), &"x".repeat(64)] {
        ann.press_data(&somebody, reason.id, invented);
        assert_eq!(somebody.notice().await.text.as_deref(), Some(ended.as_str()));
    }
    ann.presses("Damaged").await;
    assert!(ann.hears().await.text.contains("Amount"));
    world.finish().await;
}

#[tokio::test]
async fn thousands_of_presses_are_all_answered() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    through(&ann, &["I want a refund", "104233"]).await;
    let somebody = telegram.person("ann", "en");
    for press in 0..3_000 {
        ann.press_data(&somebody, 1, &format!("{press:032x}"));
    }
    ann.says("Damaged");
    assert!(ann.hears().await.text.contains("Amount"));
    telegram.all_confirmed().await;
    telegram.asked("answerCallbackQuery", 3_000).await;
    world.finish().await;
}

#[tokio::test]
async fn buttons_of_an_ended_step_are_taken_away_after_a_restart_too() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    through(&ann, &["I want a refund"]).await;
    ann.says("104233");
    let reason = ann.hears().await;
    telegram.all_confirmed().await;
    world.stops().await;
    world.restart().await;
    ann.says("damaged");
    assert!(ann.hears().await.text.contains("Amount"));
    ann.becomes(reason.id, |heard| heard.buttons.is_empty()).await;
    world.finish().await;
}

#[tokio::test]
async fn a_button_that_is_pressed_after_a_restart_still_answers() {
    let mut world = World::open().await;
    let (telegram, ann) = ann(&mut world);
    through(&ann, &["I want a refund"]).await;
    ann.says("104233");
    let reason = ann.hears().await;
    telegram.all_confirmed().await;
    world.stops().await;
    ann.presses("Arrived late").await;
    world.restart().await;
    assert!(ann.hears().await.text.contains("Amount"));
    ann.becomes(reason.id, |heard| heard.buttons.is_empty()).await;
    world.finish().await;
}

#[tokio::test]
async fn the_phones_own_number_is_shared_by_a_button() {
    let mut world = World::open().await;
    world.import(&[("call-back.toml", CALL_BACK)], true).await;
    world.api.answers(|_| (200, json!({ "when": "today" })));
    let (_, ann) = ann(&mut world);
    ann.says("please call me back");
    let asked = ann.hears().await;
    assert_eq!(asked.asks, Asks::Contact("Share my phone number".to_owned()));
    ann.shares_contact("4915112345678", true);
    let done = ann.hears().await;
    assert!(done.text.contains("today") && done.asks == Asks::NoKeys, "{done:?}");
    let [request] = &world.api.requests()[..] else { panic!("one request") };
    assert_eq!(request.json()["phone"], json!("+4915112345678"));
    ann.says("thanks");
    assert_eq!(ann.hears().await.asks, Asks::Nothing);
    world.finish().await;
}

/// A message has buttons or takes the keys away, never both: the keys go all the same, and at once.
#[tokio::test]
async fn the_button_that_shares_a_number_goes_away_when_other_buttons_come() {
    let mut world = World::open().await;
    let choice = "[[inputs]]\nname = \"when\"\ninstructions = \"When?\"\nkind = { type = \"choice\", options = \
                  [\"today\", \"tomorrow\"] }\n\n[call]";
    world.import(&[("call-back.toml", &CALL_BACK.replace("[call]", choice))], true).await;
    world.api.answers(|_| (200, json!({})));
    let (telegram, ann) = ann(&mut world);
    ann.says("please call me back");
    assert!(matches!(ann.hears().await.asks, Asks::Contact(_)));
    assert!(ann.has_keys());
    ann.shares_contact("4915112345678", true);
    assert_eq!(ann.hears().await.labels(), ["today", "tomorrow", "Back", "Cancel"]);
    assert!(!ann.has_keys());
    let away = plain(Language::English, "telegram-keys-away", &[]);
    telegram.until("end of what took the keys away", || !ann.history().contains(&format!("Errand: {away}"))).await;
    // Off on something else in the middle of it, and back.
    ann.presses("Back").await;
    assert!(matches!(ann.hears().await.asks, Asks::Contact(_)));
    ann.says("/settings");
    assert!(ann.hears().await.labels().contains(&"English"));
    assert!(!ann.has_keys());
    ann.presses("English").await;
    assert!(matches!(ann.hears().await.asks, Asks::Contact(_)));
    through(&ann, &["+49 151 12345678"]).await;
    ann.presses("tomorrow").await;
    assert!(ann.hears().await.text.contains("tomorrow"));
    world.finish().await;
}

/// A number may be typed all the same, and a wrong one leaves the button where it is.
#[tokio::test]
async fn a_number_is_typed_where_it_could_be_shared() {
    let mut world = World::open().await;
    world.import(&[("call-back.toml", CALL_BACK)], true).await;
    world.api.answers(|_| (200, json!({ "when": "today" })));
    let (_, ann) = ann(&mut world);
    through(&ann, &["please call me back"]).await;
    ann.says("no number");
    assert!(matches!(ann.hears().await.asks, Asks::Contact(_) | Asks::Nothing));
    ann.says("+49 151 12345678");
    let done = ann.hears().await;
    assert!(done.text.contains("today") && done.asks == Asks::NoKeys, "{done:?}");
    world.finish().await;
}

#[tokio::test]
async fn an_edited_answer_is_corrected() {
    let mut world = World::open().await;
    let (_, ann) = ann(&mut world);
    through(&ann, &["I want a refund"]).await;
    let number = ann.says("104233");
    ann.hears().await;
    ann.edits(number, "104999");
    let heard = ann.hears().await;
    assert!(heard.text.contains("104999") && heard.text.contains("Changed"), "{heard}");
    through(&ann, &["cancel"]).await;
    world.finish().await;
}

#[tokio::test]
async fn what_is_no_text_is_asked_for_in_words() {
    let mut world = World::open().await;
    let (_, ann) = ann(&mut world);
    ann.sends_sticker();
    assert!(ann.hears().await.text.contains(&said(Utterance::PleaseWrite)));
    ann.says("where is my order");
    ann.hears().await;
    ann.sends_voice();
    assert!(ann.hears().await.text.contains(&said(Utterance::PleaseWrite)));
    ann.sends_document("order.pdf", b"%PDF", None);
    assert!(ann.hears().await.text.contains(&said(Utterance::PleaseWrite)));
    // Whatever a person sends is answered, also what came after this release; notes about the chat are not.
    ann.sends(json!({ "pinned_message": { "message_id": 1, "date": 0, "chat": { "id": 1, "type": "private" } } }));
    ann.sends(json!({ "chat_background_set": { "type": { "type": "pattern" } } }));
    for later in [json!({ "invoice": {} }), json!({ "giveaway": {} }), json!({ "hologram": { "metres": 3 } })] {
        ann.sends(later);
        assert!(ann.hears().await.text.contains(&said(Utterance::PleaseWrite)));
    }
    ann.sends_photo("104233");
    assert!(ann.hears().await.text.contains("is shipped"));
    world.finish().await;
}

#[tokio::test]
async fn an_expired_session_loses_its_buttons() {
    let mut world = World::open().await;
    let (_, ann) = ann(&mut world);
    through(&ann, &["I want a refund"]).await;
    ann.says("104233");
    let reason = ann.hears().await;
    world.pass(Duration::from_hours(1)).await;
    assert!(ann.hears().await.text.contains("We did not finish"));
    ann.becomes(reason.id, |heard| heard.buttons.is_empty()).await;
    world.finish().await;
}
