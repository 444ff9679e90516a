//! Admins' commands as a surface spells them, and as they are typed. What is typed is what stands in the scripts.

use std::fmt::Write;

use errand::admin::Verb;

/// An option of a slash command.
#[derive(Clone, Copy)]
enum Takes {
    Word,
    /// All that is left of the line.
    Rest,
    OneOf(&'static [&'static str]),
    Verb,
}

type Taken = (&'static str, Takes);

const NAME: Taken = ("name", Takes::Word);
const VERSION: Taken = ("version", Takes::Word);
const OUTCOME: Taken = ("outcome", Takes::OneOf(&["done", "not-done", "again", "tell"]));
const DO: Taken = ("do", Takes::OneOf(&["list", "set", "delete"]));

/// The options of a verb in the order in which they are typed, and how many of them a client wants at least. `None`
/// for files, which are attached.
fn options(verb: Verb) -> Option<(Vec<Taken>, usize)> {
    Some(match verb {
        Verb::Import => return None,
        Verb::Create | Verb::List | Verb::Notices => (Vec::new(), 0),
        Verb::Export | Verb::Show | Verb::Publish => (vec![NAME, VERSION], 1),
        Verb::Edit | Verb::Draft | Verb::Preview | Verb::Unpublish | Verb::Delete | Verb::History => (vec![NAME], 1),
        Verb::Rollback => (vec![NAME, VERSION], 2),
        Verb::Diff => (vec![NAME, ("from", Takes::Word), ("to", Takes::Word)], 1),
        Verb::Why => (vec![("text", Takes::Rest)], 1),
        Verb::Runs | Verb::Stats => (vec![NAME], 0),
        Verb::Misses => (vec![("number", Takes::Word), NAME], 0),
        Verb::Settle => (vec![("reference", Takes::Word), OUTCOME, ("words", Takes::Rest)], 2),
        Verb::Pin => (vec![NAME, ("response", Takes::Rest)], 2),
        Verb::Secret => (vec![DO, ("secret", Takes::Word)], 0),
        Verb::Help => (vec![("verb", Takes::Verb)], 0),
    })
}

/// The sub-command and the options that stand for a typed line. `None` when there is nothing that a client would send
/// for it.
pub fn slash(line: &str) -> Option<(String, Vec<(&'static str, String)>)> {
    let rest = line.strip_prefix("/action ")?;
    let (word, mut rest) = rest.split_once(' ').unwrap_or((rest, ""));
    let verb = Verb::parse(word)?;
    if verb == Verb::Misses && !rest.is_empty() {
        rest = rest.strip_prefix("add ")?;
    }
    let (options, least) = options(verb)?;
    let mut given = Vec::new();
    for (name, takes) in options {
        rest = rest.trim();
        if rest.is_empty() {
            break;
        }
        let (value, after) = match takes {
            Takes::Rest => (rest, ""),
            Takes::Word | Takes::OneOf(_) | Takes::Verb => rest.split_once(' ').unwrap_or((rest, "")),
        };
        match takes {
            Takes::OneOf(words) if !words.contains(&value) => return None,
            Takes::Verb if Verb::parse(value).is_none() => return None,
            Takes::Word | Takes::Rest | Takes::OneOf(_) | Takes::Verb => given.push((name, value.to_owned())),
        }
        rest = after;
    }
    (rest.is_empty() && given.len() >= least).then(|| (format!("/action {verb}"), given))
}

/// Names of options, as they may stand behind a command that can be clicked.
const OPTIONS: [&str; 14] = [
    "name",
    "version",
    "from",
    "to",
    "text",
    "number",
    "reference",
    "outcome",
    "words",
    "response",
    "do",
    "secret",
    "verb",
    "file",
];

/// What a text of Discord's says with its commands spelled as they are typed: what a client shows as something to
/// click, and the options behind it, are `/action preview welcome`. The only place where that is known.
pub fn typed(text: &str) -> String {
    let mut read = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("</action ") {
        let Some((inside, after)) = rest[at + 2..].split_once('>') else { break };
        let Some((command, id)) = inside.split_once(':') else { break };
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        let behind = after.strip_prefix(" `").and_then(|after| after.split_once('`'));
        let options = behind.and_then(|(options, after)| Some((values(options)?, after)));
        let (values, after) = options.unwrap_or((String::new(), after));
        // As what is typed stands in texts.
        let _ = write!(read, "{}`/{command}{values}`", &rest[..at]);
        rest = after;
    }
    read + rest
}

/// What options are when they are typed. `None` when these are none.
fn values(options: &str) -> Option<String> {
    let mut line = String::new();
    for word in options.split(' ') {
        let value = match word.split_once(':').filter(|(name, _)| OPTIONS.contains(name)) {
            Some(("number", number)) => format!("add {number}"),
            Some((_, value)) => value.to_owned(),
            None if line.is_empty() => return None,
            None => word.to_owned(),
        };
        line = format!("{line} {value}");
    }
    Some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_clicked_reads_as_it_is_typed() {
        for (spelled, read) in [
            (
                "Next: </action preview:123> `name:welcome` to try it, </action list:1>.",
                "Next: `/action preview welcome` to try it, `/action list`.",
            ),
            ("</action diff:9> `name:a from:1 to:2`, or not", "`/action diff a 1 2`, or not"),
            ("</action misses:9> `number:3 name:greet`", "`/action misses add 3 greet`"),
            ("</action pin:9> `name:a response:{\"b\": 1}`", "`/action pin a {\"b\": 1}`"),
            ("</action help:4> `says:more`", "`/action help` `says:more`"),
            ("`/action list` and </other:1> and </action x:y>", "`/action list` and </other:1> and </action x:y>"),
        ] {
            assert_eq!(typed(spelled), read);
        }
    }

    #[test]
    fn a_typed_line_is_what_a_client_sends() {
        let of = |line| {
            slash(line).map(|(command, given)| {
                given.into_iter().fold(command, |all, (name, value)| format!("{all} {name}={value}"))
            })
        };
        for (line, sent) in [
            ("/action list", Some("/action list")),
            ("/action diff greet 1", Some("/action diff name=greet from=1")),
            ("/action why where is it", Some("/action why text=where is it")),
            ("/action settle A tell It is done", Some("/action settle reference=A outcome=tell words=It is done")),
            ("/action misses add 3 greet", Some("/action misses number=3 name=greet")),
            ("/action help rollback", Some("/action help verb=rollback")),
            ("/action", None),
            ("/action show", None),
            ("/action list all", None),
            ("/action help me", None),
            ("/action misses foo", None),
            ("/action import a.toml", None),
            ("list", None),
        ] {
            assert_eq!(of(line).as_deref(), sent, "{line}");
        }
    }
}
