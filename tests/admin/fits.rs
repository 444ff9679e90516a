//! Every card fits Discord and Telegram.

use errand::channel::text::speech::Speech;

/// Panics when a platform would not take it. What is too long as a text is parted by the channels; a button is not.
pub fn check(speech: &Speech) {
    assert!(speech.card.len() <= 5, "more than five rows: {:?}", speech.card);
    for row in &speech.card {
        assert!((1..=5).contains(&row.len()), "more than five buttons in a row, or none: {row:?}");
        for button in row {
            let chars = button.text.chars().count();
            assert!((1..=80).contains(&chars), "a label has {chars} characters: {}", button.text);
            let stored = serde_json::to_string(&button.press).expect("presses are stored");
            let read: errand::admin::AdminPress = serde_json::from_str(&stored).expect("presses are stored");
            assert_eq!(read, button.press);
        }
    }
}
