//! `errand action …`: the life of an action, from files.

use errand::domain::limits;
use errand::store::Store;

use crate::process::Place;

const GOOD: &str = r#"
name = "ping"
description = "Ping."
triggers = ["ping the server"]
[[inputs]]
name = "email"
instructions = "Valid email format (e.g. johndoe@example.com)"
[call]
method = "POST"
url = "https://shop.example.com/ping"
body = { email = "{{ email }}" }
"#;

const BAD: &str = "name = \"Bad Name\"\ndescription = \"x\"\ntriggers = [\"do it\"]\ncolour = 1\n[call]\nmethod = \"GET\"\nurl = \"https://a.example/\"\n";

fn place() -> Place {
    let place = Place::new("");
    place.write("good.toml", GOOD);
    place.write("bad.toml", BAD);
    place
}

#[test]
fn check_reports_problems_and_notes_without_a_store() {
    let place = place();
    let good = place.run("action check good.toml");
    assert!(good.out.starts_with("good.toml:5: The kind of \"email\" was inferred"), "{good:?}");
    assert_eq!((good.code, good.err.as_str()), (0, ""));
    let both = place.run("action check bad.toml good.toml absent.toml");
    assert_eq!(both.code, 1);
    for line in ["bad.toml:1: \"Bad Name\" is not a name", "bad.toml:4: \"colour\" is a key that does not exist"] {
        assert!(both.err.contains(line), "{}", both.err);
    }
    assert!(both.err.contains("absent.toml: cannot be read"), "{}", both.err);
    assert!(both.out.contains("good.toml:5:"));
    assert!(!place.data().exists());
}

#[test]
fn check_and_import_count_the_commands_of_actions() {
    let place = place();
    let mut files = String::new();
    for number in 0..=limits::OWN_COMMANDS {
        let (file, name) = (format!("job-{number}.toml"), format!("job-{number}"));
        let toml = GOOD.replace("\"ping\"", &format!("\"{name}\"\ncommand = true")).replace("the server", &name);
        place.write(&file, &toml);
        files = format!("{files} {file}");
    }
    let said = "job-90.toml:3: \"command\" is true, but job-90 would be one too many";
    assert!(place.run(&format!("action check{files}")).fails(1).contains(said));
    assert!(place.run(&format!("action import{files} --publish --config errand.toml")).fails(1).contains(said));
    place.run(&format!("action import{files} --config errand.toml")).ok();
}

#[tokio::test]
async fn check_knows_secrets_when_it_can_open_the_store() {
    let place = place();
    let auth = "auth = { type = \"bearer\", secret = \"shop_key\" }\n";
    place.write("key.toml", &GOOD.replace("body =", &format!("{auth}body =")));
    assert!(place.run("action check key.toml --config errand.toml").fails(1).contains("shop_key"));
    assert!(!place.data().exists());
    place.feed("secret set shop_key", "x").ok();
    place.run("action check key.toml --config errand.toml").ok();

    let held = Store::open(&place.data()).await.expect("nobody else has it open");
    let ran = place.run("action check key.toml --config errand.toml");
    assert_eq!(ran.code, 0);
    assert!(
        ran.err.contains("secrets and published actions were not looked at: another Errand process is using"),
        "{ran:?}"
    );
    assert!(place.run("action list").fails(4).contains("another Errand process is using"));
    assert!(place.run("secret delete a").fails(4).contains("stop it first"));
    held.close().await.expect("it closes");
}

#[test]
fn check_compares_phrases_among_files_and_with_what_is_published() {
    let place = place();
    let other = GOOD.replace("name = \"ping\"", "name = \"pong\"");
    place.write("pong.toml", &other);
    let ran = place.run("action check good.toml pong.toml");
    assert_eq!(ran.code, 1);
    for line in
        ["good.toml:4: “ping the server” is a trigger of pong", "pong.toml:4: “ping the server” is a trigger of ping"]
    {
        assert!(ran.err.contains(line), "{}", ran.err);
    }
    place.run("action check pong.toml").ok();
    place.run("action import good.toml --publish").ok();
    assert!(
        place.run("action check pong.toml --config errand.toml").fails(1).contains("pong.toml:4: “ping the server”")
    );
    assert!(place.run("action import pong.toml --publish").fails(1).contains("pong.toml:4: “ping the server”"));
    assert_eq!(place.run("action list --json").ok().matches("\"name\"").count(), 1);

    // The same words in another order work, but not well; other words are nobody's business.
    let turned = other.replace("[\"ping the server\"]", "[\n\"the server ping\",\n\"restart everything\"]");
    place.write("pong.toml", &turned);
    let out = place.run("action check pong.toml --config errand.toml").ok();
    assert!(out.contains("pong.toml:5: “the server ping” acts when it is written exactly so"), "{out}");
    assert!(!out.contains("restart everything"), "{out}");
    assert!(place.run("action import pong.toml --publish").ok().contains("Note: “the server ping” acts"));
}

#[test]
fn numbered_phrases_of_different_actions_are_published() {
    let place = place();
    for number in 1..4 {
        let action = GOOD.replace("name = \"ping\"", &format!("name = \"test-{number}\""));
        place.write(&format!("{number}.toml"), &action.replace("ping the server", &format!("run test {number}")));
    }
    place.run("action check 1.toml 2.toml 3.toml").ok();
    place.run("action import 1.toml 2.toml 3.toml --publish").ok();
    for number in 1..4 {
        let answer = place.feed("match --config errand.toml --format jsonl", &format!("Run test {number}!\n")).ok();
        assert!(
            answer.contains(&format!(r#"{{"decision":"clear","confidence":1.0,"ranked":[{{"action":"test-{number}""#))
        );
    }
}

#[test]
fn import_takes_all_files_or_none() {
    let place = place();
    let ran = place.run("action import good.toml bad.toml");
    assert!(ran.fails(1).contains("bad.toml:4:"));
    assert_eq!(place.run("action --config errand.toml list --json").ok(), "[]\n");
    place.write("twice.toml", GOOD);
    place.run("action import good.toml twice.toml").fails(1);
    assert_eq!(place.run("action list --json").ok(), "[]\n");
}

#[test]
fn an_action_lives() {
    let place = place();
    assert!(place.run("action import good.toml").ok().contains("ping"));
    assert!(place.run("action list --json").ok().contains(r#""state":"draft","published":null,"draft":1"#));
    place.run("action publish ping").ok();
    assert!(place.run("action list").ok().contains("ping"));
    assert!(place.run("action show ping").ok().contains("https://shop.example.com/ping"));

    place.write("better.toml", &GOOD.replace("Ping.", "Ping better."));
    place.run("action import better.toml").ok();
    assert!(place.run("action list --json").ok().contains(r#""state":"published","published":1,"draft":2"#));
    place.run("action import better.toml --publish").ok();
    assert!(place.run("action list --json").ok().contains(r#""state":"published","published":2,"draft":null"#));

    assert!(place.run("action delete ping").fails(1).contains("unpublish"));
    place.run("action unpublish ping").ok();
    assert!(place.run("action list --json").ok().contains(r#""state":"withdrawn""#));
    let exported = place.run("action export ping").ok();
    assert!(exported.contains("Ping better."));
    place.run("action delete ping").ok();
    assert_eq!(place.run("action list --json").ok(), "[]\n");

    place.write("exported.toml", &exported);
    place.run("action import exported.toml").ok();
    assert_eq!(place.run("action export ping").ok(), exported);
}

#[test]
fn unknown_names_are_refused_with_the_reason() {
    let place = place();
    place.run("action import good.toml").ok();
    for verb in ["show", "export", "publish", "unpublish", "delete"] {
        assert!(place.run(&format!("action {verb} pong")).fails(1).contains("pong"), "{verb}");
    }
}

#[test]
fn the_configured_language_is_spoken() {
    let place = Place::new("language = \"de\"");
    assert!(place.run("action publish pong --config errand.toml").fails(1).contains("gibt es nicht"));
}

#[test]
fn hints_name_commands_as_a_shell_has_them() {
    let place = place();
    let empty = place.run("action list").ok();
    assert!(empty.contains("Type /action create (in errand chat --admin) to make one"), "{empty}");
    assert!(empty.contains("or errand action import FILE to take one from a file"), "{empty}");
    let imported = place.run("action import good.toml").ok();
    assert!(imported.contains("Next: /action preview ping (in errand chat --admin) to try it"), "{imported}");
    assert!(imported.contains("errand action publish ping to give it to customers"), "{imported}");
    place.run("action publish ping").ok();
    let refused = place.run("action delete ping").fails(1);
    assert!(refused.contains("Take it away from customers first with errand action unpublish ping."), "{refused}");
    let unknown = place.run("action show zebra").fails(1);
    assert!(unknown.contains("Type errand action list to see all actions."), "{unknown}");
}
