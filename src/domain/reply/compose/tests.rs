use proptest::prelude::*;
use serde_json::json;

use super::super::formats::samples;
use super::*;
use crate::domain::conversation::Channel;
use crate::domain::language::Language;
use crate::domain::rich::Style;

fn user() -> User {
    User { id: "7".into(), name: "Ada *x*".into(), language: Language::German, channel: Channel::Console }
}

fn inputs() -> Vec<(InputName, Option<input::Value>)> {
    let name = |text: &str| InputName::parse(text).expect("a name");
    vec![
        (name("order_number"), Some(input::Value::Text("104233".into()))),
        (name("amount"), Some(input::Value::Number("12.5".parse().expect("a number")))),
        (name("day"), Some(input::Value::Date(jiff::civil::date(2026, 11, 26)))),
        (name("express"), Some(input::Value::Boolean(true))),
        (name("reason"), None),
    ]
}

fn try_in(source: &str, answer: &Json, formats: Formats) -> Result<RichText, ReplyFault> {
    let text = ReplyText::parse(source).unwrap_or_else(|fault| panic!("{source}: {fault:?}"));
    let inputs = inputs();
    let inputs: Vec<_> = inputs.iter().map(|(name, value)| (name, value.as_ref())).collect();
    Composer::new(formats).compose(&text, answer, &inputs, &user())
}

#[track_caller]
fn check(source: &str, answer: &Json, english: &str, german: &str) {
    assert_eq!(try_in(source, answer, samples::english()).map(|rich| rich.text), Ok(english.to_owned()), "{source}");
    assert_eq!(try_in(source, answer, samples::german()).map(|rich| rich.text), Ok(german.to_owned()), "{source}");
}

#[track_caller]
fn faulty(source: &str, answer: &Json, fault: ReplyFault) {
    assert_eq!(try_in(source, answer, samples::english()), Err(fault), "{source}");
}

fn missing(field: &str) -> ReplyFault {
    ReplyFault::Missing { field: field.to_owned() }
}

fn retyped(field: &str, wanted: Wanted) -> ReplyFault {
    ReplyFault::Retyped { field: field.to_owned(), wanted }
}

#[test]
fn a_number_that_lost_digits_is_not_shown() {
    let read = |text: &str| serde_json::from_str::<Json>(text).expect("JSON");
    faulty("{{ id }}", &read(r#"{"id": 12345678901234567890123}"#), missing("id"));
    let exact = read(r#"{"id": 18446744073709551615, "large": 4503599627370496.0}"#);
    check(
        "{{ id }} {{ large }}",
        &exact,
        "18446744073709551615 4503599627370496",
        "18446744073709551615 4503599627370496",
    );
}

#[test]
fn the_order_status_of_the_design() {
    let source = "Order {{ order_number }} is **{{ status }}**, expected {{ eta }}.";
    let answer = json!({"status": "shipped", "eta": "2026-12-01"});
    let rich = try_in(source, &answer, samples::english()).expect("a reply");
    assert_eq!(rich.text, "Order 104233 is shipped, expected 2026-12-01.");
    assert_eq!(rich.spans.len(), 1);
    assert_eq!(&rich.text[rich.spans[0].start..rich.spans[0].end], "shipped");
}

#[test]
fn values_read_well_in_the_language() {
    let answer = json!({"n": 1_234_567, "f": 1234.5, "w": 12.0, "b": false, "t": ["a", "b", 3], "d": "2026-11-26",
        "at": "2026-11-26T14:05:00Z", "s": "1999.9", "cur": "CHF"});
    check("{{ n }} {{ f }} {{ w }} {{ b }}", &answer, "1234567 1234.5 12 no", "1234567 1234,5 12 nein");
    check("{{ t }}; {{ t | first }}; {{ t | length }}", &answer, "a, b and 3; a; 3", "a, b und 3; a; 3");
    check("{{ n | number }} {{ s | number(2) }}", &answer, "1,234,567 1,999.90", "1.234.567 1.999,90");
    check("{{ f | money('EUR') }} {{ s | money(cur) }}", &answer, "€1,234.50 CHF 1,999.90", "1.234,50 € 1.999,90 CHF");
    check(
        "{{ d | date }} {{ at | datetime }}",
        &answer,
        "26 November 2026 26 November 2026, 14:05 UTC",
        "26. November 2026 26. November 2026, 14:05 UTC",
    );
    check("{{ d }} {{ at }}", &answer, "2026-11-26 2026-11-26T14:05:00Z", "2026-11-26 2026-11-26T14:05:00Z");
}

#[test]
fn inputs_win_and_keep_their_type() {
    let answer = json!({"order_number": "other", "user": {"name": "Bob"}});
    check("{{ order_number }}", &answer, "104233", "104233");
    check("{% if amount > 12 and express %}{{ amount }} {{ express }}{% endif %}", &answer, "12.5 yes", "12,5 ja");
    check(
        "{{ day }} {{ day | date }} {{ 'on ' ~ day }}",
        &answer,
        "26 November 2026 26 November 2026 on 26 November 2026",
        "26. November 2026 26. November 2026 on 26. November 2026",
    );
    check("a{{ reason }}b{% if reason %}c{% endif %} {{ reason | default('-') }}", &answer, "ab -", "ab -");
}

#[test]
fn the_person_is_known_unless_the_answer_has_one() {
    check("{{ user.name }} {{ user.language }}", &json!({}), "Ada *x* de", "Ada *x* de");
    check("{{ user.name }}", &json!({"user": {"name": "Bob"}}), "Bob", "Bob");
    faulty("{{ user.email }}", &json!({}), missing("user.email"));
}

#[test]
fn the_whole_answer_has_a_name() {
    check("{% for one in answer %}\n- {{ one.a }}\n{% endfor %}", &json!([{"a": 1}, {"a": 2}]), "• 1\n• 2", "• 1\n• 2");
    check("{{ answer }}", &json!("done"), "done", "done");
    check("{{ answer['order-id'] }}", &json!({"order-id": 5}), "5", "5");
}

#[test]
fn what_is_missing_is_never_a_hole_in_a_sentence() {
    let absent = json!({"order": {}});
    for answer in [&absent, &json!({"eta": null, "order": null}), &json!({"eta": null, "order": {"eta": null}})] {
        faulty("Expected {{ eta }}.", answer, missing("eta"));
        faulty("Expected {{ order.eta }}.", answer, missing("order.eta"));
        check("{% if order.eta %}x{% endif %}{% if eta %}x{% endif %}ok", answer, "ok", "ok");
    }
    for source in [
        "{{ eta | upper }}",
        "{{ 'by ' ~ eta }}",
        "{% for a in eta %}{% endfor %}",
        "{{ eta | date }}",
        "{{ 3 | money(eta) }}",
    ] {
        faulty(source, &absent, missing("eta"));
    }
    faulty("a\n{{ order_number ~ eta }}", &absent, missing("eta"));
    faulty("{{ tags }}", &json!({"tags": ["a", null]}), missing("tags"));
    faulty("{{ tags | join('/') }}", &json!({"tags": ["a", null]}), missing("tags"));
    faulty("{{ items[3] }}", &json!({"items": ["a"]}), missing("items"));
    check("{{ eta | default('soon') }}", &json!({"eta": null}), "soon", "soon");
    check("{{ eta | default('') }}.", &json!({}), ".", ".");
    faulty("{% if eta %}x{% endif %}", &absent, ReplyFault::Empty);
}

#[test]
fn an_empty_text_is_a_value() {
    for answer in [&json!({"eta": "", "order": {"eta": " "}}), &json!({"eta": [], "order": {"eta": []}})] {
        check("Expected {{ eta }}, {{ order.eta }}.", answer, "Expected –, –.", "Expected –, –.");
        check("{% if order.eta %}x{% endif %}{% if eta %}x{% endif %}ok", answer, "ok", "ok");
    }
    let blank = json!({"eta": "", "tags": ["a", ""]});
    check("{{ 'by ' ~ eta }}; {{ eta | upper }}", &blank, "by –; –", "by –; –");
    check("{{ eta | date }} {{ eta | number }} {{ eta | money('EUR') }}", &blank, "– – –", "– – –");
    check("{{ eta | default('soon') }}", &blank, "soon", "soon");
    check("{{ tags }}", &blank, "a and –", "a und –");
}

#[test]
fn what_has_another_type_is_never_printed() {
    let answer = json!({"eta": {"from": 1}, "list": [[1]], "objects": [{"a": 1}], "word": "x"});
    for source in
        ["{{ eta }}", "{{ eta | upper }}", "{{ 'by ' ~ eta }}", "{{ eta | string }}", "{{ eta | replace('a', 'b') }}"]
    {
        faulty(source, &json!({"eta": {"from": {"a": 1}}}), retyped("eta", Wanted::Value));
    }
    faulty("{{ eta }}", &answer, retyped("eta", Wanted::Value));
    faulty("{{ list }}", &answer, retyped("list", Wanted::Value));
    faulty("{{ objects }}", &answer, retyped("objects", Wanted::Value));
    faulty("{{ objects | join(', ') }}", &answer, retyped("objects", Wanted::Value));
    faulty("{{ word | number }}", &answer, retyped("word", Wanted::Number));
    faulty("{{ word | date }}", &answer, retyped("word", Wanted::Date));
    faulty("{{ 3 | money(word) }}", &answer, retyped("word", Wanted::Currency));
    faulty("\n{{ word + 1 }}", &answer, ReplyFault::Broken { line: 2 });
    check("{{ eta.from }} {% for o in objects %}{{ o.a }}{% endfor %}", &answer, "1 1", "1 1");
}

#[test]
fn lines_of_nothing_but_blocks_leave_no_line() {
    let source = "Items:\n{% for i in items %}\n- {{ i }}{% if not loop.last %},{% endif %}\n{% endfor %}\nBye";
    check(source, &json!({"items": [1, 2]}), "Items:\n• 1,\n• 2\nBye", "Items:\n• 1,\n• 2\nBye");
}

#[test]
fn a_text_is_bounded() {
    faulty(
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        &json!({}),
        ReplyFault::OutOfFuel,
    );
    faulty("{{ a * 16001 }}", &json!({"a": "x"}), ReplyFault::TooLong);
    faulty("{{ 'a' * 100000 }}", &json!({}), ReplyFault::TooLong);
    faulty("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", &json!({}), ReplyFault::Broken { line: 1 });
}

#[test]
fn only_the_text_itself_is_markup() {
    let source = "**{{ a }}** {% set b %}*{{ a }}*{% endset %}{{ b }} {{ '*c*' }} {% autoescape true %}{{ a }}{% endautoescape %}";
    let rich = try_in(source, &json!({"a": "*x* `y`"}), samples::english()).expect("a reply");
    assert_eq!(rich.text, "*x* `y` **x* `y`* *c* *x* `y`");
    assert_eq!(rich.spans.iter().map(|span| &span.style).collect::<Vec<_>>(), [&Style::Bold]);
}

proptest! {
    #[test]
    fn values_never_become_markup(a in "[-*_`\\[\\]()x \n\u{E000}-\u{E003}\u{202E}]{0,12}", b in any::<String>()) {
        let answer = json!({"a": format!("x{a}"), "b": format!("x{b}"), "l": [format!("x{a}"), format!("x{b}")]});
        let source = "**{{ a }}** {{ b }} `{{ a }}` [{{ b }}](https://x.example) {{ l }} {{ a ~ b }} {{ l | join('*') }} {{ a | upper }}\n- {{ a }}";
        match try_in(source, &answer, samples::english()) {
            Ok(rich) => {
                let styles: Vec<_> = rich.spans.iter().map(|span| span.style.clone()).collect();
                prop_assert_eq!(styles, [Style::Bold, Style::Code, Style::Link("https://x.example/".into())]);
            }
            Err(fault) => prop_assert_eq!(fault, ReplyFault::TooLong),
        }
    }

    #[test]
    fn any_text_composes_or_faults(source in "(\\{\\{ |\\}\\}|\\{% |%\\}|if |for |in |end|a|b|\\.|\\||~|1|'| |\n){0,20}", a in any::<i64>()) {
        if let Ok(text) = ReplyText::parse(&source) {
            let _ = text.variables();
            let _ = Composer::new(samples::english()).compose(&text, &json!({"a": a, "b": [{"a": a}]}), &[], &user());
        }
    }
}
