//! A `curl` command as browsers and API pages give it, read for method, URL, headers and body.
//!
//! Option names as in curl(1). Values that look like secrets are left out: they never belong in a definition.

#[cfg(test)]
mod tests;

use toml::{Table, Value};
use url::form_urlencoded;

use super::describe::slug;
use super::exposed::GONE;
use crate::admin::shell;
use crate::domain::call::Method;
use crate::domain::call::secret::holds_key;

/// Options whose values are secrets.
pub(super) const SECRET_OPTIONS: [&str; 12] = [
    "-u",
    "--user",
    "--oauth2-bearer",
    "-b",
    "--cookie",
    "-U",
    "--proxy-user",
    "-E",
    "--cert",
    "--key",
    "--pass",
    "--aws-sigv4",
];

/// What a `curl` command says.
pub(super) struct Curl {
    pub(super) method: Method,
    /// Without its query.
    pub(super) url: String,
    pub(super) query: Vec<(String, String)>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Table,
    /// Whether the body is a form, not JSON.
    pub(super) form_body: bool,
    /// The names of what was left out because it looks like a secret.
    pub(super) secrets: Vec<String>,
    /// What could not be taken over.
    pub(super) ignored: Vec<String>,
}

#[derive(Default)]
struct Options {
    method: Option<Method>,
    url: Option<String>,
    headers: Vec<(String, String)>,
    data: Vec<String>,
    /// Whether anything is sent, even what is out of reach.
    sends: bool,
    data_in_query: bool,
    secrets: Vec<String>,
    ignored: Vec<String>,
}

/// Why a command cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CurlFault {
    /// A quote or the last line goes on.
    Unfinished,
    /// There is no URL, an option lacks its value, or the method is none that actions have.
    Unfit,
}

/// Reads a command. What has the name of an input is kept in any case: the input will stand in its place.
pub(super) fn parse(text: &str, inputs: &[String]) -> Result<Curl, CurlFault> {
    let goes_on = text.trim_end_matches([' ', '\t', '\r', '\n']).ends_with('\\');
    let words = shell::split(text).map_err(|shell::Unclosed| CurlFault::Unfinished)?;
    if goes_on {
        return Err(CurlFault::Unfinished);
    }
    let options = options(words.into_iter().skip(1)).ok_or(CurlFault::Unfit)?;
    let Options { method, url, headers, mut data, sends, data_in_query, mut secrets, mut ignored } = options;
    let url = url.ok_or(CurlFault::Unfit)?;
    let (url, own_query) = url.split_once('?').unwrap_or((&url, ""));
    let mut query = pairs(own_query);
    if data_in_query {
        query.extend(data.drain(..).flat_map(|data| pairs(&data)));
    }
    let method = method.unwrap_or(if sends && !data_in_query { Method::Post } else { Method::Get });
    query.retain(|(name, value)| keep(name, value, inputs, &mut secrets));
    let mut kept = Vec::new();
    for (name, value) in headers {
        if belongs_to_connection(&name) {
            continue;
        }
        if keep(&name, &value, &[], &mut secrets) {
            kept.push((name, value));
        }
    }
    let (body, form_body) = body(&data.join("&"), inputs, &mut secrets, &mut ignored);
    Ok(Curl { method, url: with_scheme(url), query, headers: kept, body, form_body, secrets, ignored })
}

fn with_scheme(url: &str) -> String {
    if url.contains("://") { url.to_owned() } else { format!("https://{url}") }
}

/// Reads the options; none when one lacks its value or names a method that is never sent.
fn options(mut words: impl Iterator<Item = String>) -> Option<Options> {
    let mut options = Options::default();
    while let Some(word) = words.next() {
        let (option, mut attached) = match word.split_once('=') {
            Some((option, value)) if option.starts_with("--") => (option.to_owned(), Some(value.to_owned())),
            Some(_) | None => short(&word),
        };
        let mut value = || attached.take().or_else(|| words.next());
        match option.as_str() {
            "-X" | "--request" => options.method = Some(Method::parse(&value()?)?),
            "--url" => options.url = value(),
            "-H" | "--header" => {
                let header = value()?;
                let (name, text) = header.split_once(':')?;
                options.headers.push((name.trim().to_owned(), text.trim().to_owned()));
            }
            "-d" | "--data-raw" | "--data" | "--data-binary" | "--data-ascii" | "--data-urlencode" | "--json" => {
                let data = value()?;
                options.sends = true;
                // A file on somebody's computer is out of reach.
                if data.starts_with('@') && option != "--data-raw" {
                    options.ignored.push(format!("{option} {data}"));
                } else {
                    options.data.push(data);
                }
            }
            "-G" | "--get" => options.data_in_query = true,
            secret if SECRET_OPTIONS.contains(&secret) => {
                if value()? != GONE {
                    options.secrets.push(option);
                }
            }
            "-F" | "--form" | "-T" | "--upload-file" | "-x" | "--proxy" => {
                value()?;
                options.ignored.push(option);
            }
            "-A" | "--user-agent" | "-e" | "--referer" | "-o" | "--output" | "-m" | "--max-time"
            | "--connect-timeout" | "-w" | "--write-out" | "--retry" => {
                value()?;
            }
            flag if flag.starts_with('-') => {}
            _ if options.url.is_none() => options.url = Some(word),
            // It may be anything, such as what belonged to an option that is not known here.
            _ => options.ignored.push("…".to_owned()),
        }
    }
    Some(options)
}

/// Short options may have their value attached: `-XPOST`.
fn short(word: &str) -> (String, Option<String>) {
    match word.get(..2) {
        Some(option @ ("-X" | "-H" | "-d" | "-u" | "-F" | "-b")) if word.len() > 2 => {
            (option.to_owned(), word.get(2..).map(str::to_owned))
        }
        Some(_) | None => (word.to_owned(), None),
    }
}

fn pairs(text: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(text.as_bytes()).into_owned().filter(|(name, _)| !name.is_empty()).collect()
}

/// Headers that every client sets itself.
fn belongs_to_connection(name: &str) -> bool {
    let own = [
        "accept",
        "accept-encoding",
        "accept-language",
        "connection",
        "content-length",
        "content-type",
        "host",
        "origin",
        "referer",
        "user-agent",
    ];
    let name = name.to_lowercase();
    own.contains(&name.as_str()) || name.starts_with("sec-")
}

/// Whether a value may be kept; the names of secrets are remembered.
fn keep(name: &str, value: &str, inputs: &[String], secrets: &mut Vec<String>) -> bool {
    let marks = ["auth", "cookie", "key", "password", "secret", "signature", "token"];
    let lower = name.to_lowercase();
    let is_input = inputs.contains(&slug(name, '_'));
    let secret = holds_key(value) || (!is_input && marks.iter().any(|mark| lower.contains(mark)));
    // What was left out of the lines before was said there.
    if secret && value != GONE {
        secrets.push(name.to_owned());
    }
    !secret
}

fn body(data: &str, inputs: &[String], secrets: &mut Vec<String>, ignored: &mut Vec<String>) -> (Table, bool) {
    let data = data.trim();
    if data.is_empty() {
        return (Table::new(), false);
    }
    if data.starts_with(['{', '[']) {
        let json = serde_json::from_str(data).ok().and_then(from_json);
        let Some(Value::Table(mut table)) = json else {
            ignored.push("--data".to_owned());
            return (Table::new(), false);
        };
        strip(&mut table, inputs, secrets);
        return (table, false);
    }
    let fields = pairs(data).into_iter().filter(|(name, value)| keep(name, value, inputs, secrets));
    (fields.map(|(name, value)| (name, Value::String(value))).collect(), true)
}

/// Leaves secrets out of a table and of the tables within.
fn strip(table: &mut Table, inputs: &[String], secrets: &mut Vec<String>) {
    fn within(value: &mut Value, inputs: &[String], secrets: &mut Vec<String>) {
        match value {
            Value::Table(table) => strip(table, inputs, secrets),
            Value::Array(list) => list.iter_mut().for_each(|value| within(value, inputs, secrets)),
            Value::String(_) | Value::Integer(_) | Value::Float(_) | Value::Boolean(_) | Value::Datetime(_) => {}
        }
    }
    table.retain(|name, value| {
        // A table may have a name like `auth` without being a secret itself.
        let kept = value.is_table() || keep(name, value.as_str().unwrap_or_default(), inputs, secrets);
        within(value, inputs, secrets);
        kept
    });
}

/// A JSON value as TOML; null, which TOML lacks, is left out.
fn from_json(json: serde_json::Value) -> Option<Value> {
    use serde_json::Value as Json;
    Some(match json {
        Json::Null => return None,
        Json::Bool(flag) => Value::Boolean(flag),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Integer(whole),
            None => Value::Float(number.as_f64()?),
        },
        Json::String(text) => Value::String(text),
        Json::Array(list) => Value::Array(list.into_iter().filter_map(from_json).collect()),
        Json::Object(map) => {
            Value::Table(map.into_iter().filter_map(|(key, value)| Some((key, from_json(value)?))).collect())
        }
    })
}
