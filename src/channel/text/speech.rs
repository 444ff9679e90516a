//! From meaning to words: a [`Message`] of the engine in the customer's language.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Arg, kinds, marked};
use crate::admin::press::AdminPress;
use crate::domain::id::CallId;
use crate::domain::input::InputKind;
use crate::domain::language::Language;
use crate::domain::rich::{RichText, markup};
use crate::engine::effect::{Ask, Choice, Message};
use crate::engine::event::Pick;
use crate::engine::utterance::{Prompt, Row, Shown, Utterance};

/// A message as a channel shows it: words, and choices with their labels.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Speech {
    /// The words.
    pub text: RichText,
    /// The choices in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Label>,
    /// The number of the question the choices belong to.
    #[serde(default)]
    pub question: u32,
    /// The language of the words.
    #[serde(default)]
    pub language: Language,
    /// Whether an earlier question with choices is still open after this message.
    #[serde(default)]
    pub keeps: bool,
    /// What is to be answered in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<Ask>,
    /// An admin's buttons, in rows: at most five rows of five.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub card: Vec<Vec<CardButton>>,
    /// A file that comes with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<Attachment>,
    /// The call that it is about: it keeps its buttons, beside all others, until that is settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<CallId>,
    /// What a channel may add something of its own to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asides: Vec<Aside>,
    /// Whom it is for, by name, where it must not point at what they said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<SmolStr>,
}

/// Something about a message for which channels have words of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Aside {
    /// There are more actions than it lists.
    MoreActions,
    /// An admin is to write something that no form asks for.
    ToWrite,
}

/// A button of an admin's card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardButton {
    /// What it stands for.
    pub press: AdminPress,
    /// What people read; at most 80 characters.
    pub text: String,
    /// Its random id in the store, where buttons are pressed rather than typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
}

/// A file that comes with a message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attachment {
    /// A text file.
    Text {
        /// Its name.
        name: String,
        /// What it holds.
        text: String,
    },
    /// A PNG picture.
    Picture {
        /// Its name.
        name: String,
        /// Its bytes in base64.
        base64: String,
        /// What it shows.
        #[serde(default)]
        caption: String,
    },
}

/// A choice and what stands on its button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// What it stands for.
    pub pick: Pick,
    /// What people read.
    pub text: String,
    /// Its random id in the store, where choices are pressed rather than typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
}

impl Speech {
    /// Words without choices.
    pub const fn words(language: Language, text: RichText) -> Self {
        Self {
            text,
            choices: Vec::new(),
            question: 0,
            language,
            keeps: true,
            ask: None,
            card: Vec::new(),
            file: None,
            about: None,
            asides: Vec::new(),
            to: None,
        }
    }
}

/// Puts a message into words.
pub fn speech(language: Language, message: &Message) -> Speech {
    let mut text = RichText::default();
    for part in &message.parts {
        if !text.text.is_empty() {
            text.text.push('\n');
        }
        text.push(&utterance(language, part));
    }
    if message.preview {
        let mut marked = markup::parse(&marked(language, "preview-mark", &[]));
        marked.push(&RichText::plain(" "));
        marked.push(&text);
        text = marked;
    }
    let beside_yes = beside_yes(message.choices.iter().map(|choice| &choice.pick));
    let choices = message.choices.iter().map(|choice| label(language, choice, beside_yes, String::new())).collect();
    let (question, keeps, ask) = (message.question, message.keeps, message.ask.clone());
    let lists_some = message.parts.iter().any(|part| matches!(part, Utterance::MoreActions { .. }));
    let asides = lists_some.then_some(Aside::MoreActions).into_iter().collect();
    Speech { choices, question, keeps, ask, asides, ..Speech::words(language, text) }
}

/// Whether the choices are those of the card to confirm.
pub fn beside_yes<'c>(mut choices: impl Iterator<Item = &'c Pick>) -> bool {
    choices.any(|pick| *pick == Pick::Yes)
}

/// A choice with what stands on its button.
pub fn label(language: Language, choice: &Choice, beside_yes: bool, id: String) -> Label {
    Label { pick: choice.pick.clone(), text: on_button(language, choice, beside_yes), id }
}

/// Beside a yes, an input alone would not say that pressing it changes the input.
fn on_button(language: Language, choice: &Choice, beside_yes: bool) -> String {
    let id = match &choice.pick {
        Pick::Yes => "pick-yes",
        Pick::No => "pick-no",
        Pick::Change => "pick-change",
        Pick::NoneOfThese => "pick-none",
        Pick::Skip => "pick-skip",
        Pick::Back => "pick-back",
        Pick::Cancel => "pick-cancel",
        Pick::Human => "pick-human",
        Pick::Send => "pick-send",
        Pick::DryRun => "pick-dry-run",
        Pick::Sample => "pick-sample",
        Pick::Edit(input) if beside_yes => {
            let edit = super::plain(language, "pick-edit", &[("input", value(&input.shown()))]);
            return capitalised(&edit);
        }
        Pick::Edit(input) => return capitalised(&input.shown()),
        Pick::Option(option) => return option.clone(),
        Pick::Action(_) => return choice.title.clone(),
        Pick::Speak(Language::English) => "language-english",
        Pick::Speak(Language::German) => "language-german",
    };
    super::plain(language, id, &[])
}

fn utterance(language: Language, utterance: &Utterance) -> RichText {
    if let Utterance::Reply(text) = utterance {
        return text.clone();
    }
    let mut marked = sentence(language, utterance);
    let add = |line: String| marked.extend(["\n", &line]);
    if let Utterance::Noted { rows } | Utterance::Summary { rows, .. } = utterance {
        rows.iter().map(|row| row_line(language, "row", row)).for_each(add);
    } else if let Utterance::Prompt(prompt) = utterance {
        prompt_lines(language, prompt).into_iter().for_each(add);
    }
    markup::parse(&marked)
}

/// The utterance's own sentence, before the lines that may follow it.
#[expect(clippy::too_many_lines, reason = "one arm per utterance, so that a new one without words does not compile")]
fn sentence(language: Language, utterance: &Utterance) -> String {
    let say = |id: &str| marked(language, id, &[]);
    let with = |id: &str, args: &[(&str, Arg)]| marked(language, id, args);
    match utterance {
        Utterance::Greeting => say("greeting"),
        Utterance::GreetingAgain { title } => with("greeting-again", &[("title", value(title))]),
        Utterance::Offer => say("offer"),
        Utterance::OfferedAction { title, description } => {
            with("offered-action", &[("title", value(title)), ("description", value(description))])
        }
        Utterance::MoreActions { count, by_help } => {
            with(if *by_help { "more-actions-help" } else { "more-actions" }, &[("count", Arg::Count(*count))])
        }
        Utterance::NothingOffered => say("nothing-offered"),
        Utterance::NoMatch => say("no-match"),
        Utterance::NoMatchAgain { human } => say(if *human { "no-match-again-human" } else { "no-match-again" }),
        Utterance::Clarify { count } => with("clarify", &[("count", Arg::Count(*count))]),
        Utterance::SayItDifferently => say("say-it-differently"),
        Utterance::Welcome => say("welcome"),
        Utterance::WhichLanguage => say("which-language"),
        Utterance::SpeakingNow(now) => marked(*now, "speaking-now", &[]),
        Utterance::Noted { .. } => say("noted"),
        Utterance::Prompt(prompt) => prompt_title(language, prompt),
        Utterance::PromptAgain(prompt) => with(
            "prompt-again",
            &[("input", value(&capitalised(&prompt.input))), ("instructions", value(&prompt.instructions))],
        ),
        Utterance::Misfit { own: Some(own), .. } | Utterance::Human(Some(own)) => markup::literal(own),
        Utterance::Misfit { misfit, own: None } => markup::literal(&kinds::misfit(misfit, language)),
        // The options are shown as choices.
        Utterance::Expectation(InputKind::Choice { .. }) => say("pick-one"),
        Utterance::Expectation(kind) => {
            with("expectation", &[("expectation", value(&kinds::expectation(kind, language)))])
        }
        Utterance::Example(example) => with("example", &[("example", value(example))]),
        Utterance::WayOut { can_skip, human } => say(match (can_skip, human) {
            (false, false) => "way-out",
            (true, false) => "way-out-skip",
            (false, true) => "way-out-human",
            (true, true) => "way-out-skip-human",
        }),
        Utterance::Why { description } => with("why", &[("description", value(description))]),
        Utterance::CannotSkip { input } => with("cannot-skip", &[("input", value(input))]),
        Utterance::NothingBefore => say("nothing-before"),
        Utterance::StartedOver => say("started-over"),
        Utterance::Corrected(row) => row_line(language, "corrected", row),
        Utterance::WhatToChange => say("what-to-change"),
        Utterance::NothingSent => say("nothing-sent"),
        Utterance::AlreadySent => say("already-sent"),
        Utterance::OfferSwitch { current, other } => {
            with("offer-switch", &[("current", value(current)), ("other", value(other))])
        }
        Utterance::Dropped { title } => with("dropped", &[("title", value(title))]),
        Utterance::Resuming { title } => with("resuming", &[("title", value(title))]),
        Utterance::Summary { description, .. } => with("summary", &[("description", value(description))]),
        Utterance::Confirm => say("confirm"),
        Utterance::PleasePick { can_change: true } => say("please-pick"),
        Utterance::PleasePick { can_change: false } => say("please-pick-yes"),
        Utterance::Cancelled { title } => with("cancelled", &[("title", value(title))]),
        Utterance::NothingOpen => say("nothing-open"),
        Utterance::AtYourService => say("at-your-service"),
        Utterance::StillWorking => say("still-working"),
        Utterance::TooLateToCancel => say("too-late-to-cancel"),
        Utterance::Reply(text) => markup::literal(&text.text),
        Utterance::Done => say("done"),
        Utterance::NothingToShow => say("nothing-to-show"),
        Utterance::DoneUnreadable => say("done-unreadable"),
        Utterance::Unreadable => say("unreadable"),
        Utterance::NotFound => say("not-found"),
        Utterance::Rejected => say("rejected"),
        Utterance::Unavailable => say("unavailable"),
        Utterance::Failed => say("failed"),
        Utterance::Unknown { reference } => with("unknown", &[("reference", value(reference))]),
        Utterance::Expired { title } => with("expired", &[("title", value(title))]),
        Utterance::ActionGone { title: Some(title) } => with("action-gone-title", &[("title", value(title))]),
        Utterance::ActionGone { title: None } => say("action-gone"),
        Utterance::Human(None) => say("human"),
        Utterance::Stale => say("stale"),
        Utterance::Outdated => say("outdated"),
        Utterance::PleaseWrite => say("please-write"),
        Utterance::TooLong { max } => with("too-long", &[("max", Arg::Count(*max))]),
        Utterance::PreviewEnded => say("preview-ended"),
        Utterance::PreviewGate => say("preview-gate"),
        Utterance::Rehearsed => say("rehearsed"),
    }
}

fn prompt_title(language: Language, prompt: &Prompt) -> String {
    let input = ("input", value(&capitalised(&prompt.input)));
    if prompt.count > 1 {
        let (position, count) = (Arg::Count(prompt.position), Arg::Count(prompt.count));
        marked(language, "prompt-title-progress", &[input, ("position", position), ("count", count)])
    } else {
        marked(language, "prompt-title", &[input])
    }
}

fn prompt_lines(language: Language, prompt: &Prompt) -> Vec<String> {
    let mut lines = vec![markup::literal(&prompt.instructions)];
    if let Some(example) = &prompt.example {
        lines.push(marked(language, "example", &[("example", value(example))]));
    }
    match &prompt.default {
        Some(default) => lines.push(marked(language, "default", &[("value", value(&shown(language, default)))])),
        None if prompt.can_skip => lines.push(marked(language, "optional", &[])),
        None => {}
    }
    lines
}

pub(super) fn row_line(language: Language, id: &str, row: &Row) -> String {
    marked(language, id, &[("input", value(&capitalised(&row.input))), ("value", value(&shown(language, &row.value)))])
}

fn shown(language: Language, shown: &Shown) -> String {
    match shown {
        Shown::Open(value) => kinds::shown(value, language),
        Shown::Masked => super::plain(language, "masked", &[]),
        Shown::LeftOut => super::plain(language, "left-out", &[]),
    }
}

fn value(text: &str) -> Arg {
    Arg::Value(text.to_owned())
}

fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + characters.as_str())
}
