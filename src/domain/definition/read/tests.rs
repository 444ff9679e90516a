use proptest::prelude::*;

use super::*;
use crate::domain::call::{Auth, BodyFormat, Leaf, Method, Node};
use crate::domain::input::{InputKind, Presence, Value};
use crate::domain::problem::Remark;

const HEAD: &str = "name = \"a\"\ndescription = \"d\"\ntriggers = [\"t\"]\n";

fn read_text(text: &str) -> Result<(Definition, Vec<Note>), Vec<Problem>> {
    Definition::read(text, &Known::default())
}

fn definition(rest: &str) -> Definition {
    match read_text(&format!("{HEAD}{rest}")) {
        Ok((definition, _)) => definition,
        Err(problems) => panic!("{problems:?}"),
    }
}

fn faults(rest: &str) -> Vec<Fault> {
    let problems = read_text(&format!("{HEAD}{rest}")).err().unwrap_or_default();
    problems.into_iter().map(|problem| problem.fault).collect()
}

#[test]
fn what_is_left_out_has_its_default() {
    let get = definition("[call]\nmethod = \"GET\"\nurl = \"https://a.example\"\n");
    assert_eq!((get.call.idempotent, get.call.confirm, get.call.timeout), (true, false, limits::CALL_TIMEOUT));
    assert_eq!((get.call.auth, get.call.body, get.inputs.len()), (Auth::None, None, 0));
    let put = definition("[call]\nmethod = \"put\"\nurl = \"https://a.example\"\nbody = {}\n");
    assert_eq!((put.call.method, put.call.idempotent, put.call.confirm), (Method::Put, false, true));
    assert_eq!(put.call.body.map(|body| body.format), Some(BodyFormat::Json));
}

#[test]
fn a_body_keeps_types_and_order() {
    let read = definition(
        "[call]\nmethod = \"POST\"\nurl = \"https://a.example\"\n\
         body = { z = 1, a = 1.5, m = [true, { x = \"s\" }], d = 2026-01-01 }\n",
    );
    let properties = read.call.body.map(|body| body.properties).unwrap_or_default();
    let names: Vec<&str> = properties.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["z", "a", "m", "d"]);
    assert_eq!(properties[0].1, Node::Leaf(Leaf::Number(1.into())));
    assert!(matches!(&properties[2].1, Node::Array(entries) if entries[0] == Node::Leaf(Leaf::Boolean(true))));
    assert!(matches!(&properties[3].1, Node::Leaf(Leaf::Template(text)) if text.text() == "2026-01-01"));
}

#[test]
fn an_inferred_kind_is_noted_where_the_input_stands() {
    let text = format!(
        "{HEAD}[[inputs]]\nname = \"contact\"\ninstructions = \"Valid email format (e.g. johndoe@example.com)\"\n\
         [call]\nmethod = \"GET\"\nurl = \"https://a.example/{{{{ contact }}}}\"\n"
    );
    let (definition, notes) = read_text(&text).unwrap_or_else(|problems| panic!("{problems:?}"));
    assert_eq!(definition.inputs[0].kind, InputKind::Email);
    assert!(definition.inputs[0].kind_inferred);
    let remark = Remark::KindInferred { input: "contact".to_owned(), kind: "email" };
    assert_eq!(notes, [Note { line: 4, path: "inputs[1].kind".to_owned(), remark }]);
}

#[test]
fn defaults_are_values_of_their_kind() {
    let input = |kind: &str, default: &str| {
        let rest = format!(
            "[[inputs]]\nname = \"x\"\ninstructions = \"i\"\nkind = {kind}\ndefault = {default}\n\
             [call]\nmethod = \"GET\"\nurl = \"https://a.example/{{{{ x }}}}\"\n"
        );
        read_text(&format!("{HEAD}{rest}")).map(|(definition, _)| definition.inputs[0].presence.clone())
    };
    let is = |text: &str| Ok(Presence::Default(Value::Text(text.to_owned())));
    assert_eq!(input("\"integer\"", "5"), Ok(Presence::Default(Value::Integer(5))));
    assert_eq!(input("\"boolean\"", "false"), Ok(Presence::Default(Value::Boolean(false))));
    assert_eq!(input("{ type = \"choice\", options = [\"Red\", \"Blue\"] }", "\"red\""), is("Red"));
    assert_eq!(input("{ type = \"phone\", region = \"DE\" }", "\"030 901820\""), is("+4930901820"));
    for (kind, default) in [
        ("{ type = \"integer\", max = 4 }", "5"),
        ("{ type = \"choice\", options = [\"Red\"] }", "\"green\""),
        ("{ type = \"date\", min = 2026-02-01 }", "2026-01-31"),
        ("{ type = \"pattern\", regex = '^\\d$' }", "\"x\""),
        ("\"date\"", "\"tomorrow\""),
        ("\"date\"", "2026-01-01T10:00:00Z"),
    ] {
        let fault = input(kind, default).err().map(|problems| problems[0].fault.clone());
        assert!(matches!(fault, Some(Fault::DefaultUnfit { .. })), "{kind} {default}: {fault:?}");
    }
}

#[test]
fn examples_that_depend_on_the_day_or_the_operator_pass() {
    for (kind, example) in [
        ("{ type = \"date\", min = \"today\" }", "2020-01-01"),
        ("{ type = \"date\", min = 2030-01-01 }", "tomorrow"),
        ("\"phone\"", "030 901820"),
        ("{ type = \"number\", max = 5000 }", "24,90"),
    ] {
        let rest = format!(
            "[[inputs]]\nname = \"x\"\ninstructions = \"i\"\nkind = {kind}\nexample = \"{example}\"\n\
             [call]\nmethod = \"GET\"\nurl = \"https://a.example/{{{{ x }}}}\"\n"
        );
        assert_eq!(faults(&rest), [], "{kind} {example}");
    }
}

#[test]
fn an_input_with_a_default_may_stand_in_the_path() {
    let rest = "[[inputs]]\nname = \"x\"\ninstructions = \"i\"\nkind = \"text\"\noptional = true\ndefault = \"all\"\n\
                [call]\nmethod = \"GET\"\nurl = \"https://a.example/{{ x }}\"\n";
    assert_eq!(faults(rest), []);
}

#[test]
fn a_broken_part_does_not_make_its_inputs_unused() {
    let inputs = "[[inputs]]\nname = \"x\"\ninstructions = \"i\"\nkind = \"text\"\n";
    for (rest, count) in [
        ("[call]\nmethod = \"GET\"\nurl = \"https://a.example/{{ x\"\n", 1),
        ("[call]\nmethod = \"GET\"\nurl = \"https://a.example/{x}/{{ x | upper }}\"\n", 1),
        ("[call]\nmethod = \"GET\"\nurl = \"https://a.example/\"\n[reply]\ntext = \"{% if x %}\"\n", 1),
        ("", 1),
    ] {
        assert_eq!(faults(&format!("{inputs}{rest}")).len(), count, "{rest}");
    }
}

#[test]
fn secrets_are_checked_only_when_they_are_known() {
    let text = format!(
        "{HEAD}[call]\nmethod = \"GET\"\nurl = \"https://a.example\"\nauth = {{ type = \"bearer\", secret = \"key\" }}\n"
    );
    assert!(read_text(&text).is_ok());
    assert!(Definition::read(&text, &Known { secrets: Some(BTreeSet::new()) }).is_err());
}

/// What was accepted before values of secrets were recognised still works for customers; it is not accepted again.
#[test]
fn what_is_stored_may_hold_the_value_of_a_secret() {
    let text = format!(
        "{HEAD}[call]\nmethod = \"GET\"\nurl = \"https://a.example/x?api_key=123\"\n\
         headers = {{ Authorization = \"Bearer ghp_16C7e42F292c6912E7710c838347Ae178B4a\" }}\n"
    );
    let stored = Definition::stored(&text).expect("it was accepted once");
    assert_eq!(stored.call.headers.len(), 1);
    let problems = read_text(&text).expect_err("it would not be now");
    assert!(problems.len() == 2 && problems.iter().all(|problem| problem.fault.exposes()), "{problems:?}");
    assert!(!format!("{problems:?}").contains("ghp_"));
    assert!(Definition::stored("name = 3").is_err());
}

proptest! {
    /// A definition with anything in place of one of its lines is read, or something is said about it.
    #[test]
    fn hostile_definitions_get_an_answer(line in 0_usize..35, junk in "[a-z0-9_\\[\\]{}=\"'., |%\\\\\n-]{0,40}") {
        let golden = include_str!("../../../../config/actions/refund-request.toml");
        let lines: Vec<&str> = golden.lines().enumerate().map(|(at, text)| if at == line { junk.as_str() } else { text }).collect();
        match read_text(&lines.join("\n")) {
            Ok((definition, _)) => prop_assert!(read_text(&definition.write()).is_ok()),
            Err(problems) => prop_assert!(!problems.is_empty()),
        }
    }

    #[test]
    fn arbitrary_text_gets_an_answer(text in ".{0,80}") {
        prop_assert!(read_text(&text).is_err_and(|problems| !problems.is_empty()));
    }
}
