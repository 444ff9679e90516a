//! Commands and the bot's name in a text that came without any marks. Telegram marks them; not every server that stands
//! in for it does.

use super::names::mentions;
use super::update::Entity;

/// What would be marked in a text.
pub fn marks(text: &str, me: &str) -> Vec<Entity> {
    let mark = |kind: &str, at: usize, length| Entity {
        kind: kind.to_owned(),
        offset: text[..at].encode_utf16().count(),
        length,
        user: None,
    };
    let named = mentions(text).filter(|(_, name)| name.eq_ignore_ascii_case(me));
    let named = named.map(|(at, name)| mark("mention", at, name.len() + 1));
    command(text).map(|length| mark("bot_command", 0, length)).into_iter().chain(named).collect()
}

/// How long the command is that a text begins with. A path is none.
fn command(text: &str) -> Option<usize> {
    let word = text.split(char::is_whitespace).next().unwrap_or_default();
    let is_name =
        |name: &str| !name.is_empty() && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'_');
    word.strip_prefix('/')?.split('@').all(is_name).then_some(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_and_names_are_found() {
        for (text, found) in [
            ("/start", &[("bot_command", 0, 6)][..]),
            ("/start abc", &[("bot_command", 0, 6)]),
            ("/order@Shop_Bot 1", &[("bot_command", 0, 15)]),
            ("/etc/passwd", &[]),
            ("/", &[]),
            ("no /start", &[]),
            ("👍 @shop_bot, hi", &[("mention", 3, 9)]),
            ("a@shop_bot @shop_bots", &[]),
        ] {
            let marks = marks(text, "shop_bot");
            let marks: Vec<_> = marks.iter().map(|mark| (mark.kind.as_str(), mark.offset, mark.length)).collect();
            assert_eq!(marks, found, "{text}");
        }
    }
}
