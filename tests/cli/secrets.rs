//! Secrets: they go in, and come out nowhere.

use std::fs;
use std::path::Path;

use errand::store::Store;

use crate::process::Place;

const ACTION: &str = r#"
name = "ping"
description = "Ping."
triggers = ["ping the server"]
[call]
method = "GET"
url = "https://shop.example.com/ping"
auth = { type = "bearer", secret = "shop_key" }
"#;

fn place() -> Place {
    Place::new("")
}

/// Whether the bytes are in a file below the folder.
fn holds(folder: &Path, bytes: &[u8]) -> bool {
    fs::read_dir(folder).expect("it is a folder").any(|entry| {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            return holds(&path, bytes);
        }
        fs::read(&path).expect("it can be read").windows(bytes.len()).any(|window| window == bytes)
    })
}

#[test]
fn a_value_goes_in_and_comes_out_nowhere() {
    let place = place();
    let value = "hunter2-correct-horse";
    for input in [format!("{value}\n"), format!("{value}\r\n"), value.to_owned()] {
        let ran = place.feed("secret set shop_key --config errand.toml", &input);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(!format!("{ran:?}").contains(value));
    }
    let list = place.run("secret list --config errand.toml").ok();
    assert!(list.starts_with("shop_key  ••••  set by cli:ada on 20"), "{list}");
    assert!(!list.contains(value));
    assert!(place.data().join("secret.key").exists());
    assert!(!holds(&place.data(), value.as_bytes()));
    assert!(!holds(&place.data(), hex::encode(value).as_bytes()));
    assert!(holds(&place.data(), b"shop_key"), "names can be found, so values could be");
}

#[test]
fn what_is_no_secret_is_refused() {
    let place = place();
    assert!(place.feed("secret set shop_key", "\n").fails(1).contains("must not be empty"));
    assert!(place.feed("secret set shop_key", &"x".repeat(5_000)).fails(1).contains("at most 4096 bytes"));
    assert!(place.feed("secret set 9lives", "x").fails(2).contains("a letter first"));
    assert_eq!(place.run("secret list").ok(), "");
}

#[test]
fn a_secret_in_use_is_kept() {
    let place = place();
    place.write("ping.toml", ACTION);
    place.feed("secret set shop_key", "x").ok();
    place.run("action import ping.toml").ok();
    assert!(place.run("secret delete shop_key").fails(1).contains("is used by ping (draft)"));
    place.run("action publish ping").ok();
    let refused = place.run("secret delete shop_key").fails(1);
    assert!(refused.contains("is used by ping (published)") && refused.contains("--force"), "{refused}");
    place.run("secret delete shop_key --force").ok();
    assert!(place.run("secret delete shop_key").fails(1).contains("the store has no secret shop_key"));
}

#[test]
fn a_secret_of_the_environment_is_listed_and_wins() {
    let place = place().with("ERRAND_SECRET_SHOP_KEY", "from-outside");
    place.write("ping.toml", ACTION);
    place.run("action import ping.toml --publish").ok();
    assert_eq!(place.run("secret list").ok(), "shop_key  ••••  from the environment\n");
    let ran = place.feed("secret set shop_key", "x");
    assert!(ran.err.contains("the environment also gives this secret"), "{ran:?}");
    assert!(place.run("secret list").ok().contains("hidden by the environment"));
    assert!(!holds(&place.data(), b"from-outside"));
}

#[test]
fn a_key_of_the_configuration_replaces_the_key_file() {
    let key = "ab".repeat(32);
    let place = Place::new("").with("ERRAND_SECRETS__KEY", &key);
    place.feed("secret set shop_key", "x").ok();
    assert!(!place.data().join("secret.key").exists());
    let other = place.command("secret set other").env_remove("ERRAND_SECRETS__KEY").output().expect("it ends");
    assert_eq!(other.status.code(), Some(4));
    assert!(String::from_utf8_lossy(&other.stderr).contains("secret.key"), "{other:?}");
}

/// Who sets secrets in a shell need not stop the bot for it.
#[tokio::test]
async fn a_secret_is_set_and_listed_while_the_store_is_in_use() {
    let place = place();
    let mut held = Store::open(&place.data()).await.expect("nobody else has it open");
    let ran = place.feed("secret set shop_key", "hunter2-correct-horse");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("The running Errand uses it within seconds."), "{ran:?}");
    assert!(place.run("secret list").ok().starts_with("shop_key  ••••  set by cli:ada on 20"));
    assert_eq!(held.secrets().await.expect("it reads").len(), 1);
    assert!(place.run("secret delete shop_key").fails(4).contains("another Errand process is using"));
    held.close().await.expect("it closes");
    assert!(!place.feed("secret set shop_key", "x").err.contains("running"));
}
