//! Asking for updates while Telegram is in trouble, with the real program: it waits, says so, and goes on.

use std::process::Command;
use std::time::{Duration, Instant};

use errand::domain::conversation::Channel;
use serde_json::json;

use crate::ledger;
use crate::program::running::Running;
use crate::program::site::{self, Site};
use crate::world::World;
use crate::world::telegram::{Fault, Private, Telegram};

/// `errand run` with this Telegram.
pub fn run(site: &Site, telegram: &Telegram, log: &str) -> Command {
    let mut command = site.command(&["run"]);
    command.env("ERRAND_TELEGRAM__TOKEN", telegram.token()).env("ERRAND_TELEGRAM__API_URL", telegram.url());
    command.env("ERRAND_TELEGRAM__PACING__ENABLED", "false").env("ERRAND_LOG", log);
    command
}

fn ended_well(mut running: Running) {
    running.signal("TERM");
    assert_eq!(running.end().0, Some(0));
}

/// The token is nowhere in what the program showed and logged, nor in its folder.
fn says_no_token(site: &Site, telegram: &Telegram, said: &str) {
    let secret = telegram.token().split_once(':').expect("a token").1;
    assert!(!said.contains(secret), "the token is in the log");
    for file in site::files(&site.data()) {
        let bytes = std::fs::read(&file).expect("a file");
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "the token is in {}", file.display());
    }
}

#[tokio::test]
async fn troubles_of_every_kind_are_waited_out_and_the_token_is_never_said() {
    let (site, telegram) = (Site::publishing(&["order-status.toml"]), Telegram::open());
    let ann = telegram.person("ann", "en").private();
    telegram.fails("getMe", Fault::Garbage, 1);
    telegram.fails("getMe", Fault::Echo, 1);
    telegram.fails("getUpdates", Fault::Drop, 1);
    telegram.fails("getUpdates", Fault::Garbage, 1);
    telegram.fails("setMyCommands", Fault::Server(500), 1);
    telegram.fails("setMyCommands", Fault::Echo, 1);
    telegram.fails("sendMessage", Fault::Echo, 1);
    telegram.fails("sendMessage", Fault::TooMany(1), 1);
    let running = Running::start(run(&site, &telegram, "trace"));
    ann.says("where is my order");
    assert!(ann.hears().await.text.contains("Order number"));
    telegram.fails("deleteMessage", Fault::Drop, 1);
    ann.says("104233");
    assert!(ann.hears().await.text.contains("is shipped"));
    running.logs("updates could not be asked for");
    let logged = running.logged();
    ended_well(running);
    says_no_token(&site, &telegram, &logged);
}

#[tokio::test]
async fn another_poller_is_waited_for() {
    let (site, telegram) = (Site::publishing(&["order-status.toml"]), Telegram::open());
    let ann = telegram.person("ann", "en").private();
    let running = Running::start(run(&site, &telegram, "warn"));
    ann.says("where is my order");
    ann.hears().await;
    telegram.intruder(true);
    running.logs("another program asks for this bot's updates");
    telegram.intruder(false);
    ann.says("104233");
    assert!(ann.hears().await.text.contains("is shipped"));
    ended_well(running);
}

#[tokio::test]
async fn a_refused_token_ends_the_program_with_a_clear_message() {
    let (site, telegram) = (Site::publishing(&["order-status.toml"]), Telegram::open());
    let mut command = run(&site, &telegram, "trace");
    command.env("ERRAND_TELEGRAM__TOKEN", "7001002003:AAwrong-Token_bytes");
    let ended = site::run(command, "");
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("error: Telegram refuses the bot's token (telegram.token)"), "{}", ended.err);
    assert!(!ended.err.contains("AAwrong"), "{}", ended.err);
}

/// Revoked while it runs: what could not be said stays owed, and is said once there is a new token.
#[tokio::test]
async fn a_token_that_is_revoked_ends_the_program_and_loses_nothing() {
    let (site, telegram) = (Site::publishing(&["order-status.toml"]), Telegram::open());
    let ann = telegram.person("ann", "en").private();
    let mut running = Running::start(run(&site, &telegram, "error"));
    ann.says("where is my order");
    ann.hears().await;
    telegram.all_confirmed().await;
    telegram.holds("sendMessage", None);
    ann.says("12345");
    telegram.asked("sendMessage", 2).await;
    telegram.all_confirmed().await;
    telegram.fails("*", Fault::Server(401), 1_000);
    telegram.releases();
    telegram.intruder(true);
    assert_eq!(running.end().0, Some(1));
    assert!(running.logged().contains("Telegram refuses the bot's token"), "{}", running.logged());
    telegram.intruder(false);
    telegram.recovers();
    let running = Running::start(run(&site, &telegram, "error"));
    assert!(ann.hears().await.text.contains("exactly six digits"));
    ann.says("104233");
    assert!(ann.hears().await.text.contains("is shipped"));
    ended_well(running);
}

#[tokio::test]
async fn unreadable_updates_are_kept_logged_and_passed_by() {
    let (site, telegram) = (Site::publishing(&["order-status.toml"]), Telegram::open());
    let ann = telegram.person("ann", "en").private();
    let running = Running::start(run(&site, &telegram, "error"));
    let id = telegram.sends_raw(json!({ "message": { "message_id": "no number", "text": "my password is hunter2" } }));
    ann.says("where is my order");
    ann.hears().await;
    telegram.all_confirmed().await;
    running.logs(&id.to_string());
    assert!(!running.logged().contains("hunter2"));
    ended_well(running);
    let mut store = ledger::open(&site.data()).await;
    let kept = store.unread(Channel::Telegram, 10).await.expect("rows");
    let [(event, body)] = &kept[..] else { panic!("one is kept: {kept:?}") };
    assert!(*event == id.to_string() && body.contains("hunter2"), "{body}");
    store.close().await.expect("it closes");
}

/// A batch that arrived, and whose answer was lost on the way, comes again and counts once.
#[tokio::test]
async fn what_comes_again_counts_once() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann = telegram.person("ann", "en").private();
    telegram.polled().await;
    // The poll that is open goes through; the answer of the next is lost.
    telegram.fails("getUpdates", Fault::DropAnswer, 1);
    for (said, heard) in [("where is my order", "Order number"), ("104233", "is shipped")] {
        ann.says(said);
        assert!(ann.hears().await.text.contains(heard));
    }
    telegram.all_confirmed().await;
    assert_eq!(world.api.requests().len(), 1);
    world.finish().await;
}

/// What has no number cannot be confirmed: it is not asked for again and again without a pause.
#[tokio::test]
async fn an_update_without_a_number_is_no_treadmill() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let ann: Private = telegram.person("ann", "en").private();
    telegram.polled().await;
    let (began, asked) = (Instant::now(), telegram.requests("getUpdates").len());
    telegram.sends_raw(json!({ "update_id": "none" }));
    telegram.asked("getUpdates", asked + 3).await;
    // The poll that was open is followed by three, with a pause of a second between them.
    assert!(began.elapsed() >= Duration::from_millis(1_900), "there are pauses");
    ann.says("thanks");
    ann.hears().await;
    telegram.all_confirmed().await;
    assert!(!world.errors().is_empty());
    world.finish().await;
}
