//! Rules that the schema misses: lengths, characters, bounds of entities, keyboards, and what Errand has promised
//! beyond Telegram's own rules (no parse mode, no link previews).

use frankenstein::ParseMode;
use frankenstein::types::{
    BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, MessageEntity, MessageEntityType,
    ReplyMarkup,
};

use super::refusal::Refusal;

const TEXT_UNITS: usize = 4096;
const CAPTION_UNITS: usize = 1024;
const ENTITIES: usize = 100;
const BUTTONS: usize = 100;
const BUTTONS_IN_ROW: usize = 8;
const DATA_BYTES: usize = 64;
const NOTICE_UNITS: usize = 200;
const COMMANDS: usize = 100;

/// What the test lets the bot do, and how strict Telegram is.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Link previews must be off on every message.
    pub previews_off: bool,
    /// 1 message a second per chat, 20 a minute per group, 30 a second overall.
    pub pacing: bool,
    /// Whether `@bot` in a group reaches a bot in privacy mode. Telegram's documentation does not say that it does.
    pub mentions_reach: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { previews_off: true, pacing: false, mentions_reach: false }
    }
}

pub fn units(text: &str) -> usize {
    text.encode_utf16().count()
}

/// A message's text as Telegram keeps it, trimmed, with its entities moved along.
pub fn text(
    text: &str,
    entities: &[MessageEntity],
    parse_mode: Option<ParseMode>,
) -> Result<(String, Vec<MessageEntity>), Refusal> {
    let kept = bounded(text, entities, parse_mode, TEXT_UNITS, "message is too long")?;
    if kept.0.is_empty() { Err(Refusal::violation("message text is empty")) } else { Ok(kept) }
}

pub fn caption(text: &str, entities: &[MessageEntity], parse_mode: Option<ParseMode>) -> Result<String, Refusal> {
    Ok(bounded(text, entities, parse_mode, CAPTION_UNITS, "message caption is too long")?.0)
}

fn bounded(
    text: &str,
    entities: &[MessageEntity],
    parse_mode: Option<ParseMode>,
    limit: usize,
    too_long: &str,
) -> Result<(String, Vec<MessageEntity>), Refusal> {
    if parse_mode.is_some() {
        return Err(Refusal::violation("a parse mode is never used here"));
    }
    if text.chars().any(|one| one.is_control() && !matches!(one, '\n' | '\t')) {
        return Err(Refusal::violation("the text has control characters"));
    }
    check_entities(text, entities)?;
    let start = units(text) - units(text.trim_start());
    let trimmed = text.trim();
    let length = units(trimmed);
    if length > limit {
        return Err(Refusal::violation(too_long));
    }
    let moved = entities.iter().filter_map(|entity| {
        let from = usize::from(entity.offset).saturating_sub(start);
        let to = (usize::from(entity.offset) + usize::from(entity.length)).saturating_sub(start).min(length);
        let mut entity = entity.clone();
        entity.offset = u16::try_from(from).ok()?;
        entity.length = u16::try_from(to.checked_sub(from)?).ok()?;
        (entity.length > 0).then_some(entity)
    });
    Ok((trimmed.to_owned(), moved.collect()))
}

fn check_entities(text: &str, entities: &[MessageEntity]) -> Result<(), Refusal> {
    let wrong = |entity: &MessageEntity, what: &str| {
        Err(Refusal::violation(&format!("entity at {}+{} {what}", entity.offset, entity.length)))
    };
    if entities.len() > ENTITIES {
        return Err(Refusal::violation("there are too many entities; Telegram drops them"));
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let inside_pair = |at: usize| units.get(at).is_some_and(|unit| (0xDC00..0xE000).contains(unit));
    for (index, entity) in entities.iter().enumerate() {
        let (from, to) = (usize::from(entity.offset), usize::from(entity.offset) + usize::from(entity.length));
        if entity.length == 0 || to > units.len() {
            return wrong(entity, "is empty or beyond the text");
        }
        if inside_pair(from) || inside_pair(to) {
            return wrong(entity, "begins or ends in the middle of a UTF-16 symbol");
        }
        let linked = entity.type_field == MessageEntityType::TextLink;
        if linked != entity.url.is_some() || entity.url.as_ref().is_some_and(|url| url::Url::parse(url).is_err()) {
            return wrong(entity, "has no good url, or one too many");
        }
        let crosses = |other: &MessageEntity| {
            let (start, end) = (usize::from(other.offset), usize::from(other.offset) + usize::from(other.length));
            (start < from && from < end && end < to) || (from < start && start < to && to < end)
        };
        if entities[..index].iter().any(crosses) {
            return wrong(entity, "crosses another");
        }
    }
    Ok(())
}

pub fn previews(rules: Rules, options: Option<&LinkPreviewOptions>) -> Result<(), Refusal> {
    let off = options.is_some_and(|options| options.is_disabled == Some(true));
    if off || !rules.previews_off { Ok(()) } else { Err(Refusal::violation("link previews must be off")) }
}

pub fn markup(markup: &ReplyMarkup, private: bool) -> Result<(), Refusal> {
    match markup {
        ReplyMarkup::InlineKeyboardMarkup(keyboard) => inline(keyboard),
        ReplyMarkup::ReplyKeyboardMarkup(keyboard) => {
            let mut buttons = keyboard.keyboard.iter().flatten();
            if keyboard.keyboard.is_empty() || buttons.clone().any(|button| button.text.trim().is_empty()) {
                return Err(Refusal::violation("keyboard button text must be non-empty"));
            }
            if !private && buttons.any(|button| button.request_contact == Some(true)) {
                return Err(Refusal::violation("phone number can be requested in private chats only"));
            }
            placeholder(keyboard.input_field_placeholder.as_deref())
        }
        ReplyMarkup::ReplyKeyboardRemove(remove) if !remove.remove_keyboard => {
            Err(Refusal::violation("remove_keyboard is always true"))
        }
        ReplyMarkup::ReplyKeyboardRemove(_) => Ok(()),
        ReplyMarkup::ForceReply(force) if !force.force_reply => Err(Refusal::violation("force_reply is always true")),
        ReplyMarkup::ForceReply(force) => placeholder(force.input_field_placeholder.as_deref()),
    }
}

fn placeholder(text: Option<&str>) -> Result<(), Refusal> {
    let fits = text.is_none_or(|text| (1..=64).contains(&text.chars().count()));
    if fits { Ok(()) } else { Err(Refusal::violation("input_field_placeholder has 1 to 64 characters")) }
}

pub fn inline(keyboard: &InlineKeyboardMarkup) -> Result<(), Refusal> {
    if keyboard.inline_keyboard.iter().flatten().count() > BUTTONS {
        return Err(Refusal::violation("REPLY_MARKUP_TOO_LONG"));
    }
    if keyboard.inline_keyboard.iter().any(|row| row.is_empty() || row.len() > BUTTONS_IN_ROW) {
        return Err(Refusal::violation("a row has 1 to 8 buttons"));
    }
    keyboard.inline_keyboard.iter().flatten().try_for_each(button)
}

fn button(button: &InlineKeyboardButton) -> Result<(), Refusal> {
    if button.text.trim().is_empty() {
        return Err(Refusal::violation("can't parse inline keyboard button: Button text must be non-empty"));
    }
    match (&button.callback_data, &button.url) {
        (Some(data), None) if (1..=DATA_BYTES).contains(&data.len()) => Ok(()),
        (Some(_), None) => Err(Refusal::violation("BUTTON_DATA_INVALID")),
        (None, Some(url)) if url::Url::parse(url).is_ok() => Ok(()),
        (None, Some(_)) => Err(Refusal::violation("BUTTON_URL_INVALID")),
        (Some(_), Some(_)) => Err(Refusal::violation("BUTTON_TYPE_INVALID")),
        (None, None) if button.disabled.is_some() => Ok(()),
        (None, None) => Err(Refusal::violation(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        )),
    }
}

pub fn notice(text: &str) -> Result<(), Refusal> {
    if units(text) <= NOTICE_UNITS { Ok(()) } else { Err(Refusal::violation("MESSAGE_TOO_LONG")) }
}

pub fn commands(commands: &[BotCommand]) -> Result<(), Refusal> {
    if commands.len() > COMMANDS {
        return Err(Refusal::violation("BOT_COMMANDS_TOO_MUCH"));
    }
    for (index, BotCommand { command, description, .. }) in commands.iter().enumerate() {
        let characters = command.bytes().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == b'_');
        if !(1..=32).contains(&command.len()) || !characters {
            return Err(Refusal::violation("BOT_COMMAND_INVALID"));
        }
        if !(1..=256).contains(&description.trim().chars().count()) || description.chars().count() > 256 {
            return Err(Refusal::violation("BOT_COMMAND_DESCRIPTION_INVALID"));
        }
        if commands[..index].iter().any(|other| other.command == *command) {
            return Err(Refusal::violation("a command is there twice"));
        }
    }
    Ok(())
}

pub fn language_code(code: Option<&str>) -> Result<(), Refusal> {
    let fits = |code: &str| code.is_empty() || (code.len() == 2 && code.bytes().all(|one| one.is_ascii_lowercase()));
    if code.is_none_or(fits) { Ok(()) } else { Err(Refusal::violation("LANG_CODE_INVALID")) }
}
