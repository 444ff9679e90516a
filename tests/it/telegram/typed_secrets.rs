//! Values of secrets that admins write where only names are asked: the message goes, and the value is nowhere.

use errand::runtime::AdminAnswer;

use crate::world::telegram::{Heard, Private, Telegram};
use crate::world::{CLAIM, World};

/// A word that no issuer marks.
const PLAIN: &str = "Tr0ub4dor7Horses";
/// A key as issuers mark theirs.
const MARKED: &str = "sk_live_51HxQwErTyUiOp";

async fn boss(telegram: &Telegram) -> Private {
    let boss = telegram.person("boss", "en").private();
    boss.says(&format!("/claim {CLAIM}"));
    assert!(boss.hears().await.text.contains("You are an admin now."));
    boss
}

/// Writes something with a value; it is answered, and goes.
async fn writes(boss: &Private, text: &str) -> Heard {
    let message = boss.says(text);
    let told = boss.hears().await;
    assert!(told.text.contains("value of a secret") || told.text.contains("I left out"), "{text}: {told}");
    assert!(told.text.contains("replaced where"), "{text}: {told}");
    boss.becomes(message, |heard| heard.deleted).await;
    told
}

/// Neither the bot nor its store nor its log says it.
fn is_nowhere(world: &World, telegram: &Telegram, value: &str) {
    assert_eq!(world.finds(value), [""; 0], "{value}");
    for method in ["sendMessage", "editMessageText"] {
        for asked in telegram.requests(method) {
            assert!(!asked.to_string().contains(value), "{asked}");
        }
    }
}

#[tokio::test]
async fn what_is_written_with_a_command_goes() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    let told = writes(&boss, &format!("/action secret set shop_key {PLAIN}")).await;
    assert!(told.text.contains("errand secret set shop_key"), "{told}");
    for text in [
        format!("/action secret set {PLAIN}"),
        format!("/action secret delete {MARKED}"),
        format!("/secret set shop_key {PLAIN}"),
        format!("/action why {MARKED}"),
        MARKED.to_owned(),
    ] {
        writes(&boss, &text).await;
    }
    // What a customer writes instead is nobody's business either.
    let ann = telegram.person("ann", "en").private();
    ann.says("/secret set shop_key swordfish-of-ann");
    ann.hears().await;
    boss.says("/action misses");
    assert!(!boss.hears().await.text.contains("swordfish"));
    for value in [PLAIN, MARKED] {
        is_nowhere(&world, &telegram, value);
    }
    let store = world.finish().await;
    drop(store);
}

#[tokio::test]
async fn what_is_written_in_the_dialogue_goes() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    for text in ["/action create", "pay", "Pay.", "pay the bill", "done", "done"] {
        boss.says(text);
        boss.hears().await;
    }
    writes(&boss, &format!("curl https://shop.example.com/pay -H 'Authorization: Bearer {PLAIN}' \\")).await;
    is_nowhere(&world, &telegram, PLAIN);
    boss.says("-d a=1");
    let noted = boss.hears().await;
    assert!(noted.text.contains("https://shop.example.com/pay"), "{noted}");
    boss.says("2");
    boss.hears().await;
    for value in [PLAIN, MARKED] {
        writes(&boss, &format!("header X-Api-Key {value}")).await;
    }
    boss.says("header X-Api-Key shop_key");
    boss.hears().await;
    let written = writes(&boss, &format!("header.Authorization = \"Bearer {PLAIN}\"")).await;
    assert!(written.text.contains("Authorization"), "{written}");
    boss.says("cancel");
    boss.hears().await;
    boss.says("/action create");
    boss.hears().await;
    let pasted = format!(
        "name = \"pasted\"\n[call]\nurl = \"https://shop.example.com\"\nmethod = \"GET\"\nheaders = {{ X-Api-Key = \"{PLAIN}\" }}"
    );
    writes(&boss, &pasted).await;
    for value in [PLAIN, MARKED] {
        is_nowhere(&world, &telegram, value);
    }
    world.finish().await;
}

#[tokio::test]
async fn a_file_with_a_value_goes() {
    let mut world = World::open().await;
    let telegram = world.telegram();
    let boss = boss(&telegram).await;
    let file = format!(
        "name = \"paid\"\ndescription = \"Pay.\"\ntriggers = [\"pay the bill\"]\n[call]\nmethod = \"GET\"\n\
         url = \"https://shop.example.com\"\nheaders = {{ Authorization = \"Bearer {PLAIN}\" }}\n"
    );
    let message = boss.sends_document("paid.toml", file.as_bytes(), Some("/action import"));
    let told = boss.hears().await;
    assert!(told.text.contains("paid.toml:7"), "{told}");
    boss.becomes(message, |heard| heard.deleted).await;
    is_nowhere(&world, &telegram, PLAIN);
    // From a terminal it is the same, and nothing is there to be deleted.
    let answer = world.import(&[("paid.toml", &file)], false).await;
    assert!(matches!(answer, AdminAnswer::Refused(_)), "{answer:?}");
    is_nowhere(&world, &telegram, PLAIN);
    world.finish().await;
}
