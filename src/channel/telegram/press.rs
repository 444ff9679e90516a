//! A press is answered, so that its button stops spinning, and whoever pressed in vain is told why.
//!
//! What is owed an answer is durable with the press (`lately`): after a kill the button stops spinning at
//! the next start. Why somebody pressed in vain is not said again then.

use std::time::Duration;

use teloxide_core::payloads::{AnswerCallbackQuery, AnswerCallbackQuerySetters};
use teloxide_core::types::CallbackQueryId;

use super::waiting::patiently;
use super::wire::Bot;
use crate::channel::text::admin::not_allowed;
use crate::channel::text::plain;
use crate::domain::conversation::ConversationId;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::runtime::Verdict;

/// An answer is of no use later: nobody looks at the button any more.
const PATIENCE: Duration = Duration::from_secs(15);

/// What is known of a press.
#[derive(Debug)]
pub struct Query {
    /// The id that the answer needs.
    pub id: String,
    /// In which language to answer.
    pub language: Language,
    /// Whose question the button belonged to, and the message with it; `None` for a card that others may press too.
    pub spent: Option<(ConversationId, i32)>,
}

/// A press that is to be answered.
#[derive(Debug)]
pub struct Press {
    /// Which.
    pub query: Query,
    /// What became of it.
    pub verdict: Verdict,
}

/// What an alert holds: without the hint when it is too long with it.
fn alert(text: String) -> String {
    match text.split_once('\n') {
        Some((why, _)) if text.chars().count() > limits::TELEGRAM_ALERT_CHARS => why.to_owned(),
        Some(_) | None => text,
    }
}

/// Answers a press, again and again while Telegram is in trouble and somebody may still look.
pub async fn answer(bot: &Bot, id: &str, verdict: Verdict, language: Language) {
    let mut answer = AnswerCallbackQuery::new(CallbackQueryId(id.to_owned()));
    let note = |id: &str| Some(plain(language, id, &[]));
    let note = match verdict {
        Verdict::Taken | Verdict::Stays | Verdict::Repeated => None,
        Verdict::NotTheirs => note("telegram-press-not-yours"),
        Verdict::NotAllowed(denied) => Some(alert(not_allowed(language, denied).text)),
        Verdict::NoRole => note("press-no-right"),
        Verdict::Ended => note("telegram-press-ended"),
    };
    if let Some(note) = note {
        answer = answer.text(note);
    }
    if let Verdict::NotAllowed(_) = verdict {
        // It is more than can be read while it passes by.
        answer = answer.show_alert(true);
    }
    // Too old by now, or answered before a restart: it stops spinning by itself.
    let _ = patiently(bot, &answer, PATIENCE).await;
}
