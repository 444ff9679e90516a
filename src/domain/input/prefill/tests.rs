//! First messages that already answer.

use jiff::civil::date;
use proptest::prelude::*;
use regex::Regex;

use super::*;
use crate::domain::input::{InputName, Presence};
use crate::domain::language::Language;

fn reading() -> Reading {
    Reading { language: Language::English, today: date(2026, 3, 11), region: None }
}

fn input(name: &str, kind: InputKind) -> Input {
    Input {
        name: InputName::parse(name).expect("a name"),
        instructions: String::new(),
        kind,
        kind_inferred: false,
        example: None,
        error: None,
        presence: Presence::Required,
        sensitive: false,
    }
}

fn order() -> Input {
    input("order", InputKind::Pattern { regex: Regex::new(r"^\d{6}$").expect("a regular expression").into() })
}

fn amount() -> Input {
    input("amount", InputKind::Number { min: None, max: None })
}

fn quantity(name: &str) -> Input {
    input(name, InputKind::Integer { min: None, max: None })
}

fn size() -> Input {
    input("size", InputKind::Choice { options: vec!["small".to_owned(), "large".to_owned()] })
}

fn email() -> Input {
    input("email", InputKind::Email)
}

fn day() -> Input {
    input("day", InputKind::Date { min: None, max: None })
}

fn filled(inputs: &[Input], message: &str, phrase: Option<&str>) -> Vec<(String, String)> {
    let values = prefill(inputs, message, &reading(), phrase);
    values.into_iter().map(|(name, value)| (name.as_str().to_owned(), value.wire())).collect()
}

fn check(inputs: &[Input], message: &str, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> =
        expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    assert_eq!(filled(inputs, message, None), expected, "{message}");
}

#[test]
fn a_message_answers_what_it_holds() {
    check(&[order()], "where is my order 104233", &[("order", "104233")]);
    check(
        &[order(), amount()],
        "refund 20 euros for order 104233 because it broke",
        &[("amount", "20"), ("order", "104233")],
    );
    check(
        &[email(), day(), order(), quantity("pieces")],
        "Move #104233 to 20.3.2026, 2 pieces, I am jo@example.com",
        &[("day", "2026-03-20"), ("email", "jo@example.com"), ("order", "104233"), ("pieces", "2")],
    );
    check(&[order()], "order no. 104233 please", &[("order", "104233")]);
    check(&[order()], "I have not received 104233", &[("order", "104233")]);
    check(&[order()], "104233, I mean order 104233", &[("order", "104233")]);
    check(&[order(), input("reason", InputKind::Text { min_length: 1, max_length: 10 })], "it broke", &[]);
}

#[test]
fn rather_ask_than_guess() {
    check(&[quantity("pieces")], "2 of the 3 broke", &[]);
    check(&[quantity("adults"), quantity("children")], "a table for 4", &[]);
    check(&[order()], "104233 or 104234", &[]);
    // What two order numbers leave open is no amount either.
    check(&[order(), amount()], "104233 or 104234", &[]);
    check(&[size()], "is it small or large", &[]);
    check(&[size()], "not the small one", &[]);
    check(&[size()], "no, not large", &[]);
}

#[test]
fn the_phrase_that_started_the_action_is_no_answer() {
    let inputs = [size(), day()];
    assert_eq!(filled(&inputs, "return a small parcel", Some("Return a small parcel")), []);
    assert_eq!(filled(&inputs, "delivery today", Some("delivery today")), []);
    let large = filled(&inputs, "return a small parcel, size large", Some("return a small parcel"));
    assert_eq!(large, [("size".to_owned(), "large".to_owned())]);
}

proptest! {
    #[test]
    fn nothing_is_invented(message in "([a-z@.#:€ 0-9/+-]{0,6} ?(104233|20\\.3\\.2026|small|jo@example\\.com| 7 ){0,2}){0,6}") {
        let inputs = [order(), amount(), quantity("pieces"), size(), email(), day()];
        let values = prefill(&inputs, &message, &reading(), None);
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for input in &inputs {
            let Some(value) = values.get(&input.name) else { continue };
            let pieces = input.kind.find(&message, &reading());
            let mine = pieces.into_iter().find(|piece| piece.value == *value);
            prop_assert!(mine.is_some(), "{} is not in {message:?}", input.name);
            ranges.extend(mine.map(|piece| piece.range));
        }
        for (index, range) in ranges.iter().enumerate() {
            prop_assert!(!ranges[..index].iter().any(|other| overlap(range, other)), "one piece serves two inputs");
        }
    }
}
