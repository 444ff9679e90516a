//! What a preview shows of a call: the request as it went over the wire, and how it ended.

use super::{Arg, marked};
use crate::api::Wire;
use crate::domain::call::CallOutcome;
use crate::domain::call::outcome::{Answer, AnswerBody};
use crate::domain::language::Language;
use crate::domain::rich::{RichText, markup};

/// Characters of a body that are shown: an inspector is to be looked at.
const BODY_CHARS: usize = 1_500;

/// The inspector's text. Secrets are masked in the [`Wire`] already.
pub fn inspect(language: Language, wire: &Wire, outcome: Option<&CallOutcome>) -> RichText {
    let mut lines = vec![marked(language, "inspector-title", &[]), code(&wire.request_line())];
    lines.extend(wire.headers.iter().map(|(name, value)| code(&format!("{name}: {value}"))));
    lines.extend(wire.body.as_deref().map(code));
    for signature in &wire.signed {
        lines.push(marked(language, "inspector-signed", &[("header", Arg::Value(signature.header.clone()))]));
        lines.push(code(&signature.text));
    }
    match outcome {
        None => lines.push(marked(language, "inspector-not-sent", &[])),
        Some(outcome) => lines.extend(ended(language, wire, outcome)),
    }
    markup::parse(&lines.join("\n"))
}

fn ended(language: Language, wire: &Wire, outcome: &CallOutcome) -> Vec<String> {
    let status = wire.status.map_or_else(|| "–".to_owned(), |status| status.to_string());
    let time = Arg::Value(wire.duration.as_millis().to_string());
    let class = Arg::Word(class(outcome).to_owned());
    let mut lines =
        vec![marked(language, "inspector-ended", &[("status", Arg::Value(status)), ("time", time), ("class", class)])];
    let answer = match outcome {
        CallOutcome::Succeeded(answer) | CallOutcome::NotFound(answer) | CallOutcome::Rejected(answer) => Some(answer),
        CallOutcome::Unavailable { .. } | CallOutcome::Misconfigured { .. } | CallOutcome::Unknown { .. } => None,
    };
    lines.extend(answer.and_then(body));
    lines
}

fn body(answer: &Answer) -> Option<String> {
    match &answer.body {
        AnswerBody::Json(json) => Some(code(&serde_json::to_string_pretty(json).unwrap_or_default())),
        AnswerBody::Empty | AnswerBody::Unreadable => None,
    }
}

fn code(text: &str) -> String {
    let mut shown: String = text.chars().take(BODY_CHARS).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    markup::literal(&shown)
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
