//! What an admin is told as a card: words, and buttons with their labels.

use super::page::{Page, flag, shortened, value, who, word};
use super::report::changed;
use super::{ledger, report, section_word};
use crate::admin::access::{Rights, Role};
use crate::admin::card::{self, ROW_BUTTONS};
use crate::admin::command::{AdminCommand, RunsOf, SecretCommand, Settlement};
use crate::admin::desk::Said;
use crate::admin::guide::{AuthKind, Question};
use crate::admin::ledger::{Told, Why};
use crate::admin::press::AdminPress;
use crate::admin::report::Report;
use crate::admin::verb::Verb;
use crate::channel::text::speech::{Aside, Attachment, CardButton, Speech};
use crate::channel::text::surface::Surface;
use crate::channel::text::{Arg, marked, plain};
use crate::domain::action::ActionName;
use crate::domain::call::outcome::Misconfigured;
use crate::domain::id::CallId;
use crate::domain::language::Language;
use crate::domain::rich::{RichText, markup};

/// The most characters of a button's label: what Discord takes.
const LABEL_CHARS: usize = 80;

/// Everything that is said at once, as one message with the buttons of the last thing that has some.
pub fn card(language: Language, rights: Rights, said: &[Said]) -> Speech {
    let mut text = RichText::default();
    let mut rows = Vec::new();
    let (mut file, mut tries) = (None, false);
    for (at, one) in said.iter().enumerate() {
        // What is asked next says what can be done.
        let goes_on = said[at + 1..].iter().any(|later| matches!(later, Said::Asked { .. }));
        let words = words(language, one, goes_on);
        if !(text.is_empty() || words.is_empty()) {
            text.push(&RichText::plain("\n"));
        }
        text.push(&words);
        let buttons = card::buttons(rights.role, one);
        if !buttons.is_empty() {
            (rows, tries) = (buttons, is_preview(one));
        }
        file = attachment(language, one).or(file);
    }
    let asides = said.iter().any(wants_words).then_some(Aside::ToWrite).into_iter().collect();
    let about = said.iter().find_map(about);
    Speech { card: labelled(language, rows, tries), file, about, asides, ..Speech::words(language, text) }
}

/// The call that waits for whoever reads of it to settle it.
fn about(said: &Said) -> Option<CallId> {
    let Said::Report { report, .. } = said else { return None };
    if let Report::Ran { run, .. } = &**report { Some(run.id).filter(|_| run.unsettled) } else { None }
}

/// Whether something is to be written rather than pressed.
fn wants_words(said: &Said) -> bool {
    match said {
        Said::Report { report, .. } => matches!(**report, Report::Previewing { .. }),
        Said::Asked { question, .. } | Said::StillAsked { question, .. } => {
            !matches!(**question, Question::Overview(_))
        }
        Said::Refused(_)
        | Said::Line(_)
        | Said::Entry { .. }
        | Said::Entries { .. }
        | Said::Cancelled
        | Said::Closed { .. }
        | Said::Left
        | Said::NotLatest
        | Said::PreviewEnded
        | Said::PreviewOver { .. }
        | Said::HowToClaim { .. }
        | Said::Claimed(_) => false,
    }
}

/// What can be done once something was tried, with the buttons that it began with.
pub fn tried(language: Language, rights: Rights, began: &Said) -> Speech {
    let words = plain(language, "desk-tried", &[]);
    let card = labelled(language, card::buttons(rights.role, began), is_preview(began));
    Speech { card, ..Speech::words(language, RichText::plain(words)) }
}

/// Why what is tried cannot be answered, for whoever tries it.
pub fn explained(language: Language, role: Role, why: &Why) -> Speech {
    let mut page = Page::new(language, Surface::Chat);
    let (secret, changeable) = match why {
        Why::Misconfigured(Misconfigured::SecretUnusable { name }) => (Some(name), true),
        Why::Misconfigured(Misconfigured::AddressRefused) => (None, false),
        Why::Misconfigured(_) | Why::Reply(_) | Why::Unreadable | Why::Outcome(_) => (None, true),
    };
    let because = Arg::Word(ledger::because(language, why));
    let needed = secret.map_or_else(|| word("none"), value);
    let args = [("why", because), ("secret", needed), ("changeable", flag(changeable))];
    page.say_with_hint("desk-explained", &args);
    let rows = secret.map(|name| vec![card::set_secret(name.as_str())]).into_iter().collect();
    Speech { card: labelled(language, card::allowed(role, rows), false), ..Speech::words(language, page.finish()) }
}

/// A notice for the private place, with what can be done about it.
pub fn notice(language: Language, told: &Told) -> Speech {
    let mut page = Page::new(language, Surface::Chat);
    ledger::notices(&mut page, std::slice::from_ref(told));
    let reference = told.reference.as_deref();
    let mut row: Vec<AdminPress> = reference
        .map(|call| AdminPress::Command(AdminCommand::Runs(RunsOf::One(call.to_owned()))))
        .into_iter()
        .collect();
    if told.reference.is_none() {
        let runs = |name: &ActionName| AdminPress::Command(AdminCommand::Runs(RunsOf::Action(name.to_string())));
        row.extend(told.action.as_ref().map(runs));
    }
    if told.kind == "outcome_unknown" {
        row.extend(reference.map(card::settling).unwrap_or_default());
    }
    row.truncate(ROW_BUTTONS);
    let rows = if row.is_empty() { Vec::new() } else { vec![row] };
    Speech { card: labelled(language, rows, false), ..Speech::words(language, page.finish()) }
}

fn is_preview(said: &Said) -> bool {
    matches!(said, Said::Report { report, .. } if matches!(**report, Report::Previewing { .. }))
}

/// The buttons with what stands on them. Beside a preview, what is published is what was tried.
fn labelled(language: Language, rows: Vec<Vec<AdminPress>>, tries: bool) -> Vec<Vec<CardButton>> {
    let text = |press: &AdminPress| {
        if tries && matches!(press, AdminPress::Command(AdminCommand::Publish { .. })) {
            return plain(language, "desk-button", &[("which", word("publish-this"))]);
        }
        label(language, press)
    };
    let button = |press| CardButton { text: text(&press), press, id: String::new() };
    rows.into_iter().map(|row| row.into_iter().map(button).collect()).collect()
}

fn words(language: Language, said: &Said, goes_on: bool) -> RichText {
    let mut page = Page::new(language, Surface::Chat);
    match said {
        Said::Report { report: told, page: at, .. } => {
            if let Report::Exported { name, number, .. } = &**told {
                page.say("desk-exported", &[("name", value(name)), ("number", value(number))]);
                return page.finish();
            }
            if let (Report::Saved(kept), true) = (&**told, goes_on) {
                changed(&mut page, kept);
                return page.finish();
            }
            let mut text = report(language, Surface::Chat, told);
            if at.of > 1 {
                page.say("desk-page", &[("page", value(at.page + 1)), ("of", value(at.of))]);
                text.push(&RichText::plain("\n"));
                text.push(&page.finish());
            }
            return text;
        }
        Said::Refused(refusal) => return super::refusal(language, Surface::Chat, refusal),
        Said::Asked { question, .. } => {
            return super::guide(language, &crate::admin::guide::Line::Ask((**question).clone()));
        }
        Said::Line(line) => return super::guide(language, line),
        Said::Entry { index, text, .. } => {
            page.say("desk-entry", &[("number", value(index + 1)), ("text", value(shortened(text)))]);
        }
        Said::Entries { page: at, count, .. } => {
            let of = count.div_ceil(card::PAGE_ENTRIES).max(1);
            page.say("desk-page", &[("page", value(at + 1)), ("of", value(of))]);
        }
        Said::Cancelled => page.say("guide-cancelled", &[]),
        Said::Closed { name, number } => page.say("guide-closed", &[("name", value(name)), ("number", value(number))]),
        Said::Left => page.say("desk-left", &[]),
        Said::NotLatest => page.say("desk-not-latest", &[]),
        Said::PreviewEnded => page.say("preview-ended", &[]),
        Said::PreviewOver { name, ended, kept_back } => {
            let by = ended.by.as_deref().map_or_else(|| value(""), |by| who(language, by));
            let what = match ended.verb {
                Some(Verb::Publish) => "published",
                Some(Verb::Unpublish) => "unpublished",
                Some(Verb::Delete) => "deleted",
                Some(_) => "changed",
                None => "unknown",
            };
            page.say("desk-preview-over", &[("name", value(name)), ("who", by), ("what", word(what))]);
            page.say(if *kept_back { "desk-preview-over-kept-back" } else { "desk-preview-over-next" }, &[]);
        }
        Said::StillAsked { .. } => {}
        Said::HowToClaim { was_seen } => page.say("desk-claim", &[("seen", flag(*was_seen))]),
        Said::Claimed(right) => page.say_with_hint("desk-claimed", &[("right", flag(*right))]),
    }
    page.finish()
}

fn attachment(language: Language, said: &Said) -> Option<Attachment> {
    let Said::Report { report, .. } = said else { return None };
    if let Report::Exported { name, toml, .. } = &**report {
        return Some(Attachment::Text { name: format!("{name}.toml"), text: toml.clone() });
    }
    if let Report::Stats { name, days, .. } = &**report {
        super::chart::of(language, name.as_ref(), days)
    } else {
        None
    }
}

/// What stands on a button.
pub fn label(language: Language, press: &AdminPress) -> String {
    let named_button = |which: &str, args: &[(&str, Arg)]| {
        let args: Vec<_> = args.iter().cloned().chain([("which", word(which))]).collect();
        plain(language, "desk-button", &args)
    };
    let named = |which: &str, name: &str| named_button(which, &[("name", value(name))]);
    let text = match press {
        AdminPress::Command(command) => return shorter(command_label(language, command)),
        AdminPress::Confirmed(command) => named_button("confirmed", &[("verb", word(command.verb().as_str()))]),
        AdminPress::Leave => named_button("leave", &[]),
        AdminPress::Page { page, .. } | AdminPress::Entries { page, .. } => named("page", &(page + 1).to_string()),
        AdminPress::Dialogue { line, .. } => dialogue_label(language, line),
        AdminPress::Section { section, .. } => {
            let section = [("section", word(section_word(*section)))];
            markup::parse(&marked(language, "guide-section", &section)).text
        }
        AdminPress::Entry { index, .. } => named("entry", &(index + 1).to_string()),
        AdminPress::Say { text, .. } => text.clone(),
        AdminPress::EndPreview => named_button("end-preview", &[]),
        AdminPress::PreviewAgain(_) => named_button("preview-again", &[]),
    };
    shorter(text)
}

fn dialogue_label(language: Language, line: &str) -> String {
    let which = match line.split(' ').collect::<Vec<_>>().as_slice() {
        ["remove", _] => "remove",
        ["move", from, to] if to < from => "up",
        ["move", ..] => "down",
        [number] if number.parse::<usize>().is_ok() => {
            let kind =
                number.parse::<usize>().ok().and_then(|number| AuthKind::ALL.get(number.checked_sub(1)?).copied());
            let kind = kind.unwrap_or(AuthKind::None);
            return plain(language, "guide-auth", &[("kind", word(kind.as_str()))]);
        }
        _ => line,
    };
    plain(language, "desk-button", &[("which", word(which))])
}

fn command_label(language: Language, command: &AdminCommand) -> String {
    let named_button =
        |which: &str, name: &str| plain(language, "desk-button", &[("which", word(which)), ("name", value(name))]);
    match command {
        AdminCommand::Show { name, version: None } | AdminCommand::Export { name, version: None } => name.clone(),
        AdminCommand::Show { version: Some(number), .. } => named_button("version", &number.to_string()),
        AdminCommand::Runs(RunsOf::One(reference)) => reference.clone(),
        AdminCommand::Runs(RunsOf::Everything | RunsOf::Action(_)) => named_button("runs", ""),
        AdminCommand::PlaceMiss { miss } => named_button("miss", &miss.to_string()),
        AdminCommand::AddPhrase { miss, name } => {
            let args = [("which", word("add-phrase")), ("number", value(miss)), ("name", value(name))];
            plain(language, "desk-button", &args)
        }
        AdminCommand::Settle { how, .. } => match how {
            Settlement::Done => named_button("settle-done", ""),
            Settlement::Again => named_button("settle-again", ""),
            Settlement::NotDone => named_button("settle-not-done", ""),
            Settlement::Tell { .. } => named_button("settle-tell", ""),
        },
        AdminCommand::Secret(SecretCommand::Set { name }) => named_button("secret", name),
        AdminCommand::Secret(SecretCommand::List | SecretCommand::Delete { .. })
        | AdminCommand::Create
        | AdminCommand::Import { .. }
        | AdminCommand::Export { .. }
        | AdminCommand::List
        | AdminCommand::Edit { .. }
        | AdminCommand::Draft { .. }
        | AdminCommand::Preview { .. }
        | AdminCommand::Publish { .. }
        | AdminCommand::Unpublish { .. }
        | AdminCommand::Delete { .. }
        | AdminCommand::History { .. }
        | AdminCommand::Rollback { .. }
        | AdminCommand::Diff { .. }
        | AdminCommand::Why { .. }
        | AdminCommand::Misses
        | AdminCommand::Stats { .. }
        | AdminCommand::Notices
        | AdminCommand::Pin { .. }
        | AdminCommand::Help { .. }
        | AdminCommand::Save(_) => named_button(command.verb().as_str(), ""),
    }
}

fn shorter(text: String) -> String {
    match text.char_indices().nth(LABEL_CHARS - 1) {
        Some((end, _)) if text.chars().count() > LABEL_CHARS => format!("{}…", &text[..end]),
        Some(_) | None => text,
    }
}
