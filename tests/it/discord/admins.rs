//! Admins and moderators on Discord: `/action` and its cards, who may use them, and who reads the answers.

use errand::config::{self, People};
use serde_json::{Value as Json, json};

use crate::actions::{EXAMPLES, at};
use crate::world::bot::settings;
use crate::world::console::ConsolePerson;
use crate::world::discord::nouns::EPHEMERAL;
use crate::world::discord::{Discord, DiscordGuild, DiscordPerson, Place, Trouble};
use crate::world::{Person, World};

/// A guild with a room for everybody and one for the team, whose `boss` is an admin by role and whose `mod` is a
/// moderator by name.
pub(super) struct Shop {
    pub(super) discord: Discord,
    pub(super) guild: DiscordGuild,
    pub(super) team: Place,
    pub(super) room: Place,
    pub(super) boss: DiscordPerson,
    pub(super) helper: DiscordPerson,
}

pub(super) async fn shop(world: &mut World) -> Shop {
    let discord = world.discord();
    discord.grant_message_content();
    let guild = discord.guild("shop");
    let (team, room) = (guild.channel("team"), guild.channel("general"));
    let (boss, helper) = (discord.person("boss", "en-US"), discord.person("helper", "en-US"));
    let role = guild.role("admins", &[&boss]);
    let private = i64::try_from(team.id).expect("an id");
    let people = People { admins: vec![role], moderators: vec![helper.id], private: Some(private) };
    world.connect(config::Discord { people, message_content: true, ..settings(&discord) }).await;
    let (boss, helper) = (boss.at(&team), helper.at(&team));
    Shop { discord, guild, team, room, boss, helper }
}

pub(super) fn name(name: &str) -> [(&'static str, Json); 1] {
    [("name", json!(name))]
}

pub(super) async fn presses(who: &mut DiscordPerson, label: &str, what: &str) {
    who.presses(label).await;
    who.hears_of(what).await;
}

#[tokio::test]
async fn the_whole_life_of_an_action_on_discord() {
    let mut world = World::empty().await;
    let Shop { mut boss, .. } = shop(&mut world).await;
    let mut ann = ConsolePerson::join(&mut world, "ann").await;

    boss.slash("/action list", &[]);
    boss.hears_of("There are no actions yet.").await;
    boss.slash("/action create", &[]);
    boss.hears_of("What is the action called?").await;
    boss.says(&at(world.api.address, EXAMPLES[0].1)).await;
    boss.hears_of("order-status is new: version 1 is a draft.").await;
    ann.says("where is my order").await;
    ann.hears_of("I can't do anything here yet").await;

    presses(&mut boss, "Preview", "Preview of order-status, version 1 (draft).").await;
    boss.hears_of("Preview of Order status").await;
    boss.says("where is my order").await;
    boss.hears_of("Order number").await;
    boss.says("104233").await;
    boss.hears_of("Preview: the call").await;
    boss.hears_of("Order 104233 is").await;
    boss.hears_of("That was the preview.").await;
    presses(&mut boss, "End preview", "The preview has ended.").await;

    boss.slash("/action publish", &name("order-status"));
    boss.hears_of("Publish version 1 of order-status?").await;
    presses(&mut boss, "Yes, publish", "order-status: version 1 is published.").await;
    ann.says("where is my order 104233").await;
    ann.hears_of("Order 104233 is").await;

    boss.slash("/action edit", &name("order-status"));
    boss.hears_of("what is published does not change").await;
    presses(&mut boss, "New draft beside it", "version 2 is a new draft").await;
    presses(&mut boss, "Edit", "This is the action so far:").await;
    presses(&mut boss, "Description", "What does it do?").await;
    boss.says("See how far an order is.").await;
    boss.hears_of("2. Description: See how far an order is.").await;
    presses(&mut boss, "Save draft", "draft version 2 is replaced").await;
    presses(&mut boss, "Publish…", "It replaces version 1. What changes").await;
    presses(&mut boss, "Yes, publish", "version 2 is published").await;
    boss.slash("/action rollback", &[("name", json!("order-status")), ("version", json!("1"))]);
    boss.hears_of("Make version 3 of order-status a draft").await;
    presses(&mut boss, "Leave it", "Nothing was changed.").await;

    boss.slash("/action export", &name("order-status"));
    boss.sees_next().await;
    assert_eq!(boss.sees_next().await.files, ["order-status.toml"]);
    boss.slash("/action runs", &[]);
    boss.hears_of("order-status v1: done (status 200)").await;
    boss.slash("/action unpublish", &name("order-status"));
    boss.hears_of("Take version 2 of order-status away").await;
    presses(&mut boss, "Yes, unpublish", "order-status is unpublished").await;
    presses(&mut boss, "Delete…", "Delete order-status for good").await;
    presses(&mut boss, "Yes, delete", "order-status is deleted, with all its 2 versions.").await;
    drop(ann);
    let mut store = world.finish().await;
    let audit = store.audit(None, 20).await.expect("rows");
    let verbs: Vec<&str> = audit.iter().rev().map(|row| row.entry.verb.as_str()).collect();
    assert_eq!(verbs, ["import", "publish", "draft", "edit", "publish", "unpublish", "delete"]);
    assert!(audit[0].entry.place.starts_with("discord/"), "{:?}", audit[0]);
}

/// What only one person sees has no nonce, and is seen once all the same.
#[tokio::test]
async fn what_only_the_admin_reads_is_said_once_though_the_line_is_cut() {
    let mut world = World::open().await;
    let Shop { discord, room, mut boss, .. } = shop(&mut world).await;
    boss = boss.at(&room);
    boss.slash("/action show", &name("order-status"));
    let shown = boss.sees_next().await;
    for (label, what) in [("Unpublish…", "Take version 1 of"), ("Leave it", "Nothing was changed.")] {
        discord.trouble("/callback", Trouble::CutAfter);
        boss.presses(label).await;
        let said = boss.sees_next().await;
        assert!(said.text.contains(what), "{said:?}");
        assert_eq!((said.id, said.ephemeral_to), (shown.id, Some(boss.id)), "the message itself changes");
    }
    // The second attempt at an answer that was taken is refused, as it should be.
    discord.violations();
    world.finish().await;
}

/// Others read along in a room: what an admin is told there is for the admin, press after press.
#[tokio::test]
async fn in_a_room_only_the_admin_reads_the_answers() {
    let mut world = World::open().await;
    let Shop { room, mut boss, .. } = shop(&mut world).await;
    boss = boss.at(&room);
    boss.slash("/action show", &name("order-status"));
    let shown = boss.sees_next().await;
    assert!(shown.text.contains("published v1"), "{shown:?}");
    assert_eq!((shown.ephemeral_to, shown.flags & EPHEMERAL), (Some(boss.id), EPHEMERAL));
    boss.presses("Unpublish…").await;
    let asked = boss.sees_next().await;
    assert!(asked.text.contains("Take version 1 of"), "{asked:?}");
    assert_eq!(asked.ephemeral_to, Some(boss.id));
    boss.presses("Leave it").await;
    assert_eq!(boss.sees_next().await.ephemeral_to, Some(boss.id));
    boss.slash("/action export", &name("order-status"));
    boss.sees_next().await;
    let file = boss.sees_next().await;
    assert_eq!((file.files.len(), file.ephemeral_to), (1, Some(boss.id)));
    boss.slash("/action preview", &name("order-status"));
    boss.hears_of("so they run only in private.").await;
    world.finish().await;
}

#[tokio::test]
async fn moderators_look_and_strangers_do_not() {
    let mut world = World::open().await;
    let Shop { discord, guild, team, room, mut boss, mut helper } = shop(&mut world).await;
    helper.slash("/action runs", &[]);
    helper.hears_of("No action has called its API yet").await;
    helper.slash("/action delete", &name("order-status"));
    helper.hears_of("As a moderator you may not use /action delete.").await;

    // Whoever gets at the command all the same is told so, and nobody else.
    let ann = discord.person("ann", "en-US").at(&room);
    ann.slash("/action list", &[]);
    let refused = ann.sees_next().await;
    assert!(refused.text.contains("You may not use"), "{refused:?}");
    assert_eq!(refused.ephemeral_to, Some(ann.id));
    assert_eq!(ann.autocompletes("/action show", "name", "ord").await, []);

    // A card in the team's channel, and somebody there without a role.
    boss.slash("/action show", &name("order-status"));
    let shown = boss.sees_next().await;
    assert_eq!(shown.ephemeral_to, None, "the team reads along");
    let guest = discord.person("guest", "en-US").at(&team);
    let pressed = guest.presses("Unpublish…").await;
    assert_eq!(guest.answered(pressed).await, 4);
    let refused = guest.sees_next().await;
    assert!(refused.text.contains("for somebody else"), "{refused:?}");
    assert_eq!(refused.ephemeral_to, Some(guest.id));

    // The same button counts for whoever may.
    drop(guild);
    presses(&mut boss, "Unpublish…", "Take version 1 of").await;
    let mut store = world.finish().await;
    let audit = store.audit(None, 20).await.expect("rows");
    assert!(audit.iter().all(|row| row.entry.place == "console"), "nothing was changed: {audit:?}");
}

#[tokio::test]
async fn names_of_drafts_are_suggested_to_the_team() {
    let mut world = World::empty().await;
    world.import(&[("order-status.toml", EXAMPLES[0].1)], false).await;
    let Shop { discord, helper, .. } = shop(&mut world).await;
    let proposed = helper.autocompletes("/action publish", "name", "ordst").await;
    assert_eq!(proposed.first().map(|(_, value)| value.clone()), Some(json!("order-status")));
    let commands = discord.commands(None);
    let action = commands.iter().find(|command| command["name"] == "action").expect("/action");
    assert_eq!(action["default_member_permissions"], 32, "customers are not shown it");
    world.finish().await;
}
