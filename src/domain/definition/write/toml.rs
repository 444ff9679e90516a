//! How values look in a written definition. <https://toml.io/en/v1.0.0>
//!
//! The `toml` crate could write too, but chooses between inline tables, headers and kinds of quotes by itself.

/// A header, and keys with their values below it.
#[derive(Default)]
pub(super) struct Block {
    text: String,
}

impl Block {
    pub(super) fn headed(header: &str) -> Self {
        Self { text: format!("{header}\n") }
    }

    /// A key with a value that is already TOML.
    pub(super) fn value(&mut self, key: &str, value: &str) {
        self.text.push_str(&self::key(key));
        self.text.push_str(" = ");
        self.text.push_str(value);
        self.text.push('\n');
    }

    /// A key with a text, which may take several lines.
    pub(super) fn string(&mut self, key: &str, text: &str) {
        let text = if text.contains('\n') { lines_string(text) } else { inline_string(text) };
        self.value(key, &text);
    }

    /// A key with a list of texts, one on each line.
    pub(super) fn strings(&mut self, key: &str, texts: &[String]) {
        let lines: Vec<String> = texts.iter().map(|text| format!("  {},\n", inline_string(text))).collect();
        self.value(key, &format!("[\n{}]", lines.concat()));
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// A table on one line.
pub(super) fn inline<'a>(entries: impl Iterator<Item = (&'a str, String)>) -> String {
    let entries: Vec<String> = entries.map(|(name, value)| format!("{} = {value}", key(name))).collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

/// A list on one line.
pub(super) fn list(entries: impl Iterator<Item = String>) -> String {
    format!("[{}]", entries.collect::<Vec<_>>().join(", "))
}

/// A text on one line: without escapes where that reads better.
pub(super) fn inline_string(text: &str) -> String {
    let needs_escapes = text.contains('\'') || text.chars().any(char::is_control);
    if text.contains(['\\', '"']) && !needs_escapes {
        format!("'{text}'")
    } else {
        format!("\"{}\"", escaped(text, false))
    }
}

/// A text with its line breaks as they are.
fn lines_string(text: &str) -> String {
    format!("\"\"\"\n{}\"\"\"", escaped(text, true))
}

fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if bare { name.to_owned() } else { format!("\"{}\"", escaped(name, false)) }
}

fn escaped(text: &str, keep_lines: bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' if keep_lines => escaped.push('\n'),
            // Three quotes in a row would end a text of several lines.
            '"' if keep_lines && !escaped.ends_with('"') => escaped.push('"'),
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            // Every control character has at most four digits.
            control if control.is_control() => escaped.extend(format!("\\u{:04X}", u32::from(control)).chars()),
            other => escaped.push(other),
        }
    }
    if keep_lines && escaped.ends_with('"') && !escaped.ends_with("\\\"") {
        escaped.pop();
        escaped.push_str("\\\"");
    }
    escaped
}
