//! The words: both languages say the same things with the same values, nothing is missing and nothing is left over.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use errand::channel::text::speech::speech;
use errand::domain::language::Language;
use errand::engine::effect::Choice;
use errand::engine::event::Pick;
use errand::engine::phrase::{self, Phrase};
use errand::engine::{Message, Utterance};
use fluent_bundle::FluentResource;
use regex::Regex;

/// A message: its attributes and the values it takes.
#[derive(Debug, Default, PartialEq)]
struct Shape {
    attributes: BTreeSet<String>,
    values: BTreeSet<String>,
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder is part of the repository") {
        let path = entry.expect("the folder can be listed").path();
        if path.is_dir() {
            found.extend(files(&path, extension));
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn regex(text: &str) -> Regex {
    Regex::new(text).expect("the expression is right")
}

/// Every message of a language by id, and the names of its files.
fn messages(language: Language) -> (BTreeMap<String, Shape>, Vec<String>) {
    let folder = source().join("channel/text").join(language.tag());
    let (begins, attribute) = (regex(r"^([a-z][a-z0-9-]*) ="), regex(r"^\s+\.([a-z-]+) ="));
    let value = regex(r"\$([a-z][a-z0-9_-]*)");
    let mut messages: BTreeMap<String, Shape> = BTreeMap::new();
    let mut names = Vec::new();
    for path in files(&folder, "ftl") {
        let text = fs::read_to_string(&path).expect("words are UTF-8");
        assert!(FluentResource::try_new(text.clone()).is_ok(), "{} does not parse", path.display());
        names.push(path.file_name().expect("it is a file").to_string_lossy().into_owned());
        let mut id = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            if let Some(found) = begins.captures(line) {
                found[1].clone_into(&mut id);
                assert!(!messages.contains_key(&id), "{id} is said twice in {}", path.display());
            }
            if line.trim().is_empty() {
                continue;
            }
            let shape = messages.entry(id.clone()).or_default();
            shape.attributes.extend(attribute.captures(line).map(|found| found[1].to_owned()));
            shape.values.extend(value.captures_iter(line).map(|found| found[1].to_owned()));
        }
    }
    (messages, names)
}

fn code() -> String {
    let texts = files(&source(), "rs").into_iter().map(|path| fs::read_to_string(path).expect("code is UTF-8"));
    texts.collect::<Vec<_>>().join("\n")
}

#[test]
fn both_languages_say_the_same() {
    let ((english, english_files), (german, german_files)) = (messages(Language::English), messages(Language::German));
    assert_eq!(english_files, german_files);
    let code = code();
    for file in &english_files {
        for tag in ["en", "de"] {
            assert!(code.contains(&format!("include_str!(\"{tag}/{file}\")")), "{tag}/{file} is not registered");
        }
    }
    let ids = |messages: &BTreeMap<String, Shape>| messages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(ids(&english), ids(&german));
    for (id, shape) in &english {
        assert_eq!(Some(shape), german.get(id), "{id}");
    }
}

#[test]
fn every_message_is_used() {
    let literals: BTreeSet<String> =
        regex(r#""([a-z][a-z0-9{}_-]*)""#).captures_iter(&code()).map(|found| found[1].to_owned()).collect();
    // `kinds-name-{}` stands for every message of that beginning.
    let patterns: Vec<Regex> = literals
        .iter()
        .filter(|literal| literal.contains('{') && literal.contains('-'))
        .map(|literal| regex(&format!("^{}$", regex(r"\{[a-z_]*\}").replace_all(literal, "[a-z0-9-]+"))))
        .collect();
    let unused: Vec<String> = messages(Language::English)
        .0
        .into_keys()
        .filter(|id| !literals.contains(id) && !patterns.iter().any(|pattern| pattern.is_match(id)))
        .collect();
    assert_eq!(unused, Vec::<String>::new(), "nobody says these");
}

#[test]
fn every_message_that_is_used_exists() {
    let (known, _) = messages(Language::English);
    let used = regex(r#"\b(?:plain|marked|rich|attribute|row_line)\(\s*[a-z.*()]+,\s*"([a-z][a-z0-9-]*)""#);
    let unknown: BTreeSet<String> =
        used.captures_iter(&code()).map(|found| found[1].to_owned()).filter(|id| !known.contains_key(id)).collect();
    assert_eq!(unknown, BTreeSet::new(), "these have no words");
    // In the short form of a module, the beginning of the id may be left out.
    let short = regex(r#"\b(?:say|with)\(\s*"([a-z][a-z0-9-]*)""#);
    let unknown: BTreeSet<String> = short
        .captures_iter(&code())
        .map(|found| found[1].to_owned())
        .filter(|id| !known.keys().any(|known| known == id || known.ends_with(&format!("-{id}"))))
        .collect();
    assert_eq!(unknown, BTreeSet::new(), "these have no words");
}

/// Where there are no buttons, people type what they would press.
#[test]
fn every_label_can_be_typed() {
    let labels = [
        (Pick::Yes, Phrase::Yes),
        (Pick::No, Phrase::No),
        (Pick::Change, Phrase::Change),
        (Pick::NoneOfThese, Phrase::NoneOfThese),
        (Pick::Skip, Phrase::Skip),
        (Pick::Back, Phrase::Back),
        (Pick::Cancel, Phrase::Cancel),
        (Pick::Human, Phrase::Human),
        (Pick::Send, Phrase::Send),
        (Pick::DryRun, Phrase::DryRun),
        (Pick::Sample, Phrase::Sample),
    ];
    let languages = Language::ALL.map(|language| (Pick::Speak(language), Phrase::Speak(language)));
    for language in Language::ALL {
        for (pick, phrase) in labels.iter().chain(&languages) {
            let choices = vec![Choice { pick: pick.clone(), title: String::new() }];
            let said = speech(
                language,
                &Message { parts: vec![Utterance::Confirm], choices, question: 1, ..Message::default() },
            );
            let label = &said.choices[0].text;
            assert_eq!(phrase::recognise(label), Some(*phrase), "{label}");
        }
    }
}

/// Words that sentences tell people to write, in asterisks, do what the sentences say.
#[test]
fn every_word_to_write_is_understood() {
    let emphasised = regex(r"(?:^|[^*])\*([^*\s][^*]*)\*(?:[^*]|$)");
    for language in Language::ALL {
        let path = source().join("channel/text").join(language.tag()).join("engine.ftl");
        let text = fs::read_to_string(path).expect("words are UTF-8");
        let words: BTreeSet<String> = emphasised.captures_iter(&text).map(|found| found[1].to_owned()).collect();
        assert!(words.len() >= 4, "{words:?}");
        for word in words {
            assert!(phrase::recognise(&word).is_some(), "nobody understands {word:?}");
        }
    }
}
