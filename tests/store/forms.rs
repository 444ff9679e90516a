//! Rows of the journal as releases wrote them: each is read as it was meant. They never change; a new form gets one more.

use errand::domain::call::outcome::OutcomeClass;
use errand::domain::conversation::{Channel, ConversationId};
use errand::domain::id::CallId;
use errand::domain::input::InputName;
use errand::domain::tally::Happened;
use errand::domain::version::VersionId;
use errand::store::{
    Batch, Button, CallEnd, CallStart, ChannelState, ConversationRow, Counted, Delivery, Missed, Route, Seen, Store,
};
use sqlx::{AssertSqlSafe, Executor, query_scalar};

use crate::journal::tables;
use crate::sample::{name, raw, store};

/// What schemas 5 and 6 had.
const JSON: &str = r#"{"seen":[{"channel":"telegram","event":"900000001","at_ms":6}],
"conversations":[{"id":{"channel":"telegram","place":"-100/7","person":"ann"},"state":"{\"said\":\"\\\"ä\\n\"}","wake_at_ms":7,"route":{"via":"3","standing":"4"}},{"id":{"channel":"discord","place":"12","person":"bob"},"state":null,"wake_at_ms":null,"route":{"via":null,"standing":null}}],
"calls_started":[{"id":"000000001a2b00000000000000000007","conversation":{"channel":"telegram","place":"-100/7","person":"ann"},"version":300,"inputs":"{\"order_number\":\"104233\"}","user":"{\"id\":\"ann\"}","preview":false,"repeatable":true,"started_at_ms":1700000000000},{"id":"00000000000000000000000000000009","conversation":{"channel":"telegram","place":"-100/7","person":"ann"},"version":300,"inputs":"{\"order_number\":\"104233\"}","user":"{\"id\":\"ann\"}","preview":true,"repeatable":false,"started_at_ms":1700000000000},{"id":"ffffffffffffffffffffffffffffffff","conversation":{"channel":"telegram","place":"-100/7","person":"ann"},"version":300,"inputs":"{\"order_number\":\"104233\"}","user":"{\"id\":\"ann\"}","preview":false,"repeatable":true,"started_at_ms":1700000000000}],
"calls_ended":[{"id":"000000001a2b00000000000000000007","outcome":"rejected","status":409,"duration_ms":12,"ended_at_ms":1700000000012,"record":"{\"given\":[\"1••••3\"]}"},{"id":"00000000000000000000000000000009","outcome":"unknown","status":null,"duration_ms":12,"ended_at_ms":1700000000012,"record":null}],
"outbox":[{"id":41,"conversation":{"channel":"telegram","place":"-100/7","person":"ann"},"payload":"{}","created_at_ms":5,"attempts":2},{"id":42,"conversation":{"channel":"discord","place":"12","person":"bob"},"payload":"{}","created_at_ms":5,"attempts":2}],
"tried":[41],
"delivered":[42,7],
"buttons":[{"id":"k3J9","conversation":{"channel":"telegram","place":"-100/7","person":"ann"},"question":"67","payload":"\"cancel\"","expires_at_ms":1700000000000}],
"channel_state":[{"channel":"telegram","key":"offset","value":"8"},{"channel":"console","key":"session","value":null}],
"missed":[{"text":"what","at_ms":8}],
"counted":[{"action":"order-status","happened":"started","at_ms":86400000},{"action":"order-status","happened":"completed","at_ms":86400000},{"action":"order-status","happened":{"abandoned":{"at":"order_number"}},"at_ms":86400000},{"action":"order-status","happened":{"abandoned":{"at":null}},"at_ms":86400000},{"action":"order-status","happened":"failed","at_ms":86400000},{"action":"order-status","happened":"handed_off","at_ms":86400000}]}"#;

/// What schema 7 had at first, in hexadecimal. In form 2 the same is the same but for its first byte.
const FORM_1: &str = concat!(
    "010102093930303030303030310c0202062d3130302f3703616e6e01117b2273616964223a225c22c3a45c6e227d010e010133010134010231320",
    "3626f62000000000320303030303030303031613262303030303030303030303030303030303030303702062d3130302f3703616e6ed80",
    "4197b226f726465725f6e756d626572223a22313034323333227d0c7b226964223a22616e6e227d000180a0abfef962203030303030303",
    "03030303030303030303030303030303030303030303030303902062d3130302f3703616e6ed804197b226f726465725f6e756d6265722",
    "23a22313034323333227d0c7b226964223a22616e6e227d010080a0abfef96220666666666666666666666666666666666666666666666",
    "666666666666666666602062d3130302f3703616e6ed804197b226f726465725f6e756d626572223a22313034323333227d0c7b2269642",
    "23a22616e6e227d000180a0abfef9620220303030303030303031613262303030303030303030303030303030303030303702019903189",
    "8a0abfef962011c7b22676976656e223a5b2231e280a2e280a2e280a2e280a233225d7d203030303030303030303030303030303030303",
    "03030303030303030303030303905001898a0abfef96200025202062d3130302f3703616e6e027b7d0a02540102313203626f62027b7d0",
    "a02015202540e01046b334a3902062d3130302f3703616e6e023637082263616e63656c2280a0abfef9620202066f66667365740101380",
    "00773657373696f6e0001047768617410060c6f726465722d7374617475730080f0b2520c6f726465722d7374617475730180f0b2520c6",
    "f726465722d73746174757302010c6f726465725f6e756d62657280f0b2520c6f726465722d737461747573020080f0b2520c6f7264657",
    "22d7374617475730380f0b2520c6f726465722d7374617475730480f0b252",
);

/// In form 2 a state can be as the rows before left it.
const STATE_AS_IT_WAS: &str = "02000102062d3130302f3703616e6e02";

fn form_2() -> String {
    format!("02{}", &FORM_1[2..])
}

fn ann() -> ConversationId {
    ConversationId { channel: Channel::Telegram, place: "-100/7".into(), person: "ann".into() }
}

fn bob() -> ConversationId {
    ConversationId { channel: Channel::Discord, place: "12".into(), person: "bob".into() }
}

/// At least one row of everything, with and without what may be missing.
fn everything() -> Batch {
    let (calls_started, calls_ended) = calls();
    let route = Route { via: Some("3".to_owned()), standing: Some("4".to_owned()) };
    let state = Some(r#"{"said":"\"ä\n"}"#.into());
    let answer = Delivery { id: 41, conversation: ann(), payload: "{}".to_owned(), created_at_ms: 5, attempts: 2 };
    let counted = |happened| Counted { action: name("order-status"), happened, at_ms: 86_400_000 };
    let at = InputName::parse("order_number").ok();
    let (offset, session) = ("offset".to_owned(), "session".to_owned());
    Batch {
        seen: vec![Seen { channel: Channel::Telegram, event: "900000001".to_owned(), at_ms: 6 }],
        conversations: vec![
            ConversationRow { id: ann(), state, wake_at_ms: Some(7), route },
            ConversationRow { id: bob(), state: None, wake_at_ms: None, route: Route::default() },
        ],
        calls_started,
        calls_ended,
        outbox: vec![answer.clone(), Delivery { id: 42, conversation: bob(), ..answer }],
        tried: vec![41],
        delivered: vec![42, 7],
        buttons: vec![Button {
            id: "k3J9".to_owned(),
            conversation: ann(),
            question: "67".to_owned(),
            payload: r#""cancel""#.to_owned(),
            expires_at_ms: 1_700_000_000_000,
        }],
        channel_state: vec![
            ChannelState { channel: Channel::Telegram, key: offset, value: Some("8".to_owned()) },
            ChannelState { channel: Channel::Console, key: session, value: None },
        ],
        missed: vec![Missed { text: "what".to_owned(), at_ms: 8 }],
        counted: [
            Happened::Started,
            Happened::Completed,
            Happened::Abandoned { at },
            Happened::Abandoned { at: None },
            Happened::Failed,
            Happened::HandedOff,
        ]
        .map(counted)
        .into(),
        ..Batch::default()
    }
}

/// One that was refused, one that nobody knows the end of, and one under way.
fn calls() -> (Vec<CallStart>, Vec<CallEnd>) {
    let refused = CallStart {
        id: CallId((0x1a2b << 80) | 7),
        conversation: ann(),
        version: VersionId(300),
        inputs: r#"{"order_number":"104233"}"#.to_owned(),
        user: r#"{"id":"ann"}"#.to_owned(),
        preview: false,
        repeatable: true,
        started_at_ms: 1_700_000_000_000,
    };
    let refusal = CallEnd {
        id: refused.id,
        outcome: OutcomeClass::Rejected,
        status: Some(409),
        duration_ms: 12,
        ended_at_ms: 1_700_000_000_012,
        record: Some(r#"{"given":["1••••3"]}"#.to_owned()),
    };
    let lost = CallStart { id: CallId(9), preview: true, repeatable: false, ..refused.clone() };
    let loss = CallEnd { id: CallId(9), outcome: OutcomeClass::Unknown, status: None, record: None, ..refusal.clone() };
    let open = CallStart { id: CallId(u128::MAX), ..refused.clone() };
    (vec![refused, lost, open], vec![refusal, loss])
}

/// Nothing happens to somebody but that nothing stands any more, and nothing is due.
fn only_routed() -> Batch {
    let state = everything().conversations[0].state.clone();
    let row = ConversationRow { id: ann(), state, wake_at_ms: None, route: Route::default() };
    Batch { conversations: vec![row], ..Batch::default() }
}

#[tokio::test]
async fn rows_of_every_form_are_read_as_they_were_meant() {
    let (direct_dir, mut direct) = store().await;
    direct.commit(&everything()).await.expect("it is written");
    let expected = tables(direct_dir.path()).await;
    for row in [format!("'{JSON}'"), format!("x'{FORM_1}'"), format!("x'{}'", form_2())] {
        let (dir, store) = store().await;
        store.close().await.expect("it closes");
        let sql = format!("INSERT INTO journal (id, round, batch) VALUES (1, 0, {row})");
        raw(dir.path()).await.execute(AssertSqlSafe(sql)).await.expect("it is written");
        drop(Store::open(dir.path()).await.expect("it is read"));
        assert_eq!(tables(dir.path()).await, expected, "{row}");
    }
}

#[tokio::test]
async fn an_entry_goes_on_in_rows_that_begin_with_a_plus() {
    let (direct_dir, mut direct) = store().await;
    direct.commit(&everything()).await.expect("it is written");
    let (dir, store) = store().await;
    store.close().await.expect("it closes");
    let form = form_2();
    let (first, rest) = form.split_at(400);
    let (second, third) = rest.split_at(2);
    let sql = format!(
        "INSERT INTO journal (id, round, batch)
         VALUES (1, 7, x'{first}'), (2, 7, x'2b{second}'), (3, 7, x'2b{third:0<2000}'), (4, 6, x'2b00')"
    );
    raw(dir.path()).await.execute(AssertSqlSafe(sql)).await.expect("it is written");
    drop(Store::open(dir.path()).await.expect("it is read"));
    assert_eq!(tables(dir.path()).await, tables(direct_dir.path()).await);
}

#[tokio::test]
async fn a_state_that_is_as_it_was_is_that_of_the_rows_before() {
    let (direct_dir, mut direct) = store().await;
    direct.commit(&everything()).await.expect("it is written");
    direct.commit(&only_routed()).await.expect("it is written");
    let (dir, store) = store().await;
    store.close().await.expect("it closes");
    let (first, second) = (form_2(), format!("{STATE_AS_IT_WAS:0<64}"));
    let sql = format!("INSERT INTO journal (id, round, batch) VALUES (1, 0, x'{first}'), (2, 0, x'{second}')");
    raw(dir.path()).await.execute(AssertSqlSafe(sql)).await.expect("it is written");
    drop(Store::open(dir.path()).await.expect("it is read"));
    assert_eq!(tables(dir.path()).await, tables(direct_dir.path()).await);
}

#[tokio::test]
async fn the_last_of_these_is_what_is_written() {
    let (dir, mut store) = store().await;
    // Only what touches much goes by way of the journal; what comes after it follows.
    let route = Route::default();
    let many = (0..9).map(|person| ConversationId { person: person.to_string().into(), ..bob() });
    let many = many.map(|id| ConversationRow { id, state: None, wake_at_ms: None, route: route.clone() });
    store.enter(&mut Batch { conversations: many.collect(), ..Batch::default() }).await.expect("it is written");
    store.enter(&mut everything()).await.expect("it is written");
    store.enter(&mut only_routed()).await.expect("it is written");
    for (id, form) in [(2, form_2()), (3, STATE_AS_IT_WAS.to_owned())] {
        let written: String = query_scalar("SELECT lower(hex(batch)) FROM journal WHERE id = ?1")
            .bind(id)
            .fetch_one(&mut raw(dir.path()).await)
            .await
            .expect("it reads");
        let (row, filling) = written.split_at(form.len().min(written.len()));
        assert_eq!((row, filling.trim_start_matches('0')), (form.as_str(), ""));
    }
}
