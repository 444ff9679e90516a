//! Kinds of inputs for admins: their names and, as defined, what bounds them.

use crate::channel::text::kinds::kind_name;
use crate::domain::input::kind::{DateBound, InputKind};
use crate::domain::language::Language;
use crate::domain::limits;

/// `e-mail address`, `whole number (1 … 10)`, `choice (small, large)`.
pub(super) fn kind(language: Language, kind: &InputKind) -> String {
    let detail = match kind {
        InputKind::Text { min_length, max_length } => {
            let max = (*max_length != limits::ANSWER_CHARS).then_some(max_length);
            range((*min_length > 1).then_some(min_length), max)
        }
        InputKind::Phone { region } => region.clone(),
        InputKind::Integer { min, max } => range(min.as_ref(), max.as_ref()),
        InputKind::Number { min, max } => range(min.as_ref(), max.as_ref()),
        InputKind::Date { min, max } => {
            let [min, max] = [*min, *max].map(|bound| bound.map(day));
            range(min.as_ref(), max.as_ref())
        }
        InputKind::Choice { options } => Some(options.join(", ")),
        InputKind::Pattern { regex } => Some(regex.as_str().to_owned()),
        InputKind::Email | InputKind::Boolean | InputKind::Url => None,
    };
    let name = kind_name(kind, language);
    match detail {
        Some(detail) => format!("{name} ({detail})"),
        None => name,
    }
}

fn range<T: ToString>(min: Option<&T>, max: Option<&T>) -> Option<String> {
    let text = |bound: Option<&T>| bound.map(T::to_string).unwrap_or_default();
    (min.is_some() || max.is_some()).then(|| format!("{} … {}", text(min), text(max)).trim().to_owned())
}

/// As definitions write it.
fn day(bound: DateBound) -> String {
    match bound {
        DateBound::On(date) => date.to_string(),
        DateBound::Today { plus_days: 0 } => "today".to_owned(),
        DateBound::Today { plus_days } => format!("today{plus_days:+}"),
    }
}
