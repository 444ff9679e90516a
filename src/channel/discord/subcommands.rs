//! `/action` as a slash command: a sub-command for each verb, and the line that a used one stands for.
//!
//! Who may use it is decided on our side each time; Discord only shows it to those who manage the guild. Names are
//! suggested while they are typed, everything else is read by the same grammar as a typed line.

use serenity::all::{CommandOptionType, CreateCommand, CreateCommandOption, Permissions};

use super::commands::ADMIN;
use super::payload::Chosen;
use crate::admin::Verb;
use crate::channel::text::plain;
use crate::domain::language::Language;
use crate::domain::limits;

/// The option that names an action: it is suggested.
pub const NAME: &str = "name";

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// The name of an action.
    Name,
    /// One word.
    Word,
    /// Anything, kept as it was typed.
    Text,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// A verb.
    Verb,
}

/// An option of a sub-command, in the order in which the grammar wants it.
#[derive(Debug, Clone, Copy)]
struct Taken {
    name: &'static str,
    takes: Takes,
    required: bool,
}

const fn must(name: &'static str, takes: Takes) -> Taken {
    Taken { name, takes, required: true }
}

const fn may(name: &'static str, takes: Takes) -> Taken {
    Taken { name, takes, required: false }
}

const ACTION: Taken = must(NAME, Takes::Name);
const SETTLEMENTS: &[&str] = &["done", "not-done", "again", "tell"];
const SECRETS: &[&str] = &["list", "set", "delete"];

/// The options of a verb.
fn options(verb: Verb) -> Vec<Taken> {
    match verb {
        // A file is attached to nothing here yet; its text can be pasted into `create`.
        Verb::Create | Verb::List | Verb::Notices | Verb::Import => Vec::new(),
        Verb::Export | Verb::Show | Verb::Publish => vec![ACTION, may("version", Takes::Word)],
        Verb::Edit | Verb::Draft | Verb::Preview | Verb::Unpublish | Verb::Delete | Verb::History => vec![ACTION],
        Verb::Rollback => vec![ACTION, must("version", Takes::Word)],
        Verb::Diff => vec![ACTION, may("from", Takes::Word), may("to", Takes::Word)],
        Verb::Why => vec![must("text", Takes::Text)],
        Verb::Runs | Verb::Stats => vec![may(NAME, Takes::Name)],
        Verb::Misses => vec![may("number", Takes::Word), may(NAME, Takes::Name)],
        Verb::Settle => {
            vec![must("reference", Takes::Word), must("outcome", Takes::OneOf(SETTLEMENTS)), may("words", Takes::Text)]
        }
        Verb::Pin => vec![ACTION, must("response", Takes::Text)],
        Verb::Secret => vec![may("do", Takes::OneOf(SECRETS)), may("secret", Takes::Word)],
        Verb::Help => vec![may("verb", Takes::Verb)],
    }
}

/// The command, for registering it.
pub fn command() -> CreateCommand {
    let (english, german) = in_both("discord-about-action");
    let command = CreateCommand::new(ADMIN)
        .description(english)
        .description_localized("de", german)
        .default_member_permissions(Permissions::MANAGE_GUILD);
    Verb::ALL.into_iter().fold(command, |command, verb| command.add_option(subcommand(verb)))
}

fn subcommand(verb: Verb) -> CreateCommandOption {
    let (english, german) = in_both(&format!("admin-help-{verb}"));
    let command = CreateCommandOption::new(CommandOptionType::SubCommand, verb.as_str(), english)
        .description_localized("de", german);
    options(verb).into_iter().fold(command, |command, taken| command.add_sub_option(option(taken)))
}

fn option(taken: Taken) -> CreateCommandOption {
    let (english, german) = in_both(&format!("discord-option-{}", taken.name));
    let option = CreateCommandOption::new(CommandOptionType::String, taken.name, english)
        .description_localized("de", german)
        .required(taken.required);
    match taken.takes {
        Takes::Name => option.set_autocomplete(true),
        Takes::Word => option.max_length(WORD_CHARS),
        Takes::Text => option,
        Takes::OneOf(words) => words.iter().fold(option, |option, word| option.add_string_choice(*word, *word)),
        Takes::Verb => {
            Verb::ALL.into_iter().fold(option, |option, verb| option.add_string_choice(verb.as_str(), verb.as_str()))
        }
    }
}

/// Longer than any version, number or reference.
const WORD_CHARS: u16 = 64;

fn in_both(id: &str) -> (String, String) {
    let words = |language| {
        let words = plain(language, id, &[]);
        super::components::shortened(&words, limits::DISCORD_DESCRIPTION_CHARS)
    };
    (words(Language::English), words(Language::German))
}

/// The line that a used command stands for: `/action publish order-status`. What is left out ends it, so that nothing
/// moves into the place of something else; a verb that is not known is left to the grammar.
pub fn line(used: &[Chosen]) -> String {
    let Some(used) = used.first() else { return format!("/{ADMIN}") };
    let mut line = format!("/{ADMIN} {}", used.name);
    let Some(verb) = Verb::parse(&used.name) else { return line };
    let given = |taken: &Taken| {
        let chosen = used.options.iter().find(|chosen| chosen.name == taken.name)?;
        chosen.text().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    };
    if verb == Verb::Misses && used.options.iter().any(|chosen| chosen.name == "number") {
        line.push_str(" add");
    }
    for taken in options(verb) {
        let Some(text) = given(&taken) else { break };
        line.push(' ');
        match taken.takes {
            // The grammar reads quotes even here: an apostrophe must not open one.
            Takes::Text if verb == Verb::Settle => line.push_str(&text.replace('\'', "’").replace('"', "”")),
            Takes::Text => line.push_str(&text),
            Takes::Name | Takes::Word | Takes::OneOf(_) | Takes::Verb => line.push_str(&word(&text)),
        }
    }
    line
}

/// One word of the grammar, whatever was typed: nothing that may be named so has spaces or marks in it.
fn word(text: &str) -> String {
    let is_plain = |one: &char| one.is_alphanumeric() || matches!(one, '-' | '_' | '.' | '/' | '@' | ':' | '+');
    let joined = text.split_whitespace().collect::<Vec<_>>().join("-");
    if joined.chars().all(|one| is_plain(&one)) { joined } else { format!("'{}'", joined.replace('\'', "'\\''")) }
}

/// What is being typed into the name of an action; `None` when it is something else.
pub fn typing(used: &[Chosen]) -> Option<String> {
    let focused = used.first()?.options.iter().find(|chosen| chosen.focused)?;
    (focused.name == NAME).then(|| focused.text().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::admin::{AdminCommand, Settlement, Typed, parse};

    fn used(name: &str, options: &[(&str, &str)]) -> String {
        let options: Vec<Value> =
            options.iter().map(|(name, value)| json!({ "name": name, "type": 3, "value": value })).collect();
        let chosen: Result<Vec<Chosen>, _> =
            serde_json::from_value(json!([{ "name": name, "type": 1, "options": options }]));
        line(&chosen.expect("options"))
    }

    fn command_of(line: &str) -> AdminCommand {
        match parse(line) {
            Ok(Typed::Command(command)) => command,
            other => panic!("{line}: {other:?}"),
        }
    }

    #[test]
    fn every_verb_is_a_sub_command_that_discord_takes() {
        let command = serde_json::to_value(command()).expect("JSON");
        assert_eq!(command["default_member_permissions"], "32");
        let verbs = command["options"].as_array().expect("sub-commands");
        assert_eq!(verbs.len(), Verb::ALL.len());
        assert!(verbs.len() <= limits::DISCORD_COMMAND_OPTIONS);
        for verb in verbs {
            for thing in std::iter::once(verb).chain(verb["options"].as_array().into_iter().flatten()) {
                for words in [&thing["description"], &thing["description_localizations"]["de"]] {
                    let words = words.as_str().expect("a description");
                    assert!(!words.contains("discord-") && (1..=100).contains(&words.chars().count()), "{words}");
                }
            }
        }
    }

    /// What Discord lets nobody leave out is all that the grammar needs.
    #[test]
    fn what_a_client_must_give_is_enough() {
        for verb in Verb::ALL.into_iter().filter(|verb| *verb != Verb::Import) {
            let given: Vec<(&str, &str)> = options(verb)
                .into_iter()
                .filter(|taken| taken.required)
                .map(|taken| match taken.takes {
                    Takes::OneOf(words) => (taken.name, words[0]),
                    Takes::Verb => (taken.name, "list"),
                    Takes::Name | Takes::Word | Takes::Text => (taken.name, "1"),
                })
                .collect();
            assert_eq!(command_of(&used(verb.as_str(), &given)).verb(), verb);
        }
    }

    #[test]
    fn options_become_the_words_of_the_line() {
        assert_eq!(used("list", &[]), "/action list");
        assert_eq!(
            used("diff", &[("to", "3"), ("name", "order-status"), ("from", "1")]),
            "/action diff order-status 1 3"
        );
        assert_eq!(used("misses", &[("name", "refund"), ("number", "4")]), "/action misses add 4 refund");
        let tell = used("settle", &[("reference", "AB12-CD34"), ("outcome", "tell"), ("words", "It's done.")]);
        let told = Settlement::Tell { words: Some("It’s done.".to_owned()) };
        assert_eq!(command_of(&tell), AdminCommand::Settle { reference: "AB12-CD34".to_owned(), how: told });
    }

    #[test]
    fn nothing_typed_becomes_another_argument() {
        let show = AdminCommand::Show { name: "it's-a-'name'-2".to_owned(), version: None };
        assert_eq!(command_of(&used("show", &[("name", "it's a 'name' 2")])), show);
        assert_eq!(used("delete", &[("name", "  ")]), "/action delete");
        assert_eq!(used("nonsense", &[("name", "x")]), "/action nonsense");
        assert_eq!(line(&[]), "/action");
    }
}
