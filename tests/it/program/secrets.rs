//! A secret's bytes are searched for, in every form that they travel in, wherever the program writes: replies,
//! previews, exports, lists, logs at their most talkative, files.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::json;

use super::running::Running;
use super::site::{Site, files, run};
use crate::api::shop;

/// Has signs that every encoding writes otherwise.
const KEY: &str = "k3y?6f0c/9b1e+5d7a>~Zz";
const SIGNING: &str = "s1gn?77aa/0bd2+9e4c>~Yy";

/// With user and password in a header, encoded.
const BASIC: &str = r#"
name = "opening-hours"
description = "Say when the shop is open."
triggers = ["when are you open"]
[call]
method = "GET"
url = "https://shop.example.com/api/hours"
auth = { type = "basic", user = "errand", secret = "shop_key" }
[reply]
include = ["$.hours"]
text = "{{ hours }}"
"#;

/// With the secret in the query.
const IN_QUERY: &str = r#"
name = "store-finder"
description = "Find a shop."
triggers = ["find a shop near me"]
[call]
method = "GET"
url = "https://shop.example.com/api/shops"
auth = { type = "api_key", in = "query", name = "key", secret = "shop_key" }
[reply]
include = ["$.city", "$.you_sent"]
text = "{{ city }} {{ you_sent }}"
"#;

/// What a secret looks like on its way.
fn forms(secret: &str) -> Vec<String> {
    let percent = percent_encoding::utf8_percent_encode(secret, percent_encoding::NON_ALPHANUMERIC).to_string();
    let escaped = secret.replace('/', "\\/");
    let hexed = hex::encode(secret);
    let mut forms = vec![secret.to_owned(), percent, escaped, hexed.to_uppercase(), hexed];
    // Inside of something longer, base64 has three ways to write it; what depends on its neighbours is cut off.
    for before in 0..3_usize {
        let bytes = [&vec![b'x'; before][..], secret.as_bytes()].concat();
        let start = (before * 8).div_ceil(6);
        let end = bytes.len() * 8 / 6;
        forms.push(STANDARD.encode(&bytes)[start..end].to_owned());
        forms.push(URL_SAFE_NO_PAD.encode(&bytes)[start..end].to_owned());
    }
    forms
}

fn found<'f>(forms: &'f [String], bytes: &[u8]) -> Option<&'f String> {
    forms.iter().find(|form| bytes.windows(form.len()).any(|window| window == form.as_bytes()))
}

/// The search finds what it is to find.
#[test]
fn the_search_can_fail() {
    let forms = forms(KEY);
    for hidden in [
        format!("Basic {}", STANDARD.encode(format!("errand:{KEY}"))),
        format!("Basic {}", STANDARD.encode(format!("errand2:{KEY}!"))),
        format!("x{}y", hex::encode(KEY)),
        format!("a {KEY} b"),
    ] {
        assert!(found(&forms, hidden.as_bytes()).is_some(), "{hidden}");
    }
    assert_eq!(found(&forms, b"k3y?6f0c and nothing else"), None);
}

/// An operator sets a secret in a shell while the bot runs: its next call is made with it.
#[test]
fn a_secret_set_beside_a_running_bot_is_used_without_a_restart() {
    let site = Site::new();
    let command = |args: &[&str]| {
        let mut command = site.command(args);
        command.env_remove("ERRAND_SECRET_SHOP_KEY").env_remove("ERRAND_SECRET_SHOP_SIGNING");
        command.env("ERRAND_LOG", "info").env("USER", "ada");
        command
    };
    let errand = |args: &[&str], input: &str| {
        let ended = run(command(args), input);
        assert_eq!(ended.code, Some(0), "{args:?} {}{}", ended.out, ended.err);
        ended.out + &ended.err
    };
    errand(&["secret", "set", "shop_key"], SIGNING);
    errand(&["action", "import", "--publish", "order-status.toml"], "");
    let mut bot = Running::start(command(&["chat", "--admin"]));
    bot.types("where is my order\n104233\n");
    bot.says("is shipped");
    let said = errand(&["secret", "set", "shop_key"], KEY);
    assert!(said.contains("The running Errand uses it within seconds."), "{said}");
    bot.logs("secrets were set by another program");
    bot.types("where is my order\n200300\n");
    bot.says("I can't find order 200300.");
    let keys: Vec<_> =
        site.api.requests().iter().map(|request| request.header("x-api-key").map(str::to_owned)).collect();
    assert_eq!(keys, [Some(SIGNING.to_owned()), Some(KEY.to_owned())]);
    // Both write their rows of the audit, one after the other.
    bot.types("/action unpublish order-status\nyes\n");
    bot.says("order-status is unpublished");
    let set = errand(&["secret", "set", "other_key"], KEY);
    assert!(set.contains("Secret other_key is set."), "{set}");
    let listed = errand(&["secret", "list"], "");
    assert!(listed.contains("other_key") && listed.contains("set by cli:ada"), "{listed}");
    bot.types("/action draft order-status\n");
    bot.says("version 2");
    let rows = errand(&["audit", "list"], "");
    let verbs: Vec<&str> = rows.lines().filter_map(|line| line.split_once(": ")).map(|(_, what)| what).collect();
    let done = ["secret set", "import order-status v1", "publish order-status v1", "secret set"];
    let later = ["unpublish order-status v1", "secret set", "draft order-status v2 v1"];
    assert_eq!(verbs, [&done[..], &later[..]].concat(), "{rows}");
    assert!(errand(&["audit", "verify"], "").contains("7 rows, none changed or missing"));
    // What is to be one process's alone is refused still.
    let refused = run(command(&["secret", "delete", "other_key"]), "");
    assert!(refused.err.contains("another Errand process is using"), "{}", refused.err);
    bot.close_input();
    assert_eq!(bot.end().0, Some(0));
    assert!(errand(&["audit", "verify"], "").contains("7 rows, none changed or missing"));
    let forms = [forms(KEY), forms(SIGNING)].concat();
    for output in [bot.shown(), bot.logged()] {
        assert_eq!(found(&forms, output.as_bytes()), None, "{output}");
    }
}

#[test]
fn secrets_are_nowhere_to_be_read() {
    let site = Site::new();
    for (file, toml) in [("opening-hours.toml", BASIC), ("store-finder.toml", IN_QUERY)] {
        site.write(file, &crate::actions::at(site.api.address, toml));
    }
    // An API that says back what it was sent, as those of tests do.
    site.api.answers(|request| match request.target.split('?').next().unwrap_or_default() {
        "/api/hours" => (422, json!({ "message": "wrong", "you_sent": format!("{request:?}") })),
        "/api/shops" => (200, json!({ "city": "Bremen", "you_sent": request.target, KEY: [KEY] })),
        _ => shop(request),
    });
    let mut outputs = Vec::new();
    let mut errand = |args: &[&str], input: &str| {
        let mut command = site.command(args);
        command.env_remove("ERRAND_SECRET_SHOP_KEY").env_remove("ERRAND_SECRET_SHOP_SIGNING");
        command.env("ERRAND_LOG", "trace");
        let ended = run(command, input);
        assert_eq!(ended.code, Some(0), "{args:?} {}{}", ended.out, ended.err);
        outputs.push((args.join(" "), ended.out.clone() + &ended.err));
        ended.out
    };
    errand(&["secret", "set", "shop_key"], &format!("{KEY}\n"));
    errand(&["secret", "set", "shop_signing"], SIGNING);
    errand(&["secret", "list"], "");
    let files_of_actions = ["order-status.toml", "password-reset.toml", "opening-hours.toml", "store-finder.toml"];
    errand(&[&["action", "import", "--publish"], &files_of_actions[..]].concat(), "");
    let customer = "where is my order\n104233\nI forgot my password, it is ann@example.com\nwhen are you open\n\
                    when are you open\nwhen are you open\nfind a shop near me\n";
    let said = errand(&["chat", "--user", "ann"], customer);
    assert!(said.contains("Order 104233 is") && said.contains("Bremen"), "{said}");
    let admin = "/action preview order-status\nwhere is my order\n104233\n/action preview off\n\
                 /action preview password-reset\nI forgot my password, it is ann@example.com\nsend\n/action preview off\n\
                 /action preview opening-hours\nwhen are you open\n/action preview off\n\
                 /action preview store-finder\nfind a shop near me\n/action preview off\n\
                 /action show order-status\n/action export opening-hours\n/action edit store-finder\ncancel\n\
                 /action draft store-finder\n/action edit store-finder\n3\ncancel\n/action diff store-finder\n\
                 /action history store-finder\n/action runs\n/action notices\n/action secret\n/action stats\n\
                 /action why when are you open\n/action misses\n";
    let inspected = errand(&["chat", "--admin"], admin);
    assert!(inspected.contains("X-Api-Key: ••••") && inspected.contains("Signed for"), "{inspected}");
    let runs = errand(&["action", "runs"], "");
    let newest = runs.lines().find(|line| line.contains("status 200")).expect("a call");
    let reference = newest.trim_start_matches("• ").split_whitespace().next().expect("a reference").to_owned();
    errand(&["action", "runs", &reference], "");
    for args in [
        &["action", "export", "order-status"][..],
        &["action", "export", "password-reset"],
        &["action", "show", "store-finder"],
        &["action", "list", "--json"],
        &["action", "notices"],
        &["action", "stats"],
        &["audit", "list", "--json"],
        &["audit", "verify"],
    ] {
        errand(args, "");
    }
    let requests = site.api.requests();
    assert!(requests.iter().any(|request| request.header("x-api-key") == Some(KEY)), "one line break is dropped");
    let forms = [forms(KEY), forms(SIGNING)].concat();
    let sent = requests.iter().filter(|request| found(&forms, format!("{request:?}").as_bytes()).is_some()).count();
    assert!(sent >= 6, "the API was given it {sent} times");
    for (args, output) in &outputs {
        assert_eq!(found(&forms, output.as_bytes()), None, "{args}:\n{output}");
    }
    for file in files(&site.data()) {
        let bytes = fs::read(&file).expect("a file");
        assert_eq!(found(&forms, &bytes), None, "{}", file.display());
        let mode = fs::metadata(&file).expect("a file").permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{}", file.display());
    }
}
