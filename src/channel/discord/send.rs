//! Deliveries on their way: in order and one at a time within a conversation, many conversations at once.
//!
//! What does not fit in memory waits in the outbox, and so does what is on its way when the process stops. Steps that
//! have ended are disabled after their answer is said, and not at all while many wait for theirs: Discord counts requests.

use std::collections::{HashMap, VecDeque};
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use lru::LruCache;
use serenity::all::{ChannelId, MessageId};
use serenity::http::Route as RestRoute;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::Bot;
use super::hear::Via;
use super::rest::{Call, RestError};
use super::say::{Delivery, Live, Said, Standing, Undelivered, Visible, end_step};
use crate::domain::conversation::ConversationId;
use crate::domain::limits;
use crate::engine::Event;
use crate::runtime::arrival::{Happening, Stands};
use crate::runtime::{Arrival, Content, Incoming, Outgoing, Posted, Route};

/// Between attempts at a delivery that Discord would not take for as long as a request is tried.
const AGAIN: Duration = Duration::from_secs(5);
/// What stands in a chat, remembered beyond what the core loop said last.
const REMEMBERED: NonZeroUsize = NonZeroUsize::new(4_096).unwrap();
/// How long deliveries under way may take when the process stops.
const LAST: Duration = Duration::from_secs(5);

/// One row of the outbox.
struct Job {
    id: i64,
    route: Route,
    content: Content,
}

/// Everything on its way to Discord.
pub struct Sender {
    bot: Arc<Bot>,
    /// What waits behind what is under way.
    waiting: HashMap<ConversationId, VecDeque<Job>>,
    /// How many wait or are under way.
    count: usize,
    tasks: JoinSet<(ConversationId, Option<Said>)>,
    /// What stands where, newer than the core loop may know.
    standing: LruCache<ConversationId, Standing>,
    /// Signs that somebody is busy, and how to end them.
    busy: HashMap<ConversationId, CancellationToken>,
    signs: JoinSet<()>,
    /// Steps that are being disabled.
    courtesies: JoinSet<()>,
}

impl Sender {
    /// Nothing yet.
    pub fn new(bot: Arc<Bot>) -> Self {
        let standing = LruCache::new(REMEMBERED);
        let (waiting, busy) = (HashMap::new(), HashMap::new());
        let (tasks, signs, courtesies) = (JoinSet::new(), JoinSet::new(), JoinSet::new());
        Self { bot, waiting, count: 0, tasks, standing, busy, signs, courtesies }
    }

    /// Delivers until the core loop has nothing more to say, or until `failed`.
    pub async fn run(mut self, outgoing: &mut mpsc::Receiver<Outgoing>, failed: &CancellationToken) {
        loop {
            tokio::select! {
                biased;
                () = failed.cancelled() => return,
                Some(ended) = self.tasks.join_next() => self.ended(ended),
                Some(_) = self.signs.join_next() => {}
                Some(_) = self.courtesies.join_next() => {}
                next = outgoing.recv(), if self.count < limits::DISCORD_IN_FLIGHT => match next {
                    Some(next) => self.take(next),
                    None => break,
                }
            }
        }
        let last = async {
            while let Some(ended) = self.tasks.join_next().await {
                if let Ok((conversation, Some(Said { ended: Some(ended), .. }))) = ended {
                    self.be_courteous(&conversation, ended);
                }
            }
            while self.courtesies.join_next().await.is_some() {}
        };
        // What is not done by then is in the outbox.
        let _ = tokio::time::timeout(LAST, last).await;
    }

    fn take(&mut self, outgoing: Outgoing) {
        let (conversation, job) = match outgoing {
            Outgoing::Deliver { id, conversation, route, content } => (conversation, Job { id, route, content }),
            Outgoing::Working { conversation, route, .. } => return self.show_busy(conversation, route),
            Outgoing::Settled(_) => return,
        };
        if let Some(busy) = self.busy.remove(&conversation) {
            busy.cancel();
        }
        self.count += 1;
        match self.waiting.get_mut(&conversation) {
            Some(queue) => queue.push_back(job),
            None => {
                self.waiting.insert(conversation.clone(), VecDeque::new());
                self.start(conversation, job);
            }
        }
    }

    fn start(&mut self, conversation: ConversationId, job: Job) {
        let bot = Arc::clone(&self.bot);
        let standing = self.standing.get(&conversation).cloned();
        self.tasks.spawn(async move {
            let stands = deliver(&bot, &conversation, standing, job).await;
            (conversation, stands)
        });
    }

    /// Until something is said, or for as long as a call may take.
    fn show_busy(&mut self, conversation: ConversationId, route: Route) {
        // Each ends by itself; more than this is a flood of calls, and nobody misses a sign.
        if self.signs.len() >= limits::DISCORD_IN_FLIGHT {
            return;
        }
        let (bot, said) = (Arc::clone(&self.bot), CancellationToken::new());
        self.busy.insert(conversation.clone(), said.clone());
        self.signs.spawn(async move {
            tokio::select! {
                () = said.cancelled() => {}
                () = working(&bot, &conversation, &route) => {}
            }
        });
    }

    fn ended(&mut self, ended: Result<(ConversationId, Option<Said>), tokio::task::JoinError>) {
        self.count = self.count.saturating_sub(1);
        let (conversation, said) = match ended {
            Ok(ended) => ended,
            Err(error) => match error.try_into_panic() {
                // A bug of ours: better loud than a conversation that waits forever.
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_) => return,
            },
        };
        if let Some(Said { stands, ended, .. }) = said {
            self.standing.put(conversation.clone(), stands);
            if let Some(ended) = ended {
                self.be_courteous(&conversation, ended);
            }
        }
        match self.waiting.get_mut(&conversation).and_then(VecDeque::pop_front) {
            Some(job) => self.start(conversation, job),
            None => drop(self.waiting.remove(&conversation)),
        }
    }
}

impl Sender {
    /// Disables a step that has ended, unless answers wait that need the requests more. Whoever presses there then is
    /// told that the question is over.
    fn be_courteous(&mut self, conversation: &ConversationId, ended: Live) {
        let busy = self.count.max(self.courtesies.len()) >= limits::DISCORD_COURTEOUS;
        let Some(place) = place(conversation).filter(|_| !busy) else { return };
        let bot = Arc::clone(&self.bot);
        self.courtesies.spawn(async move { end_step(&bot, place, &ended).await });
    }
}

/// Delivers one row of the outbox, however long it takes, and reports it.
async fn deliver(
    bot: &Bot,
    conversation: &ConversationId,
    standing: Option<Standing>,
    Job { id, route, content }: Job,
) -> Option<Said> {
    let before = standing.unwrap_or_else(|| Standing::from_json(route.standing.as_deref()));
    let via = Via::from_json(route.via.as_deref());
    let about = if let Content::Say(speech) = &content { speech.about } else { None };
    let said = match content {
        Content::Say(speech) => loop {
            let delivery = Delivery { id, conversation, via: via.clone(), standing: before.clone() };
            match delivery.say(bot, &speech).await {
                Ok(said) => break Some(said),
                Err(Undelivered::Later(error)) => {
                    tracing::warn!(id, %error, "a message is delivered later");
                    tokio::time::sleep(AGAIN).await;
                }
                Err(Undelivered::Gone(error)) => {
                    tracing::info!(id, %error, "somebody cannot be reached any more");
                    gone(bot, conversation).await;
                    break None;
                }
                Err(Undelivered::Impossible(error)) => {
                    if matches!(error, RestError::Unauthorized) {
                        bot.token_refused();
                        return None;
                    }
                    tracing::error!(id, %error, "a message cannot be delivered and is given up");
                    break None;
                }
            }
        },
        Content::Erase(message) => {
            let visible = erase(bot, conversation, &message.0).await;
            let visible = visible.map(|message| Visible { message, told: false });
            visible.map(|_| Said { stands: Standing { visible, ..before }, ended: None, posted: None })
        }
        Content::Amend { message, speech } => {
            if let (Some(place), Ok(message @ 1..)) = (place(conversation), message.parse()) {
                let delivery = Delivery { id, conversation, via, standing: before };
                delivery.amend(bot, place, message, &speech).await;
            }
            None
        }
    };
    let stands = said.as_ref().map(|said| Stands { conversation: conversation.clone(), what: said.stands.to_json() });
    let posted = about.zip(said.as_ref().and_then(|said| said.posted));
    let posted = posted.map(|(call, message)| {
        let (conversation, message) = (conversation.clone(), message.to_string());
        Posted { call, conversation, message }
    });
    // When the core loop has gone, the row stays, and its nonce keeps it from being said twice.
    let _ = bot.handle.send(Arrival::Delivered { id, stands, posted, committed: None }).await;
    said
}

/// The session of somebody who cannot be reached ends without a word.
async fn gone(bot: &Bot, conversation: &ConversationId) {
    let incoming = Incoming {
        rights: crate::admin::Rights::NONE,
        conversation: conversation.clone(),
        user: bot.stranger(conversation),
        speaks: None,
        what: Happening::Event(Event::Gone),
        id: None,
        via: None,
        state: Vec::new(),
        committed: None,
    };
    let _ = bot.handle.send(Arrival::Event(Box::new(incoming))).await;
}

/// When the work is not done at once, a command is put off; everywhere else the bot is seen typing.
async fn working(bot: &Bot, conversation: &ConversationId, route: &Route) {
    tokio::time::sleep(limits::DISCORD_BUSY).await;
    let via = Via::from_json(route.via.as_deref());
    if let Some(waiting) = via.interaction.and_then(|to| bot.answers.get(to.id)) {
        waiting.hurry.notify_one();
        return;
    }
    let Some(place) = place(conversation) else { return };
    for _ in 0..limits::CALL_TIMEOUT_MAX.as_secs().div_ceil(limits::DISCORD_TYPING.as_secs()) {
        let call = Call::post(RestRoute::ChannelTyping { channel_id: ChannelId::new(place) });
        if let Err(error) = bot.rest.done(call.patience(limits::DISCORD_ANSWER_PATIENCE)).await {
            tracing::debug!(%error, "typing could not be shown");
            return;
        }
        tokio::time::sleep(limits::DISCORD_TYPING).await;
    }
}

/// Deletes a message, and gives it when it may not be deleted: in direct messages nobody can delete what the other wrote,
/// and elsewhere the bot may lack the right.
async fn erase(bot: &Bot, conversation: &ConversationId, message: &str) -> Option<u64> {
    let (place, message) = (place(conversation)?, message.parse().ok().filter(|id| *id != 0)?);
    let route = RestRoute::ChannelMessage { channel_id: ChannelId::new(place), message_id: MessageId::new(message) };
    let error = bot.rest.done(Call::delete(route)).await.err()?;
    tracing::debug!(%error, "a message with something sensitive could not be deleted");
    (error.status() == Some(403)).then_some(message)
}

fn place(conversation: &ConversationId) -> Option<u64> {
    conversation.place.parse().ok().filter(|place| *place != 0)
}
