//! What operators and their scripts rely on: exit codes, refusals, and what is not logged.

use super::site::{Ended, Site, errand, run};

#[test]
fn verbs_and_their_exit_codes() {
    let site = Site::new();
    for (args, code, said) in [
        (&["action", "check", "order-status.toml"][..], 0, ""),
        (&["action", "check", "nowhere.toml"], 1, "nowhere.toml: cannot be read"),
        (&["action", "import", "order-status.toml"], 0, "order-status"),
        (&["action", "publish", "order-status"], 0, "version 1 is published"),
        (&["action", "publish", "order-status"], 1, "is published already"),
        (&["action", "delete", "order-status"], 1, "unpublish"),
        (&["action", "show", "order-status"], 0, "published"),
        (&["action", "export", "order-status"], 0, "name = \"order-status\""),
        (&["action", "list"], 0, "order-status · published v1"),
        (&["action", "list", "--json"], 0, "\"published\":1,\"draft\":null"),
        (&["action", "import", "order-status.toml"], 0, "order-status"),
        (&["action", "import", "order-status.toml", "--publish"], 0, "order-status"),
        (&["action", "unpublish", "order-status"], 0, "is unpublished"),
        (&["action", "unpublish", "order-status"], 1, "order-status"),
        (&["action", "delete", "order-status"], 0, "is deleted"),
        (&["action", "export", "order-status"], 1, "There is no action “order-status”"),
        (&["action", "show", "order-status"], 1, "There is no action “order-status”"),
        (&["action", "publish", "order-status"], 1, "There is no action “order-status”"),
        (&["action", "unpublish", "order-status"], 1, "There is no action “order-status”"),
        (&["action", "delete", "order-status"], 1, "There is no action “order-status”"),
        (&["action", "nonsense"], 2, "nonsense"),
        (&["run"], 1, "no channel is configured"),
        (&["secret", "delete", "nobody"], 1, "nobody"),
    ] {
        let Ended { code: ended, out, err } = site.run(args, "");
        assert_eq!(ended, Some(code), "{args:?}\n{out}{err}");
        let (right, wrong) = if code == 0 { (out, err) } else { (err, out) };
        assert!(right.contains(said), "{args:?} says\n{right}");
        assert_eq!(wrong, "", "{args:?} says it in the wrong place");
    }
}

#[test]
fn an_export_can_be_imported() {
    let site = Site::published();
    let exported = site.run(&["action", "export", "refund-request"], "").out;
    let other = Site::new();
    other.write("exported.toml", &exported);
    assert_eq!(other.run(&["action", "import", "exported.toml", "--publish"], "").code, Some(0));
    assert_eq!(other.run(&["action", "export", "refund-request"], "").out, exported);
}

#[test]
fn a_wrong_configuration() {
    let site = Site::new();
    for (config, said) in [
        (
            "languge = \"de\"\n",
            "errand.toml:1: \"languge\" is a key that does not exist.\n  hint: Did you mean \"language\"?",
        ),
        ("[network]\nallow_private = [\"10.0.0.0/99\"]\n", "errand.toml:2: "),
        ("language = \"fr\"\n", "errand.toml:1: "),
        ("data_dir = \n", "errand.toml:1: "),
    ] {
        site.write("errand.toml", config);
        let ended = site.run(&["chat"], "hello\n");
        assert_eq!((ended.code, ended.out.as_str()), (Some(3), ""), "{config}");
        assert!(ended.err.contains(said), "{config} leads to\n{}", ended.err);
    }
    let ended = run(errand(&["chat", "--config", "/nowhere.toml"]), "");
    assert_eq!(ended.code, Some(3));
    assert!(ended.err.contains("/nowhere.toml"), "{}", ended.err);
}

/// Inputs, answers and messages are nobody's business but the customer's.
#[test]
fn customers_words_are_not_logged() {
    let site = Site::published();
    let mut command = site.command(&["chat", "--user", "ann"]);
    command.env("ERRAND_LOG", "trace");
    let ended = run(command, "I forgot my password\nann.private@example.com\n");
    assert!(ended.out.contains("a reset link is on its way"), "{}", ended.out);
    for word in ["ann.private", "forgot my", "reset link", "signing-8b1d90c4"] {
        assert!(!ended.err.contains(word), "{word} is in the log:\n{}", ended.err);
    }
}
