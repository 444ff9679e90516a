//! Every help text, as people read it. `UPDATE=1 cargo test --test cli` rewrites what is expected.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use crate::process::Place;

#[test]
#[expect(clippy::disallowed_methods, reason = "UPDATE=1 rewrites what is expected")]
fn every_help_text() {
    let place = Place::new("");
    let mut found = String::new();
    let mut commands = vec![String::new()];
    while let Some(command) = commands.pop() {
        let help = place.run(&format!("{command} --help")).ok();
        let _ = writeln!(found, "== errand{command} --help\n\n{help}");
        let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
        let names = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
        let names = names.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
        let mut below: Vec<String> = names.map(|name| format!("{command} {name}")).collect();
        below.reverse();
        commands.append(&mut below);
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/help.txt");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &found).expect("it can be written");
    } else {
        assert_eq!(found, fs::read_to_string(&file).expect("it is part of the repository"));
    }
}
