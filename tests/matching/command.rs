//! `errand match` from outside: files in, lines out.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser;
use errand::cli::match_messages::{MatchArgs, run};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: MatchArgs,
}

struct Printed {
    code: i32,
    out: String,
    errors: String,
}

/// A file in the test's own folder; gone with the target folder.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).expect("the target folder can be written to");
    path
}

fn errand_match(triggers: &Path, more: &[&str], input: &[u8]) -> Printed {
    let path = triggers.to_str().expect("a plain path");
    let words = ["match", "--triggers", path].into_iter().chain(more.iter().copied());
    let args = Line::parse_from(words).args;
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    let code = run(&args, &mut &*input, &mut out, &mut errors);
    Printed {
        code,
        out: String::from_utf8(out).expect("output is UTF-8"),
        errors: String::from_utf8(errors).expect("errors are UTF-8"),
    }
}

#[test]
fn one_object_per_line_whatever_the_line() {
    let triggers = file("plain.tsv", b"status\twhere is my order\r\nrefund\tmoney back\r\n");
    let input = b"Where is  my ORDER?\r\n\nm\xffoney back\nwhere is my order";
    let printed = errand_match(&triggers, &["--format", "jsonl"], input);
    assert_eq!(printed.code, 0, "{}", printed.errors);
    let answers: Vec<serde_json::Value> =
        printed.out.lines().map(|line| serde_json::from_str(line).expect("one object")).collect();
    let decisions: Vec<&str> = answers.iter().filter_map(|answer| answer["decision"].as_str()).collect();
    assert_eq!(decisions.len(), 4);
    assert_eq!((decisions[0], decisions[1], decisions[3]), ("clear", "none", "clear"));
    assert_eq!(answers[0]["ranked"][0]["action"], "status");
    assert_eq!(answers[0]["ranked"][0]["phrase"], "where is my order");
    assert_eq!(answers[0]["confidence"], 1.0);
}

#[test]
fn an_answer_does_not_depend_on_other_lines() {
    let triggers = file("alone.tsv", b"status\twhere is my order\nrefund\tmoney back\nhours\topening hours\n");
    let messages = ["where is it", "my money", "hours please", "", "where is it", "order back"];
    let together = errand_match(&triggers, &["--format", "jsonl"], messages.join("\n").as_bytes()).out;
    let alone: String = messages
        .iter()
        .map(|message| errand_match(&triggers, &["--format", "jsonl"], format!("{message}\n").as_bytes()).out)
        .collect();
    assert_eq!(together, alone);
}

#[test]
fn the_explanation_is_part_of_the_object() {
    let triggers = file("explained.tsv", b"status\twhere is my order\nrefund\tmoney back\n");
    let printed = errand_match(&triggers, &["--format", "jsonl", "--explain", "wher is my ordr"], b"");
    let answer: serde_json::Value = serde_json::from_str(printed.out.trim()).expect("one object");
    assert_eq!(answer["explain"]["words"][3]["corrected"], "order");
    let shown = errand_match(&triggers, &["--explain", "wher is my ordr"], b"");
    assert!(shown.out.contains("ordr→order"), "{}", shown.out);
    assert!(shown.out.contains("thresholds"), "{}", shown.out);
    let path = triggers.to_str().expect("a plain path");
    assert_eq!(answer["explain"]["catalog"]["file"], path);
    assert!(shown.out.contains(&format!("catalog    {path}")), "{}", shown.out);
}

#[test]
fn a_bad_line_is_named() {
    for (name, content, place) in [
        ("tabless.tsv", &b"status\twhere is my order\nno tab here\n"[..], ":2: no tab"),
        ("nameless.tsv", &b"\tphrase\n"[..], ":1: no action"),
        ("phraseless.tsv", &b"a\tb\n\nstatus\t \n"[..], ":3: no phrase"),
        ("tabbed.tsv", &b"a\tb\tc\n"[..], ":1: more than one tab"),
        ("broken.tsv", &b"a\tb\na\t\xff\n"[..], ":2: not valid UTF-8"),
    ] {
        let triggers = file(name, content);
        let printed = errand_match(&triggers, &[], b"hello\n");
        assert_ne!(printed.code, 0);
        assert!(printed.errors.contains(&format!("{name}{place}")), "{}", printed.errors);
        assert_eq!(printed.out, "");
    }
    assert_ne!(errand_match(Path::new("/nowhere.tsv"), &[], b"").code, 0);
}

#[test]
fn the_metrics_table_has_a_row_per_folder() {
    let dir = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("labelled");
    fs::create_dir_all(&dir).expect("the target folder can be written to");
    for (name, content) in [
        ("triggers_k5.tsv", "status\twhere is my order\nrefund\tmoney back\n"),
        ("test.tsv", "status\twhere is the order\nrefund\ti want my money back\n"),
        ("oos.tsv", "far\twho won the game\n"),
    ] {
        fs::write(dir.join(name), content).expect("the target folder can be written to");
    }
    let path = dir.to_str().expect("a plain path");
    let args = Line::parse_from(["match", "--evaluate", path]).args;
    let (mut out, mut errors) = (Vec::new(), Vec::new());
    assert_eq!(run(&args, &mut &b""[..], &mut out, &mut errors), 0);
    let table = String::from_utf8_lossy(&out);
    assert!(table.contains("labelled k5") && table.contains("100.0"), "{table}");
}
