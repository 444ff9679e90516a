//! Previews on Discord that something happens to.

use super::admins::{Shop, name, presses, shop};
use crate::world::{Person, World};

const REFUND: &str = include_str!("../../../config/actions/refund-request.toml");

/// A live card's phrase is still the preview's, and nothing is sent unasked.
#[tokio::test]
async fn a_preview_goes_on_after_a_restart() {
    let mut world = World::empty().await;
    world.import(&[("refund-request.toml", REFUND)], false).await;
    let Shop { mut boss, .. } = shop(&mut world).await;
    boss.slash("/action preview", &name("refund-request"));
    boss.hears_of("Preview of refund-request, version 1 (draft).").await;
    world.stops().await;
    world.restart().await;
    presses(&mut boss, "I want a refund", "Preview ·").await;
    for said in ["104233", "Damaged", "skip", "skip"] {
        boss.says(said).await;
        boss.hears_of("Preview ·").await;
    }
    boss.says("yes").await;
    boss.hears_of("Send it for real, or only show the request?").await;
    boss.says("cancel").await;
    boss.hears_of("Nothing has been sent.").await;
    assert!(world.api.requests().is_empty());
    world.finish().await;
}

#[tokio::test]
async fn who_ends_somebody_elses_preview_is_named() {
    let mut world = World::empty().await;
    world.import(&[("refund-request.toml", REFUND)], false).await;
    let Shop { mut boss, mut eve, .. } = shop(&mut world).await;
    boss.slash("/action preview", &name("refund-request"));
    boss.hears_of("Preview of refund-request").await;
    eve.slash("/action publish", &name("refund-request"));
    eve.hears_of("Publish version 1 of refund-request?").await;
    eve.presses("Yes, publish").await;
    boss.hears_of("The preview of refund-request has ended: eve has published a version.").await;
    eve.hears_of("version 1 is published").await;
    boss.says("I want a refund").await;
    boss.hears_of("That was not taken for a customer's message.").await;
    presses(&mut boss, "Preview again", "Preview of refund-request, version 1 (published).").await;
    assert!(world.api.requests().is_empty());
    world.finish().await;
}
