//! How the request proves who sent it: a numbered choice, then its details. Secrets are named, never typed.

use toml::{Table, Value};

use super::describe::set;
use super::form::Form;
use super::step::{AuthKind, Step, Topic};
use super::{Line, Move};
use crate::admin::library::Library;
use crate::admin::verb::secret::is_value;
use crate::domain::call::Scheme;

/// The kind that the form has; none is a kind only when it is said.
pub(super) fn current(form: &Form) -> Option<AuthKind> {
    let word = form.text_at(&["call", "auth", "type"])?;
    AuthKind::ALL.into_iter().find(|kind| kind.as_str() == word)
}

/// The secret that the form names.
pub(super) fn secret(form: &Form) -> Option<&str> {
    form.text_at(&["call", "auth", "secret"])
}

pub(super) fn choice(form: &mut Form, line: &str, say: &mut Vec<Line>) -> Move {
    let typed = line.trim().trim_end_matches('.').to_lowercase().replace([' ', '-'], "_");
    let by_number = typed.parse::<usize>().ok().and_then(|number| AuthKind::ALL.get(number.checked_sub(1)?).copied());
    let by_word = || match typed.as_str() {
        "none" | "no" | "keine" | "nein" => Some(AuthKind::None),
        "api_key" | "apikey" | "key" | "api_schlüssel" => Some(AuthKind::ApiKey),
        "signature" | "signatur" => Some(AuthKind::Signature),
        "bearer" | "token" | "bearer_token" => Some(AuthKind::Bearer),
        "basic" => Some(AuthKind::Basic),
        _ => None,
    };
    match by_number.or_else(by_word) {
        Some(AuthKind::None) => {
            form.remove(&["call", "auth"]);
            Move::Next
        }
        Some(kind @ (AuthKind::ApiKey | AuthKind::Signature | AuthKind::Bearer | AuthKind::Basic)) => {
            Move::To(Step::AuthDetail(kind))
        }
        None => {
            say.push(Line::NotUnderstood(Topic::Auth));
            Move::Stay
        }
    }
}

pub(super) fn detail(form: &mut Form, kind: AuthKind, line: &str, library: &Library, say: &mut Vec<Line>) -> Move {
    let words: Vec<&str> = line.split_whitespace().collect();
    if is_exposed(&words, fields(kind, &words).as_deref(), library) {
        say.push(Line::SecretTyped { in_form: false });
        return Move::Stay;
    }
    let Some(fields) = fields(kind, &words) else {
        say.push(Line::NotUnderstood(Topic::AuthDetail(kind)));
        return Move::Stay;
    };
    if let Err(line) = put(form, kind, fields) {
        say.push(line);
        return Move::Stay;
    }
    if let Some(name) = secret(form)
        && library.known().secrets.as_ref().is_none_or(|set| !set.iter().any(|known| known.as_str() == name))
    {
        say.push(Line::SecretNeeded { name: name.to_owned() });
    }
    Move::Next
}

/// The authentication as it is typed into a form: `header X-Api-Key shop_key`, `bearer shop_token`; nothing for none.
pub(super) fn typed(form: &Form) -> String {
    let keys: &[&str] = match current(form) {
        None | Some(AuthKind::None) => return String::new(),
        Some(AuthKind::ApiKey) => &["in", "name", "secret"],
        Some(AuthKind::Signature) => &["scheme", "secret"],
        Some(AuthKind::Bearer) => &["type", "secret"],
        Some(AuthKind::Basic) => &["type", "user", "secret"],
    };
    let word = |key: &&str| form.text_at(&["call", "auth", key]).unwrap_or_default();
    keys.iter().map(word).collect::<Vec<_>>().join(" ")
}

/// Puts what is typed into a form in its place.
pub(super) fn replace(form: &mut Form, text: &str, library: &Library) -> Result<(), Line> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let first = words.first().map(|word| word.to_lowercase()).unwrap_or_default();
    let (kind, words) = match first.as_str() {
        "" | "none" | "keine" => {
            form.remove(&["call", "auth"]);
            return Ok(());
        }
        "header" | "query" => (AuthKind::ApiKey, words.as_slice()),
        "api_key" => (AuthKind::ApiKey, &words[1..]),
        "bearer" => (AuthKind::Bearer, &words[1..]),
        "basic" => (AuthKind::Basic, &words[1..]),
        "signature" => (AuthKind::Signature, &words[1..]),
        _ => (AuthKind::Signature, words.as_slice()),
    };
    let is_scheme = kind != AuthKind::Signature || Scheme::ALL.iter().any(|scheme| text.contains(scheme.as_str()));
    let fields = fields(kind, words).filter(|_| is_scheme);
    if is_exposed(words, fields.as_deref(), library) {
        return Err(Line::SecretTyped { in_form: true });
    }
    put(form, kind, fields.ok_or(Line::NotAuth)?)
}

/// Whether the value of a secret is where its name should be, or among words that are understood as nothing.
fn is_exposed(words: &[&str], fields: Option<&[(&str, String)]>, library: &Library) -> bool {
    match fields {
        Some(fields) => fields.iter().any(|(key, word)| *key == "secret" && is_value(word, library)),
        None => words.iter().any(|word| is_value(word, library)),
    }
}

fn put(form: &mut Form, kind: AuthKind, fields: Vec<(&'static str, String)>) -> Result<(), Line> {
    let mut auth = Table::from_iter([("type".to_owned(), Value::from(kind.as_str()))]);
    auth.extend(fields.into_iter().map(|(key, value)| (key.to_owned(), Value::from(value))));
    set(form, &["call", "auth"], Value::Table(auth), &["call.auth"])
}

fn fields(kind: AuthKind, words: &[&str]) -> Option<Vec<(&'static str, String)>> {
    let own = |text: &str| text.to_owned();
    Some(match (kind, words) {
        (AuthKind::ApiKey, [name, secret]) => {
            vec![("in", own("header")), ("name", own(name)), ("secret", own(secret))]
        }
        (AuthKind::ApiKey, [place, name, secret]) => {
            vec![("in", place.to_lowercase()), ("name", own(name)), ("secret", own(secret))]
        }
        (AuthKind::Signature, [secret]) => {
            vec![("scheme", own(Scheme::HubspotV3.as_str())), ("secret", own(secret))]
        }
        (AuthKind::Signature, [scheme, secret]) => vec![("scheme", scheme.to_lowercase()), ("secret", own(secret))],
        (AuthKind::Bearer, [secret]) => vec![("secret", own(secret))],
        (AuthKind::Basic, [user, secret]) => vec![("user", own(user)), ("secret", own(secret))],
        (AuthKind::None | AuthKind::ApiKey | AuthKind::Signature | AuthKind::Bearer | AuthKind::Basic, _) => {
            return None;
        }
    })
}
