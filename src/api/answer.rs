//! An HTTP answer becomes a [`CallOutcome`]: the one place that knows what statuses mean.

use bytes::Bytes;
use serde_json::Value as Json;

use super::attempt::Attempt;
use crate::domain::call::outcome::{Answer, AnswerBody, Misconfigured, Unavailable};
use crate::domain::call::sample::Sample;
use crate::domain::call::{Call, CallOutcome};
use crate::domain::limits;
use crate::exchange::{AnswerBytes, Received};

/// U+FEFF in UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Classifies an answer.
pub(super) fn outcome(received: &Received) -> CallOutcome {
    let status = received.status;
    let answer = || Answer { status, body: body(&received.body) };
    match status {
        200..=299 => CallOutcome::Succeeded(answer()),
        300..=399 => CallOutcome::Misconfigured { why: Misconfigured::Redirected { status } },
        400 | 409 | 422 => CallOutcome::Rejected(answer()),
        401 | 403 => CallOutcome::Misconfigured { why: Misconfigured::Forbidden { status } },
        404 => CallOutcome::NotFound(answer()),
        429 => CallOutcome::Unavailable { why: Unavailable::Busy },
        500..=599 => CallOutcome::Unavailable { why: Unavailable::ServerError { status } },
        _ => CallOutcome::Misconfigured { why: Misconfigured::UnexpectedStatus { status } },
    }
}

/// What a sample response would be, had the API given it to this call.
pub fn sampled(call: &Call, sample: &Sample) -> CallOutcome {
    let body = AnswerBytes::Whole(Bytes::copy_from_slice(sample.body.as_bytes()));
    let attempt = Attempt::Answered(Received { status: sample.status, body });
    attempt.outcome(attempt.doubt(call))
}

fn body(bytes: &AnswerBytes) -> AnswerBody {
    match bytes {
        AnswerBytes::Whole(bytes) if bytes.trim_ascii().is_empty() => AnswerBody::Empty,
        // A byte order mark may be ignored (RFC 8259, 8.1), and some APIs send one.
        AnswerBytes::Whole(bytes) => match serde_json::from_slice::<Json>(bytes.strip_prefix(BOM).unwrap_or(bytes)) {
            Ok(json) if depth(&json) <= limits::ANSWER_DEPTH => AnswerBody::Json(json),
            Ok(_) | Err(_) => AnswerBody::Unreadable,
        },
        AnswerBytes::TooLarge(_) | AnswerBytes::CutOff(_) => AnswerBody::Unreadable,
    }
}

/// Nesting of lists and objects; the parser itself stops at 128.
fn depth(json: &Json) -> usize {
    match json {
        Json::Array(entries) => 1 + entries.iter().map(depth).max().unwrap_or(0),
        Json::Object(properties) => 1 + properties.values().map(depth).max().unwrap_or(0),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, body: &str) -> CallOutcome {
        outcome(&Received { status, body: AnswerBytes::Whole(Bytes::copy_from_slice(body.as_bytes())) })
    }

    #[test]
    fn statuses() {
        let answer = |status| Answer { status, body: AnswerBody::Empty };
        for status in [200, 201, 204, 299] {
            assert_eq!(answered(status, ""), CallOutcome::Succeeded(answer(status)));
        }
        for status in [301, 302, 304, 307, 308] {
            let why = Misconfigured::Redirected { status };
            assert_eq!(answered(status, ""), CallOutcome::Misconfigured { why });
        }
        for status in [400, 409, 422] {
            assert_eq!(answered(status, ""), CallOutcome::Rejected(answer(status)));
        }
        for status in [401, 403] {
            let why = Misconfigured::Forbidden { status };
            assert_eq!(answered(status, ""), CallOutcome::Misconfigured { why });
        }
        assert_eq!(answered(404, " "), CallOutcome::NotFound(answer(404)));
        assert_eq!(answered(429, ""), CallOutcome::Unavailable { why: Unavailable::Busy });
        for status in [500, 502, 503, 504, 599] {
            let why = Unavailable::ServerError { status };
            assert_eq!(answered(status, "<html>"), CallOutcome::Unavailable { why });
        }
        for status in [101, 402, 405, 410, 418, 600, 999] {
            let why = Misconfigured::UnexpectedStatus { status };
            assert_eq!(answered(status, ""), CallOutcome::Misconfigured { why });
        }
    }

    #[test]
    fn bodies() {
        let read = |text: &str| body(&AnswerBytes::Whole(Bytes::copy_from_slice(text.as_bytes())));
        assert_eq!(read(" \r\n"), AnswerBody::Empty);
        assert_eq!(read("{\"a\": 1}"), AnswerBody::Json(serde_json::json!({"a": 1})));
        assert_eq!(read("\u{FEFF}{\"a\": 1}"), AnswerBody::Json(serde_json::json!({"a": 1})));
        assert_eq!(read("null"), AnswerBody::Json(Json::Null));
        assert_eq!(read("<html></html>"), AnswerBody::Unreadable);
        assert_eq!(read("{\"a\": 1} trailing"), AnswerBody::Unreadable);
        assert_eq!(body(&AnswerBytes::TooLarge(Bytes::new())), AnswerBody::Unreadable);
        assert_eq!(body(&AnswerBytes::CutOff(Bytes::new())), AnswerBody::Unreadable);
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let read = |text: String| body(&AnswerBytes::Whole(Bytes::from(text)));
        assert!(matches!(read(nested(limits::ANSWER_DEPTH)), AnswerBody::Json(_)));
        assert_eq!(read(nested(limits::ANSWER_DEPTH + 1)), AnswerBody::Unreadable);
        assert_eq!(read(nested(100_000)), AnswerBody::Unreadable);
    }
}
