//! Exit codes, the matcher, completions, the demo, and readers that go away.

use std::process::Stdio;

use crate::process::Place;

#[test]
fn exit_codes_are_as_documented() {
    let place = Place::new("langauge = \"de\"");
    place.run("--version").ok();
    assert!(place.run("nonsense").fails(2).contains("unrecognized subcommand"));
    assert!(place.run("action list --config errand.toml").fails(3).starts_with("errand.toml:1: \"langauge\""));
    let wrong = place.run("action list --config absent.toml").fails(3);
    assert!(wrong.starts_with("absent.toml: \"absent.toml\" cannot be read"), "{wrong}");
    place.write("errand-data", "a file where the folder should be");
    assert!(place.run("action list").fails(4).starts_with("error: "));
}

#[test]
fn run_without_a_channel_says_what_to_set() {
    let said = Place::new("").run("run --config errand.toml");
    assert_ne!(said.code, 0);
    assert!(said.err.contains("[telegram]") && said.err.contains("token"), "{said:?}");
}

#[test]
fn completions_for_every_shell() {
    let place = Place::new("");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(place.run(&format!("completions {shell}")).ok().contains("errand"), "{shell}");
    }
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let place = Place::new("");
    for args in ["completions bash", "--help", "demo"] {
        let mut command = place.command(args);
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it is built");
        drop(child.stdout.take());
        let ended = child.wait_with_output().expect("it ends");
        assert_eq!(String::from_utf8_lossy(&ended.stderr), "", "{args}");
        assert_eq!(ended.status.code(), Some(0), "{args}");
    }
}

#[test]
fn messages_are_matched_against_a_file_or_against_what_is_published() {
    let place = Place::new("");
    place.write("triggers.tsv", "order-status\twhere is my order\nrefund\tI want my money back\n");
    let answers = place.feed("match --triggers triggers.tsv --format jsonl", "where is my order\n\n").ok();
    let lines: Vec<&str> = answers.lines().collect();
    assert_eq!(lines.len(), 2);
    assert!(
        lines[0].starts_with(r#"{"decision":"clear""#) && lines[0].contains(r#""action":"order-status""#),
        "{answers}"
    );
    assert!(lines[1].starts_with(r#"{"decision":"none""#), "{answers}");
    place.write("triggers.tsv", "order-status\n");
    assert!(place.run("match --triggers triggers.tsv").fails(1).contains("triggers.tsv:1:"));

    let action = "name = \"ping\"\ndescription = \"x\"\ntriggers = [\"ping the server\"]\n\
                  [call]\nmethod = \"GET\"\nurl = \"https://a.example/\"\n";
    place.write("ping.toml", action);
    place.run("action import ping.toml --publish").ok();
    let answer = place.feed("match --config errand.toml --format jsonl", "Ping the server!\n").ok();
    assert!(answer.contains(r#""action":"ping""#), "{answer}");
    place.write("ping.toml", &action.replace("ping the server", "ping the machine"));
    place.run("action import ping.toml --publish").ok();
    let why = place.feed("match --config errand.toml --format jsonl --explain", "Ping the machine!\n").ok();
    assert!(why.contains(r#""catalog":{"published":[{"action":"ping","version":2}]}"#), "{why}");
    assert!(place.feed("match --config errand.toml --explain", "ping\n").ok().contains("ping v2\n"));
    place.write("errand.toml", "[matching]\nact = 0.91\nask = 0.42\n");
    let why = place.feed("match --config errand.toml --explain", "ping\n").ok();
    assert!(why.contains("thresholds act 0.91, ask 0.42"), "{why}");
    let thresholds = |bias: &str| {
        place.write("errand.toml", &format!("[matching]\nbias = {bias}\n"));
        let why = place.feed("match --config errand.toml --explain", "ping\n").ok();
        why.lines().find(|line| line.contains("thresholds")).map(ToOwned::to_owned)
    };
    assert_ne!(thresholds("-1.0"), thresholds("1.0"));
}

#[test]
fn the_demo_talks_through_a_pipe() {
    let talk = Place::new("").feed("demo", "where is my order\n104233\n").ok();
    assert!(talk.contains("Order 104233 is shipped, expected "), "{talk}");
    assert!(!talk.contains("internal") && !talk.contains("warehouse"), "{talk}");
}

#[test]
fn the_demo_keeps_its_store_when_asked_and_ignores_proxies() {
    let place = Place::new("").with("HTTP_PROXY", "http://127.0.0.1:1").with("http_proxy", "http://127.0.0.1:1");
    for _ in 0..2 {
        let talk = place.feed("demo --data kept --language de", "wo ist meine Bestellung\n104233\n").ok();
        assert!(talk.contains("Bestellung 104233: shipped"), "{talk}");
    }
    let place = place.with("ERRAND_DATA_DIR", "kept");
    let actions = place.run("action list --json").ok();
    assert_eq!(actions.matches(r#""published":1,"draft":null"#).count(), 4, "{actions}");
}

#[test]
fn signatures_are_made_and_checked() {
    let place = Place::new("").with("ERRAND_SIGNATURE_SECRET", "k");
    let request = "--scheme hubspot-v3 --method POST --url https://a.example/ --timestamp 1700000000000";
    let signed = place.run(&format!("signature sign {request}")).ok();
    assert!(signed.contains("X-HubSpot-Signature-v3: "), "{signed}");
    place.run(&format!("signature verify {request}")).fails(1);
}

const PARCEL: &str = r#"
name = "parcel"
description = "Return a parcel."
triggers = ["return my parcel"]
[call]
method = "POST"
url = "https://shop.example.com/returns"
"#;

#[test]
fn a_preview_ends_when_what_is_tried_changes() {
    let place = Place::new("");
    place.write("parcel.toml", PARCEL);
    let said = |lines: &str| place.feed("chat --admin --config errand.toml", lines).ok();
    let out = said(
        "/action import parcel.toml\n/action preview parcel\nreturn my parcel\nyes\n/action publish parcel\nyes\n\
         return my parcel\ncancel\n",
    );
    let (before, after) = out.split_once("Customers can use it now.").expect("it is published");
    assert!(before.contains("Preview · Send it for real"), "{out}");
    assert!(before.contains("The preview has ended."), "{out}");
    assert!(after.contains("Shall I go ahead?") && !after.contains("Preview ·"), "{out}");
    assert!(said("/action preview parcel\n/action preview off\n").ends_with("The preview has ended.\n"));
}
