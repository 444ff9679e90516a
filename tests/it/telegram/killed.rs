//! The real program under load, killed again and again, or asked to stop: what teloxide's dispatcher was measured to
//! lose, ours does not.

use errand::domain::limits;
use serde_json::json;

use super::receiving::run;
use crate::program::running::Running;
use crate::program::site::Site;
use crate::world::telegram::{Private, Telegram};

const PEOPLE: usize = 80;
/// Messages that are sent between two kills.
const BETWEEN: usize = 8;
const UNKNOWN: &str = "I can't say whether it was done";

const REPORT: &str = r#"
name = "report-fault"
description = "Report a fault."
triggers = ["I want to report a fault"]

[[inputs]]
name = "machine"
instructions = "The machine's number, five digits."
kind = { type = "pattern", regex = '^\d{5}$' }

[call]
method = "POST"
url = "https://shop.example.com/api/faults"
auth = { type = "api_key", in = "header", name = "X-Api-Key", secret = "shop_key" }
confirm = false
body = { machine = "{{ machine }}" }

[reply]
include = ["$.machine"]
text = "Noted for machine {{ machine }}."
"#;

fn site() -> Site {
    let site = Site::new();
    site.write("report-fault.toml", &crate::actions::at(site.api.address, REPORT));
    assert_eq!(site.run(&["action", "import", "--publish", "report-fault.toml"], "").code, Some(0));
    site.api.answers(|request| (200, json!({ "machine": request.json()["machine"] })));
    site
}

/// Each of the people says three things at once: 240 updates.
fn people(telegram: &Telegram) -> Vec<(Private, String)> {
    let everybody =
        (0..PEOPLE).map(|one| (telegram.person(&format!("p{one}"), "en").private(), format!("{}", 10_000 + one)));
    let everybody: Vec<(Private, String)> = everybody.collect();
    for (person, _) in &everybody {
        person.says("I want to report a fault");
    }
    for (person, _) in &everybody {
        person.says("no number");
    }
    for (person, machine) in &everybody {
        person.says(machine);
    }
    everybody
}

/// What a person heard, in order; what a kill within one round trip brought twice, once.
async fn heard(person: &Private, machine: &str) -> Vec<String> {
    let mut heard: Vec<String> = Vec::new();
    loop {
        let next = person.hears().await.text;
        let last = next.contains(machine) || next.contains(UNKNOWN);
        if heard.last() != Some(&next) {
            heard.push(next);
        }
        if last {
            return heard;
        }
    }
}

#[tokio::test]
async fn two_hundred_and_forty_updates_survive_many_kills() {
    let (site, telegram) = (site(), Telegram::open());
    let everybody = people(&telegram);
    let mut kills = 0;
    while telegram.requests("sendMessage").len() < 3 * PEOPLE {
        let running = Running::start(run(&site, &telegram, "error"));
        let sent = telegram.requests("sendMessage").len();
        let enough = (sent + BETWEEN).min(3 * PEOPLE);
        telegram.asked("sendMessage", enough).await;
        running.kill();
        kills += 1;
    }
    assert!(kills >= 5, "{kills} kills");
    let mut running = Running::start(run(&site, &telegram, "error"));
    for (person, machine) in &everybody {
        let heard = heard(person, machine).await;
        let [question, misfit, end] = &heard[..] else { panic!("three answers: {heard:?}") };
        assert!(question.contains("The machine's number"), "{question}");
        assert!(misfit.contains("Machine") || misfit.contains("machine"), "{misfit}");
        let calls = site.api.requests().iter().filter(|request| request.json()["machine"] == json!(machine)).count();
        assert!(calls <= 1, "{machine} was sent {calls} times");
        assert!(calls == 1 || end.contains(UNKNOWN), "{machine} was never sent, and was answered with {end}");
    }
    telegram.check();
    telegram.polled().await;
    running.signal("TERM");
    assert_eq!(running.end().0, Some(0));
    assert_eq!(running.logged(), "");
}

#[tokio::test]
async fn a_slow_chat_and_a_slow_call_hold_nobody_up() {
    let (site, telegram) = (site(), Telegram::open());
    let [ann, bob, eve] = ["ann", "bob", "eve"].map(|name| telegram.person(name, "en").private());
    let mut running = Running::start(run(&site, &telegram, "error"));
    ann.says("I want to report a fault");
    ann.hears().await;
    site.api.hold("/api/faults");
    ann.says("12345");
    site.api.wait_for_requests(1);
    telegram.holds("sendMessage", Some(&bob));
    bob.says("I want to report a fault");
    for _ in 0..5 {
        eve.says("I want to report a fault");
        eve.hears().await;
        eve.says("cancel");
        eve.hears().await;
    }
    telegram.releases();
    bob.hears().await;
    site.api.release();
    assert!(ann.hears().await.text.contains("Noted for machine 12345"));
    running.signal("TERM");
    assert_eq!(running.end().0, Some(0));
    telegram.finish();
}

/// Asked to stop while it sends: what is being sent arrives, what waits is sent after the next start, each once.
#[tokio::test]
async fn a_stop_while_sending_says_everything_once() {
    let (site, telegram) = (site(), Telegram::open());
    let everybody: Vec<Private> = (0..100).map(|one| telegram.person(&format!("p{one}"), "en").private()).collect();
    telegram.holds("sendMessage", None);
    let mut running = Running::start(run(&site, &telegram, "error"));
    for one in &everybody {
        one.says("thanks");
    }
    telegram.asked("sendMessage", 10).await;
    running.signal("TERM");
    telegram.not_polled().await;
    telegram.releases();
    assert_eq!(running.end().0, Some(0));
    assert_eq!(running.logged(), "");
    let mut running = Running::start(run(&site, &telegram, "error"));
    for one in &everybody {
        assert_eq!(one.hears().await.text, "You're welcome!");
    }
    telegram.all_confirmed().await;
    telegram.polled().await;
    running.signal("TERM");
    assert_eq!(running.end().0, Some(0));
    assert_eq!(telegram.requests("sendMessage").len(), everybody.len());
    telegram.finish();
}

/// Telegram never answers: the stop does not wait for it for ever, and nothing is lost.
#[tokio::test]
async fn a_stop_does_not_wait_for_ever() {
    let (site, telegram) = (site(), Telegram::open());
    let ann = telegram.person("ann", "en").private();
    telegram.holds("sendMessage", None);
    let mut running = Running::start(run(&site, &telegram, "error"));
    ann.says("thanks");
    telegram.asked("sendMessage", 1).await;
    let began = std::time::Instant::now();
    running.signal("TERM");
    assert_eq!(running.end().0, Some(0));
    assert!(began.elapsed() < limits::DRAIN);
    telegram.releases();
    let mut running = Running::start(run(&site, &telegram, "error"));
    ann.hears().await;
    running.signal("TERM");
    assert_eq!(running.end().0, Some(0));
}
