//! Admins and moderators on Discord: `/action` and its cards, who may use them, and who reads the answers.

use std::net::SocketAddr;

use errand::config::{self, People};
use errand::domain::conversation::{Channel, ConversationId};
use serde_json::{Value as Json, json};

use crate::actions::EXAMPLES;
use crate::world::bot::settings;
use crate::world::discord::nouns::EPHEMERAL;
use crate::world::discord::{Discord, DiscordGuild, DiscordPerson, Place, Trouble};
use crate::world::telegram::Private;
use crate::world::{CLAIM, Person, World};

/// A guild with a room for everybody and one for the team, whose `boss` is an admin by role and whose `mod` is a
/// moderator by name.
pub(super) struct Shop {
    pub(super) discord: Discord,
    pub(super) guild: DiscordGuild,
    pub(super) team: Place,
    pub(super) room: Place,
    pub(super) boss: DiscordPerson,
    /// Another admin.
    pub(super) eve: DiscordPerson,
    pub(super) helper: DiscordPerson,
}

pub(super) async fn shop(world: &mut World) -> Shop {
    let discord = world.discord();
    discord.grant_message_content();
    let guild = discord.guild("shop");
    let (team, room) = (guild.channel("team"), guild.channel("general"));
    let (boss, helper) = (discord.person("boss", "en-US"), discord.person("helper", "en-US"));
    let eve = discord.person("eve", "en-US");
    let role = guild.role("admins", &[&boss, &eve]);
    let private = i64::try_from(team.id).expect("an id");
    let people = People { admins: vec![role], moderators: vec![helper.id], private: Some(private) };
    world.connect(config::Discord { people, message_content: true, ..settings(&discord) }).await;
    let (boss, eve, helper) = (boss.at(&team), eve.at(&team), helper.at(&team));
    Shop { discord, guild, team, room, boss, eve, helper }
}

pub(super) fn name(name: &str) -> [(&'static str, Json); 1] {
    [("name", json!(name))]
}

pub(super) async fn presses(who: &mut DiscordPerson, label: &str, what: &str) {
    who.presses(label).await;
    who.hears_of(what).await;
}

/// A whole action, by forms.
async fn made_by_forms(boss: &mut DiscordPerson, address: SocketAddr) {
    boss.slash("/action create", &[]);
    let url = format!("http://{address}/api/orders/{{{{ order_number }}}}");
    boss.submits_modal(&[
        ("Name", "order-status"),
        ("What it does", "Look up where an order is."),
        ("Phrases that start it, one per line", "where is my order\ntrack my parcel"),
        ("Inputs, one per line", "order_number: The 6-digit number from your confirmation e-mail."),
        ("Method and URL, or a curl command", &format!("GET {url}")),
    ])
    .await;
    boss.hears_of("order-status is new: version 1 is a draft.").await;
    boss.presses("API").await;
    boss.submits_modal(&[("Authentication", "header X-Api-Key shop_key")]).await;
    boss.hears_of("6. Authentication: API key").await;
    boss.presses("Reply").await;
    let text = "Order {{ order_number }} is {{ status }}.";
    boss.submits_modal(&[("Fields shown, one per line", "status"), ("Reply when it worked", text)]).await;
    boss.hears_of("8. Reply: Order").await;
}

#[tokio::test]
async fn the_whole_life_of_an_action_on_discord() {
    let mut world = World::empty().await;
    let Shop { mut boss, .. } = shop(&mut world).await;
    let ann = world.telegram().person("ann", "en").private();

    boss.slash("/action list", &[]);
    boss.hears_of("There are no actions yet.").await;
    made_by_forms(&mut boss, world.api.address).await;
    ann.says("where is my order");
    hears(&ann, "I can't do anything here yet").await;

    presses(&mut boss, "Preview", "Preview of order-status, version 1 (draft).").await;
    boss.says("where is my order").await;
    boss.hears_of("Order number").await;
    boss.says("104233").await;
    boss.hears_of("Preview: the call").await;
    boss.hears_of("Order 104233 is").await;
    boss.hears_of("That was the preview.").await;
    presses(&mut boss, "End preview", "The preview has ended.").await;
    boss.hears_of("This is the action so far").await;

    boss.slash("/action publish", &name("order-status"));
    boss.hears_of("Publish version 1 of order-status?").await;
    presses(&mut boss, "Yes, publish", "order-status: version 1 is published.").await;
    ann.says("where is my order 104233");
    hears(&ann, "Order 104233 is").await;

    boss.slash("/action edit", &name("order-status"));
    boss.hears_of("what is published does not change").await;
    presses(&mut boss, "New draft beside it", "version 2 is a new draft").await;
    presses(&mut boss, "Edit", "This is the action so far:").await;
    boss.presses("Description and phrases").await;
    boss.submits_modal(&[("What it does", "See how far an order is.")]).await;
    boss.hears_of("draft version 2 is changed").await;
    presses(&mut boss, "Publish…", "It replaces version 1. What changes").await;
    presses(&mut boss, "Yes, publish", "version 2 is published").await;
    boss.slash("/action rollback", &[("name", json!("order-status")), ("version", json!("1"))]);
    boss.hears_of("Make a new draft of order-status (version 3)").await;
    presses(&mut boss, "Yes, make the draft", "version 3 is a new draft, as version 1 was").await;
    presses(&mut boss, "Publish…", "It replaces version 2. What changes").await;
    presses(&mut boss, "Yes, publish", "version 3 is published").await;

    boss.slash("/action export", &name("order-status"));
    boss.sees_next().await;
    assert_eq!(boss.sees_next().await.files, ["order-status.toml"]);
    boss.slash("/action runs", &[]);
    boss.hears_of("order-status v1: done (status 200)").await;
    boss.slash("/action unpublish", &name("order-status"));
    boss.hears_of("Take version 3 of order-status away").await;
    presses(&mut boss, "Yes, unpublish", "order-status is unpublished").await;
    presses(&mut boss, "Delete…", "Delete order-status for good").await;
    presses(&mut boss, "Yes, delete", "order-status is deleted, with all its 3 versions.").await;
    ann.says("where is my order 104233");
    hears(&ann, "I can't do anything here yet").await;
    let mut store = world.finish().await;
    let audit = store.audit(None, 20).await.expect("rows");
    let verbs: Vec<&str> = audit.iter().rev().map(|row| row.entry.verb.as_str()).collect();
    let after = ["rollback", "publish", "unpublish", "delete"];
    let before = ["create", "edit", "edit", "publish", "draft", "edit", "publish"];
    assert_eq!(verbs, [&before[..], &after[..]].concat());
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

async fn hears(who: &Private, what: &str) {
    let heard = who.hears().await.to_string();
    assert!(heard.contains(what), "expected something with {what:?}, heard:\n{heard}");
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
    // Also when it waits for the new catalog.
    boss.slash("/action draft", &name("order-status"));
    let begun = boss.sees_next().await;
    assert!(begun.text.contains("version 2 is a new draft"), "{begun:?}");
    assert_eq!(begun.ephemeral_to, Some(boss.id));
    boss.slash("/action export", &name("order-status"));
    boss.sees_next().await;
    let file = boss.sees_next().await;
    assert_eq!((file.files.len(), file.ephemeral_to), (1, Some(boss.id)));
    boss.slash("/action preview", &name("order-status"));
    boss.hears_of("so they run only in private.").await;

    for (command, asks, yes, done) in [
        ("/action publish", "Publish version 2", "Yes, publish", "version 2 is published"),
        ("/action unpublish", "Take version 2", "Yes, unpublish", "is unpublished"),
    ] {
        boss.slash(command, &name("order-status"));
        let asked = boss.sees_next().await;
        assert!(asked.text.contains(asks), "{asked:?}");
        boss.presses(yes).await;
        let told = boss.sees_next().await;
        assert!(told.text.contains(done), "{told:?}");
        assert_eq!((asked.ephemeral_to, told.ephemeral_to), (Some(boss.id), Some(boss.id)));
    }
    world.finish().await;
}

/// Two questions would wait: the preview's and the editor's. The one that was asked last is answered.
#[tokio::test]
async fn an_answer_to_the_editor_does_not_go_to_the_preview() {
    let mut world = World::empty().await;
    world.import(&[("order-status.toml", EXAMPLES[0].1)], false).await;
    let Shop { mut boss, .. } = shop(&mut world).await;
    boss.slash("/action preview", &name("order-status"));
    boss.hears_of("You are the customer now").await;
    presses(&mut boss, "where is my order", "Order number").await;
    boss.slash("/action edit", &name("order-status"));
    boss.hears_of("The preview has ended.").await;
    boss.presses("Description and phrases").await;
    boss.submits_modal(&[("What it does", "See how far order 104233 is.")]).await;
    boss.hears_of("2. Description: See how far order 104233 is.").await;
    assert_eq!(world.api.requests(), [], "nothing was asked of the shop");
    world.finish().await;
}

#[tokio::test]
async fn moderators_look_and_strangers_do_not() {
    let mut world = World::open().await;
    let Shop { discord, guild, team, room, mut boss, mut helper, .. } = shop(&mut world).await;
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
    assert!(refused.text.contains("for someone else"), "{refused:?}");
    assert_eq!(refused.ephemeral_to, Some(guest.id));

    // The same button counts for whoever may, and no longer when they may not.
    presses(&mut boss, "Unpublish…", "Take version 1 of").await;
    guild.dismiss(&boss);
    boss.presses("Yes, unpublish").await;
    boss.hears_of("You may no longer do this.").await;
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
    let given = name("order-status");
    let versions = helper.autocompletes_after("/action show", &given, "version", "").await;
    assert_eq!(versions, [("draft v1".to_owned(), json!("1"))]);
    assert_eq!(helper.autocompletes_after("/action diff", &given, "from", "2").await, []);
    assert_eq!(helper.autocompletes_after("/action show", &name("nothing"), "version", "").await, []);
    let commands = discord.commands(None);
    let action = commands.iter().find(|command| command["name"] == "action").expect("/action");
    assert_eq!(action["default_member_permissions"], 32, "customers are not shown it");
    world.finish().await;
}

/// Whoever writes the one-time code is an admin, here too, and may do at once what admins may.
#[tokio::test]
async fn the_first_admin_claims_the_bot_on_discord() {
    let mut world = World::empty().await;
    let discord = world.on_discord().await;
    let (mut boss, mut early) = (discord.person("boss", "en-US"), discord.person("early", "en-US"));
    early.says("/claim GUESSED").await;
    early.hears_of("That code is not right").await;
    boss.says(&format!("/claim {CLAIM}")).await;
    boss.hears_of("You are an admin now.").await;
    early.says(&format!("/claim {CLAIM}")).await;
    early.hears_of("That code is not right").await;
    boss.slash("/action create", &[]);
    boss.submits_modal(&[("Name", "call-back"), ("What it does", "Have somebody call you.")]).await;
    boss.hears_of("To do: Phrases. Nothing is there yet.").await;
    presses(&mut boss, "Cancel", "Cancelled.").await;
    early.slash("/action create", &[]);
    early.hears_of("You may not use /action create.").await;
    let mut store = world.finish().await;
    let audit = store.audit(None, 10).await.expect("rows");
    assert_eq!(audit.iter().map(|row| row.entry.verb.as_str()).collect::<Vec<_>>(), ["claim"]);
}

/// What goes wrong with customers is told in the channel that the operator has named, with what can be done about it.
#[tokio::test]
async fn the_team_is_told_what_goes_wrong() {
    let mut world = World::open().await;
    let Shop { team, mut boss, .. } = shop(&mut world).await;
    let place = ConversationId { channel: Channel::Discord, place: team.id.to_string().into(), person: "".into() };
    world.tells_admins(place).await;
    let ann = world.telegram().person("ann", "en").private();

    world.api.answers(|_| (200, json!({ "eta": "2026-12-24" })));
    ann.says("where is my order 104233");
    ann.hears().await;
    let notice =
        boss.hears_of("the reply could not be made: the answer has no value for status, which the reply prints.").await;
    assert!(notice.contains("order-status v1"), "{notice}");

    world.api.answers(|_| (503, json!({})));
    for _ in 0..5 {
        ann.says("where is my order 104233");
        ann.hears().await;
    }
    boss.hears_of("order-status v1: it has failed several times in a row").await;

    let hasty = EXAMPLES[2].1.replace("[call]\n", "[call]\ntimeout = \"100ms\"\n");
    world.import(&[(EXAMPLES[2].0, &hasty)], true).await;
    for said in ["I want a refund", "104233", "Damaged", "skip", "skip"] {
        ann.says(said);
        ann.hears().await;
    }
    world.api.hold("/api/refunds");
    ann.says("yes");
    hears(&ann, "I can't say whether it was done").await;
    world.api.release();
    let notice = boss.hears_of("it is not known whether a call was done.").await;
    assert!(notice.contains("refund-request v2") && notice.contains("Run again"), "{notice}");
    boss.presses("Done").await;
    // The notice itself says so too.
    let said = [boss.hears().await, boss.hears().await];
    for what in ["is settled. The customer was not told anything.", "boss has settled it"] {
        assert!(said.iter().any(|heard| heard.contains(what)), "{what}\n{said:?}");
    }
    world.finish().await;
}
