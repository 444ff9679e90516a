//! What the store costs under load, without the rest of the bot: 300 people go through a three-turn action again and
//! again, 2,800 conversations a second in 431 commits a second, on a real file with synchronous=FULL.
//!
//! `cargo bench --bench store`. Prints processor time per conversation, of the thread that asks and of SQLite's, and
//! how long a commit keeps the core loop waiting. `BENCH_DIR` names the disk, `BENCH_ROUNDS` how often it is measured.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "variables name the disk and how often")]

use std::fs;
use std::time::{Duration, Instant};

use errand::domain::action::ActionName;
use errand::domain::call::outcome::OutcomeClass;
use errand::domain::conversation::{Channel, ConversationId};
use errand::domain::id::CallId;
use errand::domain::tally::Happened;
use errand::domain::version::VersionId;
use errand::store::{
    Batch, Button, CallEnd, CallStart, ChannelState, ConversationRow, Counted, Delivery, Route, Seen, Store,
};

const PEOPLE: usize = 300;
const COMMITS: usize = 3_000;
/// Of a conversation: three things are said, and a call ends.
const STEPS: usize = 4;
/// Of one commit.
const STEPS_AT_ONCE: usize = 26;
const COMMIT_EVERY: Duration = Duration::from_micros(2_320);
/// Deliveries are reported this many steps later.
const UNTIL_REPORTED: usize = 40;
const FIRST_CHAT: usize = 5_000_000_001;
const FIRST_EVENT: usize = 500_000_000;
const NOW_MS: i64 = 1_795_921_590_000;

const INPUTS: &str = r#"{"parcel_number":{"text":"191000022"},"postcode":{"text":"10115"}}"#;
const USER: &str = r#"{"id":"WHO","name":"P","language":"en","channel":"telegram"}"#;
const STATE: &str = r#"{"user":USER,"question":67,SESSION"sent":["19625","19913","20167"],"misses":0,"last_heard":"2026-11-29T03:06:35.755271585Z"}"#;
const SESSION: &str = r#""session":{"id":"NUMBER","action":1,"version":1,"values":INPUTS,"answered":[{"input":"parcel_number","message":"20259"},{"input":"postcode","message":"20499"}],"opening":"19979","preview":false,"stage":{"calling":{"call":"NUMBER"}}},"#;
const QUESTION: &str = r#"{"say":{"text":{"text":"Parcel number (1 of 2)\nIt is on your receipt.","spans":[{"start":0,"end":13,"style":"bold"}]},"choices":[{"pick":"cancel","text":"Cancel","id":"BUTTON"}],"question":67,"language":"en","keeps":false,"ask":{"input":"parcel_number","label":"parcel number","form":"line","can_skip":false,"sensitive":false,"version":1}}}"#;
const REPLY: &str =
    r#"{"say":{"text":{"text":"Your parcel 191000022 is on its way."},"question":0,"language":"en","keeps":false}}"#;
const RECORD: &str = r#"{"request":"POST http://127.0.0.1:46567/parcels/1••••3","given":[["parcel_number","1••••2"],["postcode","1••••5"]],"kept":["status"]}"#;

/// Everybody's steps in turn, as the batches that the core loop makes of them.
#[derive(Default)]
struct Talk {
    steps: usize,
    events: usize,
    /// Deliveries by the step they came of.
    sent: Vec<(usize, i64)>,
    reported: usize,
}

impl Talk {
    fn batch(&mut self) -> Batch {
        let mut batch = Batch::default();
        for _ in 0..STEPS_AT_ONCE {
            self.step(&mut batch);
            self.steps += 1;
        }
        while let Some((_, id)) = self.sent.get(self.reported).filter(|(step, _)| step + UNTIL_REPORTED <= self.steps) {
            batch.delivered.push(*id);
            self.reported += 1;
        }
        let (channel, key) = (Channel::Telegram, "offset".to_owned());
        batch.channel_state.push(ChannelState { channel, key, value: Some((FIRST_EVENT + self.events).to_string()) });
        batch
    }

    fn step(&mut self, batch: &mut Batch) {
        let (person, at_ms) = (self.steps % PEOPLE, at_ms(self.steps));
        let who = (FIRST_CHAT + person).to_string();
        let id = ConversationId { channel: Channel::Telegram, place: (&*who).into(), person: (&*who).into() };
        // Everybody is at another step than their neighbours.
        let step = (self.steps / PEOPLE + person) % STEPS;
        let counted = |happened| Counted { action: ActionName::parse("parcel").expect("a name"), happened, at_ms };
        match step {
            0 => batch.counted.push(counted(Happened::Started)),
            1 => {}
            2 => batch.calls_started.push(starts(CallId(drawn(self.steps)), &id, at_ms)),
            _ => {
                batch.counted.push(counted(Happened::Completed));
                batch.calls_ended.push(ends(CallId(drawn(self.steps.saturating_sub(PEOPLE))), at_ms));
            }
        }
        let mut session = String::new();
        if step < 3 {
            let event = (FIRST_EVENT + self.events).to_string();
            batch.seen.push(Seen { channel: Channel::Telegram, event, at_ms });
            self.events += 1;
            session = SESSION.replace("NUMBER", &format!("{:032x}", drawn(self.steps))).replace("INPUTS", INPUTS);
        }
        match step {
            0 | 1 => self.ask(batch, &id, at_ms),
            2 => {}
            _ => self.say(batch, &id, REPLY.to_owned(), at_ms),
        }
        let state = STATE.replace("USER", &USER.replace("WHO", &who)).replace("SESSION", &session);
        let wake_at_ms = (step < 3).then_some(at_ms + 1_800_000);
        let route = Route { via: Some(format!(r#"{{"message":{}}}"#, self.steps)), standing: None };
        batch.conversations.push(ConversationRow { id, state: Some(state.into()), wake_at_ms, route });
    }

    fn ask(&mut self, batch: &mut Batch, of: &ConversationId, at_ms: i64) {
        let id = format!("{:032x}", drawn(self.steps));
        self.say(batch, of, QUESTION.replace("BUTTON", &id), at_ms);
        let (conversation, question, payload) = (of.clone(), "67".to_owned(), r#""cancel""#.to_owned());
        let expires_at_ms = at_ms + 86_400_000;
        batch.buttons.push(Button { id, conversation, question, payload, expires_at_ms });
    }

    fn say(&mut self, batch: &mut Batch, to: &ConversationId, payload: String, created_at_ms: i64) {
        let id = i64::try_from(self.sent.len() + 1).expect("few");
        batch.outbox.push(Delivery { id, conversation: to.clone(), payload, created_at_ms, attempts: 0 });
        self.sent.push((self.steps, id));
    }
}

fn starts(id: CallId, of: &ConversationId, started_at_ms: i64) -> CallStart {
    CallStart {
        id,
        conversation: of.clone(),
        version: VersionId(1),
        inputs: INPUTS.to_owned(),
        user: USER.replace("WHO", &of.person),
        preview: false,
        repeatable: false,
        started_at_ms,
    }
}

fn ends(id: CallId, ended_at_ms: i64) -> CallEnd {
    let (outcome, status, record) = (OutcomeClass::Succeeded, Some(200), Some(RECORD.to_owned()));
    CallEnd { id, outcome, status, duration_ms: 5, ended_at_ms, record }
}

/// When a step is.
fn at_ms(step: usize) -> i64 {
    NOW_MS + i64::try_from(step / 11).expect("few")
}

/// An id as the runtime draws it at a step: it begins with the time.
fn drawn(step: usize) -> u128 {
    (u128::try_from(at_ms(step)).expect("after 1970") << 80) | (step as u128 * 0x9e37_79b9_7f4a_7c15_f39c % (1 << 80))
}

/// What all threads have used: the processor time of this one and of all others in µs, and how often was written.
fn used() -> [f64; 3] {
    let mut used = [0.0; 3];
    for task in fs::read_dir("/proc/self/task").into_iter().flatten().flatten() {
        let (here, read) = (task.path(), |file| fs::read_to_string(task.path().join(file)).unwrap_or_default());
        let nanoseconds: f64 = read("schedstat").split(' ').next().and_then(|first| first.parse().ok()).unwrap_or(0.0);
        let main = here.file_name().is_some_and(|name| *name == *std::process::id().to_string());
        used[usize::from(!main)] += nanoseconds / 1_000.0;
    }
    let io = fs::read_to_string("/proc/self/io").unwrap_or_default();
    let writes = io.lines().find_map(|line| line.strip_prefix("syscw: "));
    used[2] = writes.and_then(|count| count.parse().ok()).unwrap_or(0.0);
    used
}

/// Per conversation: the processor time of both sides in µs, and writes. And how long commits took.
async fn round() -> ([f64; 3], Vec<Duration>) {
    let dir = tempfile::tempdir_in(std::env::var("BENCH_DIR").unwrap_or_else(|_| ".".into())).expect("a directory");
    let mut store = Store::open(dir.path()).await.expect("the store opens");
    let mut talk = Talk::default();
    let batches: Vec<Batch> = (0..COMMITS + COMMITS / 4).map(|_| talk.batch()).collect();
    let mut times = Vec::with_capacity(COMMITS);
    let mut pace = tokio::time::interval(COMMIT_EVERY);
    pace.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut before = used();
    for (index, mut batch) in batches.into_iter().enumerate() {
        // The first quarter is to warm up.
        if index == COMMITS / 4 {
            before = used();
            times.clear();
        }
        pace.tick().await;
        let begun = Instant::now();
        let events: Vec<_> = batch.seen.iter().map(|seen| (seen.channel, seen.event.clone())).collect();
        assert!(store.seen_among(&events).await.expect("it reads").is_empty());
        store.enter(&mut batch).await.expect("it is written");
        times.push(begun.elapsed());
    }
    let conversations = (COMMITS * STEPS_AT_ONCE / STEPS) as f64;
    let after = used();
    store.close().await.expect("it closes");
    (std::array::from_fn(|index| (after[index] - before[index]) / conversations), times)
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let rounds = std::env::var("BENCH_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(5);
    let mut all = Vec::new();
    for _ in 0..rounds {
        let ([asking, sqlite, writes], mut times) = round().await;
        times.sort_unstable();
        let at = |share: usize| times[(times.len() - 1) * share / 1_000].as_secs_f64() * 1_000.0;
        println!(
            "per conversation {:>5.1} µs: {asking:>5.1} asking, {sqlite:>5.1} SQLite; {writes:>4.1} writes; a commit p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
            asking + sqlite,
            at(500),
            at(990),
            at(1_000),
        );
        all.push([asking + sqlite, asking, sqlite, writes]);
    }
    let median = |index: usize| {
        let mut figures: Vec<f64> = all.iter().map(|figures| figures[index]).collect();
        figures.sort_by(f64::total_cmp);
        figures[figures.len() / 2]
    };
    println!("median {:.1} µs: {:.1} asking, {:.1} SQLite; {:.1} writes", median(0), median(1), median(2), median(3));
}
