//! Every name, expectation, misfit and way to show a value, in both languages.

use jiff::civil::date;
use regex::Regex;
use rust_decimal::Decimal;

use super::*;

const ENGLISH: Language = Language::English;
const GERMAN: Language = Language::German;

fn number(text: &str) -> Decimal {
    text.parse().expect("a decimal number")
}

#[test]
fn values_read_well() {
    let cases = [
        (Value::Text("**104233**".to_owned()), "**104233**", "**104233**"),
        (Value::Integer(0), "0", "0"),
        (Value::Integer(999), "999", "999"),
        (Value::Integer(-1_234_567), "-1234567", "-1234567"),
        (Value::Number(number("1234.50")), "1,234.5", "1.234,5"),
        (Value::Number(number("-0.125")), "-0.125", "-0,125"),
        (Value::Boolean(true), "yes", "ja"),
        (Value::Boolean(false), "no", "nein"),
        (Value::Date(date(2026, 3, 12)), "12 March 2026", "12. März 2026"),
        (Value::Date(date(2027, 12, 1)), "1 December 2027", "1. Dezember 2027"),
    ];
    for (value, english, german) in cases {
        assert_eq!(shown(&value, ENGLISH), english);
        assert_eq!(shown(&value, GERMAN), german);
    }
}

#[test]
fn every_month_has_its_name() {
    let names = |language| -> Vec<String> {
        let days = (1..=12).map(|month| shown(&Value::Date(date(2026, month, 1)), language));
        days.map(|day| day.split(' ').nth(1).unwrap_or_default().to_owned()).collect()
    };
    let english = "January February March April May June July August September October November December";
    let german = "Januar Februar März April Mai Juni Juli August September Oktober November Dezember";
    assert_eq!(names(ENGLISH).join(" "), english);
    assert_eq!(names(GERMAN).join(" "), german);
}

fn pattern(regex: &str) -> InputKind {
    InputKind::Pattern { regex: Regex::new(regex).expect("a regular expression").into() }
}

#[test]
fn every_kind_has_a_name() {
    let cases = [
        (InputKind::Text { min_length: 1, max_length: 10 }, "text", "Text"),
        (InputKind::Email, "e-mail address", "E-Mail-Adresse"),
        (InputKind::Phone { region: None }, "phone number", "Telefonnummer"),
        (InputKind::Integer { min: None, max: None }, "whole number", "ganze Zahl"),
        (InputKind::Number { min: None, max: None }, "number", "Zahl"),
        (InputKind::Boolean, "yes or no", "Ja oder Nein"),
        (InputKind::Date { min: None, max: None }, "date", "Datum"),
        (InputKind::Url, "web address", "Webadresse"),
        (InputKind::Choice { options: Vec::new() }, "choice", "Auswahl"),
        (pattern("x"), "text of a fixed form", "Text in fester Form"),
    ];
    for (kind, english, german) in cases {
        assert_eq!(kind_name(&kind, ENGLISH), english);
        assert_eq!(kind_name(&kind, GERMAN), german);
    }
}

#[test]
fn expectations_name_every_bound() {
    let text = |min_length, max_length| InputKind::Text { min_length, max_length };
    let integer = |min, max| InputKind::Integer { min, max };
    let decimal =
        |min: Option<&str>, max: Option<&str>| InputKind::Number { min: min.map(number), max: max.map(number) };
    let day = |min: Option<&str>, max: Option<&str>| {
        let bound = |text: &str| text.parse::<DateBound>().expect("a bound");
        InputKind::Date { min: min.map(bound), max: max.map(bound) }
    };
    let options = vec!["red".to_owned(), "*blue*".to_owned()];
    let cases = [
        (text(1, limits::ANSWER_CHARS), "a text", "einen Text"),
        (text(3, limits::ANSWER_CHARS), "a text of at least 3 characters", "einen Text mit mindestens 3 Zeichen"),
        (text(1, 10), "a text of at most 10 characters", "einen Text mit höchstens 10 Zeichen"),
        (text(3, 10), "a text of 3 to 10 characters", "einen Text mit 3 bis 10 Zeichen"),
        (InputKind::Email, "an e-mail address", "eine E-Mail-Adresse"),
        (InputKind::Phone { region: None }, "a phone number", "eine Telefonnummer"),
        (
            InputKind::Phone { region: Some("AT".to_owned()) },
            "a phone number, with its country code if it is from abroad",
            "eine Telefonnummer, aus dem Ausland mit Landesvorwahl",
        ),
        (integer(None, None), "a whole number", "eine ganze Zahl"),
        (integer(Some(1), None), "a whole number of at least 1", "eine ganze Zahl ab 1"),
        (integer(None, Some(1000)), "a whole number of at most 1,000", "eine ganze Zahl bis 1.000"),
        (integer(Some(1), Some(5)), "a whole number between 1 and 5", "eine ganze Zahl zwischen 1 und 5"),
        (decimal(None, None), "a number", "eine Zahl"),
        (decimal(Some("0.5"), None), "a number of at least 0.5", "eine Zahl ab 0,5"),
        (decimal(None, Some("2.50")), "a number of at most 2.5", "eine Zahl bis 2,5"),
        (decimal(Some("0"), Some("1")), "a number between 0 and 1", "eine Zahl zwischen 0 und 1"),
        (InputKind::Boolean, "yes or no", "Ja oder Nein"),
        (day(None, None), "a date", "ein Datum"),
        (day(Some("today"), None), "a date no earlier than today", "ein Datum, frühestens heute"),
        (day(None, Some("today-1")), "a date no later than yesterday", "ein Datum, spätestens gestern"),
        (day(None, Some("today-3")), "a date no later than 3 days ago", "ein Datum, spätestens vor 3 Tagen"),
        (
            day(Some("today+1"), Some("today+14")),
            "a date between tomorrow and 14 days from today",
            "ein Datum, frühestens morgen und spätestens in 14 Tagen",
        ),
        (day(Some("2026-03-12"), None), "a date no earlier than 12 March 2026", "ein Datum, frühestens 12. März 2026"),
        (InputKind::Url, "a web address", "eine Webadresse"),
        (InputKind::Choice { options }, "one of these: red, *blue*", "eine dieser Möglichkeiten: red, *blue*"),
        (pattern(r"^\d$"), "one digit", "eine Ziffer"),
        (pattern(r"^\d{6}$"), "exactly 6 digits", "genau 6 Ziffern"),
        (pattern(r"^[0-9]{4,6}$"), "4 to 6 digits", "4 bis 6 Ziffern"),
        (pattern(r"\d{6}"), "an answer in the form that is asked for", "eine Antwort in der Form, die gefragt ist"),
        (pattern(r"^\d{6,}$"), "an answer in the form that is asked for", "eine Antwort in der Form, die gefragt ist"),
    ];
    for (kind, english, german) in cases {
        assert_eq!(expectation(&kind, ENGLISH), english);
        assert_eq!(expectation(&kind, GERMAN), german);
    }
}

fn check_misfits(cases: &[(Misfit, &str, &str)]) {
    for (answer, english, german) in cases {
        assert_eq!(misfit(answer, ENGLISH), *english);
        assert_eq!(misfit(answer, GERMAN), *german);
        let stored = serde_json::to_string(answer).expect("misfits are stored as JSON");
        assert_eq!(serde_json::from_str::<Misfit>(&stored).expect("and read back"), *answer);
    }
}

#[test]
fn misfits_of_texts_have_honest_sentences() {
    let readings = vec![Value::Integer(2), Value::Integer(2000), Value::Date(date(2026, 3, 12))];
    let cases = [
        (
            Misfit::Empty,
            "I see nothing to read in that message.",
            "In dieser Nachricht steht nichts, was ich lesen kann.",
        ),
        (
            Misfit::TooShort { min: 1, got: 0 },
            "That is too short. At least one character is needed.",
            "Das ist zu kurz. Es muss mindestens ein Zeichen sein.",
        ),
        (
            Misfit::TooShort { min: 3, got: 1 },
            "That is too short. At least 3 characters are needed.",
            "Das ist zu kurz. Es müssen mindestens 3 Zeichen sein.",
        ),
        (
            Misfit::TooLong { max: 10, got: 12 },
            "That is too long: it has 12 characters, and at most 10 fit.",
            "Das ist zu lang: Es hat 12 Zeichen, höchstens 10 passen.",
        ),
        (
            Misfit::Ambiguous { readings },
            "I can read that in more than one way. Do you mean 2, 2000 or 12 March 2026?",
            "Das kann ich auf mehr als eine Weise lesen. Meinen Sie 2, 2000 oder 12. März 2026?",
        ),
    ];
    check_misfits(&cases);
}

#[test]
fn misfits_of_other_texts_have_honest_sentences() {
    let close = vec!["red".to_owned(), "dark red".to_owned()];
    let cases = [
        (
            Misfit::NotAnEmail { suggestion: None },
            "That does not look like an e-mail address.",
            "Das sieht nicht wie eine E-Mail-Adresse aus.",
        ),
        (
            Misfit::NotAnEmail { suggestion: Some("a_b_c@gmail.com".to_owned()) },
            "That does not work as an e-mail address. Did you mean a_b_c@gmail.com?",
            "Das funktioniert nicht als E-Mail-Adresse. Meinten Sie a_b_c@gmail.com?",
        ),
        (
            Misfit::NotAPhone,
            "That does not look like a complete phone number.",
            "Das sieht nicht wie eine vollständige Telefonnummer aus.",
        ),
        (
            Misfit::PhoneWithoutCountry,
            "I do not know which country that number is from. Please begin with + and the country code.",
            "Ich weiß nicht, aus welchem Land diese Nummer ist. Bitte beginnen Sie mit + und der Landesvorwahl.",
        ),
        (Misfit::NotAUrl, "That does not look like a web address.", "Das sieht nicht wie eine Webadresse aus."),
        (
            Misfit::NotWeb,
            "That is not an address that begins with https:// or http://.",
            "Das ist keine Adresse, die mit https:// oder http:// beginnt.",
        ),
        (
            Misfit::NotAnOption { close: Vec::new() },
            "That is not one of the options.",
            "Das ist keine der Möglichkeiten.",
        ),
        (
            Misfit::NotAnOption { close },
            "That is not one of the options. Did you mean red or dark red?",
            "Das ist keine der Möglichkeiten. Meinten Sie red oder dark red?",
        ),
        (Misfit::NotThePattern, "That doesn't look right.", "Das passt so leider nicht."),
    ];
    check_misfits(&cases);
}

#[test]
fn misfits_of_numbers_and_days_have_honest_sentences() {
    let cases = [
        (Misfit::NotANumber, "That does not look like a number.", "Das sieht nicht wie eine Zahl aus."),
        (
            Misfit::NotWhole,
            "That has decimals, but a whole number is needed.",
            "Das hat Nachkommastellen, gebraucht wird aber eine ganze Zahl.",
        ),
        (
            Misfit::Below { min: number("0.50") },
            "That is too small. It must be at least 0.5.",
            "Das ist zu wenig. Es muss mindestens 0,5 sein.",
        ),
        (
            Misfit::Above { max: number("1500") },
            "That is too large. It must be at most 1,500.",
            "Das ist zu viel. Es darf höchstens 1.500 sein.",
        ),
        (
            Misfit::NotYesOrNo,
            "I did not understand whether that is a yes or a no.",
            "Ich habe nicht verstanden, ob das ja oder nein heißt.",
        ),
        (Misfit::NotADate, "That does not look like a date.", "Das sieht nicht wie ein Datum aus."),
        (Misfit::NoSuchDay, "The calendar has no such day.", "Diesen Tag gibt es im Kalender nicht."),
        (
            Misfit::Before { min: date(2026, 3, 12) },
            "That is too early. The earliest date is 12 March 2026.",
            "Das ist zu früh. Der früheste Tag ist der 12. März 2026.",
        ),
        (
            Misfit::After { max: date(2026, 3, 12) },
            "That is too late. The latest date is 12 March 2026.",
            "Das ist zu spät. Der späteste Tag ist der 12. März 2026.",
        ),
    ];
    check_misfits(&cases);
}
