use std::time::Duration;

use jiff::civil::Date;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use regex::Regex;

use super::*;
use crate::domain::action::ActionName;
use crate::domain::call::{Endpoint, Method, Scheme, SecretName};
use crate::domain::conversation::UserAttribute;
use crate::domain::definition::Known;
use crate::domain::input::InputName;
use crate::domain::template::{Piece, Source, Template};

/// A text with all that needs escapes, and something to see in it.
fn text() -> impl Strategy<Value = String> {
    "[ -~äß€😀\t\r\n\u{1}\u{85}\"'\\\\]{0,30}x[\"'\\\\\n]{0,3}"
}

/// Literal text of a template: no braces, which would be placeholders.
fn literal() -> impl Strategy<Value = String> {
    "[ -z|~ä😀\t\n]{0,12}"
}

fn name(index: usize) -> InputName {
    InputName::parse(&format!("input_{index}")).unwrap_or_else(|_| unreachable!("a letter, then letters and digits"))
}

fn date() -> impl Strategy<Value = Date> {
    (1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn decimal_number() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), 0_u32..10).prop_map(|(digits, scale)| Decimal::new(digits, scale))
}

fn date_bound() -> impl Strategy<Value = DateBound> {
    prop_oneof![date().prop_map(DateBound::On), (-1000..1000).prop_map(|plus_days| DateBound::Today { plus_days })]
}

/// A kind without a default or with one that fits.
fn kind_and_presence() -> impl Strategy<Value = (InputKind, Presence)> {
    let with = |value: Option<Value>| value.map_or(Presence::Required, Presence::Default);
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    prop_oneof![
        (1_usize..5, 5_usize..4000).prop_map(move |(min_length, max_length)| {
            (InputKind::Text { min_length, max_length }, with(text("hello")))
        }),
        Just((InputKind::Email, Presence::Optional)),
        Just((InputKind::Email, with(text("johndoe@example.com")))),
        Just((InputKind::Url, Presence::Required)),
        option::of(Just("DE".to_owned())).prop_map(move |region| (InputKind::Phone { region }, Presence::Optional)),
        (option::of(Just(i64::MIN)), option::of(any::<i64>()))
            .prop_map(move |(min, max)| { (InputKind::Integer { min, max }, with(max.map(Value::Integer))) }),
        option::of(decimal_number())
            .prop_map(move |min| { (InputKind::Number { min, max: None }, with(min.map(Value::Number))) }),
        any::<bool>().prop_map(move |flag| (InputKind::Boolean, with(Some(Value::Boolean(flag))))),
        option::of(date_bound()).prop_map(|min| (InputKind::Date { min, max: None }, Presence::Required)),
        date().prop_map(move |day| {
            (InputKind::Date { min: None, max: Some(DateBound::On(day)) }, with(Some(Value::Date(day))))
        }),
        Just((InputKind::Choice { options: vec!["Red".to_owned(), "It's \"x\" \\".to_owned()] }, with(text("Red")))),
        prop_oneof![Just(r"^\d{6}$"), Just(r#"['"\\]+x"#)].prop_map(|source| {
            let regex = Regex::new(source).unwrap_or_else(|_| unreachable!("both are expressions"));
            (InputKind::Pattern { regex: regex.into() }, Presence::Optional)
        }),
    ]
}

fn inputs() -> impl Strategy<Value = Vec<Input>> {
    let rest = (text(), kind_and_presence(), option::of(text()), any::<bool>());
    vec(rest, 0..5).prop_map(|inputs| {
        let input = |(index, (instructions, (kind, presence), error, sensitive))| Input {
            name: name(index),
            instructions,
            kind,
            kind_inferred: false,
            example: None,
            error,
            presence,
            sensitive,
        };
        inputs.into_iter().enumerate().map(input).collect()
    })
}

fn template() -> impl Strategy<Value = Template> {
    let attribute = prop::sample::select(UserAttribute::ALL.as_slice());
    vec((literal(), option::of(attribute)), 0..3).prop_map(|pieces| {
        Template::from_pieces(pieces.into_iter().flat_map(|(literal, attribute)| {
            let placeholder = attribute.map(|attribute| Piece::Placeholder(Source::User(attribute)));
            std::iter::once(Piece::Literal(literal)).chain(placeholder)
        }))
    })
}

fn leaf() -> impl Strategy<Value = Leaf> {
    prop_oneof![
        template().prop_map(Leaf::Template),
        any::<i64>().prop_map(|number| Leaf::Number(number.into())),
        prop::num::f64::NORMAL
            .prop_filter_map("finite", |number| serde_json::Number::from_f64(number).map(Leaf::Number)),
        any::<bool>().prop_map(Leaf::Boolean),
    ]
}

/// Distinct names, some of which TOML has to quote.
fn named<T: std::fmt::Debug>(value: impl Strategy<Value = T>, most: usize) -> impl Strategy<Value = Vec<(String, T)>> {
    vec((literal(), value), 0..=most).prop_map(|entries| {
        entries.into_iter().enumerate().map(|(index, (text, value))| (format!("{text}{index}"), value)).collect()
    })
}

fn node() -> impl Strategy<Value = Node> {
    leaf().prop_map(Node::Leaf).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![vec(inner.clone(), 0..3).prop_map(Node::Array), named(inner, 3).prop_map(Node::Object),]
    })
}

fn auth_of_any_type() -> impl Strategy<Value = Auth> {
    let secret = SecretName::parse("shop.Key-1").unwrap_or_else(|| unreachable!("a letter, then what names have"));
    let key = |place, name: &str| Auth::ApiKey { place, name: name.to_owned(), secret: secret.clone() };
    let mut all = vec![
        Auth::None,
        key(KeyPlace::Header, "X-Api-Key"),
        key(KeyPlace::Query, "api key"),
        Auth::Bearer { secret: secret.clone() },
        Auth::Basic { user: "o'neill \"x\"".to_owned(), secret: secret.clone() },
    ];
    all.extend(Scheme::ALL.map(|scheme| Auth::Signature { scheme, secret: secret.clone() }));
    prop::sample::select(all)
}

fn body_for(method: Method) -> BoxedStrategy<Option<Body>> {
    if method.only_reads() {
        return Just(None).boxed();
    }
    let json = named(node(), 4).prop_map(|properties| Body { format: BodyFormat::Json, properties });
    let form =
        named(leaf().prop_map(Node::Leaf), 4).prop_map(|properties| Body { format: BodyFormat::Form, properties });
    option::of(prop_oneof![json, form]).boxed()
}

/// A call that uses every input, in its query.
fn call_with(inputs: usize) -> impl Strategy<Value = Call> {
    let all = (0..inputs).map(|index| format!("{{{{ {} }}}}", name(index))).collect::<Vec<_>>().join("-");
    let url = format!("https://shop.example.com:8443/a%20b/{{{{ user.id }}}}?all={all}");
    prop::sample::select(Method::ALL.as_slice()).prop_flat_map(move |method| {
        let url = Endpoint::parse(&url).unwrap_or_else(|faults| unreachable!("{faults:?}"));
        let rest = (named(leaf(), 3), vec("[ -z|~]{0,8}", 0..3), auth_of_any_type(), 100_u64..60_000);
        (rest, body_for(method), any::<bool>(), any::<bool>()).prop_map(
            move |((query, headers, auth, millis), body, idempotent, confirm)| Call {
                method,
                url: url.clone(),
                query,
                headers: headers
                    .into_iter()
                    .enumerate()
                    .map(|(index, text)| {
                        (format!("X-{index}"), Leaf::Template(Template::from_pieces([Piece::Literal(text)])))
                    })
                    .collect(),
                body,
                auth,
                timeout: Duration::from_millis(millis),
                idempotent: idempotent || method.only_reads(),
                confirm,
            },
        )
    })
}

fn reply() -> impl Strategy<Value = Reply> {
    let path = prop::sample::select(["$.status", "$['it\\'s odd']", "$.items[?@.a == \"x\"].b"].as_slice());
    let paths = || {
        vec(path.clone(), 0..3).prop_map(|paths| paths.into_iter().filter_map(|path| Path::parse(path).ok()).collect())
    };
    let said = || option::of(text().prop_filter_map("parses", |text| ReplyText::parse(&text).ok()));
    (paths(), paths(), said(), said(), said(), said(), option::of(text())).prop_map(
        |(include, exclude, text, not_found, rejected, unavailable, instructions)| Reply {
            include,
            exclude,
            text,
            not_found,
            rejected,
            unavailable,
            instructions,
        },
    )
}

prop_compose! {
    fn definition()(inputs in inputs())(
        call in call_with(inputs.len()),
        inputs in Just(inputs),
        reply in reply(),
        description in text(),
        phrases in vec("[ -~ä\"'\\\\]{0,20}", 1..6),
    ) -> Definition {
        let phrase = |(index, text): (usize, &String)| format!("{text} {index}");
        let (triggers, not) = phrases.split_at(1 + phrases.len() / 2);
        Definition {
            name: ActionName::parse("a-name_1").unwrap_or_else(|_| unreachable!("it is one")),
            description,
            triggers: triggers.iter().enumerate().map(|(index, text)| phrase((index, text))).collect(),
            not: not.iter().enumerate().map(|(index, text)| phrase((index + 10, text))).collect(),
            command: phrases.len() % 2 == 0,
            inputs,
            call,
            reply,
        }
    }
}

proptest! {
    #[test]
    fn what_is_written_reads_as_the_same(definition in definition()) {
        let written = definition.write();
        let read = Definition::read(&written, &Known::default());
        prop_assert_eq!(read.map(|(read, _)| read), Ok(definition), "{}", written);
    }
}

#[test]
fn an_inferred_kind_is_written_out() {
    let text = "name = \"a\"\ndescription = \"d\"\ntriggers = [\"t\"]\n\
                [[inputs]]\nname = \"email\"\ninstructions = \"Your e-mail address.\"\n\
                [call]\nmethod = \"GET\"\nurl = \"https://a.example/{{ email }}\"\n";
    let read = |text: &str| Definition::read(text, &Known::default()).map(|(definition, _)| definition);
    let inferred = read(text).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert!(inferred.inputs[0].kind_inferred);
    let written = inferred.write();
    assert!(written.contains("kind = \"email\""), "{written}");
    let mut expected = inferred;
    expected.inputs[0].kind_inferred = false;
    assert_eq!(read(&written), Ok(expected));
}

#[test]
fn numbers_that_integers_cannot_hold_stay_exact() {
    for number in [Decimal::MAX, Decimal::MIN, Decimal::new(1, 28), Decimal::from(u64::MAX)] {
        let text = format!("n = {}", decimal(number));
        let read = crate::domain::document::read(&text, 1_000, |root| root.need("n")?.number());
        assert_eq!(read, Ok(number));
    }
}
