//! Admins' forms: opened with what the core loop has, taken in as a wish, or as the value of a secret.
//!
//! What leads to no form is handed over as the command or press that it is.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use super::{Led, One, Work};
use crate::admin::Wish;
use crate::admin::access::Place;
use crate::admin::form::Opened;
use crate::channel::discord::payload::Interaction;
use crate::channel::discord::rest::Call;
use crate::channel::discord::{alone, respond, sheets};
use crate::channel::text::surface::Surface;
use crate::channel::text::{Arg, admin as words, plain};
use crate::domain::call::SecretName;
use crate::domain::limits;
use crate::runtime::Arrival;
use crate::runtime::arrival::Happening;
use crate::runtime::forms::{BadSecret, By, Leads, SecretAnswer};
use serenity::all::{CreateAllowedMentions, CreateInteractionResponse, CreateMessage, Nonce};

/// How long the core loop has at least to say what is in a form, whatever went before.
const LEAST: Duration = Duration::from_millis(600);

impl One {
    /// Opens the form that something leads to; `otherwise` is what it is when there is none.
    pub(super) fn form(self, leads: Leads, otherwise: Happening, interaction: Interaction) -> Led {
        Led::Work(Box::pin(async move {
            let asked = self.bot.handle.open_form(self.by(), leads);
            // It may have taken a while to find out who they are.
            let late = (self.at + limits::DISCORD_PUT_OFF).max(Instant::now() + LEAST);
            let opened = timeout_at(late, asked).await;
            let (modal, is_sheet) = match opened {
                Ok(Ok(Some(opened))) => (sheets::modal(self.language, &opened), matches!(opened, Opened::Sheet(_))),
                Ok(Ok(None) | Err(_)) | Err(_) => (None, false),
            };
            match modal {
                Some(modal) => {
                    let body = respond::body(&CreateInteractionResponse::Modal(modal));
                    respond::first(&self.bot.rest, &self.answerable, &body, self.at).await;
                }
                None => {
                    let why = is_sheet.then(|| self.say("discord-form-too-long", &[]));
                    let (bot, answerable) = (Arc::clone(&self.bot), self.answerable.clone());
                    self.go_on(otherwise, interaction).await;
                    if let Some(why) = why {
                        respond::follow(&bot.rest, &answerable, &why).await;
                    }
                }
            }
        }))
    }

    /// A form about a definition that came back.
    pub(super) fn filled(self, wish: Wish, interaction: Interaction) -> Led {
        let one = if interaction.message.is_some() { self } else { self.quietly() };
        one.hand_over(Happening::wish(wish), interaction)
    }

    /// The value of a secret. It goes to the core loop by itself, and the answer is for this person alone.
    /// The editor's card under which the form was opened shows what it has become.
    pub(super) fn keep_secret(self, name: SecretName, interaction: Interaction) -> Led {
        let components = interaction.data.as_ref().map(|data| data.components.as_slice()).unwrap_or_default();
        let value = sheets::secret_value(components);
        Led::Work(Box::pin(async move {
            let mut shows = false;
            let text = match value {
                Ok((value, trimmed)) => match self.bot.handle.set_secret(self.by(), name.clone(), value).await {
                    Ok(SecretAnswer::Set { asking }) => {
                        shows = asking && interaction.message.is_some();
                        let trimmed = Arg::Word(if trimmed { "yes" } else { "no" }.to_owned());
                        self.say("discord-secret-set", &[("name", Arg::Value(name.to_string())), ("trimmed", trimmed)])
                    }
                    Ok(SecretAnswer::Refused(refusal)) => {
                        self.shown(&words::refusal(self.language, Surface::Chat, &refusal))
                    }
                    Ok(SecretAnswer::Failed) | Err(_) => self.not_set("store"),
                },
                Err(BadSecret::Empty) => self.not_set("empty"),
                Err(BadSecret::TooLong) => self.not_set("long"),
            };
            if shows {
                let (bot, answerable) = (Arc::clone(&self.bot), self.answerable.clone());
                self.go_on(Happening::wish(Wish::Again), interaction).await;
                return respond::follow(&bot.rest, &answerable, &text).await;
            }
            if !respond::first(&self.bot.rest, &self.answerable, &respond::note(&text), self.at).await {
                self.tell_directly(&text).await;
            }
        }))
    }

    /// It came to a process that was not there yet, or Discord was late: what became of it is known all the same.
    async fn tell_directly(&self, text: &str) {
        let message = CreateMessage::new()
            .content(text)
            .allowed_mentions(CreateAllowedMentions::new())
            .nonce(Nonce::String(format!("i{}", self.answerable.id)))
            .enforce_nonce(true);
        let told = alone::tell(&self.bot, &self.conversation.person, |place| Call::post(place).body(&message)).await;
        if let Err(error) = told {
            tracing::debug!(%error, "what became of a secret could not be told");
        }
    }

    fn not_set(&self, why: &str) -> String {
        let args = [("why", Arg::Word(why.to_owned())), ("max", Arg::Count(limits::SECRET_BYTES))];
        self.say("discord-secret-not-set", &args)
    }

    fn say(&self, id: &str, args: &[(&str, Arg)]) -> String {
        plain(self.language, id, args)
    }

    pub(super) fn by(&self) -> By {
        By { conversation: self.conversation.clone(), user: self.user.clone(), rights: self.rights }
    }

    /// Where others read, only who asked sees the answer.
    pub(super) fn quietly(self) -> Self {
        let quiet = self.guild.is_some() && self.rights.place != Place::Private;
        Self { quiet, ..self }
    }

    /// Hands over what had to wait.
    pub(super) async fn go_on(self, what: Happening, interaction: Interaction) {
        let handle = self.bot.handle.clone();
        let Led::Event { incoming, answering } = self.hand_over(what, interaction) else { return };
        if handle.send(Arrival::Event(incoming)).await.is_ok() {
            let answering: Work = answering;
            answering.await;
        }
    }
}
