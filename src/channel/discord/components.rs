//! Choices as Discord shows them: buttons, select menus, and the button that opens a form.
//!
//! A button carries a random id that the store knows; the one that opens a form carries the person, since it leads to a
//! form of whoever presses it. Menus hold 25 options; more are in further menus beneath. Deliberately absent: pages
//! that are turned; nothing the engine asks needs more than three menus.

use serde_json::{Value, json};
use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::modal;
use crate::admin::AdminPress;
use crate::channel::text::speech::{CardButton, Label, Speech};
use crate::channel::text::{Arg, plain};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::engine::event::Pick;

/// Menus of one message: a row for each, and two rows stay for buttons.
const MENUS: usize = 3;

/// The rows under a message, for the person who is asked.
pub fn rows(person: &str, speech: &Speech) -> Vec<CreateActionRow> {
    if !speech.card.is_empty() {
        return card(speech);
    }
    let language = speech.language;
    let is_card = speech.choices.iter().any(|choice| choice.pick == Pick::Yes);
    // On a card to confirm, what changes it stands beside the yes.
    let is_decided = |pick: &Pick| is_decision(pick) || (is_card && matches!(pick, Pick::Edit(_)));
    let is_among = |pick: &Pick| is_listed(pick) && !is_decided(pick);
    let listed: Vec<&Label> = speech.choices.iter().filter(|choice| is_among(&choice.pick)).collect();
    let as_buttons = listed.len() <= limits::DISCORD_BUTTONS;
    let mut rows = Vec::new();
    let mut deciding: Vec<CreateButton> =
        speech.choices.iter().filter(|choice| is_decided(&choice.pick)).map(button).collect();
    let controls: Vec<CreateButton> =
        speech.choices.iter().filter(|choice| choice.pick.is_control()).map(button).collect();
    let form = speech.ask.as_ref().filter(|_| listed.is_empty() && deciding.is_empty());
    if as_buttons {
        push_buttons(&mut rows, listed.into_iter().map(button).collect());
    } else {
        for (number, menu) in listed.chunks(limits::DISCORD_SELECT_OPTIONS).take(MENUS).enumerate() {
            rows.push(CreateActionRow::SelectMenu(select(language, number, listed.len(), menu)));
        }
    }
    if let Some(ask) = form {
        let label = plain(language, "discord-answer", &[]);
        deciding.push(CreateButton::new(modal::opener(person, ask)).label(label).style(ButtonStyle::Primary));
    }
    // One row for both when they fit: a phone shows little.
    if deciding.len() + controls.len() <= limits::DISCORD_BUTTONS {
        deciding.extend(controls);
        push_buttons(&mut rows, deciding);
    } else {
        push_buttons(&mut rows, deciding);
        push_buttons(&mut rows, controls);
    }
    rows.truncate(limits::DISCORD_ROWS);
    rows
}

/// An admin's buttons. A card has no more rows than Discord takes, and no row more buttons.
fn card(speech: &Speech) -> Vec<CreateActionRow> {
    let mut rows = Vec::new();
    for row in &speech.card {
        push_buttons(&mut rows, row.iter().map(card_button).collect());
    }
    rows.truncate(limits::DISCORD_ROWS);
    rows
}

fn card_button(button: &CardButton) -> CreateButton {
    let style = match &button.press {
        AdminPress::Confirmed(_) => ButtonStyle::Success,
        AdminPress::Say(_) => ButtonStyle::Primary,
        AdminPress::Command(_)
        | AdminPress::Leave
        | AdminPress::Page { .. }
        | AdminPress::Dialogue { .. }
        | AdminPress::Section { .. }
        | AdminPress::Entry { .. }
        | AdminPress::Entries { .. }
        | AdminPress::EndPreview => ButtonStyle::Secondary,
    };
    CreateButton::new(&button.id).label(shortened(&button.text, limits::DISCORD_BUTTON_CHARS)).style(style)
}

/// Choices among things, of which there may be many.
const fn is_listed(pick: &Pick) -> bool {
    matches!(pick, Pick::Option(_) | Pick::Action(_) | Pick::Edit(_) | Pick::Speak(_))
}

const fn is_decision(pick: &Pick) -> bool {
    !is_listed(pick) && !pick.is_control()
}

fn push_buttons(rows: &mut Vec<CreateActionRow>, buttons: Vec<CreateButton>) {
    let mut left = buttons.into_iter().peekable();
    while left.peek().is_some() {
        rows.push(CreateActionRow::Buttons(left.by_ref().take(limits::DISCORD_BUTTONS).collect()));
    }
}

fn button(label: &Label) -> CreateButton {
    let style = match &label.pick {
        Pick::Yes | Pick::Send => ButtonStyle::Success,
        Pick::Cancel => ButtonStyle::Danger,
        Pick::Option(_) | Pick::Action(_) | Pick::Speak(_) => ButtonStyle::Primary,
        Pick::No
        | Pick::Change
        | Pick::Edit(_)
        | Pick::NoneOfThese
        | Pick::Skip
        | Pick::Back
        | Pick::Human
        | Pick::DryRun
        | Pick::Sample => ButtonStyle::Secondary,
    };
    CreateButton::new(&label.id).label(shortened(&label.text, limits::DISCORD_BUTTON_CHARS)).style(style)
}

fn select(language: Language, number: usize, of: usize, labels: &[&Label]) -> CreateSelectMenu {
    let option = |label: &&Label| {
        CreateSelectMenuOption::new(shortened(&label.text, limits::DISCORD_OPTION_CHARS), label.id.clone())
    };
    let kind = CreateSelectMenuKind::String { options: labels.iter().map(option).collect() };
    let first = number * limits::DISCORD_SELECT_OPTIONS + 1;
    let placeholder = if of > limits::DISCORD_SELECT_OPTIONS {
        let args = [("first", Arg::Count(first)), ("last", Arg::Count(first + labels.len() - 1))];
        plain(language, "discord-choose-among", &args)
    } else {
        plain(language, "discord-choose", &[])
    };
    CreateSelectMenu::new(format!("menu-{number}"), kind).placeholder(placeholder)
}

/// A text of at most so many characters; what is left out is shown.
pub fn shortened(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(max - 1).collect();
    short.push('…');
    short
}

/// Rows whose step has ended, made of rows as they were sent or as Discord gives them back: everything stays readable
/// and nothing can be pressed.
pub fn disabled(rows: &[Value]) -> Vec<Value> {
    rows.iter().enumerate().map(|(row, value)| disabled_row(row, value)).collect()
}

fn disabled_row(row: usize, value: &Value) -> Value {
    let components = value.get("components").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let ended = components.iter().enumerate().map(|(column, component)| ended(row, column, component));
    json!({ "type": 1, "components": ended.collect::<Vec<_>>() })
}

/// Ids that nobody knows: the old ones need not travel any more.
fn ended(row: usize, column: usize, component: &Value) -> Value {
    const BUTTON: u64 = 2;
    let custom_id = format!("ended-{row}-{column}");
    let field = |key: &str| component.get(key).cloned().unwrap_or_default();
    if component.get("type").and_then(Value::as_u64) == Some(BUTTON) {
        return json!({
            "type": 2, "style": field("style"), "label": field("label"), "custom_id": custom_id, "disabled": true,
        });
    }
    // A menu needs an option; the placeholder says what stood there.
    json!({
        "type": 3, "custom_id": custom_id, "placeholder": field("placeholder"), "disabled": true,
        "options": [{ "label": "…", "value": "ended" }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::input::InputName;
    use crate::domain::rich::RichText;
    use crate::engine::effect::{Ask, AskForm};

    fn labels(picks: Vec<Pick>) -> Vec<Label> {
        let label =
            |(number, pick): (usize, Pick)| Label { pick, text: format!("label {number}"), id: format!("id{number}") };
        picks.into_iter().enumerate().map(label).collect()
    }

    fn shown(choices: Vec<Label>, ask: Option<Ask>) -> Vec<Value> {
        let speech = Speech { text: RichText::plain("?"), choices, question: 1, ask, ..Speech::default() };
        let rows = rows("7", &speech);
        rows.iter().map(|row| serde_json::to_value(row).expect("rows are JSON")).collect()
    }

    fn options(count: usize) -> Vec<Pick> {
        (0..count).map(|number| Pick::Option(number.to_string())).collect()
    }

    fn kinds(rows: &[Value]) -> Vec<Vec<u64>> {
        let kinds = |row: &Value| {
            let inner = row["components"].as_array().expect("a row");
            inner.iter().map(|one| one["type"].as_u64().expect("a type")).collect()
        };
        rows.iter().map(kinds).collect()
    }

    #[test]
    fn few_choices_are_buttons_many_are_menus() {
        assert_eq!(kinds(&shown(labels(options(5)), None)), [vec![2; 5]]);
        assert_eq!(kinds(&shown(labels(options(6)), None)), [vec![3]]);
        let many = shown(labels(options(60)), None);
        assert_eq!(kinds(&many), [vec![3], vec![3], vec![3]]);
        assert_eq!(many[2]["components"][0]["options"].as_array().map(Vec::len), Some(10));
    }

    #[test]
    fn controls_stand_below_what_is_asked() {
        let mut picks = options(3);
        picks.extend([Pick::Back, Pick::Cancel]);
        let rows = shown(labels(picks), None);
        assert_eq!(kinds(&rows), [vec![2; 3], vec![2; 2]]);
        assert_eq!(rows[1]["components"][1]["custom_id"], "id4");
    }

    #[test]
    fn a_card_is_confirmed_or_changed_in_one_row() {
        let edit = |name| Pick::Edit(InputName::parse(name).expect("a name"));
        let picks = vec![Pick::Yes, edit("order_number"), edit("reason"), edit("comment"), Pick::Cancel];
        let rows = shown(labels(picks), None);
        assert_eq!(kinds(&rows), [vec![2; 5]]);
        let ids = rows[0]["components"].as_array().expect("a row").iter().map(|one| &one["custom_id"]);
        assert_eq!(ids.collect::<Vec<_>>(), ["id0", "id1", "id2", "id3", "id4"]);
    }

    #[test]
    fn a_question_in_words_offers_a_form() {
        let ask = Ask {
            input: InputName::parse("order_number").expect("a name"),
            label: "order number".to_owned(),
            example: None,
            form: AskForm::Line,
            can_skip: false,
            sensitive: false,
        };
        let rows = shown(labels(vec![Pick::Cancel]), Some(ask));
        assert_eq!(kinds(&rows), [vec![2, 2]]);
        let opener = rows[0]["components"][0]["custom_id"].as_str().expect("an id");
        assert!(opener.contains('7') && opener.len() <= 100, "{opener}");
    }

    #[test]
    fn an_ended_step_stays_readable_and_cannot_be_pressed() {
        let rows = shown(labels(options(7)), None);
        let ended = disabled(&rows);
        assert_eq!(ended[0]["components"][0]["disabled"], true);
        assert_eq!(ended[0]["components"][0]["placeholder"], rows[0]["components"][0]["placeholder"]);
        let ended = disabled(&shown(labels(options(2)), None));
        assert_eq!(ended[0]["components"][1]["label"], "label 1");
        assert_eq!(ended[0]["components"][1]["disabled"], true);
    }
}
