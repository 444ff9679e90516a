//! `errand audit`: the record of what people did, and whether somebody went round it.

use errand::store::Store;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Executor};

use crate::process::Place;

const ACTION: &str = "name = \"ping\"\ndescription = \"Ping.\"\ntriggers = [\"ping the server\"]\n\
                      [call]\nmethod = \"GET\"\nurl = \"https://shop.example.com/ping\"\n";

fn busy() -> Place {
    let place = Place::new("");
    place.write("ping.toml", ACTION);
    place.feed("secret set shop_key --config errand.toml", "hunter2").ok();
    place.run("action import ping.toml --publish --config errand.toml").ok();
    place.run("action unpublish ping --config errand.toml").ok();
    place
}

/// Writes to the file as somebody would who does not go through the program.
async fn by_hand(place: &Place, sql: &'static str) {
    let options = SqliteConnectOptions::new().filename(place.data().join("errand.db"));
    options.connect().await.expect("the file opens").execute(sql).await.expect("the triggers are gone");
}

#[test]
fn what_people_did_is_listed() {
    let place = busy();
    let listed = place.run("audit list --config errand.toml").ok();
    for line in ["cli:ada in cli: secret set", "cli:ada in cli: import ping", "unpublish ping v1"] {
        assert!(listed.contains(line), "{line}\n{listed}");
    }
    assert_eq!(place.run("audit list --last 1 --config errand.toml").ok().lines().count(), 1);
    let json = place.run("audit list --json --config errand.toml").ok();
    let rows: serde_json::Value = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(rows[0]["verb"], "secret set");
    assert_eq!(rows[0]["detail"]["secret"], "shop_key");
    assert!(!json.contains("hunter2") && !listed.contains("hunter2"));
    assert!(place.run("audit list --last 0 --config errand.toml").fails(2).contains("--last"));
}

#[tokio::test]
async fn a_row_that_was_changed_or_removed_is_named() {
    for (tampering, said) in [
        ("DROP TRIGGER audit_no_update; UPDATE audit SET who = 'cli:nobody' WHERE id = 2", "audit row 2 was changed"),
        ("DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE id = 1", "audit row 1 was changed or is missing"),
        ("DROP TRIGGER audit_no_delete; DELETE FROM audit WHERE id = 4", "audit row 4 was changed or is missing"),
    ] {
        let place = busy();
        let whole = place.run("audit verify --config errand.toml").ok();
        assert!(whole.starts_with("4 rows, none changed or missing\nlast hash: "), "{whole}");
        by_hand(&place, tampering).await;
        let broken = place.run("audit verify --config errand.toml");
        assert_eq!(broken.out, "", "{tampering}");
        assert!(broken.fails(1).contains(said), "{tampering}");
    }
}

#[tokio::test]
async fn a_store_that_is_not_there_or_in_use() {
    let place = Place::new("");
    assert!(place.run("audit verify --config errand.toml").fails(1).contains("there is no store in errand-data"));
    assert!(!place.data().exists(), "looking makes nothing");
    let store = Store::open(&place.data()).await.expect("a store");
    assert!(place.run("audit verify --config errand.toml").ok().starts_with("0 rows"), "in use it can be looked at");
    store.close().await.expect("it closes");
    assert!(place.run("audit verify --config errand.toml").ok().starts_with("0 rows, none changed or missing"));
    assert!(place.run("audit list --config errand.toml").ok().is_empty());
}
