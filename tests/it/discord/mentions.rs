//! Commands in what is said on Discord: people click them, and read options as Discord spells them.

use errand::config::{self, People};
use serde_json::json;

use super::admins::{Shop, name, shop};
use crate::actions::EXAMPLES;
use crate::world::bot::settings;
use crate::world::discord::markup::Mark;
use crate::world::discord::{Discord, DiscordPerson};
use crate::world::{Person, World};

/// What is said to `/action help` once the bot knows the numbers of its commands.
async fn help(who: &mut DiscordPerson) -> String {
    loop {
        who.slash("/action help", &[]);
        let said = who.sees_next().await.text;
        if said.contains("</action") {
            return said;
        }
    }
}

fn number(discord: &Discord, guild: Option<u64>, command: &str) -> String {
    let commands = discord.commands(guild);
    let command = commands.iter().find(|one| one["name"] == command).expect("it is registered");
    command["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn commands_can_be_clicked_wherever_one_is_named() {
    let mut world = World::empty().await;
    world.import(&[("order-status.toml", EXAMPLES[0].1)], false).await;
    let Shop { discord, mut boss, helper, .. } = shop(&mut world).await;
    let help = help(&mut boss).await;
    let number = number(&discord, None, "action");
    for verb in ["create", "preview", "settle", "help"] {
        assert!(help.contains(&format!("</action {verb}:{number}> — ")), "{verb}: {help}");
    }
    assert!(!help.contains("NAME"), "Discord itself shows what a command takes: {help}");

    boss.slash("/action show", &name("order-status"));
    let shown = boss.sees_next().await;
    assert!(!shown.text.contains("`/action"), "{shown:?}");
    for (command, options, hint) in [
        ("/action unpublish", name("order-status").to_vec(), format!("</action delete:{number}> `name:order-status`")),
        ("/action show", name("nothing").to_vec(), format!("</action list:{number}>")),
        ("/action misses", vec![("number", json!("9"))], format!("</action misses:{number}>")),
    ] {
        boss.slash(command, &options);
        let refused = boss.sees_next().await;
        assert!(refused.text.contains(&hint), "{command}: {refused:?}");
        let marks = refused.seen().marks;
        assert!(marks.iter().any(|(mark, text)| *mark == Mark::Token && text.ends_with(&number)), "{marks:?}");
    }
    helper.slash("/action delete", &name("order-status"));
    let refused = helper.sees_next().await.text;
    assert!(refused.contains(&format!("</action delete:{number}>")), "{refused}");

    world.finish().await;
}

/// Where commands are registered in guilds only, direct messages have none: what can be written is named there.
#[tokio::test]
async fn in_direct_messages_without_commands_the_line_is_named() {
    let mut world = World::empty().await;
    let discord = world.discord();
    let guild = discord.guild("shop");
    let team = guild.channel("team");
    let boss = discord.person("boss", "en-US");
    let people = People { admins: vec![boss.id], moderators: Vec::new(), private: i64::try_from(team.id).ok() };
    world.connect(config::Discord { people, guilds: vec![guild.id], ..settings(&discord) }).await;
    let mut boss = boss.at(&team);
    let said = help(&mut boss).await;
    assert!(said.contains(&format!("</action list:{}>", number(&discord, Some(guild.id), "action"))), "{said}");
    let mut alone = boss.at(&boss.dm());
    alone.says("/action list").await;
    let said = alone.sees_next().await.text;
    assert!(said.contains("`/action create`") && said.contains("`/action import FILE`"), "{said}");
    world.finish().await;
}
