//! What holds for every text, however strange.

use proptest::prelude::*;

use super::*;

fn kinds() -> Vec<InputKind> {
    vec![
        TEXT,
        InputKind::Email,
        PHONE,
        InputKind::Phone { region: Some("US".to_owned()) },
        INTEGER,
        InputKind::Integer { min: Some(-5), max: Some(1_000_000) },
        NUMBER,
        InputKind::Boolean,
        DATE,
        InputKind::Date { min: Some(DateBound::Today { plus_days: 0 }), max: Some(DateBound::On(date(2027, 1, 1))) },
        InputKind::Url,
        choice(&["Small", "Dark red", "Größe L", "C++", "...", "👩\u{200D}💻"]),
        choice(&["1 month", "3 months"]),
        pattern(r"^\d{6}$"),
        pattern(r"[A-Z]{2}"),
        pattern(r"^[\w -]+$"),
    ]
}

/// Texts made of what values are made of, so that many of them nearly fit.
fn near_values() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "12", "3", "104233", "2026", "-", ".", ",", "/", ":", " ", "  ", "\n", "@", "gmail", "com", "de", "https://",
        "www.", "+49", "0151", "23456789", "(0)", "(", ")", "#", "€", "$", "minus", "März", "march", "may", "12th",
        "of", "in", "days", "weeks", "next", "Friday", "heute", "morgen", "yes", "no", "not", "small", "dark", "red",
        "größe", "ß", "é", "\u{301}", "\u{200D}", "１", "🙂", "\u{202E}", "\u{E000}", "<", ">", "\"", "at", "dot",
        "two", "…", "İ", "ǆ",
    ]);
    prop::collection::vec(piece, 0..10).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), near_values()]
}

fn readings() -> impl Strategy<Value = Reading> {
    let regions = prop::sample::select(vec![None, Some("GB"), Some("US"), Some("??")]);
    (any::<bool>(), regions, 0_i32..40_000).prop_map(|(english, region, days)| Reading {
        language: if english { Language::English } else { Language::German },
        today: DateBound::Today { plus_days: days }.on(date(1950, 1, 1)),
        region: region.map(str::to_owned),
    })
}

/// Numbers on the wire have a decimal point, whatever the language.
fn on_the_wire(reading: &Reading) -> Reading {
    Reading { language: Language::English, ..reading.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_value_reads_back_from_the_wire(answer in any_text(), reading in readings()) {
        for kind in kinds() {
            if let Ok(value) = kind.read(&answer, &reading) {
                prop_assert_eq!(kind.read(&value.wire(), &on_the_wire(&reading)), Ok(value), "{:?}", kind);
            }
        }
    }

    #[test]
    fn what_is_found_stands_there_and_fits(message in any_text(), reading in readings()) {
        for kind in kinds() {
            for piece in kind.find(&message, &reading) {
                let text = message.get(piece.range.clone());
                prop_assert!(text.is_some_and(|text| !text.is_empty()), "{:?}", piece);
                prop_assert_eq!(kind.read(&piece.value.wire(), &on_the_wire(&reading)), Ok(piece.value), "{:?}", kind);
            }
        }
    }

    #[test]
    fn nothing_is_read_that_nobody_can_see(answer in any_text(), reading in readings()) {
        for kind in kinds() {
            if let Ok(Value::Text(text)) = kind.read(&answer, &reading) {
                prop_assert!(!text.trim().is_empty());
                prop_assert!(!text.chars().any(|character| character.is_control() && character != '\n'), "{:?}", text);
            }
        }
    }

    #[test]
    fn inferring_never_fails(name in "[a-z][a-z_]{0,20}", instructions in any_text()) {
        if let Ok(name) = InputName::parse(&name) {
            infer(&name, &instructions);
        }
    }
}
