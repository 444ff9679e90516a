//! Both languages have the same messages.

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
