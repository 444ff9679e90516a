//! Customers get things done.

use std::time::Duration;

use errand::domain::limits;
use errand::engine::Utterance;
use serde_json::json;

use super::on_every_channel;
use crate::actions::SHOP_KEY;
use crate::said::{nothing_open, said};
use crate::world::{Person, World};

on_every_channel![
    an_order_is_looked_up,
    a_refund_is_confirmed_and_sent_once,
    a_choice_is_picked_by_number,
    a_signed_reset,
    the_shop_says_no_and_the_answer_is_corrected,
    a_slow_shop_delays_only_its_own_callers,
    two_people_at_once,
    a_session_that_is_forgotten_ends_and_says_so,
    an_unknown_outcome_is_not_repeated,
    a_fault_of_ours_is_admitted,
    a_step_that_panics_ends_nothing,
    an_answer_that_lost_a_field_is_not_half_shown,
];

async fn an_order_is_looked_up<P: Person>(world: &mut World) {
    let mut ann = P::join(world, "ann").await;
    ann.says("where is my order").await;
    ann.hears_of("Order number").await;
    ann.says("12345").await;
    ann.hears_of("exactly six digits").await;
    ann.says("104233").await;
    ann.hears_of("Order 104233 is shipped, expected 1 December 2026.").await;
    let [request] = &world.api.requests()[..] else { panic!("one request") };
    assert_eq!((request.method.as_str(), request.target.as_str()), ("GET", "/api/orders/104233?lang=en"));
    assert_eq!(request.header("x-api-key"), Some(SHOP_KEY));
}

async fn a_refund_is_confirmed_and_sent_once<P: Person>(world: &mut World) {
    let mut ann = P::join(world, "ann").await;
    ann.says("I want a refund").await;
    ann.hears_of("Order number (1 of 4)").await;
    ann.says("104233").await;
    ann.hears_of("Reason (2 of 4)").await;
    ann.says("wrong item").await;
    ann.hears_of("Amount (3 of 4)").await;
    ann.says("12.50").await;
    ann.hears_of("Comment (4 of 4)").await;
    ann.says("skip").await;
    ann.hears_of("Shall I go ahead?").await;
    assert_eq!(world.api.requests(), [], "nothing is sent before a yes");
    ann.says("yes").await;
    ann.hears_of("Your request R-20071 has reached us.").await;
    ann.says("yes").await;
    ann.hears_of(&nothing_open()).await;
    let [request] = &world.api.requests()[..] else { panic!("one request") };
    let body = request.json();
    assert_eq!((&body["order"], &body["reason"]), (&json!("104233"), &json!("Wrong item")));
    assert_eq!((&body["amount"], body.get("comment")), (&json!(12.5), None));
    assert_eq!(body["customer"]["id"], json!(ann.id()));
    assert!(request.header("idempotency-key").is_some(), "a call that writes has a key");
}

async fn a_choice_is_picked_by_number<P: Person>(world: &mut World) {
    let mut ann = P::join(world, "ann").await;
    for (said, heard) in [
        ("I want a refund", "Order number"),
        ("104233", "Why would you like your money back?"),
        ("3", "Amount"),
        ("skip", "Comment"),
        ("skip", "Reason: Arrived late"),
        ("cancel", "Nothing has been sent"),
    ] {
        ann.says(said).await;
        ann.hears_of(heard).await;
    }
    assert_eq!(world.api.requests(), []);
}

async fn a_signed_reset<P: Person>(world: &mut World) {
    let mut ann = P::join(world, "ann").await;
    ann.says("I forgot my password, it is ann@example.com").await;
    ann.hears_of("a reset link is on its way").await;
    let [request] = &world.api.requests()[..] else { panic!("one request") };
    assert!(request.header("x-hubspot-signature-v3").is_some(), "{request:?}");
}

async fn the_shop_says_no_and_the_answer_is_corrected<P: Person>(world: &mut World) {
    let mut ann = P::join(world, "ann").await;
    ann.says("where is my order").await;
    ann.hears_of("Order number").await;
    ann.says("999999").await;
    ann.hears_of("I can't find order 999999.").await;
    ann.says("where is my order 104233").await;
    ann.hears_of("Order 104233 is shipped").await;
}

async fn a_slow_shop_delays_only_its_own_callers<P: Person>(world: &mut World) {
    let (mut ann, mut bob) = (P::join(world, "ann").await, P::join(world, "bob").await);
    world.api.hold("/api/orders/104233");
    ann.says("where is my order").await;
    ann.hears_of("Order number").await;
    ann.says("104233").await;
    world.until_asked(1).await;
    bob.says("where is my order").await;
    bob.hears_of("Order number").await;
    bob.says("104999").await;
    bob.hears_of("I can't find order 104999.").await;
    world.api.release();
    ann.hears_of("is shipped").await;
}

async fn two_people_at_once<P: Person>(world: &mut World) {
    let (mut ann, mut bob) = (P::join(world, "ann").await, P::join(world, "bob").await);
    ann.says("I want a refund").await;
    bob.says("where is my order").await;
    ann.hears_of("Order number (1 of 4)").await;
    bob.hears_of("Order number").await;
    bob.says("104233").await;
    ann.says("104234").await;
    ann.hears_of("Reason (2 of 4)").await;
    bob.hears_of("Order 104233 is shipped").await;
    ann.says("cancel").await;
    ann.hears_of("Cancelled").await;
}

async fn a_session_that_is_forgotten_ends_and_says_so<P: Person>(world: &mut World) {
    let mut ann = P::join(world, "ann").await;
    ann.says("where is my order").await;
    ann.hears_of("Order number").await;
    world.pass(limits::SESSION_IDLE.saturating_sub(Duration::from_secs(1))).await;
    ann.says("what is that").await;
    ann.hears().await;
    world.pass(limits::SESSION_IDLE).await;
    ann.hears_of("We did not finish “Order status”").await;
    world.pass(limits::SESSION_IDLE * 2).await;
    ann.says("104233").await;
    ann.hears_of("Sorry, I did not understand that.").await;
    assert_eq!(world.api.requests(), []);
}

async fn an_unknown_outcome_is_not_repeated<P: Person>(world: &mut World) {
    let hasty = include_str!("../../../config/actions/refund-request.toml")
        .replace("[call]\n", "[call]\ntimeout = \"100ms\"\n");
    world.import(&[("refund-request.toml", &hasty)], true).await;
    let mut ann = P::join(world, "ann").await;
    for said in ["I want a refund", "104233", "Damaged", "skip", "skip"] {
        ann.says(said).await;
        ann.hears().await;
    }
    world.api.hold("/api/refunds");
    ann.says("yes").await;
    ann.hears_of("I can't say whether it was done").await;
    ann.says("yes").await;
    ann.hears_of(&nothing_open()).await;
    world.api.release();
    assert_eq!(world.api.requests().len(), 1);
}

async fn a_fault_of_ours_is_admitted<P: Person>(world: &mut World) {
    world.break_calls();
    let mut ann = P::join(world, "ann").await;
    ann.says("where is my order").await;
    ann.hears_of("Order number").await;
    ann.says("104233").await;
    ann.hears_of("I can't say whether it was done").await;
    assert_eq!(world.errors().len(), 1);
    ann.says("thanks").await;
    ann.hears_of("You're welcome!").await;
}

async fn a_step_that_panics_ends_nothing<P: Person>(world: &mut World) {
    let (mut ann, mut bob) = (P::join(world, "ann").await, P::join(world, "bob").await);
    ann.says("I want a refund").await;
    ann.hears_of("Order number").await;
    world.clock.breaks_once();
    ann.says("104233").await;
    ann.hears_of(&said(Utterance::Failed)).await;
    bob.says("where is my order 104233").await;
    bob.hears_of("is shipped").await;
    ann.says("104233").await;
    ann.hears_of("Reason").await;
    ann.says("cancel").await;
    ann.hears_of("Cancelled").await;
    assert_eq!(world.errors().len(), 1);
}

async fn an_answer_that_lost_a_field_is_not_half_shown<P: Person>(world: &mut World) {
    world.api.answers(|_| (200, json!({ "state": "shipped", "eta": "2026-12-01" })));
    let mut ann = P::join(world, "ann").await;
    ann.says("where is my order").await;
    ann.hears_of("Order number").await;
    ann.says("104233").await;
    ann.hears_of(&said(Utterance::Unreadable)).await;
}
