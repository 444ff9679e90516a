//! Long texts in several messages: Discord takes 2,000 characters at most.
//!
//! A text is cut before it is rendered, so that a style is closed and opened again and no escape is torn apart.
//! The cut is the best border near the end: a paragraph, a line, a sentence, a word, and only then a character as
//! people see it.

use unicode_segmentation::UnicodeSegmentation;

use super::mention::Spelling;
use super::render::markdown;
use crate::domain::limits;
use crate::domain::rich::RichText;

/// The messages that show a text, in order; one at least, none longer than Discord takes.
pub fn messages(rich: &RichText, spelling: &Spelling) -> Vec<String> {
    let mut shown = Vec::new();
    let mut rest = rich.trim();
    loop {
        let whole = markdown(&rest, spelling);
        if fits(&whole) {
            shown.push(whole);
            return shown;
        }
        let (piece, later) = cut(&rest, spelling);
        shown.push(markdown(&piece, spelling));
        rest = later;
    }
}

/// Discord counts characters; code units of UTF-16 are never fewer.
fn fits(shown: &str) -> bool {
    shown.len() <= limits::DISCORD_MESSAGE_CHARS || shown.encode_utf16().count() <= limits::DISCORD_MESSAGE_CHARS
}

/// The longest good beginning that fits, and the rest.
fn cut(rich: &RichText, spelling: &Spelling) -> (RichText, RichText) {
    let borders: Vec<usize> = rich.text.grapheme_indices(true).map(|(at, _)| at).skip(1).collect();
    let fitting = borders.partition_point(|at| fits(&markdown(&rich.slice(0..*at), spelling)));
    // One character as people see it may be longer than a message; then it is torn apart.
    let most = match fitting.checked_sub(1).and_then(|last| borders.get(last)) {
        Some(at) => *at,
        None => longest_prefix(rich, spelling),
    };
    let at = border(&rich.text[..most], rich.text.get(most..)).unwrap_or(most);
    (rich.slice(0..at).trim(), rich.slice(at..rich.text.len()).trim())
}

fn longest_prefix(rich: &RichText, spelling: &Spelling) -> usize {
    let ends: Vec<usize> = rich.text.char_indices().map(|(at, _)| at).skip(1).collect();
    let fitting = ends.partition_point(|at| fits(&markdown(&rich.slice(0..*at), spelling)));
    fitting.checked_sub(1).and_then(|last| ends.get(last)).copied().unwrap_or(rich.text.len())
}

/// Where best to end within a text that fits. Nothing in its first half: messages would be many and short.
fn border(text: &str, after: Option<&str>) -> Option<usize> {
    if after.is_some_and(|after| after.starts_with('\n')) {
        return Some(text.len());
    }
    let half = text.len() / 2;
    let late = |at: &usize| *at > half;
    let ends = |mark: &str| text.rfind(mark).map(|at| at + mark.len()).filter(late);
    ends("\n\n")
        .or_else(|| ends("\n"))
        .or_else(|| [". ", "! ", "? ", "… "].iter().filter_map(|mark| ends(mark)).max())
        .or_else(|| ends(" "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::fits;
    use crate::channel::discord::mention::Spelling;
    use crate::domain::rich::RichText;
    use crate::domain::rich::markup::parse;

    fn messages(rich: &RichText) -> Vec<String> {
        super::messages(rich, &Spelling::Written)
    }

    #[test]
    fn a_short_text_is_one_message() {
        assert_eq!(messages(&RichText::plain("Hello.")), ["Hello."]);
        assert_eq!(messages(&RichText::default()), [""]);
    }

    #[test]
    fn paragraphs_stay_whole() {
        let paragraph = "word ".repeat(240);
        let text = format!("{}\n\n{}", paragraph.trim(), paragraph.trim());
        assert_eq!(messages(&RichText::plain(text)), [paragraph.trim(), paragraph.trim()]);
    }

    #[test]
    fn sentences_stay_whole() {
        let sentence = format!("{}. ", "a".repeat(698));
        let shown = messages(&RichText::plain(sentence.repeat(4)));
        assert_eq!(shown.iter().map(String::len).collect::<Vec<_>>(), [1399, 1399]);
    }

    #[test]
    fn a_style_is_closed_and_opened_again() {
        let shown = messages(&parse(&format!("**{}**", "word ".repeat(500).trim())));
        assert_eq!(shown.len(), 2);
        assert!(shown.iter().all(|one| one.starts_with("**w") && one.ends_with("d**")), "{shown:?}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn nothing_is_lost_and_everything_fits(text in "[a-zA*_`é😀\\\\ \\n.]{0,4000}") {
            let shown = messages(&RichText::plain(text.clone()));
            prop_assert!(shown.iter().all(|one| fits(one)));
            let bare = |text: &str| text.chars().filter(|one| !one.is_whitespace()).collect::<String>();
            let read: String = shown.iter().map(|one| bare(&unescaped(one))).collect();
            prop_assert_eq!(read, bare(&text));
        }
    }

    fn unescaped(shown: &str) -> String {
        let mut text = String::new();
        let mut characters = shown.chars();
        while let Some(character) = characters.next() {
            let plain = if character == '\\' { characters.next() } else { Some(character) };
            text.extend(plain);
        }
        text
    }
}
