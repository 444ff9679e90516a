//! Parameters come in every form that Telegram takes.

use serde_json::json;

use super::super::{BOT_NAME, Telegram};
use super::client::Bot;

#[tokio::test]
async fn query_form_and_json_are_the_same() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    let base = format!("/bot{}/sendMessage", telegram.token());
    let options = "link_preview_options=%7B%22is_disabled%22%3Atrue%7D";
    let query = format!("{base}?chat_id={}&text=104233&{options}", ann.id());
    let form = format!("chat_id={}&text=true&{options}", ann.id()).into_bytes();
    let sent = bot.posts(&query, "text/plain", Vec::new()).await.expect("an answer");
    assert_eq!((sent.0, &sent.1["result"]["text"]), (200, &json!("104233")), "a text stays a text");
    let sent = bot.posts(&base, "application/x-www-form-urlencoded", form).await.expect("an answer");
    assert_eq!((sent.0, &sent.1["result"]["text"]), (200, &json!("true")));
    let broken = bot.posts(&base, "application/json", b"{".to_vec()).await.expect("an answer");
    assert_eq!(broken.0, 400);
    assert_eq!(telegram.take_violations().len(), 1);
    assert_eq!(telegram.requests("SendMessage").len(), 2);
}

#[tokio::test]
async fn files_come_by_multipart() {
    let telegram = Telegram::open();
    let (bot, ann) = (Bot::of(&telegram), telegram.person("ann", "en").private());
    ann.says("hi");
    let part = |head: &str, body: &[u8]| {
        let head = format!("--XX\r\nContent-Disposition: form-data; {head}\r\n\r\n").into_bytes();
        [&head, body, b"\r\n"].concat()
    };
    let end = b"--XX--\r\n".to_vec();
    let chat = part("name=\"chat_id\"", ann.id().to_string().as_bytes());
    let file = [0, 13, 10, 45, 45, 255];
    let direct = [
        chat.clone(),
        part("name=\"document\"; filename=\"a.toml\"\r\nContent-Type: application/toml", &file),
        part("name=\"caption\"", b"The definition"),
        end.clone(),
    ];
    let target = |method: &str| format!("/bot{}/{method}", telegram.token());
    let kind = "multipart/form-data; boundary=XX";
    let sent = bot.posts(&target("sendDocument"), kind, direct.concat()).await.expect("an answer");
    assert_eq!((sent.0, &sent.1["result"]["document"]["file_name"]), (200, &json!("a.toml")), "{}", sent.1);
    assert_eq!(ann.hears().await.text, "The definition");
    let attached =
        [chat, part("name=\"photo\"", b"attach://chart"), part("name=\"chart\"; filename=\"chart.png\"", &file), end];
    let sent = bot.posts(&target("SendPhoto"), kind, attached.concat()).await.expect("an answer");
    let photo = &sent.1["result"]["photo"][0];
    assert_eq!((sent.0, &photo["file_size"]), (200, &json!(6)), "{}", sent.1);
    let again = json!({ "chat_id": ann.id(), "photo": photo["file_id"] });
    bot.asks("sendPhoto", again).await;
    let unknown = json!({ "chat_id": ann.id(), "photo": "7" });
    let refused = bot.is_refused("sendPhoto", unknown).await;
    assert_eq!(refused, "Bad Request: wrong file identifier/HTTP URL specified");
    telegram.check();
}

#[tokio::test]
async fn tokens_are_checked() {
    let telegram = Telegram::open();
    let bot = Bot::of(&telegram);
    let asked = bot.posts("/bot1:wrong/getMe", "application/json", Vec::new()).await.expect("an answer");
    assert_eq!(asked, (401, json!({ "ok": false, "error_code": 401, "description": "Unauthorized" })));
    let asked = bot.posts("/getMe", "application/json", Vec::new()).await.expect("an answer");
    assert_eq!(asked.0, 404);
    assert_eq!(bot.asks("GetMe", json!({})).await["username"], json!(BOT_NAME));
}
