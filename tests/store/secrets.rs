//! Secrets: nowhere in clear, and only the right key in safe hands opens them.

use std::path::Path;

use errand::domain::call::SecretName;
use errand::store::{AuditVerdict, Batch, KeyProblem, SecretKey, Store, StoreError};

use crate::sample::{conversation, entry, state, store};

const VALUE: &[u8] = b"sk_live_9f86d081884c7d659a2f";

fn secret(name: &str) -> SecretName {
    SecretName::parse(name).expect("it is a name")
}

fn key_problem<T>(result: Result<T, StoreError>) -> KeyProblem {
    let error = result.err().expect("the key is refused");
    let StoreError::Key(problem) = error else { panic!("not about the key: {error:?}") };
    problem
}

fn holds(dir: &Path, needle: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(dir).expect("it reads") {
        let path = file.expect("it reads").path();
        let bytes = std::fs::read(&path).expect("it reads");
        if bytes.windows(needle.len()).any(|window| window == needle) {
            found.push(path.display().to_string());
        }
    }
    found
}

#[tokio::test]
async fn values_come_back_and_are_nowhere_in_clear() {
    let (dir, mut store) = store().await;
    let key = store.unlock(None).await.expect("a key is made");
    let (shop, other) = (secret("shop_key"), secret("other"));
    store.set_secret(&key, &shop, b"first value", &entry("secret_set")).await.expect("it is set");
    store.set_secret(&key, &shop, VALUE, &entry("secret_set")).await.expect("it is set anew");
    store.set_secret(&key, &other, b"", &entry("secret_set")).await.expect("it is set");
    assert_eq!(store.secret(&key, &shop).await.expect("it opens").as_deref().map(Vec::as_slice), Some(VALUE));
    assert_eq!(store.secret(&key, &secret("absent")).await.expect("it reads"), None);
    let listed = store.secrets().await.expect("it reads");
    assert_eq!(listed.iter().map(|info| info.name.as_str()).collect::<Vec<_>>(), ["other", "shop_key"]);
    assert_eq!((listed[1].set_by.as_str(), listed[1].set_at_ms), ("admin 7", 1_700_000_000_000));
    assert!(!format!("{listed:?} {key:?}").contains("sk_live"));

    // The search itself works: a conversation's state is kept as it is, in the log first.
    let batch = Batch { conversations: vec![state("ann", "findable in clear", None)], ..Batch::default() };
    store.commit(&batch).await.expect("it is written");
    assert_eq!(holds(dir.path(), b"findable in clear").len(), 1);
    assert_eq!(holds(dir.path(), VALUE), [""; 0]);
    assert_eq!(holds(dir.path(), hex::encode(VALUE).as_bytes()), [""; 0]);

    assert!(store.delete_secret(&shop, &entry("secret_delete")).await.expect("it is deleted"));
    assert!(!store.delete_secret(&shop, &entry("secret_delete")).await.expect("it was gone"));
    assert_eq!(store.secret(&key, &shop).await.expect("it reads"), None);
    assert_eq!(store.audit(None, 10).await.expect("it reads").len(), 4, "each change has its entry");
    store.close().await.expect("it closes");
    assert_eq!(holds(dir.path(), VALUE), [""; 0]);
}

#[tokio::test]
async fn the_key_file_is_made_once_and_is_private() {
    let (dir, mut store) = store().await;
    let key = store.unlock(None).await.expect("a key is made");
    store.set_secret(&key, &secret("a"), VALUE, &entry("secret_set")).await.expect("it is set");
    let text = std::fs::read_to_string(dir.path().join("secret.key")).expect("it is there");
    store.close().await.expect("it closes");

    let mut store = Store::open(dir.path()).await.expect("it opens again");
    let again = store.unlock(None).await.expect("the key is there");
    assert_eq!(store.secret(&again, &secret("a")).await.expect("it opens").as_deref().map(Vec::as_slice), Some(VALUE));
    let given = store.unlock(Some(&text)).await.expect("the file's text is the key");
    assert!(store.secret(&given, &secret("a")).await.expect("it opens").is_some());
    assert!(!dir.path().join("secret.key.new").exists());
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};

        let path = dir.path().join("secret.key");
        assert_eq!(std::fs::metadata(&path).expect("it is there").mode() & 0o777, 0o600);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).expect("it is ours");
        let problem = key_problem(store.unlock(None).await);
        assert!(matches!(problem, KeyProblem::Exposed { mode: 0o640, .. }), "{problem:?}");
        assert!(problem.to_string().contains("run `chmod 600 "), "{problem}");
    }
}

#[tokio::test]
async fn a_wrong_or_missing_key_says_what_to_do() {
    let (dir, mut store) = store().await;
    let key = store.unlock(Some(&"ab".repeat(32))).await.expect("it is a key");
    assert!(!dir.path().join("secret.key").exists(), "a given key needs no file");
    store.set_secret(&key, &secret("a"), VALUE, &entry("secret_set")).await.expect("it is set");

    let problem = key_problem(store.unlock(None).await);
    assert!(matches!(problem, KeyProblem::Missing { .. }), "{problem:?}");
    assert!(!dir.path().join("secret.key").exists(), "a new key would open nothing");
    let problem = key_problem(store.unlock(Some(&"cd".repeat(32))).await);
    assert!(matches!(&problem, KeyProblem::Wrong { name } if name == "a"), "{problem:?}");
    assert!(problem.to_string().contains("use the key it was set with"), "{problem}");
    let wrong = SecretKey::parse(&"cd".repeat(32)).expect("it is a key");
    assert!(matches!(key_problem(store.secret(&wrong, &secret("a")).await), KeyProblem::Wrong { .. }));
}

#[tokio::test]
async fn a_file_that_holds_no_key_is_refused() {
    let (dir, mut store) = store().await;
    store.unlock(None).await.expect("a key is made");
    for content in [&b""[..], b"short", &[0xff; 40], &[b'a'; 4_000]] {
        std::fs::write(dir.path().join("secret.key"), content).expect("it is ours");
        let problem = key_problem(store.unlock(None).await);
        assert!(matches!(problem, KeyProblem::MalformedFile { .. }), "{problem:?}");
    }
}

#[test]
fn keys_are_read_as_hexadecimal_or_base64() {
    let base64 = "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s=";
    for text in [&"ab".repeat(32), base64, &format!("  {base64}\n")] {
        SecretKey::parse(text).expect("it is a key");
    }
    for text in ["", "ab", &"ab".repeat(31), &"ab".repeat(33), &"zz".repeat(32), "q6ur"] {
        assert!(matches!(SecretKey::parse(text), Err(KeyProblem::Malformed)), "{text}");
    }
}

/// An operator's shell writes beside a bot that has turns in its journal and audit rows of its own to add.
#[tokio::test]
async fn a_secret_is_set_beside_whoever_has_the_store_open() {
    let (dir, mut store) = store().await;
    assert!(store.was_written_elsewhere().await.expect("it reads"), "nobody knows yet");
    assert!(!store.was_written_elsewhere().await.expect("it reads"));
    let people = (0..20).map(|person| state(&format!("p{person}"), "text", None));
    let mut batch = Batch { conversations: people.collect(), ..Batch::default() };
    store.enter(&mut batch).await.expect("it is written");
    assert!(store.is_behind());

    let mut beside = Store::beside(dir.path()).await.expect("it opens");
    assert!(beside.is_shared() && !store.is_shared());
    let (mine, theirs) = tokio::join!(store.unlock(None), beside.unlock(None));
    let (mine, theirs) = (mine.expect("a key"), theirs.expect("a key"));
    beside.set_secret(&theirs, &secret("shop_key"), VALUE, &entry("secret set")).await.expect("it is set");
    assert!(store.was_written_elsewhere().await.expect("it reads"));
    let found = store.secret(&mine, &secret("shop_key")).await.expect("it is the same key");
    assert_eq!(found.as_deref().map(Vec::as_slice), Some(VALUE));
    for turn in 0..3 {
        store.set_secret(&mine, &secret("a"), VALUE, &entry("mine")).await.expect("it is set");
        beside.set_secret(&theirs, &secret("b"), VALUE, &entry("theirs")).await.expect("it is set");
        let verdict = store.verify_audit().await.expect("it reads");
        assert!(matches!(verdict, AuditVerdict::Whole { rows, .. } if rows == turn * 2 + 3), "{verdict:?}");
    }
    beside.close().await.expect("it closes");
    store.close().await.expect("it closes");
    let mut store = Store::open(dir.path()).await.expect("nothing is in the way");
    assert_eq!(store.conversations(&[conversation("p3")]).await.expect("it reads").len(), 1);
}
