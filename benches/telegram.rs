//! `errand run` on Telegram under load: 50 and 300 people in as many chats go through a three-turn action again and
//! again, over a Bot API and a customer's API on loopback; then the program is killed while 300 are talking.
//!
//! `cargo bench --bench telegram`. The store is on disk (`BENCH_DIR` names where), pacing is off, the customer's API
//! answers in 5 ms. The load program shares the machine's processors with the bot, and stays out of the way as
//! well as it can: one thread, no locks, hand-written HTTP.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a variable names the disk")]

mod load;

use std::time::{Duration, Instant};

use load::Load;
use load::program::Program;

const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(10);
/// How long the conversations that were cut off have to come to an end.
const AFTERWARDS: Duration = Duration::from_secs(30);

async fn throughput(people: usize) {
    let load = Load::open().await;
    let program = Program::start(&load.telegram, load.shop);
    load.ready(&program).await;
    load.begin(people);
    tokio::time::sleep(WARM_UP).await;
    load.measure();
    let (cpu, begun) = (program.cpu_seconds(), Instant::now());
    tokio::time::sleep(MEASURED).await;
    let (mut latencies, elapsed) = (load.latencies(), begun.elapsed());
    let cpu = program.cpu_seconds() - cpu;
    latencies.sort();
    assert!(!latencies.is_empty(), "no conversation came to its end");
    let done = latencies.len() as f64;
    let percentile = |share: usize| latencies[(latencies.len() - 1) * share / 100].as_secs_f64() * 1_000.0;
    println!(
        "{people:>3} people: {:>6.0} conversations/s, final reply p50 {:.1} ms, p99 {:.1} ms, {:.0} MB, {:.2} CPU s per 1,000",
        done / elapsed.as_secs_f64(),
        percentile(50),
        percentile(99),
        program.resident_mib(),
        cpu / done * 1_000.0,
    );
    let repeated = load.repeated();
    assert_eq!(repeated, 0, "calls were repeated");
}

async fn killed(people: usize) {
    let load = Load::open().await;
    let mut program = Program::start(&load.telegram, load.shop);
    load.ready(&program).await;
    load.begin(people);
    tokio::time::sleep(WARM_UP).await;
    load.last_round();
    program.is_killed_and_starts_again();
    let begun = Instant::now();
    while load.talking() > 0 && begun.elapsed() < AFTERWARDS {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    println!(
        "killed with {people} people talking: {} lost, {} told that the outcome is unknown, {} calls repeated",
        load.talking(),
        load.told_unknown(),
        load.repeated(),
    );
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let local = tokio::task::LocalSet::new();
    local.block_on(&runtime, async {
        for people in [50, 300] {
            throughput(people).await;
        }
        killed(300).await;
    });
}
