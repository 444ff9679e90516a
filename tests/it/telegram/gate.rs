//! A webhook before a core loop that is slow or full: 200 comes only once an update is durable.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;

use errand::api::system_tls;
use errand::channel::telegram::{Ended, Telegram as Channel};
use errand::config::{Config, Environment};
use errand::domain::language::Language;
use errand::runtime::{Arrival, Handle, Offers, Outgoing, SystemClock, Verdict};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::webhook::{SECRET, bring, says};
use crate::api::PATIENCE;
use crate::world::telegram::{Private, Telegram};

/// A channel without a core loop behind it: what it hands in is for the test to take.
struct Bare {
    telegram: Telegram,
    ann: Private,
    address: SocketAddr,
    handle: Handle,
    arrivals: mpsc::Receiver<Arrival>,
    stop: CancellationToken,
    /// The channel ends when these go.
    _held: (mpsc::Sender<Outgoing>, watch::Sender<Offers>, JoinSet<Result<(), Ended>>),
}

async fn bare() -> Bare {
    let telegram = Telegram::open();
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
    let address = free.expect("a free port");
    let variable = |name: &str, value: String| (format!("ERRAND_TELEGRAM__{name}"), value);
    let environment = Environment::new([
        variable("TOKEN", telegram.token().to_owned()),
        variable("API_URL", telegram.url().to_owned()),
        variable("MODE", "webhook".to_owned()),
        variable("WEBHOOK_URL", format!("http://{address}/here")),
        variable("WEBHOOK_LISTEN", address.to_string()),
        variable("WEBHOOK_SECRET", SECRET.to_owned()),
    ]);
    let config = Config::load(None, &environment).expect("settings").telegram.expect("it is on");
    let (handle, arrivals) = Handle::new();
    let (outgoing_sender, outgoing) = mpsc::channel(1);
    let (offers_sender, offers) = watch::channel(Offers::from([]));
    let channel = Channel {
        config,
        language: Language::English,
        handle: handle.clone(),
        outgoing,
        sending: tokio::runtime::Handle::current(),
        offers,
        memory: std::collections::HashMap::new(),
        standing: Vec::new(),
        human: None,
        clock: Arc::new(SystemClock),
        tls: system_tls(),
    };
    let stop = CancellationToken::new();
    let mut running = JoinSet::new();
    running.spawn(channel.run(stop.clone()));
    telegram.asked("setWebhook", 1).await;
    telegram.asked("setMyCommands", 6).await;
    let ann = telegram.person("ann", "en").private();
    let held = (outgoing_sender, offers_sender, running);
    Bare { telegram, ann, address, handle, arrivals, stop, _held: held }
}

/// The next event; the menus' memory is passed over.
async fn event(arrivals: &mut mpsc::Receiver<Arrival>) -> errand::runtime::Incoming {
    let next = async {
        loop {
            if let Arrival::Event(incoming) = arrivals.recv().await.expect("somebody hands in") {
                return *incoming;
            }
        }
    };
    tokio::time::timeout(PATIENCE, next).await.expect("an event comes")
}

#[tokio::test]
async fn taken_means_durable() {
    let mut bare = bare().await;
    let update = says(&bare.ann, 1, "thanks").to_string();
    let mut bringing = JoinSet::new();
    let address = bare.address;
    bringing.spawn(async move { bring(address, "/here", Some(SECRET), &update).await });
    let incoming = event(&mut bare.arrivals).await;
    // It was handed in and is not on the disk yet. Whoever brought it gets every chance to be told too early.
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(bringing.try_join_next().is_none(), "it was acknowledged before it was durable");
    incoming.committed.expect("somebody waits").send(Verdict::Taken).expect("somebody waits");
    assert_eq!(bringing.join_next().await.expect("one").expect("it is brought").0, 200);

    // The core loop dies with it: it must come again.
    let update = says(&bare.ann, 2, "thanks").to_string();
    bringing.spawn(async move { bring(address, "/here", Some(SECRET), &update).await });
    drop(event(&mut bare.arrivals).await);
    let (status, answer) = bringing.join_next().await.expect("one").expect("it is brought");
    assert_eq!(status, 503);
    assert!(answer.to_ascii_lowercase().contains("retry-after: "), "{answer}");
    bare.stop.cancel();
    bare.telegram.check();
}

#[tokio::test]
async fn what_finds_no_room_comes_again() {
    let mut bare = bare().await;
    while !bare.handle.is_full() {
        bare.handle.send(Arrival::Tick).await.expect("there is room");
    }
    let update = says(&bare.ann, 1, "thanks").to_string();
    let (status, answer) = bring(bare.address, "/here", Some(SECRET), &update).await;
    assert_eq!(status, 503);
    assert!(answer.to_ascii_lowercase().contains("retry-after: "), "{answer}");
    while let Ok(arrival) = bare.arrivals.try_recv() {
        assert!(!matches!(arrival, Arrival::Event(_)), "it was handed in all the same");
    }
    bare.stop.cancel();
    bare.telegram.check();
}
