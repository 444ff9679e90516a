//! Forms: the question that is open, an answer that is changed, or all questions of an action when there are few.
//!
//! A form that asks is made from its id alone, so that it opens at once, also after a restart. It only ever fills in the
//! answers of whoever sends it. Only a form that changes an answer holds it, and none that is sensitive does.

use serenity::all::{CreateActionRow, CreateInputText, CreateModal, InputTextStyle};

use super::components::{changing, shortened};
use crate::channel::text::{Arg, plain};
use crate::domain::definition::Definition;
use crate::domain::input::{Input, InputKind, InputName};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::version::VersionId;
use crate::engine::effect::{Ask, AskForm};

/// What the id of a button that opens a form begins with.
const OPENER: &str = "form";
/// What the id of a form that begins an action begins with.
const BEGINNER: &str = "begin";

/// The id of the button that opens the form for what is asked of a person.
pub fn opener(person: &str, ask: &Ask) -> String {
    let form = match ask.form {
        AskForm::Text => "text",
        AskForm::Line | AskForm::Phone | AskForm::Choice => "line",
    };
    let version = ask.version.map(|version| format!(":{}", version.0)).unwrap_or_default();
    format!("{OPENER}:{person}:{form}:{}{version}", ask.input)
}

/// What the id of an opener says.
#[derive(Debug, PartialEq, Eq)]
pub struct Opener<'i> {
    /// Who alone may press it.
    pub person: &'i str,
    /// Whether several lines may be written.
    pub long: bool,
    /// What is asked.
    pub input: InputName,
    /// By which version; earlier releases did not say.
    pub version: Option<VersionId>,
}

impl<'i> Opener<'i> {
    /// Reads [`opener`] back.
    pub fn parse(custom_id: &'i str) -> Option<Self> {
        let mut parts = custom_id.split(':');
        let (Some(OPENER), Some(person), Some(form), Some(input), version, None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let version = version.map(|version| version.parse().map(VersionId)).transpose().ok()?;
        Some(Self { person, long: form == "text", input: InputName::parse(input).ok()?, version })
    }

    /// The form it opens, with what would fit when the input is known. The id of its only field is the input's name.
    pub fn form(&self, language: Language, input: Option<&Input>) -> CreateModal {
        let field = asked(&self.input, self.long);
        let field = match input {
            Some(input) => field.placeholder(hint(input)),
            None => field,
        };
        one_field(OPENER, &self.input, field, language)
    }
}

/// The form that changes an answer, with what is to stand in its field; the choice that opens it has the id `button`.
pub fn change(button: &str, ask: &Ask, value: Option<&str>, language: Language) -> CreateModal {
    let long = ask.form == AskForm::Text;
    let field = asked(&ask.input, long);
    let fits = |value: &&str| value.chars().count() <= usize::from(longest(long));
    let field = match value.filter(fits) {
        Some(value) => field.value(value),
        None => field,
    };
    one_field(&changing(button), &ask.input, field, language)
}

/// A field for an answer.
fn asked(input: &InputName, long: bool) -> CreateInputText {
    let style = if long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
    let label = shortened(&capitalised(&input.shown()), limits::DISCORD_LABEL_CHARS);
    CreateInputText::new(style, label, input.as_str()).max_length(longest(long)).required(true)
}

fn one_field(id: &str, input: &InputName, field: CreateInputText, language: Language) -> CreateModal {
    let title = plain(language, "discord-form-title", &[("input", Arg::Value(input.shown()))]);
    CreateModal::new(id, shortened(&title, limits::DISCORD_LABEL_CHARS))
        .components(vec![CreateActionRow::InputText(field)])
}

/// Whether a form of this id answers the question that is open.
pub fn is_answer(custom_id: &str) -> bool {
    custom_id == OPENER
}

/// The action that a form of this id begins.
pub fn begun(custom_id: &str) -> Option<&str> {
    custom_id.strip_prefix(BEGINNER)?.strip_prefix(':')
}

/// The form with every input of an action, when it has few enough and each is answered in words.
pub fn whole(definition: &Definition, title: &str) -> Option<CreateModal> {
    let inputs = &definition.inputs;
    if inputs.is_empty() || inputs.len() > limits::DISCORD_FORM_FIELDS || inputs.iter().any(is_picked) {
        return None;
    }
    let rows = inputs.iter().map(|input| CreateActionRow::InputText(field(input))).collect();
    let id = format!("{BEGINNER}:{}", definition.name);
    Some(CreateModal::new(id, shortened(title, limits::DISCORD_LABEL_CHARS)).components(rows))
}

/// Better answered by a press.
const fn is_picked(input: &Input) -> bool {
    matches!(input.kind, InputKind::Choice { .. } | InputKind::Boolean)
}

fn field(input: &Input) -> CreateInputText {
    let long = matches!(input.kind, InputKind::Text { max_length, .. } if max_length > LINE_CHARS);
    let style = if long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
    let label = shortened(&capitalised(&input.name.shown()), limits::DISCORD_LABEL_CHARS);
    CreateInputText::new(style, label, input.name.as_str())
        .placeholder(hint(input))
        .max_length(longest(long))
        .required(!input.can_skip())
}

/// An answer that would fit, or what to answer: it stands in the field until something is written.
fn hint(input: &Input) -> String {
    let hint = input.example.as_deref().unwrap_or(&input.instructions);
    shortened(hint, limits::DISCORD_PLACEHOLDER_CHARS)
}

/// What fits one line of a form.
const LINE_CHARS: usize = 200;

/// Discord's field takes what the engine takes, so that what is too long is refused in words.
const fn longest(long: bool) -> u16 {
    if long { limits::DISCORD_FIELD_CHARS } else { 1_000 }
}

fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(form: AskForm) -> Ask {
        Ask {
            input: InputName::parse("order_number").expect("a name"),
            label: "order number".to_owned(),
            example: None,
            form,
            can_skip: false,
            sensitive: true,
            version: Some(VersionId(i64::MAX)),
        }
    }

    #[test]
    fn an_opener_is_read_back() {
        let id = opener("42", &ask(AskForm::Text));
        let opener = Opener::parse(&id).expect("an opener");
        assert_eq!((opener.person, opener.long, opener.input.as_str()), ("42", true, "order_number"));
        assert_eq!(opener.version, Some(VersionId(i64::MAX)));
        assert_eq!(Opener::parse("form:1:line:a").map(|opener| opener.version), Some(None), "an earlier release's");
        for other in ["", "form", "form:1:line", "form:1:line:Bad Name", "form:1:line:a:b", "form:1:line:a:1:2", "0a1b"]
        {
            assert_eq!(Opener::parse(other), None, "{other}");
        }
    }

    #[test]
    fn the_longest_opener_fits() {
        let input = InputName::parse(&"a".repeat(limits::INPUT_NAME_CHARS)).expect("a name");
        let id = opener(&u64::MAX.to_string(), &Ask { input, ..ask(AskForm::Text) });
        assert!(id.len() <= 100, "{id}");
    }

    #[test]
    fn a_form_that_changes_an_answer_holds_it_when_it_fits() {
        let field = |value: Option<&str>| {
            let form = change("0a1b", &ask(AskForm::Line), value, Language::English);
            let json = serde_json::to_value(&form).expect("JSON");
            assert_eq!(json["custom_id"], "edit:0a1b");
            json["components"][0]["components"][0]["value"].clone()
        };
        assert_eq!(field(Some("104233")), "104233");
        assert!(field(None).is_null());
        assert!(field(Some(&"x".repeat(1_001))).is_null(), "Discord would not open it");
    }

    #[test]
    fn a_form_asks_for_one_input() {
        let id = opener("42", &ask(AskForm::Line));
        let form = Opener::parse(&id).expect("an opener").form(Language::English, None);
        let json = serde_json::to_value(&form).expect("JSON");
        let field = &json["components"][0]["components"][0];
        assert_eq!(
            (&field["custom_id"], &field["label"], &field["style"]),
            (&"order_number".into(), &"Order number".into(), &1.into())
        );
        assert!(is_answer(json["custom_id"].as_str().expect("an id")));
    }
}
