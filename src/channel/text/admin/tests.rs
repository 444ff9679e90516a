//! Both languages have the same messages, and the code uses exactly those.

use std::collections::BTreeSet;

use fluent_bundle::FluentResource;

const ENGLISH: &str = concat!(include_str!("../en/admin.ftl"), include_str!("../en/desk.ftl"));
const GERMAN: &str = concat!(include_str!("../de/admin.ftl"), include_str!("../de/desk.ftl"));

/// The ids of messages and, indented, of their attributes.
fn ids(file: &str) -> Vec<&str> {
    let named = |line: &&str| line.starts_with(char::is_alphabetic) || line.starts_with("    .");
    file.lines().filter(named).filter_map(|line| line.split(" =").next()).collect()
}

#[test]
fn both_languages_say_the_same() {
    assert_eq!(ids(ENGLISH), ids(GERMAN));
}

#[test]
fn both_files_are_fluent() {
    for file in [ENGLISH, GERMAN] {
        if let Err((_, errors)) = FluentResource::try_new(file.to_owned()) {
            panic!("{errors:?}");
        }
    }
}

/// Commands are named by `COMMAND`, so that each surface spells them its own way.
#[test]
fn commands_are_named_as_they_are_where_they_are_read() {
    for file in [ENGLISH, GERMAN] {
        let mut id = "";
        for line in file.lines().filter(|line| !line.starts_with('#')) {
            if let Some((begun, _)) = line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic)) {
                id = begun;
            }
            let is_typed = ["admin-help-typed", "admin-refused-unknown-verb"].contains(&id);
            assert!(is_typed || !line.contains("/action"), "{id}: {line}");
        }
    }
}

#[test]
fn every_message_is_used_and_every_used_message_exists() {
    const SOURCES: [&str; 8] = [
        concat!(include_str!("asking.rs"), include_str!("card.rs"), include_str!("chart.rs")),
        include_str!("diff.rs"),
        concat!(include_str!("guide.rs"), include_str!("unfiled.rs")),
        include_str!("ledger.rs"),
        include_str!("page.rs"),
        include_str!("phrases.rs"),
        include_str!("refusal.rs"),
        concat!(include_str!("report.rs"), include_str!("show.rs")),
    ];
    let is_id = |text: &&str| {
        ["admin-", "desk-", "guide-", "phrase-"].iter().any(|area| text.starts_with(area))
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let used: BTreeSet<&str> = SOURCES.iter().flat_map(|source| source.split('"')).filter(is_id).collect();
    let said: BTreeSet<&str> = ids(ENGLISH).into_iter().filter(|id| !id.starts_with(' ')).collect();
    assert_eq!(used, said);
}
