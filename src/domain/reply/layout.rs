//! An answer laid out readably, for actions without a reply text.
//!
//! ```text
//! **Status:** shipped            a member of the answer
//! **Eta date:** 26 November 2026
//! **Customer:**                  an object: its members below
//! • Name: Ada
//! **Items:**                     a list: one line per element
//! • Name: Mug, Quantity: 2
//! • … and 7 more
//! ```
//!
//! What the API left null or blank is left out. An answer that is one value in all is just that value.
//! Deliberately absent: styles other than bold labels, and any markup from the answer.

use serde_json::{Map, Value as Json};

use super::Formats;
use super::field::is_inexact;
use crate::domain::limits;
use crate::domain::rich::{RichText, Style, markup};

const INDENT: &str = "  ";
const BULLET: &str = "• ";

/// The answer, or what paths left of it, as lines; nothing when it holds no value.
pub fn layout(cut: &Json, formats: &Formats) -> Option<RichText> {
    match values(cut).as_slice() {
        [] => return None,
        [only] => return value_text(only, formats).map(RichText::plain),
        _ => {}
    }
    let mut lines = Lines { formats, lines: Vec::new() };
    match cut {
        Json::Object(members) => lines.members(members, None),
        Json::Array(elements) => lines.elements(elements, 0),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
    Some(bounded(&lines.lines, formats).tidy())
}

/// The values that there are to show, wherever they are.
fn values(json: &Json) -> Vec<&Json> {
    match json {
        Json::Object(members) => members.values().flat_map(values).collect(),
        Json::Array(elements) => elements.iter().flat_map(values).collect(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) if is_blank(json) => Vec::new(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => vec![json],
    }
}

/// Whether there is nothing to show, however deep one looks.
fn is_blank(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::Bool(_) => false,
        Json::Number(number) => is_inexact(number),
        Json::String(text) => markup::clean(text).trim().is_empty(),
        Json::Array(elements) => elements.iter().all(is_blank),
        Json::Object(members) => members.values().all(is_blank),
    }
}

/// A single value in the language; nothing for objects and lists.
fn value_text(json: &Json, formats: &Formats) -> Option<String> {
    match json {
        Json::Null | Json::Array(_) | Json::Object(_) => None,
        Json::Bool(flag) => Some(formats.boolean(*flag).to_owned()),
        Json::Number(number) => (!is_inexact(number)).then(|| formats.number(number)),
        Json::String(text) => {
            Some(formats.iso_date_time(text).unwrap_or_else(|| shortened(markup::clean(text).trim())))
        }
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(limits::LAYOUT_VALUE_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// `eta_date`, `etaDate`, `eta-date` and `ETA_DATE` as "Eta date"; words in capitals (`orderID`) stay so.
fn label(name: &str) -> String {
    let name = shortened(&markup::clean(name));
    let shouted = !name.chars().any(char::is_lowercase);
    let mut words = String::new();
    let characters: Vec<_> = name.chars().collect();
    for (at, character) in characters.iter().copied().enumerate() {
        let before = at.checked_sub(1).map(|before| characters[before]);
        let after_lower = characters.get(at + 1).is_some_and(|next| next.is_lowercase());
        if matches!(character, '_' | '-' | '.' | ' ' | '\n' | '\t') {
            words.push(' ');
        } else if shouted {
            words.extend(character.to_lowercase());
        } else if character.is_uppercase() {
            if before.is_some_and(|before| !before.is_uppercase() || after_lower) {
                words.push(' ');
            }
            // `etaDate` has a word there, `orderID` an abbreviation.
            if after_lower { words.extend(character.to_lowercase()) } else { words.push(character) }
        } else {
            words.push(character);
        }
    }
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut characters = words.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

struct Lines<'a> {
    formats: &'a Formats,
    lines: Vec<RichText>,
}

impl Lines<'_> {
    /// One line per member; at the top with bold labels, below as bullets at a depth.
    fn members(&mut self, members: &Map<String, Json>, depth: Option<usize>) {
        for (name, member) in members.iter().filter(|(_, member)| !is_blank(member)) {
            let label = format!("{}:", label(name));
            let mut line = RichText::default();
            match depth {
                None => line.push_styled(&label, Style::Bold),
                Some(depth) => line.text = format!("{}{BULLET}{label}", INDENT.repeat(depth)),
            }
            if let Some(value) = value_text(member, self.formats) {
                line.text.push(' ');
                line.text.push_str(&value);
            }
            self.lines.push(line);
            self.inside(member, depth.map_or(0, |depth| depth + 1));
        }
    }

    fn inside(&mut self, json: &Json, depth: usize) {
        match json {
            Json::Object(members) => self.members(members, Some(depth)),
            Json::Array(elements) => self.elements(elements, depth),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
        }
    }

    /// One bullet per element, up to a bound. An object's single values stand in its line, the rest below.
    fn elements(&mut self, elements: &[Json], depth: usize) {
        let elements: Vec<_> = elements.iter().filter(|element| !is_blank(element)).collect();
        let indent = INDENT.repeat(depth);
        for element in elements.iter().take(limits::LAYOUT_ELEMENTS) {
            match element {
                Json::Object(members) => {
                    let mut pairs = Vec::new();
                    let mut nested = Map::new();
                    for (name, member) in members.iter().filter(|(_, member)| !is_blank(member)) {
                        match value_text(member, self.formats) {
                            Some(value) => pairs.push(format!("{}: {value}", label(name))),
                            None => _ = nested.insert(name.clone(), member.clone()),
                        }
                    }
                    if !pairs.is_empty() {
                        self.lines.push(RichText::plain(format!("{indent}{BULLET}{}", shortened(&pairs.join(", ")))));
                    }
                    self.members(&nested, Some(depth + usize::from(!pairs.is_empty())));
                }
                Json::Array(inner) => self.elements(inner, depth + 1),
                Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {
                    let value = value_text(element, self.formats).unwrap_or_default();
                    self.lines.push(RichText::plain(format!("{indent}{BULLET}{value}")));
                }
            }
        }
        let left_out = elements.len().saturating_sub(limits::LAYOUT_ELEMENTS);
        if left_out > 0 {
            self.lines.push(RichText::plain(format!("{indent}{BULLET}{}", self.formats.more(left_out))));
        }
    }
}

/// As many lines as one reply takes, and how many more there are.
fn bounded(lines: &[RichText], formats: &Formats) -> RichText {
    // Room for the line that says how many more there are.
    const CHARS: usize = limits::REPLY_SENT_CHARS - 100;
    let mut chars = 0;
    let fitting = lines.iter().take(limits::LAYOUT_LINES).take_while(|line| {
        chars += line.text.chars().count() + 1;
        chars <= CHARS
    });
    let shown = fitting.count();
    let mut rich = RichText::join(&lines[..shown], "\n");
    if shown < lines.len() {
        rich.text.push('\n');
        rich.text.push_str(&formats.more(lines.len() - shown));
    }
    rich
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::formats::samples::{english, german};
    use super::*;

    #[track_caller]
    fn check(answer: &Json, expected: &str) {
        assert_eq!(layout(answer, &english()).map(|rich| rich.text).as_deref(), Some(expected));
    }

    #[test]
    fn numbers_that_lost_digits_are_left_out() {
        let answer = serde_json::from_str(r#"{"id": 12345678901234567890123, "status": "new"}"#).expect("JSON");
        check(&answer, "new");
    }

    #[test]
    fn members_are_labelled_lines() {
        let answer = json!({"status": "shipped", "eta_date": "2026-11-26", "paid": true, "total": 12.5, "id": 104_233, "note": null, "blank": " "});
        check(&answer, "Status: shipped\nEta date: 26 November 2026\nPaid: yes\nTotal: 12.5\nId: 104233");
        let rich = layout(&answer, &german()).expect("lines");
        assert_eq!(rich.text, "Status: shipped\nEta date: 26. November 2026\nPaid: ja\nTotal: 12,5\nId: 104233");
        let bold: Vec<_> = rich.spans.iter().map(|span| (&rich.text[span.start..span.end], &span.style)).collect();
        assert_eq!(bold[0], ("Status:", &Style::Bold));
        assert_eq!(bold.len(), 5);
    }

    #[test]
    fn objects_and_lists_are_bullets() {
        let answer = json!({
            "customer": {"name": "Ada", "address": {"city": "Bonn"}},
            "tags": ["a", null, "b"],
            "items": [{"name": "Mug", "quantity": 2, "parts": ["x"]}, {"name": "Cup"}],
        });
        check(
            &answer,
            "Customer:\n• Name: Ada\n• Address:\n  • City: Bonn\nTags:\n• a\n• b\nItems:\n• Name: Mug, Quantity: 2\n  • Parts:\n    • x\n• Name: Cup",
        );
        check(&json!([{"a": 1}, {"a": 2}]), "• A: 1\n• A: 2");
    }

    #[test]
    fn one_value_needs_no_label() {
        check(&json!({"order": {"status": "shipped", "eta": null}}), "shipped");
        check(&json!([["2026-11-26"]]), "26 November 2026");
        for nothing in [json!({}), json!(null), json!([]), json!({"a": {"b": [null, ""]}})] {
            assert_eq!(layout(&nothing, &english()), None, "{nothing}");
        }
    }

    #[test]
    fn labels_read_as_words() {
        for (name, words) in [
            ("status", "Status"),
            ("eta_date", "Eta date"),
            ("etaDate", "Eta date"),
            ("ETA_DATE", "Eta date"),
            ("order-id", "Order id"),
            ("orderID", "Order ID"),
            ("orderIDs2", "Order I ds2"),
            ("HTMLPage", "HTML page"),
            ("größeÜber", "Größe über"),
            ("", ""),
        ] {
            assert_eq!(label(name), words, "{name}");
        }
    }

    #[test]
    fn long_answers_say_how_much_more_there_is() {
        let list: Vec<_> = (0..17).collect();
        let text = layout(&json!({"items": list}), &english()).expect("lines").text;
        assert!(text.ends_with("• 9\n• … and 7 more"), "{text}");
        let many: Map<_, _> = (0..100).map(|at| (format!("f{at}"), Json::from(at))).collect();
        let text = layout(&Json::Object(many), &english()).expect("lines").text;
        assert!(text.ends_with("F39: 39\n… and 60 more"), "{text}");
        let long: Map<_, _> = (0..40).map(|at| (format!("f{at}"), "x".repeat(9_000).into())).collect();
        let text = layout(&Json::Object(long), &english()).expect("lines").text;
        assert!(text.chars().count() <= limits::REPLY_SENT_CHARS && text.ends_with("more"), "{text}");
    }

    fn json_value() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            any::<f64>().prop_map(Json::from),
            any::<String>().prop_map(Json::from),
            "[*_`\\[]{0,5}".prop_map(Json::from)
        ];
        leaf.prop_recursive(6, 80, 12, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..14).prop_map(Json::from),
                prop::collection::vec((any::<String>(), inner), 0..8).prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_answer_is_bounded_and_only_labels_are_bold(answer in json_value()) {
            if let Some(rich) = layout(&answer, &english()) {
                prop_assert!(!rich.is_empty());
                prop_assert!(rich.text.chars().count() <= limits::REPLY_SENT_CHARS);
                prop_assert_eq!(markup::clean(&rich.text), rich.text.clone());
                for span in &rich.spans {
                    prop_assert_eq!(&span.style, &Style::Bold);
                    prop_assert!(rich.text[span.start..span.end].ends_with(':'));
                }
            }
        }
    }
}
