//! Presses: what becomes of the buttons under their message. Two kinds are looked at before anything happens: a page is
//! turned, and an answer is changed in a form.
//!
//! A form is a first answer and cannot be put off. When the core loop does not tell in time what is to stand in it, the
//! press is taken like any other: the question is asked in the chat.

use serde_json::{Value, json};
use serenity::all::CreateInteractionResponse;
use tokio::sync::oneshot;
use tokio::time::timeout_at;

use super::{Led, One};
use crate::channel::discord::answers::{Answered, Waiting};
use crate::channel::discord::payload::Interaction;
use crate::channel::discord::{components, modal, respond};
use crate::channel::text::speech::Speech;
use crate::domain::limits;
use crate::domain::rich::RichText;
use crate::runtime::arrival::{Happening, Verdict};
use crate::runtime::{About, Arrival};

impl One {
    /// Shows another page of choices, in the message as it stands.
    pub(super) fn turn(self, button: String) -> Led {
        if self.begin().is_none() {
            return Led::Nothing;
        }
        Led::Answer(Box::pin(async move {
            let turned = async {
                match self.bot.handle.about(self.conversation.clone(), button.clone()).await {
                    Ok(told) => told.map(|about| self.page(about, &button)),
                    // Nobody will ever know better; the buttons stay as they are.
                    Err(_) => Err(Verdict::Repeated),
                }
            };
            self.answer_press(turned).await;
        }))
    }

    /// The rows of the page that begins with a button.
    fn page(&self, about: About, button: &str) -> Vec<Value> {
        let About { choices, language, .. } = about;
        let speech = Speech { choices, ..Speech::words(language, RichText::default()) };
        components::rows(&self.conversation.person, &speech, Some(button)).iter().map(respond::body).collect()
    }

    /// Opens the form that changes an answer, when it is one in words.
    pub(super) fn change(self, button: String, interaction: Interaction) -> Led {
        let Some(waiting) = self.begin() else { return Led::Nothing };
        Led::Work(Box::pin(async move {
            let asked = self.bot.handle.about(self.conversation.clone(), button.clone());
            let told = timeout_at(self.at + limits::DISCORD_PUT_OFF, asked).await;
            match told {
                Ok(Ok(Ok(About { form: Some((ask, value)), .. }))) => {
                    let form = modal::change(&button, &ask, value.as_deref(), self.language);
                    let body = respond::body(&CreateInteractionResponse::Modal(form));
                    respond::first(&self.bot.rest, &self.answerable, &body, self.at).await;
                    return;
                }
                Ok(Ok(Err(verdict))) => return self.answer_press(std::future::ready(Err(verdict))).await,
                Ok(Ok(Ok(About { form: None, .. })) | Err(_)) | Err(_) => {}
            }
            let handle = self.bot.handle.clone();
            let (incoming, answering) = self.handed_over(waiting, Happening::Pressed { button }, interaction);
            // Answered in time even when the core loop has no room.
            let (_, ()) = tokio::join!(handle.send(Arrival::Event(Box::new(incoming))), answering);
        }))
    }

    /// A press on what only one person sees is answered by what that becomes.
    pub(super) async fn answer_quiet_press(&self, verdict: oneshot::Receiver<Verdict>, waiting: &Waiting) {
        let later = json!({ "type": 6 });
        match timeout_at(self.at + limits::DISCORD_PUT_OFF, verdict)
            .await
            .map(|verdict| verdict.unwrap_or(Verdict::Repeated))
        {
            Ok(verdict @ (Verdict::NotTheirs | Verdict::NotAllowed(_) | Verdict::NoRole | Verdict::Ended)) => {
                *waiting.answered.lock().await = Answered::Yes;
                self.answer_press(std::future::ready(Err(verdict))).await;
            }
            Ok(Verdict::Taken | Verdict::Stays | Verdict::Repeated) | Err(_) => self.put_off(waiting, &later).await,
        }
    }

    /// Answers a press by what its buttons become, or by why it does not count.
    pub(super) async fn answer_press(&self, becomes: impl Future<Output = Result<Vec<Value>, Verdict>>) {
        tokio::pin!(becomes);
        let late = self.at + limits::DISCORD_PUT_OFF;
        let (rest, answerable) = (&self.bot.rest, &self.answerable);
        match timeout_at(late, &mut becomes).await {
            Ok(becomes) => {
                let body = match becomes {
                    Ok(rows) => json!({ "type": 7, "data": respond::with_rows(&rows) }),
                    Err(Verdict::Taken | Verdict::Stays | Verdict::Repeated) => json!({ "type": 6 }),
                    Err(refused @ (Verdict::NotTheirs | Verdict::NotAllowed(_) | Verdict::NoRole | Verdict::Ended)) => {
                        respond::note(&self.shown(&respond::why(refused, self.language)))
                    }
                };
                respond::first(rest, answerable, &body, self.at).await;
            }
            Err(_) => {
                respond::first(rest, answerable, &json!({ "type": 6 }), self.at).await;
                match becomes.await {
                    Ok(rows) => respond::edit(rest, answerable, &respond::with_rows(&rows)).await,
                    Err(Verdict::Taken | Verdict::Stays | Verdict::Repeated) => {}
                    Err(refused @ (Verdict::NotTheirs | Verdict::NotAllowed(_) | Verdict::NoRole | Verdict::Ended)) => {
                        let why = self.shown(&respond::why(refused, self.language));
                        respond::follow(rest, answerable, &why).await;
                    }
                }
            }
        }
    }
}
