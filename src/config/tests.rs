//! The configuration from outside: files on disk, variables as a service manager gives them.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::channel::text::problems;
use crate::domain::call::SecretName;

fn environment(variables: &[(&str, &str)]) -> Environment {
    Environment::new(variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

/// A folder with `errand.toml` in it.
fn file(toml: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("temporary folders can be made");
    let path = folder.path().join("errand.toml");
    fs::write(&path, toml).expect("the folder can be written");
    (folder, path)
}

fn load(toml: &str, variables: &[(&str, &str)]) -> Config {
    let (_folder, path) = file(toml);
    Config::load(Some(&path), &environment(variables)).unwrap_or_else(|found| panic!("{}", said(&found)))
}

fn said(found: &ConfigProblems) -> String {
    problems::report_places(&found.0, Language::English)
}

/// What is said about a file that is wrong, with its folder taken out.
fn refused(toml: &str, variables: &[(&str, &str)]) -> String {
    let (folder, path) = file(toml);
    let found = Config::load(Some(&path), &environment(variables)).expect_err("the configuration is wrong");
    said(&found).replace(&format!("{}/", folder.path().display()), "")
}

const DEFAULT: &str = include_str!("../../config/default.toml");

#[test]
fn default_toml_is_the_default() {
    let own = |config: Config| format!("{:?}", Config { data_dir: "errand-data".into(), ..config });
    assert_eq!(own(load(DEFAULT, &[])), own(Config::default()));
    // Channels count only when they are on.
    let tokens = [("ERRAND_TELEGRAM__TOKEN", "a"), ("ERRAND_DISCORD__TOKEN", "b")];
    assert_eq!(own(load(DEFAULT, &tokens)), own(load("", &tokens)));
}

#[test]
fn default_toml_has_every_key_in_order_and_each_is_explained() {
    let mut table = String::new();
    let mut found = Vec::new();
    let mut explained = false;
    for line in DEFAULT.lines() {
        let shown = line.strip_prefix('#').filter(|rest| rest.starts_with(|first: char| first.is_ascii_lowercase()));
        if let Some(name) = line.strip_prefix('[') {
            table = format!("{}.", name.trim_end_matches(']'));
        } else if let Some((key, _)) =
            shown.unwrap_or(line).split_once(" = ").filter(|_| shown.is_some() || !line.starts_with('#'))
        {
            assert!(explained, "{table}{key} has no reason above it");
            found.push(format!("{table}{key}"));
        } else {
            explained = line.starts_with("# ");
        }
    }
    assert_eq!(found, KEYS.map(|(key, _)| key));
}

#[test]
fn settings_that_default_toml_only_shows_are_valid() {
    let shown: String = DEFAULT
        .lines()
        .filter(|line| !line.contains("_file = ") && !line.starts_with("#key"))
        .map(|line| line.strip_prefix('#').filter(|rest| !rest.starts_with(' ')).unwrap_or(line).to_owned() + "\n")
        .collect();
    let config = load(&shown, &[]);
    assert!(config.telegram.is_some() && config.discord.is_some());
    assert_eq!(config.time_zone.iana_name(), Some("Europe/Berlin"));
}

#[test]
fn telegram_may_bring_updates() {
    let config = load(
        "telegram.token = \"a\"\ntelegram.mode = \"webhook\"",
        &[
            ("ERRAND_TELEGRAM__WEBHOOK_URL", "https://bot.example.com/telegram"),
            ("ERRAND_TELEGRAM__WEBHOOK_LISTEN", "0.0.0.0:9000"),
            ("ERRAND_TELEGRAM__WEBHOOK_SECRET", "abc"),
        ],
    );
    let telegram::Mode::Webhook(webhook) = config.telegram.expect("it is on").mode else { panic!("a webhook") };
    assert_eq!((webhook.url.path(), webhook.listen.port()), ("/telegram", 9000));
    assert_eq!(webhook.secret.as_ref().map(SecretText::expose), Some("abc"));
    let refused = refused("[telegram]\ntoken = \"a\"\nmode = \"webhook\"\nwebhook_listen = \"here\"", &[]);
    assert!(refused.contains("no address to listen on") && refused.contains("where Telegram brings"), "{refused}");
}

#[test]
fn every_key_can_be_set_by_its_variable() {
    // Secrets look all the same; other tests look inside.
    for (key, _) in KEYS {
        let value = match key {
            "language" | "region" => "de",
            "time_zone" => "Asia/Tokyo",
            "log" => "warn,errand::api=debug",
            "log_format" => "json",
            "network.allow_http" => "127.0.0.1:8080, shop.internal",
            "network.allow_private" => "127.0.0.0/8,::1",
            "matching.bias" => "-0.5",
            "matching.act" | "matching.ask" => "1",
            "telegram.enabled" | "discord.enabled" | "matching.keep_misses" => "false",
            "telegram.private_chat" | "discord.private_channel" => "-7",
            "discord.application_id" | "discord.guilds" | "discord.support_channels" | "discord.shards" => "7",
            "discord.message_content" | "discord.private_threads" => "true",
            "telegram.api_url" | "discord.api_url" => "http://127.0.0.1:8081/",
            "discord.gateway_url" => "ws://127.0.0.1:8082",
            "telegram.allowed_chats" => "-100123, 5",
            "telegram.pacing.enabled" => "false",
            "telegram.pacing.chat_per_second"
            | "telegram.pacing.group_per_minute"
            | "telegram.pacing.overall_per_second" => "7",
            "telegram.admins" | "telegram.moderators" | "discord.admins" | "discord.moderators" => "1,2",
            "secrets.key"
            | "secrets.key_file"
            | "telegram.token"
            | "telegram.token_file"
            // These count together; `telegram_may_bring_updates` sets them.
            | "telegram.mode"
            | "telegram.webhook_url"
            | "telegram.webhook_listen"
            | "telegram.webhook_secret"
            | "telegram.webhook_secret_file"
            | "discord.token"
            | "discord.token_file" => continue,
            _ => "some text",
        };
        let with_tokens = |more: &[(&str, &str)]| {
            let mut variables = vec![("ERRAND_TELEGRAM__TOKEN", "a"), ("ERRAND_DISCORD__TOKEN", "b")];
            variables.extend_from_slice(more);
            Config::load(None, &environment(&variables)).unwrap_or_else(|found| panic!("{}", said(&found)))
        };
        let (before, after) = (with_tokens(&[]), with_tokens(&[(&variable(key), value)]));
        assert_ne!(format!("{before:?}"), format!("{after:?}"), "{key}");
    }
}

#[test]
fn variables_win_over_the_file() {
    let toml =
        "language = \"de\"\nregion = \"DE\"\n[network]\nallow_http = [\"a:1\"]\n[telegram]\ntoken_file = \"absent\"";
    let found = refused(toml, &[("ERRAND_LANGUAGE", "en")]);
    assert!(found.starts_with("errand.toml:6: \"absent\" cannot be read: No such file"), "{found}");

    let toml = "language = \"de\"\nregion = \"DE\"\n[network]\nallow_http = [\"a:1\"]\n[telegram]\ntoken = \"weak\"";
    let config = load(
        toml,
        &[("ERRAND_LANGUAGE", "en"), ("ERRAND_NETWORK__ALLOW_HTTP", "b:2,c"), ("ERRAND_TELEGRAM__TOKEN", "strong")],
    );
    assert_eq!(config.language, Language::English);
    assert_eq!(config.region.as_deref(), Some("DE"));
    assert_eq!(config.network.allow_http.len(), 2);
    assert_eq!(config.telegram.expect("it has a token").token.expose(), "strong");
}

#[test]
fn paths_count_from_the_folder_of_the_file() {
    let (folder, path) = file("data_dir = \"data\"\n[discord]\ntoken_file = \"token\"\nadmins = [7, \"8\"]");
    fs::write(folder.path().join("token"), " abc \r\n").expect("the folder can be written");
    let config = Config::load(Some(&path), &Environment::default()).expect("it is valid");
    assert_eq!(config.data_dir, folder.path().join("data"));
    let discord = config.discord.expect("a token switches it on");
    assert_eq!(discord.token.expose(), "abc");
    assert_eq!(discord.people.admins, [7, 8]);
    assert_eq!(Config::default().data_dir, PathBuf::from("errand-data"));
    let variables = environment(&[("ERRAND_DATA_DIR", "else/where")]);
    assert_eq!(Config::load(Some(&path), &variables).expect("it is valid").data_dir, PathBuf::from("else/where"));
}

#[test]
fn a_channel_runs_when_it_has_a_token_and_is_not_switched_off() {
    assert!(load("[telegram]\nenabled = false\ntoken = \"a\"", &[]).telegram.is_none());
    assert!(load("[telegram]\ntoken = \"a\"", &[]).telegram.is_some());
    assert!(load("[telegram]\nenabled = true", &[("ERRAND_TELEGRAM__TOKEN", "a")]).telegram.is_some());
    assert!(
        load("[telegram]\nenabled = true\ntoken = \"a\"", &[("ERRAND_TELEGRAM__ENABLED", "false")]).telegram.is_none()
    );
}

#[test]
fn tokens_and_secrets_are_never_shown() {
    let variables = [
        ("ERRAND_TELEGRAM__TOKEN", "hunter2"),
        ("ERRAND_SECRET_SHOP_KEY", "hunter2"),
        ("ERRAND_SECRETS__KEY", "hunter2"),
        ("ERRAND_LANGUAGE", "xx"),
    ];
    assert!(!format!("{:?}", load("", &variables[..3])).contains("hunter2"));
    assert!(!format!("{:?}", environment(&variables)).contains("hunter2"));
    assert!(!refused("", &variables).contains("hunter2"));
    assert!(!refused("[telegram]\napi_url = \"https://user:hunter2@x\"", &[]).contains("hunter2"));
}

#[test]
fn secrets_of_the_environment_are_found_under_every_spelling() {
    let config = load("", &[("ERRAND_SECRET_SHOP_KEY", "a"), ("ERRAND_SECRET_KEY", "b")]);
    let get = |name: &str| config.secrets.get(&SecretName::parse(name)?).map(|value| value.expose().to_vec());
    for name in ["shop_key", "shop-key", "Shop.Key"] {
        assert_eq!(get(name), Some(b"a".to_vec()), "{name}");
    }
    assert_eq!(get("key"), Some(b"b".to_vec()));
    assert_eq!(get("other"), None);
    assert_eq!(config.secrets.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["key", "shop_key"]);
    assert!(config.secrets_key.is_none());
}

#[test]
fn empty_variables_and_those_of_others_do_not_count() {
    let config = load("", &[("ERRAND_LANGUAGE", ""), ("ERRAND_SECRET_X", ""), ("ERRANDS", "1"), ("PATH", "/bin")]);
    assert_eq!(config.language, Language::English);
    assert_eq!(config.secrets.iter().count(), 0);
}

#[test]
fn the_person_at_the_keyboard_has_a_name() {
    assert_eq!(environment(&[("LOGNAME", "ada")]).user(), "ada");
    assert_eq!(Environment::default().user(), "unknown");
}

#[test]
fn every_problem_is_reported_at_once() {
    let toml = "\
data_dir = 3
langauge = \"de\"
time_zone = \"Europe/Berlinn\"
region = \"Deutschland\"
human = \"\"
log = \"loud,errand=9x\"
log_format = \"jason\"
[network]
allow_http = [\"http://a\", \"b:1\"]
allow_private = [\"10.0.0.0/99\"]
[matching]
bias = 2
act = \"high\"
[telegram]
enabled = true
api_url = \"api.telegram.org\"
admins = [\"@ada\"]
[discord]
enabled = \"yes\"
token = \"a\"
token_file = \"b\"
gateway_url = \"https://discord.com\"
[matchng]
";
    let variables = [
        ("ERRAND_DATADIR", "x"),
        ("ERRAND_MATCHING__ASK", "3"),
        ("ERRAND_DISCORD__ADMINS", "1, x"),
        ("ERRAND_TELEGRAM__ENABLED", "yes"),
        ("ERRAND_SECRET_9", "x"),
    ];
    let expected = include_str!("../../tests/config/problems.txt");
    let found = refused(toml, &variables);
    if environment_says_update() {
        fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/config/problems.txt"), &found)
            .expect("it can be written");
    } else {
        assert_eq!(found, expected);
    }
}

#[expect(clippy::disallowed_methods, reason = "UPDATE=1 rewrites what is expected")]
fn environment_says_update() -> bool {
    std::env::var_os("UPDATE").is_some()
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let found = Config::load(Some(Path::new("/absent/errand.toml")), &environment(&[("ERRAND_LANGUAGE", "xx")]))
        .expect_err("there is no such file");
    let said = said(&found);
    assert!(said.starts_with("/absent/errand.toml: \"/absent/errand.toml\" cannot be read: No such file"), "{said}");
    assert!(said.contains("ERRAND_LANGUAGE: \"language\" is \"xx\", but must be one of: en, de."), "{said}");
}

#[test]
fn broken_toml_says_so_and_nothing_is_said_to_be_missing() {
    let found = refused("[telegram]\nenabled = true\ntoken = \"abc", &[]);
    assert_eq!(found.lines().filter(|line| line.starts_with("errand.toml:")).count(), 1, "{found}");
    assert!(found.starts_with("errand.toml:3: This is not TOML"), "{found}");
}

proptest::proptest! {
    #[test]
    fn any_text_of_a_variable_is_taken_as_it_is(value in "\\PC{0,40}|[ -~\\n\\t\"\\\\]{0,40}") {
        proptest::prop_assume!(!value.trim().is_empty());
        let config = Config::load(None, &environment(&[("ERRAND_HUMAN", &value)])).expect("every text will do");
        proptest::prop_assert_eq!(config.human.as_deref(), Some(value.trim()));
    }

    #[test]
    fn no_text_of_a_variable_disturbs_another(value in "\\PC{0,40}|[ -~\\n\\t\"\\\\]{0,40}", key in 0..KEYS.len()) {
        let name = variable(KEYS[key].0);
        let read = Config::load(None, &environment(&[("ERRAND_SECRET_A", "a"), (&name, &value)]));
        if let Err(problems) = read {
            proptest::prop_assert!(problems.0.iter().all(|(place, _)| *place == name), "{:?}", problems);
        }
    }
}
