//! What the core loop wants done, in order in each conversation and never two at once there; conversations do not wait
//! for one another.
//!
//! One task holds it all: requests under way are futures in one set, not tasks of their own. While a call is under way
//! the chat shows that somebody types, and after a while a placeholder that the answer will replace.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};
use std::num::NonZeroUsize;
use std::panic::AssertUnwindSafe;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use lru::LruCache;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::WINDOW;
use super::deliver::{Said, Saying, place};
use super::hear::{self, message_in};
use super::line::Line;
use super::press::{self, Press, Query};
use super::standing::{Standing, Via};
use crate::channel::text::rich;
use crate::channel::text::speech::Speech;
use crate::domain::conversation::ConversationId;
use crate::domain::language::Language;
use crate::runtime::{Arrival, Content, Outgoing, Posted, Stands, Verdict};

/// A call that is over sooner shows nothing.
const TYPING_AFTER: Duration = Duration::from_millis(250);
/// Telegram shows it for five seconds.
const TYPING_AGAIN: Duration = Duration::from_secs(4);
/// A call that takes longer gets a placeholder, so that its answer is seen where it was asked for.
const PLACEHOLDER_AFTER: Duration = Duration::from_millis(2_250);
/// No call takes longer, retries and all: whoever still counts as busy was forgotten.
const BUSY_LONGEST: Duration = Duration::from_mins(5);
/// How long a stop waits for what is being sent.
const DRAIN: Duration = Duration::from_secs(10);
/// Conversations whose standing messages are remembered; of others it is in the store.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();

type Running = Pin<Box<dyn Future<Output = Option<(ConversationId, Option<Standing>)>> + Send>>;

/// Sends.
pub struct Sender {
    line: Arc<Line>,
    running: FuturesUnordered<Running>,
    /// What waits in each conversation in which something is being done.
    queues: HashMap<ConversationId, VecDeque<Job>>,
    /// Jobs that wait, in all queues.
    waiting: usize,
    /// What stands in each chat, where it is known better than by the store.
    stands: LruCache<ConversationId, Option<Standing>>,
    busy: HashMap<ConversationId, Busy>,
    /// When to show again that somebody is busy; entries of calls that are over are passed by.
    due: BinaryHeap<Reverse<(Instant, ConversationId)>>,
}

enum Job {
    Do {
        id: i64,
        content: Content,
        via: Option<Via>,
        standing: Option<Standing>,
    },
    /// The step has ended with the call that it led to: live buttons go. Which those are is known when its turn has
    /// come; the message may be on its way still.
    Strip {
        standing: Option<Standing>,
    },
    /// A message of whose buttons one was pressed: they go unless its question is still open. It may be a copy that
    /// nobody knows of.
    Spent(i32),
    Typing,
    Placeholder {
        via: Option<Via>,
        language: Language,
    },
}

/// A call under way.
struct Busy {
    since: Instant,
    next: Instant,
    via: Option<Via>,
    language: Language,
}

impl Sender {
    /// A sender that sends by this line.
    pub fn new(line: Line) -> Self {
        Self {
            line: Arc::new(line),
            running: FuturesUnordered::new(),
            queues: HashMap::new(),
            waiting: 0,
            stands: LruCache::new(REMEMBERED),
            busy: HashMap::new(),
            due: BinaryHeap::new(),
        }
    }

    /// Sends until nothing more will come, and then what has come. What is left is in the outbox.
    pub async fn run(mut self, mut outgoing: mpsc::Receiver<Outgoing>, mut presses: mpsc::Receiver<Press>) {
        let mut alarm = pin!(sleep_until(Instant::now()));
        loop {
            let due = self.due.peek().map(|Reverse((at, _))| *at);
            // Most of what happens changes nothing about what is due next.
            if let Some(due) = due.filter(|due| *due != alarm.deadline()) {
                alarm.as_mut().reset(due);
            }
            tokio::select! {
                biased;
                Some(ended) = self.running.next() => self.ended(ended),
                Some(press) = presses.recv() => self.answer(press),
                next = outgoing.recv(), if self.waiting < WINDOW => match next {
                    Some(next) => self.take(next),
                    None => break,
                },
                () = &mut alarm, if due.is_some() => self.show_busy(),
            }
        }
        while let Ok(press) = presses.try_recv() {
            self.answer(press);
        }
        let ending = async {
            while let Some(ended) = self.running.next().await {
                self.ended(ended);
            }
        };
        // What takes longer is sent again at the next start.
        let _ = tokio::time::timeout(DRAIN, ending).await;
    }

    fn take(&mut self, outgoing: Outgoing) {
        match outgoing {
            Outgoing::Deliver { id, conversation, route, content } => {
                self.busy.remove(&conversation);
                let (via, standing) = (Via::parse(route.via.as_deref()), Standing::parse(route.standing.as_deref()));
                let job = Job::Do { id, content, via, standing };
                self.queue(conversation, job);
            }
            Outgoing::Working { conversation, route, language } => {
                let standing = Standing::whole(Standing::parse(route.standing.as_deref()));
                self.queue(conversation.clone(), Job::Strip { standing });
                let now = Instant::now();
                let next = now + TYPING_AFTER;
                let via = Via::parse(route.via.as_deref());
                self.busy.entry(conversation.clone()).or_insert_with(|| {
                    self.due.push(Reverse((next, conversation)));
                    Busy { since: now, next, via, language }
                });
            }
            Outgoing::Settled(_) => {}
        }
    }

    /// What stands in a chat: as known here, else as the store had it.
    fn standing(&mut self, conversation: &ConversationId, stored: Option<Standing>) -> Option<Standing> {
        self.stands.get(conversation).copied().unwrap_or(stored)
    }

    fn show_busy(&mut self) {
        let Some(Reverse((at, conversation))) = self.due.pop() else { return };
        let Some(busy) = self.busy.get_mut(&conversation).filter(|busy| busy.next == at) else { return };
        if at >= busy.since + BUSY_LONGEST {
            self.busy.remove(&conversation);
            return;
        }
        let placeholder = at >= busy.since + PLACEHOLDER_AFTER;
        busy.next =
            if at < busy.since + PLACEHOLDER_AFTER { busy.since + PLACEHOLDER_AFTER } else { at + TYPING_AGAIN };
        self.due.push(Reverse((busy.next, conversation.clone())));
        let job = if placeholder { Job::Placeholder { via: busy.via, language: busy.language } } else { Job::Typing };
        self.queue(conversation, job);
    }

    fn queue(&mut self, conversation: ConversationId, job: Job) {
        if let Some(waiting) = self.queues.get_mut(&conversation) {
            waiting.push_back(job);
            self.waiting += 1;
        } else {
            self.queues.insert(conversation.clone(), VecDeque::new());
            self.begin(conversation, job);
        }
    }

    /// Begins the next job of a conversation, or forgets its queue.
    fn next(&mut self, conversation: ConversationId) {
        let Some(waiting) = self.queues.get_mut(&conversation) else { return };
        let Some(job) = waiting.pop_front() else {
            self.queues.remove(&conversation);
            return;
        };
        self.waiting -= 1;
        self.begin(conversation, job);
    }

    fn begin(&mut self, conversation: ConversationId, job: Job) {
        let stored = match &job {
            Job::Do { standing, .. } | Job::Strip { standing } => *standing,
            Job::Spent(_) | Job::Typing | Job::Placeholder { .. } => None,
        };
        let before = self.standing(&conversation, stored);
        self.strip_ended(&conversation, &job, before);
        let line = Arc::clone(&self.line);
        self.running.push(Box::pin(async move {
            let failed = Failed::of(&job);
            let performed = AssertUnwindSafe(perform(&line, &conversation, job, before)).catch_unwind().await;
            let left = match (performed, failed) {
                (Ok(left), _) => left,
                (Err(_), Some(failed)) => Box::pin(failed.told(&line, &conversation)).await,
                (Err(_), None) => None,
            };
            Some((conversation, left))
        }));
    }

    /// The step that ends with what is said loses its buttons, at the same time: nothing waits for that.
    fn strip_ended(&self, conversation: &ConversationId, job: &Job, before: Option<Standing>) {
        let Job::Do { id, content: Content::Say(speech), via, .. } = job else { return };
        let Some(place) = place(conversation) else { return };
        let saying = Saying { id: *id, to: conversation, place, via: *via, speech, standing: before };
        if let Some(message) = Line::ended(saying) {
            let line = Arc::clone(&self.line);
            self.running.push(Box::pin(async move {
                line.strip(place, message).await;
                None
            }));
        }
    }

    fn ended(&mut self, ended: Option<(ConversationId, Option<Standing>)>) {
        let Some((conversation, left)) = ended else { return };
        self.stands.put(conversation.clone(), left);
        self.next(conversation);
    }

    /// Stops a button's spinning, and takes away what was pressed.
    fn answer(&mut self, press: Press) {
        let Press { query: Query { id, language, spent }, verdict } = press;
        if let (Verdict::Taken | Verdict::Repeated, Some((conversation, message))) = (verdict, spent) {
            self.queue(conversation, Job::Spent(message));
        }
        let line = Arc::clone(&self.line);
        self.running.push(Box::pin(async move {
            press::answer(&line.bot, &id, verdict, language).await;
            line.lately.answered(&id);
            None
        }));
    }
}

/// What must be known of a job to give it up when it panics, which is a bug of ours: it must neither end the channel
/// nor come again with every start.
struct Failed {
    id: i64,
    via: Option<Via>,
    /// `None` when nothing was to be said.
    language: Option<Language>,
}

impl Failed {
    fn of(job: &Job) -> Option<Self> {
        let Job::Do { id, content, via, .. } = job else { return None };
        let language = if let Content::Say(speech) = content { Some(speech.language) } else { None };
        Some(Self { id: *id, via: *via, language })
    }

    /// Gives it up, and says so: it may have been the answer of something that was done.
    async fn told(self, line: &Line, conversation: &ConversationId) -> Option<Standing> {
        let Self { id, via, language } = self;
        tracing::error!("a delivery panicked; it is given up");
        let Some((language, place)) = language.zip(place(conversation)) else {
            delivered(line, id, None).await;
            return None;
        };
        let speech = Speech::words(language, rich(language, "troubled", &[]));
        let said = line.say(Saying { id, to: conversation, place, via, speech: &speech, standing: None }).await;
        let stands = Stands { conversation: conversation.clone(), what: said.standing.map(Standing::text) };
        delivered(line, id, Some(stands)).await;
        said.standing
    }
}

/// Carries out a job, and reports what the core loop must know. Gives what stands in the chat then.
async fn perform(line: &Line, conversation: &ConversationId, job: Job, before: Option<Standing>) -> Option<Standing> {
    let Some(place) = place(conversation) else {
        if let Job::Do { id, .. } = job {
            delivered(line, id, None).await;
        }
        return None;
    };
    match job {
        Job::Do { id, content: Content::Say(speech), via, .. } => {
            let saying = Saying { id, to: conversation, place, via, speech: &speech, standing: before };
            let said = line.say(saying).await;
            if !said.reached {
                gone(line, conversation).await;
            }
            said_about(line, saying, &said).await;
            said.standing
        }
        Job::Do { id, content: Content::Erase(message), .. } => {
            let is_gone = match message_in(place, &message) {
                Some(message) => line.erase(place, message).await,
                None => false,
            };
            if !is_gone {
                line.exposes(conversation);
            }
            delivered(line, id, None).await;
            before
        }
        Job::Do { id, content: Content::Amend { message, speech }, .. } => {
            if let Ok(message) = message.parse() {
                line.amend(place, message, &speech).await;
            }
            delivered(line, id, None).await;
            before
        }
        Job::Strip { .. } => {
            let message = match before {
                Some(Standing::Buttons(message)) => message,
                // It has nothing that could go.
                Some(Standing::Prompt(_)) => return None,
                // A placeholder of before a restart is as good as a new one.
                Some(Standing::Placeholder(_) | Standing::Contact | Standing::Part { .. }) | None => return before,
            };
            line.strip(place, message).await;
            stand(line, Stands { conversation: conversation.clone(), what: None }).await;
            None
        }
        Job::Spent(message) => {
            if before != Some(Standing::Buttons(message)) && !line.is_bare(place, message) {
                line.strip(place, message).await;
            }
            before
        }
        Job::Typing => {
            line.typing(place).await;
            before
        }
        Job::Placeholder { via, language } => {
            line.typing(place).await;
            if before.is_some() {
                return before;
            }
            let left = line.placeholder(place, via, language).await;
            if let Some(stands) = stands(conversation, None, left) {
                stand(line, stands).await;
            }
            left
        }
    }
}

/// Reports what was said, and which message it has become when it is about a call. Waited for until that is durable: a
/// kill repeats no more than what was being said.
async fn said_about(line: &Line, saying: Saying<'_>, said: &Said) {
    let posted = saying.speech.about.zip(said.message).map(|(call, message)| {
        let (conversation, message) = (saying.to.clone(), message.to_string());
        Posted { call, conversation, message }
    });
    let _ = line.handle.delivered(saying.id, stands(saying.to, said.kept, said.standing), posted).await;
}

/// What the core loop must remember of what stands in a chat, when that has changed.
fn stands(conversation: &ConversationId, before: Option<Standing>, now: Option<Standing>) -> Option<Stands> {
    (before != now).then(|| Stands { conversation: conversation.clone(), what: now.map(Standing::text) })
}

/// The person cannot be reached any more: what is open ends quietly.
async fn gone(line: &Line, conversation: &ConversationId) {
    tracing::info!("a person or group can no longer be reached; what was open there has ended");
    let _ = line.handle.submit(Box::new(hear::gone(conversation, None))).await;
}

/// Reports a delivery, and waits until that is durable: a kill repeats no more than what was being said. When the core
/// loop has stopped, it is still in the outbox.
async fn delivered(line: &Line, id: i64, stands: Option<Stands>) {
    let _ = line.handle.delivered(id, stands, None).await;
}

/// Reports what stands in a chat. When the core loop has stopped, it stands there without being known.
async fn stand(line: &Line, stands: Stands) {
    let _ = line.handle.send(Arrival::Stands { stands, committed: None }).await;
}
