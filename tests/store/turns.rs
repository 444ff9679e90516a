//! How many durable turns the store takes: `cargo test --release --test store turns -- --ignored --nocapture`.

use std::time::Instant;

use errand::domain::conversation::{Channel, ConversationId};
use errand::store::{Batch, ConversationRow, Delivery, Route, Seen, Store};

const CONVERSATIONS: usize = 100_000;
const STATE_BYTES: usize = 600;

fn id(person: usize) -> ConversationId {
    ConversationId { channel: Channel::Telegram, place: format!("{person}").into(), person: format!("{person}").into() }
}

fn row(person: usize, turn: usize) -> ConversationRow {
    let field = format!(r#""turn":{turn},"filler":"{}""#, "x".repeat(STATE_BYTES));
    ConversationRow {
        id: id(person),
        state: Some(format!("{{{field}}}").into()),
        wake_at_ms: Some(1_700_000_000_000),
        route: Route::default(),
    }
}

/// What one turn costs: is the event new, the state before, the state after, an answer, and the receipt of
/// the answer before.
async fn turns(store: &mut Store, people: &[usize], next: &mut usize) {
    // Platforms number their events upwards.
    let events: Vec<_> = (*next..*next + people.len()).map(|event| (Channel::Telegram, event.to_string())).collect();
    assert!(store.seen_among(&events).await.expect("it reads").is_empty());
    let ids: Vec<_> = people.iter().map(|person| id(*person)).collect();
    assert_eq!(store.conversations(&ids).await.expect("it reads").len(), people.len());
    let mut batch = Batch::default();
    for (conversation, event) in ids.into_iter().zip(events) {
        let delivery = i64::try_from(*next).expect("it fits");
        batch.seen.push(Seen { channel: event.0, event: event.1, at_ms: 1_700_000_000_000 });
        batch.conversations.push(row(conversation.person.parse().expect("it is a number"), *next));
        let payload = format!(r#"{{"text":"{}"}}"#, "y".repeat(120));
        batch.outbox.push(Delivery { id: delivery, conversation, payload, created_at_ms: 0, attempts: 0 });
        batch.delivered.push(delivery - 300);
        *next += 1;
    }
    store.commit(&batch).await.expect("it is written");
}

#[tokio::test]
#[ignore = "a measurement, not a test"]
#[expect(clippy::print_stderr, reason = "the figures are what this is for")]
async fn turns_per_second() {
    let dir = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("there is room for a directory");
    let mut store = Store::open(dir.path()).await.expect("it opens");
    for first in (0..CONVERSATIONS).step_by(1_000) {
        let conversations = (first..first + 1_000).map(|person| row(person, 0)).collect();
        store.commit(&Batch { conversations, ..Batch::default() }).await.expect("it is written");
    }
    let mut next = 1_000_000;
    for size in [1, 16, 256] {
        for (spread, among) in [("the same people", size), ("out of 100,000", CONVERSATIONS)] {
            let (started, first) = (Instant::now(), next);
            while started.elapsed().as_secs() < 4 {
                let people: Vec<_> = (0..size).map(|i| (next + i) * 7_919 % among).collect();
                turns(&mut store, &people, &mut next).await;
            }
            let done = f64::from(u32::try_from(next - first).expect("it fits"));
            let rate = done / started.elapsed().as_secs_f64();
            eprintln!("{size:>4} turns a batch, {spread}: {rate:>6.0} durable turns a second");
        }
    }
}
