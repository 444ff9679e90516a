//! Whether an event was handled is answered from memory where that is certain, and always as the table would.

use std::collections::HashSet;

use errand::domain::conversation::Channel;
use errand::store::{Batch, ConversationRow, Seen};
use proptest::prelude::*;

use crate::sample::{create, reopened, state, store};

/// Events that differ in channel, name, length and number.
fn event() -> impl Strategy<Value = (Channel, String)> {
    let channel = prop_oneof![Just(Channel::Telegram), Just(Channel::Discord)];
    let name =
        prop_oneof![Just(""), Just(""), Just("interaction/"), Just("7/"), Just("\u{0}"), Just("\u{e4}"), Just("9")];
    (channel, name, prop_oneof![0..10_u32, 95..105_u32]).prop_map(|(channel, name, number)| match number {
        0 => (channel, name.to_owned()),
        number => (channel, format!("{name}{number}")),
    })
}

/// By which way events get into the store, and what becomes of it afterwards.
#[derive(Debug, Clone, Copy)]
enum Way {
    Committed,
    Entered,
    Applied,
    Settled,
    Killed,
}

fn way() -> impl Strategy<Value = Way> {
    prop_oneof![
        2 => Just(Way::Committed),
        3 => Just(Way::Entered),
        1 => Just(Way::Applied),
        1 => Just(Way::Settled),
        1 => Just(Way::Killed),
    ]
}

/// Conversations enough for a batch to go into the journal.
fn many() -> Vec<ConversationRow> {
    (0..9).map(|person| state(&format!("p{person}"), "{}", None)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn memory_answers_as_the_table_would(
        turns in prop::collection::vec((prop::collection::hash_set(event(), 1..8), way()), 1..16),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let (dir, mut store) = store().await;
            let mut handled = HashSet::new();
            for (number, (events, way)) in turns.into_iter().enumerate() {
                let asked: Vec<_> = events.iter().cloned().collect();
                let found = store.seen_among(&asked).await.expect("it reads");
                assert_eq!(found, events.intersection(&handled).cloned().collect());
                let new = events.difference(&handled).cloned();
                let seen = new.map(|(channel, event)| Seen { channel, event, at_ms: 1 }).collect();
                handled.extend(events);
                let mut batch = Batch { seen, conversations: many(), ..Batch::default() };
                match way {
                    Way::Committed => store.commit(&batch).await.expect("it is written"),
                    Way::Entered | Way::Settled | Way::Killed => store.enter(&mut batch).await.expect("it is written"),
                    Way::Applied => {
                        let edit = create(&format!("a{number}"), "d");
                        store.apply(&[edit], &batch).await.expect("it is written");
                    }
                }
                match way {
                    Way::Committed | Way::Entered | Way::Applied => {}
                    Way::Settled => store.settle().await.expect("it is written"),
                    Way::Killed => store = reopened(&dir, store).await,
                }
            }
            drop(store);
        });
    }
}
