//! Kinds of inputs in words, with what bounds them.

use crate::channel::text::marked;
use crate::domain::input::kind::{DateBound, InputKind};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::rich::markup;

use super::page::word;

/// `e-mail address`, `whole number (1 … 10)`, `one of: small, large`; marked up.
pub(super) fn kind(language: Language, kind: &InputKind) -> String {
    let (name, detail) = match kind {
        InputKind::Text { min_length, max_length } => {
            let max = (*max_length != limits::ANSWER_CHARS).then_some(max_length);
            let min = (*min_length > 1).then_some(min_length);
            ("text", range(min, max))
        }
        InputKind::Email => ("email", None),
        InputKind::Phone { region } => ("phone", region.clone()),
        InputKind::Integer { min, max } => ("integer", range(min.as_ref(), max.as_ref())),
        InputKind::Number { min, max } => ("number", range(min.as_ref(), max.as_ref())),
        InputKind::Boolean => ("boolean", None),
        InputKind::Date { min, max } => {
            let [min, max] = [min, max].map(|bound| bound.as_ref().map(day));
            ("date", range(min.as_ref(), max.as_ref()))
        }
        InputKind::Url => ("url", None),
        InputKind::Choice { options } => ("choice", Some(options.join(", "))),
        InputKind::Pattern { regex } => ("pattern", Some(regex.as_str().to_owned())),
    };
    let name = marked(language, "admin-kind", &[("kind", word(name))]);
    match detail {
        Some(detail) => format!("{name} ({})", markup::literal(&detail)),
        None => name,
    }
}

fn range<T: ToString>(min: Option<&T>, max: Option<&T>) -> Option<String> {
    let text = |bound: Option<&T>| bound.map(T::to_string).unwrap_or_default();
    (min.is_some() || max.is_some()).then(|| format!("{} … {}", text(min), text(max)).trim().to_owned())
}

fn day(bound: &DateBound) -> String {
    match bound {
        DateBound::On(date) => date.to_string(),
        DateBound::Today { plus_days: 0 } => "today".to_owned(),
        DateBound::Today { plus_days } => format!("today{plus_days:+}"),
    }
}
