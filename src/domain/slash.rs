//! An action as a slash command of its own: which inputs become options, and whether platforms take it.
//!
//! Sensitive inputs never become options, since others can see what a command was given; they are asked for afterwards,
//! in private. What the platform checks of an option is only a help for typing: every answer is read by its input's kind.

use super::definition::Definition;
use super::input::{Input, InputKind, Presence};
use super::limits;
use super::problem::Fault;

/// Names that commands of ours have, on any platform and in any language.
pub const OUR_COMMANDS: [&str; 12] = [
    "ask",
    "actions",
    "cancel",
    "action",
    "start",
    "help",
    "settings",
    "back",
    "skip",
    "anfrage",
    "aktionen",
    "abbrechen",
];

/// An input as an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlashOption<'d> {
    /// The input's name.
    pub name: &'d str,
    /// The beginning of its instructions.
    pub description: String,
    /// Whether the command cannot be given without.
    pub required: bool,
    /// What can be given.
    pub form: SlashForm<'d>,
}

/// What can be given for an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlashForm<'d> {
    /// Anything of these lengths, in characters.
    Text {
        /// Fewest.
        min: usize,
        /// Most.
        max: usize,
    },
    /// A whole number.
    Integer {
        /// The smallest.
        min: Option<i64>,
        /// The largest.
        max: Option<i64>,
    },
    /// Yes or no.
    Flag,
    /// One of these.
    Choice(&'d [String]),
}

/// The options of an action's command: those that must be given first, as platforms want it.
pub fn options(definition: &Definition) -> Vec<SlashOption<'_>> {
    let open = definition.inputs.iter().filter(|input| !input.sensitive);
    let mut options: Vec<_> = open.take(limits::DISCORD_COMMAND_OPTIONS).map(option).collect();
    options.sort_by_key(|option| !option.required);
    options
}

fn option(input: &Input) -> SlashOption<'_> {
    const ANY: SlashForm<'_> = SlashForm::Text { min: 0, max: limits::ANSWER_CHARS };
    let form = match &input.kind {
        InputKind::Text { min_length, max_length } => SlashForm::Text {
            min: (*min_length).min(*max_length),
            max: (*max_length).min(limits::DISCORD_OPTION_TEXT_CHARS),
        },
        InputKind::Integer { min, max } => SlashForm::Integer { min: *min, max: *max },
        InputKind::Boolean => SlashForm::Flag,
        InputKind::Choice { options } => SlashForm::Choice(options),
        // A number as text keeps the decimal sign that the person uses.
        InputKind::Number { .. }
        | InputKind::Email
        | InputKind::Phone { .. }
        | InputKind::Date { .. }
        | InputKind::Url
        | InputKind::Pattern { .. } => ANY,
    };
    let required = matches!(input.presence, Presence::Required);
    SlashOption { name: input.name.as_str(), description: description(&input.instructions), required, form }
}

/// A description as long as platforms take it.
pub fn description(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= limits::DISCORD_DESCRIPTION_CHARS {
        return line;
    }
    let mut short: String = line.chars().take(limits::DISCORD_DESCRIPTION_CHARS - 1).collect();
    short.push('…');
    short
}

/// What [`fault`] need not look at: names, labels and the number of inputs fit by their own limits.
const _: () = assert!(
    limits::INPUT_NAME_CHARS <= limits::DISCORD_LABEL_CHARS
        && limits::INPUTS <= limits::DISCORD_COMMAND_OPTIONS
        && limits::OPTION_CHARS <= limits::DISCORD_OPTION_CHARS
);

/// Why an action that asks for a command of its own cannot have it.
pub fn fault(definition: &Definition) -> Option<Fault> {
    if !definition.command {
        return None;
    }
    let name = definition.name.as_str();
    if OUR_COMMANDS.contains(&name) {
        return Some(Fault::CommandTaken { name: name.to_owned() });
    }
    let options = options(definition);
    let choices = |form: &SlashForm<'_>| match form {
        SlashForm::Choice(choices) => choices.len(),
        SlashForm::Text { .. } | SlashForm::Integer { .. } | SlashForm::Flag => 0,
    };
    let max = limits::DISCORD_COMMAND_OPTIONS;
    if let Some(option) = options.iter().find(|option| choices(&option.form) > max) {
        let (input, got) = (option.name.to_owned(), choices(&option.form));
        return Some(Fault::ManyChoices { input, got, max });
    }
    let own = name.chars().count() + description(&definition.description).chars().count();
    let chars = own + options.iter().map(chars).sum::<usize>();
    let input = options.iter().max_by_key(|option| self::chars(option))?.name.to_owned();
    let max = limits::DISCORD_COMMAND_CHARS;
    (chars > max).then_some(Fault::CommandTooLarge { chars, max, input })
}

/// Name, description and choices of an option together.
fn chars(option: &SlashOption<'_>) -> usize {
    let count = |text: &str| text.chars().count();
    let choices = match option.form {
        // Each choice is named and sent by the same words.
        SlashForm::Choice(options) => options.iter().map(|one| 2 * count(one)).sum(),
        SlashForm::Text { .. } | SlashForm::Integer { .. } | SlashForm::Flag => 0,
    };
    count(option.name) + count(&option.description) + choices
}
