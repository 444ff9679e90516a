//! One delivery: words and choices as requests to Discord, so that a kill in between says nothing twice.
//!
//! A command is answered in its own way first: Discord takes one first answer, and editing it again changes nothing. So
//! is a press on what only one person sees, which becomes what is said next. What else follows for one person only has
//! no nonce, since Discord takes none there: when its receipt is lost, it is said twice rather than never.
//! Everything else is a message with a nonce that Discord enforces. The message before, whose step has ended, is left to
//! be disabled afterwards.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use serenity::all::{
    ChannelId, CreateActionRow, CreateAllowedMentions, CreateInteractionResponse, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse, EditMessage, InteractionResponseFlags,
    MessageFlags, MessageId, MessageReference, Nonce,
};
use serenity::http::Route;
use tokio::time::Instant;

use super::answers::Answered;
use super::hear::{Answerable, Via};
use super::mention::Spelling;
use super::rest::{Call, RestError};
use super::{Bot, alone, attach, components, respond, split};
use crate::channel::text::speech::{Aside, Speech};
use crate::channel::text::{plain, rich};
use crate::domain::conversation::ConversationId;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::rich::RichText;

/// Discord does not take a message as it is.
const INVALID_FORM: u64 = 50_035;
/// There is no right to read the history that a reply refers to.
const CANNOT_REPLY: u64 = 160_002;

/// What stands in the chat; kept with the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Standing {
    /// The command that has its answer: what follows is said as messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<u64>,
    /// The message that can be pressed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub live: Option<Live>,
    /// The message with something sensitive that could not be deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visible: Option<Visible>,
}

/// A message of the person that others can read still.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visible {
    /// Its id.
    pub message: u64,
    /// Whether the person knows.
    pub told: bool,
}

/// A message with buttons or menus.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Live {
    /// Its id.
    pub message: u64,
    /// Its rows once its step has ended.
    pub ended: Vec<Value>,
}

impl Standing {
    /// As kept with the conversation.
    pub fn to_json(&self) -> Option<String> {
        serde_json::to_string(self).ok()
    }

    /// Read back; what another release wrote is as good as nothing.
    pub fn from_json(text: Option<&str>) -> Self {
        text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }
}

/// Why nothing could be delivered.
#[derive(Debug)]
pub enum Undelivered {
    /// The person or the place cannot be reached by this bot, now or later.
    Gone(RestError),
    /// It would not be taken at another time either.
    Impossible(RestError),
    /// At another time it may be.
    Later(RestError),
}

/// One delivery.
#[derive(Debug)]
pub struct Delivery<'d> {
    /// The row of the outbox: what is sent twice by mistake has the same nonce.
    pub id: i64,
    /// To whom.
    pub conversation: &'d ConversationId,
    /// How they were last heard.
    pub via: Via,
    /// What stands there.
    pub standing: Standing,
}

/// What was said.
#[derive(Debug)]
pub struct Said {
    /// What stands in the chat now.
    pub stands: Standing,
    /// The message whose step has ended and can still be pressed.
    pub ended: Option<Live>,
    /// The message that it has become, when it is about a call and others can see it.
    pub posted: Option<u64>,
}

impl Delivery<'_> {
    /// Says it.
    ///
    /// # Errors
    /// [`Undelivered`].
    pub async fn say(self, bot: &Bot, speech: &Speech) -> Result<Said, Undelivered> {
        let Some(place) = self.conversation.place.parse().ok().filter(|place| *place != 0) else {
            // No place of Discord's: it was stored by something else.
            return Ok(Said { stands: self.standing, ended: None, posted: None });
        };
        let person = &self.conversation.person;
        let rows = components::rows(person, &shown_ask(speech, self.via.guild.is_some()), None);
        let pieces = split::messages(&self.text(bot, speech), &self.spelling(bot));
        let last = pieces.len() - 1;
        let visible = self.standing.visible.map(|visible| Visible { told: true, ..visible });
        let mut standing = Standing { live: None, visible, ..self.standing.clone() };
        for (number, piece) in pieces.iter().enumerate() {
            let rows = if number == last { rows.as_slice() } else { &[] };
            let message = match self.to_answer(&standing) {
                Some(to) => {
                    let answered = self.answer(bot, &to, piece, rows).await;
                    standing.answered = Some(to.id);
                    match answered {
                        Some(message) => message,
                        None => self.message(bot, place, (number, piece), rows, speech.language).await?,
                    }
                }
                None => self.message(bot, place, (number, piece), rows, speech.language).await?,
            };
            // What only one person sees can be changed by its own presses alone.
            standing.live = message.filter(|_| !rows.is_empty() && !self.via.quiet).map(|message| live(message, rows));
        }
        if let Some(file) = &speech.file {
            attach::send(bot, (place, person.as_str()), &self.via, self.id, file).await.map_err(undelivered)?;
        }
        if speech.about.is_some() {
            // It stands for itself, beside what is asked.
            let posted = standing.live.as_ref().map(|live| live.message).filter(|message| *message != 0);
            standing.live = self.standing.live;
            return Ok(Said { stands: standing, ended: None, posted });
        }
        if speech.keeps && standing.live.is_none() {
            standing.live = self.standing.live;
            return Ok(Said { stands: standing, ended: None, posted: None });
        }
        let now = standing.live.as_ref().map(|live| live.message);
        // A press has seen to its own message itself.
        let over = |before: &Live| {
            before.message != 0 && now != Some(before.message) && self.via.pressed != Some(before.message)
        };
        Ok(Said { stands: standing, ended: self.standing.live.filter(over), posted: None })
    }

    /// The words, and what is to be known beside them on Discord.
    fn text(&self, bot: &Bot, speech: &Speech) -> RichText {
        let is_sensitive = speech.ask.as_ref().is_some_and(|ask| ask.sensitive);
        let reads_all = self.via.guild.is_none() || bot.settings.message_content;
        let notes = [
            // What must not be written in the open is asked for with a word about it.
            (self.via.guild.is_some() && is_sensitive).then_some("discord-in-private"),
            speech.asides.contains(&Aside::MoreActions).then_some("discord-more-actions"),
            (!reads_all && speech.asides.contains(&Aside::ToWrite)).then_some("discord-reply"),
            self.standing.visible.is_some_and(|visible| !visible.told).then_some("still-visible"),
        ];
        let mut text = speech.text.clone();
        for note in notes.into_iter().flatten() {
            text.push(&RichText::plain("\n"));
            text.push(&rich(speech.language, note, &[]));
        }
        text
    }

    /// A message of ours says something else from now on, and cannot be pressed any more.
    pub async fn amend(&self, bot: &Bot, place: u64, message: u64, speech: &Speech) {
        let route = Route::ChannelMessage { channel_id: ChannelId::new(place), message_id: MessageId::new(message) };
        let text = split::messages(&speech.text, &self.spelling(bot)).into_iter().next().unwrap_or_default();
        let edit =
            EditMessage::new().content(text).components(Vec::new()).allowed_mentions(CreateAllowedMentions::new());
        if let Err(error) = bot.rest.done(Call::patch(route).body(&edit)).await {
            // It may have been deleted.
            tracing::debug!(%error, "a message about a call could not be worded anew");
        }
    }

    /// How commands are spelled there. What the whole team is told was asked for nowhere, yet mostly there is one guild.
    fn spelling(&self, bot: &Bot) -> Spelling {
        let only = match bot.settings.guilds.as_slice() {
            [only] if self.conversation.person.is_empty() => Some(*only),
            _ => None,
        };
        bot.spelling(self.via.guild.or(only))
    }

    /// The command that still waits for its answer.
    fn to_answer(&self, standing: &Standing) -> Option<Answerable> {
        self.via.interaction.clone().filter(|to| standing.answered != Some(to.id))
    }

    /// Answers a command in its own way. The outer `None` says that it is too late for that; the inner that the server
    /// does not tell which message it became.
    async fn answer(&self, bot: &Bot, to: &Answerable, text: &str, rows: &[CreateActionRow]) -> Option<Option<u64>> {
        let waiting = bot.answers.get(to.id);
        let mut answered = match &waiting {
            Some(waiting) => Some(waiting.answered.lock().await),
            None => None,
        };
        if answered.as_deref() == Some(&Answered::Not) {
            let message = CreateInteractionResponseMessage::new()
                .content(text)
                .components(rows.to_vec())
                .allowed_mentions(CreateAllowedMentions::new());
            let body = respond::body(&match self.via.pressed {
                Some(_) => CreateInteractionResponse::UpdateMessage(message),
                None => CreateInteractionResponse::Message(message.flags(self.answer_flags())),
            });
            let first = respond::try_first(&bot.rest, to, &body, Instant::now()).await;
            if let (Ok(message), Some(answered), Some(waiting)) = (&first, &mut answered, &waiting) {
                **answered = Answered::Yes;
                waiting.hurry.notify_one();
                return Some(*message);
            }
        }
        // It was put off, or an earlier process answered it: an edit makes it what it should be either way.
        let edit = EditInteractionResponse::new()
            .content(text)
            .components(rows.to_vec())
            .allowed_mentions(CreateAllowedMentions::new());
        let edited = respond::try_edit(&bot.rest, to, &edit).await;
        if let Some(answered) = &mut answered {
            **answered = Answered::Yes;
        }
        match edited {
            Ok(message) => Some(message),
            Err(error) => {
                tracing::debug!(%error, "a command is answered by a message");
                None
            }
        }
    }

    async fn message(
        &self,
        bot: &Bot,
        place: u64,
        (number, text): (usize, &str),
        rows: &[CreateActionRow],
        language: Language,
    ) -> Result<Option<u64>, Undelivered> {
        if self.via.quiet {
            return self.quietly(bot, (number, text), rows, language).await;
        }
        let channel = ChannelId::new(place);
        let mut message = self.nonced(number, text);
        let mut bare = message.clone();
        if !rows.is_empty() {
            message = message.components(rows.to_vec());
        }
        if let Some(answers) = self.refers_to().filter(|_| number == 0) {
            let reference = MessageReference::from((channel, MessageId::new(answers)));
            message = message.reference_message(reference.fail_if_not_exists(false));
        }
        match self.create(bot, channel, &message).await {
            // Where the history may not be read, nothing can be referred to.
            Err(error) if error.code() == Some(CANNOT_REPLY) => {
                bare = bare.components(rows.to_vec());
                self.create(bot, channel, &bare).await.map_err(undelivered)
            }
            // A server that refuses what should be valid: better words without buttons than silence.
            Err(error) if error.code() == Some(INVALID_FORM) => {
                tracing::error!(id = self.id, %error, "a message was refused and is sent without buttons");
                self.create(bot, channel, &bare).await.map_err(undelivered)
            }
            // Commands work where the bot may not write; what follows them then goes the same way.
            Err(error) if error.status() == Some(403) => {
                match self.via.interaction.as_ref().or(self.via.spare.as_ref()) {
                    Some(to) => self.follow(bot, to, text, rows).await.map_err(|_| undelivered(error)),
                    None => Err(undelivered(error)),
                }
            }
            other => other.map_err(undelivered),
        }
    }

    /// The message that is answered, unless it would show what was to be deleted once more.
    fn refers_to(&self) -> Option<u64> {
        let visible = self.standing.visible.map(|visible| visible.message);
        self.via.message.filter(|answers| *answers != 0 && Some(*answers) != visible)
    }

    /// What nobody else is to read follows the command or press for as long as Discord takes that; then it is told
    /// directly. Its buttons belong to the place of the command.
    async fn quietly(
        &self,
        bot: &Bot,
        (number, text): (usize, &str),
        rows: &[CreateActionRow],
        language: Language,
    ) -> Result<Option<u64>, Undelivered> {
        if let Some(to) = self.via.interaction.as_ref().or(self.via.spare.as_ref()) {
            match self.follow(bot, to, text, rows).await {
                Ok(message) => return Ok(message),
                Err(error) => tracing::warn!(%error, "an answer for one person only is told them directly"),
            }
        }
        let why = plain(language, "discord-told-directly", &[]);
        let explained = format!("{why}\n{text}");
        let is_explained = number == 0 && explained.chars().count() <= limits::DISCORD_MESSAGE_CHARS;
        let message = self.nonced(number, if is_explained { &explained } else { text });
        alone::tell(bot, &self.conversation.person, |place| Call::post(place).body(&message))
            .await
            .map_err(undelivered)?;
        Ok(None)
    }

    /// A message that is said once, however often it is sent.
    fn nonced(&self, number: usize, text: &str) -> CreateMessage {
        CreateMessage::new()
            .content(text)
            .allowed_mentions(CreateAllowedMentions::new())
            .flags(MessageFlags::SUPPRESS_EMBEDS)
            .nonce(Nonce::String(format!("{}.{number}", self.id)))
            .enforce_nonce(true)
    }

    const fn answer_flags(&self) -> InteractionResponseFlags {
        let flags = InteractionResponseFlags::SUPPRESS_EMBEDS;
        if self.via.quiet { flags.union(InteractionResponseFlags::EPHEMERAL) } else { flags }
    }

    const fn follow_flags(&self) -> MessageFlags {
        let flags = MessageFlags::SUPPRESS_EMBEDS;
        if self.via.quiet { flags.union(MessageFlags::EPHEMERAL) } else { flags }
    }

    async fn follow(
        &self,
        bot: &Bot,
        to: &Answerable,
        text: &str,
        rows: &[CreateActionRow],
    ) -> Result<Option<u64>, RestError> {
        let message = CreateInteractionResponseFollowup::new()
            .content(text)
            .components(rows.to_vec())
            .flags(self.follow_flags())
            .allowed_mentions(CreateAllowedMentions::new());
        respond::try_follow(&bot.rest, to, &message).await
    }

    async fn create(&self, bot: &Bot, channel: ChannelId, message: &CreateMessage) -> Result<Option<u64>, RestError> {
        let call = Call::post(Route::ChannelMessages { channel_id: channel }).body(message);
        let created: Value = bot.rest.read_any(call).await?;
        Ok(created.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok()))
    }
}

/// The buttons of a step that has ended can be read and not be pressed.
pub async fn end_step(bot: &Bot, place: u64, ended: &Live) {
    let route = Route::ChannelMessage { channel_id: ChannelId::new(place), message_id: MessageId::new(ended.message) };
    if let Err(error) = bot.rest.done(Call::patch(route).body(&respond::with_rows(&ended.ended))).await {
        // It may have been deleted. What is pressed there is answered as ended.
        tracing::debug!(%error, "a step could not be disabled");
    }
}

/// In direct messages people simply write; a form is for what others could read, or should not stay.
fn shown_ask(speech: &Speech, guild: bool) -> Speech {
    let ask = speech.ask.clone().filter(|ask| guild || ask.sensitive);
    Speech { ask, ..speech.clone() }
}

fn live(message: u64, rows: &[CreateActionRow]) -> Live {
    let rows: Vec<Value> = rows.iter().map(respond::body).collect();
    Live { message, ended: components::disabled(&rows) }
}

fn undelivered(error: RestError) -> Undelivered {
    match error.status() {
        // Unknown or forbidden: the bot was removed, the channel deleted, or the person takes no direct messages.
        Some(403 | 404) => Undelivered::Gone(error),
        Some(_) => Undelivered::Impossible(error),
        None => Undelivered::Later(error),
    }
}
