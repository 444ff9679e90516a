//! `errand run` on a Discord: killed, told to end, looked at in its log, and examined by the doctor.

use std::collections::HashMap;
use std::time::Duration;

use super::running::Running;
use super::site::Site;
use crate::world::discord::{Discord, DiscordPerson, Scope, Trouble};

/// The program on this Discord, logging everything it can.
fn start(site: &Site, discord: &Discord, log: &str) -> Running {
    let mut command = site.command(&["run"]);
    for (key, value) in settings(discord) {
        command.env(key, value);
    }
    Running::start({
        command.env("ERRAND_LOG", log);
        command
    })
}

fn settings(discord: &Discord) -> HashMap<&'static str, String> {
    HashMap::from([
        ("ERRAND_DISCORD__TOKEN", discord.token()),
        ("ERRAND_DISCORD__API_URL", discord.rest_url()),
        ("ERRAND_DISCORD__GATEWAY_URL", discord.gateway_url()),
    ])
}

/// Waits until it has registered its commands and is told what people write.
async fn listens(discord: &Discord) {
    discord.commands_written(1).await;
    discord.identified(1).await;
}

async fn hears(person: &DiscordPerson, what: &str) {
    let heard = person.sees_next().await;
    assert!(heard.text.contains(what), "expected {what:?}, heard {heard:?}");
}

#[tokio::test]
async fn a_kill_in_the_middle_loses_nothing_and_repeats_nothing() {
    let (site, discord) = (Site::publishing(&["refund-request.toml"]), Discord::open());
    let program = start(&site, &discord, "info");
    listens(&discord).await;
    let ann = discord.person("ann", "en-US");
    ann.place.says(&ann, "I want a refund 104233");
    hears(&ann, "Reason").await;
    program.kill();
    discord.nobody_connected().await;
    // What is written and pressed while nobody is there is found by the next process.
    ann.place.says(&ann, "damaged");
    let program = start(&site, &discord, "info");
    discord.resumed(1).await;
    hears(&ann, "Amount").await;
    let press = ann.presses("Skip").await;
    hears(&ann, "Comment").await;
    // The answer to the press and what follows from it come in either order.
    ann.answered(press).await;
    program.kill();
    discord.nobody_connected().await;
    let mut program = start(&site, &discord, "info");
    discord.resumed(2).await;
    ann.presses("Skip").await;
    hears(&ann, "Shall I go ahead?").await;
    ann.presses("Yes").await;
    hears(&ann, "has reached us").await;
    assert_eq!(site.api.requests().len(), 1);
    program.signal("TERM");
    assert_eq!(program.end().0, Some(0));
    discord.finish();
}

#[tokio::test]
async fn a_press_is_still_answered_when_it_is_time_to_stop() {
    let (site, discord) = (Site::publishing(&["refund-request.toml"]), Discord::open());
    let mut program = start(&site, &discord, "info");
    listens(&discord).await;
    let ann = discord.person("ann", "en-US");
    ann.place.says(&ann, "I want a refund 104233");
    hears(&ann, "Reason").await;
    ann.place.says(&ann, "damaged");
    hears(&ann, "Amount").await;
    discord.trouble("/callback", Trouble::Limited(Scope::Shared, Duration::from_secs(2)));
    ann.presses("Skip").await;
    discord.requested("/callback", 1).await;
    hears(&ann, "Comment").await;
    program.signal("TERM");
    assert_eq!(program.end().0, Some(0));
    discord.finish();
}

#[tokio::test]
async fn kills_under_load_lose_and_repeat_nothing() {
    let (site, discord) = (Site::publishing(&["order-status.toml"]), Discord::open());
    let mut program = start(&site, &discord, "error");
    listens(&discord).await;
    let people: Vec<DiscordPerson> = (0..40).map(|one| discord.person(&format!("p{one}"), "en-US")).collect();
    for (round, text) in ["where is my order", "12345", "104233"].into_iter().enumerate() {
        for person in &people {
            person.place.says(person, text);
        }
        // Killed while it answers.
        discord.requested("POST /channels", round * people.len() + 10).await;
        program.kill();
        program = start(&site, &discord, "error");
        discord.resumed(round + 1).await;
        let expected = ["Order number", "exactly six digits", "Order 104233 is"][round];
        for person in &people {
            hears(person, expected).await;
        }
    }
    program.kill();
    discord.finish();
}

#[tokio::test]
async fn neither_token_nor_text_is_logged() {
    let (site, discord) = (Site::publishing(&["order-status.toml"]), Discord::open());
    let program = start(&site, &discord, "trace");
    listens(&discord).await;
    let ann = discord.person("ann", "en-US");
    ann.place.says(&ann, "where is my order");
    hears(&ann, "Order number").await;
    ann.place.says(&ann, "104233");
    hears(&ann, "Order 104233 is").await;
    ann.slash("/actions", &[]);
    hears(&ann, "Order status").await;
    let logged = program.kill_and_read_log();
    assert!(!logged.is_empty());
    for secret in [discord.token().as_str(), "104233", "where is my order", "aW50ZXJhY3Rpb246", "shipped"] {
        let line = logged.lines().find(|line| line.contains(secret));
        assert_eq!(line, None, "{secret} is in the log");
    }
    discord.finish();
}

#[tokio::test]
async fn a_token_that_is_not_known_ends_the_program_with_what_to_do() {
    let (site, discord) = (Site::publishing(&["order-status.toml"]), Discord::open());
    let mut command = site.command(&["run"]);
    for (key, value) in settings(&discord) {
        command.env(key, value);
    }
    command.env("ERRAND_DISCORD__TOKEN", "MTIzNDU2Nzg5.wrong.token");
    let ended = super::site::run(command, "");
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("make a new one in the developer portal"), "{}", ended.err);
    assert!(!ended.err.contains("MTIzNDU2Nzg5"), "{}", ended.err);
    discord.violations();
}

#[tokio::test]
async fn the_doctor_looks_at_token_intent_permissions_and_commands() {
    use twilight_model::guild::Permissions;
    let (site, discord) = (Site::publishing(&["order-status.toml"]), Discord::open());
    let guild = discord.guild("shop");
    guild.bot_may(Permissions::MANAGE_MESSAGES, true);
    let (support, closed, tidy) = (guild.channel("support"), guild.channel("closed"), guild.channel("tidy"));
    let team = guild.channel("team");
    closed.denies(Permissions::SEND_MESSAGES);
    tidy.denies(Permissions::MANAGE_MESSAGES);
    team.denies(Permissions::ATTACH_FILES);
    let examined = |content: &str| {
        let mut command = site.command(&["doctor"]);
        for (key, value) in settings(&discord) {
            command.env(key, value);
        }
        let listened = [&support, &closed, &tidy].map(|place| place.id.to_string()).join(",");
        command.env("ERRAND_DISCORD__SUPPORT_CHANNELS", listened);
        command.env("ERRAND_DISCORD__PRIVATE_CHANNEL", team.id.to_string());
        command.env("ERRAND_DISCORD__MESSAGE_CONTENT", content);
        command
    };
    let out = tokio::task::spawn_blocking({
        let command = examined("true");
        move || super::site::run(command, "")
    });
    let out = out.await.expect("it ends").out;
    for finding in [
        "ok       discord: the token belongs to",
        "problem  discord: the message content intent is not granted",
        "ok       discord: the bot has every permission it needs in #support",
        "problem  discord: in #closed the bot may not: Send Messages",
        "warning  discord: in #tidy the bot may not: Manage Messages",
        "problem  discord: in #team the bot may not: Attach Files",
        "warning  discord: slash commands are not what is published",
        &format!("client_id={}&scope=bot+applications.commands", discord.application_id()),
    ] {
        assert!(out.contains(finding), "{finding}\n{out}");
    }
    let program = start(&site, &discord, "error");
    listens(&discord).await;
    program.kill();
    discord.grant_message_content();
    let command = examined("true");
    let out = tokio::task::spawn_blocking(move || super::site::run(command, "")).await.expect("it ends").out;
    for finding in
        ["ok       discord: the message content intent is granted", "ok       discord: slash commands are registered"]
    {
        assert!(out.contains(finding), "{finding}\n{out}");
    }
    discord.finish();
}
