//! Choices as Discord shows them: buttons, select menus, and the button that opens a form.
//!
//! A button carries a random id that the store knows; the one that opens a form carries the person, since it leads to a
//! form of whoever presses it. A menu holds 25 options; more are on further pages, and the buttons that turn to one
//! carry the id of its first option: so pages need nothing that is kept, and end with their options.

use serde_json::{Value, json};
use serenity::all::{
    ButtonStyle, CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::{modal, sheets};
use crate::admin::AdminPress;
use crate::channel::text::speech::{CardButton, Label, Speech};
use crate::channel::text::{Arg, plain};
use crate::domain::language::Language;
use crate::domain::limits;
use crate::engine::event::Pick;

/// Before the id of a page's first option, on the buttons that turn to it.
const TURN: &str = "page:";
/// Before the id of an admin's button: it is known to be one before anything is looked up.
const CARD: &str = "card:";
/// Before the id of a choice that changes an answer.
const CHANGE: &str = "edit:";

/// What the id of a button or an option asks for; the random id is what remains of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Pressed<'i> {
    /// What is chosen.
    Choice(&'i str),
    /// What is chosen on an admin's card.
    Card(&'i str),
    /// The page that begins with it.
    Page(&'i str),
    /// The form that changes an answer.
    Change(&'i str),
}

impl<'i> Pressed<'i> {
    /// Reads an id.
    pub fn parse(id: &'i str) -> Self {
        let page = id.strip_prefix(TURN).map(Self::Page).or_else(|| id.strip_prefix(CARD).map(Self::Card));
        page.or_else(|| changed(id).map(Self::Change)).unwrap_or(Self::Choice(id))
    }
}

/// The random id of the choice whose answer is changed by a button, or by a form, of this id.
pub fn changed(id: &str) -> Option<&str> {
    id.strip_prefix(CHANGE)
}

/// The id of the form that a choice opens which changes an answer.
pub fn changing(id: &str) -> String {
    format!("{CHANGE}{id}")
}

/// The rows under a message, for the person who is asked; of many choices the page that begins with the id `page`, or
/// the first.
pub fn rows(person: &str, speech: &Speech, page: Option<&str>) -> Vec<CreateActionRow> {
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
        let pages: Vec<&[&Label]> = listed.chunks(limits::DISCORD_SELECT_OPTIONS).collect();
        let begins = |page: &&[&Label], id: &str| page.first().is_some_and(|first| first.id == id);
        let at = page.and_then(|id| pages.iter().position(|page| begins(page, id))).unwrap_or_default();
        rows.push(CreateActionRow::SelectMenu(select(language, &pages, at)));
        push_buttons(&mut rows, turning(language, &pages, at));
    }
    // A control alone is a word that is as quickly written, and a message without buttons need not be ended.
    if rows.is_empty() && deciding.is_empty() && form.is_none() && controls.len() < 2 {
        return rows;
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
    let sheet = |button: &CardButton| {
        let AdminPress::Section { section, .. } = &button.press else { return None };
        Some(sheets::label(speech.language, *section))
    };
    // Parts of a definition that are on one form share a button: that of the last, which is asked for when all do not
    // fit in a form. The first is a name, which does.
    let is_shown = |button: &&CardButton| match &button.press {
        AdminPress::Section { .. } => {
            let mut same = speech.card.iter().flatten().filter(|other| sheet(other) == sheet(button));
            same.next_back().is_some_and(|last| last.id == button.id)
        }
        AdminPress::Command(_)
        | AdminPress::Confirmed(_)
        | AdminPress::Leave
        | AdminPress::Page { .. }
        | AdminPress::Dialogue { .. }
        | AdminPress::Entry { .. }
        | AdminPress::Entries { .. }
        | AdminPress::Say { .. }
        | AdminPress::EndPreview
        | AdminPress::PreviewAgain(_) => true,
    };
    for row in &speech.card {
        let shown: Vec<_> = row.iter().filter(is_shown).collect();
        push_buttons(&mut rows, shown.into_iter().map(|button| card_button(speech.language, button)).collect());
    }
    rows.truncate(limits::DISCORD_ROWS);
    rows
}

fn card_button(language: Language, button: &CardButton) -> CreateButton {
    let mut text = button.text.clone();
    let style = match &button.press {
        AdminPress::Confirmed(_) => ButtonStyle::Success,
        AdminPress::Say { .. } | AdminPress::PreviewAgain(_) => ButtonStyle::Primary,
        AdminPress::Section { section, .. } => {
            text = sheets::label(language, *section);
            ButtonStyle::Primary
        }
        AdminPress::Command(_)
        | AdminPress::Leave
        | AdminPress::Page { .. }
        | AdminPress::Dialogue { .. }
        | AdminPress::Entry { .. }
        | AdminPress::Entries { .. }
        | AdminPress::EndPreview => ButtonStyle::Secondary,
    };
    let id = sheets::opening(&button.press, &button.id).unwrap_or_else(|| format!("{CARD}{}", button.id));
    CreateButton::new(id).label(shortened(&text, limits::DISCORD_BUTTON_CHARS)).style(style)
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
    CreateButton::new(id(label)).label(shortened(&label.text, limits::DISCORD_BUTTON_CHARS)).style(style)
}

/// What a choice carries through Discord.
fn id(label: &Label) -> String {
    if matches!(label.pick, Pick::Edit(_)) { changing(&label.id) } else { label.id.clone() }
}

fn select(language: Language, pages: &[&[&Label]], at: usize) -> CreateSelectMenu {
    let option =
        |label: &&Label| CreateSelectMenuOption::new(shortened(&label.text, limits::DISCORD_OPTION_CHARS), id(label));
    let page = pages.get(at).copied().unwrap_or_default();
    let kind = CreateSelectMenuKind::String { options: page.iter().map(option).collect() };
    let placeholder = if pages.len() > 1 {
        let first = at * limits::DISCORD_SELECT_OPTIONS + 1;
        let all = pages.iter().map(|page| page.len()).sum();
        let args =
            [("first", Arg::Count(first)), ("last", Arg::Count(first + page.len() - 1)), ("all", Arg::Count(all))];
        plain(language, "discord-choose-among", &args)
    } else {
        plain(language, "discord-choose", &[])
    };
    CreateSelectMenu::new("menu", kind).placeholder(placeholder)
}

/// The buttons that lead to the pages before and after one.
fn turning(language: Language, pages: &[&[&Label]], at: usize) -> Vec<CreateButton> {
    let turn = |to: Option<usize>, word: &str| {
        let first = pages.get(to?)?.first()?;
        let button = CreateButton::new(format!("{TURN}{}", first.id)).label(plain(language, word, &[]));
        Some(button.style(ButtonStyle::Secondary))
    };
    let both = [turn(at.checked_sub(1), "discord-previous"), turn(at.checked_add(1), "discord-more")];
    both.into_iter().flatten().collect()
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
/// and nothing can be pressed. Pages are not turned any more.
pub fn disabled(rows: &[Value]) -> Vec<Value> {
    rows.iter().enumerate().filter_map(|(row, value)| disabled_row(row, value)).collect()
}

fn disabled_row(row: usize, value: &Value) -> Option<Value> {
    let turns = |one: &&Value| one.get("custom_id").and_then(Value::as_str).is_some_and(|id| id.starts_with(TURN));
    let components = value.get("components").and_then(Value::as_array)?.iter().filter(|one| !turns(one));
    let ended: Vec<Value> = components.enumerate().map(|(column, one)| ended(row, column, one)).collect();
    (!ended.is_empty()).then(|| json!({ "type": 1, "components": ended }))
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
        shown_at(choices, ask, None)
    }

    fn shown_at(choices: Vec<Label>, ask: Option<Ask>, page: Option<&str>) -> Vec<Value> {
        let speech = Speech { text: RichText::plain("?"), choices, question: 1, ask, ..Speech::default() };
        let rows = rows("7", &speech, page);
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
    }

    #[test]
    fn more_than_a_menu_holds_is_on_pages() {
        let page = |id: Option<&str>| {
            let rows = shown_at(labels(options(60)), None, id);
            assert_eq!(kinds(&rows)[0], [3], "one menu at a time");
            let ids = |row: &Value, of: &str, key: &str| -> Vec<String> {
                let listed = row.pointer(of).and_then(Value::as_array).expect("a list");
                listed.iter().map(|one| one[key].as_str().expect("an id").to_owned()).collect()
            };
            let options = ids(&rows[0], "/components/0/options", "value");
            let ended = disabled(&rows);
            assert_eq!(kinds(&ended), [vec![3]], "pages end with their step");
            (options.first().cloned(), options.len(), ids(&rows[1], "/components", "custom_id"))
        };
        let first = (Some("id0".to_owned()), 25, vec!["page:id25".to_owned()]);
        let second = (Some("id25".to_owned()), 25, vec!["page:id0".to_owned(), "page:id50".to_owned()]);
        let third = (Some("id50".to_owned()), 10, vec!["page:id25".to_owned()]);
        assert_eq!([page(None), page(Some("id25")), page(Some("id50"))], [first.clone(), second, third]);
        assert_eq!(page(Some("id7")), first, "no page begins there");
        assert_eq!(Pressed::parse("page:id25"), Pressed::Page("id25"));
    }

    #[test]
    fn a_choice_that_changes_an_answer_says_so() {
        let pick = Pick::Edit(InputName::parse("email").expect("a name"));
        let rows = shown(labels(vec![pick]), None);
        let id = rows[0]["components"][0]["custom_id"].as_str().expect("an id");
        assert_eq!(Pressed::parse(id), Pressed::Change("id0"));
        assert_eq!(Pressed::parse("id0"), Pressed::Choice("id0"));
    }

    #[test]
    fn a_control_alone_is_written() {
        assert_eq!(shown(labels(vec![Pick::Cancel]), None), Vec::<Value>::new());
        assert_eq!(kinds(&shown(labels(vec![Pick::Skip, Pick::Cancel]), None)), [vec![2, 2]]);
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
        assert_eq!(ids.collect::<Vec<_>>(), ["id0", "edit:id1", "edit:id2", "edit:id3", "id4"]);
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
            version: None,
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
