//! `/action` as a slash command: a sub-command for each verb, and the line that a used one stands for.
//!
//! Who may use it is decided on our side each time; Discord only shows it to those who manage the guild. Names are
//! suggested while they are typed, everything else is read by the same grammar as a typed line.

use serenity::all::{CommandOptionType, CreateCommand, CreateCommandOption, Permissions};

use super::commands::ADMIN;
use super::payload::{Attached, Chosen, Data};
use crate::admin::Verb;
use crate::channel::text::plain;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::runtime::forms::Leads;

/// The option that names an action: it is suggested.
pub const NAME: &str = "name";

/// What an option takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    /// The name of an action.
    Name,
    /// One of its versions.
    Version,
    /// One word.
    Word,
    /// Anything, kept as it was typed.
    Text,
    /// One of some words.
    OneOf(&'static [&'static str]),
    /// A verb.
    Verb,
    /// A file.
    File,
    /// Yes or no.
    Flag,
}

/// What is being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typing {
    /// The name of an action.
    Name(String),
    /// A version of this action.
    Version {
        /// The action.
        name: String,
        /// What was typed.
        typed: String,
    },
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
/// Each holds one definition.
const FILES: [Taken; 3] = [must("file", Takes::File), may("file-2", Takes::File), may("file-3", Takes::File)];
const PUBLISH: &str = "publish";

/// The options of a verb.
fn options(verb: Verb) -> Vec<Taken> {
    match verb {
        Verb::Create | Verb::List | Verb::Notices => Vec::new(),
        Verb::Import => FILES.into_iter().chain([may(PUBLISH, Takes::Flag)]).collect(),
        Verb::Export | Verb::Show | Verb::Publish => vec![ACTION, may("version", Takes::Version)],
        Verb::Edit | Verb::Draft | Verb::Preview | Verb::Unpublish | Verb::Delete | Verb::History => vec![ACTION],
        Verb::Rollback => vec![ACTION, must("version", Takes::Version)],
        Verb::Diff => vec![ACTION, may("from", Takes::Version), may("to", Takes::Version)],
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
    let about = taken.name.split('-').next().unwrap_or_default();
    let (english, german) = in_both(&format!("discord-option-{about}"));
    let kind = match taken.takes {
        Takes::File => CommandOptionType::Attachment,
        Takes::Flag => CommandOptionType::Boolean,
        Takes::Name | Takes::Version | Takes::Word | Takes::Text | Takes::OneOf(_) | Takes::Verb => {
            CommandOptionType::String
        }
    };
    let option = CreateCommandOption::new(kind, taken.name, english)
        .description_localized("de", german)
        .required(taken.required);
    match taken.takes {
        Takes::Name | Takes::Version => option.set_autocomplete(true),
        Takes::Word => option.max_length(WORD_CHARS),
        Takes::Text | Takes::File | Takes::Flag => option,
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
            Takes::Name | Takes::Version | Takes::Word | Takes::OneOf(_) | Takes::Verb | Takes::File | Takes::Flag => {
                line.push_str(&word(&text));
            }
        }
    }
    line
}

/// What a line stands for, as people use it: the command with its sub-command, and the options as they see them. The
/// words are in the order in which the grammar wants them.
pub fn spelled(words: &[String]) -> (String, String) {
    let command = words.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(" ");
    let verb = words.get(1).filter(|_| words[0] == ADMIN).and_then(|verb| Verb::parse(verb));
    let Some(verb) = verb else { return (command, String::new()) };
    let adds = verb == Verb::Misses;
    let mut rest = words.iter().skip(2).filter(|word| !(adds && *word == "add"));
    let mut spelled = Vec::new();
    for taken in options(verb) {
        let Some(word) = rest.next() else { break };
        let value = match taken.takes {
            Takes::Text => std::iter::once(word).chain(rest.by_ref()).cloned().collect::<Vec<_>>().join(" "),
            Takes::Name | Takes::Version | Takes::Word | Takes::OneOf(_) | Takes::Verb | Takes::File | Takes::Flag => {
                word.clone()
            }
        };
        spelled.push(format!("{}:{value}", taken.name));
    }
    (command, spelled.join(" "))
}

/// One word of the grammar, whatever was typed: nothing that may be named so has spaces or marks in it.
fn word(text: &str) -> String {
    let is_plain = |one: &char| one.is_alphanumeric() || matches!(one, '-' | '_' | '.' | '/' | '@' | ':' | '+');
    let joined = text.split_whitespace().collect::<Vec<_>>().join("-");
    if joined.chars().all(|one| is_plain(&one)) { joined } else { format!("'{}'", joined.replace('\'', "'\\''")) }
}

/// What a used command leads to, when it is a form: a new action, the value of a secret.
pub fn leads(used: &[Chosen]) -> Option<Leads> {
    let used = used.first()?;
    let given = |name: &str| used.options.iter().find(|chosen| chosen.name == name).and_then(Chosen::text);
    match Verb::parse(&used.name)? {
        Verb::Create => Some(Leads::New),
        Verb::Secret if given("do").as_deref() == Some("set") => Some(Leads::Secret(given("secret")?)),
        Verb::Secret
        | Verb::Import
        | Verb::Export
        | Verb::List
        | Verb::Show
        | Verb::Edit
        | Verb::Draft
        | Verb::Preview
        | Verb::Publish
        | Verb::Unpublish
        | Verb::Delete
        | Verb::History
        | Verb::Rollback
        | Verb::Diff
        | Verb::Why
        | Verb::Runs
        | Verb::Misses
        | Verb::Settle
        | Verb::Stats
        | Verb::Notices
        | Verb::Pin
        | Verb::Help => None,
    }
}

/// The files that came with a used command, and whether what they define is published at once. `None` for a command
/// that takes none.
pub fn files(data: &Data) -> Option<(Vec<Attached>, bool)> {
    let used = data.options.first().filter(|used| Verb::parse(&used.name) == Some(Verb::Import))?;
    let named = |taken: &Taken| {
        let id = used.options.iter().find(|chosen| chosen.name == taken.name)?.text()?;
        data.resolved.as_ref()?.attachments.get(&id).cloned()
    };
    let publish = used.options.iter().any(|chosen| chosen.name == PUBLISH && chosen.value == Some(true.into()));
    Some((FILES.iter().filter_map(named).collect(), publish))
}

/// What is being typed; `None` when nothing is suggested for it.
pub fn typing(used: &[Chosen]) -> Option<Typing> {
    let used = used.first()?;
    let focused = used.options.iter().find(|chosen| chosen.focused)?;
    let typed = focused.text().unwrap_or_default();
    let taken = options(Verb::parse(&used.name)?).into_iter().find(|taken| taken.name == focused.name)?;
    match taken.takes {
        Takes::Name => Some(Typing::Name(typed)),
        Takes::Version => {
            let name = used.options.iter().find(|chosen| chosen.name == NAME).and_then(Chosen::text)?;
            Some(Typing::Version { name, typed })
        }
        Takes::Word | Takes::Text | Takes::OneOf(_) | Takes::Verb | Takes::File | Takes::Flag => None,
    }
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
                    Takes::Name | Takes::Version | Takes::Word | Takes::Text | Takes::File | Takes::Flag => {
                        (taken.name, "1")
                    }
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

    /// What is read beside a command is what leads to it.
    #[test]
    fn a_line_is_spelled_with_the_options_that_lead_to_it() {
        let spelled = |line: &str| spelled(&line.split(' ').map(str::to_owned).collect::<Vec<_>>()).1;
        assert_eq!(spelled("action diff refund 1 3"), "name:refund from:1 to:3");
        assert_eq!(spelled("action misses add 4 refund"), "number:4 name:refund");
        assert_eq!(
            spelled("action settle AB12-CD34 tell It is done."),
            "reference:AB12-CD34 outcome:tell words:It is done."
        );
        assert_eq!(spelled("action secret delete shop_key"), "do:delete secret:shop_key");
        assert_eq!(spelled("action why where is it"), "text:where is it");
        assert_eq!(spelled("actions"), "");
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
