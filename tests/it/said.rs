//! Sentences of the bot's own, which may be worded anew without a test noticing.

use errand::channel::text::speech::speech;
use errand::domain::language::Language;
use errand::engine::Utterance;
use errand::engine::effect::Message;

/// An utterance in English.
pub fn said(utterance: Utterance) -> String {
    speech(Language::English, &Message { parts: vec![utterance], ..Message::default() }).text.text
}

/// There is nothing to say yes to.
pub fn nothing_open() -> String {
    said(Utterance::NothingOpen)
}
