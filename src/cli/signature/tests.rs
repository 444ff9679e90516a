//! The subcommand as it is typed.

use clap::Parser;

use super::*;

#[derive(Parser)]
struct Typed {
    #[command(flatten)]
    signature: SignatureArgs,
}

/// Exit code, standard output, standard error.
fn typed(arguments: &[&str], stdin: &str) -> (u8, String, String) {
    let Typed { signature } = Typed::try_parse_from([&["errand-signature"], arguments].concat()).expect("valid");
    let now = Timestamp::from_second(1_614_265_340).expect("a valid time");
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let code = run(&signature, now, &mut stdin.as_bytes(), &mut stdout, &mut stderr).expect("written to memory");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (code, text(stdout), text(stderr))
}

const WEBHOOK: [&str; 8] = [
    "--scheme",
    "standard-webhooks",
    "--secret",
    "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    "--body",
    "-",
    "--timestamp",
    "1614265330",
];
const PAYLOAD: &str = r#"{"test": 2432232314}"#;

#[test]
fn signs_and_shows_the_exact_string() {
    let arguments = [&["sign", "--id", "msg_p5jXN8AQM9LWM0D4loKWxJek"], &WEBHOOK[..]].concat();
    let (code, stdout, stderr) = typed(&arguments, PAYLOAD);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        stdout,
        "webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek\n\
         webhook-timestamp: 1614265330\n\
         webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=\n\
         \n\
         The exact string that was signed (webhook-signature):\n\
         msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}\n"
    );
}

#[test]
fn signs_as_json() {
    let arguments = [&["sign", "--json", "--id", "m"], &WEBHOOK[..]].concat();
    let printed: Json = serde_json::from_str(&typed(&arguments, "").1).expect("JSON");
    assert_eq!(printed["headers"]["webhook-timestamp"], "1614265330");
    assert_eq!(printed["signed"][0]["text"], "m.1614265330.");
}

/// What `sign` prints, `verify` takes; a changed part is named.
#[test]
fn round_trips() {
    for scheme in ["hubspot-v3", "hubspot-v2", "rfc9421", "standard-webhooks"] {
        let request = ["--scheme", scheme, "--secret", "c2VjcmV0", "--url", "https://a.test/x?y=1"];
        let (code, stdout, _) = typed(&[&["sign", "--data", "{}"], &request[..]].concat(), "");
        assert_eq!(code, 0);
        assert!(!stdout.contains("c2VjcmV0"), "the secret is never printed: {stdout}");
        let (head, _) = stdout.split_once("\n\n").expect("a blank line");
        let headers: Vec<_> = head.lines().flat_map(|line| ["--header", line]).collect();
        let verify = |more: &[&str]| typed(&[&["verify"], more, &request[..], &headers[..]].concat(), "");

        assert_eq!(verify(&["--body-text", "{}"]), (0, "The signature is valid.\n".to_owned(), String::new()));
        let (code, stdout, stderr) = verify(&["--body-text", "{ }"]);
        assert_eq!((code, stdout.as_str()), (1, ""));
        assert!(stderr.starts_with("not valid: ") && stderr.contains("body"), "{stderr}");
        let (code, _, stderr) = verify(&["--body-text", "{}", "--timestamp", "1"]);
        assert_eq!(code, 1);
        assert!(stderr.contains("timestamp") && stderr.contains("future"), "{stderr}");
    }
}

#[test]
fn verifies_an_expected_id() {
    let headers = ["--header", "webhook-id: other", "--header", "webhook-timestamp: 1614265330"];
    let arguments = [&["verify", "--id", "mine"], &WEBHOOK[..], &headers[..]].concat();
    let (code, _, stderr) = typed(&arguments, PAYLOAD);
    assert_eq!((code, stderr.as_str()), (1, "not valid: the header webhook-id differs: expected `mine`\n"));
}

#[test]
fn says_what_is_missing() {
    let (code, stdout, stderr) = typed(&["sign", "--scheme", "hubspot-v3", "--secret", "s"], "");
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert_eq!(stderr, "error: --url is missing: hubspot-v3 signs the full URL\n");
    let (code, _, stderr) = typed(&["sign", "--scheme", "rfc9421", "--url", "u", "--secret", ""], "");
    assert_eq!((code, stderr.as_str()), (2, "error: a secret must not be empty\n"));
    let (code, _, stderr) = typed(&["sign", "--scheme", "standard-webhooks", "--secret", "whsec_!"], "");
    assert_eq!(code, 2);
    assert!(stderr.contains("base64"), "{stderr}");
    let (code, _, stderr) = typed(&["sign", "--scheme", "rfc9421", "--url", "u", "--body", "/nowhere/at/all"], "");
    assert_eq!(code, 2);
    assert!(stderr.starts_with("error: cannot read /nowhere/at/all: "), "{stderr}");
}

#[test]
fn a_secret_file_loses_one_line_break() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("key");
    fs::write(&path, "s\r\n").expect("written");
    let file = path.to_str().expect("UTF-8");
    let request = ["--scheme", "hubspot-v3", "--url", "https://a.test/", "--timestamp", "1000"];
    let from_file = typed(&[&["sign", "--secret-file", file], &request[..]].concat(), "");
    assert_eq!(from_file, typed(&[&["sign", "--secret", "s"], &request[..]].concat(), ""));
}

#[test]
fn the_arguments_are_well_formed() {
    use clap::CommandFactory;
    Typed::command().debug_assert();
    assert!(Typed::try_parse_from(["errand-signature", "sign", "--scheme", "none"]).is_err());
    assert!(Typed::try_parse_from(["errand-signature", "verify", "--scheme", "rfc9421", "--header", "x"]).is_err());
    let source = SecretSource { secret: Some("hidden".to_owned()), secret_file: None };
    assert!(!format!("{source:?}").contains("hidden"));
}
