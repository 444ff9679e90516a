//! Every fault is said in both languages, and the golden definitions in `tests/definition` cause every one.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::*;
use crate::domain::call::SecretName;
use crate::domain::definition::{Definition, Known};
use crate::domain::limits;

const FILES: [&str; 2] = [include_str!("../en/problems.ftl"), include_str!("../de/problems.ftl")];

/// The ids of the messages in a Fluent file.
fn ids(file: &str) -> Vec<&str> {
    file.lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split(" =").next())
        .collect()
}

fn check(text: &str) -> Vec<Problem> {
    let secrets = ["shop_key", "shop_signing"].into_iter().filter_map(SecretName::parse).collect();
    Definition::read(text, &Known { secrets: Some(secrets) }).err().unwrap_or_default()
}

#[test]
fn both_languages_have_the_same_messages_each_with_a_hint() {
    let [english, german] = FILES.map(ids);
    assert_eq!(english, german);
    for id in english.iter().filter(|id| **id != "problem-hint-label") {
        for language in Language::ALL {
            assert_ne!(plain(language, id, &[]), *id);
            assert!(attribute(language, id, "hint", &[]).is_some(), "{id} has no hint in {language}");
        }
    }
}

#[test]
fn the_golden_definitions_cause_every_fault() {
    let mut caused = BTreeSet::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/definition");
    for file in fs::read_dir(folder).expect("the folder is part of the repository") {
        let path = file.expect("the folder can be listed").path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).expect("definitions are UTF-8");
            caused.extend(check(&text).iter().map(|problem| message(&problem.fault)));
        }
    }
    caused.extend(check(&"#".repeat(limits::DEFINITION_BYTES + 1)).iter().map(|problem| message(&problem.fault)));
    let said: BTreeSet<&str> =
        ids(FILES[0]).into_iter().filter(|id| id.starts_with("problem-") && *id != "problem-hint-label").collect();
    assert_eq!(caused, said);
}

#[test]
fn what_authors_write_stays_on_one_line_and_is_cut() {
    let fault = Fault::NotADuration { got: format!("\u{1b}[31m\n{}", "x".repeat(500)) };
    let found = Problem { line: 3, path: "call.timeout".to_owned(), fault };
    let report = report("a.toml", &[found], Language::English);
    assert!(report.starts_with("a.toml:3: \"call.timeout\" is \"\\u{1b}[31m\\nxxx"), "{report}");
    assert_eq!(report.lines().count(), 2);
    assert!(report.len() < 400);
}
