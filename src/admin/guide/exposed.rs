//! Values of secrets that are typed into the dialogue: they are not kept, not said again, and not stored.
//!
//! What an issuer marks as a key is no answer to any question. A `curl` command and a pasted file may hold others: they
//! are left out where they can be told.

use super::curl::SECRET_OPTIONS;
use super::form::Form;
use super::sheet::Field;
use super::step::Step;
use crate::admin::library::Library;
use crate::admin::verb::secret::is_value;
use crate::domain::call::secret::{holds_key, is_named_secret, looks_like_value};
use crate::domain::template::Template;

/// Stands for a value that was taken out.
pub(super) const GONE: &str = "…";
/// What parts a name from its value.
const SIGNS: [char; 2] = [':', '='];

/// Whether an answer is not to be taken at all.
pub(super) fn in_answer(step: &Step, line: &str) -> bool {
    match step {
        // What is read as a whole is cleaned as a whole.
        Step::Request { .. } => false,
        Step::Name if line.trim_end().contains('\n') => false,
        Step::Name | Step::Paste { .. } => holds_key(line) || line.lines().any(|line| assigns(line, &['='])),
        Step::Description
        | Step::Triggers
        | Step::Inputs
        | Step::Auth
        | Step::AuthDetail(_)
        | Step::Values
        | Step::Include
        | Step::Exclude
        | Step::Text
        | Step::NotFound
        | Step::Overview => holds_key(line),
    }
}

/// Whether what was typed into a field is not to be kept beside the definition.
pub(super) fn in_field(field: Field, text: &str, library: &Library) -> bool {
    match field {
        Field::Auth => text.split_whitespace().any(|word| is_value(word, library)),
        Field::Request => holds_key(text) || text.trim_start().starts_with("curl"),
        Field::Values => holds_key(text) || text.lines().any(|line| assigns(line, &SIGNS)),
        Field::Name
        | Field::Description
        | Field::Triggers
        | Field::Not
        | Field::Inputs
        | Field::Include
        | Field::Exclude
        | Field::Text
        | Field::NotFound => holds_key(text),
    }
}

/// A line of a file, `Authorization = "Bearer …"`, or of a form, `header.Authorization: …`.
fn assigns(line: &str, signs: &[char]) -> bool {
    named_values(line, signs).into_iter().any(|(name, start, end)| {
        let value = line[start..end].trim();
        let is_filled = Template::parse(value).is_ok_and(|template| template.sources().next().is_some());
        // The name of a secret stands where a value would.
        let is_name = name == "secret" && !looks_like_value(value);
        !(is_filled || is_name || value.starts_with(['{', '[']))
    })
}

/// A command of which more lines may follow, without what would be left out of it in the end, and what that belongs to.
pub(super) fn masked(text: &str) -> (String, Vec<String>) {
    let mut masked = text.to_owned();
    let mut values = named_values(text, &SIGNS);
    values.retain(|(_, start, end)| text[*start..*end] != *GONE);
    for (_, start, end) in values.iter().rev() {
        masked.replace_range(*start..*end, GONE);
    }
    (masked, values.into_iter().map(|(name, ..)| name.to_owned()).collect())
}

/// Values behind a name that only secrets have and one of these signs, in order: the name, and where the value begins
/// and ends.
fn named_values<'t>(text: &'t str, signs: &[char]) -> Vec<(&'t str, usize, usize)> {
    let is_of_name = |one: char| one.is_ascii_alphanumeric() || matches!(one, '_' | '-');
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(is_of_name).map(|start| at + start) {
        let end = text[start..].find(|one| !is_of_name(one)).map_or(text.len(), |end| start + end);
        let name = &text[start..end];
        at = end;
        let is_option = SECRET_OPTIONS.contains(&name);
        if !(is_option || is_named_secret(name)) {
            continue;
        }
        let rest = text[end..].trim_start_matches(['"', '\'']).trim_start_matches(' ');
        let value = match rest.strip_prefix(signs) {
            Some(value) => value,
            None if is_option => rest,
            None => continue,
        };
        let value = value.trim_start_matches(' ');
        let quote = value.chars().next().filter(|one| matches!(one, '"' | '\''));
        let value = quote.map_or(value, |quote| &value[quote.len_utf8()..]);
        let is_end = |one: char| match quote {
            Some(quote) => one == quote,
            None => matches!(one, '&' | '"' | '\'' | '\n' | ',' | '}') || (is_option && one == ' '),
        };
        let length = value.find(is_end).unwrap_or(value.len());
        let start = text.len() - value.len();
        if length > 0 {
            found.push((name, start, start + length));
        }
        at = start + length;
    }
    found
}

impl Form {
    /// Takes out whatever is the value of a secret. Whether there was any.
    pub(super) fn forget_secrets(&mut self) -> bool {
        let mut suspects: Vec<Vec<String>> = [&["call", "url"][..], &["call", "auth"]]
            .map(|path| path.iter().map(|key| (*key).to_owned()).collect())
            .into();
        for place in ["query", "headers"] {
            let table = self.at(&["call", place]).and_then(toml::Value::as_table);
            let names = table.into_iter().flat_map(toml::Table::keys);
            suspects.extend(names.map(|name| vec!["call".to_owned(), place.to_owned(), name.clone()]));
        }
        let mut any = self.forget_keys();
        for path in suspects {
            let path: Vec<&str> = path.iter().map(String::as_str).collect();
            any |= self.at(&path).is_some_and(|value| Self::exposes(&path, value)) && self.remove(&path);
        }
        any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_follows_is_masked_and_nothing_else() {
        let table = [
            ("curl -H 'Authorization: Bearer abc' \\", "curl -H 'Authorization: …' \\"),
            ("curl -H \"X-Api-Key: a b'c\" -d 'a=b'", "curl -H \"X-Api-Key: …'c\" -d 'a=b'"),
            ("curl -u ann:pass https://example.com \\", "curl -u … https://example.com \\"),
            ("curl --user 'ann:pass word' \\", "curl --user '…' \\"),
            ("curl -U ann:pass --pass phrase https://example.com \\", "curl -U … --pass … https://example.com \\"),
            ("curl 'https://example.com?api_key=123&x=1' \\", "curl 'https://example.com?api_key=…&x=1' \\"),
            ("-d '{\"password\": \"a, b\", \"n\": 1,", "-d '{\"password\": \"…\", \"n\": 1,"),
            ("-d '{\"password\": \"a, b", "-d '{\"password\": \"…"),
            ("curl -H 'X-Author: ann' https://example.com \\", "curl -H 'X-Author: ann' https://example.com \\"),
            ("Authorization", "Authorization"),
            ("Authorization:", "Authorization:"),
        ];
        for (typed, expected) in table {
            assert_eq!(masked(typed).0, expected, "{typed}");
        }
    }

    #[test]
    fn what_is_masked_is_named_once() {
        let (text, names) = masked("curl -H 'Authorization: abc' -u a:b \\");
        assert_eq!(names, ["Authorization", "-u"]);
        assert_eq!(masked(&text), (text.clone(), Vec::new()));
    }

    #[test]
    fn lines_that_assign_a_secret_are_known() {
        for line in [
            "Authorization = \"Bearer abc\"",
            "headers = { X-Api-Key = \"abc\", X-Team = \"blue\" }",
            "\"X-Api-Key\" = 'abc'",
            "header.Authorization: Bearer abc",
            "auth = { type = \"bearer\", secret = \"sk_live_51HxAbc\" }",
        ] {
            assert!(assigns(line, &SIGNS), "{line}");
        }
        for line in [
            "auth = { type = \"bearer\", secret = \"shop_token\" }",
            "name = \"X-Api-Key\"",
            "headers = { Authorization = \"{{ token }}\" }",
            "[call.secret]",
            "instructions = \"Your new password: at least 8 letters.\"",
            "body = { password = { new = \"{{ password }}\" } }",
        ] {
            assert!(!assigns(line, &['=']), "{line}");
        }
    }
}
