//! What holds for every catalog and every message.

use errand::matching::{Accepts, Entry, Match, Matcher, NoValues, Settings, gate};
use proptest::prelude::*;

fn phrase() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        Just("order"),
        Just("parcel"),
        Just("where"),
        Just("is"),
        Just("my"),
        Just("cancel"),
        Just("Passwort"),
        Just("zurücksetzen"),
        Just("invoice"),
        Just("104233"),
        Just("refund"),
        Just("how"),
        Just("Öffnungszeiten"),
        Just("şifre"),
        Just("订单"),
        Just("delivery"),
        Just("address"),
        Just("don't"),
        Just("the"),
    ];
    prop::collection::vec(word, 1..6).prop_map(|words| words.join(" "))
}

fn catalog() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec((prop::collection::vec(phrase(), 0..5), prop::collection::vec(phrase(), 0..2)), 0..6)
        .prop_map(|actions| {
            actions
                .into_iter()
                .enumerate()
                .map(|(number, (triggers, not))| Entry { name: format!("action-{number}"), triggers, not })
                .collect()
        })
}

fn message() -> impl Strategy<Value = String> {
    prop_oneof![phrase(), any::<String>(), "[a-z0-9 '@.,!?äöüß]{0,80}", "\\PC{0,60}"]
}

fn normal(text: &str) -> String {
    text.to_lowercase().replace('\'', "")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn any_text_is_answered_the_same_twice(entries in catalog(), text in message(), other in message()) {
        let matcher = Matcher::train(&entries, &Settings::default());
        let first = matcher.rank(&text, &NoValues);
        let _ = matcher.rank(&other, &NoValues);
        prop_assert_eq!(&first, &matcher.rank(&text, &NoValues));
        let again = Matcher::train(&entries, &Settings::default());
        prop_assert_eq!(&first, &again.rank(&text, &NoValues));
        prop_assert_eq!(&first, &matcher.explain(&text, &NoValues).ranked);
        prop_assert!(first.candidates.len() <= 5);
    }

    #[test]
    fn any_catalog_can_be_made_of_any_text(texts in prop::collection::vec(any::<String>(), 0..6), text in any::<String>()) {
        let entry = Entry { name: "a".into(), triggers: texts.clone(), not: texts.iter().take(1).cloned().collect() };
        let other = Entry { name: "b".into(), triggers: texts, not: Vec::new() };
        let _ = gate(&entry, std::slice::from_ref(&other));
        let _ = Matcher::train(&[entry, other], &Settings::default()).explain(&text, &NoValues);
    }

    #[test]
    fn scores_never_increase_and_stay_in_bounds(entries in catalog(), text in message()) {
        let ranked = Matcher::train(&entries, &Settings::default()).rank(&text, &NoValues);
        let scores: Vec<f32> = ranked.candidates.iter().map(|found| found.confidence.value()).collect();
        prop_assert!(scores.is_sorted_by(|a, b| a >= b), "{:?}", scores);
        prop_assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
        match ranked.decision {
            Match::Clear(found) => prop_assert_eq!(Some(&found), ranked.candidates.first()),
            Match::Ambiguous(found) => {
                prop_assert!((1..=3).contains(&found.len()));
                prop_assert_eq!(found.first(), ranked.candidates.first());
            }
            Match::None => {}
        }
    }

    #[test]
    fn an_exact_trigger_always_acts(entries in catalog(), bias in -1.0_f32..=1.0) {
        let settings = Settings { bias, ..Settings::default() };
        let matcher = Matcher::train(&entries, &settings);
        for (number, entry) in entries.iter().enumerate() {
            for text in &entry.triggers {
                let unique = entries.iter().enumerate().all(|(other, e)| {
                    other == number || e.triggers.iter().all(|t| normal(t) != normal(text))
                });
                if !unique {
                    continue;
                }
                for typed in [text.clone(), format!("  {}?!", text.to_uppercase().replace(' ', "  "))] {
                    match matcher.decide(&typed, &NoValues) {
                        Match::Clear(found) => prop_assert_eq!(found.entry, number),
                        other => prop_assert!(false, "{} gave {:?}", typed, other),
                    }
                }
            }
        }
    }
}

/// An input takes order numbers like `AB-12-XYZ`.
struct OrderNumbers;

impl Accepts for OrderNumbers {
    fn accepts(&self, entry: usize, piece: &str) -> bool {
        entry == 0 && piece.starts_with("AB-")
    }
}

fn shop() -> Vec<Entry> {
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
    vec![
        Entry {
            name: "order-status".into(),
            triggers: owned(&["where is my order", "track my parcel", "order status"]),
            not: owned(&["where is my order form"]),
        },
        Entry { name: "cancel".into(), triggers: owned(&["cancel my order", "stop my purchase"]), not: Vec::new() },
    ]
}

#[test]
fn a_value_an_input_accepts_is_no_unknown_word() {
    let matcher = Matcher::train(&shop(), &Settings::default());
    let sure = |values: &dyn Accepts| {
        let ranked = matcher.rank("where is my order AB-zykl-qurx", values);
        ranked.candidates.first().map_or(0.0, |first| first.confidence.value())
    };
    assert!(sure(&OrderNumbers) > sure(&NoValues) + 0.1);
}

#[test]
fn not_phrases_push_away() {
    let mut entries = shop();
    let text = "where is the order form";
    let with = Matcher::train(&entries, &Settings::default());
    entries[0].not.clear();
    let without = Matcher::train(&entries, &Settings::default());
    let sure = |matcher: &Matcher| {
        let ranked = matcher.rank(text, &NoValues);
        ranked.candidates.iter().find(|found| found.entry == 0).map_or(0.0, |found| found.confidence.value())
    };
    assert!(sure(&with) < sure(&without), "{} {}", sure(&with), sure(&without));
    assert!(!matches!(with.decide("Where is my order form?", &NoValues), Match::Clear(found) if found.entry == 0));
}

#[test]
fn exact_means_after_normalising() {
    let mut entries = shop();
    entries[1].triggers.extend(["Crème brûlée für Straße 7".into(), "Öffnungszeiten".into()]);
    let matcher = Matcher::train(&entries, &Settings::default());
    let sure = |text: &str| matcher.rank(text, &NoValues).candidates.first().map(|found| found.confidence.value());
    for same in [
        "CRÈME BRÛLÉE FÜR STRASSE 7",
        "Cre\u{300}me  bru\u{302}le\u{301}e fu\u{308}r Straße 7!",
        "\u{a0}ｃｒèｍｅ brûlée, für straße 7 …",
        "öffnungszeiten?",
    ] {
        assert_eq!(sure(same), Some(1.0), "{same}");
    }
    assert_ne!(sure("Crème brûlée für Straße 8"), Some(1.0));
    assert_ne!(matcher.decide("Oeffnungszeiten", &NoValues), Match::None);
}

#[test]
fn settings_override_calibration() {
    let settings = Settings { act: Some(0.9), ask: Some(0.2), ..Settings::default() };
    let matcher = Matcher::train(&shop(), &settings);
    assert_eq!((matcher.thresholds().act, matcher.thresholds().ask), (0.9, 0.2));
    let eager = Matcher::train(&shop(), &Settings { bias: -1.0, ..Settings::default() }).thresholds();
    let careful = Matcher::train(&shop(), &Settings { bias: 1.0, ..Settings::default() }).thresholds();
    assert!(eager.act < careful.act && eager.ask < careful.ask);
}

#[test]
fn a_trigger_of_two_actions_asks_which() {
    let mut entries = shop();
    entries[1].triggers.push("Order status!".into());
    let matcher = Matcher::train(&entries, &Settings::default());
    match matcher.decide("order status", &NoValues) {
        Match::Ambiguous(found) => assert_eq!(found.iter().map(|found| found.entry).collect::<Vec<_>>(), [0, 1]),
        other => panic!("{other:?}"),
    }
}
