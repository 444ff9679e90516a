//! `errand demo`, which needs nothing.

use std::process::Command;

use super::site::{errand, run};

/// What is shown, with the one thing that changes from day to day left out.
fn shown(command: Command, input: &str) -> String {
    let ended = run(command, input);
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{}", ended.out);
    let mut lines: Vec<String> = ended.out.lines().map(str::to_owned).collect();
    let last = lines.last_mut().expect("something is shown");
    let date = last.find(|character: char| character.is_ascii_digit()).map(|_| {
        let from = last.rfind("expected ").map(|at| at + "expected ".len());
        from.or_else(|| last.rfind("am ").map(|at| at + "am ".len())).expect("a date follows")
    });
    let date = last.split_off(date.expect("a date"));
    assert!(date.contains("20") && date.ends_with('.'), "a date: {date}");
    last.push_str("{date}.");
    lines.join("\n") + "\n"
}

#[test]
fn a_piped_demo_prints_the_conversation_and_ends() {
    let input = "where is my order\n104233\n";
    assert_eq!(shown(errand(&["demo"]), input), include_str!("golden/demo.en.txt"));
}

#[test]
fn a_piped_demo_in_german() {
    let input = "wo ist meine Bestellung\n104233\n";
    assert_eq!(shown(errand(&["demo", "--language", "de"]), input), include_str!("golden/demo.de.txt"));
}

/// The last line has no end, a proxy is set, and the folder is kept.
#[test]
fn a_demo_in_a_hostile_environment() {
    let dir = tempfile::tempdir().expect("a directory");
    let data = dir.path().join("kept");
    for _ in 0..2 {
        let mut command = errand(&["demo", "--data"]);
        command.arg(&data).env("http_proxy", "http://127.0.0.1:9").env("HTTPS_PROXY", "http://127.0.0.1:9");
        command.env("ERRAND_LANGUAGE", "de").env("ERRAND_NO_SUCH_SETTING", "1");
        let ended = run(command, "I forgot my password\r\nann@example.com");
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        assert!(ended.out.ends_with("a reset link is on its way. It is valid for 30 minutes.\n"), "{}", ended.out);
    }
    assert!(data.join("errand.db").exists());
}
