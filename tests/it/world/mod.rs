//! A whole Errand in one test: the real core loop over a real file, a clock that is moved by hand, a customer's
//! API on loopback and people on channels.
//!
//! Nothing is slept for; whatever is waited for has a generous time-out. [`World::finish`] fails when the bot said
//! something that nobody read, when a call is open, or when an error was logged. A world lives on one thread.

pub mod bot;
mod channels;
mod clock;
pub mod console;
pub mod discord;
mod inbox;
mod log;
pub mod platform;
mod stall;
pub mod telegram;

use std::collections::HashMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use errand::admin::{AdminCommand, Role, SourceFile, Typed, parse};
use errand::api::{Network, SecretValue};
use errand::channel::console::conversation;
use errand::channel::text;
use errand::channel::text::formats::composer;
use errand::channel::text::surface::Surface;
use errand::domain::call::SecretName;
use errand::domain::conversation::{Channel, ConversationId, User};
use errand::domain::language::Language;
use errand::engine::House;
use errand::matching::Settings;
use errand::runtime::{AdminAnswer, Arrival, Clock, Core, Handle, Keyring, Outgoing, Port, Secrets, Setup, Team};
use errand::store::{Store, StoreError};
use jiff::Timestamp;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use self::channels::Channels;
use self::clock::ManualClock;
use self::discord::Discord;
use self::inbox::Inbox;
use self::log::Log;
use self::platform::Platform;
use self::telegram::Telegram;
use crate::actions::{self, EXAMPLES, SHOP_KEY, SHOP_SIGNING};
use crate::api::{Api, PATIENCE};
use crate::ledger;

/// What makes whoever writes it first an admin.
pub const CLAIM: &str = "WORLD-CLAIM";
/// People who may sit down at a terminal.
const CAST: [&str; 3] = ["ann", "bob", "dora"];
/// When a world begins.
const BEGINNING: &str = "2026-06-01T09:00:00Z";
/// As `errand chat` has it.
const CONSOLE_WINDOW: usize = 256;

/// A customer, whatever they talk through.
pub trait Person {
    /// Somebody of this name turns up; what is still owed to them is what they hear first.
    async fn join(world: &mut World, name: &str) -> Self;

    /// The id that the bot knows them by.
    fn id(&self) -> String;

    /// Writes to the bot.
    async fn says(&mut self, text: &str);

    /// The next thing that the bot says, with its choices.
    async fn hears(&mut self) -> String;

    /// The next thing that the bot says is about this.
    async fn hears_of(&mut self, what: &str) -> String {
        let heard = self.hears().await;
        assert!(heard.contains(what), "expected something with {what:?}, heard:\n{heard}");
        heard
    }
}

/// What is so before anything happens in a world.
pub struct Given {
    pub now: Timestamp,
    /// People who may sit down at a terminal.
    pub cast: Vec<String>,
    /// Secrets of the operator's environment, with their values.
    pub secrets: Vec<(String, String)>,
}

impl Default for Given {
    fn default() -> Self {
        let secrets = [("shop_key", SHOP_KEY), ("shop_signing", SHOP_SIGNING)];
        Self {
            now: BEGINNING.parse().expect("a time"),
            cast: CAST.map(str::to_owned).to_vec(),
            secrets: secrets.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        }
    }
}

pub struct World {
    pub api: Api,
    pub clock: Arc<ManualClock>,
    pub handle: Handle,
    dir: tempfile::TempDir,
    log: Log,
    broken: Arc<AtomicBool>,
    stop: CancellationToken,
    /// Whether the core loop stands still.
    stalled: watch::Sender<bool>,
    core: JoinSet<Result<(), StoreError>>,
    people: JoinSet<()>,
    ports: HashMap<String, mpsc::Receiver<Outgoing>>,
    inboxes: HashMap<String, Inbox>,
    telegram: Option<Telegram>,
    discord: Option<Discord>,
    channels: Channels,
    bot: bot::Bot,
    /// Where admins are told what they should know.
    private: Vec<ConversationId>,
    given: Given,
}

impl World {
    /// A world in which the worked examples are published.
    pub async fn open() -> Self {
        let world = Self::empty().await;
        let answer = world.import(&EXAMPLES, true).await;
        assert!(matches!(answer, AdminAnswer::Done { .. }), "the examples are published: {answer:?}");
        world
    }

    /// A world without actions.
    pub async fn empty() -> Self {
        Self::with(Given::default()).await
    }

    /// A world without actions in which something is so already.
    pub async fn with(given: Given) -> Self {
        let log = Log::listen();
        let dir = tempfile::tempdir().expect("a directory");
        let (api, clock) = (Api::open(), Arc::new(ManualClock::new(given.now)));
        let ((handle, _), broken) = (Handle::new(), Arc::default());
        let (core, people) = (JoinSet::new(), JoinSet::new());
        let (ports, inboxes, stop) = (HashMap::new(), HashMap::new(), CancellationToken::new());
        let (telegram, discord, channels, bot) = (None, None, Channels::default(), bot::Bot::default());
        let mut world = Self {
            api,
            clock,
            handle,
            dir,
            log,
            broken,
            stop,
            stalled: watch::Sender::new(false),
            core,
            people,
            ports,
            inboxes,
            telegram,
            discord,
            channels,
            bot,
            private: Vec::new(),
            given,
        };
        world.start().await;
        world
    }

    async fn start(&mut self) {
        let mut ports = Vec::new();
        for name in &self.given.cast {
            let (port, outgoing) = Port::conversation(conversation(name), CONSOLE_WINDOW);
            ports.push(port);
            self.ports.insert(name.clone(), outgoing);
        }
        let (port, outgoing) = Port::channel(Channel::Telegram, platform::WINDOW);
        ports.push(port);
        self.ports.insert("platform".to_owned(), outgoing);
        let (port, outgoing) = Port::channel(Channel::Discord, bot::WINDOW);
        ports.push(port);
        self.ports.insert("discord".to_owned(), outgoing);
        let network = Network::parse(&[self.api.address.to_string()], &["127.0.0.0/8".to_owned()]).expect("rules");
        let (clock, broken) = (Arc::clone(&self.clock), Arc::clone(&self.broken));
        let call_clock = Arc::new(move || {
            assert!(!broken.load(Ordering::SeqCst), "calls are broken in this world");
            clock.now()
        });
        let mut store = ledger::open(self.dir.path()).await;
        let memory = store.channel_states().await.expect("rows");
        let standing = store.standing(Channel::Telegram).await.expect("rows");
        self.bot.remember(&mut store).await;
        let keyring = keyring(&mut store, &self.given.secrets).await;
        let core = Core::new(Setup {
            store,
            api: Arc::new(errand::api::Api::new(network, call_clock)),
            keyring,
            house: House { human: None, region: None, composers: Language::ALL.map(|one| Arc::clone(composer(one))) },
            matching: Settings::default(),
            clock: Arc::clone(&self.clock) as Arc<dyn Clock>,
            zone: jiff::tz::TimeZone::UTC,
            ports,
            secrets: Secrets::default(),
            team: Team {
                keep_misses: true,
                claim: Some(CLAIM.to_owned()),
                private: self.private.clone(),
                ..Team::default()
            },
        });
        let core = core.await.expect("the core loop starts");
        self.handle = core.handle();
        self.stop = CancellationToken::new();
        self.channels.meet(&core, memory, standing);
        self.bot.meet(&core);
        self.core.spawn(stall::stalling(core.run(self.stop.clone()), self.stalled.subscribe()));
    }

    /// The process is killed: whatever was not committed is gone. Nothing runs until [`World::restart`].
    pub async fn crash(&mut self) {
        self.core.shutdown().await;
        self.people.shutdown().await;
        self.channels.crash().await;
        self.bot.killed().await;
        self.ports.clear();
    }

    /// The process is asked to stop, and ends. Nothing runs until [`World::restart`].
    pub async fn stops(&mut self) {
        self.end_core().await;
        self.people.shutdown().await;
        self.channels.finish().await;
        self.bot.leaves().await;
        self.ports.clear();
    }

    async fn end_core(&mut self) {
        self.stop.cancel();
        while let Some(ended) = self.core.join_next().await {
            ended.expect("the core loop does not panic").expect("the store is well");
        }
    }

    /// The process starts again on the same file.
    pub async fn restart(&mut self) {
        self.start().await;
        if self.telegram.is_some() {
            self.serve_telegram();
        }
        self.bot_again();
    }

    /// The operator gives a secret from the environment, which the next process knows.
    pub fn gives_secret(&mut self, name: &str, value: &str) {
        self.given.secrets.push((name.to_owned(), value.to_owned()));
    }

    /// The store, between two processes.
    pub async fn store(&self) -> Store {
        ledger::open(self.dir.path()).await
    }

    /// The store, to look at while the process goes on.
    pub async fn look(&self) -> Store {
        Store::look(self.dir.path()).await.expect("the store can be looked at")
    }

    /// The process starts again with a place where admins are told what they should know.
    pub async fn tells_admins(&mut self, place: ConversationId) {
        self.private.push(place);
        self.stops().await;
        self.restart().await;
    }

    /// From now on calls panic, as a fault of ours in the code of calls would.
    pub fn break_calls(&self) {
        self.broken.store(true, Ordering::SeqCst);
    }

    /// Whoever warns next panics, as a bug of ours in that place would.
    pub fn break_warnings_once(&self) {
        self.log.breaks_once();
    }

    /// Errors in the log that are as they should be.
    pub fn errors(&self) -> Vec<String> {
        self.log.take()
    }

    /// Time goes by.
    pub fn time_goes_by(&self, time: Duration) {
        self.clock.pass(time);
        if let Some(telegram) = &self.telegram {
            telegram.pass(time);
        }
    }

    /// Time goes by, and the core loop notices.
    pub async fn pass(&mut self, time: Duration) {
        self.time_goes_by(time);
        self.handle.send(Arrival::Tick).await.expect("the core loop runs");
        self.admin("/action list").await;
    }

    /// An admin's command by the name of `boss`, and what is answered.
    pub async fn admin(&self, line: &str) -> String {
        let command = match parse(line) {
            Ok(Typed::Command(command)) => command,
            Ok(Typed::ImportFiles { .. }) => panic!("use `import`"),
            Err(refusal) => return text::admin::refusal(Language::English, Surface::Chat, &refusal).text,
        };
        words(&self.command(command).await)
    }

    /// Definitions whose calls go to this world's API.
    pub async fn import(&self, files: &[(&str, &str)], publish: bool) -> AdminAnswer {
        let file = |(file, toml): &(&str, &str)| SourceFile {
            file: (*file).to_owned(),
            toml: actions::at(self.api.address, toml),
        };
        self.command(AdminCommand::Import { files: files.iter().map(file).collect(), publish, seen: Vec::new() }).await
    }

    async fn command(&self, command: AdminCommand) -> AdminAnswer {
        let user =
            User { id: "boss".into(), name: "boss".into(), language: Language::English, channel: Channel::Console };
        let answered = self.handle.administer(conversation("boss"), user, Role::Admin, command);
        tokio::time::timeout(PATIENCE, answered).await.expect("an answer in time").expect("the core loop runs")
    }

    /// The bare platform. There is one.
    pub fn platform(&mut self) -> Platform {
        Platform { handle: self.handle.clone(), outgoing: self.port("platform") }
    }

    /// The simulated Telegram of this world. There is one, from the first time that it is asked for.
    pub fn telegram(&mut self) -> Telegram {
        if let Some(telegram) = &self.telegram {
            return telegram.clone();
        }
        let telegram = Telegram::open();
        self.meets(&telegram);
        telegram
    }

    /// This simulated Telegram is the one of this world, and is served from now on.
    pub fn meets(&mut self, telegram: &Telegram) {
        for text in ["telegram-one-moment", "telegram-keys-away"] {
            telegram.stands_in(&text::plain(Language::English, text, &[]));
        }
        self.telegram = Some(telegram.clone());
        self.serve_telegram();
    }

    /// Waits until the customer's API was asked so often.
    pub async fn until_asked(&self, count: usize) {
        let api = self.api.clone();
        tokio::task::spawn_blocking(move || api.wait_for_requests(count)).await.expect("it is asked");
    }

    /// Waits until everybody whose keyboard is gone has left.
    pub async fn all_left(&mut self) {
        let leaving = async { while self.people.join_next().await.is_some() {} };
        tokio::time::timeout(PATIENCE, leaving).await.expect("nobody waits for an answer");
    }

    /// Where a text stands: in a file of the store, byte for byte, or in a line of the log.
    pub fn finds(&self, text: &str) -> Vec<String> {
        let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|some| some == text.as_bytes());
        let files = std::fs::read_dir(self.dir.path()).expect("a folder").map(|entry| entry.expect("an entry").path());
        let files = files.filter(|path| holds(&std::fs::read(path).expect("a file")));
        let lines = self.log.lines().into_iter().filter(|line| line.contains(text));
        files.map(|path| path.display().to_string()).chain(lines).collect()
    }

    /// Ends everything and looks whether anything is left over. What must be there is in the store.
    pub async fn finish(mut self) -> Store {
        self.all_left().await;
        self.stops().await;
        for (name, inbox) in &self.inboxes {
            assert_eq!(inbox.take(), None, "{name} was told something and did not read it");
        }
        if let Some(telegram) = &self.telegram {
            telegram.finish();
        }
        if let Some(discord) = &self.discord {
            discord.finish();
        }
        assert_eq!(self.log.take(), Vec::<String>::new(), "errors were logged");
        let mut store = ledger::open(self.dir.path()).await;
        for channel in [Channel::Console, Channel::Discord, Channel::Telegram] {
            assert_eq!(store.pending(channel, 0, 1).await.expect("rows"), [], "something is still owed");
        }
        assert_eq!(store.calls_in_flight().await.expect("rows"), [], "a call is open");
        store
    }

    pub fn port(&mut self, name: &str) -> mpsc::Receiver<Outgoing> {
        self.ports.remove(name).unwrap_or_else(|| panic!("{name} is not in the cast, or is here already"))
    }

    pub fn inbox(&mut self, name: &str) -> Inbox {
        self.inboxes.entry(name.to_owned()).or_default().clone()
    }

    /// The Discord of this world, by this world's clock. [`World::on_discord`] connects the bot to it.
    pub fn discord(&mut self) -> Discord {
        let clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        self.discord.get_or_insert_with(|| Discord::with_clock(clock)).clone()
    }

    fn spawn(&mut self, life: impl Future<Output = ()> + Send + 'static) {
        self.people.spawn(life);
    }
}

/// The store's secrets, and over them those of the environment.
async fn keyring(store: &mut Store, given: &[(String, String)]) -> Keyring {
    let mut keyring = Keyring::default();
    for info in store.secrets().await.expect("rows") {
        let key = store.unlock(None).await.expect("a key");
        let value = store.secret(&key, &info.name).await.expect("a row").expect("it is there");
        keyring.keep(info.name, SecretValue::new(value.as_slice()).expect("a value"));
    }
    for (name, value) in given {
        keyring.put(SecretName::parse(name).expect("a name"), SecretValue::new(value.as_str()).expect("a value"));
    }
    keyring
}

/// What an admin reads.
pub fn words(answer: &AdminAnswer) -> String {
    match answer {
        AdminAnswer::Done { report } => text::admin::report(Language::English, Surface::Chat, report).text,
        AdminAnswer::Refused(refusal) => text::admin::refusal(Language::English, Surface::Chat, refusal).text,
        AdminAnswer::Failed(_) => format!("{answer:?}"),
    }
}
