//! Admins change actions while customers use them.

use errand::admin::Role;
use errand::domain::conversation::Channel;
use errand::runtime::AdminAnswer;
use errand::store::AuditVerdict;

use super::on_every_channel;
use crate::world::console::ConsolePerson;
use crate::world::{Person, World, words};

const ORDER_STATUS: &str = include_str!("../../../config/actions/order-status.toml");

on_every_channel![a_session_keeps_its_version, an_unpublished_action_ends_at_the_next_turn];

async fn a_session_keeps_its_version<P: Person>(world: &mut World) {
    let (mut ann, mut bob) = (P::join(world, "ann").await, P::join(world, "bob").await);
    ann.says("where is my order").await;
    ann.hears_of("The 6-digit number from your confirmation e-mail.").await;
    let other = ORDER_STATUS
        .replace("The 6-digit number from your confirmation e-mail.", "The number on the invoice.")
        .replace("Order {{ order_number }} is **{{ status }}**", "It is {{ status }}");
    world.import(&[("order-status.toml", &other)], true).await;
    bob.says("where is my order").await;
    bob.hears_of("The number on the invoice.").await;
    ann.says("104233").await;
    ann.hears_of("Order 104233 is shipped").await;
    bob.says("104233").await;
    bob.hears_of("It is shipped").await;
}

async fn an_unpublished_action_ends_at_the_next_turn<P: Person>(world: &mut World) {
    let mut ann = P::join(world, "ann").await;
    ann.says("where is my order").await;
    ann.hears_of("Order number").await;
    world.admin("/action unpublish order-status").await;
    ann.says("104233").await;
    ann.hears_of("is no longer offered.").await;
    assert_eq!(world.api.requests(), []);
}

#[tokio::test]
async fn an_import_is_all_or_nothing() {
    let world = World::open().await;
    let other = ORDER_STATUS.replace("Look up where an order is.", "Something else.");
    let broken = ORDER_STATUS.replace("\"order-status\"", "\"other\"").replace("[call]", "[calls]");
    let answer = world.import(&[("good.toml", &other), ("bad.toml", &broken)], true).await;
    let AdminAnswer::Refused(_) = &answer else { panic!("it is refused: {answer:?}") };
    assert!(words(&answer).contains("bad.toml:"), "{}", words(&answer));
    let shown = world.admin("/action show order-status").await;
    assert!(shown.contains("Look up where an order is."), "{shown}");
    assert!(!world.admin("/action list").await.contains("• other"));
    world.finish().await;
}

#[tokio::test]
async fn every_change_is_on_record() {
    let world = World::empty().await;
    world.import(&[("order-status.toml", ORDER_STATUS)], false).await;
    for line in [
        "/action publish order-status",
        "/action delete order-status", // refused: it is published
        "/action draft order-status",
        "/action publish order-status",
        "/action rollback order-status 1",
        "/action unpublish order-status",
        "/action delete order-status",
    ] {
        world.admin(line).await;
    }
    let mut store = world.finish().await;
    let mut rows = store.audit(None, 100).await.expect("rows");
    rows.reverse();
    let said: Vec<_> = rows
        .iter()
        .map(|row| (row.entry.verb.as_str(), row.entry.versions.iter().map(|number| number.0).collect::<Vec<_>>()))
        .collect();
    assert_eq!(
        said,
        [
            ("import", vec![1]),
            ("publish", vec![1]),
            ("draft", vec![2, 1]),
            ("publish", vec![2, 1]),
            ("rollback", vec![3, 1]),
            ("unpublish", vec![2]),
            ("delete", vec![3, 2, 1]),
        ]
    );
    assert!(rows.iter().all(|row| row.entry.who == "boss" && row.entry.place == Channel::Console.as_str()));
    assert!(matches!(store.verify_audit().await, Ok(AuditVerdict::Whole { rows: 7, .. })));
}

#[tokio::test]
async fn a_preview_of_a_get_is_sent_and_shown() {
    let mut world = World::empty().await;
    world.import(&[("order-status.toml", ORDER_STATUS)], false).await;
    let mut dora = ConsolePerson::sit_down(&mut world, "dora", Role::Admin);
    dora.says("/action preview order-status").await;
    dora.hears().await;
    dora.says("where is my order").await;
    dora.hears_of("Order number").await;
    dora.says("104233").await;
    let wire = dora.hears_of("Preview: the call").await;
    for shown in
        ["Matched: “where is my order” (100 %)", "Order number: 104233", "GET", "Status 200", "✓ status: shipped"]
    {
        assert!(wire.contains(shown), "{shown}\n{wire}");
    }
    assert!(!wire.contains(crate::actions::SHOP_KEY), "secrets are masked: {wire}");
    dora.hears_of("Order 104233 is shipped").await;
    dora.hears_of("That was the preview.").await;
    // Customers have nothing of it.
    let mut ann = ConsolePerson::join(&mut world, "ann").await;
    ann.says("where is my order").await;
    ann.hears_of("I can't do anything here yet").await;
    dora.says("/action preview off").await;
    dora.hears_of("The preview has ended.").await;
    drop((dora, ann));
    world.finish().await;
}

#[tokio::test]
async fn a_preview_of_a_post_asks_before_it_sends() {
    let mut world = World::empty().await;
    let refund = include_str!("../../../config/actions/refund-request.toml");
    world.import(&[("refund-request.toml", refund)], false).await;
    let mut dora = ConsolePerson::sit_down(&mut world, "dora", Role::Admin);
    dora.says("/action preview refund-request").await;
    dora.hears().await;
    for (answer, asked) in [("dry run", 0), ("send for real", 1)] {
        for said in ["I want a refund", "104233", "Damaged", "skip", "skip"] {
            dora.says(said).await;
            dora.hears().await;
        }
        dora.says("yes").await;
        dora.hears_of("Preview · Send it for real, or only show the request?").await;
        dora.says(answer).await;
        let wire = dora.hears_of("Preview: the call").await;
        assert!(wire.contains("POST") && wire.contains("\"order\""), "{wire}");
        dora.hears_of(if asked == 0 { "Dry run: nothing was sent." } else { "R-20071" }).await;
        dora.hears_of("That was the preview.").await;
        assert_eq!(world.api.requests().len(), asked);
    }
    drop(dora);
    world.finish().await;
}
