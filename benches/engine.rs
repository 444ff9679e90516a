//! How long one step of the engine takes: 50 actions with 3 inputs each.
//!
//! `cargo bench --bench engine`. Prints p50 and p99 of single steps, with and without matching.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use errand::channel::text::formats::composer;
use errand::domain::conversation::{Channel, User};
use errand::domain::definition::{Definition, Known};
use errand::domain::language::Language;
use errand::domain::version::{ActionId, VersionId, VersionNumber};
use errand::engine::{Catalog, Conversation, Event, House, Moment, Offered, step};
use errand::matching::Settings;
use jiff::Timestamp;
use jiff::civil::date;

const ACTIONS: i64 = 50;
const ROUNDS: usize = 20_000;
const THINGS: [&str; 10] = [
    "order",
    "invoice",
    "parcel",
    "password",
    "address",
    "subscription",
    "voucher",
    "refund",
    "appointment",
    "warranty",
];
const DEEDS: [&str; 5] = ["cancel", "change", "find", "extend", "report"];

fn definition(number: i64) -> Definition {
    let index = usize::try_from(number).expect("small");
    let (deed, thing) = (DEEDS[index / THINGS.len()], THINGS[index % THINGS.len()]);
    let toml = format!(
        r#"
name = "{deed}-{thing}"
description = "{deed} the {thing} of a customer."
triggers = ["{deed} my {thing}", "I want to {deed} a {thing}", "please {deed} {thing}", "{thing} {deed}", "how do I {deed} my {thing}"]
[[inputs]]
name = "number"
instructions = "The 6-digit number."
kind = {{ type = "pattern", regex = '^\d{{6}}$' }}
[[inputs]]
name = "email"
instructions = "The e-mail address."
kind = {{ type = "email" }}
[[inputs]]
name = "reason"
instructions = "Why?"
kind = {{ type = "text" }}
[call]
method = "POST"
url = "https://shop.example.com/api/{{{{ number }}}}"
body = {{ email = "{{{{ email }}}}", reason = "{{{{ reason }}}}" }}
"#
    );
    Definition::read(&toml, &Known { secrets: None }).expect("the benchmark's definition is valid").0
}

fn catalog() -> Catalog {
    let offered = (0..ACTIONS).map(|number| {
        Arc::new(Offered {
            action: ActionId(number),
            version: VersionId(number),
            number: VersionNumber(1),
            definition: Arc::new(definition(number)),
        })
    });
    let house =
        House { human: None, region: None, composers: Language::ALL.map(|language| Arc::clone(composer(language))) };
    Catalog::new(offered.collect(), &Settings::default(), house, false)
}

fn said(text: &str) -> Event {
    Event::Said { text: text.to_owned(), message: None, addressed: true }
}

fn main() {
    let catalog = catalog();
    let user = User { id: "1".into(), name: "Ann".into(), language: Language::English, channel: Channel::Console };
    let turns = ["cancel my order", "104233", "ann@example.com", "it broke", "cancel"];
    let mut times = vec![Vec::with_capacity(ROUNDS); turns.len()];
    let mut conversation = Conversation::new(user);
    for round in 0..ROUNDS {
        let at = Timestamp::from_second(1_800_000_000).expect("in range");
        let moment = Moment { at, today: date(2027, 1, 15), fresh: round as u128 };
        for (turn, text) in turns.iter().enumerate() {
            let event = said(text);
            let begun = Instant::now();
            let next = black_box(step(conversation, event, &catalog, moment));
            times[turn].push(begun.elapsed());
            conversation = next.conversation;
        }
    }
    println!("engine step, {ACTIONS} actions with 3 inputs, {ROUNDS} conversations");
    for (turn, times) in turns.iter().zip(&mut times) {
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_nanos() as f64 / 1_000.0;
        let note = if *turn == turns[0] { " (with matching)" } else { "" };
        println!("  {turn:<18} p50 {:>7.1} µs   p99 {:>7.1} µs{note}", at(0.5), at(0.99));
    }
}
