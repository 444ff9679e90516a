//! `errand chat` through pipes.

use super::running::Running;
use super::site::{Ended, Site, lines, run};
use crate::said::nothing_open;

#[test]
fn a_conversation_goes_on_where_it_was() {
    let site = Site::published();
    let ann = |said: &[&str]| site.run(&["chat", "--user", "ann"], lines(said)).out;
    assert!(ann(&["I want a refund", "104233"]).contains("Reason (2 of 4)"));
    assert_eq!(ann(&[]), "", "nothing is owed");
    // Somebody else has nothing of it.
    let bob = site.run(&["chat", "--user", "bob"], "Damaged\n").out;
    assert!(bob.contains("did not understand"), "{bob}");
    assert!(ann(&["Damaged"]).starts_with("Amount (3 of 4)\n"));
    assert!(ann(&["skip", "skip"]).ends_with("Shall I go ahead?\n  [1] Yes  [2] Change something\n  (cancel)\n"));
    assert_eq!(site.api.requests(), []);
    let done = "Your request R-20071 has reached us. We will look at it within three working days.";
    assert_eq!(ann(&["yes", "yes"]), format!("{done}\n{}\n", nothing_open()));
    assert_eq!(site.api.requests().len(), 1);
}

#[test]
fn german_and_what_always_works() {
    let site = Site::published();
    let said = [
        "ich möchte eine Rückerstattung",
        "104233",
        "zurück",
        "104233",
        "1",
        "überspringen",
        "überspringen",
        "ja",
        "ja",
    ];
    let ended = site.run(&["chat", "--user", "ann", "--language", "de"], lines(&said));
    assert!(ended.out.contains("Ihr Antrag R-20071 ist bei uns."), "{}", ended.out);
    assert_eq!(site.api.requests().len(), 1);
    let ended = site.run(&["chat", "--user", "ann"], lines(&["I want a refund", "abbrechen"]));
    assert_eq!(ended.code, Some(0));
    assert!(
        site.run(&["chat", "--user", "ann"], "cancel\n").out.contains("nichts zu beantworten"),
        "the language stays"
    );
}

/// What customers see is on standard output, everything else is not.
#[test]
fn the_log_is_on_standard_error() {
    let site = Site::published();
    let mut command = site.command(&["chat", "--user", "ann"]);
    command.env("ERRAND_LOG", "info").env_remove("ERRAND_SECRET_SHOP_KEY");
    let ended = run(command, lines(&["where is my order", "104233"]));
    assert!(ended.out.ends_with("I can't do this at the moment, and nothing has been done. Our team has been told.\n"));
    assert!(ended.err.contains("an admin should know") && ended.err.contains("order-status"), "{}", ended.err);
    assert!(!ended.err.contains("104233"), "no answers in the log: {}", ended.err);
}

#[test]
fn whatever_is_piped_in() {
    let site = Site::published();
    let long = "x".repeat(3_000_000);
    for (input, expected) in [
        ("where is my order\r\n104233\r\n".as_bytes(), "Order 104233 is shipped, expected 1 December 2026.\n"),
        (b"where is my order\n104233", "Order 104233 is shipped, expected 1 December 2026.\n"),
        (b"\xff\xfe\x80\n", "  [1] Delivery date  [2] Order status  [3] Password reset  [4] Refund request\n"),
        (b"\n\n  \n", ""),
        (b"", ""),
        (b"\0\x1b[31m\x07\n", "  [1] Delivery date  [2] Order status  [3] Password reset  [4] Refund request\n"),
        (long.as_bytes(), "That is too long for me. Please write at most 4000 characters.\n"),
    ] {
        let ended = site.run(&["chat", "--user", "ann"], input);
        let said = String::from_utf8_lossy(&input[..input.len().min(40)]);
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{said:?}");
        assert!(ended.out.ends_with(expected), "{said:?} led to\n{}", ended.out);
        assert!(ended.out.chars().all(|shown| shown == '\n' || !shown.is_control()), "{said:?} steers the terminal");
    }
}

/// Each line is answered before the next is read, also when the API takes its time.
#[test]
fn answers_come_in_order() {
    let site = Site::published();
    site.api.hold("/api/orders");
    let mut chat = Running::start(site.command(&["chat", "--user", "ann"]));
    chat.types("where is my order\n104233\nthanks\n");
    chat.close_input();
    site.api.wait_for_requests(1);
    site.api.release();
    let (code, shown) = chat.end();
    assert_eq!(code, Some(0));
    assert!(shown.ends_with("Order 104233 is shipped, expected 1 December 2026.\nYou're welcome!\n"), "{shown}");
}

#[test]
fn one_store_one_process() {
    let site = Site::published();
    let mut chat = Running::start(site.command(&["chat", "--user", "ann"]));
    chat.types("hello\n");
    chat.shows(1);
    let refused = [
        &["chat", "--user", "bob"][..],
        &["action", "list"],
        &["action", "publish", "x"],
        &["secret", "delete", "shop_key"],
    ];
    for args in refused {
        let Ended { code, out, err } = site.run(args, "hello\n");
        assert_eq!((code, out.as_str()), (Some(4), ""), "{args:?}");
        assert!(err.starts_with("error: another Errand process is using ") && err.contains("chat --admin"), "{err}");
    }
    chat.close_input();
    assert_eq!(chat.end().0, Some(0));
    assert_eq!(site.run(&["chat", "--user", "bob"], "hello\n").code, Some(0));
}

#[test]
fn asked_to_stop_it_ends_well() {
    let site = Site::published();
    for signal in ["TERM", "INT"] {
        let mut chat = Running::start(site.command(&["chat", "--user", signal]));
        chat.types("where is my order\n");
        chat.shows(1);
        chat.signal(signal);
        assert_eq!(chat.end().0, Some(0), "{signal}");
    }
    // While a call is under way, its outcome is waited for and shown next time.
    site.api.hold("/api/orders");
    let mut chat = Running::start(site.command(&["chat", "--user", "ann"]));
    chat.types("where is my order\n104233\n");
    site.api.wait_for_requests(1);
    chat.signal("TERM");
    site.api.release();
    let (code, shown) = chat.end();
    let owed = site.run(&["chat", "--user", "ann"], "").out;
    assert_eq!(code, Some(0));
    assert!((shown + &owed).ends_with("Order 104233 is shipped, expected 1 December 2026.\n"), "{owed}");
}

/// As `errand chat | head -1` does.
#[test]
fn a_reader_that_has_seen_enough() {
    let site = Site::published();
    let mut command = site.command(&["chat", "--user", "ann"]);
    let (reader, writer) = std::io::pipe().expect("a pipe");
    command.stdout(writer);
    drop(reader);
    let mut child = command.spawn().expect("it starts");
    drop(command);
    let mut stdin = child.stdin.take().expect("a pipe");
    let _ = std::io::Write::write_all(&mut stdin, b"hello\nhello\n");
    drop(stdin);
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));
    // What nobody read is still owed.
    let owed = site.run(&["chat", "--user", "ann"], "").out;
    assert!(owed.starts_with("Hello!"), "{owed}");
}
