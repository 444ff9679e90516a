//! Golden definitions: `tests/definition/*.toml`, each with what is said about it in both languages and, when it is
//! valid, how it is written. `UPDATE=1 cargo test --test definition` rewrites the expectations.

#![expect(clippy::disallowed_methods, reason = "UPDATE=1 rewrites expectations")]

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use errand::channel::text::problems;
use errand::domain::call::SecretName;
use errand::domain::definition::{Definition, Known};
use errand::domain::language::Language;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn definitions(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).expect("the folder is part of the repository");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    paths
}

fn known() -> Known {
    Known { secrets: Some(["shop_key", "shop_signing"].into_iter().filter_map(SecretName::parse).collect()) }
}

fn answer(file: &str, text: &str) -> String {
    let mut answer = String::new();
    let read = Definition::read(text, &known());
    for language in Language::ALL {
        let said = match &read {
            Ok((_, notes)) => problems::notes(file, notes, language),
            Err(found) => problems::report(file, found, language),
        };
        let _ = write!(answer, "== {language}\n{said}");
    }
    if let Ok((definition, _)) = read {
        let _ = write!(answer, "== written\n{}", definition.write());
    }
    answer
}

#[test]
fn golden_definitions() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut different = Vec::new();
    for path in definitions("tests/definition") {
        let file = path.file_name().expect("it is a file").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("definitions are UTF-8");
        let answer = answer(&file, &text);
        assert!(!answer.contains("{$"), "{file}: a sentence misses a value:\n{answer}");
        let expected = path.with_extension("txt");
        if update {
            fs::write(&expected, &answer).expect("the folder can be written");
        } else if fs::read_to_string(&expected).ok().as_deref() != Some(&answer) {
            different.push(format!("--- {file}\n{answer}"));
        }
    }
    assert!(different.is_empty(), "UPDATE=1 rewrites these when they are right:\n{}", different.join("\n"));
}

#[test]
fn the_worked_examples_are_valid_and_survive_writing() {
    let paths = definitions("config/actions");
    assert_eq!(paths.len(), 4);
    for path in paths {
        let text = fs::read_to_string(&path).expect("definitions are UTF-8");
        let (definition, notes) = match Definition::read(&text, &known()) {
            Ok(read) => read,
            Err(found) => panic!("{}", problems::report(&path.to_string_lossy(), &found, Language::English)),
        };
        assert_eq!(notes, [], "{}: examples say everything themselves", path.display());
        assert!(definition.triggers.len() >= 6, "{}: customers say it in more ways", path.display());
        let written = definition.write();
        assert_eq!(Definition::read(&written, &known()).map(|(again, _)| again), Ok(definition), "{written}");
    }
}
