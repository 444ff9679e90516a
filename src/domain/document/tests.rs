use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::domain::problem::Shape;

fn read_all(text: &str, take: impl FnOnce(&Table<'_>)) -> Vec<Problem> {
    read(text, 10_000, |root| {
        take(root);
        root.finish();
        Some(())
    })
    .err()
    .unwrap_or_default()
}

fn places(problems: &[Problem]) -> Vec<(usize, &str)> {
    problems.iter().map(|problem| (problem.line, problem.path.as_str())).collect()
}

#[test]
fn reads_what_is_asked_for() {
    let text = "name = \"a\"\ncount = 1_000\nflags = [true, false]\nwait = \"1m\"\n[deep]\nratio = 0.10\n";
    let read = read(text, 1_000, |root| {
        let name = root.need("name")?.text(10)?.to_owned();
        let count = root.need("count")?.integer_within(&(0..=1_000))?;
        let flags: Vec<bool> = root.need("flags")?.list(2)?.iter().filter_map(Item::flag).collect();
        let wait = root.need("wait")?.duration(&(Duration::ZERO..=Duration::from_mins(1)))?;
        let deep = root.need("deep")?.table()?;
        let ratio = deep.need("ratio")?.number()?.to_string();
        deep.finish();
        root.finish();
        Some((name, count, flags, wait, ratio))
    });
    let expected = ("a".to_owned(), 1_000, vec![true, false], Duration::from_mins(1), "0.10".to_owned());
    assert_eq!(read, Ok(expected));
}

#[test]
fn everything_is_reported_by_line_and_key() {
    let text = "# a comment\nb = 1\n\n[[list]]\nx = 1\n\n[[list]]\n\"y z\" = 1\n\n[table]\n";
    let problems = read_all(text, |root| {
        root.need("a");
        root.get("b").and_then(|item| item.text(10));
        for entry in root.get("list").and_then(|item| item.list(5)).into_iter().flatten() {
            entry.table().inspect(Table::finish);
        }
        root.get("table").and_then(|item| item.table()).inspect(|table| {
            table.need("key");
        });
    });
    let expected = [(1, "a"), (2, "b"), (5, "list[1].x"), (8, "list[2].\"y z\""), (10, "table.key")];
    assert_eq!(places(&problems), expected);
    assert_eq!(problems[1].fault, Fault::WrongType { expected: Shape::Text, got: Shape::Integer });
}

#[test]
fn lines_of_a_list_are_those_of_its_entries() {
    let problems = read_all("a = [\n  1,\n  \"x\",\n]\r\nb = 1\n", |root| {
        for entry in root.get("a").and_then(|item| item.list(5)).into_iter().flatten() {
            entry.flag();
        }
    });
    assert_eq!(places(&problems), [(2, "a[1]"), (3, "a[2]"), (5, "b")]);
}

#[test]
fn mistakes_on_their_own_lines_hide_nothing_else() {
    let problems = read_all("a = x\nb = 1\nc = \"open\nd = 2\n", |root| {
        root.need("a");
        root.get("b").and_then(|item| item.flag());
        root.need("e");
    });
    // `e` may be what line 3 was meant to be; `d` is unknown whatever line 3 was.
    let lines: Vec<usize> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [1, 2, 3, 4]);
}

#[test]
fn below_an_open_bracket_nothing_is_believed() {
    let problems = read_all("b = 1\na = [1,\nx = 1\ny = 2\n", |root| {
        root.get("b").and_then(|item| item.flag());
        root.get("a").and_then(|item| item.list(1));
    });
    assert_eq!(places(&problems), [(1, "b"), (3, "")]);
}

#[test]
fn a_key_given_twice_is_a_mistake() {
    let problems = read_all("a = 1\na = 2\n", |root| {
        root.get("a");
    });
    assert!(matches!(problems.as_slice(), [Problem { line: 2, fault: Fault::Syntax { .. }, .. }]), "{problems:?}");
}

#[test]
fn too_large_documents_are_not_parsed() {
    let problems = read("a = 1", 4, |_| Some(())).err().unwrap_or_default();
    assert_eq!(problems, [Problem { line: 1, path: String::new(), fault: Fault::TooLarge { max: 4 } }]);
}

#[test]
fn suggestions_are_near() {
    let known = ["triggers", "inputs", "name"];
    assert_eq!(suggest::closest("trigers", known).as_deref(), Some("triggers"));
    assert_eq!(suggest::closest("Inputs", known).as_deref(), Some("inputs"));
    assert_eq!(suggest::closest("nmae", known).as_deref(), Some("name"));
    assert_eq!(suggest::closest("trig", known).as_deref(), Some("triggers"));
    assert_eq!(suggest::closest("colour", known), None);
    assert_eq!(suggest::closest("in", known), None);
}

#[test]
fn durations_have_a_unit() {
    let all = Duration::ZERO..=Duration::from_secs(100_000);
    let duration = |text: &str| {
        read(&format!("a = {text:?}"), 1_000, |root| root.need("a")?.duration(&all)).ok().map(|found| found.as_millis())
    };
    let cases = [
        ("500ms", Some(500)),
        ("2s", Some(2_000)),
        ("1m", Some(60_000)),
        ("1h", Some(3_600_000)),
        ("0s", Some(0)),
        ("2", None),
        ("s", None),
        ("-2s", None),
        ("2.5s", None),
        ("2 s", None),
        ("99999999999999999999s", None),
        ("9999999999999999h", None),
    ];
    for (text, millis) in cases {
        assert_eq!(duration(text), millis, "{text}");
    }
}

proptest! {
    #[test]
    fn durations_survive_writing(millis in 0_u64..10_000_000) {
        let duration = Duration::from_millis(millis);
        let text = format!("a = \"{}\"", duration_text(duration));
        let all = Duration::ZERO..=Duration::from_secs(100_000);
        prop_assert_eq!(read(&text, 1_000, |root| root.need("a")?.duration(&all)), Ok(duration));
    }

    /// Whatever is broken in a document, its parts above are still judged and no line is told twice.
    #[test]
    fn broken_documents_are_read_as_far_as_they_go(junk in "[\\[\\]{}=\"'a-z0-9,.# \n]{0,60}") {
        let problems = read_all(&format!("first = 1\n{junk}"), |root| {
            root.get("first").and_then(|item| item.flag());
        });
        prop_assert!(problems.iter().any(|problem| problem.path == "first" || problem.line == 1));
        let mut syntax: Vec<usize> = problems
            .iter()
            .filter(|problem| matches!(problem.fault, Fault::Syntax { .. }))
            .map(|problem| problem.line)
            .collect();
        let told = syntax.len();
        syntax.dedup();
        prop_assert_eq!(syntax.len(), told);
    }
}

#[test]
fn byte_order_marks_and_carriage_returns_do_not_count() {
    let problems = read_all("\u{feff}a = 1\r\nb = 2\r\n", |root| {
        root.get("a").and_then(|item| item.integer());
    });
    assert_eq!(places(&problems), [(2, "b")]);
}

#[test]
fn deep_nesting_is_a_mistake_and_not_a_crash() {
    let deep = 60_000;
    for text in [
        format!("a = {}", "[".repeat(deep)),
        format!("a = {}", "{a=".repeat(deep)),
        format!("{}a = 1", "a.".repeat(deep)),
        format!("[{}a]", "a.".repeat(deep)),
        format!("[[{}a]]", "a.".repeat(deep)),
    ] {
        let problems = read(&text, 300_000, |root| root.need("a").map(drop)).err().unwrap_or_default();
        assert!(matches!(problems.as_slice(), [Problem { fault: Fault::Syntax { .. }, .. }, ..]), "{text:.20}");
    }
}
