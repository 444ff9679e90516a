//! How fast the matcher is, beside what one would use without it.
//!
//! `cargo bench --bench matching` prints, for a catalog of 150 actions of 10
//! phrases and one of 10,000 of 5: training time, memory, microseconds per
//! message (median and 99th percentile, one core) and what a message allocates. The data are made here from
//! a fixed seed, so that no file is needed and every run measures the same.
//!
//! No benchmark framework: the figures wanted are percentiles per message and
//! resident memory, which is a page of code.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use errand::matching::{Entry, Matcher, NoValues, Settings};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

mod ratio;

fn main() {
    println!("{:<34}{:>10}{:>10}{:>10}{:>10}", "", "train ms", "MB", "p50 µs", "p99 µs");
    let shop = Shop::new(150, 10);
    measure_matcher("errand, 150 x 10", &shop);
    let phrases: Vec<&String> = shop.entries.iter().flat_map(|entry| &entry.triggers).collect();
    let skim = SkimMatcherV2::default();
    let every_phrase = |message: &str| phrases.iter().filter_map(|phrase| skim.fuzzy_match(message, phrase)).max();
    report(
        "SkimMatcherV2, 1,500 phrases",
        None,
        &timings(&shop.messages[..200], |message| {
            black_box(every_phrase(message));
        }),
    );
    let prepared: Vec<ratio::Tokens> = phrases.iter().map(|phrase| ratio::Tokens::new(phrase)).collect();
    let best_ratio = |message: &str| {
        let message = ratio::Tokens::new(message);
        prepared.iter().map(|phrase| ratio::token_set_ratio(&message, phrase)).max_by(f64::total_cmp)
    };
    report(
        "token_set_ratio, 1,500 phrases",
        None,
        &timings(&shop.messages[..200], |message| {
            black_box(best_ratio(message));
        }),
    );
    measure_matcher("errand, 10,000 x 5", &Shop::new(10_000, 5));
}

fn measure_matcher(name: &str, shop: &Shop) {
    let before = resident_mb();
    let start = Instant::now();
    let matcher = Matcher::train(&shop.entries, &Settings::default());
    let train = start.elapsed();
    let memory = resident_mb() - before;
    let right = shop.messages.iter().zip(&shop.labels).filter(|(message, label)| {
        matcher.rank(message, &NoValues).candidates.first().is_some_and(|first| first.entry == **label)
    });
    let right = right.count() * 100 / shop.messages.len();
    let times = timings(&shop.messages, |message| {
        drop(black_box(matcher.decide(message, &NoValues)));
    });
    report(name, Some((train, memory)), &times);
    println!("{:<34}{right:>9}%", "  right first");
    let counted = allocation_counter::measure(|| {
        for message in &shop.messages {
            drop(black_box(matcher.decide(message, &NoValues)));
        }
    });
    let each = |total: u64| total / shop.messages.len() as u64;
    println!("{:<34}{:>10}", "  allocations of a message", each(counted.count_total));
    println!("{:<34}{:>7} kB", "  in all", each(counted.bytes_total) / 1024);
}

fn timings(messages: &[String], mut run: impl FnMut(&str)) -> Vec<Duration> {
    let mut times = Vec::with_capacity(messages.len());
    for message in messages {
        let start = Instant::now();
        run(message);
        times.push(start.elapsed());
    }
    times.sort_unstable();
    times
}

fn report(name: &str, trained: Option<(Duration, f64)>, sorted: &[Duration]) {
    let micros = |share: usize| sorted[(sorted.len() - 1) * share / 100].as_secs_f64() * 1e6;
    let mut line = format!("{name:<34}");
    match trained {
        Some((time, memory)) => {
            let _ = write!(line, "{:>10.0}{memory:>10.1}", time.as_secs_f64() * 1e3);
        }
        None => line.push_str(&" ".repeat(20)),
    }
    println!("{line}{:>10.1}{:>10.1}", micros(50), micros(99));
}

/// Resident memory as the kernel counts it; 0 where there is no `/proc`.
fn resident_mb() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|number| number.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// Made-up actions and messages for them.
struct Shop {
    entries: Vec<Entry>,
    messages: Vec<String>,
    labels: Vec<usize>,
}

const FRAMES: [&str; 12] = [
    "how do i {}",
    "i want to {}",
    "{}",
    "please {}",
    "can you {} for me",
    "where can i {}",
    "i need to {} today",
    "why can't i {}",
    "help me {}",
    "is it possible to {}",
    "{} please",
    "my {} does not work",
];

impl Shop {
    fn new(actions: usize, phrases: usize) -> Shop {
        let mut dice = Dice(7);
        let words: Vec<String> = (0..4_000).map(|_| word(&mut dice)).collect();
        let mut shop = Shop { entries: Vec::new(), messages: Vec::new(), labels: Vec::new() };
        for number in 0..actions {
            let topic: Vec<&String> = (0..4).map(|_| &words[dice.zipf(words.len())]).collect();
            let saying = |dice: &mut Dice| {
                let said = format!("{} {}", topic[dice.below(2)], topic[2 + dice.below(2)]);
                FRAMES[dice.below(FRAMES.len())].replace("{}", &said)
            };
            let triggers = (0..phrases).map(|_| saying(&mut dice)).collect();
            shop.entries.push(Entry { name: format!("action-{number}"), triggers, not: Vec::new() });
            if number % actions.div_ceil(1_000) == 0 {
                for _ in 0..2_000_usize.div_ceil(actions).max(2) {
                    let message = format!("hello, {} and {}", saying(&mut dice), words[dice.below(words.len())]);
                    shop.messages.push(slip(&message, &mut dice));
                    shop.labels.push(number);
                }
            }
        }
        shop
    }
}

fn word(dice: &mut Dice) -> String {
    const STARTS: [&str; 16] = ["b", "c", "d", "f", "g", "l", "m", "n", "p", "r", "s", "t", "st", "tr", "pl", "ch"];
    const MIDDLES: [&str; 8] = ["a", "e", "i", "o", "u", "ea", "ou", "ai"];
    const ENDS: [&str; 8] = ["", "n", "r", "t", "s", "l", "ck", "nd"];
    let mut word = String::new();
    for _ in 0..2 + dice.below(2) {
        word.push_str(STARTS[dice.below(STARTS.len())]);
        word.push_str(MIDDLES[dice.below(MIDDLES.len())]);
        word.push_str(ENDS[dice.below(ENDS.len())]);
    }
    word
}

/// Swaps two neighbouring letters in every other message.
fn slip(text: &str, dice: &mut Dice) -> String {
    let mut bytes = text.as_bytes().to_vec();
    if dice.below(2) == 0 {
        let at = 1 + dice.below(bytes.len() - 2);
        bytes.swap(at, at + 1);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A small linear congruential generator: the same throws every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % bound
    }

    /// Small numbers often, large ones seldom, as words are used.
    fn zipf(&mut self, bound: usize) -> usize {
        let share = self.below(1_000_000) as f64 / 1e6;
        ((bound as f64).powf(share) - 1.0) as usize
    }
}
