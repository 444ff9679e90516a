//! What stays known of a call: what was sent and which fields came back, without what the customer gave.
//!
//! Made while the values are at hand and kept with the call. Of a value so much stays that somebody who knows it
//! recognises it; of a sensitive one nothing.

use serde::{Deserialize, Serialize};

use crate::domain::call::outcome::AnswerBody;
use crate::domain::call::{CallOutcome, Leaf};
use crate::domain::definition::Definition;
use crate::domain::input::{InputName, Value, Values};
use crate::domain::reply::leaves;
use crate::domain::template::{Piece, Source, Template};

/// In the place of what is not shown.
pub const MASK: &str = "••••";
/// Values of fewer characters are not shown at all.
const SHOWN_FROM: usize = 6;
/// Fields of an answer that are kept, of each sort.
const FIELDS: usize = 30;

/// What stays known of a call.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    /// `GET https://shop.example.com/orders/1••••3`
    pub request: String,
    /// The inputs that were given, masked.
    pub given: Vec<(InputName, String)>,
    /// The fields of the answer that may reach the chat, by their paths.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept: Vec<String>,
    /// Its other fields.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<String>,
}

impl Record {
    /// What stays known of a call that was made.
    pub fn of(definition: &Definition, values: &Values, outcome: &CallOutcome) -> Self {
        let given = definition.inputs.iter().filter_map(|input| {
            let value = values.get(&input.name)?;
            let shown = if input.sensitive { MASK.to_owned() } else { masked(&value.wire()) };
            Some((input.name.clone(), shown))
        });
        let given: Vec<(InputName, String)> = given.collect();
        let (kept, dropped) = fields(definition, outcome);
        Self { request: request(definition, &given), given, kept, dropped }
    }
}

/// What was given, for whoever has to look a call up; `None` in the place of what is sensitive, and of everything when
/// nobody knows any more what that was.
pub fn open(definition: Option<&Definition>, values: &Values) -> Vec<(InputName, Option<String>)> {
    let shown = |name: &InputName, value: &Value| {
        let input = definition?.inputs.iter().find(|input| input.name == *name)?;
        (!input.sensitive).then(|| value.wire())
    };
    values.iter().map(|(name, value)| (name.clone(), shown(name, value))).collect()
}

/// A value by its first and last character.
pub fn masked(text: &str) -> String {
    let (mut characters, count) = (text.chars(), text.chars().count());
    match (characters.next(), characters.next_back()) {
        (Some(first), Some(last)) if count >= SHOWN_FROM => format!("{first}{MASK}{last}"),
        _ => MASK.to_owned(),
    }
}

fn request(definition: &Definition, given: &[(InputName, String)]) -> String {
    let call = &definition.call;
    let mut line = format!("{} {}", call.method.as_str(), call.url.filled(|source| shown(source, given)));
    for (name, leaf) in &call.query {
        let value = match leaf {
            Leaf::Template(template) if is_left_out(template, given) => continue,
            Leaf::Template(template) => filled(template, given),
            Leaf::Number(number) => number.to_string(),
            Leaf::Boolean(flag) => flag.to_string(),
        };
        line.push(if line.contains('?') { '&' } else { '?' });
        line.push_str(name);
        line.push('=');
        line.push_str(&value);
    }
    line
}

/// Whether a property has only an input that was not given.
fn is_left_out(template: &Template, given: &[(InputName, String)]) -> bool {
    matches!(template.pieces(), [Piece::Placeholder(Source::Input(name))] if !given.iter().any(|(one, _)| one == name))
}

fn filled(template: &Template, given: &[(InputName, String)]) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Literal(text) => text.clone(),
        Piece::Placeholder(source) => shown(source, given),
    };
    template.pieces().iter().map(piece).collect()
}

fn shown(source: &Source, given: &[(InputName, String)]) -> String {
    match source {
        Source::Input(name) => {
            given.iter().find(|(one, _)| one == name).map_or_else(String::new, |(_, shown)| shown.clone())
        }
        Source::User(_) => MASK.to_owned(),
    }
}

/// The names of an answer's fields: those that may reach the chat, and the others.
fn fields(definition: &Definition, outcome: &CallOutcome) -> (Vec<String>, Vec<String>) {
    let answer = match outcome {
        CallOutcome::Succeeded(answer) | CallOutcome::NotFound(answer) | CallOutcome::Rejected(answer) => answer,
        CallOutcome::Unavailable { .. } | CallOutcome::Misconfigured { .. } | CallOutcome::Unknown { .. } => {
            return Default::default();
        }
    };
    let AnswerBody::Json(json) = &answer.body else { return Default::default() };
    let reply = &definition.reply;
    let (mut kept, mut dropped): (Vec<String>, Vec<String>) = Default::default();
    for leaf in leaves(json, &reply.include, &reply.exclude) {
        let (name, list) = (field(&leaf.path), if leaf.kept { &mut kept } else { &mut dropped });
        if list.len() < FIELDS && !list.contains(&name) {
            list.push(name);
        }
    }
    (kept, dropped)
}

/// A field's path without the positions in lists: how many there are says something of the customer.
fn field(path: &str) -> String {
    let mut name = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('[') {
        name.push_str(before);
        match after.split_once(']') {
            Some((index, after)) if index.bytes().all(|byte| byte.is_ascii_digit()) => {
                name.push_str("[]");
                rest = after;
            }
            Some(_) | None => {
                name.push('[');
                rest = after;
            }
        }
    }
    name.push_str(rest);
    if name.is_empty() { "$".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::call::outcome::{Answer, Unknown};
    use crate::domain::definition::Known;

    const CARD: &str = r#"
        name = "unlock-card"
        description = "Unlock a card."
        triggers = ["unlock my card"]
        inputs = [{ name = "card", instructions = "Which card?" }, { name = "pin", instructions = "Your PIN.", sensitive = true }, { name = "note", instructions = "A note.", optional = true }]
        call = { method = "POST", url = "https://bank.example/cards/{{ card }}", query = { lang = "{{ user.language }}", note = "{{ note }}", v = 2 }, body = { pin = "{{ pin }}" } }
        reply = { include = ["$.status", "$.cards[*].name"], text = "{{ status }}" }
    "#;

    fn tried() -> (Definition, Values) {
        let (definition, _) = Definition::read(CARD, &Known { secrets: None }).expect("a definition");
        let value = |name: &str, text: &str| (InputName::parse(name).expect("a name"), Value::Text(text.to_owned()));
        (definition, [value("card", "4711-0815"), value("pin", "90210")].into_iter().collect())
    }

    #[test]
    fn nothing_that_was_given_stays() {
        let (definition, values) = tried();
        let body = AnswerBody::Json(json!({ "status": "open", "cards": [{ "name": "a", "no": 1 }, { "name": "b" }] }));
        let record = Record::of(&definition, &values, &CallOutcome::Succeeded(Answer { status: 200, body }));
        assert_eq!(record.request, "POST https://bank.example/cards/4••••5?lang=••••&v=2");
        let given: Vec<_> = record.given.iter().map(|(name, shown)| (name.as_str(), shown.as_str())).collect();
        assert_eq!(given, [("card", "4••••5"), ("pin", "••••")]);
        assert_eq!(record.kept, ["status", "cards[].name"]);
        assert_eq!(record.dropped, ["cards[].no"]);
        let stored = serde_json::to_string(&record).expect("it is JSON");
        assert!(!stored.contains("4711") && !stored.contains("90210"), "{stored}");
    }

    #[test]
    fn what_is_open_is_shown_but_for_what_is_sensitive() {
        let (definition, values) = tried();
        let shown = |definition| open(definition, &values).into_iter().map(|(_, shown)| shown).collect::<Vec<_>>();
        assert_eq!(shown(Some(&definition)), [Some("4711-0815".to_owned()), None]);
        assert_eq!(shown(None), [None, None]);
        let record = Record::of(&definition, &values, &CallOutcome::Unknown { why: Unknown::TimedOut });
        assert_eq!((record.kept, record.dropped), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_mask_tells_ends_of_long_values_only() {
        for (text, shown) in
            [("", "••••"), ("ä", "••••"), ("12345", "••••"), ("104233", "1••••3"), ("a@b.example", "a••••e")]
        {
            assert_eq!(masked(text), shown);
        }
    }
}
