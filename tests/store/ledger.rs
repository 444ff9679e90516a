//! The ledger: a batch is written whole or not at all, and what it held is found again after a restart.

use std::collections::HashSet;

use errand::domain::call::outcome::OutcomeClass;
use errand::domain::conversation::Channel;
use errand::domain::id::CallId;
use errand::domain::limits;
use errand::domain::version::{VersionId, VersionNumber};
use errand::store::{
    Batch, Button, CallEnd, ChannelState, ConversationRow, Delivery, Notice, Route, Store, StoreError,
};
use proptest::prelude::*;
use sqlx::{query_as, query_scalar};

use crate::sample::{
    applied, call, conversation, create, delivery, edit, name, published, raw, reopened, seen, state, store,
};

fn ended(id: u128, outcome: OutcomeClass) -> CallEnd {
    CallEnd { id: CallId(id), outcome, status: Some(200), duration_ms: 12, ended_at_ms: 6_000, record: None }
}

fn button(id: &str, expires_at_ms: i64) -> Button {
    let (question, payload) = ("q1".to_owned(), r#"{"choice":0}"#.to_owned());
    Button { id: id.to_owned(), conversation: conversation("ann"), question, payload, expires_at_ms }
}

fn notice(kind: &str, at_ms: i64) -> Notice {
    let (action, version) = (Some(name("order-status")), Some(VersionNumber(2)));
    Notice { kind: kind.to_owned(), action, version, detail: "{}".to_owned(), at_ms }
}

async fn commit(store: &mut Store, batch: Batch) {
    store.commit(&batch).await.expect("the batch is written");
}

#[tokio::test]
async fn a_batch_survives_a_restart() {
    let (dir, mut store) = store().await;
    let batch = Batch {
        seen: vec![seen("u1", 1), seen("u2", 1)],
        conversations: vec![state("ann", r#"{"a":"\"ä\u0000"}"#, Some(50)), state("bob", "{}", None)],
        calls_started: vec![call(1, VersionId(9))],
        outbox: vec![delivery(3, "ann"), delivery(1, "bob"), delivery(2, "ann")],
        buttons: vec![button("b1", 900)],
        channel_state: vec![ChannelState {
            channel: Channel::Telegram,
            key: "offset".to_owned(),
            value: Some("17".to_owned()),
        }],
        notices: vec![notice("lost_field", 5)],
        ..Batch::default()
    };
    commit(&mut store, batch.clone()).await;
    let mut store = reopened(&dir, store).await;

    let asked = [(Channel::Telegram, "u2".to_owned()), (Channel::Discord, "u1".to_owned())];
    assert_eq!(store.seen_among(&asked).await.expect("it reads"), HashSet::from([asked[0].clone()]));
    let found = store.conversations(&[conversation("ann"), conversation("eve")]).await.expect("it reads");
    assert_eq!(found.len(), 1);
    assert_eq!(&*found[&conversation("ann")].state, r#"{"a":"\"ä\u0000"}"#);
    assert_eq!(store.calls_in_flight().await.expect("it reads"), batch.calls_started);
    let pending = store.pending(Channel::Telegram, 0, 100).await.expect("it reads");
    assert_eq!(pending, [delivery(1, "bob"), delivery(2, "ann"), delivery(3, "ann")]);
    assert_eq!(store.pending(Channel::Telegram, 1, 1).await.expect("it reads"), [delivery(2, "ann")]);
    let of_ann = store.pending_of(&conversation("ann")).await.expect("it reads");
    assert_eq!(of_ann, [delivery(2, "ann"), delivery(3, "ann")]);
    assert_eq!(store.buttons(&["b1", "b2"]).await.expect("it reads")["b1"], batch.buttons[0]);
    assert_eq!(store.channel_state(Channel::Telegram, "offset").await.expect("it reads").as_deref(), Some("17"));
    assert_eq!(store.channel_state(Channel::Discord, "offset").await.expect("it reads"), None);
    assert_eq!(store.unseen_notices(10).await.expect("it reads")[0].notice, batch.notices[0]);
}

#[tokio::test]
async fn one_bad_row_undoes_the_whole_batch() {
    let (_dir, mut store) = store().await;
    commit(&mut store, Batch { seen: vec![seen("u1", 1)], ..Batch::default() }).await;
    commit(&mut store, Batch { calls_started: vec![call(1, VersionId(9))], ..Batch::default() }).await;
    commit(&mut store, Batch { outbox: vec![delivery(1, "ann")], ..Batch::default() }).await;
    let good = Batch {
        seen: vec![seen("u2", 1)],
        conversations: vec![state("ann", "{}", Some(1))],
        delivered: vec![1],
        notices: vec![notice("lost_field", 5)],
        ..Batch::default()
    };
    let bad = [
        Batch { seen: vec![seen("u2", 1), seen("u1", 2)], ..good.clone() },
        Batch { calls_started: vec![call(2, VersionId(9)), call(1, VersionId(9))], ..good.clone() },
        Batch { outbox: vec![delivery(2, "ann"), delivery(2, "bob")], ..good.clone() },
        Batch { buttons: vec![button("b", 1), button("b", 1)], ..good.clone() },
    ];
    for batch in &bad {
        let refused = store.commit(batch).await.expect_err("a row of it exists already");
        assert!(matches!(refused, StoreError::Database(_)) && !refused.is_disk_trouble(), "{refused:?}");
        let asked = [(Channel::Telegram, "u2".to_owned())];
        assert!(store.seen_among(&asked).await.expect("it reads").is_empty());
        assert!(store.conversations(&[conversation("ann")]).await.expect("it reads").is_empty());
        assert_eq!(store.pending(Channel::Telegram, 0, 10).await.expect("it reads").len(), 1);
        assert_eq!(store.calls_in_flight().await.expect("it reads").len(), 1);
        assert!(store.unseen_notices(10).await.expect("it reads").is_empty());
    }
    commit(&mut store, good).await;
}

#[tokio::test]
async fn conversations_wake_in_order_and_are_forgotten() {
    let (_dir, mut store) = store().await;
    let rows =
        vec![state("c", "3", Some(300)), state("a", "1", Some(100)), state("b", "2", Some(200)), state("d", "4", None)];
    commit(&mut store, Batch { conversations: rows, ..Batch::default() }).await;
    assert_eq!(store.next_wake().await.expect("it reads"), Some(100));
    assert_eq!(store.due(250, 10).await.expect("it reads"), [conversation("a"), conversation("b")]);
    assert_eq!(store.due(250, 1).await.expect("it reads"), [conversation("a")]);

    let gone = ConversationRow { id: conversation("a"), state: None, wake_at_ms: None, route: Route::default() };
    let rows = vec![gone, state("b", "2 again", None), state("e", "5", Some(400))];
    commit(&mut store, Batch { conversations: rows, ..Batch::default() }).await;
    assert_eq!(store.next_wake().await.expect("it reads"), Some(300));
    let all = ["a", "b", "c", "d", "e"].map(conversation);
    let found = store.conversations(&all).await.expect("it reads");
    assert_eq!(found.len(), 4);
    assert_eq!(&*found[&conversation("b")].state, "2 again");
    assert_eq!(store.conversations(&[]).await.expect("it reads").len(), 0);
}

#[tokio::test]
async fn calls_end_once_and_leave_no_values_behind() {
    let (dir, mut store) = store().await;
    let (action, version) = applied(&mut store, published(create("order-status", "x"))).await;
    let version = version.expect("it was made");
    let calls = vec![call(1, version), call(2, version), call(3, version)];
    commit(&mut store, Batch { calls_started: calls.clone(), ..Batch::default() }).await;
    let ends = vec![ended(1, OutcomeClass::Succeeded), ended(2, OutcomeClass::Unknown)];
    commit(&mut store, Batch { calls_ended: ends, ..Batch::default() }).await;
    assert_eq!(store.calls_in_flight().await.expect("it reads"), calls[2..]);
    assert_eq!(store.calls_unknown().await.expect("it reads"), calls[1..2], "a moderator can run it again");

    // A late outcome of a call that is done changes nothing and harms nobody.
    commit(&mut store, Batch { calls_ended: vec![ended(1, OutcomeClass::Unknown)], ..Batch::default() }).await;
    commit(&mut store, Batch { calls_ended: vec![ended(2, OutcomeClass::Rejected)], ..Batch::default() }).await;
    assert!(store.calls_unknown().await.expect("it reads").is_empty());

    // What happened stays on record when the action goes.
    let unpublish = errand::domain::change::Change::Unpublish { action, number: VersionNumber(1) };
    applied(&mut store, edit(unpublish)).await;
    applied(&mut store, edit(errand::domain::change::Change::Delete { action })).await;
    let rows: Vec<(String, String, u32, bool)> = query_as(
        "SELECT outcome, action, number, inputs IS NULL AND customer IS NULL FROM call WHERE state = 'done' ORDER BY id",
    )
    .fetch_all(&mut raw(dir.path()).await)
    .await
    .expect("it reads");
    let row = |outcome: &str| (outcome.to_owned(), "order-status".to_owned(), 1, true);
    assert_eq!(rows, [row("succeeded"), row("rejected")]);
}

#[tokio::test]
async fn a_call_may_start_and_end_in_one_batch() {
    let (_dir, mut store) = store().await;
    let batch = Batch {
        calls_started: vec![call(1, VersionId(1))],
        calls_ended: vec![ended(1, OutcomeClass::Misconfigured)],
        outbox: vec![delivery(1, "ann")],
        delivered: vec![1],
        ..Batch::default()
    };
    commit(&mut store, batch).await;
    assert!(store.calls_in_flight().await.expect("it reads").is_empty());
    assert!(store.pending(Channel::Telegram, 0, 10).await.expect("it reads").is_empty());
}

#[tokio::test]
async fn ids_of_deliveries_are_never_used_again() {
    let (dir, mut store) = store().await;
    assert_eq!(store.max_outbox_id().await.expect("it reads"), 0);
    commit(&mut store, Batch { outbox: vec![delivery(41, "ann"), delivery(7, "ann")], ..Batch::default() }).await;
    commit(&mut store, Batch { tried: vec![7, 41], ..Batch::default() }).await;
    commit(&mut store, Batch { delivered: vec![41, 99], tried: vec![7], ..Batch::default() }).await;
    let left = store.pending(Channel::Telegram, 0, 10).await.expect("it reads");
    assert_eq!(left, [Delivery { attempts: 2, ..delivery(7, "ann") }]);
    commit(&mut store, Batch { delivered: vec![7], ..Batch::default() }).await;
    let mut store = reopened(&dir, store).await;
    assert_eq!(store.max_outbox_id().await.expect("it reads"), 41, "although no row is left");
}

#[tokio::test]
async fn channel_state_moves_and_is_forgotten() {
    let (_dir, mut store) = store().await;
    let set = |key: &str, value: Option<&str>| ChannelState {
        channel: Channel::Discord,
        key: key.to_owned(),
        value: value.map(str::to_owned),
    };
    let rows = vec![set("session", Some("s1")), set("sequence", Some("1"))];
    commit(&mut store, Batch { channel_state: rows, ..Batch::default() }).await;
    let rows = vec![set("sequence", Some("2")), set("session", None)];
    commit(&mut store, Batch { channel_state: rows, ..Batch::default() }).await;
    assert_eq!(store.channel_state(Channel::Discord, "session").await.expect("it reads"), None);
    assert_eq!(store.channel_state(Channel::Discord, "sequence").await.expect("it reads").as_deref(), Some("2"));
}

#[tokio::test]
async fn notices_are_told_once() {
    let (_dir, mut store) = store().await;
    commit(&mut store, Batch { notices: vec![notice("a", 1), notice("b", 2)], ..Batch::default() }).await;
    let first = store.unseen_notices(1).await.expect("it reads");
    assert_eq!(first[0].notice.kind, "a");
    commit(&mut store, Batch { notices_seen: vec![first[0].id], ..Batch::default() }).await;
    let rest = store.unseen_notices(10).await.expect("it reads");
    assert_eq!(rest.iter().map(|row| row.notice.kind.as_str()).collect::<Vec<_>>(), ["b"]);
}

#[tokio::test]
async fn pruning_goes_in_small_steps_and_keeps_what_is_needed() {
    let (dir, mut store) = store().await;
    let now = 1_000 * 24 * 60 * 60 * 1_000;
    let old = 1_000;
    let step = usize::try_from(limits::PRUNE_ROWS).expect("it fits");
    let mut many: Vec<_> = (0..step + 3).map(|event| seen(&format!("old {event}"), old)).collect();
    many.push(seen("fresh", now - 1));
    let batch = Batch {
        seen: many,
        buttons: vec![button("old", now - 1), button("fresh", now + 1)],
        calls_started: vec![call(1, VersionId(1)), call(2, VersionId(1))],
        calls_ended: vec![ended(1, OutcomeClass::Succeeded)],
        notices: vec![notice("old", old), notice("fresh", now)],
        ..Batch::default()
    };
    commit(&mut store, batch).await;
    assert_eq!(store.prune(now).await.expect("it prunes"), u64::from(limits::PRUNE_ROWS) + 3);
    assert_eq!(store.prune(now).await.expect("it prunes"), 3);
    assert_eq!(store.prune(now).await.expect("it prunes"), 0);
    let raw = &mut raw(dir.path()).await;
    for (table, left) in [("seen", 1), ("button", 1), ("call", 1), ("notice", 1)] {
        let sql = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM {table}"));
        let count: i64 = query_scalar(sql).fetch_one(&mut *raw).await.expect("it reads");
        assert_eq!(count, left, "{table}");
    }
    assert_eq!(store.calls_in_flight().await.expect("it reads")[0].id, CallId(2), "an open call is kept");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn any_text_comes_back_as_it_was(texts in proptest::collection::hash_map(".{0,20}", any::<String>(), 1..20)) {
        let runtime = tokio::runtime::Runtime::new().expect("there is a runtime");
        runtime.block_on(async {
            let (_dir, mut store) = store().await;
            let rows = texts.iter().map(|(person, text)| state(person, text, None)).collect();
            commit(&mut store, Batch { conversations: rows, ..Batch::default() }).await;
            let ids: Vec<_> = texts.keys().map(|person| conversation(person)).collect();
            let found = store.conversations(&ids).await.expect("it reads");
            assert_eq!(found.len(), texts.len());
            for (person, text) in &texts {
                assert_eq!(*found[&conversation(person)].state, **text);
            }
        });
    }
}
