//! Slash commands: those of ours, and one for each published action that opts in.
//!
//! They are compared with what Discord has and written only when they differ. Names and descriptions of ours are in
//! every language; an action has the words its author gave it.

use serde_json::{Map, Value, json};
use serenity::all::{CommandOptionType, CreateCommand, CreateCommandOption};

use super::components::shortened;
use crate::channel::text::plain;
use crate::domain::definition::Definition;
use crate::domain::language::Language;
use crate::domain::limits;
use crate::domain::slash::{self, SlashForm, SlashOption};

/// Begins an action that is chosen by name.
pub const ASK: &str = "ask";
/// The option of [`ASK`] that names the action.
pub const ASKED: &str = "action";
/// Lists what can be done.
pub const ACTIONS: &str = "actions";
/// Ends what is open.
pub const CANCEL: &str = "cancel";
/// What the admins' command is called.
pub const ADMIN: &str = "action";

/// The bodies of all commands: ours, `more`, then the actions' in the order of their names, as many as Discord takes.
pub fn bodies<'d>(actions: impl Iterator<Item = &'d Definition>, more: Vec<CreateCommand>) -> Vec<Value> {
    let mut commands = ours();
    commands.extend(more);
    let mut own: Vec<&Definition> = actions.filter(|definition| definition.command).collect();
    own.sort_by(|one, other| one.name.cmp(&other.name));
    commands.extend(own.into_iter().map(of_action));
    commands.truncate(limits::DISCORD_COMMANDS);
    // Commands are texts and numbers: they always can be written.
    commands.iter().filter_map(|command| serde_json::to_value(command).ok()).map(numbered).collect()
}

/// Discord's schema takes permissions as a number and gives them back as text; serenity writes text. It writes bounds
/// that may be negative as fractions, and Discord's are whole.
fn numbered(mut command: Value) -> Value {
    let bits = command.get("default_member_permissions").and_then(Value::as_str).and_then(|bits| bits.parse().ok());
    if let Some(bits) = bits.map(|bits: u64| bits.into()) {
        command["default_member_permissions"] = bits;
    }
    for option in command.get_mut("options").and_then(Value::as_array_mut).into_iter().flatten() {
        for key in ["min_value", "max_value"] {
            if let Some(bound) = option.get(key).and_then(Value::as_f64) {
                option[key] = (bound as i64).into();
            }
        }
    }
    command
}

fn ours() -> Vec<CreateCommand> {
    let english = |id: &str| plain(Language::English, id, &[]);
    let german = |id: &str| plain(Language::German, id, &[]);
    let command = |name: &str| {
        let (name_id, about_id) = (format!("discord-command-{name}"), format!("discord-about-{name}"));
        CreateCommand::new(name)
            .name_localized("de", german(&name_id))
            .description(english(&about_id))
            .description_localized("de", german(&about_id))
    };
    let asked = CreateCommandOption::new(CommandOptionType::String, ASKED, english("discord-about-asked"))
        .name_localized("de", german("discord-command-asked"))
        .description_localized("de", german("discord-about-asked"))
        .required(true)
        .set_autocomplete(true);
    vec![command(ASK).add_option(asked), command(ACTIONS), command(CANCEL)]
}

fn of_action(definition: &Definition) -> CreateCommand {
    let about = slash::description(&definition.description);
    let command = CreateCommand::new(definition.name.as_str()).description(about);
    slash::options(definition).iter().fold(command, |command, one| command.add_option(option(one)))
}

fn option(option: &SlashOption<'_>) -> CreateCommandOption {
    let new = |kind| CreateCommandOption::new(kind, option.name, option.description.clone()).required(option.required);
    match option.form {
        SlashForm::Text { min, max } => {
            let bound = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
            let text = new(CommandOptionType::String).max_length(bound(max.max(1)));
            if min > 0 { text.min_length(bound(min.min(limits::DISCORD_OPTION_TEXT_CHARS))) } else { text }
        }
        SlashForm::Integer { min, max } => {
            let integer = new(CommandOptionType::Integer);
            let integer = min.and_then(exact).map_or(integer.clone(), |min| integer.min_number_value(min));
            max.and_then(exact).map_or(integer.clone(), |max| integer.max_number_value(max))
        }
        SlashForm::Flag => new(CommandOptionType::Boolean),
        SlashForm::Choice(options) => {
            options.iter().take(limits::DISCORD_COMMAND_OPTIONS).fold(new(CommandOptionType::String), |text, one| {
                text.add_string_choice(
                    shortened(one, limits::DISCORD_OPTION_CHARS),
                    shortened(one, limits::DISCORD_OPTION_CHARS),
                )
            })
        }
    }
}

/// A bound that Discord takes; every answer is checked by its input anyway.
fn exact(bound: i64) -> Option<f64> {
    /// The largest whole number below which none is missing in a double.
    const LARGEST: i64 = 1 << 53;
    (-LARGEST..=LARGEST).contains(&bound).then_some(bound as f64)
}

/// Whether what Discord has is what it should have.
pub fn same(has: &[Value], should: &[Value]) -> bool {
    let essence = |commands: &[Value]| {
        let mut essence: Vec<Value> = commands.iter().map(|command| essence(command, &COMMAND)).collect();
        essence.sort_by_key(|command| command["name"].to_string());
        essence
    };
    essence(has) == essence(should)
}

/// What of a command is ours to say. Discord adds ids, versions and defaults.
const COMMAND: [&str; 6] =
    ["name", "name_localizations", "description", "description_localizations", "options", "default_member_permissions"];
const OPTION: [&str; 13] = [
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "required",
    "choices",
    "options",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "autocomplete",
];

fn essence(value: &Value, keys: &[&str]) -> Value {
    let mut kept = Map::new();
    for key in keys {
        let Some(field) = value.get(*key).filter(|field| !is_default(field)) else { continue };
        let field = match (*key, field) {
            ("options", Value::Array(options)) => options.iter().map(|option| essence(option, &OPTION)).collect(),
            ("choices", Value::Array(choices)) => {
                choices.iter().map(|choice| json!([choice["name"], choice["value"]])).collect()
            }
            ("default_member_permissions", Value::Number(bits)) => bits.to_string().into(),
            (_, other) => other.clone(),
        };
        kept.insert((*key).to_owned(), sorted(field));
    }
    Value::Object(kept)
}

/// Objects with their keys in order: servers may give them back in another.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<(String, Value)> = fields.into_iter().collect();
            fields.sort_by(|one, other| one.0.cmp(&other.0));
            Value::Object(fields.into_iter().collect())
        }
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => other,
    }
}

fn is_default(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(true) | Value::Number(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::definition::Known;

    fn definition(more: &str) -> Definition {
        let text = format!(
            "name = \"order-status\"\ndescription = \"Look up an order.\"\ntriggers = [\"where is my order\"]\n{more}\n{INPUTS}\n\
             [call]\nmethod = \"POST\"\nurl = \"https://shop.example.com/orders\"\nbody = {{ a = \"{{{{ note }}}}\", b = \"{{{{ size }}}}\", c = \"{{{{ pin }}}}\" }}\n[reply]\ntext = \"Done.\"\n"
        );
        Definition::read(&text, &Known::default()).expect("a definition").0
    }

    const INPUTS: &str = r#"
[[inputs]]
name = "note"
instructions = "Anything else?"
kind = { type = "text" }
optional = true

[[inputs]]
name = "size"
instructions = "Which size?"
kind = { type = "choice", options = ["S", "M"] }

[[inputs]]
name = "pin"
instructions = "Your PIN."
kind = { type = "text" }
sensitive = true
"#;

    #[test]
    fn ours_are_in_both_languages() {
        let bodies = bodies(std::iter::empty(), Vec::new());
        let names: Vec<_> = bodies.iter().map(|body| body["name"].as_str().expect("a name")).collect();
        assert_eq!(names, [ASK, ACTIONS, CANCEL]);
        for body in &bodies {
            let german = body["name_localizations"]["de"].as_str().expect("a German name");
            assert!(slash::OUR_COMMANDS.contains(&german), "{german} could be an action's");
            assert!(
                german.chars().all(|one| one.is_lowercase() || one == '-') && german.chars().count() <= 32,
                "{german}"
            );
            for about in [&body["description"], &body["description_localizations"]["de"]] {
                let about = about.as_str().expect("a description").chars().count();
                assert!((1..=limits::DISCORD_DESCRIPTION_CHARS).contains(&about));
            }
        }
        assert_eq!(bodies[0]["options"][0]["autocomplete"], true);
    }

    #[test]
    fn an_action_that_opts_in_has_typed_options() {
        let (silent, own) = (definition(""), definition("command = true"));
        assert_eq!(bodies([&silent].into_iter(), Vec::new()).len(), 3);
        let command = bodies([&own].into_iter(), Vec::new()).remove(3);
        assert_eq!(command["name"], "order-status");
        let options = command["options"].as_array().expect("options");
        let names: Vec<_> = options.iter().map(|option| option["name"].as_str().expect("a name")).collect();
        assert_eq!(names, ["size", "note"], "what must be given comes first, and nothing sensitive");
        assert_eq!(options[0]["choices"][1]["value"], "M");
        assert_eq!((&options[0]["required"], &options[1]["required"]), (&true.into(), &false.into()));
    }

    #[test]
    fn whole_numbers_have_the_bounds_of_their_input() {
        let bounds = |kind: &str| {
            let text = format!(
                "name = \"table\"\ndescription = \"Book a table.\"\ntriggers = [\"book a table\"]\ncommand = true\n\
                 [[inputs]]\nname = \"count\"\ninstructions = \"How many?\"\nkind = {{ type = \"integer\"{kind} }}\n\
                 [call]\nmethod = \"GET\"\nurl = \"https://shop.example.com/tables\"\nquery = {{ c = \"{{{{ count }}}}\" }}\n\
                 [reply]\ntext = \"Done.\"\n"
            );
            let integer = Definition::read(&text, &Known::default()).expect("a definition").0;
            let command = bodies([&integer].into_iter(), Vec::new()).remove(3);
            let option = command["options"].as_array().and_then(|all| all.iter().find(|one| one["name"] == "count"));
            let option = option.expect("an option").clone();
            (option["min_value"].clone(), option["max_value"].clone())
        };
        assert_eq!(bounds(", min = -3, max = 12"), (json!(-3), json!(12)));
        assert_eq!(bounds(""), (Value::Null, Value::Null));
        assert_eq!(bounds(", max = 9_007_199_254_740_993"), (Value::Null, Value::Null), "more than Discord takes");
    }

    #[test]
    fn what_discord_adds_makes_no_difference() {
        let more = vec![crate::channel::discord::subcommands::command()];
        let should = bodies([&definition("command = true")].into_iter(), more);
        let mut has = should.clone();
        assert_eq!(has[3]["default_member_permissions"], 32);
        has[3]["default_member_permissions"] = "32".into();
        has.reverse();
        for command in &mut has {
            command["id"] = "1".into();
            command["version"] = "2".into();
            command["dm_permission"] = true.into();
            command["nsfw"] = false.into();
            if command["name"] != ADMIN {
                command["default_member_permissions"] = Value::Null;
            }
        }
        assert!(same(&has, &should));
        has[0]["description"] = "Other words.".into();
        assert!(!same(&has, &should));
        assert!(!same(&should[1..], &should));
    }
}
