//! Texts, e-mail addresses, phone numbers, yes and no, web addresses, choices and patterns.

use super::*;

#[test]
fn texts_keep_their_lines_and_lose_what_cannot_be_seen() {
    let long = "x".repeat(limits::ANSWER_CHARS + 1);
    check(
        &TEXT,
        &english(),
        &[
            ("  It broke.\r\nTwice.\u{7}  ", text("It broke.\nTwice.")),
            ("a\u{202E}b\u{200B}c\u{FEFF}", text("abc")),
            ("e\u{301}", text("é")),
            ("👩\u{200D}💻", text("👩\u{200D}💻")),
            (" \n\u{200B}\t", Err(Misfit::Empty)),
            ("", Err(Misfit::Empty)),
            (&long, Err(Misfit::TooLong { max: limits::ANSWER_CHARS, got: limits::ANSWER_CHARS + 1 })),
        ],
    );
    let short = InputKind::Text { min_length: 3, max_length: 5 };
    check(
        &short,
        &english(),
        &[
            ("ab ", Err(Misfit::TooShort { min: 3, got: 2 })),
            ("äöü", text("äöü")),
            ("abcdef", Err(Misfit::TooLong { max: 5, got: 6 })),
        ],
    );
}

#[test]
fn emails_are_read_out_of_what_people_put_around_them() {
    let john = || text("john.doe@example.com");
    check(
        &InputKind::Email,
        &english(),
        &[
            ("john.doe@example.com", john()),
            ("  john.doe@EXAMPLE.com. ", john()),
            ("mailto:john.doe@example.com", john()),
            ("<john.doe@example.com>", john()),
            ("John Doe <john.doe@example.com>,", john()),
            ("my email is john.doe@example.com!", john()),
            ("john.doe @ example.com", john()),
            ("john.doe\u{200B}@example.com", john()),
            ("**john.doe@example.com**", john()),
            ("john.doe@example.com or john.doe@example.com", john()),
            ("John.Doe+shop@example.co.uk", text("John.Doe+shop@example.co.uk")),
            ("jörg@müller.de", text("jörg@müller.de")),
        ],
    );
}

#[test]
fn emails_that_fail_come_with_what_was_meant() {
    let suggest = |meant: &str| Err(Misfit::NotAnEmail { suggestion: Some(meant.to_owned()) });
    let none = || Err(Misfit::NotAnEmail { suggestion: None });
    check(
        &InputKind::Email,
        &english(),
        &[
            ("12@www.İgmail", none()),
            ("john@gmail.con", suggest("john@gmail.com")),
            ("john@example.dee", suggest("john@example.de")),
            ("john@gmail", suggest("john@gmail.com")),
            ("john@gmail,com", suggest("john@gmail.com")),
            ("john@@gmail.com", suggest("john@gmail.com")),
            ("john@gmail..com", suggest("john@gmail.com")),
            ("john at gmail dot com", suggest("john@gmail.com")),
            ("john (at) web.de", suggest("john@web.de")),
            ("it is john@gmx", suggest("john@gmx.net")),
            ("john@", none()),
            ("@example.com", none()),
            ("john.example.com", none()),
            ("john@example", none()),
            ("\"john doe\"@example.com", none()),
            ("john@[127.0.0.1]", none()),
            ("hello", none()),
            (
                "a@example.com or b@example.com",
                Err(Misfit::Ambiguous {
                    readings: vec![Value::Text("a@example.com".to_owned()), Value::Text("b@example.com".to_owned())],
                }),
            ),
        ],
    );
}

#[test]
fn phones_become_e164() {
    let mobile = || text("+4915123456789");
    check(
        &PHONE,
        &german(),
        &[
            ("0151 23456789", mobile()),
            ("0151/234-567-89", mobile()),
            ("(0151) 23456789", mobile()),
            ("+49 151 23456789", mobile()),
            ("+49 (0)151 23456789", mobile()),
            ("0049 151 23456789", mobile()),
            ("tel:+4915123456789", mobile()),
            ("meine Nummer ist 0151 23456789.", mobile()),
            ("０１５１ ２３４５６７８９", mobile()),
            ("+43 664 1234567", text("+436641234567")),
            ("030 901820", text("+4930901820")),
            ("104233", Err(Misfit::NotAPhone)),
            ("110", Err(Misfit::NotAPhone)),
            ("keine", Err(Misfit::NotAPhone)),
            ("+49301234567890123", Err(Misfit::NotAPhone)),
            ("+999 123456", Err(Misfit::NotAPhone)),
            ("+49 12", Err(Misfit::NotAPhone)),
        ],
    );
    let swiss = InputKind::Phone { region: Some("ch".to_owned()) };
    check(&swiss, &german(), &[("079 123 45 67", text("+41791234567"))]);
}

#[test]
fn english_phones_need_a_country() {
    check(
        &PHONE,
        &english(),
        &[
            ("+44 7911 123456", text("+447911123456")),
            ("00 44 7911 123456", text("+447911123456")),
            ("1 415 555 2671", text("+14155552671")),
            ("+1 555 123 4567", text("+15551234567")),
            ("(415) 555-2671", Err(Misfit::PhoneWithoutCountry)),
            ("07911 123456", Err(Misfit::PhoneWithoutCountry)),
            ("hello", Err(Misfit::NotAPhone)),
        ],
    );
    check(
        &PHONE,
        &in_region(&english(), "US"),
        &[
            ("(415) 555-2671", text("+14155552671")),
            ("415.555.2671", text("+14155552671")),
            ("555-2671", Err(Misfit::NotAPhone)),
        ],
    );
    check(&PHONE, &in_region(&english(), "GB"), &[("07911 123456", text("+447911123456"))]);
}

#[test]
fn yes_and_no_in_both_languages() {
    let yes = [
        "yes",
        "Yes!",
        "y",
        "yep",
        "yes please",
        "sure thing",
        "Ja",
        "ja, bitte",
        "klar",
        "na klar",
        "👍",
        "true",
        "of course",
        "auf jeden Fall",
        "yes, that is right",
        "natürlich",
        "ok",
    ];
    let no = [
        "no",
        "No.",
        "nope",
        "no thanks",
        "no thank you",
        "nein",
        "nein danke",
        "nee",
        "👎",
        "false",
        "auf keinen Fall",
        "no, I don't",
        "of course not",
    ];
    let neither = [
        "maybe",
        "yes and no",
        "not sure",
        "stimmt nicht",
        "no idea",
        "yes but later",
        "vielleicht",
        "please",
        "1",
        "not correct",
        "that is not right",
    ];
    for answer in yes {
        assert_eq!(InputKind::Boolean.read(answer, &english()), Ok(Value::Boolean(true)), "{answer}");
    }
    for answer in no {
        assert_eq!(InputKind::Boolean.read(answer, &german()), Ok(Value::Boolean(false)), "{answer}");
    }
    for answer in neither {
        assert_eq!(InputKind::Boolean.read(answer, &english()), Err(Misfit::NotYesOrNo), "{answer}");
    }
}

#[test]
fn web_addresses() {
    check(
        &InputKind::Url,
        &english(),
        &[
            ("https://example.com", text("https://example.com")),
            ("https://example.com/", text("https://example.com/")),
            ("http://Example.com/a?b=c#d", text("http://example.com/a?b=c#d")),
            ("example.com/help", text("https://example.com/help")),
            ("shop.example.com:8080", text("https://shop.example.com:8080")),
            ("<https://example.com/a>.", text("https://example.com/a")),
            ("it is https://example.com/a, thanks", text("https://example.com/a")),
            ("see www.example.com", text("https://www.example.com")),
            ("http://localhost:3000/x", text("http://localhost:3000/x")),
            ("ftp://example.com", Err(Misfit::NotWeb)),
            ("javascript:alert(1)", Err(Misfit::NotWeb)),
            ("mailto:a@example.com", Err(Misfit::NotWeb)),
            ("https://me:secret@example.com", Err(Misfit::NotAUrl)),
            ("https://", Err(Misfit::NotAUrl)),
            ("hello", Err(Misfit::NotAUrl)),
            ("e.g", Err(Misfit::NotAUrl)),
            ("1.5", Err(Misfit::NotAUrl)),
            ("a@example.com", Err(Misfit::NotAUrl)),
        ],
    );
}

#[test]
fn choices_are_read_the_way_people_type_them() {
    let sizes = choice(&["Small", "Medium", "Large", "Extra large"]);
    check(
        &sizes,
        &english(),
        &[
            ("Small", text("Small")),
            ("small!", text("Small")),
            ("the small one please", text("Small")),
            ("SM", text("Small")),
            ("m", text("Medium")),
            ("extra large", text("Extra large")),
            ("extra-large", text("Extra large")),
            ("an extra large, please", text("Extra large")),
            ("large", text("Large")),
            ("meduim", text("Medium")),
            ("2", text("Medium")),
            ("2.", text("Medium")),
            ("#3", text("Large")),
            ("option 4", text("Extra large")),
            ("5", Err(Misfit::NotAnOption { close: Vec::new() })),
            ("not the small one", Err(Misfit::NotAnOption { close: Vec::new() })),
            ("small or medium", Err(Misfit::NotAnOption { close: vec!["Small".to_owned(), "Medium".to_owned()] })),
            ("banana", Err(Misfit::NotAnOption { close: Vec::new() })),
        ],
    );
}

#[test]
fn choices_with_marks_numbers_and_punctuation() {
    check(
        &choice(&["Grün", "Größe L", "Weiß"]),
        &german(),
        &[("grun", text("Grün")), ("gruen", text("Grün")), ("groesse l", text("Größe L")), ("weiss", text("Weiß"))],
    );
    // With numbers in the options a bare number is no position.
    check(
        &choice(&["1 month", "3 months", "12 months"]),
        &english(),
        &[("3", text("3 months")), ("12", text("12 months")), ("2", Err(Misfit::NotAnOption { close: Vec::new() }))],
    );
    check(&choice(&["C", "C++", "C#"]), &english(), &[("c", text("C")), ("c++", text("C++")), ("C#", text("C#"))]);
    check(
        &choice(&["It arrived damaged", "It is the wrong item", "I changed my mind"]),
        &english(),
        &[
            ("damaged", text("It arrived damaged")),
            ("wrong item", text("It is the wrong item")),
            ("changed my mind", text("I changed my mind")),
        ],
    );
    check(
        &choice(&["Not working", "Damaged"]),
        &english(),
        &[("it is not working", text("Not working")), ("not damaged", Err(Misfit::NotAnOption { close: Vec::new() }))],
    );
    check(&choice(&["👩\u{200D}💻 IT", "Sales"]), &english(), &[("👩\u{200D}💻 IT", text("👩\u{200D}💻 IT"))]);
}

#[test]
fn patterns_mean_what_the_admin_wrote() {
    let order = pattern(r"^\d{6}$");
    check(
        &order,
        &english(),
        &[
            ("104233", text("104233")),
            ("  104233\n", text("104233")),
            ("１０４２３３", text("104233")),
            ("#104233", text("104233")),
            ("104 233", text("104233")),
            ("104-233", text("104233")),
            ("my number is 104233.", text("104233")),
            ("my number is 104 233, thanks", text("104233")),
            ("10423", Err(Misfit::NotThePattern)),
            ("1042333", Err(Misfit::NotThePattern)),
            (
                "104233 and 104234",
                Err(Misfit::Ambiguous {
                    readings: vec![Value::Text("104233".to_owned()), Value::Text("104234".to_owned())],
                }),
            ),
        ],
    );
    // Without anchors whatever holds a match fits as it is.
    check(&pattern(r"\d{6}"), &english(), &[("order 104233", text("order 104233")), ("order 104 233", text("104233"))]);
    check(
        &pattern(r"^[A-Z]{2}-\d{3}$"),
        &english(),
        &[("ab-123", text("AB-123")), ("it's AB-123", text("AB-123")), ("AB123", Err(Misfit::NotThePattern))],
    );
    check(
        &pattern(r"^[A-Z]{2}$"),
        &english(),
        &[("it is DE", text("DE")), ("de", text("DE")), ("it is de", Err(Misfit::NotThePattern))],
    );
    check(
        &pattern(r"^[A-Z]{2}\d{20}$"),
        &german(),
        &[("meine IBAN ist DE89 3704 0044 0532 0130 00.", text("DE89370400440532013000"))],
    );
    check(&pattern(r"^\w+ \w+$"), &english(), &[("Ada Lovelace", text("Ada Lovelace"))]);
}
