//! `errand run` on Discord under load: 50 and 300 people in as many direct chats go through a three-turn action again
//! and again, each beginning with `/ask`, over a REST API, a gateway and a customer's API on loopback; and what a
//! thousand guilds cost in memory.
//!
//! `cargo bench --bench discord`. The store is on disk (`BENCH_DIR` names where), the customer's API answers in 5 ms.
//! The load program shares the machine's processors with the bot, and stays out of the way as well as it can: one
//! thread, no locks, hand-written HTTP.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "a variable names the disk")]

mod load_discord;

use std::time::{Duration, Instant};

use load_discord::Load;
use load_discord::program::Program;

const WARM_UP: Duration = Duration::from_secs(2);
const MEASURED: Duration = Duration::from_secs(10);

async fn throughput(people: usize, guilds: usize) {
    let load = Load::open(guilds).await;
    let program = Program::start(load.rest, load.gateway, load.shop);
    load.ready(&program).await;
    let idle = program.resident_mib();
    load.begin(people);
    tokio::time::sleep(WARM_UP).await;
    load.measure();
    let (cpu, begun) = (program.cpu_seconds(), Instant::now());
    tokio::time::sleep(MEASURED).await;
    let (latencies, acknowledged) = load.measured();
    let (elapsed, cpu) = (begun.elapsed(), program.cpu_seconds() - cpu);
    println!("{guilds:>4} guilds, idle: {idle:.0} MB");
    if people > 0 {
        println!(
            "{people:>4} people: {:>6.0} conversations/s, final reply p50 {:.1} ms, p99 {:.1} ms, /ask answered p50 {:.1} ms, \
             p99 {:.1} ms, {:.0} MB, {:.2} CPU s per 1,000",
            latencies.len() as f64 / elapsed.as_secs_f64(),
            percentile(&latencies, 50),
            percentile(&latencies, 99),
            percentile(&acknowledged, 50),
            percentile(&acknowledged, 99),
            program.resident_mib(),
            cpu / latencies.len() as f64 * 1_000.0,
        );
        assert_eq!(load.repeated(), 0, "calls were repeated");
    }
}

/// In milliseconds.
fn percentile(sorted: &[Duration], share: usize) -> f64 {
    assert!(!sorted.is_empty(), "no conversation came to its end");
    sorted[(sorted.len() - 1) * share / 100].as_secs_f64() * 1_000.0
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let local = tokio::task::LocalSet::new();
    local.block_on(&runtime, async {
        throughput(0, 1).await;
        throughput(0, 1_000).await;
        for people in [50, 300] {
            throughput(people, 1).await;
        }
    });
}
