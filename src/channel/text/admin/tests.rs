//! Both languages have the same messages, and the code uses exactly those.

use std::collections::BTreeSet;

use fluent_bundle::FluentResource;

const ENGLISH: &str = include_str!("../en/admin.ftl");
const GERMAN: &str = include_str!("../de/admin.ftl");

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

#[test]
fn every_message_is_used_and_every_used_message_exists() {
    const SOURCES: [&str; 6] = [
        include_str!("diff.rs"),
        include_str!("guide.rs"),
        include_str!("page.rs"),
        include_str!("phrases.rs"),
        include_str!("refusal.rs"),
        concat!(include_str!("report.rs"), include_str!("show.rs")),
    ];
    let is_id = |text: &&str| {
        ["admin-", "guide-", "phrase-"].iter().any(|area| text.starts_with(area))
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    };
    let used: BTreeSet<&str> = SOURCES.iter().flat_map(|source| source.split('"')).filter(is_id).collect();
    let said: BTreeSet<&str> = ids(ENGLISH).into_iter().filter(|id| !id.starts_with(' ')).collect();
    assert_eq!(used, said);
}
