//! The whole core loop with a real file and synchronous=FULL: durable turns per second, and memory with many
//! open conversations.
//!
//! `cargo bench --bench core_loop`. A turn is a message, its step, its commit, its delivery and the receipt.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "the load comes from tasks of its own; a variable names the disk")]

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use errand::admin::{self, AdminCommand, Role, SourceFile};
use errand::api::{Api, Network};
use errand::channel::text::formats::composer;
use errand::domain::conversation::{Channel, ConversationId, User};
use errand::domain::language::Language;
use errand::engine::{Event, House};
use errand::matching::Settings;
use errand::runtime::{
    Arrival, Clock, Core, Handle, Happening, Incoming, Keyring, Outgoing, Port, Setup, SystemClock, Team,
};
use errand::store::Store;
use tokio_util::sync::CancellationToken;

const ACTION: &str = r#"
name = "return-parcel"
description = "Send a parcel back."
triggers = ["send my parcel back", "return a parcel", "I want to return something"]
[[inputs]]
name = "number"
instructions = "The 6-digit number."
kind = { type = "pattern", regex = '^\d{6}$' }
[[inputs]]
name = "email"
instructions = "The e-mail address."
kind = { type = "email" }
[[inputs]]
name = "reason"
instructions = "Why?"
kind = { type = "text" }
[call]
method = "POST"
url = "https://shop.example.com/api/{{ number }}"
body = { email = "{{ email }}", reason = "{{ reason }}" }
"#;
const TURNS: [&str; 5] = ["send my parcel back", "104233", "ann@example.com", "it broke", "cancel"];
const MEASURED: Duration = Duration::from_secs(5);
const OPEN: u32 = 100_000;

struct Loop {
    handle: Handle,
    stop: CancellationToken,
    core: tokio::task::JoinHandle<()>,
    _dir: tempfile::TempDir,
}

async fn start() -> Loop {
    let dir = tempfile::tempdir_in(std::env::var("BENCH_DIR").unwrap_or_else(|_| ".".into())).expect("a directory");
    let store = Store::open(dir.path()).await.expect("the store opens");
    let (port, mut outgoing) = Port::channel(Channel::Console, 4_096);
    let network = Network::parse(&[], &[]).expect("no rules");
    let setup = Setup {
        secrets: errand::runtime::Secrets::default(),
        store,
        api: Arc::new(Api::new(network, Arc::new(|| SystemClock.now()))),
        keyring: Keyring::default(),
        house: House { human: None, region: None, composers: Language::ALL.map(|one| Arc::clone(composer(one))) },
        matching: Settings::default(),
        clock: Arc::new(SystemClock),
        zone: jiff::tz::TimeZone::UTC,
        ports: vec![port],
        team: Team { keep_misses: true, ..Team::default() },
    };
    let core = Core::new(setup).await.expect("the core loop starts");
    let (handle, stop) = (core.handle(), CancellationToken::new());
    let receipts = handle.clone();
    tokio::spawn(async move {
        while let Some(outgoing) = outgoing.recv().await {
            if let Outgoing::Deliver { id, .. } = outgoing {
                let _ = receipts.send(Arrival::Delivered { id, stands: None, posted: None, committed: None }).await;
            }
        }
    });
    let stopped = stop.clone();
    let core = tokio::spawn(async move { core.run(stopped).await.expect("the core loop runs") });
    let files = vec![SourceFile { file: "action.toml".into(), toml: ACTION.into() }];
    let command = AdminCommand::Import { files, publish: true, seen: Vec::new() };
    let answer = handle.administer(conversation(0), user(0), Role::Admin, command).await.expect("an answer");
    assert!(matches!(answer, errand::runtime::AdminAnswer::Done { .. }), "the action is published");
    let _ = admin::Verb::ALL;
    Loop { handle, stop, core, _dir: dir }
}

fn user(number: u32) -> User {
    User { id: number.to_string().into(), name: "Ann".into(), language: Language::English, channel: Channel::Console }
}

fn conversation(number: u32) -> ConversationId {
    ConversationId { channel: Channel::Console, place: "".into(), person: number.to_string().into() }
}

async fn say(handle: &Handle, person: u32, text: &str) {
    let event = Event::Said { text: text.to_owned(), message: None, addressed: true };
    let incoming = Incoming {
        rights: admin::Rights::NONE,
        conversation: conversation(person),
        user: user(person),
        speaks: None,
        what: Happening::Event(event),
        id: None,
        via: None,
        state: Vec::new(),
        committed: None,
    };
    handle.commit(incoming).await.expect("the core loop runs");
}

async fn turns_per_second(people: u32) -> f64 {
    let running = start().await;
    let (count, done) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let talk = |person: u32| {
        let (handle, count, done) = (running.handle.clone(), Arc::clone(&count), Arc::clone(&done));
        tokio::spawn(async move {
            while !done.load(Ordering::Relaxed) {
                for text in TURNS {
                    say(&handle, person, text).await;
                    count.fetch_add(1, Ordering::Relaxed);
                }
            }
        })
    };
    let talks: Vec<_> = (1..=people).map(talk).collect();
    tokio::time::sleep(Duration::from_millis(500)).await;
    let (from, begun) = (count.load(Ordering::Relaxed), Instant::now());
    tokio::time::sleep(MEASURED).await;
    let rate = (count.load(Ordering::Relaxed) - from) as f64 / begun.elapsed().as_secs_f64();
    done.store(true, Ordering::Relaxed);
    for talk in talks {
        talk.await.expect("a talk ends");
    }
    finish(running).await;
    rate
}

async fn finish(running: Loop) {
    running.stop.cancel();
    running.core.await.expect("the core loop ends");
}

/// Resident memory in MiB, as Linux tells it.
fn resident_mib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

async fn memory() {
    let running = start().await;
    let begun = Instant::now();
    let talks: Vec<_> = (0..64_u32)
        .map(|lane| {
            let handle = running.handle.clone();
            tokio::spawn(async move {
                for person in (lane..OPEN).step_by(64) {
                    say(&handle, person, TURNS[0]).await;
                    say(&handle, person, TURNS[1]).await;
                }
            })
        })
        .collect();
    for talk in talks {
        talk.await.expect("a talk ends");
    }
    let resident = resident_mib().map_or_else(|| "unknown".to_owned(), |mib| format!("{mib:.0} MiB"));
    println!("memory with {OPEN} open conversations: {resident} (opened in {:.0} s)", begun.elapsed().as_secs_f64());
    finish(running).await;
}

#[tokio::main]
async fn main() {
    memory().await;
    for people in [1, 16, 256] {
        let mut rates = Vec::new();
        for _ in 0..3 {
            rates.push(turns_per_second(people).await);
        }
        rates.sort_by(f64::total_cmp);
        println!("durable turns/s, {people:>3} concurrent conversations: median {:>7.0} of {rates:.0?}", rates[1]);
    }
}
