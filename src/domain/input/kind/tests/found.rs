//! What a message holds.

use super::*;

/// The values found, with the text they stand for.
fn found<'m>(kind: &InputKind, message: &'m str, reading: &Reading) -> Vec<(&'m str, String)> {
    kind.find(message, reading).into_iter().map(|piece| (&message[piece.range], piece.value.wire())).collect()
}

fn one<'m>(text: &'m str, value: &str) -> Vec<(&'m str, String)> {
    vec![(text, value.to_owned())]
}

#[test]
fn each_kind_finds_its_own() {
    let message =
        "Hi, I'm <jo@Example.com>, call +49 151 23456789 or see https://example.com/x. Order #104233 on 12.3.!";
    let reading = english();
    assert_eq!(found(&InputKind::Email, message, &reading), one("jo@Example.com", "jo@example.com"));
    let apart = "write to jo@mu\u{308}ller.de";
    assert_eq!(found(&InputKind::Email, apart, &reading), one("jo@mu\u{308}ller.de", "jo@m\u{fc}ller.de"), "composed");
    assert_eq!(found(&PHONE, message, &reading), one("+49 151 23456789", "+4915123456789"));
    assert_eq!(found(&InputKind::Url, message, &reading), one("https://example.com/x", "https://example.com/x"));
    assert_eq!(found(&pattern(r"^\d{6}$"), message, &reading), one("104233", "104233"));
    assert_eq!(found(&DATE, message, &reading), one("12.3", "2026-03-12"));
    assert_eq!(found(&TEXT, message, &reading), []);
    assert_eq!(found(&InputKind::Boolean, "yes", &reading), []);
}

#[test]
fn ordinary_words_are_no_values() {
    let message = "Guten Morgen, so do I, order 12 may be late, no idea why, call me at 104233";
    for kind in [InputKind::Email, PHONE, InputKind::Url, DATE, pattern("^[a-z]+$"), choice(&["yes", "no"])] {
        assert_eq!(found(&kind, message, &german()), [], "{kind:?}");
    }
    assert_eq!(found(&DATE, "Morgen, wo bleibt mein Paket?", &german()), []);
    assert_eq!(found(&DATE, "Morgen bitte", &german()), one("Morgen", "2026-03-12"));
    assert_eq!(found(&DATE, "1/2 of it, see 3.4", &english()), []);
    assert_eq!(found(&INTEGER, "one of two", &english()), []);
}

#[test]
fn choices_by_their_words() {
    let colours = choice(&["Red", "Dark red", "Grün"]);
    assert_eq!(found(&colours, "I want the dark red one", &english()), one("dark red", "Dark red"));
    assert_eq!(found(&colours, "gruen bitte", &german()), one("gruen", "Grün"));
    assert_eq!(found(&colours, "I prefer it", &english()), []);
    let sizes = choice(&["S", "M", "L"]);
    assert_eq!(found(&sizes, "size M please", &english()), one("M", "M"));
    assert_eq!(found(&sizes, "I'm m", &english()), []);
}

#[test]
fn numbers_within_their_bounds() {
    let few = InputKind::Integer { min: Some(1), max: Some(10) };
    assert_eq!(found(&few, "3 pieces of order 104233", &english()), one("3", "3"));
    assert_eq!(found(&NUMBER, "I paid 12,50 € minus 2", &german()).len(), 2);
    assert_eq!(found(&INTEGER, "about 2.000", &english()), [], "2 or 2000");
}

#[test]
fn long_messages_are_not_searched() {
    let message = format!("104233{}", " ".repeat(limits::ANSWER_CHARS));
    assert_eq!(found(&pattern(r"^\d{6}$"), &message, &english()), []);
}
