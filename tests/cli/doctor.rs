//! `errand doctor`, with things in order and out of order.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use crate::process::Place;

fn action(port: u16) -> String {
    format!(
        "name = \"ping\"\ndescription = \"Ping.\"\ntriggers = [\"ping the server\"]\n[call]\nmethod = \"GET\"\n\
         url = \"http://127.0.0.1:{port}/ping\"\nauth = {{ type = \"bearer\", secret = \"shop_key\" }}\n"
    )
}

fn listening() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has ports");
    let port = listener.local_addr().expect("it is bound").port();
    (listener, port)
}

/// A Bot API that knows the bot; `tests/it` has a whole one.
fn telegram() -> String {
    let (listener, port) = listening();
    thread::spawn(move || {
        for connection in listener.incoming() {
            let mut connection = connection.expect("somebody asks");
            let mut asked = [0; 4096];
            let read = connection.read(&mut asked).expect("a request");
            let result = if String::from_utf8_lossy(&asked[..read]).contains("/getMe") {
                r#"{"id":7,"username":"shop_bot","can_join_groups":true}"#
            } else {
                r#"{"url":"","pending_update_count":0}"#
            };
            let body = format!(r#"{{"ok":true,"result":{result}}}"#);
            let head = format!("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
            connection.write_all(format!("{head}{body}").as_bytes()).expect("somebody listens");
        }
    });
    format!("http://127.0.0.1:{port}")
}

#[test]
fn all_is_well() {
    let (_listener, port) = listening();
    let network = format!("[network]\nallow_http = [\"127.0.0.1:{port}\"]\nallow_private = [\"127.0.0.0/8\"]\n");
    let telegram = telegram();
    let place = Place::new(&format!("{network}[telegram]\ntoken = \"hunter2\"\napi_url = \"{telegram}\"\n"));
    place.write("ping.toml", &action(port));
    place.feed("secret set shop_key --config errand.toml", "hunter3").ok();
    place.run("action import ping.toml --publish --config errand.toml").ok();
    let report = place.run("doctor --config errand.toml").ok();
    assert!(report.lines().all(|line| line.starts_with("ok  ")), "{report}");
    for line in
        ["the database file is whole", "secret shop_key", "can be reached, for ping", "channel telegram", "@shop_bot"]
    {
        assert!(report.contains(line), "{report}");
    }
    assert!(!report.contains("hunter"), "{report}");
}

#[test]
fn what_is_out_of_order_is_named_with_what_to_do() {
    let (listener, port) = listening();
    let place = Place::new("").with("ERRAND_SECRET_SHOP_KEY", "x");
    place.write("ping.toml", &action(port));
    place.run("action import ping.toml --publish").ok();
    let refused = place.run("doctor");
    assert_eq!(refused.code, 1);
    assert!(
        refused.out.contains("plain http is not allowed") && refused.out.contains("network.allow_http"),
        "{refused:?}"
    );
    assert!(refused.out.contains("warning  no channel is switched on"), "{refused:?}");

    drop(listener);
    let closed = place
        .command("doctor")
        .env("ERRAND_NETWORK__ALLOW_HTTP", format!("127.0.0.1:{port}"))
        .env("ERRAND_NETWORK__ALLOW_PRIVATE", "127.0.0.0/8")
        .env_remove("ERRAND_SECRET_SHOP_KEY")
        .output()
        .expect("it ends");
    let report = String::from_utf8_lossy(&closed.stdout);
    assert_eq!(closed.status.code(), Some(1));
    assert!(report.contains("secret shop_key has no value; needed by ping (published)"), "{report}");
    assert!(report.contains("did not take the connection"), "{report}");
}

#[test]
fn a_wrong_configuration_and_a_missing_store() {
    let wrong = Place::new("langauge = \"de\"").run("doctor --config errand.toml");
    assert_eq!(wrong.code, 1);
    assert!(wrong.out.contains("errand.toml:1: \"langauge\" is a key that does not exist"), "{wrong:?}");
    let place = Place::new("");
    assert!(place.run("doctor").ok().contains("there is no store in errand-data yet"));
    assert!(!place.data().exists());
}
