//! The journal: whatever is entered by way of it, is read, survives a kill and ends in the tables as if it had been
//! committed at once.

use std::collections::HashSet;
use std::path::Path;

use errand::domain::call::outcome::OutcomeClass;
use errand::domain::conversation::Channel;
use errand::domain::id::CallId;
use errand::domain::limits;
use errand::domain::tally::Happened;
use errand::domain::version::VersionId;
use errand::store::{Batch, Button, CallEnd, ChannelState, Counted, Missed, Notice, Store, StoreError};
use proptest::prelude::*;
use sqlx::{AssertSqlSafe, Executor, query_scalar};

use crate::sample::{call, conversation, delivery, name, raw, reopened, seen, state, store};

/// As many as make a batch large.
const PEOPLE: usize = 9;
/// More than a row of the journal holds.
const ROW_BYTES: usize = limits::DATABASE_PAGE as usize;

/// A turn of many people: the journal's part of everything there is.
fn turn(number: usize) -> Batch {
    let at = i64::try_from(number).expect("few");
    let people = (0..PEOPLE).map(|person| (person, format!("p{person}")));
    let mut batch = Batch::default();
    for (person, who) in people {
        let id = at * 100 + i64::try_from(person).expect("few") + 1;
        batch.seen.push(seen(&format!("u{id}"), at));
        // To some only deliveries happen.
        let heard = if person < 2 { number / 4 } else { number };
        let text = format!(r#"{{"turn":{heard},"said":"\"ä\u0000 {person}"}}"#);
        let mut row = state(&who, &text, (person % 2 == 0).then_some(at));
        row.route.standing = Some(format!("message {number}"));
        batch.conversations.push(row);
        batch.outbox.push(delivery(id, &who));
        // What the turn before said has been taken, but for what went to the last person.
        batch.delivered.extend((id > 100 && person + 1 < PEOPLE).then_some(id - 100));
    }
    batch.tried.push(at * 100 + 2);
    batch.calls_started.push(call(u128::try_from(number).expect("few"), VersionId(1)));
    if let Some(before) = number.checked_sub(1) {
        let id = CallId(u128::try_from(before).expect("few"));
        let outcome = if before % 2 == 0 { OutcomeClass::Succeeded } else { OutcomeClass::Unknown };
        batch.calls_ended.push(CallEnd {
            id,
            outcome,
            status: Some(200),
            duration_ms: 5,
            ended_at_ms: at,
            record: None,
        });
    }
    batch.buttons.extend([button(number, 'a'), button(number, 'b')]);
    let value = (number % 5 != 4).then(|| number.to_string());
    batch.channel_state.push(ChannelState { channel: Channel::Telegram, key: "offset".to_owned(), value });
    batch.counted.push(Counted { action: name("order-status"), happened: Happened::Started, at_ms: at });
    batch.missed.push(Missed { text: format!("what {}", number % 2), at_ms: at });
    batch
}

fn button(number: usize, side: char) -> Button {
    let (question, payload) = (format!("q{number}"), "{}".to_owned());
    Button { id: format!("{number}{side}"), conversation: conversation("p0"), question, payload, expires_at_ms: 9_000 }
}

/// Everything that is in the tables, as text, whatever the order of its rows.
pub async fn tables(dir: &Path) -> Vec<String> {
    const TABLES: [(&str, &str); 8] = [
        ("seen", "channel, event, at"),
        ("conversation", "channel, place, person, state, wake_at, via, standing"),
        ("call", "id, channel, place, person, version_id, state, inputs, customer, outcome, status, ended_at"),
        ("outbox", "id, channel, place, person, payload, created_at, attempts"),
        ("button", "id, channel, place, person, question, payload, expires_at"),
        ("channel_state", "channel, key, value"),
        ("tally", "action, day, happened, input, times"),
        ("miss", "text, times, first_at, last_at"),
    ];
    let mut raw = raw(dir).await;
    let mut all = Vec::new();
    for (table, columns) in TABLES {
        let sql = format!("SELECT '{table} ' || json_array({columns}) AS row FROM {table} ORDER BY row");
        all.extend(query_scalar::<_, String>(AssertSqlSafe(sql)).fetch_all(&mut raw).await.expect("it reads"));
    }
    all
}

/// How many rows the journal has, spare ones among them.
async fn rows_of_journal(dir: &Path) -> i64 {
    query_scalar("SELECT count(*) FROM journal").fetch_one(&mut raw(dir).await).await.expect("it reads")
}

#[tokio::test]
async fn what_is_entered_is_read_before_it_is_settled() {
    let (dir, mut store) = store().await;
    store.commit(&turn(0)).await.expect("it is written");
    let mut batch = turn(1);
    store.enter(&mut batch).await.expect("it is written");
    assert!(store.is_behind() && batch == Batch::default(), "it is in the journal");
    assert_eq!(rows_of_journal(dir.path()).await, 1, "and durable there");

    let asked = ["u1", "u101", "u201"].map(|event| (Channel::Telegram, event.to_owned()));
    let known = store.seen_among(&asked).await.expect("it reads");
    assert_eq!(known, HashSet::from([asked[0].clone(), asked[1].clone()]));
    let found = store.conversations(&[conversation("p3"), conversation("eve")]).await.expect("it reads");
    assert_eq!(found.len(), 1);
    assert!(found[&conversation("p3")].state.contains("\"turn\":1"), "{found:?}");
    let buttons = store.buttons(&["0a", "1b", "2a"]).await.expect("it reads");
    assert_eq!((buttons.len(), &buttons["1b"]), (2, &button(1, 'b')));
    let mut beside = store.buttons_beside(&button(1, 'b')).await.expect("it reads");
    beside.sort_by(|one, other| one.id.cmp(&other.id));
    assert_eq!(beside, [button(1, 'a'), button(1, 'b')]);
    assert_eq!(store.buttons_beside(&button(0, 'a')).await.expect("it reads").len(), 2, "those are in the table");
    assert!(store.is_behind(), "what a turn reads does not wait for the tables");

    // Whatever else is read is read from the tables.
    assert_eq!(store.pending(Channel::Telegram, 101, 100).await.expect("it reads").len(), PEOPLE - 1);
    assert!(!store.is_behind());
    assert_eq!(rows_of_journal(dir.path()).await, 0);
}

#[tokio::test]
async fn a_forgotten_conversation_is_not_found_in_the_table() {
    let (_dir, mut store) = store().await;
    store.commit(&turn(0)).await.expect("it is written");
    let mut batch = turn(1);
    batch.conversations[3].state = None;
    store.enter(&mut batch).await.expect("it is written");
    let found = store.conversations(&[conversation("p3"), conversation("p4")]).await.expect("it reads");
    assert_eq!(found.keys().collect::<Vec<_>>(), [&conversation("p4")]);
}

#[tokio::test]
async fn ids_of_deliveries_that_came_and_went_in_the_journal_are_not_used_again() {
    let (dir, mut store) = store().await;
    let mut first = turn(0);
    store.enter(&mut first).await.expect("it is written");
    let highest = store.max_outbox_id().await.expect("it reads");
    let mut batch = turn(1);
    batch.delivered.extend((101..=109).collect::<Vec<_>>());
    store.enter(&mut batch).await.expect("it is written");
    let mut store = reopened(&dir, store).await;
    assert!(store.max_outbox_id().await.expect("it reads") == 109 && highest == 9);
}

#[tokio::test]
async fn small_batches_and_those_about_other_things_go_into_the_tables_at_once() {
    let (_dir, mut store) = store().await;
    let mut small = turn(0);
    small.conversations.truncate(2);
    store.enter(&mut small).await.expect("it is written");
    assert!(!store.is_behind());
    let mut large = turn(1);
    store.enter(&mut large).await.expect("it is written");
    let mut noticed = turn(2);
    let (kind, detail) = ("failing".to_owned(), "{}".to_owned());
    noticed.notices.push(Notice { kind, action: None, version: None, detail, at_ms: 5 });
    store.enter(&mut noticed).await.expect("it is written");
    assert!(!store.is_behind(), "what was in the journal goes first");
    let found = store.conversations(&[conversation("p3")]).await.expect("it reads");
    assert!(found[&conversation("p3")].state.contains("\"turn\":2"), "{found:?}");
}

/// A turn so large that the next one brings everything into the tables first, and leaves the rows to be written over.
fn large(number: usize) -> Batch {
    of_state(number, limits::JOURNAL_BYTES)
}

fn of_state(number: usize, bytes: usize) -> Batch {
    let mut batch = turn(number);
    batch.conversations[0].state = Some("x".repeat(bytes).into());
    batch
}

#[tokio::test]
async fn rows_that_are_done_with_are_written_over_and_never_come_back() {
    let (dir, mut store) = store().await;
    for mut batch in [turn(0), turn(1), large(2)] {
        store.enter(&mut batch).await.expect("it is written");
    }
    let before = rows_of_journal(dir.path()).await;
    store.enter(&mut turn(3)).await.expect("it is written");
    assert!(before > 100 && rows_of_journal(dir.path()).await == before, "one is new and the others are spare");
    let there = tables(dir.path()).await;
    assert!(there.iter().any(|row| row.contains("u201")) && !there.iter().any(|row| row.contains("u301")));

    // A kill: only the new one is brought in, and nothing stays that somebody has said.
    let mut store = reopened(&dir, store).await;
    assert_eq!(rows_of_journal(dir.path()).await, 0);
    let asked = ["u201", "u301"].map(|event| (Channel::Telegram, event.to_owned()));
    assert_eq!(store.seen_among(&asked).await.expect("it reads"), HashSet::from(asked));

    let mut small = turn(6);
    small.conversations.truncate(2);
    for mut batch in [turn(4), large(5), small] {
        store.enter(&mut batch).await.expect("it is written");
    }
    assert_eq!(rows_of_journal(dir.path()).await, 0, "a batch that goes into the tables leaves nothing behind");
}

#[tokio::test]
async fn spare_rows_become_fewer_when_rounds_need_fewer() {
    let (dir, mut store) = store().await;
    let mut left = Vec::new();
    for (number, quarters) in [6, 4, 4, 4, 4, 4].into_iter().enumerate() {
        store.enter(&mut of_state(2 * number, quarters * limits::JOURNAL_BYTES / 4)).await.expect("it is written");
        // It goes into the tables first, and leaves its rows.
        store.enter(&mut turn(2 * number + 1)).await.expect("it is written");
        left.push(rows_of_journal(dir.path()).await);
    }
    let needed = left[0] * 4 / 6;
    assert!(left[0] > 700 && left.is_sorted_by(|before, after| before >= after), "{left:?}");
    assert!(left[1] > needed && (needed..needed + 4).contains(&left[5]), "{left:?}, {needed} are needed");
    store.settle().await.expect("it is written");
    assert_eq!(rows_of_journal(dir.path()).await, 0);
}

#[tokio::test]
async fn spare_rows_are_never_read() {
    let (dir, store) = store().await;
    store.close().await.expect("it closes");
    let insert = "INSERT INTO journal (id, round, batch) VALUES (2, 4, x'00'), (3, 5, x'00')";
    raw(dir.path()).await.execute(insert).await.expect("it is written");
    drop(Store::open(dir.path()).await.expect("it opens"));
    assert_eq!(rows_of_journal(dir.path()).await, 0);
}

#[tokio::test]
async fn a_row_that_nobody_can_read_keeps_the_store_from_opening() {
    // The first has a state as it was, which was nowhere.
    let as_it_was = format!("x'{:0<64}'", "02000102062d3130302f3703616e6e02");
    for row in [&as_it_was, "x'02'", "x'03'", "x'2b02'", "x''", "x'01ff'", "'{'", "7"] {
        let (dir, store) = store().await;
        store.close().await.expect("it closes");
        let sql = format!("INSERT INTO journal (id, round, batch) VALUES (1, 0, {row})");
        raw(dir.path()).await.execute(AssertSqlSafe(sql)).await.expect("it is written");
        let refused = Store::open(dir.path()).await.err().expect("nobody can read it");
        assert!(matches!(refused, StoreError::Corrupt { place: "journal.batch" }), "{row}: {refused:?}");
    }
}

/// What happens to a store between two batches.
#[derive(Debug, Clone, Copy)]
enum Between {
    Nothing,
    Settled,
    Overflown,
    Killed,
    /// … after a turn that takes several rows.
    KilledWhenLong,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn tables_end_as_if_there_were_no_journal(
        between in prop::collection::vec(
            prop_oneof![
                5 => Just(Between::Nothing),
                1 => Just(Between::Settled),
                1 => Just(Between::Overflown),
                2 => Just(Between::Killed),
                2 => Just(Between::KilledWhenLong),
            ],
            1..12,
        ),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (direct_dir, mut direct) = store().await;
            let (dir, mut entered) = store().await;
            for (number, between) in between.iter().enumerate() {
                let mut batch = match between {
                    Between::Overflown => large(number),
                    Between::KilledWhenLong => of_state(number, 3 * ROW_BYTES),
                    Between::Nothing | Between::Settled | Between::Killed => turn(number),
                };
                direct.commit(&batch).await.expect("it is written");
                entered.enter(&mut batch).await.expect("it is written");
                match between {
                    Between::Nothing | Between::Overflown => {}
                    Between::Settled => entered.settle().await.expect("it is written"),
                    Between::Killed | Between::KilledWhenLong => entered = reopened(&dir, entered).await,
                }
            }
            let entered = reopened(&dir, entered).await;
            assert_eq!(tables(dir.path()).await, tables(direct_dir.path()).await);
            drop((entered, direct));
        });
    }
}
