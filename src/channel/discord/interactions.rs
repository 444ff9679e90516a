//! Commands, presses and forms: what they mean, and their first answer, which Discord wants within three seconds.
//!
//! What needs the core loop goes there first; its verdict decides how a press is answered. A command is answered by what
//! is said next, or put off when that takes longer. Names and forms are answered at once and touch nothing.

use std::pin::Pin;
use std::sync::Arc;

use serde_json::Value;
use serenity::all::CreateInteractionResponse;
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout_at};

use super::answers::{Answered, Waiting};
use super::autocomplete::{names, suggestions};
use super::components::disabled;
use super::hear::{Answerable, Via, conversation, user};
use super::modal::{self, Opener};
use super::payload::Interaction;
use super::render::markdown;
use super::rights::{Somebody, rights};
use super::roles::Stake;
use super::{Bot, private, respond};
use crate::admin::{Rights, Wish};
use crate::channel::text::rich;
use crate::domain::conversation::{ConversationId, User};
use crate::domain::input::InputName;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::rich::RichText;
use crate::engine::catalog::Offered;
use crate::engine::{Event, MessageId};
use crate::runtime::arrival::{Happening, Verdict};
use crate::runtime::forms::Leads;
use crate::runtime::{Arrival, Incoming};
use sorted::{Sorted, sort};

/// A channel between the bot and one person.
const DIRECT: u8 = 1;

/// Something that goes on while further events are read.
pub type Work = Pin<Box<dyn Future<Output = ()> + Send>>;

/// What an interaction leads to.
pub enum Led {
    /// Nothing that could be answered.
    Nothing,
    /// An answer, and nothing else.
    Answer(Work),
    /// An event for the core loop, and an answer once it was taken.
    Event {
        /// The event.
        incoming: Box<Incoming>,
        /// Sees to the first answer.
        answering: Work,
    },
    /// Something that has to be done before the core loop hears of it, and then both.
    Work(Work),
}

/// Takes an interaction that was received `at`.
pub fn received(bot: &Arc<Bot>, interaction: Interaction, at: Instant) -> Led {
    let Some(one) = One::of(bot, &interaction, at) else { return Led::Nothing };
    let sorted = sort(&interaction);
    one.with_roles(sorted.stake(), |one| led(one, sorted, interaction))
}

/// What it leads to, once it is known who somebody is.
fn led(one: One, sorted: Sorted, interaction: Interaction) -> Led {
    let bot = Arc::clone(&one.bot);
    match sorted {
        Sorted::Typing(typed) => one.suggest(&typed),
        Sorted::Open(id) => one.open(&id),
        Sorted::Press(button) | Sorted::Card(button) => one.hand_over(Happening::Pressed { button }, interaction),
        Sorted::Turn(button) => one.turn(button),
        Sorted::Change(button) => one.change(button, interaction),
        Sorted::Changed(button, answers) => one.hand_over(Happening::Changed { button, answers }, interaction),
        Sorted::Filled(answers) => one.hand_over(Happening::Event(Event::Filled { answers }), interaction),
        Sorted::Actions => one.hand_over(Happening::Event(Event::Opened), interaction),
        Sorted::Cancel => {
            let cancel = Event::Said { text: "/cancel".to_owned(), message: None, addressed: true };
            one.hand_over(Happening::Event(cancel), interaction)
        }
        Sorted::Ask(name) => match bot.offered(&name) {
            Some(offered) => one.ask(&offered, interaction),
            None => one.note("discord-unknown-action"),
        },
        Sorted::Own(name, answers) | Sorted::Begun(name, answers) => match bot.offered(&name) {
            Some(offered) => one.start(&offered, answers, interaction),
            None => one.note("discord-unknown-command"),
        },
        Sorted::Admin(line) => one.administer(line, interaction),
        Sorted::Form(Leads::Button(button), _) => {
            let pressed = Happening::Pressed { button: button.clone() };
            one.form(Leads::Button(button), pressed, interaction)
        }
        Sorted::Form(leads, line) => one.quietly().form(leads, Happening::wish(Wish::Line(line)), interaction),
        Sorted::Import(files, publish) => one.import(files, publish, interaction),
        Sorted::Sent(filled) => one.filled(Wish::Filled(filled), interaction),
        Sorted::Entered(press) => one.filled(Wish::Press(press), interaction),
        Sorted::Secret(name) => one.keep_secret(name, interaction),
        Sorted::Naming(typed) => one.suggest_to_admin(typed),
        Sorted::Unknown => Led::Nothing,
    }
}

/// One interaction, with what is known of it.
struct One {
    bot: Arc<Bot>,
    answerable: Answerable,
    conversation: ConversationId,
    user: User,
    language: Language,
    place: u64,
    person: u64,
    guild: Option<u64>,
    /// Whether nobody but the bot is there with them.
    direct: bool,
    /// What Discord says that they speak.
    speaks: Option<Language>,
    rights: Rights,
    /// Whether only they are to read the answer.
    quiet: bool,
    at: Instant,
}

impl One {
    fn of(bot: &Arc<Bot>, interaction: &Interaction, at: Instant) -> Option<Self> {
        let (person, place) = (interaction.person()?, interaction.place()?);
        let speaks = interaction.locale.as_deref().and_then(Language::from_tag);
        let language = speaks.unwrap_or(bot.language);
        let roles = interaction.member.as_ref().map_or(&[][..], |member| &member.roles);
        // People have groups without a guild too, and there the bot can be used as well.
        let direct =
            interaction.guild_id.is_none() && interaction.channel.as_ref().is_none_or(|channel| channel.kind == DIRECT);
        bot.notice_place(place);
        Some(Self {
            bot: Arc::clone(bot),
            answerable: Answerable {
                id: interaction.id,
                application: interaction.application_id,
                token: interaction.token.clone(),
            },
            conversation: conversation(place, person.id),
            user: user(person, interaction.member.as_ref(), language),
            language,
            place,
            person: person.id,
            guild: interaction.guild_id,
            direct,
            speaks,
            rights: rights(&bot.settings.people, Somebody { person: person.id, roles, place, direct }),
            quiet: interaction.message.as_ref().is_some_and(|pressed| respond::is_private(pressed.flags)),
            at,
        })
    }

    /// Remembered as one that waits; `None` when Discord sent it twice.
    fn begin(&self) -> Option<Arc<Waiting>> {
        self.bot.answers.begin(self.answerable.id, self.at)
    }

    /// Goes on once it is known which roles they have in direct messages.
    fn with_roles(self, stake: Stake, then: impl FnOnce(Self) -> Led + Send + 'static) -> Led {
        let (person, direct) = (self.person, self.direct);
        if !self.bot.must_ask_for_roles(self.rights, person, direct, stake) {
            let rights = self.bot.with_known_roles(self.rights, person, direct);
            return then(Self { rights, ..self });
        }
        Led::Work(Box::pin(async move {
            let handle = self.bot.handle.clone();
            let rights = self.bot.with_roles(self.rights, person, direct, stake).await;
            match then(Self { rights, ..self }) {
                Led::Nothing => {}
                Led::Answer(work) | Led::Work(work) => work.await,
                Led::Event { incoming, answering } => {
                    // Answered in time even when the core loop has no room.
                    let (_, ()) = tokio::join!(handle.send(Arrival::Event(incoming)), answering);
                }
            }
        }))
    }

    fn at_once(self, body: Value) -> Led {
        if self.begin().is_none() {
            return Led::Nothing;
        }
        Led::Answer(Box::pin(async move {
            respond::first(&self.bot.rest, &self.answerable, &body, self.at).await;
        }))
    }

    /// A sentence that only this person sees.
    fn note(self, id: &str) -> Led {
        let body = respond::note(&self.shown(&rich(self.language, id, &[])));
        self.at_once(body)
    }

    /// As it is shown where they are.
    fn shown(&self, text: &RichText) -> String {
        markdown(text, &self.bot.spelling(self.guild))
    }

    fn suggest(self, typed: &str) -> Led {
        let offers = self.bot.offers();
        let found = names(offers.iter().map(|offered| &*offered.definition), typed);
        let response = CreateInteractionResponse::Autocomplete(suggestions(&found));
        self.at_once(respond::body(&response))
    }

    /// Opens the form of the open question, for whoever was asked.
    fn open(self, id: &str) -> Led {
        let Some(opener) = Opener::parse(id) else { return Led::Nothing };
        if opener.person != self.person.to_string() {
            return self.note("discord-not-yours");
        }
        // Of a version that is not offered any more nothing is known; the message says what is asked.
        let offered = opener.version.and_then(|version| self.bot.version(version));
        let input = offered.as_ref().and_then(|offered| offered.definition.input(&opener.input));
        let response = CreateInteractionResponse::Modal(opener.form(self.language, input));
        self.at_once(respond::body(&response))
    }

    /// In a room, where what is typed must name the bot, a form asks for everything at once.
    fn ask(self, offered: &Offered, interaction: Interaction) -> Led {
        let form =
            (self.guild.is_some() && !self.goes_private()).then(|| modal::whole(&offered.definition, &offered.title()));
        match form.flatten() {
            Some(form) => self.at_once(respond::body(&CreateInteractionResponse::Modal(form))),
            None => self.start(offered, Vec::new(), interaction),
        }
    }

    fn start(self, offered: &Offered, answers: Vec<(InputName, String)>, interaction: Interaction) -> Led {
        let event = Event::Started { action: offered.action, answers, text: String::new(), message: None::<MessageId> };
        if self.goes_private() {
            return self.in_private(offered.title(), event);
        }
        self.hand_over(Happening::Event(event), interaction)
    }

    fn goes_private(&self) -> bool {
        self.guild.is_some() && self.bot.settings.private_threads && !self.bot.is_thread(self.place)
    }

    fn incoming(
        &self,
        conversation: ConversationId,
        what: Happening,
        via: &Via,
    ) -> (Incoming, oneshot::Receiver<Verdict>) {
        let (committed, verdict) = oneshot::channel();
        let incoming = Incoming {
            rights: self.rights,
            conversation,
            user: self.user.clone(),
            speaks: self.speaks,
            what,
            id: Some(format!("interaction/{}", self.answerable.id)),
            via: via.to_json(),
            state: Vec::new(),
            committed: Some(committed),
        };
        (incoming, verdict)
    }

    fn hand_over(self, what: Happening, interaction: Interaction) -> Led {
        let Some(waiting) = self.begin() else { return Led::Nothing };
        let (incoming, answering) = self.handed_over(waiting, what, interaction);
        Led::Event { incoming: Box::new(incoming), answering }
    }

    /// An event for the core loop, and what sees to the first answer meanwhile.
    fn handed_over(self, waiting: Arc<Waiting>, what: Happening, interaction: Interaction) -> (Incoming, Work) {
        let pressed = interaction.message;
        let via = match &pressed {
            // What only one person sees becomes what is said next: that can be told twice and is seen once.
            Some(message) if self.quiet => {
                let interaction = Some(self.answerable.clone());
                Via { guild: self.guild, pressed: Some(message.id), interaction, quiet: true, ..Via::default() }
            }
            Some(message) => Via {
                message: self.guild.map(|_| message.id),
                guild: self.guild,
                pressed: Some(message.id),
                interaction: None,
                spare: Some(self.answerable.clone()),
                quiet: false,
            },
            None => {
                let interaction = Some(self.answerable.clone());
                Via { guild: self.guild, interaction, quiet: self.quiet, ..Via::default() }
            }
        };
        let (incoming, verdict) = self.incoming(self.conversation.clone(), what, &via);
        let answering: Work = match pressed {
            // A press that counts ends its step: the buttons stay to be read and cannot be pressed again.
            Some(message) if !self.quiet => Box::pin(async move {
                let ended = async {
                    match verdict.await.unwrap_or(Verdict::Repeated) {
                        Verdict::Taken => Ok(disabled(&message.components)),
                        verdict @ (Verdict::Stays
                        | Verdict::Repeated
                        | Verdict::NotTheirs
                        | Verdict::NotAllowed(_)
                        | Verdict::NoRole
                        | Verdict::Ended) => Err(verdict),
                    }
                };
                self.answer_press(ended).await;
            }),
            Some(_) => Box::pin(async move { self.answer_quiet_press(verdict, &waiting).await }),
            None => Box::pin(async move { self.answer_command(verdict, &waiting).await }),
        };
        (incoming, answering)
    }

    /// A thread is opened for what was asked; then it is asked there.
    fn in_private(self, title: String, event: Event) -> Led {
        Led::Work(Box::pin(async move {
            let Some(waiting) = self.begin() else { return };
            respond::first(&self.bot.rest, &self.answerable, &respond::put_off(true), self.at).await;
            *waiting.answered.lock().await = Answered::PutOff;
            let thread = private::thread(&self.bot, self.place, self.person, &title).await;
            let via = match thread {
                Some(thread) => {
                    let note = private::moved(self.language, thread);
                    respond::edit(&self.bot.rest, &self.answerable, &note).await;
                    *waiting.answered.lock().await = Answered::Yes;
                    Via { guild: self.guild, ..Via::default() }
                }
                None => Via { guild: self.guild, interaction: Some(self.answerable.clone()), ..Via::default() },
            };
            let place = thread.map_or_else(|| self.conversation.clone(), |thread| conversation(thread, self.person));
            let (incoming, verdict) = self.incoming(place, Happening::Event(event), &via);
            if self.bot.handle.send(Arrival::Event(Box::new(incoming))).await.is_ok() {
                // Only then has it reached the core loop for good.
                let _ = verdict.await;
            }
        }))
    }

    /// What follows answers it; when that takes too long, or work is known to follow, it is put off.
    async fn answer_command(&self, verdict: oneshot::Receiver<Verdict>, waiting: &Waiting) {
        let late = self.at + limits::DISCORD_PUT_OFF;
        match timeout_at(late, verdict).await {
            Ok(Ok(Verdict::Repeated)) => return self.take_back(waiting).await,
            Ok(Ok(refused @ (Verdict::NotTheirs | Verdict::NotAllowed(_) | Verdict::NoRole | Verdict::Ended))) => {
                *waiting.answered.lock().await = Answered::Yes;
                return self.answer_press(std::future::ready(Err(refused))).await;
            }
            Ok(Ok(Verdict::Taken | Verdict::Stays) | Err(_)) | Err(_) => {}
        }
        self.put_off(waiting, &respond::put_off(self.quiet)).await;
    }

    /// Waits for what is said next, which answers it; puts it off when that takes too long.
    async fn put_off(&self, waiting: &Waiting, how: &Value) {
        let _ = timeout_at(self.at + limits::DISCORD_PUT_OFF, waiting.hurry.notified()).await;
        let mut answered = waiting.answered.lock().await;
        if *answered == Answered::Not && respond::first(&self.bot.rest, &self.answerable, how, self.at).await {
            *answered = Answered::PutOff;
        }
    }

    /// It was handled by an earlier process, which could not answer it any more: nothing further will be said.
    async fn take_back(&self, waiting: &Waiting) {
        let mut answered = waiting.answered.lock().await;
        if *answered == Answered::Not
            && respond::first(&self.bot.rest, &self.answerable, &respond::put_off(true), self.at).await
        {
            respond::remove(&self.bot.rest, &self.answerable).await;
        }
        *answered = Answered::Yes;
    }
}

mod admin;
mod forms;
mod presses;
mod sorted;
#[cfg(test)]
mod tests;
