//! Definitions as files on Discord: attached to a command, and given back.

use errand::domain::limits;
use serde_json::{Value as Json, json};

use super::admins::{Shop, name, shop};
use crate::actions::{EXAMPLES, at};
use crate::world::discord::DiscordPerson;
use crate::world::{Person, World};

fn imports(who: &DiscordPerson, files: &[(&'static str, Json)]) {
    who.slash("/action import", files);
}

#[tokio::test]
async fn files_are_imported_as_they_are_attached() {
    let mut world = World::empty().await;
    let Shop { room, mut boss, .. } = shop(&mut world).await;
    let address = world.api.address;
    let toml = |index: usize| at(address, EXAMPLES[index].1);
    imports(&boss, &[("file", boss.attaches("order-status.toml", &toml(0)))]);
    boss.hears_of("order-status is new: version 1 is a draft.").await;
    let more = boss.attaches("refund-request.toml", &toml(2));
    imports(
        &boss,
        &[("file", boss.attaches("order-status.toml", &toml(0))), ("file-2", more), ("publish", json!(true))],
    );
    let asked = boss.hears_of("Publish version 1 of order-status?").await;
    assert!(asked.contains("Publish version 1 of refund-request?"), "{asked}");
    boss.presses("Yes, import and publish").await;
    let imported = boss.hears().await;
    assert!(
        imported.contains("order-status: version 1 is published.") && imported.contains("refund-request: version 1 is"),
        "{imported}"
    );
    boss.slash("/action list", &[]);
    let listed = boss.hears().await;
    assert!(
        listed.contains("order-status · published v1") && listed.contains("refund-request · published v1"),
        "{listed}"
    );

    // Where others read, they read nothing of it.
    boss = boss.at(&room);
    imports(&boss, &[("file", boss.attaches("broken.toml", "name = \"broken\"\n"))]);
    let refused = boss.sees_next().await;
    assert!(refused.seen().text.contains("broken.toml:1"), "{refused:?}");
    assert_eq!(refused.ephemeral_to, Some(boss.id));
    let long = format!("{}\n# {}", toml(0), "x".repeat(limits::DEFINITION_BYTES));
    imports(&boss, &[("file", boss.attaches("long.toml", &long))]);
    boss.hears_of("long.toml").await;
    // What is exported can be imported.
    boss.slash("/action export", &name("order-status"));
    boss.sees_next().await;
    assert_eq!(boss.sees_next().await.files, ["order-status.toml"]);
    world.finish().await;
}

/// An address is not trusted because it came with a command, and nothing is fetched for those who may not import.
#[tokio::test]
async fn files_are_fetched_from_discord_only_and_for_admins_only() {
    let mut world = World::empty().await;
    let Shop { discord, mut boss, mut helper, .. } = shop(&mut world).await;
    let elsewhere = format!("http://{}", world.api.address);
    imports(&boss, &[("file", boss.attaches_from(&elsewhere, "order-status.toml", "x"))]);
    boss.hears_of("The file order-status.toml could not be fetched.").await;
    assert_eq!(world.api.requests(), [], "nobody else was asked");
    imports(&helper, &[("file", helper.attaches("order-status.toml", EXAMPLES[0].1))]);
    helper.hears_of("As a moderator you may not use /action import.").await;
    assert!(discord.requests().iter().all(|line| !line.contains("attachments")), "nothing was fetched");
    world.finish().await;
}
