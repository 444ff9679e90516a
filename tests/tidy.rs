//! The house is tidy: who knows whom, how long a file may be, what the top level holds.

use std::fs;
use std::path::{Path, PathBuf};

/// Lines of code that a file may have; blank lines and comments do not count.
const FILE_LINES: usize = 400;

/// What each layer may name of the crate, beside itself. `src/lib.rs` explains the edges.
const EDGES: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("matching", &["domain"]),
    ("engine", &["domain", "matching"]),
    ("admin", &["domain", "matching"]),
    ("store", &["domain", "engine"]),
    ("exchange", &[]),
    ("api", &["domain", "engine", "exchange"]),
    ("config", &["domain", "api", "matching"]),
    ("channel::text", &["domain", "engine", "admin", "api"]),
    ("runtime", &["domain", "matching", "engine", "admin", "store", "api", "channel::text"]),
    ("channel", &["domain", "engine", "admin", "exchange", "channel::text", "runtime", "config"]),
    ("app", &["domain", "matching", "engine", "store", "api", "channel", "channel::text", "runtime", "config"]),
    (
        "cli",
        &[
            "domain",
            "matching",
            "engine",
            "admin",
            "store",
            "api",
            "channel",
            "channel::text",
            "runtime",
            "config",
            "app",
            "telemetry",
            "shop",
        ],
    ),
];

/// Crates that the pure layers must not name: no I/O, no clock, no randomness, no environment, no logs.
const IMPURE: &[&str] = &[
    "tokio",
    "sqlx",
    "reqwest",
    "hyper",
    "axum",
    "serenity",
    "teloxide",
    "tracing",
    "getrandom",
    "std::env",
    "std::fs",
    "std::net",
    "std::time::Instant",
    "std::time::SystemTime",
    "Timestamp::now",
    "Zoned::now",
];
const PURE: &[&str] = &["domain", "matching", "engine", "admin"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The layer a file of `src` belongs to: its first folder, or its own name.
fn layer(path: &Path) -> String {
    let relative = path.strip_prefix(root().join("src")).expect("below src");
    if relative.starts_with("channel/text") {
        return "channel::text".to_owned();
    }
    let first = relative.components().next().expect("has a name").as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn code(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).expect("the file can be read");
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.map(str::to_owned).collect()
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "tests" || part.as_os_str() == "tests.rs")
}

#[test]
fn layers_know_only_those_below() {
    let mut wrong = Vec::new();
    for path in rust_files(&root().join("src")).iter().filter(|path| !is_test(path)) {
        let layer = layer(path);
        let Some((_, allowed)) = EDGES.iter().find(|(name, _)| *name == layer) else { continue };
        for line in code(path) {
            for (other, _) in EDGES {
                let inner = *other == "channel" && line.contains("crate::channel::text");
                let names = line.contains(&format!("crate::{other}")) && !inner;
                if names && *other != layer && !allowed.contains(other) {
                    wrong.push(format!("{}: `{layer}` names `{other}`: {line}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "layers that know too much:\n{}", wrong.join("\n"));
}

#[test]
fn every_layer_has_its_edges() {
    for path in rust_files(&root().join("src")) {
        let layer = layer(&path);
        let known =
            EDGES.iter().any(|(name, _)| *name == layer) || ["lib", "main", "telemetry", "shop"].contains(&&*layer);
        assert!(known, "{} belongs to no layer: name it in EDGES", path.display());
    }
}

#[test]
fn pure_layers_touch_nothing_outside() {
    let mut wrong = Vec::new();
    for path in rust_files(&root().join("src")).iter().filter(|path| !is_test(path)) {
        if !PURE.contains(&&*layer(path)) {
            continue;
        }
        for line in code(path) {
            if let Some(name) = IMPURE.iter().find(|name| {
                line.contains(&format!("{name}::"))
                    || line.contains(&format!("use {name}"))
                    || line.contains(&format!("{name}("))
            }) {
                wrong.push(format!("{}: {name}: {line}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "pure layers that are not:\n{}", wrong.join("\n"));
}

#[test]
fn sql_is_only_in_the_store() {
    for path in rust_files(&root().join("src")) {
        let names_sqlx = code(&path).iter().any(|line| line.contains("sqlx"));
        assert!(!names_sqlx || layer(&path) == "store", "{} names sqlx", path.display());
    }
}

#[test]
fn files_are_short() {
    let mut long = Vec::new();
    for folder in ["src", "tests", "benches"] {
        for path in rust_files(&root().join(folder)) {
            let lines = code(&path).len();
            if lines > FILE_LINES {
                long.push(format!("{}: {lines} lines", path.display()));
            }
        }
    }
    assert!(long.is_empty(), "files over {FILE_LINES} lines of code:\n{}", long.join("\n"));
}

#[test]
fn files_say_what_they_are_for() {
    for path in rust_files(&root().join("src")) {
        let text = fs::read_to_string(&path).expect("the file can be read");
        assert!(text.starts_with("//! ") || is_test(&path), "{} has no head", path.display());
    }
}

#[test]
fn no_drawers_for_anything() {
    for path in rust_files(&root().join("src")) {
        let name = path.file_stem().expect("has a name").to_string_lossy().into_owned();
        assert!(!["utils", "util", "helpers", "types", "common", "misc"].contains(&&*name), "{}", path.display());
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).expect("the manifest can be read");
    let mut inside = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.contains("dependencies]");
        } else if inside && line.contains('=') && !line.trim_start().starts_with('#') {
            assert!(line.contains('#'), "no reason beside `{line}`");
        }
    }
}
