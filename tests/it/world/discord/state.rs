//! Everything the simulated Discord knows. One lock guards it; whoever changes it rings.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use errand::runtime::Clock;
use jiff::Timestamp;
use serde_json::Value as Json;
use twilight_model::guild::Permissions;

use super::gateway::session::{Connection, Session};
use super::heard::Heard;
use super::nouns::{Channel, Guild, Interaction, Kind, Message, Modal, User};
use super::rest::refusal::Refusal;
use super::rest::throttle::Throttle;

/// The first second of 2015, from which snowflakes count, in milliseconds.
const DISCORD_EPOCH: i64 = 1_420_070_400_000;

/// What the bot may do in a new guild.
const GRANTED: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::CREATE_PUBLIC_THREADS)
    .union(Permissions::CREATE_PRIVATE_THREADS)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::ATTACH_FILES)
    .union(Permissions::READ_MESSAGE_HISTORY)
    .union(Permissions::USE_SLASH_COMMANDS);

pub struct State {
    pub clock: Arc<dyn Clock>,
    /// By how much this Discord's clock is ahead of the one it was given.
    pub ahead: Duration,
    pub gateway_url: String,
    pub token: String,
    /// The application, and with it the bot.
    pub app: u64,
    pub gateway: Gateway,
    pub users: BTreeMap<u64, User>,
    pub guilds: BTreeMap<u64, Guild>,
    pub channels: BTreeMap<u64, Channel>,
    pub messages: BTreeMap<u64, Message>,
    pub interactions: BTreeMap<u64, Interaction>,
    /// Commands of the application (`None`) and of guilds.
    pub commands: BTreeMap<Option<u64>, Vec<Json>>,
    /// How often commands were written.
    pub command_writes: usize,
    pub nonces: HashMap<(u64, String), (u64, Timestamp)>,
    pub heard: VecDeque<Heard>,
    /// Changes of components only, which nobody has to read.
    pub edits: VecDeque<Heard>,
    pub deleted: Vec<u64>,
    pub modals: HashMap<u64, VecDeque<Modal>>,
    /// Where the bot was seen typing.
    pub typing: Vec<u64>,
    pub throttle: Throttle,
    /// Files that people have attached, as Discord describes them, and what is in them.
    pub files: BTreeMap<u64, (Json, String)>,
    /// Every request: method and path.
    pub requests: Vec<String>,
    pub violations: Vec<String>,
    last_id: u64,
}

/// How the gateway behaves.
pub struct Gateway {
    pub heartbeat: Duration,
    /// Whether heartbeats are acknowledged.
    pub acking: bool,
    /// Whether every event comes twice.
    pub twice: bool,
    /// Privileged intents that are switched on.
    pub privileged: u64,
    pub starts_total: u64,
    pub starts_left: u64,
    /// When there are all of them again, where that is not hours away.
    pub starts_renewed: Option<Instant>,
    pub shards: u64,
    pub max_concurrency: u64,
    pub connections: BTreeMap<u64, Connection>,
    pub sessions: BTreeMap<String, Session>,
    pub identified: usize,
    pub resumed: usize,
    /// Transports that were asked for, in order.
    pub transports: Vec<String>,
    pub heartbeats: usize,
    /// How long after one identify the next of the same bucket may come.
    pub identify_every: Duration,
    /// When each bucket last identified.
    pub last_identify: BTreeMap<u64, Instant>,
    /// Whether connections are taken at all.
    pub refusing: bool,
    pub attempts: usize,
}

impl Gateway {
    /// When it is time, all sessions may be started again.
    pub fn renew_starts(&mut self) {
        if self.starts_renewed.take_if(|at| *at <= Instant::now()).is_some() {
            self.starts_left = self.starts_total;
        }
    }
}

impl State {
    pub fn new(clock: Arc<dyn Clock>, gateway_url: String) -> Self {
        let gateway = Gateway {
            heartbeat: Duration::from_millis(41_250),
            acking: true,
            twice: false,
            privileged: 0,
            starts_total: 1000,
            starts_left: 1000,
            starts_renewed: None,
            shards: 1,
            max_concurrency: 1,
            connections: BTreeMap::new(),
            sessions: BTreeMap::new(),
            identified: 0,
            resumed: 0,
            transports: Vec::new(),
            heartbeats: 0,
            identify_every: Duration::ZERO,
            last_identify: BTreeMap::new(),
            refusing: false,
            attempts: 0,
        };
        let mut state = Self {
            clock,
            ahead: Duration::ZERO,
            gateway_url,
            token: String::new(),
            app: 0,
            gateway,
            users: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: BTreeMap::new(),
            interactions: BTreeMap::new(),
            commands: BTreeMap::new(),
            command_writes: 0,
            nonces: HashMap::new(),
            heard: VecDeque::new(),
            edits: VecDeque::new(),
            deleted: Vec::new(),
            modals: HashMap::new(),
            typing: Vec::new(),
            throttle: Throttle::default(),
            files: BTreeMap::new(),
            requests: Vec::new(),
            violations: Vec::new(),
            last_id: 0,
        };
        state.app = state.user("errand", "en-US", true);
        state.token = format!("MTE{}.Gx0000.not-a-real-token-only-for-tests", state.app);
        state
    }

    pub fn now(&self) -> Timestamp {
        self.clock.now() + self.ahead
    }

    /// A snowflake of this moment, later than every one before.
    pub fn snowflake(&mut self) -> u64 {
        let since = self.now().as_millisecond() - DISCORD_EPOCH;
        let of_now = u64::try_from(since).expect("Discord exists") << 22;
        self.last_id = of_now.max(self.last_id + 1);
        self.last_id
    }

    pub fn violation(&mut self, what: String) {
        self.violations.push(what);
    }

    pub fn user(&mut self, name: &str, locale: &str, bot: bool) -> u64 {
        let id = self.snowflake();
        let user = User { id, name: name.to_owned(), locale: locale.to_owned(), bot, open: true };
        self.users.insert(id, user);
        id
    }

    pub fn guild(&mut self, name: &str) -> u64 {
        let id = self.snowflake();
        let members = BTreeSet::from([self.app]);
        self.guilds.insert(id, Guild { id, name: name.to_owned(), granted: GRANTED, members, roles: Vec::new() });
        id
    }

    pub fn channel(&mut self, kind: Kind, name: &str, guild: Option<u64>, parent: Option<u64>) -> u64 {
        let id = self.snowflake();
        let channel = Channel {
            id,
            kind,
            name: name.to_owned(),
            guild,
            parent,
            owner: None,
            members: BTreeSet::new(),
            denied: Permissions::empty(),
            archived: false,
            locked: false,
            auto_archive: 4320,
        };
        self.channels.insert(id, channel);
        id
    }

    /// The direct chat of the bot with somebody.
    pub fn direct(&mut self, person: u64) -> u64 {
        let open = |channel: &&Channel| channel.kind == Kind::Direct && channel.members.contains(&person);
        if let Some(channel) = self.channels.values().find(open) {
            return channel.id;
        }
        let id = self.channel(Kind::Direct, "", None, None);
        self.channels.entry(id).and_modify(|channel| {
            channel.members.insert(person);
        });
        id
    }

    /// What the bot may do there.
    pub fn permissions(&self, channel: &Channel) -> Permissions {
        let Some(guild) = channel.guild.and_then(|id| self.guilds.get(&id)) else {
            return Permissions::all();
        };
        let parent = channel.parent.and_then(|id| self.channels.get(&id));
        let denied = parent.map_or(Permissions::empty(), |parent| parent.denied) | channel.denied;
        let granted = guild.granted - denied;
        let hidden = channel.kind == Kind::PrivateThread
            && !channel.members.contains(&self.app)
            && !granted.contains(Permissions::MANAGE_THREADS);
        if hidden || !granted.contains(Permissions::VIEW_CHANNEL) { Permissions::empty() } else { granted }
    }

    /// A channel that the bot can see.
    pub fn seen(&self, id: u64) -> Result<&Channel, Refusal> {
        let channel = self.channels.get(&id).ok_or_else(|| Refusal::unknown(10003, "Unknown Channel"))?;
        if self.permissions(channel).contains(Permissions::VIEW_CHANNEL) {
            Ok(channel)
        } else {
            Err(Refusal::new(403, 50001, "Missing Access"))
        }
    }

    /// A channel in which the bot may do that.
    pub fn allowed(&self, id: u64, needed: Permissions) -> Result<&Channel, Refusal> {
        let channel = self.seen(id)?;
        if self.permissions(channel).contains(needed) {
            Ok(channel)
        } else {
            Err(Refusal::new(403, 50013, "Missing Permissions"))
        }
    }

    /// Whether somebody can read what is said in a channel.
    pub fn reads(&self, person: u64, channel: &Channel) -> bool {
        match channel.kind {
            Kind::Direct | Kind::PrivateThread => channel.members.contains(&person),
            Kind::Text | Kind::PublicThread | Kind::Forum => {
                channel.guild.and_then(|id| self.guilds.get(&id)).is_some_and(|guild| guild.members.contains(&person))
            }
        }
    }

    /// A message that the bot is about to be heard with.
    pub fn message(&mut self, channel: u64, author: u64) -> Message {
        Message {
            id: self.snowflake(),
            channel,
            author,
            kind: 0,
            content: String::new(),
            components: Json::Array(Vec::new()),
            embeds: Json::Array(Vec::new()),
            attachments: Vec::new(),
            stickers: Vec::new(),
            flags: 0,
            nonce: None,
            reference: None,
            mentions: Vec::new(),
            ephemeral_to: None,
            interaction: None,
            loading: false,
            at: self.now(),
            edited: None,
        }
    }
}
