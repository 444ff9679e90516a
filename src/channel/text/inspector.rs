//! What a preview shows of a call: what began it and what was given, the request as it went over the wire, how it
//! ended, and which fields of the answer may reach the chat.

use super::speech::row_line;
use super::{Arg, marked, plain};
use crate::api::Wire;
use crate::domain::call::CallOutcome;
use crate::domain::call::outcome::{Answer, AnswerBody};
use crate::domain::definition::Definition;
use crate::domain::input::Values;
use crate::domain::language::Language;
use crate::domain::reply::leaves;
use crate::domain::rich::{RichText, markup};
use crate::engine::conversation::Matched;
use crate::engine::effect::Manner;
use crate::engine::utterance::{Row, Shown};

/// Characters of a body that are shown: an inspector is to be looked at.
const BODY_CHARS: usize = 1_000;
/// Fields of an answer that are shown.
const FIELDS: usize = 30;
/// Characters of a field's value that are shown.
const FIELD_CHARS: usize = 80;

/// A call that was tried.
#[derive(Debug)]
pub struct Tried<'t> {
    /// What began it.
    pub matched: Option<&'t Matched>,
    /// What defines it.
    pub definition: Option<&'t Definition>,
    /// What was given.
    pub values: &'t Values,
    /// Whether it was sent.
    pub manner: Manner,
    /// The request. Secrets and sensitive values are masked in it already.
    pub wire: &'t Wire,
    /// How it ended; nothing for a dry run.
    pub outcome: Option<&'t CallOutcome>,
}

/// The inspector's text.
pub fn inspect(language: Language, tried: &Tried<'_>) -> RichText {
    let wire = tried.wire;
    let mut lines = vec![marked(language, "inspector-title", &[])];
    if let Some(Matched { phrase, percent }) = tried.matched {
        let args = [("phrase", Arg::Value(phrase.clone())), ("percent", Arg::Value(percent.to_string()))];
        lines.push(marked(language, "inspector-matched", &args));
    }
    lines.extend(inputs(language, tried));
    lines.push(code(&wire.request_line()));
    lines.extend(wire.headers.iter().map(|(name, value)| code(&format!("{name}: {value}"))));
    lines.extend(wire.body.as_deref().map(code));
    for signature in &wire.signed {
        lines.push(marked(language, "inspector-signed", &[("header", Arg::Value(signature.header.clone()))]));
        lines.push(code(&signature.text));
    }
    match tried.outcome {
        None => lines.push(marked(language, "inspector-not-sent", &[])),
        Some(outcome) => lines.extend(ended(language, tried, outcome)),
    }
    markup::parse(&lines.join("\n"))
}

fn inputs(language: Language, tried: &Tried<'_>) -> Vec<String> {
    let inputs = tried.definition.map(|definition| definition.inputs.as_slice()).unwrap_or_default();
    let rows = inputs.iter().map(|input| {
        let value = match tried.values.get(&input.name) {
            Some(_) if input.sensitive => Shown::Masked,
            Some(value) => Shown::Open(value.clone()),
            None => Shown::LeftOut,
        };
        row_line(language, "row", &Row { input: input.name.shown(), value })
    });
    rows.collect()
}

fn ended(language: Language, tried: &Tried<'_>, outcome: &CallOutcome) -> Vec<String> {
    let answer = match outcome {
        CallOutcome::Succeeded(answer) | CallOutcome::NotFound(answer) | CallOutcome::Rejected(answer) => Some(answer),
        CallOutcome::Unavailable { .. } | CallOutcome::Misconfigured { .. } | CallOutcome::Unknown { .. } => None,
    };
    let (id, status) = match tried.manner {
        Manner::Sample => ("inspector-sampled", answer.map(|answer| answer.status)),
        Manner::Send | Manner::DryRun => ("inspector-ended", tried.wire.status),
    };
    let status = status.map_or_else(|| "–".to_owned(), |status| status.to_string());
    let time = Arg::Value(tried.wire.duration.as_millis().to_string());
    let class = Arg::Word(class(outcome).to_owned());
    let mut lines = vec![marked(language, id, &[("status", Arg::Value(status)), ("time", time), ("class", class)])];
    lines.extend(answer.into_iter().flat_map(|answer| fields(language, tried, answer)));
    lines
}

/// Each value of the answer, marked as kept or dropped.
fn fields(language: Language, tried: &Tried<'_>, answer: &Answer) -> Vec<String> {
    let json = match &answer.body {
        AnswerBody::Json(json) => json,
        AnswerBody::Empty => return vec![marked(language, "inspector-no-body", &[])],
        AnswerBody::Unreadable => return vec![marked(language, "inspector-no-json", &[])],
    };
    let reply = tried.definition.map(|definition| &definition.reply);
    let (include, exclude) = reply.map(|reply| (&*reply.include, &*reply.exclude)).unwrap_or_default();
    let leaves = leaves(json, include, exclude);
    let (hidden, masked) = (hidden(tried), plain(language, "masked", &[]));
    let mut lines = vec![marked(language, "inspector-fields", &[])];
    lines.extend(leaves.iter().take(FIELDS).map(|leaf| {
        let value = leaf.value.as_str().map_or_else(|| leaf.value.to_string(), str::to_owned);
        let value = hidden.iter().fold(value, |value, hidden| value.replace(hidden, &masked));
        let name = if leaf.path.is_empty() { "$" } else { &leaf.path };
        code(&shortened(&format!("{} {name}: {value}", if leaf.kept { "✓" } else { "✗" }), FIELD_CHARS))
    }));
    if let Some(count) = leaves.len().checked_sub(FIELDS).filter(|count| *count > 0) {
        lines.push(marked(language, "inspector-more-fields", &[("count", Arg::Count(count))]));
    }
    lines
}

/// Sensitive values that an answer may say back. One of a few characters would be found in anything.
fn hidden(tried: &Tried<'_>) -> Vec<String> {
    const SHORTEST: usize = 3;
    let inputs = tried.definition.map(|definition| definition.inputs.as_slice()).unwrap_or_default();
    let values = inputs.iter().filter(|input| input.sensitive).filter_map(|input| tried.values.get(&input.name));
    let texts = values.map(|value| value.json().as_str().map_or_else(|| value.json().to_string(), str::to_owned));
    texts.filter(|text| text.chars().count() >= SHORTEST).collect()
}

fn code(text: &str) -> String {
    markup::literal(&shortened(text, BODY_CHARS))
}

fn shortened(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

const fn class(outcome: &CallOutcome) -> &'static str {
    match outcome {
        CallOutcome::Succeeded(_) => "succeeded",
        CallOutcome::NotFound(_) => "not-found",
        CallOutcome::Rejected(_) => "rejected",
        CallOutcome::Unavailable { .. } => "unavailable",
        CallOutcome::Misconfigured { .. } => "misconfigured",
        CallOutcome::Unknown { .. } => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::json;

    use super::*;
    use crate::domain::call::Method;
    use crate::domain::definition::Known;
    use crate::domain::input::{InputName, Value};

    const CARD: &str = r#"
        name = "unlock-card"
        description = "Unlock a card."
        triggers = ["unlock my card"]
        inputs = [{ name = "card", instructions = "Which card?" }, { name = "pin", instructions = "Your PIN.", sensitive = true }]
        call = { method = "POST", url = "https://bank.example/unlock", body = { card = "{{ card }}", pin = "{{ pin }}" } }
        reply = { include = ["$.status"], text = "{{ status }}" }
    "#;

    #[test]
    fn everything_is_shown_and_nothing_sensitive() {
        let (definition, _) = Definition::read(CARD, &Known { secrets: None }).expect("a definition");
        let value = |name: &str, text: &str| (InputName::parse(name).expect("a name"), Value::Text(text.to_owned()));
        let values: Values = [value("card", "Visa"), value("pin", "90210")].into_iter().collect();
        let body = AnswerBody::Json(json!({ "status": "open", "echo": { "pin": "it is 90210" }, "cost": 3 }));
        let outcome = CallOutcome::Succeeded(Answer { status: 201, body });
        let wire = Wire {
            method: Method::Post,
            uri: "https://bank.example/unlock".to_owned(),
            headers: Vec::new(),
            body: Some("{\"pin\":\"••••\"}".to_owned()),
            signed: Vec::new(),
            attempts: 0,
            status: None,
            duration: Duration::ZERO,
        };
        let matched = Matched { phrase: "unlock my card".to_owned(), percent: 87 };
        let tried = Tried {
            matched: Some(&matched),
            definition: Some(&definition),
            values: &values,
            manner: Manner::Sample,
            wire: &wire,
            outcome: Some(&outcome),
        };
        let shown = inspect(Language::English, &tried).text;
        for part in [
            "Matched: “unlock my card” (87 %)",
            "Card: Visa",
            "Pin: ••••",
            "POST https://bank.example/unlock",
            "Sample response, status 201: succeeded",
            "✓ status: open",
            "✗ echo.pin: it is ••••",
            "✗ cost: 3",
        ] {
            assert!(shown.contains(part), "{part}\n{shown}");
        }
        assert!(!shown.contains("90210"), "{shown}");
    }
}
