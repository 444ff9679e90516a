//! Commands in what is said: mentions that people click, followed by their options as Discord spells them.
//!
//! Discord numbers commands wherever they are registered: everywhere, or guild by guild. A command whose number is not
//! known yet reads as it is used, and where none are registered, as the line that can be written instead.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::subcommands;

/// The numbers of commands by their names.
pub type Ids = BTreeMap<String, u64>;

/// The numbers by where the commands are registered: everywhere, or in a guild.
pub type Registered = BTreeMap<Option<u64>, Arc<Ids>>;

/// The key that the numbers are stored under: from its first word on, a process spells commands as the one before.
pub const KEY: &str = "commands";

/// As stored.
pub fn to_json(registered: &Registered) -> String {
    let rows: Vec<(&Option<u64>, &Ids)> = registered.iter().map(|(place, ids)| (place, &**ids)).collect();
    serde_json::to_string(&rows).unwrap_or_default()
}

/// Read back; what cannot be read is not known.
pub fn from_json(text: &str) -> Registered {
    let rows: Vec<(Option<u64>, Ids)> = serde_json::from_str(text).unwrap_or_default();
    rows.into_iter().map(|(place, ids)| (place, Arc::new(ids))).collect()
}

/// How commands are spelled in some place.
#[derive(Debug, Clone)]
pub enum Spelling {
    /// None are registered there.
    Written,
    /// They are registered; the numbers of those that are known.
    Registered(Arc<Ids>),
}

/// A command as it is to be shown.
#[derive(Debug, PartialEq, Eq)]
pub struct Spelled {
    /// What Discord shows as a command that can be clicked.
    pub mention: Option<String>,
    /// What is read beside it, or in its place.
    pub text: String,
}

impl Spelling {
    /// A command by its words; `line` is how it is written.
    pub fn of(&self, words: &[String], line: &str) -> Spelled {
        let Self::Registered(ids) = self else { return Spelled { mention: None, text: line.to_owned() } };
        let (command, options) = subcommands::spelled(words);
        match words.first().and_then(|name| ids.get(name)) {
            Some(id) => Spelled { mention: Some(format!("</{command}:{id}>")), text: options },
            // The line has the name in the reader's language.
            None if words.len() == 1 => Spelled { mention: None, text: line.to_owned() },
            None => Spelled { mention: None, text: format!("/{command} {options}").trim_end().to_owned() },
        }
    }
}

/// The numbers of commands as Discord lists them.
pub fn ids(commands: &[Value]) -> Ids {
    let named = |command: &Value| {
        let id = command.get("id")?.as_str()?.parse().ok()?;
        Some((command.get("name")?.as_str()?.to_owned(), id))
    };
    commands.iter().filter_map(named).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_read_back() {
        let ids = Arc::new(Ids::from([("action".to_owned(), 12)]));
        let registered = Registered::from([(None, Arc::clone(&ids)), (Some(7), ids)]);
        assert_eq!(from_json(&to_json(&registered)), registered);
        assert_eq!(from_json("something else"), Registered::new());
    }

    fn spelled(spelling: &Spelling, words: &[&str]) -> (Option<String>, String) {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let Spelled { mention, text } = spelling.of(&words, "the line");
        (mention, text)
    }

    #[test]
    fn a_command_is_clicked_where_its_number_is_known() {
        let known = Spelling::Registered(Arc::new(ids(&[json!({ "id": "12", "name": "action" }), json!({})])));
        let mention = |text: &str| Some(text.to_owned());
        let show = ["action", "show", "welcome", "2"];
        assert_eq!(spelled(&known, &show), (mention("</action show:12>"), "name:welcome version:2".to_owned()));
        assert_eq!(spelled(&known, &["action", "list"]), (mention("</action list:12>"), String::new()));
        let unknown = Spelling::Registered(Arc::default());
        assert_eq!(spelled(&unknown, &["ask"]), (None, "the line".to_owned()));
        assert_eq!(spelled(&unknown, &show), (None, "/action show name:welcome version:2".to_owned()));
        assert_eq!(spelled(&Spelling::Written, &show), (None, "the line".to_owned()));
    }
}
