//! APIs that say back what they were sent: the secret is masked in the answer, before a reply or a preview is made of
//! it and before anything is stored.
//!
//! Only the forms that this call has sent are looked for. Deliberately absent: secrets that are so short that they
//! occur in answers by accident.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Map, Value as Json};
use zeroize::Zeroizing;

use super::encode;
use super::secret_value::{MASK, SecretValue};
use crate::domain::call::outcome::{Answer, AnswerBody};
use crate::domain::call::{Auth, CallOutcome};
use crate::domain::limits;

/// Masks what an answer says back of the secret that it was asked with.
pub(super) fn masked(outcome: CallOutcome, auth: &Auth, secret: Option<&SecretValue>) -> CallOutcome {
    let forms = secret.map(|secret| forms(auth, secret)).unwrap_or_default();
    if forms.is_empty() {
        return outcome;
    }
    match outcome {
        CallOutcome::Succeeded(answer) => CallOutcome::Succeeded(in_answer(answer, &forms)),
        CallOutcome::NotFound(answer) => CallOutcome::NotFound(in_answer(answer, &forms)),
        CallOutcome::Rejected(answer) => CallOutcome::Rejected(in_answer(answer, &forms)),
        // These hold nothing that the API said.
        CallOutcome::Unavailable { .. } | CallOutcome::Misconfigured { .. } | CallOutcome::Unknown { .. } => outcome,
    }
}

/// The secret as it stands in a request, and as it is; the longest first.
fn forms(auth: &Auth, secret: &SecretValue) -> Vec<Zeroizing<String>> {
    let bytes = secret.expose();
    let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
    if bytes.len() < limits::SECRET_ECHO_BYTES {
        return Vec::new();
    }
    let mut forms = vec![Zeroizing::new(text.to_owned()), Zeroizing::new(encode::query(text).to_string())];
    if let Auth::Basic { user, .. } = auth {
        let pair = Zeroizing::new([user.as_bytes(), b":", bytes].concat());
        forms.push(Zeroizing::new(BASE64.encode(&*pair)));
    }
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms
}

fn in_answer(answer: Answer, forms: &[Zeroizing<String>]) -> Answer {
    let body = match answer.body {
        AnswerBody::Json(json) => AnswerBody::Json(in_json(json, forms)),
        AnswerBody::Empty | AnswerBody::Unreadable => answer.body,
    };
    Answer { body, ..answer }
}

/// Answers are no deeper than [`limits::ANSWER_DEPTH`].
fn in_json(json: Json, forms: &[Zeroizing<String>]) -> Json {
    match json {
        Json::String(text) => Json::String(in_text(text, forms)),
        Json::Array(entries) => Json::Array(entries.into_iter().map(|entry| in_json(entry, forms)).collect()),
        Json::Object(properties) => {
            let masked = properties.into_iter().map(|(name, value)| (in_text(name, forms), in_json(value, forms)));
            Json::Object(masked.collect::<Map<_, _>>())
        }
        // A secret of digits that an API takes for a number.
        Json::Number(number) if forms.iter().any(|form| **form == number.to_string()) => Json::String(MASK.to_owned()),
        Json::Null | Json::Bool(_) | Json::Number(_) => json,
    }
}

fn in_text(text: String, forms: &[Zeroizing<String>]) -> String {
    forms
        .iter()
        .fold(text, |text, form| if text.contains(form.as_str()) { text.replace(form.as_str(), MASK) } else { text })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::call::SecretName;

    fn succeeded(body: Json) -> CallOutcome {
        CallOutcome::Succeeded(Answer { status: 200, body: AnswerBody::Json(body) })
    }

    fn after(auth: &Auth, secret: &str, body: Json) -> CallOutcome {
        masked(succeeded(body), auth, Some(&SecretValue::new(secret).expect("a value")))
    }

    fn bearer() -> Auth {
        Auth::Bearer { secret: SecretName::parse("shop_key").expect("a name") }
    }

    #[test]
    fn what_is_said_back_is_masked_wherever_it_stands() {
        let body =
            json!({ "you": ["Bearer hunter2+hunter2", { "hunter2+hunter2": 1 }], "q": "?k=hunter2%2Bhunter2", "n": 7 });
        let expected = json!({ "you": ["Bearer ••••", { "••••": 1 }], "q": "?k=••••", "n": 7 });
        assert_eq!(after(&bearer(), "hunter2+hunter2", body), succeeded(expected));
        assert_eq!(after(&bearer(), "12345678", json!([12_345_678, 12])), succeeded(json!(["••••", 12])));
    }

    #[test]
    fn user_and_password_are_masked_as_they_travel() {
        let auth = Auth::Basic { user: "ada".to_owned(), secret: SecretName::parse("shop_key").expect("a name") };
        let body = json!({ "authorization": format!("Basic {}", BASE64.encode("ada:hunter2hunter2")) });
        assert_eq!(after(&auth, "hunter2hunter2", body), succeeded(json!({ "authorization": "Basic ••••" })));
    }

    #[test]
    fn what_is_too_short_to_tell_is_left() {
        assert_eq!(after(&bearer(), "ok", json!({ "status": "ok" })), succeeded(json!({ "status": "ok" })));
        let other = json!({ "status": "shipped" });
        assert_eq!(after(&bearer(), "hunter2hunter2", other.clone()), succeeded(other));
    }
}
