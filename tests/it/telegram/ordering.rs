//! What leaves after what, against a core loop that the test plays.

use std::collections::HashMap;
use std::sync::Arc;

use errand::api::system_tls;
use errand::channel::telegram;
use errand::channel::text::speech::Speech;
use errand::config::{Config, Environment};
use errand::domain::conversation::{Channel, ConversationId};
use errand::domain::language::Language;
use errand::domain::rich::RichText;
use errand::runtime::{Arrival, Content, Handle, Offers, Outgoing, Route, SystemClock, Verdict};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::world::telegram::{Private, Telegram};

fn serve(telegram: &Telegram, handle: Handle, outgoing: mpsc::Receiver<Outgoing>) -> telegram::Telegram {
    let variable = |name: &str, value: &str| (format!("ERRAND_TELEGRAM__{name}"), value.to_owned());
    let variables = [
        variable("TOKEN", telegram.token()),
        variable("API_URL", telegram.url()),
        variable("PACING__ENABLED", "false"),
    ];
    let environment = Environment::new(HashMap::from(variables));
    let (_, offers) = watch::channel(Offers::from([]));
    telegram::Telegram {
        config: Config::load(None, &environment).expect("settings").telegram.expect("it is on"),
        language: Language::English,
        handle,
        outgoing,
        sending: tokio::runtime::Handle::current(),
        offers,
        memory: HashMap::new(),
        standing: Vec::new(),
        human: None,
        clock: Arc::new(SystemClock),
        tls: system_tls(),
    }
}

fn delivery(id: i64, to: &Private) -> Outgoing {
    let person = to.id().to_string();
    let conversation =
        ConversationId { channel: Channel::Telegram, place: person.as_str().into(), person: person.into() };
    let words = Speech::words(Language::English, RichText::plain(id.to_string()));
    Outgoing::Deliver { id, conversation, route: Route::default(), content: Content::Say(Box::new(words)) }
}

/// The next delivery that is reported, and what waits for it to be durable. Everything else is durable at once.
async fn reported(arrivals: &mut mpsc::Receiver<Arrival>) -> (i64, oneshot::Sender<Verdict>) {
    loop {
        let arrival = arrivals.recv().await.expect("the channel runs");
        if let Arrival::Delivered { id, committed: Some(committed), .. } = arrival {
            return (id, committed);
        } else if let Arrival::Event(incoming) = arrival {
            incoming.committed.expect("it waits").send(Verdict::Taken).expect("it waits");
        }
    }
}

/// A kill repeats what was not reported in time: one message, and not all that followed it.
#[tokio::test]
async fn a_message_waits_until_the_one_before_is_durable() {
    let telegram = Telegram::open();
    let [ann, bob] = ["ann", "bob"].map(|name| telegram.person(name, "en").private());
    for one in [&ann, &bob] {
        one.says("/start");
    }
    let ((handle, mut arrivals), (deliver, outgoing)) = (Handle::new(), mpsc::channel(8));
    let mut running = JoinSet::new();
    running.spawn(serve(&telegram, handle, outgoing).run(CancellationToken::new()));
    for delivery in [delivery(1, &ann), delivery(2, &ann)] {
        deliver.send(delivery).await.expect("the channel runs");
    }
    let (first, durable) = reported(&mut arrivals).await;
    deliver.send(delivery(3, &bob)).await.expect("the channel runs");
    let (other, bobs) = reported(&mut arrivals).await;
    bobs.send(Verdict::Taken).expect("it waits");
    assert_eq!((first, other, telegram.requests("sendMessage").len()), (1, 3, 2));
    durable.send(Verdict::Taken).expect("it waits");
    let (second, _) = reported(&mut arrivals).await;
    assert_eq!((second, ann.hears().await.text, ann.hears().await.text), (2, "1".to_owned(), "2".to_owned()));
    bob.hears().await;
    telegram.finish();
}
