//! What stands under a message: buttons for choices, the phone's own number, or a reply that is opened for the person.
//!
//! A message can hold one of these. Choices are pressed or typed alike, so a question that is only typed shows no
//! button for what its words say already, such as how to cancel.

use teloxide_core::types::{
    ButtonRequest, ForceReply, InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, KeyboardMarkup,
    KeyboardRemove, ReplyMarkup,
};

use super::render::shortened;
use crate::channel::text::plain;
use crate::channel::text::speech::{CardButton, Label, Speech};
use crate::domain::language::Language;
use crate::engine::effect::AskForm;

/// What fits a button on a narrow phone when it has a row of its own, in UTF-16 units.
const LABEL_UNITS: usize = 60;
/// Two labels up to this share a row.
const SHORT_UNITS: usize = 16;
/// What Telegram shows in the empty line of an opened reply.
const PLACEHOLDER_UNITS: usize = 64;

/// Whether the message is said to one person or in a room, and what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// A direct chat.
    pub direct: bool,
    /// A keyboard of ours takes the place of the phone's.
    pub contact: bool,
}

/// What stands under a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Under {
    /// Nothing.
    Nothing,
    /// Buttons.
    Buttons(InlineKeyboardMarkup),
    /// A button that sends the person's own phone number.
    Contact(KeyboardMarkup),
    /// The answer is opened as a reply, so that a bot in privacy mode is given it.
    Reply(ForceReply),
    /// The keyboard of ours goes away.
    Remove,
}

impl Under {
    /// The keyboard of a new message.
    pub fn markup(&self) -> Option<ReplyMarkup> {
        match self {
            Self::Nothing => None,
            Self::Buttons(buttons) => Some(ReplyMarkup::InlineKeyboard(buttons.clone())),
            Self::Contact(keyboard) => Some(ReplyMarkup::Keyboard(keyboard.clone())),
            Self::Reply(reply) => Some(ReplyMarkup::ForceReply(reply.clone())),
            Self::Remove => Some(ReplyMarkup::KeyboardRemove(KeyboardRemove::new())),
        }
    }
}

/// Chooses what stands under a message.
pub fn under(speech: &Speech, around: Around) -> Under {
    if !speech.card.is_empty() {
        return Under::Buttons(card(speech));
    }
    let (controls, choices): (Vec<&Label>, Vec<&Label>) =
        speech.choices.iter().filter(|label| !label.id.is_empty()).partition(|label| label.pick.is_control());
    let asks_in_words = speech.ask.as_ref().filter(|ask| ask.form != AskForm::Choice);
    if let (Some(ask), true, true) = (asks_in_words, around.direct, choices.is_empty())
        && ask.form == AskForm::Phone
    {
        return Under::Contact(contact(speech.language));
    }
    if let (Some(ask), false, true) = (asks_in_words, around.direct, choices.is_empty()) {
        let placeholder = ask.example.as_deref().map(|example| shortened(example, PLACEHOLDER_UNITS));
        return Under::Reply(ForceReply::new().selective().input_field_placeholder(placeholder));
    }
    if choices.is_empty() && controls.len() < 2 {
        return if around.contact { Under::Remove } else { Under::Nothing };
    }
    let mut rows = rows(&choices);
    rows.extend(controls.chunks(3).map(|row| row.iter().map(|label| button(label)).collect::<Vec<_>>()));
    Under::Buttons(InlineKeyboardMarkup::new(rows))
}

/// An admin's buttons. Rows of many long ones are parted, since a phone is narrow.
fn card(speech: &Speech) -> InlineKeyboardMarkup {
    let button = |button: &CardButton| InlineKeyboardButton::callback(shortened(&button.text, LABEL_UNITS), &button.id);
    let is_short = |button: &CardButton| button.text.encode_utf16().count() <= SHORT_UNITS;
    let mut rows = Vec::new();
    for row in &speech.card {
        let width = if row.iter().all(is_short) { 3 } else { 1 };
        rows.extend(row.chunks(width).map(|row| row.iter().map(button).collect::<Vec<_>>()));
    }
    InlineKeyboardMarkup::new(rows)
}

/// Long labels have a row of their own, short ones share one.
fn rows(choices: &[&Label]) -> Vec<Vec<InlineKeyboardButton>> {
    let is_short = |label: &Label| label.text.encode_utf16().count() <= SHORT_UNITS;
    let width = if choices.iter().all(|label| is_short(label)) { 2 } else { 1 };
    choices.chunks(width).map(|row| row.iter().map(|label| button(label)).collect()).collect()
}

fn button(label: &Label) -> InlineKeyboardButton {
    InlineKeyboardButton::callback(shortened(&label.text, LABEL_UNITS), &label.id)
}

fn contact(language: Language) -> KeyboardMarkup {
    let share = KeyboardButton::new(plain(language, "telegram-share-phone", &[])).request(ButtonRequest::Contact);
    let mut keyboard = KeyboardMarkup::new([[share]]);
    keyboard.one_time_keyboard = true;
    keyboard.resize_keyboard = true;
    keyboard
}
