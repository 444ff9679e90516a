//! Platforms have room for so many commands of published actions, whichever way they are published.

use errand::admin::refusal::FileRefusal;
use errand::admin::{AdminCommand, Refusal, Role, SourceFile};
use errand::domain::limits;

use crate::library::Store;

fn file(name: &str, command: bool) -> SourceFile {
    let toml = format!(
        "name = \"{name}\"\ndescription = \"Do it.\"\ntriggers = [\"please do {name}\"]\n\n\
         command = {command}\n[call]\nmethod = \"GET\"\nurl = \"https://example.com/\"\n"
    );
    SourceFile { file: format!("{name}.toml"), toml }
}

fn import(files: Vec<SourceFile>, publish: bool) -> AdminCommand {
    AdminCommand::Import { files, publish, seen: Vec::new() }
}

fn run(store: &mut Store, command: &AdminCommand) {
    let plan = store.plan(Role::Admin, command).expect("this command fits");
    store.apply(&plan.edits).expect("a fresh plan fits the store");
}

fn names(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|number| format!("job-{number}"))
}

#[test]
fn what_is_one_too_many_is_refused_with_its_line() {
    let store = Store::new();
    let files = names(limits::OWN_COMMANDS + 1).map(|name| file(&name, true)).collect();
    let Err(Refusal::Files(refused)) = store.plan(Role::Admin, &import(files, true)) else { panic!("it is refused") };
    let [FileRefusal::TooManyCommands { file, line, name, max }] = &refused[..] else { panic!("{refused:?}") };
    assert_eq!((file.as_str(), *line, name.as_str(), *max), ("job-90.toml", 5, "job-90", limits::OWN_COMMANDS));
}

#[test]
fn drafts_take_no_room_and_what_has_a_command_may_be_published_anew() {
    let mut store = Store::new();
    run(&mut store, &import(names(limits::OWN_COMMANDS).map(|name| file(&name, true)).collect(), true));
    run(&mut store, &import(vec![file("more", true), file("silent", false)], false));
    let publish = |name: &str| AdminCommand::Publish { name: name.to_owned(), seen: None };
    let refused = store.plan(Role::Admin, &publish("more"));
    assert!(matches!(refused, Err(Refusal::TooManyCommands { .. })), "{refused:?}");
    let refused = store.plan(Role::Admin, &import(vec![file("more", true)], true));
    assert!(matches!(refused, Err(Refusal::Files(_))), "{refused:?}");
    run(&mut store, &publish("silent"));
    let again = SourceFile { toml: file("job-3", true).toml.replace("Do it.", "Do it well."), ..file("job-3", true) };
    run(&mut store, &import(vec![again], true));
    run(&mut store, &AdminCommand::Unpublish { name: "job-3".to_owned(), seen: None });
    run(&mut store, &publish("more"));
    let refused = store.plan(Role::Admin, &publish("job-3"));
    assert!(matches!(refused, Err(Refusal::TooManyCommands { .. })), "its room is taken: {refused:?}");
}
