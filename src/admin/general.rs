//! What customers say, made general before it is remembered: what nothing matched is worth knowing, whose order
//! it was about is not.
//!
//! Deliberately absent: finding names of people. What is left is therefore kept for a short time only.

use super::typed::is_about_secrets;
use crate::domain::limits;

/// Stands for what was taken out.
const GAP: &str = "…";

/// The message in small letters, without numbers, addresses and links, on one line and shortened. `None` when
/// nothing is left that could be a phrase.
pub fn general(message: &str) -> Option<String> {
    // What was meant for a command that takes no values may hold one.
    if is_about_secrets(message) {
        return None;
    }
    let mut words: Vec<&str> = Vec::new();
    let message = message.to_lowercase();
    for word in message.split_whitespace() {
        let word = if word == GAP || is_personal(word) { GAP } else { word.trim_matches(is_outer) };
        if !(word.is_empty() || word == GAP && words.last() == Some(&GAP)) {
            words.push(word);
        }
    }
    if !words.iter().any(|word| word.chars().any(char::is_alphabetic)) {
        return None;
    }
    let text: String = words.join(" ").chars().take(limits::MISS_CHARS).collect();
    Some(text.trim_end_matches(|last: char| is_outer(last) && !GAP.contains(last)).to_owned())
}

/// The words that can be a trigger: without the gaps.
pub(super) fn phrase(general: &str) -> String {
    general.split(' ').filter(|word| *word != GAP).collect::<Vec<_>>().join(" ")
}

/// Whether a word may say who somebody is or what they have: numbers, addresses, links, keys.
fn is_personal(word: &str) -> bool {
    const WORD_CHARS: usize = 40;
    word.chars().any(char::is_numeric)
        || word.contains(['@', '/', '\\', '=', '_'])
        || word.contains("www.")
        || word.chars().count() > WORD_CHARS
}

fn is_outer(character: char) -> bool {
    !character.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_personal_goes() {
        let table = [
            ("Where is my Parcel 104233?", Some("where is my parcel …")),
            ("wo ist +49 170 1234567 geblieben", Some("wo ist … geblieben")),
            ("mail ann@example.com, please!", Some("mail … please")),
            ("see https://example.com/x?id=7 now", Some("see … now")),
            ("/secret set shop_key swordfish", None),
            ("my key is sk_live_abcdef", Some("my key is …")),
            ("12 34", None),
            ("!!!", None),
            ("  ", None),
            ("Straße  \n\t gesperrt", Some("straße gesperrt")),
        ];
        for (said, expected) in table {
            assert_eq!(general(said).as_deref(), expected, "{said}");
        }
        assert_eq!(phrase("where is my parcel …"), "where is my parcel");
    }

    proptest! {
        #[test]
        fn no_digit_and_no_address_stays(said in "\\PC{0,300}") {
            if let Some(text) = general(&said) {
                prop_assert!(!text.contains(char::is_numeric) && !text.contains('@'));
                prop_assert!(text.chars().count() <= limits::MISS_CHARS);
                // What is general already stays so: the same message always falls into the same group.
                prop_assert_eq!(general(&text), Some(text));
            }
        }
    }
}
