//! The disk is full: nothing is answered that is not durable, and nothing is called; with room again it goes on.
//!
//! The disk of one process: no file of it may grow beyond a size, which Linux can change while it runs.

use std::fs;
use std::process::Command;

use super::running::Running;
use super::site::Site;

#[test]
fn a_full_disk_pauses_and_loses_nothing() {
    if Command::new("prlimit").arg("--version").output().is_err() {
        return; // Not a Linux with util-linux: there is no way to fill the disk of one process.
    }
    let site = Site::publishing(&["order-status.toml"]);
    let errand = site.command(&["chat", "--user", "ann"]);
    let mut command = Command::new("sh");
    // Writing too much is then an error as on a full disk, and no signal.
    command.args(["-c", r#"trap "" XFSZ; exec "$0" "$@""#]).arg(errand.get_program()).args(errand.get_args());
    command.env_clear().envs(errand.get_envs().filter_map(|(key, value)| Some((key, value?))));
    command.stdin(std::process::Stdio::piped());
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    let mut chat = Running::start(command);
    chat.types("where is my order\n");
    chat.says("For example: 104233\n");
    let log = fs::metadata(site.data().join("errand.db-wal")).expect("a write-ahead log").len();
    limit(&chat, &log.to_string());
    let before = chat.shown();
    chat.types("104233\n");
    chat.logs("the ledger cannot be written");
    assert_eq!((chat.shown().len(), site.api.requests().len()), (before.len(), 0), "nothing is promised: {before}");
    limit(&chat, "unlimited");
    chat.close_input();
    let (code, shown) = chat.end();
    assert_eq!(code, Some(0));
    assert!(shown.ends_with("Order 104233 is shipped, expected 1 December 2026.\n"), "{shown}");
    assert_eq!(site.api.requests().len(), 1);
}

/// The size that files of this process may have from now on.
fn limit(chat: &Running, bytes: &str) {
    let args = ["--pid", &chat.id().to_string(), &format!("--fsize={bytes}:unlimited")];
    assert!(Command::new("prlimit").args(args).status().expect("it starts").success());
}
