//! Admins' forms: a part of a definition, or the value of a secret.
//!
//! What a form is about stands in its id: the action, and the draft that it was opened with. Deliberately absent: any
//! judgement of what is typed; that is `admin::guide`'s, for every channel. A secret's value is in the form that gives
//! it and nowhere else.

use serde_json::Value;
use serenity::all::{CreateActionRow, CreateInputText, CreateModal, InputTextStyle};

use super::components::shortened;
use super::payload::fields;
use crate::admin::command::SecretCommand;
use crate::admin::form::{Opened, Page};
use crate::admin::guide::{Field, Section, Sheet};
use crate::admin::{AdminCommand, AdminPress, Filled, command::Seen};
use crate::channel::text::admin::field_label;
use crate::channel::text::{Arg, plain};
use crate::domain::action::ActionName;
use crate::domain::call::SecretName;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::rich::markup;
use crate::domain::version::VersionNumber;
use crate::runtime::forms::{BadSecret, SecretValue};

/// What the id of a button begins with that leads to a form.
const OPENER: &str = "sheet:";
/// What the id of a form about a definition begins with.
const PAGE: &str = "page:";
/// What the id of a form for a secret's value begins with, and its only field's id.
const SECRET: &str = "secret:";
const VALUE: &str = "value";

/// The id of an admin's button that leads to a form.
pub fn opening(press: &AdminPress, id: &str) -> Option<String> {
    let leads = matches!(
        press,
        AdminPress::Section { .. }
            | AdminPress::Entry { .. }
            | AdminPress::Command(AdminCommand::Create | AdminCommand::Secret(SecretCommand::Set { .. }))
    );
    leads.then(|| format!("{OPENER}{id}"))
}

/// The random id within that of a button that leads to a form.
pub fn opener(custom_id: &str) -> Option<&str> {
    custom_id.strip_prefix(OPENER)
}

/// What a form is called; the parts of a definition that share one share its name.
pub fn label(language: Language, section: Section) -> String {
    name(language, Sheet::of(section))
}

fn name(language: Language, sheet: Sheet) -> String {
    plain(language, "discord-sheet", &[("sheet", Arg::Word(sheet.as_str().to_owned()))])
}

/// What the id of a form for one entry of a list begins with.
const ENTRY: &str = "entry:";

/// The form. `None` when a field holds more than Discord shows; then the dialogue asks for it.
pub fn modal(language: Language, opened: &Opened) -> Option<CreateModal> {
    match opened {
        Opened::Sheet(page) => of_page(language, page),
        Opened::Secret(secret) => Some(of_secret(language, secret)),
        Opened::Entry { turn, index, text } => Some(of_entry(language, (*turn, *index), text)),
        Opened::Files => None,
    }
}

/// An entry as it is; nothing in its place takes it out.
fn of_entry(language: Language, (turn, index): (u32, usize), text: &str) -> CreateModal {
    let title = plain(language, "discord-entry-title", &[("number", Arg::Count(index + 1))]);
    let label = plain(language, "discord-entry", &[]);
    let input = CreateInputText::new(InputTextStyle::Short, shortened(&label, limits::DISCORD_LABEL_CHARS), VALUE)
        .value(text)
        .max_length(limits::DISCORD_FIELD_CHARS)
        .required(false);
    let title = shortened(&title, limits::DISCORD_LABEL_CHARS);
    CreateModal::new(format!("{ENTRY}{turn}:{index}"), title).components(vec![CreateActionRow::InputText(input)])
}

/// What a form for one entry of a list leads to.
pub fn entered(custom_id: &str, components: &[Value]) -> Option<AdminPress> {
    let (turn, index) = custom_id.strip_prefix(ENTRY)?.split_once(':')?;
    let (turn, number) = (turn.parse().ok()?, index.parse::<usize>().ok()?.checked_add(1)?);
    let (_, text) = fields(components).into_iter().find(|(id, _)| id == VALUE)?;
    let line = match text.trim() {
        "" => format!("remove {number}"),
        text => format!("change {number} {text}"),
    };
    Some(AdminPress::Dialogue { turn, line })
}

fn of_page(language: Language, page: &Page) -> Option<CreateModal> {
    let most = usize::from(limits::DISCORD_FIELD_CHARS);
    if page.fields.iter().any(|(_, text)| text.encode_utf16().count() > most) {
        return None;
    }
    let sheet = name(language, page.sheet);
    let title = match &page.of {
        Some(of) => {
            let args = [("name", Arg::Value(of.to_string())), ("sheet", Arg::Value(sheet))];
            plain(language, "discord-sheet-of", &args)
        }
        None => sheet,
    };
    let rows = page.fields.iter().map(|(field, text)| CreateActionRow::InputText(input(language, *field, text)));
    let title = shortened(&title, limits::DISCORD_LABEL_CHARS);
    Some(CreateModal::new(page_id(page), title).components(rows.collect()))
}

fn input(language: Language, field: Field, text: &str) -> CreateInputText {
    let is_line = matches!(field, Field::Name | Field::Description | Field::Auth);
    let style = if is_line { InputTextStyle::Short } else { InputTextStyle::Paragraph };
    let mut label = markup::parse(&field_label(language, field)).text;
    if field.is_list() {
        label = plain(language, "discord-lines", &[("field", Arg::Value(label))]);
    }
    let hint = plain(language, "discord-placeholder", &[("field", Arg::Word(field.as_str().to_owned()))]);
    let input = CreateInputText::new(style, shortened(&label, limits::DISCORD_LABEL_CHARS), field.as_str())
        .placeholder(shortened(&hint, limits::DISCORD_PLACEHOLDER_CHARS))
        .max_length(limits::DISCORD_FIELD_CHARS)
        // Anything else can be given later.
        .required(field == Field::Name);
    if text.is_empty() { input } else { input.value(text) }
}

fn of_secret(language: Language, secret: &SecretName) -> CreateModal {
    let title = plain(language, "discord-secret-title", &[("name", Arg::Value(secret.to_string()))]);
    let label = plain(language, "discord-secret-value", &[]);
    let input = CreateInputText::new(InputTextStyle::Short, shortened(&label, limits::DISCORD_LABEL_CHARS), VALUE)
        .max_length(limits::DISCORD_FIELD_CHARS)
        .required(true);
    let title = shortened(&title, limits::DISCORD_LABEL_CHARS);
    CreateModal::new(format!("{SECRET}{secret}"), title).components(vec![CreateActionRow::InputText(input)])
}

/// `page:api:2.5:order-status`: the form, version and lock number of the draft, the action.
fn page_id(page: &Page) -> String {
    let draft = page.seen.map(|seen| format!("{}.{}", seen.number, seen.lock.unwrap_or_default()));
    let of = page.of.as_ref().map(ActionName::as_str).unwrap_or_default();
    format!("{PAGE}{}:{}:{of}", page.sheet.as_str(), draft.unwrap_or_default())
}

/// A form about a definition as it came back.
pub fn filled(custom_id: &str, components: &[Value]) -> Option<Filled> {
    let mut parts = custom_id.strip_prefix(PAGE)?.split(':');
    let (sheet, draft, of) = (parts.next()?, parts.next()?, parts.next()?);
    Sheet::parse(sheet)?;
    let of = if of.is_empty() { None } else { Some(ActionName::parse(of).ok()?) };
    let seen = draft.split_once('.').and_then(|(number, lock)| {
        Some(Seen { number: VersionNumber(number.parse().ok()?), lock: Some(lock.parse().ok()?) })
    });
    let typed = fields(components).into_iter().filter_map(|(id, text)| Some((Field::parse(&id)?, text)));
    Some(Filled { of, seen, fields: typed.collect() })
}

/// The secret whose value a form gives.
pub fn secret(custom_id: &str) -> Option<SecretName> {
    SecretName::parse(custom_id.strip_prefix(SECRET)?)
}

/// The value that a form gives, and whether blanks around it were left out: nobody means those that come with a copy.
///
/// # Errors
/// [`BadSecret`] when it is none.
pub fn secret_value(components: &[Value]) -> Result<(SecretValue, bool), BadSecret> {
    let value = fields(components).into_iter().find(|(id, _)| id == VALUE).unwrap_or_default().1;
    let trimmed = value.trim();
    Ok((SecretValue::new(trimmed)?, trimmed.len() < value.len()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn page(of: Option<&str>) -> Page {
        let of = of.map(|name| ActionName::parse(name).expect("a name"));
        let seen = of.as_ref().map(|_| Seen { number: VersionNumber(u32::MAX), lock: Some(u32::MAX) });
        let sheet = Sheet::Describe;
        let fields = sheet.fields(of.is_some()).iter().map(|field| (*field, String::new())).collect();
        Page { sheet, of, seen, fields }
    }

    #[test]
    fn a_forms_id_says_what_it_is_about() {
        let longest = "a".repeat(limits::ACTION_NAME_CHARS);
        let rows = json!([{ "type": 1, "components": [{ "type": 4, "custom_id": "triggers", "value": "a\nb" }] }]);
        let rows = rows.as_array().expect("rows");
        for page in [page(None), page(Some(&longest))] {
            let id = page_id(&page);
            assert!(id.len() <= 100, "{id}");
            let filled = filled(&id, rows).expect("a form of ours");
            assert_eq!((filled.of, filled.seen), (page.of, page.seen));
            assert_eq!(filled.fields, [(Field::Triggers, "a\nb".to_owned())]);
        }
        for other in ["page", "page:x:1.1:a", "page:api:1.1:No Name", "form"] {
            assert_eq!(filled(other, rows), None, "{other}");
        }
    }

    #[test]
    fn every_form_fits_in_both_languages() {
        let secret = SecretName::parse(&format!("s{}", "x".repeat(limits::SECRET_NAME_CHARS - 1))).expect("a name");
        for language in [Language::English, Language::German] {
            let pages = Sheet::ALL.map(|sheet| {
                let fields = sheet.fields(false).iter().map(|field| (*field, String::new())).collect();
                Opened::Sheet(Page { sheet, of: None, seen: None, fields })
            });
            for opened in pages.into_iter().chain([Opened::Secret(secret.clone())]) {
                let json = serde_json::to_value(modal(language, &opened).expect("a form")).expect("JSON");
                assert!(json["custom_id"].as_str().expect("an id").len() <= 100, "{json}");
                let rows = json["components"].as_array().expect("rows");
                assert!((1..=5).contains(&rows.len()), "{json}");
                for row in rows {
                    let input = &row["components"][0];
                    for words in [&input["label"], &input["placeholder"]] {
                        let words = words.as_str().unwrap_or("-");
                        assert!(
                            !words.contains('…') && !words.contains("discord-") && !words.contains("guide-"),
                            "{words}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn a_value_is_read_and_never_shown() {
        let rows = json!([{ "type": 1, "components": [{ "type": 4, "custom_id": "value", "value": "hunter2" }] }]);
        let (value, _) = secret_value(rows.as_array().expect("rows")).expect("a value");
        assert_eq!((value.expose(), format!("{value:?}").contains("hunter2")), (&b"hunter2"[..], false));
    }
}
