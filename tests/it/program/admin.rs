//! Every `/action` verb inside `errand chat --admin`, where its output is on standard output.

use super::site::{Ended, Site, lines};

/// Types each line in one chat, and holds what is answered against what must be in it, in this order.
fn chat(site: &Site, language: &str, talk: &[(&str, &[&str])]) {
    let input = lines(&talk.iter().map(|(line, _)| *line).collect::<Vec<_>>());
    let Ended { code, out, err } = site.run(&["chat", "--admin", "--language", language], input);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    let mut rest = out.as_str();
    for (line, answer) in talk {
        for part in *answer {
            let at = rest.find(part).unwrap_or_else(|| panic!("no {part:?} after {line:?} in\n{rest}\nof\n{out}"));
            rest = &rest[at + part.len()..];
        }
    }
}

#[test]
fn the_whole_life_of_an_action() {
    let site = Site::new();
    chat(
        &site,
        "en",
        &[
            ("/action help", &["/action create", "/action rollback NAME VERSION"]),
            ("/action list", &["There are no actions yet."]),
            ("/action import nowhere.toml", &["nowhere.toml"]),
            ("/action import order-status.toml", &["order-status is new: version 1 is a draft."]),
            ("where is my order", &["I can't do anything here yet"]),
            ("/action show order-status", &["order-status · draft", "GET http://127.0.0.1:"]),
            (
                "/action preview order-status",
                &["Preview of order-status, version 1", "where is my order", "End preview"],
            ),
            ("where is my order", &["Order number"]),
            ("104233", &["Preview: the call", "X-Api-Key: ••••", "Status 200", "Order 104233 is shipped"]),
            ("/action preview off", &["That was the preview.", "Publish this version", "The preview has ended."]),
            ("/action publish order-status", &["Publish version 1 of order-status?", "[1] Yes, publish"]),
            ("no", &["Nothing was changed."]),
            ("/action publish order-status", &["Publish version 1"]),
            ("1", &["version 1 is published"]),
            ("where is my order", &["Order number"]),
            ("104233", &["Order 104233 is shipped"]),
            ("/action delete order-status", &["cannot be deleted", "/action unpublish order-status"]),
            ("/action edit order-status", &["/action unpublish order-status"]),
            ("/action draft order-status", &["version 2 is a new draft"]),
            ("/action edit order-status", &["This is the action so far:", "This is draft version 2."]),
            ("2", &["Look up where an order is."]),
            ("See how far it is.", &["2. Description: See how far it is."]),
            ("save", &["draft version 2 is changed. Customers still get version 1."]),
            (
                "/action publish order-status",
                &["Publish version 2 of order-status? It replaces version 1", "See how far"],
            ),
            ("yes", &["version 2 is published. It replaces version 1"]),
            ("/action diff order-status", &["from version 1 to version 2", "See how far it is."]),
            ("/action rollback order-status 1", &["Make a new draft of order-status (version 3)"]),
            ("yes", &["version 3"]),
            ("/action publish order-status", &["It replaces version 2"]),
            ("yes", &["version 3 is published. It replaces version 2"]),
            ("/action history order-status", &["v3 published", "v2", "v1"]),
            ("/action export order-status", &["name = \"order-status\"", "Look up where an order is.", "[call]"]),
            ("/action unpublish order-status", &["Take version 3 of order-status away"]),
            ("yes", &["order-status is unpublished"]),
            ("/action delete order-status", &["Delete order-status for good, with all its 3 versions?"]),
            ("yes", &["order-status is deleted, with all its 3 versions."]),
            ("/action list", &["There are no actions yet."]),
            (
                "/action runs",
                &["order-status v1: done (status 200)", "order-status v1: done (status 200)", "(preview)"],
            ),
            ("/action stats", &["order-status: 1 started, 1 completed, 0 failed, 0 abandoned"]),
            ("where is my parcle 104233", &["can't do anything"]),
            ("/action misses", &["There are no messages on record"]),
            ("/action nonsense", &["There is no command /action nonsense.", "/action help"]),
        ],
    );
    assert_eq!(site.api.requests().len(), 2);
}

#[test]
fn created_step_by_step() {
    let site = Site::new();
    chat(
        &site,
        "en",
        &[
            ("/action create", &["What is the action called?"]),
            ("greet", &["What does it do?"]),
            ("cancel", &["Cancelled"]),
            ("/action list", &["There are no actions yet."]),
        ],
    );
}

/// What customers say and what becomes of it can be looked at; a phrase is one step from there to the draft.
#[test]
fn what_happens_can_be_looked_at() {
    let site = Site::published();
    chat(
        &site,
        "en",
        &[
            ("what about my thingamajig 104233", &["did not understand"]),
            ("what about my Thingamajig 991", &["still don't understand"]),
            ("/action misses", &["1. “what about my thingamajig …”, 2 times", "[1] 1 → …"]),
            ("1", &["To which action does", "[1] "]),
            ("/action misses add 1 order-status", &["“what about my thingamajig” is a phrase of order-status now"]),
            ("/action misses", &["There are no messages on record"]),
            (
                "/action why where is my ordr",
                &["starts order-status", "closest phrase “where is my order”", "ordr → order"],
            ),
            ("where is my order", &["Order number"]),
            ("cancel", &["Cancelled"]),
            ("/action stats order-status", &["1 started, 0 completed, 0 failed, 1 abandoned", "order_number (1)"]),
            ("/action secret", &["shop_key •••• from the operator's environment, used by"]),
            ("/action secret set shop_key", &["errand secret set shop_key"]),
        ],
    );
    let out = site.run(&["action", "stats"], "").out;
    assert!(out.contains("order-status: 1 started, 0 completed"), "{out}");
    assert!(site.run(&["action", "diff", "order-status"], "").out.contains("what about my thingamajig"));
}

/// A dialogue goes on after a restart, where it was.
#[test]
fn a_dialogue_survives_a_restart() {
    let site = Site::new();
    chat(&site, "en", &[("/action create", &["What is the action called?"]), ("greet", &["What does it do?"])]);
    chat(
        &site,
        "en",
        &[
            ("Says hello.", &["What do customers write"]),
            ("say hello", &["that is one phrase"]),
            ("", &["What must the customer be asked"]),
            ("", &["Which request does the work?"]),
            ("cancel", &["Cancelled"]),
        ],
    );
}

#[test]
fn in_german() {
    let site = Site::published();
    chat(
        &site,
        "de",
        &[
            ("/action delete order-status", &["/action unpublish order-status"]),
            ("/action unpublish order-status", &["order-status"]),
            ("ja", &["order-status"]),
            ("wo ist meine Bestellung", &["Das habe ich leider nicht verstanden."]),
        ],
    );
}

/// A customer who types a command is a customer.
#[test]
fn not_for_customers() {
    let site = Site::published();
    site.run(&["chat", "--user", "ann"], "/action unpublish order-status\n");
    assert!(site.run(&["chat", "--user", "ann"], "where is my order\n").out.contains("Order number"));
}

/// Several files: all, or none and exit code 1.
#[test]
fn imports_are_all_or_nothing() {
    let site = Site::new();
    site.write("broken.toml", "name = \"broken\"\ndescription = \"Nothing.\"\n");
    let ended = site.run(&["action", "import", "order-status.toml", "broken.toml"], "");
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""));
    assert!(ended.err.contains("broken.toml:1: "), "{}", ended.err);
    assert_eq!(site.run(&["action", "list", "--json"], "").out.trim(), "[]");
}
