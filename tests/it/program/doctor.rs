//! `errand doctor` asks Telegram what an operator wants to know.

use super::running::Running;
use super::site::{Ended, Site, run};
use crate::world::telegram::{Fault, Telegram};

fn doctor(telegram: &Telegram, variables: &[(&str, &str)]) -> Ended {
    let site = Site::publishing(&["order-status.toml"]);
    let mut command = site.command(&["doctor"]);
    command.env("ERRAND_TELEGRAM__TOKEN", telegram.token()).env("ERRAND_TELEGRAM__API_URL", telegram.url());
    command.envs(variables.iter().copied());
    let ended = run(command, "");
    assert!(!ended.out.contains(telegram.token()) && !ended.err.contains(telegram.token()), "the token is shown");
    ended
}

#[test]
fn the_bot_and_its_privacy_mode_are_named() {
    let telegram = Telegram::open();
    let ended = doctor(&telegram, &[]);
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
    for said in ["Telegram knows the bot as @", "its privacy mode is on", "updates; 0 wait", "opens order-status"] {
        assert!(ended.out.contains(said), "{said}\n{}", ended.out);
    }
    telegram.privacy(false);
    assert!(doctor(&telegram, &[]).out.contains("its privacy mode is off"));
    telegram.check();
}

#[test]
fn a_wrong_token_is_a_problem_with_a_hint() {
    let telegram = Telegram::open();
    let ended = doctor(&telegram, &[("ERRAND_TELEGRAM__TOKEN", "12:wrong")]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.contains("@BotFather again") && !ended.out.contains("12:wrong"), "{}", ended.out);
    telegram.fails("*", Fault::Server(500), 1);
    let ended = doctor(&telegram, &[]);
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.contains("try again later"), "{}", ended.out);
}

#[test]
fn a_webhook_that_is_not_set_yet_is_no_problem() {
    let telegram = Telegram::open();
    let webhook = [("ERRAND_TELEGRAM__MODE", "webhook"), ("ERRAND_TELEGRAM__WEBHOOK_URL", "https://bot.example.com/t")];
    let ended = doctor(&telegram, &webhook);
    assert_eq!(ended.code, Some(0), "{}", ended.out);
    assert!(ended.out.contains("does not bring updates to https://bot.example.com/t yet"), "{}", ended.out);
}

/// A bot that runs is looked at without being disturbed.
#[tokio::test]
async fn a_running_bot_is_examined_too() {
    let (site, telegram) = (Site::publishing(&["order-status.toml"]), Telegram::open());
    let ann = telegram.person("ann", "en").private();
    let mut running = Running::start(crate::telegram::receiving::run(&site, &telegram, "error"));
    ann.says("where is my order");
    ann.hears().await;
    let mut command = site.command(&["doctor"]);
    command.env("ERRAND_TELEGRAM__TOKEN", telegram.token()).env("ERRAND_TELEGRAM__API_URL", telegram.url());
    let ended = run(command, "");
    assert_eq!(ended.code, Some(0), "{}{}", ended.out, ended.err);
    for said in ["in use by a running Errand", "opens order-status", "the database file is whole", "can be reached"] {
        assert!(ended.out.contains(said), "{said}\n{}", ended.out);
    }
    ann.says("104233");
    assert!(ann.hears().await.text.contains("is shipped"));
    running.signal("TERM");
    assert_eq!(running.end().0, Some(0));
    telegram.finish();
}
