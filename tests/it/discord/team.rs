//! Admins and moderators on Discord when something is in the way: a refused answer, somebody else's card, a channel
//! in which the bot reads little, a place without roles.

use errand::config::People;
use errand::domain::conversation::{Channel, ConversationId};

use super::admins::{Shop, name, presses, shop};
use crate::journeys::settling::left_unknown;
use crate::world::bot::settings;
use crate::world::console::ConsolePerson;
use crate::world::discord::{DiscordPerson, Trouble};
use crate::world::{Person, World};

/// Discord knows an interaction no more.
const UNKNOWN: Trouble = Trouble::Refused(404, 10_062);

/// In the direct chat with the bot.
fn direct(person: &DiscordPerson) -> DiscordPerson {
    person.at(&person.dm())
}

#[tokio::test]
async fn what_one_person_alone_may_read_is_never_said_in_the_open() {
    let mut world = World::open().await;
    let Shop { discord, room, boss, .. } = shop(&mut world).await;
    let boss = boss.at(&room);
    for command in ["/action show", "/action export"] {
        discord.trouble("/callback", UNKNOWN);
        boss.slash(command, &name("order-status"));
    }
    let mut direct = direct(&boss);
    let shown = direct.sees_next().await;
    assert!(shown.text.contains("published v1"), "{shown:?}");
    assert!(shown.text.contains("the answer in the channel"), "it says why it is here: {shown:?}");
    assert_eq!(shown.labels(), Vec::<String>::new(), "its buttons would be the channel's");
    direct.hears_of("order-status").await;
    assert_eq!(direct.sees_next().await.files, ["order-status.toml"]);
    discord.unanswered();
    world.finish().await;
}

#[tokio::test]
async fn what_a_quiet_press_leads_to_is_told_directly_too() {
    let mut world = World::open().await;
    let Shop { discord, room, boss, .. } = shop(&mut world).await;
    let boss = boss.at(&room);
    boss.slash("/action show", &name("order-status"));
    boss.sees_next().await;
    discord.trouble("/callback", UNKNOWN);
    boss.presses("Unpublish…").await;
    direct(&boss).hears_of("Take version 1 of").await;
    discord.unanswered();
    world.finish().await;
}

#[tokio::test]
async fn where_nobody_can_be_told_alone_nothing_is_said() {
    let mut world = World::open().await;
    let Shop { discord, team, room, boss, .. } = shop(&mut world).await;
    let hidden = boss.at(&room);
    hidden.closes_direct_messages();
    discord.trouble("/callback", UNKNOWN);
    hidden.slash("/action show", &name("order-status"));
    discord.requested("POST /users/@me/channels", 1).await;
    let mut boss = boss.at(&team);
    boss.slash("/action list", &[]);
    boss.hears_of("order-status").await;
    discord.unanswered();
    // It did not know that it may not write to them.
    discord.violations();
    world.finish().await;
}

#[tokio::test]
async fn a_card_stays_as_it_is_when_somebody_presses_who_may_not() {
    let mut world = World::open().await;
    let Shop { discord, mut boss, eve, helper, .. } = shop(&mut world).await;
    boss.slash("/action unpublish", &name("order-status"));
    boss.hears_of("Take version 1 of").await;
    let pressed = eve.presses("Yes, unpublish").await;
    assert_eq!(eve.answered(pressed).await, 4, "whom it asks decides it");
    assert!(eve.sees_next().await.text.contains("for someone else"));
    for (label, why) in [("Yes, unpublish", "As a moderator you may not use"), ("Leave it", "for someone else")] {
        let pressed = helper.presses(label).await;
        assert_eq!(helper.answered(pressed).await, 4, "{label}");
        let note = helper.sees_next().await;
        assert!(note.text.contains(why), "{note:?}");
        assert_eq!(note.ephemeral_to, Some(helper.id));
    }
    presses(&mut boss, "Yes, unpublish", "order-status is unpublished").await;
    assert!(discord.unread().is_empty());
    world.finish().await;
}

#[tokio::test]
async fn roles_count_in_direct_messages_too() {
    let mut world = World::open().await;
    let Shop { discord, guild, boss, .. } = shop(&mut world).await;
    let mut boss = direct(&boss);
    boss.slash("/action unpublish", &name("order-status"));
    boss.hears_of("Take version 1 of").await;
    presses(&mut boss, "Leave it", "Nothing was changed.").await;
    boss.says("/action edit order-status").await;
    boss.hears_of("what is published does not change").await;
    let member = format!("GET /guilds/{}/members/{}", guild.id, boss.id);
    let asked = || discord.requests().iter().filter(|request| **request == member).count();
    assert_eq!(asked(), 3, "each time, since it may be taken");
    // Whoever has none is told so, in either way.
    let mut eve = discord.person("eve", "en-US");
    eve.says("/action list").await;
    eve.hears_of("You may not use /action list.").await;
    eve.slash("/action list", &[]);
    eve.hears_of("You may not use /action list.").await;
    world.finish().await;
}

#[tokio::test]
async fn where_little_is_read_the_team_is_asked_to_reply() {
    let mut world = World::open().await;
    let discord = world.discord();
    let team = discord.guild("shop").channel("team");
    let mut boss = discord.person("boss", "en-US").at(&team);
    let mut own = settings(&discord);
    own.people = People { admins: vec![boss.id], moderators: Vec::new(), private: i64::try_from(team.id).ok() };
    world.connect(own).await;
    boss.slash("/action preview", &name("order-status"));
    let began = team.hears().await;
    assert!(began.text.contains("write in your own words"), "{began:?}");
    assert!(began.text.contains("replying to one of my messages"), "{began:?}");
    team.replies(&boss, began.id, "where is my order");
    let question = team.hears().await;
    assert!(question.text.contains("Order number"), "{question:?}");
    assert!(!question.text.contains("replying"), "it has a form: {question:?}");
    boss.slash("/action preview", &[("name", "off".into())]);
    boss.hears_of("The preview has ended.").await;
    boss.slash("/action list", &[]);
    let listed = team.hears().await;
    assert!(!listed.text.contains("replying"), "nothing is to be written: {listed:?}");
    // Directly everything is read.
    let boss = direct(&boss);
    boss.slash("/action preview", &name("order-status"));
    assert!(!boss.sees_next().await.text.contains("replying"));
    world.finish().await;
}

#[tokio::test]
async fn a_notice_keeps_its_buttons_until_its_own_call_is_settled() {
    let mut world = World::open().await;
    let Shop { discord, team, boss, .. } = shop(&mut world).await;
    let place = team.id.to_string();
    world.tells_admins(ConversationId { channel: Channel::Discord, place: place.into(), person: "".into() }).await;
    let (mut ann, mut bob) =
        (ConsolePerson::join(&mut world, "ann").await, ConsolePerson::join(&mut world, "bob").await);
    let one = left_unknown(&mut world, &mut ann).await;
    let first = team.hears().await;
    let other = left_unknown(&mut world, &mut bob).await;
    let second = team.hears().await;
    assert!(first.text.contains(&one) && second.text.contains(&other), "{first:?} {second:?}");
    let again = boss.control(first.id, "Run again");
    let pressed = boss.uses_again(first.id, &again);
    assert_eq!(boss.answered(pressed).await, 6, "its buttons stay until it is settled");
    team.hears().await;
    boss.presses("Leave it").await;
    team.hears().await;
    boss.uses_again(first.id, &boss.control(first.id, "Done"));
    let said = [team.hears().await, team.hears().await];
    let closed = said.iter().find(|heard| heard.id == first.id).expect("the notice says it too");
    assert!(closed.text.contains("boss has settled it"), "{closed:?}");
    assert_eq!(closed.labels(), Vec::<String>::new());
    assert!(said.iter().any(|heard| heard.text.contains("is settled.")), "{said:?}");
    boss.control(second.id, "Done");
    // A press that was on its way.
    boss.uses_again(first.id, &again);
    assert!(team.hears().await.text.contains("boss has settled"));
    discord.unanswered();
    drop((ann, bob));
    world.finish().await;
}
