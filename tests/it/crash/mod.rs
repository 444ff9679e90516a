//! The program is killed at every possible moment of a piped chat, started again, and nothing is lost and
//! nothing is done twice.
//!
//! Everybody talks on the same store, which so survives hundreds of kills. Chance has fixed seeds; when exactly a
//! process dies still varies from run to run, and every moment must do.

mod chance;
mod story;

use std::collections::HashSet;
use std::thread;

use errand::domain::conversation::Channel;

use crate::api::Request;
use crate::ledger;
use crate::program::running::Running;
use crate::program::site::{Site, lines};
use crate::said::nothing_open;
use chance::Chance;
use story::{Progress, Story};

/// Ends of processes that each of the runs goes through.
const KILLS: usize = 40;

/// An example, the address that it calls, and what is typed.
type Tale = (&'static str, &'static str, &'static [&'static str]);
const REFUND: Tale =
    ("refund-request.toml", "/api/refunds", &["I want a refund", "104233", "Damaged", "skip", "skip", "yes"]);
const ORDER: Tale = ("order-status.toml", "/api/orders", &["where is my order", "104233"]);
const RESET: Tale = ("password-reset.toml", "/api/password-resets", &["I forgot my password", "ann@example.com"]);

/// When a process is killed.
#[derive(Debug)]
enum Moment {
    /// So many lines were answered.
    Answered(usize),
    /// So many lines were answered, and the next one was typed a moment ago.
    Typed(usize),
    /// All lines lie in the pipe since a moment.
    Piped,
    /// The API has got the request a moment ago and does not answer.
    Held,
    /// The API has answered a moment ago.
    Called,
}

impl Moment {
    fn draw(chance: &mut Chance, lines: usize) -> Self {
        match chance.below(8) {
            0 | 1 => Self::Answered(chance.below(lines + 1)),
            2 | 3 => Self::Typed(chance.below(lines)),
            4 => Self::Piped,
            5 => Self::Held,
            _ => Self::Called,
        }
    }
}

/// One person after the other goes through a story on the same store, and the process dies on each.
struct Ordeal {
    site: Site,
    story: Story,
    target: &'static str,
    chance: Chance,
    unknown: usize,
}

impl Ordeal {
    fn new((file, target, lines): Tale, seed: u64) -> Self {
        let site = Site::publishing(&[file]);
        let story = Story::tell(&site, lines);
        Self { site, story, target, chance: Chance(seed), unknown: 0 }
    }

    fn chat(&self, person: &str) -> Running {
        Running::start(self.site.command(&["chat", "--user", person]))
    }

    /// Talks until the moment has come, and kills. Gives what was shown.
    fn killed(&mut self, person: &str, moment: &Moment) -> String {
        let (lines, delay) = (self.story.lines, self.chance.moment());
        let (asked, answered) = (self.site.api.requests().len(), self.site.api.answered());
        if matches!(moment, Moment::Held) {
            self.site.api.hold(self.target);
        }
        let mut chat = self.chat(person);
        let alone = match moment {
            Moment::Answered(count) | Moment::Typed(count) => *count,
            Moment::Piped => 0,
            Moment::Held | Moment::Called => lines.len() - 1,
        };
        for (index, line) in lines[..alone].iter().enumerate() {
            chat.types(&format!("{line}\n"));
            chat.shows(self.story.shown_after(index + 1));
        }
        match moment {
            Moment::Answered(_) => {}
            Moment::Typed(_) => chat.types(&format!("{}\n", lines[alone])),
            Moment::Piped | Moment::Held | Moment::Called => {
                chat.types(&(lines[alone..].join("\n") + "\n"));
            }
        }
        match moment {
            Moment::Answered(_) => {}
            Moment::Typed(_) | Moment::Piped => thread::sleep(delay),
            Moment::Held => {
                self.site.api.wait_for_requests(asked + 1);
                thread::sleep(delay);
            }
            Moment::Called => {
                self.site.api.wait_for_answers(answered + 1);
                thread::sleep(delay);
            }
        }
        let shown = chat.kill();
        self.site.api.release();
        shown
    }

    /// A person, killed once or several times; then what was still owed, and how far they have come.
    fn interrupted(&mut self, person: &str) -> (Progress, String) {
        let moment = Moment::draw(&mut self.chance, self.story.lines.len());
        let mut pieces = vec![self.killed(person, &moment)];
        while self.chance.below(3) == 0 {
            let (chat, delay) = (self.chat(person), self.chance.moment());
            thread::sleep(delay);
            pieces.push(chat.kill());
        }
        let owed = self.site.run(&["chat", "--user", person], "");
        assert_eq!((owed.code, owed.err.as_str()), (Some(0), ""), "{person} {moment:?}");
        pieces.push(owed.out);
        let told = format!("{person} {moment:?}\n{}", pieces.join("\n--- killed ---\n"));
        let progress = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.story.progress(&pieces)));
        (progress.unwrap_or_else(|_| panic!("{told}")), told)
    }

    /// The conversation goes on at the right question, to its end.
    fn goes_on(&self, person: &str, from: Progress, told: &str) {
        let rest = [&self.story.lines[from.answered..], &["yes", "yes"]].concat();
        let ended = self.site.run(&["chat", "--user", person], lines(&rest));
        let nothing = nothing_open() + "\n";
        let expected = self.story.answers_from(from.answered) + &nothing.repeat(2);
        assert_eq!(ended.out, expected, "it does not go on where it was: {told}");
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{told}");
    }

    /// After all: nothing is owed, no call is open but those that nobody can know of.
    fn leaves_nothing(self) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let mut store = ledger::open(&self.site.data()).await;
            assert_eq!(store.pending(Channel::Console, 0, 1).await.expect("rows"), []);
            assert_eq!(store.calls_in_flight().await.expect("rows"), []);
            assert_eq!(store.calls_unknown().await.expect("rows").len(), self.unknown);
        });
    }
}

/// Requests that write for this person.
fn refunds(site: &Site, person: &str) -> Vec<Request> {
    let of = |request: &Request| request.method == "POST" && request.json()["customer"]["id"] == person;
    site.api.requests().into_iter().filter(of).collect()
}

fn refunds_survive(seed: u64) {
    let mut ordeal = Ordeal::new(REFUND, seed);
    for number in 0..KILLS {
        let person = format!("person-{number}");
        let (progress, told) = ordeal.interrupted(&person);
        let (sent, last) = (refunds(&ordeal.site, &person).len(), progress.answered == REFUND.2.len());
        assert!(sent <= 1, "sent {sent} times: {told}");
        assert!(last || sent == 0, "sent, and not answered: {told}");
        assert!(progress.unknown || sent == usize::from(last), "answered, and not sent: {told}");
        ordeal.goes_on(&person, progress, &told);
        ordeal.unknown += usize::from(progress.unknown);
        let sent = refunds(&ordeal.site, &person).len();
        assert!(sent == 1 || (progress.unknown && sent == 0), "sent {sent} times in the end: {told}");
    }
    assert!((1..KILLS).contains(&ordeal.unknown), "chance met both ends: {}", ordeal.unknown);
    ordeal.leaves_nothing();
}

#[test]
fn a_post_is_never_repeated_and_no_turn_is_lost() {
    refunds_survive(1);
}

#[test]
fn a_post_is_never_repeated_whatever_the_seed() {
    refunds_survive(2);
}

#[test]
fn an_interrupted_get_is_repeated_and_answered() {
    let mut ordeal = Ordeal::new(ORDER, 3);
    for number in 0..KILLS / 2 {
        let person = format!("person-{number}");
        let (progress, told) = ordeal.interrupted(&person);
        assert!(!progress.unknown, "a call that only reads is never in doubt: {told}");
        ordeal.goes_on(&person, progress, &told);
    }
    ordeal.leaves_nothing();
}

#[test]
fn an_interrupted_call_that_may_be_repeated_keeps_its_key() {
    let mut ordeal = Ordeal::new(RESET, 4);
    let mut before = ordeal.site.api.requests().len();
    for number in 0..KILLS / 4 {
        let person = format!("person-{number}");
        let progress = {
            let pieces = vec![ordeal.killed(&person, &Moment::Held)];
            let owed = ordeal.site.run(&["chat", "--user", &person], "");
            ordeal.story.progress(&[pieces, vec![owed.out]].concat())
        };
        assert_eq!(progress, Progress { answered: RESET.2.len(), unknown: false });
        let requests = ordeal.site.api.requests().split_off(before);
        let keys: HashSet<_> = requests.iter().map(|request| request.header("idempotency-key")).collect();
        assert_eq!((requests.len(), keys.len()), (2, 1), "twice, under one key");
        before += requests.len();
    }
    ordeal.leaves_nothing();
}
