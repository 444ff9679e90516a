//! Every key of the configuration, and the variable of the environment that stands for it.

use std::fmt::Write;

/// How a variable's text is written in TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// Texts, separated by commas.
    List,
}

/// Every key in the order of `config/default.toml`.
pub const KEYS: [(&str, Form); 46] = [
    ("data_dir", Form::Text),
    ("language", Form::Text),
    ("time_zone", Form::Text),
    ("region", Form::Text),
    ("human", Form::Text),
    ("log", Form::Text),
    ("log_format", Form::Text),
    ("network.allow_http", Form::List),
    ("network.allow_private", Form::List),
    ("matching.bias", Form::Number),
    ("matching.act", Form::Number),
    ("matching.ask", Form::Number),
    ("matching.keep_misses", Form::Flag),
    ("secrets.key", Form::Text),
    ("secrets.key_file", Form::Text),
    ("telegram.enabled", Form::Flag),
    ("telegram.token", Form::Text),
    ("telegram.token_file", Form::Text),
    ("telegram.api_url", Form::Text),
    ("telegram.mode", Form::Text),
    ("telegram.webhook_url", Form::Text),
    ("telegram.webhook_listen", Form::Text),
    ("telegram.webhook_secret", Form::Text),
    ("telegram.webhook_secret_file", Form::Text),
    ("telegram.allowed_chats", Form::List),
    ("telegram.admins", Form::List),
    ("telegram.moderators", Form::List),
    ("telegram.private_chat", Form::Text),
    ("telegram.pacing.enabled", Form::Flag),
    ("telegram.pacing.chat_per_second", Form::Number),
    ("telegram.pacing.group_per_minute", Form::Number),
    ("telegram.pacing.overall_per_second", Form::Number),
    ("discord.enabled", Form::Flag),
    ("discord.token", Form::Text),
    ("discord.token_file", Form::Text),
    ("discord.api_url", Form::Text),
    ("discord.gateway_url", Form::Text),
    ("discord.application_id", Form::Text),
    ("discord.guilds", Form::List),
    ("discord.message_content", Form::Flag),
    ("discord.support_channels", Form::List),
    ("discord.private_threads", Form::Flag),
    ("discord.shards", Form::Number),
    ("discord.admins", Form::List),
    ("discord.moderators", Form::List),
    ("discord.private_channel", Form::Text),
];

/// The variable of a key: `telegram.token` is `ERRAND_TELEGRAM__TOKEN`.
pub fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.to_ascii_uppercase().replace('.', "__"))
}

/// What every variable of ours begins with.
pub(super) const PREFIX: &str = "ERRAND_";

/// A variable's text as a TOML value on one line. What does not fit its form is left a text, and is then
/// reported by whoever reads the value.
pub(super) fn toml_value(text: &str, form: Form) -> String {
    match form {
        Form::Flag if matches!(text, "true" | "false") => text.to_owned(),
        Form::Number if text.parse::<f64>().is_ok_and(f64::is_finite) => number(text),
        Form::List => {
            let entries = text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(quoted);
            format!("[{}]", entries.collect::<Vec<_>>().join(", "))
        }
        Form::Text | Form::Flag | Form::Number => quoted(text),
    }
}

/// Rust reads `.5`, `1.` and `+1e3`; TOML wants digits on both sides of the point.
fn number(text: &str) -> String {
    let is_toml = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.".contains(&byte))
        && text.split('.').all(|digits| digits.ends_with(|last: char| last.is_ascii_digit()));
    if is_toml { text.to_owned() } else { quoted(text) }
}

/// A basic string; control characters as escapes, so that it stays on its line.
fn quoted(text: &str) -> String {
    let mut toml = String::from('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => toml.extend(['\\', character]),
            control if control.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(toml, "\\u{:04X}", u32::from(control));
            }
            other => toml.push(other),
        }
    }
    toml.push('"');
    toml
}
