//! Texts as Telegram takes them: plain text and entities counted in UTF-16 units, in pieces of at most 4,096 units.
//!
//! Deliberately absent: parse modes. What a customer or an API says stands in the text and can never be markup.

use teloxide_core::types::{MessageEntity, MessageEntityKind, User, UserId};

use crate::domain::rich::{RichText, Span, Style};

/// What one message may hold, in UTF-16 units.
pub const TEXT_UNITS: usize = 4_096;

/// Styles of one message; Telegram drops what is more.
const ENTITIES: usize = 100;

/// Of a person's name before a text.
const NAME_UNITS: usize = 64;

/// One message: its text and the pieces of it that look different.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The styles.
    pub entities: Vec<MessageEntity>,
}

/// The messages that a text takes; none for a text without anything to read.
pub fn pieces(text: &RichText) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text.trimmed(0..text.text.len());
    while !rest.is_empty() {
        let end = rest.start + cut(&text.text[rest.clone()], TEXT_UNITS);
        let piece = text.slice(text.trimmed(rest.start..end));
        pieces.push(Piece { entities: entities(&piece), text: piece.text });
        rest = text.trimmed(end..rest.end);
    }
    pieces
}

/// The messages that a text takes for somebody who is named, and so told, at the beginning.
pub fn pieces_for(name: &str, person: u64, text: &RichText) -> Vec<Piece> {
    let name = shortened(name.trim(), NAME_UNITS);
    let mut named = RichText::plain(format!("{name}: "));
    named.push(text);
    let mut pieces = pieces(&named);
    if let (Some(first), false) = (pieces.first_mut(), name.is_empty()) {
        let length = name.encode_utf16().count();
        let user = User {
            id: UserId(person),
            is_bot: false,
            first_name: name,
            last_name: None,
            username: None,
            language_code: None,
            is_premium: false,
            added_to_attachment_menu: false,
        };
        first.entities.insert(0, MessageEntity::text_mention(user, 0, length));
        first.entities.truncate(ENTITIES);
    }
    pieces
}

/// How many bytes of the text go into one message: all, or as many as fit and end where it reads best.
fn cut(text: &str, max_units: usize) -> usize {
    let mut units = 0;
    let mut fits = text.len();
    for (at, character) in text.char_indices() {
        units += character.len_utf16();
        if units > max_units {
            fits = at;
            break;
        }
    }
    if fits == text.len() {
        return fits;
    }
    // A border in the first half would leave too much for the next message.
    let head = &text[..fits];
    let border = |separator: &str| head.rfind(separator).map(|at| at + separator.len()).filter(|at| *at > fits / 2);
    ["\n\n", "\n", ". ", "! ", "? ", " "].iter().find_map(|separator| border(separator)).unwrap_or(fits)
}

/// Spans in bytes as entities in UTF-16 units. An entity has no white space at its ends: Telegram would move it.
fn entities(text: &RichText) -> Vec<MessageEntity> {
    let entity = |span: &Span| {
        let inside = &text.text[span.start..span.end];
        let start = span.start + (inside.len() - inside.trim_start().len());
        let shown = inside.trim();
        if shown.is_empty() {
            return None;
        }
        let offset = text.text[..start].encode_utf16().count();
        Some(MessageEntity { kind: kind(&span.style)?, offset, length: shown.encode_utf16().count() })
    };
    text.spans.iter().filter_map(entity).take(ENTITIES).collect()
}

fn kind(style: &Style) -> Option<MessageEntityKind> {
    Some(match style {
        Style::Bold => MessageEntityKind::Bold,
        Style::Italic => MessageEntityKind::Italic,
        Style::Code | Style::Command(_) => MessageEntityKind::Code,
        // Addresses were checked when the action was defined.
        Style::Link(address) => MessageEntityKind::TextLink { url: address.parse().ok()? },
    })
}

/// At most so many UTF-16 units of a label, with `…` where something is left out.
pub fn shortened(text: &str, max_units: usize) -> String {
    if text.encode_utf16().count() <= max_units {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut units = 1;
    for character in text.chars() {
        units += character.len_utf16();
        if units > max_units {
            break;
        }
        short.push(character);
    }
    short.trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::rich::markup;

    fn units(text: &str) -> usize {
        text.encode_utf16().count()
    }

    #[test]
    fn styles_are_counted_in_utf16_units() {
        let [piece] = &pieces(&markup::parse("👍 **Größe** 🎉 `x`, [hier](https://a.example/b)"))[..] else {
            panic!("one piece")
        };
        assert_eq!(piece.text, "👍 Größe 🎉 x, hier");
        let shown: Vec<_> = piece
            .entities
            .iter()
            .map(|entity| {
                let text: Vec<u16> = piece.text.encode_utf16().skip(entity.offset).take(entity.length).collect();
                (String::from_utf16(&text).expect("whole characters"), entity.kind.clone())
            })
            .collect();
        let link = MessageEntityKind::TextLink { url: "https://a.example/b".parse().expect("an address") };
        let wanted = [("Größe", MessageEntityKind::Bold), ("x", MessageEntityKind::Code), ("hier", link)];
        assert_eq!(shown, wanted.map(|(text, kind)| (text.to_owned(), kind)));
    }

    #[test]
    fn long_texts_are_cut_between_paragraphs() {
        let paragraph = "A sentence that is said again and again. ".repeat(60);
        let text = RichText::plain([paragraph.trim(); 4].join("\n\n"));
        let pieces = pieces(&text);
        assert_eq!(pieces.len(), 4);
        assert!(pieces.iter().all(|piece| piece.text == paragraph.trim()));
    }

    #[test]
    fn labels_are_shortened() {
        assert_eq!(shortened("Changed my mind", 15), "Changed my mind");
        assert_eq!(shortened("Changed my mind", 9), "Changed…");
        assert!(units(&shortened("👍👍👍👍", 5)) <= 5);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_everything_fits(
            words in proptest::collection::vec("[a-zäß👍]{1,9}(\\*\\*)?|\n|\n\n|\\. ", 0..1800),
            bold in any::<(u16, u16)>(),
        ) {
            let text = words.join(" ");
            let mut rich = RichText::plain(&text);
            let at = |share: u16| {
                let mut at = text.len() * usize::from(share) / 65_536;
                while !text.is_char_boundary(at) { at -= 1; }
                at
            };
            let (start, end) = (at(bold.0.min(bold.1)), at(bold.0.max(bold.1)));
            if start < end {
                rich.spans.push(Span { start, end, style: Style::Bold });
            }
            let pieces = pieces(&rich);
            let solid = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(pieces.iter().map(|piece| solid(&piece.text)).collect::<String>(), solid(&text));
            for piece in &pieces {
                prop_assert!(units(&piece.text) <= TEXT_UNITS && !piece.text.is_empty());
                prop_assert_eq!(piece.text.trim(), &piece.text);
                for entity in &piece.entities {
                    let shown: Vec<u16> =
                        piece.text.encode_utf16().skip(entity.offset).take(entity.length).collect();
                    prop_assert_eq!(shown.len(), entity.length);
                    let shown = String::from_utf16(&shown).expect("no half characters");
                    prop_assert_eq!(shown.trim(), &shown);
                    prop_assert!(!shown.is_empty());
                }
            }
        }
    }
}
