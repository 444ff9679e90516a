//! Whatever admins do in whatever order, the rules hold.

use errand::admin::guide::{Guide, Next, Save, Target};
use errand::admin::library::Standing;
use errand::admin::{AdminCommand, Library, Refusal, Role, Seen, SourceFile, parse};
use errand::domain::action::ActionName;
use errand::domain::definition::{Definition, Known};
use errand::domain::version::VersionNumber;
use proptest::prelude::*;

use crate::library::Store;

const NAMES: [&str; 2] = ["alpha", "beta"];

fn definition(name: &str, text: u8) -> String {
    format!(
        "name = \"{name}\"\ndescription = \"Text {text}.\"\ntriggers = [\"do {name}\"]\n\n\
         [call]\nmethod = \"GET\"\nurl = \"https://example.com/{text}\"\n"
    )
}

fn file() -> impl Strategy<Value = SourceFile> {
    (0..NAMES.len(), 0_u8..3)
        .prop_map(|(name, text)| SourceFile { file: format!("{text}.toml"), toml: definition(NAMES[name], text) })
}

fn target() -> impl Strategy<Value = Target> {
    let name = |index: usize| ActionName::parse(NAMES[index]).expect("a name");
    prop_oneof![
        Just(Target::New),
        (0..NAMES.len(), 1_u32..5, 1_u32..4).prop_map(move |(index, number, lock)| Target::Draft {
            name: name(index),
            number: VersionNumber(number),
            lock
        }),
        (0..NAMES.len(), 1_u32..5)
            .prop_map(move |(index, from)| Target::Revival { name: name(index), from: VersionNumber(from) }),
    ]
}

fn command() -> impl Strategy<Value = AdminCommand> {
    let name = || (0..NAMES.len()).prop_map(|index| NAMES[index].to_owned());
    let number = || (1_u32..6).prop_map(VersionNumber);
    let seen = proptest::option::of(
        (number(), proptest::option::of(1_u32..4)).prop_map(|(number, lock)| Seen { number, lock }),
    );
    prop_oneof![
        4 => (proptest::collection::vec(file(), 1..3), any::<bool>())
            .prop_map(|(files, publish)| AdminCommand::Import { files, publish, seen: Vec::new() }),
        3 => (target(), file()).prop_map(|(target, file)| AdminCommand::Save(Save { target, definition: file.toml })),
        2 => name().prop_map(|name| AdminCommand::Draft { name }),
        3 => (name(), seen).prop_map(|(name, seen)| AdminCommand::Publish { name, seen }),
        2 => (name(), proptest::option::of(number())).prop_map(|(name, seen)| AdminCommand::Unpublish { name, seen }),
        1 => name().prop_map(|name| AdminCommand::Delete { name, seen: None }),
        2 => (name(), number()).prop_map(|(name, number)| AdminCommand::Rollback { name, number, seen: None }),
        1 => (name(), proptest::option::of(number()))
            .prop_map(|(name, from)| AdminCommand::Diff { name, from, to: None }),
        1 => name().prop_map(|name| AdminCommand::Edit { name }),
        1 => (name(), proptest::option::of(number())).prop_map(|(name, version)| AdminCommand::Show { name, version }),
    ]
}

/// What customers get: every published definition.
fn published(library: &Library) -> Vec<(ActionName, VersionNumber, String)> {
    let edition = |action: &errand::admin::library::Action| {
        let published = action.published()?;
        Some((action.name().clone(), published.number, published.definition.write()))
    };
    library.actions().filter_map(edition).collect()
}

fn changes_what_customers_get(command: &AdminCommand) -> bool {
    match command {
        AdminCommand::Import { publish, .. } => *publish,
        AdminCommand::Publish { .. } | AdminCommand::Unpublish { .. } => true,
        AdminCommand::Create
        | AdminCommand::Export { .. }
        | AdminCommand::List
        | AdminCommand::Show { .. }
        | AdminCommand::Edit { .. }
        | AdminCommand::Draft { .. }
        | AdminCommand::Preview { .. }
        | AdminCommand::Delete { .. }
        | AdminCommand::History { .. }
        | AdminCommand::Rollback { .. }
        | AdminCommand::Diff { .. }
        | AdminCommand::Why { .. }
        | AdminCommand::Runs(_)
        | AdminCommand::Misses
        | AdminCommand::PlaceMiss { .. }
        | AdminCommand::AddPhrase { .. }
        | AdminCommand::Settle { .. }
        | AdminCommand::Stats { .. }
        | AdminCommand::Notices
        | AdminCommand::Pin { .. }
        | AdminCommand::Secret(_)
        | AdminCommand::Help { .. }
        | AdminCommand::Save(_) => false,
    }
}

/// Edit and delete are refused while a version is published (a draft beside it may be edited).
fn check_published_is_kept(store: &Store) {
    for action in store.library().actions() {
        let name = action.name().to_string();
        let (edit, delete) = (AdminCommand::Edit { name: name.clone() }, AdminCommand::Delete { name, seen: None });
        let (edit, delete) = (store.plan(Role::Admin, &edit), store.plan(Role::Admin, &delete));
        match action.standing() {
            Standing::Published { draft, .. } => {
                assert!(matches!(delete, Err(Refusal::DeletePublished { .. })));
                let refused = matches!(edit, Err(Refusal::EditPublished { .. }));
                assert_eq!(refused, draft.is_none());
            }
            Standing::Draft(_) | Standing::Withdrawn { .. } => assert!(edit.is_ok() && delete.is_ok()),
        }
    }
}

proptest! {
    #[test]
    fn the_rules_hold_in_any_order(commands in proptest::collection::vec(command(), 1..40)) {
        let mut store = Store::new();
        for command in commands {
            let before = published(&store.library());
            let Ok(plan) = store.plan(Role::Admin, &command) else { continue };
            // The store refuses a second draft, gaps between versions and changes of what is published.
            prop_assert_eq!(store.apply(&plan.edits), Ok(()), "{:?}", command);
            // Two drafts or two published versions would not make a library.
            let after = published(&store.library());
            prop_assert!(before == after || changes_what_customers_get(&command), "{:?}", command);
            check_published_is_kept(&store);
            // Doing nothing leaves no trace, and a change always does.
            for edit in &plan.edits {
                prop_assert!(!edit.audit.versions.is_empty());
            }
        }
    }

    #[test]
    fn moderators_and_others_change_nothing(command in command()) {
        let mut store = Store::new();
        let files = vec![SourceFile { file: "a".to_owned(), toml: definition("alpha", 0) }];
        let import = AdminCommand::Import { files, publish: true, seen: Vec::new() };
        let plan = store.plan(Role::Admin, &import).expect("a valid import");
        store.apply(&plan.edits).expect("a fresh plan");
        for role in [Role::Moderator, Role::Nobody] {
            prop_assert!(store.plan(role, &command).map_or(true, |plan| plan.edits.is_empty()));
        }
    }

    #[test]
    fn no_line_makes_the_parser_panic(line in "(/action )?\\PC{0,40}") {
        let _ = parse(&line);
    }

    #[test]
    fn the_guide_bears_any_answers_and_saves_only_what_is_valid(
        answers in proptest::collection::vec(answer(), 0..60)
    ) {
        let library = Store::new().library();
        let mut guide = Guide::create();
        for answer in answers {
            let stored = serde_json::to_string(&guide).expect("guides are stored");
            prop_assert_eq!(&serde_json::from_str::<Guide>(&stored).expect("guides are stored"), &guide);
            match guide.step(&answer, &library).next {
                Next::Ask(next) => guide = *next,
                Next::Cancelled => break,
                Next::Run { command, guide: next } => {
                    if let AdminCommand::Save(save) = *command {
                        let read = Definition::read(&save.definition, &Known { secrets: None });
                        prop_assert!(read.is_ok());
                    }
                    guide = *next;
                }
            }
        }
    }
}

/// Mostly what somebody might type somewhere in the dialogue.
fn answer() -> impl Strategy<Value = String> {
    let likely = [
        "back",
        "skip",
        "done",
        "save",
        "help",
        "zurück",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "",
        "remove 1",
        "order-status",
        "Where is it?",
        "where is my order; track it",
        "not: where is the menu",
        "email: Valid email format (e.g. johndoe@example.com)",
        "size: Which one? (choice: a | b) (optional)",
        "GET https://example.com/{{ email }}",
        "POST https://example.com/x?a=b",
        "https://example.com",
        "PUT x",
        "curl -X POST https://example.com/a?b=c -H 'X-Api-Key: 1' -d '{\"email\": \"a\", \"b\": {\"size\": 1}}'",
        "curl https://example.com \\",
        "header X-Api-Key shop_key",
        "hubspot-v3 key",
        "key",
        "user key",
        "email = size",
        "mail.address = email",
        "query.lang = user.language",
        "n = 5",
        "header.X = \"y\"",
        "status, $.order.eta",
        "$.items[?(@.a == 1, 2)]",
        "It is {{ status }}.",
        "{{ status",
        "name = \"x\"",
        "[call]",
        "remove email",
    ];
    prop_oneof![8 => proptest::sample::select(likely.map(str::to_owned).to_vec()), 1 => "\\PC{0,30}"]
}
