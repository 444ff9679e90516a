//! The list for programs.

use errand::admin::{AdminCommand, Role, SourceFile, list_json};
use serde_json::json;

use crate::library::Store;

fn run(store: &mut Store, command: &AdminCommand) {
    let plan = store.plan(Role::Admin, command).expect("this command fits");
    store.apply(&plan.edits).expect("a fresh plan fits the store");
}

fn import(store: &mut Store, name: &str, description: &str, publish: bool) {
    let toml = format!(
        "name = \"{name}\"\ndescription = \"{description}\"\ntriggers = [\"do {name}\"]\n\n\
         [call]\nmethod = \"GET\"\nurl = \"https://example.com/\"\n"
    );
    let files = vec![SourceFile { file: "a.toml".to_owned(), toml }];
    run(store, &AdminCommand::Import { files, publish, seen: Vec::new() });
}

#[test]
fn list_json_has_stable_fields() {
    let mut store = Store::new();
    assert_eq!(list_json(&store.library()), json!([]));
    import(&mut store, "gone", "Was there.", true);
    run(&mut store, &AdminCommand::Unpublish { name: "gone".to_owned(), seen: None });
    import(&mut store, "both", "First.", true);
    import(&mut store, "both", "Second.", false);
    import(&mut store, "new", "Not yet there.", false);
    let expected = json!([
        { "name": "both", "state": "published", "published": 1, "draft": 2, "description": "First.", "triggers": 1 },
        { "name": "gone", "state": "withdrawn", "published": null, "draft": null, "description": "Was there.", "triggers": 1 },
        { "name": "new", "state": "draft", "published": null, "draft": 1, "description": "Not yet there.", "triggers": 1 },
    ]);
    assert_eq!(list_json(&store.library()), expected);
}
